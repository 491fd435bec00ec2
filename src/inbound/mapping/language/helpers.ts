import { hash } from "node:crypto";
import {
  type CelFunc,
  CelScalar,
  celFunc,
  celList,
  celMap,
  celMethod,
  isCelList,
  isCelMap,
  listType,
} from "@bufbuild/cel";
import { BodyFault } from "../formats/formatRecord.ts";
import { jsonValue } from "../formats/values.ts";
import * as decimals from "./decimals.ts";
import { JSON_LENGTH_OF_STEP, PIECES_MAX, TEXT_LENGTH_MAX } from "./limits.ts";
import { MappingFault, NothingGiven } from "./mappingFault.ts";
import { spend } from "./steps.ts";
import { dateOf, ofEpoch, timeOf } from "./times.ts";

/** Tables of values, by name. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, string>>;

const { DYN, STRING, INT } = CelScalar;
/** Characters of a fingerprint: 80 bits, of what one source sends. */
const FINGERPRINT_LENGTH = 20;

let tables: Tables = new Map();

/** The tables of the mapping that is worked out now: evaluation is synchronous. */
export function useTables(ofMapping: Tables): void {
  tables = ofMapping;
  thrown.clear();
}

/**
 * What helpers threw in the expression that is worked out now, by what it says: of what is thrown
 * beside `&&` or `||` the library keeps the message alone.
 */
const thrown = new Map<string, MappingFault>();

export function thrownAs(message: string): MappingFault | undefined {
  return thrown.get(message);
}

/** A helper as the library takes it. */
function any(run: (...args: never[]) => unknown): never {
  return function (this: unknown, ...args: never[]) {
    try {
      return run.apply(this as never, args);
    } catch (error) {
      if (error instanceof MappingFault) {
        thrown.set(error.message, error);
      }
      throw error;
    }
  } as never;
}

/** What expressions can call beside CEL itself: amounts without floats, times, texts, paths. */
export const HELPERS: readonly CelFunc[] = [
  celFunc(
    "decimal",
    [DYN],
    STRING,
    any((value) => decimals.decimalOf(given(value))),
  ),
  celFunc(
    "decimal",
    [DYN, STRING],
    STRING,
    any((value, separator) => decimals.decimalOf(given(value), separator as string)),
  ),
  celFunc(
    "minor",
    [DYN, INT],
    STRING,
    any((value, scale) => decimals.ofMinor(given(value), scale)),
  ),
  celFunc(
    "unscaled",
    [DYN, INT],
    STRING,
    any((value, scale) => decimals.ofUnscaled(given(value), scale)),
  ),
  celFunc(
    "add",
    [DYN, DYN],
    STRING,
    any((a, b) => decimals.added(given(a), given(b))),
  ),
  celFunc(
    "subtract",
    [DYN, DYN],
    STRING,
    any((a, b) => decimals.added(given(a), decimals.negated(given(b)))),
  ),
  celFunc(
    "multiply",
    [DYN, DYN],
    STRING,
    any((a, b) => decimals.multiplied(given(a), given(b))),
  ),
  celFunc(
    "negate",
    [DYN],
    STRING,
    any((value) => decimals.negated(given(value))),
  ),
  celFunc(
    "absolute",
    [DYN],
    STRING,
    any((value) => decimals.absolute(given(value))),
  ),
  celFunc(
    "sign",
    [DYN],
    INT,
    any((value) => decimals.signOf(given(value))),
  ),
  celFunc(
    "rounded",
    [DYN, INT],
    STRING,
    any((value, scale) => decimals.rounded(given(value), scale)),
  ),
  celFunc("sum", [DYN], STRING, any(sumOf)),
  celFunc(
    "localTime",
    [DYN, STRING, STRING],
    STRING,
    any((value, pattern, zone) => timeOf(given(value), pattern as string, zone as string)),
  ),
  celFunc(
    "localDate",
    [DYN, STRING],
    STRING,
    any((value, pattern) => dateOf(given(value), pattern as string)),
  ),
  celFunc(
    "epoch",
    [DYN, STRING],
    STRING,
    any((value, unit) => ofEpoch(given(value), unit as string)),
  ),
  celFunc("json", [DYN], DYN, any(jsonOf)),
  celFunc("text", [DYN], DYN, any(textOf)),
  celFunc("dropLeading", [DYN, STRING], STRING, any(withoutLeading)),
  celFunc(
    "cut",
    [DYN, INT, INT],
    STRING,
    any((value, from, length) => {
      const text = stringOf(given(value));
      const start = Math.max(0, Number(from) - 1);
      return text.slice(start, start + Math.max(0, Number(length))).trim();
    }),
  ),
  celFunc(
    "lookup",
    [STRING, DYN],
    STRING,
    any((name, key) => {
      const found = lookedUp(name, key);
      if (found === undefined) {
        given(key);
        throw new MappingFault(
          "NOT_IN_TABLE",
          `The table ${name} has nothing for what stands here.`,
        );
      }
      return found;
    }),
  ),
  celFunc(
    "lookupOr",
    [STRING, DYN, DYN],
    DYN,
    any((name, key, or) => lookedUp(name, key) ?? or),
  ),
  celFunc(
    "at",
    [DYN, STRING],
    DYN,
    any((value, path) => placeOf(value, path as string)),
  ),
  celFunc(
    "every",
    [DYN, STRING],
    listType(DYN),
    any((value, path) => listAt(value, path as string)),
  ),
  celFunc(
    "orElse",
    [DYN, DYN],
    DYN,
    any((value, or) => (value === null || value === "" ? or : value)),
  ),
  celFunc(
    "fingerprint",
    [DYN],
    STRING,
    any((value) => hash("sha256", stringOf(given(value)), "hex").slice(0, FINGERPRINT_LENGTH)),
  ),
  // Those of the language, with a bound on what they make.
  celFunc(
    "_+_",
    [STRING, STRING],
    STRING,
    any((a, b) => bounded((a as string) + (b as string))),
  ),
  celMethod(
    "replace",
    STRING,
    [STRING, STRING],
    STRING,
    any(function (this: string, old: string, next: string) {
      return old === "" ? this : bounded(this.split(old).join(next));
    }),
  ),
  celMethod(
    "split",
    STRING,
    [STRING],
    listType(STRING),
    any(function (this: string, separator: string) {
      const pieces = this.split(separator, PIECES_MAX + 1);
      if (pieces.length > PIECES_MAX) {
        throw new MappingFault("TOO_LONG", `A text has more than ${PIECES_MAX} pieces.`);
      }
      return pieces;
    }),
  ),
  celMethod(
    "join",
    listType(STRING),
    [STRING],
    STRING,
    any(function (this: Iterable<string>, separator: string) {
      return bounded([...this].join(separator));
    }),
  ),
];

