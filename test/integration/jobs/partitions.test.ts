import { afterAll, beforeAll, expect, test } from "vitest";
import { maintainPartitions, type Retention } from "../../../src/core/partitions.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { givingWay } from "../../../src/platform/jobs.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { pause } from "../../support/faults.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
});

afterAll(async () => {
  await database?.drop();
});

function maintain(today: string, retention?: Retention) {
  return maintainPartitions({ sql: database.sql, today: () => today as LocalDate, retention });
}

async function receive(day: string): Promise<string> {
  const [row] = await database.sql<{ partition: string }[]>`
    insert into intakes (id, received_on, received_at, door, principal, body)
    values (nextval('id_block_seq'), ${day}::date, ${day}::date, 'GRAPHQL', 'test', '')
    returning tableoid::regclass::text as partition`;
  return row?.partition ?? "";
}

test("today and the three days to come have a partition each; a second run finds nothing to do", async () => {
  const { created } = await maintain("2026-03-01");
  expect(created).toEqual([
    "intakes_2026_03_01",
    "intakes_2026_03_02",
    "intakes_2026_03_03",
    "intakes_2026_03_04",
    "outbox_p1",
  ]);
  expect(await receive("2026-03-02")).toBe("intakes_2026_03_02");
  expect(await maintain("2026-03-01")).toEqual({ created: [], dropped: [] });
});

test("two processes at once make each partition once", async () => {
  const done = await Promise.all([maintain("2026-03-04"), maintain("2026-03-04")]);
  expect(done.flatMap(({ created }) => created)).toEqual([
    "intakes_2026_03_05",
    "intakes_2026_03_06",
    "intakes_2026_03_07",
  ]);
});

test("a day that began in the default partition stays there, and the others are made all the same", async () => {
  expect(await receive("2026-03-10")).toBe("intakes_default");
  const { created } = await maintain("2026-03-10");
  expect(created).toEqual(["intakes_2026_03_11", "intakes_2026_03_12", "intakes_2026_03_13"]);
});

test("a day is dropped when it is over its retention, and not before; the default partition loses its old days too", async () => {
  expect((await maintain("2026-03-31")).dropped).toEqual([]);
  expect((await maintain("2026-04-01")).dropped).toEqual(["intakes_2026_03_01"]);
  await maintain("2026-04-09");
  const [{ left } = { left: 0n }] = await database.sql<{ left: bigint }[]>`
    select count(*) as left from intakes where received_on <= '2026-03-10'`;
  expect(left).toBe(1n);
  await maintain("2026-04-10");
  const [{ kept } = { kept: -1n }] = await database.sql<{ kept: bigint }[]>`
    select count(*) as kept from intakes where received_on <= '2026-03-10'`;
  expect(kept).toBe(0n);
});

test("the outbox has its next range before the sequence reaches it", async () => {
  await database.sql`select setval('outbox_id_seq', 10000001)`;
  expect((await maintain("2026-04-20")).created).toContain("outbox_p2");
});

test("days and ranges are kept for as long as the configuration says", async () => {
  await maintain("2026-05-01");
  const retention = { intakeDays: 7, outboxDays: 7 };
  expect((await maintain("2026-05-08", retention)).dropped).not.toContain("intakes_2026_05_01");
  expect((await maintain("2026-05-09", retention)).dropped).toContain("intakes_2026_05_01");
});

test("a range of the outbox goes when the watermark has passed it and its last row is too old, not before", async () => {
  const { sql } = database;
  await sql`
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    values (5, 1, 1, 'POINTS_CHANGED', '{}', true, '2026-05-10T12:00:00Z'),
           (9999999, 1, 2, 'POINTS_CHANGED', '{}', true, '2026-06-01T12:00:00Z'),
           (10000000, 1, 3, 'POINTS_CHANGED', '{}', true, '2026-06-01T12:00:00Z')`;
  // Not all of it is decided: somebody may still write there.
  await sql`update outbox_watermark set safe_id = 9999999`;
  expect((await maintain("2026-08-01")).dropped).not.toContain("outbox_p0");
  await sql`update outbox_watermark set safe_id = 10000000`;
  expect((await maintain("2026-07-01")).dropped).not.toContain("outbox_p0");
  expect((await maintain("2026-07-02")).dropped).toContain("outbox_p0");
  const left = await sql<{ seq: bigint }[]>`select seq from outbox where root_id = 1`;
  expect(left.map(({ seq }) => seq)).toEqual([3n]);
});

test("a job gives way to whoever has its lock, ten times in a row; then it is a failure, until it works again", async () => {
  const reader = await pause(database.url, (tx) => tx`select count(*) from intakes`);
  const work = givingWay(async () => {
    await maintain("2026-09-01");
    return 600_000;
  });
  for (let run = 0; run < 10; run += 1) {
    expect(await work()).toEqual({ delayMs: 1_000, isDone: false });
  }
  await expect(work()).rejects.toMatchObject({ code: "55P03" });
  await reader.rollback();
  expect(await work()).toEqual({ delayMs: 600_000, isDone: true });
  expect(await receive("2026-09-01")).toBe("intakes_2026_09_01");
  const other = givingWay(() => Promise.reject(new Error("another fault")));
  await expect(other()).rejects.toThrow("another fault");
});
