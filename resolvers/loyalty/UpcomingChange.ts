import { explainChange } from "../../src/sentences/tier.ts";
import type { UpcomingChangeResolvers } from "../__generated__/types.ts";

export const UpcomingChange: UpcomingChangeResolvers = {
  at: ({ change }) => change.at,
  kind: ({ change }) => change.kind,
  sentence: ({ change, loyalty }, { locale }) => explainChange(change, loyalty, locale),
};
