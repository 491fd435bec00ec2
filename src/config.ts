import { z } from "zod";

/** Everything that can be set from outside, parsed and checked; made once, in main. */
export type Config = {
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: z.infer<typeof logLevelSchema>;
  /** Absent: demo mode, which makes its own tokens and listens on loopback only. */
  readonly auth?: {
    readonly jwksUrl: string;
    readonly issuer: string;
    readonly audience: string;
  };
  /** Concurrent write transactions of the group commit. */
  readonly writers: number;
  /** Statements that readers of the graph have in flight at most; each has a connection. */
  readonly readPoolMax: number;
  /** Milliseconds that requests in flight get to finish after SIGTERM or Ctrl-C. */
  readonly shutdownGraceMs: number;
  readonly isProduction: boolean;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
};

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

const url = (protocols: readonly string[], rule: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), rule);

const variables = z.object({
  DATABASE_URL: url(
    ["postgres:", "postgresql:"],
    "must be a URL such as postgres://user:password@host:5432/database, or unset to use the embedded PostgreSQL",
  ).optional(),
  TRIBUTARY_DATA_DIR: z.string().default(".data"),
  HOST: z.string().default("127.0.0.1"),
  PORT: integer(0, 65_535).default(4000),
  LOG_LEVEL: logLevelSchema.default("info"),
  AUTH_JWKS_URL: url(
    ["https:", "http:"],
    "must be the http(s) URL of the key set, such as https://id.example.com/.well-known/jwks.json",
  ).optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  WRITERS: integer(1, 64).default(2),
  READ_POOL_MAX: integer(1, 500).default(10),
  SHUTDOWN_GRACE_MS: integer(0, 600_000).default(10_000),
  NODE_ENV: z
    .enum(["production", "development", "test"], "must be production, development or test")
    .default("development"),
  INTROSPECTION: boolean.optional(),
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
    ? problemsOfAuth(parsed.data)
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

/** Demo mode hands out tokens for every role, so nobody beyond this machine may reach it. */
function problemsOfAuth(given: Variables): string[] {
  const names = ["AUTH_JWKS_URL", "AUTH_ISSUER", "AUTH_AUDIENCE"] as const;
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length === 0) return [];
  if (missing.length < names.length) {
    return missing.map(
      (name) => `${name} is not set; set all of ${names.join(", ")}, or none for demo mode`,
    );
  }
  if (isLoopback(given.HOST)) return [];
  return [
    `HOST is ${shown("HOST", given.HOST)}, but without ${names.join(", ")} the server runs in demo mode, ` +
      "which listens on this machine only; set these three, or unset HOST",
  ];
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A database URL holds a password, which must not reach a log. */
function shown(name: string, value: string | undefined): string {
  return name === "DATABASE_URL" ? "set to something else" : JSON.stringify(value);
}

function toConfig(given: Variables): Config {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = given;
  const isProduction = given.NODE_ENV === "production";
  return {
    ...(given.DATABASE_URL === undefined ? {} : { databaseUrl: given.DATABASE_URL }),
    dataDir: given.TRIBUTARY_DATA_DIR,
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
    ...(jwksUrl !== undefined && issuer !== undefined && audience !== undefined
      ? { auth: { jwksUrl, issuer, audience } }
      : {}),
    writers: given.WRITERS,
    readPoolMax: given.READ_POOL_MAX,
    shutdownGraceMs: given.SHUTDOWN_GRACE_MS,
    isProduction,
    introspection: given.INTROSPECTION ?? !isProduction,
  };
}
