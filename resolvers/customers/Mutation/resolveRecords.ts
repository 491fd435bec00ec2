import { requireRecords } from "../../../src/identity/records/receiveRecords.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const resolveRecords: NonNullable<MutationResolvers["resolveRecords"]> = async (
  _root,
  { input: { source, records, idempotencyKey } },
  { viewer, commands, loaders },
) => {
  requireRecords(viewer);
  const { results, userErrors } = await commands.resolveRecords({
    ...{ viewer, source, idempotencyKey },
    records: records.map((record) => ({ ...record })),
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return {
    results: results.map(({ customerPublicId: id, ...result }, index) => ({
      ...{ ...result, index, key: records[index]?.key ?? "" },
      customerId: id === null ? null : encodeGlobalId("Customer", id),
    })),
    userErrors,
  };
};
