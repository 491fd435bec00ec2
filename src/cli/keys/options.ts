import { InvalidArgumentError } from "commander";
import {
  ALL_SOURCES,
  KEY_LIFETIME_DAYS_MAX,
  KEY_OVERLAP_S_MAX,
} from "../../domain/access/keyLife.ts";
import { isRole, ROLES, type Role } from "../../domain/access/viewer.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { parseInstant } from "../../domain/time/parseInstant.ts";

/**
 * Roles a key may have: a storefront's customer and a person's rights belong in tokens that expire.
 */
export const KEY_ROLES: readonly Role[] = ["shop", "ingest", "till", "operator", "admin"];

const SECONDS = { m: 60, h: 3_600, d: 86_400 } as const;

export function parseRole(text: string): Role {
  if (isRole(text) && KEY_ROLES.includes(text)) {
    return text;
  }
  const known = Object.keys(ROLES).includes(text) ? "has no keys, only tokens" : "is no role";
  throw new InvalidArgumentError(`${text} ${known}; use one of ${KEY_ROLES.join(", ")}.`);
}

/** Codes with commas between them, or `*`. */
export function parseSources(text: string): readonly string[] {
  const codes = text.split(",").map((code) => code.trim());
  const isWrong = codes.some((code) => !/^[^\p{C}\p{Z}]{1,128}$/u.test(code));
  if (isWrong || (codes.includes(ALL_SOURCES) && codes.length > 1)) {
    throw new InvalidArgumentError("Give codes with commas between them, or '*' for all.");
  }
  return [...new Set(codes)];
}

/** It stands in logs and in the records of what was done with the key. */
export function parseName(text: string): string {
  if (/^[!-~](?:[ -~]{0,98}[!-~])?$/.test(text)) {
    return text;
  }
  throw new InvalidArgumentError("It must be 1 to 100 ASCII characters without outer spaces.");
}

/** Days that a key lives. */
export function parseLifetime(text: string): number {
  const days = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Number.NaN;
  if (days <= KEY_LIFETIME_DAYS_MAX) {
    return days;
  }
  throw new InvalidArgumentError(`It must be 1 to ${KEY_LIFETIME_DAYS_MAX} days.`);
}

/** Seconds, of such as 90m, 24h or 7d. */
export function parseTime(text: string): number {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * SECONDS[unit as keyof typeof SECONDS];
  if (seconds <= KEY_OVERLAP_S_MAX) {
    return seconds;
  }
  throw new InvalidArgumentError(
    `It must be such as 90m, 24h or 7d, at most ${KEY_OVERLAP_S_MAX / SECONDS.d}d.`,
  );
}

export function parseAt(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new InvalidArgumentError("It must be an instant with its zone, 2026-11-01T00:00:00Z.");
  }
  return instant;
}
