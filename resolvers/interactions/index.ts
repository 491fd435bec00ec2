import type { Resolvers } from "../__generated__/types.ts";
import { Interaction } from "./Interaction.ts";
import { InteractionChange } from "./InteractionChange.ts";
import { recordInteraction } from "./Mutation/recordInteraction.ts";
import { recordInteractions } from "./Mutation/recordInteractions.ts";

export const interactions: Resolvers = {
  Mutation: { recordInteraction, recordInteractions },
  Interaction,
  InteractionChange,
};
