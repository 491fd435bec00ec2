import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { receiveRecords } from "../../../src/identity/records/receiveRecords.ts";
import { RecentRecords } from "../../../src/identity/records/recentRecords.ts";
import { createSourceHealthLoader } from "../../../src/sources/sourceHealth.ts";
import { SourceTally } from "../../../src/sources/sourceTally.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  submissionOf,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";

const NOW = at("2026-03-02T12:34:00Z");

let database: TestDatabase;
let gateway: TestReceiver;
let tally: SourceTally;
let now: Instant = NOW;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  tally = new SourceTally(database.sql, () => now);
  gateway = await startReceiver(database.url, {
    observer: { batch: ({ outcome }) => tally.noteBatch(outcome) },
  });
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

function event(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const id = randomUUID();
  return {
    ...{ source: "shop", eventId: id, kind: "PLACED", occurredAt: "2026-03-02T12:30:00Z" },
    ...{ references: [{ kind: "order", value: id }], currencyCode: "GBP" },
    customer: [{ kind: "email", value: `${id}@example.com` }],
    lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "40.00" }],
    ...changes,
  };
}

async function healthOf(code: string) {
  const loader = createSourceHealthLoader({
    ...{ sql: database.sql, now: () => now },
    directory: { sources: gateway.catalog.tables.sources },
  });
  const health = (await loader.all()).find(({ source }) => source === code);
  if (health === undefined) {
    throw new Error(`no source ${code}`);
  }
  return { ...health, last: loader.hours(health, 2) };
}

const later = (first: Record<string, unknown>, kind: string, changes: object = {}) => ({
  ...{ source: "shop", eventId: randomUUID(), kind, occurredAt: "2026-03-02T12:30:20Z" },
  ...{ references: first["references"], ...changes },
});

test("what a source tells is counted once, by what it is, whatever repeats and whatever is refused", async () => {
  const guest = event({ customer: [] });
  const events = [event(), event(), guest];
  await gateway.send(events, { now });
  // Twice more, once with a body that is another.
  await gateway.send([...events.slice(0, 2), { ...guest, occurredAt: "2026-03-02T12:31:00Z" }], {
    now,
  });
  await gateway.send([event({ lines: [{ id: "1", quantity: "x" }] })], { now });
  // Nobody holds the card, and a test sale is nobody's.
  await gateway.send(
    [
      event({
        source: "till",
        channel: "store",
        customer: [{ kind: "loyalty", value: "4711001" }],
      }),
      event({ test: true }),
    ],
    { now },
  );
  await tally.flush();
  const [, shop] = (await healthOf("shop")).last;
  expect(shop).toMatchObject({ told: 3, duplicates: 2, rejected: 2, presented: 2, guests: 1 });
  const till = await healthOf("till");
  expect(till).toMatchObject({ identityMismatch: 1, anonymousShare: 0 });
  expect(till.last[1]).toMatchObject({ told: 1, presented: 1, unmatched: 1 });
  // The second way: by the events that were recorded.
  const [recorded] = await database.sql<{ told: number }[]>`
    select count(*)::int as told from events join source s on s.id = source_id
     where s.code = 'shop' and outcome <> 'REJECTED' and not fact ? 'te'`;
  expect(recorded?.told).toBe(shop?.told);
});

test("what a file brings in says nothing of how its source usually sends", async () => {
  now = at("2026-03-03T08:10:00Z");
  const events = [event({ source: "erp", customer: [] })];
  await gateway.receiver.receivePurchases({ ...submissionOf(events, { now }), door: "IMPORT" });
  await gateway.send([event({ source: "erp", customer: [] })], {
    now,
    mode: "BACKFILL",
    viewer: viewerOf("admin"),
  });
  await tally.flush();
  expect((await healthOf("erp")).history).toEqual([]);
});

