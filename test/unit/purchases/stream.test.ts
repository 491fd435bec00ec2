import { expect, test } from "vitest";
import { type CustomerNews, newsOf, noEffects, outboxRows } from "../../../src/core/effects.ts";
import {
  type AccountWork,
  accountKey,
  type CustomerWork,
  newCustomer,
} from "../../../src/core/state.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { at } from "../../support/receiver.ts";

/** Contract 7.1: what a customer's stream is told of a batch. */

const NOW = at("2026-11-22T13:00:00Z");
const LATER = at("2026-11-22T13:00:01Z");

function customerWith(...accounts: readonly Partial<AccountWork>[]): CustomerWork {
  const customer = newCustomer(1n, "c-1", NOW);
  customer.seq = 7n;
  customer.dirty = false;
  for (const [index, account] of accounts.entries()) {
    const key = accountKey(1n, "p", `w${index}`);
    customer.accounts.set(key, {
      ...{ wallet: `w${index}`, active: 0n, pending: 0n, maturing: 0n },
      ...account,
    } as AccountWork);
  }
  return customer;
}

const rise = (to: string, announce = true): CustomerNews["tierChanges"][number] =>
  ({
    announce,
    change: { kind: "UPGRADED", from: "BASE", to, at: NOW, cause: "QUALIFIED" },
  }) as unknown as CustomerNews["tierChanges"][number];

test("is told of points once, of each tier change and of whatever else, numbered without a gap", () => {
  const effects = noEffects();
  const customer = customerWith({ active: 10n, pending: 5n, maturing: 3n });
  customer.tier = { tier: "GOLD", since: NOW, until: LATER };
  newsOf(effects, customer, NOW).orders.add("o-1");
  const news = newsOf(effects, customer, LATER);
  news.orders.add("o-2");
  news.announce = true;
  news.tierChanges.push(rise("SILVER"), rise("GOLD", false));
  news.told.push({ kind: "OVERRIDE_CHANGED", payload: { mode: "PIN" }, announce: false }, {
    kind: "PROFILE_CHANGED",
    payload: {},
  } as unknown as CustomerNews["told"][number]);
  const told = { root_id: 1n, recorded_at: "2026-11-22T13:00:01.000000Z" };
  const customerId = "c-1";
  const change = { customerId, kind: "UPGRADED", from: "BASE", at: "2026-11-22T13:00:00.000000Z" };
  const tier = { ...change, until: "2026-11-22T13:00:01.000000Z", cause: "QUALIFIED" };
  expect(outboxRows(effects, formatInstant)).toEqual([
    {
      ...{ ...told, seq: 8n, kind: "POINTS_CHANGED", announce: true },
      payload: {
        ...{ customerId, orders: ["o-1", "o-2"] },
        // What is booked and not active yet cannot be spent either.
        accounts: [{ wallet: "w0", active: "10", pending: "8" }],
      },
    },
    {
      ...{ ...told, seq: 9n, kind: "TIER_CHANGED", announce: true },
      payload: { ...tier, to: "SILVER" },
    },
    {
      ...{ ...told, seq: 10n, kind: "TIER_CHANGED", announce: false },
      payload: { ...tier, to: "GOLD" },
    },
    {
      ...{ ...told, seq: 11n, kind: "OVERRIDE_CHANGED", announce: false },
      payload: { customerId, mode: "PIN" },
    },
    {
      ...{ ...told, seq: 12n, kind: "PROFILE_CHANGED", announce: true },
      payload: { customerId },
    },
  ]);
  expect([customer.seq, customer.dirty]).toEqual([12n, true]);
});

test("is told of points also where time alone moved them, and where nothing else is to be told", () => {
  const kinds = (change: (news: CustomerNews) => void) => {
    const effects = noEffects();
    change(newsOf(effects, customerWith(), NOW));
    return outboxRows(effects, formatInstant).map(({ kind }) => kind);
  };
  const moved = (news: CustomerNews) => {
    news.points = true;
  };
  expect(kinds(moved)).toEqual(["POINTS_CHANGED"]);
  expect(kinds(() => {})).toEqual(["POINTS_CHANGED"]);
  expect(kinds((news) => void news.tierChanges.push(rise("GOLD")))).toEqual(["TIER_CHANGED"]);
  const told = { kind: "OVERRIDE_CHANGED" as const, payload: {} };
  expect(kinds((news) => void news.told.push(told))).toEqual(["OVERRIDE_CHANGED"]);
  const both = (news: CustomerNews) => {
    moved(news);
    news.told.push(told);
  };
  expect(kinds(both)).toEqual(["POINTS_CHANGED", "OVERRIDE_CHANGED"]);
});

test("each customer is told of all accounts under a number of its own; a tier without an end has none", () => {
  const effects = noEffects();
  const [first, second] = [customerWith({ active: 1n }, { active: -2n }), customerWith()];
  newsOf(effects, first, NOW).orders.add("o-1");
  newsOf(effects, second, NOW).tierChanges.push(rise("SILVER", false));
  second.tier = { tier: "SILVER", since: NOW, until: null };
  const rows = outboxRows(effects, formatInstant);
  expect(rows.map(({ seq, announce }) => [seq, announce])).toEqual([
    [8n, false],
    [8n, false],
  ]);
  expect(rows).toMatchObject([
    { payload: { accounts: [{ active: "1" }, { active: "-2" }] } },
    { payload: { until: null } },
  ]);
});
