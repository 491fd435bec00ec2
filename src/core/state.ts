import type { AccountRow, UnlinkedReturnRow } from "../../db/queries/core/writeState.ts";
import type { OrderFacts, OrderView } from "../domain/order/facts.ts";
import { EMPTY_FACTS } from "../domain/order/mergeOrder.ts";
import type { PointsDecision } from "../domain/points/decision.ts";
import type { CapCounts, EarningBasis } from "../domain/points/earningBasis.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { nextDueOf, type Standing, type TierBasis } from "../domain/tier/standing.ts";
import type { DayBuckets, TierState } from "../domain/tier/state.ts";
import type { Instant } from "../domain/time/instant.ts";
import { NOTHING_POSTED, type PostedState } from "./orderCodec.ts";

/** The rows a batch decides on, in memory, under their locks; `dirty` ones are written back. */

export interface AccountWork {
  readonly id: bigint;
  readonly leafId: bigint;
  readonly programme: string;
  readonly wallet: string;
  active: bigint;
  pending: bigint;
  /** Booked and not active yet. */
  maturing: bigint;
  /** When time alone changes active or maturing next. */
  nextLotAt: Instant | null;
  /** The rolling expiry of lots without one of their own. */
  rollsUntil: Instant | null;
  /** Something other than the return of what they were earned for took points. */
  drawn: boolean;
  /** Orders whose first points came here. */
  orders: bigint;
  /** Points of rules with a limit, by period. */
  counts: CapCounts;
  /** All that is left when time may change it or it was drawn from; else what this batch opened. */
  readonly lots: Map<bigint, LotWork>;
  buckets: DayBuckets;
  readonly isNew: boolean;
  dirty: boolean;
}

/** Points that came in together, as they are being spent, taken back or lost. */
export interface LotWork {
  readonly id: bigint;
  /** The order that made it; null for those of commands. */
  readonly orderId: bigint | null;
  readonly points: bigint;
  remaining: bigint;
  /** What of it expired and no return has asked for since. */
  expired: bigint;
  readonly activatesAt: Instant;
  readonly expiresAt: Instant | null;
  dirty: boolean;
}

export interface MembershipWork {
  readonly status: "ENROLLED" | "SUSPENDED" | "CLOSED";
  readonly enrolledAt: Instant;
}

export interface CustomerWork {
  readonly rootId: bigint;
  readonly publicId: string;
  readonly isNew: boolean;
  readonly leaves: bigint[];
  /** On any of the leaves: a mark on one marks the person. */
  readonly marks: Set<string>;
  seq: bigint;
  /** Of the last recorded fact; the next one is later. */
  recordedAt: Instant;
  evaluatedAt: Instant;
  /** The tier that counts; what was earned stands in `basis` while a grant is in force. */
  tier: TierState | null;
  basis: TierBasis | null;
  /** As loaded: tells whether the basis has to be written. */
  readonly basisBefore: TierBasis | null;
  /** As loaded: tells whether the due instant moved. */
  dueBefore: Instant | null;
  rulesetVersion: number;
  readonly seenBy: Record<string, string>;
  /** By leaf and wallet, of all leaves under the root. */
  readonly accounts: Map<string, AccountWork>;
  /** Something that had counted towards tiers was taken back since the tier was last decided. */
  hasReturned: boolean;
  dirty: boolean;
}

export interface OrderWork {
  readonly id: bigint;
  readonly publicId: string;
  readonly isNew: boolean;
  leafId: bigint | null;
  matchedIdentifierId: bigint | null;
  identifierIds: readonly bigint[];
  readonly sourceId: number;
  readonly openedByEventId: bigint;
  refs: readonly (readonly [string, string, string, string])[];
  facts: OrderFacts;
  posted: PostedState;
  /** What its points rest on beside the order; null under rules that need nothing else. */
  basis: EarningBasis | null;
  /** The mark for which it earns nothing, as of when it became the customer's. */
  mark: string | null;
  pointsPending: bigint;
  absorbedInto: bigint | null;
  recordedAt: Instant;
  /** What it came to when it was last settled in this batch; set on every dirty order. */
  settled: SettledOrder | null;
  dirty: boolean;
}

