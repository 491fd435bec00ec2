/** What requests of several kinds are made of. */

/** An address below another, whose own path stays in front. */
export function below(base: string, path: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  return url;
}

/**
 * A value as a part of a path; null: none can hold it, because an address is read without its dots
 * (WHATWG URL, double-dot path segment).
 */
export function segmentOf(value: string): string | null {
  return /^\.{1,2}$/.test(value) ? null : encodeURIComponent(value);
}

/** What a JSON answer lists as `errors`. */
export function errorsIn(body: object): readonly object[] {
  const { errors } = body as { readonly errors?: unknown };
  return Array.isArray(errors)
    ? errors.map((error: unknown) =>
        typeof error === "object" && error !== null ? error : { error },
      )
    : [];
}

/** A header can hold it. */
export function nonEmpty(secret: string): string | null {
  return /^[\x21-\x7e]+$/.test(secret) ? null : "must be one word of printable ASCII characters";
}

/** A value as a JSON object; empty for what is none. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The first of a JSON list, as an object; null: it is no list, or empty. */
export function firstIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return Array.isArray(value) && value.length > 0 ? objectIn(value[0]) : null;
}

/** Values by the names that were asked for, in a record whose names are written in any case. */
export function namedIn(
  record: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const values = new Map(
    Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return Object.fromEntries(names.map((name) => [name, values.get(name.toLowerCase())]));
}
