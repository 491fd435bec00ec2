import type { Tx } from "../../db/connection/client.ts";
import { findIdempotencyKey, takeIdempotencyKey } from "../../db/queries/core/idempotency.ts";
import { readClock } from "../../db/queries/core/writeState.ts";
import { insertAttempt, takeUse } from "../../db/queries/coupons/coupons.ts";
import {
  type CouponRow,
  countUses,
  readCouponsByKeys,
} from "../../db/queries/coupons/readCoupons.ts";
import { requireScope } from "../access/authorise.ts";
import type { GuessLimit } from "../access/guessLimit.ts";
import { isOwnRoot } from "../access/ownRecord.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { clockOf } from "../core/loadState.ts";
import { type LockedCustomer, lockCustomer } from "../core/lockCustomer.ts";
import { foldCode } from "../domain/coupon/code.ts";
import { type CouponContext, eligibilityOf } from "../domain/coupon/eligibility.ts";
import { refusalOf } from "../domain/coupon/refusal.ts";
import { asksCustomer, couponOf } from "../domain/coupon/terms.ts";
import { marksForbidding } from "../domain/customer/marks.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { firstAnswer, takenKeyOf } from "../platform/idempotency.ts";
import { amountOf } from "../platform/input.ts";
import { Pipeline } from "../platform/pipeline.ts";
import { transact } from "../platform/transact.ts";
import * as use from "./couponUse.ts";
import { recordOffline } from "./recordOffline.ts";
import {
  type Answer,
  type Asked,
  attemptOf,
  contextOf,
  isOthers,
  type RedeemCouponAnswer,
  type RedeemCouponRequest,
  record,
  refuse,
  refuseNobody,
  type Use,
} from "./redemption.ts";

/**
 * Uses a coupon up, or says why not; an offline till's redemption is recorded whatever stands
 * against it, and what does becomes a conflict.
 *
 * Guarantee: online redemptions never exceed the limit (I3); every attempt is stored; one effect
 * and one answer per key (I8). Locks: key, customer, coupon; the customer is the coupon's own, or
 * the one at the till for a public code.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, RATE_LIMITED, IDEMPOTENCY_KEY_PARAMETER_MISMATCH,
 * UNAVAILABLE. Cost: four round trips and seven rows when nothing is due.
 */
export async function redeemCoupon(
  deps: CommandDeps,
  guesses: GuessLimit,
  request: RedeemCouponRequest,
): Promise<RedeemCouponAnswer> {
  const { viewer, idempotencyKey, customer, ...input } = request;
  requireScope(viewer, "coupon:redeem");
  const place = await use.placeOf(viewer, request, deps.catalog);
  for (const name of ["basket", "line", "receiptNumber"] as const) {
    if (request[name] !== null) {
      use.tillText(name, request[name]);
    }
  }
  const asked: Asked = {
    request,
    key: takenKeyOf(viewer, {
      operation: "redeemCoupon",
      key: idempotencyKey,
      till: place.till,
      // What was said and not who it is: the same words name another root after a merge.
      input: { ...input, customer: customer?.said ?? null },
    }),
    place,
    codeKey: foldCode(request.code),
    cart: use.cartOf(request.cart),
    amount: amountOf(["amount"], request.amount),
  };
  if (request.occurredAt !== null) {
    return await redeemOffline(deps, guesses, asked);
  }
  return await guesses.guard(
    viewer,
    () =>
      transact(deps.sql, (tx) =>
        redeem(tx, deps, asked, (known, row, now) => redeemOnline(tx, deps, known, row, now)),
      ),
    ({ refusals, isReplay }) => !isReplay && use.isMiss(refusals),
    {
      isStrong: use.isStrong(asked.codeKey),
      refused: async (error) => {
        const first = await transact(deps.sql, (tx) => answeredOrNoted(tx, deps, asked));
        if (first === null) {
          throw error;
        }
        return { ...first, isReplay: true };
      },
    },
  );
}

/**
 * What has happened is recorded whoever guessed meanwhile; it counts as a miss all the same. Over
 * the limit of guesses nothing that can be guessed is used up by it.
 */
async function redeemOffline(
  deps: CommandDeps,
  guesses: GuessLimit,
  asked: Asked,
): Promise<RedeemCouponAnswer> {
  const { viewer } = asked.request;
  const isGuessing = !use.isStrong(asked.codeKey) && guesses.isOver(viewer);
  let isMiss = false;
  const answer = await transact(deps.sql, (tx) =>
    redeem(tx, deps, asked, async (known, row, now) => {
      const recorded = await recordOffline(tx, deps, { ...known, isGuessing }, row, now);
      isMiss = recorded.isMiss;
      return recorded.answer;
    }),
  );
  if (!answer.isReplay && isMiss) {
    guesses.noteMiss(viewer);
  }
  return answer;
}