export interface SettledOrder {
  readonly view: OrderView;
  readonly ruleset: Ruleset;
  readonly decision: PointsDecision;
}

export interface Workset {
  readonly customers: Map<bigint, CustomerWork>;
  /** Leaf -> root, for every leaf of the locked customers. */
  readonly roots: Map<bigint, bigint>;
  /** Leaves that are no customer of their own now: what stands on their rows, by leaf. */
  readonly absorbed: Map<bigint, CustomerWork>;
  /** Leaf -> its marks, for every leaf that has any. */
  readonly marks: ReadonlyMap<bigint, readonly string[]>;
  readonly memberships: Map<string, MembershipWork>;
  readonly orders: Map<bigint, OrderWork>;
  readonly lots: Map<bigint, LotWork>;
  readonly unlinked: Map<bigint, UnlinkedReturnRow[]>;
  /**
   * Per leaf the articles whose sales and returns are loaded, and no others may be matched; null
   * when all of them are.
   */
  readonly searched: ReadonlyMap<bigint, ReadonlySet<string>> | null;
  /** Leaves whose orders are loaded that joining credits; null when all that there are, are. */
  readonly joining: ReadonlySet<bigint> | null;
}

export function membershipKey(leafId: bigint, programme: string): string {
  return `${leafId}/${programme}`;
}

export function accountKey(leafId: bigint, programme: string, wallet: string): string {
  return `${leafId}/${programme}/${wallet}`;
}

/** A customer that this batch makes; its times start at the event that makes it. */
export function newCustomer(leafId: bigint, publicId: string, at: Instant): CustomerWork {
  return {
    rootId: leafId,
    publicId,
    isNew: true,
    leaves: [leafId],
    marks: new Set(),
    seq: 0n,
    recordedAt: at,
    evaluatedAt: at,
    tier: null,
    basis: null,
    basisBefore: null,
    dueBefore: null,
    rulesetVersion: 0,
    seenBy: {},
    accounts: new Map(),
    hasReturned: false,
    dirty: true,
  };
}

/** Entries that time may make of the lots that are loaded: each becomes active and expires once. */
export function idsForLots({ customers }: Workset): number {
  let lots = 0;
  for (const { accounts } of customers.values()) {
    for (const account of accounts.values()) {
      lots += account.nextLotAt === null ? 0 : account.lots.size;
    }
  }
  return 2 * lots;
}

export function newOrder(
  seed: Pick<
    OrderWork,
    "id" | "publicId" | "leafId" | "matchedIdentifierId" | "sourceId" | "openedByEventId"
  >,
): OrderWork {
  return {
    ...seed,
    isNew: true,
    identifierIds: [],
    refs: [],
    facts: EMPTY_FACTS,
    posted: NOTHING_POSTED,
    basis: null,
    mark: null,
    pointsPending: 0n,
    absorbedInto: null,
    recordedAt: 0 as Instant,
    settled: null,
    dirty: true,
  };
}

/** The tier with what it rests on; null for somebody who has none. */
export function standingOf({ tier, basis }: CustomerWork): Standing | null {
  return tier === null ? null : { tier, basis };
}

/** When time alone may change the customer's tier or points next; never of one in another. */
export function nextDueOfCustomer(customer: CustomerWork): Instant | null {
  if (customer.leaves.length === 0) {
    return null;
  }
  const standing = standingOf(customer);
  let due = standing === null ? null : nextDueOf(standing);
  for (const { nextLotAt } of customer.accounts.values()) {
    if (nextLotAt !== null && (due === null || nextLotAt < due)) {
      due = nextLotAt;
    }
  }
  return due;
}

/** Whether decisions about the account look at its lots: read them under the same lock. */
export function needsLots(row: Pick<AccountRow, "next_lot_at" | "drawn">): boolean {
  return row.next_lot_at !== null || row.drawn;
}
