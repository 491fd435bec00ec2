import type { Tx } from "../../db/connection/client.ts";
import { findOrdersSince } from "../../db/queries/core/enrolment.ts";
import {
  countIdentifiersHeld,
  findEvents,
  findIdentifiers,
  findReferences,
  findSalesOfArticles,
  readClock,
  readMemberships,
  readOrders,
  readUnlinkedReturns,
  type StoredEventRow,
} from "../../db/queries/core/writeState.ts";
import { findLeavesByPublicIds } from "../../db/queries/interactions/interactions.ts";
import type { IdBlocks } from "../../db/statements/idBlocks.ts";
import type { Catalog } from "../core/catalog.ts";
import { creditedSince } from "../core/moves/enrol.ts";
import { articlesOf, articlesToMatch, namedBy } from "../core/moves/rematch.ts";
import { decodeFacts } from "../core/orderCodec.ts";
import type { HeldOfKind } from "../domain/identity/rules/kindLimits.ts";
import type { OrderReference } from "../domain/purchase/event.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { type EventItem, type Item, isEventItem } from "./item.ts";
import { eventKeyOf, identifierKey, referenceKey } from "./keys.ts";
import type { Resolved } from "./resolution.ts";
import { resolve } from "./resolve.ts";
import { type World, worldOf } from "./world.ts";

export interface PlanDeps {
  readonly tx: Tx;
  readonly ids: IdBlocks;
  readonly catalog: Catalog;
}

/** What the stored row of an event key means for an item that came with the same key. */
export type Known =
  | { readonly kind: "DUPLICATE"; readonly row: StoredEventRow }
  | { readonly kind: "CONFLICT"; readonly row: StoredEventRow }
  /** It was rejected and comes again with another body: it may have been corrected. */
  | { readonly kind: "CORRECTION"; readonly row: StoredEventRow };

export interface PlanOptions {
  /** One event that may wait, join orders and rematch returns. */
  readonly alone: boolean;
  /**
   * Looks every key up. Otherwise event keys, and numbers of events that are usually an order's
   * first, are taken to be new, and customers to have less of each kind of identifier than they
   * may: taking them finds out, and the batch is planned again, carefully. Saves two of three
   * look-ups.
   */
  readonly careful: boolean;
  /**
   * Events that match returns without an order, or make customers members who may have bought
   * something before, of any customers: careful, and those orders are looked for.
   */
  readonly rematches: boolean;
}

/**
 * Whether the orders that its events may match or credit are looked up before the locks and loaded
 * under them.
 */
export function matchesReturns({ alone, rematches }: PlanOptions): boolean {
  return alone || rematches;
}

/** Kinds whose numbers are usually new. */
const FIRST_KINDS: ReadonlySet<string> = new Set(["SOLD", "PLACED"]);

export interface BatchPlan {
  readonly plannedAt: Instant;
  readonly world: World;
  readonly known: ReadonlyMap<Item, Known>;
  /** Items that have an event to resolve, in the order they came. */
  readonly events: readonly EventItem[];
  readonly resolved: Resolved;
  readonly identifierKeys: readonly { kind: string; value: string }[];
  readonly referenceKeys: readonly {
    value: string;
    kind: string;
    source: string;
    scope: string;
  }[];
  /**
   * Orders that a return without an order may belong to, or that joining credits; locked in class 2
   * (contract 3.4).
   */
  readonly candidateOrders: readonly bigint[];
  /** How those were found, to find them again under the locks. */
  readonly searches: readonly SaleSearch[];
  /**
   * Leaves that may join by these events; what they bought since then is among those orders, and
   * credited.
   */
  readonly joining: readonly JoiningLeaf[];
}

export interface JoiningLeaf {
  readonly leafId: bigint;
  readonly since: Instant;
}

export interface SaleSearch {
  readonly leafId: bigint;
  readonly articles: readonly string[];
}

/**
 * Ids that one event can need: event, order, customer, account, membership, entries, lots, tier
 * changes, identifiers.
 */
export const IDS_PER_EVENT = 60;

/**
 * Reads what the batch's keys lead to and decides what to take; nothing is locked yet, so all of
 * it is checked again under the locks. One round trip, and two more for events that match returns
 * without an order or make members.
 */
