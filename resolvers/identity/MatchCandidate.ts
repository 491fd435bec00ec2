import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { tellEvidence } from "../../src/sentences/identity.ts";
import type { MatchCandidateResolvers } from "../__generated__/types.ts";

export const MatchCandidate: MatchCandidateResolvers = {
  score: ({ row }) => row.score,
  state: ({ row }) => row.state,
  since: ({ row }) => instantFromPg(row.firstAt),
  evidence: async (candidate, _args, { loaders }) =>
    tellEvidence(await loaders.candidates.evidence(candidate)),
};
