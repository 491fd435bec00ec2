import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const linkIdentifier: NonNullable<MutationResolvers["linkIdentifier"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const found = await customerBy(loaders, input.customer, "LOOK");
  const { kind, value, verified } = input.identifier;
  const { leafId, userErrors } = await commands.linkIdentifier({
    viewer,
    rootId: found?.row.id ?? null,
    said: input.customer,
    identifier: { kind, value, verified: verified ?? false },
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(BigInt(leafId));
  return { customer, userErrors };
};
