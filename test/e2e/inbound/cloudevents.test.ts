import { randomUUID } from "node:crypto";
import { CloudEvent, emitterFor, HTTP, type Message, Mode } from "cloudevents";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let sender: Sender;
let signed: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const settings = { connector: "cloudevents", origins: ["eventemitter.example.com"] };
  sender = await openSender(server, "bus", receivesSchema.parse(settings), "s3cret");
  const proof = { by: "standard_webhooks" };
  signed = await openSender(
    ...([server, "signed", receivesSchema.parse({ connector: "cloudevents", proof })] as const),
  );
});
afterAll(() => server?.stop());

const latest = async () => (await sender.messages()).at(-1);

function purchase(email: string) {
  const {
    source: _source,
    eventId: _id,
    ...data
  } = soldEvent({
    customer: [{ kind: "email", value: email }],
    lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "12.00" }],
    tenders: [{ kind: "card", amount: "12.00" }],
  });
  return new CloudEvent({ type: "com.example.purchase", source: "/shop", data });
}

/** As the SDK's emitter hands it over. */
async function post({ headers, body }: Message, secret = "s3cret") {
  const said = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  return await sender.post(String(body), { ...said, authorization: `Bearer ${secret}` });
}

describe("the SDK of CloudEvents", () => {
  test.each([Mode.BINARY, Mode.STRUCTURED])("delivers in %s mode, once", async (mode) => {
    const statuses: number[] = [];
    const emit = emitterFor(
      async (message) => {
        const response = await post(message);
        statuses.push(response.status);
        return response;
      },
      { binding: HTTP, mode },
    );
    const email = `${randomUUID()}@example.com`;
    const event = purchase(email);
    const before = (await sender.messages()).length;
    await emit(event);
    await emit(event);
    expect(statuses).toEqual([200, 200]);
    expect((await sender.messages()).slice(before)).toMatchObject([
      { topic: "com.example.purchase", state: "READ", counts: { purchases: { APPLIED: 1 } } },
    ]);
    const query = "query($email: String!) { customer(by: {email: $email}) { id } }";
    const { data } = await server.graphql({ query, variables: { email } });
    expect(data.customer.id).toEqual(expect.any(String));
  });

  test("delivers batches, of which what is wrong is told beside the rest", async () => {
    const good = purchase(`${randomUUID()}@example.com`);
    const odd = new CloudEvent({ type: "com.example.weather", source: "/shop", data: {} });
    const body = JSON.stringify([good.toJSON(), odd.toJSON()]);
    const headers = { "content-type": "application/cloudevents-batch+json" };
    expect((await post({ headers, body })).status).toBe(200);
    expect(await latest()).toMatchObject({
      ...{ state: "UNREAD", counts: { purchases: { APPLIED: 1 } } },
      faults: [{ reason: "UNKNOWN_TYPE", at: "1.type" }],
    });
  });
});

test("who has no secret, or an old signature, is refused and leaves nothing", async () => {
  const message = HTTP.structured(purchase("a@example.com"));
  const before = await sender.messages();
  expect((await post(message, "wrong")).status).toBe(401);
  expect(await sender.messages()).toEqual(before);
  const old = {
    ...{ "webhook-id": "1", "webhook-signature": "v1,AAAA" },
    "webhook-timestamp": String(Math.floor(Date.now() / 1_000) - 301),
  };
  expect((await signed.post("{}", old)).status).toBe(401);
  expect(await signed.messages()).toEqual([]);
});

describe("the handshake", () => {
  const ask = (headers: Record<string, string>) =>
    fetch(sender.url, { method: "OPTIONS", headers });

  test("allows an origin that is set, at the rate that it asks for", async () => {
    const response = await ask({
      ...{ "webhook-request-origin": "eventemitter.example.com", "webhook-request-rate": "120" },
      "webhook-request-callback": "https://example.com/confirm",
    });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ allow: "POST", "webhook-allowed-origin": "eventemitter.example.com" },
      "webhook-allowed-rate": "120",
    });
  });

  test("refuses another, and asks nothing of browsers", async () => {
    const refused = await ask({ "webhook-request-origin": "other.example.com" });
    expect([refused.status, refused.headers.get("webhook-allowed-origin")]).toEqual([403, null]);
    expect((await ask({ origin: "https://example.com" })).status).toBe(204);
  });
});
