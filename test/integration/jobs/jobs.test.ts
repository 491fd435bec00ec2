import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { createJobs, JOBS_POOL_MAX } from "../../../src/jobs.ts";
import { SourceWatermarks, sourcesJob } from "../../../src/purchases/sourceWatermarks.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { sale } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;
let watermarks: SourceWatermarks;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  watermarks = new SourceWatermarks(database.sql);
  gateway = await startReceiver(database.url, {
    observer: { batch: ({ outcome }) => watermarks.noteBatch(outcome) },
  });
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

async function watermarkOf(code: string) {
  const [row] = await database.sql<{ watermark: string }[]>`
    select watermark from source_watermark w join source s on s.id = w.source_id where s.code = ${code}`;
  return row?.watermark;
}

test("a source's watermark is the latest it told of, never falls, and neither refusals nor the future raise it", async () => {
  const now = at("2026-03-01T12:00:00Z");
  await gateway.send(
    [
      sale("1", "ann", "10.00", { occurredAt: "2026-03-01T11:00:00Z" }),
      sale("2", "ann", "10.00", { occurredAt: "2026-03-01T10:00:00Z" }),
      sale("3", "ann", "x", { occurredAt: "2026-03-01T11:30:00Z" }),
      sale("4", "ann", "10.00", { occurredAt: "2026-03-05T11:30:00Z" }),
    ],
    { now },
  );
  expect(await watermarks.flush()).toBe(1);
  expect(await watermarkOf("shop")).toBe("2026-03-01 11:00:00+00");
  await gateway.send([sale("5", "ann", "10.00", { occurredAt: "2026-02-01T11:00:00Z" })], { now });
  await watermarks.flush();
  expect(await watermarkOf("shop")).toBe("2026-03-01 11:00:00+00");
  expect(await watermarks.flush()).toBe(0);
});

test("what could not be written is kept for the next flush", async () => {
  const { sql } = database;
  watermarks.note(99, at("2026-03-02T00:00:00Z"));
  await expect(watermarks.flush()).rejects.toThrow(/source_watermark_source_id/);
  await sql`
    insert into source (id, code, name, identifier_rank, create_kinds, trusted_kinds, sections)
    overriding system value values (99, 'late', 'Late', '{}', '{}', '{}', '{}')`;
  expect(await watermarks.flush()).toBe(1);
  expect(await watermarkOf("late")).toBe("2026-03-02 00:00:00+00");
});

test("started jobs decide the outbox; stopped, they have written everything and left the election", async () => {
  const sql = connect(database.url, { max: JOBS_POOL_MAX });
  const tickerSql = connect(database.url, { max: 1 });
  const registry = new Registry();
  const failures: unknown[] = [];
  const log = { info: () => {}, error: () => {}, warn: (found: unknown) => failures.push(found) };
  const jobs = createJobs({
    sql,
    tickerSql,
    receiver: gateway.receiver,
    catalog: gateway.catalog,
    log: log as never,
    metrics: { registry },
    sourceJobs: [sourcesJob(watermarks)],
  });
  jobs.start();
  watermarks.note(2, at("2026-03-02T00:00:00Z"));
  // Transactions of other databases of the cluster hold the watermark up too, while they last.
  await expect
    .poll(
      async () => {
        const [row] = await database.sql`
          select w.safe_id = (select max(id) from outbox) as decided from outbox_watermark w`;
        return row?.["decided"];
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await jobs.stop();
  expect(failures).toEqual([]);
  expect(await watermarkOf("erp")).toBe("2026-03-02 00:00:00+00");
  const [{ locks } = { locks: -1n }] = await database.sql<{ locks: bigint }[]>`
    select count(*) as locks from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`;
  expect(locks).toBe(0n);
  expect(await registry.metrics()).toContain("tributary_held_wait_over_total 0");
  await Promise.all([sql.end(), tickerSql.end()]);
});
