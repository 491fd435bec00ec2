import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const declareDay: NonNullable<MutationResolvers["declareDay"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "day:declare");
  const { day, userErrors } = await commands.declareDay({
    viewer,
    idempotencyKey: input.idempotencyKey,
    businessDate: input.businessDate,
    store: input.store ?? null,
    till: input.till ?? null,
    source: input.source ?? null,
    receipts: input.receipts,
    total: input.total,
    firstNumber: input.firstNumber ?? null,
    lastNumber: input.lastNumber ?? null,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return { day: day === null ? null : await loaders.days.byPublicId(day), userErrors };
};
