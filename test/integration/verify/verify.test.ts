import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { leaseTicker } from "../../../db/queries/stream/jobsWatermark.ts";
import { runDue } from "../../../src/core/advance.ts";
import { enrolCustomer } from "../../../src/loyalty/enrolCustomer.ts";
import type { InvariantCode } from "../../../src/verify/findings.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, startReceiver, viewerOf } from "../../support/receiver.ts";
import { liveMixed, liveOverrides, setUpMixed, withCopy } from "./mixedLife.ts";

let database: TestDatabase;
/** Past the last term end and before any hold is too old. */
const now = at("2026-03-04T00:00:00Z");

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  const { sql } = database;
  await setUpMixed(sql);
  const gateway = await startReceiver(database.url);
  const { catalog } = gateway;
  await liveMixed(gateway);
  const [{ id } = { id: 0n }] = await sql<{ id: bigint }[]>`
    select leaf_id as id from identifiers where value = 'quinn@example.com'`;
  const enrolled = await enrolCustomer(
    { sql, catalog, newPublicId: uuidv7, now: at("2026-03-03T12:00:00Z") },
    {
      viewer: viewerOf("admin"),
      rootId: id,
      said: "quinn",
      idempotencyKey: "quinn",
      ...{ termsVersion: null, channel: null, store: null },
    },
  );
  expect(enrolled.userErrors).toEqual([]);
  await liveOverrides(sql, catalog);
  // Someone whose term has ended, and someone whose override has.
  expect(await runDue({ sql, catalog, now: () => now })).toBe(2);
  await sql`update outbox_watermark set safe_id = (select max(id) from outbox)`;
  await gateway.close();
  // A copy can only be made of a database nobody is connected to.
  await sql.end();
});

afterAll(async () => {
  await database?.drop();
});

test("a database after a mixed life is sound, and is the same afterwards", async () => {
  await withCopy(database.url, async (sql) => {
    const before = await contentOf(sql);
    const report = await verifyDatabase(sql, { now });
    expect(formatReport(report)).not.toMatch(/VIOLATED|WARN/);
    expect(report.ok).toBe(true);
    expect(report.customers).toBeGreaterThan(10);
    expect(await contentOf(sql)).toEqual(before);
  });
});

test("a sample looks at that many customers", async () => {
  await withCopy(database.url, async (sql) => {
    const report = await verifyDatabase(sql, { now, sample: 3 });
    expect(report.ok).toBe(true);
    expect(
      report.invariants.find(({ invariant }) => invariant === "I7b")?.checked["customers"],
    ).toBeLessThanOrEqual(3);
  });
});

type Sql = TestDatabase["sql"];

async function contentOf(sql: Sql): Promise<unknown> {
  return await sql`
    select (select md5(string_agg(c::text, ',' order by id)) from customer c) as customers,
      (select md5(string_agg(o::text, ',' order by id)) from orders o) as orders,
      (select md5(string_agg(e::text, ',' order by id)) from events e) as events,
      (select md5(string_agg(e::text, ',' order by id)) from entry e) as entries`;
}

/** One fault: what is done to the database, and what verify must say of which invariant. */
interface Fault {
  readonly name: string;
  readonly invariant: InvariantCode;
  readonly damage: string;
  readonly says: RegExp;
  /** A fault only while a server runs, which would end it. */
  readonly isTicking?: true;
}

const ADA = "(select leaf_id from identifiers where value = 'ada@example.com')";
const FAY = "(select leaf_id from identifiers where value = 'fay@example.com')";
const ORDER_1001 = "(select order_id from order_reference where value = '1001')";
const NO_TRIGGER = "alter table entry disable trigger entry_append_only;";

