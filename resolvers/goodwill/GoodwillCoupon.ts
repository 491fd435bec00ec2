import { nameIn } from "../../src/sentences/locale.ts";
import type { GoodwillCouponResolvers } from "../__generated__/types.ts";

export const GoodwillCoupon: GoodwillCouponResolvers = {
  name: ({ names, code }, { locale }) => nameIn(names, locale, code),
};
