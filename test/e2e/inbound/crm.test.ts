import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

const EMAIL = `${randomUUID()}@example.com`;

let server: TestServer;
let salesforce: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const ofForce = receivesSchema.parse({ connector: "salesforce" });
  salesforce = await openSender(server, "force", ofForce, "t0ken");
  await server.receive([soldEvent({ customer: [{ kind: "email", value: EMAIL }] })]);
});
afterAll(() => server?.stop());

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
