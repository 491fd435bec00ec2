import type { BoundaryRow, SourceRow } from "../../db/queries/programme/catalog.ts";
import type { EventRow } from "../../db/queries/purchases/readHandoffs.ts";
import type { FactJson } from "../domain/purchase/factCodec.ts";
import { HOLDS, isHoldReason } from "../domain/purchase/holds.ts";
import { type Instant, MICROS_PER_MILLISECOND, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";

export const HOP_STATES = [
  "OK",
  "LATE",
  "PENDING",
  "HELD",
  "REJECTED",
  "MISSING",
  "WRONG",
  "NOT_EXPECTED",
] as const;
type HopState = (typeof HOP_STATES)[number];

export type BoundaryView = BoundaryRow;

/** One boundary crossed, or not. */
export interface HopView {
  readonly boundary: BoundaryRow;
  readonly expected: boolean;
  readonly at: Instant | null;
  readonly lagMs: number | null;
  readonly state: HopState;
  readonly detail: string | null;
}

/** GraphQL's Int. */
const INT_MAX = 2 ** 31 - 1;

/** Expected of every event, whatever its channel: it did come here. */
const EXPECTED_OF_ALL = ["received", "evaluated"];
const STOPPED: ReadonlySet<HopState> = new Set(["HELD", "REJECTED", "WRONG"]);
/** The hops whose times are ours. */
const OURS: ReadonlySet<string> = new Set(["received", "evaluated"]);

/**
 * The hops of one purchase event. A hop is the arrival behind a boundary, with the time that the
 * event carries or that we took; its lag counts from the hop before it whose time is known
 * (contract 1.7).
 *
 * @param source the event's own
 * @param ofChannel codes that the channel names; null when the channel is not known
 */
export function hopsOf(
  event: EventRow,
  source: Pick<SourceRow, "code" | "retired_at">,
  boundaries: readonly BoundaryRow[],
  ofChannel: readonly string[] | null,
  now: Instant,
): readonly HopView[] {
  const times = timesOf(event);
  const codes = new Set(ofChannel ?? EXPECTED_OF_ALL);
  const lastKnown = boundaries.findLastIndex(({ code }) => times.has(code));
  const hops: HopView[] = [];
  let before: Instant | null = null;
  for (const [place, boundary] of boundaries.entries()) {
    const at = times.get(boundary.code) ?? null;
    const isExpected = codes.has(boundary.code) && isTold(event, source, boundary, at !== null);
    if (at === null && !isExpected) {
      continue;
    }
    const state =
      stoppedHere(event, boundary) ??
      stateOf({ boundary, at, before, isExpected, isPassed: place < lastKnown, now });
    hops.push({
      boundary,
      expected: isExpected,
      at,
      lagMs: at === null || before === null ? null : millisBetween(before, at),
      state,
      detail: detailOf(event, boundary, state, at === null || before === null ? null : at - before),
    });
    before = at ?? before;
  }
  return hops;
}

/**
 * Whether an event would tell of a hop that its channel names (contract 1.7): our own times are
 * there for all that comes as it happens, but a backfill's arrival says nothing of a way; every
 * other time is one that the event carries, or that its source is said to send.
 */
function isTold(
  { mode, outcome }: EventRow,
  source: Pick<SourceRow, "code" | "retired_at">,
  { code, toldBy }: BoundaryRow,
  isThere: boolean,
): boolean {
  const isLive = mode === "LIVE";
  if (OURS.has(code)) {
    return isLive || (code === "evaluated" && outcome !== "APPLIED");
  }
  return isThere || (isLive && source.retired_at === null && toldBy.includes(source.code));
}

/**
 * The first hop that somebody has to look at. Where the event stands still, because it is held or
 * was refused, or a destination stores something else than it was sent, that is it: what came late
 * on the way has come, and nobody can hurry it any more.
 */
export function firstProblemOf(hops: readonly HopView[]): HopView | null {
  const stopped = hops.find(({ state }) => STOPPED.has(state));
  return stopped ?? hops.find(({ state }) => state === "LATE" || state === "MISSING") ?? null;
}

/** How an event stands at our own last boundary that has not passed it. */
function stoppedHere({ outcome }: EventRow, { code }: BoundaryRow): "HELD" | "REJECTED" | null {
  return outcome === "APPLIED" || code !== "evaluated" ? null : outcome;
}

function timesOf({ fact, receivedAt, recordedAt, outcome }: EventRow): Map<string, Instant> {
  const json = fact as FactJson | null;
  const times = new Map<string, Instant | null>([
    // A source that sends no capture time was there itself when it happened.
    ["captured", (json?.cp ?? json?.o ?? null) as Instant | null],
    ["erp_received", (json?.er ?? null) as Instant | null],
    ["signalled", (json?.sg ?? null) as Instant | null],
    ["received", receivedAt === null ? null : instantFromPg(receivedAt)],
    ["evaluated", outcome === "APPLIED" ? instantFromPg(recordedAt) : null],
  ]);
  return new Map([...times].flatMap(([code, at]) => (at === null ? [] : [[code, at]])));
}

function stateOf(hop: {
  readonly boundary: BoundaryRow;
  readonly at: Instant | null;
  readonly before: Instant | null;
  readonly isExpected: boolean;
  /** A later hop is known: it went by here without leaving a time. */
  readonly isPassed: boolean;
  readonly now: Instant;
}): HopState {
  if (!hop.isExpected) {
    return "NOT_EXPECTED";
  }
  const allowed = hop.boundary.sloSeconds * MICROS_PER_SECOND;
  if (hop.at !== null) {
    return hop.before !== null && hop.at - hop.before > allowed ? "LATE" : "OK";
  }
  if (hop.isPassed) {
    return "MISSING";
  }
  return hop.before !== null && hop.now - hop.before > allowed ? "MISSING" : "PENDING";
}

function millisBetween(before: Instant, at: Instant): number {
  const millis = Math.round((at - before) / MICROS_PER_MILLISECOND);
  return Math.min(INT_MAX, Math.max(-INT_MAX, millis));
}

function detailOf(
  event: EventRow,
  { code, sloSeconds }: BoundaryRow,
  state: HopState,
  lagMicros: number | null,
): string | null {
  if (code === "evaluated" && event.outcome !== "APPLIED") {
    const reason = event.reason ?? "";
    if (event.outcome === "REJECTED") {
      return `Rejected: ${reason}.`;
    }
    return isHoldReason(reason)
      ? `Held (${reason}): waits for ${HOLDS[reason].waitsFor}.`
      : `Held (${reason}).`;
  }
  if (state === "LATE" && lagMicros !== null) {
    return `Took ${spanOf(lagMicros / MICROS_PER_SECOND)}; ${spanOf(sloSeconds)} are allowed.`;
  }
  if (state === "MISSING" && event.fact !== null) {
    return "The event carries no time for this hop.";
  }
  return null;
}

/**
 * A span as people say it: in its largest unit that gives a whole number above one, else in
 * seconds.
 */
function spanOf(seconds: number): string {
  for (const [unit, size] of [
    ["days", 86_400],
    ["hours", 3_600],
    ["minutes", 60],
  ] as const) {
    if (seconds >= 2 * size) {
      return `${Math.floor(seconds / size)} ${unit}`;
    }
  }
  return `${Math.floor(seconds)} seconds`;
}
