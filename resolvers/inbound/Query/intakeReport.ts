import { requireScope } from "../../../src/access/authorise.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const intakeReport: NonNullable<QueryResolvers["intakeReport"]> = (
  _root,
  { source, from, to },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return loaders.intake.report(source, parseInstant(from), parseInstant(to));
};
