import { expired, maturingAt, nextLotAt } from "../../domain/points/lots.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { newsOf } from "../effects.ts";
import type { AccountWork, CustomerWork } from "../state.ts";
import type { Cause, PostingContext } from "./context.ts";
import { addEntry, type LotPart } from "./entries.ts";

/**
 * Takes the customer's points through every instant up to `cause.now` at which some become active
 * or expire, each at its own instant and in order (contract 8.1). Lots of accounts that are due
 * were loaded under the customer's lock.
 */
export function advanceLots(
  context: PostingContext,
  customer: CustomerWork,
  cause: Cause,
  announce: boolean,
): void {
  for (const account of customer.accounts.values()) {
    while (account.nextLotAt !== null && account.nextLotAt <= cause.now) {
      advanceAccount(context, account, account.nextLotAt, cause);
      const news = newsOf(context.effects, customer, cause.recordedAt);
      news.points = true;
      news.announce ||= announce;
      customer.dirty = true;
    }
  }
}

function advanceAccount(
  context: PostingContext,
  account: AccountWork,
  at: Instant,
  cause: Cause,
): void {
  const ruleset = context.catalog.rulesetAt(at);
  const lots = [...account.lots.values()];
  const maturing = maturingAt(lots, at);
  const activated = account.maturing - maturing;
  if (activated > 0n) {
    addEntry(
      context,
      account,
      {
        kind: "ACTIVATED",
        direction: "SELF",
        points: activated,
        effectiveAt: at,
        lots: [],
        rule: "wallet.activation",
      },
      ruleset,
      cause,
    );
    account.maturing = maturing;
    account.active += activated;
  }
  const lost: LotPart[] = [];
  let points = 0n;
  for (const lot of expired(lots, account.rollsUntil, at)) {
    lost.push([lot.id, -lot.remaining]);
    points += lot.remaining;
    lot.expired = lot.remaining;
    lot.remaining = 0n;
    lot.dirty = true;
  }
  if (points > 0n) {
    addEntry(
      context,
      account,
      {
        kind: "EXPIRED",
        direction: "OUT",
        points,
        effectiveAt: at,
        lots: lost,
        rule: "wallet.expiry",
      },
      ruleset,
      cause,
    );
    account.active -= points;
    account.drawn = true;
  }
  account.dirty = true;
  noteNextLot(account, at);
}

/** Works out again when time changes the account next. */
export function noteNextLot(account: AccountWork, after: Instant): void {
  account.nextLotAt = nextLotAt(account.lots.values(), account.rollsUntil, after);
}
