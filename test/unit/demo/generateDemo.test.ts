import { describe, expect, test } from "vitest";
import { generateDemo } from "../../../src/demo/generateDemo.ts";
import { DEMO_SETUP, DEMO_STORES } from "../../../src/demo/retailer.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";

const DAYS_OF_A_YEAR = Array.from({ length: 366 }, (_, day) => day);

const now = parseInstant("2026-11-22T13:00:00Z") as Instant;
const demo = generateDemo({ seed: 7, now });
const events = demo.purchases.map(({ event }) => event);
const parsed = events.map((event) => {
  const parse = parsePurchaseEvent(event);
  if (!parse.ok) {
    throw new Error(`${event.eventId}: ${JSON.stringify(parse.rejection)}`);
  }
  return parse.event;
});
const bought = parsed.filter(({ kind }) => kind === "SOLD" || kind === "PLACED");

const between = (low: number, share: number, high: number) => {
  expect(share).toBeGreaterThan(low);
  expect(share).toBeLessThan(high);
};

describe("generateDemo", () => {
  test("the same seed and time give the same demo, another seed another one", () => {
    expect(generateDemo({ seed: 7, now })).toEqual(demo);
    expect(generateDemo({ seed: 8, now }).purchases[0]).not.toEqual(demo.purchases[0]);
  });

  test("every event can be read, has an id of its own and comes from a registered source", () => {
    expect(parsed.length).toBeGreaterThan(6_000);
    expect(new Set(parsed.map(({ source, eventId }) => `${source} ${eventId}`)).size).toBe(
      parsed.length,
    );
    const sources = new Set(parsed.map(({ source }) => source));
    expect(DEMO_SETUP.sources?.map(({ code }) => code)).toEqual(
      expect.arrayContaining([...sources]),
    );
  });

  test("on every day of a year each event and interaction has an id of its own", () => {
    const twice = DAYS_OF_A_YEAR.flatMap((day) => {
      const at = (now + day * 86_400e6) as Instant;
      const { purchases, interactions } = generateDemo({ seed: 7, now: at, peopleCount: 30 });
      const ids = [
        ...purchases.map(({ event }) => `${event.source} ${event.eventId}`),
        ...interactions.map(({ interaction }) => `crm ${interaction.externalId}`),
      ];
      return new Set(ids).size === ids.length ? [] : [formatInstant(at)];
    });
    expect(twice).toEqual([]);
  });

  test("nothing is in the future, events come as they arrive, and the history is some eighteen months long", () => {
    const arrivals = demo.purchases.map(({ arrivesAt }) => arrivesAt);
    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
    expect(arrivals.at(-1)).toBeLessThanOrEqual(now);
    expect(parsed.every(({ occurredAt }) => occurredAt <= now)).toBe(true);
    between(500, (now - (arrivals[0] ?? 0)) / 86_400e6, 550);
  });

  test("about a fifth of the purchases name nobody, about a twelfth of the lines come back", () => {
    between(
      0.17,
      bought.filter(({ identifiers }) => identifiers.length === 0).length / bought.length,
      0.27,
    );
    const lines = bought.reduce((sum, { lines: one }) => sum + (one?.length ?? 0), 0);
    const returned = parsed.reduce((sum, event) => sum + (event.return?.lines?.length ?? 0), 0);
    between(0.06, returned / lines, 0.1);
  });

  test("a tenth of the customers makes far more than a tenth of the purchases", () => {
    const counts = new Map<string, number>();
    for (const { identifiers } of bought) {
      for (const { kind, value } of identifiers) {
        if (kind === "email" || kind === "loyalty") {
          const person = demo.people.find((one) => one.email === value || one.loyalty === value);
          if (person !== undefined) {
            counts.set(person.email, (counts.get(person.email) ?? 0) + 1);
          }
          break;
        }
      }
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const top = sorted.slice(0, sorted.length / 10).reduce((sum, count) => sum + count, 0);
    between(0.25, top / sorted.reduce((sum, count) => sum + count, 0), 0.7);
  });

  test("every kind of event, channel, market and currency occurs", () => {
    expect(new Set(parsed.map(({ kind }) => kind))).toEqual(
      new Set([
        "SOLD",
        "PLACED",
        "SETTLED",
        "FULFILLED",
        "CANCELLED",
        "RETURNED",
        "REFUNDED",
        "EXCHANGED",
        "VOIDED",
      ]),
    );
    expect(new Set(bought.map(({ channel }) => channel))).toEqual(new Set(["store", "web", "app"]));
    expect(new Set(bought.map(({ currency }) => currency))).toEqual(new Set(["GBP", "EUR"]));
    const stores = new Set(parsed.flatMap(({ store }) => (store === null ? [] : [store])));
    expect(stores).toEqual(new Set(DEMO_STORES.map(({ code }) => code)));
    const kinds = new Set(bought.flatMap(({ lines }) => lines?.map(({ kind }) => kind) ?? []));
    expect(kinds).toEqual(new Set(["ARTICLE", "GIFT_CARD", "SHIPPING"]));
  });

  test("nobody real can be reached: addresses and numbers are of ranges kept free for fiction", () => {
    for (const { email, phone } of demo.people) {
      expect(email).toMatch(/^[a-z.]+\.\d+@example\.com$/);
      expect(phone).toMatch(/^(\+447700900|\+353209100|\+493023125)\d{3}$/);
    }
    for (const key of ["email", "phone", "erp", "shop"] as const) {
      expect(new Set(demo.people.map((person) => person[key])).size).toBe(demo.people.length);
    }
  });

  test("a dispatch names the shop's number and the ERP's, so that the order answers to both", () => {
    const dispatched = parsed.filter(({ kind }) => kind === "FULFILLED");
    for (const { references } of dispatched) {
      expect(references.map(({ kind }) => kind)).toEqual(["erp", "order"]);
    }
  });
});
