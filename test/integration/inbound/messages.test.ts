import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimMessages, settleMessages } from "../../../db/queries/inbound/messages.ts";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { AppError } from "../../../src/errors.ts";
import { NOTHING_TO_FETCH } from "../../../src/inbound/messages/fetchBack.ts";
import { type ArrivedMessage, Inbox } from "../../../src/messages/inbox.ts";
import { MessageReader } from "../../../src/messages/reader.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import type { ReceivePurchases } from "../../../src/purchases/receive/submission.ts";
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

function readerWith(receivePurchases: ReceivePurchases): MessageReader {
  return new MessageReader({
    sql: server.database.sql,
    catalog: server.catalog,
    receivePurchases,
    recordInteractions: async () => [],
    receiveRecords: async () => ({ results: [], userErrors: [] }),
    mappings: { ofNow: () => noMapping },
    fetchBackOf: () => NOTHING_TO_FETCH,
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
    const claimed = await claimMessages(server.database.sql, 10, 10_000);
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

test("more messages than can wait are refused, and come again", async () => {
  const inbox = killedInbox();
  const waiting = Array.from({ length: 2_001 }, () => inbox.store(sale()));
  const outcomes = await Promise.allSettled(waiting);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject([{ reason: { code: "OVERLOADED" } }]);
});
