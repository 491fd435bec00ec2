import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { customerOfAnswer } from "../answer.ts";
import { splitPartsOf } from "../splitParts.ts";

export const splitCustomer: NonNullable<MutationResolvers["splitCustomer"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:merge-open");
  const customer = await customerBy(loaders, input.customer, "LOOK");
  const { identifiers, orders } = input;
  const answer = await commands.splitCustomer({
    viewer,
    rootId: customer?.row.rootId ?? null,
    ...(await splitPartsOf(loaders, input)),
    said: { customer: input.customer, identifiers, orders: orders ?? [] },
    reason: input.reason,
    idempotencyKey: input.idempotencyKey,
  });
  const { otherId = null } = answer;
  const payload = await customerOfAnswer(loaders, answer);
  const separated = otherId === null ? null : await loaders.customers.byLeaf(BigInt(otherId));
  return { ...payload, separated };
};
