import { afterAll, beforeAll, expect, test } from "vitest";
import { rollVerify } from "../../../src/verify/rollingVerify.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { sale } from "./mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const CUSTOMERS = 120;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
  const sales = Array.from({ length: CUSTOMERS }, (_, at_) => sale(`o${at_}`, `p${at_}`, "20.00"));
  await gateway.send(sales, { now: at("2026-03-01T12:00:00Z") });
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

const round = () => roundOf(database.sql, gateway);

async function roundOf(sql: TestDatabase["sql"], { catalog }: TestReceiver) {
  let customers = 0;
  const violated: string[] = [];
  for (;;) {
    const step = await rollVerify(sql, catalog);
    if (step === null) {
      throw new Error("nobody else verifies here");
    }
    customers += step.customers;
    violated.push(...step.violated.flatMap(({ found }) => found.map(({ id }) => id)));
    if (step.isRoundOver) {
      return { customers, violated };
    }
  }
}

test("a round looks at everybody once, a few at a time, and the next one begins anew", async () => {
  expect(await round()).toEqual({ customers: CUSTOMERS, violated: [] });
  expect(await round()).toEqual({ customers: CUSTOMERS, violated: [] });
});

test("a balance that somebody changed by hand is found within a round", async () => {
  const { sql } = database;
  const [row] = await sql<{ id: bigint }[]>`
    update account set active = active + 5 where id = (
      select max(id) from account where leaf_id is not null) returning id`;
  const { violated } = await round();
  expect(violated.some((id) => id.startsWith(`account ${row?.id} `))).toBe(true);
  await sql`update account set active = active - 5 where id = ${row?.id as bigint}`;
});

test.each([
  [
    "an entry whose lots are no numbers",
    'alter table entry disable trigger entry_append_only; update entry set lots = \'[["x", "1"]]\' where id = (select min(id) from entry)',
  ],
  [
    "an order whose facts are none",
    "update orders set facts = '[]' where id = (select min(id) from orders)",
  ],
  [
    "an event whose fact is none",
    "update events set fact = '{}' where id = (select min(id) from events where order_id is not null)",
  ],
  [
    "a customer with a time that we cannot count",
    "update customer set evaluated_at = '-infinity' where id = (select min(id) from customer)",
  ],
])("%s is named, and whoever comes after is looked at all the same", async (_name, damage) => {
  const own = await cloneTemplateDatabase();
  const { sql } = own;
  await setUpRetailer(sql);
  const receiver = await startReceiver(own.url);
  const sales = Array.from({ length: 60 }, (_, at_) => sale(`u${at_}`, `u${at_}`, "20.00"));
  await receiver.send(sales, { now: at("2026-03-01T12:00:00Z") });
  await sql.unsafe(damage);
  await sql`update account set active = active + 5
    where id = (select id from account where leaf_id = (select max(id) from customer))`;
  const { customers, violated } = await roundOf(sql, receiver);
  expect(violated.some((id) => /^(customer|order|event|entry) \d+/.test(id))).toBe(true);
  // The wrong balance behind it.
  expect(violated.some((id) => id.startsWith("account "))).toBe(true);
  expect(customers).toBe(60);
  const report = await verifyDatabase(sql, { now: at("2026-03-01T12:00:00Z") });
  expect(report.ok).toBe(false);
  expect(report.customers).toBe(60);
  const names = report.invariants.flatMap(({ found }) => found.map(({ id }) => id));
  expect(names.some((id) => id.startsWith("account "))).toBe(true);
  await receiver.close();
  await own.drop();
});

test("while another process has the turn nothing is looked at", async () => {
  const { sql } = database;
  const other = await sql.reserve();
  await other`begin`;
  await other`select pg_advisory_xact_lock(hashtext('tributary.verify'))`;
  expect(await rollVerify(sql, gateway.catalog)).toBeNull();
  await other`rollback`;
  other.release();
});

test("since an instant only those are looked at for whom something was recorded", async () => {
  await gateway.send([sale("late", "p7", "20.00", { occurredAt: "2026-04-01T10:00:00Z" })], {
    now: at("2026-04-01T12:00:00Z"),
  });
  const report = await verifyDatabase(database.sql, {
    now: at("2026-04-01T12:00:00Z"),
    since: at("2026-03-15T00:00:00Z"),
  });
  const replayed = report.invariants.find(({ invariant }) => invariant === "I7b");
  expect(replayed?.checked["customers"]).toBe(1);
  expect(report.ok).toBe(true);
});
