/** What a value that was made by another system's JSON may be asked for. None of it throws. */

export type Fields = Readonly<Record<string, unknown>>;

export const NO_FIELDS: Fields = {};

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of what may be no object. */
export function fieldsIn(value: unknown): Fields {
  return isObject(value) ? value : NO_FIELDS;
}

/** Its own field, where the object has one: `constructor` is nobody's. */
export function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Text with something in it, trimmed; numbers as they are written. Else null. */
export function wordOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value !== "string") {
    return null;
  }
  const text = value.trim();
  return text === "" ? null : text;
}

/** The first of some fields that says something. */
export function firstWord(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const word = wordOf(own(fields, name));
    if (word !== null) {
      return word;
    }
  }
  return null;
}

/** Where a part stands in a message: `batch.3.properties`. */
export function placeOf(...names: readonly (string | number)[]): string {
  return names.filter((name) => name !== "").join(".");
}

/** Without the fields that say nothing. */
export function filled(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** A moment in milliseconds or seconds since 1970, as RFC 3339; null where there is none. */
export function instantOfEpoch(value: unknown, unit: "seconds" | "milliseconds"): string | null {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") {
    return null;
  }
  const date = new Date(Math.floor(unit === "seconds" ? number * 1_000 : number));
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? date.toISOString() : null;
}
