import { formatInstant } from "../time/formatInstant.ts";
import { addMicros, type Instant } from "../time/instant.ts";
import type { FieldDrift } from "./drift.ts";
import { addedUp, batchMinute, constantLag, HOUR_SLOTS, LAG_BUCKETS, sumOf } from "./lags.ts";
import { hourOf, MICROS_PER_HOUR, type ToldHours, usualBetween, usualIn } from "./usual.ts";

/** What a source told in one hour. Columns of `source_hour` (db/schema/sources.ts). */
export interface SourceHour {
  readonly hour: Instant;
  readonly told: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly presented: number;
  readonly unmatched: number;
  readonly guests: number;
  readonly ahead: number;
  readonly aheadSeconds: number;
  /** Orders that were said to be handed over, some of them as they were placed. */
  readonly handedOver: number;
  readonly handedOverAtOnce: number;
  /** Orders that were cancelled when they had been handed over, and the points on them. */
  readonly cancelledLate: number;
  readonly cancelledLatePoints: bigint;
  readonly lags: readonly number[];
  readonly arrived: readonly number[];
  readonly happened: readonly number[];
}

/** All that is known of a source. */
export interface SourceHistory {
  readonly hours: readonly SourceHour[];
  /** When it last told something; null: never. */
  readonly lastToldAt: Instant | null;
  readonly drift: readonly FieldDrift[];
}

export const SIGN_CODES = [
  "QUIET",
  "RATE_LOW",
  "RATE_HIGH",
  "IDENTITY_MISMATCH",
  "ANONYMOUS",
  "DUPLICATES",
  "REJECTED",
  "CLOCK_AHEAD",
  "CONSTANT_LAG",
  "BATCHED",
  "HANDED_OVER_EARLY",
  "DRIFT",
] as const;

export type SignCode = (typeof SIGN_CODES)[number];

/** That a source does not do as it did, or as it should. */
export interface SourceSign {
  readonly code: SignCode;
  /** With the figures that it was seen by, for people. */
  readonly text: string;
}

/** What a source does now, and what it usually does. */
export interface SourceFigures {
  /** What it told in the last 60 minutes, by the minute. */
  readonly ratePerMinute: number;
  /** What it usually tells in these minutes of the week; null until two weeks are known. */
  readonly usualPerMinute: number | null;
  /** Of what carried an identifier in the last 24 hours, that of nobody known. */
  readonly identityMismatch: number;
  /** Of purchases of the last 24 hours, those without an identifier. */
  readonly anonymousShare: number;
  readonly signs: readonly SourceSign[];
}

/** Hours that are compared with those before them. */
const LATELY_HOURS = 24;
/** Hours of which the shape of lags is told: a week has every hour of the day seven times. */
const SHAPE_HOURS = 168;
/** What usually would have come, before a silence is one. */
const QUIET_MISSED_MIN = 15;
/** What usually comes in an hour, before a rate says something. */
const RATE_USUAL_MIN = 30;
const RATE_LOW_SHARE = 0.25;
const RATE_HIGH_SHARE = 5;
/** Events of which a share says something. */
const SHARE_MIN = 50;
/** How much a share must rise above what it was. */
const SHARE_STEP = 0.1;
const SHARE_ERRORS_MIN = 4;
/** Lags of which a shape is told, and hours that they must come from. */
const LAGS_MIN = 50;
const LAG_HOURS_MIN = 3;
/** Of events from the future, and how far: clocks of computers differ by less. */
const AHEAD_SHARE = 0.05;
const AHEAD_SECONDS = 5;
/** Orders that were cancelled after they were handed over, before it is no exception. */
const CANCELLED_MIN = 3;

/** What a source does, and what is odd about it: the same history and moment, the same answer. */
export function figuresOf(history: SourceHistory, now: Instant): SourceFigures {
  const told = toldHours(history.hours);
  const hourAgo = addMicros(now, -MICROS_PER_HOUR);
  const lately = totalsOf(
    history.hours,
    addMicros(hourOf(now), -LATELY_HOURS * MICROS_PER_HOUR),
    now,
  );
  const before = totalsOf(
    history.hours,
    0 as Instant,
    addMicros(hourOf(now), -LATELY_HOURS * MICROS_PER_HOUR),
  );
  const week = totalsOf(history.hours, addMicros(hourOf(now), -SHAPE_HOURS * MICROS_PER_HOUR), now);
  const usual = usualBetween(told, hourAgo, now);
  return {
    ratePerMinute: toldBetween(told, hourAgo, now) / 60,
    usualPerMinute: usual === null ? null : usual / 60,
    identityMismatch: shareOf(lately.unmatched, lately.presented),
    anonymousShare: shareOf(lately.guests, lately.presented + lately.guests),
    signs: [
      ...rateSigns(history, told, now),
      ...shareSigns(lately, before),
      ...clockSigns(history.hours, lately, now),
      ...handedOverSigns(week),
      ...history.drift.slice(0, 1).map((drift) => driftSign(drift, history.drift.length)),
    ],
  };
}

