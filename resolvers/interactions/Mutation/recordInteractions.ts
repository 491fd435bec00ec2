import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { interactionRequest, shownInteraction } from "../interactions.ts";

export const recordInteractions: NonNullable<MutationResolvers["recordInteractions"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "interaction:write");
  const results = await commands.recordInteractions({
    viewer,
    interactions: input.interactions.map(interactionRequest),
  });
  // Whatever this request read before is from before.
  loaders.clear();
  const shown = results.map(async (result, index) => ({
    index,
    ...(await shownInteraction(loaders, result)),
  }));
  return { results: await Promise.all(shown), userErrors: [] };
};
