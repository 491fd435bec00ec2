import { agesUntil } from "../core/moves/purchaseWaits.ts";
import { isPlainToSee } from "../domain/identity/seen.ts";
import { compareVersions } from "../domain/order/compareVersions.ts";
import { orderOpens } from "../domain/order/mergeOrder.ts";
import { mayVisit } from "../domain/order/storeRights.ts";
import type { PurchaseEvent } from "../domain/purchase/event.ts";
import { FUTURE_TOLERANCE_MINUTES, type HoldReason, waitKey } from "../domain/purchase/holds.ts";
import { isOld, latestMoment } from "../domain/purchase/moments.ts";
import { amountFault } from "../domain/purchase/plausible.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import { BatchIdentifiers } from "./batchIdentifiers.ts";
import { BatchOrders } from "./batchOrders.ts";
import { identify, type WorkingIdentifier } from "./identify.ts";
import type { EventItem } from "./item.ts";
import { anyWaitKey, identifierKey } from "./keys.ts";
import type { Resolution, Resolved, ResolveInput } from "./resolution.ts";
import { StoresOrders } from "./storesOrders.ts";

/**
 * What is found before anybody is asked: an event that waited for these has not been looked at for
 * anything else. Else a moment just ahead would spare an event of long ago the person who has to
 * look at it.
 */
const BEFORE_PEOPLE: ReadonlySet<string> = new Set([
  "IN_THE_FUTURE",
  "IMPLAUSIBLE_AMOUNT",
] satisfies HoldReason[]);

/** The kind of a return's own number. */
const RETURN_REFERENCE_KIND = "return";

/**
 * Decides for every event which order and which customer it belongs to, or what it waits for.
 *
 * Pure but for the ids it draws: run before the transaction on what was read then, and again after
 * the keys when taking them shows that the world has changed. Events keep the order they came in;
 * only those whose order nobody has opened yet come last, the oldest first like all that one word
 * releases (programme 1.32): within one call a return never waits for the sale beside it.
 */
export function resolve(input: ResolveInput): Resolved {
  const batch = new Resolver(input);
  for (const item of input.items) {
    if (batch.awaitsItsOrder(item)) {
      batch.behind.add(item);
    } else {
      batch.resolveItem(item);
    }
  }
  let waiting = [...batch.behind].sort((a, b) => compareVersions(a.event, b.event));
  while (waiting.length > 0) {
    const named = waiting.filter((item) => !batch.awaitsItsOrder(item));
    for (const item of named.length > 0 ? named : waiting) {
      batch.resolveItem(item);
    }
    waiting = waiting.filter((item) => !batch.resolutions.has(item));
  }
  batch.forgetRefused();
  return batch;
}

type Refusal = Extract<Resolution, { kind: "REJECT" }>;

/** What is not applied now. */
type Ending =
  | Refusal
  | Extract<Resolution, { kind: "ALONE" }>
  | Omit<Extract<Resolution, { kind: "HOLD" }>, "identifierIds">;

interface Owner {
  readonly leafId: bigint | null;
  /** The identifier by which it was found. */
  readonly matched: WorkingIdentifier | null;
}

interface Found extends Owner {
  readonly kind: "FOUND";
  /** The oldest first: the others turn out to be the same order. */
  readonly orderIds: readonly bigint[];
  readonly returnDocument: boolean;
  readonly visits: boolean;
}

function hold(reason: HoldReason, key: string): Ending {
  return { kind: "HOLD", reason, waitKey: key };
}

class Resolver implements Resolved {
  readonly resolutions = new Map<EventItem, Resolution>();
  readonly behind = new Set<EventItem>();
  readonly identifiers: Resolved["identifiers"];
  readonly newCustomers = new Map<bigint, EventItem>();
  readonly newReferences: Resolved["newReferences"];
  readonly filledReferences: Resolved["filledReferences"];
  readonly attached: Resolved["attached"];
  readonly shown: Resolved["shown"];
  readonly surplus: Resolved["surplus"];
  readonly given: Resolved["given"];
  readonly #identifiers: BatchIdentifiers;
  readonly #orders: BatchOrders;
  /** Orders that events of this batch open. */
  readonly #opened = new Set<bigint>();
  /** Of orders that events of a store name: what is known of them, with what this batch adds. */
  readonly #storesOrders: StoresOrders;
  /** Roots of the leaves that the keys of this batch lead to. */
  readonly #roots = new Map<bigint, bigint>();
  readonly #input: ResolveInput;

  constructor(input: ResolveInput) {
    this.#input = input;
    this.#identifiers = new BatchIdentifiers(input, this.#roots);
    this.identifiers = this.#identifiers.all;
    this.attached = this.#identifiers.attached;
    this.shown = this.#identifiers.shown;
    this.surplus = this.#identifiers.surplus;
    this.given = this.#identifiers.limits.given;
    this.#orders = new BatchOrders(input.world, this.#roots);
    this.newReferences = this.#orders.newReferences;
    this.filledReferences = this.#orders.filledReferences;
    this.#storesOrders = new StoresOrders(input.items, input.world);
  }

