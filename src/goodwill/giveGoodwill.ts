import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { insertGift, type NewGift } from "../../db/queries/goodwill/goodwill.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { refuseMarked } from "../access/refuseMarked.ts";
import { type CustomerChange, changeCustomer } from "../core/changeCustomer.ts";
import { beginGiving, leftToGive, overLimitMessage } from "../core/givenLimit.ts";
import { lockCustomer } from "../core/lockCustomer.ts";
import { refuseOwnPoints } from "../core/refuseOwnPoints.ts";
import { type IssueDeps, issueLocked } from "../coupons/issueCoupon.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { encodeBasis, type GoodwillBasis, refusalOfGift } from "../domain/goodwill/decideGift.ts";
import type { GoodwillCoupon, GoodwillRules } from "../domain/goodwill/goodwillRules.ts";
import { lotTimes } from "../domain/points/lotTimes.ts";
import { walletOf } from "../domain/ruleset/walletOf.ts";
import { reasonFault } from "../domain/tier/overrideRules.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import {
  pointsInvalid,
  takeIds,
  tellPoints,
  walletOfMember,
} from "../loyalty/points/pointsAnswer.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";
import { couponToGive, worthOfGift } from "./couponGift.ts";
import { GIFT_CUSTOMER_GONE, type GiftAnswer, GOODWILL_NOT_SET_UP, refuse } from "./giftAnswer.ts";
import { readBasis } from "./giftBasis.ts";

export interface GiveGoodwillRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the lock. */
  readonly rootId: bigint | null;
  /** The customer as the caller named it: what belongs to the key. */
  readonly said: unknown;
  readonly idempotencyKey: string;
  /** Exactly one of the two. */
  readonly points: bigint | null;
  /** Code of the set-up. */
  readonly coupon: string | null;
  /** Code of the set-up. */
  readonly reason: string;
  /** For colleagues. */
  readonly note: string | null;
  /** Of the customer's goodwill, as the caller saw it; null: whatever it is. */
  readonly expectedVersion: number | null;
}

/** What is given, read and checked against the set-up. */
interface Gift {
  readonly rules: GoodwillRules;
  readonly points: bigint | null;
  readonly coupon: GoodwillCoupon | null;
  readonly reason: string;
  readonly note: string | null;
}

/**
 * Gives a customer goodwill: points, which are active at once, expire as the wallet's and qualify
 * for nothing, or a coupon of the set-up (programme 3.27).
 *
 * Guarantee: one gift per idempotency key. What a person gives in 24 hours, in every role, and what
 * a customer is given in 12 months, over all its leaves, keep the limits of the set-up at whatever
 * servers it is done, and the one limit of all that a person gives (programme 3.10).
 * Throws: AppError FORBIDDEN (also for one's own record, and a colleague's without
 * points:adjust-open), CUSTOMER_MARKED, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH,
 * UNAVAILABLE.
 */
export async function giveGoodwill(
  deps: IssueDeps,
  request: GiveGoodwillRequest,
): Promise<GiftAnswer> {
  const { viewer, idempotencyKey, rootId, ...said } = request;
  requireScope(viewer, "goodwill:give");
  const command = {
    operation: "giveGoodwill" as const,
    key: idempotencyKey,
    input: { ...said, points: said.points?.toString() ?? null },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, async () => {
      if (rootId === null) {
        return GIFT_CUSTOMER_GONE;
      }
      const gift = giftOf(deps.catalog.installation.goodwill, request);
      if ("userErrors" in gift) {
        return gift;
      }
      await beginGiving(tx, viewer);
      return gift.coupon === null
        ? await givePoints(tx, deps, rootId, request, gift)
        : await giveCoupon(tx, deps, rootId, request, { ...gift, coupon: gift.coupon });
    }),
  );
}

function giftOf(rules: GoodwillRules | null, request: GiveGoodwillRequest): Gift | GiftAnswer {
  if (rules === null) {
    return GOODWILL_NOT_SET_UP;
  }
  const { points, coupon: code, reason } = request;
  if ((points === null) === (code === null)) {
    return refuse("GIFT_INVALID", "Give either points or a coupon.", "points");
  }
  const invalid = points === null ? null : pointsInvalid(points);
  if (invalid !== null) {
    return { gift: null, userErrors: invalid.userErrors };
  }
  if (!rules.reasons.some((one) => one.code === reason)) {
    return refuse("UNKNOWN_REASON", `Say one of ${codesOf(rules.reasons)}.`, "reason");
  }
  const coupon = rules.coupons.find((one) => one.code === code) ?? null;
  if (code !== null && coupon === null) {
    const message =
      rules.coupons.length === 0
        ? "No coupon may be given as goodwill; give points."
        : `This coupon may not be given as goodwill; say one of ${codesOf(rules.coupons)}.`;
    return refuse("UNKNOWN_COUPON", message, "coupon");
  }
  const note = request.note?.trim() === "" ? null : (request.note?.trim() ?? null);
  const fault = note === null ? null : reasonFault(note);
  if (fault !== null) {
    return refuse("NOTE_INVALID", fault, "note");
  }
  return { rules, points, coupon, reason, note };
}

function codesOf(entries: readonly { readonly code: string }[]): string {
  return entries.map(({ code }) => code).join(", ");
}

