import type { Tx } from "../../db/connection/client.ts";
import { storeAnswer } from "../../db/queries/core/idempotency.ts";
import { insertAttempt, type NewRedemption, recordUse } from "../../db/queries/coupons/coupons.ts";
import type { CouponRow } from "../../db/queries/coupons/readCoupons.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import type { LockedCustomer } from "../core/lockCustomer.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Cart, CartAsSent } from "../domain/coupon/cart.ts";
import type { CouponContext } from "../domain/coupon/eligibility.ts";
import type { Refusal } from "../domain/coupon/refusal.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import type { TakenKey } from "../platform/idempotency.ts";
import { Pipeline } from "../platform/pipeline.ts";
import * as use from "./couponUse.ts";

/** What a redemption is asked with and how it is put on record: the same online and offline. */

export interface RedeemCouponRequest {
  readonly viewer: Viewer;
  /** The till's own: made of store, till, business date, basket and line. */
  readonly idempotencyKey: string;
  /** As scanned or typed. */
  readonly code: string;
  /** Null: the store that the till is bound to. */
  readonly store: string | null;
  readonly till: string;
  readonly cashier: string | null;
  readonly businessDate: LocalDate;
  readonly basket: string;
  readonly line: string | null;
  readonly receiptNumber: string | null;
  /** What is taken off. */
  readonly amount: { readonly amount: string; readonly currencyCode: string };
  readonly channel: string | null;
  readonly cart: CartAsSent | null;
  /**
   * Who is at the till, when known: as said, and how to find the live customer. A public code may
   * ask for it.
   */
  readonly customer: {
    readonly said: unknown;
    /** Called only when the key is new. Null: nobody has this identifier. */
    readonly find: () => Promise<bigint | null>;
  } | null;
  /** When an offline till did it: then it is a fact. Null: it is asked for now. */
  readonly occurredAt: Instant | null;
}

export interface RedeemCouponAnswer {
  /** Public id; null when refused. */
  readonly redemptionId: string | null;
  readonly refusals: readonly Refusal[];
  /**
   * True when nobody has the identifier of who is at the till, which an offline redemption does not
   * ask.
   */
  readonly isNobody?: boolean;
  /** Whether this is the answer that an earlier call with the key was given. */
  readonly isReplay: boolean;
}

/** The first answer to a key. */
export type Answer = Omit<RedeemCouponAnswer, "isReplay">;

/** Everything that one call works with. */
export interface Asked {
  readonly request: RedeemCouponRequest;
  readonly key: TakenKey;
  readonly place: use.TillPlace;
  readonly codeKey: string | null;
  readonly cart: Cart | null;
  readonly amount: { readonly minor: bigint; readonly currency: string };
}

/** The same with who is there. */
export interface Use extends Asked {
  /** Why what was shown proves nothing; null when it does, or nothing was shown. */
  readonly unproven: "IDENTIFIER_NOT_IN_USE" | null;
  /** The live customer at the till; null when nobody was named or found. */
  readonly rootId: bigint | null;
}

/** Writes a redemption with everything beside it. */
export async function record(
  tx: Tx,
  deps: CommandDeps,
  asked: Use,
  made: {
    readonly row: CouponRow | null;
    /** Whether it uses the coupon up. */
    readonly isTaken: boolean;
    readonly customer: LockedCustomer | null;
    readonly now: Instant;
    readonly at: Instant;
    readonly useNo: number | null;
    readonly conflicts: readonly string[];
    readonly outcome: "REDEEMED" | "RECORDED";
  },
): Promise<Answer> {
  const { request, place, amount } = asked;
  const { row, customer, now } = made;
  const taken = made.isTaken ? row : null;
  const redemption: NewRedemption = {
    ...place,
    publicId: deps.newPublicId(),
    couponId: taken?.id ?? null,
    useNo: made.useNo,
    leafId: taken?.leafId ?? customer?.rootId ?? null,
    at: formatInstant(made.at),
    recordedAt: formatInstant(customer?.now ?? now),
    isOffline: made.outcome === "RECORDED",
    businessDate: request.businessDate,
    basket: request.basket,
    line: request.line,
    receiptNumber: request.receiptNumber,
    amountMinor: amount.minor,
    currency: amount.currency,
    idempotencyKey: request.idempotencyKey,
    conflicts: made.conflicts,
  };
  const answer: Answer = { redemptionId: redemption.publicId, refusals: [] };
  await recordUse(tx, {
    redemption,
    attempt: attemptOf(asked, row, now, made.outcome),
    key: asked.key,
    answer,
    told:
      customer === null || taken === null
        ? null
        : use.couponNews(customer, { couponId: taken.publicId, change: "REDEEMED" }),
  });
  return answer;
}

export async function refuse(
  tx: Tx,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const answer: Answer = { redemptionId: null, refusals: use.shownRefusals(refusals) };
  const pipeline = new Pipeline();
  pipeline.add(insertAttempt(tx, attemptOf(asked, row, now, "REFUSED", refusals[0])));
  pipeline.add(storeAnswer(tx, asked.key, answer));
  await pipeline.send();
  return answer;
}

export async function refuseNobody(
  tx: Tx,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
): Promise<Answer> {
  const answer: Answer = { redemptionId: null, refusals: [], isNobody: true };
  const because = { code: "CUSTOMER_NOT_FOUND", needed: null, seen: null, final: false };
  await insertAttempt(tx, attemptOf(asked, row, now, "REFUSED", because));
  await storeAnswer(tx, asked.key, answer);
  return answer;
}

export function attemptOf(
  { request, place, codeKey }: Asked,
  row: CouponRow | null,
  at: Instant,
  outcome: "REDEEMED" | "RECORDED" | "REFUSED",
  refusal?: Omit<Refusal, "code"> & { readonly code: string },
) {
  return use.attemptRow({
    kind: "REDEEM",
    viewer: request.viewer,
    place,
    at,
    couponId: row?.id ?? null,
    codeKey,
    outcome,
    ...(refusal === undefined ? {} : { refusal }),
    idempotencyKey: request.idempotencyKey,
    occurredAt: request.occurredAt,
  });
}

export function isOthers({ rootId }: CouponRow, { rootId: atTill }: Use): boolean {
  return rootId !== null && atTill !== null && atTill !== rootId;
}

export function contextOf(
  { place, cart, amount, request }: Use,
  purpose: CouponContext["purpose"],
  customer: CouponContext["customer"],
): CouponContext {
  // A till is in a store; another channel says so.
  const channel = request.channel ?? "store";
  return { purpose, customer, store: place.store, channel, cart, amount };
}
