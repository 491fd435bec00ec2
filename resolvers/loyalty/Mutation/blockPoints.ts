import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { holdPayload } from "../points.ts";

export const blockPoints: NonNullable<MutationResolvers["blockPoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:block");
  const found = await customerBy(loaders, input.customer, "LOOK");
  const answer = await commands.blockPoints({
    viewer,
    rootId: found?.row.rootId ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    wallet: input.wallet ?? "points",
    points: input.points,
    reason: input.reason,
  });
  return await holdPayload(loaders, answer);
};
