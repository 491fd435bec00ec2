import { type Instant, MICROS_PER_MINUTE } from "../time/instant.ts";

/** Gaps that are told one by one; what is left off is counted. */
export const GAPS_MAX = 100;
/**
 * Numbers that lie further apart belong to two rows of numbers: no till loses as many of one day.
 */
export const APART_MAX = 10_000;
/**
 * A lower number that came so much later than the next higher one was given after the numbers had
 * begun again, microseconds. Less is a clock that was put right.
 */
const BEGAN_AGAIN_MICROS = MICROS_PER_MINUTE;

/** A receipt's number, and when the till gave it. */
export interface SeenNumber {
  readonly value: string;
  readonly at: Instant;
}

/** A run of numbers of which no receipt came, as the till would print them. */
export interface NumberGap {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface NumberGaps {
  /** GAPS_MAX at most, in the order of their numbers. */
  readonly gaps: readonly NumberGap[];
  /** Numbers in all gaps, those left off among them. */
  readonly missing: number;
  /** Gaps beyond GAPS_MAX. */
  readonly leftOff: number;
}

/** One number of a row of numbers. `at` of an end that was only declared is outside of all time. */
interface Point {
  readonly n: bigint;
  readonly at: number;
  readonly isSeen: boolean;
}

interface Row {
  readonly prefix: string;
  /** Digits of a row that is filled up with zeros; 0 for one that is not. */
  readonly width: number;
  readonly points: Map<bigint, Point>;
}

const NUMBER = /^(.*?)(\d+)$/s;

/**
 * The numbers of one till and day that are missing between the lowest and the highest that were
 * seen or declared.
 *
 * What stands before the last digits is part of the row ("A7" and "B7" are two rows), and so is
 * whether it is filled up with zeros ("0007" and "7" are two receipts). Where numbers began again
 * during the day, the stretch between is no gap. A text that ends in no digit has no neighbours.
 *
 * @param ends first and last number as declared; null: not said
 */
export function gapsOf(
  seen: readonly SeenNumber[],
  ends: { readonly first: string | null; readonly last: string | null },
): NumberGaps {
  const found = [...rowsOf(seen, ends).values()].flatMap(gapsOfRow);
  return {
    gaps: found.slice(0, GAPS_MAX),
    missing: found.reduce((sum, { count }) => sum + count, 0),
    leftOff: Math.max(0, found.length - GAPS_MAX),
  };
}

function rowsOf(
  seen: readonly SeenNumber[],
  { first, last }: { readonly first: string | null; readonly last: string | null },
): ReadonlyMap<string, Row> {
  const said = [
    ...seen.map(({ value, at }) => ({ value, at: Number(at), isSeen: true })),
    ...(first === null ? [] : [{ value: first, at: Number.NEGATIVE_INFINITY, isSeen: false }]),
    ...(last === null ? [] : [{ value: last, at: Number.POSITIVE_INFINITY, isSeen: false }]),
  ].flatMap(({ value, ...point }) => {
    const match = NUMBER.exec(value);
    return match === null ? [] : [{ ...point, prefix: match[1] ?? "", digits: match[2] ?? "" }];
  });
  const filledUp = new Set(
    said
      .filter(({ digits }) => digits.length > 1 && digits.startsWith("0"))
      .map(({ prefix, digits }) => `${digits.length} ${prefix}`),
  );
  const rows = new Map<string, Row>();
  for (const { prefix, digits, at, isSeen } of said) {
    const width = filledUp.has(`${digits.length} ${prefix}`) ? digits.length : 0;
    const key = `${width} ${prefix}`;
    const row = rows.get(key) ?? { prefix, width, points: new Map<bigint, Point>() };
    rows.set(key, row);
    const n = BigInt(digits);
    if (row.points.get(n)?.isSeen !== true) {
      row.points.set(n, { n, at, isSeen });
    }
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function gapsOfRow({ prefix, width, points }: Row): readonly NumberGap[] {
  const sorted = [...points.values()].sort((a, b) => (a.n < b.n ? -1 : 1));
  const runs: { from: bigint; to: bigint }[] = [];
  const addRun = (from: bigint, to: bigint): void => {
    const previous = runs.at(-1);
    if (previous !== undefined && previous.to + 1n === from) {
      previous.to = to;
    } else {
      runs.push({ from, to });
    }
  };
  for (const [index, point] of sorted.entries()) {
    const below = sorted[index - 1];
    if (below !== undefined && isOneStretch(below, point)) {
      addRun(below.n + 1n, point.n - 1n);
    }
    if (!point.isSeen) {
      addRun(point.n, point.n);
    }
  }
  const print = (n: bigint): string => `${prefix}${n.toString().padStart(width, "0")}`;
  return runs.map(({ from, to }) => ({
    from: print(from),
    to: print(to),
    count: Number(to - from + 1n),
  }));
}

/** Whether something is missing between two neighbours that were given one after the other. */
function isOneStretch(below: Point, above: Point): boolean {
  const between = above.n - below.n - 1n;
  const beganAgain = below.at - above.at > BEGAN_AGAIN_MICROS;
  return between > 0n && between <= BigInt(APART_MAX) && !beganAgain;
}
