import { AppError } from "../errors.ts";
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
 * - `RETRY`: serialization failure, deadlock, lock not to be had in time, no room on the disk: the
 *   same batch, after a while. None of its events is to blame.
 * - `STALE`: planned on an older state; the same batch at once.
 * - `CONNECTION`: the outcome is unknown; event keys make running again safe.
 * - `CULPRIT`: some event of the batch cannot be applied: split and find it.
 */
export type FailureKind = "RETRY" | "STALE" | "CONNECTION" | "CULPRIT";

const LOCK_TIMEOUT = "55P03";

/**
 * Everything that passes by itself, by SQLSTATE, by what the driver says and by what the network
 * says: the one list for writes, reads, jobs, subscriptions and whoever puts errors into words.
 * Class 08, connection exceptions, is added below.
 *
 * - `RETRY`, `CONNECTION`: as in `FailureKind`; what stands for an unknown outcome is a lost
 *   connection.
 * - `LIMIT`: a limit of time or room was met. It may be met again by the same statement, so a batch
 *   looks for a culprit.
 */
const TRANSIENT: Readonly<Record<string, "RETRY" | "CONNECTION" | "LIMIT">> = {
  // Serialization failure, deadlock, lock not to be had in time.
  "40001": "RETRY",
  "40P01": "RETRY",
  [LOCK_TIMEOUT]: "RETRY",
  // The disk is full. A batch that looked for a culprit would hold events that are as good as any.
  "53100": "RETRY",
  // The server has given us up: idle in a transaction, the transaction or the session took too
  // long.
  "25P03": "CONNECTION",
  "25P04": "CONNECTION",
  "57P05": "CONNECTION",
  // Statement completion unknown.
  "40003": "CONNECTION",
  // Too many connections, shutting down, crashed, not there yet.
  "53300": "CONNECTION",
  "57P01": "CONNECTION",
  "57P02": "CONNECTION",
  "57P03": "CONNECTION",
  CONNECTION_CLOSED: "CONNECTION",
  CONNECTION_ENDED: "CONNECTION",
  CONNECTION_DESTROYED: "CONNECTION",
  CONNECT_TIMEOUT: "CONNECTION",
  CONNECTION_CONNECT_TIMEOUT: "CONNECTION",
  EAI_AGAIN: "CONNECTION",
  ECONNABORTED: "CONNECTION",
  ECONNREFUSED: "CONNECTION",
  ECONNRESET: "CONNECTION",
  EHOSTUNREACH: "CONNECTION",
  ENETUNREACH: "CONNECTION",
  ENOENT: "CONNECTION",
  ENOTFOUND: "CONNECTION",
  EPIPE: "CONNECTION",
  ETIMEDOUT: "CONNECTION",
  // Insufficient resources, out of memory; cancelled, mostly for taking too long.
  "53000": "LIMIT",
  "53200": "LIMIT",
  "57014": "LIMIT",
};

/** Whether a lock was not to be had in time: somebody else had it. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === LOCK_TIMEOUT;
}

/** What the failure of a batch or of a command means. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof StaleError) {
    return "STALE";
  }
  const passing = transienceOf(error);
  return passing === null || passing === "LIMIT" ? "CULPRIT" : passing;
}

/**
 * Whether what was thrown will pass by itself, so that trying again later helps: UNAVAILABLE to a
 * client, and no fault of the key or the event that met it.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof AppError) {
    return error.code === "UNAVAILABLE";
  }
  return error instanceof StaleError || transienceOf(error) !== null;
}

function transienceOf(error: unknown): "RETRY" | "CONNECTION" | "LIMIT" | null {
  if (typeof error !== "object" || error === null || !("code" in error)) {
    return null;
  }
  const code = String(error.code);
  // A socket that is not there passes; a file that is not there is a fault of ours.
  if (code === "ENOENT" && "syscall" in error && error.syscall !== "connect") {
    return null;
  }
  if (code.startsWith("08")) {
    return "CONNECTION";
  }
  return Object.hasOwn(TRANSIENT, code) ? (TRANSIENT[code] ?? null) : null;
}

/**
 * Events that share no key with each other fail or pass on their own: the parts to split a failed
 * batch into.
 */
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
