import { requireScope } from "../../src/commands/authorise.ts";
import type { MutationResolvers } from "../__generated__/types.ts";
import { customerBy, NO_CUSTOMER } from "../lookup.ts";

export const enrolCustomer: NonNullable<MutationResolvers["enrolCustomer"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "membership:write");
  const found = await customerBy(loaders, input.customer);
  if (found === null) return { customer: null, userErrors: [NO_CUSTOMER] };
  const outcome = await commands.enrolCustomer({
    viewer,
    rootId: found.row.id,
    idempotencyKey: input.idempotencyKey,
    termsVersion: input.termsVersion ?? null,
    channel: input.channel ?? null,
    store: input.store ?? viewer.store,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  if (outcome.userErrors.length > 0) return { customer: null, userErrors: outcome.userErrors };
  return { customer: await loaders.customers.byLeaf(found.row.id), userErrors: [] };
};
