import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { insertOutbox } from "../../../db/queries/core/ledger.ts";
import {
  leaseTicker,
  raiseWatermark,
  resignTicker,
} from "../../../db/queries/stream/jobsWatermark.ts";
import { type TickerStep, WatermarkTicker, watermarkJob } from "../../../src/stream/watermark.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";

let database: TestDatabase;
let sql: Sql;
let own: Sql;
let ticker: WatermarkTicker;
let seq = 0n;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  sql = database.sql;
  own = connect(database.url, { max: 1 });
});

afterAll(async () => {
  await own?.end();
  await database?.drop();
});

beforeEach(async () => {
  await ticker?.close();
  ticker = new WatermarkTicker(own);
});

async function safeId(): Promise<bigint> {
  const [row] = await sql<{ id: bigint }[]>`select safe_id as id from outbox_watermark`;
  return row?.id ?? -1n;
}

/**
 * Steps until it is decided. Transactions of other databases of the cluster hold the watermark up
 * too: here those of other test files, which end.
 */
async function decide(one: WatermarkTicker = ticker): Promise<TickerStep> {
  for (;;) {
    const step = await one.step();
    if (step !== "WAITING") {
      return step;
    }
  }
}

/** A writer that has its xid and its outbox id and has not ended. `end` commits or rolls back. */
async function openWriter(): Promise<{
  id: bigint;
  end: (how: "commit" | "rollback") => Promise<void>;
}> {
  const connection = await sql.reserve();
  await connection`begin`;
  await connection`select pg_current_xact_id()`;
  seq += 1n;
  await insertOutbox(connection as never, [
    {
      root_id: 1n,
      seq,
      kind: "POINTS_CHANGED",
      payload: {},
      announce: true,
      recorded_at: "2026-03-01T00:00:00Z",
    },
  ]);
  const [row] = await connection<{ id: bigint }[]>`select currval('outbox_id_seq') as id`;
  return {
    id: row?.id ?? 0n,
    end: async (how) => {
      await connection.unsafe(how);
      connection.release();
    },
  };
}

test("nothing drawn is nothing decided", async () => {
  expect(await ticker.step()).toBe("IDLE");
  expect(await safeId()).toBe(0n);
});

test("the ids of an open transaction are never passed, not even when a later one has committed", async () => {
  const slow = await openWriter();
  const fast = await openWriter();
  await fast.end("commit");
  expect(await ticker.step()).toBe("WAITING");
  expect(await ticker.step()).toBe("WAITING");
  expect(await safeId()).toBeLessThan(slow.id);
  await slow.end("commit");
  expect(await decide()).toBe("TICKED");
  expect(await safeId()).toBe(fast.id);
});

test("a transaction that begins after the head was read does not hold it up", async () => {
  const first = await openWriter();
  expect(await ticker.step()).toBe("WAITING");
  const later = await openWriter();
  await first.end("commit");
  expect(await decide()).toBe("TICKED");
  expect(await safeId()).toBe(first.id);
  expect(await ticker.step()).toBe("WAITING");
  await later.end("commit");
  expect(await decide()).toBe("TICKED");
  expect(await safeId()).toBe(later.id);
});

test("a rolled-back transaction leaves a gap and blocks nobody", async () => {
  const gone = await openWriter();
  const kept = await openWriter();
  await gone.end("rollback");
  await kept.end("commit");
  expect(await decide()).toBe("TICKED");
  expect(await safeId()).toBe(kept.id);
  expect(await ticker.step()).toBe("IDLE");
});

test("one process ticks; another takes over when it gives the election back", async () => {
  const others = connect(database.url, { max: 1 });
  const other = new WatermarkTicker(others);
  expect(await decide()).toBe("IDLE");
  expect(await other.step()).toBe("NOT_ELECTED");
  expect(other.isElected).toBe(false);
  await ticker.close();
  expect(await other.step()).toBe("IDLE");
  expect(other.isElected).toBe(true);
  await other.close();
  await others.end();
});

/** As if so much time had passed on the database's clock that the lease in force has ended. */
async function endLease(): Promise<void> {
  await sql`update outbox_watermark set ticker_until = clock_timestamp()`;
}

test("who is silent for the length of the lease loses its place, and changes nothing when it wakes up", async () => {
  const others = connect(database.url, { max: 1 });
  const frozen = new WatermarkTicker(others);
  await decide(frozen);
  const writer = await openWriter();
  expect(await frozen.step()).toBe("WAITING");
  expect(await ticker.step()).toBe("NOT_ELECTED");
  // Asleep from here on, in the middle of its work.
  await endLease();
  expect(await ticker.step()).toBe("WAITING");
  expect(ticker.isElected).toBe(true);
  await writer.end("commit");
  const before = await safeId();
  expect(await frozen.step()).toBe("NOT_ELECTED");
  expect(frozen.isElected).toBe(false);
  expect(await safeId()).toBe(before);
  expect(await decide()).toBe("TICKED");
  expect(await safeId()).toBe(writer.id);
  await frozen.close();
  expect(await ticker.step()).toBe("IDLE");
  await others.end();
});

