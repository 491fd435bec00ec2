import { requireScope } from "../../../src/access/authorise.ts";
import { AppError } from "../../../src/errors.ts";
import { EVENTS_PER_CALL_MAX } from "../../../src/purchases/receive/submission.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const ingestPurchases: NonNullable<MutationResolvers["ingestPurchases"]> = async (
  _root,
  { input },
  { viewer, requestId, raw, commands, loaders },
) => {
  requireScope(viewer, "purchase:write");
  if (input.events.length > EVENTS_PER_CALL_MAX) {
    throw new AppError("TOO_MANY_EVENTS", `A call takes at most ${EVENTS_PER_CALL_MAX} events.`, {
      details: { argument: "input.events", max: EVENTS_PER_CALL_MAX },
    });
  }
  const results = await commands.receivePurchases({
    door: "GRAPHQL",
    viewer,
    requestId,
    headers: raw.headers,
    body: raw.body,
    events: input.events,
    mode: "LIVE",
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return { results, userErrors: [] };
};
