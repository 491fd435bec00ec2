import { decodePartId, encodePartId, isPublicId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const unmuteIncidents: NonNullable<MutationResolvers["unmuteIncidents"]> = async (
  _root,
  { input },
  { viewer, commands },
) => {
  const key = decodePartId("IncidentMute", input.mute);
  const { mute, userErrors } = await commands.unmuteIncidents({
    ...{ viewer, idempotencyKey: input.idempotencyKey },
    mute: key !== null && isPublicId(key) ? key : null,
  });
  return { mute: mute === null ? null : encodePartId("IncidentMute", mute), userErrors };
};