test("a raise that was sent before the sleep and arrives after it changes nothing", async () => {
  await decide();
  const [row] = await sql<{ ticker: string }[]>`select ticker from outbox_watermark`;
  await endLease();
  const before = await safeId();
  expect(await raiseWatermark(own, row?.ticker as string, before + 1_000n)).toBe(false);
  expect(await safeId()).toBe(before);
});

test("a lease is taken for longer when half of it is over, and not written before", async () => {
  const until = async () => {
    const [row] = await sql<{ until: string; left: number }[]>`
      select ticker_until as until, extract(epoch from ticker_until - clock_timestamp())::float8 as left
      from outbox_watermark`;
    return row as { until: string; left: number };
  };
  const name = randomUUID();
  await endLease();
  expect(await leaseTicker(own, name, 600_000)).toMatchObject({ isOurs: true });
  const first = await until();
  expect(await leaseTicker(own, name, 600_000)).toMatchObject({ isOurs: true });
  expect((await until()).until).toBe(first.until);
  await sql`update outbox_watermark set ticker_until = clock_timestamp() + interval '299 seconds'`;
  expect(await leaseTicker(own, name, 600_000)).toMatchObject({ isOurs: true });
  expect((await until()).left).toBeGreaterThan(300);
  await resignTicker(own, name);
});

test("who waits for the place looks again when the lease ends, and every second whether it was given back", async () => {
  const others = connect(database.url, { max: 1 });
  const job = watermarkJob(others, { onNews: () => {} });
  const name = randomUUID();
  await endLease();
  expect(await leaseTicker(own, name, 400)).toMatchObject({ isOurs: true });
  const soonMs = await job.work();
  expect(soonMs).toBeGreaterThan(0);
  expect(soonMs).toBeLessThanOrEqual(410);
  await endLease();
  expect(await leaseTicker(own, name, 600_000)).toMatchObject({ isOurs: true });
  expect(await job.work()).toBe(1_000);
  await resignTicker(own, name);
  await job.work();
  expect(await leaseTicker(own, name, 600_000)).toMatchObject({ isOurs: false });
  await job.stop?.();
  expect(await leaseTicker(own, name, 600_000)).toEqual({ isOurs: true, leftMs: 600_000 });
  await resignTicker(own, name);
  await others.end();
});

test("a lost connection loses nothing: the same process goes on with its lease", async () => {
  const doomed = connect(database.url, { max: 1, applicationName: "ticker-that-dies" });
  const dying = new WatermarkTicker(doomed);
  await decide(dying);
  const writer = await openWriter();
  await sql`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'ticker-that-dies'`;
  await dying.step().catch(() => "LOST");
  await writer.end("commit");
  expect(await ticker.step()).toBe("NOT_ELECTED");
  expect(await decide(dying)).toBe("TICKED");
  expect(await safeId()).toBe(writer.id);
  await dying.close();
  await doomed.end();
});

test("racing writers and a reader behind the watermark: no row is ever missed", async () => {
  const writers = connect(database.url, { max: 8 });
  const [{ from } = { from: 0n }] = await sql<
    { from: bigint }[]
  >`select coalesce(max(id), 0) as from from outbox`;
  await ticker.step();
  let isOver = false;
  let cursor = from;
  const seen = new Set<bigint>();
  const read = async (): Promise<void> => {
    while (!isOver || (await ticker.step()) !== "IDLE") {
      await ticker.step();
      const safe = await safeId();
      for (const { id } of await sql<{ id: bigint }[]>`
        select id from outbox where id > ${cursor}::bigint and id <= ${safe}::bigint order by id`) {
        seen.add(id);
      }
      cursor = safe > cursor ? safe : cursor;
    }
  };
  const write = async (writer: number): Promise<void> => {
    for (let row = 0; row < 40; row += 1) {
      await writers
        .begin(async (tx) => {
          await tx`select pg_current_xact_id()`;
          await insertOutbox(tx as never, [
            {
              root_id: BigInt(100 + writer),
              seq: BigInt(row),
              kind: "POINTS_CHANGED",
              payload: {},
              announce: true,
              recorded_at: "2026-03-01T00:00:00Z",
            },
          ]);
          if (row % 7 === 3) {
            throw new Error("rolled back on purpose");
          }
          if (row % 3 === 0) {
            await tx`select 1 from generate_series(1, 20000)`;
          }
        })
        .catch((error: Error) => {
          if (error.message !== "rolled back on purpose") {
            throw error;
          }
        });
    }
  };
  const reading = read();
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  isOver = true;
  await reading;
  const written = await sql<{ id: bigint }[]>`select id from outbox where id > ${from}::bigint`;
  expect(seen.size).toBe(written.length);
  await writers.end();
});
