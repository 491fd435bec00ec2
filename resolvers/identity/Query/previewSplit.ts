import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";
import { splitPartsOf } from "../splitParts.ts";

export const previewSplit: NonNullable<QueryResolvers["previewSplit"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "customer:merge-open");
  const customer = await customerBy(loaders, input.customer, "LOOK");
  if (customer === null) {
    return null;
  }
  const parts = await splitPartsOf(loaders, input);
  const preview = await commands.previewSplit({ viewer, rootId: customer.row.rootId, ...parts });
  return { ...preview, customer };
};
