import type { DayBuckets } from "../domain/tier/state.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import type { CustomerWork } from "./state.ts";

/** The tier window counts what all leaves of a customer bought. */
export function bucketsOf(customer: Pick<CustomerWork, "accounts">): DayBuckets {
  if (customer.accounts.size === 1) {
    for (const account of customer.accounts.values()) {
      return account.buckets;
    }
  }
  const days: [LocalDate, bigint][] = [];
  for (const account of customer.accounts.values()) {
    days.push(...account.buckets);
  }
  days.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged = new Map<LocalDate, bigint>();
  for (const [day, minor] of days) {
    merged.set(day, (merged.get(day) ?? 0n) + minor);
  }
  return merged;
}
