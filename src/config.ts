import { join } from "node:path";
import { z } from "zod";
import { isRole, type Role } from "./domain/access/viewer.ts";
import { networkList } from "./platform/clientAddress.ts";
import {
  CONSOLE_VARIABLES,
  type ConsoleSettings,
  consoleOf,
  originList,
  problemsOfConsole,
  url,
} from "./platform/consoleSettings.ts";
import { isLoopback } from "./platform/loopback.ts";
import {
  BROKER_VARIABLES,
  type BrokerSettings,
  brokersOf,
  problemsOfBrokers,
} from "./platform/streams/brokerSettings.ts";
import type { TracingSettings } from "./platform/tracing/openTracing.ts";
import { TRACING_VARIABLES, tracingOf } from "./platform/tracing/settings.ts";

/** Everything that can be set from outside, parsed and checked; made once, in main. */
export interface Config {
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  /** Past the pooler, if `databaseUrl` leads through one; absent: that leads to the database. */
  readonly databaseDirectUrl?: string;
  /** What one connection of `databaseUrl` is: a session, or any for each transaction. */
  readonly databasePooling: "session" | "transaction";
  /** What `diagnose` asks for the ERP's orders; null: nothing. */
  readonly erpDatabaseUrl: string | null;
  /** Days that raw bodies are kept. */
  readonly intakeRetentionDays: number;
  /** Days for which a subscriber may come back with its cursor. */
  readonly outboxRetentionDays: number;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Absent: metrics are served beside the graph alone, for operations:read. */
  readonly metrics?: { readonly host: string; readonly port: number };
  readonly logLevel: z.infer<typeof logLevelSchema>;
  /** Absent: nothing is traced. */
  readonly tracing?: TracingSettings;
  /** Absent: demo mode, which makes its own tokens and listens on loopback only. */
  readonly auth?: AuthSettings;
  /** Origins of web pages that may call and subscribe. */
  readonly corsOrigins: readonly string[];
  /** Connections that one address may hold at once; behind a proxy all come from one. */
  readonly connectionsPerAddressMax: number;
  /**
   * Queries (and calls that bring purchases) and other mutations of one caller that run at once;
   * more wait. Each mutation has a connection to the database, and there are two more of them than
   * one caller gets.
   */
  readonly queriesPerCallerMax: number;
  readonly mutationsPerCallerMax: number;
  /** Proxies before us, whose X-Forwarded-For says where a request came from; none: its socket. */
  readonly trustedProxies: readonly string[];
  /** Networks of ours that may be fetched from, also without TLS; none: public ones alone. */
  readonly fetchAllowNetworks: readonly string[];
  /** The same of destinations. */
  readonly deliverAllowNetworks: readonly string[];
  /** In it files of destinations are written; null: by another server, or none. */
  readonly deliverFilesFolder: string | null;
  readonly console: ConsoleSettings;
  /** Where streams come from. */
  readonly brokers: BrokerSettings;
  /**
   * Key pair of the tokens that shops fetch for their customers; servers of one database share it.
   */
  readonly customerTokenKeyFile: string;
  /** Seals the secrets of systems that we talk with; servers of one database share it. */
  readonly secretsKeyFile: string;
  /** Concurrent write transactions of the group commit. */
  readonly writers: number;
  /** Statements that readers of the graph have in flight at most; each has a connection. */
  readonly readPoolMax: number;
  /** Milliseconds that requests in flight get to finish after SIGTERM or Ctrl-C. */
  readonly shutdownGraceMs: number;
  readonly isProduction: boolean;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /**
   * What runs operations: compiled plans, or graphql-js itself, to compare with and to fall back
   * on.
   */
  readonly executor: "compiled" | "reference";
  /** Absent: every client may send every document. */
  readonly trustedDocuments?: {
    /** Of the manifest. */
    readonly path: string;
    /** Where it differs from the default. */
    readonly policy: Readonly<Record<string, TrustPolicy>>;
  };
}

/** One identity provider, or the file that describes several. */
export type AuthSettings =
  | {
      readonly jwksUrl: string;
      readonly issuer: string;
      readonly audience: string;
      /** Absent: `role`. */
      readonly roleClaim?: string;
      /** Theirs and what they are here, the first first; absent: ours. */
      readonly roles?: readonly { readonly theirs: string; readonly ours: Role }[];
    }
  | { readonly providersFile: string };

