import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pause, until } from "../../support/faults.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { createShopper, TIER_CHANGES, untilSubscribed } from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";
import { scrape } from "../../support/watch/scrape.ts";

let server: TestServer;
let isClockRight = true;
beforeAll(async () => {
  server = await startTestServer({
    checks: { clock: () => ({ ok: isClockRight, says: isClockRight ? "ok" : "an hour ahead" }) },
  });
});
afterAll(() => server.stop());

const now = () => scrape(server.metrics);
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

describe("names", () => {
  test("are ours by their prefix, have base units, and say what to do", async () => {
    const metrics = await server.metrics.registry.getMetricsAsJSON();
    expect(metrics.length).toBeGreaterThan(30);
    for (const { name, help, type } of metrics) {
      expect(name).toMatch(/^tributary_[a-z_]+[a-z]$/);
      expect(name).not.toMatch(/_(ms|millis|minutes|kb|count|sum|bucket)$/);
      expect([name, name.endsWith("_total")]).toEqual([name, String(type) === "counter"]);
      // A sentence of what it is, and another one or a condition of what to do.
      expect([name, help.length > 40]).toEqual([name, true]);
    }
  });
});

describe("a gauge moves when its thing happens:", () => {
  test("an event that waits, by its reason, and for how long", async () => {
    const labels = { reason: "UNKNOWN_STORE" };
    expect((await now()).value("tributary_held_events", labels)).toBe(0);
    const [held] = await server.receive([soldEvent({ store: "nowhere" })]);
    expect(held?.reason).toBe("UNKNOWN_STORE");
    expect((await now()).value("tributary_held_events", labels)).toBe(1);
    expect((await now()).value("tributary_held_oldest_seconds", labels)).toBeLessThan(60);
    await server.database.sql`
      update events set recorded_at = recorded_at - interval '3 hours' where outcome = 'HELD'`;
    const later = await now();
    expect(later.value("tributary_held_oldest_seconds", labels)).toBeGreaterThan(3 * 3_600);
    expect(later.value("tributary_hop_waiting_seconds", { boundary: "evaluated" })).toBeGreaterThan(
      3 * 3_600,
    );
  });

  test("a hop that takes too long, beside how long it may take", async () => {
    const boundary = "received";
    await server.receive([soldEvent({ occurredAt: ago(5), capturedAt: ago(5) })]);
    const before = await now();
    expect(before.value("tributary_hop_slo_seconds", { boundary })).toBe(60);
    await server.receive([soldEvent({ occurredAt: ago(1_800), capturedAt: ago(1_800) })]);
    const after = await now();
    expect(after.value("tributary_hop_lag_seconds", { boundary })).toBeGreaterThan(1_790);
    expect(after.value("tributary_hop_lag_seconds", { boundary: "acknowledged" })).toBeUndefined();
  });

  test("what a backfill brings is late for nobody", async () => {
    const { sql } = server.database;
    await server.receive([
      soldEvent({ occurredAt: ago(86_400 * 20), capturedAt: ago(86_400 * 20) }),
    ]);
    const lag = async () =>
      (await now()).value("tributary_hop_lag_seconds", { boundary: "received" });
    expect(await lag()).toBeGreaterThan(86_400);
    await sql`update events set mode = 'BACKFILL' where occurred_at < now() - interval '10 days'`;
    expect(await lag()).toBeLessThan(86_400);
  });

  test("a pool whose connections are all in use", async () => {
    const pool = "reads";
    expect((await now()).value("tributary_pool_connections_max", { pool })).toBe(4);
    expect((await now()).value("tributary_pool_waiting", { pool })).toBe(0);
    const held = await pause(server.database.url, (tx) => tx`select pg_advisory_xact_lock(77)`);
    const asking = Array.from({ length: 6 }, () =>
      server.reads.begin((tx) => tx`select pg_advisory_xact_lock_shared(77)`),
    );
    const busy = await now();
    expect(busy.value("tributary_pool_in_use", { pool })).toBe(4);
    expect(busy.value("tributary_pool_waiting", { pool })).toBe(2);
    await held.commit();
    await Promise.all(asking);
    expect((await now()).value("tributary_pool_in_use", { pool })).toBe(0);
  });

  test("events that wait for a transaction", async () => {
    const shopper = await createShopper(server);
    const { database } = server;
    const held = await pause(database.url, (tx) => tx`lock table orders in exclusive mode`);
    const buying = [shopper.buy(server)];
    const load = async () => {
      const told = await now();
      const { receiver } = server;
      return [
        told.value("tributary_ingest_in_flight_events"),
        told.value("tributary_ingest_queue_events"),
        told.value("tributary_ingest_writers_busy"),
        receiver.queueLength,
      ];
    };
    await until("one is in a transaction", async () => (await load())[0] === 1);
    buying.push(shopper.buy(server), shopper.buy(server));
    // Of the same customer: they wait behind it.
    expect(await load()).toEqual([1, 2, 1, 2]);
    expect((await now()).value("tributary_ingest_queue_oldest_seconds")).toBeGreaterThan(0);
    await held.commit();
    await Promise.all(buying);
    const idle = await now();
    expect(idle.value("tributary_ingest_queue_events")).toBe(0);
    expect(idle.value("tributary_ingest_queue_oldest_seconds")).toBe(0);
    expect(idle.value("tributary_ingest_writers")).toBe(2);
  });

  test("rows of the outbox that no ticker decides", async () => {
    const { sql } = server.database;
    await createShopper(server);
    await sql`update outbox set recorded_at = recorded_at - interval '90 seconds'`;
    const waiting = await now();
    expect(waiting.value("tributary_outbox_undecided_rows")).toBeGreaterThan(0);
    expect(waiting.value("tributary_outbox_oldest_seconds")).toBeGreaterThan(89);
    await sql`update outbox_watermark set safe_id = (select last_value from outbox_id_seq)`;
    const decided = await now();
    expect(decided.value("tributary_outbox_undecided_rows")).toBe(0);
    expect(decided.value("tributary_outbox_oldest_seconds")).toBe(0);
  });

  test("a source that falls silent; one that never sent has no age", async () => {
    const { sql } = server.database;
    const source = "erp";
    const never = await now();
    expect(never.value("tributary_source_age_seconds", { source })).toBeUndefined();
    expect(never.value("tributary_source_expected_seconds", { source })).toBe(3_600);
    await sql`
      insert into source_watermark (source_id, watermark, received_at)
      select id, now() - interval '5 hours', now() from source where code = ${source}`;
    expect((await now()).value("tributary_source_age_seconds", { source })).toBeGreaterThan(17_999);
  });

  test("what a server needs to be ready", async () => {
    const ready = async (check: string) => (await now()).value("tributary_ready", { check });
    expect([await ready("database"), await ready("migrations"), await ready("clock")]).toEqual([
      1, 1, 1,
    ]);
    isClockRight = false;
    expect([await ready("database"), await ready("clock")]).toEqual([1, 0]);
    isClockRight = true;
  });

  test("a subscription that is open, and requests that are answered", async () => {
    const client = subscriber(server.url, await server.token("agent"));
    const heard = client.subscribe(TIER_CHANGES);
    await untilSubscribed(server, 1);
    expect((await now()).value("tributary_subscriptions")).toBe(1);
    heard.stop();
    await untilSubscribed(server, 0);
    client.close();
    await fetch(`${server.url}/healthz`);
    const labels = { route: "/healthz", method: "GET", status: "200" };
    await until("it is counted", async () => {
      return (await now()).value("tributary_http_requests_total", labels) === 1;
    });
  });
});

