import type { Resolvers } from "../__generated__/types.ts";
import { IdentityDecision } from "./IdentityDecision.ts";
import { IdentityEvidence } from "./IdentityEvidence.ts";
import { MatchCandidate } from "./MatchCandidate.ts";
import { mergeCustomers } from "./Mutation/mergeCustomers.ts";
import { resolveMatchCandidate } from "./Mutation/resolveMatchCandidate.ts";
import { splitCustomer } from "./Mutation/splitCustomer.ts";
import { unmergeCustomers } from "./Mutation/unmergeCustomers.ts";
import { unsplitCustomer } from "./Mutation/unsplitCustomer.ts";
import { matchCandidates } from "./Query/matchCandidates.ts";
import { previewMerge } from "./Query/previewMerge.ts";
import { previewSplit } from "./Query/previewSplit.ts";

export const identity: Resolvers = {
  Query: { matchCandidates, previewMerge, previewSplit },
  Mutation: {
    mergeCustomers,
    resolveMatchCandidate,
    splitCustomer,
    unmergeCustomers,
    unsplitCustomer,
  },
  IdentityDecision,
  IdentityEvidence,
  MatchCandidate,
};
