import type { CustomerProblemResolvers } from "./__generated__/types.ts";
import { suggestAction, tellProblem } from "./sentences/problems.ts";

export const CustomerProblem: CustomerProblemResolvers = {
  code: ({ problem }) => problem.code,
  since: ({ problem }) => problem.since,
  sentence: tellProblem,
  suggestedAction: suggestAction,
};
