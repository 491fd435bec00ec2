import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy, orderBy } from "../../customerBy.ts";

export const claimPurchase: NonNullable<MutationResolvers["claimPurchase"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const [found, wanted] = [
    await customerBy(loaders, input.customer),
    await orderBy(loaders, input.order),
  ];
  const { userErrors } = await commands.claimPurchase({
    viewer,
    rootId: found?.row.id ?? null,
    orderId: wanted?.row.id ?? null,
    total: input.total,
    purchasedOn: input.purchasedOn,
    said: { customer: input.customer, order: input.order },
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  if (userErrors.length > 0) {
    return { order: null, customer: null, userErrors };
  }
  // A repeat that names nobody any more is answered without them.
  const order = wanted === null ? null : await loaders.orders.byRowId(wanted.row.id);
  const customer = found === null ? null : await loaders.customers.byLeaf(found.row.id);
  return { order, customer, userErrors: [] };
};
