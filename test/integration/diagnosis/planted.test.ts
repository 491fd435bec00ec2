import { afterAll, beforeAll, expect, test } from "vitest";
import { readErpOrders } from "../../../src/diagnosis/erpOrders.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { linesOf, loadersOf } from "../../support/diagnosis/diagnosisBench.ts";
import { EXPECTED, FAULTS, type Fault, plant } from "../../support/diagnosis/plant.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

const NOW = at("2026-03-10T12:00:00Z");
/** Five customers take at most so long (issue: ten seconds). */
const FIVE_CUSTOMERS_MS = 10_000;

let database: TestDatabase;
let gateway: TestReceiver;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});
afterAll(async () => {
  await gateway.close();
  await database.drop();
});

async function planted(seed: number, customers: number, faults: readonly Fault[]) {
  const all = plant({ seed, customers, faults, before: NOW });
  // Everybody is known, whatever becomes of the orders.
  const welcome = all.map(({ key }, who) => ({
    ...{ source: "shop", eventId: `${seed}-${who}`, kind: "SOLD", currencyCode: "GBP" },
    ...{ occurredAt: "2026-01-02T10:00:00Z", channel: "web" },
    references: [{ kind: "order", value: `W-${seed}-${who}` }],
    customer: [{ kind: "email", value: key.slice("email:".length) }],
    lines: [{ id: "1", article: "mug", quantity: "1", gross: "1.00" }],
  }));
  await gateway.send(welcome, { now: at("2026-01-02T10:00:01Z") });
  const events = all.flatMap(({ orders }) => orders.flatMap((order) => order.events));
  for (let from = 0; from < events.length; from += 100) {
    const results = await gateway.send(events.slice(from, from + 100), { now: NOW });
    expect(results.filter(({ outcome }) => outcome === "REJECTED")).toEqual([]);
  }
  const orders = all.flatMap((customer) => customer.orders);
  const expected = new Map(orders.map(({ number, fault }) => [number, EXPECTED[fault]]));
  const rows = orders.map(({ row }) => row);
  return { expected, rows, orders };
}

const diagnosed = async (rows: readonly Readonly<Record<string, unknown>>[]) =>
  await (await loadersOf(database.sql, NOW)).diagnosis.ofErp(readErpOrders(rows));

for (const fault of FAULTS) {
  test(`orders that are all planted with ${fault} are told as that and nothing else`, async () => {
    const { expected, rows } = await planted(1_000 + FAULTS.indexOf(fault), 2, [fault]);
    const found = await diagnosed(rows);
    expect(linesOf(found)).toEqual(expected);
    expect(found.every(({ isHealthy }) => isHealthy)).toBe(fault === "NONE");
    const owners = found.flatMap(({ orders }) => orders.flatMap(({ findings }) => findings));
    expect(owners.filter(({ owner }) => owner.team === "nobody")).toEqual([]);
  });
}

test("mixtures are told apart, order by order, and five customers within ten seconds", async () => {
  const { expected, rows, orders } = await planted(testSeed() % 100_000, 5, FAULTS);
  const from = performance.now();
  const found = await diagnosed(rows);
  expect(performance.now() - from).toBeLessThan(FIVE_CUSTOMERS_MS);
  expect(found).toHaveLength(5);
  expect(linesOf(found)).toEqual(expected);
  expect(new Set(orders.map(({ fault }) => fault)).size).toBeGreaterThan(3);
});
