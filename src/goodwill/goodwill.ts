import type { Sql } from "../../db/connection/client.ts";
import { findGift, type GiftRow, readGiftsOf } from "../../db/queries/goodwill/goodwill.ts";
import { hasScope } from "../access/authorise.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { allowanceOf, overLimitMessage } from "../core/givenLimit.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { type ActorRef, isSamePerson, parseActor } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import {
  customerSince,
  type GoodwillBasis,
  type GoodwillLeft,
  leftOf,
  refusalOfGift,
  undoableUntil,
} from "../domain/goodwill/decideGift.ts";
import type { GoodwillCoupon, GoodwillRules } from "../domain/goodwill/goodwillRules.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { LoyaltyModel } from "../loyalty/loyalty.ts";
import { decodeGlobalId, encodeGlobalId } from "../platform/globalId.ts";
import type { Directory } from "../programme/directory.ts";
import { couponToGive, worthOfGift } from "./couponGift.ts";
import { readBasis } from "./giftBasis.ts";

/** What the viewer may give a customer now. */
export interface GoodwillModel {
  readonly customer: CustomerModel;
  readonly rules: GoodwillRules;
  readonly ruleset: Ruleset;
  readonly basis: GoodwillBasis;
  readonly left: GoodwillLeft;
  readonly version: number;
  readonly at: Instant;
}

export type ReasonView = GoodwillRules["reasons"][number];

/** A coupon that may be given, with what it counts in points. */
export interface GoodwillCouponView extends Pick<GoodwillCoupon, "code" | "names" | "validDays"> {
  readonly worth: bigint;
}

/** A gift to a customer whom the viewer may see. */
export interface GiftModel {
  readonly row: GiftRow;
  readonly id: string;
  readonly at: Instant;
  readonly by: ActorRef;
  /** Of the reason, by language; empty once the set-up no longer has it. */
  readonly names: Readonly<Record<string, string>>;
  /** For the viewer; null when they cannot take it back. */
  readonly undoableUntil: Instant | null;
}

/** What giving something would come to. */
export interface EffectView {
  readonly worth: bigint;
  readonly remainingAfter: bigint;
  /** Null where the customer has no such wallet, or a coupon is given. */
  readonly balanceAfter: bigint | null;
  readonly refusal: string | null;
}

export interface GoodwillDeps {
  readonly sql: Sql;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly viewer: Viewer;
  readonly loyalty: {
    readonly ofCustomer: (customer: CustomerModel, code: null) => Promise<LoyaltyModel | null>;
  };
  readonly now: () => Instant;
}

/** What may be given as goodwill, and what was. Few ask, so this is no shared lookup. */
export function createGoodwillLoaders(deps: GoodwillDeps) {
  const { sql, policy, directory, viewer, loyalty, now } = deps;
  const giftOf = (row: GiftRow): GiftModel => {
    const at = instantFromPg(row.recordedAt);
    const until = undoableUntil(at);
    const mayUndo = isSamePerson(viewer, row.actor) || hasScope(viewer, "goodwill:give-open");
    const isOver = row.undoneAt !== null || now() >= until;
    return {
      ...{ row, id: encodeGlobalId("GoodwillGift", row.publicId), at, by: parseActor(row.actor) },
      names: directory.goodwill?.reasons.find(({ code }) => code === row.reason)?.names ?? {},
      undoableUntil: mayUndo && !isOver ? until : null,
    };
  };
  const byPublicId = async (publicId: string): Promise<GiftModel | null> => {
    const row = policy.goodwill() ? await findGift(sql, publicId) : null;
    return row !== null && (await policy.customer(row.rootId)) ? giftOf(row) : null;
  };
  return {
    /** Null where none is set up, for who may not give any, and for a shell. */
    ofCustomer: async (customer: CustomerModel): Promise<GoodwillModel | null> => {
      const rules = directory.goodwill;
      if (rules === null || customer.isShell || !policy.goodwill()) {
        return null;
      }
      const at = now();
      const ruleset = directory.rulesetAt(at);
      const { basis, version } = await readBasis(sql, {
        ...{ viewer, rootId: customer.row.rootId, limits: rules.limits, now: at },
        timeZone: ruleset.programme.timeZone,
      });
      const otherwise = hasScope(viewer, "points:adjust-open")
        ? null
        : (await allowanceOf(sql, viewer, ruleset, at)).points;
      const left = leftOf(basis, otherwise);
      return { customer, rules, ruleset, basis, left, version, at };
    },

    /** What the customer was given in the 12 months that count, and what stands, latest first. */
    gifts: async ({ customer, ruleset, at }: GoodwillModel): Promise<readonly GiftModel[]> => {
      const since = formatInstant(customerSince(at, ruleset.programme.timeZone));
      return (await readGiftsOf(sql, [customer.row.rootId], since)).map(giftOf);
    },

    coupons: ({ rules, ruleset, at }: GoodwillModel): readonly GoodwillCouponView[] =>
      rules.coupons.map((coupon) => ({
        ...coupon,
        worth: worthOfGift(couponToGive(coupon, null, at), ruleset),
      })),

    /** What giving it now would come to; nothing is given, and nothing is held. */
    effect: async (model: GoodwillModel, gift: ProposedGift): Promise<EffectView> => {
      const member = gift.points === null ? null : await loyalty.ofCustomer(model.customer, null);
      return effectOf(model, gift, member);
    },

    /** A gift to a customer whom the viewer may see, whether it stands or not. */
    byPublicId,

    byGlobalId: async (id: string): Promise<GiftModel | null> => {
      const decoded = decodeGlobalId(id);
      return decoded?.type === "GoodwillGift" ? await byPublicId(decoded.key) : null;
    },
  };
}

export interface ProposedGift {
  readonly points: bigint | null;
  readonly coupon: GoodwillCouponView | null;
}

function effectOf(
  { rules, basis, left }: GoodwillModel,
  gift: ProposedGift,
  member: LoyaltyModel | null,
): EffectView {
  const worth = gift.points ?? gift.coupon?.worth ?? 0n;
  const account = member?.accounts.find(({ wallet }) => wallet === rules.wallet);
  const balance = (account?.active ?? 0n) + worth;
  const refusal =
    refusalOfGift(basis, worth)?.message ??
    (worth > left.now ? overLimitMessage({ points: left.now }) : null);
  return {
    worth,
    remainingAfter: worth > left.now ? 0n : left.now - worth,
    balanceAfter: member === null ? null : balance > 0n ? balance : 0n,
    refusal,
  };
}
