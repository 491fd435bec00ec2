import type { Instant, LocalDate } from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";
import type { EntryKind } from "./entryKinds.ts";
import { expired, expiryOf, type Lot } from "./lots.ts";

/** The columns of a statement, beside opening and closing. */
export type StatementColumn = "earned" | "spent" | "expired" | "adjusted";

/** Where each kind of entry stands: a new kind has to say so here. SELF moves no balance. */
const COLUMN_OF: Readonly<Record<EntryKind, StatementColumn | "SELF">> = {
  EARNED: "earned",
  REVERSED: "earned",
  WAIVED: "earned",
  ACTIVATED: "SELF",
  EXPIRED: "expired",
  AUTHORISED: "spent",
  RELEASED: "spent",
  SPENT: "spent",
  REFUNDED: "spent",
  ADJUSTED: "adjusted",
  TRANSFERRED: "adjusted",
  GOODWILL: "adjusted",
  MOVED: "adjusted",
  BLOCKED: "adjusted",
  UNBLOCKED: "adjusted",
};

/**
 * A period of a wallet. All columns are what they say: `spent` and `expired` are what went away,
 * above zero as a rule, so closing = opening + earned - spent - expired + adjusted.
 */
export interface StatementSums extends Readonly<Record<StatementColumn, bigint>> {
  readonly opening: bigint;
  readonly closing: bigint;
}

/** Adds up sums by kind, each signed as it changes the balance. */
export function statementOf(
  sums: readonly {
    readonly kind: EntryKind;
    readonly before: bigint;
    readonly within: bigint;
  }[],
): StatementSums {
  const columns = { earned: 0n, spent: 0n, expired: 0n, adjusted: 0n };
  let opening = 0n;
  for (const { kind, before, within } of sums) {
    const column = COLUMN_OF[kind];
    if (column === "SELF") {
      continue;
    }
    opening += before;
    columns[column] += column === "spent" || column === "expired" ? -within : within;
  }
  const { earned, spent, expired, adjusted } = columns;
  return { ...columns, opening, closing: opening + earned - spent - expired + adjusted };
}

/**
 * Points that are lost at `now` and have no entry yet, by the days on which their entries will be
 * booked: those of their ends, because every writer first writes what has ended since, each as of
 * its own instant (contract 8.1).
 */
export function expiredByDay(
  lots: Iterable<Lot>,
  rollsUntil: Instant | null,
  now: Instant,
  timeZone: string,
): { readonly bookedOn: LocalDate; readonly points: bigint }[] {
  return expired(lots, rollsUntil, now).map((lot) => ({
    bookedOn: localDateOf(expiryOf(lot, rollsUntil) as Instant, timeZone),
    points: lot.remaining,
  }));
}