function rateSigns(
  { lastToldAt }: SourceHistory,
  told: ToldHours,
  now: Instant,
): readonly SourceSign[] {
  const missed = lastToldAt === null ? null : usualBetween(told, lastToldAt, now);
  if (lastToldAt !== null && missed !== null && missed >= QUIET_MISSED_MIN) {
    const text = `Nothing of it was taken in since ${formatInstant(lastToldAt)}; usually about ${Math.round(missed)} would have been.`;
    return [{ code: "QUIET", text }];
  }
  const hour = addMicros(hourOf(now), -MICROS_PER_HOUR);
  const [count, usual] = [told.told.get(hour) ?? 0, usualIn(told, hour)];
  if (usual === null || hour < told.knownFrom) {
    return [];
  }
  const text = `${count} came in the hour from ${formatInstant(hour)}; usually about ${Math.round(usual)} do.`;
  if (usual >= RATE_USUAL_MIN && count < usual * RATE_LOW_SHARE) {
    return [{ code: "RATE_LOW", text }];
  }
  return count >= RATE_USUAL_MIN * RATE_HIGH_SHARE && count > usual * RATE_HIGH_SHARE
    ? [{ code: "RATE_HIGH", text }]
    : [];
}

interface ShareRule {
  readonly code: SignCode;
  readonly of: (totals: Totals) => readonly [count: number, of: number];
  readonly text: string;
}

const SHARE_RULES: readonly ShareRule[] = [
  {
    code: "IDENTITY_MISMATCH",
    of: ({ unmatched, presented }) => [unmatched, presented],
    text: "of purchases with an identifier found nobody",
  },
  {
    code: "ANONYMOUS",
    of: ({ guests, presented }) => [guests, presented + guests],
    text: "of purchases carried no identifier",
  },
  {
    code: "DUPLICATES",
    of: ({ duplicates, told, rejected }) => [duplicates, told + duplicates + rejected],
    text: "of what came had come before",
  },
  {
    code: "REJECTED",
    of: ({ duplicates, told, rejected }) => [rejected, told + duplicates + rejected],
    text: "of what came was refused",
  },
];

function shareSigns(lately: Totals, before: Totals): readonly SourceSign[] {
  return SHARE_RULES.flatMap(({ code, of, text }) => {
    const [count, all] = of(lately);
    const [countBefore, allBefore] = of(before);
    if (all < SHARE_MIN || allBefore < SHARE_MIN) {
      return [];
    }
    const [now, then] = [count / all, countBefore / allBefore];
    const pooled = (count + countBefore) / (all + allBefore);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / all + 1 / allBefore));
    const hasRisen = now - then >= SHARE_STEP && now - then >= error * SHARE_ERRORS_MIN;
    return hasRisen
      ? [
          {
            code,
            text: `${percent(now)} ${text} in the last 24 hours, before it was ${percent(then)}.`,
          },
        ]
      : [];
  });
}

function clockSigns(
  hours: readonly SourceHour[],
  lately: Totals,
  now: Instant,
): readonly SourceSign[] {
  const signs: SourceSign[] = [];
  const live = sumOf(lately.lags);
  const meanAhead = lately.ahead === 0 ? 0 : lately.aheadSeconds / lately.ahead;
  if (live >= SHARE_MIN && lately.ahead >= live * AHEAD_SHARE && meanAhead >= AHEAD_SECONDS) {
    const text = `${percent(lately.ahead / live)} of the last day's events came from the future, by ${spanOf(meanAhead)} in the mean: the sender's clock is ahead.`;
    signs.push({ code: "CLOCK_AHEAD", text });
  }
  const week = hours.filter(
    ({ hour, lags }) =>
      hour >= addMicros(hourOf(now), -SHAPE_HOURS * MICROS_PER_HOUR) && sumOf(lags) > 0,
  );
  const shape = totalsOf(week, 0 as Instant, now);
  if (week.length < LAG_HOURS_MIN || sumOf(shape.lags) < LAGS_MIN) {
    return signs;
  }
  const lag = constantLag(shape.lags);
  if (lag !== null) {
    const text = `Nearly every event of the last week came ${spanOf(lag)} after it happened: its clock is wrong by that, or it waits for it.`;
    signs.push({ code: "CONSTANT_LAG", text });
  }
  const minute = batchMinute(shape.arrived, shape.happened);
  if (minute !== null) {
    const text = `What happens all over the hour comes at minute ${minute} to ${minute + 60 / HOUR_SLOTS}: it is a batch that poses as a feed.`;
    signs.push({ code: "BATCHED", text });
  }
  return signs;
}

