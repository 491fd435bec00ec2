import { suggestAction, tellProblem } from "../../src/sentences/problems.ts";
import type { CustomerProblemResolvers } from "../__generated__/types.ts";

export const CustomerProblem: CustomerProblemResolvers = {
  code: ({ problem }) => problem.code,
  since: ({ problem }) => problem.since,
  sentence: tellProblem,
  suggestedAction: suggestAction,
};
