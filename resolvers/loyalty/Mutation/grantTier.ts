import { requireScope } from "../../../src/access/authorise.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { grantIdOf, grantPayload, NO_GRANT_ID } from "../tierOverride.ts";

export const grantTier: NonNullable<MutationResolvers["grantTier"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "tier:override");
  const found = await customerBy(loaders, input.customer);
  const answer = await commands.grantTier({
    viewer,
    rootId: found?.row.id ?? null,
    said: input.customer,
    idempotencyKey: input.idempotencyKey,
    kind: input.kind,
    mode: input.mode ?? "FLOOR",
    tier: input.tier,
    expiresAt: input.expiresAt == null ? null : parseInstant(input.expiresAt),
    reason: input.reason,
    // What is no id of a grant is none in force, and must not pass for "none".
    replaces: input.replaces == null ? null : (grantIdOf(input.replaces) ?? NO_GRANT_ID),
  });
  return await grantPayload(loaders, found?.row.id ?? null, answer);
};
