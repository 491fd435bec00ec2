import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { holdIdOf, pointsPayload } from "../points.ts";

export const releasePoints: NonNullable<MutationResolvers["releasePoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:spend");
  const answer = await commands.releasePoints({
    viewer,
    authorisation: holdIdOf(input.authorisation),
    idempotencyKey: input.idempotencyKey,
  });
  return await pointsPayload(loaders, answer);
};
