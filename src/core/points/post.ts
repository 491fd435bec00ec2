import type { PointsDecision } from "../../domain/points/decision.ts";
import { applyPostings, differenceOf, type Posting } from "../../domain/points/differenceOf.ts";
import { addToCounts, NO_COUNTS, periodStart } from "../../domain/points/earningBasis.ts";
import { lotTimes } from "../../domain/points/lotTimes.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { walletOf } from "../../domain/ruleset/walletOf.ts";
import { addToBuckets, EMPTY_BUCKETS, foldBuckets } from "../../domain/tier/buckets.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import {
  type AccountWork,
  accountKey,
  type CustomerWork,
  membershipKey,
  type OrderWork,
} from "../state.ts";
import { advanceLots } from "./advanceLots.ts";
import type { Cause, PostingContext } from "./context.ts";
import type { LotPart } from "./entries.ts";
import { addLot } from "./lots.ts";
import { ReturnedPoints } from "./returnedPoints.ts";

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
      maturing: 0n,
      nextLotAt: null,
      rollsUntil: null,
      drawn: false,
      orders: 0n,
      counts: NO_COUNTS,
      lots: new Map(),
      buckets: EMPTY_BUCKETS,
      isNew: true,
      dirty: true,
    };
    customer.accounts.set(key, account);
  }
  return account;
}

/**
 * Gives the ledger the difference between what the order should have earned and what was posted for
 * it (contract 3.3): entries, lots, balances and the tier window, all from the same postings.
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
  if (postings.length > 0) {
    advanceLots(context, customer, cause, false);
    const returns = new ReturnedPoints(context, order, { ruleset, cause, postings });
    for (const posting of postings) {
      const account = accountOf(context, customer, leafId, ruleset, posting.wallet);
      postOne(context, order, account, posting, { ruleset, cause, returns });
    }
    const net = postings.reduce((sum, { qualifyingMinor }) => sum + qualifyingMinor, 0n);
    customer.hasReturned ||= net < 0n;
    returns.settle();
    order.posted = { ...order.posted, posted: applyPostings(order.posted.posted, postings) };
  }
  if (decision.pendingPoints !== order.pointsPending) {
    const account = accountOf(context, customer, leafId, ruleset, mainWallet(ruleset));
    account.pending += decision.pendingPoints - order.pointsPending;
    account.dirty = true;
    order.pointsPending = decision.pendingPoints;
  }
}

/** The wallet that pending points are shown in: that of the first earning rule. */
export function mainWallet(ruleset: Ruleset): string {
  return ruleset.earning[0]?.wallet ?? "points";
}

function postOne(
  context: PostingContext,
  order: OrderWork,
  account: AccountWork,
  posting: Posting,
  {
    ruleset,
    cause,
    returns,
  }: { readonly ruleset: Ruleset; readonly cause: Cause; readonly returns: ReturnedPoints },
): void {
  const leafId = order.leafId as bigint;
  const issuer = context.catalog.issuerAccount(ruleset.programme.code, posting.wallet);
  const earned = posting.kind === "EARNED";
  const entryId = context.nextId();
  const lots = earned
    ? openLot(context, order, account, posting, {
        ...{ entryId, ruleset, now: cause.now },
        setOff: returns.gain(account, posting.points),
      })
    : returns.take(account, posting);
  countPosting(account, posting, ruleset, cause.now);
  account.buckets = addToBuckets(account.buckets, posting.effectiveDay, posting.qualifyingMinor);
  const member = context.workset.memberships.get(membershipKey(leafId, ruleset.programme.code));
  account.buckets = foldBuckets(account.buckets, ruleset, member?.enrolledAt ?? null, cause.now);
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
    hold_id: null,
    lines: posting.lines.map((line) => [line.lineId, line.points.toString()] as const),
    lots: lots.map(([lot, points]) => [lot.toString(), points.toString()] as const),
    rate: posting.rate,
  });
}

/** Rules with a limit remember what they gave in each period. */
function countPosting(
  account: AccountWork,
  { kind, rule, points, effectiveDay }: Posting,
  ruleset: Ruleset,
  now: Instant,
): void {
  const limit = ruleset.earning.find(({ code }) => code === rule)?.maxPerPeriod;
  if (limit === undefined || points === 0n) {
    return;
  }
  account.counts = addToCounts(
    account.counts,
    rule,
    periodStart(limit.period, effectiveDay),
    kind === "EARNED" ? points : -points,
    localDateOf(now, ruleset.programme.timeZone),
  );
}

/**
 * What the same decision has taken elsewhere and what is owed come off first; the rest is a lot.
 */
function openLot(
  context: PostingContext,
  order: OrderWork,
  account: AccountWork,
  posting: Posting,
  at: {
    readonly entryId: bigint;
    readonly ruleset: Ruleset;
    readonly now: Instant;
    readonly setOff: bigint;
  },
): readonly LotPart[] {
  if (posting.points === 0n) {
    return [];
  }
  const { timeZone } = at.ruleset.programme;
  const times = lotTimes(walletOf(at.ruleset, posting.wallet), posting.effectiveAt, timeZone);
  const lot = addLot(context, account, posting.points, {
    ...times,
    entryId: at.entryId,
    orderId: order.id,
    now: at.now,
    setOff: at.setOff,
  });
  if (order.posted.lots.size === 0) {
    account.orders += 1n;
  }
  const lots = new Map(order.posted.lots);
  lots.set(posting.rule, [...(lots.get(posting.rule) ?? []), lot.id]);
  order.posted = { ...order.posted, lots };
  return [[lot.id, lot.remaining]];
}