/**
 * Over the limit of guesses: the first answer, which is no news; else puts the attempt on record
 * and leaves the key.
 */
async function answeredOrNoted(tx: Tx, deps: CommandDeps, asked: Asked): Promise<Answer | null> {
  if ((await findIdempotencyKey(tx, asked.key)).length > 0) {
    return await firstAnswer<Answer>(tx, asked.key);
  }
  const at = deps.now ?? (await clockOf(tx));
  const nameless = { ...asked, codeKey: null };
  await insertAttempt(tx, attemptOf(nameless, null, at, "REFUSED", use.TOO_MANY_UNKNOWN_CODES));
  return null;
}

async function redeem(
  tx: Tx,
  deps: CommandDeps,
  asked: Asked,
  decide: (known: Use, row: CouponRow | null, now: Instant) => Promise<Answer>,
): Promise<RedeemCouponAnswer> {
  const pipeline = new Pipeline();
  const won = pipeline.add(takeIdempotencyKey(tx, asked.key));
  const found = pipeline.add(readCouponsByKeys(tx, asked.codeKey === null ? [] : [asked.codeKey]));
  const clock = pipeline.add(readClock(tx));
  await pipeline.send();
  if (won.rows.length === 0) {
    return { ...(await firstAnswer<Answer>(tx, asked.key)), isReplay: true };
  }
  const now = deps.now ?? instantFromPg((clock.rows[0] as { now: string }).now);
  const row = found.rows[0] ?? null;
  const known: Use = { ...asked, ...(await use.whoIsThere(asked.request.customer)) };
  return { ...(await decide(known, row, now)), isReplay: false };
}

async function redeemOnline(
  tx: Tx,
  deps: CommandDeps,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
): Promise<Answer> {
  if (asked.unproven !== null) {
    return await refuse(tx, asked, row, now, [refusalOf(asked.unproven)]);
  }
  if (asked.request.customer !== null && asked.rootId === null) {
    return await refuseNobody(tx, asked, row, now);
  }
  if (row === null) {
    return await refuse(tx, asked, null, now, [refusalOf("UNKNOWN_CODE")]);
  }
  if (isOthers(row, asked)) {
    return await refuse(tx, asked, row, now, [refusalOf("OTHER_CUSTOMER")]);
  }
  const rootId = row.rootId ?? asked.rootId;
  if (await isOwnRoot(tx, asked.request.viewer, rootId)) {
    return await refuse(tx, asked, row, now, [refusalOf("OWN_RECORD")]);
  }
  const decide = (coupon: CouponRow, customer: CouponContext["customer"]) =>
    eligibilityOf(couponOf(coupon), contextOf(asked, "USE", customer), now).refusals;
  const barred = { rootId, marks: marksForbidding("redeemCoupon") };
  const take = () => takeUse(tx, row.id, formatInstant(now), barred);

  let customer: LockedCustomer | null = null;
  let seen: CouponContext["customer"] = null;
  let taken: readonly { readonly use_no: number }[];
  if (asksCustomer(couponOf(row)) && rootId !== null) {
    const locked = await lockCustomer(tx, deps, rootId, () =>
      countUses(tx, [{ rootId, couponId: row.id }]),
    );
    customer = locked.customer;
    seen = { tier: customer.tier, uses: locked.rows[0]?.uses ?? 0 };
    const refusals = decide(row, seen);
    if (refusals.length > 0) {
      return await refuse(tx, asked, row, now, refusals);
    }
    taken = await take();
  } else {
    // Nothing of it depends on the customer, so what can be seen without the lock is decided
    // without it.
    const refusals = decide(row, null);
    if (refusals.length > 0) {
      return await refuse(tx, asked, row, now, refusals);
    }
    if (rootId === null) {
      taken = await take();
    } else {
      const locked = await lockCustomer(tx, deps, rootId, take);
      customer = locked.customer;
      taken = locked.rows;
    }
  }
  const [won] = taken;
  if (won === undefined && use.isMarked(customer)) {
    return await refuse(tx, asked, row, now, [refusalOf("CUSTOMER_MARKED")]);
  }
  if (won === undefined) {
    const [fresh = row] = await readCouponsByKeys(tx, [row.codeKey]);
    const refusals = decide(fresh, seen);
    return await refuse(
      tx,
      asked,
      row,
      now,
      refusals.length > 0 ? refusals : [refusalOf("ALREADY_REDEEMED")],
    );
  }
  return await record(tx, deps, asked, {
    ...{ row, isTaken: true, customer, now, at: now, useNo: won.use_no, conflicts: [] },
    outcome: "REDEEMED",
  });
}
