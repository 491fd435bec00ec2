import type { PurchaseEvent, PurchaseEventKind } from "../purchase/event.ts";
import { SERVICE_METHOD } from "./deriveOrder.ts";
import { orderFactOf } from "./factOf.ts";
import type { OrderFact, OrderFacts } from "./facts.ts";
import { wordsOf } from "./mergeFact.ts";
import { attributeRank, describesOrder } from "./orderAttributes.ts";

/** What a credential that is bound to one store may do to an order that is there already. */
export type StoreRight =
  /** It is the store's own order: everything. */
  | { readonly kind: "OWN" }
  /** An order of elsewhere, about which a store may say this; it gives that order no customer. */
  | { readonly kind: "VISITING" }
  | { readonly kind: "REFUSED"; readonly field: readonly string[] };

/** Any store takes goods back, whoever sold them. */
const ANYWHERE: ReadonlySet<PurchaseEventKind> = new Set(["RETURNED", "EXCHANGED"]);
/** Where the customer comes for the goods, they are paid and handed over. */
const WHERE_COLLECTED: ReadonlySet<PurchaseEventKind> = new Set(["SETTLED", "FULFILLED"]);
/** What an order is opened with and described by. */
const OPENING: ReadonlySet<PurchaseEventKind> = new Set(["SOLD", "PLACED"]);

const COLLECT_METHOD = "collect";

const OWN: StoreRight = { kind: "OWN" };
const VISITING: StoreRight = { kind: "VISITING" };

/**
 * Whether a store may bring such an event about orders of elsewhere at all, and so name them by
 * another source's number.
 */
export function mayVisit(kind: PurchaseEventKind): boolean {
  return ANYWHERE.has(kind) || WHERE_COLLECTED.has(kind);
}

/**
 * Whether a credential of `store` may bring this event about the order, by what is known of the
 * order alone: nothing that the event says of itself makes an order the store's.
 *
 * An order is a store's own when all that describes it says so and something does: its store, and
 * the channel of the store's tills (`channel`; null: their source has none, then the store
 * decides). What describes it is its SOLD, PLACED and AMENDED; before those are known, what was
 * handed over and paid; a return without an order describes itself. SOLD and PLACED may also
 * describe an order that nobody has described yet and nobody claims for another store: they may
 * arrive after the fulfilment. All other orders are of elsewhere: returns and exchanges only, and
 * where it is to be collected in this store, payment and handing over; such an event replaces
 * nothing that somebody else has said, and cannot make the order a test or history.
 */
export function rightOver(
  { facts }: OrderFacts,
  event: PurchaseEvent,
  { store, channel }: { readonly store: string; readonly channel: string | null },
): StoreRight {
  const known = [...facts.values()].flatMap(wordsOf);
  const base = baseOf(known);
  const isOwn =
    saysOnly(base, (fact) => fact.store, store) &&
    (channel === null || saysOnly(base, (fact) => fact.channel ?? fact.defaultChannel, channel));
  if (isOwn) {
    return OWN;
  }
  const undescribed = known.every((fact) => !describesOrder(fact));
  if (OPENING.has(event.kind) && undescribed) {
    const said = known.filter((fact) => attributeRank(fact) > 0);
    if (agrees(said, (fact) => fact.store, store)) {
      return OWN;
    }
  }
  const isCollectedHere =
    saysOnly(base, (fact) => fact.store, store) &&
    saysOnly(base, (fact) => fact.fulfilmentMethod, COLLECT_METHOD);
  if (!ANYWHERE.has(event.kind) && !(WHERE_COLLECTED.has(event.kind) && isCollectedHere)) {
    return { kind: "REFUSED", field: ["kind"] };
  }
  if (event.test) {
    return { kind: "REFUSED", field: ["test"] };
  }
  if (event.history) {
    return { kind: "REFUSED", field: ["history"] };
  }
  // It would hand over by paying what the order's own sender has not handed over.
  if (event.fulfilmentMethod === SERVICE_METHOD) {
    return { kind: "REFUSED", field: ["fulfilmentMethod"] };
  }
  const replaced = facts.get(orderFactOf(event).key);
  return replaced === undefined || replaced.store === store
    ? VISITING
    : { kind: "REFUSED", field: fieldOfId(event) };
}

/** The facts of the highest rank that there are: what says whose order it is. */
function baseOf(facts: readonly OrderFact[]): readonly OrderFact[] {
  const highest = Math.max(...facts.map(attributeRank));
  return facts.filter((fact) => attributeRank(fact) === highest);
}

/** Nobody says otherwise. */
function agrees(
  facts: readonly OrderFact[],
  pick: (fact: OrderFact) => string | null,
  value: string,
): boolean {
  return facts.every((fact) => (pick(fact) ?? value) === value);
}

/** Nobody says otherwise, and somebody says so. */
function saysOnly(
  facts: readonly OrderFact[],
  pick: (fact: OrderFact) => string | null,
  value: string,
): boolean {
  return agrees(facts, pick, value) && facts.some((fact) => pick(fact) === value);
}

function fieldOfId(event: PurchaseEvent): readonly string[] {
  if (event.return !== null) {
    return ["return", "id"];
  }
  return event.fulfilment === null ? ["kind"] : ["fulfilment", "id"];
}
