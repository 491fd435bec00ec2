import { insertAttempt } from "../../db/queries/coupons/coupons.ts";
import { countUses, readCouponsByKeys } from "../../db/queries/coupons/readCoupons.ts";
import { readLeavesOfRoots } from "../../db/queries/customers/readCustomers.ts";
import { requireScope } from "../access/authorise.ts";
import type { GuessLimit } from "../access/guessLimit.ts";
import { isOwnRoot } from "../access/ownRecord.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { clockOf } from "../core/loadState.ts";
import { lockCustomer } from "../core/lockCustomer.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { CartAsSent } from "../domain/coupon/cart.ts";
import { foldCode } from "../domain/coupon/code.ts";
import { type Eligibility, eligibilityOf } from "../domain/coupon/eligibility.ts";
import { type Refusal, refusalOf } from "../domain/coupon/refusal.ts";
import { asksCustomer, couponOf } from "../domain/coupon/terms.ts";
import { forbiddingMark } from "../domain/customer/marks.ts";
import { transact } from "../platform/transact.ts";
import * as use from "./couponUse.ts";

export interface ValidateCouponRequest {
  readonly viewer: Viewer;
  readonly code: string;
  /** Null: the store that the till is bound to. */
  readonly store: string | null;
  readonly till: string;
  readonly cashier: string | null;
  readonly channel: string | null;
  readonly cart: CartAsSent | null;
  /** Who is at the till, when known: the live customer. */
  readonly customer: bigint | null;
}

export interface ValidateCouponAnswer {
  /** Null for an unknown code and for another customer's alike. */
  readonly couponId: string | null;
  readonly eligibility: Eligibility;
}

/**
 * Whether a coupon would be taken here and now. Changes nothing, but the attempt is put on record.
 *
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, RATE_LIMITED, UNAVAILABLE.
 */
export async function validateCoupon(
  deps: CommandDeps,
  guesses: GuessLimit,
  request: ValidateCouponRequest,
): Promise<ValidateCouponAnswer> {
  const { viewer } = request;
  requireScope(viewer, "coupon:redeem");
  const place = await use.placeOf(viewer, request, deps.catalog);
  const cart = use.cartOf(request.cart);
  const codeKey = foldCode(request.code);
  const run = () =>
    transact(deps.sql, async (tx): Promise<ValidateCouponAnswer> => {
      const [row = null] = codeKey === null ? [] : await readCouponsByKeys(tx, [codeKey]);
      const now = deps.now ?? (await clockOf(tx));
      const coupon = row === null ? null : couponOf(row);
      const rootId = row?.rootId ?? request.customer;
      let customer: { tier: string | null; uses: number } | null = null;
      let marks: ReadonlySet<string> | null = null;
      if (row !== null && coupon !== null && rootId !== null && asksCustomer(coupon)) {
        const locked = await lockCustomer(tx, deps, rootId, () =>
          countUses(tx, [{ rootId, couponId: row.id }]),
        );
        marks = locked.customer.marks;
        customer = { tier: locked.customer.tier, uses: locked.rows[0]?.uses ?? 0 };
      }
      if (rootId !== null && marks === null) {
        const leaves = await readLeavesOfRoots(tx, [rootId]);
        marks = new Set(leaves.flatMap(({ flags }) => flags ?? []));
      }
      const isOthers =
        row?.rootId != null && request.customer !== null && request.customer !== row.rootId;
      const isOwn = await isOwnRoot(tx, viewer, rootId);
      const unknown = (refusals: readonly Refusal[]): Eligibility => ({
        ...{ redeemable: false, refusals, basis: "LIVE", evaluatedAt: now },
      });
      const eligibility =
        coupon === null
          ? unknown([refusalOf("UNKNOWN_CODE")])
          : isOthers
            ? unknown([refusalOf("OTHER_CUSTOMER")])
            : isOwn
              ? unknown([refusalOf("OWN_RECORD")])
              : marks !== null && forbiddingMark("validateCoupon", marks) !== null
                ? unknown([refusalOf("CUSTOMER_MARKED")])
                : eligibilityOf(
                    coupon,
                    {
                      ...{ purpose: "ASK", customer, store: place.store, cart, amount: null },
                      channel: request.channel ?? "store",
                    },
                    now,
                  );
      const [refusal] = eligibility.refusals;
      const outcome = eligibility.redeemable ? "ELIGIBLE" : "REFUSED";
      const attempt = { kind: "VALIDATE", viewer, place, at: now, codeKey, outcome } as const;
      await insertAttempt(
        tx,
        use.attemptRow({
          ...attempt,
          couponId: row?.id ?? null,
          ...(refusal === undefined ? {} : { refusal }),
          idempotencyKey: null,
        }),
      );
      return {
        couponId: row === null || isOthers ? null : row.publicId,
        eligibility: { ...eligibility, refusals: use.shownRefusals(eligibility.refusals) },
      };
    });
  return await guesses.guard(viewer, run, ({ eligibility }) => use.isMiss(eligibility.refusals), {
    isStrong: use.isStrong(codeKey),
    refused: async (error) => {
      const at = deps.now ?? (await clockOf(deps.sql));
      const row = use.attemptRow({
        ...({ kind: "VALIDATE", viewer, place, at, outcome: "REFUSED" } as const),
        ...{ couponId: null, codeKey: null, refusal: use.TOO_MANY_UNKNOWN_CODES },
        idempotencyKey: null,
      });
      await transact(deps.sql, (tx) => insertAttempt(tx, row));
      throw error;
    },
  });
}
