import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type { MatchCandidateResolvers } from "../__generated__/types.ts";

export const MatchCandidate: MatchCandidateResolvers = {
  score: ({ row }) => row.score,
  state: ({ row }) => row.state,
  since: ({ row }) => instantFromPg(row.firstAt),
  evidence: (candidate, _args, { loaders }) => loaders.candidates.evidence(candidate),
};