const FAULTS: readonly Fault[] = [
  {
    name: "an applied event whose order is gone",
    invariant: "I1",
    damage: `delete from orders where id = ${ORDER_1001}`,
    says: /event \d+: .*order/,
  },
  {
    name: "an order with a fact that no event brought",
    invariant: "I1",
    damage: `delete from events where event_id = 'sold-1001'`,
    says: /order \d+: has a fact of event shop sold-1001/,
  },
  {
    name: "an applied event whose fact is not in its order",
    invariant: "I1",
    damage: `update orders set facts = jsonb_set(facts, '{facts}', jsonb_path_query_array(facts, '$.facts[*] ? (@.k != "RETURNED")'))
      where id = (select order_id from order_reference where value = '1003')`,
    says: /event \d+: was applied, but order \d+ has no fact RETURNED\/r1/,
  },
  {
    name: "a held event that waits for nothing",
    invariant: "I1",
    damage: `alter table events drop constraint events_held_waits;
      update events set wait_key = null where event_id = 't-5001'`,
    says: /event \d+: held without a wait key/,
  },
  {
    name: "a rejected event without a reason",
    invariant: "I1",
    damage: `update events set reason = null where event_id = 'sold-1006'`,
    says: /event \d+: rejected without a reason/,
  },
  {
    name: "a number that leads to no order",
    invariant: "I1",
    damage: `update order_reference set order_id = 999999999 where value = '1001'`,
    says: /number 1001: order 999999999 does not exist/,
  },
  {
    name: "an identifier that leads to no customer",
    invariant: "I1",
    damage: `update identifiers set leaf_id = 999999999 where value = 'ada@example.com'`,
    says: /identifier \d+: customer 999999999 does not exist/,
  },
  {
    name: "an event whose intake is gone before its time",
    invariant: "I1",
    damage: `delete from intakes where id = (select intake_id from events where event_id = 'sold-1001')`,
    says: /event \d+: intake \d+ of [\d-]+ does not exist/,
  },
  {
    name: "a balance that is not the sum of its entries",
    invariant: "I2",
    damage: `update account set active = active + 1 where leaf_id = ${ADA}`,
    says: /account \d+ of customer \d+: active and maturing is \d+, should be \d+/,
  },
  {
    name: "a balance that the issuer did not give",
    invariant: "I2",
    damage: `update account set active = active + 1 where leaf_id = ${ADA}`,
    says: /wallet main\/points: the customers' points is \d+, should be \d+/,
  },
  {
    name: "a lot that was spent twice",
    invariant: "I2",
    damage: `update lot set remaining = remaining - 1 where order_id = ${ORDER_1001}`,
    says: /lot \d+: remaining is \d+, should be \d+/,
  },
  {
    name: "an entry that was changed",
    invariant: "I2",
    damage: `${NO_TRIGGER} update entry set points = points + 5 where order_id = ${ORDER_1001}`,
    says: /account \d+ of customer \d+: active/,
  },
  {
    name: "an entry of an order that does not exist",
    invariant: "I2",
    damage: `${NO_TRIGGER} update entry set order_id = 999999999 where order_id = ${ORDER_1001}`,
    says: /entry \d+: order 999999999 does not exist/,
  },
  {
    name: "an order that remembers other points than were posted",
    invariant: "I2",
    damage: `update orders set posted = jsonb_set(posted, '{rules,0,points}', '"7"') where id = ${ORDER_1001}`,
    says: /order \d+: posted points of rule base is 7, should be \d+/,
  },
  {
    name: "pending points that are those of no order",
    invariant: "I2",
    damage: `update account set pending = pending + 3 where leaf_id = ${ADA}`,
    says: /customer \d+: pending is 3, should be 0/,
  },
  {
    name: "a window that is not that of the entries",
    invariant: "I2",
    damage: `update account set bucket_minor[1] = bucket_minor[1] + 1 where leaf_id = ${ADA}`,
    says: /account \d+ of customer \d+: the window of days/,
  },
  {
    name: "an order's status that its facts do not give",
    invariant: "I4",
    damage: `update orders set status = 'VOIDED' where id = ${ORDER_1001}`,
    says: /order \d+: status is VOIDED, should be FULFILLED/,
  },
  {
    name: "an order's amount that its facts do not give",
    invariant: "I4",
    damage: `update orders set total_minor = total_minor + 1 where id = ${ORDER_1001}`,
    says: /order \d+: total_minor is \d+, should be \d+/,
  },
  {
    name: "a tier that the facts do not give",
    invariant: "I4",
    damage: `update customer set tier = 'PLATINUM' where id = ${ADA}`,
    says: /customer \d+: tier is PLATINUM, should be GOLD/,
  },
  {
    name: "a due instant that is not the end of the term",
    invariant: "I4",
    damage: `update due set next_due_at = next_due_at + interval '1 day' where root_id = ${ADA}`,
    says: /customer \d+: due is \d+, should be \d+/,
  },
  {
    name: "a grant of another tier than was given",
    invariant: "I4",
    damage: `update tier_grant set tier = 'GOLD' where root_id = ${FAY} and cleared_at is null`,
    says: /customer \d+: tier is PLATINUM, should be GOLD/,
  },
  {
    name: "a tier that rests on a grant which nobody gave",
    invariant: "I4",
    damage: `update customer set tier_basis = jsonb_set(tier_basis, '{earned,tier}', '"GOLD"') where id = ${FAY}`,
    says: /customer \d+: tier_basis is .*GOLD.*, should be/,
  },
  {
    name: "a customer whom the due job has left behind",
    isTicking: true,
    invariant: "I4",
    damage: `update customer set tier_until = '2026-03-03T00:00:00Z' where id = ${ADA};
      update due set next_due_at = '2026-03-03T00:00:00Z' where root_id = ${ADA}`,
    says: /customer \d+: due since 2026-03-03.*not advanced/,
  },
  {
    name: "a gap in a customer's stream",
    invariant: "I6",
    damage: `delete from outbox where seq = 1 and root_id = ${ADA}`,
    says: /customer \d+: its stream starts at seq 2/,
  },
  {
    name: "a seq that is there twice",
    invariant: "I6",
    damage: `insert into outbox select nextval('outbox_id_seq'), root_id, seq, kind, payload, announce, recorded_at
      from outbox where seq = 1 and root_id = ${ADA}`,
    says: /customer \d+: has \d+ rows with \d+ different seqs/,
  },
  {
    name: "a customer whose last outbox row is missing",
    invariant: "I6",
    damage: `update customer set seq = seq + 1 where id = ${ADA}`,
    says: /customer \d+: the last seq in its outbox is \d+, should be \d+/,
  },
  {
    name: "ids that do not rise with seq",
    invariant: "I6",
    damage: `update outbox set seq = 3 - seq where root_id = ${ADA} and seq in (1, 2)`,
    says: /customer \d+: the id of seq 2 is not above/,
  },
  {
    name: "a watermark beyond what was drawn",
    invariant: "I6",
    damage: `update outbox_watermark set safe_id = 1000000`,
    says: /outbox_watermark: safe_id is 1000000/,
  },
  {
    name: "a watermark that stands still while somebody ticks",
    isTicking: true,
    invariant: "I6",
    damage: `update outbox_watermark set safe_id = 0`,
    says: /outbox row \d+: \d+ rows older than a minute are above safe_id 0/,
  },
  {
    name: "a recorded fact that is not what was applied",
    invariant: "I7b",
    damage: `update events set fact = jsonb_set(fact, '{l,0,g}', '"1"') where event_id = 'sold-1001'`,
    says: /order \d+: facts is/,
  },
  {
    name: "facts and effects that were both changed by hand, in all but the events",
    invariant: "I7b",
    damage: `update customer set evaluated_at = evaluated_at + interval '1 second' where id = ${ADA}`,
    says: /customer \d+: evaluated_at/,
  },
  {
    name: "a change of tier that nothing caused",
    invariant: "I7b",
    damage: `update tier_change set to_tier = 'PLATINUM' where root_id = ${ADA}`,
    says: /customer \d+: tier changes/,
  },
  {
    name: "a grant that nobody was told of",
    invariant: "I7b",
    damage: `insert into tier_grant (root_id, kind, mode, tier, granted_at, recorded_at, reason, actor)
      values (${ADA}, 'PAID', 'FLOOR', 'PLATINUM', '2026-03-03T20:00:00Z', '2026-03-03T20:00:00Z', 'x', 'admin:x')`,
    says: /customer \d+: tier changes/,
  },
  {
    name: "a grant that was cleared at another time than is recorded",
    invariant: "I7b",
    damage: `update tier_grant set cleared_at = cleared_at - interval '1 hour' where root_id = ${FAY} and cleared_at is not null`,
    says: /grant \d+: began or was cleared at/,
  },
  {
    name: "a change of tier by a grant that is gone",
    invariant: "I1",
    damage: `delete from tier_grant where root_id = ${FAY}`,
    says: /tier change \d+: grant \d+ does not exist/,
  },
  {
    name: "a return matched otherwise than the rules match it",
    invariant: "I7b",
    damage: `update unlinked_return set matched = 0 where article = 'mug'`,
    says: /unlinked return \d+\/\S+: what was matched/,
  },
  {
    name: "a hold whose order is there",
    invariant: "I9",
    damage: `update events set reason = 'UNKNOWN_ORDER', fact = jsonb_set(fact, '{r}', '[{"k":"order","s":"shop","v":"1001"}]')
      where event_id = 't-5001'`,
    says: /event \d+: waits for order number 1001/,
  },
  {
    name: "a hold whose identifier has a customer",
    invariant: "I9",
    damage: `update identifiers set leaf_id = ${ADA} where kind = 'loyalty'`,
    says: /event \d+: waits for identifier \d+, which customer \d+ holds/,
  },
  {
    name: "a hold for a store that is registered",
    isTicking: true,
    invariant: "I9",
    damage: `insert into store (code, name, brand, market, time_zone) values ('york-1', 'York', 'Test', 'GB', 'Europe/London')`,
    says: /event \d+: waits for a store that is registered/,
  },
  {
    name: "a hold for a rate that the rules have",
    isTicking: true,
    invariant: "I9",
    damage: `update events set wait_key = 'rate:EUR', reason = 'RATE_MISSING' where event_id = 't-5001'`,
    says: /event \d+: waits for a rate of EUR/,
  },
  {
    name: "a hold past its latest moment",
    isTicking: true,
    invariant: "I9",
    damage: `update events set wait_until = '2026-03-02T00:00:00Z' where event_id = 't-5001'`,
    says: /event \d+: was to wait until 2026-03-02/,
  },
  {
    name: "a release that nobody ran",
    isTicking: true,
    invariant: "I9",
    damage: `update events set released_at = '2026-03-02T00:00:00Z' where event_id = 't-5001'`,
    says: /event \d+: was released at 2026-03-02.*has not run/,
  },
];

