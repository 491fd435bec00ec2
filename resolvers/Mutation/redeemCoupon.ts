import { requireScope } from "../../src/commands/authorise.ts";
import type { Instant } from "../../src/domain/time/instant.ts";
import { AppError } from "../../src/errors.ts";
import type { MutationResolvers, RedeemCouponInput } from "../__generated__/types.ts";
import { instantOf } from "../inputs.ts";
import { customerBy } from "../lookup.ts";
import { explainRefusal } from "../sentences/refusal.ts";

export const redeemCoupon: NonNullable<MutationResolvers["redeemCoupon"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "coupon:redeem");
  const occurredAt = occurredAtOf(input);
  const said = input.customer ?? null;
  const customer = said === null ? null : await customerBy(loaders, said);
  // What has happened offline is recorded, whoever it was.
  if (said !== null && customer === null && occurredAt === null) {
    const message = "No customer has this identifier.";
    const userErrors = [{ code: "CUSTOMER_NOT_FOUND", message, field: ["customer"] }];
    return { redemption: null, refusals: [], userErrors };
  }
  const answer = await commands.redeemCoupon({
    viewer,
    idempotencyKey: input.idempotencyKey,
    code: input.code,
    store: input.store ?? null,
    till: input.till,
    cashier: input.cashier ?? null,
    businessDate: input.businessDate,
    basket: input.basket,
    line: input.line ?? null,
    receiptNumber: input.receiptNumber ?? null,
    amount: input.amount,
    channel: input.channel ?? null,
    cart: input.cart ?? null,
    customer: customer === null ? null : { rootId: customer.row.rootId, said },
    occurredAt,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const { redemptionId, refusals, isReplay } = answer;
  return {
    redemption:
      redemptionId === null ? null : await loaders.coupons.redemption(redemptionId, { isReplay }),
    refusals,
    userErrors: refusals.map((refusal) => ({
      code: refusal.code,
      message: explainRefusal(refusal, "en"),
      field: ["code"],
    })),
  };
};

function occurredAtOf({ offline, occurredAt }: RedeemCouponInput): Instant | null {
  if ((offline === true) === (occurredAt != null)) {
    return occurredAt == null ? null : instantOf(occurredAt);
  }
  throw new AppError("BAD_USER_INPUT", "offline and occurredAt belong together.", {
    details: { field: ["input", "occurredAt"] },
  });
}
