import { newsOf } from "../core/effects.ts";
import { join } from "../core/moves/enrol.ts";
import { articlesOf, lacksSale, settleMatched } from "../core/moves/rematch.ts";
import {
  decideTierOf,
  giveOrder,
  leafEarns,
  marksOf,
  NOTHING,
  rootOf,
  settleOrder,
} from "../core/moves/settleOrder.ts";
import type { Cause, PostingContext } from "../core/points/context.ts";
import { postDecision } from "../core/points/post.ts";
import {
  type CustomerWork,
  membershipKey,
  newCustomer,
  newOrder,
  type OrderWork,
} from "../core/state.ts";
import { forbiddingMark } from "../domain/customer/marks.ts";
import { deriveOrder } from "../domain/order/deriveOrder.ts";
import { orderFactOf } from "../domain/order/factOf.ts";
import type { OrderFacts } from "../domain/order/facts.ts";
import { absorbFacts, EMPTY_FACTS, mergeOrder } from "../domain/order/mergeOrder.ts";
import { decidePoints } from "../domain/points/decidePoints.ts";
import { type HoldReason, OLD_EVENT_DAYS, waitKey } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { StaleError } from "../platform/stale.ts";
import { agesUntil, type EventItem } from "./item.ts";
import type { Resolution } from "./resolution.ts";
import { rightOfItem } from "./storesOrders.ts";

export interface ApplyContext extends PostingContext {
  readonly newPublicId: () => string;
}

export type Applied =
  | {
      readonly kind: "APPLIED";
      readonly orderId: bigint;
      readonly leafId: bigint | null;
      readonly recordedAt: Instant;
    }
  | { readonly kind: "HOLD"; readonly reason: HoldReason; readonly waitKey: string };

type ToApply = Extract<Resolution, { kind: "APPLY" }>;

/**
 * Applies one event to the rows in memory: merges it into its order, posts the difference in points, decides the
 * tier. Nothing is changed when it turns out that the event has to wait.
 *
 * `recordedFrom` is the earliest time it may be recorded at; per customer times only rise (contract 8.2).
 */
export function applyEvent(
  context: ApplyContext,
  item: EventItem,
  resolution: ToApply,
  eventRowId: bigint,
  recordedFrom: Instant,
): Applied {
  const { event } = item;
  checkRight(context, item, resolution);
  const customer = customerFor(context, resolution.leafId, item, recordedFrom);
  const absorbed = resolution.absorbs.map((id) => context.workset.orders.get(id) as OrderWork);
  const others = otherCustomers(context, customer, absorbed);
  let recordedAt = recordedFrom;
  let now = item.mode === "BACKFILL" ? event.occurredAt : recordedFrom;
  for (const involved of customer === null ? others : [customer, ...others]) {
    recordedAt = laterOf(recordedAt, addMicros(involved.recordedAt, involved.isNew ? 0 : 1));
    now = laterOf(now, involved.evaluatedAt);
  }
  const known = context.workset.orders.get(resolution.orderId);
  // Guest orders have no customer whose times rise: what came first is told by the order's own.
  for (const order of known === undefined ? absorbed : [known, ...absorbed]) {
    recordedAt = laterOf(recordedAt, addMicros(order.recordedAt, 1));
  }
  now = item.mode === "BACKFILL" ? now : laterOf(now, recordedAt);
  const cause: Cause = {
    eventRowId,
    actor: `source:${item.source.code}`,
    store: event.store,
    run: item.intake?.submission.door === "IMPORT" ? item.intake.submission.requestId : null,
    recordedAt,
    now,
  };

  const announce = item.mode === "LIVE" && !event.history;
  const { key, fact } = orderFactOf(event, item.source.default_channel);
  let facts = mergeOrder(known?.facts ?? EMPTY_FACTS, key, fact).facts;
  for (const other of absorbed) {
    facts = absorbFacts(facts, other.facts);
  }
  const missingRate =
    customer === null
      ? null
      : missingRateOf(context, facts, item, { known, leafId: resolution.leafId as bigint });
  if (missingRate !== null && !item.decideAtOnce) {
    return { kind: "HOLD", reason: "RATE_MISSING", waitKey: waitKey.rate(missingRate) };
  }
  if (movesPlacingBack(item, known?.facts ?? null, facts, recordedFrom)) {
    return { kind: "HOLD", reason: "OLD_EVENT", waitKey: waitKey.operator };
  }
  if (
    resolution.returnDocument &&
    resolution.leafId !== null &&
    !item.decideAtOnce &&
    lacksSale(context, resolution.leafId, resolution.orderId, facts)
  ) {
    return {
      kind: "HOLD",
      reason: "RETURN_WITHOUT_SALE",
      waitKey: waitKey.sale(resolution.leafId),
    };
  }

  // From here on it is applied.
  if (customer !== null) {
    enrol(context, item, customer, resolution, cause);
    decideTierOf(context, customer, cause, announce);
  }
  const order = known ?? openOrder(context, resolution, item, eventRowId);
  const namedBefore = new Set(
    resolution.leafId !== null && context.workset.unlinked.has(resolution.leafId)
      ? [order, ...absorbed].flatMap((part) => [...articlesOf(part.facts)])
      : [],
  );
  if (order.leafId === null && resolution.leafId !== null) {
    giveOrder(context, order, resolution.leafId, absorbed);
  }
  order.matchedIdentifierId ??= resolution.matchedIdentifierId;
  order.identifierIds = union(order.identifierIds, resolution.identifierIds);
  order.refs = unionOfRefs(
    order.refs,
    event.references.map((r) => [r.source, r.kind, r.scope, r.value] as const),
  );
  for (const other of absorbed) {
    absorbOrder(context, order, other, cause);
  }
  order.facts = facts;
  order.dirty = true;
  order.recordedAt = recordedAt;
  const settle = (one: OrderWork) => settleOrder(context, one, cause);
  if (customer === null) settle(order);
  else {
    const { returnDocument: isReturnDocument } = resolution;
    settleMatched(context, { order, isReturnDocument, absorbed, namedBefore }, settle);
    for (const involved of [customer, ...others]) {
      decideTierOf(context, involved, cause, announce);
      involved.recordedAt = recordedAt;
      involved.evaluatedAt = now;
      involved.dirty = true;
    }
    noteSeen(customer, item.source.id, event.occurredAt);
    const news = newsOf(context.effects, customer, recordedAt);
    news.orders.add(order.publicId);
    news.announce ||= announce;
  }
  return { kind: "APPLIED", orderId: order.id, leafId: order.leafId, recordedAt };
}

