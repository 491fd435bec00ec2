import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { generateDemo } from "../../../src/demo/generateDemo.ts";
import { loadDemo, registerDemoRetailer, reserveForDemo } from "../../../src/demo/loadDemo.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MILLISECOND,
} from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { recordInteractions } from "../../../src/interactions/recordInteractions.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { Receiver } from "../../../src/purchases/receive/receiver.ts";
import type { ReceivePurchases } from "../../../src/purchases/receive/submission.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";

const PEOPLE = 60;
/** Live events are judged by the database's clock, so the demo ends now and not on a fixed day. */
const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;

let database: TestDatabase;
let pool: Sql;
let catalog: Catalog;
let receiver: Receiver;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await registerDemoRetailer(database.sql);
  pool = connect(database.url, { max: 4 });
  catalog = await Catalog.load(pool);
  receiver = new Receiver({ sql: pool, catalog, writers: 2, newPublicId: uuidv7 });
});
afterAll(async () => {
  await receiver.close();
  await pool.end();
  await database.drop();
});

const load = (receive: ReceivePurchases, at: Instant) =>
  loadDemo({
    sql: database.sql,
    receive,
    record: (request) => recordInteractions({ sql: pool, catalog, newPublicId: uuidv7 }, request),
    catalog,
    now: at,
    peopleCount: PEOPLE,
  });

test("a load that breaks off is completed by the next one, days later, and happens only once", async () => {
  let calls = 0;
  const breaksOff: ReceivePurchases = async (submission) => {
    calls += 1;
    if (calls === 2) {
      throw new Error("power cut");
    }
    return await receiver.receivePurchases(submission);
  };
  await expect(load(breaksOff, now)).rejects.toThrow("power cut");

  const completed = await load(receiver.receivePurchases, addMicros(now, 2 * MICROS_PER_DAY));
  expect(completed.refused).toEqual([]);
  expect(completed.unrecorded).toEqual([]);
  const { sql } = database;
  const [events] = await sql`select count(*)::int as count from events`;
  expect(events).toEqual({ count: completed.events });

  expect(await load(receiver.receivePurchases, now)).toMatchObject({ isNew: false, events: 0 });
  expect(await sql`select count(*)::int as count from events`).toEqual([events]);
});

test("every day that was declared agrees, but for the one till that lost two receipts", async () => {
  const days = await database.sql`
    select store, till, source, state, receipts - received as missing, held
      from declared_day where state <> 'AGREES' or till = '2' and held > 0`;
  expect(days).toEqual([
    expect.objectContaining({ till: "2", source: "", state: "DIFFERS", missing: 2, held: 1 }),
  ]);
  const [agreeing] = await database.sql`
    select count(*) filter (where source = '')::int as tills,
           count(distinct source) filter (where source <> '')::int as sources
      from declared_day where state = 'AGREES'`;
  expect(agreeing?.["tills"]).toBeGreaterThan(3);
  expect(agreeing?.["sources"]).toBe(2);
});

test("every made-up customer is a member with a name, and what should wait waits", async () => {
  const { sql } = database;
  const [people] = await sql`
    select count(*)::int as customers, count(m.id)::int as members, count(p.name)::int as names
    from customer c left join membership m on m.leaf_id = c.id
    left join customer_profile p on p.leaf_id = c.id`;
  // And those who came a second time.
  const { selves } = generateDemo({ seed: 2_026, now, peopleCount: PEOPLE });
  expect(selves.length).toBeGreaterThan(5);
  const all = PEOPLE + selves.length;
  expect(people).toEqual({ customers: all, members: all, names: all });
  const held = await sql`
    select reason, count(*)::int as count from events where outcome = 'HELD' group by reason order by reason`;
  expect(held).toEqual([
    { reason: "RETURN_WITHOUT_SALE", count: 2 },
    { reason: "UNKNOWN_CUSTOMER", count: 6 },
    { reason: "UNKNOWN_ORDER", count: 3 },
  ]);
});

test("complaints, cases and letters are there, resolved ones as well as open ones, each once", async () => {
  const { sql } = database;
  const kinds = await sql<{ kind: string }[]>`
    select kind from interaction group by kind order by kind`;
  expect(kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      "CASE_RESOLVED",
      "COMPLAINT",
      "CONTACT",
      "MESSAGE_OPENED",
      "MESSAGE_SENT",
    ]),
  );
});

test("a till's sale is found by what stands on its receipt", async () => {
  const { sql } = database;
  const directory = new Directory(await Catalog.load(sql));
  const viewer = systemViewer("test");
  const loaders = createLoaders({
    sql,
    lookups: createLookups(sql).lookups,
    directory,
    viewer,
    clock: () => now,
    guesses: new GuessLimit(() => now),
  });
  const [sale] = await sql<{ value: string; scope: string; id: bigint }[]>`
    select value, scope, order_id as id from order_reference
    where kind = 'receipt' order by order_id limit 1`;
  const [store, till, businessDate] = (sale?.scope ?? "").split("/") as [string, string, LocalDate];
  const receipt = { store, till, businessDate, receiptNumber: sale?.value ?? "" };
  expect((await loaders.orders.byReceipt(receipt))?.row.id).toBe(sale?.id);
});

test("the demo is sound", async () => {
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
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

test("a few customers have a tier that staff gave them, each once, with a reason", async () => {
  const grants = await database.sql`
    select g.mode, g.tier as given, c.tier, g.actor, g.reason, g.expires_at is null as open
    from tier_grant g join customer c on c.id = g.root_id order by g.id`;
  expect(grants.length).toBeGreaterThanOrEqual(2);
  expect(new Set(grants.map(({ given }) => given)).size).toBe(grants.length);
  for (const { mode, given, tier, actor, reason, open } of grants) {
    expect(tier).toBe(given);
    expect(reason).not.toBe("");
    expect(mode === "PIN" || open).toBe(/^supervisor:/.test(actor));
  }
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

test("only an empty database is for the demo, and one in which it was begun", async () => {
  const used = await cloneTemplateDatabase();
  const empty = await cloneTemplateDatabase();
  await registerSource(used.sql, { code: "own", name: "Own", identifierRank: ["erp"] });
  expect(await reserveForDemo(used.sql, now)).toBe(false);
  expect(await reserveForDemo(empty.sql, now)).toBe(true);
  // Begun and cut off: what it has registered meanwhile is its own.
  await registerDemoRetailer(empty.sql);
  expect(await reserveForDemo(empty.sql, now)).toBe(true);
  await Promise.all([used.drop(), empty.drop()]);
});
