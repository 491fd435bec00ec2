import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const undoGoodwill: NonNullable<MutationResolvers["undoGoodwill"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "goodwill:give");
  const { customer, userErrors } = await commands.undoGoodwill({
    viewer,
    gift: (await loaders.goodwill.byGlobalId(input.id))?.row.publicId ?? null,
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return {
    customer: customer === undefined ? null : await loaders.customers.byLeaf(BigInt(customer)),
    userErrors,
  };
};
