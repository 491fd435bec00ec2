import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { settleMessages } from "../../../db/queries/inbound/messages.ts";
import {
  askForPartitions,
  claimPartition,
  findPosition,
  freePartitionMessages,
  movePosition,
  type PartitionLease,
  readPartitions,
  releasePartition,
  renewPartitions,
  takePartitions,
} from "../../../db/queries/inbound/partitions.ts";
import { IdBlocks } from "../../../db/statements/idBlocks.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import type { StreamMessage } from "../../../src/inbound/streams/broker.ts";
import { messageToRead } from "../../../src/messages/messageToRead.ts";
import { MessageReader } from "../../../src/messages/reader.ts";
import { storeBatch } from "../../../src/messages/streams/storeBatch.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { nothingFetched } from "../../support/inbound/fetchingFrom.ts";
import { noMapping } from "../../support/inbound/noMapping.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const LEASE_MS = 60_000;
const LINEAGE = "2026-11-29T10:00:00.000Z";

let server: TestServer;
let sender: Sender;
let lease: PartitionLease;
beforeAll(async () => {
  server = await startTestServer({});
  const from = { kind: "nats_jetstream", stream: "S", subject: "s.{partition}", partitions: 2 };
  const receives = receivesSchema.parse({ connector: "standard_webhooks", from });
  sender = await openSender(server, "stream", receives);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  const { sql } = server.database;
  await sql`delete from inbound_message`;
  await sql`delete from stream_partition`;
  await readPartitions(sql, [{ sourceId: sender.id, partition: 0 }]);
  lease = await taken("first");
});

async function taken(owner: string): Promise<PartitionLease> {
  const key = { sourceId: sender.id, partition: 0 };
  const [own] = await takePartitions(server.database.sql, owner, [key], LEASE_MS);
  return own as PartitionLease;
}

function message(sequence: number, body?: string, headers = {}): StreamMessage {
  const { source: _other, ...event } = soldEvent();
  return {
    ...{ sequence: BigInt(sequence), subject: "s.0", headers, storedAtMs: 0 },
    body: Buffer.from(body ?? JSON.stringify(event)),
  };
}

const store = (by: PartitionLease, ...messages: StreamMessage[]) =>
  storeBatch({ sql: server.database.sql, ids: new IdBlocks(server.database.sql) }, messages, {
    ...{ lease: by, source: "stream", lineage: LINEAGE },
    connector: { headers: ["content-type"], streamContentType: "text/x-words" },
  });

const passLease = () => server.database.sql`
  update stream_partition set leased_until = now() - interval '1 second'`;

const rows = () => server.database.sql<{ state: string; tries: number; partition: number }[]>`
  select state, tries, partition from inbound_message order by id`;

