import { BodyFault } from "../../mapping/formats/formatRecord.ts";
import { documentOf } from "./documents.ts";
import { placeIn } from "./places.ts";

type Fields = ReadonlyMap<string, unknown>;

/** What a change says, whatever it was wrapped in. */
export interface Envelope {
  readonly op: string;
  readonly before: Fields | null;
  readonly after: Fields | null;
  readonly source: Fields;
}

/** What a CloudEvent's attributes of Debezium's begin with; the rest is without underscores. */
const ATTRIBUTE = "iodebezium";
const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  ...{ tsms: "ts_ms", tsus: "ts_us", changelsn: "change_lsn", commitlsn: "commit_lsn" },
  eventserialno: "event_serial_no",
};
/** What ExtractNewRecordState adds to a row begins with. */
const ADDED = "__";
const ADDED_OF_SOURCE = "__source_";
/** Of the envelope: when Debezium handled the change, which differs when it is told again. */
const ADDED_OF_ENVELOPE = new Set(["__op", "__deleted", "__ts_ms", "__ts_us", "__ts_ns"]);
/** What to do about a row that does not say what it is. */
export const ADD_FIELDS =
  "Have ExtractNewRecordState add what is needed: add.fields=op,table,schema,lsn,source.ts_ms " +
  "(of MySQL op,table,db,file,pos,row,source.ts_ms).";

/** What Debezium writes for a column that the database did not log, because it was not changed. */
const NOT_LOGGED = "__debezium_unavailable_value";
/** The same of a column of bytes. */
const NOT_LOGGED_BYTES = Buffer.from(NOT_LOGGED).toString("base64");

/** The value without `{schema, payload}` around it. */
export function unwrapped(value: unknown): unknown {
  const isWrapped = value instanceof Map && value.has("payload") && value.has("schema");
  return isWrapped ? value.get("payload") : value;
}

/**
 * A change as Debezium tells it by itself, as a CloudEvent, or flattened by ExtractNewRecordState.
 * Null: it is none of these.
 *
 * @throws BodyFault when something of it is missing
 */
export function envelopeOf(value: Fields): Envelope | null {
  const told = ofCloudEvent(value) ?? ofRow(value) ?? asItIs(value);
  if (told === null) {
    return null;
  }
  const before = rowOf(told.before, "before");
  const after = logged(rowOf(told.after, "after"), before);
  return { op: told.op, source: told.source, before, after };
}

interface Told {
  readonly op: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly source: Fields;
}

function asItIs(value: Fields): Told | null {
  const [op, source] = [value.get("op"), value.get("source")];
  if (typeof op !== "string") {
    return null;
  }
  const [before, after] = [value.get("before"), value.get("after")];
  return { op, before, after, source: source instanceof Map ? source : new Map() };
}

function ofCloudEvent(event: Fields): Told | null {
  const op = event.get(`${ATTRIBUTE}op`);
  if (typeof op !== "string" || !event.has("specversion")) {
    return null;
  }
  const source = new Map<string, unknown>();
  for (const [name, value] of event) {
    if (name.startsWith(ATTRIBUTE)) {
      const own = name.slice(ATTRIBUTE.length);
      const isNumber = typeof value === "string" && /^\d{1,18}$/.test(value);
      source.set(ATTRIBUTE_NAMES[own] ?? own, isNumber ? BigInt(value) : value);
    }
  }
  const data = unwrapped(event.get("data") ?? null);
  if (!(data instanceof Map)) {
    const problem = "data must be the change in JSON: set the converter's data serializer to json.";
    throw new BodyFault("NOT_A_CHANGE", "", problem);
  }
  const isRow = !(data.has("before") || data.has("after"));
  const [before, after] = isRow
    ? op === "d"
      ? [data, null]
      : [null, data]
    : [data.get("before"), data.get("after")];
  return { op, before, after, source };
}

function ofRow(value: Fields): Told | null {
  const isFlat = value.has("__op") || value.has("__deleted") || value.has("__table");
  if (!isFlat || value.get("source") instanceof Map) {
    return null;
  }
  const row = new Map<string, unknown>();
  const source = new Map<string, unknown>();
  for (const [name, one] of value) {
    if (!name.startsWith(ADDED)) {
      row.set(name, one);
    } else if (!ADDED_OF_ENVELOPE.has(name)) {
      const prefix = name.startsWith(ADDED_OF_SOURCE) ? ADDED_OF_SOURCE : ADDED;
      source.set(name.slice(prefix.length), one);
    }
  }
  const op = value.get("__op");
  if (typeof op !== "string" || !source.has("table") || placeIn(source).name === "") {
    throw new BodyFault("NOT_A_CHANGE", "", ADD_FIELDS);
  }
  const [before, after] = op === "d" ? [row, null] : [null, row];
  return { op, before, after, source };
}

/** A row, or a document of MongoDB, which is told as text. */
function rowOf(value: unknown, at: string): Fields | null {
  return value instanceof Map ? value : typeof value === "string" ? documentOf(value, at) : null;
}

/** The row without what was not logged: that is as it was before, where that is known. */
function logged(after: Fields | null, before: Fields | null): Fields | null {
  if (after === null || ![...after.values()].some(isNotLogged)) {
    return after;
  }
  const filled = [...after].flatMap(([name, value]): (readonly [string, unknown])[] => {
    if (!isNotLogged(value)) {
      return [[name, value]];
    }
    const known = before?.get(name);
    return known === undefined || isNotLogged(known) ? [] : [[name, known]];
  });
  return new Map(filled);
}

/** By itself, of a column of bytes, or in a list of texts. */
function isNotLogged(value: unknown): boolean {
  const [one, ...more] = Array.isArray(value) ? value : [value];
  return more.length === 0 && (one === NOT_LOGGED || one === NOT_LOGGED_BYTES);
}
