import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { compareDays } from "../../../src/days/compareDay.ts";
import { addMicros, type LocalDate, MICROS_PER_MINUTE } from "../../../src/domain/time/instant.ts";
import {
  type DaysBench,
  dayOfTest,
  nextDayOfTest,
  OTHER_STORE,
  orderNumber,
  receipt,
  startDaysBench,
  tillViewer,
} from "../../support/bench/daysBench.ts";
import { at } from "../../support/receiver.ts";

/** Each fault is planted, and must be found; a sound day must be silent. */
let bench: DaysBench;
beforeAll(async () => {
  bench = await startDaysBench();
});
beforeEach(nextDayOfTest);
afterAll(() => bench.close());

/** Ten receipts of 1.00 to 10.00, 55.00 together, but for those left out. */
const tenReceipts = (without: readonly number[] = []) =>
  Array.from({ length: 10 }, (_, at) => at + 1)
    .filter((number) => !without.includes(number))
    .map((number) => receipt(number, `${number}.00`));
const ENDS = { firstNumber: "1", lastNumber: "10" };

async function comparedDay(till: string | null = "1") {
  const { state, expected, received, missing, gaps, total, declaredTotal, held } =
    await bench.control(till);
  return {
    ...{ state, expected, received: received.length, missing, held },
    gaps: gaps.map(({ from, to, count }) => `${from}-${to}: ${count}`),
    total: total.amount,
    declared: declaredTotal?.amount ?? null,
  };
}

const SOUND = {
  ...{ state: "AGREES", expected: 10, received: 10, missing: 0, held: [], gaps: [] },
  ...{ total: "55.00", declared: "55.00" },
};

