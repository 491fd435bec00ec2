import { requireScope } from "../../../src/access/authorise.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { AppError } from "../../../src/errors.ts";
import type { Loaders } from "../../../src/graph/loaders.ts";
import { explainRefusal } from "../../../src/sentences/refusal.ts";
import type {
  CustomerIdentifierInput,
  MutationResolvers,
  RedeemCouponInput,
} from "../../__generated__/types.ts";
import { customerBy, NO_CUSTOMER } from "../../customerBy.ts";
import { instantOf } from "../../inputs.ts";

export const redeemCoupon: NonNullable<MutationResolvers["redeemCoupon"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "coupon:redeem");
  const occurredAt = occurredAtOf(input);
  const said = input.customer ?? null;
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
    customer: said === null ? null : { said, find: () => rootAtTill(loaders, said, occurredAt) },
    occurredAt,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const { redemptionId, refusals, isReplay } = answer;
  if (answer.isNobody === true) {
    return { redemption: null, refusals, userErrors: [NO_CUSTOMER] };
  }
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

/**
 * What has happened offline is recorded with whose it is, however much was guessed before; the till
 * is not told.
 */
async function rootAtTill(
  loaders: Loaders,
  said: CustomerIdentifierInput,
  occurredAt: Instant | null,
): Promise<bigint | null> {
  const by = occurredAt === null ? loaders : loaders.ofFacts;
  return (await customerBy(by, said))?.row.rootId ?? null;
}

function occurredAtOf({ offline, occurredAt }: RedeemCouponInput): Instant | null {
  if ((offline === true) === (occurredAt != null)) {
    return occurredAt == null ? null : instantOf(occurredAt);
  }
  throw new AppError("BAD_USER_INPUT", "offline and occurredAt belong together.", {
    details: { field: ["input", "occurredAt"] },
  });
}
