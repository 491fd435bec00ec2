import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const ruleset: NonNullable<QueryResolvers["ruleset"]> = async (
  _root,
  { version },
  { viewer, loaders },
) => {
  requireScope(viewer, "programme:read");
  return await loaders.rulesets.byVersion(version);
};

export const rulesets: NonNullable<QueryResolvers["rulesets"]> = async (
  _root,
  { first },
  { viewer, loaders },
) => {
  requireScope(viewer, "programme:read");
  return await loaders.rulesets.list(first);
};
