import type { Activation, Expiry, Wallet } from "../ruleset/ruleset.ts";
import { type Instant, type LocalDate, laterOf } from "../time/instant.ts";
import { addDaysToDate, addMonthsToDate } from "../time/localDate.ts";
import { localDateOf, startOfLocalDay } from "../time/zone.ts";

export interface LotTimes {
  readonly activatesAt: Instant;
  /**
   * The first instant at which the points are gone; null when they stay, or roll with the account.
   */
  readonly expiresAt: Instant | null;
  /** How far the account's rolling expiry reaches by these points; null in other wallets. */
  readonly rollsUntil: Instant | null;
}

const MONTHS_OF = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;

/**
 * When points that count from `effectiveAt` become active and when they expire, by the calendar of
 * the programme.
 *
 * Points that expire on a day may be spent until the end of it: one earned on 31 January for one
 * month is spent at the latest on 28 or 29 February. Days are those of the zone, so a day of 23 or
 * 25 hours is one day.
 */
export function lotTimes(wallet: Wallet, effectiveAt: Instant, timeZone: string): LotTimes {
  const activatesAt = activationOf(wallet.activation, effectiveAt, timeZone);
  const end = endOf(wallet.expiry, localDateOf(activatesAt, timeZone));
  const at = end === null ? null : startOfLocalDay(addDaysToDate(end, 1), timeZone);
  return wallet.expiry.kind === "ROLLING"
    ? { activatesAt, expiresAt: null, rollsUntil: at }
    : { activatesAt, expiresAt: at, rollsUntil: null };
}

function activationOf(activation: Activation, effectiveAt: Instant, timeZone: string): Instant {
  switch (activation.kind) {
    case "AT_ONCE":
      return effectiveAt;
    case "AFTER_DAYS":
      return startOfLocalDay(
        addDaysToDate(localDateOf(effectiveAt, timeZone), activation.days),
        timeZone,
      );
    case "ON_DATE":
      return laterOf(effectiveAt, startOfLocalDay(activation.date, timeZone));
  }
}

/** The last day on which the points may be spent. */
function endOf(expiry: Expiry, from: LocalDate): LocalDate | null {
  switch (expiry.kind) {
    case "NEVER":
      return null;
    case "FIXED":
    case "ROLLING":
      return addMonthsToDate(from, expiry.months);
    case "END_OF_PERIOD": {
      const months = MONTHS_OF[expiry.period];
      const monthOfYear = Number(from.slice(5, 7)) - 1;
      const ahead = months - (monthOfYear % months) + expiry.plusMonths;
      const firstOfMonth = `${from.slice(0, 8)}01` as LocalDate;
      return addDaysToDate(addMonthsToDate(firstOfMonth, ahead), -1);
    }
  }
}
