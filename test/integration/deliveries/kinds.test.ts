import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ReceivedRequest,
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
let count = 0;

beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(async () => {
  receiver = await startScriptedReceiver();
});
afterEach(async () => {
  await receiver?.close();
});
afterAll(async () => {
  await bench?.close();
});

/** One customer's first purchase, told by a destination of this kind. */
async function tell(sends: object, more: object = {}) {
  count += 1;
  const code = `kind${count}`;
  const url = new URL("/base/", receiver.url).href;
  const { id, secret } = await bench.destination(code, url, {
    ...{ events: ["tier.changed"], sends: { url, ...sends } },
    fields: { tier: "tier.code", mail: "customer.email" },
    ...more,
  });
  const process = await bench.open();
  const leaf = await bench.buyer(code, "600.00");
  await bench.fanOut();
  return { code, id, secret, leaf, process, mail: `${code}@example.com` };
}

const bodiesOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ method, path, body }) => ({ method, path, body: JSON.parse(body) }));

test("Segment is told who it is and what happened, by its HTTP API, under ids that stay the same", async () => {
  const { id, secret, process, mail } = await tell({ kind: "segment", customer: "customer.email" });
  await bench.drained(id);
  const [identify, track] = bodiesOf(receiver.taken);
  expect(identify).toMatchObject({
    ...{ method: "POST", path: "/base/v1/identify" },
    body: { userId: mail, traits: { tier: "SILVER", mail } },
  });
  expect(track).toMatchObject({
    ...{ method: "POST", path: "/base/v1/track" },
    body: { userId: mail, event: "tier.changed", properties: { kind: "UPGRADED", to: "SILVER" } },
  });
  expect(identify?.body.messageId).toBe(`${track?.body.messageId}-identify`);
  const [request] = receiver.taken;
  const basic = Buffer.from(`${secret}:`).toString("base64");
  expect(request?.headers.authorization).toBe(`Basic ${basic}`);
  await process.close();
});

test("Braze is told attributes and the event in one request, and what it did not take under 201 is a dead letter", async () => {
  const { id, leaf, process, mail } = await tell({ kind: "braze", customer: "customer.email" });
  await bench.drained(id);
  expect(bodiesOf(receiver.taken)).toMatchObject([
    {
      ...{ method: "POST", path: "/base/users/track" },
      body: {
        attributes: [{ external_id: mail, tier: "SILVER", mail }],
        events: [{ external_id: mail, name: "tier.changed", properties: { to: "SILVER" } }],
      },
    },
  ]);
  receiver.script(() => ({
    status: 201,
    body: JSON.stringify({ message: "success", errors: [{ type: "'time' is not a string" }] }),
  }));
  const [name] = mail.split("@");
  await bench.buy(name ?? "", "2000.00");
  await bench.fanOut();
  const dead = async () => (await bench.deliveriesOf(id)).find(({ outcome }) => outcome === "DEAD");
  await until("it is dead", async () => (await dead()) !== undefined);
  expect(await dead()).toMatchObject({
    ...{ rootId: leaf, status: 201, answer: expect.stringContaining("is not a string") },
  });
  await process.close();
});

test("HubSpot's contact is found by a property, made where there is none, and written", async () => {
  const { id, process, mail } = await tell({ kind: "hubspot" });
  await bench.drained(id);
  expect(bodiesOf(receiver.taken)).toEqual([
    {
      ...{ method: "POST", path: "/base/crm/v3/objects/contacts/batch/upsert" },
      body: { inputs: [{ idProperty: "email", id: mail, properties: { tier: "SILVER", mail } }] },
    },
  ]);
  await process.close();
});

test("Salesforce's contact is found by an external id, made where there is none, and written", async () => {
  const { id, secret, process, mail } = await tell({
    ...{ kind: "salesforce", customer: "customer.email", externalId: "Loyalty_Mail__c" },
  });
  await bench.drained(id);
  expect(bodiesOf(receiver.taken)).toEqual([
    {
      method: "PATCH",
      path: `/base/services/data/v62.0/sobjects/Contact/Loyalty_Mail__c/${encodeURIComponent(mail)}`,
      body: { tier: "SILVER", mail },
    },
  ]);
  expect(receiver.taken[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  await process.close();
});

test("of a customer whom a system cannot know nothing is told, and that is on record", async () => {
  const { id, process } = await tell({ kind: "hubspot", customer: "customer.phone" });
  await bench.drained(id);
  expect(receiver.requests).toEqual([]);
  expect(await bench.deliveriesOf(id)).toMatchObject([
    { outcome: "DELIVERED", status: null, answer: expect.stringContaining("nothing") },
  ]);
  await process.close();
});
