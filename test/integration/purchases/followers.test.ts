import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runDue } from "../../../src/core/advance.ts";
import { overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { type CountingProxy, countingProxy } from "../../support/faults.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { CREATE_TIERS_SEEN } from "../../support/tiersSeen.ts";
import { sale } from "../verify/mixedLife.ts";

vi.mock("../../../src/core/followers.ts", async (original) => {
  const { FOLLOWERS } = await original<typeof import("../../../src/core/followers.ts")>();
  const { TIERS_SEEN } = await import("../../support/tiersSeen.ts");
  return { FOLLOWERS: [...FOLLOWERS, TIERS_SEEN] };
});

/** As for a batch without it (rowBudget.test.ts). */
const ROUND_TRIPS_MAX = 5;

let database: TestDatabase;
let proxy: CountingProxy;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await database.sql.unsafe(CREATE_TIERS_SEEN);
  await setUpRetailer(database.sql);
  proxy = await countingProxy(database.url);
  gateway = await startReceiver(proxy.url, { writers: 1 });
});

afterAll(async () => {
  await gateway?.close();
  await proxy?.close();
  await database?.drop();
});

const now = at("2026-03-01T12:00:00Z");

async function seen(name: string): Promise<readonly string[] | undefined> {
  const [row] = await database.sql<{ tiers: string[] }[]>`
    select t.tiers from identifiers i join tiers_seen t on t.root_id = i.leaf_id
    where i.value = ${`${name}@example.com`}`;
  return row?.tiers;
}

async function soundness(): Promise<string> {
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  return violated.length === 0 ? "" : formatReport(report);
}

test("a follower sees every move of a batch, and goes on from what it has stored in the next one", async () => {
  const results = await gateway.send(
    [sale("a1", "ann", "300.00"), sale("a2", "ann", "800.00"), sale("b1", "bob", "10.00")],
    { now },
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
  expect(await seen("ann")).toEqual(["SILVER", "GOLD"]);
  expect(await seen("bob")).toEqual(["BASE"]);
  await gateway.send([sale("b2", "bob", "300.00")], { now });
  expect(await seen("bob")).toEqual(["BASE", "SILVER"]);
  expect(await soundness()).toBe("");
});

test("its reads and its statements travel with those of the batch", async () => {
  await gateway.send([sale("c1", "cid", "10.00")], { now });
  proxy.reset();
  await gateway.send([sale("c2", "cid", "300.00")], { now });
  expect(await seen("cid")).toEqual(["BASE", "SILVER"]);
  expect(proxy.roundTrips()).toBeLessThanOrEqual(ROUND_TRIPS_MAX);
});

test("a follower follows what commands and time do, and verify replays it", async () => {
  const [bought] = await gateway.send([sale("d1", "dan", "10.00")], { now });
  const deps = { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7 };
  const given = await overrideTier(
    { ...deps, now },
    {
      ...{ viewer: viewerOf("agent"), rootId: bought?.leafId as bigint, said: "dan" },
      ...{ idempotencyKey: "followers-1", mode: "FLOOR", tier: "GOLD", expectedVersion: null },
      ...{ expiresAt: at("2026-04-01T00:00:00Z"), reason: "Parcel lost twice" },
    },
  );
  expect(given.userErrors).toEqual([]);
  expect(await seen("dan")).toEqual(["BASE", "GOLD"]);
  expect(await runDue({ ...deps, now: () => at("2026-04-02T00:00:00Z") })).toBe(1);
  expect(await seen("dan")).toEqual(["BASE", "GOLD", "BASE"]);
  expect(await soundness()).toBe("");
});

test("verify names what a follower has stored and no recorded fact gives", async () => {
  await database.sql`update tiers_seen set tiers = '{BASE,PLATINUM}' where cardinality(tiers) = 3`;
  const report = await soundness();
  expect(report).toMatch(
    /customer \d+: tiers seen is \["BASE","PLATINUM"\], should be \["BASE","GOLD","BASE"\]/,
  );
  await database.sql`delete from tiers_seen where cardinality(tiers) = 2 and tiers[2] = 'PLATINUM'`;
  expect(await soundness()).toMatch(/customer \d+: tiers seen is nothing, should be/);
});
