import { AppError } from "../../src/errors.ts";
import type { GoodwillAllowanceResolvers } from "../__generated__/types.ts";

export const GoodwillAllowance: GoodwillAllowanceResolvers = {
  remainingToday: ({ left }) => left.now,
  remainingOfGiver: ({ left }) => left.ofPerson,
  remainingOfCustomer: ({ left }) => left.ofCustomer,
  giftsLeft: ({ left }) => left.gifts,
  grantedLast12Months: (goodwill, _args, { loaders }) => loaders.goodwill.gifts(goodwill),
  reasons: ({ rules }) => rules.reasons.map(({ code }) => code),
  reasonChoices: ({ rules }) => rules.reasons,
  coupons: (goodwill, _args, { loaders }) => loaders.goodwill.coupons(goodwill),
  effect: async (goodwill, { points, coupon: code }, { loaders }) => {
    const coupon = loaders.goodwill.coupons(goodwill).find((one) => one.code === code) ?? null;
    if ((points == null) === (code == null)) {
      throw argumentFault("points", "Say either points or a coupon.");
    }
    if (points == null ? coupon === null : points <= 0n) {
      throw points == null
        ? argumentFault("coupon", "This coupon may not be given as goodwill.")
        : argumentFault("points", "Say a whole number of points, 1 or more.");
    }
    return await loaders.goodwill.effect(goodwill, { points: points ?? null, coupon });
  },
};

function argumentFault(argument: string, message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { argument } });
}
