import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readImportedMoney } from "../../../db/queries/inbound/importOrders.ts";
import type { ReturnToMatch } from "../../../src/domain/order/matchReturns.ts";
import type { LineState } from "../../../src/domain/order/orderLines.ts";
import { moneyChecks } from "../../../src/inbound/files/check.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";

/**
 * Faults of the rules themselves, planted: the database is written by them and agrees with itself,
 * so that neither the replay nor the derivation from scratch can tell. What was sold and given back
 * still does not add up.
 */

type Fault = "NONE" | "AMOUNT_FORGOTTEN" | "AMOUNT_TWICE" | "MATCHED_WITHOUT_AMOUNT";
const planted = vi.hoisted(() => ({ fault: "NONE" as string }));

vi.mock("../../../src/domain/order/priceLine.ts", async (original) => {
  const real = await original<typeof import("../../../src/domain/order/priceLine.ts")>();
  const faulty = (line: LineState): LineState => {
    switch (planted.fault) {
      case "AMOUNT_FORGOTTEN":
        return { ...line, repaid: 0n, repaidMinor: 0n };
      case "AMOUNT_TWICE":
        return { ...line, repaidMinor: line.repaidMinor * 2n };
      default:
        return line;
    }
  };
  return {
    ...real,
    viewOfLine: (line: LineState, voided: boolean) => real.viewOfLine(faulty(line), voided),
  };
});

vi.mock("../../../src/domain/order/matchReturns.ts", async (original) => {
  const real = await original<typeof import("../../../src/domain/order/matchReturns.ts")>();
  return {
    ...real,
    returnToMatch: (...args: Parameters<typeof real.returnToMatch>): ReturnToMatch => {
      const document = real.returnToMatch(...args);
      return planted.fault === "MATCHED_WITHOUT_AMOUNT"
        ? {
            ...document,
            lines: document.lines.map((line) => ({ ...line, repaid: 0n, repaidMinor: 0n })),
          }
        : document;
    },
  };
});

const now = at("2026-03-02T12:00:00Z");
const common = {
  source: "shop",
  customer: [{ kind: "email", value: "zoe@example.com" }],
  currencyCode: "GBP",
};
const sale = (number: string, occurredAt: string) => ({
  ...common,
  eventId: number,
  kind: "SOLD",
  occurredAt,
  references: [{ kind: "order", value: number }],
  lines: [{ id: "1", article: "mug", quantity: "4", gross: "100.00" }],
});
const lines = [{ article: "mug", quantity: "1", amount: "40.00" }];
const loose = {
  ...common,
  eventId: "loose",
  kind: "RETURNED",
  occurredAt: "2026-03-01T12:00:00Z",
  references: [{ kind: "return", value: "R1" }],
  return: { id: "R1", lines },
};
const named = {
  ...common,
  eventId: "named",
  kind: "RETURNED",
  occurredAt: "2026-03-01T12:00:00Z",
  references: [{ kind: "order", value: "A-1" }],
  return: { id: "R2", lines },
};

let database: TestDatabase;
let gateway: TestReceiver;
beforeEach(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});
afterEach(async () => {
  planted.fault = "NONE";
  await gateway.close();
  await database.drop();
});

/** What verify finds, and what the report of an import would say. */
async function written(fault: Fault, events: readonly object[]) {
  planted.fault = fault;
  for (const event of events) {
    await gateway.send([event], { now });
  }
  const { invariants } = await verifyDatabase(database.sql, { now });
  const ids = events.map((event) => (event as { eventId: string }).eventId);
  const money = await readImportedMoney(database.sql, "shop", ids);
  return {
    found: invariants.flatMap(({ found }) => found.map(({ detail }) => detail)),
    compared: invariants.find(({ invariant }) => invariant === "I4")?.checked["amounts"],
    money,
    addsUp: moneyChecks(money, "pence").every(({ ok }) => ok),
  };
}

const sold = sale("A-1", "2026-03-01T10:00:00Z");

test("without a fault nothing is found, and what was compared is counted", async () => {
  const clean = await written("NONE", [sold, loose, named]);
  expect(clean).toMatchObject({ found: [], compared: 1 });
  const looseAlone = [sale("B-1", "2026-03-01T13:00:00Z")];
  expect(await written("NONE", looseAlone)).toMatchObject({ found: [], compared: 2, addsUp: true });
});

test.each<[Fault, readonly object[], string]>([
  ["AMOUNT_FORGOTTEN", [sold, named], "amount on record is 7500, should be 6000"],
  ["AMOUNT_TWICE", [sold, named], "amount on record is 2000, should be 6000"],
  ["AMOUNT_FORGOTTEN", [sold, loose], "amount on record is 7500, should be 10000"],
  ["MATCHED_WITHOUT_AMOUNT", [sold, loose], "amount on record is 7500, should be 10000"],
])("%s: verify finds it although all agrees with all", async (fault, events, detail) => {
  const { found } = await written(fault, events);
  expect(found).toEqual([detail]);
});

test.each<Fault>(["AMOUNT_FORGOTTEN", "AMOUNT_TWICE", "MATCHED_WITHOUT_AMOUNT"])(
  "%s: the report of an import does not add up",
  async (fault) => {
    const { money, addsUp } = await written(fault, [sold, loose]);
    expect(money).toMatchObject({ sales: 1, different: 1, returnedMinor: 4_000n });
    expect(addsUp).toBe(false);
  },
);

test("a return whose goods were never bought is shown as found in no sale", async () => {
  const tea = [{ article: "tea", quantity: "1", amount: "3.00" }];
  const { money, addsUp } = await written("NONE", [
    sold,
    { ...loose, return: { id: "R1", lines: [...lines, ...tea] } },
  ]);
  expect(money).toMatchObject({ ordersMinor: 6_000n, backMinor: 4_000n, notFoundMinor: 300n });
  expect(addsUp).toBe(true);
});
