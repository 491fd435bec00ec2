import type { MutationResolvers } from "../../__generated__/types.ts";

export const setDestination: NonNullable<MutationResolvers["setDestination"]> = async (
  _root,
  { input },
  { viewer, commands },
) => await commands.setDestination({ viewer, ...input });

export const retireDestination: NonNullable<MutationResolvers["retireDestination"]> = async (
  _root,
  { input },
  { viewer, commands },
) => await commands.retireDestination({ viewer, ...input });
