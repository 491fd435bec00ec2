import { explainCause } from "../../src/sentences/tierCause.ts";
import type { TierCauseResolvers } from "../__generated__/types.ts";

export const TierCause: TierCauseResolvers = {
  code: ({ row }) => row.cause,
  sentence: (change, { locale }) => explainCause(change, locale),
};
