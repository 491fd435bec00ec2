import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { uuidv7 } from "uuidv7";
import { connect, type Sql } from "../../db/connection/client.ts";
import { countUse } from "../../db/connection/poolUse.ts";
import { insertOpenings } from "../../db/queries/access/openings.ts";
import { findApiKeys } from "../../db/queries/access/readApiKeys.ts";
import { createSchema } from "../../resolvers/schema.ts";
import type { GuessLimit } from "../../src/access/guessLimit.ts";
import { Openings } from "../../src/access/openings.ts";
import { Revocations } from "../../src/access/revocations.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { findStories } from "../../src/demo/stories.ts";
import { type Role, systemViewer } from "../../src/domain/access/viewer.ts";
import type { RulesetDocument } from "../../src/domain/ruleset/rulesetSchema.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../src/domain/time/instant.ts";
import { createCommands } from "../../src/graph/commands.ts";
import type { Commands } from "../../src/graph/context.ts";
import { createJobs, JOBS_POOL_MAX } from "../../src/jobs.ts";
import type { Messages } from "../../src/messages/openMessages.ts";
import { countIdentities } from "../../src/operations/watch/identityCounts.ts";
import { watch } from "../../src/operations/watch/watch.ts";
import { createClientAddress } from "../../src/platform/clientAddress.ts";
import type { ConsoleSettings } from "../../src/platform/consoleSettings.ts";
import { createLogger, type Logger } from "../../src/platform/logger.ts";
import { createMetrics, type Metrics } from "../../src/platform/metrics.ts";
import { Directory } from "../../src/programme/directory.ts";
import {
  ensureProgramme,
  registerSource,
  registerStores,
} from "../../src/programme/ensureProgramme.ts";
import { Simulations } from "../../src/programme/simulations.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import type { ReceivePurchases } from "../../src/purchases/receive/submission.ts";
import { createLookups } from "../../src/reads/lookups.ts";
import { type Authenticate, createAuthenticate } from "../../src/server/auth/auth.ts";
import { openCustomerTokens } from "../../src/server/auth/customerTokens.ts";
import type { DemoAuth } from "../../src/server/auth/demoAuth.ts";
import type { TokenPolicy } from "../../src/server/auth/tokens.ts";
import type { HttpService } from "../../src/server/http.ts";
import { endSessions } from "../../src/server/live/endSessions.ts";
import { OpenSessions } from "../../src/server/live/openSessions.ts";
import type { TrustedDocuments } from "../../src/server/operations/trusted.ts";
import type { PageFiles } from "../../src/server/pages/pageFiles.ts";
import { createDemoInfo } from "../../src/server/pages/startInfo.ts";
import { checkReadiness } from "../../src/server/routes/health.ts";
import { type ServerDeps, startServer } from "../../src/server/start.ts";
import { draftReader, playApart } from "../../src/simulate/apart.ts";
import { openPush, type Push } from "../../src/stream/push.ts";
import { cloneTemplateDatabase, type TestDatabase } from "./database.ts";
import { openTestMessages } from "./inbound/openTestMessages.ts";
import { setUpGoodwill } from "./rules/goodwill.ts";

/** A key pair that signs for tests as an identity provider would. */
export interface Issuer {
  readonly tokens: TokenPolicy;
  sign(
    payload: JWTPayload,
    options?: { readonly expiresIn?: string; readonly kid?: string | null },
  ): Promise<string>;
}

export const ISSUER = "https://id.test";
export const AUDIENCE = "tributary-test";

export async function createIssuer(kid = "test-key"): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" };
  return {
    tokens: { keys: createLocalJWKSet({ keys: [jwk] }), issuer: ISSUER, audience: AUDIENCE },
    sign: async (payload, options = {}) => {
      const header =
        options.kid === null ? { alg: "ES256" } : { alg: "ES256", kid: options.kid ?? kid };
      return await new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: "tester", ...payload })
        .setProtectedHeader(header)
        .setIssuedAt(payload.iat)
        .setExpirationTime(options.expiresIn ?? "1h")
        .sign(privateKey);
    },
  };
}

