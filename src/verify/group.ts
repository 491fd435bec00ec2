import type { Tx } from "../../db/connection/client.ts";
import { type RootDecisionRow, readRootDecisions } from "../../db/queries/core/decisions.ts";
import type { LotRow } from "../../db/queries/core/writeState.ts";
import {
  type AccountRow,
  readAccounts,
  readUnlinkedReturns,
  type UnlinkedReturnRow,
} from "../../db/queries/core/writeState.ts";
import { type RecordedGrantRow, readGrants } from "../../db/queries/loyalty/grants.ts";
import * as rowsOf from "../../db/queries/verify/verifyRows.ts";
import { FOLLOWERS } from "../core/followers.ts";
import { type FactJson, identifiersOfFact } from "../domain/purchase/factCodec.ts";
import type { HoldReason } from "../domain/purchase/holds.ts";

/**
 * What belongs together: one customer, one guest order, or some of both whose orders were joined.
 */
export interface Seed {
  readonly roots: readonly bigint[];
  readonly guestOrders: readonly bigint[];
  readonly events: readonly bigint[];
}

/** A seed with all its stored rows. */
export interface Group {
  readonly seed: Seed;
  /** Roots and the leaves under them. */
  readonly customers: rowsOf.StoredCustomerRow[];
  readonly accounts: AccountRow[];
  readonly memberships: rowsOf.RecordedMembershipRow[];
  readonly orders: rowsOf.StoredOrderRow[];
  readonly events: rowsOf.RecordedEventRow[];
  readonly entries: rowsOf.StoredEntryRow[];
  readonly lots: Map<bigint, LotRow>;
  readonly tierChanges: rowsOf.StoredTierChangeRow[];
  readonly grants: RecordedGrantRow[];
  /** Who became whose, in the order in which it was decided. */
  readonly decisions: RootDecisionRow[];
  /** What followers have stored, by `keptKey`; empty where rows are read to PLAY. */
  readonly kept: Map<string, unknown>;
  readonly unlinked: UnlinkedReturnRow[];
  readonly commandFacts: rowsOf.CommandFactRow[];
  readonly streams: Map<bigint, rowsOf.StreamRow>;
  /**
   * Those of the customers and those that events present, by id; empty where rows are read to PLAY.
   */
  readonly identifiers: Map<string, rowsOf.StoredIdentifierRow>;
  /**
   * What streams tell of points, in the order of the streams; empty where rows are read to PLAY.
   */
  readonly news: rowsOf.NewsRow[];
  /** What only events present that had their customer while they waited. */
  readonly presentedWaiting: rowsOf.PresentedWaitingRow[];
  readonly identifierActs: rowsOf.IdentifierActRow[];
  readonly interactions: rowsOf.InteractionOfRow[];
}

/** Loads several seeds with one statement a table and sorts the rows to their owners. */
export async function loadGroups(
  tx: Tx,
  seeds: readonly Seed[],
  readFor: rowsOf.ReadFor,
): Promise<readonly Group[]> {
  const groups = seeds.map(emptyGroup);
  const byRoot = new Map<bigint, Group>();
  const byOrder = new Map<bigint, Group>();
  const byEvent = new Map<bigint, Group>();
  for (const group of groups) {
    for (const root of group.seed.roots) {
      byRoot.set(root, group);
    }
    for (const order of group.seed.guestOrders) {
      byOrder.set(order, group);
    }
    for (const event of group.seed.events) {
      byEvent.set(event, group);
    }
  }
  const roots = [...byRoot.keys()];
  const customers = await rowsOf.readLeaves(tx, roots);
  const leaves = customers.map((row) => row.id);
  const byLeaf = new Map<bigint, Group>();
  for (const row of customers) {
    const group = byRoot.get(row.root_id);
    if (group !== undefined) {
      byLeaf.set(row.id, group);
      group.customers.push(row);
    }
  }
  const ofLeaf = (row: { readonly leaf_id: bigint | null }) => byLeaf.get(row.leaf_id ?? -1n);
  // Also of leaves that were customers of their own once.
  const ofRoot = (row: { readonly root_id: bigint }) => byLeaf.get(row.root_id);
  const checks = readFor === "CHECK";
  const entries = rowsOf.readEntries(tx, leaves, readFor);
  await Promise.all([
    sort(readAccounts(tx, roots, leaves), ofLeaf, (group) => group.accounts),
    sort(rowsOf.readRecordedMemberships(tx, leaves), ofLeaf, (group) => group.memberships),
    sort(
      rowsOf.readStoredOrders(tx, leaves, [...byOrder.keys()], readFor),
      (row) => byOrder.get(row.id) ?? ofLeaf(row),
      (group) => group.orders,
    ),
    sort(
      rowsOf.readEvents(tx, [...byEvent.keys()]),
      (row) => byEvent.get(row.id),
      (group) => group.events,
    ),
    sort(entries, ofLeaf, (group) => group.entries),
    sort(rowsOf.readTierChanges(tx, leaves), ofRoot, (group) => group.tierChanges),
    sort(readGrants(tx, leaves), ofRoot, (group) => group.grants),
    sort(
      readRootDecisions(tx, leaves),
      (row) => byLeaf.get(row.survivor_id),
      (group) => group.decisions,
    ),
    sort(readUnlinkedReturns(tx, leaves), ofLeaf, (group) => group.unlinked),
    sort(rowsOf.readCommandFacts(tx, leaves), ofLeaf, (group) => group.commandFacts),
    sort(rowsOf.readStreams(tx, leaves), ofRoot, ({ streams }) => ({
      push: (row) => streams.set(row.root_id, row),
    })),
    checks && sort(rowsOf.readIdentifierActs(tx, leaves), ofLeaf, (group) => group.identifierActs),
    checks && sort(rowsOf.readInteractionsOf(tx, leaves), ofLeaf, (group) => group.interactions),
    checks &&
      sort(
        readKept(tx, roots),
        ({ root }) => byRoot.get(root),
        ({ kept }) => ({ push: ({ code, root, value }) => kept.set(keptKey(code, root), value) }),
      ),
    checks && sort(rowsOf.readNews(tx, leaves), ofRoot, (group) => group.news),
  ]);
  if (readFor === "CHECK") {
    await addIdentifiers(tx, groups, leaves, byLeaf);
  }
  await addLots(tx, await entries, byLeaf);
  return groups;
}

