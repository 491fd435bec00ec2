import { afterAll, beforeAll, expect, test } from "vitest";
import { insertModel, setStatus } from "../../../db/queries/identity/models.ts";
import { SHADOW_SAMPLES_MAX } from "../../../db/queries/identity/shadow.ts";
import { DEFAULT_MODEL, type MatchModel } from "../../../src/domain/identity/matching/model.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { activateModel, shadowModel } from "../../../src/identity/models/models.ts";
import { readShadowReport, SHADOW_DAYS } from "../../../src/identity/models/shadow.ts";
import { RecentRecords } from "../../../src/identity/records/recentRecords.ts";
import { resolveRecords } from "../../../src/identity/records/resolveRecords.ts";
import {
  type CommandBench,
  expectSound,
  startCommandBench,
} from "../../support/bench/commandBench.ts";
import { labelledPeople } from "../../support/identity/people.ts";

/** Weights that are tried: scored as records come, and nothing decided by them. */

let bench: CommandBench;
let beside: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
  beside = await startCommandBench();
});
afterAll(async () => {
  await bench?.close();
  await beside?.close();
});

const PEOPLE = labelledPeople(100, 12).map(({ fields }) => fields);
const DAY = "2026-03-02";
const on = (day: string) => parseInstant(`${day}T12:00:00Z`) as Instant;
/** Merges what the deciding weights show to somebody, and shows nothing. */
const EAGER: MatchModel = {
  ...DEFAULT_MODEL,
  thresholds: { merge: DEFAULT_MODEL.thresholds.review, review: DEFAULT_MODEL.thresholds.review },
};
const recent = new RecentRecords();

async function putModel(version: number, model: MatchModel): Promise<void> {
  const parameters = { ...model, version };
  await bench.database.sql.begin((tx) =>
    insertModel(tx, { version, parameters, records: 1, by: "test" }),
  );
}
const take = (to: CommandBench, from: number, count: number, day: string) =>
  resolveRecords(
    { ...to.deps, now: on(day) },
    PEOPLE.slice(from, from + count).map((fields, at) => ({
      ...{ sourceId: 1, key: `s-${from + at}`, fields },
    })),
    { recent: to === bench ? recent : new RecentRecords() },
  );
const partition = ({ database: { sql } }: CommandBench) => sql`
  select string_agg(p.key, ' ' order by p.key) as keys
  from person_record p join customer c on c.id = p.leaf_id group by c.root_id order by 1`;
const edges = ({ database: { sql } }: CommandBench) => sql`
  select weight, evidence from identity_edge order by weight, evidence`;
const rows = () => bench.database.sql`
  select version, day::text, verdict, tried, pairs, samples from identity_shadow
  order by day, verdict, tried`;

test("nothing is counted while nothing is tried", async () => {
  await take(bench, 0, 30, DAY);
  await take(beside, 0, 30, DAY);
  expect(await rows()).toEqual([]);
});

test("what tried weights would do with the pairs of records that come is counted, and nothing is decided by it", async () => {
  await putModel(1, EAGER);
  await shadowModel(bench.database.sql, 1, "test");
  await take(bench, 30, 60, DAY);
  await take(beside, 30, 60, DAY);
  expect(await partition(bench)).toEqual(await partition(beside));
  expect(await edges(bench)).toEqual(await edges(beside));
  await expectSound(bench);
  const report = await readShadowReport(bench.database.sql, 1, 3);
  expect(report.changes.every(({ from, to }) => from === "REVIEW" && from !== to)).toBe(true);
  const change = report.changes.find(({ to }) => to === "MERGE");
  expect(change?.pairs).toBeGreaterThan(0);
  expect(change?.samples.length).toBe(Math.min(3, change?.pairs ?? 0));
  for (const { records, leaves, weightBefore, weightAfter } of change?.samples ?? []) {
    const [found] = await bench.database.sql`
      select weight from identity_edge where via = ${records.join("/")}`;
    expect(found?.["weight"]).toBe(weightBefore);
    expect(weightBefore).toBeGreaterThanOrEqual(EAGER.thresholds.merge);
    expect(weightAfter).toBeLessThanOrEqual(weightBefore);
    expect(leaves.map(String)).toEqual([...records]);
  }
  expect(report).toMatchObject({ since: DAY, days: [{ day: DAY, pairs: report.pairs }] });
  const counted = await bench.database.sql<{ n: number }[]>`
    select count(*)::int as n from identity_edge e
    where split_part(e.via, '/', 2)::bigint in (select id from person_record where key >= 's-30')`;
  expect(report.pairs).toBeGreaterThanOrEqual(counted[0]?.n ?? 0);
});

test("a record that comes again as it was is compared with nobody, and counts nothing", async () => {
  const before = await rows();
  await take(bench, 30, 60, DAY);
  expect(await rows()).toEqual(before);
});

test("of a day and change few pairs are named, and days are kept for so long", async () => {
  const { sql } = bench.database;
  for (const row of await rows()) {
    const isSame = row["verdict"] === row["tried"];
    expect(row["samples"].length).toBeLessThanOrEqual(isSame ? 0 : SHADOW_SAMPLES_MAX);
  }
  await sql`update identity_shadow set day = ${DAY}::date - ${SHADOW_DAYS - 1}::int`;
  await take(bench, 90, 5, DAY);
  const report = await readShadowReport(sql, 1, 3);
  expect(report.days).toHaveLength(2);
  await take(bench, 95, 5, "2026-03-04");
  expect((await readShadowReport(sql, 1, 3)).days.map(({ day }) => day)).toEqual([
    "2026-03-04",
    DAY,
  ]);
});

test("what a version said goes when another is tried, or when it decides itself", async () => {
  const { sql } = bench.database;
  await putModel(2, { ...EAGER, prior: EAGER.prior - 3 });
  await shadowModel(sql, 2, "test");
  expect(await rows()).toEqual([]);
  await take(bench, 100, 10, DAY);
  expect(new Set((await rows()).map((row) => row["version"]))).toEqual(new Set([2]));
  await activateModel(sql, 2, "test");
  expect(await rows()).toEqual([]);
  await take(bench, 110, 10, DAY);
  expect(await rows()).toEqual([]);
  const [own] = await sql`
    select count(*)::int as n from identity_edge where evidence ->> 'model' = '2'`;
  expect(own?.["n"]).toBeGreaterThan(0);
});

test("tried weights of another version of Tributary are left out, and records come in all the same", async () => {
  const { sql } = bench.database;
  await sql.begin(async (tx) => {
    await insertModel(tx, { version: 3, parameters: { fields: {} }, records: 1, by: "test" });
    await setStatus(tx, 3, "SHADOW");
  });
  expect(await take(bench, 120, 5, DAY)).toMatchObject({ created: 5 });
  expect(await rows()).toEqual([]);
});
