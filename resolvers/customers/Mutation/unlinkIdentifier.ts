import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { identifierKeyOf } from "../../customerBy.ts";

export const unlinkIdentifier: NonNullable<MutationResolvers["unlinkIdentifier"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const { leafId, userErrors } = await commands.unlinkIdentifier({
    viewer,
    identifier: identifierKeyOf(input.identifier),
    reason: input.reason,
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(BigInt(leafId));
  return { customer, userErrors };
};
