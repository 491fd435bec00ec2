import { readStart } from "../../shared/server.ts";

/** Where a till's token comes from. It is nowhere but in this page's memory. */
export interface TokenSource {
  readonly token: () => Promise<string>;
  /** The server refused it. @returns whether there is a new one */
  readonly refused: () => Promise<boolean>;
}

/** The demo's own till. Its server makes a new token whenever it is asked. */
export function demoTokens(): TokenSource {
  let kept: Promise<string> | null = null;
  const read = async () => {
    const token = (await readStart()).demo?.tokens.till;
    if (token === undefined) {
      throw new Error("This server makes no token for a till.");
    }
    return token;
  };
  return {
    token: () => {
      kept ??= read();
      return kept;
    },
    refused: async () => {
      const before = await kept;
      kept = read();
      return (await kept) !== before;
    },
  };
}

/** A token or key that somebody has pasted: there is no next one. */
export function pastedTokens(token: string): TokenSource {
  return { token: async () => token, refused: async () => false };
}
