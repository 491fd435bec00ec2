import { requireScope } from "../../../src/access/authorise.ts";
import { NO_IDENTIFIER } from "../../../src/customers/notFound.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { identifierKeyOf } from "../../customerBy.ts";

export const blockIdentifier: NonNullable<MutationResolvers["blockIdentifier"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const identifier = identifierKeyOf(input.identifier);
  if (identifier === null) {
    return { customer: null, userErrors: [NO_IDENTIFIER] };
  }
  const { reason } = input;
  const { leafId, userErrors } = await commands.blockIdentifier({ viewer, identifier, reason });
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(BigInt(leafId));
  return { customer, userErrors };
};
