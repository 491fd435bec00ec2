import { encodePartId, isPublicId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const unmuteIncidents: NonNullable<MutationResolvers["unmuteIncidents"]> = async (
  _root,
  { input },
  { viewer, commands },
) => {
  const [type, key = ""] = Buffer.from(input.mute, "base64url").toString("utf8").split(":");
  const { mute, userErrors } = await commands.unmuteIncidents({
    ...{ viewer, idempotencyKey: input.idempotencyKey },
    mute: type === "IncidentMute" && isPublicId(key) ? key : null,
  });
  return { mute: mute === null ? null : encodePartId("IncidentMute", mute), userErrors };
};
