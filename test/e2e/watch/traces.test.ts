import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTracing } from "../../../src/platform/tracing/openTracing.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { until } from "../../support/faults.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import {
  CUSTOMER_CHANGED,
  type CustomerChanged,
  createShopper,
  type Shopper,
  untilSubscribed,
} from "../../support/streams.ts";
import { subscriber } from "../../support/subscriber.ts";
import {
  type CollectedSpan,
  type Collector,
  startCollector,
} from "../../support/watch/collector.ts";

let collector: Collector;
let tracing: Awaited<ReturnType<typeof openTracing>>;
let server: TestServer;
let shopper: Shopper;
beforeAll(async () => {
  collector = await startCollector();
  // Nothing by itself: a test says which request is traced.
  tracing = await openTracing({ url: collector.url, serviceName: "tributary", ratio: 0 });
  server = await startTestServer({ jobs: true });
  shopper = await createShopper(server);
});
afterAll(async () => {
  await server.stop();
  await tracing.close();
  await collector.stop();
});

const INGEST = `mutation Ingest($events: [PurchaseEventInput!]!) {
  ingestPurchases(input: {events: $events}) { results { outcome } }
}`;

function newTrace() {
  const traceId = randomBytes(16).toString("hex");
  return { traceId, traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01` };
}

async function buy(headers: Record<string, string>, events: readonly object[]) {
  const { data, errors } = await server.graphql({ query: INGEST, variables: { events }, headers });
  expect(errors).toBeUndefined();
  return data.ingestPurchases.results as { outcome: string }[];
}

/** Spans of a trace, once there are so many. */
async function spansOf(traceId: string, count: number): Promise<readonly CollectedSpan[]> {
  const found = () => collector.spans.filter((span) => span.traceId === traceId);
  await until(`${count} spans of a trace came`, async () => {
    await tracing.flush();
    return found().length >= count;
  });
  return found();
}

const ofShopper = async () => {
  const [row] = await server.database.sql<{ value: string }[]>`
    select i.value from identifiers i join customer c on c.id = i.leaf_id
     where c.root_id = ${shopper.rootId} and i.kind = 'email'`;
  return soldEvent({ customer: [{ kind: "email", value: row?.value ?? "" }] });
};

describe("one trace", () => {
  test("goes from the request through the transaction to the push", async () => {
    const client = subscriber(server.url, await server.token("agent"));
    const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, { id: shopper.id });
    await untilSubscribed(server, 1);
    const { traceId, traceparent } = newTrace();
    await buy({ traceparent }, [await ofShopper()]);
    await heard.until(({ events }) => events.length > 0);
    const spans = await spansOf(traceId, 4);
    client.close();
    // Else the next test takes this one for its own.
    await untilSubscribed(server, 0);

    const named = (name: string) => spans.find((span) => span.name.startsWith(name));
    const [http, receive, transaction, push] = [
      named("POST /graphql"),
      named("receive purchases"),
      named("TRANSACTION purchases"),
      named("push customerChanged"),
    ];
    expect(receive?.parentSpanId).toBe(http?.spanId);
    expect(transaction?.parentSpanId).toBe(receive?.spanId);
    expect(push?.parentSpanId).toBe(receive?.spanId);
    // Server, internal, client, producer.
    expect([http, receive, transaction, push].map((span) => span?.kind)).toEqual([2, 1, 3, 4]);
    expect(http?.attributes).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/graphql",
      "http.response.status_code": 200,
      "graphql.operation.type": "mutation",
    });
    // The name of a document that is not trusted is the client's.
    expect(http?.attributes).not.toHaveProperty("graphql.operation.name");
    expect(transaction?.attributes).toMatchObject({ "db.system.name": "postgresql" });
    expect(push?.attributes).toMatchObject({
      "messaging.operation.type": "send",
      "messaging.destination.name": "customerChanged",
    });
  });

  test("of a command has its transaction, and what it tells is pushed in it", async () => {
    const client = subscriber(server.url, await server.token("agent"));
    const heard = client.subscribe<CustomerChanged>(CUSTOMER_CHANGED, { id: shopper.id });
    await untilSubscribed(server, 1);
    const { traceId, traceparent } = newTrace();
    const adjust = `mutation($id: ID!, $key: String!) { adjustPoints(input: {
      customer: {id: $id}, points: "5", reason: "goodwill", idempotencyKey: $key
    }) { userErrors { code } } }`;
    const { errors } = await server.graphql({
      query: adjust,
      variables: { id: shopper.id, key: traceId },
      headers: { traceparent },
    });
    expect(errors).toBeUndefined();
    await heard.until(({ events }) => events.length > 0);
    const names = (await spansOf(traceId, 3)).map(({ name }) => name);
    client.close();
    // Else the next test takes this one for its own.
    await untilSubscribed(server, 0);
    expect(names.sort()).toEqual(["POST /graphql", "TRANSACTION command", "push customerChanged"]);
  });

  test("of several calls in one transaction: each has its own, linked by the transaction", async () => {
    const traces = Array.from({ length: 4 }, newTrace);
    await Promise.all(traces.map(({ traceparent }) => buy({ traceparent }, [soldEvent()])));
    const all = (await Promise.all(traces.map(({ traceId }) => spansOf(traceId, 2)))).flat();
    const transactions = all.filter(({ name }) => name === "TRANSACTION purchases");
    const reached = transactions.flatMap(({ traceId, links }) => [
      traceId,
      ...links.map((link) => link.traceId),
    ]);
    expect(new Set(reached)).toEqual(new Set(traces.map(({ traceId }) => traceId)));
  });

  test("holds nothing of anybody, and no credential", async () => {
    const { traceId, traceparent } = newTrace();
    const event = await ofShopper();
    await buy({ traceparent, tracestate: "vendor=secret-state", baggage: "user=jane" }, [event]);
    await spansOf(traceId, 3);
    const email = (event["customer"] as { value: string }[])[0]?.value ?? "";
    for (const word of [email, "Bearer", "eyJ", "Teapot", "secret-state", "jane", "insert into"]) {
      expect(collector.text).not.toContain(word);
    }
  });
});

describe("a caller's traceparent", () => {
  const sampled = async (traceparent: string) => {
    const [, traceId = ""] = traceparent.split("-");
    const url = `${server.url}/healthz`;
    await fetch(url, { headers: { traceparent } });
    await tracing.flush();
    return collector.spans.some((span) => span.traceId === traceId);
  };

  test("that is not sampled, or malformed, makes no trace", async () => {
    const { traceparent, traceId } = newTrace();
    expect(await sampled(traceparent.replace(/01$/, "00"))).toBe(false);
    for (const bad of [
      `01${traceparent.slice(2)}`,
      `${traceparent}-more`,
      `00-${"0".repeat(32)}-${traceId.slice(0, 16)}-01`,
    ]) {
      expect(await sampled(bad)).toBe(false);
    }
  });

  test("cannot make everything be traced", async () => {
    const before = collector.spans.length;
    await Promise.all(
      Array.from({ length: 200 }, () =>
        fetch(`${server.url}/healthz`, { headers: { traceparent: newTrace().traceparent } }),
      ),
    );
    await tracing.flush();
    // Ten at once and ten a second, for as long as 200 requests take on a slow machine.
    expect(collector.spans.length - before).toBeLessThan(100);
  });
});

test("every line that is logged on behalf of a request names it and its trace", async () => {
  const { traceId, traceparent } = newTrace();
  const headers = { traceparent, "x-request-id": "request-of-a-test" };
  await fetch(`${server.url}/healthz`, { headers });
  await until("it is logged", () => server.logged().includes("request-of-a-test"));
  const line = server
    .logged()
    .split("\n")
    .find((one) => one.includes("request-of-a-test"));
  expect(JSON.parse(line ?? "")).toMatchObject({ requestId: "request-of-a-test", traceId });
});

test("what was traced is stored like everything else: verification finds nothing", async () => {
  const [row] = await server.database.sql<{ traced: number }[]>`
    select count(*)::int as traced from outbox where payload ? 'trace'`;
  expect(row?.traced).toBeGreaterThan(0);
  const { invariants } = await verifyDatabase(server.database.sql);
  expect(invariants.filter(({ status }) => status === "VIOLATED")).toEqual([]);
});

test("a collector that hangs keeps nobody waiting, and what waits for it is bounded", async () => {
  const hung = await startCollector();
  hung.hang();
  await tracing.close();
  tracing = await openTracing({ url: hung.url, serviceName: "tributary", ratio: 1 });
  const startedMs = performance.now();
  for (let times = 0; times < 60; times += 1) {
    await Promise.all(
      Array.from({ length: 50 }, () => fetch(`${server.url}/healthz`).then((a) => a.text())),
    );
  }
  expect((await buy({}, [soldEvent()]))[0]?.outcome).toBe("APPLIED");
  await until("it was asked", () => hung.requests > 0);
  // One batch is on its way; the others wait in a queue of 2,048, or were dropped.
  expect(hung.requests).toBeLessThan(10);
  const closedMs = performance.now();
  await tracing.close();
  expect(performance.now() - closedMs).toBeLessThan(4_000);
  expect(closedMs - startedMs).toBeLessThan(25_000);
  await hung.stop();
});
