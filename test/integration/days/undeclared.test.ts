import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { undeclaredDays } from "../../../src/days/undeclaredDays.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { addDaysToDate } from "../../../src/domain/time/localDate.ts";
import { Figures } from "../../../src/operations/watch/figures.ts";
import { Directory } from "../../../src/programme/directory.ts";
import {
  type DaysBench,
  OTHER_STORE,
  receipt,
  STORE,
  sourceViewer,
  startDaysBench,
  tillViewer,
} from "../../support/bench/daysBench.ts";
import { at } from "../../support/receiver.ts";
import { runCli } from "../../support/runCli.ts";

/** Days that nobody declared. The last day that is over is Monday, 9 March 2026. */

const MONDAY = "2026-03-09" as LocalDate;
const SUNDAY = addDaysToDate(MONDAY, -1);
/** Twelve hours after Monday ended in London. */
const NOON = at("2026-03-10T12:00:00Z");
const earlier = (days: number) => addDaysToDate(MONDAY, -days);

let bench: DaysBench;
beforeAll(async () => {
  bench = await startDaysBench();
});
afterAll(() => bench.close());

async function found(now = NOON): Promise<readonly string[]> {
  const rows = await undeclaredDays(bench.database.sql, bench.gateway.catalog, now);
  return rows.map(({ businessDate, store, till, source }) =>
    [businessDate, store, till, source].join(" ").trim(),
  );
}

/** Days of a till of the store. */
async function declared(till: string | null, days: readonly LocalDate[], more: object = {}) {
  for (const businessDate of days) {
    const { userErrors } = await bench.declare(1, "1.00", {
      till,
      businessDate,
      now: NOON,
      ...more,
    });
    expect(userErrors).toEqual([]);
  }
}

/** All of the last four weeks but Sundays and Monday the 9th. */
const WORKING = Array.from({ length: 28 }, (_, at) => earlier(at + 1)).filter(
  (_, at) => at % 7 !== 0,
);

describe("a day is expected of whoever declares days", () => {
  test("and found twelve hours after it was over, on the weekdays that are usual, until it is declared", async () => {
    await declared("1", WORKING);
    expect(WORKING).not.toContain(SUNDAY);
    expect(await found(at("2026-03-10T11:59:59Z"))).toEqual([]);
    expect(await found()).toEqual([`${MONDAY} ${STORE} 1`]);
    await declared("1", [MONDAY]);
    expect(await found()).toEqual([]);
  });

  test("also of a till that has just begun, where receipts of that day came", async () => {
    await declared("2", [earlier(2)]);
    expect(await found()).toEqual([]);
    await bench.sell([receipt(1, "1.00", { till: "2", businessDate: MONDAY })]);
    expect(await found()).toEqual([`${MONDAY} ${STORE} 2`]);
    await declared("2", [MONDAY]);
    expect(await found()).toEqual([]);
  });

  test("not of its tills where the whole store was declared, whatever its code has in it", async () => {
    const viewer = tillViewer(OTHER_STORE);
    await declared("1/a", [earlier(2)], { viewer });
    await bench.sell([
      receipt(1, "1.00", { store: OTHER_STORE, till: "1/a", businessDate: MONDAY }),
    ]);
    expect(await found()).toEqual([`${MONDAY} ${OTHER_STORE} 1/a`]);
    const whole = { viewer: sourceViewer("till"), store: OTHER_STORE, source: "till" };
    await declared(null, [MONDAY], whole);
    expect(await found()).toEqual([]);
  });

  test("and of a source's own orders, each currency by itself", async () => {
    const own = { viewer: sourceViewer("erp"), store: null, till: null, source: "erp" };
    await declared(null, [earlier(7), earlier(14), earlier(2)], own);
    expect(await found()).toEqual([`${MONDAY}   erp`]);
    await declared(null, [MONDAY], { ...own, total: { amount: "1.00", currencyCode: "EUR" } });
    expect(await found()).toEqual([`${MONDAY}   erp`]);
    await declared(null, [MONDAY], own);
    expect(await found()).toEqual([]);
  });

  test("but not of one that has declared nothing for two weeks, or that left the set-up", async () => {
    await declared("3", [earlier(14), earlier(21), earlier(28)]);
    expect(await found()).toEqual([]);
    await declared("4", [earlier(7), earlier(14)]);
    expect(await found()).toEqual([`${MONDAY} ${STORE} 4`]);
    const { sql } = bench.database;
    await sql`update store set retired_at = now() where code = ${STORE}`;
    expect(await found()).toEqual([]);
    await sql`update store set retired_at = null where code = ${STORE}`;
  });
});

test("what is missing is told to scrapers, by the graph and by the command", async () => {
  const figures = new Figures({
    sql: bench.database.sql,
    directory: new Directory(bench.gateway.catalog),
    now: () => NOON,
    readiness: async () => new Map([["database", true]]),
    onFailure: (figure, error) => {
      throw new Error(figure, { cause: error });
    },
  });
  expect((await figures.current()).undeclared).toBe(1);
  const told = await runCli(bench.database.url, ["days", "undeclared", "--json"]);
  expect([told.exitCode, JSON.parse(told.stdout)]).toEqual([0, { days: [] }]);
});
