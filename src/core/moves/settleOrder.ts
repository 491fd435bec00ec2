import { forbiddingMark } from "../../domain/customer/marks.ts";
import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import { decidePoints } from "../../domain/points/decidePoints.ts";
import type { PointsDecision } from "../../domain/points/decision.ts";
import { earns } from "../../domain/points/earns.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import type { Grant } from "../../domain/tier/grants.ts";
import { rulesFor } from "../../domain/tier/memberRules.ts";
import { changeGrants, type StandingChange } from "../../domain/tier/standing.ts";
import { decideThrough } from "../../domain/tier/throughVersions.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { type Instant, laterOf } from "../../domain/time/instant.ts";
import { bucketsOf } from "../bucketsOf.ts";
import { newsOf } from "../effects.ts";
import { isMember, joinedAt } from "../membership.ts";
import { advanceLots } from "../points/advanceLots.ts";
import { basisFor } from "../points/basisFor.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import { postDecision } from "../points/post.ts";
import {
  type CustomerWork,
  membershipKey,
  type OrderWork,
  type SettledOrder,
  standingOf,
  type Workset,
} from "../state.ts";

/**
 * Whether an order of the leaf earns, by the membership that it has now. Nobody's order does not.
 */
export function leafEarns(
  { workset }: PostingContext,
  leafId: bigint | null,
  placedAt: Instant,
  ruleset: Ruleset,
): boolean {
  if (leafId === null) {
    return false;
  }
  const membership = workset.memberships.get(membershipKey(leafId, ruleset.programme.code));
  return earns(membership, placedAt, ruleset);
}

/**
 * Gives an order that is nobody's to a leaf, and pins whether a mark on the customer keeps it from
 * earning: as of now and for good, so that a mark that is given or taken later moves no points of
 * old orders. What becomes the leaf's because it absorbs an order of it has that order's pin.
 */
export function giveOrder(
  { workset, pinnedMarks }: PostingContext,
  order: OrderWork,
  leafId: bigint,
  absorbed: readonly OrderWork[] = [],
): void {
  order.leafId = leafId;
  if (pinnedMarks !== undefined) {
    order.mark = pinnedMarks.get(order.id) ?? null;
    return;
  }
  const by = absorbed.find((other) => other.leafId === leafId);
  order.mark = by === undefined ? forbiddingMark("purchase", marksOf(workset, leafId)) : by.mark;
}

/** The marks on a leaf's customer; none on one that is only being made. */
export function marksOf({ customers, roots }: Workset, leafId: bigint): ReadonlySet<string> {
  const rootId = roots.get(leafId);
  return (rootId === undefined ? undefined : customers.get(rootId)?.marks) ?? NO_MARKS;
}

const NO_MARKS: ReadonlySet<string> = new Set();

/** Derives the order again and posts what changed. */
export function settleOrder(context: PostingContext, order: OrderWork, cause: Cause): void {
  const settled = decisionFor(context, order, cause);
  order.settled = settled;
  order.dirty = true;
  order.recordedAt = cause.recordedAt;
  if (order.leafId === null) {
    return;
  }
  const customer = rootOf(context, order.leafId);
  postDecision(context, order, customer, settled.decision, settled.ruleset, cause);
  newsOf(context.effects, customer, cause.recordedAt).orders.add(order.publicId);
}

/** An order that went into another one, and whose leaf alone changes. */
export function settlesNothing({ catalog }: PostingContext, order: OrderWork, cause: Cause): void {
  const view = deriveOrder(order.facts);
  order.settled = { view, ruleset: catalog.rulesetAt(cause.now), decision: NOTHING };
  order.recordedAt = cause.recordedAt;
  order.dirty = true;
}

export function rootOf(context: PostingContext, leafId: bigint): CustomerWork {
  const rootId = context.workset.roots.get(leafId) as bigint;
  return context.workset.customers.get(rootId) as CustomerWork;
}

/**
 * What the order should have earned, under the rules of the day it was placed. Without a rate it
 * earns nothing: its event was held for that, and this one is a later word or the end of the hold.
 */
