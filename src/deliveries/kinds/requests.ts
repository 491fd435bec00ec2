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
