import { readMessage } from "./embedMessages.ts";
import { expiryOf, subjectOf } from "./expiry.ts";
import { sayToParent } from "./sayToParent.ts";
import type { Token, TokenSource } from "./session.ts";

/** The page in a frame of somebody else's. */
export const EMBED_PATH = "/console/embed";

/** How long the page around is waited for, milliseconds. */
const ANSWER_MS = 15_000;

/**
 * Tokens of the page around ours: it is asked, and only the origins of the set-up are heard. What
 * is no token that says when it ends is passed over.
 */
export function embedSource(origins: readonly string[]): TokenSource {
  let owner: string | null = null;
  const askParent = async (): Promise<Token | null> => {
    if (window.parent === window) {
      return null;
    }
    const answer = Promise.withResolvers<Token | null>();
    const listen = (event: MessageEvent) => {
      const said = readMessage(event, origins, window.parent);
      const expiresAtMs = said?.type === "tributary:token" ? expiryOf(said.token) : null;
      if (said?.type === "tributary:token" && expiresAtMs !== null) {
        answer.resolve({ text: said.token, expiresAtMs });
      }
    };
    addEventListener("message", listen);
    const timer = setTimeout(() => answer.resolve(null), ANSWER_MS);
    sayToParent({ type: "tributary:token-needed" }, origins);
    try {
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      removeEventListener("message", listen);
    }
  };
  const ask = async () => {
    const token = await askParent();
    owner = token === null ? owner : subjectOf(token.text);
    return token;
  };
  return {
    ...{ memo: null, current: ask, ask },
    // Somebody else sits there now: they come in by the front, and find nothing of who was here.
    renew: async () => {
      const token = await askParent();
      return token !== null && subjectOf(token.text) === owner ? token : null;
    },
    end: async () => {},
  };
}