function decisionFor(context: PostingContext, order: OrderWork, cause: Cause): SettledOrder {
  const view = deriveOrder(order.facts);
  const ruleset = context.catalog.rulesetAt(view.placedAt);
  const isMarked = order.mark !== null;
  const eligible = !isMarked && leafEarns(context, order.leafId, view.placedAt, ruleset);
  const basis = eligible ? basisFor(context, order, { view, ruleset, now: cause.now }) : null;
  const outcome = decidePoints({ view, ruleset, earns: eligible, isMarked, basis });
  if (outcome.kind === "DECIDED") {
    const { decision } = outcome;
    order.basis = basis && { ...basis, isPinned: basis.isPinned || decision.earned.length > 0 };
    return { view, ruleset, decision };
  }
  return { view, ruleset, decision: outcome.decision };
}

/** Of an order that was absorbed. */
export const NOTHING: PointsDecision = {
  earned: [],
  expectedPoints: 0n,
  pendingPoints: 0n,
  eligibleMinor: 0n,
  lines: [],
};

/**
 * Advances the customer, points and tier, through passed due instants and up to what is reached now
 * (contract 8.1).
 */
export function decideTierOf(
  context: PostingContext,
  customer: CustomerWork,
  cause: Cause,
  announce: boolean,
): void {
  advanceLots(context, customer, cause, announce);
  const ruleset = context.catalog.rulesetAt(cause.now);
  customer.rulesetVersion = ruleset.version;
  if (customer.tier === null && !isMember(context.workset, customer, ruleset)) {
    return;
  }
  const { standing, steps } = decideThrough({
    standing: standingOf(customer),
    buckets: bucketsOf(customer),
    versions: context.catalog.versionsSince(customer.evaluatedAt, cause.now),
    joinedAt: joinedAt(context.workset, customer, ruleset),
    now: cause.now,
    isReturn: customer.hasReturned,
  });
  customer.hasReturned = false;
  customer.tier = standing.tier;
  customer.basis = standing.basis;
  // What becomes known from here on does not reach back: a version that began before it has had its
  // say.
  customer.evaluatedAt = laterOf(customer.evaluatedAt, cause.now);
  for (const { ruleset: version, changes } of steps) {
    for (const change of changes) {
      recordChange(context, customer, change, version.version, cause, announce);
    }
  }
}

/**
 * Starts a grant, or clears some, of a customer whose tier has been decided as of `cause.now`. The
 * rows of tier_grant are the caller's.
 */
export function changeGrantsOf(
  context: PostingContext,
  customer: CustomerWork,
  change: { readonly start: Grant | null; readonly clear: readonly Grant[] },
  cause: Cause,
): void {
  const standing = standingOf(customer);
  if (standing === null) {
    throw new Error(`customer ${customer.rootId} has no tier to grant another beside`);
  }
  const ruleset = context.catalog.rulesetAt(cause.now);
  const moment = {
    buckets: bucketsOf(customer),
    ruleset: rulesFor(ruleset, joinedAt(context.workset, customer, ruleset)),
    now: cause.now,
  };
  const next = changeGrants(standing, moment, change);
  customer.tier = next.standing.tier;
  customer.basis = next.standing.basis;
  for (const made of next.changes) {
    recordChange(context, customer, made, moment.ruleset.version, cause, true);
  }
}

/** Adds a change of the tier, or of what it rests on, and tells of it. */
export function recordChange(
  context: PostingContext,
  customer: CustomerWork,
  change: StandingChange,
  rulesetVersion: number,
  cause: Cause,
  announce: boolean,
): void {
  const { grant } = change;
  context.effects.tierChanges.push({
    id: context.nextId(),
    root_id: customer.rootId,
    from_tier: change.from,
    to_tier: change.to,
    kind: change.kind,
    at: formatInstant(change.at),
    recorded_at: formatInstant(cause.recordedAt),
    qualifying_minor: change.qualifyingMinor,
    // A change at an earlier instant was made by time, not by this event.
    event_id: change.at < cause.now ? null : cause.eventRowId,
    ruleset_version: rulesetVersion,
    cause: change.cause,
    earned_tier: change.earned,
    grant_id: grant?.id ?? null,
  });
  customer.dirty = true;
  if (change.kind !== "UNCHANGED") {
    newsOf(context.effects, customer, cause.recordedAt).tierChanges.push({ change, announce });
  }
  if (grant?.kind === "OVERRIDE") {
    const isOver = change.cause !== "GRANT_STARTED";
    newsOf(context.effects, customer, cause.recordedAt).told.push({
      kind: "OVERRIDE_CHANGED",
      announce,
      payload: {
        cause: change.cause,
        mode: isOver ? null : grant.mode,
        tier: isOver ? null : grant.tier,
        until: isOver || grant.expiresAt === null ? null : formatInstant(grant.expiresAt),
      },
    });
  }
}
