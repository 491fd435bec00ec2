import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { pointsPayload } from "../points.ts";

export const transferPoints: NonNullable<MutationResolvers["transferPoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:adjust");
  const [from, to] = await Promise.all([
    customerBy(loaders, input.from),
    customerBy(loaders, input.to),
  ]);
  const answer = await commands.transferPoints({
    viewer,
    fromRootId: from?.row.rootId ?? null,
    toRootId: to?.row.rootId ?? null,
    said: { from: input.from, to: input.to },
    idempotencyKey: input.idempotencyKey,
    wallet: input.wallet ?? "points",
    points: input.points,
    reason: input.reason,
  });
  return await pointsPayload(loaders, answer);
};
