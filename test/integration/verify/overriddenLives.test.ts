import { uuidv7 } from "uuidv7";
import { afterEach, expect, test } from "vitest";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { runDue } from "../../../src/core/advance.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { systemViewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { instantFromPg } from "../../../src/domain/time/parseInstant.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { clearTierOverride } from "../../../src/loyalty/tiers/clearTierOverride.ts";
import { overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { Directory } from "../../../src/programme/directory.ts";
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
import { rng, testSeed } from "../../support/seed.ts";
import { sale } from "./mixedLife.ts";

/**
 * Lives of some customers over some years, in which they buy, are given tiers and lose them again,
 * and nothing happens.
 */
const CUSTOMERS = 5;
const STEPS = 60;
const DAYS_BETWEEN_MAX = 80;
/** It waits for some 150 transactions and, at the end, a replay of all of it. */
const TIMEOUT_MS = 120_000;

let database: TestDatabase;
let gateway: TestReceiver;
let directory: Directory;

afterEach(async () => {
  await gateway?.close();
  await database?.drop();
});

const { tiers, tierPolicy } = DEFAULT_RULESET_DOCUMENT;
const thresholds = (...texts: string[]) =>
  tiers.map((tier, at) => ({ ...tier, threshold: texts[at] ?? "", floor: tier.code === "SILVER" }));

const POLICIES: readonly [string, Partial<RulesetDocument>][] = [
  ["spend in a rolling year", {}],
  [
    "points in a calendar year, to the end of the next, with grace",
    {
      tiers: thresholds("0", "250", "1000", "3000"),
      tierPolicy: {
        ...tierPolicy,
        basis: "POINTS",
        period: "CALENDAR",
        expiry: "PERIOD_END",
        graceDays: 31,
      },
    },
  ],
  [
    "spend in a rolling year, looked at again with every return",
    { tierPolicy: { ...tierPolicy, onReturn: "REASSESS" } },
  ],
  [
    "spend in a quarter, from the next quarter on",
    {
      tierPolicy: {
        ...{ ...tierPolicy, period: "CALENDAR", expiry: "PERIOD_END", effective: "NEXT_PERIOD" },
        ...{ windowMonths: 3, termMonths: 0 },
      },
    },
  ],
  [
    "spend in a rolling year, for as long as it reaches",
    { tierPolicy: { ...tierPolicy, expiry: "IMMEDIATE", downgrade: "REASSESS" } },
  ],
  [
    "spend since joining, to the end of the member's own year",
    {
      tierPolicy: {
        ...{ ...tierPolicy, period: "SINCE_JOIN", expiry: "PERIOD_END", termMonths: 0 },
        ...{ periodsFrom: "JOIN", downgrade: "ONE_LEVEL" },
      },
    },
  ],
  [
    "points in the member's own quarter, from the next one on",
    {
      tiers: thresholds("0", "100", "400", "900"),
      tierPolicy: {
        ...{ ...tierPolicy, basis: "POINTS", period: "CALENDAR", expiry: "PERIOD_END" },
        ...{ periodsFrom: "JOIN", effective: "NEXT_PERIOD", windowMonths: 3, termMonths: 0 },
      },
    },
  ],
  [
    "orders since ever, for a term, not below a floor",
    {
      tiers: thresholds("0", "2", "4", "9"),
      tierPolicy: { ...tierPolicy, basis: "ORDERS", period: "LIFETIME", downgrade: "ONE_LEVEL" },
    },
  ],
];

/** What a reader at `now` sees of each customer, and what the rows say. */
async function seen(now: Instant) {
  const { sql } = database;
  const loaders = createLoaders({
    ...{
      sql,
      lookups: createLookups(sql).lookups,
      directory,
      viewer: systemViewer("test"),
      clock: () => now,
    },
    guesses: new GuessLimit(() => now),
  });
  const rows = await sql`select id, tier, tier_since, tier_until from customer order by id`;
  return await Promise.all(
    rows.map(async (row) => {
      const customer = await loaders.customers.byRoot(row["id"]);
      if (customer === null) {
        throw new Error("a customer is not there");
      }
      const loyalty = await loaders.loyalty.ofCustomer(customer, null);
      const time = (text: string | null) => (text === null ? null : instantFromPg(text));
      return {
        read: loyalty?.state,
        stored: {
          tier: row["tier"],
          since: time(row["tier_since"]),
          until: time(row["tier_until"]),
        },
      };
    }),
  );
}

test.each(POLICIES)(
  "%s: whatever is bought, given, cleared and waited for, a reader sees what the job then writes, and the facts replay to it",
  async (_name, rules) => {
    database = await cloneTemplateDatabase();
    await setUpRetailer(database.sql, { ...DEFAULT_RULESET_DOCUMENT, ...rules });
    gateway = await startReceiver(database.url);
    directory = new Directory(await Catalog.load(database.sql));
    const random = rng(testSeed());
    const below = (count: number) => Math.floor(random() * count);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const { sql } = database;
    const { catalog } = gateway;
    const leaves = new Map<number, bigint>();
    let now = at("2022-01-05T12:00:00Z");
    const done = { bought: 0, given: 0, waited: 0, cleared: 0, conflicts: 0, late: 0 };
    for (let step = 0; step < STEPS; step += 1) {
      now = addMicros(now, below(DAYS_BETWEEN_MAX) * MICROS_PER_DAY + below(1_000_000));
      const who = below(CUSTOMERS);
      const rootId = leaves.get(who);
      const what =
        rootId === undefined ? "BUY" : pick(["BUY", "BUY", "GIVE", "GIVE", "CLEAR", "WAIT"]);
      if (what === "BUY") {
        const gross = `${20 + below(700)}.00`;
        const occurredAt = formatInstant(now);
        const [result] = await gateway.send([sale(`o${step}`, `p${who}`, gross, { occurredAt })], {
          now,
        });
        expect(result?.outcome).toBe("APPLIED");
        leaves.set(who, result?.leafId as bigint);
        done.bought += 1;
      } else if (what === "WAIT") {
        const before = await seen(now);
        done.waited += 1;
        done.late += before.filter(({ read, stored }) => read?.tier !== stored.tier).length;
        await runDue({ sql, catalog, now: () => now });
        expect((await seen(now)).map(({ stored }) => stored)).toEqual(
          before.map(({ read }) => read),
        );
      } else {
        const deps = { sql, catalog, newPublicId: uuidv7, now };
        const common = {
          viewer: viewerOf("supervisor"),
          rootId: rootId as bigint,
          said: "r",
          reason: "r",
        };
        const idempotencyKey = `k${step}`;
        const [override] = await sql<{ version: number; expires_at: string | null }[]>`
        select version, expires_at from tier_grant where root_id = ${rootId as bigint}
          and cleared_at is null and (expires_at is null or expires_at > ${formatInstant(now)}::text::timestamptz)`;
        const expectedVersion = override?.version ?? null;
        if (what === "GIVE") {
          const lasts = random() < 0.2 ? null : 1 + below(300);
          const { userErrors } = await overrideTier(deps, {
            ...common,
            idempotencyKey,
            mode: random() < 0.3 ? "PIN" : "FLOOR",
            tier: pick(["BASE", "SILVER", "GOLD", "PLATINUM"]),
            expiresAt: lasts === null ? null : addMicros(now, lasts * MICROS_PER_DAY),
            // Somebody who did not look first changes nothing.
            expectedVersion: random() < 0.1 ? 99 : expectedVersion,
          });
          if (userErrors.length === 0) {
            done.given += 1;
          } else {
            done.conflicts += 1;
          }
        } else if (expectedVersion !== null) {
          const { userErrors } = await clearTierOverride(deps, {
            ...common,
            idempotencyKey,
            expectedVersion,
          });
          expect(userErrors).toEqual([]);
          done.cleared += 1;
        }
      }
    }
    process.stdout.write(`overridden lives: ${JSON.stringify(done)}\n`);
    expect(Math.min(done.bought, done.given, done.waited)).toBeGreaterThan(0);
    now = addMicros(now, 400 * MICROS_PER_DAY);
    const before = await seen(now);
    await runDue({ sql, catalog, now: () => now });
    expect((await seen(now)).map(({ stored }) => stored)).toEqual(before.map(({ read }) => read));
    const report = await verifyDatabase(sql, { now });
    const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
    expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
  },
  TIMEOUT_MS,
);