/**
 * What a store may do was found before the locks: it must still be so now. Else the batch is planned again, and this
 * event runs alone, where nothing but the order itself is looked at. Throws: StaleError.
 */
function checkRight({ workset }: ApplyContext, item: EventItem, resolution: ToApply): void {
  if (item.boundStore === null) return;
  const ids = [resolution.orderId, ...resolution.absorbs];
  const right = rightOfItem(
    item,
    ids.flatMap((id) => workset.orders.get(id)?.facts ?? []),
  );
  if (right.kind !== (resolution.visits ? "VISITING" : "OWN")) {
    item.slow = true;
    throw new StaleError("the order is another store's by now, or this one's");
  }
}

function customerFor(
  context: ApplyContext,
  leafId: bigint | null,
  item: EventItem,
  at: Instant,
): CustomerWork | null {
  if (leafId === null) {
    return null;
  }
  const rootId = context.workset.roots.get(leafId);
  if (rootId !== undefined) {
    return context.workset.customers.get(rootId) as CustomerWork;
  }
  const businessStart = item.mode === "BACKFILL" ? item.event.occurredAt : at;
  const customer = newCustomer(leafId, context.newPublicId(), at);
  customer.evaluatedAt = businessStart;
  context.workset.customers.set(leafId, customer);
  context.workset.roots.set(leafId, leafId);
  return customer;
}

/** Customers who lose an order because it turns out to be part of another customer's. */
function otherCustomers(
  context: ApplyContext,
  customer: CustomerWork | null,
  absorbed: readonly OrderWork[],
): CustomerWork[] {
  const others = new Set<CustomerWork>();
  for (const { leafId } of absorbed) {
    if (leafId !== null) {
      others.add(rootOf(context, leafId));
    }
  }
  if (customer !== null) {
    others.delete(customer);
  }
  return [...others];
}

function openOrder(
  context: ApplyContext,
  resolution: ToApply,
  item: EventItem,
  eventRowId: bigint,
): OrderWork {
  const order = newOrder({
    id: resolution.orderId,
    publicId: context.newPublicId(),
    leafId: null,
    matchedIdentifierId: resolution.matchedIdentifierId,
    sourceId: item.source.id,
    openedByEventId: eventRowId,
  });
  context.workset.orders.set(order.id, order);
  return order;
}

/** A look ahead that changes nothing: the currency whose rate the ruleset lacks, or null. */
function missingRateOf(
  context: ApplyContext,
  facts: OrderFacts,
  item: EventItem,
  { known, leafId }: { readonly known: OrderWork | undefined; readonly leafId: bigint },
): string | null {
  const own = context.catalog.rulesetAt(item.event.occurredAt).programme.currency;
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
  const willEarn = enrols(item, marks) || leafEarns(context, leafId, view.placedAt, ruleset);
  const outcome = decidePoints({ view, ruleset, earns: willEarn, basis: null });
  return outcome.kind === "MISSING_RATE" ? outcome.missingRate.currency : null;
}

