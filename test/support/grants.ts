import { addToBuckets, EMPTY_BUCKETS } from "../../src/domain/tier/buckets.ts";
import type { Grant } from "../../src/domain/tier/grants.ts";
import type { DayBuckets } from "../../src/domain/tier/state.ts";
import type { LocalDate } from "../../src/domain/time/instant.ts";
import { at } from "./receiver.ts";

/** When the grants of tests are given. */
export const march = at("2026-03-01T12:00:00Z");
export const june = at("2026-06-01T00:00:00Z");

/** A floor of gold from March to June, with what is different. */
export function grant(change: Partial<Grant> = {}): Grant {
  return {
    id: 1n,
    kind: "OVERRIDE",
    mode: "FLOOR",
    tier: "GOLD",
    grantedAt: march,
    expiresAt: june,
    ...change,
  };
}

/** A window in which that much was bought on one day. */
export function spentOn(day: string, minor: bigint): DayBuckets {
  return addToBuckets(EMPTY_BUCKETS, day as LocalDate, minor);
}
