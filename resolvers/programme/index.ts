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
import { programme as programmeInForce, stores } from "./Query/programme.ts";
import { ruleset, rulesets } from "./Query/rulesets.ts";
import { Rollout } from "./Rollout.ts";
import { RulesetVersion } from "./RulesetVersion.ts";
import { SimulatedMove, Simulation } from "./Simulation.ts";
import { Store } from "./Store.ts";
import { applySetup, PlannedSetupChange, Setup, SetupChange, setup } from "./setup.ts";

export const programme: Resolvers = {
  Query: { programme: programmeInForce, stores, ruleset, rulesets, setup },
  Mutation: {
    activateRuleset,
    applySetup,
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
  PlannedSetupChange,
  Setup,
  SetupChange,
  SimulatedMove,
  Simulation,
  Store,
};
