import { describe, expect, test } from "vitest";
import type { EventRow } from "../../../db/queries/purchases/readHandoffs.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import { firstProblemOf, hopsOf } from "../../../src/operations/hops.ts";

const T0 = 1_795_000_000_000_000 as Instant;
const at = (seconds: number) => (T0 + seconds * MICROS_PER_SECOND) as Instant;
const pg = (instant: Instant) => formatInstant(instant).replace("T", " ").replace("Z", "+00");

const BOUNDARIES = [
  "captured",
  "erp_received",
  "signalled",
  "received",
  "evaluated",
  "acknowledged",
].map((code) => ({
  code,
  fromSystem: "a",
  toSystem: "b",
  ownerTeam: "t",
  ownerContact: "c",
  sloSeconds: 60,
  runbook: "r",
  toldBy: ["erp"],
}));
const ERP = { code: "erp", retired_at: null };
const SHOP = { code: "shop", retired_at: null };
const FROM_ERP = ["captured", "erp_received", "signalled", "received", "evaluated"];
const FROM_TILL = ["captured", "received", "evaluated"];

function event(changes: Partial<EventRow> = {}, fact: object = {}): EventRow {
  return {
    id: 1n,
    eventId: "e-1",
    occurredAt: null,
    sourceId: 1,
    mode: "LIVE",
    kind: "SOLD",
    outcome: "APPLIED",
    reason: null,
    waitUntil: null,
    recordedAt: pg(at(41)),
    receivedAt: pg(at(40)),
    fact: { s: "erp", e: "1", k: "SOLD", o: T0, r: [], er: at(10), sg: at(20), ...fact },
    orderId: 1n,
    ...changes,
  };
}

const states = (
  row: EventRow,
  ofChannel: readonly string[] | null,
  { now = at(100), source = ERP }: { now?: Instant; source?: Parameters<typeof hopsOf>[1] } = {},
) =>
  Object.fromEntries(
    hopsOf(row, source, BOUNDARIES, ofChannel, now).map((hop) => [hop.boundary.code, hop.state]),
  );

describe("the hops of an event", () => {
  test("in time everywhere: no problem, lags from hop to hop", () => {
    const hops = hopsOf(event(), ERP, BOUNDARIES, FROM_ERP, at(100));
    expect(hops.map(({ lagMs }) => lagMs)).toEqual([null, 10_000, 10_000, 20_000, 1_000]);
    expect(firstProblemOf(hops)).toBeNull();
  });

  test("a till's sale is not late for the ERP, and a time nobody expected is shown as such", () => {
    expect(states(event({}, { er: undefined, sg: undefined }), FROM_TILL)).toEqual({
      captured: "OK",
      received: "OK",
      evaluated: "OK",
    });
    expect(states(event(), FROM_TILL)).toMatchObject({
      erp_received: "NOT_EXPECTED",
      signalled: "NOT_EXPECTED",
    });
  });

  test("late is what took longer than its boundary allows, by a millisecond as by an hour", () => {
    expect(states(event({}, { er: at(60) }), FROM_ERP)["erp_received"]).toBe("OK");
    expect(
      states(event({}, { er: (at(60) + 1) as Instant, sg: at(61) }), FROM_ERP)["erp_received"],
    ).toBe("LATE");
  });

  test("a hop that later ones have passed is missing; one still to come is pending until its time is over", () => {
    expect(states(event({}, { er: undefined }), FROM_ERP)["erp_received"]).toBe("MISSING");
    const boundaries = [...BOUNDARIES].map((one) => ({ ...one, sloSeconds: 70 }));
    const last = (now: Instant) =>
      hopsOf(event(), ERP, boundaries, [...FROM_ERP, "acknowledged"], now).at(-1)?.state;
    expect([last(at(111)), last(at(112))]).toEqual(["PENDING", "MISSING"]);
  });

  test("held and rejected are told as that, from the first second on, and before what came late", () => {
    const held = event({ outcome: "HELD", reason: "UNKNOWN_CUSTOMER", orderId: null });
    for (const now of [at(42), at(101), at(100_000)]) {
      expect(states(held, FROM_ERP, { now })["evaluated"]).toBe("HELD");
    }
    const late = { er: at(500), sg: at(900) };
    for (const outcome of ["HELD", "REJECTED"] as const) {
      const row = event({ outcome, reason: "UNKNOWN_CUSTOMER", receivedAt: pg(at(910)) }, late);
      const hops = hopsOf(row, ERP, BOUNDARIES, FROM_ERP, at(1_000));
      expect(hops.some(({ state }) => state === "LATE")).toBe(true);
      expect(firstProblemOf(hops)).toMatchObject({
        ...{ boundary: { code: "evaluated" }, state: outcome },
        detail: expect.stringContaining("UNKNOWN_CUSTOMER"),
      });
    }
    const applied = hopsOf(event({}, late), ERP, BOUNDARIES, FROM_ERP, at(1_000));
    expect(firstProblemOf(applied)).toMatchObject({ state: "LATE" });
  });

  test("a hop is missing only of a source that is said to tell of it, and is set up", () => {
    const web = event({}, { er: undefined, sg: undefined });
    expect(states(web, FROM_ERP)).toMatchObject({ erp_received: "MISSING", signalled: "MISSING" });
    const apart = { captured: "OK", received: "OK", evaluated: "OK" };
    expect(states(web, FROM_ERP, { source: SHOP })).toEqual(apart);
    expect(states(web, FROM_ERP, { source: { ...ERP, retired_at: pg(T0) } })).toEqual(apart);
  });

  test("a time that an event carries is judged, whoever is said to tell of it", () => {
    expect(states(event({}, { er: at(75) }), FROM_ERP, { source: SHOP })).toMatchObject({
      erp_received: "LATE",
      signalled: "OK",
    });
  });

  test("a backfill is not late here, and lacks nothing; what waits of it is still seen", () => {
    const late = {
      receivedAt: pg(at(90_000)),
      recordedAt: pg(at(90_100)),
      mode: "BACKFILL" as const,
    };
    expect(states(event(late, { er: undefined }), FROM_ERP)).toEqual({
      captured: "OK",
      signalled: "OK",
      received: "NOT_EXPECTED",
      evaluated: "NOT_EXPECTED",
    });
    const held = event({ ...late, outcome: "HELD", reason: "OWN_PURCHASE", orderId: null });
    expect(states(held, FROM_ERP, { now: at(99_000) })["evaluated"]).toBe("HELD");
  });

  test("held and rejected events say why they were not evaluated", () => {
    const detail = (row: EventRow) =>
      hopsOf(row, ERP, BOUNDARIES, null, at(500)).find(
        ({ boundary }) => boundary.code === "evaluated",
      )?.detail;
    expect(detail(event({ outcome: "HELD", reason: "UNKNOWN_ORDER" }))).toMatch(
      /waits for the event that opens/,
    );
    expect(detail(event({ outcome: "REJECTED", reason: "MISSING", fact: null }))).toBe(
      "Rejected: MISSING.",
    );
  });
});
