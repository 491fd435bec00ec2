import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { readRecordedPurchases } from "../../../db/queries/inbound/importReport.ts";
import { ensureProgramme, registerSource } from "../../../src/programme/ensureProgramme.ts";
import { DEFAULT_BOUNDARIES, DEFAULT_CHANNELS } from "../../../src/programme/setup/defaultSetup.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
});
afterAll(() => database.drop());

test("processes that set up at once make one programme, and a later start adds nothing", async () => {
  // One connection each: a set-up that needed a second one would wait for itself.
  const pools = Array.from({ length: 4 }, () => connect(database.url, { max: 1 }));
  try {
    await Promise.all(pools.map((pool) => ensureProgramme(pool)));
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
  await ensureProgramme(database.sql);
  const { sql } = database;
  expect(await sql`select version, status from ruleset_version`).toEqual([
    { version: 1, status: "ACTIVE" },
  ]);
  expect(await sql`select programme, wallet, leaf_id from account`).toEqual([
    { programme: "main", wallet: "points", leaf_id: null },
  ]);
  const codes = await sql<{ code: string; hops: string[] }[]>`
    select code, hops from channel order by code`;
  expect(codes.map(({ code }) => code)).toEqual(
    DEFAULT_CHANNELS.map(({ code }) => code).toSorted(),
  );
  const boundaries = await sql<{ code: string }[]>`select code from boundary order by position`;
  expect(boundaries.map(({ code }) => code)).toEqual(DEFAULT_BOUNDARIES.map(({ code }) => code));
});

test("an owner that an operator has changed stays changed after the next start", async () => {
  const { sql } = database;
  await sql`update boundary set owner_team = 'Night shift' where code = 'signalled'`;
  await ensureProgramme(sql);
  const [boundary] = await sql`select owner_team from boundary where code = 'signalled'`;
  expect(boundary).toEqual({ owner_team: "Night shift" });
});

test("a source that is registered stays as it is when it is registered again", async () => {
  const { sql } = database;
  const source = { code: "s1", name: "First", identifierRank: ["erp"], createKinds: ["erp"] };
  await registerSource(sql, source);
  await registerSource(sql, { ...source, name: "Second", createKinds: [] });
  expect(await sql`select name, auto_enrol, create_kinds from source where code = 's1'`).toEqual([
    { name: "First", auto_enrol: false, create_kinds: ["erp"] },
  ]);
});

test("purchases that are not on record count for nothing in what is read back", async () => {
  expect(await readRecordedPurchases(database.sql, "s1", ["1", "2"])).toEqual({
    purchases: 0,
    minor: 0n,
    orders: 0,
    points: 0n,
    returnLines: 0,
    unmatchedReturnLines: 0,
    unmatchedMinor: 0n,
  });
});