async function givePoints(
  tx: Tx,
  deps: IssueDeps,
  rootId: bigint,
  request: GiveGoodwillRequest,
  gift: Gift,
): Promise<GiftAnswer> {
  const options = {
    viewer: request.viewer,
    act: "giveGoodwill" as const,
    rootId,
    idsMax: takeIds,
    // An account's next instant is worked out from all of its lots.
    spendsPoints: true,
  };
  const answer = await changeCustomer(tx, deps, options, (change) =>
    applyPoints(change, deps, request, gift),
  );
  return answer ?? GIFT_CUSTOMER_GONE;
}

async function applyPoints(
  change: CustomerChange,
  deps: IssueDeps,
  request: GiveGoodwillRequest,
  gift: Gift,
): Promise<GiftAnswer> {
  const { tx, cause, customer } = change;
  const { viewer } = request;
  const points = gift.points ?? 0n;
  await refuseOwnPoints(change, viewer);
  const found = walletOfMember(change, gift.rules.wallet);
  if ("userErrors" in found) {
    return { gift: null, userErrors: found.userErrors };
  }
  const { own, ruleset, movesOf } = found;
  const decided = await decide(tx, request, gift, {
    ...{ rootId: customer.rootId, now: cause.recordedAt, worth: points },
    timeZone: ruleset.programme.timeZone,
  });
  if ("userErrors" in decided) {
    return decided;
  }
  const left = await leftToGive(tx, viewer, ruleset, cause.recordedAt);
  if (left !== null && points > left.points) {
    return refuse("PERSON_LIMIT", overLimitMessage(left), "points");
  }
  const rules = {
    ...walletOf(ruleset, gift.rules.wallet),
    activation: { kind: "AT_ONCE" },
  } as const;
  const { entryId } = movesOf(own()).give(
    points,
    lotTimes(rules, cause.now, ruleset.programme.timeZone),
    { kind: "GOODWILL", rule: null, reason: gift.reason },
  );
  tellPoints(change);
  return await record(tx, deps, request, gift, {
    ...{ leafId: customer.rootId, points, entryId, coupon: null, worth: points },
    ...{ basis: encodeBasis(decided.basis), store: cause.store },
    recordedAt: formatInstant(cause.recordedAt),
  });
}

async function giveCoupon(
  tx: Tx,
  deps: IssueDeps,
  rootId: bigint,
  request: GiveGoodwillRequest,
  gift: Gift & { readonly coupon: GoodwillCoupon },
): Promise<GiftAnswer> {
  const { viewer } = request;
  const { customer } = await lockCustomer(tx, deps, rootId);
  await refuseOwn(tx, viewer, rootId);
  if (customer.marks.has("STAFF")) {
    requireScope(viewer, "points:adjust-open");
  }
  refuseMarked(viewer, "giveGoodwill", customer.marks);
  const ruleset = deps.catalog.rulesetAt(customer.now);
  const issue = couponToGive(gift.coupon, `goodwill ${gift.reason}`, customer.now);
  const worth = worthOfGift(issue, ruleset);
  const decided = await decide(tx, request, gift, {
    ...{ rootId, now: customer.now, worth, timeZone: ruleset.programme.timeZone },
  });
  if ("userErrors" in decided) {
    return decided;
  }
  const { couponId, userErrors } = await issueLocked(tx, deps, viewer, issue, customer);
  if (couponId === null) {
    return { gift: null, userErrors: userErrors.map((error) => ({ ...error, field: ["coupon"] })) };
  }
  return await record(tx, deps, request, gift, {
    ...{ leafId: rootId, points: null, entryId: null, coupon: couponId, worth },
    ...{ basis: encodeBasis(decided.basis), store: viewer.store },
    recordedAt: formatInstant(customer.now),
  });
}

/** Whether the gift keeps the limits, and the caller saw what there is. */
async function decide(
  tx: Tx,
  { viewer, expectedVersion }: GiveGoodwillRequest,
  { rules }: Gift,
  at: {
    readonly rootId: bigint;
    readonly now: Instant;
    readonly worth: bigint;
    readonly timeZone: string;
  },
): Promise<{ readonly basis: GoodwillBasis } | GiftAnswer> {
  const { limits } = rules;
  const { basis, version } = await readBasis(tx, { viewer, limits, ...at });
  if (expectedVersion !== null && expectedVersion !== version) {
    return refuse(
      "VERSION_CONFLICT",
      "Somebody has given this customer goodwill since you looked, or taken some back; look at it again.",
      "expectedVersion",
    );
  }
  const refusal = refusalOfGift(basis, at.worth);
  return refusal === null ? { basis } : refuse(refusal.code, refusal.message, null);
}

async function record(
  tx: Tx,
  { newPublicId }: IssueDeps,
  { viewer }: GiveGoodwillRequest,
  { reason, note }: Gift,
  row: Omit<NewGift, "publicId" | "reason" | "note" | "actor">,
): Promise<GiftAnswer> {
  const publicId = newPublicId();
  const actor = actorOf(viewer);
  await insertGift(tx, { ...row, publicId, reason, note, actor });
  const { points, worth, coupon, leafId, basis, store, recordedAt: at } = row;
  await insertAudit(tx, {
    ...{ actor, action: "goodwill.give", leafId },
    details: {
      ...{ gift: publicId, reason, points: points?.toString() ?? null, coupon },
      ...{ worth: worth.toString(), basis, store, at },
    },
  });
  return { gift: publicId, customer: leafId.toString(), userErrors: [] };
}
