import type { MutationResolvers } from "../../__generated__/types.ts";

export const cutOverDestination: NonNullable<MutationResolvers["cutOverDestination"]> = async (
  _root,
  { input },
  { viewer, commands },
) => await commands.cutOverDestination({ viewer, ...input, force: input.force ?? false });
