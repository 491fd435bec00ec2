import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy, NO_CUSTOMER } from "../../customerBy.ts";

export const updateCustomer: NonNullable<MutationResolvers["updateCustomer"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const found = await customerBy(loaders, input.customer, "LOOK");
  if (found === null) {
    return { customer: null, userErrors: [NO_CUSTOMER] };
  }
  const { userErrors } = await commands.updateCustomer({
    viewer,
    rootId: found.row.id,
    name: input.name,
    language: input.language,
    flags: input.flags ?? undefined,
    expectedVersion: input.expectedVersion ?? null,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const isChanged = userErrors.length === 0;
  return { customer: isChanged ? await loaders.customers.byLeaf(found.row.id) : null, userErrors };
};
