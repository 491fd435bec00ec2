import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import {
  amountText,
  articleLine,
  type BasketLine,
  makeBasket,
  makeTenders,
  totalOf,
} from "./basket.ts";
import { CATALOGUE } from "./catalogue.ts";
import { type DemoPurchase, onlineEvent, tillEvent } from "./demoEvent.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { type DemoStore, MARKETS } from "./retailer.ts";
import type { Occasion } from "./timeline.ts";

/** Per line that was bought. */
const RETURN_SHARE = 0.08;
const WITHOUT_RECEIPT_SHARE = 0.3;
const EXCHANGE_SHARE = 0.01;
const VOID_SHARE = 0.004;
/** Members who forget their card buy as guests. */
const CARD_FORGOTTEN_SHARE = 0.05;

/**
 * A purchase in a store with what may follow it: a return with or without the receipt, an exchange,
 * a void.
 *
 * A till only knows a card's number. So somebody's first purchase comes from the app, which knows
 * the new card and the e-mail address together; that is where the customer comes from.
 */
export function storeOrder(random: Random, occasion: Occasion, number: number): DemoPurchase[] {
  const { at, person, store, isFirst } = occasion;
  const market = MARKETS[store.market];
  const till = random.pick(store.tills);
  const lines = makeBasket(random, market, false);
  const isSignUp = isFirst && person !== null;
  const isGuest = person?.loyalty == null || random.chance(CARD_FORGOTTEN_SHARE);
  const id = `${store.code}-${number}`;
  const sale = {
    references: [
      { kind: "order", value: id },
      ...(isSignUp ? [] : [{ kind: "receipt", value: String(number % 10_000) }]),
    ],
    channel: "store",
    store: store.code,
    till,
    cashier: `${store.code}-C${random.integer(1, 6)}`,
    businessDate: localDateOf(at, market.timeZone),
    currencyCode: market.currency,
    fulfilmentMethod: "carry_out",
    lines: lines.map(({ json }) => json),
    tenders: makeTenders(random, totalOf(lines), true),
  };
  if (isSignUp) {
    const customer = signUpIdentifiers(person);
    const key = { source: "app", eventId: `${id}/sold`, kind: "SOLD" };
    return [onlineEvent(key, at, { ...sale, customer })];
  }
  const customer = isGuest ? {} : { customer: [{ kind: "loyalty", value: person.loyalty }] };
  const sold = tillEvent({ eventId: `${id}/sold`, kind: "SOLD" }, at, { ...sale, ...customer });
  if (random.chance(VOID_SHARE)) {
    const voidedAt = addMicros(at, 4 * MICROS_PER_MINUTE);
    const { references, businessDate } = sale;
    const voided = { references, businessDate, ...placeOf(store, till) };
    return [sold, tillEvent({ eventId: `${id}/void`, kind: "VOIDED" }, voidedAt, voided)];
  }
  return [sold, ...broughtBack(random, { id, at, lines, store, person: isGuest ? null : person })];
}

function placeOf(store: DemoStore, till: string) {
  return { channel: "store", store: store.code, till };
}

function signUpIdentifiers(person: Person) {
  return [
    { kind: "email", value: person.email, verified: true },
    ...(person.loyalty === null ? [] : [{ kind: "loyalty", value: person.loyalty }]),
    { kind: "phone", value: person.phone },
    { kind: "shop", value: person.shop },
  ];
}

interface Sale {
  readonly id: string;
  readonly at: Instant;
  readonly lines: readonly BasketLine[];
  readonly store: DemoStore;
  /** Null when the till did not know who it was. */
  readonly person: Person | null;
}

function broughtBack(random: Random, sale: Sale): DemoPurchase[] {
  const { id, at, store, person } = sale;
  const goods = sale.lines.filter((line) => line.article !== null && line.article !== "GIFTCARD");
  const later = addMicros(
    at,
    random.integer(2, 25) * MICROS_PER_DAY + random.integer(-90, 90) * MICROS_PER_MINUTE,
  );
  const common = {
    ...placeOf(store, random.pick(store.tills)),
    currencyCode: MARKETS[store.market].currency,
  };
  const exchanged = goods[0];
  if (exchanged !== undefined && random.chance(EXCHANGE_SHARE)) {
    const article = random.pick(CATALOGUE);
    const details = {
      ...common,
      references: [{ kind: "order", value: id }],
      return: { id: `${id}/x1`, lines: [partLine(exchanged)] },
      lines: [articleLine(random, article, "x1", MARKETS[store.market]).json],
      reason: "wrong size",
    };
    return [tillEvent({ eventId: `${id}/exchange`, kind: "EXCHANGED" }, later, details)];
  }
  const back = goods.filter(() => random.chance(RETURN_SHARE));
  if (back.length === 0) {
    return [];
  }
  const isWithoutReceipt = person !== null && random.chance(WITHOUT_RECEIPT_SHARE);
  const details = isWithoutReceipt
    ? {
        references: [{ kind: "return", value: `R-${id}` }],
        customer: [{ kind: "loyalty", value: person.loyalty }],
        return: {
          id: `R-${id}`,
          lines: back.map((line) => ({
            article: line.article,
            quantity: String(line.quantity),
            amount: amountText(line.netMinor),
          })),
        },
      }
    : {
        references: [{ kind: "order", value: id }],
        return: { id: `${id}/r1`, lines: back.map(partLine) },
      };
  return [
    tillEvent({ eventId: `${id}/return`, kind: "RETURNED" }, later, { ...common, ...details }),
  ];
}

function partLine(line: BasketLine) {
  return { lineId: line.id, quantity: String(line.quantity), amount: amountText(line.netMinor) };
}
