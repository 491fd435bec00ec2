import { readStart } from "../../shared/server.ts";

/** Where a till's token comes from. It is nowhere but in this page's memory. */
export interface TokenSource {
  readonly token: () => Promise<string>;
  /** The server refused it. @returns whether there is a new one */
  readonly refused: () => Promise<boolean>;
  /** Goes on with another one; null where it comes by itself. */
  readonly replace: ((token: string) => void) | null;
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
    replace: null,
  };
}

/** A token or key that somebody has pasted: the next one is pasted as well. */
export function pastedTokens(first: string): TokenSource {
  let token = first;
  return {
    token: async () => token,
    refused: async () => false,
    replace: (next) => {
      token = next;
    },
  };
}
