import type { StoredOrderRow } from "../../../db/queries/verify/verifyRows.ts";
import { orderRow } from "../../core/encode.ts";
import { decodeFacts, encodeFacts, type PostedJson } from "../../core/orderCodec.ts";
import type { OrderWork } from "../../core/state.ts";
import { decodeEarningBasis, encodeEarningBasis } from "../../domain/points/earningBasis.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";

/**
 * Columns of an order that are functions of its facts and the rules, in one form for stored and
 * derived rows.
 */
export interface OrderColumns {
  readonly [column: string]: unknown;
}

export function storedColumns(row: StoredOrderRow): OrderColumns {
  return columnsOf({ ...row, placed_at: instantFromPg(row.placed_at) });
}

/** `order.settled` is set. */
export function derivedColumns(order: OrderWork): OrderColumns {
  return columnsOf({ ...orderRow(order), placed_at: order.settled?.view.placedAt ?? 0 });
}

type Columns = Omit<
  StoredOrderRow,
  "placed_at" | "refs" | "identifier_ids" | "facts" | "posted"
> & {
  readonly placed_at: number;
};

function columnsOf(row: Columns): OrderColumns {
  return {
    channel: row.channel,
    store: row.store,
    placed_at: row.placed_at,
    currency: row.currency,
    status: row.status,
    amount_minor: row.amount_minor,
    total_minor: row.total_minor,
    eligible_minor: row.eligible_minor,
    points_expected: row.points_expected,
    points_pending: row.points_pending,
    points_active: row.points_active,
    points_reversed: row.points_reversed,
    flags: [...row.flags].sort(),
    test: row.test,
    history: row.history,
    earning_basis: canonicalBasis(row.earning_basis),
  };
}

function canonicalBasis(stored: unknown): string | null {
  const basis = decodeEarningBasis(stored);
  return basis === null ? null : JSON.stringify(encodeEarningBasis(basis));
}

/** Facts in one order and one spelling. */
export function canonicalFacts(stored: unknown): string {
  const { facts: byKey, matchedReturns } = decodeFacts(stored);
  const sorted = new Map([...byKey].sort(([a], [b]) => compareTexts(a, b)));
  const { facts, matched } = encodeFacts({ facts: sorted, matchedReturns });
  return JSON.stringify({
    facts,
    matched: [...(matched ?? [])].sort((a, b) => compareTexts(a.r, b.r)),
  });
}

/** Posted sums without the lots, whose ids are nobody's. */
export function canonicalPosted(stored: PostedJson): string {
  const rules = stored.rules
    .filter(({ day }) => day !== "")
    .map(({ rule, wallet, points, qualifying, at, day, lines, rate }) => ({
      rule,
      wallet,
      points,
      qualifying,
      at,
      day,
      lines: [...lines].sort(([a], [b]) => compareTexts(a, b)),
      rate: rate === undefined ? null : [rate.currency, rate.from, rate.rate],
    }))
    .sort((a, b) => compareTexts(a.rule, b.rule));
  return JSON.stringify(rules);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