async function addLots(
  tx: Tx,
  entries: readonly rowsOf.StoredEntryRow[],
  byLeaf: ReadonlyMap<bigint, Group>,
): Promise<void> {
  const ownerOfLot = new Map<bigint, Group>();
  for (const row of entries) {
    const group = byLeaf.get(row.leaf_id);
    for (const [lotId] of row.lots ?? []) {
      if (group !== undefined) {
        ownerOfLot.set(BigInt(lotId), group);
      }
    }
  }
  for (const row of await rowsOf.readLots(tx, [...ownerOfLot.keys()])) {
    ownerOfLot.get(row.id)?.lots.set(row.id, row);
  }
}

/** Puts each row where its group keeps the like of it; a row of none is left. */
async function sort<Row>(
  reading: PromiseLike<readonly Row[]>,
  ownerOf: (row: Row) => Group | undefined,
  placeIn: (group: Group) => { push(row: Row): unknown },
): Promise<void> {
  for (const row of await reading) {
    const owner = ownerOf(row);
    if (owner !== undefined) {
      placeIn(owner).push(row);
    }
  }
}

/** What a follower keeps of a customer. */
export function keptKey(code: string, root: bigint): string {
  return `${code}/${root}`;
}

async function readKept(
  tx: Tx,
  roots: readonly bigint[],
): Promise<{ code: string; root: bigint; value: unknown }[]> {
  const all = await Promise.all(
    FOLLOWERS.map(async (follower) => ({
      code: follower.code,
      rows: await follower.replay(tx, roots),
    })),
  );
  return all.flatMap(({ code, rows }) => [...rows].map(([root, value]) => ({ code, root, value })));
}

/** Reasons for which an event is held that has its customer, made for it if need be. */
const HELD_WITH_CUSTOMER: readonly HoldReason[] = ["RATE_MISSING", "RETURN_WITHOUT_SALE"];

/** Each group gets those of its customers and those that its events present. */
async function addIdentifiers(
  tx: Tx,
  groups: readonly Group[],
  leaves: readonly bigint[],
  byLeaf: ReadonlyMap<bigint, Group>,
): Promise<void> {
  const presentedBy = new Map<bigint, Set<Group>>();
  const presentedByOwn = new Set<string>();
  for (const group of groups) {
    for (const { fact, leaf_id: leafId, source_id: sourceId } of group.events) {
      for (const { id } of identifiersOfFact(fact as FactJson | null)) {
        presentedByOwn.add(`${id} ${leafId} ${sourceId}`);
        const known = presentedBy.get(id);
        if (known === undefined) {
          presentedBy.set(id, new Set([group]));
        } else {
          known.add(group);
        }
      }
    }
  }
  const ids = [...presentedBy.keys()];
  const unexplained = new Map<bigint, Group>();
  for (const row of await rowsOf.readIdentifiersOf(tx, leaves, ids)) {
    const id = String(row.id);
    const own = byLeaf.get(row.leaf_id ?? -1n);
    own?.identifiers.set(id, row);
    for (const group of presentedBy.get(row.id) ?? []) {
      group.identifiers.set(id, row);
    }
    // What a command gave has no source.
    const isPresented = presentedByOwn.has(`${row.id} ${row.leaf_id} ${row.source_id}`);
    if (own !== undefined && row.source_id !== null && !isPresented) {
      unexplained.set(row.id, own);
    }
  }
  if (unexplained.size > 0) {
    const asked = [...unexplained.keys()];
    for (const row of await rowsOf.readPresentedWaiting(tx, HELD_WITH_CUSTOMER, asked)) {
      unexplained.get(row.identifier_id)?.presentedWaiting.push(row);
    }
  }
}

function emptyGroup(seed: Seed): Group {
  return {
    seed,
    customers: [],
    accounts: [],
    memberships: [],
    orders: [],
    events: [],
    entries: [],
    lots: new Map(),
    tierChanges: [],
    grants: [],
    decisions: [],
    kept: new Map(),
    unlinked: [],
    commandFacts: [],
    streams: new Map(),
    identifiers: new Map(),
    news: [],
    presentedWaiting: [],
    identifierActs: [],
    interactions: [],
  };
}
