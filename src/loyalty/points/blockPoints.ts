import { insertAudit } from "../../../db/queries/core/audit.ts";
import { requireScope } from "../../access/authorise.ts";
import { type CommandDeps, changeCustomer } from "../../core/changeCustomer.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import { changeHold, closeBack, type HoldAnswer, holdClosed, setAside } from "./hold.ts";
import { lapseHoldsOf } from "./lapse.ts";
import {
  customerNotFound,
  done,
  type PointsAnswer,
  pointsInvalid,
  refuse,
  takeIds,
} from "./pointsAnswer.ts";

export interface BlockPointsRequest {
  readonly viewer: Viewer;
  readonly rootId: bigint | null;
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly reason: string;
}

export interface UnblockPointsRequest {
  readonly viewer: Viewer;
  /** Public id; null when what was given is none of ours. */
  readonly block: string | null;
  readonly idempotencyKey: string;
  readonly reason: string;
}

/**
 * Sets points aside that nobody may spend until somebody looks into it; they keep the day on which
 * they expire.
 *
 * Guarantee: one effect per idempotency key. Throws: AppError FORBIDDEN, BAD_USER_INPUT,
 *   IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function blockPoints(
  deps: CommandDeps,
  request: BlockPointsRequest,
): Promise<HoldAnswer> {
  const { viewer, idempotencyKey, rootId, points, ...rest } = request;
  requireScope(viewer, "points:block");
  const input = { ...rest, points: points.toString() };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, { operation: "blockPoints", key: idempotencyKey, input }, async () => {
      if (rootId === null) {
        return { hold: null, ...customerNotFound() };
      }
      const fault = reasonFault(request.reason);
      const refusal =
        fault === null ? pointsInvalid(points) : refuse("REASON_INVALID", fault, "reason");
      if (refusal !== null) {
        return { hold: null, ...refusal };
      }
      await lapseHoldsOf(tx, deps, rootId);
      const options = {
        viewer,
        act: "blockPoints" as const,
        rootId,
        idsMax: takeIds,
        spendsPoints: true,
      };
      const answer = await changeCustomer(tx, deps, options, async (change) => {
        await refuseOwnPoints(change, viewer);
        const made = await setAside(change, {
          kind: "BLOCK",
          publicId: deps.newPublicId(),
          wallet: request.wallet,
          points,
          expiresAt: null,
          reason: request.reason.trim(),
          reference: null,
        });
        if (made.hold !== null) {
          await insertAudit(tx, {
            actor: change.cause.actor,
            action: "points.block",
            leafId: change.customer.rootId,
            details: {
              wallet: request.wallet,
              points: points.toString(),
              block: made.hold.publicId,
            },
          });
        }
        return made;
      });
      return answer ?? { hold: null, ...customerNotFound() };
    }),
  );
}

/**
 * Lets blocked points be spent again; those that have expired meanwhile are gone. Throws as
 * `blockPoints`.
 */
export async function unblockPoints(
  deps: CommandDeps,
  { viewer, block, idempotencyKey, reason }: UnblockPointsRequest,
): Promise<PointsAnswer> {
  requireScope(viewer, "points:block");
  const input = { block, reason };
  const [act, kind, field] = ["unblockPoints", "BLOCK", "block"] as const;
  const wanted = { viewer, act, publicId: block, kind, field };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, { operation: "unblockPoints", key: idempotencyKey, input }, async () => {
      const fault = reasonFault(reason);
      if (fault !== null) {
        return refuse("REASON_INVALID", fault, "reason");
      }
      return await changeHold(tx, deps, wanted, async (change) => {
        for (const part of change.parts) {
          await refuseOwnPoints(part.change, viewer);
        }
        const refusal = holdClosed(change, "block");
        if (refusal !== null) {
          return refusal;
        }
        await closeBack(change, "RELEASED", reason.trim());
        await insertAudit(tx, {
          actor: change.cause.actor,
          action: "points.unblock",
          leafId: change.customer.rootId,
          details: { block },
        });
        return done(change);
      });
    }),
  );
}
