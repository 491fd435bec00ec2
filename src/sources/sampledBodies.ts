import type { BodySampleRow } from "../../db/queries/sources/shapes.ts";
import type { Receives } from "../domain/inbound/receives.ts";
import { recordsIn } from "../inbound/mapping/readRecords.ts";
import type { MappingOf } from "../inbound/messages/mappingOf.ts";
import { readJsonBody } from "../inbound/messages/readBody.ts";
import { decodeUtf8 } from "../platform/utf8.ts";
import { decodeBody } from "../purchases/receive/intakeBody.ts";

/** Values of one body that are looked at. */
const VALUES_MAX = 20;

/**
 * What stands in a sampled body: of a message its values, or the records of its mapping; of events
 * in our own words the one event. None where it cannot be read, which is told elsewhere.
 */
export async function valuesIn(
  row: BodySampleRow,
  receives: Receives | null,
  mappingOf: MappingOf,
): Promise<readonly unknown[]> {
  const bytes = Buffer.from(decodeBody({ bytes: row.body, encoding: row.encoding }));
  if (row.position !== null) {
    const event = eventAt(bytes, row.position);
    return event === undefined ? [] : [event];
  }
  if (receives?.connector === "mapped") {
    const found = await mappingOf(receives.mapping);
    return found.ok
      ? recordsIn(found.mapping, { bytes, headers: {}, receivedAt: NO_MOMENT }).slice(0, VALUES_MAX)
      : [];
  }
  const read = readJsonBody(bytes, undefined);
  const lines = read.ok ? read : readJsonBody(bytes, "application/x-ndjson");
  return lines.ok ? lines.values.slice(0, VALUES_MAX) : [];
}

/** For mappings that use the moment of arrival: it is no part of what they read. */
const NO_MOMENT = "1970-01-01T00:00:00Z";

/** The event at a place of a call: a line, or an entry of the list that the call was given. */
function eventAt(bytes: Buffer, position: number): unknown {
  const text = decodeUtf8(bytes);
  if (text === null) {
    return undefined;
  }
  try {
    const lines = text.split("\n");
    const call: unknown = lines.length > 1 ? null : JSON.parse(text);
    if (isObject(call) && isObject(call["variables"])) {
      return listOfEvents(call["variables"])?.[position];
    }
    return JSON.parse(lines.filter((line) => line.trim() !== "")[position] ?? "");
  } catch {
    return undefined;
  }
}

/** The list of events among a call's variables, whatever they are called. */
function listOfEvents(
  variables: Readonly<Record<string, unknown>>,
): readonly unknown[] | undefined {
  const values = Object.values(variables);
  const inside = values.flatMap((value) => (isObject(value) ? Object.values(value) : []));
  return [...values, ...inside].find((value) => Array.isArray(value)) as unknown[] | undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
