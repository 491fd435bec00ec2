import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { holdIdOf, pointsPayload } from "../points.ts";

export const unblockPoints: NonNullable<MutationResolvers["unblockPoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:block");
  const answer = await commands.unblockPoints({
    viewer,
    block: holdIdOf(input.block),
    idempotencyKey: input.idempotencyKey,
    reason: input.reason,
  });
  return await pointsPayload(loaders, answer);
};
