import { dayNumberAt } from "../time/calendar.ts";
import { type Instant, MICROS_PER_DAY, MICROS_PER_MINUTE } from "../time/instant.ts";
import type { PurchaseEvent } from "./event.ts";
import { OLD_EVENT_DAYS } from "./holds.ts";

/** How far ahead of UTC the earliest zone on Earth is: before that, no till can have that day. */
const EARLIEST_ZONE_MICROS = 14 * 60 * MICROS_PER_MINUTE;

/**
 * The latest moment that the event names, and in which field; a business date counts from when it
 * begins anywhere. Each of them decides something: the order, the rules, how late a hop is, what is
 * newest, which receipt it is.
 */
export function latestMoment(event: PurchaseEvent): {
  readonly at: Instant;
  readonly field: string;
} {
  let at = event.occurredAt;
  let field = "occurredAt";
  if (event.placedAt !== null && event.placedAt > at) {
    at = event.placedAt;
    field = "placedAt";
  }
  if (event.capturedAt !== null && event.capturedAt > at) {
    at = event.capturedAt;
    field = "capturedAt";
  }
  if (event.erpReceivedAt !== null && event.erpReceivedAt > at) {
    at = event.erpReceivedAt;
    field = "erpReceivedAt";
  }
  if (event.signalledAt !== null && event.signalledAt > at) {
    at = event.signalledAt;
    field = "signalledAt";
  }
  if (event.businessDate !== null) {
    const begins = dayNumberAt(event.businessDate) * MICROS_PER_DAY - EARLIEST_ZONE_MICROS;
    if (begins > at) {
      at = begins as Instant;
      field = "businessDate";
    }
  }
  return { at, field };
}

/**
 * Whether the event, or the placing that it tells of, is so old that a person has to look
 * (programme 1.33): the day of placing picks the rules, so an old one would choose rules that have
 * ended. `opens`: the order is not known yet.
 */
export function isOld(event: PurchaseEvent, now: Instant, opens: boolean): boolean {
  const oldest = now - OLD_EVENT_DAYS * MICROS_PER_DAY;
  if (event.occurredAt < oldest) {
    return true;
  }
  const { kind, placedAt } = event;
  const places =
    kind === "SOLD" || kind === "PLACED" || kind === "AMENDED" || (kind === "FULFILLED" && opens);
  return places && placedAt !== null && placedAt < oldest;
}
