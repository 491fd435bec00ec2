import {
  type CustomerRow,
  readCustomersByIds,
  readCustomersByPublicIds,
  readHoldersOfIdentifiers,
  readLeavesOfRoots,
} from "../../db/queries/customers/readCustomers.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseMarked } from "../access/refuseMarked.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { clockOf } from "../core/loadState.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { requireInUse } from "./customers.ts";

/** Signs a token for the customer with this public id. */
export type SignCustomerToken = (
  publicId: string,
  now: Instant,
) => Promise<{ readonly token: string; readonly expiresAt: Instant }>;

export interface IssueCustomerTokenRequest {
  readonly viewer: Viewer;
  /** Whom the shop has signed in: a public id, or a normalised identifier. */
  readonly customer:
    | { readonly publicId: string }
    | { readonly kind: string; readonly value: string };
}

/** Null: nobody has the identifier. */
export type CustomerTokenAnswer = { readonly token: string; readonly expiresAt: Instant } | null;

/**
 * A short-lived token for one customer's own page; null when nobody has the identifier. The caller
 * learns nothing of the customer but that. Throws: AppError FORBIDDEN, IDENTIFIER_NOT_IN_USE,
 * CUSTOMER_MARKED.
 */
export async function issueCustomerToken(
  deps: CommandDeps & { readonly signCustomerToken?: SignCustomerToken },
  { viewer, customer }: IssueCustomerTokenRequest,
): Promise<CustomerTokenAnswer> {
  requireScope(viewer, "token:issue");
  const { sql, signCustomerToken } = deps;
  if (signCustomerToken === undefined) {
    throw new Error("this process signs no tokens");
  }
  const found = await findNamed(sql, customer);
  if (found === undefined) {
    return null;
  }
  const leaves = await readLeavesOfRoots(sql, [found.rootId]);
  const marks = new Set(leaves.flatMap(({ flags }) => flags ?? []));
  refuseMarked(viewer, "issueCustomerToken", marks);
  const [root] = await readCustomersByIds(sql, [found.rootId]);
  if (root === undefined) {
    return null;
  }
  return await signCustomerToken(root.publicId, deps.now ?? (await clockOf(sql)));
}

async function findNamed(
  sql: CommandDeps["sql"],
  customer: IssueCustomerTokenRequest["customer"],
): Promise<CustomerRow | undefined> {
  if ("publicId" in customer) {
    const [named] = await readCustomersByPublicIds(sql, [customer.publicId]);
    return named;
  }
  const [holder] = await readHoldersOfIdentifiers(sql, [customer]);
  if (holder !== undefined) {
    requireInUse(holder, "PROVE", false);
  }
  return holder;
}
