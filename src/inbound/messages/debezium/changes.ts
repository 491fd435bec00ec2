import { hash } from "node:crypto";
import { BodyFault } from "../../mapping/formats/formatRecord.ts";
import { jsonValue } from "../../mapping/formats/values.ts";
import { RECORDS_MAX } from "../../mapping/language/limits.ts";
import { readText } from "../readBody.ts";
import { ADD_FIELDS, type Envelope, envelopeOf, unwrapped } from "./envelope.ts";
import { placeIn, timeIn } from "./places.ts";

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
/** Characters of the digest in an id. */
const DIGEST_LENGTH = 16;

/**
 * What a body of Debezium's tells: an envelope, a list of them or a line each; wrapped in
 * `{schema, payload}`, a CloudEvent, a row alone or none of these. Never throws.
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
  const told = unwrapped(value);
  if (told === null) {
    return { kind: "passedOver", what: "tombstone", at };
  }
  if (!(told instanceof Map)) {
    return fault("NOT_A_CHANGE", "Send an envelope of Debezium's.", at);
  }
  try {
    const envelope = envelopeOf(told);
    if (envelope !== null) {
      return toldByEnvelope(envelope, at);
    }
  } catch (error) {
    if (error instanceof BodyFault) {
      return fault(error.reason, error.message, [at, error.at].filter(Boolean).join("."));
    }
    throw error;
  }
  const what = otherThan(told);
  return what === null
    ? fault("NOT_A_CHANGE", `An envelope has op, before, after and source. ${ADD_FIELDS}`, at)
    : { kind: "passedOver", what, at };
}

function toldByEnvelope(envelope: Envelope, at: string): Told {
  const { op, source, after } = envelope;
  if (!OPERATIONS.has(op)) {
    const what = PASSED_OVER[op];
    return what === undefined
      ? fault("UNKNOWN_OPERATION", "op must be c, u, d, r, t or m.", at)
      : { kind: "passedOver", what, at };
  }
  const table = tableIn(source);
  if (table === null) {
    return fault("NOT_A_CHANGE", "source must name the table.", at);
  }
  if (op === "u" && after === null && source.has("collection")) {
    const problem = "Tell documents whole: capture.mode=change_streams_update_full.";
    return fault("PARTIAL_CHANGE", problem, at);
  }
  return op !== "d" && after === null
    ? fault("NOT_A_CHANGE", "after must be the row.", at)
    : { kind: "change", at, change: changeOf(table, envelope) };
}

/** With its schema or, where there are none, its database; null where none is named. */
function tableIn(source: Fields): string | null {
  const first = (...names: readonly string[]) =>
    names.map((name) => source.get(name)).find((one) => typeof one === "string" && one !== "");
  const [within, table] = [first("schema", "db"), first("table", "collection")];
  return table === undefined ? null : within === undefined ? `${table}` : `${within}.${table}`;
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
  if (envelope.has("aggregate_type") && envelope.has("additional_data")) {
    return "notification";
  }
  return envelope.size === 1 && envelope.has("ts_ms") ? "heartbeat" : null;
}

function changeOf(table: string, { op, before, after, source }: Envelope): Change {
  const { name, number: lsn } = placeIn(source);
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
    ["at", timeIn(source)],
  ]);
  const isHistory = op === "r" || (isSnapshot && snapshot !== "false");
  return { table, id, lsn, isHistory, record };
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
