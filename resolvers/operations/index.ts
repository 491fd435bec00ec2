import type { Resolvers } from "../__generated__/types.ts";
import { Boundary } from "./Boundary.ts";
import { BoundaryHealth } from "./BoundaryHealth.ts";
import { Handoff } from "./Handoff.ts";
import { Health } from "./Health.ts";
import { HeldGroup } from "./HeldGroup.ts";
import { IdentityMismatchReason } from "./IdentityMismatchReason.ts";
import { releaseHeld } from "./Mutation/releaseHeld.ts";
import { Operation } from "./Operation.ts";
import { handoffs } from "./Query/handoffs.ts";
import { held } from "./Query/held.ts";
import { identityMismatch } from "./Query/identityMismatch.ts";
import { operation } from "./Query/operation.ts";

export const operations: Resolvers = {
  Query: { handoffs, held, identityMismatch, operation },
  Mutation: { releaseHeld },
  Boundary,
  BoundaryHealth,
  Handoff,
  Health,
  HeldGroup,
  IdentityMismatchReason,
  Operation,
};
