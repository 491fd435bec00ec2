import { randomBytes, randomUUID } from "node:crypto";
import { createClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeTokens } from "../../../db/queries/access/tokens.ts";
import { insertApiKey } from "../../../db/queries/access/writeApiKeys.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { createApiKey } from "../../../src/server/auth/apiKeys.ts";
import { CONNECTIONS_PER_PRINCIPAL_MAX } from "../../../src/server/live/connections.ts";
import { until } from "../../support/faults.ts";
import { startTestServer, systemClock, type TestServer } from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  type Shopper,
  sequencesOf,
  untilSubscribed,
} from "../../support/streams.ts";
import { hearing } from "../../support/subscriber.ts";

let server: TestServer;
let shopper: Shopper;
let aheadMs = 0;
beforeAll(async () => {
  server = await startTestServer({ clock: () => (systemClock() + aheadMs * 1_000) as Instant });
  shopper = await createShopper(server);
});
afterAll(() => server.stop());

/** The protocol's own client, which does not come back by itself. */
function follow(path: string, token: string, variables: Record<string, unknown>) {
  const client = createClient({
    url: `${server.url}${path}`,
    retryAttempts: 0,
    headers: { authorization: `Bearer ${token}` },
  });
  const { heard, told, over } = hearing<CustomerChanged>(() => client.dispose());
  client.subscribe<CustomerChanged>(
    { query: CUSTOMER_CHANGED, variables },
    {
      next: ({ data, errors }) => {
        for (const error of errors ?? []) {
          heard.errors.push(error as never);
        }
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

describe("server-sent events", () => {
  for (const path of ["/graphql", "/graphql/stream"]) {
    test(`${path} tells a customer's changes in order, from a cursor on`, async () => {
      const after = await shopper.cursor();
      const from = (await sequencesOf(server, shopper)).at(-1);
      await shopper.buy(server);
      const heard = follow(path, await server.token("agent"), { id: shopper.id, after });
      await heard.until(({ events }) => events.length === 1);
      await shopper.buy(server);
      await heard.until(({ events }) => events.length === 2);
      const told = heard.events.map(({ customerChanged }) => customerChanged.sequence);
      expect(told).toEqual(await sequencesOf(server, shopper, from));
      heard.stop();
      await untilSubscribed(server, 0);
    });
  }

  test("errors come masked, in the stream; who is not signed in gets 401", async () => {
    const refused = follow("/graphql/stream", await server.token("ingest"), { id: shopper.id });
    await refused.ended;
    expect(refused.errors[0]?.extensions?.["code"]).toBe("FORBIDDEN");
    const request = (headers: Record<string, string>, body = "{}") =>
      fetch(`${server.url}/graphql/stream`, { method: "POST", headers, body });
    const json = { "content-type": "application/json" };
    expect((await request(json)).status).toBe(401);
    expect((await request({ ...json, authorization: "Bearer nonsense" })).status).toBe(401);
    const authorization = `Bearer ${await server.token("agent")}`;
    // A page of another site can send this without asking first.
    expect((await request({ authorization, "content-type": "text/plain" })).status).toBe(415);
    expect((await request({ ...json, authorization }, "x")).status).toBe(400);
    expect((await request({ ...json, authorization }, "[]")).status).toBe(400);
    expect((await request({ ...json, authorization }, `"${"x".repeat(70_000)}"`)).status).toBe(413);
    expect((await fetch(`${server.url}/graphql/stream`)).status).toBe(405);
    await untilSubscribed(server, 0);
  });

  test("a stream is broken off without completion when its token ends", async () => {
    // An hour, and the tolerance of its check, less what the timer then waits for.
    aheadMs = 3_605_000 - 300;
    const heard = follow("/graphql/stream", await server.token("agent"), { id: shopper.id });
    await heard.ended;
    // Of the client's own, for a broken connection: what it retries after. Nothing was completed.
    expect(heard.errors).toEqual([{ message: expect.stringMatching(/^NetworkError/) }]);
    aheadMs = 0;
  });

  test("a stream of a token that is revoked is broken off at the next change", async () => {
    const token = await server.token("storefront", { customer_id: shopper.publicId });
    const variables = { id: shopper.id, after: await shopper.cursor() };
    const heard = follow("/graphql/stream", token, variables);
    await untilSubscribed(server, 1);
    await revokeTokens(server.database.sql, "CUSTOMER", shopper.publicId);
    await server.revocations.refresh();
    await shopper.buy(server);
    await heard.ended;
    expect(heard.events).toEqual([]);
    expect(heard.errors).toEqual([{ message: expect.stringMatching(/^NetworkError/) }]);
    const again = follow("/graphql/stream", token, variables);
    await again.ended;
    expect(again.errors).toEqual([
      { message: "NetworkError: Server responded with 401: Unauthorized" },
    ]);
  });

  test("clients that leave while their key is looked up keep no place of its holder", async () => {
    const { sql } = server.database;
    const { key, prefix, hash } = createApiKey(randomBytes);
    const row = { id: randomUUID(), name: "hasty", prefix, hash, role: "agent" as const };
    await sql.begin((tx) => insertApiKey(tx, { ...row, sources: [], store: null }));
    const open = async () => {
      const figure = await server.metrics.registry
        .getSingleMetric("tributary_push_connections")
        ?.get();
      return figure?.values[0]?.value;
    };
    const leaving = new AbortController();
    const body = JSON.stringify({ query: CUSTOMER_CHANGED, variables: { id: shopper.id } });
    const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
    const request = { method: "POST", headers, body, signal: leaving.signal };
    await sql.begin(async (tx) => {
      await tx`lock table api_key in access exclusive mode`;
      const asked = Array.from({ length: CONNECTIONS_PER_PRINCIPAL_MAX }, () =>
        fetch(`${server.url}/graphql/stream`, request).catch(() => null),
      );
      await until("all are let in", async () => (await open()) === CONNECTIONS_PER_PRINCIPAL_MAX);
      leaving.abort();
      await Promise.all(asked);
      await until("all have left", async () => (await open()) === 0);
    });
    const after = await shopper.cursor();
    const heard = follow("/graphql/stream", key, { id: shopper.id, after });
    await shopper.buy(server);
    await heard.until(({ events, errors }) => events.length + errors.length === 1);
    expect(heard.errors).toEqual([]);
    heard.stop();
    await untilSubscribed(server, 0);
  });

  test("a server that goes down breaks streams off without completing them", async () => {
    const going = await startTestServer();
    const own = await createShopper(going);
    const response = await fetch(`${going.url}/graphql/stream`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await going.token("agent")}`,
      },
      body: JSON.stringify({ query: CUSTOMER_CHANGED, variables: { id: own.id } }),
    });
    await untilSubscribed(going, 1);
    const text = response.text().then(
      (whole) => whole,
      () => "broken off",
    );
    await going.stop();
    expect(await text).toBe("broken off");
  });
});