/** A server on a database of its own, over real HTTP. */
export type TestServer = HttpService & {
  readonly database: TestDatabase;
  /** The read pool of the server. */
  readonly reads: Sql;
  readonly issuer: Issuer;
  readonly customerTokenKeyFile: string;
  readonly metrics: Metrics;
  readonly revocations: Revocations;
  /** Shared with other servers of the database when it is refreshed; no timer runs. */
  readonly guesses: GuessLimit;
  readonly openings: Openings;
  readonly receiver: Receiver;
  readonly messages: Messages;
  readonly secretsKeyFile: string;
  readonly catalog: Catalog;
  readonly logged: () => string;
  token(role: Role, claims?: JWTPayload): Promise<string>;
  /** Sends a GraphQL request as a role, or with a token, or with none. */
  graphql(request: {
    readonly query: string;
    readonly variables?: Record<string, unknown>;
    readonly token?: string | null;
    readonly headers?: Record<string, string>;
  }): Promise<GraphqlAnswer>;
  /** Takes events in past the doors. */
  readonly receive: (events: readonly unknown[]) => ReturnType<ReceivePurchases>;
  /** Ends everything and drops the database. */
  stop(): Promise<void>;
};

interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any query.
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface TestServerOptions {
  readonly commands?: Partial<Commands>;
  readonly introspection?: boolean;
  readonly isProduction?: boolean;
  readonly connectionsPerAddressMax?: number;
  readonly queriesPerCallerMax?: number;
  readonly mutationsPerCallerMax?: number;
  readonly reading?: ServerDeps["reading"];
  readonly trustedProxies?: readonly string[];
  /** Stopped, no budget of misses comes back meanwhile. */
  readonly guessClock?: () => Instant;
  readonly corsOrigins?: readonly string[];
  readonly clock?: () => Instant;
  /** For one that comes back where clients know it; else any that is free. */
  readonly port?: number;
  readonly trustedDocuments?: TrustedDocuments;
  readonly console?: ConsoleSettings;
  /** The programme of a new database; else the one that comes with the product. */
  readonly ruleset?: RulesetDocument;
  readonly executor?: "compiled" | "reference";
  /** Another server's, so that there are two processes on one database; that one drops it. */
  readonly database?: TestDatabase;
  readonly issuer?: Issuer;
  /** Demo mode's own issuer. */
  readonly demo?: DemoAuth;
  /** The pages as they were built; none else. */
  readonly pageFiles?: PageFiles | null;
  /** Identity providers beside the tests' own issuer. */
  readonly tokens?: readonly TokenPolicy[];
  /** Another server's, which then also takes the tokens that this one signs for customers. */
  readonly customerTokenKeyFile?: string;
  /** Runs the jobs too: the watermark above all. */
  readonly jobs?: boolean;
  readonly live?: ServerDeps["live"];
  /** Times of leases. */
  readonly presence?: Parameters<typeof openPush>[0]["presence"] & {};
  /** Stands before the server's own authentication. */
  readonly authenticate?: (own: Authenticate) => Authenticate;
  /** What /readyz asks beside the database. */
  readonly checks?: ServerDeps["checks"];
}

export const SOURCE = "shop";
export const STORE = "s1";

/** The sources, stores, rules and goodwill that tests send events and commands for. */
export async function setUpRetailer(sql: Sql, ruleset?: RulesetDocument): Promise<void> {
  await ensureProgramme(sql, ruleset);
  const kinds = ["email", "phone", "loyalty", "erp", "device", "card"];
  const source = { identifierRank: kinds, createKinds: kinds, trustedKinds: kinds };
  await registerSource(sql, { code: SOURCE, name: "Shop", autoEnrol: true, ...source });
  await registerSource(sql, { code: "erp", name: "ERP", ...source, createKinds: [] });
  await registerStores(sql, [
    { code: STORE, name: "High Street", brand: "Trib", market: "GB", timeZone: "Europe/London" },
  ]);
  await setUpGoodwill(sql);
}

