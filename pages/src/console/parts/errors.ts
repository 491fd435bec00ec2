import type { CombinedError } from "urql";
import type { Words } from "../words/en.ts";

interface Extensions {
  readonly code?: string;
  readonly retryAfterSeconds?: number;
}

/** The first error's code; null for a fault of the network, and for none. */
export function codeOf(error: CombinedError | undefined): string | null {
  const extensions = error?.graphQLErrors[0]?.extensions as Extensions | undefined;
  return extensions?.code ?? null;
}

/** Whether the same may be answered in a moment: the network's fault, or a server that is busy. */
export function isTransient(error: CombinedError): boolean {
  const code = codeOf(error);
  return code === null || code === "UNAVAILABLE" || code === "OVERLOADED";
}

/** What went wrong, for the one who reads: what to do where we know it, else the server's words. */
export function sayError(error: CombinedError | undefined, words: Words): string {
  const first = error?.graphQLErrors[0];
  if (first === undefined) {
    return words.parts.network;
  }
  const { code, retryAfterSeconds } = first.extensions as Extensions;
  if (code === "RATE_LIMITED" && retryAfterSeconds !== undefined) {
    return words.parts.rateLimited(retryAfterSeconds);
  }
  return code === "FORBIDDEN" ? words.parts.forbidden : first.message;
}