describe("a till's day", () => {
  test("that came whole agrees, and nothing is told of it", async () => {
    await bench.sell(tenReceipts());
    expect(await bench.declare(10, "55.00", ENDS)).toMatchObject({ userErrors: [] });
    expect(await comparedDay()).toEqual(SOUND);
    expect((await bench.control()).otherTotals).toEqual([]);
    expect(await bench.loaders(tillViewer()).repeated(await bench.control())).toEqual([]);
  });

  test("of which receipts are lost differs, and says which numbers, first and last ones too", async () => {
    await bench.sell(tenReceipts([1, 4, 5, 10]));
    await bench.declare(10, "55.00", ENDS);
    expect(await comparedDay()).toEqual({
      ...SOUND,
      ...{ state: "DIFFERS", received: 6, missing: 4, total: "35.00" },
      gaps: ["1-1: 1", "4-5: 2", "10-10: 1"],
    });
  });

  test("with one receipt too many differs, and so does one with a wrong total", async () => {
    await bench.sell(tenReceipts());
    await bench.declare(9, "45.00", { firstNumber: "1", lastNumber: "9" });
    expect(await comparedDay()).toMatchObject({ state: "DIFFERS", received: 10, expected: 9 });
    await bench.declare(10, "55.01", ENDS);
    expect(await comparedDay()).toEqual({ ...SOUND, state: "DIFFERS", declared: "55.01" });
  });

  test("of which a receipt is held waits for it, and agrees once it is applied", async () => {
    const unknownCard = { customer: [{ kind: "loyalty", value: "9000000001" }] };
    const outcomes = await bench.sell([...tenReceipts([7]), receipt(7, "7.00", unknownCard)]);
    expect(outcomes.filter((outcome) => outcome !== "APPLIED")).toEqual(["UNKNOWN_CUSTOMER"]);
    await bench.declare(10, "55.00", ENDS);
    const waiting = await bench.control();
    expect(await comparedDay()).toEqual({
      ...SOUND,
      ...{ state: "WAITS", total: "48.00", held: [{ code: "UNKNOWN_CUSTOMER", count: 1 }] },
    });
    expect(waiting.heldTotals).toEqual([{ amount: "7.00", currencyCode: "GBP" }]);
    const [{ id }] = await bench.database.sql<[{ id: bigint }]>`
      select id from events where outcome = 'HELD'`;
    await bench.sell([
      {
        ...receipt(7, "7.00"),
        ...{ source: "shop", eventId: "card", kind: "PLACED", currencyCode: "GBP" },
        references: [{ kind: "order", value: "W-1" }],
        customer: [
          { kind: "email", value: "ada@example.com" },
          { kind: "loyalty", value: "9000000001" },
        ],
      },
    ]);
    await bench.database.sql`
      update identifiers set leaf_id = (select leaf_id from identifiers where kind = 'email')
       where kind = 'loyalty'`;
    await bench.gateway.receiver.runHeld([id], { atOnce: true });
    expect(await comparedDay()).toEqual(SOUND);
  });

  test("counts all that is held, also more than is read at once", async () => {
    const unknownCard = { customer: [{ kind: "loyalty", value: "9000000002" }] };
    await bench.sell([receipt(1, "1.00", unknownCard)]);
    await bench.database.sql`
      insert into events (id, source_id, event_id, kind, outcome, reason, wait_key, wait_until,
        mode, intake_on, intake_id, intake_position, occurred_at, recorded_at, body_hash,
        hash_version, fact)
      select 900000000 + n, source_id, event_id || '/' || n, kind, outcome, reason, wait_key,
             wait_until, mode, intake_on, intake_id, intake_position, occurred_at, recorded_at,
             body_hash, hash_version,
             replace(fact::text, '"v": "1"', '"v": "' || n || '"')::jsonb
        from events cross join generate_series(2, 2500) as n
       where outcome = 'HELD' and fact ->> 'bd' = ${dayOfTest()}`;
    await bench.declare(2_500, "2500.00", { firstNumber: "1", lastNumber: "2500" });
    expect(await comparedDay()).toMatchObject({ state: "WAITS", received: 2_500, missing: 0 });
    expect((await bench.control()).heldTotals).toEqual([
      { amount: "2500.00", currencyCode: "GBP" },
    ]);
    await bench.database.sql`delete from events where id > 900000000`;
  });

  test("does not take a receipt of another store, till or day for its own", async () => {
    await bench.sell([
      ...tenReceipts([3, 4, 5]),
      receipt(3, "3.00", { store: OTHER_STORE }),
      receipt(4, "4.00", { till: "2" }),
      receipt(5, "5.00", { businessDate: "2025-12-31" }),
    ]);
    await bench.declare(10, "55.00", ENDS);
    expect(await comparedDay()).toMatchObject({ received: 7, gaps: ["3-5: 3"], total: "43.00" });
    const other = await bench.control("1", OTHER_STORE);
    expect(other.received.map(({ value }) => value)).toEqual(["3"]);
  });

  test("in which two sales came under one number differs, and names the number", async () => {
    await bench.sell(tenReceipts([6]));
    await bench.sell([receipt(5, "6.00", { eventId: `second five ${dayOfTest()}`, minutes: 6 })]);
    await bench.declare(10, "55.00", { firstNumber: "1", lastNumber: "10" });
    expect(await comparedDay()).toMatchObject({ state: "DIFFERS", received: 9, gaps: ["6-6: 1"] });
    expect(await bench.loaders(tillViewer()).repeated(await bench.control())).toEqual(["5"]);
  });

  test("counts a receipt that two sources tell of as two orders once, and the total shows it", async () => {
    await bench.sell([
      ...tenReceipts(),
      receipt(10, "10.00", { source: "erp", eventId: "again", customer: [] }),
    ]);
    await bench.declare(10, "55.00", ENDS);
    expect(await comparedDay()).toEqual({ ...SOUND, state: "DIFFERS", total: "65.00" });
    expect(await bench.loaders(tillViewer()).repeated(await bench.control())).toEqual(["10"]);
  });
});

