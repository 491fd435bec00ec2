import type { Tx } from "../../db/connection/client.ts";
import type { LotRow } from "../../db/queries/core/writeState.ts";
import {
  type AccountRow,
  readAccounts,
  readUnlinkedReturns,
  type UnlinkedReturnRow,
} from "../../db/queries/core/writeState.ts";
import { type RecordedGrantRow, readGrants } from "../../db/queries/loyalty/grants.ts";
import * as rowsOf from "../../db/queries/verify/verifyRows.ts";
import { type FactJson, identifiersOfFact } from "../domain/purchase/factCodec.ts";

/** What belongs together: one customer, one guest order, or some of both whose orders were joined. */
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
  readonly due: Map<bigint, string>;
  readonly unlinked: UnlinkedReturnRow[];
  readonly commandFacts: rowsOf.CommandFactRow[];
  readonly streams: Map<bigint, rowsOf.StreamRow>;
  /** Those of the customers and those that events present, by id; empty where rows are read to PLAY. */
  readonly identifiers: Map<string, rowsOf.StoredIdentifierRow>;
  /** What streams tell of points, in the order of the streams; empty where rows are read to PLAY. */
  readonly news: rowsOf.NewsRow[];
  readonly identifierActs: rowsOf.IdentifierActRow[];
  readonly interactions: { leaf_id: bigint; source_id: number; occurred_at: string }[];
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
    for (const root of group.seed.roots) byRoot.set(root, group);
    for (const order of group.seed.guestOrders) byOrder.set(order, group);
    for (const event of group.seed.events) byEvent.set(event, group);
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
  const [
    accounts,
    memberships,
    orders,
    events,
    entries,
    tierChanges,
    due,
    unlinked,
    streams,
    commandFacts,
    grants,
    identifierActs,
    interactions,
    news,
  ] = await Promise.all([
    readAccounts(tx, roots, leaves),
    rowsOf.readRecordedMemberships(tx, leaves),
    rowsOf.readStoredOrders(tx, leaves, [...byOrder.keys()], readFor),
    rowsOf.readEvents(tx, [...byEvent.keys()]),
    rowsOf.readEntries(tx, leaves, readFor),
    rowsOf.readTierChanges(tx, roots),
    rowsOf.readDueOf(tx, roots),
    readUnlinkedReturns(tx, leaves),
    rowsOf.readStreams(tx, roots),
    rowsOf.readCommandFacts(tx, leaves),
    readGrants(tx, roots),
    readFor === "CHECK" ? rowsOf.readIdentifierActs(tx, leaves) : [],
    readFor === "CHECK" ? rowsOf.readInteractionsOf(tx, leaves) : [],
    readFor === "CHECK" ? rowsOf.readNews(tx, roots) : [],
  ]);
  for (const row of accounts) byLeaf.get(row.leaf_id)?.accounts.push(row);
  for (const row of memberships) byLeaf.get(row.leaf_id)?.memberships.push(row);
  for (const row of orders)
    (byOrder.get(row.id) ?? byLeaf.get(row.leaf_id ?? -1n))?.orders.push(row);
  for (const row of events) byEvent.get(row.id)?.events.push(row);
  for (const row of tierChanges) byRoot.get(row.root_id)?.tierChanges.push(row);
  for (const row of grants) byRoot.get(row.root_id)?.grants.push(row);
  for (const row of due) byRoot.get(row.root_id)?.due.set(row.root_id, row.next_due_at);
  for (const row of unlinked) byLeaf.get(row.leaf_id)?.unlinked.push(row);
  for (const row of streams) byRoot.get(row.root_id)?.streams.set(row.root_id, row);
  for (const row of commandFacts) byLeaf.get(row.leaf_id)?.commandFacts.push(row);
  for (const row of identifierActs) byLeaf.get(row.leaf_id)?.identifierActs.push(row);
  for (const row of news) byRoot.get(row.root_id)?.news.push(row);
  for (const row of interactions) byLeaf.get(row.leaf_id)?.interactions.push(row);
  if (readFor === "CHECK") await addIdentifiers(tx, groups, leaves, byLeaf);
  const ownerOfLot = new Map<bigint, Group>();
  for (const row of entries) {
    const group = byLeaf.get(row.leaf_id);
    group?.entries.push(row);
    for (const [lotId] of row.lots ?? []) {
      if (group !== undefined) ownerOfLot.set(BigInt(lotId), group);
    }
  }
  for (const row of await rowsOf.readLots(tx, [...ownerOfLot.keys()])) {
    ownerOfLot.get(row.id)?.lots.set(row.id, row);
  }
  return groups;
}

/** Each group gets those of its customers and those that its events present. */
async function addIdentifiers(
  tx: Tx,
  groups: readonly Group[],
  leaves: readonly bigint[],
  byLeaf: ReadonlyMap<bigint, Group>,
): Promise<void> {
  const presentedBy = new Map<bigint, Set<Group>>();
  for (const group of groups) {
    for (const { fact } of group.events) {
      for (const { id } of identifiersOfFact(fact as FactJson | null)) {
        const known = presentedBy.get(id);
        if (known === undefined) presentedBy.set(id, new Set([group]));
        else known.add(group);
      }
    }
  }
  const ids = [...presentedBy.keys()];
  for (const row of await rowsOf.readIdentifiersOf(tx, leaves, ids)) {
    const id = String(row.id);
    byLeaf.get(row.leaf_id ?? -1n)?.identifiers.set(id, row);
    for (const group of presentedBy.get(row.id) ?? []) group.identifiers.set(id, row);
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
    due: new Map(),
    unlinked: [],
    commandFacts: [],
    streams: new Map(),
    identifiers: new Map(),
    news: [],
    identifierActs: [],
    interactions: [],
  };
}
