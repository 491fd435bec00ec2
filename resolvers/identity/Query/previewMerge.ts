import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const previewMerge: NonNullable<QueryResolvers["previewMerge"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:merge");
  const [customer, other] = await Promise.all([
    customerBy(loaders, input.customer, "LOOK"),
    customerBy(loaders, input.other, "LOOK"),
  ]);
  if (customer === null || other === null) {
    return null;
  }
  const preview = await commands.previewMerge({
    viewer,
    rootId: customer.row.rootId,
    otherRootId: other.row.rootId,
  });
  return { ...preview, customer, other };
};
