import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeTestFolder } from "../../support/cluster.ts";
import { isReady } from "../../support/outside/serverProcess.ts";
import { auditStream } from "../../support/outside/streams/auditStream.ts";
import { type NatsServers, startNats } from "../../support/outside/streams/natsServers.ts";
import { openStreamStage, STREAM } from "../../support/outside/streams/natsStage.ts";
import type { StreamStage } from "../../support/outside/streams/streamStage.ts";
import { untilIt } from "../../support/outside/wait.ts";

const TEST_TIMEOUT_MS = 300_000;

let folder: string;
let nats: NatsServers;
let stage: StreamStage | undefined;

beforeEach(async () => {
  folder = makeTestFolder("streams");
  nats = await startNats(folder);
}, TEST_TIMEOUT_MS);
afterEach(async () => {
  await stage?.close();
  stage = undefined;
  await nats?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const acknowledged = async () => {
  const consumers = await nats.manager.consumers.list(STREAM).next();
  return consumers.map(({ name, num_ack_pending, num_pending }) => {
    return { name, left: num_ack_pending + num_pending };
  });
};

test(
  "what was published before the server starts is applied once, in each customer's order, and acknowledged",
  async () => {
    stage = await openStreamStage(folder, nats);
    await stage.publish(10, 30);
    await stage.server();
    await stage.untilRead(300);
    await auditStream(stage);
    await untilIt("all is acknowledged", async () =>
      (await acknowledged()).every(({ left }) => left === 0),
    );
    expect(await acknowledged()).toEqual([{ name: "tributary-orders-0", left: 0 }]);
  },
  TEST_TIMEOUT_MS,
);

test(
  "two servers share the partitions; one that is killed or stopped leaves its own to the other, and nothing is lost, applied twice or out of order",
  async () => {
    stage = await openStreamStage(folder, nats, { partitions: 4 });
    const [one, two] = [await stage.server(), await stage.server()];
    await untilIt("each has two", async () => (await owners()).join() === "2,2");
    await during(stage.publish(40, 3), () => one.kill());
    await untilIt("the other has all", async () => (await owners()).join() === "4");
    await one.start();
    await untilIt("each has two again", async () => (await owners()).join() === "2,2");
    await during(stage.publish(40, 3), () => two.stop());
    // It has given them back, so nobody waits for the end of a lease.
    expect((await owners()).length).toBeLessThan(2);
    await two.start();
    await untilIt("each has two once more", async () => (await owners()).join() === "2,2");
    await stage.untilRead(40 * 6);
    await auditStream(stage);
  },
  TEST_TIMEOUT_MS,
);

test(
  "a server that is frozen for longer than its leases stores and settles nothing late",
  async () => {
    stage = await openStreamStage(folder, nats, { partitions: 2 });
    const [one] = [await stage.server(), await stage.server()];
    await untilIt("each has one", async () => (await owners()).join() === "1,1");
    // Statements are prepared by then: PostgreSQL ends no session that is frozen while it prepares.
    await stage.publish(20, 4);
    await stage.untilRead(20 * 4);
    await during(stage.publish(20, 5), async () => one.freeze());
    await untilIt("the other has both", async () => (await owners()).join() === "2");
    await stage.untilRead(20 * 9);
    one.wake();
    await stage.publish(20, 3);
    await stage.untilRead(20 * 12);
    await auditStream(stage);
  },
  TEST_TIMEOUT_MS,
);

test(
  "what cannot be understood is put aside, and what comes behind it is applied",
  async () => {
    stage = await openStreamStage(folder, nats);
    await stage.publish(2, 2);
    await stage.publishBody(0, "{ this is no JSON");
    await stage.publishBody(0, JSON.stringify({ type: "order", data: {} }));
    await stage.publish(2, 2);
    await stage.server();
    await stage.untilRead(10);
    await auditStream(stage);
    const unread = await stage.database.sql`
      select faults->0->>'reason' as reason, topic from inbound_message where state = 'UNREAD'
       order by id`;
    expect(unread).toEqual([
      { reason: "NOT_JSON", topic: "orders.0" },
      { reason: "UNKNOWN_TYPE", topic: "orders.0" },
    ]);
  },
  TEST_TIMEOUT_MS,
);

test(
  "what comes again changes nothing, and a stream that is made anew is read from its beginning",
  async () => {
    stage = await openStreamStage(folder, nats);
    const server = await stage.server();
    await stage.publish(5, 4);
    await stage.untilRead(20);
    await server.stop();
    // As after a backup was restored: the stream knows more than the database.
    await stage.database.sql`update stream_partition set position = 3`;
    await stage.publish(5, 1);
    await server.start();
    await stage.untilRead(25);
    await auditStream(stage);
    await server.stop();
    await nats.manager.streams.delete(STREAM);
    await nats.manager.streams.add({ name: STREAM, subjects: ["orders.>"] });
    await stage.publish(5, 2);
    await server.start();
    await stage.untilRead(35);
    await auditStream(stage);
  },
  TEST_TIMEOUT_MS,
);

test(
  "a broker that is gone is waited for: the server stays ready, says it once, and goes on where it was",
  async () => {
    stage = await openStreamStage(folder, nats, { partitions: 2 });
    const [first] = nats.names as readonly [string];
    const server = await stage.server();
    await stage.publish(6, 3);
    await stage.untilRead(18);
    await nats.kill(first);
    expect(await isReady(server.url)).toBe(true);
    await nats.start(first);
    await stage.publish(6, 3);
    await stage.untilRead(36);
    await auditStream(stage);
    await nats.kill(first);
    // It gives its partitions back all the same, which nobody who is killed can.
    await server.stop();
    expect(await owners()).toEqual([]);
    await server.start();
    expect(await isReady(server.url)).toBe(true);
    await untilIt("it says so", () => server.said().includes("a stream cannot be read"));
    await nats.start(first);
    await stage.publish(6, 1);
    await stage.untilRead(42);
    await auditStream(stage);
    expect(server.said().split("a stream cannot be read")).toHaveLength(2);
  },
  TEST_TIMEOUT_MS,
);

/** How many partitions each server has, of those that have any. */
async function owners(): Promise<number[]> {
  const rows = await (stage as StreamStage).database.sql<{ n: number }[]>`
    select count(*)::int as n from stream_partition where leased_until > now()
     group by owner order by 1`;
  return rows.map(({ n }) => n);
}

/** Does something in the middle of what goes on. */
async function during(work: Promise<void>, act: () => Promise<void>): Promise<void> {
  const { sql } = (stage as StreamStage).database;
  const [before] = await sql<{ n: number }[]>`select count(*)::int as n from inbound_message`;
  await untilIt("some of it is stored", async () => {
    const [now] = await sql<{ n: number }[]>`select count(*)::int as n from inbound_message`;
    return (now?.n ?? 0) > (before?.n ?? 0) + 10;
  });
  await Promise.all([work, act()]);
}
