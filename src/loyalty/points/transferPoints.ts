import { insertAudit } from "../../../db/queries/core/audit.ts";
import { requireScope } from "../../access/authorise.ts";
import { type CommandDeps, changeCustomers } from "../../core/changeCustomer.ts";
import { beginGiving, leftToGive, overLimitMessage } from "../../core/givenLimit.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
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

export interface TransferPointsRequest {
  readonly viewer: Viewer;
  readonly fromRootId: bigint | null;
  readonly toRootId: bigint | null;
  /** Both as the caller named them: what belongs to the key. */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly reason: string;
}

/**
 * Moves points that may be spent to another member: out of the lots that are lost soonest, into
 * lots that expire when those would have, so that nobody lengthens the life of points by passing
 * them on.
 *
 * Guarantee: both or neither, in one transaction; one effect per idempotency key; counts to the
 * limit of what one agent gives within 24 hours.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function transferPoints(
  deps: CommandDeps,
  request: TransferPointsRequest,
): Promise<PointsAnswer> {
  const { viewer, idempotencyKey, fromRootId, toRootId, points, ...rest } = request;
  requireScope(viewer, "points:adjust");
  const input = { ...rest, points: points.toString() };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, { operation: "transferPoints", key: idempotencyKey, input }, async () => {
      if (fromRootId === null) {
        return customerNotFound("from");
      }
      if (toRootId === null) {
        return customerNotFound("to");
      }
      if (fromRootId === toRootId) {
        return refuse("SAME_CUSTOMER", "These are one and the same customer.", "to");
      }
      const fault = reasonFault(request.reason);
      const refusal =
        fault === null ? pointsInvalid(points) : refuse("REASON_INVALID", fault, "reason");
      if (refusal !== null) {
        return refusal;
      }
      await beginGiving(tx, viewer);
      const options = {
        viewer,
        act: "transferPoints" as const,
        rootIds: [fromRootId, toRootId],
        // Each lot goes into one of its own, with an entry.
        idsMax: (orders: number, lots: number) => 2 * (takeIds(orders, lots) + lots),
        spendsPoints: true,
      };
      return await changeCustomers(tx, deps, options, async (changes) => {
        const from = changes.get(fromRootId);
        const to = changes.get(toRootId);
        if (from === undefined) {
          return customerNotFound("from");
        }
        if (to === undefined) {
          return customerNotFound("to");
        }
        await refuseOwnPoints(from, viewer);
        await refuseOwnPoints(to, viewer);
        const giver = walletOfMember(from, request.wallet);
        if ("userErrors" in giver) {
          return at("from", giver);
        }
        const receiver = walletOfMember(to, request.wallet);
        if ("userErrors" in receiver) {
          return at("to", receiver);
        }
        const left = await leftToGive(tx, viewer, giver.ruleset, from.cause.recordedAt);
        if (left !== null && points > left.points) {
          return refuse("ADJUSTMENT_LIMIT", overLimitMessage(left), "points");
        }
        const missing = insufficient(giver, points);
        if (missing !== null) {
          return missing;
        }
        const why = { kind: "TRANSFERRED", rule: null, reason: request.reason.trim() } as const;
        const into = receiver.movesOf(receiver.own());
        for (const { account, parts } of takeFromWallet(from, giver, points, () => why)) {
          for (const [id, took] of parts) {
            const lot = account.lots.get(id);
            if (lot === undefined) {
              throw new Error(`lot ${id} was not loaded`);
            }
            const expiresAt = lot.expiresAt ?? account.rollsUntil;
            const times = { activatesAt: lot.activatesAt, expiresAt, rollsUntil: null };
            into.give(-took, times, why);
          }
        }
        for (const [change, partner] of [
          [from, toRootId],
          [to, fromRootId],
        ] as const) {
          tellPoints(change);
          await insertAudit(tx, {
            actor: change.cause.actor,
            action: "points.transfer",
            leafId: change.customer.rootId,
            details: {
              wallet: request.wallet,
              points: points.toString(),
              [change === from ? "to" : "from"]: partner.toString(),
            },
          });
        }
        return done(from);
      });
    }),
  );
}

/** The refusal of one of the two, at the field that names this one. */
function at(field: "from" | "to", { userErrors }: PointsAnswer): PointsAnswer {
  return {
    userErrors: userErrors.map((error) =>
      error.field?.[0] === "customer" ? { ...error, field: [field] } : error,
    ),
  };
}
