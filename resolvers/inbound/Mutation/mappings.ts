import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const tryMapping: NonNullable<MutationResolvers["tryMapping"]> = async (
  _root,
  { input },
  { viewer, commands },
) => {
  requireScope(viewer, "operations:read");
  const { tried, userErrors } = await commands.tryMapping({
    ...{ viewer, document: input.document },
    ...{ sample: input.sample ?? null, message: input.message ?? null },
  });
  return { trial: tried, userErrors };
};

export const saveMapping: NonNullable<MutationResolvers["saveMapping"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "setup:write");
  const { saved, userErrors } = await commands.saveMapping({
    ...{ viewer, document: input.document, expectedVersion: input.expectedVersion ?? null },
  });
  return {
    mapping: saved === null ? null : await loaders.mappings.byName(saved.name),
    isNew: saved?.isNew ?? null,
    userErrors,
  };
};
