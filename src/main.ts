import { uuidv7 } from "uuidv7";
import type { Sql } from "../db/connection/client.ts";
import { openDatabase } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { insertOpenings } from "../db/queries/access/openings.ts";
import { findApiKeys } from "../db/queries/access/readApiKeys.ts";
import { noteApiKeyUses } from "../db/queries/access/writeApiKeys.ts";
import { createSchema } from "../resolvers/schema.ts";
import { Openings } from "./access/openings.ts";
import { Revocations } from "./access/revocations.ts";
import { loadConfig } from "./config.ts";
import { Catalog } from "./core/catalog.ts";
import type { CommandDeps } from "./core/changeCustomer.ts";
import { countDeliveries } from "./deliveries/countDeliveries.ts";
import { destinationGaugesJob } from "./deliveries/destinationGauges.ts";
import { openDeliveries } from "./deliveries/openDeliveries.ts";
import { bringInDemo } from "./demo/bringInDemo.ts";
import { registerDemoRetailer, reserveForDemo } from "./demo/loadDemo.ts";
import { findStories } from "./demo/stories.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "./domain/time/instant.ts";
import { createCommands } from "./graph/commands.ts";
import { receiveRecords } from "./identity/records/receiveRecords.ts";
import { RecentRecords } from "./identity/records/recentRecords.ts";
import { openBrokers } from "./inbound/streams/brokers.ts";
import { incidentJobs } from "./incidents/openIncidents.ts";
import { recordInteractions } from "./interactions/recordInteractions.ts";
import { createJobs } from "./jobs.ts";
import { type MessagesDeps, openMessages } from "./messages/openMessages.ts";
import { countStreams } from "./messages/streams/countStreams.ts";
import { countIdentities } from "./operations/watch/identityCounts.ts";
import { watch } from "./operations/watch/watch.ts";
import { createClientAddress } from "./platform/clientAddress.ts";
import { createLogger } from "./platform/logger.ts";
import { measureReads } from "./platform/measureReads.ts";
import { createMetrics } from "./platform/metrics.ts";
import { createAddressGuard } from "./platform/outgoing/addressGuard.ts";
import { createBoundedRequest } from "./platform/outgoing/boundedRequest.ts";
import { BATCH_LIMITS } from "./platform/reads/batchScheduler.ts";
import { returnMemory } from "./platform/returnMemory.ts";
import { SecretBox } from "./platform/secretBox.ts";
import { stopSignal } from "./platform/stopSignal.ts";
import { openTracing } from "./platform/tracing/openTracing.ts";
import { connectionsMax, openListener, openPools } from "./pools.ts";
import { Directory } from "./programme/directory.ts";
import { ensureProgramme } from "./programme/ensureProgramme.ts";
import { Simulations } from "./programme/simulations.ts";
import { measureReceive } from "./purchases/measureReceive.ts";
import { Receiver } from "./purchases/receive/receiver.ts";
import { SourceWatermarks, sourcesJob } from "./purchases/sourceWatermarks.ts";
import { createLookups } from "./reads/lookups.ts";
import { reportError } from "./reportError.ts";
import { createAuthenticate } from "./server/auth/auth.ts";
import { KeyUses } from "./server/auth/keyUses.ts";
import { openAuth } from "./server/auth/openAuth.ts";
import { ClockWatch } from "./server/health/clockWatch.ts";
import { jobChecks } from "./server/health/readiness.ts";
import { endSessions } from "./server/live/endSessions.ts";
import { OpenSessions } from "./server/live/openSessions.ts";
import { loadTrustedDocuments } from "./server/operations/trusted.ts";
import { greet } from "./server/pages/greeting.ts";
import { loadPageFiles, ownDocumentPaths } from "./server/pages/pageFiles.ts";
import { createDemoInfo } from "./server/pages/startInfo.ts";
import { checkReadiness } from "./server/routes/health.ts";
import { listenForScrapers } from "./server/routes/metricsRoute.ts";
import { startServer } from "./server/start.ts";
import { draftReader, playApart } from "./simulate/apart.ts";
import { signsJob } from "./sources/signGauges.ts";
import { SourceTally, sourceTallyJob } from "./sources/sourceTally.ts";
import { shapesJob } from "./sources/watchShapes.ts";
import { openPush, telling } from "./stream/push.ts";

export interface MainOptions {
  /** Write the demo data also into a database that is not ours. */
  readonly demo?: boolean;
}

/**
 * The server, from nothing to listening, and back to nothing after SIGINT, SIGTERM or SIGHUP.
 *
 * Everything that is opened says in the next line how it is closed; closing runs in the opposite
 * order, also when something on the way up fails.
 *
 * @throws ConfigError, MigrationError, or what stands in the way of starting
 */
