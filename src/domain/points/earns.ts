import { type Instant, MICROS_PER_DAY } from "../time/instant.ts";

/**
 * Whether an order earns at all (programme 2.4): what is placed by a member does, and so does what
 * was placed up to `retroCreditDays` before the order's leaf joined.
 *
 * @param membership of the order's leaf in the programme of the rules; undefined: there is none
 * @param rules those of the day the order was placed
 */
export function earns(
  membership: { readonly status: string; readonly enrolledAt: Instant } | undefined,
  placedAt: Instant,
  rules: { readonly retroCreditDays: number },
): boolean {
  return (
    membership?.status === "ENROLLED" &&
    placedAt >= membership.enrolledAt - rules.retroCreditDays * MICROS_PER_DAY
  );
}
