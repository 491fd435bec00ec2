import type { HeldGroupRow } from "../../db/queries/purchases/readHeld.ts";
import { HOLDS, type HoldPolicy, isHoldReason } from "../domain/purchase/holds.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { type MoneyView, moneyOf } from "../platform/money.ts";

export interface HeldGroupView {
  readonly reason: string;
  readonly count: number;
  readonly oldest: Instant;
  readonly amounts: readonly MoneyView[];
  readonly settlesAt: Instant | null;
  readonly outcome: string;
  readonly owner: { readonly team: string; readonly contact: string };
}

/** What the ends of holds mean, for people. */
const END_SENTENCES: Record<HoldPolicy["end"], string> = {
  APPLY_AS_IS: "Applied with what is known then; joins the rest when it comes.",
  APPLY_AS_GUEST: "Applied as a guest's purchase, which can be claimed later.",
  BOOK_WITHOUT_POINTS: "Booked with zero points.",
  REJECT: "Rejected.",
};

const UNKNOWN_POLICY = {
  owner: { team: "Integration", contact: "not known" },
  outcome: "Not known to this version.",
};

/** One group per reason, of rows per reason and currency. */
export function heldGroups(rows: readonly HeldGroupRow[]): readonly HeldGroupView[] {
  const groups = [...Map.groupBy(rows, ({ reason }) => reason)].map(([reason, parts]) => {
    const policy = isHoldReason(reason) ? HOLDS[reason] : null;
    const ends = parts.flatMap(({ settlesAt }) =>
      settlesAt === null ? [] : instantFromPg(settlesAt),
    );
    return {
      reason,
      count: parts.reduce((sum, { count }) => sum + count, 0),
      oldest: Math.min(...parts.map(({ oldest }) => instantFromPg(oldest))) as Instant,
      amounts: parts.flatMap(({ currency, amountMinor }) =>
        currency === null ? [] : [moneyOf(BigInt(amountMinor), currency)],
      ),
      settlesAt: ends.length === 0 ? null : (Math.min(...ends) as Instant),
      outcome: policy === null ? UNKNOWN_POLICY.outcome : END_SENTENCES[policy.end],
      owner: policy === null ? UNKNOWN_POLICY.owner : policy.owner,
    };
  });
  return groups.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