export function systemClock(): Instant {
  return (Date.now() * MICROS_PER_MILLISECOND) as Instant;
}

function startJobs(deps: {
  readonly database: TestDatabase;
  readonly receiver: Receiver;
  readonly catalog: Catalog;
  readonly log: Logger;
  readonly push: Push;
  readonly metrics: Metrics;
}): () => Promise<void> {
  const { database, push, ...rest } = deps;
  const sql = connect(database.url, { max: JOBS_POOL_MAX, applicationName: "test-jobs" });
  const tickerSql = connect(database.url, { max: 1, applicationName: "test-ticker" });
  const jobs = createJobs({ ...rest, sql, tickerSql, onNews: push.committed });
  push.onNews = jobs.noteNews;
  jobs.start();
  return async () => {
    await jobs.stop();
    await Promise.all([sql.end({ timeout: 1 }), tickerSql.end({ timeout: 1 })]);
  };
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await cloneTemplateDatabase());
  if (options.database === undefined) {
    await setUpRetailer(database.sql, options.ruleset);
  }
  const counted = {
    reads: countUse(connect(database.url, { max: 4, applicationName: "test-reads" })),
    writes: countUse(
      connect(database.url, { max: 6, applicationName: "test-writes", lockTimeoutMs: 200 }),
    ),
  };
  const [reads, writes] = [counted.reads.sql, counted.writes.sql];
  const catalog = await Catalog.load(writes);
  const { lookups } = createLookups(reads, { watermarkAgeMs: 0 });
  const keyFolder = await mkdtemp(join(tmpdir(), "tributary-"));
  const secretsKeyFile = join(keyFolder, "secrets");
  const customerTokenKeyFile = options.customerTokenKeyFile ?? join(keyFolder, "key.json");
  const customers = await openCustomerTokens(customerTokenKeyFile, AUDIENCE);
  const revocations = await Revocations.load(reads);
  const lines: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const push = openPush({
    open: (onNotify) => connect(database.url, { max: 1, applicationName: "test-push", onNotify }),
    ...{ reads, writes, clock: options.clock ?? systemClock, log },
    ...(options.presence === undefined ? {} : { presence: options.presence }),
  });
  const sessions = new OpenSessions();
  endSessions({ push, revocations, sessions, log });
  const metrics = createMetrics();
  const countIdentitiesOf = countIdentities(metrics.registry, (code) => catalog.hasChannel(code));
  const receiver = new Receiver({
    sql: writes,
    catalog,
    writers: 2,
    newPublicId: uuidv7,
    observer: {
      batch: ({ outcome }) => {
        push.committed();
        countIdentitiesOf(outcome);
      },
    },
  });
  const issuer = options.issuer ?? (await createIssuer());
  const stopJobs =
    options.jobs === true ? startJobs({ database, receiver, catalog, log, push, metrics }) : null;
  const messages = await openTestMessages({
    ...{ sql: writes, catalog, log, receiver, secretsKeyFile },
  });
  const simulations = new Simulations({
    sql: database.sql,
    play: playApart(database.url),
  });
  const commands = createCommands({
    sql: writes,
    catalog,
    newPublicId: uuidv7,
    signCustomerToken: customers.sign,
    readDraft: draftReader(),
    ...(options.guessClock === undefined ? {} : { guessClock: options.guessClock }),
    runHeld: async (ids) => {
      await receiver.runHeld(ids, { atOnce: false });
    },
  });
  const authenticate = createAuthenticate({
    findKeys: (prefixes) => findApiKeys(reads, prefixes),
    tokens: [
      issuer.tokens,
      ...(options.tokens ?? []),
      ...(options.demo === undefined ? [] : [options.demo.tokens]),
      customers.policy,
    ],
    isRevoked: (token) => revocations.isRevoked(token),
    generation: () => revocations.generation,
    now: () => (options.clock ?? systemClock)() / MICROS_PER_MILLISECOND,
  });
  const openings = new Openings((noted) => insertOpenings(writes, noted));
  const directory = new Directory(catalog);
  const checks = options.checks ?? {};
  watch({
    ...{ metrics, log, receiver, directory, now: options.clock ?? systemClock },
    pools: { reads: counted.reads.use, writes: counted.writes.use },
    sql: database.sql,
    readiness: async () => (await checkReadiness(database.sql, checks)).oks,
    ageMs: 0,
  });
  const http = await startServer(
    {
      schema: createSchema(),
      reads,
      checks,
      reports: reads,
      lookups,
      directory,
      commands: {
        receivePurchases: receiver.receivePurchases,
        simulateRuleset: (request) => simulations.start(request),
        ...commands,
        ...options.commands,
      },
      openings,
      messages: { ...messages, catalog },
      clientAddressOf: createClientAddress(options.trustedProxies ?? []),
      authenticate: options.authenticate?.(authenticate) ?? authenticate,
      sessions,
      streams: push.streams,
      presences: push.presences,
      demoKeys: options.demo?.publicKeys ?? null,
      pages: {
        files: options.pageFiles ?? null,
        console: options.console ?? { signIn: null, embedOrigins: [] },
        demo:
          options.demo === undefined
            ? null
            : createDemoInfo({
                ...{ sql: reads, demo: options.demo },
                findStories: () => findStories(reads, (options.clock ?? systemClock)()),
              }),
      },
      clock: options.clock ?? systemClock,
      log,
      metrics,
      introspection: options.introspection ?? true,
      isProduction: options.isProduction ?? false,
      trustedDocuments: options.trustedDocuments ?? null,
      executor: options.executor ?? "compiled",
      corsOrigins: options.corsOrigins ?? [],
      connectionsPerAddressMax: options.connectionsPerAddressMax ?? 10_000,
      queriesPerCallerMax: options.queriesPerCallerMax ?? 64,
      mutationsPerCallerMax: options.mutationsPerCallerMax ?? 8,
      ...(options.reading === undefined ? {} : { reading: options.reading }),
      ...(options.live === undefined ? {} : { live: options.live }),
    },
    { host: "127.0.0.1", port: options.port ?? 0 },
  );
  const token = (role: Role, claims: JWTPayload = {}) => issuer.sign({ role, ...claims });
  return {
    ...http,
    database,
    revocations,
    guesses: commands.guesses,
    openings,
    reads,
    issuer,
    customerTokenKeyFile,
    metrics,
    ...{ messages, secretsKeyFile, catalog },
    receiver,
    logged: () => lines.join(""),
    token,
    graphql: async (request) => {
      const authorization = request.token === undefined ? await token("admin") : request.token;
      const response = await fetch(`${http.url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(authorization === null ? {} : { authorization: `Bearer ${authorization}` }),
          ...request.headers,
        },
        body: JSON.stringify({ query: request.query, variables: request.variables }),
      });
      const body = (await response.json()) as Pick<GraphqlAnswer, "data" | "errors">;
      return { status: response.status, headers: response.headers, ...body };
    },
    receive: (events) =>
      receiver.receivePurchases({
        door: "IMPORT",
        viewer: systemViewer("test"),
        requestId: null,
        headers: {},
        body: Buffer.from(JSON.stringify(events)),
        events,
        mode: "LIVE",
      }),
    stop: async () => {
      await http.close(1_000);
      await commands.guesses.stop();
      await openings.stop();
      await simulations.stop();
      await messages.close();
      await stopJobs?.();
      await push.close();
      await receiver.close();
      await Promise.all([reads.end({ timeout: 1 }), writes.end({ timeout: 1 })]);
      if (options.database === undefined) {
        await database.drop();
      }
      await rm(keyFolder, { recursive: true });
    },
  };
}
