/**
 * When a token says that it ends, milliseconds since 1970: to fetch the next one in time, and for
 * nothing else. Null for a token that is no JWT, or says nothing.
 */
export function expiryOf(token: string): number | null {
  const payload = token.split(".")[1];
  if (payload === undefined) {
    return null;
  }
  try {
    const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const { exp } = JSON.parse(text) as { readonly exp?: unknown };
    return typeof exp === "number" ? exp * 1_000 : null;
  } catch {
    return null;
  }
}
