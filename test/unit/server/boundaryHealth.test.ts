import { expect, test } from "vitest";
import type { BoundaryRow } from "../../../db/queries/programme/catalog.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import type { Stuck } from "../../../src/operations/acknowledged.ts";
import { boundaryHealth } from "../../../src/operations/boundaryHealth.ts";
import type { HandoffModel } from "../../../src/operations/handoffModel.ts";
import type { HopView } from "../../../src/operations/hops.ts";

const T0 = 1_795_000_000_000_000 as Instant;
const at = (seconds: number) => (T0 + seconds * MICROS_PER_SECOND) as Instant;

const boundary = (code: string): BoundaryRow => ({
  ...{ code, fromSystem: "a", toSystem: "b", ownerTeam: "t", ownerContact: "c" },
  ...{ sloSeconds: 60, runbook: "r", toldBy: [] },
});
const BOUNDARIES = ["received", "evaluated", "acknowledged.crm", "acknowledged.mail"].map(boundary);

/** A purchase received at `start`, with each further hop's state and lag, seconds. */
function way(
  start: number,
  ...further: readonly [HopView["state"], number | null][]
): HandoffModel {
  let time = start;
  const hops = BOUNDARIES.map((of, place): HopView => {
    const [state, lag] = place === 0 ? (["OK", null] as const) : (further[place - 1] ?? ["OK", 1]);
    const isKnown = place === 0 || lag !== null;
    const then = time + (lag ?? 0);
    time = of.code.startsWith("acknowledged") ? time : then;
    return {
      ...{ boundary: of, expected: state !== "NOT_EXPECTED", state, detail: null },
      ...{ at: isKnown ? at(then) : null, lagMs: lag === null ? null : lag * 1_000 },
    };
  });
  return { kind: "Handoff", id: `${start}`, hops } as unknown as HandoffModel;
}

const of = (ways: readonly HandoffModel[], stuckAnyway: ReadonlyMap<string, Stuck> = new Map()) =>
  new Map(boundaryHealth(BOUNDARIES, ways, stuckAnyway).map((one) => [one.boundary.code, one]));

test("a boundary that all cross in time is well, with how long that took, and nothing as evidence", () => {
  const found = of([way(0), way(10, ["OK", 2]), way(20, ["OK", 3])]).get("evaluated");
  expect(found).toMatchObject({ state: "OK", since: null, constantLagMs: null, evidence: [] });
  expect(found?.lag).toEqual({ p50Ms: 2_000, p95Ms: 3_000, p99Ms: 3_000 });
});

test("one that nobody had to cross is idle", () => {
  expect(of([]).get("evaluated")).toMatchObject({ state: "IDLE", lag: null });
  const unasked = of([way(0, ["OK", 1], ["NOT_EXPECTED", null])]).get("acknowledged.crm");
  expect(unasked).toMatchObject({ state: "IDLE", lag: null, evidence: [] });
});

test("one that more than one in twenty cross late is late since the first of them was due; one late till is no alarm", () => {
  const prompt = Array.from({ length: 19 }, (_, place) => way(place));
  expect(of([...prompt, way(100, ["LATE", 70])]).get("evaluated")?.state).toBe("OK");
  const late = [way(200, ["LATE", 90]), way(100, ["LATE", 70])];
  const found = of([...late, ...prompt]).get("evaluated");
  expect(found).toMatchObject({ state: "LATE", since: at(160) });
  expect(found?.evidence).toEqual(late);
});

test("one that a purchase has not crossed in time is stuck, and so is a destination that refused one for good; the next destination is not", () => {
  const stuck = way(0, ["OK", 1], ["MISSING", null]);
  const refused = way(5, ["OK", 1], ["REJECTED", null]);
  for (const one of [stuck, refused]) {
    const found = of([way(9), one]);
    expect(found.get("acknowledged.crm")).toMatchObject({ state: "STUCK", evidence: [one] });
    expect(found.get("acknowledged.mail")).toMatchObject({ state: "OK", evidence: [] });
  }
  expect(of([stuck]).get("acknowledged.crm")?.since).toBe(at(61));
  expect(of([refused]).get("acknowledged.crm")?.since).toBe(at(6));
});

test("what is held or refused at evaluation is no fault of the way", () => {
  const found = of([way(0, ["HELD", null]), way(1, ["REJECTED", null]), way(2)]).get("evaluated");
  expect(found).toMatchObject({ state: "OK", evidence: [] });
});

test("what nearly all take alike and long is told, and what differs or is short is not", () => {
  const all = (lags: readonly number[]) =>
    of(lags.map((lag, place) => way(place, ["LATE", lag]))).get("evaluated")?.constantLagMs;
  const alike = Array.from({ length: 20 }, (_, place) => 900 + place);
  expect(all(alike)).toBe(909_000);
  expect(all(alike.slice(0, 9))).toBeNull();
  expect(all(Array.from({ length: 20 }, (_, place) => 100 * (place + 2)))).toBeNull();
  expect(all(Array.from({ length: 20 }, () => 30))).toBeNull();
});

test("at most five are shown, the newest", () => {
  const ways = Array.from({ length: 9 }, (_, place) => way(90 - place, ["MISSING", null]));
  expect(of(ways).get("evaluated")?.evidence).toEqual(ways.slice(0, 5));
});

test("a destination with a dead letter or an overdue message is stuck, whether or not a purchase among the newest tells of it", () => {
  const dead = way(7, ["OK", 1], ["REJECTED", null]);
  const stuck = new Map([
    ["acknowledged.crm", { since: at(3), evidence: [dead] }],
    ["acknowledged.mail", { since: null, evidence: [] }],
  ]);
  const found = of([way(0), dead], stuck);
  expect(found.get("acknowledged.crm")).toMatchObject({ state: "STUCK", since: at(3) });
  expect(found.get("acknowledged.crm")?.evidence).toEqual([dead]);
  expect(found.get("acknowledged.mail")).toMatchObject({ state: "STUCK", since: null });
  expect(found.get("evaluated")?.state).toBe("OK");
});