export async function planBatch(
  deps: PlanDeps,
  items: readonly Item[],
  options: PlanOptions,
): Promise<BatchPlan> {
  const { tx, ids, catalog } = deps;
  const keys = keysOf(items, options);
  const { events: eventItems, stored: keyed, identifiers: identifierKeys, asked, senders } = keys;
  const [stored, identifiers, references, clock, own] = await Promise.all([
    keyed.length === 0
      ? []
      : findEvents(
          tx,
          keyed.map((item) => ({ source_id: item.source?.id as number, event_id: item.eventId })),
        ),
    identifierKeys.length === 0 ? [] : findIdentifiers(tx, identifierKeys),
    asked.length === 0 ? [] : findReferences(tx, asked),
    readClock(tx),
    senders.length === 0 ? [] : findLeavesByPublicIds(tx, senders),
    ids.ensure(items.length * IDS_PER_EVENT),
  ]);
  const plannedAt = instantFromPg((clock[0] as { now: string }).now);
  const known = knownOf(keyed, stored);
  const world = worldOf(identifiers, references);
  const events = eventItems.filter((item) => {
    const kind = known.get(item)?.kind;
    return kind === undefined || kind === "CORRECTION";
  });
  const held = options.careful ? await heldBy(tx, events, world) : [];
  const resolved = resolve({
    items: events,
    world,
    catalog,
    plannedAt,
    ownRoots: new Map(own.map((row) => [row.public_id, row.root_id])),
    nextId: () => ids.next(),
    ...{ alone: options.alone, held },
  });
  const { searches, candidateOrders, joining } = matchesReturns(options)
    ? await candidatesOf({ tx, catalog }, events, resolved, plannedAt)
    : NO_CANDIDATES;
  return {
    plannedAt,
    world,
    known,
    events,
    resolved,
    identifierKeys,
    referenceKeys: keys.references,
    candidateOrders,
    searches,
    joining,
  };
}

/** How many of the kinds that somebody may get one of the batch's customers have. */
async function heldBy(
  tx: Tx,
  events: readonly EventItem[],
  { identifiers, references }: World,
): Promise<readonly HeldOfKind[]> {
  const free = events.flatMap(({ event, source }) =>
    event.identifiers
      .filter((one) => (identifiers.get(identifierKey(one))?.leafId ?? null) === null)
      .flatMap(({ kind }) => (source.trusted_kinds.includes(kind) ? [kind] : [])),
  );
  const kinds = [...new Set(free)];
  const roots = new Set([
    ...[...identifiers.values()].flatMap(({ rootId }) => rootId ?? []),
    ...[...references.values()].flatMap(({ orderRootId }) => orderRootId ?? []),
  ]);
  const asked = [...roots].flatMap((root) => kinds.map((kind) => ({ root, kind })));
  return asked.length === 0 ? [] : await countIdentifiersHeld(tx, asked);
}

interface BatchKeys {
  readonly events: readonly EventItem[];
  /** Whose event keys are looked up. */
  readonly stored: readonly Item[];
  readonly identifiers: BatchPlan["identifierKeys"];
  readonly references: BatchPlan["referenceKeys"];
  /** Of the references those that are looked up. */
  readonly asked: readonly (OrderReference & { readonly with_facts: boolean })[];
  /** Of those few senders who are customers too. */
  readonly senders: readonly string[];
}

function keysOf(items: readonly Item[], options: PlanOptions): BatchKeys {
  const looksUp = (item: Item): boolean =>
    options.careful || matchesReturns(options) || item.origin === "RERUN";
  const events = items.filter(isEventItem);
  const named = events.flatMap(({ event }) => event.references);
  const presented = events.flatMap(({ event }) => event.identifiers);
  const asked = events
    .filter((item) => looksUp(item) || !FIRST_KINDS.has(item.event.kind))
    .flatMap(({ event }) => event.references);
  // What a store may do depends on the order: its facts come along, with no round trip of their
  // own.
  const ofStores = new Set(
    events
      .filter(({ boundStore }) => boundStore !== null)
      .flatMap(({ event }) => event.references.map(referenceKey)),
  );
  return {
    events,
    stored: items.filter((item) => item.eventKey !== null && looksUp(item)),
    identifiers: distinct(presented, identifierKey).map(({ kind, value }) => ({ kind, value })),
    references: distinct(named, referenceKey).map(({ value, kind, source, scope }) => {
      return { value, kind, source, scope };
    }),
    asked: distinct(asked, referenceKey).map((reference) => ({
      ...reference,
      with_facts: ofStores.has(referenceKey(reference)),
    })),
    senders: [...new Set(events.flatMap(({ sentBy }) => sentBy ?? []))],
  };
}

function knownOf(items: readonly Item[], stored: readonly StoredEventRow[]): Map<Item, Known> {
  const known = new Map<Item, Known>();
  if (stored.length === 0) {
    return known;
  }
  const rows = new Map(stored.map((row) => [eventKeyOf(row.source_id, row.event_id), row]));
  for (const item of items) {
    const row = rows.get(item.eventKey as string);
    if (row === undefined) {
      continue;
    }
    if (item.origin === "RERUN") {
      // Two processes released it, and the other one was faster.
      if (row.outcome !== "HELD") {
        known.set(item, { kind: "DUPLICATE", row });
      }
      continue;
    }
    const same =
      row.hash_version === item.hashVersion && row.body_hash.toString("hex") === item.bodyHash;
    known.set(item, {
      kind: same ? "DUPLICATE" : row.outcome === "REJECTED" ? "CORRECTION" : "CONFLICT",
      row,
    });
  }
  return known;
}

