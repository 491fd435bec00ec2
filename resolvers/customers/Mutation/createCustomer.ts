import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const createCustomer: NonNullable<MutationResolvers["createCustomer"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:write");
  const { leafId, userErrors } = await commands.createCustomer({
    viewer,
    name: input.name ?? null,
    language: input.language ?? null,
    identifiers: input.identifiers.map(({ kind, value, verified }) => ({
      kind,
      value,
      verified: verified ?? false,
    })),
    idempotencyKey: input.idempotencyKey,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(BigInt(leafId));
  return { customer, userErrors };
};
