import type {
  AccountWriteRow,
  CustomerUpdateRow,
  NewCustomerRow,
  OrderWriteRow,
} from "../../db/queries/core/effects.ts";
import { deriveOrder } from "../domain/order/deriveOrder.ts";
import type { OrderFacts, OrderView } from "../domain/order/facts.ts";
import { EMPTY_FACTS } from "../domain/order/mergeOrder.ts";
import { decidePoints } from "../domain/points/decidePoints.ts";
import type { PointsDecision } from "../domain/points/decision.ts";
import { encodeCounts, encodeEarningBasis } from "../domain/points/earningBasis.ts";
import { type BasisJson, encodeBasis } from "../domain/tier/basisCodec.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { encodeFacts, encodePosted } from "./orderCodec.ts";
import type { AccountWork, CustomerWork, OrderWork, SettledOrder } from "./state.ts";

/** The rows of the workset as they are written. */

function optional(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}

export function customerRow(customer: CustomerWork): CustomerUpdateRow {
  return {
    id: customer.rootId,
    seq: customer.seq,
    recorded_at: formatInstant(customer.recordedAt),
    evaluated_at: formatInstant(customer.evaluatedAt),
    tier: customer.tier?.tier ?? null,
    tier_since: optional(customer.tier?.since ?? null),
    tier_until: optional(customer.tier?.until ?? null),
    ruleset_version: customer.rulesetVersion,
    seen_by: customer.seenBy,
  };
}

export function newCustomerRow(customer: CustomerWork, createdAt: Instant): NewCustomerRow {
  return {
    ...customerRow(customer),
    root_id: customer.rootId,
    public_id: customer.publicId,
    created_at: formatInstant(createdAt),
  };
}

export function basisRow({ rootId, basis }: CustomerWork): {
  id: bigint;
  tier_basis: BasisJson | null;
} {
  return { id: rootId, tier_basis: encodeBasis(basis) };
}

export function accountRow(account: AccountWork): AccountWriteRow {
  return {
    id: account.id,
    leaf_id: account.leafId,
    programme: account.programme,
    wallet: account.wallet,
    active: account.active,
    pending: account.pending,
    maturing: account.maturing,
    next_lot_at: optional(account.nextLotAt),
    rolls_until: optional(account.rollsUntil),
    drawn: account.drawn,
    orders: account.orders,
    counts: encodeCounts(account.counts),
    bucket_days: [...account.buckets.keys()],
    bucket_minor: [...account.buckets.values()],
  };
}

/** `order.settled` is set: only settled or absorbed orders are dirty. */
export function orderRow(order: OrderWork): OrderWriteRow {
  const { view, ruleset, decision } = order.settled as SettledOrder;
  const absorbed = order.absorbedInto !== null;
  const active = pointsOf(decision);
  return {
    id: order.id,
    public_id: order.publicId,
    leaf_id: order.leafId,
    matched_identifier_id: order.matchedIdentifierId,
    identifier_ids: order.identifierIds,
    source_id: order.sourceId,
    opened_by_event_id: order.openedByEventId,
    channel: view.channel,
    store: view.store,
    placed_at: formatInstant(view.placedAt),
    currency: view.currency,
    status: view.status,
    amount_minor: absorbed ? 0n : amountOf(order.facts, view),
    total_minor: absorbed ? 0n : view.totalMinor,
    eligible_minor: decision.eligibleMinor,
    points_expected: decision.expectedPoints,
    points_pending: decision.pendingPoints,
    points_active: active,
    points_reversed: absorbed ? 0n : reversedPoints(order, active),
    refs: order.refs,
    facts: encodeFacts(order.facts),
    posted: encodePosted(order.posted),
    earning_basis: order.basis === null ? null : encodeEarningBasis(order.basis),
    customer_mark: order.mark,
    ruleset_version: ruleset.version,
    flags: view.flags,
    test: view.test,
    history: view.history,
    absorbed_into: order.absorbedInto,
    recorded_at: formatInstant(order.recordedAt),
  };
}

function pointsOf(decision: PointsDecision): bigint {
  return decision.earned.reduce((sum, earning) => sum + earning.points, 0n);
}

/**
 * What the documents say: the lines that were bought, or for a return document what it gave back,
 * negative.
 */
export function amountOf(facts: OrderFacts, view: OrderView): bigint {
  const bought = view.lines.reduce((sum, line) => sum + line.netMinor, 0n);
  let givenBack = 0n;
  let onlyReturns = true;
  for (const fact of facts.facts.values()) {
    if (fact.kind !== "RETURNED") {
      onlyReturns = false;
    }
    for (const line of fact.part?.lines ?? []) {
      givenBack += line.amountMinor ?? 0n;
    }
  }
  return onlyReturns ? -givenBack : bought;
}

const GIVES_BACK = new Set(["RETURNED", "REFUNDED", "VOIDED", "EXCHANGED"]);

/**
 * What the order would have earned without its returns, refunds and voiding, less what it earns: a
 * function of the facts, so that it does not depend on which came first.
 */
function reversedPoints(order: OrderWork, active: bigint): bigint {
  const { facts, matchedReturns } = order.facts;
  let givesBack = matchedReturns.size > 0;
  for (const fact of facts.values()) {
    givesBack ||= GIVES_BACK.has(fact.kind);
  }
  if (!givesBack) {
    return 0n;
  }
  const { ruleset, decision } = order.settled as SettledOrder;
  if (
    order.mark !== null ||
    decision.lines.some((line) => line.notEarningBecause === "NOT_A_MEMBER")
  ) {
    return 0n;
  }
  const kept = new Map(
    [...facts].flatMap(([key, fact]) => {
      if (fact.kind === "EXCHANGED") {
        return [
          [key, { ...fact, part: { id: fact.part?.id ?? "", lines: [], rules: 0 } }] as const,
        ];
      }
      return GIVES_BACK.has(fact.kind) ? [] : [[key, fact] as const];
    }),
  );
  if (kept.size === 0) {
    return 0n;
  }
  const view = deriveOrder({ facts: kept, matchedReturns: EMPTY_FACTS.matchedReturns });
  const outcome = decidePoints({ view, ruleset, earns: true, basis: order.basis });
  const without = outcome.kind === "DECIDED" ? pointsOf(outcome.decision) : 0n;
  return without > active ? without - active : 0n;
}
