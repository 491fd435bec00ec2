import { requireScope } from "../../../src/access/authorise.ts";
import { NO_IDENTIFIER } from "../../../src/customers/notFound.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { identifierKeyOf } from "../../customerBy.ts";

export const replaceIdentifier: NonNullable<MutationResolvers["replaceIdentifier"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const identifier = identifierKeyOf(input.identifier);
  if (identifier === null) {
    return { customer: null, userErrors: [NO_IDENTIFIER] };
  }
  const { leafId, userErrors } = await commands.replaceIdentifier({
    viewer,
    identifier,
    newValue: input.newValue,
    verified: input.verified ?? false,
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(BigInt(leafId));
  return { customer, userErrors };
};
