import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { about, sale } from "./mixedLife.ts";

/**
 * Orders that were settled when reading 2 was the newest replay as they were, until a message of
 * today comes (ADR-0026).
 */

const reading = vi.hoisted(() => ({ now: 3 }));
vi.mock("../../../src/domain/purchase/event.ts", async (original) => ({
  ...(await original<object>()),
  get READING_NOW() {
    return reading.now;
  },
}));

let database: TestDatabase;
let gateway: TestReceiver;
beforeEach(async () => {
  reading.now = 2;
  database = await cloneTemplateDatabase();
});
afterEach(async () => {
  await gateway?.close();
  await database?.drop();
});

async function open(rules: Partial<RulesetDocument>): Promise<void> {
  await setUpRetailer(database.sql, { ...DEFAULT_RULESET_DOCUMENT, ...rules });
  gateway = await startReceiver(database.url);
}

async function send(event: object, now: string): Promise<void> {
  const results = await gateway.send([event], { now: at(now) });
  expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED"]);
}

const word = (number: string, kind: string, id: string, day: string, more: object = {}) =>
  send(about(number, kind, id, { occurredAt: `${day}T12:00:00Z`, ...more }), `${day}T12:00:01Z`);
const sold = (number: string, gross: string, day: string, more: object = {}) =>
  send(sale(number, "ann", gross, { occurredAt: `${day}T12:00:00Z`, ...more }), `${day}T12:00:01Z`);

async function isSound(now: string): Promise<void> {
  const report = await verifyDatabase(database.sql, { now: at(now) });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

async function active(): Promise<bigint | undefined> {
  const [row] = await database.sql<{ active: bigint }[]>`
    select active from account where leaf_id is not null`;
  return row?.active;
}

test("what had expired came to life again when its order was settled anew, and does no longer", async () => {
  await open({ wallets: [{ code: "points", expiry: { kind: "FIXED", months: 1 } }] });
  await sold("1", "60.00", "2026-01-10");
  await sold("2", "100.00", "2026-03-01");
  await word("1", "SETTLED", "s1", "2026-03-02");
  expect(await active()).toBe(160n);
  await isSound("2026-03-03T00:00:00Z");

  reading.now = 3;
  await word("2", "SETTLED", "s2", "2026-03-04");
  await word("1", "SETTLED", "s3", "2026-05-02");
  // Of the first, gone on 3 April, nothing comes back; of the second, gone on 5 April, neither.
  await word("2", "SETTLED", "s4", "2026-05-03");
  expect(await active()).toBe(0n);
  await isSound("2026-05-04T00:00:00Z");
});

test("an order that was earned for a moment has the two entries, and one of today has none", async () => {
  await open({});
  const bringBackFirst = async (number: string, day: string) => {
    await sold(number, "20.00", day, { kind: "PLACED", eventId: `placed-${number}` });
    await word(number, "SETTLED", "s", day);
    const { lines: _lines, tenders: _tenders, ...back } = sale(number, "ann", "20.00");
    await send(
      {
        ...back,
        ...{ eventId: `back-${number}`, kind: "RETURNED", occurredAt: `${day}T13:00:00Z` },
        references: [{ kind: "return", value: `R${number}` }],
        return: { id: `R${number}`, lines: [{ article: "mug", quantity: "2" }] },
      },
      `${day}T13:00:01Z`,
    );
    await word(number, "FULFILLED", "f", day, { fulfilment: { id: "f" } });
  };
  const entries = async () =>
    (await database.sql<{ kind: string }[]>`select kind from entry order by id`).map((e) => e.kind);
  await bringBackFirst("1", "2026-03-02");
  expect(await entries()).toEqual(["EARNED", "REVERSED"]);
  await isSound("2026-03-03T00:00:00Z");

  reading.now = 3;
  await bringBackFirst("2", "2026-03-04");
  expect(await entries()).toEqual(["EARNED", "REVERSED"]);
  await isSound("2026-03-05T00:00:00Z");
});

test("an order whose total a refund took below nothing keeps it until a message of today comes", async () => {
  await open({});
  const lines = [
    { id: "1", article: "mug", quantity: "1", gross: "10.93" },
    { id: "2", article: "tea", quantity: "1", gross: "16.73" },
    { id: "3", kind: "ADJUSTMENT", quantity: "1", gross: "-27.66" },
  ];
  const total = async () => {
    const [row] = await database.sql<{ total: bigint }[]>`select total_minor as total from orders`;
    return row?.total;
  };
  await sold("1", "0.00", "2026-03-02", { kind: "PLACED", eventId: "placed", lines });
  const refund = { currencyCode: "GBP", refund: { id: "m", amount: "323.59" } };
  await word("1", "REFUNDED", "m", "2026-03-03", refund);
  expect(await total()).toBe(-2766n);
  await isSound("2026-03-04T00:00:00Z");

  reading.now = 3;
  await word("1", "SETTLED", "s", "2026-03-05");
  expect(await total()).toBe(0n);
  await isSound("2026-03-06T00:00:00Z");
});