describe("verify names", () => {
  test.each(FAULTS)("$name ($invariant)", async ({ invariant, damage, says, isTicking }) => {
    await withCopy(database.url, async (sql, url) => {
      await sql.unsafe(damage);
      const tickerSql = connect(url, { max: 1 });
      if (isTicking) {
        expect((await leaseTicker(tickerSql, randomUUID(), 60_000)).isOurs).toBe(true);
      }
      const report = await verifyDatabase(sql, { now });
      const found = report.invariants.find((one) => one.invariant === invariant);
      expect(found?.status).toBe("VIOLATED");
      expect((found?.found ?? []).map(({ id, detail }) => `${id}: ${detail}`).join("\n")).toMatch(
        says,
      );
      expect(report.ok).toBe(false);
      await tickerSql.end();
    });
  });
});

test("what only a running server would end is a warning where none runs, and no violation", async () => {
  await withCopy(database.url, async (sql) => {
    await sql`update outbox_watermark set safe_id = 0`;
    // By then every wait is over, and every term.
    const later = at("2100-01-01T00:00:00Z");
    const report = await verifyDatabase(sql, { now: later });
    const statuses = Object.fromEntries(
      report.invariants.map((one) => [one.invariant, one.status]),
    );
    expect(statuses).toEqual({
      ...{ I1: "OK", I2: "OK", I3: "OK", I4: "WARN", I5: "OK", I6: "WARN", I7b: "OK", I9: "WARN" },
      ...{ I10: "OK", I11: "OK" },
    });
    expect(report.ok).toBe(true);
  });
});
