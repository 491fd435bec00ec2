import { tellDecision } from "../../src/sentences/identity.ts";
import type { IdentityDecisionResolvers } from "../__generated__/types.ts";

export const IdentityDecision: IdentityDecisionResolvers = {
  sentence: ({ kind }) => tellDecision(kind),
};
