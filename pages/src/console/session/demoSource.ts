import { readStart } from "../../shared/server.ts";
import { expiryOf } from "./expiry.ts";
import type { Token, TokenSource } from "./session.ts";

const PREFIX = "demo:";

/** Tokens that the demo's server makes for its own pages: whoever sits there picks a role. */
export function demoSource(role: string): TokenSource {
  const fetchToken = async (): Promise<Token> => {
    const text = (await readStart()).demo?.tokens[role];
    if (text === undefined) {
      throw new Error(`This server makes no token for the role ${role}.`);
    }
    return { text, expiresAtMs: expiryOf(text) };
  };
  return {
    memo: `${PREFIX}${role}`,
    current: fetchToken,
    renew: fetchToken,
    ask: fetchToken,
    end: async () => {},
  };
}

/** The role of a memo that `demoSource` wrote; null for any other. */
export function demoRoleOf(memo: string | null): string | null {
  return memo?.startsWith(PREFIX) ? memo.slice(PREFIX.length) : null;
}
