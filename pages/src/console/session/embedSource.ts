import { readMessage } from "./embedMessages.ts";
import { expiryOf } from "./expiry.ts";
import type { Token, TokenSource } from "./session.ts";

/** The page in a frame of somebody else's. */
export const EMBED_PATH = "/console/embed";

/** How long the page around is waited for, milliseconds. */
const ANSWER_MS = 15_000;
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
