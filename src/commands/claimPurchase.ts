import type { Tx } from "../../db/client.ts";
import { insertAudit } from "../../db/queries/audit.ts";
import { lockOrders } from "../../db/queries/claims.ts";
import { insertOrderClaim } from "../../db/queries/identity.ts";
import {
  findSalesOfArticles,
  readOrders,
  readUnlinkedReturns,
  type UnlinkedReturnRow,
} from "../../db/queries/writeState.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { deriveOrder } from "../domain/order/deriveOrder.ts";
import type { OrderFacts } from "../domain/order/facts.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { attachOrder } from "../handoff/attachOrder.ts";
import { newsOf } from "../handoff/effects.ts";
import { decodeFacts } from "../handoff/orderCodec.ts";
import { articlesOf, articlesToMatch } from "../handoff/rematch.ts";
import { StaleError } from "../handoff/stale.ts";
import type { OrderWork } from "../handoff/workset.ts";
import { requireScope } from "./authorise.ts";
import { type CommandDeps, type CustomerChange, changeCustomer } from "./changeCustomer.ts";
import { releaseWaiting } from "./giveIdentifiers.ts";
import { onceReleasing, type Releasing } from "./onceReleasing.ts";
import { refuseOwn } from "./ownRecord.ts";
import type { CommandError } from "./userErrors.ts";

/** Days for which a purchase can be claimed: as long as people keep a receipt, and no race for old guests' points. */
export const CLAIM_DAYS_MAX = 90;

/** Ids per order that may be settled again: entries and lots of every rule. */
const IDS_PER_ORDER = 20;

export interface ClaimPurchaseRequest {
  readonly viewer: Viewer;
  /** The customer and the order as found, null when none was; both are looked at again under their locks. */
  readonly rootId: bigint | null;
  readonly orderId: bigint | null;
  /** Both as the caller named them: what belongs to the key, for the same words may name others later. */
  readonly said: unknown;
  readonly idempotencyKey: string;
}

export interface ClaimPurchaseAnswer {
  readonly userErrors: readonly CommandError[];
}

