import type { TakenEventRow } from "../../db/queries/core/takeKeys.ts";
import { HOLDS, isHoldReason } from "../domain/purchase/holds.ts";
import { EVENT_MINOR_MAX } from "../domain/purchase/plausible.ts";
import { isRejectionReason, Refusal } from "../domain/purchase/rejection.ts";
import type { Item } from "./item.ts";
import type { Known } from "./plan.ts";
import type { PurchaseResult } from "./receive/submission.ts";

/** A result without its place in the call, which the receiver knows. */
export type PurchaseAnswer = Omit<PurchaseResult, "index">;

export interface Answered {
  readonly item: Item;
  readonly result: PurchaseAnswer;
  /** It made its order. */
  readonly opens: boolean;
}

/** What the sender is told of an event that has just been taken in, held or refused. */
export function resultOf(item: Item, row: TakenEventRow | null): PurchaseAnswer {
  const reason = row?.reason ?? item.refusal?.reason ?? null;
  return {
    source: item.sourceSent,
    eventId: item.eventId,
    outcome: (row?.outcome ?? "REJECTED") as PurchaseAnswer["outcome"],
    duplicate: false,
    reason,
    field: row?.field ?? item.refusal?.field ?? null,
    message: item.refusal?.message ?? messageOf(row, reason),
    refusedIdentifiers: item.refusedIdentifiers,
    orderId: row?.order_id ?? null,
    leafId: row?.leaf_id ?? null,
  };
}

/**
 * A repeat gets the stored outcome; another body under the same id is a conflict and changes
 * nothing.
 */
export function duplicateResult(item: Item, known: Known): PurchaseAnswer {
  const { row } = known;
  const conflict = known.kind === "CONFLICT";
  const reason = conflict ? "SAME_ID_OTHER_BODY" : row.reason;
  return {
    source: item.sourceSent,
    eventId: item.eventId,
    outcome: conflict ? "CONFLICT" : row.outcome,
    duplicate: !conflict,
    reason,
    field: conflict ? ["eventId"] : row.field,
    message: conflict
      ? "This event id was received before with another body. The first one stands; send corrections under a new event id."
      : messageOf(row, reason),
    refusedIdentifiers: conflict ? [] : item.refusedIdentifiers,
    orderId: conflict ? null : row.order_id,
    leafId: conflict ? null : row.leaf_id,
  };
}

/** Why an event was refused for what it would do, and what its sender can do about it. */
const REFUSED: Readonly<Record<string, string>> = {
  ORDER_OF_ANOTHER_STORE:
    "The order is not of your store: you may send its return or exchange under ids of your own, and where it is to be collected in your store its payment and handing over. Everything else is for whoever took the order.",
  NUMBER_OF_ANOTHER_SOURCE:
    "Your store may not give an order another source's number. Name the order by a number that it has, or by your own.",
  IMPLAUSIBLE_AMOUNT: "Its amount is more than the programme takes, and nobody has let it go on.",
  OVERFLOW: `Its amounts come to more than ${EVENT_MINOR_MAX} of the currency's smallest units, or do not fit at all. Correct them and send it again under the same event id.`,
  HELD_TOO_LONG:
    "It waited until the end of its time, and what it waited for did not come: it counts for nothing. If it is to count all the same, send it under a new event id.",
  IN_THE_FUTURE:
    "It names a moment that has not come yet, and in a backfill nothing waits. Correct it and send it again.",
};

function messageOf(
  row: Pick<TakenEventRow, "outcome" | "field"> | null,
  reason: string | null,
): string | null {
  if (reason === null) {
    return null;
  }
  if (row?.outcome === "REJECTED" && reason === "TEXT_NOT_ALLOWED") {
    return new Refusal(reason, row.field ?? []).toRejection().message;
  }
  if (row?.outcome !== "HELD") {
    return Object.hasOwn(REFUSED, reason) ? (REFUSED[reason] ?? null) : asBefore(row, reason);
  }
  return isHoldReason(reason)
    ? `Received and kept; it waits for ${HOLDS[reason].waitsFor} and is applied by itself then. Do not send it again.`
    : null;
}

/** Of a body that was refused for its form when it first came; the limit it met is not stored. */
function asBefore(
  row: Pick<TakenEventRow, "outcome" | "field"> | null,
  reason: string,
): string | null {
  if (row?.outcome !== "REJECTED" || !isRejectionReason(reason)) {
    return null;
  }
  const where = row.field?.join(".") || "the event";
  return `${where} was refused before (${reason}), and this is the same again. Correct it and send it under the same event id.`;
}
