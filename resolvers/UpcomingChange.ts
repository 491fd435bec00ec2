import type { UpcomingChangeResolvers } from "./__generated__/types.ts";
import { explainChange } from "./sentences/tier.ts";

export const UpcomingChange: UpcomingChangeResolvers = {
  at: ({ change }) => change.at,
  kind: ({ change }) => change.kind,
  sentence: ({ change, loyalty }, { locale }) => explainChange(change, loyalty, locale),
};