/** What is done with a document that is not in the manifest. */
export type TrustPolicy = (typeof TRUST_POLICIES)[number];
const TRUST_POLICIES = ["enforce", "log", "off"] as const;

/** Some variables are wrong; `message` lists each with what was found and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** For `process.exit`: 2 says "called wrongly", unlike 1, "failed". */
  readonly exitCode = 2;
}

type Env = Readonly<Record<string, string | undefined>>;

const logLevelSchema = z.enum(
  ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
  "must be one of fatal, error, warn, info, debug, trace, silent",
);

/** An integer written in decimal digits: Number() would also take "", "1e3" and "0x10". */
const integer = (min: number, max: number) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  const digits = z.string().regex(/^\d{1,15}$/, rule);
  return digits.transform(Number).pipe(z.number().min(min, rule).max(max, rule));
};

const boolean = z
  .enum(["true", "false", "1", "0"], "must be true or false")
  .transform((word) => word === "true" || word === "1");

const postgresUrl = (rule: string) => url(["postgres:", "postgresql:"], rule);

const POLICY_RULE =
  "must be a list such as storefront=enforce,agent=log: a role of a token or key and enforce, log or off";

const policies = z.string().transform((text, context) => {
  const found: Record<string, TrustPolicy> = {};
  for (const part of text.split(",")) {
    const [role = "", word = "", ...rest] = part.split("=").map((one) => one.trim());
    const policy = TRUST_POLICIES.find((one) => one === word);
    if (!isRole(role) || policy === undefined || rest.length > 0) {
      context.addIssue({ code: "custom", message: POLICY_RULE });
      return z.NEVER;
    }
    found[role] = policy;
  }
  return found;
});

const ROLES_RULE =
  "must be a list such as loyalty-lead=supervisor,loyalty-agent=agent: a role of your identity provider and one of ours (docs/roles.md), each of theirs once";

const roleNames = z.string().transform((text, context) => {
  const found = text.split(",").map((part) => {
    const [theirs = "", ours = ""] = partsOf(part);
    return { theirs, ours };
  });
  const names = new Set(found.map(({ theirs }) => theirs));
  const isFit = names.size === found.length && !names.has("");
  const known = found.flatMap(({ theirs, ours }) => (isRole(ours) ? [{ theirs, ours }] : []));
  if (isFit && known.length === found.length) {
    return known;
  }
  context.addIssue({ code: "custom", message: ROLES_RULE });
  return z.NEVER;
});

/** At the last `=`: their names may have some in them, ours have none. */
function partsOf(part: string): readonly string[] {
  const at = part.lastIndexOf("=");
  return at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)].map((word) => word.trim());
}

const variables = z.object({
  DATABASE_URL: postgresUrl(
    "must be a URL such as postgres://user:password@host:5432/database, or unset to use the embedded PostgreSQL",
  ).optional(),
  ERP_DATABASE_URL: postgresUrl("must be a URL such as postgres://reader@erp/sales").optional(),
  DATABASE_DIRECT_URL: postgresUrl(
    "must be the URL of the same database past the pooler, such as postgres://user:password@host:5432/database",
  ).optional(),
  DATABASE_POOLING: z
    .enum(["session", "transaction"], "must be session or transaction")
    .default("session"),
  INTAKE_RETENTION_DAYS: integer(1, 3_650).default(30),
  OUTBOX_RETENTION_DAYS: integer(1, 3_650).default(30),
  TRIBUTARY_DATA_DIR: z.string().default(".data"),
  HOST: z.string().default("127.0.0.1"),
  PORT: integer(0, 65_535).default(4000),
  METRICS_HOST: z.string().optional(),
  METRICS_PORT: integer(0, 65_535).optional(),
  LOG_LEVEL: logLevelSchema.default("info"),
  ...TRACING_VARIABLES,
  ...BROKER_VARIABLES,
  AUTH_JWKS_URL: url(
    ["https:", "http:"],
    "must be the http(s) URL of the key set, such as https://id.example.com/.well-known/jwks.json",
  ).optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_ROLE_CLAIM: z.string().optional(),
  AUTH_ROLES: roleNames.optional(),
  AUTH_PROVIDERS: z.string().optional(),
  CUSTOMER_TOKEN_KEY_FILE: z.string().optional(),
  SECRETS_KEY_FILE: z.string().optional(),
  CORS_ORIGINS: originList("https://shop.example.com").optional(),
  ...CONSOLE_VARIABLES,
  CONNECTIONS_PER_ADDRESS_MAX: integer(1, 100_000).default(6_000),
  QUERIES_PER_CALLER_MAX: integer(1, 10_000).default(64),
  MUTATIONS_PER_CALLER_MAX: integer(1, 100).default(8),
  TRUSTED_PROXIES: networkList.optional(),
  FETCH_ALLOW_NETWORKS: networkList.optional(),
  DELIVER_ALLOW_NETWORKS: networkList.optional(),
  DELIVER_FILES_FOLDER: z.string().min(1).optional(),
  WRITERS: integer(1, 64).default(2),
  READ_POOL_MAX: integer(1, 500).default(10),
  SHUTDOWN_GRACE_MS: integer(0, 600_000).default(10_000),
  NODE_ENV: z
    .enum(["production", "development", "test"], "must be production, development or test")
    .default("development"),
  INTROSPECTION: boolean.optional(),
  EXECUTOR: z.enum(["compiled", "reference"], "must be compiled or reference").default("compiled"),
  TRUSTED_DOCUMENTS: z.string().optional(),
  TRUSTED_DOCUMENTS_POLICY: policies.default({}),
});

