import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const enrolCustomer: NonNullable<MutationResolvers["enrolCustomer"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "membership:write");
  const found = await customerBy(loaders, input.customer);
  const outcome = await commands.enrolCustomer({
    viewer,
    rootId: found?.row.id ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    termsVersion: input.termsVersion ?? null,
    channel: input.channel ?? null,
    store: input.store ?? viewer.store,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  if (outcome.userErrors.length > 0) {
    return { customer: null, userErrors: outcome.userErrors };
  }
  // A repeat whose customer goes by another identifier meanwhile is answered without it.
  const customer = found === null ? null : await loaders.customers.byLeaf(found.row.id);
  return { customer, userErrors: [] };
};
