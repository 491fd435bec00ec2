/** What requests of several kinds are made of. */

/** An address below another, whose own path stays in front. */
export function below(base: string, path: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  return url;
}

/** A header can hold it. */
export function nonEmpty(secret: string): string | null {
  return /^[\x21-\x7e]+$/.test(secret) ? null : "must be one word of printable ASCII characters";
}
