import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { lockOrders } from "../../../db/queries/core/takeKeys.ts";
import { readUnlinkedReturns } from "../../../db/queries/core/writeState.ts";
import { renewProfileRecord } from "../../../db/queries/identity/profiles.ts";
import { takeLane } from "../../../db/queries/identity/records.ts";
import { insertDistinct } from "../../../db/queries/identity/said.ts";
import {
  copyMembership,
  isMatchedAcross,
  isSetAside,
  moveEdgesBy,
  moveIdentifiers,
} from "../../../db/queries/identity/splits.ts";
import { requireScope } from "../../access/authorise.ts";
import {
  type CommandDeps,
  type CustomerChange,
  changeCustomer,
} from "../../core/changeCustomer.ts";
import { newsOf } from "../../core/effects.ts";
import { clockOf } from "../../core/loadState.ts";
import { IDS_PER_ORDER } from "../../core/moves/enrol.ts";
import { splitLeaf } from "../../core/moves/splitLeaf.ts";
import { onceReleasing, type Releasing } from "../../core/onceReleasing.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import { type CustomerWork, membershipKey } from "../../core/state.ts";
import type { IdentifierKey } from "../../customers/blockIdentifier.ts";
import { releaseWaiting } from "../../customers/giveIdentifiers.ts";
import { customerGone } from "../../customers/notFound.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { waitKey } from "../../domain/purchase/holds.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { StaleError } from "../../platform/stale.ts";
import { activeModel } from "../records/resolveRecords.ts";
import { type DecisionAnswer, refuseDecision } from "./answer.ts";
import { findParts, ordersOf, type SplitPartsFound } from "./splitParts.ts";
import { holdTogether, pairsOf } from "./unmergeCustomers.ts";