describe("what a receipt comes to", () => {
  const back = (
    number: number,
    of: number,
    amount: string,
    more: Record<string, unknown> = {},
  ) => ({
    ...receipt(number, "0.00"),
    kind: "RETURNED",
    references: [
      { kind: "order", value: orderNumber(of) },
      { kind: "receipt", value: String(number) },
    ],
    lines: undefined,
    return: { id: `r${number}`, lines: [{ lineId: "1", quantity: "1", amount }] },
    ...more,
  });

  test("is negative for a return, on the day and till of the return and not of the sale", async () => {
    await bench.sell(tenReceipts());
    await bench.sell([
      back(11, 9, "9.00"),
      back(1, 8, "8.00", { eventId: "later", till: "2", occurredAt: `${dayOfTest()}T17:00:00Z` }),
    ]);
    await bench.declare(11, "46.00", { firstNumber: "1", lastNumber: "11" });
    await bench.declare(1, "-8.00", { till: "2", firstNumber: "1", lastNumber: "1" });
    expect(await comparedDay()).toMatchObject({ state: "AGREES", total: "46.00" });
    expect(await comparedDay("2")).toMatchObject({ state: "AGREES", total: "-8.00" });
    expect(await comparedDay(null)).toMatchObject({
      ...{ state: "AGREES", expected: 12, received: 12, total: "38.00", declared: "38.00" },
    });
  });

  test("is nothing for a receipt that was voided under its number, which still counts", async () => {
    await bench.sell(tenReceipts());
    const sold = receipt(10, "10.00", { minutes: 12 });
    await bench.sell([{ ...sold, kind: "VOIDED", eventId: "void", lines: undefined }]);
    await bench.declare(10, "45.00", ENDS);
    expect(await comparedDay()).toMatchObject({ state: "AGREES", received: 10, total: "45.00" });
  });

  test("stays as the till printed it when the ERP takes the goods back without a receipt", async () => {
    await bench.sell(tenReceipts());
    await bench.declare(10, "55.00", ENDS);
    const { references: _own, ...cancelled } = back(99, 2, "2.00", { eventId: "erp-1" });
    await bench.sell([
      {
        ...cancelled,
        source: "erp",
        references: [{ source: "till", kind: "order", value: orderNumber(2) }],
      },
    ]);
    expect(await comparedDay()).toEqual(SOUND);
  });

  test("counts once where a receipt's order turns out to be one with another order", async () => {
    await bench.sell(tenReceipts([10]));
    const web = [{ kind: "order", value: `W-${dayOfTest()}` }];
    const placed = { ...receipt(99, "10.00"), references: web, kind: "PLACED", till: undefined };
    await bench.sell([{ ...placed, store: undefined }]);
    const [own = {}] = tenReceipts().slice(9);
    await bench.sell([own]);
    const both = [...web, { kind: "order", value: orderNumber(10) }];
    const settled = { ...own, kind: "SETTLED", eventId: `one ${dayOfTest()}`, lines: undefined };
    await bench.sell([{ ...settled, references: both, till: undefined }]);
    const [absorbed] = await bench.database.sql`
      select count(*)::int as n from orders where absorbed_into is not null`;
    expect(absorbed).toEqual({ n: 1 });
    await bench.declare(10, "55.00", ENDS);
    expect(await comparedDay()).toMatchObject({ state: "AGREES", total: "55.00" });
  });

  test("is left out for a test purchase, whose number is not missing", async () => {
    await bench.sell([...tenReceipts([4]), receipt(4, "4.00", { test: true })]);
    await bench.declare(9, "51.00", ENDS);
    expect(await comparedDay()).toMatchObject({ state: "AGREES", received: 9, gaps: [] });
  });
});

test("a day that was compared is compared again: what comes late ends the difference, one too many makes one", async () => {
  await bench.sell(tenReceipts([10]));
  const closed = at(`${dayOfTest()}T22:00:00Z`);
  await bench.declare(10, "55.00", { ...ENDS, now: closed });
  const states = async () =>
    await bench.database.sql`select state, received, received_minor from declared_day
      where business_date = ${dayOfTest()}`;
  expect(await states()).toMatchObject([{ state: "DIFFERS", received: 9, received_minor: 4500n }]);
  await bench.sell(tenReceipts().slice(9));
  const later = (minutes: number) => ({
    ...bench.deps(addMicros(closed, minutes * MICROS_PER_MINUTE)),
    onFailure: (_id: bigint, error: unknown) => expect.fail(String(error)),
  });
  await compareDays(later(0));
  expect(await states()).toMatchObject([{ state: "DIFFERS", received: 9 }]);
  expect(await compareDays(later(2))).toBeGreaterThan(0);
  expect(await states()).toMatchObject([{ state: "AGREES", received: 10 }]);
  await bench.sell([receipt(11, "11.00")]);
  await compareDays(later(4));
  expect(await states()).toMatchObject([{ state: "DIFFERS", received: 11 }]);
  await bench.sell([receipt(12, "12.00")]);
  await compareDays(later(60 * 24 * 16));
  expect(await states()).toMatchObject([{ state: "DIFFERS", received: 11 }]);
});

