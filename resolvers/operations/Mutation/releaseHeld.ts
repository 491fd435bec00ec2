import { requireScope } from "../../../src/access/authorise.ts";
import { decodeGlobalId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const releaseHeld: NonNullable<MutationResolvers["releaseHeld"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "held:release");
  const answer = await commands.releaseHeld({
    viewer,
    events: input.handoffs?.map(eventOf) ?? null,
    heldFor: input.heldFor ?? null,
    reason: input.reason,
    idempotencyKey: input.idempotencyKey,
  });
  loaders.clear();
  return answer;
};

/** Row id of the event of a handoff; null for an id that is none of ours. */
function eventOf(id: string): bigint | null {
  const decoded = decodeGlobalId(id);
  return decoded?.type === "Handoff" ? BigInt(decoded.key) : null;
}
