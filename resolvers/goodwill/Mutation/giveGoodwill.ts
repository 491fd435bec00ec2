import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const giveGoodwill: NonNullable<MutationResolvers["giveGoodwill"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "goodwill:give");
  const found = await customerBy(loaders, input.customer);
  const { gift, customer, userErrors } = await commands.giveGoodwill({
    viewer,
    rootId: found?.row.rootId ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    points: input.points ?? null,
    coupon: input.coupon ?? null,
    reason: input.reason,
    note: input.note ?? null,
    expectedVersion: input.expectedVersion ?? null,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return {
    gift: gift === null ? null : await loaders.goodwill.byPublicId(gift),
    customer: customer === undefined ? null : await loaders.customers.byLeaf(BigInt(customer)),
    userErrors,
  };
};
