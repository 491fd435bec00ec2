import { describe, expect, test } from "vitest";
import type { Earning, PointsDecision } from "../../../src/domain/points/decision.ts";
import {
  applyPostings,
  differenceOf,
  type Posted,
} from "../../../src/domain/points/differenceOf.ts";
import type { Instant, LocalDate } from "../../../src/domain/time/instant.ts";

const earning: Earning = {
  rule: "base",
  wallet: "points",
  points: 10n,
  qualifyingMinor: 1_000n,
  effectiveAt: 5 as Instant,
  effectiveDay: "2026-03-01" as LocalDate,
  lines: [
    { lineId: "1", points: 7n },
    { lineId: "2", points: 3n },
  ],
  rate: null,
};

function decision(...earned: Earning[]): PointsDecision {
  return { earned, expectedPoints: 0n, pendingPoints: 0n, eligibleMinor: 0n, lines: [] };
}

function posted(...earned: Earning[]): Posted {
  return new Map(earned.map((one) => [one.rule, one]));
}

/** [kind, points, qualifying, day, lines] of each posting. */
function told(to: PointsDecision, from: Posted): unknown[] {
  return differenceOf(to, from).map((one) => [
    one.kind,
    one.points,
    one.qualifyingMinor,
    one.effectiveDay,
    Object.fromEntries(one.lines.map((line) => [line.lineId, line.points])),
  ]);
}

const day = earning.effectiveDay;

describe("differenceOf", () => {
  test("what was never posted is earned as it is", () => {
    expect(differenceOf(decision(earning), new Map())).toEqual([{ ...earning, kind: "EARNED" }]);
  });

  test("nothing is posted when nothing changed, nor when only the moment within the day did", () => {
    expect(told(decision(earning), posted(earning))).toEqual([]);
    expect(told(decision({ ...earning, effectiveAt: 6 as Instant }), posted(earning))).toEqual([]);
  });

  test.each([
    [
      "a part return reverses its part",
      { points: 4n, qualifyingMinor: 400n, lines: [{ lineId: "1", points: 4n }] },
      [["REVERSED", 6n, -600n, day, { 1: -3n, 2: -3n }]],
    ],
    [
      "a further part earns its part",
      {
        points: 12n,
        qualifyingMinor: 1_200n,
        lines: [
          { lineId: "1", points: 7n },
          { lineId: "2", points: 5n },
        ],
      },
      [["EARNED", 2n, 200n, day, { 2: 2n }]],
    ],
    [
      "less qualifying amount and as many points is a reversal of no points",
      { qualifyingMinor: 990n },
      [["REVERSED", 0n, -10n, day, {}]],
    ],
    [
      "an exchange of equal value moves the points between the lines",
      { lines: [{ lineId: "1", points: 10n }] },
      [
        ["REVERSED", 3n, 0n, day, { 2: -3n }],
        ["EARNED", 3n, 0n, day, { 1: 3n }],
      ],
    ],
    [
      "another day reverses all on the old day and earns all on the new one",
      {
        points: 11n,
        effectiveDay: "2026-03-02" as LocalDate,
        lines: [{ lineId: "1", points: 11n }],
      },
      [
        ["REVERSED", 10n, -1_000n, day, { 1: -7n, 2: -3n }],
        ["EARNED", 11n, 1_000n, "2026-03-02", { 1: 11n }],
      ],
    ],
  ] as readonly (readonly [string, Partial<Earning>, unknown[]])[])(
    "%s",
    (_guarantee, change, expected) => {
      const after = { ...earning, ...change };
      expect(told(decision(after), posted(earning))).toEqual(expected);
      const sums = applyPostings(posted(earning), differenceOf(decision(after), posted(earning)));
      expect(sums.get("base")).toEqual(after);
    },
  );

  test("a rule that gives nothing any more, or another wallet, is reversed as a whole", () => {
    expect(told(decision(), posted(earning))).toEqual([
      ["REVERSED", 10n, -1_000n, day, { 1: -7n, 2: -3n }],
    ]);
    const moved = differenceOf(decision({ ...earning, wallet: "leaves" }), posted(earning));
    expect(moved.map((one) => [one.kind, one.wallet, one.points])).toEqual([
      ["REVERSED", "points", 10n],
      ["EARNED", "leaves", 10n],
    ]);
    expect(applyPostings(posted(earning), differenceOf(decision(), posted(earning))).size).toBe(0);
  });
});
