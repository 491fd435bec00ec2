import type { Tx } from "../../db/connection/client.ts";
import { countClaimsBy, countClaimsFor } from "../../db/queries/access/given.ts";
import { countAudit, insertAudit } from "../../db/queries/core/audit.ts";
import { lockOrders } from "../../db/queries/core/takeKeys.ts";
import {
  findSalesOfArticles,
  readOrders,
  readUnlinkedReturns,
  type UnlinkedReturnRow,
} from "../../db/queries/core/writeState.ts";
import { insertOrderClaim } from "../../db/queries/customers/identity.ts";
import { requireScope } from "../access/authorise.ts";
import type { Catalog } from "../core/catalog.ts";
import { type CommandDeps, type CustomerChange, changeCustomer } from "../core/changeCustomer.ts";
import { type Effects, newsOf } from "../core/effects.ts";
import { beginGiving, leftToGive } from "../core/givenLimit.ts";
import { attachOrder } from "../core/moves/attachOrder.ts";
import { articlesOf, articlesToMatch } from "../core/moves/rematch.ts";
import { onceReleasing, type Releasing } from "../core/onceReleasing.ts";
import { decodeFacts } from "../core/orderCodec.ts";
import { refuseOwnPoints } from "../core/refuseOwnPoints.ts";
import type { OrderWork } from "../core/state.ts";
import { releaseWaiting } from "../customers/giveIdentifiers.ts";
import { customerGone } from "../customers/notFound.ts";
import { actorOf, actorsOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { deriveOrder } from "../domain/order/deriveOrder.ts";
import type { OrderFacts } from "../domain/order/facts.ts";
import { isReceiptOf, type SaidReceipt } from "../domain/order/receipt.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import { businessDayOf } from "../domain/purchase/references.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, type LocalDate, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { amountOf } from "../platform/input.ts";
import { StaleError } from "../platform/stale.ts";
import type { CommandError } from "../platform/userErrors.ts";

/**
 * Days for which a purchase can be claimed: as long as people keep a receipt, and no race for old
 * guests' points.
 */
export const CLAIM_DAYS_MAX = 90;

/**
 * Purchases that may be claimed for one customer within CLAIMS_OF_CUSTOMER_DAYS: people forget a
 * card, not every time.
 */
export const CLAIMS_PER_CUSTOMER_MAX = 10;
const CLAIMS_OF_CUSTOMER_DAYS = 30;
/** Claims with a wrong receipt that are answered for one customer within WRONG_CLAIMS_WINDOW_S. */
export const WRONG_CLAIMS_MAX = 5;
const WRONG_CLAIMS_WINDOW_S = 3_600;
const WRONG_CLAIM = "order.claim_refused";

/** Ids per order that may be settled again: entries and lots of every rule. */
const IDS_PER_ORDER = 20;

export interface ClaimPurchaseRequest {
  readonly viewer: Viewer;
  /**
   * The customer and the order as found, null when none was; both are looked at again under their
   * locks.
   */
  readonly rootId: bigint | null;
  readonly orderId: bigint | null;
  /** What the receipt says. */
  readonly total: { readonly amount: string; readonly currencyCode: string };
  readonly purchasedOn: LocalDate;
  /**
   * All as the caller named them: what belongs to the key, for the same words may name others
   * later.
   */
  readonly said: unknown;
  readonly idempotencyKey: string;
}

export interface ClaimPurchaseAnswer {
  readonly userErrors: readonly CommandError[];
}

/**
 * Gives a guest's purchase to the customer who shows the receipt: the order becomes theirs with its
 * points and tier, in one transaction with the locks of purchases (order, then customer), so that
 * no event of the order is missed.
 *
 * Guarantee: an order is claimed at most once and never taken from anybody; one effect per
 * idempotency key. What the order earns is what it would have earned had the card been shown. A
 * wrong receipt, an unknown number and another day are one answer: nobody learns which purchases
 * there are. A supervisor has no limits but that of wrong receipts.
 * Throws: AppError FORBIDDEN (also for one's own record, and a colleague's without
 * points:adjust-open), UNAUTHENTICATED, BAD_USER_INPUT (`total` is no amount of its currency),
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function claimPurchase(
  deps: CommandDeps,
  request: ClaimPurchaseRequest,
): Promise<ClaimPurchaseAnswer> {
  const { viewer, said, total, purchasedOn, idempotencyKey } = request;
  requireScope(viewer, "customer:write");
  const { minor: totalMinor, currency } = amountOf(["total"], total);
  const command = {
    operation: "claimPurchase" as const,
    key: idempotencyKey,
    input: { said, totalMinor: totalMinor.toString(), currency, purchasedOn },
  };
  const receipt = { totalMinor, currency, day: purchasedOn };
  try {
    return await onceReleasing(deps, viewer, command, (tx) => claim(tx, deps, request, receipt));
  } catch (error) {
    if (!(error instanceof TooMuch)) {
      throw error;
    }
    // What it had done is undone; the refusal is an answer, and kept with its key.
    return await onceReleasing(deps, viewer, command, async () => PERSONS_LIMIT);
  }
}

/**
 * A claim that would give more than the person may: known once the order has been settled as the
 * customer's.
 */
class TooMuch extends Error {}

type Claimed = Releasing<ClaimPurchaseAnswer>;

async function claim(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, orderId }: ClaimPurchaseRequest,
  receipt: SaidReceipt,
): Promise<Claimed> {
  if (rootId === null) {
    return NO_CUSTOMER;
  }
  await beginGiving(tx, viewer);
  if ((await countAudit(tx, rootId, WRONG_CLAIM, WRONG_CLAIMS_WINDOW_S)) >= WRONG_CLAIMS_MAX) {
    return refuse(
      "TOO_MANY_ATTEMPTS",
      "Too many claims for this customer were wrong; try again in an hour.",
      "customer",
    );
  }
  if (orderId === null) {
    return await wrongReceipt(tx, viewer, rootId);
  }
  const options = {
    viewer,
    act: "claimPurchase" as const,
    rootId,
    idsMax: (orders: number) => (orders + 1) * IDS_PER_ORDER,
    // The order, and what returns without an order may be matched to anew because of it.
    lockOrders: async (locking: Tx) =>
      await lockOrders(locking, [], [orderId, ...(await involvedOrders(locking, rootId, orderId))]),
  };
  const claimed = await changeCustomer(tx, deps, options, async (change): Promise<Claimed> => {
    await refuseOwnPoints(change, viewer);
    const { context, cause } = change;
    const order = context.workset.orders.get(orderId);
    // One that was joined to another just now is found again by its number.
    const isKnown = order !== undefined && order.absorbedInto === null;
    if (!isKnown || !isItsReceipt(receipt, order, context.catalog, cause.now)) {
      return await wrongReceipt(tx, viewer, rootId);
    }
    const refused = refusalOf(order, cause.recordedAt);
    if (refused !== null) {
      return refused;
    }
    const limit = await limitOf(change, viewer, cause.recordedAt);
    if (limit.refusal !== null) {
      return limit.refusal;
    }
    await loadReturns(change, rootId, order);
    attachOrder(context, order, rootId, cause);
    if (limit.points !== null && earnedBy(context.effects, orderId) > limit.points) {
      throw new TooMuch("more points than the person may give");
    }
    const recordedAt = formatInstant(cause.recordedAt);
    await insertOrderClaim(tx, { orderId, leafId: rootId, recordedAt, actor: cause.actor });
    await insertAudit(tx, {
      actor: cause.actor,
      action: "order.claim",
      leafId: rootId,
      details: { orderId: order.publicId },
    });
    // A sale is what a return without an order waits for; the customer's lock is that key's
    // (contract 5.6).
    const released = await releaseWaiting(tx, [waitKey.sale(rootId)]);
    newsOf(context.effects, change.customer, cause.recordedAt).announce = true;
    return { answer: { userErrors: [] }, released };
  });
  return claimed ?? NO_CUSTOMER;
}

