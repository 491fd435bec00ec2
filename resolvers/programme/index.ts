import type { Resolvers } from "../__generated__/types.ts";
import {
  activateRuleset,
  approveRuleset,
  createRulesetDraft,
  discardRulesetDraft,
  pauseRollout,
  resumeRollout,
  simulateRuleset,
  updateRulesetDraft,
} from "./Mutation/rulesets.ts";
import { ruleset, rulesets } from "./Query/rulesets.ts";
import { Rollout } from "./Rollout.ts";
import { RulesetVersion } from "./RulesetVersion.ts";
import { SimulatedMove, Simulation } from "./Simulation.ts";
import { Store } from "./Store.ts";

export const programme: Resolvers = {
  Query: { ruleset, rulesets },
  Mutation: {
    activateRuleset,
    pauseRollout,
    resumeRollout,
    simulateRuleset,
    approveRuleset,
    createRulesetDraft,
    discardRulesetDraft,
    updateRulesetDraft,
  },
  Rollout,
  RulesetVersion,
  SimulatedMove,
  Simulation,
  Store,
};
