import { encodePartId } from "../../src/platform/globalId.ts";
import type { BoundaryResolvers } from "../__generated__/types.ts";

export const Boundary: BoundaryResolvers = {
  id: ({ code }) => encodePartId("Boundary", code),
  from: ({ fromSystem }) => fromSystem,
  to: ({ toSystem }) => toSystem,
  owner: ({ ownerTeam, ownerContact }) => ({ team: ownerTeam, contact: ownerContact }),
};
