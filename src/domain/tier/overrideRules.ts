import { textFault } from "../identity/seen.ts";
import type { Instant } from "../time/instant.ts";
import { addMonthsLocal } from "../time/zone.ts";
import type { GrantMode } from "./grants.ts";

/** How far ahead an agent may let an override end (programme 3.21). */
export const OVERRIDE_MONTHS_MAX = 12;

/** Characters of the reason for an override, or for its end. */
export const REASON_LENGTH_MAX = 500;

/** Whether an override takes more than an agent's right: it pins, or has no end. */
export function isOpenOverride(override: {
  readonly mode: GrantMode;
  readonly expiresAt: Instant | null;
}): boolean {
  return override.mode === "PIN" || override.expiresAt === null;
}

/**
 * The last instant at which an override that an agent gives at `now` may end, in the programme's
 * zone.
 */
export function latestEnd(now: Instant, timeZone: string): Instant {
  return addMonthsLocal(now, OVERRIDE_MONTHS_MAX, timeZone);
}

/** What is wrong with a reason, for a person; null when it will do. */
export function reasonFault(reason: string): string | null {
  if (reason.trim() === "") {
    return "Say why; the reason is kept with the override.";
  }
  if (reason.length > REASON_LENGTH_MAX) {
    return `At most ${REASON_LENGTH_MAX} characters.`;
  }
  return textFault(reason, "LINES");
}