  awaitsItsOrder({ event }: EventItem): boolean {
    return (
      !orderOpens(event.kind) &&
      !isReturnDocument(event) &&
      this.#orders.named(event.references).length === 0
    );
  }

  resolveItem(item: EventItem): void {
    this.resolutions.set(item, this.#resolutionOf(item));
  }

  /**
   * What only refused events present is taken for nobody: a refusal leaves no personal data
   * behind.
   */
  forgetRefused(): void {
    const resolutions = [...this.resolutions.values()];
    if (resolutions.every(({ kind }) => kind !== "REJECT")) {
      return;
    }
    const named = new Set(
      resolutions.flatMap((one) => ("identifierIds" in one ? one.identifierIds : [])),
    );
    this.#identifiers.keepOnly(named);
  }

  #resolutionOf(item: EventItem): Resolution {
    // Before anything is drawn or taken for it.
    const unclear = this.#unclearText(item.event);
    if (unclear !== null) {
      return unclear;
    }
    const presented = this.#identifiers.presentedBy(item);
    const found = this.#endOf(item) ?? this.#destinationOf(item, presented);
    switch (found.kind) {
      case "REJECT":
      case "ALONE":
        return found;
      case "HOLD":
        if (found.reason === "UNKNOWN_ORDER") {
          this.#orders.take(item, null);
        }
        return { ...found, identifierIds: presented.map(({ id }) => id) };
      case "FOUND":
        return this.#apply(item, found, presented);
    }
  }

