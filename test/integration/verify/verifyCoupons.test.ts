import { afterAll, beforeAll, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import {
  COUPON_NOW,
  HOME_STORE,
  issued,
  issueRequest,
  openCommands,
  redeemRequest,
  tillOf,
} from "../../support/coupons.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, startReceiver } from "../../support/receiver.ts";
import { sale, setUpMixed, withCopy } from "./mixedLife.ts";

/**
 * Coupons of a member with purchases: used, reversed and used again, used offline beyond the limit;
 * then damaged.
 */

let database: TestDatabase;
const now = at("2026-03-10T12:00:30Z");

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  const { sql } = database;
  await setUpMixed(sql);
  const gateway = await startReceiver(database.url);
  await gateway.send([sale("1", "ada", "150.00")], { now: at("2026-03-01T10:00:01Z") });
  await gateway.close();
  const commands = await openCommands(sql);
  const [{ id } = { id: 0n }] = await sql<{ id: bigint }[]>`
    select leaf_id as id from identifiers where value = 'ada@example.com'`;
  const use = async (code: string, occurredAt = null as typeof now | null) =>
    (await commands.redeemCoupon(redeemRequest(code, { occurredAt }))).redemptionId as string;
  const single = await issued(sql, commands, issueRequest(id));
  const redemptionId = await use(single.code);
  await commands.reverseRedemption({
    ...{ viewer: tillOf(HOME_STORE), idempotencyKey: "undo", redemptionId, reason: "VOIDED" },
    ...{ store: null, till: "1", cashier: null },
  });
  await use(single.code);
  await use(single.code, COUPON_NOW);
  await issued(sql, commands, issueRequest(null, { code: "FORALL" }));
  await use("FORALL");
  await use("NOSUCHCODE", COUPON_NOW);
  await sql`update outbox_watermark set safe_id = (select max(id) from outbox)`;
  // A copy can only be made of a database nobody is connected to.
  await sql.end();
});

afterAll(async () => {
  await database?.drop();
});

test("coupons used in every way leave a sound database", async () => {
  await withCopy(database.url, async (sql) => {
    const report = await verifyDatabase(sql, { now });
    expect(formatReport(report)).not.toMatch(/VIOLATED|WARN/);
    expect(report.invariants.find(({ invariant }) => invariant === "I3")?.checked).toEqual({
      ...{ coupons: 2, redemptions: 5, attempts: 6 },
    });
  });
});

const ATTEMPTS = "alter table coupon_attempt disable trigger coupon_attempt_append_only;";
const SINGLE = "(select id from coupon where leaf_id is not null)";

test.each([
  [
    "a use that nobody counted",
    `update coupon set used = used - 1 where id = ${SINGLE}`,
    /coupon \d+: has 1 of 3 uses, but 2 of 3 redemptions/,
  ],
  [
    "a redemption that is gone",
    "delete from redemption where use_no = 3",
    /coupon \d+: has 2 of 3 uses, but 1 of 2 redemptions, the last with number 2/,
  ],
  [
    "an online redemption beyond the limit",
    `update redemption set state = 'REDEEMED' where state = 'REVERSED';
      update coupon set used = used + 1 where id = ${SINGLE}`,
    /coupon \d+: may be used 1 times and was used 2 times online, 1 times offline/,
  ],
  [
    "an offline redemption beyond the limit without its conflict",
    "delete from coupon_conflict where reason = 'OVER_LIMIT'",
    /coupon \d+: may be used 1 times and was used 1 times online, 1 times offline, with 0 conflicts/,
  ],
  [
    "a used coupon that says it is not",
    `update coupon set state = 'ISSUED' where id = ${SINGLE}`,
    /coupon \d+: is ISSUED with 2 of 1 uses/,
  ],
  [
    "a redemption without its attempt",
    `${ATTEMPTS} delete from coupon_attempt where outcome = 'RECORDED'`,
    /redemption \d+: no attempt is on record/,
  ],
  [
    "a coupon of a customer who is not there",
    `update coupon set leaf_id = 1 where id = ${SINGLE}`,
    /coupon \d+: customer 1 does not exist/,
  ],
  [
    "a conflict of an online redemption",
    `insert into coupon_conflict select id, 'OVER_LIMIT', now() from redemption where not is_offline limit 1`,
    /conflict of redemption \d+: the redemption was made online/,
  ],
])("verify names %s (I3)", async (_name, damage, says) => {
  await withCopy(database.url, async (sql) => {
    await sql.unsafe(damage);
    const report = await verifyDatabase(sql, { now });
    const found = report.invariants.find(({ invariant }) => invariant === "I3");
    expect((found?.found ?? []).map(({ id, detail }) => `${id}: ${detail}`).join("\n")).toMatch(
      says,
    );
    expect(report.ok).toBe(false);
  });
});
