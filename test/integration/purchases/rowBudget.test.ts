import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { type CountingProxy, countingProxy, until } from "../../support/faults.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { email, moment, type RawEvent, sale } from "./events.ts";

/** What a purchase costs: rows written, statements prepared, round trips (contract 6.1, 6.4). */

const ROWS_PER_PURCHASE_MAX = 8;
const ROUND_TRIPS_MAX = 5;

let database: TestDatabase;
let proxy: CountingProxy;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await apart(setUpRetailer);
  proxy = await countingProxy(database.url);
  gateway = await startReceiver(proxy.url, { writers: 1 });
  await gateway.send(batch("first"));
});

afterAll(async () => {
  await gateway?.close();
  await proxy?.close();
  await database?.drop();
});

/**
 * On a connection of its own: what an open one has written is counted whenever it next feels like
 * it.
 */
async function apart(work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const own = connect(database.url, { max: 1, applicationName: "row-budget-apart" });
  await work(own);
  await own.end();
  await until("the connection has ended", async () => {
    const open = await database.sql`
      select from pg_stat_activity where application_name = 'row-budget-apart'`;
    return open.length === 0;
  });
}

/** 500 sales of three lines to 500 customers, the same ones in every batch. */
function batch(tag: string): RawEvent[] {
  return Array.from({ length: 500 }, (_, index) =>
    sale(`${tag}-${index}`, null, "9.00", {
      customer: [email(`holder-${index}`)],
      occurredAt: moment(tag === "first" ? 0 : 60),
      lines: [1, 2, 3].map((id) => ({
        id: String(id),
        article: `A${id}`,
        quantity: "1",
        gross: `${id}.00`,
      })),
      tenders: [{ kind: "card", amount: "6.00" }],
    }),
  );
}

/** Rows inserted and updated so far per table, partitions apart. */
async function written(): Promise<Map<string, number>> {
  const rows = await database.sql<{ name: string; n: number }[]>`
    select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as n from pg_stat_user_tables`;
  return new Map(rows.map(({ name, n }) => [name, n]));
}

/**
 * Runs `work` on a receiver of its own; when its connections have ended, the server has counted
 * everything.
 */
async function writtenBy(
  work: (receiver: TestReceiver) => Promise<unknown>,
): Promise<Map<string, number>> {
  const before = await written();
  const receiver = await startReceiver(database.url, { writers: 1 });
  await work(receiver);
  await receiver.close();
  const orders = (counts: Map<string, number>): number => counts.get("orders") ?? 0;
  let after = await written();
  await until("the server has counted the rows", async () => {
    after = await written();
    return orders(after) >= orders(before) + 500;
  });
  return new Map(
    [...after]
      .map(([name, n]) => [name, n - (before.get(name) ?? 0)] as const)
      .filter(([, n]) => n > 0),
  );
}

test("a purchase of three lines by a known customer writes at most eight rows", async () => {
  await writtenBy((receiver) => receiver.send(batch("settled")));
  const rows = [...(await writtenBy((receiver) => receiver.send(batch("second"))))].filter(
    ([table]) => !table.startsWith("intakes"),
  );
  const perPurchase = rows.reduce((sum, [, count]) => sum + count, 0) / 500;
  process.stdout.write(
    `rows per purchase: ${perPurchase} (${rows.map(([table, count]) => `${table} ${count / 500}`).join(", ")})\n`,
  );
  expect(perPurchase).toBeLessThanOrEqual(ROWS_PER_PURCHASE_MAX);
});

test("the first purchase of a day writes one row more for each identifier that it shows, and the next none", async () => {
  await apart((sql) => sql`update identifiers set last_seen_on = last_seen_on - 1`);
  const first = await writtenBy((receiver) => receiver.send(batch("tomorrow")));
  const next = await writtenBy((receiver) => receiver.send(batch("the same day")));
  expect(first.get("identifiers")).toBe(500);
  expect(next.get("identifiers")).toBeUndefined();
});

test("a batch costs at most five round trips, whatever its size, with statements prepared once", async () => {
  await gateway.send(batch("warm").slice(0, 20));
  for (const [tag, size] of [
    ["one", 1],
    ["twenty", 20],
    ["many", 500],
  ] as const) {
    proxy.reset();
    await gateway.send(batch(tag).slice(0, size));
    process.stdout.write(`round trips for ${size}: ${proxy.roundTrips()}\n`);
    expect(proxy.roundTrips()).toBeLessThanOrEqual(ROUND_TRIPS_MAX);
  }
});

test("statements are prepared once on the writer's connection: further batches prepare nothing", async () => {
  let parsed = 0;
  const counting = await countingProxy(database.url, () => {
    parsed += 1;
  });
  const receiver = await startReceiver(counting.url, { writers: 1 });
  await receiver.send(batch("prepare").slice(0, 20));
  expect(parsed).toBeGreaterThan(10);
  parsed = 0;
  for (const [tag, size] of [
    ["p1", 1],
    ["p20", 20],
    ["p500", 500],
  ] as const) {
    await receiver.send(batch(tag).slice(0, size));
  }
  expect(parsed).toBe(0);
  await receiver.close();
  await counting.close();
});

test("what a customer has is counted only where a purchase gives somebody known an identifier, on the way", async () => {
  let parsed = 0;
  const counting = await countingProxy(database.url, () => {
    parsed += 1;
  });
  const receiver = await startReceiver(counting.url, { writers: 1 });
  await receiver.send(batch("known").slice(0, 20));
  const givesOne = (tag: string, customer: string): RawEvent => ({
    ...(batch(tag)[0] as RawEvent),
    customer: [email(customer), { kind: "phone", value: `+447700${tag}` }],
  });
  // Statements that take an identifier are prepared with somebody who is new.
  await receiver.send([givesOne("900301", "nobody-yet")]);
  await receiver.send(batch("known again").slice(0, 20));
  parsed = 0;
  await receiver.send([givesOne("900302", "holder-0")]);
  expect(parsed).toBe(1);
  counting.reset();
  await receiver.send([givesOne("900303", "holder-1")]);
  expect(counting.roundTrips()).toBeLessThanOrEqual(ROUND_TRIPS_MAX);
  await receiver.close();
  await counting.close();
});
