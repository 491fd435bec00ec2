import postgres from "postgres";
import { addressOf } from "./address.ts";
import { DatabaseUnusable } from "./errors.ts";

/** The driver's value types: `int8` is a JS bigint, so points and amounts never lose a digit. */
type DriverTypes = Record<"bigint", bigint>;

/** A pool of connections. Reads take it; whatever writes takes a `Tx`. */
export type Sql = postgres.Sql<DriverTypes>;

/** The handle of one open transaction: the only thing a writing function accepts. */
export type Tx = postgres.TransactionSql<DriverTypes>;

/** How one pool is opened. */
export interface ConnectOptions {
  /** Connections of this pool at most. */
  readonly max?: number;
  /** Shown in pg_stat_activity: says which part of the process holds a lock. */
  readonly applicationName?: string;
  /** Milliseconds; the server cancels a statement that takes longer. 0 or absent: no limit. */
  readonly statementTimeoutMs?: number;
  /**
   * Milliseconds; the server gives up on a lock it has waited for this long. 0 or absent: no limit.
   */
  readonly lockTimeoutMs?: number;
  /**
   * Milliseconds for which a transaction may wait for its client (IDLE_IN_TRANSACTION_MS). 0: no
   * limit.
   */
  readonly idleInTransactionMs?: number;
  /**
   * Milliseconds; the server ends a transaction, and its session, that takes longer, whatever it
   * waits for. PostgreSQL before 17 cannot. 0 or absent: no limit.
   */
  readonly transactionTimeoutMs?: number;
  /**
   * Every statement looks rows up by key: plan each once, for whatever keys, and never read whole
   * tables.
   */
  readonly isKeyLookupsOnly?: boolean;
  /** Its statements take what has waited for longest, by an index in its order. */
  readonly takesFromQueues?: boolean;
  /**
   * Whether a connection is the same session from one statement to the next; true when absent. A
   * pooler in transaction mode gives each statement to any session: nothing is prepared then, and
   * no setting is made, so that its sessions must bring their limits (`assertTimesOut`).
   */
  readonly isSession?: boolean;
  /** Told of each notification that a connection of this pool listens for. */
  readonly onNotify?: (channel: string, payload: string) => void;
}

/**
 * Every statement of whoever asks for it looks rows up by key. A plan made while the tables were
 * small would read them whole, and a prepared statement keeps its plan until the next ANALYZE.
 */
const KEY_LOOKUPS_ONLY = { plan_cache_mode: "force_generic_plan", enable_seqscan: "off" };
/**
 * By a bitmap it would read, and sort, all that waits in order to have what has waited for longest.
 * Not for statements that look for one of two keys (`or`), which have no other way by an index.
 */
const TAKES_FROM_QUEUES = { enable_bitmapscan: "off" };

/**
 * Milliseconds for which a transaction may wait for its client. A process that is frozen or cut off
 * in the middle of one is ended by the server, and the customers it had locked are free again. Ours
 * are idle for a few milliseconds between statements.
 */
export const IDLE_IN_TRANSACTION_MS = 1_500;

const POOL_SIZE_DEFAULT = 10;
const CONNECT_TIMEOUT_S = 10;

/**
 * Milliseconds for which a server may leave our first question unanswered. What is no PostgreSQL
 * closes the connection or says nothing, and the driver would ask for ever.
 */
const FIRST_ANSWER_MS = 15_000;

/** The oldest server the SQL is written for, as `server_version_num`. */
const SERVER_VERSION_NUM_MIN = 150_000;

/** Type oids of pg_type: date, timestamp, timestamptz; json, jsonb; int8. */
const OID = { date: 1082, timestamp: 1114, timestamptz: 1184, json: 114, jsonb: 3802, int8: 20 };

/**
 * Type oid -> oid of its array type, of the server's fixed catalogue. postgres.js asks the server
 * for them, but runs the first query of a pool before it has noted the answer: `sql.array([1n])`
 * would then go out as a single int8, in that query only.
 */
const ARRAY_OID: Readonly<Record<number, number>> = { 16: 1000, 20: 1016, 25: 1009, 1184: 1185 };

const asText = (text: string): string => text;

/** How long a connection that failed is left alone at first, and at most, seconds. */
const BACKOFF_S = { first: 0.01, max: 1 };

/**
 * Seconds until the next attempt after so many in a row that failed: three times as long each time,
 * up to half of it less by chance. Each statement that waits meanwhile waits for an attempt, so the
 * most is short: the driver's own 20 s kept servers from a database that was back, and from ending.
 */
function backoffS(attempts: number): number {
  const most = Math.min(BACKOFF_S.first * 3 ** attempts, BACKOFF_S.max);
  return most * (0.5 + Math.random() / 2);
}

