import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { runDue } from "../../../src/core/advance.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { about, sale } from "./mixedLife.ts";

const CUSTOMERS = 4;
const STEPS = 50;
const DAYS_BETWEEN_MAX = 25;
const TIMEOUT_MS = 120_000;

type Wallet = NonNullable<RulesetDocument["wallets"]>[number];

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

async function open(
  wallet: Omit<Wallet, "code">,
  returns: RulesetDocument["returns"] = {},
): Promise<TestReceiver> {
  await setUpRetailer(database.sql, {
    ...DEFAULT_RULESET_DOCUMENT,
    wallets: [{ code: "points", pointValue: "0.01", ...wallet }],
    returns,
  });
  gateway = await startReceiver(database.url);
  return gateway;
}

const due = ({ catalog }: TestReceiver, now: Instant) =>
  runDue({ sql: database.sql, catalog, now: () => now });

async function loadersAt(now: Instant) {
  const { sql } = database;
  return createLoaders({
    sql,
    lookups: createLookups(sql).lookups,
    directory: new Directory(await Catalog.load(sql)),
    viewer: systemViewer("test"),
    clock: () => now,
    guesses: new GuessLimit(() => now),
  });
}

/** When the points of an order can be spent, as a reader at `now` is told. */
async function spendableFrom(number: string, now: Instant): Promise<Instant | null> {
  const { orders } = await loadersAt(now);
  const order = await orders.byNumber({ value: number, source: null, scope: "" });
  return order && (await orders.activatesAt(order));
}

/** Balances as a reader at `now` gets them, and as they are written. */
async function seen(now: Instant) {
  const { sql } = database;
  const loaders = await loadersAt(now);
  const rows = await sql<{ id: bigint; active: bigint; pending: bigint }[]>`
    select c.id, a.active, a.pending + a.maturing as pending
    from customer c join account a on a.leaf_id = c.id order by c.id`;
  return await Promise.all(
    rows.map(async ({ id, ...stored }) => {
      const customer = await loaders.customers.byRoot(id);
      if (customer === null) {
        throw new Error("a customer is not there");
      }
      const loyalty = await loaders.loyalty.ofCustomer(customer, null);
      const account = loyalty?.accounts[0];
      if (loyalty === null || account === undefined) {
        throw new Error("an account is not there");
      }
      return {
        read: { active: account.active, pending: account.pending },
        stored,
        next: await loaders.accounts.expiringNext(account),
      };
    }),
  );
}

/** What the record tells of an instant is what readers see then. @returns of how many accounts */
async function expectTold(now: Instant): Promise<number> {
  // What was sent at `now` is recorded within the second.
  const asked = addMicros(now, MICROS_PER_SECOND);
  const loaders = await loadersAt(asked);
  let compared = 0;
  for (const { id } of await database.sql<{ id: bigint }[]>`select id from customer`) {
    const customer = await loaders.customers.byRoot(id);
    const loyalty = customer && (await loaders.loyalty.ofCustomer(customer, null));
    const account = loyalty?.accounts[0];
    if (loyalty === null || account === undefined) {
      continue;
    }
    const expected = account.rows.reduce((sum, { pending }) => sum + pending, 0n);
    const told = await loaders.explain.balance(loyalty, { at: asked, wallet: "points" });
    expect(told).toEqual({
      ...{ at: asked, active: account.active },
      maturing: account.pending - expected,
    });
    compared += 1;
  }
  return compared;
}