type Candidates = Pick<BatchPlan, "candidateOrders" | "searches" | "joining">;

const NO_CANDIDATES: Candidates = { candidateOrders: [], searches: [], joining: [] };

/**
 * The sales and the returns without an order of the articles whose matches the events may change,
 * and what those bought before who join by them.
 */
async function candidatesOf(
  { tx, catalog }: Pick<PlanDeps, "tx" | "catalog">,
  events: readonly EventItem[],
  resolved: Resolved,
  plannedAt: Instant,
): Promise<Candidates> {
  const applying = events.flatMap((item) => {
    const resolution = resolved.resolutions.get(item);
    return resolution?.kind === "APPLY" && resolution.leafId !== null
      ? [{ item, resolution, leafId: resolution.leafId }]
      : [];
  });
  const leaves = new Set(applying.map(({ leafId }) => leafId));
  const orderIds = applying.flatMap(({ resolution: { orderId, absorbs } }) => [
    orderId,
    ...absorbs,
  ]);
  if (leaves.size === 0) {
    return NO_CANDIDATES;
  }
  const mayJoin = new Map<bigint, Instant>();
  for (const { item, leafId } of applying) {
    if (!item.source.auto_enrol || resolved.newCustomers.has(leafId)) {
      continue;
    }
    const now = item.mode === "BACKFILL" ? item.event.occurredAt : (item.now ?? plannedAt);
    const since = creditedSince(catalog, now);
    const before = mayJoin.get(leafId) ?? since;
    mayJoin.set(leafId, before < since ? before : since);
  }
  const [unlinked, orders, memberships] = await Promise.all([
    readUnlinkedReturns(tx, [...leaves]),
    readOrders(tx, orderIds),
    mayJoin.size === 0 ? [] : readMemberships(tx, [], [...mayJoin.keys()]),
  ]);
  for (const { leaf_id } of memberships) {
    mayJoin.delete(leaf_id);
  }
  const joining = [...mayJoin].map(([leafId, since]) => ({ leafId, since }));
  const unlinkedOf = Map.groupBy(unlinked, (row) => row.leaf_id);
  const inBatch = articlesNamed(resolved);
  const stored = new Map(orders.map((order) => [order.id, articlesOf(decodeFacts(order.facts))]));
  const articlesOfLeaf = new Map<bigint, Set<string>>();
  for (const { item, resolution, leafId } of applying) {
    const named = new Set<string>();
    for (const orderId of [resolution.orderId, ...resolution.absorbs]) {
      for (const article of stored.get(orderId) ?? []) {
        named.add(article);
      }
      for (const article of inBatch.get(orderId) ?? []) {
        named.add(article);
      }
    }
    const articles = articlesToMatch({
      named,
      own: resolution.returnDocument ? namedBy(item.event) : new Set(),
      absorbed: new Set(resolution.absorbs),
      unlinked: unlinkedOf.get(leafId) ?? [],
    });
    const known = articlesOfLeaf.get(leafId) ?? new Set();
    articlesOfLeaf.set(leafId, known.union(articles));
  }
  const searches = [...articlesOfLeaf]
    .filter(([, articles]) => articles.size > 0)
    .map(([leafId, articles]) => ({ leafId, articles: [...articles] }));
  const sales = await Promise.all([
    ...searches.map(({ leafId, articles }) => findSalesOfArticles(tx, leafId, articles)),
    ...joining.map(({ leafId, since }) => findOrdersSince(tx, leafId, formatInstant(since))),
  ]);
  const documents = unlinked.filter((row) => articlesOfLeaf.get(row.leaf_id)?.has(row.article));
  const candidates = new Set([
    ...documents.map((row) => row.return_order_id),
    ...sales.flat().map((row) => row.id),
  ]);
  return { searches, candidateOrders: [...candidates], joining };
}

/**
 * Articles that the events of a batch name, by the order they belong to, whoever names its
 * customer.
 */
export function articlesNamed({
  resolutions,
}: Pick<Resolved, "resolutions">): Map<bigint, Set<string>> {
  const named = new Map<bigint, Set<string>>();
  for (const [{ event }, resolution] of resolutions) {
    if (resolution.kind !== "APPLY") {
      continue;
    }
    const { orderId } = resolution;
    named.set(orderId, (named.get(orderId) ?? new Set()).union(namedBy(event)));
  }
  return named;
}

function distinct<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  const seen = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) {
      seen.set(key, value);
    }
  }
  return [...seen.values()];
}
