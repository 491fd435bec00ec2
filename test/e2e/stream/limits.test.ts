import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { CONNECTIONS_PER_PRINCIPAL_MAX } from "../../../src/server/live/connections.ts";
import { OPERATIONS_PER_SOCKET_MAX } from "../../../src/server/live/sockets.ts";
import { until } from "../../support/faults.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  type Shopper,
  sequencesOf,
  TIER_CHANGES,
  untilSubscribed,
} from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";

let server: TestServer;
/** With a client that has to sign in and answer pings at once. */
let hasty: TestServer;
let shopper: Shopper;
beforeAll(async () => {
  server = await startTestServer({ live: { slowMs: 500 } });
  hasty = await startTestServer({ live: { initMs: 300, pingMs: 600 } });
  shopper = await createShopper(server);
});
afterAll(async () => {
  await hasty.stop();
  await server.stop();
});

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket without a client's good manners. */
async function rawSocket(at = server) {
  const ws = new WebSocket(`${at.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const messages: Message[] = [];
  ws.on("message", (data) => messages.push(JSON.parse(String(data)) as Message));
  const closed = once(ws, "close").then(([code, reason]) => ({
    code: code as number,
    reason: String(reason),
  }));
  await once(ws, "open");
  const untilTold = async (isSo: () => boolean) => {
    while (!isSo()) {
      await Promise.race([once(ws, "message"), closed]);
    }
  };
  const say = (message: unknown) => ws.send(JSON.stringify(message));
  return {
    ws,
    messages,
    closed,
    untilTold,
    say,
    signIn: async () => {
      const authorization = `Bearer ${await at.token("agent")}`;
      say({ type: "connection_init", payload: { authorization } });
      await untilTold(() => messages.some(({ type }) => type === "connection_ack"));
    },
  };
}

describe("a socket that breaks the protocol is closed", () => {
  test("garbage: 4400", async () => {
    for (const garbage of [
      "{",
      "null",
      "[]",
      '{"type":"nonsense"}',
      '{"type":"subscribe"}',
      "\u0000",
    ]) {
      const { ws, closed, signIn } = await rawSocket();
      await signIn();
      ws.send(garbage);
      expect([garbage, (await closed).code]).toEqual([garbage, 4400]);
    }
  });

  test("no sign-in in time: 4408; a second one: 4429; asking before it: 4401; another protocol: 4406", async () => {
    expect((await (await rawSocket(hasty)).closed).code).toBe(4408);
    const twice = await rawSocket();
    await twice.signIn();
    twice.say({ type: "connection_init" });
    expect((await twice.closed).code).toBe(4429);
    const early = await rawSocket();
    early.say({ type: "subscribe", id: "1", payload: { query: TIER_CHANGES } });
    expect((await early.closed).code).toBe(4401);
    const old = new WebSocket(`${server.url.replace("http", "ws")}/graphql`);
    expect((await once(old, "close"))[0]).toBe(4406);
  });

  test("two subscriptions of one id: 4409; a message of 100 KB: 1009", async () => {
    const same = await rawSocket();
    await same.signIn();
    for (let turn = 0; turn < 2; turn += 1) {
      same.say({ type: "subscribe", id: "1", payload: { query: TIER_CHANGES } });
    }
    expect((await same.closed).code).toBe(4409);
    const large = await rawSocket();
    await large.signIn();
    large.ws.send("x".repeat(100_000));
    expect((await large.closed).code).toBe(1009);
  });

  test("one that answers no ping is cut", async () => {
    const { ws, closed } = await rawSocket(hasty);
    ws.send(
      JSON.stringify({
        type: "connection_init",
        payload: { authorization: `Bearer ${await hasty.token("agent")}` },
      }),
    );
    ws.pause();
    const connections = async () => {
      const metric = hasty.metrics.registry.getSingleMetric("tributary_push_connections");
      return (await metric?.get())?.values[0]?.value;
    };
    await until("the socket is gone", async () => (await connections()) === 0);
    ws.resume();
    expect((await closed).code).toBe(1006);
  });
});

describe("what over HTTP is too much is too much here", () => {
  const deep = (levels: number): string =>
    levels === 0 ? "id" : `mergedInto { ${deep(levels - 1)} }`;
  const aliases = Array.from({ length: 40 }, (_, at) => `c${at}: cursor`).join(" ");
  const CASES: Record<string, string> = {
    "nested too deep": `subscription($id: ID!) { customerChanged(customerId: $id) { ... on StreamChange { customer { ${deep(20)} } } } }`,
    "nested too deep behind a fragment": `subscription($id: ID!) { customerChanged(customerId: $id) { ... on StreamChange { customer { ...F } } } } fragment F on Customer { ${deep(20)} }`,
    "too many aliases": `subscription { tierChanges { ${aliases} } }`,
    "too many tokens": `subscription { tierChanges { ${"cursor ".repeat(3_000)} } }`,
    "two root fields": `subscription($id: ID!) { a: tierChanged(customerId: $id) { cursor } b: tierChanged(customerId: $id) { cursor } }`,
    "a field that is not there": "subscription { tierChanges { secret } }",
    "a query": "{ __typename }",
    "a mutation": "mutation { ingestPurchases(input: {events: []}) { results { index } } }",
    "no text": "",
  };
  for (const [name, query] of Object.entries(CASES)) {
    test(`${name}: an error of that subscription, and the socket goes on`, async () => {
      const client = subscriber(server.url, await server.token("agent"));
      const refused = client.subscribe(query, { id: shopper.id });
      await refused.ended;
      expect(refused.events).toEqual([]);
      expect(refused.errors[0]?.extensions?.["code"]).toMatch(/^GRAPHQL_|^BAD_REQUEST$/);
      const after = await shopper.cursor();
      const heard = client.subscribe(CUSTOMER_CHANGED, { id: shopper.id, after });
      await shopper.buy(server);
      await heard.until(({ events }) => events.length === 1);
      client.close();
    });
  }

  test("faults of ours leave as an id and nothing else", async () => {
    const { sql } = server.database;
    const client = subscriber(server.url, await server.token("agent"));
    const after = await shopper.cursor();
    await sql`alter table outbox rename to outbox_away`;
    try {
      const heard = client.subscribe(CUSTOMER_CHANGED, { id: shopper.id, after });
      await heard.ended;
      expect(heard.errors).toHaveLength(1);
      expect(heard.errors[0]?.extensions).toEqual({
        code: "INTERNAL",
        errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(JSON.stringify(heard.errors)).not.toContain("outbox");
    } finally {
      await sql`alter table outbox_away rename to outbox`;
    }
    client.close();
  });

  test("a query over HTTP is not served by the event stream, nor a subscription by POST alone", async () => {
    const { status, errors } = await server.graphql({ query: TIER_CHANGES });
    expect([status, errors?.[0]?.extensions["code"]]).toEqual([400, "BAD_REQUEST"]);
    expect(errors?.[0]?.message).toContain("graphql-transport-ws");
  });
});

describe("nobody takes all the room", () => {
  test("10,000 subscriptions on one socket: the first hundred run, then it is closed with 4429", async () => {
    const { say, signIn, closed } = await rawSocket();
    await signIn();
    for (let at = 0; at < 10_000; at += 1) {
      say({ type: "subscribe", id: String(at), payload: { query: TIER_CHANGES } });
    }
    expect(await closed).toEqual({
      code: 4429,
      reason: expect.stringMatching(/^More than 100 refused: a socket has at most 100/),
    });
    await untilSubscribed(server, 0);
  });

  test("one subscription too many is refused, and no other", async () => {
    const { say, signIn, messages, untilTold, ws } = await rawSocket();
    await signIn();
    for (let at = 0; at <= OPERATIONS_PER_SOCKET_MAX; at += 1) {
      say({ type: "subscribe", id: String(at), payload: { query: TIER_CHANGES } });
    }
    await untilTold(() => messages.some(({ type }) => type === "error"));
    await untilSubscribed(server, OPERATIONS_PER_SOCKET_MAX);
    const refused = messages.filter(({ type }) => type === "error");
    expect(refused.map(({ id }) => id)).toEqual([String(OPERATIONS_PER_SOCKET_MAX)]);
    expect(JSON.stringify(refused)).toContain("TOO_MANY_OPERATIONS");
    ws.terminate();
    await untilSubscribed(server, 0);
  });

  test("a principal's connections are counted; one that is closed makes room again", async () => {
    const token = await server.token("agent", { sub: "busy" });
    const open = () => {
      const client = subscriber(server.url, token);
      client.subscribe(TIER_CHANGES);
      return client;
    };
    const clients = Array.from({ length: CONNECTIONS_PER_PRINCIPAL_MAX }, open);
    await untilSubscribed(server, CONNECTIONS_PER_PRINCIPAL_MAX);
    expect((await open().closed).code).toBe(4429);
    for (const client of clients) {
      client.close();
    }
    await untilSubscribed(server, 0);
    const again = open();
    await untilSubscribed(server, 1);
    again.close();
    await untilSubscribed(server, 0);
  });

  test("a socket that never reads is closed with 1013; its neighbours are told everything", async () => {
    const lines = "id references { source kind value } lines { kind name article paid { amount } }";
    const parts = Array.from(
      { length: 12 },
      (_, at) => `o${at}: orders(first: 9) { nodes { ${lines} } }`,
    );
    const heavy = `subscription($id: ID!, $after: String) {
      customerChanged(customerId: $id, after: $after) {
        ... on StreamChange { customer { ${parts.join(" ")} } } } }`;
    const after = await shopper.cursor();
    const from = (await sequencesOf(server, shopper)).at(-1);
    const deaf = await rawSocket();
    await deaf.signIn();
    for (let at = 0; at < OPERATIONS_PER_SOCKET_MAX; at += 1) {
      const payload = { query: heavy, variables: { id: shopper.id, after } };
      deaf.say({ type: "subscribe", id: String(at), payload });
    }
    await untilSubscribed(server, OPERATIONS_PER_SOCKET_MAX);
    deaf.ws.pause();
    const neighbour = subscriber(server.url, await server.token("agent"));
    const heard = neighbour.subscribe<CustomerChanged>(CUSTOMER_CHANGED, { id: shopper.id, after });
    const closedBySlowness = async () => {
      const metric = server.metrics.registry.getSingleMetric("tributary_push_closed_total");
      const values = (await metric?.get())?.values ?? [];
      return values.some(({ labels, value }) => labels["code"] === 1013 && value > 0);
    };
    let bought = 0;
    while (!(await closedBySlowness())) {
      await shopper.buy(server);
      bought += 1;
      await heard.until(({ events }) => events.length >= bought);
    }
    // A purchase that reaches a tier tells two changes; the last of all may still be on its way.
    const wanted = await sequencesOf(server, shopper, from);
    await heard.until(({ events }) => events.length >= wanted.length);
    const sequences = heard.events.map(({ customerChanged }) => customerChanged.sequence);
    expect(sequences).toEqual(wanted);
    deaf.ws.terminate();
    neighbour.close();
    await untilSubscribed(server, 0);
  });
});
