import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OpenPartition, StreamMessage } from "../../../src/inbound/streams/broker.ts";
import { KafkaBroker } from "../../../src/inbound/streams/kafka/kafkaBroker.ts";
import type { KafkaSettings } from "../../../src/platform/streams/kafkaSettings.ts";
import { makeCertificate } from "../../support/outside/certificate.ts";
import {
  type KafkaPeer,
  type PeerOptions,
  startKafkaPeer,
} from "../../support/outside/streams/kafka/kafkaPeer.ts";
import { openPublisher, type Publisher } from "../../support/outside/streams/kafka/publish.ts";

const TOPIC = "orders";

let peer: KafkaPeer;
let broker: KafkaBroker;
let publisher: Publisher;
let open: OpenPartition | undefined;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kafka-"));
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  await broker?.close();
  await publisher?.close();
  await peer?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: PeerOptions = {}, settings: Partial<KafkaSettings> = {}) {
  peer = await startKafkaPeer(options);
  peer.topics.create(TOPIC, 2);
  const brokers = peer.brokers.split(",");
  broker = new KafkaBroker({ brokers, tls: null, sasl: null, ...settings });
  publisher = openPublisher(peer.brokers, options.user === undefined ? {} : { user: options.user });
}

const settingsOf = (partitions = 2) => ({ kind: "kafka", topic: TOPIC, partitions }) as const;

async function openAt(
  sequence: bigint | null,
  { partition = 0, lineage = "", partitions = 2 } = {},
) {
  const behind = sequence === null ? null : { lineage, sequence };
  const of = { source: "erp", settings: settingsOf(partitions), partition };
  open = await broker.open(of, behind);
  return open;
}

async function read(from: OpenPartition, count: number): Promise<StreamMessage[]> {
  const found: StreamMessage[] = [];
  while (found.length < count) {
    const batch = await from.next();
    found.push(...batch);
    const last = batch.at(-1);
    if (last !== undefined) {
      from.acknowledge(last.sequence);
    }
  }
  return found;
}

const texts = (messages: readonly StreamMessage[]) => messages.map(({ body }) => String(body));
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => String(from + index));
const sendNumbers = (from: number, to: number, partition = 0) =>
  publisher.send(
    TOPIC,
    partition,
    numbers(from, to).map((value) => ({ value })),
  );

describe("a partition of a topic", () => {
  test("is read from its beginning, in order, and on behind any offset, also one within a batch", async () => {
    await start();
    await sendNumbers(0, 700);
    await sendNumbers(700, 720);
    const first = await openAt(null);
    expect(texts(await read(first, 720))).toEqual(numbers(0, 720));
    expect(first.lag).toBe(0);
    await first.close();
    const later = await openAt(350n, { lineage: first.lineage });
    expect(texts(await read(later, 369))).toEqual(numbers(351, 720));
    expect([later.lineage, later.warning, later.lost]).toEqual([first.lineage, null, null]);
  });

  test("gives at most a transaction's worth of messages at once, and what comes as soon as it is there", async () => {
    await start();
    await sendNumbers(0, 700);
    const partition = await openAt(null);
    expect((await partition.next()).length).toBe(500);
    expect((await partition.next()).length).toBe(200);
    partition.acknowledge(499n);
    expect(partition.lag).toBe(200);
    partition.acknowledge(699n);
    const next = partition.next();
    await sendNumbers(700, 701);
    expect(texts(await next)).toEqual(["700"]);
  });

  test("is known apart from the others, whose offsets are the same numbers", async () => {
    await start();
    await sendNumbers(0, 1);
    await sendNumbers(5, 6, 1);
    const one = await openAt(null);
    const [first] = await read(one, 1);
    await one.close();
    const other = await openAt(null, { partition: 1 });
    const [second] = await read(other, 1);
    expect([first?.sequence, second?.sequence]).toEqual([0n, 0n]);
    expect(other.lineage).not.toBe(one.lineage);
  });

  test("has its messages' headers and times, CloudEvents' names as elsewhere, and tombstones as nothing", async () => {
    await start();
    const headers = { ce_Id: "1", "Content-Type": "text/plain" };
    await publisher.send(TOPIC, 0, [{ value: "x", headers }, { value: null }]);
    const [message, tombstone] = await read(await openAt(null), 2);
    expect(message?.headers).toEqual({ "ce-id": "1", "content-type": "text/plain" });
    expect(message?.subject).toBe(TOPIC);
    expect(Math.abs(Date.now() - (message?.storedAtMs ?? 0))).toBeLessThan(60_000);
    expect(tombstone?.body).toEqual(Buffer.alloc(0));
  });

  test.each(["gzip", "snappy", "lz4", "zstd"] as const)(
    "may be packed with %s",
    async (compression) => {
      await start();
      const packing = openPublisher(peer.brokers, { compression });
      await packing.send(
        TOPIC,
        0,
        numbers(0, 50).map((value) => ({ value })),
      );
      await packing.close();
      expect(texts(await read(await openAt(null), 50))).toEqual(numbers(0, 50));
    },
  );

  test("ends at once when it is closed while nothing comes", async () => {
    await start();
    const partition = await openAt(null);
    const next = partition.next();
    await partition.close();
    expect(await next).toEqual([]);
  });

  test("tells how much waits, also when nothing is fetched", async () => {
    await start();
    await sendNumbers(0, 600);
    const partition = await openAt(null);
    await partition.next();
    await sendNumbers(600, 610);
    await partition.refresh();
    expect(partition.lag).toBe(610);
  });
});

