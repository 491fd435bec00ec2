import { expect, test } from "vitest";
import { APART_MAX, GAPS_MAX, gapsOf } from "../../../src/domain/day/receiptGaps.ts";
import { type Instant, MICROS_PER_MINUTE } from "../../../src/domain/time/instant.ts";

const NO_ENDS = { first: null, last: null };

/** Given one after the other, a minute and a half apart. */
const given = (...values: readonly string[]) =>
  values.map((value, index) => ({ value, at: (index * 1.5 * MICROS_PER_MINUTE) as Instant }));

const told = (
  values: readonly string[],
  ends: { first: string | null; last: string | null } = NO_ENDS,
) => gapsOf(given(...values), ends).gaps.map(({ from, to, count }) => `${from}..${to} ${count}`);

test("runs between the lowest and the highest number that was seen are gaps, and nothing outside", () => {
  expect(told(["3", "4", "7", "9"])).toEqual(["5..6 2", "8..8 1"]);
  expect(told(["3"])).toEqual([]);
  expect(told([])).toEqual([]);
});

test("what was declared and not seen is missing at both ends, and what lies between", () => {
  expect(told(["3", "4"], { first: "1", last: "6" })).toEqual(["1..2 2", "5..6 2"]);
  expect(told([], { first: "1", last: "3" })).toEqual(["1..3 3"]);
  expect(told(["1", "3"], { first: "1", last: "3" })).toEqual(["2..2 1"]);
});

test("numbers filled up with zeros are a row of their own, printed as the till prints them", () => {
  expect(told(["0007", "0010", "7", "9"])).toEqual(["8..8 1", "0008..0009 2"]);
  expect(told(["0999", "1001"])).toEqual(["1000..1000 1"]);
  // Without a zero in front nothing is filled up.
  expect(told(["99", "101"])).toEqual(["100..100 1"]);
});

test("what stands before the digits tells rows apart, and a text without digits has no neighbours", () => {
  expect(told(["A1", "B3", "A3"])).toEqual(["A2..A2 1"]);
  expect(told(["2026/1", "2026/3", "X"])).toEqual(["2026/2..2026/2 1"]);
});

test("numbers that began again during the day leave no gap, lost ones on both sides do", () => {
  expect(told(["998", "999", "1", "2", "4"])).toEqual(["3..3 1"]);
  expect(told(["996", "999", "1"], { first: "996", last: "3" })).toEqual(["2..3 2", "997..998 2"]);
  // The same numbers in the order of their giving: those between are lost.
  expect(told(["1", "2", "8"])).toEqual(["3..7 5"]);
});

test("a clock that is put back by less than a minute hides no lost receipt", () => {
  const seen = [
    { value: "5", at: 50_000_000 as Instant },
    { value: "7", at: 10_000_000 as Instant },
  ];
  expect(gapsOf(seen, NO_ENDS).missing).toBe(1);
});

test("numbers that lie too far apart are two rows, whatever their length", () => {
  const far = (n: number) => told(["1", String(n)]);
  expect(far(APART_MAX + 3)).toEqual([]);
  expect(far(APART_MAX + 2)).toEqual([`2..${APART_MAX + 1} ${APART_MAX}`]);
  expect(told(["20260310120000000000", "20260310120000000002"])).toEqual([
    "20260310120000000001..20260310120000000001 1",
  ]);
});

test("of many gaps the first hundred are told, and the rest is counted", () => {
  const every2nd = Array.from({ length: GAPS_MAX + 6 }, (_, index) => String(index * 2 + 1));
  const { gaps, missing, leftOff } = gapsOf(given(...every2nd), NO_ENDS);
  expect([gaps.length, missing, leftOff]).toEqual([GAPS_MAX, GAPS_MAX + 5, 5]);
});
