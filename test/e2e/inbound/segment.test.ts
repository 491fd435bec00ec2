import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import Rudder from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let sender: Sender;
let ticketShop: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "segment" });
  sender = await openSender(server, "web", receives, "wk_web");
  const atOnce = receivesSchema.parse({ connector: "segment", fulfilledOn: "completed" });
  ticketShop = await openSender(server, "tickets", atOnce, "wk_tickets");
});
afterAll(() => server?.stop());

const latest = async (of = sender) => (await of.messages()).at(-1);

/** 2 x 10.00 and 5.00 to send. */
function order(number: string) {
  return {
    ...{ order_id: number, currency: "EUR", total: 25, shipping: 5 },
    products: [{ sku: "A-1", name: "Teapot", price: 10, quantity: 2 }],
  };
}

const ORDERS = `query($email: String!) { customer(by: {email: $email}) { orders(first: 5) { nodes {
  status total { amount } } } } }`;

async function ordersOf(email: string) {
  const { data } = await server.graphql({ query: ORDERS, variables: { email } });
  return data.customer.orders.nodes as unknown;
}

function post(path: string, value: unknown, headers: Record<string, string> = {}) {
  const body = typeof value === "string" ? value : JSON.stringify(value);
  return fetch(`${server.url}${path}`, { method: "POST", body, headers });
}

const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
});

describe("Segment's own library", () => {
  test("delivers orders, their return and who somebody is, to our address as it is", async () => {
    const analytics = new Analytics({ writeKey: "wk_web", host: server.url, maxRetries: 0 });
    const failed: unknown[] = [];
    analytics.on("error", (error) => failed.push(error));
    const userId = randomUUID();
    const email = `${userId}@example.com`;
    const context = { traits: { email } };
    analytics.identify({ userId, traits: { name: "Ada Lovelace", email } });
    const properties = order(userId);
    analytics.track({ userId, event: "Order Completed", properties, context });
    const shipped = { order_id: userId };
    analytics.track({ userId, event: "Order Shipped", properties: shipped, context });
    analytics.track({ userId, event: "Product Viewed", properties: { sku: "A-1" } });
    analytics.alias({ userId, previousId: "a-1" });
    analytics.page({ userId, name: "Start" });
    await analytics.closeAndFlush();
    expect(failed).toEqual([]);
    expect(await latest()).toMatchObject({
      state: "READ",
      counts: {
        ...{ purchases: { APPLIED: 3 }, records: { CREATED: 1 } },
        ...{ browsing: { KEPT: 2 }, passedOver: { alias: 1 } },
      },
      faults: [],
    });
    expect(await ordersOf(email)).toEqual([{ status: "FULFILLED", total: { amount: "25.00" } }]);

    const again = new Analytics({ writeKey: "wk_web", host: server.url, maxRetries: 0 });
    const products = [{ sku: "A-1", quantity: 1 }];
    again.track({ userId, event: "Order Refunded", properties: { ...shipped, products } });
    await again.closeAndFlush();
    expect(await latest()).toMatchObject({ counts: { purchases: { APPLIED: 1 } } });
    expect(await ordersOf(email)).toEqual([
      { status: "PART_RETURNED", total: { amount: expect.any(String) } },
    ]);
  });

  test("is told of a wrong key, and stores nothing", async () => {
    const before = await sender.messages();
    const analytics = new Analytics({ writeKey: "wk_none", host: server.url, maxRetries: 0 });
    const failed: unknown[] = [];
    analytics.on("error", (error) => failed.push(error));
    analytics.track({ userId: "u", event: "Order Completed", properties: order("1") });
    await analytics.closeAndFlush();
    expect(failed).toHaveLength(1);
    expect(await sender.messages()).toEqual(before);
  });
});

test("RudderStack's library, which packs its batches, delivers to the source of its key", async () => {
  const client = new Rudder("wk_tickets", { dataPlaneUrl: server.url, flushAt: 1 });
  const userId = randomUUID();
  const email = `${userId}@example.com`;
  const context = { traits: { email } };
  await new Promise<void>((resolve, reject) => {
    const properties = order(userId);
    client.track({ userId, event: "Order Completed", properties, context }, (error?: unknown) =>
      error ? reject(error) : resolve(),
    );
  });
  expect(await latest(ticketShop)).toMatchObject({ counts: { purchases: { APPLIED: 1 } } });
  expect(await ordersOf(email)).toEqual([{ status: "FULFILLED", total: { amount: "25.00" } }]);
});

describe("a call by hand", () => {
  test("is answered as Segment answers, whatever its path, and counts once", async () => {
    const messageId = randomUUID();
    const call = {
      messageId,
      userId: "u",
      event: "Order Cancelled",
      properties: { order_id: "9" },
    };
    const before = (await sender.messages()).length;
    for (const sentAt of ["2026-11-28T10:00:00Z", "2026-11-28T10:00:09Z"]) {
      const response = await post("/v1/track", { ...call, sentAt }, basic("wk_web"));
      expect([response.status, await response.json()]).toEqual([200, { success: true }]);
    }
    const ofIt = (await sender.messages()).slice(before);
    expect(ofIt).toMatchObject([{ topic: "track", state: "READ" }]);
    for (const path of ["identify", "alias", "group"]) {
      const body = { userId: randomUUID(), writeKey: "wk_web" };
      expect((await post(`/v1/${path}`, body)).status).toBe(200);
      expect(await latest()).toMatchObject({ topic: path, counts: { passedOver: { [path]: 1 } } });
    }
  });

  test("that is of no known type, or no JSON, is kept with its reason", async () => {
    await post("/v1/batch", { batch: [{ type: "weather" }] }, basic("wk_web"));
    expect(await latest()).toMatchObject({
      ...{ state: "UNREAD", faults: [{ reason: "UNKNOWN_TYPE", at: "batch.0.type" }] },
    });
    await post("/v1/batch", "{", basic("wk_web"));
    expect(await latest()).toMatchObject({ state: "UNREAD", faults: [{ reason: "NOT_JSON" }] });
  });

  test("is refused where it is too long, also when it was packed, and by other methods", async () => {
    const long = "x".repeat(512_001);
    expect((await post("/v1/batch", long, basic("wk_web"))).status).toBe(413);
    const headers = { ...basic("wk_web"), "content-encoding": "gzip" };
    const bomb = await fetch(`${server.url}/v1/batch`, {
      ...{ method: "POST", headers, body: gzipSync("x".repeat(50_000_000)) },
    });
    expect(bomb.status).toBe(413);
    expect((await post("/v1/batch", "no gzip", headers)).status).toBe(400);
    const packed = { ...headers, "content-encoding": "br" };
    expect((await post("/v1/batch", "x", packed)).status).toBe(415);
    expect((await fetch(`${server.url}/v1/batch`)).status).toBe(405);
    expect((await post("/v1/batch", { batch: [] })).status).toBe(401);
  });
});
