import { expect, test } from "vitest";
import { ALERT_BAD_MIN, budgetFigures, type Slice } from "../../../src/domain/incident/budget.ts";
import { type Instant, MICROS_PER_MINUTE } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";

const NOW = parseInstant("2026-03-10T12:00:00Z") as Instant;
const MINUTES = 5;

/** Slices of five minutes, the last one first: how many, and how many of them bad. */
function slices(...counts: readonly (readonly [total: number, bad: number])[]): readonly Slice[] {
  return counts.map(([total, bad], index) => ({
    at: (NOW - index * MINUTES * MICROS_PER_MINUTE) as Instant,
    total,
    bad,
  }));
}

const promised = (total: number, bad: number) => ({
  ...{ targetPercent: 99, total, bad, grainSeconds: 300 },
});
const many = (count: number, slice: readonly [number, number]) =>
  Array.from({ length: count }, () => slice);

test("a budget of one in a hundred is half spent by one bad in two hundred, and whole of nothing", () => {
  expect(budgetFigures([], promised(200, 1), NOW).budgetLeft).toBeCloseTo(0.5);
  expect(budgetFigures([], promised(100, 3), NOW).budgetLeft).toBeCloseTo(-2);
  expect(budgetFigures([], promised(0, 0), NOW)).toMatchObject({
    ...{ budgetLeft: 1, burnRate: 0, burnRateShort: 0, alert: null, since: null },
  });
});

test("somebody is called when an hour and its last five minutes both burn 14.4 times too fast", () => {
  const both = budgetFigures(slices(...many(13, [100, 15])), promised(1_300, 195), NOW);
  expect(both.alert).toMatchObject({ longSeconds: 3_600, factor: 14.4 });
  expect(both.burnRate).toBeCloseTo(15);
  expect(both.since).toBe(NOW - 12 * MINUTES * MICROS_PER_MINUTE);
  const slower = budgetFigures(slices(...many(13, [100, 14])), promised(1_300, 182), NOW);
  expect(slower.alert).toMatchObject({ longSeconds: 6 * 3_600, factor: 6 });
});

test("what burned and has ended calls nobody, and neither does a moment of it", () => {
  const ended = slices(...many(3, [100, 0]), ...many(10, [100, 20]));
  expect(budgetFigures(ended, promised(1_300, 200), NOW).alert?.factor).not.toBe(14.4);
  const healed = slices(...many(73, [100, 0]), ...many(10, [100, 20]));
  expect(budgetFigures(healed, promised(8_300, 200), NOW).alert).toBeNull();
  const moment = slices([100, 20], ...many(864, [100, 0]));
  expect(budgetFigures(moment, promised(86_500, 20), NOW).alert).toBeNull();
});

test("of few, a large share calls nobody until it is ALERT_BAD_MIN of them", () => {
  const few = (bad: number) => budgetFigures(slices([bad, bad]), promised(bad, bad), NOW).alert;
  expect(few(ALERT_BAD_MIN - 1)).toBeNull();
  expect(few(ALERT_BAD_MIN)?.factor).toBe(14.4);
});

test("what is counted by the hour burns by the whole hours that its windows begin in", () => {
  const hourly = { ...promised(100, 50), grainSeconds: 3_600 };
  const later = (NOW + 20 * MICROS_PER_MINUTE) as Instant;
  const figures = budgetFigures(slices([100, 50]), hourly, later);
  expect(figures.burnRate).toBeCloseTo(50);
  expect(figures.burnRateShort).toBeCloseTo(50);
});