test("a day that cannot be compared holds no other up, and is tried again with them", async () => {
  const closed = at(`${dayOfTest()}T22:00:00Z`);
  await bench.declare(10, "55.00", { ...ENDS, now: closed });
  const { sql } = bench.database;
  await sql`
    insert into declared_day (public_id, business_date, store, till, source, receipts, total_minor,
      currency, actor, recorded_at, compared_at, state, received, received_minor, held, held_minor,
      since)
    values (gen_random_uuid(), ${dayOfTest()}, '', '', 'gone', 1, 1, 'GBP', 'test', now(),
      '2000-01-01T00:00:00Z', 'DIFFERS', 0, 0, 0, 0, now())`;
  await bench.sell(tenReceipts());
  const failed: string[] = [];
  const onFailure = (_id: bigint, error: unknown) => failed.push(String(error));
  const later = addMicros(closed, 2 * MICROS_PER_MINUTE);
  await compareDays({ ...bench.deps(later), onFailure });
  expect(failed).toEqual(["Error: source gone has declared days but is not registered"]);
  const days = await sql`select source, state from declared_day
    where business_date = ${dayOfTest()} order by source`;
  expect(days).toMatchObject([
    { source: "", state: "AGREES" },
    { source: "gone", state: "DIFFERS" },
  ]);
  await sql`delete from declared_day where source = 'gone'`;
});

test("an auditor's count of the raw bodies is what the control says", async () => {
  const atTill2 = [1, 2, 3].map((number) => receipt(number, `${number}.50`, { till: "2" }));
  // One by one: bodies of some length are packed, and plain SQL cannot read them.
  for (const event of [...tenReceipts([2, 6]), ...atTill2]) {
    await bench.sell([event]);
  }
  const audited = await bench.database.sql<{ till: string; receipts: number; total: string }[]>`
    select event ->> 'till' as till, count(distinct reference ->> 'value')::int as receipts,
           sum((event -> 'lines' -> 0 ->> 'gross')::numeric)::text as total
      from intakes, jsonb_array_elements(convert_from(body, 'UTF8')::jsonb) as event,
           jsonb_array_elements(event -> 'references') as reference
     where body_encoding = 'identity' and event ->> 'store' = 'london-1'
       and event ->> 'businessDate' = ${dayOfTest()} and reference ->> 'kind' = 'receipt'
     group by 1 order by 1`;
  const { tills } = await bench.control(null);
  expect(
    tills.map(({ till, received, total }) => ({
      ...{ till, receipts: received.length, total: total.amount },
    })),
  ).toEqual(audited);
  expect(audited.map(({ receipts }) => receipts)).toEqual([8, 3]);
});

test("a store's day is declared once all its tills are, and its day is the worst of theirs", async () => {
  await bench.sell([...tenReceipts(), receipt(1, "1.00", { till: "2" })]);
  await bench.declare(10, "55.00", ENDS);
  expect(await comparedDay(null)).toMatchObject({ state: null, expected: null, declared: null });
  await bench.declare(2, "3.00", { till: "2" });
  expect(await comparedDay(null)).toMatchObject({ state: "DIFFERS", expected: 12, received: 11 });
  await bench.declare(1, "1.00", { till: "2" });
  expect(await comparedDay(null)).toMatchObject({ state: "AGREES", expected: 11, total: "56.00" });
  expect(await bench.control(null, "london-1", "2026-03-11" as LocalDate)).toMatchObject({
    ...{ expected: null, state: null, tills: [], total: { amount: "0.00", currencyCode: "GBP" } },
  });
});
