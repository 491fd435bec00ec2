import { nameIn } from "../../src/sentences/locale.ts";
import type { GoodwillGiftResolvers } from "../__generated__/types.ts";

export const GoodwillGift: GoodwillGiftResolvers = {
  points: ({ row }) => row.points,
  coupon: ({ row }, _args, { loaders }) =>
    row.coupon === null ? null : loaders.coupons.byPublicId(row.coupon),
  reason: ({ row }) => row.reason,
  reasonName: ({ row, names }, { locale }) => nameIn(names, locale, row.reason),
  note: ({ row }) => row.note,
};
