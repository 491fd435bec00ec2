import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/client.ts";
import { loadDemo, registerDemoRetailer } from "../../../src/demo/loadDemo.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MILLISECOND,
} from "../../../src/domain/time/instant.ts";
import { Catalog } from "../../../src/handoff/catalog.ts";
import { Receiver } from "../../../src/handoff/receiver.ts";
import type { ReceivePurchases } from "../../../src/handoff/submission.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";

const PEOPLE = 60;
/** Live events are judged by the database's clock, so the demo ends now and not on a fixed day. */
const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;

let database: TestDatabase;
let pool: Sql;
let receiver: Receiver;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await registerDemoRetailer(database.sql);
  pool = connect(database.url, { max: 4 });
  const catalog = await Catalog.load(pool);
  receiver = new Receiver({ sql: pool, catalog, writers: 2, newPublicId: uuidv7 });
});
afterAll(async () => {
  await receiver.close();
  await pool.end();
  await database.drop();
});

const load = (receive: ReceivePurchases, at: Instant) =>
  loadDemo({ sql: database.sql, receive, now: at, peopleCount: PEOPLE });

test("a load that breaks off is completed by the next one, days later, and happens only once", async () => {
  let calls = 0;
  const breaksOff: ReceivePurchases = async (submission) => {
    calls += 1;
    if (calls === 2) throw new Error("power cut");
    return await receiver.receivePurchases(submission);
  };
  await expect(load(breaksOff, now)).rejects.toThrow("power cut");

  const completed = await load(receiver.receivePurchases, addMicros(now, 2 * MICROS_PER_DAY));
  expect(completed.refused).toEqual([]);
  const { sql } = database;
  const [events] = await sql`select count(*)::int as count from events`;
  expect(events).toEqual({ count: completed.events });

  expect(await load(receiver.receivePurchases, now)).toMatchObject({ isNew: false, events: 0 });
  expect(await sql`select count(*)::int as count from events`).toEqual([events]);
});

test("every made-up customer is a member with a name, and what should wait waits", async () => {
  const { sql } = database;
  const [people] = await sql`
    select count(*)::int as customers, count(m.id)::int as members, count(p.name)::int as names
    from customer c left join membership m on m.leaf_id = c.id
    left join customer_profile p on p.leaf_id = c.id`;
  expect(people).toEqual({ customers: PEOPLE, members: PEOPLE, names: PEOPLE });
  const held = await sql`
    select reason, count(*)::int as count from events where outcome = 'HELD' group by reason order by reason`;
  expect(held).toEqual([
    { reason: "RETURN_WITHOUT_SALE", count: 2 },
    { reason: "UNKNOWN_CUSTOMER", count: 5 },
    { reason: "UNKNOWN_ORDER", count: 3 },
  ]);
});

test("a dispatch has joined the order that the shop opened: one order with both numbers", async () => {
  const orders = await database.sql<{ references: number; orders: number }[]>`
    select count(*)::int as references, count(distinct shop.order_id)::int as orders
    from order_reference erp
    join order_reference shop on shop.order_id = erp.order_id and shop.source in ('shop', 'app')
    where erp.kind = 'erp'`;
  const [dispatched] = await database.sql`
    select count(*)::int as count from order_reference where kind = 'erp'`;
  expect(orders[0]?.references).toBe(dispatched?.["count"]);
  expect(orders[0]?.orders).toBe(dispatched?.["count"]);
});

test("coupons were sent, used, refused and taken back, and every attempt says when and where", async () => {
  const { sql } = database;
  const [coupons] = await sql`
    select count(*)::int as issued, count(*) filter (where state = 'REDEEMED')::int as used from coupon`;
  expect(coupons?.["issued"]).toBeGreaterThan(10);
  expect(coupons?.["used"]).toBeGreaterThan(3);
  const attempts = await sql<{ outcome: string; outside: number }[]>`
    select outcome, count(*) filter (where store is null or at > ${formatInstant(now)}::timestamptz)::int as outside
    from coupon_attempt group by outcome order by outcome`;
  expect(attempts.map(({ outcome }) => outcome)).toEqual(
    expect.arrayContaining(["REDEEMED", "REFUSED"]),
  );
  expect(attempts.every(({ outside }) => outside === 0)).toBe(true);
});
