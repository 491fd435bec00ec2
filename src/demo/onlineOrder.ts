import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { amountText, type BasketLine, makeBasket, makeTenders, totalOf } from "./basket.ts";
import { type DemoPurchase, erpEvent, onlineEvent } from "./demoEvent.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { MARKETS } from "./retailer.ts";
import type { Occasion } from "./timeline.ts";

const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

const CANCEL_SHARE = 0.03;
const TWO_PARCELS_SHARE = 0.15;
/** Paid, and then nothing: the ERP never said that it was dispatched. */
const STUCK_SHARE = 0.004;
/** Per line that was sent. */
const RETURN_SHARE = 0.15;
const REFUND_SHARE = 0.01;

/**
 * An order of shop or app on its way: placed, paid, dispatched by the ERP in one or two parcels,
 * and what may come back. Shop and ERP each have their own number; the dispatch names both, so the
 * order answers to both.
 */
export function onlineOrder(
  random: Random,
  occasion: Occasion,
  number: number,
  options: { readonly isStuck?: boolean } = {},
): DemoPurchase[] {
  const { at, person, place, store } = occasion;
  const market = MARKETS[store.market];
  const source = place === "app" ? "app" : "shop";
  const id = `${source === "app" ? "A" : "W"}${number}`;
  const reference = { kind: "order", value: id };
  const lines = makeBasket(random, market, true);
  const common = {
    references: [reference],
    channel: place === "app" ? "app" : "web",
    currencyCode: market.currency,
    fulfilmentMethod: "delivery",
    ...(person === null ? {} : { customer: identifiersOf(person) }),
  };
  const tenders = makeTenders(random, totalOf(lines), false);
  const paidAt = addMicros(at, random.integer(1, 6) * MICROS_PER_MINUTE);
  const events = [
    onlineEvent({ source, eventId: `${id}/placed`, kind: "PLACED" }, at, {
      ...common,
      lines: lines.map(({ json }) => json),
    }),
    onlineEvent({ source, eventId: `${id}/settled`, kind: "SETTLED" }, paidAt, {
      ...common,
      tenders,
    }),
  ];
  if (options.isStuck === true || random.chance(STUCK_SHARE)) {
    return events;
  }
  if (random.chance(CANCEL_SHARE)) {
    const cancelledAt = addMicros(paidAt, random.integer(20, 600) * MICROS_PER_MINUTE);
    const key = { source, eventId: `${id}/cancelled`, kind: "CANCELLED" };
    return [...events, onlineEvent(key, cancelledAt, { ...common, reason: "changed my mind" })];
  }
  const sent = dispatch(random, paidAt, { source, id, number, lines, common, person });
  return [
    ...events,
    ...sent.events,
    ...broughtBack(random, sent.lastAt, { source, id, number, lines, common, person }),
  ];
}

function identifiersOf(person: Person) {
  return [
    { kind: "email", value: person.email, verified: true },
    { kind: "shop", value: person.shop },
    { kind: "erp", value: person.erp },
    ...(person.loyalty === null ? [] : [{ kind: "loyalty", value: person.loyalty }]),
  ];
}

interface Order {
  readonly source: string;
  readonly id: string;
  readonly number: number;
  readonly lines: readonly BasketLine[];
  readonly common: Readonly<Record<string, unknown>>;
  readonly person: Person | null;
}

const isGoods = (line: BasketLine): boolean => line.article !== null;

function partLine(line: BasketLine) {
  return {
    lineId: line.id,
    article: line.article,
    quantity: String(line.quantity),
    amount: amountText(line.netMinor),
  };
}

/** Everything leaves within the day that a customer is promised, also in two parcels. */
const FIRST_PARCEL_HOURS = [2, 12] as const;
const SECOND_PARCEL_HOURS = [2, 10] as const;

/** One delivery note per parcel; the second parcel follows hours later. */
function dispatch(random: Random, paidAt: Instant, order: Order) {
  const goods = order.lines.filter(isGoods);
  const split = goods.length > 1 && random.chance(TWO_PARCELS_SHARE) ? 1 : goods.length;
  const parcels = [goods.slice(0, split), goods.slice(split)].filter(({ length }) => length > 0);
  let at = addMicros(paidAt, random.integer(...FIRST_PARCEL_HOURS) * MICROS_PER_HOUR);
  let lastAt = at;
  const events = parcels.map((parcel, index) => {
    const note = `DN${order.number}-${index + 1}`;
    const event = erpEvent({ eventId: note, kind: "FULFILLED" }, at, {
      references: [
        { kind: "erp", value: `SO${order.number}` },
        { source: order.source, kind: "order", value: order.id },
      ],
      channel: order.common["channel"],
      currencyCode: order.common["currencyCode"],
      fulfilmentMethod: "delivery",
      ...(order.person === null ? {} : { customer: [{ kind: "erp", value: order.person.erp }] }),
      fulfilment: { id: note, lines: parcel.map(partLine) },
    });
    lastAt = at;
    at = addMicros(at, random.integer(...SECOND_PARCEL_HOURS) * MICROS_PER_HOUR);
    return event;
  });
  return { events, lastAt };
}

function broughtBack(random: Random, sentAt: Instant, order: Order): DemoPurchase[] {
  const { source, id, common } = order;
  const later = addMicros(sentAt, random.integer(4, 21) * MICROS_PER_DAY);
  const goods = order.lines.filter((line) => isGoods(line) && line.article !== "GIFTCARD");
  const back = goods.filter(() => random.chance(RETURN_SHARE));
  if (back.length > 0) {
    const key = { source, eventId: `${id}/returned`, kind: "RETURNED" };
    const part = { id: `${id}/r1`, lines: back.map(partLine) };
    return [onlineEvent(key, later, { ...common, return: part, reason: "not as expected" })];
  }
  const total = totalOf(goods);
  if (total >= 2_000 && random.chance(REFUND_SHARE)) {
    const key = { source, eventId: `${id}/refunded`, kind: "REFUNDED" };
    const refund = { id: `${id}/f1`, amount: amountText(Math.round(total / 10)) };
    return [onlineEvent(key, later, { ...common, refund, reason: "late delivery" })];
  }
  return [];
}