/**
 * Whether the order would be placed so long ago because of this event that a person has to look. Mostly that is plain from the
 * event (resolve.ts), but where nothing describes the order any kind of event may say it, if it is the oldest.
 */
function movesPlacingBack(
  item: EventItem,
  before: OrderFacts | null,
  after: OrderFacts,
  now: Instant,
): boolean {
  const { event, decideAtOnce, held } = item;
  const oldest = addMicros(agesUntil(item, now), -OLD_EVENT_DAYS * MICROS_PER_DAY);
  const isAskedFor = event.placedAt !== null && event.placedAt < oldest && !event.history;
  if (!isAskedFor || decideAtOnce || held?.reason === "OLD_EVENT") return false;
  const { placedAt } = deriveOrder(after);
  return placedAt < oldest && (before === null || placedAt < deriveOrder(before).placedAt);
}

/** Whether the event makes its customer a member: as the source says, where no mark forbids to enrol them. */
function enrols({ source }: EventItem, marks: ReadonlySet<string>): boolean {
  return source.auto_enrol && forbiddingMark("enrolCustomer", marks) === null;
}

/** Whether the event makes the leaf, whose customer is there already, a member; it may have bought something before. */
export function joins(
  { catalog, workset }: Pick<ApplyContext, "catalog" | "workset">,
  item: EventItem,
  leafId: bigint,
  now: Instant,
): boolean {
  const programme = catalog.rulesetAt(now).programme.code;
  return (
    // A closed membership stays closed: only the customer may come back.
    !workset.memberships.has(membershipKey(leafId, programme)) &&
    enrols(item, marksOf(workset, leafId))
  );
}

/** Throws: StaleError when what was bought before is not loaded. */
function enrol(
  context: ApplyContext,
  item: EventItem,
  customer: CustomerWork,
  resolution: ToApply,
  cause: Cause,
): void {
  const leafId = resolution.leafId as bigint;
  if (!joins(context, item, leafId, cause.now)) {
    return;
  }
  const { joining } = context.workset;
  if (!customer.isNew && joining !== null && !joining.has(leafId)) {
    throw new StaleError("the customer joins, and what it bought before is not loaded");
  }
  join(
    context,
    {
      customer,
      leaves: [leafId],
      termsVersion: null,
      channel: item.event.channel ?? item.source.default_channel,
      store: item.event.store,
    },
    cause,
    new Set([resolution.orderId, ...resolution.absorbs]),
  );
}

/** The younger order ends: its points are reversed where they were posted, its facts live on in the older one. */
function absorbOrder(context: ApplyContext, into: OrderWork, other: OrderWork, cause: Cause): void {
  into.identifierIds = union(into.identifierIds, other.identifierIds);
  into.refs = unionOfRefs(into.refs, other.refs);
  into.matchedIdentifierId ??= other.matchedIdentifierId;
  if (into.basis?.isPinned !== true) into.basis = other.basis ?? into.basis;
  if (other.leafId !== null) {
    const view = deriveOrder(other.facts);
    const ruleset = context.catalog.rulesetAt(view.placedAt);
    const customer = rootOf(context, other.leafId);
    postDecision(context, other, customer, NOTHING, ruleset, cause);
    newsOf(context.effects, customer, cause.recordedAt).orders.add(other.publicId);
  }
  other.absorbedInto = into.id;
  // The facts stay for the record; lists and matches leave absorbed orders out.
  other.settled = {
    view: deriveOrder(other.facts),
    ruleset: context.catalog.rulesetAt(cause.now),
    decision: NOTHING,
  };
  other.recordedAt = cause.recordedAt;
  other.dirty = true;
}

/** Keeps the latest that a source told about the customer, by its own clock: what freshness shows. */
export function noteSeen(customer: CustomerWork, sourceId: number, occurredAt: Instant): void {
  const key = String(sourceId);
  const seen = formatInstant(occurredAt);
  const before = customer.seenBy[key];
  if (before === undefined || before < seen) {
    customer.seenBy[key] = seen;
  }
}

function union(a: readonly bigint[], b: readonly bigint[]): readonly bigint[] {
  return a.length === 0 ? b : [...new Set([...a, ...b])];
}

type Ref = readonly [string, string, string, string];

function unionOfRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  const known = new Set(a.map((ref) => ref.join("\u0000")));
  const added = b.filter((ref) => !known.has(ref.join("\u0000")));
  return added.length === 0 ? a : [...a, ...added];
}
