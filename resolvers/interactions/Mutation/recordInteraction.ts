import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { interactionRequest, shownInteraction } from "../interactions.ts";

export const recordInteraction: NonNullable<MutationResolvers["recordInteraction"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "interaction:write");
  const interactions = [interactionRequest(input.interaction)];
  const [result] = await commands.recordInteractions({ viewer, interactions });
  if (result === undefined) {
    throw new Error("one interaction has one result");
  }
  // Whatever this request read before is from before.
  loaders.clear();
  const { userErrors, ...shown } = await shownInteraction(loaders, result);
  const within = userErrors.map(({ field, ...error }) => ({
    ...error,
    field: field === null ? null : ["interaction", ...field],
  }));
  return { ...shown, userErrors: within };
};