describe("what the broker has not any more", () => {
  test("is said, by how many at most, and reading goes on at the oldest that it has", async () => {
    await start();
    for (const from of [0, 10, 20, 30]) {
      await sendNumbers(from, from + 10);
    }
    const first = await openAt(null);
    await first.close();
    peer.topics.log(TOPIC, 0)?.dropBefore(30n);
    const { lineage } = first;
    const behind = await openAt(4n, { lineage });
    expect(behind.lost).toEqual({ atMost: 25, last: 29n });
    expect(texts(await read(behind, 10))).toEqual(numbers(30, 40));
    await behind.close();
    // What was never read was never promised.
    expect((await openAt(null)).lost).toBeNull();
    await open?.close();
    expect((await openAt(29n, { lineage })).lost).toBeNull();
  });

  test("is found out while it is read: it is to be opened anew", async () => {
    await start();
    await sendNumbers(0, 10);
    const partition = await openAt(null);
    await read(partition, 10);
    const log = peer.topics.log(TOPIC, 0);
    log?.dropBefore(20n);
    await expect(partition.next().then(() => partition.next())).rejects.toThrow(
      /not within the range/,
    );
  });

  test("because its end was lost is read again under another name, since its numbers come again", async () => {
    await start();
    await sendNumbers(0, 10);
    await sendNumbers(10, 20);
    const first = await openAt(null);
    await first.close();
    peer.topics.log(TOPIC, 0)?.dropFrom(10n);
    const again = await openAt(19n, { lineage: first.lineage });
    expect(again.warning).toContain("ends at 9, but 19 is stored: it has lost messages");
    await again.refresh();
    expect(again.warning).toContain("it has lost messages");
    expect(again.lineage).toBe(`${first.lineage}~1`);
    expect(texts(await read(again, 10))).toEqual(numbers(0, 10));
    await again.close();
    await sendNumbers(50, 60);
    const on = await openAt(9n, { lineage: again.lineage });
    expect([on.lineage, on.warning]).toEqual([again.lineage, null]);
    expect(texts(await read(on, 10))).toEqual(numbers(50, 60));
  });

  test("because the topic was made anew is read from its beginning as another one", async () => {
    await start();
    await sendNumbers(0, 10);
    const first = await openAt(null);
    await read(first, 10);
    peer.topics.delete(TOPIC);
    peer.topics.create(TOPIC, 2);
    await expect(first.next()).rejects.toThrow(/made anew|topic/);
    await first.close();
    await sendNumbers(70, 73);
    const anew = await openAt(9n, { lineage: first.lineage });
    expect(anew.lineage).not.toBe(first.lineage);
    expect(texts(await read(anew, 3))).toEqual(numbers(70, 73));
  });
});

describe("a topic that is otherwise than the set-up says", () => {
  test("is not there: its name is told", async () => {
    await start();
    peer.topics.delete(TOPIC);
    await expect(openAt(null)).rejects.toThrow(
      /The topic orders cannot be read now: Unknown topic orders/,
    );
    expect(broker.isConnected).toBe(true);
  });

  test("has fewer partitions: both numbers are told", async () => {
    await start();
    await expect(openAt(null, { partition: 2, partitions: 3 })).rejects.toThrow(
      "The topic orders has 2 partitions, but the set-up says partitions: 3.",
    );
  });

  test("gains partitions: it is told while those that are set up are read on", async () => {
    await start();
    const partition = await openAt(null);
    expect(partition.warning).toBeNull();
    peer.topics.grow(TOPIC, 4);
    await sendNumbers(0, 3);
    expect(texts(await read(partition, 3))).toEqual(numbers(0, 3));
    await partition.refresh();
    expect(partition.warning).toContain("has 4 partitions, but the set-up says partitions: 2");
    await partition.close();
    expect((await openAt(null, { partition: 1 })).warning).toBeNull();
  });
});

