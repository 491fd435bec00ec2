import { afterAll, beforeAll, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { NOW, type PointsBench, startPointsBench } from "../../support/bench/pointsBench.ts";
import { withCopy } from "../verify/mixedLife.ts";

/** Points and coupons given and taken back by two people to two customers; then damaged. */

let bench: PointsBench;
let url: string;

beforeAll(async () => {
  bench = await startPointsBench();
  const [ada, bea] = [await bench.member("ada"), await bench.member("bea")];
  const agent = bench.who("agent", "one");
  await bench.give(ada, { points: 100n }, agent);
  const second = await bench.give(bea, { points: 200n }, agent);
  await bench.give(bea, { points: 50n }, agent);
  await bench.undo(second.gift, agent);
  const supervisor = bench.who("supervisor", "two");
  await bench.give(ada, { coupon: "FIVE" }, supervisor);
  const tenth = await bench.give(ada, { coupon: "TENTH" }, supervisor);
  await bench.undo(tenth.gift, supervisor);
  await bench.database.sql`update outbox_watermark set safe_id = (select max(id) from outbox)`;
  url = bench.database.url;
  await bench.gateway.close();
  // A copy can only be made of a database nobody is connected to.
  await bench.database.sql.end();
});

afterAll(() => bench.database.drop());

test("goodwill given and taken back leaves a sound database", async () => {
  await withCopy(url, async (sql) => {
    const report = await verifyDatabase(sql, { now: NOW });
    expect(formatReport(report)).not.toMatch(/VIOLATED|WARN/);
    const found = report.invariants.find(({ invariant }) => invariant === "I10");
    expect(found?.checked).toEqual({ gifts: 5 });
  });
});

const AUDIT = "alter table audit disable trigger audit_append_only;";
const ENTRY = "alter table entry disable trigger all;";

test.each([
  [
    "a gift of more points than the ledger gave",
    "update goodwill_gift set points = 101, worth = 101 where id = 1",
    /gift 1: is not what its entries gave and took/,
  ],
  [
    "a gift of another amount than the audit says",
    "update goodwill_gift set worth = 99 where id = 4",
    /gift 4: is not what the audit says was given/,
  ],
  [
    "a gift to another customer",
    "update goodwill_gift set leaf_id = (select leaf_id from goodwill_gift where id = 2) where id = 1",
    /gift 1: is not what the audit says was given/,
  ],
  [
    "a gift that is gone",
    "delete from goodwill_gift where id = 3",
    /entry \d+: is goodwill, and not of one gift/,
  ],
  [
    "a coupon's gift that is gone",
    "delete from goodwill_gift where id = 4",
    /audit \d+: says that a gift was given which is not there/,
  ],
  [
    "an entry of goodwill that is gone",
    `${ENTRY} delete from entry where id = (select entry_id from goodwill_gift where id = 3)`,
    /gift 3: is not what its entries gave and took/,
  ],
  [
    "a gift that is said to stand and was taken back",
    "update goodwill_gift set undone_at = null, undone_by = null, undo_entry_id = null where id = 2",
    /gift 2: stands, and the audit says that it was taken back/,
  ],
  [
    "a gift taken back after eleven minutes",
    `${AUDIT} update goodwill_gift set undone_at = recorded_at + interval '11 minutes' where id = 5;
      update audit set details = details || jsonb_build_object('at',
        (select undone_at from goodwill_gift where id = 5)) where id = (
          select max(id) from audit where action = 'goodwill.undo')`,
    /gift 5: was taken back at .*, which the audit does not say/,
  ],
  [
    "the entry of an undo that names another lot",
    `${ENTRY} update entry set lots = (select lots from entry where id = (
        select entry_id from goodwill_gift where id = 3))
      where id = (select undo_entry_id from goodwill_gift where id = 2)`,
    /gift 2: is not what its entries gave and took/,
  ],
  [
    "a coupon taken back that can still be used",
    "update coupon set state = 'ISSUED' where state = 'DISABLED'",
    /gift 5: is not what its coupon says/,
  ],
  [
    "a coupon switched off by nobody",
    "update coupon set state = 'DISABLED' where state = 'ISSUED'",
    /gift 4: is not what its coupon says/,
  ],
  [
    "a gift beyond the person's limit",
    `${AUDIT} update goodwill_gift set basis = basis || '{"personMax":"99"}' where id = 1;
      update audit set details = jsonb_set(details, '{basis,personMax}', '"99"')
      where details ->> 'gift' = (select public_id::text from goodwill_gift where id = 1)`,
    /gift 1: crosses a limit that it was decided on/,
  ],
  [
    "a gift decided as if the person had given nothing",
    `${AUDIT} update goodwill_gift set basis = basis || '{"personGiven":"0"}' where id = 3;
      update audit set details = jsonb_set(details, '{basis,personGiven}', '"0"')
      where details ->> 'gift' = (select public_id::text from goodwill_gift where id = 3)`,
    /gift 3: was decided as if 0 points had been given before; they were 100/,
  ],
  [
    "a gift decided as if the customer had been given nothing",
    `${AUDIT} update goodwill_gift set basis = basis || '{"customerGiven":"0","giftsGiven":0}' where id = 4;
      update audit set details = jsonb_set(jsonb_set(details, '{basis,customerGiven}', '"0"'),
        '{basis,giftsGiven}', '0')
      where details ->> 'gift' = (select public_id::text from goodwill_gift where id = 4)`,
    /gift 4: was decided as if the customer had been given 0 points by 0 gifts before; they were 100 by 1/,
  ],
])("%s is found", async (_what, damage, found) => {
  await withCopy(url, async (sql) => {
    await sql.unsafe(damage);
    expect(formatReport(await verifyDatabase(sql, { now: NOW }))).toMatch(found);
  });
});
