import { hasScope } from "../commands/authorise.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { decodeGlobalId, isPublicId } from "./globalId.ts";

/**
 * What a viewer may see of what was found. Loaders ask before they hand anything out, so that every door (a lookup,
 * `node`, an order, a cursor) comes to the same answer.
 */
export type ReadPolicy = {
  readonly customer: (rootId: bigint) => Promise<boolean>;
  readonly order: (order: { readonly rootId: bigint | null }) => Promise<boolean>;
  readonly handoff: () => boolean;
  /** The way of an order that the viewer may see: not for storefronts, it is about our systems. */
  readonly orderHandoff: () => boolean;
};

/**
 * @param ownRoot live customer of a storefront's token; asked for once, and only when it matters. It is compared
 *   by root: after a merge the person's old tokens still see their own, and nobody else's.
 */
export function readPolicyOf(viewer: Viewer, ownRoot: () => Promise<bigint | null>): ReadPolicy {
  const isOwn = async (rootId: bigint | null) =>
    rootId !== null && hasScope(viewer, "customer:read-own") && (await ownRoot()) === rootId;
  return {
    customer: async (rootId) => hasScope(viewer, "customer:read") || (await isOwn(rootId)),
    // An order names nobody, so operations may look at one without seeing its customer.
    order: async ({ rootId }) =>
      hasScope(viewer, "customer:read", "operations:read") || (await isOwn(rootId)),
    handoff: () => hasScope(viewer, "operations:read"),
    orderHandoff: () => hasScope(viewer, "operations:read", "customer:read"),
  };
}

/** Public id of the customer a token is for; tokens carry it bare, or as the API shows it. */
export function ownPublicId(viewer: Viewer): string | null {
  if (viewer.customerId === null) return null;
  const decoded = decodeGlobalId(viewer.customerId);
  if (decoded?.type === "Customer") return decoded.key;
  return isPublicId(viewer.customerId) ? viewer.customerId : null;
}