function sumOf(value: unknown): string {
  if (!isCelList(value)) {
    throw new MappingFault("WRONG_TYPE", "sum adds a list up.");
  }
  let sum = "0";
  for (const one of value) {
    sum = decimals.added(sum, given(one));
  }
  return sum;
}

/** What a text of JSON says, such as a column of a database that holds an order's lines. */
function jsonOf(given: unknown): unknown {
  const text = plainText(given);
  if (isCelList(text) || isCelMap(text)) {
    return text;
  }
  if (text === null) {
    const problem = `There is no text here, or one of more than ${TEXT_LENGTH_MAX} characters.`;
    throw new MappingFault("MISSING", problem);
  }
  if (typeof text !== "string") {
    throw new MappingFault("WRONG_TYPE", "json reads a text.");
  }
  spend(Math.ceil(text.length / JSON_LENGTH_OF_STEP));
  try {
    const value = jsonValue(text);
    return value instanceof Map
      ? celMap(value as never)
      : Array.isArray(value)
        ? celList(value)
        : value;
  } catch (error) {
    throw error instanceof BodyFault ? new MappingFault(error.reason, error.message) : error;
  }
}

/** Of an element of XML with attributes its text; else the value. */
function plainText(value: unknown): unknown {
  return isCelMap(value) ? (value.get("#text") ?? null) : value;
}

/**
 * What a function works on: a value, or the text of an element.
 *
 * @throws NothingGiven for null, blank text, and an element of XML that has attributes alone
 */
function given(value: unknown): unknown {
  const plain = isElement(value) ? plainText(value) : value;
  if (plain === null || (typeof plain === "string" && plain.trim() === "")) {
    throw new NothingGiven();
  }
  return plain;
}

function isElement(value: unknown): boolean {
  return isCelMap(value) && [...value.keys()].every((key) => /^(@|#text$)/.test(String(key)));
}

/** Text, trimmed, of whatever is one value; null of what is not there. */
function textOf(given: unknown): string | null {
  const value = plainText(given);
  return value === null ? null : stringOf(value).trim();
}

function stringOf(given: unknown): string {
  const value = plainText(given);
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "number" || typeof value === "bigint") {
    return decimals.numberText(value);
  }
  if (typeof value === "boolean") {
    return String(value);
  }
  throw new MappingFault("WRONG_TYPE", "A text is needed here.");
}

function withoutLeading(value: unknown, character: unknown): string {
  const text = stringOf(given(value)).trim();
  let from = 0;
  while (from < text.length - 1 && text[from] === character) {
    from += 1;
  }
  return text.slice(from);
}

function lookedUp(name: unknown, key: unknown): string | undefined {
  const value = plainText(key);
  return value === null ? undefined : tables.get(name as string)?.get(stringOf(value).trim());
}

/** What stands at a path such as `a.b.0.c`; null where there is nothing on the way. */
function placeOf(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split(".")) {
    if (isCelMap(found)) {
      found = found.get(name) ?? null;
    } else if (isCelList(found) && /^\d{1,6}$/.test(name)) {
      found = found.get(Number(name)) ?? null;
    } else {
      return null;
    }
  }
  return found;
}

/** All that stands at a path, as a list: of lists on the way, of each of their entries. */
function listAt(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const name of path.split(".")) {
    found = found.flatMap((one) => {
      const next = isCelMap(one) ? (one.get(name) ?? null) : null;
      return next === null ? [] : isCelList(next) ? [...next] : [next];
    });
  }
  return found;
}

function bounded(text: string): string {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new MappingFault("TOO_LONG", `A text grows beyond ${TEXT_LENGTH_MAX} characters.`);
  }
  return text;
}