/**
 * Reads the configuration. An empty variable counts as unset: shells and compose files make them.
 *
 * @param env usually `process.env`, the only place that reads it
 * @throws ConfigError with one list of all that is wrong, never only the first
 */
export function loadConfig(env: Env = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(variables.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const parsed = variables.safeParse(given);
  const problems = parsed.success
    ? [
        ...problemsOfDatabase(parsed.data),
        ...problemsOfAuth(parsed.data),
        ...problemsOfTrust(parsed.data),
        ...problemsOfMetrics(parsed.data),
        ...problemsOfConsole(parsed.data),
        ...problemsOfBrokers(parsed.data),
      ]
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name} ${issue.message}; it is ${shown(name, given[name])}`;
      });
  if (!parsed.success || problems.length > 0) {
    const list = problems.map((problem) => `  - ${problem}`).join("\n");
    throw new ConfigError(`The configuration is not usable:\n${list}`);
  }
  return toConfig(parsed.data);
}

type Variables = z.infer<typeof variables>;

const AUTH_NAMES = ["AUTH_JWKS_URL", "AUTH_ISSUER", "AUTH_AUDIENCE"] as const;
const AUTH_MORE = ["AUTH_ROLE_CLAIM", "AUTH_ROLES"] as const;

/** What needs a session goes past a pooler that keeps none, so there must be a way past it. */
function problemsOfDatabase(given: Variables): string[] {
  if (given.DATABASE_DIRECT_URL !== undefined && given.DATABASE_URL === undefined) {
    return ["DATABASE_DIRECT_URL is set, but DATABASE_URL is not; set both, or neither"];
  }
  return given.DATABASE_POOLING === "transaction" && given.DATABASE_DIRECT_URL === undefined
    ? [
        "DATABASE_POOLING is transaction, but there is no way past the pooler; set DATABASE_DIRECT_URL",
      ]
    : [];
}

/** Demo mode hands out tokens for every role, so nobody beyond this machine may reach it. */
function problemsOfAuth(given: Variables): string[] {
  const missing = AUTH_NAMES.filter((name) => given[name] === undefined);
  const set = [...AUTH_NAMES, ...AUTH_MORE].filter((name) => given[name] !== undefined);
  if (given.AUTH_PROVIDERS !== undefined) {
    return set.map(
      (name) => `${name} is set beside AUTH_PROVIDERS; the file says it all: unset it`,
    );
  }
  if (missing.length === 0) {
    return [];
  }
  if (set.length > 0) {
    return missing.map(
      (name) => `${name} is not set; set all of ${AUTH_NAMES.join(", ")}, or none for demo mode`,
    );
  }
  if (isLoopback(given.HOST)) {
    return [];
  }
  return [
    `HOST is ${shown("HOST", given.HOST)}, but without ${AUTH_NAMES.join(", ")} the server runs in demo mode, ` +
      "which listens on this machine only; set these three, or unset HOST",
  ];
}

/** A policy that nothing comes of would be taken for protection. */
function problemsOfTrust(given: Variables): string[] {
  const isIdle =
    given.TRUSTED_DOCUMENTS === undefined && Object.keys(given.TRUSTED_DOCUMENTS_POLICY).length > 0;
  return isIdle
    ? [
        "TRUSTED_DOCUMENTS_POLICY is set, but there is no manifest; set TRUSTED_DOCUMENTS, or neither",
      ]
    : [];
}

/** A host without a port opens nothing, and would be taken for a listener. */
function problemsOfMetrics(given: Variables): string[] {
  return given.METRICS_HOST !== undefined && given.METRICS_PORT === undefined
    ? ["METRICS_HOST is set, but METRICS_PORT is not; set both, or neither"]
    : [];
}

/** A database URL holds a password, which must not reach a log. */
function shown(name: string, value: string | undefined): string {
  return /DATABASE_(DIRECT_)?URL$/.test(name) ? "set to something else" : JSON.stringify(value);
}

function authOf(given: Variables): AuthSettings | null {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = given;
  const { AUTH_ROLE_CLAIM: roleClaim, AUTH_ROLES: roles, AUTH_PROVIDERS: providersFile } = given;
  if (providersFile !== undefined) {
    return { providersFile };
  }
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) {
    return null;
  }
  return {
    ...{ jwksUrl, issuer, audience },
    ...(roleClaim === undefined ? {} : { roleClaim }),
    ...(roles === undefined ? {} : { roles }),
  };
}

function toConfig(given: Variables): Config {
  const tracing = tracingOf(given);
  const auth = authOf(given);
  const isProduction = given.NODE_ENV === "production";
  return {
    ...(given.DATABASE_URL === undefined ? {} : { databaseUrl: given.DATABASE_URL }),
    ...(given.DATABASE_DIRECT_URL === undefined
      ? {}
      : { databaseDirectUrl: given.DATABASE_DIRECT_URL }),
    databasePooling: given.DATABASE_POOLING,
    erpDatabaseUrl: given.ERP_DATABASE_URL ?? null,
    intakeRetentionDays: given.INTAKE_RETENTION_DAYS,
    outboxRetentionDays: given.OUTBOX_RETENTION_DAYS,
    dataDir: given.TRIBUTARY_DATA_DIR,
    host: given.HOST,
    port: given.PORT,
    ...(given.METRICS_PORT === undefined
      ? {}
      : { metrics: { host: given.METRICS_HOST ?? "127.0.0.1", port: given.METRICS_PORT } }),
    logLevel: given.LOG_LEVEL,
    ...(tracing === null ? {} : { tracing }),
    ...(auth === null ? {} : { auth }),
    corsOrigins: given.CORS_ORIGINS ?? [],
    connectionsPerAddressMax: given.CONNECTIONS_PER_ADDRESS_MAX,
    queriesPerCallerMax: given.QUERIES_PER_CALLER_MAX,
    mutationsPerCallerMax: given.MUTATIONS_PER_CALLER_MAX,
    trustedProxies: given.TRUSTED_PROXIES ?? [],
    fetchAllowNetworks: given.FETCH_ALLOW_NETWORKS ?? [],
    deliverAllowNetworks: given.DELIVER_ALLOW_NETWORKS ?? [],
    deliverFilesFolder: given.DELIVER_FILES_FOLDER ?? null,
    console: consoleOf(given),
    brokers: brokersOf(given),
    customerTokenKeyFile:
      given.CUSTOMER_TOKEN_KEY_FILE ?? join(given.TRIBUTARY_DATA_DIR, "customer-token-key.json"),
    secretsKeyFile: given.SECRETS_KEY_FILE ?? join(given.TRIBUTARY_DATA_DIR, "secrets-key"),
    writers: given.WRITERS,
    readPoolMax: given.READ_POOL_MAX,
    shutdownGraceMs: given.SHUTDOWN_GRACE_MS,
    isProduction,
    introspection: given.INTROSPECTION ?? !isProduction,
    executor: given.EXECUTOR,
    ...(given.TRUSTED_DOCUMENTS === undefined
      ? {}
      : {
          trustedDocuments: {
            path: given.TRUSTED_DOCUMENTS,
            policy: given.TRUSTED_DOCUMENTS_POLICY,
          },
        }),
  };
}
