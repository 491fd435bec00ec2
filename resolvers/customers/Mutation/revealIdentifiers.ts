import { requireScope } from "../../../src/access/authorise.ts";
import { customerNotFound } from "../../../src/customers/notFound.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const revealIdentifiers: NonNullable<MutationResolvers["revealIdentifiers"]> = async (
  _root,
  { input },
  { viewer, requestId, commands, loaders },
) => {
  requireScope(viewer, "customer:reveal");
  const found = await customerBy(loaders, input.customer, "LOOK");
  if (found === null) {
    return { identifiers: [], userErrors: [customerNotFound()] };
  }
  const rows = await commands.revealIdentifiers({
    viewer,
    requestId,
    rootId: found.row.rootId,
    kinds: input.kinds ?? null,
    reason: input.reason,
  });
  const identifiers = rows.map(({ id, kind, value, verified, status }) => {
    return {
      id: encodeGlobalId("Contact", id.toString()),
      kind,
      verified,
      status,
      display: value,
      visibility: "FULL" as const,
    };
  });
  return { identifiers, userErrors: [] };
};
