import { afterAll, beforeAll, expect, test } from "vitest";
import { BRIDGE_DAYS_MAX, createBridgeLoader } from "../../../src/days/bridgeLoader.ts";
import { repairsOf } from "../../../src/days/bridgeRepairs.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { Directory } from "../../../src/programme/directory.ts";
import {
  type DaysBench,
  dayOfTest,
  NOW,
  nextDayOfTest,
  sourceViewer,
  startDaysBench,
} from "../../support/bench/daysBench.ts";
import { bridgeAll } from "../../support/days/bridgeLives.ts";
import { withCopy } from "../verify/mixedLife.ts";

let bench: DaysBench;
let url: string;
let day: LocalDate;

const order = (number: number, gross: string, more: Record<string, unknown> = {}) => ({
  ...{ source: "shop", kind: "SOLD", eventId: `b-${number}`, currencyCode: "GBP" },
  occurredAt: `${day}T10:00:00Z`,
  references: [{ kind: "order", value: `B-${number}` }],
  customer: [{ kind: "email", value: `b${number}@example.com` }],
  lines: [{ id: "1", article: "mug", quantity: "1", gross }],
  ...more,
});

/** A day of nine purchases, whose steps are added up by hand below. */
const PURCHASES = () => [
  order(1, "10.00"),
  order(2, "20.00", { customer: [] }),
  order(3, "30.00", {
    lines: [
      { id: "1", article: "mug", quantity: "1", gross: "26.05" },
      { id: "2", kind: "SHIPPING", quantity: "1", gross: "3.95" },
    ],
  }),
  order(4, "40.00", { channel: "nowhere" }),
  order(5, "50.00"),
  {
    ...order(5, "0.00", { kind: "RETURNED", eventId: "b-5r", lines: undefined }),
    ...{ return: { id: "R5" }, occurredAt: `${day}T12:00:00Z` },
  },
  order(6, "60.00", { kind: "PLACED" }),
  order(7, "70.00", {
    tenders: [
      { kind: "points", amount: "20.00" },
      { kind: "card", amount: "50.00" },
    ],
  }),
  order(8, "80.00", { test: true }),
  order(9, "10.00", {
    lines: [{ id: "1", article: "tea", quantity: "3", gross: "10.00" }],
  }),
  {
    ...order(9, "0.00", { kind: "RETURNED", eventId: "b-9r", lines: undefined }),
    ...{ return: { id: "R9", lines: [{ lineId: "1", quantity: "1" }] } },
    occurredAt: `${day}T12:00:00Z`,
  },
];

beforeAll(async () => {
  bench = await startDaysBench();
  nextDayOfTest();
  day = dayOfTest();
  await bench.sell(PURCHASES());
  const shop = { viewer: sourceViewer("shop"), source: "shop", till: null };
  // Eight that are no test: 10 + 20 + 30 + 40 + 50 + 60 + 70 + 10.
  const answer = await bench.declare(8, "290.00", { ...shop, businessDate: day });
  expect(answer.userErrors).toEqual([]);
  url = bench.database.url;
  // As if it had been received when it happened, and not by the clock of the test.
  await bench.database.sql`update events set intake_on = occurred_at::date`;
  await bench.gateway.close();
  // A copy can only be made of a database nobody is connected to.
  await bench.database.sql.end();
});
afterAll(() => bench.database.drop());

async function bridged(fault: string | null = null) {
  const found: Awaited<ReturnType<typeof bridgeAll>>[number][] = [];
  await withCopy(url, async (sql) => {
    if (fault !== null) {
      // As somebody does who may change the ledger's table.
      await sql`alter table entry disable trigger user`;
      const { count } = await sql.unsafe(fault);
      expect(count, "the fault hits something").toBeGreaterThan(0);
    }
    found.push(...(await bridgeAll(sql)));
  });
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`one day of one currency, and not ${found.length}`);
  }
  return only;
}

