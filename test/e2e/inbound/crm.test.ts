import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const PUBLIC_URL = "https://loyalty.example.com/v1/webhooks/hub";
const EMAIL = `${randomUUID()}@example.com`;

let server: TestServer;
let hubspot: Sender;
let salesforce: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const ofHub = receivesSchema.parse({ connector: "hubspot", publicUrl: PUBLIC_URL });
  hubspot = await openSender(server, "hub", ofHub, "s3cret");
  const ofForce = receivesSchema.parse({ connector: "salesforce" });
  salesforce = await openSender(server, "force", ofForce, "t0ken");
  await server.receive([soldEvent({ customer: [{ kind: "email", value: EMAIL }] })]);
});
afterAll(() => server?.stop());

async function postHubspot(events: readonly object[], at = Date.now(), secret = "s3cret") {
  const body = JSON.stringify(events);
  const signed = `POST${PUBLIC_URL}${body}${at}`;
  return await hubspot.post(body, {
    "x-hubspot-request-timestamp": String(at),
    "x-hubspot-signature-v3": createHmac("sha256", secret).update(signed).digest("base64"),
  });
}

test("HubSpot's webhooks are known by their signature, once, and what is unknown is kept", async () => {
  const event = { eventId: 7, objectId: 51, occurredAt: Date.now(), subscriptionType: "x" };
  expect((await postHubspot([event], Date.now(), "wrong")).status).toBe(401);
  expect((await postHubspot([event], Date.now() - 301_000)).status).toBe(401);
  expect(await hubspot.messages()).toEqual([]);
  const kinds = ["contact.deletion", "contact.creation", "contact.weather"];
  const events = kinds.map((subscriptionType) => ({ ...event, subscriptionType }));
  expect((await postHubspot(events)).status).toBe(200);
  const again = await postHubspot(events.map((one) => ({ ...one, attemptNumber: 1 })));
  expect(await again.json()).toMatchObject({ duplicate: true });
  expect(await hubspot.messages()).toMatchObject([
    {
      ...{ state: "UNREAD", counts: { passedOver: { deletion: 1 } } },
      // Where contacts are fetched from is not set up for this source.
      faults: [{ reason: "NOT_FETCHED" }, { reason: "UNKNOWN_TYPE", at: "2.subscriptionType" }],
    },
  ]);
});

test("a case of Salesforce is a case of the customer whose address it names, once", async () => {
  const change = {
    ChangeEventHeader: {
      ...{ entityName: "Case", changeType: "CREATE", recordIds: ["500xx0000000001AAA"] },
      ...{ commitTimestamp: Date.now() - 60_000, transactionKey: randomUUID(), sequenceNumber: 1 },
    },
    ...{ CaseNumber: "0001", SuppliedEmail: EMAIL, Subject: "Cup broken", Origin: "Phone" },
  };
  const event = { specversion: "1.0", id: "1", source: "/sf", type: "case", data: change };
  expect((await salesforce.post(JSON.stringify(event))).status).toBe(401);
  const headers = {
    ...{ "content-type": "application/cloudevents+json", authorization: "Bearer t0ken" },
  };
  expect((await salesforce.post(JSON.stringify(event), headers)).status).toBe(200);
  const again = await salesforce.post(JSON.stringify({ ...event, id: "2" }), headers);
  expect(await again.json()).toMatchObject({ duplicate: true });
  expect(await salesforce.messages()).toMatchObject([
    { state: "READ", counts: { interactions: { RECORDED: 1 } } },
  ]);
});
