import { randomBytes } from "node:crypto";
import type { Tx } from "../../db/connection/client.ts";
import { insertCampaign, insertCoupon } from "../../db/queries/coupons/coupons.ts";
import { hasScope, requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { refuseMarked } from "../access/refuseMarked.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { allowanceOf, beginGiving, overLimitMessage } from "../core/givenLimit.ts";
import { clockOf } from "../core/loadState.ts";
import { type LockedCustomer, lockCustomer } from "../core/lockCustomer.ts";
import { customerNotFound } from "../customers/notFound.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { CODE_RANDOM_BYTES, codeOf, foldCode } from "../domain/coupon/code.ts";
import { encodeTerms, type HeldAtIssue } from "../domain/coupon/terms.ts";
import { worthOfCoupon } from "../domain/coupon/worth.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { once } from "../platform/idempotency.ts";
import { malformed } from "../platform/input.ts";
import { transact } from "../platform/transact.ts";
import { type CouponOrder, type CouponToIssue, readCouponOrder } from "./couponOrder.ts";
import { tellCoupon } from "./couponUse.ts";

export interface IssueCouponRequest extends CouponOrder {
  readonly viewer: Viewer;
  readonly idempotencyKey: string;
  /**
   * Whose it will be, as the live customer (null: nobody was found) and as said; null for a public
   * code.
   */
  readonly customer: { readonly rootId: bigint | null; readonly said: unknown } | null;
}

export interface IssueCouponAnswer {
  /** Public id; null when refused. */
  readonly couponId: string | null;
  readonly userErrors: readonly {
    readonly code: "CODE_TAKEN" | "COUPON_LIMIT" | "CUSTOMER_NOT_FOUND" | "TIER_NEEDED";
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

/** What issuing takes beside the database. */
export interface IssueDeps extends CommandDeps {
  /** The demo passes its own, so that it is the same every time; else the system's. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

/**
 * Issues a coupon: to a customer, with a code that cannot be guessed and what is true of the
 * customer now frozen in it, or as a public code that everybody may use. Its terms never change
 * afterwards.
 *
 * Guarantee: one coupon per idempotency key; what one agent issues counts, by all the uses it
 * allows, to the limit of what they give within 24 hours (marketing and supervisors have none).
 * Throws: AppError FORBIDDEN (also for one's own record, and for tiers by who may not see
 * customers), BAD_USER_INPUT (names the field), IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function issueCoupon(
  deps: IssueDeps,
  request: IssueCouponRequest,
): Promise<IssueCouponAnswer> {
  const { viewer, idempotencyKey, customer, ...order } = request;
  requireScope(viewer, "coupon:issue");
  const issue = readCouponOrder(order, customer !== null);
  const isAskingTier = issue.basis === "HONOURED_AT_ISSUE" && issue.terms.tiers.length > 0;
  if (customer !== null && isAskingTier && !hasScope(viewer, "customer:read")) {
    // The answer would tell the tier of whomever somebody can name.
    throw new AppError(
      "FORBIDDEN",
      "A coupon that a customer must be in a tier for needs customer:read; issue it with basis LIVE, or leave tiers out.",
      { details: { field: ["input", "conditions", "tiers"] } },
    );
  }
  const input = { ...order, customer: customer?.said ?? null };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, { operation: "issueCoupon", key: idempotencyKey, input }, async () => {
      const rootId = customer?.rootId ?? null;
      if (isLimited(viewer)) {
        await beginGiving(tx, viewer);
      }
      if (customer !== null && rootId === null) {
        return { couponId: null, userErrors: [customerNotFound()] };
      }
      const locked = rootId === null ? null : (await lockCustomer(tx, deps, rootId)).customer;
      if (locked !== null) {
        await refuseOwn(tx, viewer, locked.rootId);
        refuseMarked(viewer, "issueCoupon", locked.marks);
      }
      return await issueLocked(tx, deps, viewer, issue, locked);
    }),
  );
}

/**
 * Issues it under the customer's lock; what the viewer gives at once counts in turn
 * (`beginGiving`), where it has a limit.
 */
export async function issueLocked(
  tx: Tx,
  deps: IssueDeps,
  viewer: Viewer,
  issue: CouponToIssue,
  customer: LockedCustomer | null,
): Promise<IssueCouponAnswer> {
  const { terms, basis } = issue;
  const tier = customer?.tier ?? null;
  const isEntitled = terms.tiers.length === 0 || (tier !== null && terms.tiers.includes(tier));
  if (basis === "HONOURED_AT_ISSUE" && !isEntitled) {
    return refuse("TIER_NEEDED", "The customer is in none of the tiers the coupon is for.", [
      "conditions",
      "tiers",
    ]);
  }
  const now = customer?.now ?? deps.now ?? (await clockOf(tx));
  if (issue.validUntil <= formatInstant(now)) {
    throw malformed(["validUntil"], "validUntil has passed.");
  }
  const tooMuch = isLimited(viewer) ? await limitOf(tx, deps, viewer, issue, now) : null;
  if (tooMuch !== null) {
    return refuse("COUPON_LIMIT", tooMuch, ["value"]);
  }
  const code = issue.code ?? codeOf((deps.randomBytes ?? randomBytes)(CODE_RANDOM_BYTES));
  const publicId = deps.newPublicId();
  const [made] = await insertCoupon(tx, {
    publicId,
    code,
    codeKey: foldCode(code) as string,
    leafId: customer?.rootId ?? null,
    campaign: issue.campaign?.code ?? null,
    basis,
    validFrom: issue.validFrom ?? formatInstant(now),
    validUntil: issue.validUntil,
    usesMax: issue.usesMax,
    usesPerCustomerMax: issue.usesPerCustomerMax,
    currency: issue.currency,
    terms: encodeTerms(terms),
    heldAtIssue: { tier, segments: issue.segments } satisfies HeldAtIssue,
    issuedBecause: issue.issuedBecause,
    issuedBy: actorOf(viewer),
    issuedAt: formatInstant(now),
  });
  if (made === undefined) {
    return refuse("CODE_TAKEN", "There is a coupon with this code already.", ["code"]);
  }
  // A refusal is committed too, with its key: what was refused must not leave a campaign behind.
  if (issue.campaign !== null) {
    await insertCampaign(tx, issue.campaign);
  }
  if (customer !== null) {
    await tellCoupon(tx, customer, { couponId: publicId, change: "ISSUED" });
  }
  return { couponId: publicId, userErrors: [] };
}

function isLimited(viewer: Viewer): boolean {
  return !hasScope(viewer, "coupon:issue-open");
}

/** Why the person may not give that much; null: they may. */
async function limitOf(
  tx: Tx,
  { catalog }: IssueDeps,
  viewer: Viewer,
  issue: CouponToIssue,
  now: Instant,
): Promise<string | null> {
  const ruleset = catalog.rulesetAt(now);
  const worth = worthOfCoupon(issue, ruleset);
  if ((worth.kind === "POINTS" ? worth.points : worth.uses) === null) {
    return "A code that can be used without end is for marketing and supervisors; say uses.";
  }
  const left = await allowanceOf(tx, viewer, ruleset, now);
  if (worth.kind === "POINTS") {
    const points = worth.points ?? 0n;
    if (points <= left.points) {
      return null;
    }
    return `With all its uses this coupon is worth ${points} points. ${overLimitMessage(left)}`;
  }
  const usesMax = catalog.installation.limits.unpricedUsesPerPersonAndDay;
  const usesLeft = Math.max(0, usesMax - left.unpricedUsesGiven);
  if ((worth.uses ?? 0) <= usesLeft) {
    return null;
  }
  return `You may issue ${usesLeft} more uses of coupons without a price in points (a percentage, an article, another currency) within 24 hours; ask a supervisor.`;
}

function refuse(
  code: IssueCouponAnswer["userErrors"][number]["code"],
  message: string,
  field: readonly string[],
): IssueCouponAnswer {
  return { couponId: null, userErrors: [{ code, message, field }] };
}
