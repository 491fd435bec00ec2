import { orderFactOf } from "../../domain/order/factOf.ts";
import { absorbFacts, EMPTY_FACTS, mergeOrder } from "../../domain/order/mergeOrder.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf } from "../../domain/time/instant.ts";
import { StaleError } from "../../platform/stale.ts";
import { newsOf } from "../effects.ts";
import type { Cause } from "../points/context.ts";
import {
  type CustomerWork,
  membershipKey,
  newCustomer,
  newOrder,
  type OrderWork,
} from "../state.ts";
import { absorbOrder, union, unionOfRefs } from "./absorbOrder.ts";
import { endMove } from "./endMove.ts";
import { join } from "./enrol.ts";
import {
  type Applied,
  type ApplyContext,
  type Destination,
  enrols,
  type Purchase,
} from "./purchase.ts";
import { waitOf } from "./purchaseWaits.ts";
import { articlesOf, settleMatched } from "./rematch.ts";
import { decideTierOf, giveOrder, marksOf, rootOf, settleOrder } from "./settleOrder.ts";

/**
 * Applies one event to the rows in memory: merges it into its order, posts the difference in
 * points, decides the tier. Nothing is changed when it turns out that the event has to wait.
 *
 * `recordedFrom` is the earliest time it may be recorded at; per customer times only rise
 * (contract 8.2).
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
  const involved = customer === null ? others : [customer, ...others];
  const known = context.workset.orders.get(destination.orderId);
  const touched = known === undefined ? absorbed : [known, ...absorbed];
  const cause: Cause = {
    eventRowId,
    actor: `source:${purchase.source.code}`,
    store: event.store,
    run: purchase.run,
    ...timesOf(purchase, involved, touched, recordedFrom),
  };
  const announce = purchase.mode === "LIVE" && !event.history;
  const { key, fact } = orderFactOf(event, purchase.source.default_channel);
  let facts = mergeOrder(known?.facts ?? EMPTY_FACTS, key, fact).facts;
  for (const other of absorbed) {
    facts = absorbFacts(facts, other.facts);
  }
  const wait = waitOf(context, purchase, destination, { known, facts, recordedFrom });
  if (wait !== null) {
    return wait;
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
  const refs = event.references.map((r) => [r.source, r.kind, r.scope, r.value] as const);
  order.refs = unionOfRefs(order.refs, refs);
  for (const other of absorbed) {
    absorbOrder(context, order, other, cause);
  }
  order.facts = facts;
  order.dirty = true;
  order.recordedAt = cause.recordedAt;
  const settle = (one: OrderWork) => settleOrder(context, one, cause);
  if (customer === null) {
    settle(order);
  } else {
    const { returnDocument: isReturnDocument } = destination;
    settleMatched(context, { order, isReturnDocument, absorbed, namedBefore }, settle);
    for (const one of involved) {
      decideTierOf(context, one, cause, announce);
      endMove(context, one, cause);
      one.dirty = true;
    }
    noteSeen(customer, purchase.source.id, event.occurredAt);
    const news = newsOf(context.effects, customer, cause.recordedAt);
    news.orders.add(order.publicId);
    news.announce ||= announce;
  }
  return {
    kind: "APPLIED",
    orderId: order.id,
    leafId: order.leafId,
    recordedAt: cause.recordedAt,
  };
}

/**
 * When it is recorded, and as of when it is decided: after all that its customers and orders have
 * seen.
 */
function timesOf(
  { event, mode }: Purchase,
  customers: readonly CustomerWork[],
  orders: readonly OrderWork[],
  recordedFrom: Instant,
): Pick<Cause, "recordedAt" | "now"> {
  let recordedAt = recordedFrom;
  let now = mode === "BACKFILL" ? event.occurredAt : recordedFrom;
  for (const customer of customers) {
    recordedAt = laterOf(recordedAt, addMicros(customer.recordedAt, customer.isNew ? 0 : 1));
    now = laterOf(now, customer.evaluatedAt);
  }
  // Guest orders have no customer whose times rise: what came first is told by the order's own.
  for (const order of orders) {
    recordedAt = laterOf(recordedAt, addMicros(order.recordedAt, 1));
  }
  return { recordedAt, now: mode === "BACKFILL" ? now : laterOf(now, recordedAt) };
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

/**
 * Whether the event makes the leaf, whose customer is there already, a member; it may have bought
 * something before.
 */
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

/**
 * Keeps the latest that a source told about the customer, by its own clock: what freshness shows.
 */
export function noteSeen(customer: CustomerWork, sourceId: number, occurredAt: Instant): void {
  const key = String(sourceId);
  const seen = formatInstant(occurredAt);
  const before = customer.seenBy[key];
  if (before === undefined || before < seen) {
    customer.seenBy[key] = seen;
  }
}
