import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { type LocalShop, openLocalShop } from "../../support/inbound/localShop.ts";
import { addFetchSecret, openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const SECRET = "client-secret-of-the-app";
const PUBLIC_URL = "https://loyalty.example.com/v1/webhooks/hub";

let server: TestServer;
let system: LocalShop;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  system = await openLocalShop();
  const receives = receivesSchema.parse({
    ...{ connector: "hubspot", publicUrl: PUBLIC_URL, contactId: "crm" },
    fetch: { baseUrl: system.url },
  });
  sender = await openSender(server, "hub", receives, SECRET);
  await addFetchSecret(server, sender, "pat-eu1");
});
afterAll(async () => {
  await server?.stop();
  await system?.close();
});

async function post(events: readonly object[], now = Date.now()) {
  const body = JSON.stringify(events);
  const signed = `POST${PUBLIC_URL}${body}${now}`;
  return await sender.post(body, {
    "x-hubspot-request-timestamp": String(now),
    "x-hubspot-signature-v3": createHmac("sha256", SECRET).update(signed).digest("base64"),
  });
}

test("a batch names a contact and a ticket: a record, and a case of the customer", async () => {
  const email = `${randomUUID()}@example.com`;
  const customer = [{ kind: "crm", value: "51", verified: true }];
  await server.receive([soldEvent({ source: "hub", customer })]);
  const { properties } = { properties: { firstname: "Ada", email } };
  system.answers.set("/crm/v3/objects/contacts/51", { properties });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  system.answers.set("/crm/v3/objects/tickets/9", {
    properties: { subject: "Cup broken", createdate: minutesAgo(9), hs_pipeline_stage: "1" },
    associations: { contacts: { results: [{ id: "51", type: "ticket_to_contact" }] } },
  });
  const event = { eventId: 7, occurredAt: Date.now() - 60_000, portalId: 3, attemptNumber: 0 };
  const batch = (attemptNumber: number) => [
    { ...event, attemptNumber, objectId: 51, subscriptionType: "contact.creation" },
    { ...event, attemptNumber, objectId: 9, subscriptionType: "ticket.creation" },
  ];
  expect((await post(batch(0))).status).toBe(200);
  expect(await (await post(batch(1))).json()).toMatchObject({ duplicate: true });
  expect(await sender.messages()).toMatchObject([
    {
      ...{ state: "READ", faults: [] },
      counts: { records: { CREATED: 1 }, interactions: { RECORDED: 1 } },
    },
  ]);
  expect(system.asked).toHaveLength(2);
  expect(system.asked[0]?.headers["authorization"]).toBe("Bearer pat-eu1");
  expect((await post(batch(2), Date.now() - 301_000)).status).toBe(401);
});
