import { expect, it } from "vitest";
import { preparePurchases } from "../../../bench/cases/purchases.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const PLAN = { prefix: "t1", purchases: 7, batch: 3, customers: 100 };

interface Event {
  eventId: string;
  customer: { value: string }[];
  lines: { gross: string }[];
}

function eventsOf(bodies: readonly Buffer[]): Event[] {
  return bodies.flatMap((body) => JSON.parse(body.toString("utf8")) as Event[]);
}

it("purchases are valid events of three lines, split into calls", () => {
  const { bodies, purchases } = preparePurchases(PLAN, NOW_MS);
  expect(purchases).toBe(7);
  expect(bodies.map((body) => eventsOf([body]).length)).toEqual([3, 3, 1]);
  for (const event of eventsOf(bodies)) {
    expect(event.lines).toHaveLength(3);
    expect(parsePurchaseEvent(event)).toMatchObject({ ok: true });
  }
});

it("what they must earn is a point per whole pound of each order", () => {
  const { bodies, points } = preparePurchases(PLAN, NOW_MS);
  const expected = eventsOf(bodies).map(({ lines }) =>
    Math.floor(lines.reduce((sum, { gross }) => sum + Math.round(Number(gross) * 100), 0) / 100),
  );
  expect(points).toBe(expected.reduce((sum, one) => sum + one, 0));
});

it("event ids tell the run and the place in it", () => {
  const ids = eventsOf(preparePurchases(PLAN, NOW_MS).bodies).map(({ eventId }) => eventId);
  expect(ids).toEqual(["t1-0", "t1-1", "t1-2", "t1-3", "t1-4", "t1-5", "t1-6"]);
});

it("the same plan makes the same purchases; one customer gets all when asked for", () => {
  expect(preparePurchases(PLAN, NOW_MS)).toEqual(preparePurchases(PLAN, NOW_MS));
  const hot = eventsOf(preparePurchases({ ...PLAN, customer: 5 }, NOW_MS).bodies);
  expect(new Set(hot.map(({ customer }) => customer[0]?.value)).size).toBe(1);
});
