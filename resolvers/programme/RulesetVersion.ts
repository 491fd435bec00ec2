import { parseActor } from "../../src/domain/access/actor.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { encodePartId } from "../../src/platform/globalId.ts";
import type { RulesetVersionResolvers } from "../__generated__/types.ts";

const actor = (text: string | null) => (text === null ? null : parseActor(text));

export const RulesetVersion: RulesetVersionResolvers = {
  id: ({ version }) => encodePartId("RulesetVersion", version),
  document: ({ document }) => JSON.stringify(document),
  activatedAt: ({ activeFrom }) => (activeFrom === null ? null : instantFromPg(activeFrom)),
  activatedBy: ({ activatedBy }) => actor(activatedBy),
  approvedBy: ({ approvedBy }) => actor(approvedBy),
  createdBy: ({ createdBy }) => actor(createdBy),
  simulation: (ruleset, _args, { loaders }) => loaders.rulesets.simulation(ruleset),
  rollout: (ruleset, _args, { loaders }) => loaders.rulesets.rollout(ruleset),
  diff: async (ruleset, { against }, { loaders }) => {
    const differences = await loaders.rulesets.diff(ruleset, against);
    return differences.map((difference) => ({ ...difference, sentence: sentenceOf(difference) }));
  },
};

function sentenceOf(difference: {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}): string {
  const { path, before, after } = difference;
  if (before === null) {
    return `${path} is new: ${after}.`;
  }
  return after === null
    ? `${path} is gone; it was ${before}.`
    : `${path} is ${after}; it was ${before}.`;
}
