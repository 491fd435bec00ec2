import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { grantIdOf, grantPayload } from "../tierOverride.ts";

export const endTierGrant: NonNullable<MutationResolvers["endTierGrant"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "tier:override");
  const found = await customerBy(loaders, input.customer, "LOOK");
  const answer = await commands.endTierGrant({
    viewer,
    rootId: found?.row.id ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    reason: input.reason,
    grant: grantIdOf(input.grant),
  });
  return await grantPayload(loaders, found?.row.id ?? null, answer);
};
