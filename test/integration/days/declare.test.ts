import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DAYS_BACK_MAX, declareDay } from "../../../src/days/declareDay.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { addDaysToDate } from "../../../src/domain/time/localDate.ts";
import { Figures } from "../../../src/operations/watch/figures.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  type DaysBench,
  dayOfTest,
  NOW,
  nextDayOfTest,
  OTHER_STORE,
  receipt,
  STORE,
  sourceViewer,
  startDaysBench,
  tillViewer,
} from "../../support/bench/daysBench.ts";
import { viewerOf } from "../../support/receiver.ts";

let bench: DaysBench;
beforeAll(async () => {
  bench = await startDaysBench();
});
beforeEach(nextDayOfTest);
afterAll(() => bench.close());

const rows = async () =>
  await bench.database.sql`
  select d.receipts, d.actor, d.replaced_by is null as stands, f.receipts as former
    from declared_day d left join declared_day f on f.replaced_by = d.id
   where d.business_date = ${dayOfTest()} order by d.id`;

test("a corrected declaration takes the place of the former, and both stay with who made them", async () => {
  await bench.declare(3, "6.00");
  await bench.declare(4, "7.00", { viewer: { ...tillViewer(), principal: "key:second" } });
  expect(await rows()).toEqual([
    { receipts: 3, actor: "till:key:london-1", stands: false, former: null },
    { receipts: 4, actor: "till:key:second", stands: true, former: 3 },
  ]);
  const { declarations, expected } = await bench.control();
  expect([expected, declarations.map(({ receipts }) => receipts)]).toEqual([4, [3, 4]]);
  const audit = await bench.database.sql`
    select details ->> 'receipts' as receipts from audit
     where action = 'day.declare' and details ->> 'businessDate' = ${dayOfTest()} order by id`;
  expect(audit.map((one) => one["receipts"])).toEqual(["3", "4"]);
  const report = await verifyDatabase(bench.database.sql, { now: NOW });
  expect(report.invariants.filter(({ status }) => status === "VIOLATED")).toEqual([]);
});

test("one key counts once, also twice at once, and is refused for another day", async () => {
  const one = { idempotencyKey: `same-${dayOfTest()}` };
  const answers = await Promise.all([1, 2, 3].map(() => bench.declare(3, "6.00", one)));
  expect(new Set(answers.map(({ day }) => day)).size).toBe(1);
  expect(await rows()).toHaveLength(1);
  await expect(bench.declare(3, "6.01", one)).rejects.toMatchObject({
    code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
  });
});

test("of declarations at once under keys of their own one stands, and each replaced one other", async () => {
  const counts = [1, 2, 3, 4, 5, 6];
  await Promise.all(counts.map((receipts) => bench.declare(receipts, "1.00")));
  const stored = await rows();
  expect(stored.filter(({ stands }) => stands)).toHaveLength(1);
  expect(new Set(stored.map(({ former }) => former)).size).toBe(counts.length);
  expect(stored.map(({ receipts }) => receipts).sort()).toEqual(counts);
});

describe("who may declare what", () => {
  const refused = (code: string, more: Parameters<DaysBench["declare"]>[2]) =>
    expect(bench.declare(1, "1.00", more)).rejects.toMatchObject({ code });

  test("a till declares no other store's day, and for no source", async () => {
    await refused("FORBIDDEN", { store: OTHER_STORE });
    await refused("FORBIDDEN", { source: "till" });
    await refused("FORBIDDEN", { viewer: { ...tillViewer(), store: null } });
    await refused("BAD_USER_INPUT", { till: null });
    expect(await rows()).toEqual([]);
  });

  test("a system declares for its own sources alone, and names one", async () => {
    const viewer = sourceViewer("erp");
    await refused("FORBIDDEN", { viewer, source: "shop", store: STORE });
    await refused("BAD_USER_INPUT", { viewer, store: STORE });
    await refused("BAD_USER_INPUT", { viewer, source: "erp", store: null, till: "1" });
    const answer = await bench.declare(1, "1.00", { viewer, source: "erp", store: STORE });
    expect(answer.userErrors).toEqual([]);
    // Its word stands beside the till's, and the till's comes first.
    await bench.declare(2, "2.00");
    const { expected, state } = await bench.control();
    expect([expected, state]).toEqual([2, "DIFFERS"]);
    expect((await rows()).map(({ stands }) => stands)).toEqual([true, true]);
  });

  test("other roles declare nothing; an admin does in a till's place", async () => {
    for (const role of ["storefront", "agent", "supervisor", "marketer", "operator"] as const) {
      await refused("FORBIDDEN", { viewer: viewerOf(role), store: STORE });
    }
    const admin = { viewer: viewerOf("admin"), store: STORE };
    expect((await bench.declare(1, "1.00", admin)).userErrors).toEqual([]);
  });

  test("a till reads no other store's day, and nobody reads one without the right", () => {
    expect(() => bench.loaders(tillViewer()).till(OTHER_STORE)).toThrow("store");
    for (const viewer of [sourceViewer("erp"), viewerOf("agent"), viewerOf("shop")]) {
      expect(() => bench.loaders(viewer).till(STORE)).toThrow(/till/);
    }
    expect(bench.loaders(viewerOf("operator")).till(OTHER_STORE).store.code).toBe(OTHER_STORE);
    expect(() => bench.loaders(viewerOf("operator")).till(null)).toThrow("Say which store");
  });
});

