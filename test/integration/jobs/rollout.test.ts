import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { runDue } from "../../../src/core/advance.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { stepRollout } from "../../../src/programme/rollout.ts";
import { activateRuleset } from "../../../src/programme/rulesets/activateRuleset.ts";
import { approveRuleset, createRulesetDraft } from "../../../src/programme/rulesets/drafts.ts";
import { pauseRollout, resumeRollout } from "../../../src/programme/rulesets/rollouts.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { sale } from "../verify/mixedLife.ts";

const MARCH = at("2026-03-01T12:00:00Z");
const BEGINS = at("2026-04-01T00:00:00Z");
const AFTER = at("2026-04-02T09:00:00Z");
const JUNE = at("2026-06-01T00:00:00Z");
/** More than one batch of the job. */
const MANY = 600;

let database: TestDatabase;
let gateway: TestReceiver;
beforeEach(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});
afterEach(async () => {
  await gateway.close();
  await database.drop();
});

const boss = { ...viewerOf("admin"), principal: "boss" };
const ann = { ...viewerOf("marketer"), principal: "ann" };

/** Puts a version into force from BEGINS on. */
async function activate(changes: Partial<RulesetDocument>): Promise<number> {
  const deps = { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7, now: MARCH };
  const document = JSON.stringify({ ...DEFAULT_RULESET_DOCUMENT, ...changes });
  const { version } = await createRulesetDraft(deps, { viewer: ann, document });
  const seen = { version: version as number, expectedRevision: 1 };
  await approveRuleset(deps, { viewer: boss, ...seen });
  const { userErrors } = await activateRuleset(deps, { viewer: boss, ...seen, at: BEGINS });
  expect(userErrors).toEqual([]);
  await gateway.catalog.refresh();
  return seen.version;
}

/** SILVER from this much on. */
function silverFrom(threshold: string): Partial<RulesetDocument> {
  const tiers = DEFAULT_RULESET_DOCUMENT.tiers.map((tier) =>
    tier.code === "SILVER" ? { ...tier, threshold } : tier,
  );
  return { tiers };
}

const step = (now: Instant) =>
  stepRollout({ sql: database.sql, catalog: gateway.catalog, now: () => now });

async function runRollout(now: Instant): Promise<number> {
  let steps = 0;
  for (let one = await step(now); one.version !== null; one = await step(now)) {
    steps += 1;
  }
  return steps;
}

const tiers = async () =>
  (
    await database.sql`select tier, count(*)::int as customers from customer group by 1 order by 1`
  ).map(({ tier, customers }) => [tier, customers]);

