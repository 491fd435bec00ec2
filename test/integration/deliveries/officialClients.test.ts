import { Analytics } from "@segment/analytics-node";
import { Connection } from "jsforce";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ReceivedRequest,
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";

/** What we send is what the systems' own libraries send of the same. */

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(async () => {
  receiver = await startScriptedReceiver();
});
afterEach(() => receiver.close());
afterAll(() => bench.close());

/** What a destination of this kind is told of somebody who comes to a tier. */
async function told(code: string, sends: object, more: object = {}, secret = "theirs") {
  const url = new URL("/", receiver.url).href;
  const { id } = await bench.destination(
    code,
    url,
    {
      ...{ events: ["tier.changed"], sends: { kind: code, url, ...sends }, ...more },
      fields: { Tier__c: "tier.code", Email: "customer.email" },
    },
    secret,
  );
  await bench.buyer(code, "600.00");
  await bench.fanOut();
  const process = await bench.open();
  await bench.drained(id);
  await process.close();
  return [...receiver.taken];
}

interface Call {
  readonly type: "identify" | "track";
  readonly timestamp: string;
}

/** That both sent one request, alike in what the receiver reads beside the body. */
function expectAlike(theirs: ReceivedRequest | undefined, ours: ReceivedRequest | undefined) {
  expect(receiver.requests).toHaveLength(2);
  const alike = ({ method, path, headers }: ReceivedRequest) => ({
    // One writes @ as it is, the other as %40: a path means the same.
    ...{ method, path: decodeURIComponent(path) },
    ...{ authorization: headers.authorization, type: headers["content-type"] },
  });
  expect(theirs && alike(theirs)).toEqual(ours && alike(ours));
}

const bodyOf = (request: ReceivedRequest | undefined) => JSON.parse(request?.body ?? "{}");

test("a contact is upserted as jsforce upserts it", async () => {
  const [ours] = await told("salesforce", {
    ...{ customer: "customer.email", externalId: "Loyalty_Mail__c", version: "62.0" },
  });
  receiver.script(() => ({
    ...{ status: 201, headers: { "content-type": "application/json" } },
    body: JSON.stringify({ id: "003000000000001AAA", success: true, errors: [], created: true }),
  }));
  const client = new Connection({
    instanceUrl: new URL("/", receiver.url).href.replace(/\/$/, ""),
    ...{ accessToken: "theirs", version: "62.0" },
  });
  const record = { ...bodyOf(ours), Loyalty_Mail__c: "salesforce@example.com" };
  await client.sobject("Contact").upsert(record, "Loyalty_Mail__c");
  const theirs = receiver.requests.at(-1);
  expectAlike(theirs, ours);
  expect(bodyOf(theirs)).toEqual(bodyOf(ours));
});

test("who somebody is and what happened is told as Segment's own library tells it", async () => {
  const own = await told("segment", { customer: "customer.email" }, { limits: { batchSize: 10 } });
  expect(own).toHaveLength(1);
  const [ours] = own;
  const calls: readonly Call[] = bodyOf(ours).batch;
  expect(calls.map(({ type }) => type)).toEqual(["identify", "track"]);
  receiver.script(() => ({ status: 200, body: '{"success":true}' }));
  const client = new Analytics({ writeKey: "theirs", host: receiver.url, maxRetries: 0 });
  for (const { type, ...call } of calls) {
    client[type](call as never);
  }
  await client.closeAndFlush();
  const theirs = receiver.requests.at(-1);
  expectAlike(theirs, ours);
  for (const [at, call] of bodyOf(theirs).batch.entries()) {
    const { timestamp, ...said } = calls[at] as Call;
    expect(call).toMatchObject(said);
    // It writes milliseconds, we say what was recorded.
    expect(Date.parse(call.timestamp)).toBe(Date.parse(timestamp));
  }
});
