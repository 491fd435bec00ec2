import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { customerOfAnswer } from "../answer.ts";

export const unmergeCustomers: NonNullable<MutationResolvers["unmergeCustomers"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:merge");
  const customer = await customerBy(loaders, input.customer, "LOOK");
  const answer = await commands.unmergeCustomers({
    viewer,
    rootId: customer?.row.rootId ?? null,
    separate: await loaders.customers.leafOfId(input.separate),
    said: { customer: input.customer, separate: input.separate },
    reason: input.reason,
    idempotencyKey: input.idempotencyKey,
  });
  const { otherId = null } = answer;
  const payload = await customerOfAnswer(loaders, answer);
  const separated = otherId === null ? null : await loaders.customers.byLeaf(BigInt(otherId));
  return { ...payload, separated };
};
