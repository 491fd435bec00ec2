import type { Tx } from "../../db/connection/client.ts";
import { countOfflineUse } from "../../db/queries/coupons/coupons.ts";
import { type CouponRow, countUses } from "../../db/queries/coupons/readCoupons.ts";
import { isOwnRoot } from "../access/ownRecord.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { lockCustomer } from "../core/lockCustomer.ts";
import { eligibilityOf } from "../domain/coupon/eligibility.ts";
import { couponOf } from "../domain/coupon/terms.ts";
import { FUTURE_TOLERANCE_MINUTES } from "../domain/purchase/holds.ts";
import { addMicros, type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import * as use from "./couponUse.ts";
import { type Answer, contextOf, isOthers, record, type Use } from "./redemption.ts";

/** Why nothing was used up: too many codes that nobody has had come from there. */
const GUESSING = use.TOO_MANY_UNKNOWN_CODES.code;

/**
 * Records what an offline till has given: a fact, so that whatever stands against it becomes a
 * conflict. What was given to somebody else than the coupon's customer, or by a code out of a row
 * of guesses, uses no coupon up: then the attempt alone names the coupon, and its customer still
 * has it.
 */
export async function recordOffline(
  tx: Tx,
  deps: CommandDeps,
  asked: Use & { readonly isGuessing: boolean },
  row: CouponRow | null,
  now: Instant,
): Promise<{ readonly answer: Answer; readonly isMiss: boolean }> {
  const at = asked.request.occurredAt ?? now;
  const conflicts = new Set<string>();
  const latest = addMicros(now, FUTURE_TOLERANCE_MINUTES * MICROS_PER_MINUTE);
  if (at > latest) {
    conflicts.add("OCCURRED_IN_FUTURE");
  }
  if (asked.unproven !== null) {
    conflicts.add(asked.unproven);
  }
  if (asked.isGuessing) {
    conflicts.add(GUESSING);
  }
  const isAnothers = row !== null && isOthers(row, asked);
  const isTaken = row !== null && !isAnothers && !asked.isGuessing;
  const rootId = isTaken ? (row.rootId ?? asked.rootId) : asked.rootId;
  const uses = () =>
    row === null || rootId === null
      ? Promise.resolve([])
      : countUses(tx, [{ rootId, couponId: row.id }]);
  const locked = rootId === null ? null : await lockCustomer(tx, deps, rootId, uses);
  const customer = locked?.customer ?? null;
  if (await isOwnRoot(tx, asked.request.viewer, rootId)) {
    conflicts.add("OWN_RECORD");
  }
  if (use.isMarked(customer)) {
    conflicts.add("CUSTOMER_MARKED");
  }
  let useNo: number | null = null;
  if (row === null) {
    conflicts.add("UNKNOWN_CODE");
  } else {
    const seen =
      customer === null ? null : { tier: customer.tier, uses: locked?.rows[0]?.uses ?? 0 };
    if (isAnothers) {
      conflicts.add("OTHER_CUSTOMER");
    }
    const { refusals } = eligibilityOf(couponOf(row), contextOf(asked, "ASK", seen), at);
    for (const { code } of refusals) {
      if (code !== "ALREADY_REDEEMED" && code !== "LIMIT_REACHED") {
        conflicts.add(code);
      }
    }
  }
  if (isTaken) {
    const [counted] = await countOfflineUse(tx, row.id);
    if (counted === undefined) {
      throw new Error(`coupon ${row.id} was there and is gone`);
    }
    useNo = counted.use_no;
    if (counted.is_over) {
      conflicts.add("OVER_LIMIT");
    }
  }
  const answer = await record(tx, deps, asked, {
    ...{ row, isTaken, customer, now, at, useNo, conflicts: [...conflicts] },
    outcome: "RECORDED",
  });
  return { answer, isMiss: row === null || isAnothers };
}
