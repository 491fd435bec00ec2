import { hash } from "node:crypto";
import { BodyFault } from "../../mapping/formats/formatRecord.ts";
import { jsonValue } from "../../mapping/formats/values.ts";
import { RECORDS_MAX } from "../../mapping/language/limits.ts";
import { ofEpoch } from "../../mapping/language/times.ts";
import { readText } from "../readBody.ts";

type Fields = ReadonlyMap<string, unknown>;

/** One change of a row, or what else Debezium tells. */
export type Told =
  | { readonly kind: "passedOver"; readonly what: string; readonly at: string }
  | {
      readonly kind: "fault";
      readonly reason: string;
      readonly problem: string;
      readonly at: string;
    }
  | { readonly kind: "change"; readonly at: string; readonly change: Change };

/** A change of a row. */
export interface Change {
  /** `schema.table`, or `database.table` where there are no schemas. */
  readonly table: string;
  /** The same however often and however late it is told. */
  readonly id: string;
  /** Its place in the log: rises from change to change of a row. Null where that is no number. */
  readonly lsn: string | null;
  /** Of a snapshot: it was so before anybody listened. */
  readonly isHistory: boolean;
  /** As a mapping sees it: op, before, after, row, source, table, id, at. */
  readonly record: Fields;
}

const OPERATIONS = new Set(["c", "u", "d", "r"]);
const PASSED_OVER: Readonly<Record<string, string>> = { t: "truncate", m: "database message" };
/** What Debezium writes for a column that the database did not log, because it was not changed. */
const NOT_LOGGED = "__debezium_unavailable_value";
/** A file of MySQL's log, `mysql-bin.000003`: they are numbered on. */
const LOG_FILE = /\.(\d{1,7})$/;
/** Bytes of a file of MySQL's log, at most: they are a gigabyte and what one transaction adds. */
const LOG_FILE_BYTES_MAX = 2n ** 40n;
/** So many that file and position together are a number of 63 bits. */
const LOG_FILES_MAX = 2n ** 23n;
/** Characters of the digest in an id. */
const DIGEST_LENGTH = 16;

/**
 * What a body of Debezium's tells: an envelope, a list of them or a line each; wrapped in
 * `{schema, payload}` or not. Never throws.
 */
export function readChanges(body: Buffer, contentType: string | undefined): readonly Told[] {
  const read = readText(body, contentType);
  if (!read.ok) {
    return [{ kind: "fault", ...read.fault }];
  }
  const text = read.text.trim();
  if (text === "") {
    return [{ kind: "passedOver", what: "tombstone", at: "" }];
  }
  try {
    const value = jsonValue(text);
    if (!Array.isArray(value)) {
      return [toldBy(value, "")];
    }
    return value.length > RECORDS_MAX
      ? [tooMany()]
      : value.map((one, at) => toldBy(one, String(at)));
  } catch (error) {
    if (!(error instanceof BodyFault)) {
      throw error;
    }
    const lines = text.split("\n");
    if (error.reason !== "NOT_JSON" || lines.length === 1) {
      return [{ kind: "fault", reason: error.reason, problem: error.message, at: error.at }];
    }
    return lines.length > RECORDS_MAX ? [tooMany()] : lines.flatMap(toldByLine);
  }
}

function toldByLine(text: string, index: number): readonly Told[] {
  if (text.trim() === "") {
    return [];
  }
  try {
    return [toldBy(jsonValue(text, index + 1), `line ${index + 1}`)];
  } catch (error) {
    if (error instanceof BodyFault) {
      return [{ kind: "fault", reason: error.reason, problem: error.message, at: error.at }];
    }
    throw error;
  }
}

function tooMany(): Told {
  const problem = `A body has at most ${RECORDS_MAX} changes.`;
  return { kind: "fault", reason: "TOO_MANY_RECORDS", problem, at: "" };
}

function toldBy(value: unknown, at: string): Told {
  const isWrapped = value instanceof Map && value.has("payload") && value.has("schema");
  const envelope: unknown = isWrapped ? value.get("payload") : value;
  if (envelope === null) {
    return { kind: "passedOver", what: "tombstone", at };
  }
  if (!(envelope instanceof Map)) {
    return fault("NOT_A_CHANGE", "Send an envelope of Debezium's.", at);
  }
  const op: unknown = envelope.get("op");
  const source: unknown = envelope.get("source");
  if (typeof op !== "string") {
    const what = otherThan(envelope);
    return what === null
      ? fault("NOT_A_CHANGE", "An envelope has op, before, after and source.", at)
      : { kind: "passedOver", what, at };
  }
  if (!OPERATIONS.has(op)) {
    const what = PASSED_OVER[op];
    return what === undefined
      ? fault("UNKNOWN_OPERATION", "op must be c, u, d, r, t or m.", at)
      : { kind: "passedOver", what, at };
  }
  if (!(source instanceof Map) || typeof source.get("table") !== "string") {
    return fault("NOT_A_CHANGE", "source must name the table.", at);
  }
  const row: unknown = envelope.get(op === "d" ? "before" : "after") ?? null;
  if (op !== "d" && !(row instanceof Map)) {
    return fault("NOT_A_CHANGE", "after must be the row.", at);
  }
  return { kind: "change", at, change: changeOf(op, envelope, source) };
}

