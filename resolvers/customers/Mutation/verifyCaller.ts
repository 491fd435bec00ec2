import { requireScope } from "../../../src/access/authorise.ts";
import { customerNotFound } from "../../../src/customers/notFound.ts";
import { CLAIMS_MAX, WRONG_CALLS_MAX } from "../../../src/customers/verifyCaller.ts";
import { searchable } from "../../../src/platform/page.ts";
import type { CommandError } from "../../../src/platform/userErrors.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const verifyCaller: NonNullable<MutationResolvers["verifyCaller"]> = async (
  _root,
  { input },
  { viewer, requestId, commands, loaders },
) => {
  requireScope(viewer, "customer:read");
  const refused = (userError: CommandError) => ({
    verified: false,
    checks: [],
    userErrors: [userError],
  });
  const { claims } = input;
  if (claims.length < 1 || claims.length > CLAIMS_MAX) {
    const message = `Send 1 to ${CLAIMS_MAX} claims.`;
    return refused({ code: "CLAIMS_COUNT", message, field: ["claims"] });
  }
  for (const [at, claim] of claims.entries()) {
    searchable(claim.kind, `claims.${at}.kind`);
    searchable(claim.value, `claims.${at}.value`);
  }
  const found = await customerBy(loaders, input.customer);
  if (found === null) {
    return refused(customerNotFound());
  }
  const answer = await commands.verifyCaller({
    viewer,
    requestId,
    rootId: found.row.rootId,
    claims,
  });
  if (answer.kind === "CHECKED") {
    return { ...answer, userErrors: [] };
  }
  const message = `${WRONG_CALLS_MAX} calls with wrong claims within an hour; ask for a document, or wait.`;
  return refused({ code: answer.kind, message, field: ["customer"] });
};
