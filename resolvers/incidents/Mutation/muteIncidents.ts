import { encodePartId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { instantOf } from "../../inputs.ts";

export const muteIncidents: NonNullable<MutationResolvers["muteIncidents"]> = async (
  _root,
  { input },
  { viewer, commands },
) => {
  const { mute, userErrors } = await commands.muteIncidents({
    ...{
      viewer,
      until: instantOf(input.until),
      reason: input.reason,
      idempotencyKey: input.idempotencyKey,
    },
    ...{
      code: input.code ?? null,
      subject: input.subject ?? null,
      from: input.from == null ? null : instantOf(input.from),
    },
  });
  return { mute: mute === null ? null : encodePartId("IncidentMute", mute), userErrors };
};