export async function main(options: MainOptions = {}): Promise<void> {
  const config = loadConfig();
  const log = createLogger({ level: config.logLevel });
  const trustedDocuments = await loadTrustedDocuments(config.trustedDocuments, ownDocumentPaths());
  const stop = stopSignal(log);
  // Before anything is open: it takes the thread for a second, and on a busy machine for longer
  // than PostgreSQL lets a transaction wait for us (IDLE_IN_TRANSACTION_MS).
  const schema = createSchema();
  await using open = new AsyncDisposableStack();
  if (config.tracing !== undefined) {
    const tracing = await openTracing(config.tracing);
    open.defer(() => tracing.close());
    log.info({ url: config.tracing.url, share: config.tracing.ratio }, "traces");
  }
  const database = await openDatabase(config);
  open.defer(() => database.close());
  if (stop.isStopping) {
    return;
  }
  const { pools, uses } = await openPools(database, config, open);
  const { reads, writes } = pools;
  log.info({ connections: connectionsMax(config) }, "connections to the database at most");

  const applied = await migrate(pools.ticker);
  if (applied.length > 0) {
    log.info({ applied }, "migrated");
  }
  const wantsDemo = database.isEmbedded || options.demo === true;
  const isDemo = wantsDemo && (await reserveForDemo(writes, now()));
  if (wantsDemo && !isDemo) {
    const level = options.demo === true ? "warn" : "info";
    log[level]({}, "this database is in use: no demo data is written; only an empty one gets it");
  }
  // Before the receiver is made, which then knows the demo's sources from its first event on.
  if (isDemo) {
    await registerDemoRetailer(writes);
  } else {
    await ensureProgramme(writes);
  }

  const { lookups, queued } = createLookups(pools.lookups, {
    limits: { ...BATCH_LIMITS, inFlightMax: config.readPoolMax },
    observer: measureReads(() => metrics),
  });
  const metrics = createMetrics({
    process: true,
    clockAheadMs: () => clockWatch.state.aheadMs,
    readQueues: queued,
    streams: () => messages.streams,
  });
  const push = openPush({
    open: (onNotify) => openListener(database.directUrl, onNotify),
    ...{ reads, writes: pools.jobs, clock: now, log },
  });
  open.defer(() => push.close());
  const catalog = await Catalog.load(writes);
  const sourceWatermarks = new SourceWatermarks(pools.jobs);
  const sourceTally = new SourceTally(pools.jobs, now);
  const countIdentitiesOf = countIdentities(metrics.registry, (code) => catalog.hasChannel(code));
  const receiver = new Receiver({
    sql: writes,
    catalog,
    writers: config.writers,
    newPublicId: uuidv7,
    observer: {
      batch: ({ size, lockMs, outcome }) => {
        push.committed();
        sourceWatermarks.noteBatch(outcome);
        sourceTally.noteBatch(outcome);
        countIdentitiesOf(outcome);
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
  const receivePurchases = measureReceive(receiver.receivePurchases, {
    ...{ metrics, nowMicros: now },
    isSource: (code) => catalog.source(code) !== undefined,
  });
  const commandDeps: CommandDeps = {
    sql: pools.commands,
    catalog,
    newPublicId: uuidv7,
    runHeld: async (ids) => {
      await receiver.runHeld(ids, { atOnce: false });
    },
    noteSource: (sourceId, occurredAt) => {
      sourceWatermarks.note(sourceId, occurredAt);
      sourceTally.noteTold(sourceId);
    },
    noteRecords: (sourceId, count) => {
      sourceWatermarks.note(sourceId, now());
      sourceTally.noteTold(sourceId, count);
    },
    onFailure: (error) => log.error({ error }, "one of several could not be written"),
  };
  if (stop.isStopping) {
    return;
  }
  if (isDemo) {
    const noteSource = sourceWatermarks.note.bind(sourceWatermarks);
    const ofDemo = { ...commandDeps, noteSource };
    await bringInDemo({ writes, receiver, commandDeps: ofDemo, catalog, log, now });
  }
  if (stop.isStopping) {
    return;
  }

  const box = await SecretBox.open(config.secretsKeyFile);
  const reachOf = createAddressGuard(config.fetchAllowNetworks);
  const messages = openMessages({
    ...{ sql: pools.inbound, catalog, log, box },
    brokers: await openBrokers(config.brokers),
    streamObserver: countStreams(metrics, Date.now),
    receivePurchases,
    recordInteractions: (request) => recordInteractions(commandDeps, request),
    receiveRecords: recordReceiver(commandDeps),
    ask: createBoundedRequest({ reachOf }),
    intakeDays: config.intakeRetentionDays,
    onRepeated: (sourceId) => sourceTally.noteRepeated(sourceId),
  });
  open.defer(() => messages.close());

  const deliveries = openDeliveries({
    ...{ sql: pools.deliveries, box, log, wallMs: Date.now },
    reachOf: createAddressGuard(config.deliverAllowNetworks),
    filesFolder: config.deliverFilesFolder,
    observer: countDeliveries(metrics),
  });
  open.defer(() => deliveries.close());

  const jobs = createJobs({
    sql: pools.jobs,
    tickerSql: pools.ticker,
    receiver,
    catalog,
    log,
    metrics,
    sourceJobs: [
      sourcesJob(sourceWatermarks),
      sourceTallyJob(sourceTally),
      shapesJob({ sql: pools.jobs, catalog, mappings: messages.mappings, now }),
      signsJob({ sql: pools.jobs, directory: new Directory(catalog), now }, metrics),
    ],
    messageJobs: messages.jobs,
    deliveryJobs: [
      ...deliveries.jobs,
      destinationGaugesJob({ sql: pools.deliveries, now }, metrics),
    ],
    incidentJobs: incidentJobs(
      { sql: pools.jobs, lookups, catalog, now, box, networks: config.deliverAllowNetworks },
      { log, registry: metrics.registry },
    ),
    retention: { intakeDays: config.intakeRetentionDays, outboxDays: config.outboxRetentionDays },
    onNews: push.committed,
  });
  push.onNews = jobs.noteNews;
  jobs.start();
  open.defer(() => jobs.stop());

  const clockWatch = new ClockWatch({ sql: reads, log, wallMs: Date.now });
  clockWatch.start();
  open.defer(() => clockWatch.stop());

  const revocations = await Revocations.load(reads);
  revocations.start(log);
  const sessions = new OpenSessions();
  sessions.start();
  open.defer(() => sessions.stop());
  endSessions({ push, revocations, sessions, log });
  open.defer(() => revocations.stop());

  const simulations = new Simulations({
    sql: pools.simulations,
    play: playApart(database.directUrl),
    onFailure: (error) => log.error({ error }, "a simulation failed"),
  });
  open.defer(() => simulations.stop());

  const keyUses = new KeyUses((uses) => noteApiKeyUses(pools.jobs, uses));
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
  const openings = new Openings((noted) => insertOpenings(pools.jobs, noted));
  openings.start(log);
  open.defer(() => openings.stop());
  await returnMemory();
  const directory = new Directory(catalog);
  const checksBy = (sql: Sql) => jobChecks({ sql, clock: clockWatch });
  watch({
    ...{ metrics, log, pools: uses, sql: pools.figures, receiver, directory, now },
    readiness: async () => (await checkReadiness(pools.figures, checksBy(pools.figures))).oks,
  });
  const server = await startServer(
    {
      schema,
      reads,
      checks: checksBy(reads),
      reports: pools.reports,
      lookups,
      directory,
      commands: {
        receivePurchases,
        simulateRuleset: (request) => simulations.start(request),
        ...telling(commands, push.committed),
      },
      openings,
      messages: { ...messages, catalog },
      streams: push.streams,
      presences: push.presences,
      authenticate: createAuthenticate({
        findKeys: (prefixes) => findApiKeys(reads, prefixes),
        tokens: auth.tokens,
        isRevoked: (token) => revocations.isRevoked(token),
        generation: () => revocations.generation,
        noteKeyUse: keyUses.note,
      }),
      sessions,
      demoKeys: auth.demo?.publicKeys ?? null,
      pages: {
        files: await loadPageFiles(),
        console: config.console,
        demo:
          auth.demo === null
            ? null
            : createDemoInfo({
                ...{ sql: reads, demo: auth.demo },
                findStories: () => findStories(reads, now()),
              }),
      },
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
    if (!isDrained) {
      log.warn({}, "requests in flight were cut off");
    }
  });

  if (config.metrics !== undefined) {
    const scraped = await listenForScrapers(metrics, config.metrics);
    open.defer(() => scraped.close());
    log.info({ url: scraped.url }, "metrics");
  }

  if (auth.demo === null) {
    log.info({ url: server.url }, "listening");
  } else {
    process.stdout.write(greet(server.url));
  }
  await stop.signalled;
}

/** Takes records in, with what it remembers of the last ones. */
function recordReceiver(deps: CommandDeps): MessagesDeps["receiveRecords"] {
  const recent = new RecentRecords();
  return (request) => receiveRecords(deps, request, recent);
}

/** Wall clock; the write path takes the database's. */
function now(): Instant {
  return (Date.now() * MICROS_PER_MILLISECOND) as Instant;
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
