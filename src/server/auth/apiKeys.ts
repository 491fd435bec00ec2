import { createHash, timingSafeEqual } from "node:crypto";
import type { ApiKeyRow } from "../../../db/queries/access/readApiKeys.ts";
import { sourcesOfKey } from "../../domain/access/keyLife.ts";
import { KEY_SUBJECT } from "../../domain/access/subject.ts";
import { isRole, scopesOf, type Viewer } from "../../domain/access/viewer.ts";
import { MICROS_PER_MILLISECOND } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { AppError } from "../../errors.ts";

/** `trk_<prefix>_<secret>`: the prefix finds the row, only the hash of the whole is kept. */
const KEY_PATTERN = /^trk_([0-9a-z]{12})_([0-9A-Za-z_-]{43})$/;

/** How long a revoked key may still work in another process, milliseconds. */
const KEY_CACHE_MS = 10_000;
/** Prefixes remembered that nobody has; of keys that there are, as many as there are. */
const UNKNOWN_KEYS_MAX = 1_000;

/** The rows of keys' prefixes, from the database; those that nobody has are missing. */
export type FindApiKeys = (prefixes: readonly string[]) => Promise<readonly ApiKeyRow[]>;

/** Whether a bearer token is meant to be one of our keys and not a JWT. */
export function isApiKey(token: string): boolean {
  return token.startsWith("trk_");
}

function hashOfApiKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/**
 * A new key and what is stored of it. `bytes` gives random bytes: 60 bits for the prefix, 256 for
 * the secret.
 */
export function createApiKey(bytes: (size: number) => Buffer): {
  readonly key: string;
  readonly prefix: string;
  readonly hash: Buffer;
} {
  // Base 36 of 8 bytes, cut to the length the pattern wants.
  const prefix = bytes(8).readBigUInt64BE().toString(36).padStart(12, "0").slice(-12);
  const key = `trk_${prefix}_${bytes(32).toString("base64url")}`;
  return { key, prefix, hash: hashOfApiKey(key) };
}

/**
 * Makes the check of an API key; rows are remembered for KEY_CACHE_MS, unknown prefixes too, and
 * none once `generation` has risen.
 */
export function createKeyVerifier(
  findKeys: FindApiKeys,
  {
    now = Date.now,
    noteKeyUse: noteUse = () => {},
    generation = () => 0,
  }: {
    readonly now?: () => number;
    readonly noteKeyUse?: (prefix: string, atMs: number) => void;
    readonly generation?: () => number;
  } = {},
): (key: string) => Promise<Viewer> {
  const lookUp = oneAtATime(findKeys);
  let knownAt = generation();
  // Apart, so that guessing pushes no key that is in use out.
  const known = new Map<string, { readonly row: ApiKeyRow; readonly untilMs: number }>();
  const unknown = new Map<string, number>();

  const rowOf = async (prefix: string): Promise<ApiKeyRow | null> => {
    if (knownAt !== generation()) {
      knownAt = generation();
      known.clear();
    }
    const found = known.get(prefix);
    if (found !== undefined && now() < found.untilMs) {
      return found.row;
    }
    if (now() < (unknown.get(prefix) ?? 0)) {
      return null;
    }
    const askedAt = generation();
    const row = await lookUp(prefix);
    // What was asked before the news may be older than they are.
    const untilMs = askedAt === generation() ? now() + KEY_CACHE_MS : now();
    if (row === null) {
      known.delete(prefix);
      if (unknown.size >= UNKNOWN_KEYS_MAX) {
        unknown.clear();
      }
      unknown.set(prefix, untilMs);
    } else {
      known.set(prefix, { row, untilMs });
    }
    return row;
  };

  return async (key) => {
    const prefix = KEY_PATTERN.exec(key)?.[1];
    const row = prefix === undefined ? null : await rowOf(prefix);
    const isRight = row !== null && timingSafeEqual(hashOfApiKey(key), row.hash);
    // One message for all: who guesses learns nothing.
    if (!isRight || row.revokedAt !== null || !isRole(row.role)) {
      throw new AppError("UNAUTHENTICATED", "The API key is not known, or it was revoked.");
    }
    const expiresAt = row.expiresAt === null ? null : instantFromPg(row.expiresAt);
    const nowMs = now();
    // Said to whoever has the secret: what works no more and why.
    if (expiresAt !== null && expiresAt <= nowMs * MICROS_PER_MILLISECOND) {
      throw new AppError(
        "UNAUTHENTICATED",
        "The API key has ended. Take its successor: tributary keys rotate.",
        { details: { expired: true } },
      );
    }
    noteUse(row.prefix, nowMs);
    return {
      principal: `${KEY_SUBJECT}${row.name}`,
      role: row.role,
      scopes: scopesOf(row.role),
      customerId: null,
      store: row.store,
      sources: sourcesOfKey(row),
      // Streams end with it.
      ...(expiresAt === null ? {} : { expiresAt }),
    };
  };
}

/**
 * Looks prefixes up together, one statement at a time: whoever sends keys that nobody has takes one
 * connection, however many they send, and an honest key waits for two statements at most.
 */
function oneAtATime(findKeys: FindApiKeys): (prefix: string) => Promise<ApiKeyRow | null> {
  interface Batch {
    readonly prefixes: Set<string>;
    readonly rows: Promise<ReadonlyMap<string, ApiKeyRow>>;
  }
  let next: Batch | null = null;
  let underWay: Promise<unknown> = Promise.resolve();
  const open = (): Batch => {
    const prefixes = new Set<string>();
    const rows = underWay.then(async () => {
      next = null;
      const found = await findKeys([...prefixes]);
      return new Map(found.map((row) => [row.prefix, row]));
    });
    // Whoever waits for it is told; the next one goes on.
    underWay = rows.catch(() => {});
    return { prefixes, rows };
  };
  return async (prefix) => {
    next ??= open();
    next.prefixes.add(prefix);
    return (await next.rows).get(prefix) ?? null;
  };
}
