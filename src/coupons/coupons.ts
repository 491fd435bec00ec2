import type {
  CouponAttemptRow,
  CouponRow,
  RedemptionRow,
} from "../../db/queries/coupons/readCoupons.ts";
import type { StoreRow } from "../../db/queries/programme/catalog.ts";
import { type Guard, isNothing } from "../access/guessLimit.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { type CartAsSent, parseCart } from "../domain/coupon/cart.ts";
import { foldCode, isGeneratedCode } from "../domain/coupon/code.ts";
import {
  type CouponContext,
  type Eligibility,
  eligibilityOf,
} from "../domain/coupon/eligibility.ts";
import {
  asksCustomer,
  type Coupon,
  type CouponState,
  couponOf,
  stateAt,
} from "../domain/coupon/terms.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import type { LoyaltyModel } from "../loyalty/loyalty.ts";
import { decodeGlobalId, encodeGlobalId } from "../platform/globalId.ts";
import { type MoneyView, moneyOf } from "../platform/money.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";

/** A coupon that the viewer may see. */
export interface CouponModel {
  readonly kind: "Coupon";
  readonly id: string;
  readonly row: CouponRow;
  readonly rules: Coupon;
  readonly state: CouponState;
}

export type CouponPage = Page<CouponModel>;

export interface RefusalView {
  readonly code: string;
  readonly needed: string | null;
  readonly seen: string | null;
  readonly final: boolean;
}

export interface CouponAttemptView {
  readonly at: Instant;
  readonly store: StoreRow | null;
  readonly till: string | null;
  readonly outcome: string;
  readonly refusal: RefusalView | null;
}

export interface RedemptionModel {
  readonly kind: "Redemption";
  readonly id: string;
  readonly at: Instant;
  readonly store: StoreRow;
  readonly till: string;
  /** Null for the customer's own eyes. */
  readonly cashier: string | null;
  readonly receiptNumber: string | null;
  readonly amount: MoneyView;
  readonly state: RedemptionRow["state"];
  readonly conflicts: readonly string[];
  readonly replayOfFirstAnswer: boolean;
}

export interface CampaignModel {
  readonly kind: "Campaign";
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface CouponDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly guard: Guard;
  readonly now: () => Instant;
  /**
   * Standing of a live customer by root, null when the viewer may not see it or it is no member.
   */
  readonly loyaltyOf: (rootId: bigint) => Promise<LoyaltyModel | null>;
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly string[] | null;
}

/**
 * Finds coupons and redemptions by every door. What the viewer may not see is null, as if it were
 * not there.
 */