/**
 * Opens a pool; no connection is made before the first query.
 *
 * - `timestamptz`, `timestamp` and `date` come back as the server's text, in UTC: a JS Date would
 *   cut microseconds, and cursors and versions are made of them.
 * - `int8` comes back as bigint, `numeric` as string.
 * - A string given for `json` or `jsonb` is JSON text and is sent as it is; any other value is
 *   stringified.
 * - A JS array of bigint or boolean must be given as `sql.array(values)`: bare, the driver declares
 *   it as a single value. Arrays of strings and numbers take their type from the cast, as in
 *   `unnest(${names}::text[])`. Never give strings for `bool[]`: they would all become false.
 */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  const { url: plainUrl, ...address } = addressOf(url);
  const isSession = options.isSession ?? true;
  const sql = postgres(plainUrl, {
    ...address,
    max: options.max ?? POOL_SIZE_DEFAULT,
    prepare: isSession,
    connect_timeout: CONNECT_TIMEOUT_S,
    backoff: backoffS,
    onnotice: () => {},
    ...(options.onNotify === undefined ? {} : { onnotify: options.onNotify }),
    ...(isSession ? { setup: settingsOf(options) } : {}),
    // No more than these: a pooler refuses what it does not know (ADR-0037).
    connection: {
      application_name: options.applicationName ?? "tributary",
      TimeZone: "UTC",
      // The text form of timestamps is parsed by us; a database default must not change it.
      DateStyle: "ISO, YMD",
    },
    types: {
      bigint: {
        to: OID.int8,
        from: [OID.int8],
        serialize: (value: bigint) => value.toString(),
        parse: (text: string) => BigInt(text),
      },
      date: {
        to: OID.timestamptz,
        from: [OID.date, OID.timestamp, OID.timestamptz],
        serialize: (value: unknown) =>
          value instanceof Date ? value.toISOString() : String(value),
        parse: asText,
      },
      json: {
        to: OID.json,
        from: [OID.json, OID.jsonb],
        serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
        parse: (text: string) => JSON.parse(text),
      },
    },
  });
  const { shared } = sql.options as unknown as {
    shared: { typeArrayMap: Record<number, number> };
  };
  Object.assign(shared.typeArrayMap, ARRAY_OID);
  if (isSession && setupOf(sql) === undefined) {
    throw new Error(
      "The driver is not as patches/ makes it; no limit would be in force: run npm ci.",
    );
  }
  return sql as unknown as Sql;
}

/** Statements that a connection runs before its first, as the pool was opened with. */
export function setupOf(sql: { readonly options: object }): string | undefined {
  return (sql.options as { readonly setup?: string }).setup;
}

/** The driver's options of another pool like this one whose statements look up by key alone. */
export function keyLookupsOnly(sql: Sql): object {
  return { ...sql.options, setup: `${setupOf(sql)};${setAll(KEY_LOOKUPS_ONLY)}` };
}

function settingsOf(options: ConnectOptions): string {
  const all = setAll({
    statement_timeout: options.statementTimeoutMs ?? 0,
    lock_timeout: options.lockTimeoutMs ?? 0,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
    ...(options.isKeyLookupsOnly === true ? KEY_LOOKUPS_ONLY : {}),
    ...(options.takesFromQueues === true ? TAKES_FROM_QUEUES : {}),
  });
  const { transactionTimeoutMs = 0 } = options;
  return transactionTimeoutMs === 0 ? all : `${all};${endingAfter(transactionTimeoutMs)}`;
}

/** Servers before 17 have no such setting, and refuse to be told. */
function endingAfter(ms: number): string {
  return `select set_config(name, '${ms}', false) from pg_settings where name = 'transaction_timeout'`;
}

function setAll(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `set ${name} = ${value}`)
    .join(";");
}

/**
 * Refuses a server the SQL was not written for, before anything is created in it.
 *
 * @throws DatabaseUnusable: what was found and what is needed: a server that answers, its version,
 *   or the encoding of the database (only UTF8 can hold every customer's name). The pool of one
 *   that does not answer is closed.
 */
export async function assertServerUsable(sql: Sql): Promise<void> {
  const server = await askServer(sql);
  if (server === undefined) {
    throw new Error("The database server did not tell its version.");
  }
  if (server.versionNum < SERVER_VERSION_NUM_MIN) {
    throw new DatabaseUnusable(
      `The database server is PostgreSQL ${server.version}; version 15 or newer is needed. ` +
        "Point DATABASE_URL at a newer server, or unset it to use the embedded PostgreSQL.",
    );
  }
  if (server.encoding !== "UTF8") {
    throw new DatabaseUnusable(
      `The database is encoded in ${server.encoding}; UTF8 is needed. Create it again with: ` +
        "CREATE DATABASE tributary ENCODING 'UTF8' TEMPLATE template0;",
    );
  }
}

interface AboutServer {
  readonly version: string;
  readonly versionNum: number;
  readonly encoding: string;
}

async function askServer(sql: Sql): Promise<AboutServer | undefined> {
  const answer = sql<AboutServer[]>`
    select current_setting('server_version') as version,
           current_setting('server_version_num')::int as "versionNum",
           current_setting('server_encoding') as encoding`;
  const { host, port } = sql.options;
  const stranger = new DatabaseUnusable(
    `What listens at ${host}:${port} does not answer as a PostgreSQL does. Check host and port of ` +
      "DATABASE_URL, or unset it to use the embedded PostgreSQL.",
  );
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(stranger), FIRST_ANSWER_MS);
  try {
    const [server] = await Promise.race([answer, silence]);
    return server;
  } catch (error) {
    if (error instanceof DatabaseUnusable) {
      // It fails now, and whoever waited for it has gone.
      answer.catch(() => {});
      await sql.end({ timeout: 0 });
    }
    // It closed without a word, or said something that PostgreSQL does not.
    throw (error as { readonly code?: unknown }).code === "CONNECTION_CLOSED" ? stranger : error;
  } finally {
    clearTimeout(timer);
  }
}