export interface SplitCustomerRequest {
  readonly viewer: Viewer;
  /** The customer who is two people, as found; null when nobody was. */
  readonly rootId: bigint | null;
  /** What the other one is known by; null for what can be no identifier of ours. */
  readonly identifiers: readonly (IdentifierKey | null)[];
  /**
   * Orders that are the other one's though they showed an identifier of the one who stays, or none;
   * null for what is none of ours.
   */
  readonly orders: readonly (bigint | null)[];
  /** All as the caller named them: what belongs to the key. */
  readonly said: unknown;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** New rows for an order: two entries and a lot a rule, and what settling it may need. */
const IDS_PER_MOVED_ORDER = 2 * IDS_PER_ORDER;
/** A customer, its memberships, its accounts, changes of both tiers. */
const IDS_OF_ITS_OWN = 100;

/**
 * Two people shared one record: gives the identifiers of the one, and the orders that came by them,
 * to a customer of their own, with the points that those brought (programme 3.26). The one
 * exception to a leaf keeping what came by it (contract 2.4). It is put on record that they are two
 * people; `unsplitCustomer` takes it back.
 *
 * Guarantee: one effect per idempotency key; the points of both together are what they were.
 * Locks: the lane of identity, the orders, the customer.
 * Throws: AppError FORBIDDEN (also for one's own record), CUSTOMER_MARKED,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function splitCustomer(
  deps: CommandDeps,
  request: SplitCustomerRequest,
): Promise<DecisionAnswer> {
  const { viewer, idempotencyKey, said, reason } = request;
  requireScope(viewer, "customer:merge-open");
  const command = {
    operation: "splitCustomer" as const,
    key: idempotencyKey,
    input: { said, reason },
  };
  return await onceReleasing(deps, viewer, command, (tx) => splitByHand(tx, deps, request));
}

/** The same in the caller's transaction, which has taken no lock yet. */
export async function splitByHand(
  tx: Tx,
  deps: CommandDeps,
  request: Omit<SplitCustomerRequest, "idempotencyKey" | "said">,
): Promise<Releasing<DecisionAnswer>> {
  const { viewer, rootId, reason } = request;
  if (rootId === null) {
    return unreleased({ leafId: null, userErrors: [customerGone(["customer"])] });
  }
  const fault = reasonFault(reason);
  if (fault !== null) {
    return unreleased(refuseDecision("REASON_INVALID", fault, "reason"));
  }
  await takeLane(tx);
  const parts = await findParts(tx, rootId, request);
  if ("leafId" in parts) {
    return unreleased(parts);
  }
  const options = {
    ...{ viewer, act: "splitCustomer" as const, rootId },
    idsMax: (orders: number) => orders * IDS_PER_MOVED_ORDER + IDS_OF_ITS_OWN,
    lockOrders: (locking: Tx) => lockOrders(locking, [], parts.orders),
  };
  const answer = await changeCustomer(tx, deps, options, (change) =>
    split(change, deps, { ...parts, viewer, reason: reason.trim() }),
  );
  if (answer === null) {
    throw new StaleError("the customer was merged");
  }
  if (answer.otherId === undefined) {
    return unreleased(answer);
  }
  // Whoever was one with the customer stays with the one who stays.
  const at = formatInstant(deps.now ?? (await clockOf(tx)));
  const by = { actor: actorOf(viewer), at, reason: reason.trim() };
  await holdTogether(tx, parts.leaves, await activeModel(tx), by);
  // What waits for a sale may be the other one's by now, and looks again.
  return { answer, released: await releaseWaiting(tx, [waitKey.sale(parts.leaf)]) };
}

type Asked = SplitPartsFound & { readonly viewer: Viewer; readonly reason: string };

async function split(
  change: CustomerChange,
  deps: CommandDeps,
  asked: Asked,
): Promise<DecisionAnswer> {
  const { tx, context, customer, cause } = change;
  const { leaf, identifiers, orders, viewer, reason } = asked;
  await refuseOwnPoints(change, viewer);
  const now = await ordersOf(tx, asked);
  if (!customer.leaves.includes(leaf) || String(now) !== String(orders)) {
    throw new StaleError("the customer or their orders changed meanwhile");
  }
  const refused = await refusalOf(change, asked);
  if (refused !== null) {
    return refused;
  }
  context.workset.unlinked.set(leaf, await readUnlinkedReturns(tx, [leaf]));
  const made = { id: context.nextId(), publicId: deps.newPublicId() };
  const plan = { leaf, made, orders, identifiers, reason, announce: true };
  const own = splitLeaf(context, plan, cause);
  await giveAway(change, own, asked);
  const { actor } = cause;
  for (const [leafId, partner] of [
    [customer.rootId, own.rootId],
    [own.rootId, customer.rootId],
  ] as const) {
    await insertAudit(tx, {
      ...{ actor, action: "customer.split", leafId },
      details: {
        ...{ with: String(partner), from: String(customer.rootId) },
        ...{ identifiers: identifiers.length, orders: orders.length },
      },
    });
  }
  return { leafId: String(customer.rootId), otherId: String(own.rootId), userErrors: [] };
}

async function refusalOf(
  { tx, context: { workset } }: CustomerChange,
  { leaf, orders }: Asked,
): Promise<DecisionAnswer | null> {
  const lots = orders.flatMap((id) => [...(workset.orders.get(id)?.posted.lots.values() ?? [])]);
  if (await isSetAside(tx, leaf, lots.flat())) {
    const message = "Points of these orders are set aside; release or capture them first.";
    return refuseDecision("POINTS_SET_ASIDE", message, "customer");
  }
  if (await isMatchedAcross(tx, leaf, orders)) {
    const message =
      "Goods were brought back without a receipt, and belong to an order of the other side; name both in `orders`, or neither.";
    return refuseDecision("RETURN_OF_BOTH", message, "orders");
  }
  return null;
}

/** What is no part of the customer's state: whose the identifiers are, and what they proved. */
async function giveAway(
  { tx, context, customer, cause, tell }: CustomerChange,
  own: CustomerWork,
  { leaf, identifiers, reason }: Asked,
): Promise<void> {
  const { workset, effects, catalog } = context;
  const moved = await moveIdentifiers(tx, identifiers, leaf, own.rootId);
  if (moved.length !== identifiers.length) {
    throw new StaleError("an identifier's customer changed");
  }
  const { programme } = catalog.rulesetAt(cause.now);
  if (workset.memberships.has(membershipKey(own.rootId, programme.code))) {
    await copyMembership(tx, { id: context.nextId(), from: leaf, to: own.rootId });
  }
  const by = { actor: cause.actor, at: formatInstant(cause.recordedAt), reason };
  await insertDistinct(tx, pairsOf(customer.leaves, [own.rootId], "DISTINCT", by));
  await moveEdgesBy(tx, identifiers, leaf, own.rootId);
  await renewProfileRecord(tx, leaf);
  tell("IDENTIFIERS_CHANGED", { changes: moved.map(({ kind }) => ({ kind, status: "UNLINKED" })) });
  newsOf(effects, own, cause.recordedAt).told.push({
    kind: "IDENTIFIERS_CHANGED",
    payload: { changes: moved.map(({ kind, status }) => ({ kind, status })) },
  });
}

function unreleased(answer: DecisionAnswer): Releasing<DecisionAnswer> {
  return { answer, released: [] };
}
