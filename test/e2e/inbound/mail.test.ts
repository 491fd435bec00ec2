import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const EMAIL = `${randomUUID()}@example.com`;

let server: TestServer;
let sendgrid: Sender;
let mailgun: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const of = (provider: string) => receivesSchema.parse({ connector: "mail", provider });
  const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  sendgrid = await openSender(server, "newsletter", of("sendgrid"), key);
  mailgun = await openSender(server, "receipts", of("mailgun"), "key-1");
  await server.receive([soldEvent({ customer: [{ kind: "email", value: EMAIL }] })]);
});
afterAll(() => server?.stop());

const now = () => Math.floor(Date.now() / 1_000);

async function postSendgrid(events: readonly object[], at = now()) {
  const body = JSON.stringify(events);
  const signature = sign("sha256", Buffer.from(`${at}${body}`), privateKey).toString("base64");
  return await sendgrid.post(body, {
    "x-twilio-email-event-webhook-timestamp": String(at),
    "x-twilio-email-event-webhook-signature": signature,
  });
}

const event = (word: string, email = EMAIL) => ({
  ...{ event: word, email, timestamp: now() - 60, sg_event_id: randomUUID() },
});

test("what became of a customer's mails is on record, once, and told in words", async () => {
  const words = ["delivered", "open", "click", "bounce", "unsubscribe", "processed"];
  const events = words.map((word) => event(word));
  expect((await postSendgrid(events)).status).toBe(200);
  expect((await postSendgrid(events)).status).toBe(200);
  expect(await sendgrid.messages()).toMatchObject([
    { state: "READ", counts: { interactions: { RECORDED: 5 }, passedOver: { processed: 1 } } },
  ]);
  const query = `query($email: String!) { customer(by: {email: $email}) {
    interactions(first: 10) { nodes { kind channel } } } }`;
  const { data } = await server.graphql({ query, variables: { email: EMAIL } });
  const kinds = data.customer.interactions.nodes.map(({ kind }: { kind: string }) => kind);
  expect(kinds.toSorted()).toEqual(
    ["BOUNCED", "CLICKED", "OPENED", "SENT", "UNSUBSCRIBED"].map((kind) => `MESSAGE_${kind}`),
  );
});

test("a wrong or an old signature leaves nothing; what is unknown is kept with its reason", async () => {
  const before = await sendgrid.messages();
  expect((await sendgrid.post("[]")).status).toBe(401);
  expect((await postSendgrid([event("open")], now() - 27 * 3_600)).status).toBe(401);
  expect(await sendgrid.messages()).toEqual(before);
  await postSendgrid([event("weather"), event("open", `${randomUUID()}@example.com`)]);
  expect((await sendgrid.messages()).at(-1)).toMatchObject({
    ...{ state: "UNREAD", counts: { interactions: { CUSTOMER_NOT_FOUND: 1 } } },
    faults: [
      { reason: "UNKNOWN_TYPE", at: "0.event" },
      { reason: "CUSTOMER_NOT_FOUND", at: expect.stringMatching(/^1\b/) },
    ],
  });
});

test("Mailgun's token is good once, whatever stands beside it", async () => {
  const timestamp = String(now());
  const token = randomUUID();
  const signature = createHmac("sha256", "key-1").update(`${timestamp}${token}`).digest("hex");
  const bodyOf = (word: string) =>
    JSON.stringify({
      signature: { timestamp, token, signature },
      "event-data": { id: randomUUID(), event: word, timestamp: now() - 9, recipient: EMAIL },
    });
  expect((await mailgun.post(bodyOf("opened"))).status).toBe(200);
  const again = await mailgun.post(bodyOf("unsubscribed"));
  expect(await again.json()).toMatchObject({ duplicate: true });
  expect(await mailgun.messages()).toMatchObject([{ counts: { interactions: { RECORDED: 1 } } }]);
});
