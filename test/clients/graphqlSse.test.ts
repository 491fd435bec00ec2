import { type Client, type ClientOptions, createClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONNECTIONS_PER_PRINCIPAL_MAX } from "../../src/server/live/connections.ts";
import { OPERATIONS_PER_SOCKET_MAX } from "../../src/server/live/sockets.ts";
import { type ClientStage, startClientStage } from "../support/clientStage.ts";
import { until } from "../support/faults.ts";
import { CUSTOMER_CHANGED, type CustomerChanged, untilSubscribed } from "../support/streams.ts";
import { type Heard, hearing } from "../support/subscriber.ts";

/** How long a stream is kept for whoever reserved it, milliseconds: long enough to count them. */
const RESERVED_MS = 3_000;

let stage: ClientStage;
beforeAll(async () => {
  stage = await startClientStage({ live: { reservedMs: RESERVED_MS } });
});
afterAll(() => stage.stop());

const TOKEN_HEADER = "x-graphql-event-stream-token";

function connect(singleConnection: boolean, token: () => Promise<string>): Client {
  const headers = async () => ({ authorization: `Bearer ${await token()}` });
  // Its own waits between two attempts are seconds; how often it tries is left as it is.
  const options = { url: stage.streamUrl, headers, retry: async () => {} };
  return createClient({ ...options, singleConnection } as ClientOptions);
}

function follow(client: Client, variables: Record<string, unknown>): Heard<CustomerChanged> {
  const { heard, told, over } = hearing<CustomerChanged>(() => stop());
  const stop = client.subscribe<CustomerChanged>(
    { query: CUSTOMER_CHANGED, variables },
    {
      next: ({ data, errors }) => {
        heard.errors.push(...((errors ?? []) as never[]));
        if (data != null) {
          heard.events.push(data);
        }
        told();
      },
      error: (error) => {
        heard.errors.push({ message: String(error) });
        over();
      },
      complete: over,
    },
  );
  return heard;
}

for (const singleConnection of [false, true]) {
  describe(`graphql-sse, singleConnection: ${singleConnection}`, () => {
    test("is told of changes, by each of several subscriptions until that one ends", async () => {
      const client = connect(singleConnection, () => stage.token());
      const variables = { id: stage.shopper.id, after: await stage.shopper.cursor() };
      const [first, second] = [follow(client, variables), follow(client, variables)];
      await untilSubscribed(stage.server, 2);
      await stage.shopper.buy(stage.server);
      await Promise.all([first, second].map((each) => each.until(hasHeard(1))));
      first.stop();
      await untilSubscribed(stage.server, 1);
      await stage.shopper.buy(stage.server);
      await second.until(hasHeard(2));
      expect(first.events).toHaveLength(1);
      client.dispose();
      await untilSubscribed(stage.server, 0);
      await untilConnected(0);
    });

    test("comes back by itself with the next token when the first has ended", async () => {
      const given: string[] = [];
      const client = connect(singleConnection, async () => {
        const token = await stage.token(given.length === 0 ? "1h" : "3h");
        given.push(token);
        return token;
      });
      const heard = follow(client, { id: stage.shopper.id });
      await untilSubscribed(stage.server, 1);
      // Beyond the first token's end: the next change finds it out.
      stage.passMs(3_700_000);
      await stage.shopper.buy(stage.server);
      await until("it has asked for the next token", async () => given.length === 2);
      await untilSubscribed(stage.server, 1);
      await stage.shopper.buy(stage.server);
      await heard.until(({ events, errors }) => events.length + errors.length > 0);
      expect([heard.events.length, heard.errors]).toEqual([1, []]);
      client.dispose();
      await untilSubscribed(stage.server, 0);
      stage.passMs(-3_700_000);
    });

    test("gives up with 401 where every token is wrong", async () => {
      const client = connect(singleConnection, async () => "nonsense");
      const heard = follow(client, { id: stage.shopper.id });
      await heard.ended;
      expect(heard.errors[0]?.message).toBe(
        "NetworkError: Server responded with 401: Unauthorized",
      );
      client.dispose();
    });

    test("is told why a subscription is refused", async () => {
      const client = connect(singleConnection, () => stage.server.token("ingest"));
      const heard = follow(client, { id: stage.shopper.id });
      await heard.ended;
      expect(heard.errors[0]?.extensions?.["code"]).toBe("FORBIDDEN");
      client.dispose();
      await untilConnected(0);
    });
  });
}