test("a job that ran says when, and when it is due again", async () => {
  const own = await startTestServer({ jobs: true });
  await until("every job has run", async () => {
    const told = await scrape(own.metrics);
    const begun = told.labelsOf("tributary_job_due_timestamp_seconds");
    const done = told.labelsOf("tributary_job_last_success_timestamp_seconds");
    return done.length >= 9 && done.length === begun.length;
  });
  const at = await scrape(own.metrics);
  const labels = { name: "watermark" };
  const nowS = Date.now() / 1_000;
  const last = at.value("tributary_job_last_success_timestamp_seconds", labels) ?? 0;
  expect(nowS - last).toBeLessThan(30);
  expect(at.value("tributary_job_due_timestamp_seconds", labels)).toBeGreaterThan(last);
  await own.stop();
});

describe("what cannot be read", () => {
  test("is missing, is counted, and takes nothing else with it", async () => {
    const { sql } = server.database;
    await sql`alter table source_watermark rename to hidden`;
    const told = await now();
    expect(told.names).not.toContain("tributary_source_age_seconds");
    const counted = (await now()).value("tributary_figure_failures_total", { figure: "sources" });
    expect(counted).toBeGreaterThan(0);
    expect(told.value("tributary_held_events", { reason: "OLD_EVENT" })).toBe(0);
    expect(server.logged()).toContain("a figure was not read for a scraper");
    await sql`alter table hidden rename to source_watermark`;
    expect((await now()).names).toContain("tributary_source_age_seconds");
  });
});

test("what callers choose makes no series", async () => {
  const token = await server.token("admin");
  const ask = async () => {
    const [id, path] = [randomUUID(), randomUUID()];
    await fetch(`${server.url}/${path}`, { method: "PROPFIND" });
    await server.graphql({ query: `query Q${id.replaceAll("-", "")} { __typename }`, token });
    await server.receive([soldEvent({ source: `unknown-${id}` })]);
    await server.receive([soldEvent({ store: `unknown-${id}` })]);
  };
  await ask();
  const before = (await now()).text.split("\n").length;
  for (let times = 0; times < 10; times += 1) {
    await ask();
  }
  expect((await now()).text.split("\n").length).toBe(before);
});