export function createCouponLoaders(deps: CouponDeps) {
  const { reads, policy, directory, guard, now } = deps;
  const modelOf = (row: CouponRow): CouponModel => {
    const rules = couponOf(row);
    return {
      ...{ kind: "Coupon", row, rules, state: stateAt(rules, now()) },
      id: encodeGlobalId("Coupon", row.publicId),
    };
  };
  const allowed = async (row: CouponRow | null): Promise<CouponModel | null> =>
    row !== null && (await policy.coupon(row)) ? modelOf(row) : null;

  const redemptionOf = async (row: RedemptionRow, isReplay = false): Promise<RedemptionModel> => {
    const store = await directory.storeOf(row.store);
    return {
      kind: "Redemption",
      id: encodeGlobalId("Redemption", row.publicId),
      at: instantFromPg(row.at),
      store,
      till: row.till,
      cashier: policy.campaign() ? row.cashier : null,
      receiptNumber: row.receiptNumber,
      amount: moneyOf(row.amountMinor, row.currency),
      state: row.state,
      conflicts: policy.conflicts() ? row.conflicts : [],
      replayOfFirstAnswer: isReplay,
    };
  };

  const byKey = async (key: string): Promise<CouponModel | null> =>
    await allowed(await reads.couponByKey.load(key));

  return {
    byKey,

    byPublicId: async (publicId: string): Promise<CouponModel | null> =>
      await allowed(await reads.couponByPublicId.load(publicId)),

    /**
     * The coupon with this code. Unknown and not the viewer's look alike, and both count as a
     * guess.
     *
     * @throws AppError RATE_LIMITED
     */
    byCode: async (code: string): Promise<CouponModel | null> => {
      const key = foldCode(code);
      const isStrong = key !== null && isGeneratedCode(key);
      const find = async () => (key === null ? null : await byKey(key));
      return await guard(find, isNothing, { isStrong });
    },

    /**
     * The coupons of a customer and of everybody merged into it, latest issued first; nothing for a
     * shell.
     */
    pageOfCustomer: async (customer: CustomerModel, args: PageArguments): Promise<CouponPage> => {
      const { rootId } = customer.row;
      const limit = pageSize(args.first);
      const list = `Coupons:${customer.row.publicId}`;
      const after = decodeCursor(list, args.after, isCursorKey);
      if (customer.isShell) {
        return pageOf<CouponModel>(list, [], cursorKey, false, after !== null);
      }
      const rows = await reads.couponPage.load({
        rootId,
        limit: limit + 1,
        after: after === null ? null : BigInt(after[0]),
        states: args.state ?? null,
        now: formatInstant(now()),
      });
      const models = rows.slice(0, limit).map(modelOf);
      return pageOf(list, models, cursorKey, rows.length > limit, after !== null);
    },

    /**
     * Whether it could be used now, by its customer, in this basket and store as far as they are
     * given.
     *
     * @throws AppError BAD_USER_INPUT for a basket that cannot be read
     */
    eligibility: async (
      { row, rules }: CouponModel,
      asked: {
        readonly cart?: (CartAsSent & { readonly store?: string | null }) | null;
        readonly store?: string | null;
      },
    ): Promise<Eligibility> => {
      const at = now();
      const store = asked.store ?? asked.cart?.store ?? null;
      let customer: CouponContext["customer"] = null;
      if (asksCustomer(rules) && row.rootId !== null) {
        const { rootId } = row;
        const [loyalty, uses] = await Promise.all([
          deps.loyaltyOf(rootId),
          rules.usesPerCustomerMax === null
            ? 0
            : reads.couponUses.load({ rootId, couponId: row.id }),
        ]);
        customer = { tier: loyalty?.state.tier ?? null, uses };
      }
      const cart = asked.cart == null ? null : cartOf(asked.cart);
      // Without a store nobody knows yet where; in one it is a store's sale.
      const channel = store === null ? null : "store";
      const context = { customer, store, channel, cart, amount: null, purpose: "ASK" } as const;
      return eligibilityOf(rules, context, at);
    },

    /** The latest attempts, newest first. */
    attempts: async (
      { row }: CouponModel,
      first: number,
    ): Promise<readonly CouponAttemptView[]> => {
      const key = { couponId: row.id, limit: pageSize(first) };
      return (await reads.couponAttempts.load(key)).map((attempt) => ({
        at: instantFromPg(attempt.attemptedAt),
        store: directory.store(attempt.store),
        till: attempt.till,
        outcome: attempt.outcome,
        refusal: refusalOf(attempt),
      }));
    },

    /** The latest redemptions, newest first. */
    redemptions: async ({ row }: CouponModel): Promise<readonly RedemptionModel[]> =>
      await Promise.all(
        (await reads.redemptionsOfCoupon.load(row.id)).map((one) => redemptionOf(one)),
      ),

    /** @param options.isReplay whether it is the answer to a call that was answered before */
    redemption: async (
      publicId: string,
      options: { readonly isReplay?: boolean } = {},
    ): Promise<RedemptionModel | null> => {
      const row = await reads.redemptionByPublicId.load(publicId);
      return row !== null && (await policy.coupon(row))
        ? await redemptionOf(row, options.isReplay)
        : null;
    },

    /** Public id behind an `id` of the API; null when it is no redemption's. */
    redemptionKey: (id: string): string | null => {
      const decoded = decodeGlobalId(id);
      return decoded?.type === "Redemption" ? decoded.key : null;
    },

    campaign: async (code: string | null): Promise<CampaignModel | null> => {
      if (code === null || !policy.campaign()) {
        return null;
      }
      const row = await reads.campaignByCode.load(code);
      return row && { kind: "Campaign", id: encodeGlobalId("Campaign", row.code), ...row };
    },

    /** Why it was issued, in the words of whoever did; not for the customer's own eyes. */
    issuedBecause: ({ row }: CouponModel): string | null =>
      policy.campaign() ? row.issuedBecause : null,
  };
}

function refusalOf(row: CouponAttemptRow): RefusalView | null {
  const { reason, needed, seen, isFinal } = row;
  return reason === null ? null : { code: reason, needed, seen, final: isFinal === true };
}

function cartOf(sent: CartAsSent) {
  const parsed = parseCart(sent);
  if (parsed.ok) {
    return parsed.cart;
  }
  throw new AppError("BAD_USER_INPUT", parsed.message, {
    details: { argument: ["cart", ...parsed.field].join(".") },
  });
}

type CursorKey = readonly [couponId: string];

function cursorKey({ row }: CouponModel): SortKey {
  return [row.id.toString()];
}

function isCursorKey(key: SortKey): key is CursorKey {
  return key.length === 1 && typeof key[0] === "string" && /^[1-9][0-9]{0,17}$/.test(key[0]);
}
