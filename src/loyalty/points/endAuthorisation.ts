import type { Tx } from "../../../db/connection/client.ts";
import { addRefund, type PointsHoldRow } from "../../../db/queries/loyalty/pointsHolds.ts";
import { requireScope } from "../../access/authorise.ts";
import { refuseOwn } from "../../access/ownRecord.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { lotTimes } from "../../domain/points/lotTimes.ts";
import { walletOf } from "../../domain/ruleset/walletOf.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import {
  changeHold,
  close,
  closeBack,
  giveBackAll,
  type HoldChange,
  type HoldPart,
  hasLapsed,
  holdClosed,
  sumOf,
} from "./hold.ts";
import { done, type PointsAnswer, pointsInvalid, refuse, tellPoints } from "./pointsAnswer.ts";

export interface EndAuthorisationRequest {
  readonly viewer: Viewer;
  /** Public id; null when what was given is none of ours. */
  readonly authorisation: string | null;
  readonly idempotencyKey: string;
}

export interface AmountRequest extends EndAuthorisationRequest {
  /** Null: all that is left. */
  readonly points: bigint | null;
}

/**
 * Pays with points that were set aside, all or some of them; the rest goes back.
 *
 * Guarantee: what was authorised in time is honoured, also of points that have expired since.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function capturePoints(
  deps: CommandDeps,
  request: AmountRequest,
): Promise<PointsAnswer> {
  return await end(deps, "capturePoints", request, async (change) => {
    const refusal = holdClosed(change, "authorisation");
    if (refusal !== null) {
      return refusal;
    }
    const most = sumOf(change, (hold) => hold.points);
    const points = request.points ?? most;
    const invalid = pointsInvalid(points) ?? moreThan(points, most, "were set aside");
    if (invalid !== null) {
      return invalid;
    }
    const shares = sharesOfParts(change, points, (hold) => hold.points);
    giveBackAll(change, "RELEASED", null, shares);
    for (const [{ hold, lots, moves }, share] of shares) {
      moves.takeFrom(lots, share, { kind: "SPENT", rule: null, holdId: hold.id });
    }
    await close(change, "CAPTURED", (part) => shares.get(part) ?? 0n);
    return done(change);
  });
}

/** How `points` are spread over the parts, the first ones first. */
function sharesOfParts(
  { parts }: HoldChange,
  points: bigint,
  most: (hold: PointsHoldRow) => bigint,
): ReadonlyMap<HoldPart, bigint> {
  const shares = new Map<HoldPart, bigint>();
  let missing = points;
  for (const part of parts) {
    const share = most(part.hold) < missing ? most(part.hold) : missing;
    if (share > 0n) {
      shares.set(part, share);
      missing -= share;
    }
  }
  return shares;
}

/**
 * Gives back what was set aside: the payment did not take place. Throws and guarantees as
 * `capturePoints`.
 */
export async function releasePoints(
  deps: CommandDeps,
  request: EndAuthorisationRequest,
): Promise<PointsAnswer> {
  return await end(deps, "releasePoints", { ...request, points: null }, async (change) => {
    const refusal = holdClosed(change, "authorisation");
    if (refusal !== null) {
      return refusal;
    }
    await closeBack(change, "RELEASED");
    return done(change);
  });
}

/**
 * Gives points back that something was paid with, as the goods came back: apart from points that
 * the purchase earned. They are active at once and expire as points of the wallet that are earned
 * now.
 *
 * Guarantee: no more than was captured, however many refunds. Throws as `capturePoints`.
 */
export async function refundPoints(
  deps: CommandDeps,
  request: AmountRequest,
): Promise<PointsAnswer> {
  return await end(deps, "refundPoints", request, async (change) => {
    const { tx, context, cause, hold } = change;
    if (hold.state !== "CAPTURED") {
      return refuse("HOLD_CLOSED", "Nothing was paid with these points.", "authorisation");
    }
    const leftOf = ({ captured, refunded }: PointsHoldRow) => captured - refunded;
    const left = sumOf(change, leftOf);
    const points = request.points ?? left;
    const invalid = pointsInvalid(points) ?? moreThan(points, left, "are left to give back");
    if (invalid !== null) {
      return invalid;
    }
    const ruleset = context.catalog.rulesetAt(cause.now);
    const rules = { ...walletOf(ruleset, hold.wallet), activation: { kind: "AT_ONCE" } } as const;
    const times = lotTimes(rules, cause.now, ruleset.programme.timeZone);
    for (const [part, share] of sharesOfParts(change, points, leftOf)) {
      const { id } = part.hold;
      part.moves.give(share, times, { kind: "REFUNDED", rule: null, holdId: id });
      await addRefund(tx, id, share);
      tellPoints(part.change);
    }
    return done(change);
  });
}

function moreThan(points: bigint, most: bigint, what: string): PointsAnswer | null {
  return points <= most ? null : refuse("MORE_THAN_HELD", `Only ${most} points ${what}.`, "points");
}

async function end(
  deps: CommandDeps,
  operation: "capturePoints" | "releasePoints" | "refundPoints",
  { viewer, authorisation, idempotencyKey, points }: AmountRequest,
  run: (change: HoldChange) => Promise<PointsAnswer>,
): Promise<PointsAnswer> {
  requireScope(viewer, "points:spend");
  const input = { authorisation, points: points?.toString() ?? null };
  const wanted = {
    viewer,
    act: operation,
    publicId: authorisation,
    kind: "AUTHORISATION",
    field: "authorisation",
  } as const;
  return await transact(deps.sql, (tx: Tx) =>
    once(tx, viewer, { operation, key: idempotencyKey, input }, () =>
      changeHold(tx, deps, wanted, async (change) => {
        for (const part of change.parts) {
          await refuseOwn(tx, viewer, part.change.customer.rootId);
        }
        if (!hasLapsed(change)) {
          return await run(change);
        }
        await closeBack(change, "EXPIRED");
        return refuse(
          "HOLD_CLOSED",
          "The reservation has expired; authorise anew.",
          "authorisation",
        );
      }),
    ),
  );
}
