/**
 * What is said between the page around and ours. Ours asks (`tributary:token-needed`), the one
 * around answers (`tributary:token`) with an access token of the person who sits there; it may say
 * who is to be shown (`tributary:customer`).
 */
export type FromParent =
  | { readonly type: "tributary:token"; readonly token: string }
  | { readonly type: "tributary:customer"; readonly id: string };

/** The longest token that is taken, characters (as the server's). */
const TOKEN_CHARS_MAX = 8_192;

/** @returns what was said by one of the origins that may, and null for everything else */
export function readMessage(
  event: Pick<MessageEvent, "origin" | "data" | "source">,
  origins: readonly string[],
  parent: unknown,
): FromParent | null {
  if (event.source !== parent || !origins.includes(event.origin)) {
    return null;
  }
  const { type, token, id } = (event.data ?? {}) as Readonly<Record<string, unknown>>;
  if (type === "tributary:token" && typeof token === "string" && token.length <= TOKEN_CHARS_MAX) {
    return { type, token };
  }
  return type === "tributary:customer" && typeof id === "string" ? { type, id } : null;
}