async function expectSound(now: Instant): Promise<void> {
  const report = await verifyDatabase(database.sql, { now });
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

async function buyMany(count: number): Promise<void> {
  const sales = Array.from({ length: count }, (_, n) => sale(`m${n}`, `m${n}`, "120.00"));
  await gateway.send(sales.slice(0, 300), { now: MARCH });
  if (count > 300) {
    await gateway.send(sales.slice(300), { now: MARCH });
  }
}

describe("a version of the rules that has begun", () => {
  test("is written and told to customers who do not buy, from its own instant on", async () => {
    await gateway.send([sale("1", "ann", "120.00"), sale("2", "bo", "20.00")], { now: MARCH });
    const version = await activate(silverFrom("100.00"));
    expect((await step(at("2026-03-31T22:59:59Z"))).version).toBeNull();
    expect(await tiers()).toEqual([["BASE", 2]]);
    expect(await step(AFTER)).toMatchObject({
      begun: [{ version, total: 2 }],
      ...{ version, customers: 2, tierChanges: 1, isOver: true },
    });
    expect(await tiers()).toEqual([
      ["BASE", 1],
      ["SILVER", 1],
    ]);
    expect(
      await database.sql`
        select kind, to_tier, cause, ruleset_version as version, left(at::text, 19) as at
        from tier_change order by id desc limit 1`,
    ).toEqual([
      {
        ...{ kind: "UPGRADED", to_tier: "SILVER", cause: "RULES_CHANGED", version },
        at: "2026-04-01 00:00:00",
      },
    ]);
    expect(
      await database.sql`select count(*)::int as told from outbox where kind = 'TIER_CHANGED'`,
    ).toEqual([{ told: 1 }]);
    // It is over: nothing more to do, and nothing twice.
    expect((await step(AFTER)).version).toBeNull();
    await expectSound(AFTER);
  });

  test("holds who was above it to the end of the term, and decides then", async () => {
    await gateway.send([sale("1", "ann", "260.00")], { now: MARCH });
    await activate(silverFrom("400.00"));
    await runRollout(AFTER);
    expect(await tiers()).toEqual([["SILVER", 1]]);
    const ended = at("2027-03-02T00:00:00Z");
    await runDue({ sql: database.sql, catalog: gateway.catalog, now: () => ended });
    expect(await tiers()).toEqual([["BASE", 1]]);
    await expectSound(ended);
  });

  test("counts from its instant also for who buys before the rollout comes by", async () => {
    await gateway.send([sale("1", "ann", "120.00")], { now: MARCH });
    await activate(silverFrom("100.00"));
    await gateway.send([sale("2", "ann", "5.00", { occurredAt: "2026-04-02T08:00:00Z" })], {
      now: at("2026-04-02T08:00:01Z"),
    });
    expect(
      await database.sql`select tier, left(tier_since::text, 19) as since from customer`,
    ).toEqual([{ tier: "SILVER", since: "2026-04-01 00:00:00" }]);
    await runRollout(AFTER);
    expect(
      await database.sql`select count(*)::int as n from tier_change where to_tier = 'SILVER'`,
    ).toEqual([{ n: 1 }]);
    await expectSound(AFTER);
  });
});

test("a purchase that becomes known late counts from now on, not from the beginning of the version", async () => {
  const buy = (number: string, gross: string, occurredAt: string, now: Instant) =>
    gateway.send([sale(number, "ann", gross, { occurredAt })], { now });
  await buy("1", "100.00", "2025-04-05T10:00:00Z", at("2025-04-05T12:00:00Z"));
  await activate(silverFrom("200.00"));
  const late = at("2026-04-10T09:00:00Z");
  await buy("2", "120.00", "2026-03-25T10:00:00Z", late);
  // On 1 April both would have counted; on the day on which it became known the first one no longer
  // does.
  expect(await tiers()).toEqual([["BASE", 1]]);
  expect((await runRollout(late)) > 0).toBe(true);
  expect(await tiers()).toEqual([["BASE", 1]]);
  const { sql } = database;
  for (const now of [at("2026-04-10T10:00:00Z"), at("2026-05-10T10:00:00Z")]) {
    const loaders = createLoaders({
      ...{ sql, lookups: createLookups(sql).lookups },
      directory: new Directory(await Catalog.load(sql)),
      ...{ viewer: systemViewer("test"), clock: () => now, guesses: new GuessLimit(() => now) },
    });
    const [row] = await sql<{ id: bigint }[]>`select id from customer`;
    const customer = await loaders.customers.byRoot(row?.id ?? 0n);
    if (customer === null) {
      throw new Error("no customer");
    }
    const told = await loaders.explain.tier(customer, at("2026-04-10T10:00:00Z"));
    expect(told?.loyalty.tier.code).toBe("BASE");
  }
  await expectSound(late);
});

describe("the rollout", () => {
  test("goes on where it was cut off, and takes everybody through once", async () => {
    await buyMany(MANY);
    const version = await activate(silverFrom("100.00"));
    const first = await step(AFTER);
    expect(first.isOver).toBe(false);
    // Another process, after the first one died.
    const other = await startReceiver(database.url);
    const steps = async () =>
      await stepRollout({ sql: database.sql, catalog: other.catalog, now: () => AFTER });
    let seen = first.customers;
    for (let one = await steps(); one.version !== null; one = await steps()) {
      seen += one.customers;
    }
    await other.close();
    expect(seen).toBe(MANY);
    expect(await tiers()).toEqual([["SILVER", MANY]]);
    expect(
      await database.sql`
        select status, done, total, tier_changes as changes from ruleset_rollout where version = ${version}`,
    ).toEqual([{ status: "DONE", done: MANY, total: MANY, changes: MANY }]);
    expect(
      await database.sql`select count(*)::int as n from tier_change where kind = 'UPGRADED'`,
    ).toEqual([{ n: MANY }]);
    await expectSound(AFTER);
  });

  test("stands still while it is paused, and purchases go on", async () => {
    await buyMany(MANY);
    const version = await activate(silverFrom("100.00"));
    await step(AFTER);
    const deps = { sql: database.sql };
    const codes = async (answer: ReturnType<typeof resumeRollout>) =>
      (await answer).userErrors.map(({ code }) => code);
    expect(await codes(pauseRollout(deps, { viewer: boss, version, reason: " " }))).toEqual([
      "REASON_NEEDED",
    ]);
    expect(await codes(pauseRollout(deps, { viewer: boss, version, reason: "a\u202eb" }))).toEqual([
      "REASON_NEEDED",
    ]);
    expect(
      await codes(pauseRollout(deps, { viewer: boss, version, reason: "Too many calls" })),
    ).toEqual([]);
    expect((await step(AFTER)).version).toBeNull();
    const before = await tiers();
    await gateway.send([sale("new", "m599", "1.00", { occurredAt: "2026-04-02T09:00:00Z" })], {
      now: at("2026-04-02T09:30:00Z"),
    });
    expect(await tiers()).not.toEqual(before);
    expect(await codes(resumeRollout(deps, { viewer: boss, version }))).toEqual([]);
    await runRollout(JUNE);
    expect(await tiers()).toEqual([["SILVER", MANY]]);
    expect(await codes(resumeRollout(deps, { viewer: boss, version }))).toEqual(["ROLLOUT_OVER"]);
    expect(await codes(resumeRollout(deps, { viewer: boss, version: 99 }))).toEqual(["NO_ROLLOUT"]);
    await expect(resumeRollout(deps, { viewer: ann, version })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(
      await database.sql`select action from audit where action like 'rollout.%' order by id`,
    ).toEqual([{ action: "rollout.pause" }, { action: "rollout.resume" }]);
    await expectSound(JUNE);
  });

  test("writes nothing about customers whom the version does not change", async () => {
    await gateway.send([sale("1", "ann", "120.00")], { now: MARCH });
    const state = () => database.sql`select xmin::text, seq, evaluated_at from customer`;
    const before = (await state()).map(({ seq, evaluated_at }) => [seq, evaluated_at]);
    await activate({
      earning: [{ code: "base", wallet: "points", pointsPerUnit: "3", rounding: "FLOOR" }],
    });
    expect(await step(AFTER)).toMatchObject({ customers: 1, tierChanges: 0, isOver: true });
    expect((await state()).map(({ seq, evaluated_at }) => [seq, evaluated_at])).toEqual(before);
    await expectSound(AFTER);
  });

  test("waits for a customer who is held by somebody, and leaves nobody out", async () => {
    await gateway.send([sale("1", "ann", "120.00"), sale("2", "bo", "120.00")], { now: MARCH });
    await activate(silverFrom("100.00"));
    let release = () => {};
    const isHeld = new Promise<void>((resolve) => {
      void database.sql.begin(async (tx) => {
        await tx`select id from customer order by id limit 1 for no key update`;
        resolve();
        await new Promise<void>((free) => {
          release = free;
        });
      });
    });
    await isHeld;
    const under = step(AFTER);
    release();
    expect((await under).tierChanges).toBe(2);
    expect(await tiers()).toEqual([["SILVER", 2]]);
  });
});
