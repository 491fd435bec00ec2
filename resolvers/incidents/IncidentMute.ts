import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { encodePartId } from "../../src/platform/globalId.ts";
import type { IncidentMuteResolvers } from "../__generated__/types.ts";

export const IncidentMute: IncidentMuteResolvers = {
  id: ({ publicId }) => encodePartId("IncidentMute", publicId),
  from: ({ fromAt }) => instantFromPg(fromAt),
  until: ({ untilAt }) => instantFromPg(untilAt),
  by: ({ createdBy }) => createdBy,
};