  /**
   * An identifier with characters that nobody sees; one from before that rule is known, and goes on
   * naming its customer.
   */
  #unclearText({ identifiers }: PurchaseEvent): Refusal | null {
    const unclear = identifiers.findIndex(
      (one) => !isPlainToSee(one.value) && !this.#input.world.identifiers.has(identifierKey(one)),
    );
    if (unclear === -1) {
      return null;
    }
    const field = ["customer", String(unclear), "value"];
    return { kind: "REJECT", reason: "TEXT_NOT_ALLOWED", field };
  }

  /** What the event itself says against applying it, whoever it is about. */
  #endOf(item: EventItem): Ending | null {
    const { event, decideAtOnce } = item;
    const latest = latestMoment(event);
    const now = item.now ?? this.#input.plannedAt;
    if (latest.at > now + FUTURE_TOLERANCE_MINUTES * MICROS_PER_MINUTE) {
      // Also when it runs again: what another wait has ended has not come for that reason.
      return decideAtOnce
        ? { kind: "REJECT", reason: "IN_THE_FUTURE", field: [latest.field] }
        : hold("IN_THE_FUTURE", waitKey.time(formatInstant(latest.at)));
    }
    const isAsked = item.mode === "LIVE" && !item.isApproved;
    const amount = amountFault(event, isAsked ? this.#input.catalog.rulesetAt(now) : null);
    if (amount !== null) {
      return amount.reason === "OVERFLOW" || decideAtOnce
        ? { kind: "REJECT", reason: amount.reason, field: [amount.field] }
        : hold(amount.reason, waitKey.operator);
    }
    return this.#waitsForPeople(item, now);
  }

  /** The order and the customer that the event is about, as far as keys can tell. */
  #destinationOf(item: EventItem, presented: readonly WorkingIdentifier[]): Found | Ending {
    const { event, decideAtOnce } = item;
    const orderIds = this.#orders.named(event.references);
    if (orderIds.length > 1 && !this.#input.alone) {
      return { kind: "ALONE" };
    }
    const [existing = null] = orderIds;
    const right = this.#rightOf(item, orderIds);
    if (right.kind !== "MAY") {
      return right;
    }
    const { visits } = right;
    const returnDocument = existing === null && isReturnDocument(event);
    const isUnknown = existing === null && !returnDocument && !orderOpens(event.kind);
    const waits =
      item.waits && existing !== null && (this.behind.has(item) || this.#opened.has(existing));
    if ((isUnknown && !decideAtOnce) || waits) {
      return hold("UNKNOWN_ORDER", anyWaitKey(event.references.map(waitKey.order)));
    }
    const leaves = orderIds.map((orderId) => this.#orders.leafOf(orderId));
    if (this.#isSenders(item, leaves)) {
      return hold("OWN_PURCHASE", waitKey.operator);
    }
    const leafId = leaves.find((leaf) => leaf !== null) ?? null;
    const none = { leafId, matched: null };
    const owner =
      leafId !== null || presented.length === 0 || visits ? none : this.#ownerOf(item, presented);
    if ("kind" in owner) {
      return owner;
    }
    return { kind: "FOUND", orderIds, ...owner, returnDocument, visits };
  }

  /** What its store may do to the order; events of no store may do everything. */
  #rightOf(
    item: EventItem,
    orderIds: readonly bigint[],
  ): { kind: "MAY"; visits: boolean } | Ending {
    if (item.boundStore === null) {
      return { kind: "MAY", visits: false };
    }
    const numbers = this.#numbersOfOthers(item, orderIds[0] ?? null);
    if (numbers !== null) {
      return numbers;
    }
    const right = this.#storesOrders.rightOf(item, orderIds, this.#input.alone);
    if (right === "ALONE") {
      return { kind: "ALONE" };
    }
    if (right.kind === "REFUSED") {
      return { kind: "REJECT", reason: "ORDER_OF_ANOTHER_STORE", field: right.field };
    }
    return { kind: "MAY", visits: right.kind === "VISITING" };
  }

  /** Whose a guest's order becomes by the identifiers that the event presents. */
  #ownerOf(item: EventItem, presented: readonly WorkingIdentifier[]): Owner | Ending {
    const found = identify(presented, item.source);
    switch (found.kind) {
      case "GUEST":
        return { leafId: null, matched: null };
      case "UNKNOWN":
        return item.decideAtOnce
          ? { leafId: null, matched: null }
          : hold("UNKNOWN_CUSTOMER", anyWaitKey(found.waitsFor.map(waitKey.identifier)));
      case "KNOWN":
        return this.#isSenders(item, [found.leafId])
          ? hold("OWN_PURCHASE", waitKey.operator)
          : { leafId: found.leafId, matched: found.matched };
      case "CREATE": {
        const leafId = this.#input.nextId();
        this.newCustomers.set(leafId, item);
        this.#identifiers.attachFirst(item, found.first, leafId);
        return { leafId, matched: found.first };
      }
    }
  }

  #apply(item: EventItem, found: Found, presented: readonly WorkingIdentifier[]): Resolution {
    const { orderIds, leafId, matched, returnDocument, visits } = found;
    if (leafId !== null && !visits) {
      const isNew = this.newCustomers.has(leafId);
      this.#identifiers.attachAndCompare(item, presented, { leafId, isNew });
    }
    const [existing = null, ...absorbs] = orderIds;
    const orderId = existing ?? this.#input.nextId();
    if (existing === null) {
      this.#opened.add(orderId);
    }
    this.#orders.take(item, orderId);
    this.#orders.give(orderId, leafId);
    this.#storesOrders.add(item, orderId, existing === null);
    return {
      kind: "APPLY",
      orderId,
      opens: existing === null,
      leafId,
      matchedIdentifierId: matched?.id ?? null,
      identifierIds: presented.map(({ id }) => id),
      returnDocument,
      absorbs,
      visits,
    };
  }

  /**
   * A store's event may name an order by another source's number to return, exchange, take payment
   * or hand over; the number must lead to an order: a store gives no order a number that is not its
   * own source's.
   */
  #numbersOfOthers({ event, decideAtOnce }: EventItem, existing: bigint | null): Ending | null {
    const others = event.references.filter(({ source }) => source !== event.source);
    if (others.length === 0) {
      return null;
    }
    const unknown = others.filter((reference) => this.#orders.named([reference]).length === 0);
    if (mayVisit(event.kind) && unknown.length === 0) {
      return null;
    }
    return mayVisit(event.kind) && existing === null && !decideAtOnce
      ? hold("UNKNOWN_ORDER", anyWaitKey(unknown.map(waitKey.order)))
      : { kind: "REJECT", reason: "NUMBER_OF_ANOTHER_SOURCE", field: ["references"] };
  }

  /**
   * Whether it is the sender's own record, and nobody else has vouched for the event yet
   * (programme 1.34).
   */
  #isSenders({ sentBy, held }: EventItem, leaves: readonly (bigint | null)[]): boolean {
    const own = sentBy === null ? undefined : this.#input.ownRoots.get(sentBy);
    if (own === undefined || held?.reason === "OWN_PURCHASE") {
      return false;
    }
    return leaves.some((leafId) => leafId !== null && this.#roots.get(leafId) === own);
  }

  #waitsForPeople(item: EventItem, now: Instant): Ending | null {
    const { event, held, origin } = item;
    const isAskedBefore = origin === "RERUN" && !BEFORE_PEOPLE.has(held?.reason ?? "");
    if (isAskedBefore || item.decideAtOnce || item.mode === "BACKFILL") {
      return null;
    }
    const opens = this.#orders.named(event.references).length === 0;
    if (!event.history && isOld(event, agesUntil(item, now), opens)) {
      return hold("OLD_EVENT", waitKey.operator);
    }
    if (event.store !== null && this.#input.catalog.storeZone(event.store) === undefined) {
      return hold("UNKNOWN_STORE", waitKey.store(event.store));
    }
    if (event.channel !== null && !this.#input.catalog.hasChannel(event.channel)) {
      return hold("UNKNOWN_CHANNEL", waitKey.channel(event.channel));
    }
    return null;
  }
}

/** A return that names no order, only itself. */
function isReturnDocument(event: PurchaseEvent): boolean {
  return (
    event.kind === "RETURNED" &&
    event.references.every((reference) => reference.kind === RETURN_REFERENCE_KIND)
  );
}
