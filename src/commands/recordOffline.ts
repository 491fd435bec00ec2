import type { Tx } from "../../db/client.ts";
import { countOfflineUse } from "../../db/queries/coupons.ts";
import { type CouponRow, countUses } from "../../db/queries/readCoupons.ts";
import { eligibilityOf } from "../domain/coupon/eligibility.ts";
import { couponOf } from "../domain/coupon/terms.ts";
import { FUTURE_TOLERANCE_MINUTES } from "../domain/purchase/holds.ts";
import { addMicros, type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import type { CommandDeps } from "./changeCustomer.ts";
import * as use from "./couponUse.ts";
import { lockCustomer } from "./lockCustomer.ts";
import { isOwnRoot } from "./ownRecord.ts";
import { type Answer, contextOf, isOthers, record, type Use } from "./redemption.ts";

/** Records what an offline till has given: a fact, so that whatever stands against it becomes a conflict. */
export async function recordOffline(
  tx: Tx,
  deps: CommandDeps,
  asked: Use,
  row: CouponRow | null,
  now: Instant,
): Promise<Answer> {
  const at = asked.request.occurredAt ?? now;
  const conflicts = new Set<string>();
  const latest = addMicros(now, FUTURE_TOLERANCE_MINUTES * MICROS_PER_MINUTE);
  if (at > latest) conflicts.add("OCCURRED_IN_FUTURE");
  if (asked.unproven !== null) conflicts.add(asked.unproven);
  const rootId = row?.rootId ?? asked.rootId;
  const uses = () =>
    row === null || rootId === null
      ? Promise.resolve([])
      : countUses(tx, [{ rootId, couponId: row.id }]);
  const locked = rootId === null ? null : await lockCustomer(tx, deps, rootId, uses);
  const customer = locked?.customer ?? null;
  if (await isOwnRoot(tx, asked.request.viewer, rootId)) conflicts.add("OWN_RECORD");
  if (use.isMarked(customer)) conflicts.add("CUSTOMER_MARKED");
  let useNo: number | null = null;
  if (row === null) {
    conflicts.add("UNKNOWN_CODE");
  } else {
    const seen =
      customer === null ? null : { tier: customer.tier, uses: locked?.rows[0]?.uses ?? 0 };
    if (isOthers(row, asked)) conflicts.add("OTHER_CUSTOMER");
    const { refusals } = eligibilityOf(couponOf(row), contextOf(asked, "ASK", seen), at);
    for (const { code } of refusals) {
      if (code !== "ALREADY_REDEEMED" && code !== "LIMIT_REACHED") conflicts.add(code);
    }
    const [counted] = await countOfflineUse(tx, row.id);
    if (counted === undefined) throw new Error(`coupon ${row.id} was there and is gone`);
    useNo = counted.use_no;
    if (counted.is_over) conflicts.add("OVER_LIMIT");
  }
  return await record(tx, deps, asked, {
    ...{ row, customer, now, at, useNo, conflicts: [...conflicts] },
    outcome: "RECORDED",
  });
}