function handedOverSigns(week: Totals): readonly SourceSign[] {
  const { handedOver, handedOverAtOnce, cancelledLate, cancelledLatePoints } = week;
  if (cancelledLate < CANCELLED_MIN) {
    return [];
  }
  const text = `${cancelledLate} orders of the last week were cancelled when they were said to be handed over, with ${cancelledLatePoints} points on them; ${percent(shareOf(handedOverAtOnce, handedOver))} of ${handedOver} were handed over as they were placed. What says that they are handed over comes too early.`;
  return [{ code: "HANDED_OVER_EARLY", text }];
}

function driftSign({ path, kind, before, now }: FieldDrift, count: number): SourceSign {
  const more = count === 1 ? "" : ` ${count - 1} more fields have changed.`;
  return { code: "DRIFT", text: `${path} ${SAID[kind]}: ${before} before, ${now} now.${more}` };
}

const SAID: Readonly<Record<FieldDrift["kind"], string>> = {
  GONE: "is missing",
  NEW: "is new",
  KIND: "is something else",
  RANGE: "is of another order of magnitude",
};

type Totals = Omit<SourceHour, "hour">;

function totalsOf(hours: readonly SourceHour[], from: Instant, to: Instant): Totals {
  const own = hours.filter(({ hour }) => hour >= from && hour < to);
  const sum = (of: (hour: SourceHour) => number) =>
    own.reduce((total, hour) => total + of(hour), 0);
  return {
    told: sum(({ told }) => told),
    duplicates: sum(({ duplicates }) => duplicates),
    rejected: sum(({ rejected }) => rejected),
    presented: sum(({ presented }) => presented),
    unmatched: sum(({ unmatched }) => unmatched),
    guests: sum(({ guests }) => guests),
    ahead: sum(({ ahead }) => ahead),
    aheadSeconds: sum(({ aheadSeconds }) => aheadSeconds),
    lags: addedUp(
      LAG_BUCKETS,
      own.map(({ lags }) => lags),
    ),
    arrived: addedUp(
      HOUR_SLOTS,
      own.map(({ arrived }) => arrived),
    ),
    handedOver: sum(({ handedOver }) => handedOver),
    handedOverAtOnce: sum(({ handedOverAtOnce }) => handedOverAtOnce),
    cancelledLate: sum(({ cancelledLate }) => cancelledLate),
    cancelledLatePoints: own.reduce((total, hour) => total + hour.cancelledLatePoints, 0n),
    happened: addedUp(
      HOUR_SLOTS,
      own.map(({ happened }) => happened),
    ),
  };
}

function toldHours(hours: readonly SourceHour[]): ToldHours {
  return {
    told: new Map(hours.map(({ hour, told }) => [hour, told])),
    knownFrom: hours.reduce((first, { hour }) => (hour < first ? hour : first), FAR) as Instant,
  };
}

/** Of a source of which no hour is known. */
const FAR = Number.MAX_SAFE_INTEGER as Instant;

/** What was told between two moments: of an hour that is cut, the part of its events. */
function toldBetween({ told }: ToldHours, from: Instant, to: Instant): number {
  const [first, last] = [hourOf(from), hourOf(to)];
  const left = 1 - (from - first) / MICROS_PER_HOUR;
  return (told.get(first) ?? 0) * left + (first === last ? 0 : (told.get(last) ?? 0));
}

function shareOf(count: number, all: number): number {
  return all === 0 ? 0 : count / all;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function spanOf(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 120) {
    return `${Math.round(seconds)} seconds`;
  }
  return minutes < 120 ? `${minutes} minutes` : `${(seconds / 3_600).toFixed(1)} hours`;
}
