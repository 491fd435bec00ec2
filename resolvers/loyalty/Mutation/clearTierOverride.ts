import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { overridePayload } from "../tierOverride.ts";

export const clearTierOverride: NonNullable<MutationResolvers["clearTierOverride"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "tier:override");
  const found = await customerBy(loaders, input.customer, "LOOK");
  const answer = await commands.clearTierOverride({
    viewer,
    rootId: found?.row.id ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    reason: input.reason,
    expectedVersion: input.expectedVersion,
  });
  return await overridePayload(loaders, found?.row.id ?? null, answer);
};
