import { requireScope } from "../../src/commands/authorise.ts";
import type { MutationResolvers } from "../__generated__/types.ts";
import { customerBy, NO_CUSTOMER, orderBy } from "../lookup.ts";

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
  if (found === null) return { order: null, customer: null, userErrors: [NO_CUSTOMER] };
  if (wanted === null) return { order: null, customer: null, userErrors: [NO_ORDER] };
  const { userErrors } = await commands.claimPurchase({
    viewer,
    rootId: found.row.id,
    orderId: wanted.row.id,
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  if (userErrors.length > 0) return { order: null, customer: null, userErrors };
  const [order, customer] = [
    await loaders.orders.byRowId(wanted.row.id),
    await loaders.customers.byLeaf(found.row.id),
  ];
  return { order, customer, userErrors: [] };
};

const NO_ORDER = {
  code: "ORDER_NOT_FOUND",
  message: "No purchase has this number.",
  field: ["order"],
};
