import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { wooOrder } from "../../support/inbound/wooBodies.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const SECRET = "a secret of the webhook";

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "woocommerce" });
  sender = await openSender(server, "woo", receives, SECRET);
});
afterAll(() => server?.stop());

async function send(topic: string, value: unknown, { id = randomUUID(), secret = SECRET } = {}) {
  const body = JSON.stringify(value);
  return await sender.post(body, {
    "x-wc-webhook-signature": createHmac("sha256", secret).update(body).digest("base64"),
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-id": "3",
    "x-wc-webhook-delivery-id": id,
  });
}

const latest = async () => (await sender.messages()).at(-1);

test("an order is paid, cancelled, brought back and completed, and a refund comes off it", async () => {
  const email = `${randomUUID()}@example.com`;
  const now = Date.now();
  const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString().slice(0, 19);
  const order = (status: string, hoursAgo: number, more = {}) =>
    wooOrder({
      ...{ status, billing: { email }, customer_id: 0, date_created_gmt: at(9) },
      ...{ date_paid_gmt: at(8), date_completed_gmt: null, date_modified_gmt: at(hoursAgo) },
      ...more,
    });
  const query = `query($email: String!) { customer(by: {email: $email}) {
    orders(first: 5) { nodes { status total { amount } eligible { amount } } } } }`;
  const standing = async () => {
    const { data } = await server.graphql({ query, variables: { email } });
    return data.customer.orders.nodes;
  };
  const refunds = [{ id: 900, reason: "chipped", total: "-16.37" }];
  for (const [body, shown] of [
    [order("processing", 8), ["PLACED", "32.74", "0.00"]],
    [order("cancelled", 6), ["CANCELLED", "0.00", "0.00"]],
    // 21.60 and 4.50 of goods; 6.64 of postage earns nothing.
    [order("completed", 4, { date_completed_gmt: at(4) }), ["FULFILLED", "32.74", "26.10"]],
    // Half of the money went back: half of every line.
    [
      order("completed", 2, { date_completed_gmt: at(4), refunds }),
      ["FULFILLED", "16.37", "13.05"],
    ],
  ] as const) {
    expect((await send("order.updated", body)).status).toBe(200);
    expect(await latest()).toMatchObject({ state: "READ", topic: "order.updated", faults: [] });
    const [status, total, eligible] = shown;
    expect(await standing()).toEqual([
      { status, total: { amount: total }, eligible: { amount: eligible } },
    ]);
  }
});

test("a delivery is known by its id, and what another secret signs is refused", async () => {
  const id = randomUUID();
  const customer = { id: 19, email: "p@example.com" };
  expect(await (await send("customer.created", customer, { id })).json()).toMatchObject({
    duplicate: false,
  });
  expect(await (await send("customer.created", customer, { id })).json()).toMatchObject({
    duplicate: true,
  });
  expect(await latest()).toMatchObject({ key: id, counts: { records: { CREATED: 1 } } });
  const before = await sender.messages();
  expect((await send("order.updated", wooOrder(), { secret: "other" })).status).toBe(401);
  expect((await sender.post(JSON.stringify(wooOrder()))).status).toBe(401);
  expect(await sender.messages()).toEqual(before);
});

test("the ping of a new webhook, which nobody signs, is answered and stores nothing", async () => {
  const before = await sender.messages();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect((await sender.post("webhook_id=17", form)).status).toBe(200);
  expect((await sender.post("webhook_id=17&order=1", form)).status).toBe(401);
  expect(await sender.messages()).toEqual(before);
});

test("an unknown topic is kept, and passed over by its name", async () => {
  expect((await send("coupon.created", { id: 1 })).status).toBe(200);
  expect(await latest()).toMatchObject({ counts: { passedOver: { "coupon.created": 1 } } });
});