const NO_CUSTOMER: Claimed = {
  answer: { userErrors: [customerGone()] },
  released: [],
};

/** On record, so that trying ends. */
async function wrongReceipt(tx: Tx, viewer: Viewer, rootId: bigint): Promise<Claimed> {
  await insertAudit(tx, {
    actor: actorOf(viewer),
    action: WRONG_CLAIM,
    leafId: rootId,
    details: {},
  });
  return refuse("ORDER_NOT_FOUND", "No purchase has this number, total and day.");
}

function isItsReceipt(
  receipt: SaidReceipt,
  { facts, refs }: OrderWork,
  catalog: Catalog,
  now: Instant,
): boolean {
  const view = deriveOrder(facts);
  const storeZone = view.store === null ? undefined : catalog.storeZone(view.store);
  return isReceiptOf(receipt, view, {
    timeZone: storeZone ?? catalog.rulesetAt(now).programme.timeZone,
    businessDays: refs.map(([, , scope]) => businessDayOf(scope)).filter((day) => day !== null),
  });
}

interface ClaimLimit {
  readonly refusal: Claimed | null;
  /** What the claim may bring; null: any number. */
  readonly points: bigint | null;
}

async function limitOf(
  { tx, context, customer, cause }: CustomerChange,
  viewer: Viewer,
  now: Instant,
): Promise<ClaimLimit> {
  const left = await leftToGive(tx, viewer, context.catalog.rulesetAt(cause.now), now);
  if (left === null) {
    return { refusal: null, points: null };
  }
  const daysAgo = (days: number) => formatInstant(addMicros(now, -days * MICROS_PER_DAY));
  const byPerson = await countClaimsBy(tx, actorsOf(viewer), daysAgo(1));
  if (byPerson >= context.catalog.installation.limits.claimsPerPersonAndDay) {
    return { refusal: PERSONS_LIMIT, points: left.points };
  }
  const forCustomer = await countClaimsFor(tx, customer.leaves, daysAgo(CLAIMS_OF_CUSTOMER_DAYS));
  if (forCustomer < CLAIMS_PER_CUSTOMER_MAX) {
    return { refusal: null, points: left.points };
  }
  const refusal = refuse(
    "CLAIM_LIMIT",
    `${CLAIMS_PER_CUSTOMER_MAX} purchases were claimed for this customer within ${CLAIMS_OF_CUSTOMER_DAYS} days; ask a supervisor.`,
    "customer",
  );
  return { refusal, points: left.points };
}

const PERSONS_LIMIT: Claimed = {
  answer: error(
    "CLAIM_LIMIT",
    "With this purchase you would have given or claimed more than one person may within 24 hours; ask a supervisor.",
    "order",
  ),
  released: [],
};

/**
 * Points that the order has brought in this change; what it brings once it is handed over comes
 * later.
 */
function earnedBy({ entries }: Effects, orderId: bigint): bigint {
  return entries
    .filter((entry) => entry.kind === "EARNED" && entry.order_id === orderId)
    .reduce((sum, { points }) => sum + points, 0n);
}

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
  if (articles.size === 0) {
    return { unlinked, orderIds: [] };
  }
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
  if (unlinked.length > 0) {
    workset.unlinked.set(leafId, [...unlinked]);
  }
}

function refuse(code: string, message: string, field = "order"): Claimed {
  return { answer: error(code, message, field), released: [] };
}

function error(code: string, message: string, field: string): ClaimPurchaseAnswer {
  return { userErrors: [{ code, message, field: [field] }] };
}
