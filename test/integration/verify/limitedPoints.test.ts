import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runDue } from "../../../src/core/advance.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { about, sale } from "./mixedLife.ts";

/**
 * Points that rest on the customer's history: tiers, counts and limits, pinned when an order first
 * earns.
 */

const CUSTOMERS = 3;
const STEPS = 60;
const DAYS_BETWEEN_MAX = 9;
const TIMEOUT_MS = 120_000;

type Rule = RulesetDocument["earning"][number];
const BASE: Rule = { code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" };

let database: TestDatabase;
let gateway: TestReceiver | null = null;
beforeEach(async () => {
  database = await cloneTemplateDatabase();
});
afterEach(async () => {
  await gateway?.close();
  gateway = null;
  await database.drop();
});

async function open(rules: Partial<RulesetDocument>): Promise<TestReceiver> {
  await setUpRetailer(database.sql, { ...DEFAULT_RULESET_DOCUMENT, ...rules });
  gateway = await startReceiver(database.url);
  return gateway;
}

/** A sale on a day at noon, known at once or on another day. */
async function sell(
  { send }: TestReceiver,
  number: string,
  gross: string,
  day: string,
  known = day,
): Promise<void> {
  const occurredAt = `${day}T12:00:00Z`;
  await send([sale(number, "ann", gross, { occurredAt })], { now: at(`${known}T12:00:01Z`) });
}

async function bringBack({ send }: TestReceiver, number: string, day: string, what: object = {}) {
  const back = { occurredAt: `${day}T13:00:00Z`, return: { id: "r", ...what } };
  await send([about(number, "RETURNED", "r", back)], { now: at(`${day}T13:00:01Z`) });
}

/** Points by number of the order, as they stand. */
async function points(): Promise<Record<string, number>> {
  const rows = await database.sql<{ number: string; points: number }[]>`
    select r.value as number, o.points_active::int as points
    from orders o join order_reference r on r.order_id = o.id order by r.value`;
  return Object.fromEntries(rows.map((row) => [row.number, row.points]));
}

async function expectSound(now: Instant): Promise<void> {
  const report = await verifyDatabase(database.sql, { now });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

describe("what an order gives rests on the customer as it was when it first earned", () => {
  test("a tier counts from the next order on, and what comes back takes what that tier gave", async () => {
    const silver = { code: "silver", factor: "2", when: 'customer.tier == "SILVER"' };
    const open_ = await open({ earning: [{ ...BASE, multipliers: [silver] }] });
    await sell(open_, "1", "300.00", "2026-03-01");
    await sell(open_, "2", "100.00", "2026-03-02");
    expect(await points()).toEqual({ 1: 300, 2: 200 });
    await bringBack(open_, "2", "2026-03-03", { lines: [{ lineId: "1", quantity: "1" }] });
    expect(await points()).toEqual({ 1: 300, 2: 100 });
    // Back in the base tier a year later: the order keeps what it gave.
    await runDue({
      ...{ sql: database.sql, catalog: open_.catalog },
      now: () => at("2027-03-05T00:00:00Z"),
    });
    const settled = { occurredAt: "2027-03-06T10:00:00Z", tenders: [] };
    await open_.send([about("2", "SETTLED", "s", settled)], { now: at("2027-03-06T12:00:00Z") });
    expect(await points()).toEqual({ 1: 300, 2: 100 });
    await expectSound(at("2027-03-07T00:00:00Z"));
  });

  test("a bonus for the first order comes once, also when that order goes back", async () => {
    const first: Rule = {
      ...{ code: "welcome", wallet: "points", rounding: "FLOOR" },
      ...{ pointsPerOrder: 500, when: "customer.orders == 0" },
    };
    const open_ = await open({ earning: [BASE, first] });
    await sell(open_, "1", "10.00", "2026-03-01");
    await bringBack(open_, "1", "2026-03-02");
    await sell(open_, "2", "10.00", "2026-03-03");
    expect(await points()).toEqual({ 1: 0, 2: 10 });
    await expectSound(at("2026-03-04T00:00:00Z"));
  });

  test("an order that is only placed shows what its customer would get now", async () => {
    const silver = { code: "silver", factor: "2", when: 'customer.tier == "SILVER"' };
    const open_ = await open({ earning: [{ ...BASE, multipliers: [silver] }] });
    const occurredAt = "2026-03-01T10:00:00Z";
    const placed = { kind: "PLACED", eventId: "p", occurredAt };
    const pending = async () =>
      (
        await database.sql`select points_pending::int as points from orders where status = 'PLACED'`
      )[0];
    await open_.send([sale("P", "ann", "40.00", placed)], { now: at("2026-03-01T12:00:00Z") });
    expect(await pending()).toEqual({ points: 40 });
    await sell(open_, "1", "300.00", "2026-03-02");
    const again = { ...placed, eventId: "p2", occurredAt: "2026-03-01T10:00:01Z" };
    await open_.send([sale("P", "ann", "40.00", again)], { now: at("2026-03-03T12:00:00Z") });
    expect(await pending()).toEqual({ points: 80 });
    await expectSound(at("2026-03-04T00:00:00Z"));
  });
});

describe("a limit", () => {
  test("of a month is filled order by order; what goes back makes room for later orders alone", async () => {
    const open_ = await open({
      earning: [{ ...BASE, maxPerPeriod: { period: "MONTH", points: 100 } }],
    });
    await sell(open_, "1", "80.00", "2026-03-01");
    await sell(open_, "2", "50.00", "2026-03-02");
    await sell(open_, "3", "30.00", "2026-03-03");
    expect(await points()).toEqual({ 1: 80, 2: 20, 3: 0 });
    await bringBack(open_, "1", "2026-03-04");
    await sell(open_, "4", "90.00", "2026-03-31");
    await sell(open_, "5", "90.00", "2026-04-01");
    expect(await points()).toEqual({ 1: 0, 2: 20, 3: 0, 4: 80, 5: 90 });
    // Known late: it fills the month in which it happened, and takes nothing from the others.
    await sell(open_, "6", "40.00", "2026-02-10", "2026-04-02");
    await sell(open_, "7", "40.00", "2026-03-20", "2026-04-02");
    expect(await points()).toMatchObject({ 4: 80, 5: 90, 6: 40, 7: 0 });
    await expectSound(at("2026-04-03T00:00:00Z"));
  });

  test("of a wallet leaves what fits, and does not hold back what counts towards tiers", async () => {
    const open_ = await open({ wallets: [{ code: "points", maxBalance: 250 }] });
    await sell(open_, "1", "200.00", "2026-03-01");
    await sell(open_, "2", "100.00", "2026-03-02");
    expect(await points()).toEqual({ 1: 200, 2: 50 });
    expect(await database.sql`select tier from customer`).toEqual([{ tier: "SILVER" }]);
    await expectSound(at("2026-03-03T00:00:00Z"));
  });

  test("that an order would pass is told on its lines", async () => {
    const open_ = await open({
      earning: [{ ...BASE, maxPerPeriod: { period: "DAY", points: 10 } }],
    });
    await sell(open_, "1", "80.00", "2026-03-01");
    await sell(open_, "2", "80.00", "2026-03-01");
    expect(await points()).toEqual({ 1: 10, 2: 0 });
    const [basis] = await database.sql`
      select earning_basis as basis from orders order by id desc limit 1`;
    expect(basis?.["basis"]).toMatchObject({
      pinned: true,
      tier: "BASE",
      rules: { base: ["0", "0", "2026-03-01"] },
    });
  });
});

test(
  "whatever is bought, known late and brought back under limits: no limit is passed, and the facts replay to it",
  async () => {
    const MONTHLY = 400;
    const HELD = 900;
    const open_ = await open({
      earning: [
        {
          ...BASE,
          maxPerPeriod: { period: "MONTH", points: MONTHLY },
          multipliers: [{ code: "gold", factor: "1.5", when: 'customer.tier != "BASE"' }],
        },
        {
          ...{ code: "third", wallet: "points", pointsPerOrder: 30, rounding: "FLOOR" },
          when: "customer.orders % 3 == 2",
        },
      ],
      wallets: [{ code: "points", maxBalance: HELD, expiry: { kind: "FIXED", months: 3 } }],
    });
    const random = rng(testSeed());
    const below = (count: number) => Math.floor(random() * count);
    const bought: string[] = [];
    let now = at("2024-01-05T12:00:00Z");
    for (let step = 0; step < STEPS; step += 1) {
      now = addMicros(now, below(DAYS_BETWEEN_MAX) * MICROS_PER_DAY + 1);
      const occurredAt = formatInstant(now);
      const what = below(10);
      if (what < 6 || bought.length === 0) {
        const late = below(3) === 0 ? below(50) * MICROS_PER_DAY : 0;
        const number = `o${step}`;
        const isPlaced = below(4) === 0;
        await open_.send(
          [
            sale(number, `p${below(CUSTOMERS)}`, `${20 + below(300)}.00`, {
              occurredAt: formatInstant(addMicros(now, -late)),
              ...(isPlaced ? { kind: "PLACED", eventId: `placed-${number}` } : {}),
            }),
          ],
          { now },
        );
        bought.push(number);
      } else if (what < 8) {
        const number = bought[below(bought.length)] as string;
        const lines = [{ lineId: "1", quantity: "1" }];
        const back = { return: { id: `r${step}`, ...(below(2) === 0 ? {} : { lines }) } };
        await open_.send([about(number, "RETURNED", `r${step}`, { occurredAt, ...back })], { now });
      } else if (what === 8) {
        const number = bought[below(bought.length)] as string;
        const part = { fulfilment: { id: `f${step}`, lines: null } };
        await open_.send(
          [
            about(number, "FULFILLED", `f${step}`, { occurredAt, ...part }),
            about(number, "SETTLED", `s${step}`, { occurredAt, tenders: [] }),
          ],
          { now },
        );
      } else {
        await runDue({ sql: database.sql, catalog: open_.catalog, now: () => now });
      }
    }
    await expectSound(now);
    const [most] = await database.sql<{ month: number; held: number }[]>`
      select (select coalesce(max(points), 0)::int from (
                select sum(case kind when 'EARNED' then points else -points end) as points
                from entry where rule = 'base' and kind in ('EARNED', 'REVERSED')
                group by leaf_id, date_trunc('month', effective_day)) m) as month,
        (select coalesce(max(active + maturing), 0)::int from account where leaf_id is not null) as held`;
    expect(most?.month).toBeLessThanOrEqual(MONTHLY);
    expect(most?.held).toBeLessThanOrEqual(HELD);
    expect(most?.held).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
