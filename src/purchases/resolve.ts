import type { IdentifierClaimRow, ReferenceRow } from "../../db/queries/core/claims.ts";
import { agesUntil } from "../core/moves/applyPurchase.ts";
import { isPlainToSee } from "../domain/identity/seen.ts";
import { orderOpens } from "../domain/order/mergeOrder.ts";
import { mayVisit } from "../domain/order/storeRights.ts";
import type { OrderReference, PurchaseEvent } from "../domain/purchase/event.ts";
import { FUTURE_TOLERANCE_MINUTES, type HoldReason, waitKey } from "../domain/purchase/holds.ts";
import { isOld, latestMoment } from "../domain/purchase/moments.ts";
import { amountFault } from "../domain/purchase/plausible.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import { attachable, identify, type WorkingIdentifier } from "./identify.ts";
import type { EventItem } from "./item.ts";
import { anyWaitKey, identifierKey, referenceKey } from "./keys.ts";
import type { Resolution, Resolved, ResolveInput } from "./resolution.ts";
import { StoresOrders } from "./storesOrders.ts";

/**
 * What is found before anybody is asked: an event that waited for these has not been looked at for anything else. Else
 * a moment just ahead would spare an event of long ago the person who has to look at it.
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
 * Pure but for the ids it draws: run before the transaction on what was read then, and again after the claims when
 * the claims show that the world has changed. Events keep the order they came in; only those whose order nobody has
 * opened yet come last, so that within one call a return never waits for the sale beside it.
 */
export function resolve(input: ResolveInput): Resolved {
  const batch = new Resolver(input);
  const behindTheirOrder: EventItem[] = [];
  for (const item of input.items) {
    if (batch.awaitsItsOrder(item)) {
      behindTheirOrder.push(item);
    } else {
      batch.resolveItem(item);
    }
  }
  for (const item of behindTheirOrder) {
    batch.resolveItem(item);
  }
  batch.forgetRefused();
  return batch;
}

class Resolver implements Resolved {
  readonly resolutions = new Map<EventItem, Resolution>();
  readonly identifiers = new Map<string, WorkingIdentifier>();
  readonly newCustomers = new Map<bigint, EventItem>();
  readonly newReferences = new Map<string, ReferenceRow & { readonly owner: EventItem }>();
  readonly filledReferences = new Map<string, ReferenceRow>();
  readonly attached: WorkingIdentifier[] = [];
  readonly candidates: { a: bigint; b: bigint; evidence: object }[] = [];
  /** Orders of this batch: the leaf they have got so far. */
  readonly #orderLeaves = new Map<bigint, bigint | null>();
  /** Of orders that events of a store name: what is known of them, with what this batch adds. */
  readonly #storesOrders: StoresOrders;
  /** Roots of the leaves that the keys of this batch lead to. */
  readonly #roots = new Map<bigint, bigint>();
  readonly #input: ResolveInput;

  constructor(input: ResolveInput) {
    this.#input = input;
    this.#storesOrders = new StoresOrders(input.items, input.world);
  }

  awaitsItsOrder({ event }: EventItem): boolean {
    return (
      !orderOpens(event.kind) &&
      !isReturnDocument(event) &&
      this.#ordersOf(event.references).length === 0
    );
  }

