import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import {
  bcHook,
  bcOrder,
  bcProducts,
  bcRefund,
  showOrder,
} from "../../support/inbound/bigcommerceBodies.ts";
import { type LocalShop, openLocalShop } from "../../support/inbound/localShop.ts";
import { addFetchSecret, openSender, type Sender } from "../../support/inbound/sender.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const SECRET = "a secret in a header";
const TOKEN = "t0ken-of-the-store";
const STORE = "/stores/abcde";

let server: TestServer;
let shop: LocalShop;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  shop = await openLocalShop();
  const fetch = { baseUrl: `${shop.url}${STORE}` };
  const receives = receivesSchema.parse({ connector: "bigcommerce", fetch });
  sender = await openSender(server, "bc", receives, SECRET);
  await addFetchSecret(server, sender, TOKEN);
});
afterAll(async () => {
  await server?.stop();
  await shop?.close();
});

const post = (hook: object, secret = SECRET) =>
  sender.post(JSON.stringify(hook), { "x-webhook-secret": secret });
const latest = async () => (await sender.messages()).at(-1);

/** As the V2 interface writes moments, with an offset. */
const mailDate = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * 86_400_000).toUTCString().replace("GMT", "+0000");

test("an order is paid, sent and partly given back, and earns for what was kept", async () => {
  const email = `${randomUUID()}@example.com`;
  const about = { billing_address: { email }, customer_id: 0, date_created: mailDate(9) };
  const order = (over: object) => bcOrder({ ...about, ...over });
  const sent = { date_shipped: mailDate(5) };
  const query = `query($email: String!) { customer(by: {email: $email}) {
    orders(first: 5) { nodes { status total { amount } eligible { amount } } } } }`;
  for (const [scope, shown, said] of [
    [
      "store/order/created",
      { order: order({ status_id: 7, date_modified: mailDate(9) }) },
      ["PLACED", "33.00", "0.00"],
    ],
    [
      "store/order/statusUpdated",
      { order: order({ status_id: 11, date_modified: mailDate(8) }) },
      ["PLACED", "33.00", "0.00"],
    ],
    // 21.60 and 5.40 of goods; 6.00 of postage and handling earn nothing.
    [
      "store/order/updated",
      { order: order({ status_id: 2, date_modified: mailDate(5), ...sent }) },
      ["FULFILLED", "33.00", "27.00"],
    ],
    // One mug of 10.80 and 2.40 of postage.
    [
      "store/order/refund/created",
      {
        order: order({
          ...{ status_id: 14, date_modified: mailDate(2), refunded_amount: "13.20", ...sent },
        }),
        products: bcProducts({ quantity_shipped: 0 }),
        refunds: [bcRefund({ created: new Date(Date.now() - 2 * 86_400_000).toISOString() })],
      },
      ["PART_RETURNED", "19.80", "16.20"],
    ],
  ] as const) {
    showOrder(shop, shown, STORE);
    expect((await post(bcHook(scope))).status).toBe(200);
    expect(await latest()).toMatchObject({ state: "READ", topic: scope, faults: [] });
    const { data } = await server.graphql({ query, variables: { email } });
    const [{ status, total, eligible }] = data.customer.orders.nodes;
    expect([status, total.amount, eligible.amount]).toEqual([...said]);
  }
  // Read again it is a repetition, not a conflict.
  expect((await post(bcHook("store/order/updated"))).status).toBe(200);
  expect((await latest())?.counts).toEqual({ purchases: { DUPLICATE: 4 } });
  expect(new Set(shop.asked.map(({ headers }) => headers["x-auth-token"]))).toEqual(
    new Set([TOKEN]),
  );
});

test("an order that is cancelled and comes back is worth what it was", async () => {
  const email = `${randomUUID()}@example.com`;
  const query = `query($email: String!) { customer(by: {email: $email}) {
    orders(first: 5) { nodes { status total { amount } eligible { amount } } } } }`;
  for (const [statusId, daysAgo, said] of [
    [10, 6, ["FULFILLED", "33.00", "27.00"]],
    [5, 5, ["CANCELLED", "0.00", "0.00"]],
    [10, 4, ["FULFILLED", "33.00", "27.00"]],
  ] as const) {
    const order = bcOrder({
      ...{ id: 251, billing_address: { email }, customer_id: 0, status_id: statusId },
      ...{ date_created: mailDate(9), date_modified: mailDate(daysAgo) },
    });
    showOrder(shop, { order }, STORE);
    await post(bcHook("store/order/statusUpdated", { type: "order", id: 251 }));
    expect(await latest()).toMatchObject({ state: "READ", faults: [] });
    const { data } = await server.graphql({ query, variables: { email } });
    const [{ status, total, eligible }] = data.customer.orders.nodes;
    expect([status, total.amount, eligible.amount]).toEqual([...said]);
  }
});

test("a customer is a record, and who is not proved is told nothing and asks nothing", async () => {
  shop.answers.set(`${STORE}/v3/customers`, {
    data: [{ id: 7, first_name: "Ada", email: `${randomUUID()}@example.com` }],
  });
  const hook = bcHook("store/customer/created", { type: "customer", id: 7 });
  expect((await post(hook)).status).toBe(200);
  expect(await latest()).toMatchObject({ state: "READ", counts: { records: { CREATED: 1 } } });
  const before = [shop.asked.length, (await sender.messages()).length];
  expect((await post(hook, "wrong")).status).toBe(401);
  expect([shop.asked.length, (await sender.messages()).length]).toEqual(before);
});
