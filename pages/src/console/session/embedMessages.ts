/**
 * What is said between the page around and ours. Ours asks (`tributary:token-needed`), the one
 * around answers (`tributary:token`) with an access token of the person who sits there. Once they
 * are in (`tributary:ready`), it may say who is to be shown, by our id (`tributary:customer`) or by
 * what people say (`tributary:find`).
 */
export interface ToParent {
  readonly type: "tributary:token-needed" | "tributary:ready";
}

export type FromParent =
  | { readonly type: "tributary:token"; readonly token: string }
  | { readonly type: "tributary:customer"; readonly id: string }
  | { readonly type: "tributary:find"; readonly text: string };

/** The longest token that is taken, characters (as the server's). */
const TOKEN_CHARS_MAX = 8_192;
/** The longest id or text to look for that is taken, characters: far above any that is one. */
const WHO_CHARS_MAX = 500;

/** @returns what was said by one of the origins that may, and null for everything else */
export function readMessage(
  event: Pick<MessageEvent, "origin" | "data" | "source">,
  origins: readonly string[],
  parent: unknown,
): FromParent | null {
  if (event.source !== parent || !origins.includes(event.origin)) {
    return null;
  }
  const { type, token, id, text } = (event.data ?? {}) as Readonly<Record<string, unknown>>;
  if (type === "tributary:token" && isText(token, TOKEN_CHARS_MAX)) {
    return { type, token };
  }
  if (type === "tributary:customer" && isText(id, WHO_CHARS_MAX)) {
    return { type, id };
  }
  return type === "tributary:find" && isText(text, WHO_CHARS_MAX) ? { type, text } : null;
}

function isText(value: unknown, charsMax: number): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= charsMax;
}
