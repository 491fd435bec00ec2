import type { Tx } from "../../db/connection/client.ts";
import { insertAttempt, reverseUse } from "../../db/queries/coupons/coupons.ts";
import { readRedemptionsByPublicIds } from "../../db/queries/coupons/readCoupons.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { clockOf } from "../core/loadState.ts";
import { lockCustomer } from "../core/lockCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import {
  REVERSAL_DAYS_MAX,
  type ReversalRefusal,
  reversalRefusal,
} from "../domain/coupon/reversal.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";
import * as use from "./couponUse.ts";

export interface ReverseRedemptionRequest {
  readonly viewer: Viewer;
  readonly idempotencyKey: string;
  /** Public id of the redemption; null: the id that was sent is none. */
  readonly redemptionId: string | null;
  readonly reason: string;
  /** Null: the store that the till is bound to. It need not be the one where it was redeemed. */
  readonly store: string | null;
  readonly till: string;
  readonly cashier: string | null;
}

export interface ReverseRedemptionAnswer {
  readonly redemptionId: string | null;
  readonly userErrors: readonly {
    readonly code: ReversalRefusal | "REDEMPTION_NOT_FOUND";
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

const MESSAGES: Readonly<Record<ReversalRefusal | "REDEMPTION_NOT_FOUND", string>> = {
  REDEMPTION_NOT_FOUND: "There is no redemption with this id.",
  ALREADY_REVERSED: "This redemption was reversed before.",
  REVERSAL_TOO_LATE: `A redemption can be reversed for ${REVERSAL_DAYS_MAX} days.`,
};

/**
 * Takes a redemption back, in any store, and frees its use: the sale was voided, or the goods came
 * back.
 *
 * Guarantee: a redemption frees one use, however often it is reversed. Locks: key, customer,
 * coupon.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function reverseRedemption(
  deps: CommandDeps,
  request: ReverseRedemptionRequest,
): Promise<ReverseRedemptionAnswer> {
  const { viewer, idempotencyKey, ...input } = request;
  requireScope(viewer, "coupon:redeem");
  const place = await use.placeOf(viewer, request, deps.catalog);
  use.tillText("reason", request.reason);
  const command = {
    operation: "reverseRedemption" as const,
    key: idempotencyKey,
    input,
    till: place.till,
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => reverse(tx, deps, request, place)),
  );
}

async function reverse(
  tx: Tx,
  deps: CommandDeps,
  request: ReverseRedemptionRequest,
  place: use.TillPlace,
): Promise<ReverseRedemptionAnswer> {
  const { redemptionId, viewer } = request;
  const [row] = redemptionId === null ? [] : await readRedemptionsByPublicIds(tx, [redemptionId]);
  if (row === undefined) {
    return refusedAs("REDEMPTION_NOT_FOUND");
  }
  if (row.rootId !== null) {
    await refuseOwn(tx, viewer, row.rootId);
  }
  const now = deps.now ?? (await clockOf(tx));
  const attempt = {
    kind: "REVERSE",
    viewer,
    place,
    at: now,
    couponId: row.couponId,
    codeKey: null,
    idempotencyKey: request.idempotencyKey,
  } as const;
  const refuse = async (code: ReversalRefusal): Promise<ReverseRedemptionAnswer> => {
    const refusal = { code, needed: null, seen: null, final: true };
    await insertAttempt(tx, use.attemptRow({ ...attempt, outcome: "REFUSED", refusal }));
    return refusedAs(code);
  };
  const refusal = reversalRefusal({ state: row.state, at: instantFromPg(row.at) }, now);
  if (refusal !== null) {
    return await refuse(refusal);
  }

  const take = () =>
    reverseUse(tx, {
      redemptionId: row.id,
      at: formatInstant(now),
      because: request.reason,
      by: actorOf(viewer),
    });
  const locked = row.rootId === null ? null : await lockCustomer(tx, deps, row.rootId, take);
  const [reversed] = locked === null ? await take() : locked.rows;
  // Another till was faster.
  if (reversed === undefined) {
    return await refuse("ALREADY_REVERSED");
  }
  await insertAttempt(tx, use.attemptRow({ ...attempt, outcome: "REVERSED" }));
  if (locked !== null && row.couponPublicId !== null) {
    const news = { couponId: row.couponPublicId, change: "REVERSED" } as const;
    await use.tellCoupon(tx, locked.customer, news);
  }
  return { redemptionId: row.publicId, userErrors: [] };
}

function refusedAs(code: keyof typeof MESSAGES): ReverseRedemptionAnswer {
  return {
    redemptionId: null,
    userErrors: [{ code, message: MESSAGES[code], field: ["redemption"] }],
  };
}
