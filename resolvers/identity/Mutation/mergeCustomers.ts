import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { customerOfAnswer } from "../answer.ts";

export const mergeCustomers: NonNullable<MutationResolvers["mergeCustomers"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:merge");
  const [customer, other] = await Promise.all([
    customerBy(loaders, input.customer, "LOOK"),
    customerBy(loaders, input.other, "LOOK"),
  ]);
  const answer = await commands.mergeCustomers({
    viewer,
    rootId: customer?.row.rootId ?? null,
    otherRootId: other?.row.rootId ?? null,
    said: { customer: input.customer, other: input.other },
    reason: input.reason,
    overrule: input.overrule ?? false,
    idempotencyKey: input.idempotencyKey,
  });
  return await customerOfAnswer(loaders, answer);
};
