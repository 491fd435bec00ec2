import { requireScope } from "../../../src/access/authorise.ts";
import { identifierPair } from "../../../src/customers/customers.ts";
import { customerNotFound } from "../../../src/customers/notFound.ts";
import { AppError } from "../../../src/errors.ts";
import { decodeGlobalId } from "../../../src/platform/globalId.ts";
import type { CustomerIdentifierInput, MutationResolvers } from "../../__generated__/types.ts";

export const issueCustomerToken: NonNullable<MutationResolvers["issueCustomerToken"]> = async (
  _root,
  { input },
  { viewer, commands },
) => {
  requireScope(viewer, "token:issue");
  const customer = named(input.customer);
  const answer = customer === null ? null : await commands.issueCustomerToken({ viewer, customer });
  return answer === null
    ? { token: null, expiresAt: null, userErrors: [customerNotFound()] }
    : { ...answer, userErrors: [] };
};

/**
 * Whom the shop means. Only what it knows of somebody who has signed in: an order number proves
 * nothing.
 */
function named(by: CustomerIdentifierInput) {
  if (by.id != null) {
    const decoded = decodeGlobalId(by.id);
    return decoded?.type === "Customer" ? { publicId: decoded.key } : null;
  }
  if (by.email != null) {
    return identifierPair("email", by.email);
  }
  if (by.phone != null) {
    return identifierPair("phone", by.phone);
  }
  if (by.loyaltyNumber != null) {
    return identifierPair("loyalty", by.loyaltyNumber);
  }
  if (by.external != null) {
    return identifierPair(by.external.source, by.external.id);
  }
  throw new AppError(
    "BAD_USER_INPUT",
    "Name the customer by id, email, phone, loyaltyNumber or external.",
    { details: { argument: "input.customer" } },
  );
}
