import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { holdIdOf, pointsPayload } from "../points.ts";

export const capturePoints: NonNullable<MutationResolvers["capturePoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:spend");
  const answer = await commands.capturePoints({
    viewer,
    authorisation: holdIdOf(input.authorisation),
    idempotencyKey: input.idempotencyKey,
    points: input.points ?? null,
  });
  return await pointsPayload(loaders, answer);
};
