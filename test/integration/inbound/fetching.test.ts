import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchOf, type Receives, receivesSchema } from "../../../src/domain/inbound/receives.ts";
import type { FetchSettings } from "../../../src/domain/inbound/settings/fetch.ts";
import { Inbox } from "../../../src/messages/inbox.ts";
import type { ArrivedMessage } from "../../../src/messages/storedMessage.ts";
import { until } from "../../support/faults.ts";
import { bcHook, bcOrder } from "../../support/inbound/bigcommerceBodies.ts";
import { type LocalShop, openLocalShop } from "../../support/inbound/localShop.ts";
import { addFetchSecret, openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const ORDER = "/v2/orders/250";
/** Told by one request: nobody has placed it yet. */
const INCOMPLETE = bcOrder({ status_id: 0 });

let server: TestServer;
let shop: LocalShop;
let thin: Sender;
let whole: Sender;
/** Of a source of its own, for whoever makes it wait. */
let other: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  shop = await openLocalShop();
  const receives = receivesSchema.parse({
    ...{ connector: "bigcommerce", fetch: { baseUrl: shop.url } },
  });
  thin = await openSender(server, "thin", receives, "s");
  other = await openSender(server, "other", receives, "s");
  whole = await openSender(
    ...([server, "whole", receivesSchema.parse({ connector: "standard_webhooks" })] as const),
  );
  for (const sender of [thin, other]) {
    await addFetchSecret(server, sender, "t0ken");
  }
});
afterAll(async () => {
  await server?.stop();
  await shop?.close();
});
beforeEach(() => {
  shop.answers.clear();
  shop.asked.length = 0;
});

function message({ id }: Sender, body: object): ArrivedMessage {
  return {
    ...{ sourceId: id, principal: "test", key: randomUUID(), topic: null, door: "WEBHOOK" },
    ...{ requestId: null, headers: {}, body: Buffer.from(JSON.stringify(body)) },
  };
}

/** Stores and hands to nobody; due at once. */
async function store(messages: readonly ArrivedMessage[]): Promise<void> {
  const inbox = new Inbox({ sql: server.database.sql, room: () => 0, hand: () => {} });
  await Promise.all(messages.map((one) => inbox.store(one)));
}

/** Adds a secret to fetch with, and waits until the server knows it. */
async function addKnownSecret(sender: Sender): Promise<void> {
  await addFetchSecret(server, sender, "t0ken");
  const { senderSecrets } = server.messages;
  const receives = server.catalog.source(sender.code)?.receives as Receives;
  const settings = fetchOf(receives) as FetchSettings;
  await until(
    "the secret is known",
    async () => (await senderSecrets.toFetch(sender.id, settings)) !== null,
  );
}

interface Row {
  readonly state: string;
  readonly tries: number;
  readonly restSeconds: number;
  readonly faults: readonly { readonly reason: string; readonly problem: string }[] | null;
}

async function rowOf({ key }: ArrivedMessage): Promise<Row> {
  const [row] = await server.database.sql<Row[]>`
    select state, tries, faults,
           extract(epoch from due_at - clock_timestamp())::float8 as "restSeconds"
      from inbound_message where message_key = ${key}`;
  return row as Row;
}

/** An answer that waits until it is let go. */
function heldAnswer(path: string) {
  const held: ServerResponse[] = [];
  shop.answers.set(path, (_request, response) => {
    held.push(response);
  });
  return {
    held,
    release: () => {
      shop.answers.set(path, INCOMPLETE);
      for (const response of held) {
        response.end(JSON.stringify(INCOMPLETE));
      }
    },
  };
}

const reader = () => server.messages.reader;

