import type { PointsDecision } from "../domain/points/decision.ts";
import { applyPostings, differenceOf, type Posting } from "../domain/points/differenceOf.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { addToBuckets, EMPTY_BUCKETS, trimBuckets } from "../domain/tier/buckets.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import type { Catalog } from "./catalog.ts";
import type { Effects } from "./effects.ts";
import {
  type AccountWork,
  accountKey,
  type CustomerWork,
  type OrderWork,
  type Workset,
} from "./workset.ts";

/** Why and when something is posted; the same for all entries of one event. */
export interface Cause {
  /** Null when a command or time caused it. */
  readonly eventRowId: bigint | null;
  readonly actor: string;
  readonly store: string | null;
  /** The import that brought it, or null. */
  readonly run: string | null;
  readonly recordedAt: Instant;
  /** Business time: what "now" is for the rules. */
  readonly now: Instant;
}

export interface PostingContext {
  readonly workset: Workset;
  readonly effects: Effects;
  readonly catalog: Catalog;
  readonly nextId: () => bigint;
}

/** The wallet that pending points are shown in: that of the first earning rule. */
function mainWallet(ruleset: Ruleset): string {
  return ruleset.earning[0]?.wallet ?? "points";
}

export function accountOf(
  context: PostingContext,
  customer: CustomerWork,
  leafId: bigint,
  ruleset: Ruleset,
  wallet: string,
): AccountWork {
  const key = accountKey(leafId, ruleset.programme.code, wallet);
  let account = customer.accounts.get(key);
  if (account === undefined) {
    account = {
      id: context.nextId(),
      leafId,
      programme: ruleset.programme.code,
      wallet,
      active: 0n,
      pending: 0n,
      buckets: EMPTY_BUCKETS,
      isNew: true,
      dirty: true,
    };
    customer.accounts.set(key, account);
  }
  return account;
}

/**
 * Gives the ledger the difference between what the order should have earned and what was posted for it (CONTRACT 3):
 * entries, lots, balances and the tier window, all from the same postings.
 */
export function postDecision(
  context: PostingContext,
  order: OrderWork,
  customer: CustomerWork,
  decision: PointsDecision,
  ruleset: Ruleset,
  cause: Cause,
): void {
  const leafId = order.leafId as bigint;
  const postings = differenceOf(decision, order.posted.posted);
  for (const posting of postings) {
    postOne(context, order, customer, posting, ruleset, cause);
  }
  if (postings.length > 0) {
    order.posted = { ...order.posted, posted: applyPostings(order.posted.posted, postings) };
  }
  if (decision.pendingPoints !== order.pointsPending) {
    const account = accountOf(context, customer, leafId, ruleset, mainWallet(ruleset));
    account.pending += decision.pendingPoints - order.pointsPending;
    account.dirty = true;
    order.pointsPending = decision.pendingPoints;
  }
}

function postOne(
  context: PostingContext,
  order: OrderWork,
  customer: CustomerWork,
  posting: Posting,
  ruleset: Ruleset,
  cause: Cause,
): void {
  const leafId = order.leafId as bigint;
  const account = accountOf(context, customer, leafId, ruleset, posting.wallet);
  const issuer = context.catalog.issuerAccount(ruleset.programme.code, posting.wallet);
  const earned = posting.kind === "EARNED";
  const entryId = context.nextId();
  const lots = earned
    ? openLot(context, order, account, posting, entryId)
    : takeFromLots(context.workset, order, posting);

  account.active += earned ? posting.points : -posting.points;
  account.buckets = addToBuckets(account.buckets, posting.effectiveDay, posting.qualifyingMinor);
  account.buckets = trimBuckets(account.buckets, ruleset, cause.now);
  account.dirty = true;

  context.effects.entries.push({
    id: entryId,
    debit_account_id: earned ? issuer : account.id,
    credit_account_id: earned ? account.id : issuer,
    points: posting.points,
    leaf_id: leafId,
    order_id: order.id,
    wallet: posting.wallet,
    rule: posting.rule,
    ruleset_version: ruleset.version,
    kind: posting.kind,
    qualifying_minor: posting.qualifyingMinor,
    effective_at: formatInstant(posting.effectiveAt),
    effective_day: posting.effectiveDay,
    recorded_at: formatInstant(cause.recordedAt),
    business_period: localDateOf(cause.now, ruleset.programme.timeZone).slice(0, 7),
    reason: null,
    actor: cause.actor,
    store: cause.store,
    run: cause.run,
    event_id: cause.eventRowId,
    lines: posting.lines.map((line) => [line.lineId, line.points.toString()] as const),
    lots: lots.map(([lot, points]) => [lot.toString(), points.toString()] as const),
    rate: posting.rate,
  });
}

function openLot(
  context: PostingContext,
  order: OrderWork,
  account: AccountWork,
  posting: Posting,
  entryId: bigint,
): (readonly [bigint, bigint])[] {
  if (posting.points === 0n) {
    return [];
  }
  const id = context.nextId();
  context.effects.lots.push({
    id,
    account_id: account.id,
    entry_id: entryId,
    order_id: order.id,
    points: posting.points,
    remaining: posting.points,
    activates_at: formatInstant(posting.effectiveAt),
    expires_at: null,
  });
  context.workset.lots.set(id, { remaining: posting.points, dirty: false });
  const lots = new Map(order.posted.lots);
  lots.set(posting.rule, [...(lots.get(posting.rule) ?? []), id]);
  order.posted = { ...order.posted, lots };
  return [[id, posting.points]];
}

/** Newest lot of the order first; what the lots no longer hold is an overdraft and has no lot. */
function takeFromLots(
  workset: Workset,
  order: OrderWork,
  posting: Posting,
): (readonly [bigint, bigint])[] {
  const taken: (readonly [bigint, bigint])[] = [];
  let missing = posting.points;
  const made = order.posted.lots.get(posting.rule) ?? [];
  for (let at = made.length - 1; at >= 0 && missing > 0n; at -= 1) {
    const id = made[at] as bigint;
    const lot = workset.lots.get(id);
    if (lot === undefined || lot.remaining === 0n) {
      continue;
    }
    const part = lot.remaining < missing ? lot.remaining : missing;
    lot.remaining -= part;
    lot.dirty = true;
    missing -= part;
    taken.push([id, -part]);
  }
  return taken;
}
