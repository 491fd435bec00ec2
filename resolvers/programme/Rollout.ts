import { parseActor } from "../../src/domain/access/actor.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type { RolloutResolvers } from "../__generated__/types.ts";

export const Rollout: RolloutResolvers = {
  progress: ({ status, done, total }) =>
    status === "DONE" ? 1 : Math.min(1, done / Math.max(1, total)),
  customers: ({ done }) => done,
  startedAt: ({ startedAt }) => instantFromPg(startedAt),
  endedAt: ({ endedAt }) => (endedAt === null ? null : instantFromPg(endedAt)),
  pausedBy: ({ pausedBy }) => (pausedBy === null ? null : parseActor(pausedBy)),
};
