import { uuidv7 } from "uuidv7";
import { connect } from "../db/connection/client.ts";
import { isLostTypeLookup } from "../db/connection/lostTypeLookup.ts";
import { openDatabase } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { insertOpenings } from "../db/queries/access/openings.ts";
import { findApiKeys } from "../db/queries/access/readApiKeys.ts";
import { noteApiKeyUses } from "../db/queries/access/writeApiKeys.ts";
import { readOutboxDepth } from "../db/queries/stream/readOutbox.ts";
import { findSampleCustomer, findSampleStore } from "../db/statements/readSample.ts";
import { Openings } from "./access/openings.ts";
import { Revocations } from "./access/revocations.ts";
import { type Config, loadConfig } from "./config.ts";
import { Catalog } from "./core/catalog.ts";
import type { CommandDeps } from "./core/changeCustomer.ts";
import { claimForDemo, loadDemo, registerDemoRetailer } from "./demo/loadDemo.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "./domain/time/instant.ts";
import { createCommands } from "./graph/commands.ts";
import { recordInteractions } from "./interactions/recordInteractions.ts";
import { createJobs, JOBS_POOL_MAX } from "./jobs.ts";
import { createClientAddress } from "./platform/clientAddress.ts";
import { createLogger, type Logger } from "./platform/logger.ts";
import { measureReads } from "./platform/measureReads.ts";
import { createMetrics } from "./platform/metrics.ts";
import { BATCH_LIMITS, BATCH_STATEMENT_TIMEOUT_MS } from "./platform/reads/batchScheduler.ts";
import { returnMemory } from "./platform/returnMemory.ts";
import { stopSignal } from "./platform/stopSignal.ts";
import { Directory } from "./programme/directory.ts";
import { ensureProgramme } from "./programme/ensureProgramme.ts";
import { Simulations } from "./programme/simulations.ts";
import { measureReceive } from "./purchases/measureReceive.ts";
import { Receiver } from "./purchases/receive/receiver.ts";
import { SourceWatermarks } from "./purchases/sourceWatermarks.ts";
import { createLookups } from "./reads/lookups.ts";
import { reportError } from "./reportError.ts";
import { createAuthenticate } from "./server/auth/auth.ts";
import { openCustomerTokens } from "./server/auth/customerTokens.ts";
import { DEMO_AUDIENCE, openDemoAuth } from "./server/auth/demoAuth.ts";
import { KeyUses } from "./server/auth/keyUses.ts";
import { remoteKeys } from "./server/auth/tokens.ts";
import { ClockWatch } from "./server/health/clockWatch.ts";
import { jobChecks } from "./server/health/readiness.ts";
import { loadTrustedDocuments } from "./server/operations/trusted.ts";
import { listenForScrapers } from "./server/routes/metricsRoute.ts";
import { greet } from "./server/routes/welcome.ts";
import { startServer } from "./server/start.ts";
import { draftReader, playApart } from "./simulate/apart.ts";
import { openPush, telling } from "./stream/push.ts";

/** Connections of the write path beside one per writer: for released events and set-up. */
const WRITE_POOL_SPARE = 2;
/** For noting how far simulations are; each reads the history on a connection of its own. */
const SIMULATIONS_POOL_MAX = 1;
/** How long a write waits for a lock, and for a statement (contract 6.1). */
const WRITE_LOCK_TIMEOUT_MS = 200;
const WRITE_STATEMENT_TIMEOUT_MS = 5_000;
/** Connections of commands beyond those that one caller may have in use: nobody takes them all. */
const COMMANDS_POOL_SPARE = 2;
/** Longer than the write path's: a command waits for one customer and holds nothing else meanwhile. */
const COMMAND_LOCK_TIMEOUT_MS = 2_000;
/** No reader may hold a connection for longer, whatever was asked. */
const READ_STATEMENT_TIMEOUT_MS = 2_000;
/** A report adds the whole ledger up: 3.7 s with 1,000,000 customers and 6,000,000 entries (2026-11-26). */
const REPORT_STATEMENT_TIMEOUT_MS = 60_000;
/** Reports at once; more wait, and nothing else does. */
const REPORTS_POOL_MAX = 2;
/** Seconds that a pool gets to end: one that lost a connection in the middle of a statement waits for ever (postgres.js). */
const POOL_END = { timeout: 5 };
/** Readers beside the shared lookups: searches, keys of senders, readiness. */
const READS_POOL_MAX = 5;
/** Connections of the lookups beyond those in use at once: one that hangs is then nobody else's. */
const LOOKUPS_POOL_SPARE = 2;

