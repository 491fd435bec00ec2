import { requireScope } from "../../../src/access/authorise.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { overridePayload } from "../tierOverride.ts";

export const overrideTier: NonNullable<MutationResolvers["overrideTier"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "tier:override");
  const found = await customerBy(loaders, input.customer);
  const answer = await commands.overrideTier({
    viewer,
    rootId: found?.row.id ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    mode: input.mode ?? "FLOOR",
    tier: input.tier,
    expiresAt: input.expiresAt == null ? null : parseInstant(input.expiresAt),
    reason: input.reason,
    expectedVersion: input.expectedVersion ?? null,
  });
  return await overridePayload(loaders, found?.row.id ?? null, answer);
};
