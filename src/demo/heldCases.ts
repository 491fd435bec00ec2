import { addMicros, type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import { makeBasket, makeTenders, totalOf } from "./basket.ts";
import { type DemoPurchase, onlineEvent, tillEvent } from "./demoEvent.ts";
import { onlineOrder } from "./onlineOrder.ts";
import { loyaltyNumber, type Person } from "./people.ts";
import type { Random } from "./random.ts";
import { DEMO_STORES, MARKETS } from "./retailer.ts";

const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
/** Sales with a card that nobody has registered. */
const UNKNOWN_CARDS = 5;
/** Returns of orders that were never reported. */
const UNKNOWN_ORDERS = 3;
/** Members who bring back what they never bought with their card. */
const RETURNS_WITHOUT_SALE = 2;
/** Hours since they were paid; the last two are beyond any promise. */
const STUCK_HOURS = [30, 55, 80, 150, 220] as const;
/** An article that has left the catalogue, so nobody in this history has bought it. */
const DISCONTINUED = "19903";
/** Their own numbers, above those of the history. */
const NUMBER_FIRST = 900_000;

/**
 * What an operator finds on the desk in the morning: events that wait for something, and orders
 * that are paid and not sent. All of the last days, so that they arrive live.
 */
export function makeDeskCases(
  random: Random,
  people: readonly Person[],
  now: Instant,
): DemoPurchase[] {
  const cases: DemoPurchase[] = [];
  let number = NUMBER_FIRST;
  const hoursAgo = (hours: number) => addMicros(now, -hours * MICROS_PER_HOUR);

  for (let made = 0; made < UNKNOWN_CARDS; made += 1) {
    const store = random.pick(DEMO_STORES);
    const market = MARKETS[store.market];
    const at = hoursAgo(2 + made * 9);
    const lines = makeBasket(random, market, false);
    number += 1;
    const id = `${store.code}-${number}`;
    cases.push(
      tillEvent({ eventId: `${id}/sold`, kind: "SOLD" }, at, {
        references: [{ kind: "order", value: id }],
        customer: [{ kind: "loyalty", value: loyaltyNumber(people.length + 100 + made) }],
        channel: "store",
        store: store.code,
        till: "1",
        businessDate: localDateOf(at, market.timeZone),
        currencyCode: market.currency,
        lines: lines.map(({ json }) => json),
        tenders: makeTenders(random, totalOf(lines), true),
      }),
    );
  }
  for (let made = 0; made < UNKNOWN_ORDERS; made += 1) {
    number += 1;
    const id = `W${number}`;
    cases.push(
      onlineEvent(
        { source: "shop", eventId: `${id}/returned`, kind: "RETURNED" },
        hoursAgo(3 + made * 11),
        {
          references: [{ kind: "order", value: id }],
          channel: "web",
          currencyCode: "GBP",
          return: { id: `${id}/r1`, lines: [{ lineId: "1", quantity: "1" }] },
        },
      ),
    );
  }
  const members = people.filter((person) => person.habit === "store");
  for (let made = 0; made < RETURNS_WITHOUT_SALE; made += 1) {
    const { store, loyalty } = random.pick(members);
    number += 1;
    const id = `R-${store.code}-${number}`;
    cases.push(
      tillEvent({ eventId: `${id}/return`, kind: "RETURNED" }, hoursAgo(5 + made * 17), {
        references: [{ kind: "return", value: id }],
        customer: [{ kind: "loyalty", value: loyalty }],
        channel: "store",
        store: store.code,
        till: "2",
        currencyCode: MARKETS[store.market].currency,
        return: { id, lines: [{ article: DISCONTINUED, quantity: "1", amount: "12.00" }] },
      }),
    );
  }
  const buyers = people.filter((person) => person.habit === "web");
  for (const hours of STUCK_HOURS) {
    const person = random.pick(buyers);
    number += 1;
    const occasion = {
      at: hoursAgo(hours),
      person,
      place: "web" as const,
      store: person.store,
      isFirst: false,
    };
    cases.push(...onlineOrder(random, occasion, number, { isStuck: true }));
  }
  return cases;
}
