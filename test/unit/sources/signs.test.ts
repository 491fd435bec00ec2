import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  batchMinute,
  constantLag,
  HOUR_SLOTS,
  LAG_BUCKETS,
  lagBucket,
  lagQuantile,
} from "../../../src/domain/sources/lags.ts";
import { figuresOf, type SourceHour } from "../../../src/domain/sources/signs.ts";
import { hourOf, MICROS_PER_HOUR, usualBetween } from "../../../src/domain/sources/usual.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";

/** A Thursday. */
const NOW = parseInstant("2026-11-26T14:30:00Z") as Instant;

const EMPTY = {
  ...{ told: 0, duplicates: 0, rejected: 0, presented: 0, unmatched: 0, guests: 0, ahead: 0 },
  ...{ aheadSeconds: 0, handedOver: 0, handedOverAtOnce: 0, cancelledLate: 0 },
  cancelledLatePoints: 0n,
  lags: counts(LAG_BUCKETS, {}),
  arrived: counts(HOUR_SLOTS, {}),
  happened: counts(HOUR_SLOTS, {}),
};

function counts(size: number, at: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: size }, (_, index) => at[index] ?? 0);
}

/** Sixty lags, in their buckets. */
function lagsOf(seconds: (index: number) => number): number[] {
  const lags = counts(LAG_BUCKETS, {});
  for (let index = 0; index < 60; index += 1) {
    const bucket = lagBucket(seconds(index));
    lags[bucket] = (lags[bucket] ?? 0) + 1;
  }
  return lags;
}

/** Hours of some weeks up to the one that is under way, each as `of` says; null: no row. */
function weeks(
  count: number,
  of: (hour: Instant, ago: number) => Partial<SourceHour> | null,
): SourceHour[] {
  const hours: SourceHour[] = [];
  for (let ago = count * 168; ago >= 0; ago -= 1) {
    const hour = addMicros(hourOf(NOW), -ago * MICROS_PER_HOUR);
    const row = of(hour, ago);
    if (row !== null) {
      hours.push({ ...EMPTY, hour, ...row });
    }
  }
  return hours;
}

/** A shop that is open from eight to twenty, by UTC. */
function isOpen(hour: Instant): boolean {
  const ofDay = Math.floor(hour / MICROS_PER_HOUR) % 24;
  return ofDay >= 8 && ofDay < 20;
}

const usualDay = (hour: Instant) =>
  isOpen(hour)
    ? { told: 60, presented: 40, guests: 10, lags: counts(LAG_BUCKETS, { 3: 60 }) }
    : null;

function signsAt(
  hours: readonly SourceHour[],
  lastToldAt: Instant | null = addMicros(NOW, -60_000_000),
  now = NOW,
) {
  return figuresOf({ hours, lastToldAt, drift: [] }, now).signs.map(({ code }) => code);
}