/**
 * Gives a guest's purchase to the customer who shows the receipt: the order becomes theirs with its points and tier, in
 * one transaction with the locks of purchases (order, then customer), so that no event of the order is missed.
 *
 * Guarantee: an order is claimed at most once and never taken from anybody; one effect per idempotency key. What the
 * order earns is what it would have earned had the card been shown.
 * Throws: AppError FORBIDDEN (also for one's own record), UNAUTHENTICATED, IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function claimPurchase(
  deps: CommandDeps,
  request: ClaimPurchaseRequest,
): Promise<ClaimPurchaseAnswer> {
  const { viewer, said, idempotencyKey } = request;
  requireScope(viewer, "customer:write");
  const command = {
    operation: "claimPurchase",
    key: idempotencyKey,
    input: { said },
  };
  return await onceReleasing(deps, viewer, command, (tx) => claim(tx, deps, request));
}

type Claimed = Releasing<ClaimPurchaseAnswer>;

async function claim(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, orderId }: ClaimPurchaseRequest,
): Promise<Claimed> {
  if (rootId === null) return NO_CUSTOMER;
  if (orderId === null) return refuse("ORDER_NOT_FOUND", "No purchase has this number.");
  const options = {
    viewer,
    rootId,
    idsMax: (orders: number) => (orders + 1) * IDS_PER_ORDER,
    // The order, and what returns without an order may be matched to anew because of it.
    lockOrders: async (locking: Tx) =>
      await lockOrders(locking, [], [orderId, ...(await involvedOrders(locking, rootId, orderId))]),
  };
  const claimed = await changeCustomer(tx, deps, options, async (change): Promise<Claimed> => {
    await refuseOwn(tx, viewer, rootId);
    const { context, cause } = change;
    const order = context.workset.orders.get(orderId);
    if (order === undefined || order.absorbedInto !== null) {
      return refuse(
        "ORDER_NOT_FOUND",
        "The order was joined to another just now; look it up again.",
      );
    }
    const refusal = refusalOf(order, cause.recordedAt);
    if (refusal !== null) return refusal;
    await loadReturns(change, rootId, order);
    attachOrder(context, order, rootId, cause);
    const recordedAt = formatInstant(cause.recordedAt);
    await insertOrderClaim(tx, { orderId, leafId: rootId, recordedAt, actor: cause.actor });
    await insertAudit(tx, {
      actor: cause.actor,
      action: "order.claim",
      leafId: rootId,
      details: { orderId: order.publicId },
    });
    // A sale is what a return without an order waits for; the customer's lock is that key's (CONTRACT 5.6).
    const released = await releaseWaiting(tx, [waitKey.sale(rootId)]);
    newsOf(context.effects, change.customer, cause.recordedAt).announce = true;
    return { answer: { userErrors: [] }, released };
  });
  return claimed ?? NO_CUSTOMER;
}

const NO_CUSTOMER: Claimed = {
  answer: error(
    "CUSTOMER_NOT_FOUND",
    "No customer has this identifier, or it was just merged; look it up again.",
    "customer",
  ),
  released: [],
};

function refusalOf(order: OrderWork, now: Instant): Claimed | null {
  if (order.leafId !== null) {
    return refuse("ORDER_TAKEN", "This purchase has its customer already.");
  }
  const view = deriveOrder(order.facts);
  if (view.test) {
    return refuse("TEST_ORDER", "A test order is nobody's and earns nothing.");
  }
  const isPurchase = [...order.facts.facts.values()].some(({ kind }) => kind !== "RETURNED");
  if (!isPurchase) {
    return refuse("NOT_A_PURCHASE", "This is a return; claim the purchase that it belongs to.");
  }
  if (view.placedAt < addMicros(now, -CLAIM_DAYS_MAX * MICROS_PER_DAY)) {
    return refuse("ORDER_TOO_OLD", `Purchases can be claimed for ${CLAIM_DAYS_MAX} days.`);
  }
  return null;
}

interface Returns {
  /** All that the customer brought back without an order. */
  readonly unlinked: readonly UnlinkedReturnRow[];
  /** Of the order's articles: those returns, and the customer's sales that they may belong to. */
  readonly orderIds: readonly bigint[];
}

async function returnsOf(tx: Tx, leafId: bigint, facts: OrderFacts): Promise<Returns> {
  const unlinked = await readUnlinkedReturns(tx, [leafId]);
  const none: ReadonlySet<never> = new Set();
  const articles = articlesToMatch({
    named: articlesOf(facts),
    own: none,
    absorbed: none,
    unlinked,
  });
  if (articles.size === 0) return { unlinked, orderIds: [] };
  const sales = await findSalesOfArticles(tx, leafId, [...articles]);
  const documents = unlinked.filter(({ article }) => articles.has(article));
  const orderIds = [...sales.map(({ id }) => id), ...documents.map((row) => row.return_order_id)];
  return { unlinked, orderIds };
}

/** What the claim may settle beside its own order; found before the locks. */
async function involvedOrders(tx: Tx, leafId: bigint, orderId: bigint): Promise<readonly bigint[]> {
  const [row] = await readOrders(tx, [orderId]);
  return row === undefined ? [] : (await returnsOf(tx, leafId, decodeFacts(row.facts))).orderIds;
}

/** Under the locks: what was found before them must be all there is. */
async function loadReturns(
  { tx, context: { workset } }: CustomerChange,
  leafId: bigint,
  order: OrderWork,
): Promise<void> {
  const { unlinked, orderIds } = await returnsOf(tx, leafId, order.facts);
  if (orderIds.some((id) => !workset.orders.has(id))) {
    throw new StaleError("the customer bought or brought something back meanwhile");
  }
  if (unlinked.length > 0) workset.unlinked.set(leafId, [...unlinked]);
}

function refuse(code: string, message: string): Claimed {
  return { answer: error(code, message, "order"), released: [] };
}

function error(code: string, message: string, field: string): ClaimPurchaseAnswer {
  return { userErrors: [{ code, message, field: [field] }] };
}
