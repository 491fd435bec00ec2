import type { SplitJson } from "../../domain/identity/splitJson.ts";
import { encodeStanding } from "../../domain/tier/basisCodec.ts";
import { rulesFor } from "../../domain/tier/memberRules.ts";
import { changeBetween, type Standing } from "../../domain/tier/standing.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { bucketsOf } from "../bucketsOf.ts";
import { newsOf } from "../effects.ts";
import { joinedAt } from "../membership.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import { movePoints } from "../points/movedPoints.ts";
import {
  type CustomerWork,
  membershipKey,
  newCustomer,
  type OrderWork,
  standingOf,
} from "../state.ts";
import { endMove } from "./endMove.ts";
import { recordChange, rootOf, settleOrder, settlesNothing } from "./settleOrder.ts";
import { standingByOwnDays } from "./standingApart.ts";

export interface SplitPlan {
  /** Whose identifiers and orders they were. */
  readonly leaf: bigint;
  /** The leaf that is made for them. */
  readonly made: { readonly id: bigint; readonly publicId: string };
  /** All are the leaf's; those that went into one of them are there too. */
  readonly orders: readonly bigint[];
  readonly identifiers: readonly bigint[];
  readonly reason: string | null;
  readonly announce: boolean;
}

/**
 * Two people shared a leaf: makes a customer of their own of one of them, who gets these orders
 * with all that they brought, and a membership where the leaf has one (programme 3.26). The one
 * exception to a leaf keeping what came by it (contract 2.4). The rows of identifiers and of the
 * membership are the caller's.
 *
 * Guarantee: the sum of either figure of points over both is what it was. Shape: the leaf's
 * customer is locked and has been decided as of `cause.now`; the orders are locked, with all their
 * lots; what was brought back without an order is loaded. Throws: RangeError for an order that is
 * not the leaf's.
 */
export function splitLeaf(context: PostingContext, plan: SplitPlan, cause: Cause): CustomerWork {
  const { workset, effects, catalog } = context;
  const from = rootOf(context, plan.leaf);
  const before = standingOf(from);
  const { evaluatedAt } = from;
  const kept = before === null ? null : encodeStanding({ standing: before, evaluatedAt });
  const leaves = [...from.leaves];
  const own = newCustomer(plan.made.id, plan.made.publicId, cause.recordedAt);
  own.evaluatedAt = cause.now;
  own.rulesetVersion = catalog.rulesetAt(cause.now).version;
  workset.customers.set(own.rootId, own);
  workset.roots.set(own.rootId, own.rootId);
  copyMembership(context, plan.leaf, own.rootId);
  moveOrders(context, { plan, from, own }, cause);
  const what: SplitJson = {
    leaf: String(plan.leaf),
    identifiers: plan.identifiers.map(String),
    orders: plan.orders.map(String),
  };
  effects.decisions.push({
    ...{ kind: "SPLIT", survivor_id: from.rootId, absorbed_id: own.rootId },
    ...{ at: formatInstant(cause.recordedAt), actor: cause.actor, reason: plan.reason },
    ...{ evidence: what, revokes: null, leaves },
    standings: kept === null ? null : { survivor: kept, absorbed: null },
  });
  const names = { from: from.publicId, separated: [own.publicId] };
  for (const [customer, had] of [
    [from, before],
    [own, null],
  ] as const) {
    const news = newsOf(effects, customer, cause.recordedAt);
    news.told.push({ kind: "UNMERGED", payload: names, announce: plan.announce });
    news.points = true;
    news.announce ||= plan.announce;
    decideAlone(context, { customer, before: had, announce: plan.announce }, cause);
    customer.dirty = true;
    endMove(context, customer, cause);
  }
  return own;
}

function copyMembership({ workset }: PostingContext, leaf: bigint, made: bigint): void {
  for (const [key, membership] of [...workset.memberships]) {
    const [whose, programme = ""] = key.split("/");
    if (whose === String(leaf)) {
      workset.memberships.set(membershipKey(made, programme), membership);
    }
  }
}

function moveOrders(
  context: PostingContext,
  { plan, from, own }: { readonly plan: SplitPlan; from: CustomerWork; own: CustomerWork },
  cause: Cause,
): void {
  const orders = plan.orders.map((id): OrderWork => {
    const order = context.workset.orders.get(id);
    if (order?.leafId !== plan.leaf) {
      throw new RangeError(`order ${id} is not of leaf ${plan.leaf}`);
    }
    return order;
  });
  for (const order of orders) {
    movePoints(context, order, { from, to: own, toLeaf: own.rootId }, cause);
    order.leafId = own.rootId;
  }
  moveUnlinked(context, plan, own.rootId);
  for (const order of orders) {
    if (order.absorbedInto === null) {
      settleOrder(context, order, cause);
    } else {
      settlesNothing(context, order, cause);
    }
  }
}

/** What was brought back without an order goes with its document. */
function moveUnlinked({ workset, effects }: PostingContext, plan: SplitPlan, made: bigint): void {
  const rows = workset.unlinked.get(plan.leaf) ?? [];
  const moved = new Set(plan.orders);
  const [go, stay] = [true, false].map((goes) =>
    rows.filter((row) => moved.has(row.return_order_id) === goes),
  ) as [typeof rows, typeof rows];
  if (go.length === 0) {
    return;
  }
  const theirs = go.map((row) => ({ ...row, leaf_id: made }));
  for (const row of theirs) {
    effects.unlinkedReturns.set(`${row.return_order_id}/${row.line_id}`, row);
  }
  workset.unlinked.set(plan.leaf, stay);
  workset.unlinked.set(made, theirs);
}

/** What a customer has by the days that are theirs, and what is told of it. */
function decideAlone(
  context: PostingContext,
  {
    customer,
    before,
    announce,
  }: {
    readonly customer: CustomerWork;
    readonly before: Standing | null;
    readonly announce: boolean;
  },
  cause: Cause,
): void {
  const after = standingByOwnDays(context, customer, before, cause.now);
  if (after === null) {
    return;
  }
  customer.tier = after.tier;
  customer.basis = after.basis;
  const ruleset = context.catalog.rulesetAt(cause.now);
  const rules = rulesFor(ruleset, joinedAt(context.workset, customer, ruleset));
  const moment = { buckets: bucketsOf(customer), ruleset: rules, now: cause.now };
  const change = changeBetween(before, after, moment, "UNMERGED");
  if (change !== null) {
    recordChange(context, customer, change, ruleset.version, cause, announce);
  }
}
