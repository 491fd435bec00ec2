import "@shopify/shopify-api/adapters/node";
import { createHmac, randomUUID } from "node:crypto";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { FULFILMENT, order, refund } from "../../support/inbound/shopifyBodies.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const SHOP = "kettles.myshopify.com";
const SECRET = "shpss_0123456789abcdef";

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "shopify", shopDomain: SHOP });
  sender = await openSender(server, "shopify", receives, SECRET);
});
afterAll(() => server?.stop());

interface Sent {
  readonly id?: string;
  readonly prefix?: "X-" | "";
  readonly secret?: string;
  readonly domain?: string;
}

function delivery(topic: string, value: unknown, sent: Sent = {}) {
  const { id = randomUUID(), prefix = "X-", secret = SECRET, domain = SHOP } = sent;
  const body = JSON.stringify(value);
  const headers = {
    [`${prefix}Shopify-Hmac-Sha256`]: createHmac("sha256", secret).update(body).digest("base64"),
    [`${prefix}Shopify-Topic`]: topic,
    [`${prefix}Shopify-Webhook-Id`]: id,
    [`${prefix}Shopify-Shop-Domain`]: domain,
    [`${prefix}Shopify-API-Version`]: "2026-07",
  };
  return { body, headers };
}

async function send(topic: string, value: unknown, sent: Sent = {}) {
  const { body, headers } = delivery(topic, value, sent);
  return await sender.post(body, headers);
}

const latest = async () => (await sender.messages()).at(-1);

async function orderOf(email: string) {
  const query = `query($email: String!) { customer(by: {email: $email}) {
    orders(first: 5) { nodes { status total { amount } eligible { amount }
      lines { article quantity paid { amount } } } } } }`;
  const { data, errors } = await server.graphql({ query, variables: { email } });
  expect(errors).toBeUndefined();
  return data.customer.orders.nodes;
}

test("an order of a shop is placed, sent and refunded, in whatever order its webhooks come", async () => {
  const email = `${randomUUID()}@example.com`;
  const now = Date.now();
  const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString();
  const customer = { id: 77, email };
  const placed = order({
    ...{ customer, created_at: at(9), processed_at: at(9), updated_at: at(9) },
  });
  const both = [...FULFILMENT.line_items, { id: 2, quantity: 1 }];
  const sent = { ...FULFILMENT, created_at: at(5), updated_at: at(5), line_items: both };
  const back = { ...refund(), created_at: at(2) };
  for (const [topic, body] of [
    ["refunds/create", back],
    ["fulfillments/create", sent],
    ["orders/create", placed],
    ["orders/paid", { ...placed, updated_at: at(8) }],
    ["orders/fulfilled", { ...placed, updated_at: at(5), fulfillments: [sent] }],
  ] as const) {
    expect((await send(topic, body)).status).toBe(200);
    expect(await latest()).toMatchObject({ state: "READ", topic, faults: [] });
  }
  // Of 41.65 for two teapots 20.83 went back for one; the tip is kept, and earns nothing.
  expect(await orderOf(email)).toMatchObject([
    {
      ...{ status: "PART_RETURNED", total: { amount: "22.82" }, eligible: { amount: "20.82" } },
      lines: [
        { article: "POT", quantity: "1", paid: { amount: "20.82" } },
        { article: "22", quantity: "0", paid: { amount: "0.00" } },
        { quantity: "0", paid: { amount: "0.00" } },
        { quantity: "1", paid: { amount: "2.00" } },
      ],
    },
  ]);
});

test("of two that were bought the one that was sent earns, though the other was refunded", async () => {
  const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  for (const [id, isBackwards] of [
    [6_001, false],
    [6_002, true],
  ] as const) {
    const email = `${randomUUID()}@example.com`;
    const times = { created_at: at(9), processed_at: at(9), updated_at: at(9) };
    const placed = order({ ...times, id, name: `#${id}`, customer: { id, email } });
    // The shop is short of one: there is nothing to restock, and nothing that comes back.
    const back = refund({
      ...{ id: id + 100, order_id: id, created_at: at(7), order_adjustments: [] },
      refund_line_items: [
        {
          ...{ line_item_id: 1, quantity: 1, restock_type: "no_restock" },
          ...{ subtotal: 17.5, total_tax: 3.33, line_item: { id: 1, fulfillment_status: null } },
        },
      ],
      transactions: [{ kind: "refund", amount: "20.83", currency: "EUR" }],
    });
    const parcel = { id: id + 200, order_id: id, status: "success", created_at: at(5) };
    const sent = { ...parcel, line_items: [{ id: 1, quantity: 1 }] };
    const refunded = { ...placed, updated_at: at(7), refunds: [back] };
    const steps = [
      ["orders/create", placed],
      ["refunds/create", back],
      ["orders/updated", refunded],
      ["orders/fulfilled", { ...refunded, updated_at: at(5), fulfillments: [sent] }],
    ] as const;
    for (const [topic, body] of isBackwards ? steps.toReversed() : steps) {
      expect((await send(topic, body)).status).toBe(200);
      expect(await latest()).toMatchObject({ state: "READ", topic, faults: [] });
    }
    const [bought] = await orderOf(email);
    expect(bought.lines[0]).toEqual({ article: "POT", quantity: "1", paid: { amount: "20.82" } });
    expect(bought.eligible.amount).toBe("20.82");
  }
});

test("a repetition is known by its webhook's id, in either spelling of the headers", async () => {
  const id = randomUUID();
  const first = await send("customers/update", { id: 5, email: "p@example.com" }, { id });
  expect([first.status, await first.json()]).toMatchObject([200, { duplicate: false }]);
  const again = await send(
    "customers/update",
    { id: 5, email: "q@example.com" },
    { id, prefix: "" },
  );
  expect([again.status, await again.json()]).toMatchObject([200, { duplicate: true }]);
  expect(await latest()).toMatchObject({ key: id, counts: { records: { CREATED: 1 } } });
});

test("an unknown topic is kept, and passed over by its name", async () => {
  expect((await send("products/update", { id: 1 })).status).toBe(200);
  expect(await latest()).toMatchObject({
    ...{ state: "READ", counts: { passedOver: { "products/update": 1 } } },
  });
});

test("what another secret signs, or another shop sends, is refused and leaves nothing", async () => {
  const before = await sender.messages();
  for (const sent of [{ secret: "other" }, { domain: "others.myshopify.com" }]) {
    expect((await send("orders/create", order(), sent)).status).toBe(401);
  }
  const { body, headers } = delivery("orders/create", order());
  expect((await sender.post(`${body} `, headers)).status).toBe(401);
  expect((await sender.post(body)).status).toBe(401);
  expect(await sender.messages()).toEqual(before);
});

test("what is taken is what Shopify's own library takes", async () => {
  const shopify = shopifyApi({
    ...{ apiKey: "key", apiSecretKey: SECRET, hostName: "loyalty.example.com" },
    ...{ apiVersion: ApiVersion.January25, isEmbeddedApp: false },
  });
  for (const [secret, status] of [
    [SECRET, 200],
    ["shpss_another", 401],
  ] as const) {
    const { body, headers } = delivery("shop/update", { id: randomUUID() }, { secret });
    const rawRequest = new Request(sender.url, { method: "POST", body, headers });
    const { valid } = await shopify.webhooks.validate({
      ...{ rawBody: body, rawRequest: { ...rawRequest, headers, url: "/", method: "POST" } },
    });
    expect([valid, (await sender.post(body, headers)).status]).toEqual([status === 200, status]);
  }
});
