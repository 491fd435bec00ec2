import { readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putMode } from "../../../../db/queries/deliveries/modes.ts";
import { readDestinationHealth } from "../../../../src/deliveries/destinationHealth.ts";
import { actOnDestination } from "../../../../src/deliveries/operate.ts";
import { BATCH_MAX } from "../../../../src/domain/delivery/sends.ts";
import type { Instant } from "../../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../../src/domain/time/parseInstant.ts";
import { makeTestFolder } from "../../../support/cluster.ts";
import { issued, issueRequest, openCommands } from "../../../support/coupons.ts";
import {
  type DeliveryBench,
  startDeliveryBench,
} from "../../../support/deliveries/deliveryBench.ts";
import { readBackOf, settled } from "../../../support/deliveries/readBackBench.ts";

let bench: DeliveryBench;
let commands: Awaited<ReturnType<typeof openCommands>>;
let anybody: Server;
let port: number;
let folder: string;
/** Everything that reached us, whatever it wanted. */
const reached: string[] = [];
const attempts: string[] = [];

beforeAll(async () => {
  bench = await startDeliveryBench();
  commands = await openCommands(bench.database.sql, null);
  folder = makeTestFolder("shadow-out");
  anybody = createServer((socket) => {
    reached.push("connected");
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      reached.push(data.toString("utf8"));
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => anybody.listen(0, "127.0.0.1", resolve));
  port = (anybody.address() as { port: number }).port;
});
afterAll(async () => {
  await bench?.close();
  anybody?.close();
  rmSync(folder, { recursive: true, force: true });
});

const customer = "customer.email";
/** Every kind that there is, each with a secret of its form. */
const KINDS: Readonly<Record<string, readonly [sends: object, secret?: string, more?: object]>> = {
  webhook: [{}],
  segment: [{ customer }, "write-key"],
  braze: [{ customer }, "api-key"],
  hubspot: [{}, "pat-1"],
  salesforce: [{ customer, externalId: "Mail__c" }, "token"],
  hubspot_timeline: [
    { customer, templates: { "tier.changed": "1", "points.changed": "2" } },
    "pat-1",
  ],
  voucherify: [{ customer }, "app:key", { events: ["coupon.changed"] }],
  nats_jetstream: [{ subject: "loyalty.{type}" }, "name:password"],
  files: [{ folder: "shadow", rows: 1, seconds: 1 }],
};
const EVERY_KIND = Object.keys(KINDS);

test("every kind of destination is tried in shadow", async () => {
  const { READ_RULES } = await import("../../../../src/domain/delivery/readBack.ts");
  expect(EVERY_KIND.toSorted()).toEqual(Object.keys(READ_RULES).toSorted());
});

test.each(EVERY_KIND)(
  "nothing is asked of, published or written to a %s in shadow, whatever is done about it",
  async (kind) => {
    const { sql } = bench.database;
    const code = `shadow-${kind.replaceAll("_", "-")}`;
    const [sends, secret, more = {}] = KINDS[kind] ?? [{}];
    const scheme = kind === "nats_jetstream" ? "nats" : "http";
    const url = `${scheme}://127.0.0.1:${port}/`;
    const said = kind === "files" ? { kind, ...sends } : { kind, url, ...sends };
    const { id } = await bench.destination(
      code,
      url,
      {
        ...{ sends: said, mode: "SHADOW", fields: { tier: "tier.code", mail: customer } },
        limits: { perDay: 1, batchSize: Math.min(2, BATCH_MAX[kind as "braze"] ?? 1) },
        ...more,
      },
      secret,
    );
    const observer = { attempted: () => void attempts.push(code) };
    const two = [
      await bench.open({ filesFolder: folder, observer }),
      await bench.open({ filesFolder: folder, observer }),
    ];
    for (const name of ["a", "b", "c"]) {
      const leaf = await bench.buyer(`${name}-${code}`, "600.00", "10.00");
      await issued(sql, commands, issueRequest(leaf));
    }
    await bench.fanOut();
    await bench.drained(id);
    const from = parseInstant("2000-01-01T00:00:00Z") as Instant;
    const to = parseInstant("2100-01-01T00:00:00Z") as Instant;
    for (const act of [
      { act: "RETRY_ALL" },
      { act: "REPLAY", from, to },
      { act: "PAUSE" },
      { act: "RESUME" },
    ] as const) {
      expect(await sql.begin((tx) => actOnDestination(tx, code, act, "test"))).toMatchObject({
        ok: true,
      });
    }
    await bench.fanOut();
    await bench.drained(id);
    await Promise.all(two.map((one) => one.close()));
    const outcomes = (await bench.deliveriesOf(id)).map(({ outcome, tries }) => [outcome, tries]);
    expect(outcomes.length).toBeGreaterThanOrEqual(3);
    expect(outcomes).toEqual(outcomes.map(() => ["SHADOWED", 0]));
    expect(reached).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(attempts).toEqual([]);
    const [hours] = await sql`select count(*)::int as count from delivery_hour`;
    expect(hours).toEqual({ count: 0 });
    const health = await readDestinationHealth(sql, to);
    expect(health.find((one) => one.code === code)).toMatchObject({
      ...{ mode: "SHADOW", breaker: "CLOSED", errorRate: 0, quotaLeft: 1, wrong: 0 },
      pending: { LIVE: 0, BULK: 0 },
    });
  },
);

test("the same destination, cut over, is told: what stands above is no accident", async () => {
  const { sql } = bench.database;
  const [row] = await sql<{ id: number }[]>`
    select id from destination where code = 'shadow-webhook'`;
  const id = row?.id ?? 0;
  await sql.begin((tx) => putMode(tx, id, { mode: "LIVE", actor: "test", reason: "go" }));
  // Its quota is one message a day.
  const process = await bench.open();
  await bench.buyer("a-shadow-webhook", "5.00");
  await bench.fanOut();
  await expect.poll(() => reached.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await process.close();
});

test("in shadow what would have been sent is kept, and no customer is told anew for what is wrong", async () => {
  const { sql } = bench.database;
  reached.length = 0;
  const url = `http://127.0.0.1:${port}/`;
  const { id } = await bench.destination(
    "kept",
    url,
    {
      ...{ mode: "SHADOW", fields: { tier: "tier.code", mail: customer } },
      sends: { kind: "hubspot", url },
      readBack: { settleSeconds: 1, repair: true },
    },
    "pat-1",
  );
  const process = await bench.open();
  const root = await bench.buyer("kept", "600.00");
  await bench.fanOut();
  await bench.drained(id);
  const rows = await sql`
    select root_id, is_shadow, fields from delivery_sent where destination_id = ${id}`;
  expect(rows).toEqual([
    {
      ...{ root_id: root, is_shadow: true },
      fields: {
        tier: { is: "SILVER" },
        mail: { hash: expect.any(String), shown: "k***@example.com" },
      },
    },
  ]);
  await settled(bench, id);
  // Asked what it stores, it breaks the connection off; nothing else was asked of it.
  await readBackOf(bench, "kept");
  expect(reached.filter((text) => text.startsWith("POST"))).toEqual([
    expect.stringContaining("/crm/v3/objects/contacts/batch/read"),
  ]);
  await process.close();
});