describe("what is refused names its field", () => {
  test("days that are too far ahead or too long ago", async () => {
    const on = async (day: LocalDate) =>
      (await bench.declare(1, "1.00", { businessDate: day })).userErrors.map(({ code, field }) =>
        [code, ...(field ?? [])].join(" "),
      );
    const today = "2026-03-10" as LocalDate;
    expect(await on(addDaysToDate(today, 1))).toEqual([]);
    expect(await on(addDaysToDate(today, 2))).toEqual(["BUSINESS_DATE_IN_FUTURE businessDate"]);
    expect(await on(addDaysToDate(today, -DAYS_BACK_MAX))).toEqual([]);
    expect(await on(addDaysToDate(today, -DAYS_BACK_MAX - 1))).toEqual([
      "BUSINESS_DATE_TOO_OLD businessDate",
    ]);
  });

  test("stores and sources that are not there", async () => {
    const viewer = viewerOf("ingest");
    const codes = async (more: object) =>
      (await bench.declare(1, "1.00", { viewer, ...more })).userErrors.map(({ code }) => code);
    expect(await codes({ source: "nobody", till: null })).toEqual(["UNKNOWN_SOURCE"]);
    expect(await codes({ source: "erp", store: "nowhere" })).toEqual(["UNKNOWN_STORE"]);
  });

  test("counts, totals, numbers and texts that cannot be", async () => {
    const fault = async (receipts: number, total: string, more: object = {}) => {
      const call = bench.declare(receipts, total, more);
      const error = await call.then(
        () => null,
        (thrown: { details?: { field?: readonly string[] } }) => thrown,
      );
      return error?.details?.field?.join(".");
    };
    expect(await fault(-1, "1.00")).toBe("input.receipts");
    expect(await fault(1_000_001, "1.00")).toBe("input.receipts");
    expect(await fault(1, "1.001")).toBe("input.total.amount");
    expect(await fault(1, "99999999999999999")).toBe("input.total.amount");
    const total = { amount: "1", currencyCode: "ZZZ" };
    expect(await fault(1, "1", { total })).toBe("input.total.currencyCode");
    expect(await fault(0, "0.00", { firstNumber: "1" })).toBe("input.firstNumber");
    expect(await fault(1, "1.00", { lastNumber: "9".repeat(129) })).toBe("input.lastNumber");
    expect(await fault(1, "1.00", { till: "a\u0000b" })).toBe("input.till");
    expect(await fault(1, "1.00", { till: " " })).toBe("input.till");
    const shop = { viewer: sourceViewer("shop"), source: "shop", store: null, till: null };
    expect(await fault(1, "1.00", { ...shop, lastNumber: "9" })).toBe("input.lastNumber");
  });
});