test("counts of two processes and of several writings add up, bucket by bucket", async () => {
  now = at("2026-03-04T08:10:00Z");
  const other = new SourceTally(database.sql, () => now);
  const sourceId = gateway.catalog.source("erp")?.id as number;
  tally.noteTold(sourceId);
  other.noteTold(sourceId);
  await Promise.all([tally.flush(), other.flush()]);
  other.noteRepeated(sourceId);
  await other.flush();
  expect((await healthOf("erp")).last[1]).toMatchObject({ told: 2, duplicates: 1 });
  for (const minutes of [1, 61]) {
    const occurredAt = new Date(now / 1_000 - minutes * 60_000).toISOString();
    await gateway.send([event({ occurredAt }), event({ occurredAt })], { now });
    await tally.flush();
  }
  const { history, lagP50Seconds, lagP95Seconds } = await healthOf("shop");
  expect(history.at(-1)?.lags.reduce((sum, count) => sum + count, 0)).toBe(4);
  expect(Math.abs((lagP50Seconds ?? 0) - 60)).toBeLessThan(8);
  expect(Math.abs((lagP95Seconds ?? 0) - 3_660)).toBeLessThan(460);
});

test("records count once, where they are new or say something new", async () => {
  const told: (readonly [source: number, count: number])[] = [];
  const deps = {
    ...{ sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7 },
    noteRecords: (source: number, count: number) => told.push([source, count]),
  };
  const recent = new RecentRecords();
  const send = async (idempotencyKey: string, ...names: readonly string[]) =>
    await receiveRecords(
      deps,
      {
        ...{ viewer: viewerOf("ingest"), source: "shop", idempotencyKey },
        records: names.map((givenName, index) => ({ key: `r${index}`, givenName })),
      },
      recent,
    );
  await send("first", "Ada", "Grace");
  // The same call, and others that say the same.
  await send("first", "Ada", "Grace");
  await send("second", "Ada", "Grace");
  await send("third", "Ada", "Hopper");
  const shop = gateway.catalog.source("shop")?.id as number;
  expect(told).toEqual([
    [shop, 2],
    [shop, 1],
  ]);
});

test("counts that cannot be written are kept, and written later once", async () => {
  now = at("2026-03-06T08:10:00Z");
  const sourceId = gateway.catalog.source("erp")?.id as number;
  tally.noteTold(sourceId);
  await database.sql`alter table source_hour rename to source_hour_away`;
  await expect(tally.flush()).rejects.toThrow(/source_hour/);
  tally.noteTold(sourceId);
  await database.sql`alter table source_hour_away rename to source_hour`;
  await tally.flush();
  await tally.flush();
  expect((await healthOf("erp")).last[1]?.told).toBe(2);
});

test("an order that is cancelled when it was said to be handed over is found, with its points; one that was open is not", async () => {
  now = at("2026-03-08T12:34:00Z");
  const at1230 = { occurredAt: "2026-03-08T12:30:00Z" };
  const early = [event(at1230), event(at1230), event(at1230)];
  const open = event(at1230);
  await gateway.send([...early, open], { now });
  const told = { occurredAt: "2026-03-08T12:30:20Z", fulfilment: { id: "F-1" } };
  await gateway.send(
    early.map((one) => later(one, "FULFILLED", told)),
    { now },
  );
  await tally.flush();
  const cancelled = { occurredAt: "2026-03-08T12:33:00Z" };
  await gateway.send(
    [...early, open].map((one) => later(one, "CANCELLED", cancelled)),
    { now },
  );
  await tally.flush();
  const { history, signs } = await healthOf("shop");
  expect(history.at(-1)).toMatchObject({ handedOver: 3, handedOverAtOnce: 3, cancelledLate: 3 });
  expect(history.at(-1)?.cancelledLatePoints).toBeGreaterThan(0n);
  expect(signs).toMatchObject([{ code: "HANDED_OVER_EARLY" }]);
  expect(signs[0]?.text).toContain("3 orders");
});

test("hours that nothing compares any more are forgotten, and those that are compared are kept", async () => {
  const oldest = async () => {
    const [row] = await database.sql<
      { hour: string }[]
    >`select min(hour)::text as hour from source_hour`;
    return row?.hour;
  };
  now = at("2026-05-04T12:00:00Z");
  await new SourceTally(database.sql, () => now).forget();
  expect(await oldest()).toBe("2026-03-02 12:00:00+00");
  now = at("2026-05-04T13:00:00Z");
  await new SourceTally(database.sql, () => now).forget();
  expect(await oldest()).toBe("2026-03-04 08:00:00+00");
});
