import { requireScope } from "../../../src/access/authorise.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import type { Loaders } from "../../../src/graph/loaders.ts";
import type { RulesetAnswer } from "../../../src/programme/rulesets/rulesetAnswer.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

async function payload(loaders: Loaders, { version, userErrors }: RulesetAnswer) {
  const ruleset = version === null ? null : await loaders.rulesets.byVersion(version);
  return { ruleset, userErrors };
}

export const createRulesetDraft: NonNullable<MutationResolvers["createRulesetDraft"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:write");
  return await payload(loaders, await commands.createRulesetDraft({ viewer, ...input }));
};

export const updateRulesetDraft: NonNullable<MutationResolvers["updateRulesetDraft"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:write");
  return await payload(loaders, await commands.updateRulesetDraft({ viewer, ...input }));
};

export const approveRuleset: NonNullable<MutationResolvers["approveRuleset"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:write");
  return await payload(loaders, await commands.approveRuleset({ viewer, ...input }));
};

export const discardRulesetDraft: NonNullable<MutationResolvers["discardRulesetDraft"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:write");
  return await payload(loaders, await commands.discardRulesetDraft({ viewer, ...input }));
};

export const activateRuleset: NonNullable<MutationResolvers["activateRuleset"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:activate");
  const at = input.at == null ? null : parseInstant(input.at);
  return await payload(loaders, await commands.activateRuleset({ viewer, ...input, at }));
};

export const pauseRollout: NonNullable<MutationResolvers["pauseRollout"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:activate");
  return await payload(loaders, await commands.pauseRollout({ viewer, ...input }));
};

export const resumeRollout: NonNullable<MutationResolvers["resumeRollout"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:activate");
  return await payload(loaders, await commands.resumeRollout({ viewer, ...input }));
};

export const simulateRuleset: NonNullable<MutationResolvers["simulateRuleset"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "programme:write");
  return await payload(loaders, await commands.simulateRuleset({ viewer, ...input }));
};
