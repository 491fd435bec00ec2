import type { Scope, Viewer } from "../domain/access/viewer.ts";
import { hasScope } from "./authorise.ts";

/**
 * What a viewer may see of what was found. Loaders ask before they hand anything out, so that every
 * door (a lookup, `node`, an order, a cursor) comes to the same answer.
 */
export interface ReadPolicy {
  readonly customer: (rootId: bigint) => Promise<boolean>;
  readonly order: (order: { readonly rootId: bigint | null }) => Promise<boolean>;
  /** Complaints and cases: for service and the customer, not for tills. */
  readonly interactions: (rootId: bigint) => Promise<boolean>;
  /** What staff wrote, and who: not for storefronts, whatever they may see otherwise. */
  readonly remarks: () => boolean;
  /** Marks on a person, such as a suspicion: not for the person's own eyes. */
  readonly flags: () => boolean;
  /**
   * Whom a lost card belongs to: for those who look after customers, not for tills, who would act
   * by the `id`.
   */
  readonly oldIdentifiers: () => boolean;
  /** Customers as examples of what a rule does: who they are about, never their sections. */
  readonly samples: () => boolean;
  /**
   * A coupon names nobody, so whoever issues them may look at any; `rootId` null is a public code.
   */
  readonly coupon: (coupon: { readonly rootId: bigint | null }) => Promise<boolean>;
  /** What a coupon was issued for: not for the customer's own eyes. */
  readonly campaign: () => boolean;
  /**
   * What stands against an offline till's redemption: not for tills, a guesser would learn which
   * codes there are.
   */
  readonly conflicts: () => boolean;
  /** Who else a customer may be, and what makes them one: for those who may merge. */
  readonly identity: () => boolean;
  /** What staff gave a customer, and what they still may: for those who may give. */
  readonly goodwill: () => boolean;
  /** Which of the staff had a customer open: for those who look after them. */
  readonly openings: () => boolean;
  /** Who else of the staff has a customer open just now: for those who look after customers. */
  readonly presence: () => boolean;
  /** Which points staff has set aside, and why: for those who may end that. */
  readonly blocks: () => boolean;
  readonly handoff: () => boolean;
  /** The way of an order that the viewer may see: not for storefronts, it is about our systems. */
  readonly orderHandoff: () => boolean;
}

/**
 * @param ownRoot live customer of the token's person; asked for once, and only when it matters. It
 *   is compared by root: after a merge the person's old tokens still see their own, and nobody
 *   else's.
 */
export function readPolicyOf(viewer: Viewer, ownRoot: () => Promise<bigint | null>): ReadPolicy {
  const isOwn = async (rootId: bigint | null) => rootId !== null && (await ownRoot()) === rootId;
  // Staff may neither open nor credit their own record (programme 5); their token says who they are
  // as a customer.
  const mayRead = async (rootId: bigint | null, ...scopes: readonly Scope[]) =>
    hasScope(viewer, ...scopes)
      ? viewer.customerId === null || !(await isOwn(rootId))
      : hasScope(viewer, "customer:read-own") && (await isOwn(rootId));
  return {
    customer: (rootId) => mayRead(rootId, "customer:read"),
    // An order names nobody, so operations may look at one without seeing its customer.
    order: ({ rootId }) => mayRead(rootId, "customer:read", "operations:read"),
    interactions: (rootId) => mayRead(rootId, "interaction:read"),
    remarks: () => hasScope(viewer, "customer:read"),
    flags: () => hasScope(viewer, "customer:read"),
    oldIdentifiers: () => hasScope(viewer, "customer:write"),
    samples: () => hasScope(viewer, "programme:read"),
    coupon: ({ rootId }) => mayRead(rootId, "customer:read", "coupon:issue"),
    campaign: () => hasScope(viewer, "customer:read", "coupon:issue"),
    conflicts: () => hasScope(viewer, "coupon:issue"),
    identity: () => hasScope(viewer, "customer:merge"),
    goodwill: () => hasScope(viewer, "goodwill:give"),
    openings: () => hasScope(viewer, "customer:openings"),
    presence: () => hasScope(viewer, "customer:presence"),
    blocks: () => hasScope(viewer, "points:block"),
    handoff: () => hasScope(viewer, "operations:read"),
    orderHandoff: () => hasScope(viewer, "operations:read", "customer:read"),
  };
}
