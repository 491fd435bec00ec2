import type { SourceRow } from "../../../db/queries/programme/catalog.ts";
import { forbiddingMark } from "../../domain/customer/marks.ts";
import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import { orderFactOf } from "../../domain/order/factOf.ts";
import type { OrderFacts } from "../../domain/order/facts.ts";
import { absorbFacts, EMPTY_FACTS, mergeOrder } from "../../domain/order/mergeOrder.ts";
import { decidePoints } from "../../domain/points/decidePoints.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import { type HoldReason, OLD_EVENT_DAYS, waitKey } from "../../domain/purchase/holds.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { StaleError } from "../../platform/stale.ts";
import { newsOf } from "../effects.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import { postDecision } from "../points/post.ts";
import {
  type CustomerWork,
  membershipKey,
  newCustomer,
  newOrder,
  type OrderWork,
} from "../state.ts";
import { endMove } from "./endMove.ts";
import { join } from "./enrol.ts";
import { articlesOf, lacksSale, settleMatched } from "./rematch.ts";
import {
  decideTierOf,
  giveOrder,
  leafEarns,
  marksOf,
  NOTHING,
  rootOf,
  settleOrder,
} from "./settleOrder.ts";

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

/** A purchase event, and what its applying depends on beside it. */
export interface Purchase {
  readonly event: PurchaseEvent;
  readonly source: Pick<SourceRow, "id" | "code" | "default_channel" | "auto_enrol">;
  readonly mode: "LIVE" | "BACKFILL";
  /** The import that it came with. */
  readonly run: string | null;
  /** What a hold would wait for is decided at once. */
  readonly decideAtOnce: boolean;
  /** What it waited for, and since when; null when it has not. */
  readonly held: { readonly reason: string | null; readonly recorded_at: string } | null;
}

/** Where it was found to belong. */
export interface Destination {
  readonly orderId: bigint;
  readonly leafId: bigint | null;
  readonly matchedIdentifierId: bigint | null;
  readonly identifierIds: readonly bigint[];
  /** A return that names no order: it is a document of its own and is matched to sales. */
  readonly returnDocument: boolean;
  /** Other orders that it shows to be the same one. */
  readonly absorbs: readonly bigint[];
}

/**
 * Applies one event to the rows in memory: merges it into its order, posts the difference in points, decides the
 * tier. Nothing is changed when it turns out that the event has to wait.
 *
 * `recordedFrom` is the earliest time it may be recorded at; per customer times only rise (contract 8.2).
 */
export function applyPurchase(
  context: ApplyContext,
  purchase: Purchase,
  destination: Destination,
  eventRowId: bigint,
  recordedFrom: Instant,
): Applied {
  const { event } = purchase;
  const customer = customerFor(context, destination.leafId, purchase, recordedFrom);
  const absorbed = destination.absorbs.map((id) => context.workset.orders.get(id) as OrderWork);
  const others = otherCustomers(context, customer, absorbed);
  let recordedAt = recordedFrom;
  let now = purchase.mode === "BACKFILL" ? event.occurredAt : recordedFrom;
  for (const involved of customer === null ? others : [customer, ...others]) {
    recordedAt = laterOf(recordedAt, addMicros(involved.recordedAt, involved.isNew ? 0 : 1));
    now = laterOf(now, involved.evaluatedAt);
  }
  const known = context.workset.orders.get(destination.orderId);
  // Guest orders have no customer whose times rise: what came first is told by the order's own.
  for (const order of known === undefined ? absorbed : [known, ...absorbed]) {
    recordedAt = laterOf(recordedAt, addMicros(order.recordedAt, 1));
  }
  now = purchase.mode === "BACKFILL" ? now : laterOf(now, recordedAt);
  const cause: Cause = {
    eventRowId,
    actor: `source:${purchase.source.code}`,
    store: event.store,
    run: purchase.run,
    recordedAt,
    now,
  };

  const announce = purchase.mode === "LIVE" && !event.history;
  const { key, fact } = orderFactOf(event, purchase.source.default_channel);
  let facts = mergeOrder(known?.facts ?? EMPTY_FACTS, key, fact).facts;
  for (const other of absorbed) {
    facts = absorbFacts(facts, other.facts);
  }
  const missingRate =
    customer === null
      ? null
      : missingRateOf(context, facts, purchase, { known, leafId: destination.leafId as bigint });
  if (missingRate !== null && !purchase.decideAtOnce) {
    return { kind: "HOLD", reason: "RATE_MISSING", waitKey: waitKey.rate(missingRate) };
  }
  if (movesPlacingBack(purchase, known?.facts ?? null, facts, recordedFrom)) {
    return { kind: "HOLD", reason: "OLD_EVENT", waitKey: waitKey.operator };
  }
  if (
    destination.returnDocument &&
    destination.leafId !== null &&
    !purchase.decideAtOnce &&
    lacksSale(context, destination.leafId, destination.orderId, facts)
  ) {
    return {
      kind: "HOLD",
      reason: "RETURN_WITHOUT_SALE",
      waitKey: waitKey.sale(destination.leafId),
    };
  }

  // From here on it is applied.
  if (customer !== null) {
    enrol(context, purchase, customer, destination, cause);
    decideTierOf(context, customer, cause, announce);
  }
  const order = known ?? openOrder(context, destination, purchase, eventRowId);
  const namedBefore = new Set(
    destination.leafId !== null && context.workset.unlinked.has(destination.leafId)
      ? [order, ...absorbed].flatMap((part) => [...articlesOf(part.facts)])
      : [],
  );
  if (order.leafId === null && destination.leafId !== null) {
    giveOrder(context, order, destination.leafId, absorbed);
  }
  order.matchedIdentifierId ??= destination.matchedIdentifierId;
  order.identifierIds = union(order.identifierIds, destination.identifierIds);
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
    const { returnDocument: isReturnDocument } = destination;
    settleMatched(context, { order, isReturnDocument, absorbed, namedBefore }, settle);
    for (const involved of [customer, ...others]) {
      decideTierOf(context, involved, cause, announce);
      endMove(context, involved, cause);
      involved.dirty = true;
    }
    noteSeen(customer, purchase.source.id, event.occurredAt);
    const news = newsOf(context.effects, customer, recordedAt);
    news.orders.add(order.publicId);
    news.announce ||= announce;
  }
  return { kind: "APPLIED", orderId: order.id, leafId: order.leafId, recordedAt };
}

