import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { adobeOrder, CREDIT_MEMO, INVOICE, SHIPMENT } from "../../support/inbound/adobeBodies.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const KEYS = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const SECRET = "a secret in a header";

let server: TestServer;
let signed: Sender;
let secret: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "adobe_commerce" });
  const publicKey = KEYS.publicKey.export({ type: "spki", format: "pem" }).toString();
  signed = await openSender(server, "adobe", receives, publicKey);
  secret = await openSender(server, "magento", receives, SECRET);
});
afterAll(() => server?.stop());

async function send(value: unknown, sentBody?: string) {
  const body = JSON.stringify(value);
  const text = Buffer.from(Buffer.from(body).toString("base64"));
  const signature = sign("sha256", text, KEYS.privateKey).toString("base64");
  const headers = { "x-adobe-commerce-webhook-signature": signature };
  return await signed.post(sentBody ?? body, headers);
}

test("an order is invoiced, sent and credited, and the shop is told to go on", async () => {
  const email = `${randomUUID()}@example.com`;
  const at = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 19).replace("T", " ");
  const order = adobeOrder({ customer_email: email, customer_id: null, state: "new" });
  for (const body of [
    { data: { creditmemo: { ...CREDIT_MEMO, created_at: at(1) } } },
    { data: { shipment: { ...SHIPMENT, created_at: at(2) } } },
    { data: { order: { ...order, total_paid: null, created_at: at(4), updated_at: at(4) } } },
    { event: { data: { value: { ...INVOICE, created_at: at(3) } } } },
  ]) {
    const response = await send(body);
    expect([response.status, await response.json()]).toEqual([200, { op: "success" }]);
  }
  const query = `query($email: String!) { customer(by: {email: $email}) {
    orders(first: 5) { nodes { status total { amount } lines { article paid { amount } } } } } }`;
  expect((await signed.messages()).map(({ state }) => state)).toEqual(Array(4).fill("READ"));
  const { data } = await server.graphql({ query, variables: { email } });
  // 105.60 less 52.80 for one shirt, and 2.00 for the trouble; postage went back.
  expect(data.customer.orders.nodes).toMatchObject([
    { status: "PART_RETURNED", total: { amount: "50.80" } },
  ]);
});

test("a repetition is known by its body, and what is not proved is refused", async () => {
  const product = { type: "observer.catalog_product_save_after", data: { value: { id: 3 } } };
  await send(product);
  await send(product);
  const messages = await signed.messages();
  expect(messages.at(-1)).toMatchObject({
    counts: { passedOver: { catalog_product_save_after: 1 } },
  });
  expect(messages.at(-2)).not.toMatchObject({ counts: messages.at(-1)?.counts });
  expect((await send(product, `${JSON.stringify(product)} `)).status).toBe(401);
  // The public key is no secret: who knows it can prove nothing by it.
  const header = { "x-webhook-secret": signed.secret.replaceAll("\n", " ") };
  expect((await signed.post("{}", header)).status).toBe(401);
  expect(await signed.messages()).toEqual(messages);
});

test("without signatures a secret in a header proves who sends", async () => {
  const body = JSON.stringify({ customer: { id: 8, firstname: "Ada", email: "a@example.com" } });
  expect((await secret.post(body, { "x-webhook-secret": SECRET })).status).toBe(200);
  expect((await secret.post(body, { "x-webhook-secret": `${SECRET}.` })).status).toBe(401);
  expect((await secret.post(body)).status).toBe(401);
  expect(await secret.messages()).toMatchObject([{ counts: { records: { CREATED: 1 } } }]);
});
