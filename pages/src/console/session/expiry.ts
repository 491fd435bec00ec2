/**
 * When a token says that it ends, milliseconds since 1970: to fetch the next one in time, and for
 * nothing else. Null for a token that is no JWT, or says nothing.
 */
export function expiryOf(token: string): number | null {
  const { exp } = claimsOf(token);
  return typeof exp === "number" ? exp * 1_000 : null;
}

/** Whose a token says that it is; the server decides. Null for one that does not say. */
export function subjectOf(token: string): string | null {
  const { sub } = claimsOf(token);
  return typeof sub === "string" ? sub : null;
}

function claimsOf(token: string): { readonly exp?: unknown; readonly sub?: unknown } {
  try {
    const payload = token.split(".")[1] ?? "";
    return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) ?? {};
  } catch {
    return {};
  }
}
