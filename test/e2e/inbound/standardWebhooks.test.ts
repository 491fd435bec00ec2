import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "standard_webhooks" });
  sender = await openSender(server, "till-vendor", receives);
});
afterAll(() => server?.stop());

/** As the library of Standard Webhooks signs it. */
async function send(
  value: unknown,
  { id = randomUUID(), at = new Date(), secret = sender.secret } = {},
) {
  const body = typeof value === "string" ? value : JSON.stringify(value);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
  return await sender.post(body, headers);
}

function sale(email: string) {
  const { source: _other, ...event } = soldEvent({
    customer: [{ kind: "email", value: email }],
    lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "12.00" }],
    tenders: [{ kind: "card", amount: "12.00" }],
  });
  return event;
}

const latest = async () => (await sender.messages()).at(-1);

describe("a signed message", () => {
  test("is stored, answered, and has its effect, once for any number of repetitions", async () => {
    const email = `${randomUUID()}@example.com`;
    const event = sale(email);
    const id = randomUUID();
    const first = await send({ type: "purchase", data: event }, { id });
    expect([first.status, await first.json()]).toMatchObject([200, { duplicate: false }]);
    const again = await Promise.all([
      send({ type: "purchase", data: event }, { id }),
      send({ type: "purchase", data: event }, { id }),
    ]);
    for (const response of again) {
      expect([response.status, await response.json()]).toMatchObject([200, { duplicate: true }]);
    }
    // The same event in a message of its own.
    await send({ type: "purchase", data: event });
    expect((await sender.messages()).slice(-2)).toMatchObject([
      { key: id, state: "READ", counts: { purchases: { APPLIED: 1 } }, faults: [] },
      { state: "READ", counts: { purchases: { DUPLICATE: 1 } } },
    ]);
    const query =
      "query($email: String!) { customer(by: {email: $email}) { orders(first: 5) { nodes { id } } } }";
    const { data } = await server.graphql({ query, variables: { email } });
    expect(data.customer.orders.nodes).toHaveLength(1);
  });

  test("may hold purchases, interactions and persons, each taken for itself", async () => {
    const email = `${randomUUID()}@example.com`;
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    await send([
      { type: "purchase", data: [sale(email), { ...sale(email), occurredAt: "yesterday" }] },
      {
        type: "interaction",
        data: {
          externalId: randomUUID(),
          kind: "CONTACT",
          channel: "phone",
          occurredAt,
          customer: [{ kind: "email", value: email }],
        },
      },
      { type: "person", data: { key: "p-1", name: "Ada Lovelace", email } },
      { type: "weather", data: {} },
    ]);
    expect(await latest()).toMatchObject({
      state: "UNREAD",
      counts: {
        purchases: { APPLIED: 1, REJECTED: 1 },
        interactions: { RECORDED: 1 },
        records: { CREATED: 1 },
      },
      faults: [
        { reason: "UNKNOWN_TYPE", at: "3.type" },
        { reason: "INSTANT_MALFORMED", at: "0.data.1: occurredAt" },
      ],
    });
  });

  test("that cannot be read is kept, with its reason", async () => {
    for (const [body, reason] of [
      ["{", "NOT_JSON"],
      ["7", "NOT_AN_OBJECT"],
      ["", "NOT_JSON"],
    ]) {
      expect((await send(body)).status).toBe(200);
      expect(await latest()).toMatchObject({ state: "UNREAD", faults: [{ reason, at: "" }] });
    }
  });
});

describe("who sends", () => {
  test("is refused, and leaves nothing, without a signature of one of the source's secrets", async () => {
    const before = await sender.messages();
    const body = JSON.stringify(sale("a@example.com"));
    const now = new Date();
    for (const response of [
      await sender.post(body),
      await send(body, { secret: `whsec_${Buffer.alloc(24, 7).toString("base64")}` }),
      await send(body, { at: new Date(now.getTime() - 301_000) }),
      await send(body, { at: new Date(now.getTime() + 301_000) }),
    ]) {
      expect(response.status).toBe(401);
    }
    expect(await sender.messages()).toEqual(before);
    const unknown = await fetch(`${server.url}/v1/webhooks/nobody`, { method: "POST", body });
    const without = await fetch(`${server.url}/v1/webhooks/shop`, { method: "POST", body });
    expect([unknown.status, without.status]).toEqual([404, 404]);
    expect((await fetch(sender.url)).status).toBe(405);
  });

  test("is told when a message is too long, or is packed", async () => {
    expect((await send("x".repeat(4_194_305))).status).toBe(413);
    const packed = await sender.post("x", { "content-encoding": "gzip" });
    expect(packed.status).toBe(415);
  });
});
