import type { BoundaryResolvers } from "../__generated__/types.ts";

export const Boundary: BoundaryResolvers = {
  from: ({ fromSystem }) => fromSystem,
  to: ({ toSystem }) => toSystem,
  owner: ({ ownerTeam, ownerContact }) => ({ team: ownerTeam, contact: ownerContact }),
};
