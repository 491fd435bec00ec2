import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { holdPayload } from "../points.ts";

export const authorisePoints: NonNullable<MutationResolvers["authorisePoints"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "points:spend");
  const found = await customerBy(loaders, input.customer);
  const answer = await commands.authorisePoints({
    viewer,
    rootId: found?.row.rootId ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    wallet: input.wallet ?? "points",
    points: input.points,
    reference: input.reference ?? null,
    expiresInSeconds: input.expiresInSeconds ?? null,
  });
  return await holdPayload(loaders, answer);
};
