import { afterAll, beforeAll, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { moment, order, type RawEvent, sale } from "../purchases/events.ts";

/**
 * Events that were recorded when what they leave out was read as nothing keep that meaning
 * (ADR-0026).
 */

let database: TestDatabase;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

const lines = [{ id: "1", article: "A1", quantity: "1", gross: "100.00" }];
const sixtyByPoints = [
  { kind: "points", amount: "60.00" },
  { kind: "card", amount: "40.00" },
];

function said(eventId: string, kind: string, second: number, more: RawEvent = {}): RawEvent {
  return {
    source: "shop",
    eventId,
    kind,
    occurredAt: moment(second),
    references: [order("O-1")],
    currencyCode: "GBP",
    ...more,
  };
}

async function outcomes(...events: readonly RawEvent[]): Promise<string[]> {
  return (await gateway.send(events)).map(({ outcome }) => outcome);
}

async function standing() {
  const [row] = await database.sql`
    select o.channel, o.points_active from orders o join order_reference r on r.order_id = o.id
    where r.value = 'O-1'`;
  return row;
}

async function isSound(): Promise<void> {
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

test("what was recorded before is replayed as it was, and what comes now is added to it", async () => {
  const before = [
    said("settled-1", "SETTLED", 20, { tenders: sixtyByPoints }),
    said("settled-2", "SETTLED", 30),
    said("amended", "AMENDED", 40, { lines }),
  ];
  expect(await outcomes(...before)).toEqual(["HELD", "HELD", "HELD"]);
  await database.sql`update events set fact = fact - 'v' - 'dc' where outcome = 'HELD'`;
  const placed = sale("1", "ada", "100.00", {
    kind: "PLACED",
    references: [order("O-1")],
    channel: "marketplace",
    tenders: undefined,
  });
  const handed = said("handed", "FULFILLED", 10, { fulfilment: { id: "f" } });
  expect(await outcomes(placed, handed)).toEqual(["APPLIED", "APPLIED"]);
  expect(await standing()).toEqual({ channel: "web", points_active: 100n });
  await isSound();
  const [facts] = await database.sql`
    select count(*) filter (where fact ? 'v')::int as now, count(*)::int as all from events`;
  expect(facts).toEqual({ now: 2, all: 5 });

  // Nothing was said that could come back, and what is said now stays.
  expect(await outcomes(said("settled-3", "SETTLED", 50))).toEqual(["APPLIED"]);
  expect(await standing()).toEqual({ channel: "web", points_active: 100n });
  expect(await outcomes(said("settled-4", "SETTLED", 60, { tenders: sixtyByPoints }))).toEqual([
    "APPLIED",
  ]);
  expect(await outcomes(said("settled-5", "SETTLED", 70))).toEqual(["APPLIED"]);
  expect(await standing()).toEqual({ channel: "web", points_active: 40n });
  await isSound();
});

test("a default that a source had on that day is replayed, whatever it has now", async () => {
  const placed = sale("2", "bo", "50.00", { kind: "PLACED", tenders: undefined });
  expect(await outcomes(placed)).toEqual(["APPLIED"]);
  await database.sql`update source set default_channel = 'app' where code = 'shop'`;
  try {
    await isSound();
  } finally {
    await database.sql`update source set default_channel = 'web' where code = 'shop'`;
  }
});
