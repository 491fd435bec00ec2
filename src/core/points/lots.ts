import { spendable } from "../../domain/points/lots.ts";
import type { LotTimes } from "../../domain/points/lotTimes.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { type Instant, laterOf } from "../../domain/time/instant.ts";
import type { AccountWork, LotWork } from "../state.ts";
import { noteNextLot } from "./advanceLots.ts";
import type { PostingContext } from "./context.ts";
import type { LotPart } from "./entries.ts";

/**
 * Puts points into an account as a lot of their own. What the account owes is paid by them first,
 * so a balance below zero and points in lots never stand side by side.
 */
export function addLot(
  context: PostingContext,
  account: AccountWork,
  points: bigint,
  lot: LotTimes & {
    readonly entryId: bigint;
    readonly orderId: bigint | null;
    readonly now: Instant;
    /**
     * Of the points what the same decision takes elsewhere: neither the lot nor the balance gets
     * it.
     */
    readonly setOff?: bigint;
  },
): LotWork {
  const owed = account.active + account.maturing < 0n ? -(account.active + account.maturing) : 0n;
  const gained = points - (lot.setOff ?? 0n);
  const remaining = owed < gained ? gained - owed : 0n;
  const made: LotWork = {
    id: context.nextId(),
    orderId: lot.orderId,
    points,
    remaining,
    expired: 0n,
    activatesAt: lot.activatesAt,
    expiresAt: lot.expiresAt,
    dirty: false,
  };
  context.effects.lots.push({
    id: made.id,
    account_id: account.id,
    entry_id: lot.entryId,
    order_id: lot.orderId,
    points,
    remaining,
    expired: 0n,
    activates_at: formatInstant(lot.activatesAt),
    expires_at: lot.expiresAt === null ? null : formatInstant(lot.expiresAt),
  });
  context.workset.lots.set(made.id, made);
  account.lots.set(made.id, made);
  const maturing = lot.activatesAt > lot.now ? remaining : 0n;
  account.maturing += maturing;
  account.active += gained - maturing;
  if (lot.rollsUntil !== null) {
    account.rollsUntil = laterOf(account.rollsUntil ?? lot.rollsUntil, lot.rollsUntil);
  }
  account.dirty = true;
  noteNextLot(account, lot.now);
  return made;
}

/** Takes up to `points` out of one lot. @returns what it gave */
export function takeFromLot(
  account: AccountWork,
  lot: LotWork,
  points: bigint,
  now: Instant,
): bigint {
  const part = lot.remaining < points ? lot.remaining : points;
  if (part === 0n) {
    return 0n;
  }
  lot.remaining -= part;
  lot.dirty = true;
  if (lot.activatesAt > now) {
    account.maturing -= part;
  } else {
    account.active -= part;
  }
  return part;
}

/** Puts points back into the lot they were taken from. */
export function giveBackToLot(
  account: AccountWork,
  lot: LotWork,
  points: bigint,
  now: Instant,
): void {
  lot.remaining += points;
  lot.dirty = true;
  if (lot.activatesAt > now) {
    account.maturing += points;
  } else {
    account.active += points;
  }
}

/**
 * Takes points that may be spent at `now`, those that are lost soonest first; all lots of the
 * account are loaded.
 * @returns the parts, negative, and what nothing was there for
 */
export function takeSpendable(
  account: AccountWork,
  points: bigint,
  now: Instant,
): { readonly parts: readonly LotPart[]; readonly missing: bigint } {
  const parts: LotPart[] = [];
  let missing = points;
  for (const lot of spendable(account.lots.values(), account.rollsUntil, now)) {
    if (missing === 0n) {
      break;
    }
    const part = takeFromLot(account, lot, missing, now);
    missing -= part;
    parts.push([lot.id, -part]);
  }
  account.dirty = true;
  return { parts, missing };
}
