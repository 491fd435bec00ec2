import { requireScope } from "../../../src/access/authorise.ts";
import { customerNotFound } from "../../../src/customers/notFound.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const revokeCustomerTokens: NonNullable<MutationResolvers["revokeCustomerTokens"]> = async (
  _root,
  { input },
  { viewer, requestId, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const found = await customerBy(loaders, input.customer, "LOOK");
  const revokedBefore =
    found === null
      ? null
      : await commands.revokeCustomerTokens({ viewer, requestId, rootId: found.row.rootId });
  return { revokedBefore, userErrors: revokedBefore === null ? [customerNotFound()] : [] };
};
