import type { Sql } from "../../db/connection/client.ts";
import { type CouponRow, readCouponsByPublicIds } from "../../db/queries/coupons/readCoupons.ts";
import { readCustomerFields } from "../../db/queries/deliveries/customerFields.ts";
import {
  type ClaimedLane,
  grantSends,
  type LaneRowRead,
  readLaneRows,
} from "../../db/queries/deliveries/lanes.ts";
import { type Planned, planLane } from "../domain/delivery/planLane.ts";
import { knownByOf } from "../domain/delivery/sends.ts";
import { kindOf } from "./kinds/kinds.ts";
import type { LaneWork } from "./laneRun.ts";
import type { ActiveDestination } from "./workerDeps.ts";

/** Rows of one customer that are sent by one claim, and of all of them together. */
const ROWS_PER_LANE = 50;
const ROWS_MAX = 10_000;

/** What is to be told of claimed lanes, and what that says of their customers, as of now. */
export async function readLaneWorks(
  sql: Sql,
  destination: ActiveDestination,
  lanes: readonly ClaimedLane[],
  mayStill: (lane: ClaimedLane) => boolean,
): Promise<readonly LaneWork[]> {
  const { id, told, settings } = destination;
  const perLane = Math.min(ROWS_PER_LANE, Math.ceil(ROWS_MAX / lanes.length));
  const rows = await readLaneRows(sql, lanes.map(rangeOf), perLane);
  const byRoot = Map.groupBy(rows, ({ rootId }) => rootId);
  const { coalesce, limits, fields } = settings;
  const plans = lanes.map((lane) => ({
    lane,
    plan: planLane(byRoot.get(lane.rootId) ?? [], { told, coalesce }),
  }));
  const wanted = plans.reduce((sum, { plan }) => sum + sendsIn(plan), 0);
  // What is not sent uses nothing up.
  const isShadow = lanes.some(({ shadowEpoch }) => shadowEpoch !== null);
  const isLimited = !isShadow && (limits.perSecond !== null || limits.perDay !== null);
  const grant = isLimited
    ? await grantSends(sql, { destinationId: id, wanted, ...limits })
    : { granted: wanted, waitMs: 0 };
  const asksFields = Object.keys(fields).length > 0 || knownByOf(settings.sends) !== null;
  const roots = lanes.map(({ rootId }) => rootId);
  const customers = new Map(
    (asksFields ? await readCustomerFields(sql, roots) : []).map((row) => [row.rootId, row]),
  );
  const coupons = await couponsOf(sql, destination, rows);
  let left = grant.granted;
  return plans.map(({ lane, plan }) => {
    const sends = Math.min(left, sendsIn(plan));
    left -= sends;
    return {
      ...{ lane, plan, sends, waitMs: grant.waitMs, destination },
      ...{ customer: customers.get(lane.rootId) ?? null, coupons },
      mayStill: () => mayStill(lane),
    };
  });
}

/** The coupons that rows are about, by public id, where the destination asks for them. */
async function couponsOf(
  sql: Sql,
  { settings }: ActiveDestination,
  rows: readonly LaneRowRead[],
): Promise<ReadonlyMap<string, CouponRow>> {
  const ids = rows.flatMap(({ payload }) => {
    const { couponId } = payload as { readonly couponId?: string };
    return couponId === undefined ? [] : [couponId];
  });
  const isAsked = kindOf(settings.sends.kind).asksCoupons === true;
  const coupons = isAsked && ids.length > 0 ? await readCouponsByPublicIds(sql, ids) : [];
  return new Map(coupons.map((coupon) => [coupon.publicId, coupon]));
}

/** What is told again comes before what waits. */
function rangeOf({ rootId, nextSeq, headSeq, againSeq, againTo }: ClaimedLane) {
  return againSeq === null || againTo === null
    ? { rootId, from: nextSeq, to: headSeq }
    : { rootId, from: againSeq, to: againTo };
}

function sendsIn(plan: readonly Planned<LaneRowRead>[]): number {
  return plan.filter(({ fate }) => fate === "SEND").length;
}
