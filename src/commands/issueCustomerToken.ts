import {
  readCustomersByIds,
  readCustomersByPublicIds,
  readHoldersOfIdentifiers,
} from "../../db/queries/readCustomers.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { requireScope } from "./authorise.ts";
import { type CommandDeps, clockOf } from "./changeCustomer.ts";

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

/**
 * A short-lived token for one customer's own page; null when nobody has the identifier. The caller learns nothing of
 * the customer but that. Throws: AppError FORBIDDEN.
 */
export async function issueCustomerToken(
  deps: CommandDeps & { readonly signCustomerToken?: SignCustomerToken },
  { viewer, customer }: IssueCustomerTokenRequest,
): Promise<{ readonly token: string; readonly expiresAt: Instant } | null> {
  requireScope(viewer, "token:issue");
  const { sql, signCustomerToken } = deps;
  if (signCustomerToken === undefined) throw new Error("this process signs no tokens");
  const [found] =
    "publicId" in customer
      ? await readCustomersByPublicIds(sql, [customer.publicId])
      : await readHoldersOfIdentifiers(sql, [customer]);
  if (found === undefined) return null;
  const [root] = await readCustomersByIds(sql, [found.rootId]);
  if (root === undefined) return null;
  return await signCustomerToken(root.publicId, deps.now ?? (await clockOf(sql)));
}