  resolveItem(item: EventItem): void {
    this.resolutions.set(item, this.#resolutionOf(item));
  }

  /** What only refused events present is claimed for nobody: a refusal leaves no personal data behind. */
  forgetRefused(): void {
    const resolutions = [...this.resolutions.values()];
    if (resolutions.every(({ kind }) => kind !== "REJECT")) return;
    const named = new Set(
      resolutions.flatMap((one) => ("identifierIds" in one ? one.identifierIds : [])),
    );
    for (const [key, { isNew, id }] of this.identifiers) {
      if (isNew && !named.has(id)) this.identifiers.delete(key);
    }
  }

  #resolutionOf(item: EventItem): Resolution {
    const { event, source } = item;
    // Before anything is drawn or claimed for it. One from before the rule is known, and goes on naming its customer.
    const unclear = event.identifiers.findIndex(
      (one) => !isPlainToSee(one.value) && !this.#input.world.identifiers.has(identifierKey(one)),
    );
    if (unclear !== -1) {
      const field = ["customer", String(unclear), "value"];
      return { kind: "REJECT", reason: "TEXT_NOT_ALLOWED", field };
    }
    const presented = event.identifiers.map((identifier) => this.#identifier(identifier, source));
    const identifierIds = presented.map((identifier) => identifier.id);
    const hold = (reason: HoldReason, key: string): Resolution => {
      if (reason === "UNKNOWN_ORDER") {
        this.#claimReferences(item, null);
      }
      return { kind: "HOLD", reason, waitKey: key, identifierIds };
    };

    const latest = latestMoment(event);
    const now = item.now ?? this.#input.plannedAt;
    if (latest.at > now + FUTURE_TOLERANCE_MINUTES * MICROS_PER_MINUTE) {
      // Also when it runs again: what another wait has ended has not come for that reason.
      return item.decideAtOnce
        ? { kind: "REJECT", reason: "IN_THE_FUTURE", field: [latest.field] }
        : hold("IN_THE_FUTURE", waitKey.time(formatInstant(latest.at)));
    }
    const isAsked = item.mode === "LIVE" && !item.isApproved;
    const amount = amountFault(event, isAsked ? this.#input.catalog.rulesetAt(now) : null);
    if (amount !== null) {
      return amount.reason === "OVERFLOW" || item.decideAtOnce
        ? { kind: "REJECT", reason: amount.reason, field: [amount.field] }
        : hold(amount.reason, waitKey.operator);
    }
    const early = this.#waitsForPeople(item, now);
    if (early !== null) {
      return hold(early.reason, early.key);
    }

    const orderIds = this.#ordersOf(event.references);
    if (orderIds.length > 1 && !this.#input.alone) {
      return { kind: "ALONE" };
    }
    const existing = orderIds[0] ?? null;
    let visits = false;
    if (item.boundStore !== null) {
      const numbers = this.#numbersOfOthers(item, existing);
      if (numbers?.kind === "WAIT") return hold("UNKNOWN_ORDER", numbers.key);
      if (numbers !== null) return numbers;
      const right = this.#storesOrders.rightOf(item, orderIds, this.#input.alone);
      if (right === "ALONE") return { kind: "ALONE" };
      if (right.kind === "REFUSED") {
        return { kind: "REJECT", reason: "ORDER_OF_ANOTHER_STORE", field: right.field };
      }
      visits = right.kind === "VISITING";
    }
    const returnDocument = existing === null && isReturnDocument(event);

    if (existing === null && !returnDocument && !orderOpens(event.kind) && !item.decideAtOnce) {
      return hold("UNKNOWN_ORDER", anyWaitKey(event.references.map(waitKey.order)));
    }

    let leafId = existing === null ? null : (this.#leafOf(existing) ?? null);
    for (const other of orderIds) {
      leafId ??= this.#leafOf(other) ?? null;
    }
    const leaves = orderIds.map((orderId) => this.#leafOf(orderId) ?? null);
    if (this.#isSenders(item, leaves)) {
      return hold("OWN_PURCHASE", waitKey.operator);
    }
    let matchedIdentifierId: bigint | null = null;
    if (leafId === null && presented.length > 0 && !visits) {
      const found = identify(presented, source);
      if (found.kind === "UNKNOWN" && !item.decideAtOnce) {
        return hold("UNKNOWN_CUSTOMER", anyWaitKey(found.waitsFor.map(waitKey.identifier)));
      }
      if (found.kind === "KNOWN") {
        if (this.#isSenders(item, [found.leafId])) {
          return hold("OWN_PURCHASE", waitKey.operator);
        }
        leafId = found.leafId;
        matchedIdentifierId = found.matched.id;
      } else if (found.kind === "CREATE") {
        leafId = this.#input.nextId();
        this.newCustomers.set(leafId, item);
        this.#attach(found.first, leafId, leafId);
        matchedIdentifierId = found.first.id;
      }
    }
    if (leafId !== null && !visits) {
      this.#attachAndCompare(item, presented, leafId);
    }

    const orderId = existing ?? this.#input.nextId();
    this.#claimReferences(item, orderId);
    this.#orderLeaves.set(orderId, leafId);
    this.#storesOrders.add(item, orderId, existing === null);
    return {
      kind: "APPLY",
      orderId,
      opens: existing === null,
      leafId,
      matchedIdentifierId,
      identifierIds,
      returnDocument,
      absorbs: orderIds.slice(1),
      visits,
    };
  }

  /**
   * A store's event may name an order by another source's number to return, exchange, take payment or hand over; the
   * number must lead to an order: a store gives no order a number that is not its own source's.
   */
  #numbersOfOthers(
    { event, decideAtOnce }: EventItem,
    existing: bigint | null,
  ): Extract<Resolution, { kind: "REJECT" }> | { kind: "WAIT"; key: string } | null {
    const others = event.references.filter(({ source }) => source !== event.source);
    if (others.length === 0) return null;
    const unknown = others.filter((reference) => this.#ordersOf([reference]).length === 0);
    if (mayVisit(event.kind) && unknown.length === 0) return null;
    return mayVisit(event.kind) && existing === null && !decideAtOnce
      ? { kind: "WAIT", key: anyWaitKey(unknown.map(waitKey.order)) }
      : { kind: "REJECT", reason: "NUMBER_OF_ANOTHER_SOURCE", field: ["references"] };
  }

  /** Whether it is the sender's own record, and nobody else has vouched for the event yet (programme 1.34). */
  #isSenders({ sentBy, held }: EventItem, leaves: readonly (bigint | null)[]): boolean {
    const own = sentBy === null ? undefined : this.#input.ownRoots.get(sentBy);
    if (own === undefined || held?.reason === "OWN_PURCHASE") {
      return false;
    }
    return leaves.some((leafId) => leafId !== null && this.#roots.get(leafId) === own);
  }

  #waitsForPeople(item: EventItem, now: Instant): { reason: HoldReason; key: string } | null {
    const { event, held, origin } = item;
    const isAskedBefore = origin === "RERUN" && !BEFORE_PEOPLE.has(held?.reason ?? "");
    if (isAskedBefore || item.decideAtOnce || item.mode === "BACKFILL") {
      return null;
    }
    const opens = this.#ordersOf(event.references).length === 0;
    if (!event.history && isOld(event, agesUntil(item, now), opens)) {
      return { reason: "OLD_EVENT", key: waitKey.operator };
    }
    if (event.store !== null && this.#input.catalog.storeZone(event.store) === undefined) {
      return { reason: "UNKNOWN_STORE", key: waitKey.store(event.store) };
    }
    if (event.channel !== null && !this.#input.catalog.hasChannel(event.channel)) {
      return { reason: "UNKNOWN_CHANNEL", key: waitKey.channel(event.channel) };
    }
    return null;
  }

  #identifier(
    presented: { kind: string; value: string; verified: boolean },
    { id: sourceId, trusted_kinds, create_kinds }: EventItem["source"],
  ): WorkingIdentifier {
    const { kind } = presented;
    const key = identifierKey(presented);
    const seen = this.identifiers.get(key);
    if (seen !== undefined) {
      return seen;
    }
    const known = this.#input.world.identifiers.get(key);
    const identifier: WorkingIdentifier = {
      ...presented,
      // It stays with the identifier, whoever gets it: only those may say so who may give it to a customer.
      verified: presented.verified && (trusted_kinds.includes(kind) || create_kinds.includes(kind)),
      id: known?.id ?? this.#input.nextId(),
      isNew: known === undefined,
      leafId: known?.leafId ?? null,
      rootId: known?.rootId ?? null,
      status: known?.status ?? "ACTIVE",
      sourceId,
    };
    this.identifiers.set(key, identifier);
    this.#noteRoot(identifier.leafId, identifier.rootId);
    return identifier;
  }

  /** Distinct orders that the references name, smallest id (the oldest) first. */
  #ordersOf(references: readonly OrderReference[]): bigint[] {
    const found = new Set<bigint>();
    for (const reference of references) {
      const key = referenceKey(reference);
      const orderId =
        this.newReferences.get(key)?.order_id ??
        this.filledReferences.get(key)?.order_id ??
        this.#input.world.references.get(key)?.orderId ??
        null;
      if (orderId !== null) {
        found.add(orderId);
        const known = this.#input.world.references.get(key);
        if (!this.#orderLeaves.has(orderId) && known?.orderId === orderId) {
          this.#orderLeaves.set(orderId, known.orderLeafId);
          this.#noteRoot(known.orderLeafId, known.orderRootId);
        }
      }
    }
    return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  #noteRoot(leafId: bigint | null, rootId: bigint | null): void {
    if (leafId !== null && rootId !== null) {
      this.#roots.set(leafId, rootId);
    }
  }

  #leafOf(orderId: bigint): bigint | null | undefined {
    return this.#orderLeaves.get(orderId);
  }

