import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaseTicker } from "../../../db/queries/stream/jobsWatermark.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { CLOCK_TOLERANCE_MS, ClockWatch } from "../../../src/server/health/clockWatch.ts";
import { jobChecks } from "../../../src/server/health/readiness.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let wallMs = Date.now;
const said: string[] = [];
let clock: ClockWatch;

beforeAll(async () => {
  const log = createLogger({ level: "error", destination: { write: (line) => said.push(line) } });
  // The server's own pools are made with it: these checks ask by a pool of their own.
  const first = await startTestServer();
  clock = new ClockWatch({ sql: first.reads, log, wallMs: () => wallMs() });
  server = await startTestServer({
    database: first.database,
    checks: jobChecks({ sql: first.reads, clock }),
  });
  const stop = server.stop;
  server = {
    ...server,
    stop: async () => {
      await stop();
      await first.stop();
    },
  };
  await leaseTicker(server.reads, randomUUID(), 600_000);
});

afterAll(async () => {
  await server?.stop();
});

async function readiness() {
  const response = await fetch(`${server.url}/readyz`);
  return { status: response.status, body: (await response.json()) as object };
}

test("ready when the stream is pushed and the clock is right", async () => {
  await clock.measure();
  expect(await readiness()).toEqual({
    status: 200,
    body: {
      ready: true,
      checks: { database: "ok", migrations: "current", stream: "ok", clock: "ok" },
    },
  });
});

test.each([
  ["an hour ahead", 3_600_000, "3600 seconds ahead of"],
  ["an hour behind", -3_600_000, "3600 seconds behind"],
])(
  "not ready, in words, log and figures, with a clock %s of the database's",
  async (_, offMs, words) => {
    said.length = 0;
    wallMs = () => Date.now() + offMs;
    await clock.measure();
    await clock.measure();
    expect(Math.abs((clock.state.aheadMs ?? 0) - offMs)).toBeLessThan(2_000);
    expect(await readiness()).toMatchObject({
      status: 503,
      body: {
        ready: false,
        checks: { clock: `this machine's clock is ${words} the database's; set it right` },
      },
    });
    // Once, not every ten seconds.
    expect(said).toHaveLength(1);
    wallMs = Date.now;
    await clock.measure();
    expect((await readiness()).status).toBe(200);
  },
);

test("a difference that a slow answer explains is none", async () => {
  wallMs = () => Date.now() + CLOCK_TOLERANCE_MS - 1_000;
  await clock.measure();
  expect(clock.state.isOff).toBe(false);
  wallMs = Date.now;
  await clock.measure();
});

test("not ready when no server has shown that it pushes changes, and ready again when one does", async () => {
  const { sql } = server.database;
  await sql`
    update outbox_watermark
    set ticker_until = clock_timestamp() - interval '27 seconds', ticked_at = clock_timestamp() - interval '30 seconds'`;
  expect(await readiness()).toMatchObject({
    status: 503,
    body: { checks: { stream: "no server has pushed changes for 30 seconds" } },
  });
  await leaseTicker(server.reads, randomUUID(), 600_000);
  expect((await readiness()).status).toBe(200);
});
