import type { Resolvers } from "../__generated__/types.ts";
import { Health } from "./Health.ts";
import { Incident } from "./Incident.ts";
import { acknowledgeIncident } from "./Mutation/acknowledgeIncident.ts";
import { Slo } from "./Slo.ts";

export const incidents: Resolvers = {
  Mutation: { acknowledgeIncident },
  Health,
  Incident,
  Slo,
};