/** What has no operation and is no fault: the beginning or end of a transaction, a heartbeat. */
function otherThan(envelope: Fields): string | null {
  const status = envelope.get("status");
  if ((status === "BEGIN" || status === "END") && envelope.has("id")) {
    return "transaction";
  }
  if (envelope.has("ddl") || envelope.has("tableChanges")) {
    return "schema change";
  }
  return envelope.size === 1 && envelope.has("ts_ms") ? "heartbeat" : null;
}

function changeOf(op: string, envelope: Fields, source: Fields): Change {
  const before = mapOrNull(envelope.get("before"));
  const after = logged(mapOrNull(envelope.get("after")), before);
  const table = `${source.get("schema") ?? source.get("db") ?? ""}.${source.get("table")}`;
  const { name, lsn } = placeIn(source);
  const digest = hash("sha256", JSON.stringify([op, plain(before), plain(after)]), "hex");
  const id = `${table}:${name}:${digest.slice(0, DIGEST_LENGTH)}`;
  const snapshot = source.get("snapshot");
  const isSnapshot = !(snapshot === undefined || snapshot === null || snapshot === false);
  const record = new Map<string, unknown>([
    ["op", op],
    ["before", before],
    ["after", after],
    ["row", after ?? before],
    ["source", source],
    ["table", table],
    ["id", id],
    ["at", timeOf(source)],
  ]);
  const isHistory = op === "r" || (isSnapshot && snapshot !== "false");
  return { table, id, lsn, isHistory, record };
}

/**
 * Where a change stands in its database's log: PostgreSQL's LSN, or MySQL's file, position and row.
 * MySQL tells times in whole seconds, in which a row may change there and back.
 */
function placeIn(source: Fields): { readonly name: string; readonly lsn: string | null } {
  const lsn = source.get("lsn");
  if (typeof lsn === "bigint" || isDigits(lsn)) {
    return { name: String(lsn), lsn: String(lsn) };
  }
  const [file, position, row] = ["file", "pos", "row"].map((one) => source.get(one));
  const number = BigInt(LOG_FILE.exec(typeof file === "string" ? file : "")?.[1] ?? LOG_FILES_MAX);
  const isPlace = typeof position === "bigint" && position >= 0n && position < LOG_FILE_BYTES_MAX;
  if (!isPlace || number >= LOG_FILES_MAX) {
    return { name: String(source.get("ts_ms") ?? ""), lsn: null };
  }
  const name = `${number}.${position}.${typeof row === "bigint" ? row : 0n}`;
  return { name, lsn: String(number * LOG_FILE_BYTES_MAX + position) };
}

/** The row without what was not logged: that is as it was before, where that is known. */
function logged(after: Fields | null, before: Fields | null): Fields | null {
  if (after === null || ![...after.values()].includes(NOT_LOGGED)) {
    return after;
  }
  const filled = [...after].flatMap(([name, value]): (readonly [string, unknown])[] => {
    if (value !== NOT_LOGGED) {
      return [[name, value]];
    }
    const known = before?.get(name);
    return known === undefined || known === NOT_LOGGED ? [] : [[name, known]];
  });
  return new Map(filled);
}

/** When the database changed the row, RFC 3339; null where that is not said. */
function timeOf(source: Fields): string | null {
  for (const [name, unit] of [
    ["ts_us", "us"],
    ["ts_ms", "ms"],
  ] as const) {
    const value = source.get(name);
    if (typeof value === "bigint" && value > 0n) {
      try {
        return ofEpoch(value, unit);
      } catch {
        // No time of this world: as if it were not said.
        return null;
      }
    }
  }
  return null;
}

function isDigits(value: unknown): boolean {
  return typeof value === "string" && /^\d{1,19}$/.test(value);
}

function mapOrNull(value: unknown): Fields | null {
  return value instanceof Map ? value : null;
}

/** For a digest: the same whatever order the columns come in. */
function plain(value: unknown): unknown {
  if (value instanceof Map) {
    return [...(value as Map<string, unknown>)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, plain(one)]);
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return typeof value === "bigint" ? String(value) : value;
}

function fault(reason: string, problem: string, at: string): Told {
  return { kind: "fault", reason, problem, at };
}
