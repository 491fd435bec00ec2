import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { isReady } from "../../support/outside/serverProcess.ts";
import { auditStream } from "../../support/outside/streams/auditStream.ts";
import { type KafkaPeer, startKafkaPeer } from "../../support/outside/streams/kafka/kafkaPeer.ts";
import { openKafkaStage, TOPIC } from "../../support/outside/streams/kafka/kafkaStage.ts";
import { startMockCluster } from "../../support/outside/streams/kafka/mockCluster.ts";
import { openStage, type StreamStage } from "../../support/outside/streams/streamStage.ts";
import { untilIt } from "../../support/outside/wait.ts";

const TEST_TIMEOUT_MS = 300_000;

let folder: string;
let peer: KafkaPeer | undefined;
let stage: StreamStage | undefined;

beforeEach(() => {
  folder = makeTestFolder("kafka");
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
  await peer?.stop();
  peer = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test(
  "two servers share the partitions; kill of one and a moved leader lose nothing, apply nothing twice and keep each customer's order",
  async () => {
    peer = await startKafkaPeer({ nodes: 3 });
    stage = await openKafkaStage(folder, peer, { partitions: 4 });
    await stage.publish(20, 2);
    const [one] = [await stage.server(), await stage.server()];
    await untilIt("each has two", async () => (await owners()).join() === "2,2");
    await during(stage.publish(20, 3), async () => {
      await one.kill();
      peer?.topics.moveLeader(TOPIC, 0, 2);
      peer?.topics.moveLeader(TOPIC, 3, 2);
      await peer?.kill(1);
    });
    await untilIt("the other has all", async () => (await owners()).join() === "4");
    await peer.start(1);
    await one.start();
    await stage.publish(20, 2);
    await stage.untilRead(20 * 7);
    await auditStream(stage);
  },
  TEST_TIMEOUT_MS,
);

test(
  "a server that is frozen for longer than its leases stores and settles nothing late",
  async () => {
    peer = await startKafkaPeer();
    stage = await openKafkaStage(folder, peer, { partitions: 2 });
    const [one] = [await stage.server(), await stage.server()];
    await untilIt("each has one", async () => (await owners()).join() === "1,1");
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
    peer = await startKafkaPeer();
    stage = await openKafkaStage(folder, peer);
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
      { reason: "NOT_JSON", topic: TOPIC },
      { reason: "UNKNOWN_TYPE", topic: TOPIC },
    ]);
  },
  TEST_TIMEOUT_MS,
);

test(
  "what retention passed is counted once, and reading goes on at the oldest; a topic that gains partitions is told of",
  async () => {
    peer = await startKafkaPeer();
    stage = await openKafkaStage(folder, peer);
    const port = await findFreePort();
    const metrics = async () => await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const server = await stage.server({ METRICS_PORT: String(port) });
    await stage.publish(5, 2);
    await stage.untilRead(10);
    await server.stop();
    for (const value of ["lost", "gone", "away"]) {
      await stage.publishBody(0, value);
    }
    peer.topics.log(TOPIC, 0)?.dropBefore(13n);
    peer.topics.grow(TOPIC, 2);
    await server.start();
    await stage.publish(5, 1);
    await stage.untilRead(15);
    await auditStream(stage);
    const told = await metrics();
    expect(told).toContain('tributary_stream_lost_messages_total{source="orders"} 3');
    expect(told).toContain('tributary_stream_warned{source="orders",partition="0"} 1');
    expect(told).toContain('tributary_stream_connected{kind="kafka"} 1');
    expect(server.said()).toContain("messages of a stream were gone before they were read");
    expect(server.said()).toContain("nobody reads those from 1 on");
    await server.stop();
    await server.start();
    await stage.publish(5, 1);
    await stage.untilRead(20);
    expect(await metrics()).not.toContain("stream_lost_messages_total{");
  },
  TEST_TIMEOUT_MS,
);

test(
  "a broker that is gone or refuses our password is waited for: the server stays ready, says it once, and goes on where it was",
  async () => {
    const user = { mechanism: "SCRAM-SHA-512", name: "tributary", password: "s3cret:x" } as const;
    peer = await startKafkaPeer({ user });
    const file = join(folder, "credentials");
    writeFileSync(file, "tributary:wr0ng\n");
    const env = { KAFKA_SECURITY_PROTOCOL: "SASL_PLAINTEXT", KAFKA_CREDENTIALS_FILE: file };
    stage = await openKafkaStage(folder, peer, { partitions: 2, env });
    const server = await stage.server();
    await untilIt("it says so", () => server.said().includes("SASL authentication failed"));
    expect(await isReady(server.url)).toBe(true);
    expect(server.said()).not.toContain("wr0ng");
    writeFileSync(file, "tributary:s3cret:x\n");
    await stage.publish(6, 3);
    await stage.untilRead(18);
    await peer.kill(1);
    await untilIt("it says so", () => server.said().includes("ECONNREFUSED"));
    expect(await isReady(server.url)).toBe(true);
    await peer.start(1);
    await stage.publish(6, 2);
    await stage.untilRead(30);
    await auditStream(stage);
    const told = problemsIn(server.said());
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(new Set(told).size).toBe(told.length);
    await peer.kill(1);
    await server.stop();
    expect(await owners()).toEqual([]);
  },
  TEST_TIMEOUT_MS,
);

test(
  "somebody else's cluster and producer are understood: librdkafka's, with its protocol of old",
  async () => {
    const cluster = await startMockCluster();
    try {
      const packings = ["none", "gzip", "snappy", "lz4"] as const;
      stage = await openStage(folder, {
        partitions: packings.length,
        from: { kind: "kafka", topic: TOPIC, partitions: packings.length },
        env: { KAFKA_BROKERS: cluster.brokers, KAFKA_SECURITY_PROTOCOL: "PLAINTEXT" },
        publish: async ({ partition, body }) => {
          const packing = packings[partition] ?? "none";
          await cluster.publish({ topic: TOPIC, partition, packing }, [body]);
        },
      });
      await stage.publish(8, 2);
      await stage.server();
      await stage.publish(8, 2);
      await stage.untilRead(32);
      await auditStream(stage);
    } finally {
      await stage?.close();
      stage = undefined;
      await cluster.stop();
    }
  },
  TEST_TIMEOUT_MS,
);

/** The reasons for which a server has said that a stream cannot be read. */
function problemsIn(said: string): string[] {
  const lines = said.split("\n").filter((line) => line.includes("a stream cannot be read"));
  return lines.map((line) => (JSON.parse(line) as { readonly problem: string }).problem);
}

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
