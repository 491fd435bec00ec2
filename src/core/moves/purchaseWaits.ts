import { forbiddingMark } from "../../domain/customer/marks.ts";
import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import type { OrderFacts } from "../../domain/order/facts.ts";
import { decidePoints } from "../../domain/points/decidePoints.ts";
import { OLD_EVENT_DAYS, waitKey } from "../../domain/purchase/holds.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { OrderWork } from "../state.ts";
import {
  type Applied,
  type ApplyContext,
  type Destination,
  enrols,
  type Purchase,
} from "./purchase.ts";
import { lacksSale } from "./rematch.ts";
import { leafEarns, marksOf } from "./settleOrder.ts";

/** What it has to wait for, given what the order would come to; null: nothing. Changes nothing. */
export function waitOf(
  context: ApplyContext,
  purchase: Purchase,
  { orderId, leafId, returnDocument }: Destination,
  {
    known,
    facts,
    recordedFrom,
  }: {
    readonly known: OrderWork | undefined;
    readonly facts: OrderFacts;
    readonly recordedFrom: Instant;
  },
): Extract<Applied, { kind: "HOLD" }> | null {
  if (leafId !== null && !purchase.decideAtOnce) {
    const missingRate = missingRateOf(context, facts, purchase, { known, leafId });
    if (missingRate !== null) {
      return { kind: "HOLD", reason: "RATE_MISSING", waitKey: waitKey.rate(missingRate) };
    }
  }
  if (movesPlacingBack(purchase, known?.facts ?? null, facts, recordedFrom)) {
    return { kind: "HOLD", reason: "OLD_EVENT", waitKey: waitKey.operator };
  }
  const waitsForSale =
    returnDocument &&
    leafId !== null &&
    !purchase.decideAtOnce &&
    lacksSale(context, leafId, orderId, facts);
  return waitsForSale
    ? { kind: "HOLD", reason: "RETURN_WITHOUT_SALE", waitKey: waitKey.sale(leafId) }
    : null;
}

/** A look ahead that changes nothing: the currency whose rate the ruleset lacks, or null. */
function missingRateOf(
  context: ApplyContext,
  facts: OrderFacts,
  purchase: Purchase,
  { known, leafId }: { readonly known: OrderWork | undefined; readonly leafId: bigint },
): string | null {
  const own = context.catalog.rulesetAt(purchase.event.occurredAt).programme.currency;
  let foreign = false;
  for (const fact of facts.facts.values()) {
    foreign ||= fact.currency !== null && fact.currency !== own;
  }
  if (!foreign) {
    return null;
  }
  const view = deriveOrder(facts);
  const ruleset = context.catalog.rulesetAt(view.placedAt);
  const marks = marksOf(context.workset, leafId);
  // An order that is somebody's already has its pin, whatever the marks are today.
  const mark =
    known === undefined || known.leafId === null ? forbiddingMark("purchase", marks) : known.mark;
  if (mark !== null) {
    return null;
  }
  const willEarn = enrols(purchase, marks) || leafEarns(context, leafId, view.placedAt, ruleset);
  const outcome = decidePoints({ view, ruleset, earns: willEarn, basis: null });
  return outcome.kind === "MISSING_RATE" ? outcome.missingRate.currency : null;
}

/**
 * Whether the order would be placed so long ago because of this event that a person has to look.
 * Mostly that is plain from the event (resolve.ts), but where nothing describes the order any kind
 * of event may say it, if it is the oldest.
 */
function movesPlacingBack(
  purchase: Purchase,
  before: OrderFacts | null,
  after: OrderFacts,
  now: Instant,
): boolean {
  const { event, decideAtOnce, held } = purchase;
  const oldest = addMicros(agesUntil(purchase, now), -OLD_EVENT_DAYS * MICROS_PER_DAY);
  const isAskedFor = event.placedAt !== null && event.placedAt < oldest && !event.history;
  if (!isAskedFor || decideAtOnce || held?.reason === "OLD_EVENT") {
    return false;
  }
  const { placedAt } = deriveOrder(after);
  return placedAt < oldest && (before === null || placedAt < deriveOrder(before).placedAt);
}

/** As of when its age counts: waiting makes no event old. */
export function agesUntil({ held }: Pick<Purchase, "held">, now: Instant): Instant {
  return held === null ? now : instantFromPg(held.recorded_at);
}