describe("a stream that is shared is bounded and its holder's alone", () => {
  const send = (method: string, headers: Record<string, string>, body?: string, query = "") =>
    fetch(`${stage.streamUrl}${query}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
  const start = (operationId: unknown) =>
    JSON.stringify({
      query: CUSTOMER_CHANGED,
      variables: { id: stage.shopper.id },
      extensions: { operationId },
    });

  test("nobody but its holder opens it, starts on it, or ends what runs on it", async () => {
    const own = { authorization: `Bearer ${await stage.token()}` };
    const other = { authorization: `Bearer ${await stage.server.token("agent", { sub: "ann" })}` };
    expect((await send("PUT", {})).status).toBe(401);
    const token = await (await send("PUT", own)).text();
    const json = { "content-type": "application/json", [TOKEN_HEADER]: token };
    expect((await send("GET", { ...other, [TOKEN_HEADER]: token })).status).toBe(404);
    expect((await send("POST", { ...own, ...json }, start("1"))).status).toBe(409);
    const stream = await send("GET", { ...own, [TOKEN_HEADER]: token });
    expect(stream.status).toBe(200);
    expect((await send("GET", { ...own, [TOKEN_HEADER]: token })).status).toBe(409);
    expect((await send("POST", { ...other, ...json }, start("1"))).status).toBe(404);
    expect((await send("POST", { ...own, ...json }, start(7))).status).toBe(400);
    expect((await send("POST", { ...own, ...json, "content-type": "text/plain" }, "")).status).toBe(
      415,
    );
    expect((await send("POST", { ...own, ...json }, start("1"))).status).toBe(202);
    expect((await send("POST", { ...own, ...json }, start("1"))).status).toBe(409);
    expect((await send("DELETE", { ...other, ...json }, undefined, "?operationId=1")).status).toBe(
      404,
    );
    await untilSubscribed(stage.server, 1);
    expect((await send("DELETE", { ...own, ...json }, undefined, "?operationId=1")).status).toBe(
      200,
    );
    await untilSubscribed(stage.server, 0);
    await stream.body?.cancel();
    await untilConnected(0);
    expect((await send("GET", { ...own, [TOKEN_HEADER]: token })).status).toBe(404);
  });

  test("no more subscriptions run on it than on a socket", async () => {
    const own = { authorization: `Bearer ${await stage.token()}` };
    const token = await (await send("PUT", own)).text();
    const headers = { ...own, "content-type": "application/json", [TOKEN_HEADER]: token };
    const stream = await send("GET", headers);
    const statuses: number[] = [];
    for (let at = 0; at <= OPERATIONS_PER_SOCKET_MAX; at += 1) {
      statuses.push((await send("POST", headers, start(String(at)))).status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([202]));
    await stream.body?.cancel();
    await untilSubscribed(stage.server, 0);
    await untilConnected(0);
  });

  test("reservations count as connections of whoever makes them", async () => {
    const own = { authorization: `Bearer ${await stage.token()}` };
    const statuses: number[] = [];
    for (let at = 0; at <= CONNECTIONS_PER_PRINCIPAL_MAX; at += 1) {
      statuses.push((await send("PUT", own)).status);
    }
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([201]));
    expect(statuses.at(-1)).toBe(400);
    // Not opened in time: all are given back.
    await untilConnected(0);
  });
});

function hasHeard(count: number) {
  return ({ events }: Heard<CustomerChanged>) => events.length === count;
}

async function untilConnected(count: number): Promise<void> {
  await until(`${count} are connected`, async () => {
    const figure = await stage.server.metrics.registry
      .getSingleMetric("tributary_push_connections")
      ?.get();
    return figure?.values[0]?.value === count;
  });
}
