import { requireScope } from "../../../src/access/authorise.ts";
import { contactView } from "../../../src/customers/contactView.ts";
import { customerNotFound } from "../../../src/customers/notFound.ts";
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
  const identifiers = rows.map((row) =>
    contactView(row, { display: row.value, visibility: "FULL" }),
  );
  return { identifiers, userErrors: [] };
};
