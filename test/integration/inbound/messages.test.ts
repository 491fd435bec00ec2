import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimMessages, settleMessages } from "../../../db/queries/inbound/messages.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { AppError } from "../../../src/errors.ts";
import { Inbox } from "../../../src/messages/inbox.ts";
import { MessageReader } from "../../../src/messages/reader.ts";
import type { ArrivedMessage } from "../../../src/messages/storedMessage.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import type { ReceivePurchases } from "../../../src/purchases/receive/submission.ts";
import { until } from "../../support/faults.ts";
import { nothingFetched } from "../../support/inbound/fetchingFrom.ts";
import { noMapping } from "../../support/inbound/noMapping.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "standard_webhooks" });
  sender = await openSender(server, "vendor", receives);
});
afterAll(() => server?.stop());

function sale(): ArrivedMessage {
  const { source: _other, ...event } = soldEvent();
  return {
    ...{ sourceId: sender.id, principal: "test", key: randomUUID(), topic: null, door: "WEBHOOK" },
    ...{ requestId: null, headers: {}, body: Buffer.from(JSON.stringify(event)) },
  };
}

/** Stores and hands to nobody, as a process that is killed behind the answer. */
function killedInbox(): Inbox {
  return new Inbox({ sql: server.database.sql, room: () => 1_000, hand: () => {} });
}

const passTime = async () => {
  await server.database.sql`update inbound_message set due_at = now() - interval '1 second'`;
};

const stateOf = async (key: string) => {
  const [row] = await server.database.sql<{ state: string; tries: number; faults: unknown }[]>`
    select state, tries, faults from inbound_message where message_key = ${key}`;
  return row;
};

/** Events that a message has come to. */
const eventsOf = async ({ body }: ArrivedMessage) => {
  const { eventId } = JSON.parse(body.toString());
  const [row] = await server.database.sql<{ n: number }[]>`
    select count(*)::int as n from events
     where source_id = ${sender.id} and event_id = ${eventId} and outcome = 'APPLIED'`;
  return row?.n;
};

function readerWith(
  receivePurchases: ReceivePurchases,
  more: { readonly leaseMs?: number } = {},
): MessageReader {
  return new MessageReader({
    ...more,
    sql: server.database.sql,
    catalog: server.catalog,
    receivePurchases,
    recordInteractions: async () => [],
    recordBrowsing: async () => [],
    receiveRecords: async () => ({ results: [], userErrors: [] }),
    mappings: { ofNow: () => noMapping },
    fetching: { forMessageOf: () => nothingFetched },
    log: createLogger({ level: "silent" }),
  });
}

describe("a message that is stored", () => {
  test("is read by another process when the one that stored it is killed, not before its lease is over", async () => {
    const message = sale();
    await killedInbox().store(message);
    await server.messages.reader.readDue();
    expect(await stateOf(message.key)).toMatchObject({ state: "RECEIVED", tries: 1 });
    await passTime();
    await server.messages.reader.readDue();
    expect(await stateOf(message.key)).toMatchObject({ state: "READ", tries: 2 });
  });

  test("is stored once, with one body, however often it comes at once", async () => {
    const message = sale();
    const inbox = killedInbox();
    const stored = await Promise.all([1, 2, 3].map(() => inbox.store(message)));
    const others = await Promise.all(
      [killedInbox(), killedInbox()].map((one) => one.store(message)),
    );
    expect(new Set([...stored, ...others].map(({ id }) => id)).size).toBe(1);
    expect([...stored, ...others].filter(({ isRepetition }) => !isRepetition)).toHaveLength(1);
    const [count] = await server.database.sql<{ n: number }[]>`
      select count(*)::int as n from intakes where body = ${message.body}`;
    expect(count?.n).toBe(1);
  });

  test("has its effect once although it is read twice, and who lost it settles nothing", async () => {
    const message = sale();
    const { id } = await killedInbox().store(message);
    await passTime();
    const claimed = await claimMessages(server.database.sql, { limit: 10, leaseMs: 10_000 });
    const frozen = claimed.find((one) => one.id === id);
    await passTime();
    await server.messages.reader.readDue();
    const settled = { state: "UNREAD", counts: null, faults: null } as const;
    const late = { id, tries: frozen?.tries as number, ...settled };
    expect(await settleMessages(server.database.sql, [late])).toBe(0);
    await server.database
      .sql`update inbound_message set state = 'RECEIVED' where message_key = ${message.key}`;
    await passTime();
    await server.messages.reader.readDue();
    expect(await stateOf(message.key)).toMatchObject({ state: "READ" });
    expect(await eventsOf(message)).toBe(1);
  });

  test("rests while there is no room for what it says, and is put aside only when it fails for a reason of ours, again and again", async () => {
    const message = sale();
    await killedInbox().store(message);
    await passTime();
    let outcome: "ROOM" | "INTERNAL" = "ROOM";
    const reader = readerWith(async ({ events }) => {
      if (outcome === "ROOM") {
        throw new AppError("OVERLOADED", "no room");
      }
      return events.map((_event, index) => ({
        ...{ index, source: "vendor", eventId: "e", outcome: "REJECTED", duplicate: false },
        ...{ reason: "INTERNAL", field: null, message: "of ours", refusedIdentifiers: [] },
        ...{ orderId: null, leafId: null },
      }));
    });
    await reader.readDue();
    expect(await stateOf(message.key)).toMatchObject({ state: "RECEIVED", tries: 2 });
    outcome = "INTERNAL";
    for (let tries = 3; tries < 9; tries += 1) {
      await passTime();
      await reader.readDue();
    }
    expect(await stateOf(message.key)).toMatchObject({
      state: "UNREAD",
      faults: [{ reason: "INTERNAL" }],
    });
  });
});

