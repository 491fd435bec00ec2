import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { pointsPayload } from "../points.ts";

export const adjustPoints: NonNullable<MutationResolvers["adjustPoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:adjust");
  const found = await customerBy(loaders, input.customer);
  const answer = await commands.adjustPoints({
    viewer,
    rootId: found?.row.rootId ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    wallet: input.wallet ?? "points",
    points: input.points,
    reason: input.reason,
  });
  return await pointsPayload(loaders, answer);
};
