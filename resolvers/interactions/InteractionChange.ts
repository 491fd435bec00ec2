import type { InteractionChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

export const InteractionChange: InteractionChangeResolvers = {
  ...streamFields,
  interaction: ({ change }, _args, { loaders }) =>
    loaders.interactions.byPublicId(String(change.payload["interactionId"])),
};