test("a day adds up step by step as it does by hand", async () => {
  const { steps, findings, points, ...sums } = await bridged();
  expect(sums).toMatchObject({
    ...{ currency: "GBP", source: "shop", businessDate: day, purchases: 8 },
    ...{ sourceMinor: 29_000n, toldMinor: 29_000n, ledgerMinor: 9_272n, unexplainedMinor: 0n },
  });
  expect(points.shown).toBe(points.booked);
  expect(findings).toEqual([]);
  expect(
    Object.fromEntries(steps.map(({ reason, minor, count }) => [reason, [minor, count]])),
  ).toEqual({
    GUEST: [2_000n, 1],
    EXCLUDED: [395n + 2_000n, 2],
    HELD: [4_000n, 1],
    // All of order 5, a third of order 9 and all of order 6, which nobody has handed over.
    TIMING: [5_000n + 333n + 6_000n, 3],
    ROUNDING: [0n, 0],
  });
  const causes = steps.flatMap((step) => step.causes.map(({ code, minor }) => [code, minor]));
  expect(Object.fromEntries(causes)).toEqual({
    ...{ GUEST: 2_000n, LINES: 395n, PAID_WITH_POINTS: 2_000n, UNKNOWN_CHANNEL: 4_000n },
    ...{ NOT_HANDED_OVER: 6_000n, TAKEN_BACK: 5_333n },
  });
});

const ENTRY_OF = (number: number): string =>
  `order_id = (select order_id from order_reference where value = 'B-${number}')`;

test.each([
  [
    "an entry whose amount was changed",
    `update entry set qualifying_minor = qualifying_minor - 1 where ${ENTRY_OF(1)}`,
    { unexplainedMinor: 1n, kinds: ["AMOUNT"] },
  ],
  [
    "an entry whose points were changed",
    `update entry set points = points + 500 where ${ENTRY_OF(1)}`,
    { unexplainedMinor: 0n, kinds: ["POINTS"] },
  ],
  [
    "an entry that was taken away",
    `delete from entry where ${ENTRY_OF(3)}`,
    { unexplainedMinor: 2_605n, kinds: ["AMOUNT"] },
  ],
  [
    "an entry that counts twice",
    `insert into entry select (jsonb_populate_record(e, jsonb_build_object('id', e.id + 900000000))).*
       from entry e where ${ENTRY_OF(7)}`,
    { unexplainedMinor: -5_000n, kinds: ["AMOUNT"] },
  ],
  [
    "an order that was removed with what it brought",
    `with gone as (delete from entry where ${ENTRY_OF(1)})
     delete from orders where id = (select order_id from order_reference where value = 'B-1')`,
    { unexplainedMinor: 1_000n, kinds: ["LOST"] },
  ],
  [
    "messages that were removed while the ledger has their points",
    `delete from events where event_id = 'b-1'`,
    { unexplainedMinor: 0n, kinds: ["AMOUNT"] },
  ],
  [
    "a day that was declared with one receipt more than arrived",
    "update declared_day set receipts = 9, total_minor = 29999 where source = 'shop'",
    { unexplainedMinor: 999n, kinds: [] },
  ],
])("%s is unexplained and named", async (_name, fault, expected) => {
  const { findings, unexplainedMinor } = await bridged(fault);
  expect({ unexplainedMinor, kinds: findings.map(({ kind }) => kind) }).toEqual(expected);
});

test("what waits and what is missing is offered a repair, and whether it approves anything", async () => {
  const less = await bridged("update declared_day set receipts = 9, total_minor = 29999");
  expect(repairsOf(less).map(({ command, safe }) => [command, safe])).toEqual([
    ["npx tributary held release --reason UNKNOWN_CHANNEL", true],
    ["npx tributary intake replay --source shop --state UNREAD", true],
  ]);
  const approving = { code: "IMPLAUSIBLE_AMOUNT", minor: 1n, count: 1 };
  const steps = [{ reason: "HELD" as const, minor: 1n, count: 1, causes: [approving] }];
  const more = { ...less, steps, declared: { receipts: 1, totalMinor: 1n } };
  expect(repairsOf(more).map(({ command, safe }) => [command, safe])).toEqual([
    ["npx tributary held release --reason IMPLAUSIBLE_AMOUNT", false],
    [null, false],
  ]);
});

test("more days than one answer has, and a source that is not set up, are refused by name", async () => {
  await withCopy(url, async (sql) => {
    const directory = new Directory(bench.gateway.catalog);
    const orders = { byPublicId: async () => null };
    const loader = createBridgeLoader({ sql, directory, orders, now: () => NOW });
    const field = (source: string, from: string, to: string) =>
      loader.ofDays(source, from as LocalDate, to as LocalDate).then(
        () => null,
        ({ details }: { details: { argument: string } }) => details.argument,
      );
    expect(await field("nobody", "2026-03-01", "2026-03-01")).toBe("source");
    expect(await field("shop", "2026-03-02", "2026-03-01")).toBe("to");
    expect(await field("shop", "2026-03-01", "2026-03-08")).toBe("to");
    expect(BRIDGE_DAYS_MAX).toBe(7);
    expect(await field("shop", "2026-03-01", "2026-03-07")).toBeNull();
  });
});
