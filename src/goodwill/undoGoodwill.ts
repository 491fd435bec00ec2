import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import {
  disableUnused,
  findGift,
  type GiftRow,
  markUndone,
} from "../../db/queries/goodwill/goodwill.ts";
import { hasScope, requireScope } from "../access/authorise.ts";
import { type CommandDeps, type CustomerChange, changeCustomer } from "../core/changeCustomer.ts";
import { PointsMoves } from "../core/moves/movePoints.ts";
import { refuseOwnPoints } from "../core/refuseOwnPoints.ts";
import { isSamePerson } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { UNDO_MINUTES, undoableUntil } from "../domain/goodwill/decideGift.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { takeIds, tellPoints } from "../loyalty/points/pointsAnswer.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";
import { GIFT_CUSTOMER_GONE, type GiftAnswer, refuse } from "./giftAnswer.ts";

export interface UndoGoodwillRequest {
  readonly viewer: Viewer;
  /** Public id of a gift that the viewer may see; null when what was named is none. */
  readonly gift: string | null;
  readonly idempotencyKey: string;
}

const NO_GIFT: GiftAnswer = refuse(
  "GIFT_NOT_FOUND",
  "There is no such gift; read the customer's goodwill again.",
  "id",
);

/**
 * Takes goodwill back within ten minutes: the points out of the lot that they came in, or the
 * coupon, which is switched off. All of it or nothing: what was spent or used stays given.
 *
 * Guarantee: a gift is taken back once; one effect per idempotency key. What is taken back counts
 * to no limit any more.
 * Throws: AppError FORBIDDEN (also for one's own record, and a colleague's without
 * points:adjust-open), IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function undoGoodwill(
  deps: CommandDeps,
  request: UndoGoodwillRequest,
): Promise<GiftAnswer> {
  const { viewer, gift: publicId, idempotencyKey } = request;
  requireScope(viewer, "goodwill:give");
  const command = {
    operation: "undoGoodwill" as const,
    key: idempotencyKey,
    input: { gift: publicId },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, async () => {
      const gift = publicId === null ? null : await findGift(tx, publicId);
      if (gift === null) {
        return NO_GIFT;
      }
      if (!isSamePerson(viewer, gift.actor) && !hasScope(viewer, "goodwill:give-open")) {
        return refuse("NOT_THE_GIVER", "Somebody else gave it; ask them, or a supervisor.", "id");
      }
      const options = {
        viewer,
        act: "undoGoodwill" as const,
        rootId: gift.rootId,
        idsMax: takeIds,
        spendsPoints: true,
        lotIds: gift.lotId === null ? [] : [gift.lotId],
      };
      const answer = await changeCustomer(tx, deps, options, (change) =>
        takeBack(change, viewer, gift.publicId),
      );
      return answer ?? GIFT_CUSTOMER_GONE;
    }),
  );
}

async function takeBack(
  change: CustomerChange,
  viewer: Viewer,
  publicId: string,
): Promise<GiftAnswer> {
  const { tx, cause, customer } = change;
  await refuseOwnPoints(change, viewer);
  // As it is under the lock.
  const gift = await findGift(tx, publicId);
  if (gift === null) {
    return NO_GIFT;
  }
  if (gift.undoneAt !== null) {
    return refuse("ALREADY_UNDONE", "It was taken back before; nothing is left to do.", "id");
  }
  if (cause.recordedAt >= undoableUntil(instantFromPg(gift.recordedAt))) {
    return refuse(
      "UNDO_TOO_LATE",
      `It was given more than ${UNDO_MINUTES} minutes ago; take points off by adjustPoints.`,
      "id",
    );
  }
  const taken = gift.points === null ? await takeCoupon(tx, gift) : takePoints(change, gift);
  if ("userErrors" in taken) {
    return taken;
  }
  const { entryId } = taken;
  const at = formatInstant(cause.recordedAt);
  await markUndone(tx, { id: gift.id, at, by: cause.actor, entryId });
  if (gift.coupon === null) {
    tellPoints(change);
  } else {
    const couponId = gift.coupon;
    change.tell("COUPON_CHANGED", { customerId: customer.publicId, couponId, change: "DISABLED" });
  }
  await insertAudit(tx, {
    ...{ actor: cause.actor, action: "goodwill.undo", leafId: customer.rootId },
    details: { gift: publicId, at },
    // Of points the entry says that the customer was changed.
    ...(entryId === null ? { recordedAt: at } : {}),
  });
  return { gift: publicId, customer: customer.rootId.toString(), userErrors: [] };
}

type Taken = { readonly entryId: bigint | null } | GiftAnswer;

function takePoints({ context, customer, cause }: CustomerChange, gift: GiftRow): Taken {
  const points = gift.points ?? 0n;
  const lotId = gift.lotId ?? -1n;
  const account = [...customer.accounts.values()].find(({ lots }) => lots.has(lotId));
  const there = account?.lots.get(lotId)?.remaining ?? 0n;
  if (account === undefined || there < points) {
    return refuse(
      "POINTS_SPENT",
      `Of the ${points} points ${points - there} have been spent, or paid what the customer owed; take off what is to go by adjustPoints.`,
      "id",
    );
  }
  const ruleset = context.catalog.rulesetAt(cause.now);
  const moves = new PointsMoves(context, account, ruleset, cause);
  const why = { kind: "GOODWILL", rule: null, reason: gift.reason } as const;
  return { entryId: moves.takeFrom([[lotId, -points]], points, why) };
}

/** The coupon's row is changed last, after the customer's lock (contract 5.7). */
async function takeCoupon(tx: Tx, gift: GiftRow): Promise<Taken> {
  const disabled = gift.couponId === null ? [] : await disableUnused(tx, gift.couponId);
  return disabled.length > 0
    ? { entryId: null }
    : refuse(
        "COUPON_USED",
        "The coupon has been used; have the till take the use back first.",
        "id",
      );
}