describe("a shop that does not answer", () => {
  test("keeps no transaction open, and nobody else's messages waiting", async () => {
    const { held, release } = heldAnswer(ORDER);
    const [slow, event] = [soldEvent(), soldEvent()].map((sold) => {
      const { source: _other, ...rest } = sold;
      return rest;
    });
    const waiting = message(thin, bcHook("store/order/updated"));
    await store([waiting, message(whole, slow as object)]);
    await reader().readDue();
    await until("it is asked", () => held.length === 1);
    const [open] = await server.database.sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
       where datname = current_database() and state like 'idle in transaction%'`;
    expect(open?.n).toBe(0);
    const quick = message(whole, event as object);
    await store([quick]);
    await reader().readDue();
    expect(await rowOf(quick)).toMatchObject({ state: "READ" });
    expect(await rowOf(waiting)).toMatchObject({ state: "RECEIVED", tries: 1 });
    release();
    await reader().idle();
    expect(await rowOf(waiting)).toMatchObject({ state: "READ", tries: 1 });
  });

  test("loses no claim to others while it is waited for", async () => {
    const { held, release } = heldAnswer(ORDER);
    const waiting = message(thin, bcHook("store/order/updated"));
    await store([waiting]);
    await reader().readDue();
    await until("it is asked", () => held.length === 1);
    // As if the lease were nearly over: it is renewed before it is.
    await server.database.sql`
      update inbound_message set due_at = clock_timestamp() + interval '2 seconds'
       where message_key = ${waiting.key}`;
    await until("the claim is renewed", async () => (await rowOf(waiting)).restSeconds > 5);
    release();
    await reader().idle();
    expect(await rowOf(waiting)).toMatchObject({ state: "READ", tries: 1 });
  });

  test("has so many messages wait in memory, and the rest where others' are not behind them", async () => {
    const { held, release } = heldAnswer(ORDER);
    const many = Array.from({ length: 205 }, () => message(thin, bcHook("store/order/updated")));
    await store(many.slice(0, 202));
    await reader().readDue();
    await reader().readDue();
    await until("it is asked", () => held.length === 1);
    const late = many.slice(202);
    const { source: _other, ...event } = soldEvent();
    const quick = message(whole, event);
    await store([...late, quick]);
    await reader().readDue();
    expect(await rowOf(quick)).toMatchObject({ state: "READ" });
    for (const one of late) {
      expect(await rowOf(one)).toMatchObject({ state: "RECEIVED", tries: 0 });
    }
    release();
    await reader().idle();
    await reader().readDue();
    await reader().idle();
    expect(await Promise.all(many.map(rowOf))).toEqual(
      many.map(() => expect.objectContaining({ state: "READ", tries: 1 })),
    );
  });
});

describe("what cannot be fetched", () => {
  test("now is read again later, as its system asks, and is put aside after a day's tries, to be replayed", async () => {
    shop.answers.set(ORDER, (_request, response) => {
      response.writeHead(429, { "retry-after": "120" }).end();
    });
    const waiting = message(other, bcHook("store/order/updated"));
    const beside = message(other, bcHook("store/order/updated"));
    await store([waiting, beside]);
    await reader().readDue();
    await reader().idle();
    for (const one of [waiting, beside]) {
      const row = await rowOf(one);
      expect(row).toMatchObject({ state: "RECEIVED", tries: 1, faults: null });
      expect(row.restSeconds).toBeGreaterThan(100);
      expect(row.restSeconds).toBeLessThan(121);
    }
    // It wants to be left alone, and is: the second one asks nothing.
    expect(shop.asked).toHaveLength(1);
    const { sql } = server.database;
    await sql`update inbound_message set tries = 99, due_at = now() where source_id = ${other.id}`;
    await reader().readDue();
    await reader().idle();
    expect(await rowOf(waiting)).toMatchObject({
      ...{ state: "UNREAD", tries: 100, faults: [{ reason: "NOT_FETCHED" }] },
    });
  });

  test("waits longer each time, and no longer than a quarter of an hour", async () => {
    const closed = await openLocalShop();
    await closed.close();
    const receives = receivesSchema.parse({
      ...{ connector: "bigcommerce", fetch: { baseUrl: closed.url } },
    });
    const gone = await openSender(server, "gone", receives, "s");
    await addKnownSecret(gone);
    const waiting = message(gone, bcHook("store/order/updated"));
    await store([waiting]);
    const rests: number[] = [];
    for (const tries of [0, 5, 50]) {
      await server.database.sql`
        update inbound_message set tries = ${tries}, due_at = now() - interval '1 second'
         where message_key = ${waiting.key}`;
      await reader().readDue();
      await reader().idle();
      rests.push(Math.round((await rowOf(waiting)).restSeconds));
    }
    expect(rests[0]).toBeLessThanOrEqual(5);
    expect(rests[1]).toBeGreaterThan(55);
    expect(rests[2]).toBeGreaterThan(890);
    expect(rests[2]).toBeLessThanOrEqual(900);
  });

  test.each([
    [404, "It is not there (404)."],
    [410, "It is not there (410)."],
    [401, "It refuses the secret that we fetch with (401)."],
    [403, "It refuses the secret that we fetch with (403)."],
    [302, "It is elsewhere (302), where we do not follow: set up the new address."],
    [400, "It does not take our question (400)."],
  ])("for good (%s) is said at once", async (status, problem) => {
    shop.answers.set(ORDER, (_request, response) => {
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
    const lost = message(thin, bcHook("store/order/updated"));
    await store([lost]);
    await reader().readDue();
    await reader().idle();
    expect(await rowOf(lost)).toMatchObject({
      ...{ state: "UNREAD", faults: [{ reason: "NOT_FETCHED", problem }] },
    });
    expect(shop.asked.map(({ path }) => path)).toEqual([ORDER]);
  });

  test("for want of a secret says which command adds one", async () => {
    const receives = receivesSchema.parse({
      ...{ connector: "bigcommerce", fetch: { baseUrl: shop.url } },
    });
    const bare = await openSender(server, "bare", receives, "s");
    const lost = message(bare, bcHook("store/order/updated"));
    await store([lost]);
    await reader().readDue();
    await reader().idle();
    const { faults } = await rowOf(lost);
    expect(faults?.[0]?.problem).toContain("tributary secrets add bare --for fetch");
    expect(shop.asked).toEqual([]);
  });

  test("because it was moved to another host is not shown the secret of the one before", async () => {
    const elsewhere = await openLocalShop("127.0.0.2");
    const moved = JSON.stringify({
      ...{ connector: "bigcommerce", fulfilledStatuses: [2], fulfilledOn: "fulfilled" },
      ...{ numbersOf: [], proof: { by: "header", header: "x-webhook-secret" } },
      fetch: { baseUrl: elsewhere.url, auth: { by: "bearer" } },
    });
    const { sql } = server.database;
    await sql`update source set receives = ${moved}::text::jsonb where id = ${other.id}`;
    await server.catalog.refresh();
    const lost = message(other, bcHook("store/order/updated"));
    await store([lost]);
    await reader().readDue();
    await reader().idle();
    const { faults } = await rowOf(lost);
    expect(faults?.[0]?.problem).toContain("tributary secrets add other --for fetch");
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });

  test("because its address is private says what the operator can set", async () => {
    const receives = receivesSchema.parse({
      ...{ connector: "bigcommerce", fetch: { baseUrl: `http://[::1]:${shop.port}` } },
    });
    const inside = await openSender(server, "inside", receives, "s");
    await addKnownSecret(inside);
    const lost = message(inside, bcHook("store/order/updated"));
    await store([lost]);
    await reader().readDue();
    await reader().idle();
    const { faults } = await rowOf(lost);
    expect(faults?.[0]?.problem).toContain("FETCH_ALLOW_NETWORKS");
  });
});