async function expectSound(now: Instant): Promise<void> {
  const report = await verifyDatabase(database.sql, { now });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

const entries = () => database.sql`
  select kind, points::int, left(effective_at::text, 10) as day from entry order by id`;

describe("points that change by time", () => {
  test("pending points become active, active ones expire, each told once and in order", async () => {
    const open_ = await open({
      activation: { kind: "AFTER_DAYS", days: 14 },
      expiry: { kind: "FIXED", months: 3 },
    });
    await open_.send([sale("1", "ann", "100.00")], { now: at("2026-03-01T12:00:00Z") });
    expect((await seen(at("2026-03-14T23:59:59Z")))[0]?.read).toEqual({
      active: 0n,
      pending: 100n,
    });
    const march15 = at("2026-03-15T00:00:00Z");
    expect(await spendableFrom("1", at("2026-03-14T23:59:59Z"))).toBe(march15);
    expect(await spendableFrom("1", march15)).toBeNull();
    const spring = await seen(at("2026-03-15T00:00:00Z"));
    expect(spring[0]).toMatchObject({
      read: { active: 100n, pending: 0n },
      next: { points: 100n, at: at("2026-06-15T23:00:00Z") },
    });
    expect((await seen(at("2026-06-15T23:00:00Z")))[0]?.read).toEqual({ active: 0n, pending: 0n });
    // The server stood still since March: it catches up, one instant after the other.
    expect(await due(open_, at("2026-07-01T00:00:00Z"))).toBe(1);
    expect(await entries()).toEqual([
      { kind: "EARNED", points: 100, day: "2026-03-01" },
      { kind: "ACTIVATED", points: 100, day: "2026-03-15" },
      { kind: "EXPIRED", points: 100, day: "2026-06-15" },
    ]);
    expect(await due(open_, at("2026-07-01T00:00:00Z"))).toBe(0);
    await expectSound(at("2026-07-01T00:00:00Z"));
  });

  test.each([
    ["points that became active too soon", "update account set active = 100, maturing = 0"],
    [
      "an instant at which nothing is due",
      "update account set next_lot_at = '2026-03-10T00:00:00Z'",
    ],
    [
      "a lot that would expire on another day",
      "update lot set expires_at = '2026-09-01T00:00:00Z'",
    ],
    ["points that would be forgiven although they never expired", "update lot set expired = 5"],
  ])("verify names %s", async (_name, damage) => {
    const open_ = await open({
      activation: { kind: "AFTER_DAYS", days: 14 },
      expiry: { kind: "FIXED", months: 3 },
    });
    const now = at("2026-03-01T12:00:00Z");
    await open_.send([sale("1", "ann", "100.00")], { now });
    await expectSound(now);
    await database.sql.unsafe(`${damage} where true`);
    const report = await verifyDatabase(database.sql, { now });
    const replay = report.invariants.find(({ invariant }) => invariant === "I7b");
    expect(replay?.status).toBe("VIOLATED");
  });

  test("rolling points stay as long as the customer comes back in time, then go together", async () => {
    const open_ = await open({ expiry: { kind: "ROLLING", months: 2 } });
    await open_.send([sale("1", "ann", "100.00")], { now: at("2026-03-01T12:00:00Z") });
    await open_.send([sale("2", "ann", "50.00", { occurredAt: "2026-04-20T10:00:00Z" })], {
      now: at("2026-04-20T12:00:00Z"),
    });
    expect((await seen(at("2026-06-20T22:59:59Z")))[0]?.read.active).toBe(150n);
    expect((await seen(at("2026-06-20T23:00:00Z")))[0]?.read.active).toBe(0n);
    await due(open_, at("2026-06-21T00:00:00Z"));
    expect((await entries()).at(-1)).toMatchObject({ kind: "EXPIRED", points: 150 });
    await expectSound(at("2026-06-21T00:00:00Z"));
  });

  test.each(["ALLOW_NEGATIVE", "WITHIN_BALANCE"] as const)(
    "a return does not take points a second time that have expired (%s)",
    async (earned) => {
      const open_ = await open({ expiry: { kind: "FIXED", months: 1 } }, { earned });
      await open_.send([sale("1", "ann", "100.00")], { now: at("2026-03-01T12:00:00Z") });
      await open_.send([sale("2", "ann", "70.00", { occurredAt: "2026-04-10T10:00:00Z" })], {
        now: at("2026-04-10T12:00:00Z"),
      });
      await open_.send([about("1", "RETURNED", "r", { return: { id: "r" } })], {
        now: at("2026-04-11T12:00:00Z"),
      });
      expect((await seen(at("2026-04-11T12:00:00Z")))[0]?.read.active).toBe(70n);
      expect((await entries()).map(({ kind }) => kind)).toEqual([
        "EARNED",
        "EXPIRED",
        "EARNED",
        "REVERSED",
        "WAIVED",
      ]);
      await expectSound(at("2026-04-11T12:00:00Z"));
    },
  );

  test("goods exchanged after their points expired, and then brought back, cost no points of others", async () => {
    const open_ = await open({ expiry: { kind: "FIXED", months: 1 } });
    await open_.send([sale("1", "ann", "100.00")], { now: at("2026-03-01T12:00:00Z") });
    const exchange = about("1", "EXCHANGED", "x", {
      occurredAt: "2026-04-10T11:00:00Z",
      currencyCode: "GBP",
      return: { id: "x", lines: [{ lineId: "1", quantity: "2" }] },
      lines: [{ id: "3", article: "pot", quantity: "1", gross: "100.00" }],
    });
    const [exchanged] = await open_.send([exchange], { now: at("2026-04-10T12:00:00Z") });
    expect(exchanged?.outcome).toBe("APPLIED");
    await open_.send([sale("2", "ann", "70.00", { occurredAt: "2026-04-11T10:00:00Z" })], {
      now: at("2026-04-11T12:00:00Z"),
    });
    const back = about("1", "RETURNED", "r", {
      occurredAt: "2026-04-12T11:00:00Z",
      return: { id: "r" },
    });
    await open_.send([back], { now: at("2026-04-12T12:00:00Z") });
    expect((await seen(at("2026-04-12T12:00:00Z")))[0]?.read.active).toBe(70n);
    await expectSound(at("2026-04-12T12:00:00Z"));
  });

  test("under ONLY_PENDING a return takes points that are not active yet, and no others", async () => {
    const open_ = await open(
      { activation: { kind: "AFTER_DAYS", days: 10 } },
      { earned: "ONLY_PENDING" },
    );
    await open_.send([sale("1", "ann", "100.00"), sale("2", "bea", "100.00")], {
      now: at("2026-03-01T12:00:00Z"),
    });
    const back = (number: string) => about(number, "RETURNED", "r", { return: { id: "r" } });
    await open_.send([back("1")], { now: at("2026-03-05T12:00:00Z") });
    await open_.send([back("2")], { now: at("2026-03-20T12:00:00Z") });
    const [ann, bea] = await seen(at("2026-03-20T12:00:00Z"));
    expect([ann?.read.active, bea?.read.active]).toEqual([0n, 100n]);
    await expectSound(at("2026-03-20T12:00:00Z"));
  });
});

const POLICIES: readonly [string, Omit<Wallet, "code">, RulesetDocument["returns"]][] = [
  ["at once, for a month", { expiry: { kind: "FIXED", months: 1 } }, {}],
  [
    "after two weeks, rolling",
    { activation: { kind: "AFTER_DAYS", days: 14 }, expiry: { kind: "ROLLING", months: 1 } },
    { earned: "WITHIN_BALANCE" },
  ],
  [
    "after a month, to the end of the quarter",
    {
      activation: { kind: "AFTER_DAYS", days: 30 },
      expiry: { kind: "END_OF_PERIOD", period: "QUARTER", plusMonths: 0 },
    },
    { earned: "ONLY_PENDING" },
  ],
  [
    "from a date on, to the end of the month",
    {
      activation: { kind: "ON_DATE", date: "2022-09-01" },
      expiry: { kind: "END_OF_PERIOD", period: "MONTH", plusMonths: 1 },
    },
    {},
  ],
];

describe("whatever is bought, brought back and waited for", () => {
  test.each(POLICIES)(
    "%s: a reader sees what the job then writes, and the facts replay to it",
    async (_name, wallet, returns) => {
      const open_ = await open(wallet, returns);
      const random = rng(testSeed());
      const below = (count: number) => Math.floor(random() * count);
      const bought: string[] = [];
      let now = at("2022-01-05T12:00:00Z");
      for (let step = 0; step < STEPS; step += 1) {
        now = addMicros(now, below(DAYS_BETWEEN_MAX) * MICROS_PER_DAY + below(1_000_000));
        const occurredAt = formatInstant(now);
        const what = below(10);
        if (what < 5 || bought.length === 0) {
          // Some become known late: they count when they happened.
          const late = below(4) === 0 ? below(60) * MICROS_PER_DAY : 0;
          const number = `o${step}`;
          await open_.send(
            [
              sale(number, `p${below(CUSTOMERS)}`, `${20 + below(300)}.00`, {
                occurredAt: formatInstant(addMicros(now, -late)),
              }),
            ],
            { now },
          );
          bought.push(number);
        } else if (what === 5) {
          // Said again with another time: what it earned counts on another day from now on.
          const number = bought[below(bought.length)] as string;
          const earlier = formatInstant(addMicros(now, -below(90) * MICROS_PER_DAY));
          await open_.send(
            [about(number, "SETTLED", `s${step}`, { occurredAt: earlier, tenders: [] })],
            { now },
          );
        } else if (what < 8) {
          const number = bought[below(bought.length)] as string;
          const lines = [{ lineId: "1", quantity: "1" }];
          const back = { return: { id: `r${step}`, ...(below(2) === 0 ? {} : { lines }) } };
          await open_.send([about(number, "RETURNED", `r${step}`, { occurredAt, ...back })], {
            now,
          });
        } else {
          await expectTold(now);
          const before = await seen(now);
          await due(open_, now);
          expect((await seen(now)).map(({ stored }) => stored)).toEqual(
            before.map(({ read }) => read),
          );
        }
      }
      await expectTold(now);
      now = addMicros(now, 400 * MICROS_PER_DAY);
      // In between there may be nobody yet: the first sale may have been of before the rules.
      expect(await expectTold(now)).toBeGreaterThan(0);
      const before = await seen(now);
      await due(open_, now);
      expect((await seen(now)).map(({ stored }) => stored)).toEqual(before.map(({ read }) => read));
      await expectSound(now);
      const [sums] = await database.sql`
        select coalesce(sum(points) filter (where kind = 'EXPIRED'), 0)
            <= coalesce(sum(points) filter (where kind = 'EARNED'), 0) as bounded,
          count(*) filter (where kind = 'EXPIRED') > 0 as some
        from entry`;
      expect(sums).toEqual({ bounded: true, some: true });
    },
    TIMEOUT_MS,
  );
});