function customerFor(
  context: ApplyContext,
  leafId: bigint | null,
  purchase: Purchase,
  at: Instant,
): CustomerWork | null {
  if (leafId === null) {
    return null;
  }
  const rootId = context.workset.roots.get(leafId);
  if (rootId !== undefined) {
    return context.workset.customers.get(rootId) as CustomerWork;
  }
  const businessStart = purchase.mode === "BACKFILL" ? purchase.event.occurredAt : at;
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
  destination: Destination,
  purchase: Purchase,
  eventRowId: bigint,
): OrderWork {
  const order = newOrder({
    id: destination.orderId,
    publicId: context.newPublicId(),
    leafId: null,
    matchedIdentifierId: destination.matchedIdentifierId,
    sourceId: purchase.source.id,
    openedByEventId: eventRowId,
  });
  context.workset.orders.set(order.id, order);
  return order;
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
 * Whether the order would be placed so long ago because of this event that a person has to look. Mostly that is plain from the
 * event (resolve.ts), but where nothing describes the order any kind of event may say it, if it is the oldest.
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
  if (!isAskedFor || decideAtOnce || held?.reason === "OLD_EVENT") return false;
  const { placedAt } = deriveOrder(after);
  return placedAt < oldest && (before === null || placedAt < deriveOrder(before).placedAt);
}

/** As of when its age counts: waiting makes no event old. */
export function agesUntil({ held }: Pick<Purchase, "held">, now: Instant): Instant {
  return held === null ? now : instantFromPg(held.recorded_at);
}

/** Whether the event makes its customer a member: as the source says, where no mark forbids to enrol them. */
function enrols({ source }: Pick<Purchase, "source">, marks: ReadonlySet<string>): boolean {
  return source.auto_enrol && forbiddingMark("enrolCustomer", marks) === null;
}

/** Whether the event makes the leaf, whose customer is there already, a member; it may have bought something before. */
export function joins(
  { catalog, workset }: Pick<ApplyContext, "catalog" | "workset">,
  purchase: Pick<Purchase, "source">,
  leafId: bigint,
  now: Instant,
): boolean {
  const programme = catalog.rulesetAt(now).programme.code;
  return (
    // A closed membership stays closed: only the customer may come back.
    !workset.memberships.has(membershipKey(leafId, programme)) &&
    enrols(purchase, marksOf(workset, leafId))
  );
}

/** Throws: StaleError when what was bought before is not loaded. */
function enrol(
  context: ApplyContext,
  purchase: Purchase,
  customer: CustomerWork,
  destination: Destination,
  cause: Cause,
): void {
  const leafId = destination.leafId as bigint;
  if (!joins(context, purchase, leafId, cause.now)) {
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
      channel: purchase.event.channel ?? purchase.source.default_channel,
      store: purchase.event.store,
    },
    cause,
    new Set([destination.orderId, ...destination.absorbs]),
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
