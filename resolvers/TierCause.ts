import type { TierCauseResolvers } from "./__generated__/types.ts";
import { explainCause } from "./sentences/tierCause.ts";

export const TierCause: TierCauseResolvers = {
  code: ({ row }) => row.cause,
  sentence: (change, { locale }) => explainCause(change, locale),
};