describe("brokers", () => {
  test("that give a partition to another one are followed without a gap or a repetition", async () => {
    await start({ nodes: 3 });
    await sendNumbers(0, 5);
    const partition = await openAt(null);
    expect(texts(await read(partition, 5))).toEqual(numbers(0, 5));
    const next = read(partition, 5);
    peer.topics.moveLeader(TOPIC, 0, 2);
    await sendNumbers(5, 10);
    expect(texts(await next)).toEqual(numbers(5, 10));
    const after = read(partition, 5);
    peer.topics.moveLeader(TOPIC, 0, 3);
    await peer.kill(2);
    await sendNumbers(10, 15);
    expect(texts(await after)).toEqual(numbers(10, 15));
  });

  test("that are away are told of by address, after some tries, and read from once they are back", async () => {
    await start();
    await sendNumbers(0, 5);
    const partition = await openAt(null);
    await read(partition, 5);
    await peer.kill(1);
    await expect(partition.next()).rejects.toThrow(
      /cannot be read now: .*127\.0\.0\.1.*ECONNREFUSED/,
    );
    expect(broker.isConnected).toBe(false);
    await partition.close();
    await expect(openAt(4n, { lineage: partition.lineage })).rejects.toThrow(/ECONNREFUSED/);
    await peer.start(1);
    await sendNumbers(5, 7);
    expect(texts(await read(await openAt(4n, { lineage: partition.lineage }), 2))).toEqual([
      "5",
      "6",
    ]);
    expect(broker.isConnected).toBe(true);
  });

  test("of which one is away are reached by the others", async () => {
    await start({ nodes: 3 });
    peer.topics.moveLeader(TOPIC, 0, 3);
    await sendNumbers(0, 2);
    await peer.kill(1);
    await peer.kill(2);
    for (const _ of [1, 2, 3]) {
      await open?.close();
      expect(texts(await read(await openAt(null), 2))).toEqual(["0", "1"]);
    }
  });

  test.each(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const)(
    "ask who we are by %s: a wrong password is refused and not told, a right one read anew from its file",
    async (mechanism) => {
      const credentialsFile = join(folder, "credentials");
      writeFileSync(credentialsFile, "tributary:wr0ng:one\n");
      const user = { mechanism, name: "tributary", password: "s3cret:x" };
      await start({ user }, { sasl: { mechanism, credentialsFile } });
      await sendNumbers(0, 2);
      const refused = await openAt(null).catch((error: unknown) => error);
      expect(String(refused)).toMatch(/SASL authentication failed/);
      expect(String(refused)).not.toContain("wr0ng");
      expect(broker.isConnected).toBe(false);
      writeFileSync(credentialsFile, "tributary:s3cret:x\n");
      expect(texts(await read(await openAt(null), 2))).toEqual(["0", "1"]);
    },
  );

  test("without a file of credentials are not reached, and the file is named", async () => {
    const credentialsFile = join(folder, "none");
    const user = { mechanism: "PLAIN", name: "a", password: "b" } as const;
    await start({ user }, { sasl: { mechanism: "PLAIN", credentialsFile } });
    await expect(openAt(null)).rejects.toThrow(/ENOENT.*none/);
  });

  test("are believed by their certificate alone", async () => {
    const own = makeCertificate(folder, "localhost");
    const other = makeCertificate(folder, "127.0.0.1");
    const tls = { cert: readFileSync(own.certificate), key: readFileSync(own.key) };
    peer = await startKafkaPeer({ tls, host: "localhost" });
    peer.topics.create(TOPIC, 1);
    const brokers = peer.brokers.split(",");
    const trusting = (caFile: string | null) =>
      new KafkaBroker({ brokers, tls: { caFile, certificate: null }, sasl: null });
    for (const caFile of [null, other.authority]) {
      broker = trusting(caFile);
      await expect(openAt(null, { partitions: 1 })).rejects.toThrow(/certificate/);
    }
    broker = trusting(own.authority);
    expect((await openAt(null, { partitions: 1 })).lag).toBe(0);
  });

  test("that speak without TLS where it is asked for are not spoken with", async () => {
    await start({}, { tls: { caFile: null, certificate: null } });
    await expect(openAt(null)).rejects.toThrow(/cannot be read now/);
  }, 15_000);
});