export type MainOptions = {
  /** Write the demo data also into a database that is not ours. */
  readonly demo?: boolean;
};

/**
 * The server, from nothing to listening, and back to nothing after SIGINT, SIGTERM or SIGHUP.
 *
 * Everything that is opened says in the next line how it is closed; closing runs in the opposite order, also when
 * something on the way up fails.
 *
 * @throws ConfigError, MigrationError, or what stands in the way of starting
 */
export async function main(options: MainOptions = {}): Promise<void> {
  const config = loadConfig();
  const log = createLogger({ level: config.logLevel });
  const trustedDocuments =
    config.trustedDocuments === undefined
      ? null
      : await loadTrustedDocuments(config.trustedDocuments);
  const stop = stopSignal(log);
  const onUnhandled = surviveLostTypeLookups(log);
  process.on("unhandledRejection", onUnhandled);
  await using open = new AsyncDisposableStack();

  open.defer(() => {
    process.off("unhandledRejection", onUnhandled);
  });
  const database = await openDatabase(config);
  open.defer(() => database.close());
  if (stop.isStopping) return;
  const reads = connect(database.url, {
    max: READS_POOL_MAX,
    applicationName: "tributary-read",
    statementTimeoutMs: READ_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => reads.end(POOL_END));
  const reports = connect(database.url, {
    max: REPORTS_POOL_MAX,
    applicationName: "tributary-reports",
    statementTimeoutMs: REPORT_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => reports.end(POOL_END));
  const lookupsPool = connect(database.url, {
    max: config.readPoolMax + LOOKUPS_POOL_SPARE,
    applicationName: "tributary-lookups",
    statementTimeoutMs: BATCH_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => lookupsPool.end(POOL_END));
  const writes = connect(database.url, {
    max: config.writers + WRITE_POOL_SPARE,
    applicationName: "tributary-write",
    lockTimeoutMs: WRITE_LOCK_TIMEOUT_MS,
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => writes.end(POOL_END));
  const commandsPool = connect(database.url, {
    max: config.mutationsPerCallerMax + COMMANDS_POOL_SPARE,
    applicationName: "tributary-commands",
    lockTimeoutMs: COMMAND_LOCK_TIMEOUT_MS,
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
    isKeyLookupsOnly: true,
  });
  open.defer(() => commandsPool.end(POOL_END));
  const jobsPool = connect(database.url, {
    max: JOBS_POOL_MAX,
    applicationName: "tributary-jobs",
    lockTimeoutMs: WRITE_LOCK_TIMEOUT_MS,
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => jobsPool.end(POOL_END));
  const ticker = connect(database.url, {
    max: 1,
    applicationName: "tributary-ticker",
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => ticker.end(POOL_END));

  const applied = await migrate(writes);
  if (applied.length > 0) log.info({ applied }, "migrated");
  const wantsDemo = database.isEmbedded || options.demo === true;
  const isDemo = wantsDemo && (await claimForDemo(writes, now()));
  if (wantsDemo && !isDemo) {
    const level = options.demo === true ? "warn" : "info";
    log[level]({}, "this database is in use: no demo data is written; only an empty one gets it");
  }
  // Before the receiver is made, which then knows the demo's sources from its first event on.
  if (isDemo) await registerDemoRetailer(writes);
  else await ensureProgramme(writes);

  const { lookups, queued } = createLookups(lookupsPool, {
    limits: { ...BATCH_LIMITS, inFlightMax: config.readPoolMax },
    observer: measureReads(() => metrics),
  });
  const metrics = createMetrics({
    process: true,
    outboxDepth: () => readOutboxDepth(reads),
    clockAheadMs: () => clockWatch.state.aheadMs,
    readQueues: queued,
  });
  const push = openPush({
    open: (onNotify) =>
      connect(database.url, {
        max: 1,
        applicationName: "tributary-push",
        statementTimeoutMs: READ_STATEMENT_TIMEOUT_MS,
        onNotify,
      }),
    reads,
    log,
  });
  open.defer(() => push.close());
  const catalog = await Catalog.load(writes);
  const sourceWatermarks = new SourceWatermarks(jobsPool);
  const receiver = new Receiver({
    sql: writes,
    catalog,
    writers: config.writers,
    newPublicId: uuidv7,
    observer: {
      batch: ({ size, lockMs, outcome }) => {
        push.committed();
        sourceWatermarks.noteBatch(outcome);
        metrics.ingestBatchSize.observe(size);
        metrics.lockHeldSeconds.observe(lockMs / 1_000);
      },
      failure: ({ error, ...failure }) => {
        // Planned again at once: part of normal work, when events come twice or two processes meet.
        const level = failure.kind === "STALE" ? "debug" : "warn";
        log[level]({ ...failure, error }, "a batch failed");
      },
    },
  });
  open.defer(() => receiver.close());
  const commandDeps: CommandDeps = {
    sql: commandsPool,
    catalog,
    newPublicId: uuidv7,
    runHeld: async (ids) => {
      await receiver.runHeld(ids, { atOnce: false });
    },
    noteSource: (sourceId, occurredAt) => sourceWatermarks.note(sourceId, occurredAt),
    onFailure: (error) => log.error({ error }, "one of several could not be written"),
  };
  if (stop.isStopping) return;
  if (isDemo) await bringInDemo({ writes, receiver, commandDeps, catalog, log });
  if (stop.isStopping) return;

  const jobs = createJobs({
    sql: jobsPool,
    tickerSql: ticker,
    receiver,
    catalog,
    log,
    metrics,
    sourceWatermarks,
    onNews: push.committed,
  });
  push.onNews = jobs.noteNews;
  jobs.start();
  open.defer(() => jobs.stop());

  const clockWatch = new ClockWatch({ sql: reads, log, wallMs: Date.now });
  clockWatch.start();
  open.defer(() => clockWatch.stop());

  const directory = await Directory.load(reads);
  directory.start(log);
  open.defer(() => directory.stop());

  const revocations = await Revocations.load(reads);
  revocations.start(log);
  open.defer(() => revocations.stop());

  const simulationsPool = connect(database.url, {
    max: SIMULATIONS_POOL_MAX,
    applicationName: "tributary-simulate",
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  });
  open.defer(() => simulationsPool.end(POOL_END));
  const simulations = new Simulations({
    sql: simulationsPool,
    play: playApart(database.url),
    onFailure: (error) => log.error({ error }, "a simulation failed"),
  });
  open.defer(() => simulations.stop());

  const keyUses = new KeyUses((uses) => noteApiKeyUses(jobsPool, uses));
  keyUses.start(log);
  open.defer(() => keyUses.stop());

  const auth = await openAuth(config);
  auth.customerKeys.start(log);
  open.defer(() => auth.customerKeys.stop());
  const commands = createCommands({
    ...commandDeps,
    readDraft: draftReader(),
    signCustomerToken: auth.signCustomerToken,
  });
  await commands.guesses.refresh();
  commands.guesses.start(log);
  open.defer(() => commands.guesses.stop());
  const openings = new Openings((noted) => insertOpenings(jobsPool, noted));
  openings.start(log);
  open.defer(() => openings.stop());
  await returnMemory();
  const server = await startServer(
    {
      reads,
      checks: jobChecks({ sql: reads, clock: clockWatch }),
      reports,
      lookups,
      directory,
      commands: {
        receivePurchases: measureReceive(receiver.receivePurchases, {
          metrics,
          isSource: (code) => directory.sourceByCode(code) !== undefined,
          nowMicros: now,
        }),
        simulateRuleset: (request) => simulations.start(request),
        ...telling(commands, push.committed),
      },
      openings,
      streams: push.streams,
      authenticate: createAuthenticate({
        findKeys: (prefixes) => findApiKeys(reads, prefixes),
        tokens: auth.tokens,
        isRevoked: (token) => revocations.isRevoked(token),
        noteKeyUse: keyUses.note,
      }),
      demoKeys: auth.demo?.publicKeys ?? null,
      clock: now,
      log,
      metrics,
      introspection: config.introspection,
      isProduction: config.isProduction,
      trustedDocuments,
      executor: config.executor,
      corsOrigins: config.corsOrigins,
      clientAddressOf: createClientAddress(config.trustedProxies),
      connectionsPerAddressMax: config.connectionsPerAddressMax,
      queriesPerCallerMax: config.queriesPerCallerMax,
      mutationsPerCallerMax: config.mutationsPerCallerMax,
    },
    { host: config.host, port: config.port },
  );
  open.defer(async () => {
    server.startDraining();
    const isDrained = await server.close(config.shutdownGraceMs);
    if (!isDrained) log.warn({}, "requests in flight were cut off");
  });

  if (config.metrics !== undefined) {
    const scraped = await listenForScrapers(metrics, config.metrics);
    open.defer(() => scraped.close());
    log.info({ url: scraped.url }, "metrics");
  }

  if (auth.demo === null) log.info({ url: server.url }, "listening");
  else {
    const [customerId, store] = [await findSampleCustomer(reads), await findSampleStore(reads)];
    process.stdout.write(await greet({ url: server.url, demo: auth.demo, customerId, store }));
  }
  await stop.signalled;
}

/** Wall clock; the write path takes the database's. */
function now(): Instant {
  return (Date.now() * MICROS_PER_MILLISECOND) as Instant;
}

async function openAuth(config: Config) {
  const customers = await openCustomerTokens(
    config.customerTokenKeyFile,
    config.auth?.audience ?? DEMO_AUDIENCE,
  );
  const { sign: signCustomerToken, keys: customerKeys } = customers;
  if (config.auth === undefined) {
    const demo = await openDemoAuth(config.dataDir);
    return { tokens: [demo.tokens, customers.policy], demo, signCustomerToken, customerKeys };
  }
  const { jwksUrl, issuer, audience } = config.auth;
  const people = { keys: remoteKeys(jwksUrl), issuer, audience };
  return { tokens: [people, customers.policy], demo: null, signCustomerToken, customerKeys };
}

async function bringInDemo(deps: {
  readonly writes: ReturnType<typeof connect>;
  readonly receiver: Receiver;
  readonly commandDeps: CommandDeps;
  readonly catalog: Catalog;
  readonly log: Logger;
}): Promise<void> {
  const { isNew, refused, unrecorded, ...counts } = await loadDemo({
    sql: deps.writes,
    receive: deps.receiver.receivePurchases,
    record: (request) => recordInteractions(deps.commandDeps, request),
    catalog: deps.catalog,
    now: now(),
  });
  if (isNew) deps.log.info(counts, "demo data loaded");
  if (refused.length + unrecorded.length > 0) {
    const counted = { refused: refused.length, unrecorded: unrecorded.length };
    deps.log.warn(counted, "demo events were refused");
  }
}

/** Anything else that nobody waited for is a fault of ours, and ends the process as it would without us. */
function surviveLostTypeLookups(log: Logger): (error: unknown) => void {
  return (error) => {
    if (!isLostTypeLookup(error)) throw error;
    log.warn({ error }, "a new database connection was lost at once");
  };
}

if (import.meta.main) {
  try {
    await main({ demo: process.argv.includes("--demo") });
    // Nothing of ours is open; what a library left behind must not keep the process.
    process.exit(0);
  } catch (error) {
    const { text, exitCode } = reportError(error);
    console.error(text);
    process.exit(exitCode);
  }
}
