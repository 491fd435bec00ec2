import type { ShadowReportResolvers } from "../__generated__/types.ts";

/** Counted where it is asked for: the verdict takes what was compared alone. */
export const ShadowReport: ShadowReportResolvers = {
  customers: (judged, _, { loaders }) => loaders.destinations.shadowCustomers(judged),
  fields: (judged, _, { loaders }) => loaders.destinations.shadowFields(judged),
  groups: (judged, _, { loaders }) => loaders.destinations.shadowGroups(judged),
};