describe("a source's own orders", () => {
  const shop = { viewer: sourceViewer("shop"), source: "shop", store: null, till: null };
  const order = (number: number, gross: string, more: Record<string, unknown> = {}) => ({
    ...receipt(number, gross, { till: undefined, store: undefined }),
    ...{ source: "shop", kind: "PLACED", eventId: `shop ${dayOfTest()} ${number}` },
    references: [{ kind: "order", value: `W-${dayOfTest()}-${number}` }],
    ...more,
  });
  const compared = async () => {
    const [row] = await bench.database.sql`
      select state, received, received_minor as minor, held, held_minor as "heldMinor"
        from declared_day where business_date = ${dayOfTest()} and replaced_by is null`;
    return row;
  };

  test("agree by number and total as they were ordered, and a lost or a foreign one shows", async () => {
    await bench.sell([
      order(1, "10.00"),
      order(2, "5.00"),
      // Midnight of the programme's zone is not UTC's in summer; in March it is.
      order(3, "1.00", { occurredAt: `${dayOfTest()}T23:59:59.999Z` }),
      order(4, "9.00", { occurredAt: `${addDaysToDate(dayOfTest(), -1)}T23:59:59.999Z` }),
      order(5, "7.00", { test: true }),
      { ...order(6, "3.00"), source: "erp", customer: [] },
      order(7, "8.00", { currencyCode: "EUR" }),
    ]);
    const cancelled = { ...order(2, "5.00"), kind: "CANCELLED", eventId: `c ${dayOfTest()}` };
    await bench.sell([{ ...cancelled, lines: undefined }]);
    await bench.declare(3, "16.00", shop);
    expect(await compared()).toMatchObject({ state: "AGREES", received: 3, minor: 1_600n });
    const euros = { total: { amount: "8.00", currencyCode: "EUR" } };
    await bench.declare(1, "8.00", { ...shop, ...euros });
    expect((await rows()).map(({ stands }) => stands)).toEqual([true, true]);
    const states = await bench.database.sql`
      select distinct state from declared_day where business_date = ${dayOfTest()}`;
    expect(states).toEqual([{ state: "AGREES" }]);
    await bench.declare(1, "8.01", { ...shop, total: { ...euros.total, amount: "8.01" } });
    await bench.database.sql`
      delete from declared_day where business_date = ${dayOfTest()} and currency = 'EUR'`;
    await bench.declare(4, "20.00", shop);
    expect(await compared()).toMatchObject({ state: "DIFFERS", received: 3, minor: 1_600n });
  });

  test("wait for what is held of them", async () => {
    const unknownCustomer = [{ kind: "erp", value: `K-${dayOfTest()}` }];
    const erp = { ...order(1, "4.00"), source: "erp", customer: unknownCustomer };
    expect(await bench.sell([erp])).toEqual(["UNKNOWN_CUSTOMER"]);
    await bench.declare(1, "4.00", { ...shop, viewer: sourceViewer("erp"), source: "erp" });
    expect(await compared()).toMatchObject({ state: "WAITS", held: 1, heldMinor: 400n, minor: 0n });
  });
});

test("an answer whose key is asked for says when it was given", async () => {
  const { viewer } = { viewer: tillViewer() };
  const call = {
    viewer,
    idempotencyKey: "asked",
    businessDate: dayOfTest(),
    store: null,
    till: "1",
  };
  const said = { source: null, receipts: 1, firstNumber: null, lastNumber: null };
  const total = { amount: "1.00", currencyCode: "GBP" };
  await declareDay(bench.deps(), { ...call, ...said, total });
  const [row] = await bench.database.sql`
    select namespace, operation from idempotency_key where key = 'asked'`;
  expect(row).toEqual({ namespace: "store:london-1/till:1", operation: "declareDay" });
});

test("scrapers are told how many days stand in each state, none where there is none, and what is missing", async () => {
  const told = async () => {
    const figures = new Figures({
      ...{ sql: bench.database.sql, directory: new Directory(bench.gateway.catalog) },
      now: () => NOW,
      readiness: async () => new Map([["database", true]]),
      onFailure: (_figure, error) => {
        throw error;
      },
    });
    return (await figures.current()).days;
  };
  await bench.database.sql`update declared_day set business_date = business_date - 1000`;
  const none = { days: 0, missing: 0 };
  expect(await told()).toEqual(["AGREES", "WAITS", "DIFFERS"].map((state) => ({ state, ...none })));
  await bench.declare(5, "1.00");
  await bench.declare(0, "0.00", { till: "2" });
  await bench.declare(7, "1.00");
  await bench.database.sql`
    update declared_day set business_date = current_date where business_date = ${dayOfTest()}`;
  expect(await told()).toEqual([
    { state: "AGREES", days: 1, missing: 0 },
    { state: "WAITS", ...none },
    { state: "DIFFERS", days: 1, missing: 7 },
  ]);
});
