import type { Resolvers } from "../__generated__/types.ts";
import { Health } from "./Health.ts";
import { Incident } from "./Incident.ts";
import { IncidentMute } from "./IncidentMute.ts";
import { IncidentNotice } from "./IncidentNotice.ts";
import { acknowledgeIncident } from "./Mutation/acknowledgeIncident.ts";
import { muteIncidents } from "./Mutation/muteIncidents.ts";
import { unmuteIncidents } from "./Mutation/unmuteIncidents.ts";
import { Slo } from "./Slo.ts";

export const incidents: Resolvers = {
  Mutation: { acknowledgeIncident, muteIncidents, unmuteIncidents },
  Health,
  Incident,
  IncidentMute,
  IncidentNotice,
  Slo,
};
