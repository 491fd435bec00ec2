import type { BoundaryHealthResolvers } from "../__generated__/types.ts";

export const BoundaryHealth: BoundaryHealthResolvers = {
  code: ({ boundary }) => boundary.code,
  from: ({ boundary }) => boundary.fromSystem,
  to: ({ boundary }) => boundary.toSystem,
  owner: ({ boundary }) => ({ team: boundary.ownerTeam, contact: boundary.ownerContact }),
  sloSeconds: ({ boundary }) => boundary.sloSeconds,
  runbook: ({ boundary }) => boundary.runbook,
};
