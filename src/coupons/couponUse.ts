import type { Tx } from "../../db/connection/client.ts";
import { type NewAttempt, tellStream } from "../../db/queries/coupons/coupons.ts";
import type { Catalog } from "../core/catalog.ts";
import type { LockedCustomer } from "../core/lockCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { type Cart, type CartAsSent, parseCart } from "../domain/coupon/cart.ts";
import { isGeneratedCode } from "../domain/coupon/code.ts";
import { type Refusal, refusalOf } from "../domain/coupon/refusal.ts";
import { forbiddingMark } from "../domain/customer/marks.ts";
import { textFault } from "../domain/identity/seen.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { malformed } from "../platform/input.ts";

/**
 * What the commands on coupons have in common: where they happen, what they read, what they put on
 * record.
 */

/** A till in a store. */
export interface TillPlace {
  readonly store: string;
  readonly till: string;
  readonly cashier: string | null;
}

/** Characters of a till's, basket's or line's own number. */
export const TILL_TEXT_MAX = 64;
/** A number, not a name: attempts are kept for ever. */
const CASHIER = /^[0-9A-Za-z._-]{1,32}$/;

/** Text that a till made: short, and such as PostgreSQL can keep. */
export function tillText(name: string, text: string): string {
  const hasLength = text.length >= 1 && text.length <= TILL_TEXT_MAX;
  const fault = hasLength ? textFault(text) : `${name} needs 1 to ${TILL_TEXT_MAX} characters.`;
  if (fault === null) {
    return text;
  }
  throw malformed([name], fault);
}

/**
 * Where a till's command happens. A till acts for its own store and no other.
 *
 * @throws AppError FORBIDDEN for another store, or a till without one; BAD_USER_INPUT for a store
 *   we do not know
 */
export async function placeOf(
  viewer: Viewer,
  said: { readonly store: string | null; readonly till: string; readonly cashier: string | null },
  catalog: Catalog,
): Promise<TillPlace> {
  const isOther = said.store !== null && viewer.store !== null && said.store !== viewer.store;
  if (isOther || (viewer.role === "till" && viewer.store === null)) {
    throw new AppError("FORBIDDEN", "A till acts for the store that its token is bound to.");
  }
  const store = viewer.store ?? said.store;
  if (store === null) {
    throw malformed(["store"], "Say in which store it happens.");
  }
  // A store that was registered a moment ago.
  if (catalog.storeZone(store) === undefined) {
    await catalog.refresh();
  }
  if (catalog.storeZone(store) === undefined) {
    throw malformed(["store"], "This store is not registered.");
  }
  if (said.cashier !== null && !CASHIER.test(said.cashier)) {
    throw malformed(["cashier"], "cashier is a number of at most 32 letters and digits, no name.");
  }
  return { store, till: tillText("till", said.till), cashier: said.cashier };
}

export function cartOf(sent: CartAsSent | null): Cart | null {
  if (sent === null) {
    return null;
  }
  const parsed = parseCart(sent);
  if (parsed.ok) {
    return parsed.cart;
  }
  throw malformed(["cart", ...parsed.field], parsed.message);
}

/**
 * Who is at a till, and why what they showed proves nothing: null when it does, or nothing was
 * shown. An attempt is put on record also with a blocked card.
 */
export async function whoIsThere(
  customer: { readonly find: () => Promise<bigint | null> } | null,
): Promise<{
  readonly rootId: bigint | null;
  readonly unproven: "IDENTIFIER_NOT_IN_USE" | null;
}> {
  try {
    return { rootId: (await customer?.find()) ?? null, unproven: null };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "IDENTIFIER_NOT_IN_USE")) {
      throw error;
    }
    return { rootId: null, unproven: error.code };
  }
}

/** Whether a mark on the customer forbids using coupons up. */
export function isMarked(customer: LockedCustomer | null): boolean {
  return customer !== null && forbiddingMark("redeemCoupon", customer.marks) !== null;
}

/** What a till is told: that a code is another customer's is for the record alone. */
export function shownRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.some(({ code }) => code === "OTHER_CUSTOMER")
    ? [refusalOf("UNKNOWN_CODE")]
    : refusals;
}

/** Whether a folded code is one that nobody guesses. */
export function isStrong(codeKey: string | null): boolean {
  return codeKey !== null && isGeneratedCode(codeKey);
}

/** Whether the one who asks seems to be guessing. */
export function isMiss(refusals: readonly Refusal[]): boolean {
  return refusals.some(({ code }) => code === "UNKNOWN_CODE");
}

/**
 * Why an attempt over the limit of guesses is on record as refused. Its code is not: nobody has
 * looked whose it is.
 */
export const TOO_MANY_UNKNOWN_CODES = {
  ...{ code: "TOO_MANY_UNKNOWN_CODES", needed: null, seen: null, final: false },
} as const;

/** The row of an attempt; of several refusals the first, which is a final one if any is. */
export function attemptRow(attempt: {
  readonly kind: NewAttempt["kind"];
  readonly viewer: Viewer;
  readonly place: TillPlace;
  readonly at: Instant;
  /** Null: nobody has the code. */
  readonly couponId: bigint | null;
  readonly codeKey: string | null;
  readonly outcome: NewAttempt["outcome"];
  readonly refusal?: Pick<Refusal, "needed" | "seen" | "final"> & { readonly code: string };
  readonly idempotencyKey: string | null;
  readonly occurredAt?: Instant | null;
}): NewAttempt {
  const { couponId, codeKey, refusal, place, occurredAt = null } = attempt;
  const isOurs = couponId === null && codeKey !== null && isGeneratedCode(codeKey);
  return {
    at: formatInstant(attempt.at),
    kind: attempt.kind,
    couponId,
    code: isOurs ? codeKey : null,
    outcome: attempt.outcome,
    reason: refusal?.code ?? null,
    needed: refusal?.needed ?? null,
    seen: refusal?.seen ?? null,
    isFinal: refusal?.final ?? null,
    ...place,
    actor: actorOf(attempt.viewer),
    idempotencyKey: attempt.idempotencyKey,
    occurredAt: occurredAt === null ? null : formatInstant(occurredAt),
  };
}

type StreamRow = Parameters<typeof tellStream>[1];

/** What a customer's stream is told about one of its coupons. */
export function couponNews(
  customer: { readonly rootId: bigint; readonly publicId: string; readonly now: Instant },
  news: {
    readonly couponId: string;
    readonly change: "ISSUED" | "REDEEMED" | "REVERSED" | "DISABLED";
  },
): StreamRow {
  return {
    rootId: customer.rootId,
    kind: "COUPON_CHANGED",
    payload: { customerId: customer.publicId, ...news },
    recordedAt: formatInstant(customer.now),
  };
}

/** Tells it in a statement of its own. */
export function tellCoupon(tx: Tx, ...[customer, news]: Parameters<typeof couponNews>) {
  return tellStream(tx, couponNews(customer, news));
}