describe("a message that cannot be told", () => {
  /** Fails for a reason of ours whenever it is told that one. */
  const failingAt =
    (culprit: ArrivedMessage): ReceivePurchases =>
    async (submission) => {
      const { eventId } = JSON.parse(culprit.body.toString());
      const events = submission.events as readonly { readonly eventId: string }[];
      const isIt = events.some((event) => event.eventId === eventId);
      if (isIt) {
        throw new Error("a fault of ours");
      }
      return await server.receiver.receivePurchases(submission);
    };

  test("keeps none of its neighbours from being told, and is put aside in the end", async () => {
    const [before, culprit, after] = [sale(), sale(), sale()];
    for (const message of [before, culprit, after]) {
      await killedInbox().store(message);
    }
    await passTime();
    const reader = readerWith(failingAt(culprit));
    await reader.readDue();
    for (const message of [before, after]) {
      expect(await stateOf(message.key)).toMatchObject({ state: "READ" });
      expect(await eventsOf(message)).toBe(1);
    }
    expect(await stateOf(culprit.key)).toMatchObject({ state: "RECEIVED", tries: 2 });
    for (let tries = 3; tries < 9; tries += 1) {
      await passTime();
      await reader.readDue();
    }
    expect(await stateOf(culprit.key)).toMatchObject({
      ...{ state: "UNREAD", faults: [{ reason: "INTERNAL", at: "" }] },
    });
  });

  test("loses none of what was to be told with it, however long it is", async () => {
    const first = sale();
    const events = Array.from({ length: 501 }, () => JSON.parse(sale().body.toString()));
    const long = { ...sale(), body: Buffer.from(JSON.stringify(events)) };
    await killedInbox().store(first);
    await killedInbox().store(long);
    await passTime();
    await readerWith(async (submission) => {
      if (submission.events.length > 1) {
        throw new Error("a fault of ours");
      }
      return await server.receiver.receivePurchases(submission);
    }).readDue();
    expect(await stateOf(first.key)).toMatchObject({ state: "READ" });
    expect(await eventsOf(first)).toBe(1);
    expect(await stateOf(long.key)).toMatchObject({ state: "RECEIVED" });
    await passTime();
    await server.messages.reader.readDue();
    expect(await stateOf(long.key)).toMatchObject({ state: "READ" });
  });
});

test("a message that takes longer than a lease stays with whom reads it", async () => {
  const message = sale();
  await killedInbox().store(message);
  await passTime();
  const gate = Promise.withResolvers<void>();
  const slow = readerWith(
    async (submission) => {
      await gate.promise;
      return await server.receiver.receivePurchases(submission);
    },
    { leaseMs: 900 },
  );
  const reading = slow.readDue();
  const { sql } = server.database;
  await until("it is claimed", async () => (await stateOf(message.key))?.tries === 2);
  const [claimed] = await sql<{ dueAt: string }[]>`
    select due_at as "dueAt" from inbound_message where message_key = ${message.key}`;
  const first = claimed?.dueAt ?? "";
  await until("its first lease is over", async () => {
    const [row] = await sql<{ isOver: boolean }[]>`
      select clock_timestamp() > ${first}::text::timestamptz as "isOver"`;
    return row?.isOver === true;
  });
  await server.messages.reader.readDue();
  expect(await stateOf(message.key)).toMatchObject({ state: "RECEIVED", tries: 2 });
  gate.resolve();
  await reading;
  expect(await stateOf(message.key)).toMatchObject({ state: "READ", tries: 2 });
});

test("what no text of a database holds keeps no neighbour from being stored, nor from being settled", async () => {
  const odd = { ...sale(), topic: "a\u0000\ud800" };
  const body = JSON.stringify([{ "type\u0000": 1, type: "\ud800\u0000", data: {} }]);
  const unread = { ...sale(), body: Buffer.from(body) };
  const plain = sale();
  const inbox = killedInbox();
  await Promise.all([odd, unread, plain].map((message) => inbox.store(message)));
  await passTime();
  await server.messages.reader.readDue();
  for (const message of [odd, plain]) {
    expect(await stateOf(message.key)).toMatchObject({ state: "READ" });
  }
  expect(await stateOf(unread.key)).toMatchObject({ state: "UNREAD" });
});

test("a message speaks for its own source alone, also where its set-up lets it name another's orders", async () => {
  const receives = receivesSchema.parse({ connector: "standard_webhooks", numbersOf: ["erp"] });
  const partner = await openSender(server, "partner", receives);
  const of = (source: string) => ({ ...JSON.parse(sale().body.toString()), source });
  const body = Buffer.from(JSON.stringify([of("erp"), of("partner")]));
  const message = { ...sale(), sourceId: partner.id, body };
  await killedInbox().store(message);
  await passTime();
  await server.messages.reader.readDue();
  expect(await partner.messages()).toMatchObject([
    {
      ...{ state: "UNREAD", counts: { purchases: { APPLIED: 1 } } },
      faults: [{ reason: "SOURCE_NOT_ALLOWED", at: "source" }],
    },
  ]);
  const [row] = await server.database.sql<{ n: number }[]>`
    select count(*)::int as n from events join source on source.id = source_id where code = 'erp'`;
  expect(row?.n).toBe(0);
});

test("more messages than can wait are refused, and come again", async () => {
  const inbox = killedInbox();
  const waiting = Array.from({ length: 2_001 }, () => inbox.store(sale()));
  const outcomes = await Promise.allSettled(waiting);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject([{ reason: { code: "OVERLOADED" } }]);
});