describe("a partition's messages", () => {
  test("are stored once however often they come, and handed on in the stream's order", async () => {
    const messages = [9, 10, 101].map((sequence) => message(sequence));
    const stored = await store(lease, ...messages.slice(0, 2));
    expect(stored?.messages.map(({ body }) => body)).toEqual(
      messages.slice(0, 2).map(({ body }) => body),
    );
    expect(await store(lease, ...messages)).toMatchObject({ repeated: 2, messages: [{}] });
    expect(await rows()).toHaveLength(3);
  });

  test("are stored by nobody who has lost it, and move nothing on", async () => {
    await passLease();
    const next = await taken("second");
    expect(next.epoch).toBe(lease.epoch + 1n);
    expect(await store(lease, message(1))).toBeNull();
    expect(await rows()).toEqual([]);
    await releasePartition(server.database.sql, next);
    expect(await store(next, message(1))).toBeNull();
    const { sql } = server.database;
    const [own, at] = [await taken("third"), { lineage: LINEAGE, position: 7n }];
    expect(await movePosition(sql, next, at)).toBe(false);
    expect(await findPosition(sql, own)).toMatchObject({ position: null });
    expect(await movePosition(sql, own, at)).toBe(true);
    expect(await findPosition(sql, own)).toEqual(at);
  });

  test("are nobody else's to read, until the next owner claims them in the stream's order", async () => {
    const stored = await store(lease, ...[3, 20, 100].map((sequence) => message(sequence)));
    await server.messages.reader.readDue();
    expect((await rows()).map(({ state }) => state)).toEqual(["RECEIVED", "RECEIVED", "RECEIVED"]);
    await passLease();
    const next = await taken("second");
    const claimed = await claimPartition(server.database.sql, next, 10);
    expect(claimed.map(({ id }) => id)).toEqual(stored?.messages.map(({ id }) => id));
    // The last owner, frozen while it read them, settles nothing.
    const { id } = claimed[0] as { id: bigint };
    const late = { id, tries: 1, state: "UNREAD", counts: null, faults: null } as const;
    expect(await settleMessages(server.database.sql, [late])).toBe(0);
    const stop = new AbortController().signal;
    await server.messages.reader.readInOrder(claimed.map(messageToRead), stop);
    expect((await rows()).map(({ state, tries }) => [state, tries])).toEqual(
      Array.from({ length: 3 }, () => ["READ", 2]),
    );
  });

  test("are anybody's once the partition is not set up any more and nobody has it", async () => {
    await store(lease, message(1));
    const { sql } = server.database;
    expect(await freePartitionMessages(sql, [{ sourceId: sender.id, partitions: 1 }])).toBe(0);
    expect(await freePartitionMessages(sql, [])).toBe(0);
    await passLease();
    expect(await freePartitionMessages(sql, [])).toBe(1);
    await server.messages.reader.readDue();
    expect(await rows()).toMatchObject([{ state: "READ", partition: null }]);
  });

  test("may have any header, and have the content type of their kind where they have none", async () => {
    const strange = { "content-type": "text/\u0000\ud800", other: "x" };
    const stored = await store(lease, message(1, "{}", strange), message(2, "{}"));
    expect(stored?.messages.map(({ headers }) => headers)).toEqual([
      { "content-type": "text/\ufffd\ufffd" },
      { "content-type": "text/x-words" },
    ]);
  });
});

test("a source whose messages come from a stream takes none by HTTP, where they would have no order", async () => {
  const response = await sender.post("{}");
  expect(response.status).toBe(404);
  expect(await rows()).toEqual([]);
});

describe("a lease", () => {
  test("is one owner's until it is over, and renewed by nobody else", async () => {
    const { sql } = server.database;
    expect(await taken("second")).toBeUndefined();
    expect(await renewPartitions(sql, [lease], LEASE_MS)).toEqual([lease]);
    await passLease();
    const next = await taken("second");
    expect(await renewPartitions(sql, [lease, next], LEASE_MS)).toEqual([next]);
    await releasePartition(sql, lease);
    expect(await taken("third")).toBeUndefined();
  });

  test("is asked for by one at a time, and asked for no more once it is taken", async () => {
    const { sql } = server.database;
    const key = { sourceId: sender.id, partition: 0 };
    await askForPartitions(sql, "second", [key], LEASE_MS);
    await askForPartitions(sql, "third", [key], LEASE_MS);
    expect(await readPartitions(sql, [key])).toMatchObject([{ owner: "first", askedBy: "second" }]);
    await releasePartition(sql, lease);
    await taken("second");
    expect(await readPartitions(sql, [key])).toMatchObject([{ owner: "second", askedBy: null }]);
  });
});

test("a message that fails for a reason of ours leaves its place, and those behind it are told in order", async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  const messages = ids.map((eventId, index) => {
    const { source: _other, ...event } = soldEvent({ eventId });
    return message(index + 1, JSON.stringify(event));
  });
  const stored = await store(lease, ...messages);
  const told: unknown[] = [];
  const reader = new MessageReader({
    ...{ sql: server.database.sql, catalog: server.catalog },
    receivePurchases: async (submission) => {
      const events = submission.events as readonly { readonly eventId: string }[];
      if (events.some(({ eventId }) => eventId === ids[1])) {
        throw new Error("a fault of ours");
      }
      told.push(...events.map(({ eventId }) => eventId));
      return await server.receiver.receivePurchases(submission);
    },
    recordInteractions: async () => [],
    recordBrowsing: async () => [],
    receiveRecords: async () => ({ results: [], userErrors: [] }),
    mappings: { ofNow: () => noMapping },
    fetching: { forMessageOf: () => nothingFetched },
    log: createLogger({ level: "silent" }),
  });
  await reader.readInOrder(stored?.messages ?? [], new AbortController().signal);
  expect(told).toEqual([ids[0], ids[2]]);
  expect(await rows()).toMatchObject([
    { state: "READ" },
    { state: "RECEIVED", partition: null },
    { state: "READ" },
  ]);
});
