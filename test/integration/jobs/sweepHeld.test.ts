import { afterAll, beforeAll, expect, test } from "vitest";
import { registerStores } from "../../../src/programme/ensureProgramme.ts";
import { sweepHeld } from "../../../src/purchases/sweepHeld.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { about, sale } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const now = at("2026-03-01T12:00:00Z");
const errors: object[] = [];
let alarms = 0;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

function sweep(when: string) {
  return sweepHeld({
    sql: database.sql,
    receiver: gateway.receiver,
    catalog: gateway.catalog,
    log: { error: (found: object) => errors.push(found) } as never,
    onWaitOver: (count) => {
      alarms += count;
    },
    now: () => at(when),
    releasedGraceSeconds: 0,
  });
}

async function outcomeOf(eventId: string) {
  const [row] = await database.sql`select outcome, reason from events where event_id = ${eventId}`;
  return [row?.["outcome"], row?.["reason"]];
}

test("an event from the future is applied once its moment has come", async () => {
  await gateway.send([sale("f1", "ann", "10.00", { occurredAt: "2026-03-01T13:00:00Z" })], { now });
  expect(await sweep("2026-03-01T12:54:00Z")).toMatchObject({ inTime: 0 });
  expect(await outcomeOf("sold-f1")).toEqual(["HELD", "IN_THE_FUTURE"]);
  expect(await sweep("2026-03-01T12:56:00Z")).toMatchObject({ inTime: 1 });
  expect(await outcomeOf("sold-f1")).toEqual(["APPLIED", null]);
});

test("an order placed in the future waits until then, and what older versions held waits for when it happened", async () => {
  const placedAt = "2026-03-01T14:00:00Z";
  await gateway.send(
    [
      sale("f2", "ann", "10.00", { occurredAt: "2026-03-01T12:00:00Z", placedAt }),
      sale("f3", "ann", "10.00", { occurredAt: "2026-03-01T13:00:00Z" }),
    ],
    { now },
  );
  await database.sql`update events set wait_key = 'time' where event_id = 'sold-f3'`;
  expect(await sweep("2026-03-01T12:56:00Z")).toMatchObject({ inTime: 1 });
  expect(await outcomeOf("sold-f2")).toEqual(["HELD", "IN_THE_FUTURE"]);
  expect(await outcomeOf("sold-f3")).toEqual(["APPLIED", null]);
  expect(await sweep("2026-03-01T13:54:00Z")).toMatchObject({ inTime: 0 });
  expect(await sweep("2026-03-01T13:55:00Z")).toMatchObject({ inTime: 1 });
  expect(await outcomeOf("sold-f2")).toEqual(["APPLIED", null]);
});

test("a store that is registered ends the wait for it", async () => {
  await gateway.send([sale("s1", "bea", "10.00", { store: "york-1" })], { now });
  expect(await sweep("2026-03-01T12:30:00Z")).toMatchObject({ setUp: 0 });
  await registerStores(database.sql, [
    { code: "york-1", name: "York", brand: "Test", market: "GB", timeZone: "Europe/London" },
  ]);
  expect(await sweep("2026-03-01T12:30:00Z")).toMatchObject({ setUp: 1 });
  expect(await outcomeOf("sold-s1")).toEqual(["APPLIED", null]);
});

test("what was released and never run, because the process stopped, is run", async () => {
  await gateway.send([about("r1", "RETURNED", "x", { return: { id: "x", lines: null } })], { now });
  await database.sql`update events set released_at = '2026-03-01T12:00:00Z' where event_id = 'RETURNED-r1-x'`;
  await database.sql`update events set wait_key = 'operator' where event_id = 'RETURNED-r1-x'`;
  expect(await sweep("2026-03-01T12:30:00Z")).toMatchObject({ released: 1, waitOver: 0 });
  // Its order is still unknown: it waits again, for the order, and is not released any more.
  const [row] = await database.sql`
    select outcome, released_at, wait_key from events where event_id = 'RETURNED-r1-x'`;
  expect(row).toMatchObject({ outcome: "HELD", released_at: null });
  expect(row?.["wait_key"]).toMatch(/^order:/);
});

test("what has waited as long as it may ends as its reason says", async () => {
  await gateway.send(
    [
      sale("w1", null, "40.00", {
        source: "till",
        eventId: "t-w1",
        customer: [{ kind: "loyalty", value: "L-77" }],
      }),
      sale("w2", "cat", "12.00", { occurredAt: "2024-01-01T00:00:00Z" }),
    ],
    { now },
  );
  expect(await sweep("2026-03-30T00:00:00Z")).toMatchObject({ tooLong: 0 });
  await sweep("2026-06-30T00:00:00Z");
  expect(await outcomeOf("t-w1")).toEqual(["APPLIED", null]);
  expect(await outcomeOf("sold-w2")).toEqual(["REJECTED", "HELD_TOO_LONG"]);
});

test("a hold whose order is there raises the alarm and is run all the same", async () => {
  await gateway.send([about("a1", "RETURNED", "y", { return: { id: "y", lines: null } })], { now });
  await gateway.send([sale("a2", "dan", "60.00")], { now });
  expect(alarms).toBe(0);
  // The fault itself: a number that got its order without anybody looking for who waits.
  await database.sql`
    update order_reference set order_id = (select order_id from order_reference where value = 'a2') where value = 'a1'`;
  expect(await sweep("2026-03-01T12:30:00Z")).toMatchObject({ waitOver: 1 });
  expect(alarms).toBe(1);
  expect(errors).toHaveLength(1);
  expect(await outcomeOf("RETURNED-a1-y")).toEqual(["APPLIED", null]);
  expect(await sweep("2026-03-01T12:30:00Z")).toMatchObject({ waitOver: 0 });
});
