import { StaleError } from "./stale.ts";

/** Attempts at one batch before it is split or given back (contract 6.2). */
export const BATCH_ATTEMPTS_MAX = 5;

/** Backoff before attempt n: up to this many milliseconds times 2^n, at random. */
export const RETRY_DELAY_MS = 10;

/** Seconds after which whoever was told to come back should do so. */
export const RETRY_AFTER_S = 1;

/**
 * What a failure of a batch means.
 *
 * - `RETRY`: serialization failure, deadlock, lock not to be had in time: the same batch, after a while.
 * - `STALE`: planned on an older state; the same batch at once.
 * - `CONNECTION`: the outcome is unknown; event keys make running again safe.
 * - `CULPRIT`: some event of the batch cannot be applied: split and find it.
 */
export type FailureKind = "RETRY" | "STALE" | "CONNECTION" | "CULPRIT";

const RETRY_SQLSTATES = new Set(["40001", "40P01", "55P03"]);

/** The server is going away, is not there yet, or has given us up in the middle of a transaction; class 08 is added below. */
const CONNECTION_CODES = new Set([
  "25P03",
  "57P01",
  "57P02",
  "57P03",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "CONNECTION_CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
]);

export function failureKind(error: unknown): FailureKind {
  if (error instanceof StaleError) {
    return "STALE";
  }
  const code = codeOf(error);
  if (code === null) {
    return "CULPRIT";
  }
  if (RETRY_SQLSTATES.has(code)) {
    return "RETRY";
  }
  return CONNECTION_CODES.has(code) || code.startsWith("08") ? "CONNECTION" : "CULPRIT";
}

function codeOf(error: unknown): string | null {
  if (typeof error === "object" && error !== null && "code" in error) {
    return String(error.code);
  }
  return null;
}

/** Events that share no key with each other fail or pass on their own: the parts to split a failed batch into. */
export function connectedComponents<Member extends { readonly keys: readonly string[] }>(
  members: readonly Member[],
): Member[][] {
  const parent = members.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) {
      root = parent[root] as number;
    }
    parent[index] = root;
    return root;
  };
  const ownerOf = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    for (const key of member.keys) {
      const owner = ownerOf.get(key);
      if (owner === undefined) {
        ownerOf.set(key, index);
      } else {
        parent[find(index)] = find(owner);
      }
    }
  }
  const components = new Map<number, Member[]>();
  for (const [index, member] of members.entries()) {
    const root = find(index);
    const component = components.get(root);
    if (component === undefined) {
      components.set(root, [member]);
    } else {
      component.push(member);
    }
  }
  return [...components.values()];
}
