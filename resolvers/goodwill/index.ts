import type { Resolvers } from "../__generated__/types.ts";
import { GoodwillAllowance } from "./GoodwillAllowance.ts";
import { GoodwillCoupon } from "./GoodwillCoupon.ts";
import { GoodwillGift } from "./GoodwillGift.ts";
import { GoodwillReason } from "./GoodwillReason.ts";
import { giveGoodwill } from "./Mutation/giveGoodwill.ts";
import { undoGoodwill } from "./Mutation/undoGoodwill.ts";

export const goodwill: Resolvers = {
  Mutation: { giveGoodwill, undoGoodwill },
  GoodwillAllowance,
  GoodwillCoupon,
  GoodwillGift,
  GoodwillReason,
};
