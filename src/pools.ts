import { connect, type Sql } from "../db/connection/client.ts";
import { countUse, type PoolUse } from "../db/connection/poolUse.ts";
import type { Config } from "./config.ts";
import { JOBS_POOL_MAX } from "./jobs.ts";
import { BATCH_STATEMENT_TIMEOUT_MS } from "./platform/reads/batchScheduler.ts";

/** Connections of the write path beside one per writer: for released events and set-up. */
const WRITE_POOL_SPARE = 2;
/** For noting how far simulations are; each reads the history on a connection of its own. */
const SIMULATIONS_POOL_MAX = 1;
/** How long a write waits for a lock, and for a statement (contract 6.1). */
const WRITE_LOCK_TIMEOUT_MS = 200;
const WRITE_STATEMENT_TIMEOUT_MS = 5_000;
/** Connections of commands beyond those that one caller may have in use: nobody takes them all. */
const COMMANDS_POOL_SPARE = 2;
/**
 * Longer than the write path's: a command waits for one customer and holds nothing else meanwhile.
 */
const COMMAND_LOCK_TIMEOUT_MS = 2_000;
/** No reader may hold a connection for longer, whatever was asked. */
const READ_STATEMENT_TIMEOUT_MS = 2_000;
/**
 * A report adds the whole ledger up: 3.7 s with 1,000,000 customers and 6,000,000 entries
 * (2026-11-26).
 */
const REPORT_STATEMENT_TIMEOUT_MS = 60_000;
/** Reports at once; more wait, and nothing else does. */
const REPORTS_POOL_MAX = 2;
/**
 * Seconds that a pool gets to end: one that lost a connection in the middle of a statement waits
 * for ever (postgres.js).
 */
const POOL_END = { timeout: 5 };
/** Readers beside the shared lookups: searches, keys of senders, readiness. */
const READS_POOL_MAX = 5;
/** How long a figure that is read for a scraper may take: it has ten seconds for all of them. */
const FIGURES_STATEMENT_TIMEOUT_MS = 1_000;
/** Connections of the lookups beyond those in use at once: one that hangs is then nobody else's. */
const LOOKUPS_POOL_SPARE = 2;

/** The connections of a server: who waits in one pool takes none from the others. */
export type Pools = Readonly<Record<keyof ReturnType<typeof poolOptions>, Sql>>;

/** What each pool has to do, by its name. */
export type PoolUses = Readonly<Record<string, () => PoolUse>>;

function poolOptions(config: Pick<Config, "readPoolMax" | "writers" | "mutationsPerCallerMax">) {
  const write = {
    lockTimeoutMs: WRITE_LOCK_TIMEOUT_MS,
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  };
  return {
    reads: {
      max: READS_POOL_MAX,
      applicationName: "tributary-read",
      statementTimeoutMs: READ_STATEMENT_TIMEOUT_MS,
    },
    reports: {
      max: REPORTS_POOL_MAX,
      applicationName: "tributary-reports",
      statementTimeoutMs: REPORT_STATEMENT_TIMEOUT_MS,
    },
    lookups: {
      max: config.readPoolMax + LOOKUPS_POOL_SPARE,
      applicationName: "tributary-lookups",
      statementTimeoutMs: BATCH_STATEMENT_TIMEOUT_MS,
    },
    writes: {
      max: config.writers + WRITE_POOL_SPARE,
      applicationName: "tributary-write",
      ...write,
    },
    commands: {
      max: config.mutationsPerCallerMax + COMMANDS_POOL_SPARE,
      applicationName: "tributary-commands",
      lockTimeoutMs: COMMAND_LOCK_TIMEOUT_MS,
      statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
      isKeyLookupsOnly: true,
    },
    jobs: { max: JOBS_POOL_MAX, applicationName: "tributary-jobs", ...write },
    ticker: {
      max: 1,
      applicationName: "tributary-ticker",
      statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
    },
    // One: what is read for scrapers is read one statement after the other.
    figures: {
      max: 1,
      applicationName: "tributary-figures",
      statementTimeoutMs: FIGURES_STATEMENT_TIMEOUT_MS,
    },
    simulations: {
      max: SIMULATIONS_POOL_MAX,
      applicationName: "tributary-simulate",
      statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
    },
  };
}

/**
 * Opens them all, each counted; `open` closes them, in the opposite order. Nothing connects before
 * its first statement.
 */
export function openPools(
  url: string,
  config: Parameters<typeof poolOptions>[0],
  open: AsyncDisposableStack,
): { readonly pools: Pools; readonly uses: PoolUses } {
  const opened = Object.entries(poolOptions(config)).map(([name, options]) => {
    const counted = countUse(connect(url, options));
    open.defer(() => counted.sql.end(POOL_END));
    return [name, counted] as const;
  });
  const pools = opened.map(([name, { sql }]) => [name, sql]);
  const uses = opened.map(([name, { use }]) => [name, use]);
  return { pools: Object.fromEntries(pools) as Pools, uses: Object.fromEntries(uses) };
}

/** The connection that hears what other servers have committed. */
export function openListener(url: string, onNotify: (channel: string) => void): Sql {
  return connect(url, {
    max: 1,
    applicationName: "tributary-push",
    statementTimeoutMs: READ_STATEMENT_TIMEOUT_MS,
    onNotify,
  });
}