  #claimReferences(item: EventItem, orderId: bigint | null): void {
    for (const reference of item.event.references) {
      const key = referenceKey(reference);
      const row: ReferenceRow = {
        value: reference.value,
        kind: reference.kind,
        source: reference.source,
        scope: reference.scope,
        order_id: orderId,
      };
      const known = this.#input.world.references.get(key);
      if (known === undefined) {
        const claimed = this.newReferences.get(key);
        if (claimed === undefined || (claimed.order_id === null && orderId !== null)) {
          this.newReferences.set(key, { ...row, owner: claimed?.owner ?? item });
        }
      } else if (known.orderId === null && orderId !== null) {
        this.filledReferences.set(key, row);
      }
    }
  }

  #attach(identifier: WorkingIdentifier, leafId: bigint, rootId: bigint): void {
    identifier.leafId = leafId;
    identifier.rootId = rootId;
    if (!identifier.isNew) {
      this.attached.push(identifier);
    }
  }

  #attachAndCompare(
    item: EventItem,
    presented: readonly WorkingIdentifier[],
    leafId: bigint,
  ): void {
    const rootId = presented.find((identifier) => identifier.leafId === leafId)?.rootId ?? leafId;
    for (const identifier of attachable(presented, item.source)) {
      this.#attach(identifier, leafId, rootId);
    }
    for (const identifier of presented) {
      if (
        identifier.rootId !== null &&
        identifier.rootId !== rootId &&
        identifier.status !== "BLOCKED"
      ) {
        const [a, b] =
          rootId < identifier.rootId ? [rootId, identifier.rootId] : [identifier.rootId, rootId];
        this.candidates.push({
          a,
          b,
          evidence: {
            sharedEvent: { source: item.source.code, identifierId: String(identifier.id) },
          },
        });
      }
    }
  }
}

/** A return that names no order, only itself. */
function isReturnDocument(event: PurchaseEvent): boolean {
  return (
    event.kind === "RETURNED" &&
    event.references.every((reference) => reference.kind === RETURN_REFERENCE_KIND)
  );
}

/** The rows that class 3 claims. */
export function identifierClaims(resolved: Resolved): IdentifierClaimRow[] {
  const rows: IdentifierClaimRow[] = [];
  for (const identifier of resolved.identifiers.values()) {
    if (identifier.isNew) {
      rows.push({
        id: identifier.id,
        kind: identifier.kind,
        value: identifier.value,
        leaf_id: identifier.leafId,
        verified: identifier.verified,
        source_id: identifier.sourceId,
      });
    }
  }
  return rows;
}
