import type { RootDecisionRow } from "../../db/queries/core/decisions.ts";
import type {
  AccountRow,
  CustomerRow,
  LotRow,
  MembershipRow,
  OrderRow,
  UnlinkedReturnRow,
} from "../../db/queries/core/writeState.ts";
import type { RootDecision } from "../domain/identity/mergeHistory.ts";
import { splitPartsOf } from "../domain/identity/splitJson.ts";
import { decodeCounts, decodeEarningBasis } from "../domain/points/earningBasis.ts";
import { decodeBasis } from "../domain/tier/basisCodec.ts";
import { EMPTY_BUCKETS } from "../domain/tier/buckets.ts";
import type { TierState } from "../domain/tier/state.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { decodeFacts, decodePosted } from "./orderCodec.ts";
import {
  type AccountWork,
  accountKey,
  type CustomerWork,
  type LotWork,
  membershipKey,
  nextDueOfCustomer,
  type OrderWork,
  type Workset,
} from "./state.ts";

/** Stored rows as the work of a batch; encode.ts writes them back. */

type Loaded = Pick<Workset, "searched" | "joining">;
const ALL_LOADED: Loaded = { searched: null, joining: null };

export interface StateRows {
  readonly customers: readonly CustomerRow[];
  readonly accounts: readonly AccountRow[];
  readonly memberships: readonly MembershipRow[];
  readonly orders: readonly OrderRow[];
  /** Of the orders. */
  readonly lots: readonly LotRow[];
  /** Of the accounts that `needsLots` names: all that is left. */
  readonly openLots: readonly LotRow[];
  readonly unlinked: readonly UnlinkedReturnRow[];
}

/** Where there is nobody yet. */
export const NO_ROWS: StateRows = {
  customers: [],
  accounts: [],
  memberships: [],
  orders: [],
  lots: [],
  openLots: [],
  unlinked: [],
};

export function worksetOf(rows: StateRows, loaded: Loaded = ALL_LOADED): Workset {
  const roots = new Map<bigint, bigint>();
  const customers = new Map<bigint, CustomerWork>();
  const absorbed = new Map<bigint, CustomerWork>();
  const marks = new Map<bigint, readonly string[]>();
  for (const row of rows.customers) {
    roots.set(row.id, row.root_id);
    (row.id === row.root_id ? customers : absorbed).set(row.id, customerOf(row));
  }
  for (const row of rows.customers) {
    const customer = customers.get(row.root_id);
    customer?.leaves.push(row.id);
    const flags = row.flags ?? [];
    if (flags.length > 0) {
      marks.set(row.id, flags);
      for (const flag of flags) {
        customer?.marks.add(flag);
      }
    }
  }
  const accounts = new Map<bigint, AccountWork>();
  for (const row of rows.accounts) {
    const root = roots.get(row.leaf_id);
    const customer = root === undefined ? undefined : customers.get(root);
    const account = accountOf(row);
    accounts.set(row.id, account);
    customer?.accounts.set(accountKey(row.leaf_id, row.programme, row.wallet), account);
  }
  for (const customer of customers.values()) {
    customer.dueBefore = nextDueOfCustomer(customer);
  }
  const lots = new Map<bigint, LotWork>();
  for (const row of [...rows.lots, ...rows.openLots]) {
    const lot = lots.get(row.id) ?? lotOf(row);
    lots.set(row.id, lot);
    accounts.get(row.account_id)?.lots.set(row.id, lot);
  }
  return {
    customers,
    roots,
    absorbed,
    marks,
    memberships: new Map(
      rows.memberships.map((row) => [
        membershipKey(row.leaf_id, row.programme),
        { status: row.status, enrolledAt: instantFromPg(row.enrolled_at) },
      ]),
    ),
    orders: new Map(rows.orders.map((row) => [row.id, orderOf(row)])),
    lots,
    unlinked: Map.groupBy(rows.unlinked, (row) => row.leaf_id),
    ...loaded,
  };
}

function customerOf(row: CustomerRow): CustomerWork {
  const tier: TierState | null =
    row.tier === null || row.tier_since === null
      ? null
      : {
          tier: row.tier,
          since: instantFromPg(row.tier_since),
          until: row.tier_until === null ? null : instantFromPg(row.tier_until),
        };
  const basis = decodeBasis(row.tier_basis);
  return {
    rootId: row.id,
    publicId: row.public_id,
    isNew: false,
    leaves: [],
    marks: new Set(),
    seq: row.seq,
    recordedAt: instantFromPg(row.recorded_at),
    evaluatedAt: instantFromPg(row.evaluated_at),
    tier,
    basis,
    basisBefore: basis,
    dueBefore: null,
    rulesetVersion: 0,
    seenBy: { ...row.seen_by },
    accounts: new Map(),
    hasReturned: false,
    dirty: false,
  };
}

function accountOf(row: AccountRow): AccountWork {
  return {
    id: row.id,
    leafId: row.leaf_id,
    programme: row.programme,
    wallet: row.wallet,
    active: row.active,
    pending: row.pending,
    maturing: row.maturing,
    nextLotAt: row.next_lot_at === null ? null : instantFromPg(row.next_lot_at),
    rollsUntil: row.rolls_until === null ? null : instantFromPg(row.rolls_until),
    drawn: row.drawn,
    orders: row.orders,
    counts: decodeCounts(row.counts),
    lots: new Map(),
    buckets:
      row.bucket_days.length === 0
        ? EMPTY_BUCKETS
        : new Map(row.bucket_days.map((day, index) => [day, row.bucket_minor[index] as bigint])),
    isNew: false,
    dirty: false,
  };
}

function lotOf(row: LotRow): LotWork {
  return {
    id: row.id,
    orderId: row.order_id,
    points: row.points,
    remaining: row.remaining,
    expired: row.expired,
    activatesAt: instantFromPg(row.activates_at),
    expiresAt: row.expires_at === null ? null : instantFromPg(row.expires_at),
    dirty: false,
  };
}

/** A stored order in memory. */
export function orderOf(row: OrderRow): OrderWork {
  return {
    id: row.id,
    publicId: row.public_id,
    isNew: false,
    leafId: row.leaf_id,
    matchedIdentifierId: row.matched_identifier_id,
    identifierIds: row.identifier_ids,
    sourceId: row.source_id,
    openedByEventId: row.opened_by_event_id,
    refs: row.refs,
    facts: decodeFacts(row.facts),
    posted: decodePosted(row.posted),
    basis: decodeEarningBasis(row.earning_basis),
    mark: row.customer_mark,
    pointsPending: row.points_pending,
    absorbedInto: row.absorbed_into,
    recordedAt: instantFromPg(row.recorded_at),
    settled: null,
    dirty: false,
  };
}

/** A stored decision about roots as the history takes it. */
export function decisionOf(row: RootDecisionRow): RootDecision {
  const { survivor_id: survivorId, absorbed_id: absorbedId, at } = row;
  if (row.kind === "SPLIT") {
    const { leaf } = splitPartsOf(row.evidence);
    return { kind: "SPLIT", survivorId, absorbedId, at, leaf };
  }
  return row.kind === "UNMERGED"
    ? { kind: "UNMERGED", survivorId, absorbedId, at, leaves: row.leaves ?? [absorbedId] }
    : { kind: "MERGED", survivorId, absorbedId, at, standings: row.standings };
}
