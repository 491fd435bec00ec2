import { expiryOf } from "./expiry.ts";
import type { Token, TokenSource } from "./session.ts";

/** The page in a frame of somebody else's. */
export const EMBED_PATH = "/console/embed";

/**
 * What is said between the page around and ours. Ours asks (`tributary:token-needed`), the one
 * around answers (`tributary:token`) with an access token of the person who sits there; it may say
 * who is to be shown (`tributary:customer`).
 */
export type FromParent =
  | { readonly type: "tributary:token"; readonly token: string }
  | { readonly type: "tributary:customer"; readonly id: string };

/** How long the page around is waited for, milliseconds. */
const ANSWER_MS = 15_000;
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

/** Tokens of the page around ours: it is asked, and only the origins of the set-up are heard. */
export function embedSource(origins: readonly string[]): TokenSource {
  const askParent = async (): Promise<Token | null> => {
    const answer = Promise.withResolvers<Token | null>();
    const listen = (event: MessageEvent) => {
      const said = readMessage(event, origins, window.parent);
      if (said?.type === "tributary:token") {
        answer.resolve({ text: said.token, expiresAtMs: expiryOf(said.token) });
      }
    };
    addEventListener("message", listen);
    const timer = setTimeout(() => answer.resolve(null), ANSWER_MS);
    for (const origin of origins) {
      // Only the page that is around us gets it, whichever of them that is.
      window.parent.postMessage({ type: "tributary:token-needed" }, origin);
    }
    try {
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      removeEventListener("message", listen);
    }
  };
  return { memo: null, current: askParent, renew: askParent, ask: askParent, end: async () => {} };
}