describe("a source", () => {
  test("that does as it usually does has no sign, by day and by night", () => {
    const hours = weeks(4, usualDay);
    expect(signsAt(hours)).toEqual([]);
    const night = parseInstant("2026-11-27T03:00:00Z") as Instant;
    expect(signsAt(hours, parseInstant("2026-11-26T19:59:00Z"), night)).toEqual([]);
  });

  test("is quiet when nothing came though something usually does at this hour", () => {
    const noon = parseInstant("2026-11-26T12:00:00Z") as Instant;
    const hours = weeks(4, (hour) => (hour >= noon ? null : usualDay(hour)));
    expect(signsAt(hours, addMicros(noon, -1_000_000))).toEqual(["QUIET"]);
    // Fourteen are missing a quarter of an hour later, fifteen soon after.
    const early = addMicros(noon, 14 * 60_000_000);
    expect(signsAt(hours, noon, early)).toEqual([]);
    expect(signsAt(hours, noon, addMicros(early, 60_000_000))).toEqual(["QUIET"]);
  });

  test("of which less than two weeks are known is never called quiet, low or high", () => {
    const hours = weeks(1, (hour) =>
      hour > addMicros(NOW, -5 * MICROS_PER_HOUR) ? null : usualDay(hour),
    );
    expect(signsAt(hours, addMicros(NOW, -5 * MICROS_PER_HOUR))).toEqual([]);
    expect(figuresOf({ hours, lastToldAt: null, drift: [] }, NOW).usualPerMinute).toBeNull();
  });

  test("tells less or more than usual by its last whole hour", () => {
    const withLast = (told: number) =>
      weeks(4, (hour, ago) => (ago === 1 ? { ...usualDay(hour), told } : usualDay(hour)));
    expect(signsAt(withLast(14))).toEqual(["RATE_LOW"]);
    expect(signsAt(withLast(15))).toEqual([]);
    expect(signsAt(withLast(300))).toEqual([]);
    expect(signsAt(withLast(301))).toEqual(["RATE_HIGH"]);
  });

  test("is said to find nobody, to be anonymous, to repeat or to be refused when shares rise", () => {
    const lately = (changes: Partial<SourceHour>) =>
      weeks(4, (hour, ago) => {
        const usual = usualDay(hour);
        return usual === null || ago > 24 ? usual : { ...usual, ...changes };
      });
    expect(signsAt(lately({ unmatched: 10 }))).toEqual(["IDENTITY_MISMATCH"]);
    expect(signsAt(lately({ guests: 40 }))).toEqual(["ANONYMOUS"]);
    expect(signsAt(lately({ duplicates: 60 }))).toEqual(["DUPLICATES"]);
    expect(signsAt(lately({ rejected: 60 }))).toEqual(["REJECTED"]);
    // What has always been so is no sign.
    expect(
      signsAt(weeks(4, (hour) => usualDay(hour) && { ...usualDay(hour), unmatched: 10 })),
    ).toEqual([]);
  });

  test("has a clock that is ahead when its events come from the future", () => {
    const ahead = (count: number, seconds: number) =>
      weeks(
        4,
        (hour) =>
          usualDay(hour) && { ...usualDay(hour), ahead: count, aheadSeconds: count * seconds },
      );
    expect(signsAt(ahead(30, 40))).toEqual(["CLOCK_AHEAD"]);
    expect(signsAt(ahead(30, 4))).toEqual([]);
    expect(signsAt(ahead(2, 40))).toEqual([]);
  });

  test("is always late by the same when an hour is lost on every event", () => {
    const late = (lags: number[]) =>
      weeks(4, (hour) => usualDay(hour) && { ...usualDay(hour), lags });
    expect(signsAt(late(counts(LAG_BUCKETS, { [lagBucket(3_620)]: 60 })))).toEqual([
      "CONSTANT_LAG",
    ]);
    expect(signsAt(late(lagsOf((index) => index * 10)))).toEqual([]);
  });

  test("is a batch that poses as a feed when all comes in five minutes of the hour", () => {
    const slots = (at: Record<number, number>) => counts(HOUR_SLOTS, at);
    const even = slots(Object.fromEntries(Array.from({ length: 12 }, (_, slot) => [slot, 5])));
    const lags = lagsOf((minute) => minute * 60);
    const of = (arrived: number[], happened: number[]) =>
      weeks(4, (hour) => usualDay(hour) && { ...usualDay(hour), lags, arrived, happened });
    expect(signsAt(of(slots({ 0: 58, 3: 2 }), even))).toEqual(["BATCHED"]);
    expect(signsAt(of(even, even))).toEqual([]);
    // What happens on the hour may come on the hour.
    expect(signsAt(of(slots({ 0: 60 }), slots({ 0: 60 })))).toEqual([]);
  });

  test("hands over too early when orders are cancelled that were handed over", () => {
    const cancelled = (count: number) =>
      weeks(
        4,
        (hour, ago) =>
          usualDay(hour) && {
            ...usualDay(hour),
            handedOver: 10,
            handedOverAtOnce: 9,
            cancelledLate: ago === 2 ? count : 0,
            cancelledLatePoints: 120n,
          },
      );
    const figures = figuresOf({ hours: cancelled(3), lastToldAt: NOW, drift: [] }, NOW);
    expect(figures.signs.map(({ code }) => code)).toEqual(["HANDED_OVER_EARLY"]);
    expect(figures.signs[0]?.text).toContain("90 % of");
    expect(signsAt(cancelled(2))).toEqual([]);
  });

  test("has a rate of the last sixty minutes, and shares of the last day", () => {
    const figures = figuresOf({ hours: weeks(4, usualDay), lastToldAt: NOW, drift: [] }, NOW);
    expect(figures).toMatchObject({ ratePerMinute: 1.5, usualPerMinute: 1 });
    expect(figures).toMatchObject({ identityMismatch: 0, anonymousShare: 0.2 });
  });
});

test("what is usual between two moments is the sum of what is usual in its parts", () => {
  const hours = {
    told: new Map(weeks(4, usualDay).map((row) => [row.hour, row.told])),
    knownFrom: 0 as Instant,
  };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 10_080 }), { minLength: 3, maxLength: 3 }),
      (minutes) => {
        const [from, middle, to] = minutes
          .toSorted((a, b) => a - b)
          .map((minute) => addMicros(NOW, (minute - 10_080) * 60_000_000)) as [
          Instant,
          Instant,
          Instant,
        ];
        const whole = usualBetween(hours, from, to) ?? 0;
        const parts =
          (usualBetween(hours, from, middle) ?? 0) + (usualBetween(hours, middle, to) ?? 0);
        expect(parts).toBeCloseTo(whole, 6);
      },
    ),
  );
});

test("a lag is told within an eighth of what it was", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 900_000, noNaN: true }), (seconds) => {
      const told = lagQuantile(counts(LAG_BUCKETS, { [lagBucket(seconds)]: 1 }), 0.5) ?? 0;
      expect(Math.abs(told - seconds)).toBeLessThanOrEqual(seconds * 0.125);
    }),
  );
  expect(lagQuantile(counts(LAG_BUCKETS, {}), 0.5)).toBeNull();
  expect([constantLag(counts(LAG_BUCKETS, {})), batchMinute([], [])]).toEqual([null, null]);
});
