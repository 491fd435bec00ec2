import { addMicros, type Instant, MICROS_PER_DAY } from "../time/instant.ts";

/** Days after which a redemption stands: as long as goods may be brought back. */
export const REVERSAL_DAYS_MAX = 30;

export type ReversalRefusal = "ALREADY_REVERSED" | "REVERSAL_TOO_LATE";

/** Whether a redemption may still be taken back; null: it may. */
export function reversalRefusal(
  redemption: { readonly state: "REDEEMED" | "REVERSED"; readonly at: Instant },
  now: Instant,
): ReversalRefusal | null {
  if (redemption.state === "REVERSED") {
    return "ALREADY_REVERSED";
  }
  const until = addMicros(redemption.at, REVERSAL_DAYS_MAX * MICROS_PER_DAY);
  return now > until ? "REVERSAL_TOO_LATE" : null;
}
