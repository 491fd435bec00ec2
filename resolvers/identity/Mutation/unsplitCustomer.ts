import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { customerOfAnswer } from "../answer.ts";

export const unsplitCustomer: NonNullable<MutationResolvers["unsplitCustomer"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:merge-open");
  const customer = await customerBy(loaders, input.customer, "LOOK");
  const answer = await commands.unsplitCustomer({
    viewer,
    rootId: customer?.row.rootId ?? null,
    said: { customer: input.customer },
    reason: input.reason,
    idempotencyKey: input.idempotencyKey,
  });
  return await customerOfAnswer(loaders, answer);
};
