import { type ConnectOptions, connect, type Sql } from "../db/connection/client.ts";
import { assertKeepsSessions, assertTimesOut } from "../db/connection/pooling.ts";
import { countUse, type PoolUse } from "../db/connection/poolUse.ts";
import type { Database } from "../db/database.ts";
import type { Config } from "./config.ts";
import { JOBS_POOL_MAX } from "./jobs.ts";
import { BATCH_STATEMENT_TIMEOUT_MS } from "./platform/reads/batchScheduler.ts";

/** Connections of the write path beside one per writer: for released events and set-up. */
const WRITE_POOL_SPARE = 2;
/** For noting how far simulations are; each reads the history on a connection of its own. */
const SIMULATIONS_POOL_MAX = 1;
/** Storing messages of foreign systems, claiming and settling them, and their senders' secrets. */
const INBOUND_POOL_MAX = 3;
/** Filling lanes, and claiming, reading and settling them, of all destinations. */
const DELIVERIES_POOL_MAX = 4;
/** How long a write waits for a lock, and for a statement (contract 6.1). */
const WRITE_LOCK_TIMEOUT_MS = 200;
const WRITE_STATEMENT_TIMEOUT_MS = 5_000;
/**
 * How long a transaction of them may take in all, milliseconds. It ends what a frozen process
 * leaves between preparing a statement and running it, which is no idle transaction to PostgreSQL
 * (ADR-0024); each statement by itself ends long before.
 */
const WRITE_TRANSACTION_TIMEOUT_MS = 20_000;
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
export type Pools = Readonly<Record<PoolName, Sql>>;

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
      transactionTimeoutMs: WRITE_TRANSACTION_TIMEOUT_MS,
    },
    commands: {
      max: config.mutationsPerCallerMax + COMMANDS_POOL_SPARE,
      applicationName: "tributary-commands",
      lockTimeoutMs: COMMAND_LOCK_TIMEOUT_MS,
      statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
      transactionTimeoutMs: WRITE_TRANSACTION_TIMEOUT_MS,
      isKeyLookupsOnly: true,
    },
    inbound: {
      max: INBOUND_POOL_MAX,
      applicationName: "tributary-inbound",
      ...write,
      transactionTimeoutMs: WRITE_TRANSACTION_TIMEOUT_MS,
      // Settling would read all messages that there are, a plan kept from when they were few.
      isKeyLookupsOnly: true,
      takesFromQueues: true,
    },
    deliveries: {
      max: DELIVERIES_POOL_MAX,
      applicationName: "tributary-deliveries",
      ...write,
      // Whoever freezes while it fills lanes holds the turn of all.
      transactionTimeoutMs: WRITE_TRANSACTION_TIMEOUT_MS,
      isKeyLookupsOnly: true,
      takesFromQueues: true,
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

type PoolName = keyof ReturnType<typeof poolOptions>;

/** The listener's, and one of each writer: it is thrown away with the writer's connection. */
const LISTENERS = 1;

/**
 * Connections to the database that a server has at most; those of a simulation's own process come
 * on top, one each.
 */
export function connectionsMax(config: Parameters<typeof poolOptions>[0]): number {
  const pools = Object.values(poolOptions(config));
  return pools.reduce((sum, { max }) => sum + max, config.writers + LISTENERS);
}

/** What goes past a pooler that keeps sessions: what ticks, migrates, or reads for minutes. */
const ALWAYS_DIRECT: ReadonlySet<PoolName> = new Set(["ticker", "simulations"]);

/** What goes through a pooler that gives sessions away: single statements that read. */
const PLAIN_READS: ReadonlySet<PoolName> = new Set(["lookups"]);

/**
 * Opens them all, each counted and by the URL that it needs (ADR-0037); `open` closes them. Beyond
 * what looks at the pooler nothing connects before its first statement.
 *
 * @throws DatabaseUnusable when the pooler of DATABASE_URL is not as DATABASE_POOLING says
 */
export async function openPools(
  { url, directUrl, isEmbedded }: Pick<Database, "url" | "directUrl" | "isEmbedded">,
  config: Parameters<typeof poolOptions>[0] & Pick<Config, "databasePooling">,
  open: AsyncDisposableStack,
): Promise<{ readonly pools: Pools; readonly uses: PoolUses }> {
  const isSession = config.databasePooling === "session";
  const opened = Object.entries<ConnectOptions>(poolOptions(config)).map(([name, options]) => {
    const isPooled = isSession
      ? !ALWAYS_DIRECT.has(name as PoolName)
      : PLAIN_READS.has(name as PoolName);
    const counted = countUse(
      connect(isPooled ? url : directUrl, { ...options, isSession: isSession || !isPooled }),
    );
    return [name, counted] as const;
  });
  // Together: while the database is away each takes all the time it may.
  open.defer(async () => {
    await Promise.all(opened.map(([, { sql }]) => sql.end(POOL_END)));
  });
  const pools = Object.fromEntries(opened.map(([name, { sql }]) => [name, sql])) as Pools;
  if (!isSession) {
    await assertTimesOut(pools.lookups, BATCH_STATEMENT_TIMEOUT_MS);
  } else if (!isEmbedded) {
    await assertKeepsSessions(pools.reads);
  }
  return { pools, uses: Object.fromEntries(opened.map(([name, { use }]) => [name, use])) };
}

/** The connection that hears what other servers have committed. */
export function openListener(url: string, onNotify: ConnectOptions["onNotify"] & {}): Sql {
  return connect(url, {
    max: 1,
    applicationName: "tributary-push",
    statementTimeoutMs: READ_STATEMENT_TIMEOUT_MS,
    onNotify,
  });
}
