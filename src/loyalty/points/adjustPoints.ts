import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { requireScope } from "../../access/authorise.ts";
import {
  type CommandDeps,
  type CustomerChange,
  changeCustomer,
} from "../../core/changeCustomer.ts";
import { beginGiving, leftToGive, overLimitMessage } from "../../core/givenLimit.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { lotTimes } from "../../domain/points/lotTimes.ts";
import { walletOf } from "../../domain/ruleset/walletOf.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import { lapseHoldsOf } from "./lapse.ts";
import {
  customerNotFound,
  done,
  insufficient,
  type PointsAnswer,
  pointsInvalid,
  refuse,
  takeFromWallet,
  takeIds,
  tellPoints,
  walletOfMember,
} from "./pointsAnswer.ts";

export interface AdjustPointsRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was. */
  readonly rootId: bigint | null;
  /** The customer as the caller named it: what belongs to the key. */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly wallet: string;
  /** Signed; never 0. */
  readonly points: bigint;
  readonly reason: string;
}

/**
 * Gives a member points by hand, or takes some that may be spent; they do not qualify for tiers
 * (programme 3.9). What is given is active at once and expires as points of the wallet do.
 *
 * Guarantee: one effect per idempotency key; what one agent gives and takes within 24 hours, in
 * whatever form, keeps the ruleset's limit, at whatever servers it is done (a supervisor has none).
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function adjustPoints(
  deps: CommandDeps,
  request: AdjustPointsRequest,
): Promise<PointsAnswer> {
  const { viewer, idempotencyKey, rootId: _found, points, ...rest } = request;
  requireScope(viewer, "points:adjust");
  const command = {
    operation: "adjustPoints" as const,
    key: idempotencyKey,
    input: { ...rest, points: points.toString() },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => adjust(tx, deps, request)),
  );
}

async function adjust(
  tx: Tx,
  deps: CommandDeps,
  request: AdjustPointsRequest,
): Promise<PointsAnswer> {
  const { viewer, rootId, points } = request;
  if (rootId === null) {
    return customerNotFound();
  }
  const fault = reasonFault(request.reason);
  if (fault !== null) {
    return refuse("REASON_INVALID", fault, "reason");
  }
  const invalid = pointsInvalid(points < 0n ? -points : points);
  if (invalid !== null) {
    return invalid;
  }
  await beginGiving(tx, viewer);
  await lapseHoldsOf(tx, deps, rootId);
  const options = {
    viewer,
    act: "adjustPoints" as const,
    rootId,
    idsMax: takeIds,
    spendsPoints: true,
  };
  const answer = await changeCustomer(tx, deps, options, (change) => apply(change, request));
  return answer ?? customerNotFound();
}

async function apply(
  change: CustomerChange,
  { viewer, wallet, points, reason }: AdjustPointsRequest,
): Promise<PointsAnswer> {
  const { tx, cause } = change;
  await refuseOwnPoints(change, viewer);
  const found = walletOfMember(change, wallet);
  if ("userErrors" in found) {
    return found;
  }
  const { own, ruleset, movesOf } = found;
  const size = points < 0n ? -points : points;
  const left = await leftToGive(tx, viewer, ruleset, cause.recordedAt);
  if (left !== null && size > left.points) {
    return refuse("ADJUSTMENT_LIMIT", overLimitMessage(left), "points");
  }
  const why = { kind: "ADJUSTED", rule: null, reason: reason.trim() } as const;
  if (points < 0n) {
    const refusal = insufficient(found, size);
    if (refusal !== null) {
      return refusal;
    }
    takeFromWallet(change, found, size, () => why);
  } else {
    const rules = { ...walletOf(ruleset, wallet), activation: { kind: "AT_ONCE" } } as const;
    movesOf(own()).give(size, lotTimes(rules, cause.now, ruleset.programme.timeZone), why);
  }
  tellPoints(change);
  await insertAudit(tx, {
    actor: cause.actor,
    action: "points.adjust",
    leafId: change.customer.rootId,
    details: { wallet, points: points.toString() },
  });
  return done(change);
}
