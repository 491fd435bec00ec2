import type { Instant } from "../time/instant.ts";
import { ROLES, type Role, type Scope } from "./viewer.ts";

/** A new key's life when nothing else is asked for, days. */
export const KEY_LIFETIME_DAYS_DEFAULT = 365;
/** And at most, days. */
export const KEY_LIFETIME_DAYS_MAX = 730;
/** How long an old secret goes on beside its successor when nothing else is asked for, seconds. */
export const KEY_OVERLAP_S_DEFAULT = 24 * 3_600;
/** And at most, seconds. */
export const KEY_OVERLAP_S_MAX = 30 * 86_400;
/** A key that ends within so many days is told of, days. */
export const KEY_ENDS_SOON_DAYS = 30;

/**
 * Said by a key that may send events of every source; of older keys an empty list means the same.
 */
export const ALL_SOURCES = "*";

/** What a key's row says of its life and its bounds. */
export interface KeyLife {
  readonly role: string;
  readonly sources: readonly string[];
  readonly revokedAt: Instant | null;
  /** The first instant after it; null: no end. */
  readonly expiresAt: Instant | null;
}

export type KeyState = "ACTIVE" | "EXPIRED" | "REVOKED";
export type KeyWarning = "NO_END" | "ENDS_SOON" | "ALL_SOURCES_UNSAID";

export function keyStateOf({ revokedAt, expiresAt }: KeyLife, now: Instant): KeyState {
  if (revokedAt !== null) {
    return "REVOKED";
  }
  return expiresAt !== null && expiresAt <= now ? "EXPIRED" : "ACTIVE";
}

/** What should be done about a key that works; nothing about one that does not. */
export function keyWarningsOf(key: KeyLife, now: Instant): readonly KeyWarning[] {
  if (keyStateOf(key, now) !== "ACTIVE") {
    return [];
  }
  const warnings: KeyWarning[] = [];
  if (key.expiresAt === null) {
    warnings.push("NO_END");
  } else if (key.expiresAt - now < KEY_ENDS_SOON_DAYS * 86_400_000_000) {
    warnings.push("ENDS_SOON");
  }
  if (needsSources(key.role) && key.sources.length === 0) {
    warnings.push("ALL_SOURCES_UNSAID");
  }
  return warnings;
}

/** Sources that a key's owner may send events of; null = all. */
export function sourcesOfKey({ sources }: Pick<KeyLife, "sources">): readonly string[] | null {
  return sources.length === 0 || sources.includes(ALL_SOURCES) ? null : sources;
}

/** Whether a key of this role has to say whose events it sends. */
export function needsSources(role: string): boolean {
  const scopes: readonly Scope[] = Object.hasOwn(ROLES, role) ? ROLES[role as Role] : [];
  return scopes.includes("purchase:write") || scopes.includes("interaction:write");
}
