import { BodyFault } from "../../mapping/formats/formatRecord.ts";
import { jsonValue } from "../../mapping/formats/values.ts";
import { ofEpoch } from "../../mapping/language/times.ts";

/** What MongoDB writes a value as that JSON has not, by its one name. */
const NUMBERS = new Set(["$numberInt", "$numberLong"]);
const TEXTS = new Set(["$oid", "$numberDecimal", "$numberDouble", "$symbol", "$uuid"]);

/**
 * A document of MongoDB, which Debezium tells as text (Extended JSON 2.0): numbers are numbers,
 * decimals and ids their text, dates RFC 3339.
 *
 * @throws BodyFault NOT_JSON, NOT_A_CHANGE
 */
export function documentOf(text: string, at: string): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = plainOf(jsonValue(text));
  } catch (error) {
    throw error instanceof BodyFault ? new BodyFault(error.reason, at, error.message) : error;
  }
  if (!(value instanceof Map)) {
    throw new BodyFault("NOT_A_CHANGE", at, "A document must be an object.");
  }
  return value;
}

function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plainOf);
  }
  if (!(value instanceof Map)) {
    return value;
  }
  const [only, ...more] = value as Map<string, unknown>;
  if (only === undefined || more.length > 0 || !only[0].startsWith("$")) {
    return new Map([...(value as Map<string, unknown>)].map(([name, one]) => [name, plainOf(one)]));
  }
  const [name, one] = only;
  if (name === "$date") {
    return dateOf(plainOf(one));
  }
  const isWhole = typeof one === "string" && /^-?\d{1,19}$/.test(one);
  return NUMBERS.has(name) && isWhole ? BigInt(one) : TEXTS.has(name) ? one : value;
}

/** Milliseconds since 1970, or text as it is. */
function dateOf(value: unknown): unknown {
  if (typeof value !== "bigint") {
    return value;
  }
  try {
    return ofEpoch(value, "ms");
  } catch {
    // No time of this world: whoever asks for it is told so.
    return value;
  }
}
