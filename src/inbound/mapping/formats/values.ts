import { DEPTH_MAX, TEXT_LENGTH_MAX, VALUES_MAX } from "../language/limits.ts";
import { BodyFault } from "./formatRecord.ts";

/** What holds sixteen digits in a row, or more: a double may have lost some of them. */
const LONG_NUMBER = /[\d.]{16}/;
/** What the parser says of text that only ends too early. */
const ENDS_EARLY = /end of JSON input|Unterminated|No number after|Exponent part|Bad Unicode/;
const WHOLE = /^-?\d+$/;

/**
 * JSON as expressions see it: whole numbers exactly, as whole numbers; other numbers as they were
 * written, to fifteen digits, and as text where they have more; objects as maps.
 *
 * @throws BodyFault NOT_JSON with line and column, TOO_DEEP, TOO_LARGE
 */
export function jsonValue(text: string, firstLine = 1): unknown {
  let value: unknown;
  try {
    value = LONG_NUMBER.test(text) ? JSON.parse(text, exactly as never) : JSON.parse(text);
  } catch {
    const before = text.slice(0, brokenAt(text)).split("\n");
    const line = before.length + firstLine - 1;
    const place = `${line}:${(before.at(-1) as string).length + 1}`;
    throw new BodyFault("NOT_JSON", place, "This is not JSON.");
  }
  return celValue(value);
}

/**
 * Where text stops being the beginning of JSON: the parser does not always say. Whatever follows a
 * fault, it stays one, so it is searched by halves.
 */
function brokenAt(text: string): number {
  let [whole, broken] = [0, text.length + 1];
  while (whole + 1 < broken) {
    const middle = Math.floor((whole + broken) / 2);
    if (isBeginning(text.slice(0, middle))) {
      whole = middle;
    } else {
      broken = middle;
    }
  }
  return whole;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    return at === text.length || ENDS_EARLY.test(message);
  }
}

/** A reviver that is told how a number was written (ECMAScript's JSON.parse source text access). */
function exactly(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number" || context.source === undefined) {
    return value;
  }
  const { source } = context;
  if (WHOLE.test(source)) {
    return Number.isSafeInteger(value) ? value : source.length > 18 ? source : BigInt(source);
  }
  return source.replaceAll(/^-?0*\.?|\D|0+$/g, "").length > 15 ? source : value;
}

/** @throws BodyFault TOO_DEEP, TOO_LARGE */
export function celValue(value: unknown): unknown {
  return convert(value, 0, { left: VALUES_MAX });
}

function convert(value: unknown, depth: number, budget: { left: number }): unknown {
  if (typeof value === "string") {
    return value.length > TEXT_LENGTH_MAX ? null : value;
  }
  if (typeof value === "number") {
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (depth >= DEPTH_MAX) {
    throw new BodyFault("TOO_DEEP", "", `It has more than ${DEPTH_MAX} levels.`);
  }
  if (Array.isArray(value)) {
    spend(budget, value.length);
    return value.map((one) => convert(one, depth + 1, budget));
  }
  const map = new Map<string, unknown>();
  for (const name of Object.keys(value)) {
    map.set(name, convert((value as Record<string, unknown>)[name], depth + 1, budget));
  }
  spend(budget, map.size);
  return map;
}

function spend(budget: { left: number }, values: number): void {
  budget.left -= values;
  if (budget.left < 0) {
    throw new BodyFault("TOO_LARGE", "", `It has more than ${VALUES_MAX} values.`);
  }
}
