import { Client } from "@hubspot/api-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { destination } from "../../../src/domain/delivery/settings.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type Reply,
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;

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

const TEMPLATES = { "tier.changed": "1001" };

async function tell(code: string, sends: object = {}) {
  const url = new URL("/", receiver.url).href;
  const { id } = await bench.destination(code, url, {
    ...{ events: ["tier.changed"], limits: { timeoutSeconds: 1 } },
    sends: { kind: "hubspot_timeline", url, templates: TEMPLATES, ...sends },
    fields: { tier: "tier.code" },
  });
  const leaf = await bench.buyer(code, "600.00");
  await bench.fanOut();
  const process = await bench.open();
  return { id, leaf, process, mail: `${code}@example.com` };
}

test("an event of the timeline is what HubSpot's own client would send of it", async () => {
  const { id, process, mail } = await tell("own");
  await bench.drained(id);
  const [ours] = receiver.taken;
  const body = JSON.parse(ours?.body ?? "{}");
  expect(body).toMatchObject({
    ...{ eventTemplateId: "1001", email: mail, tokens: { tier: "SILVER" } },
    ...{ id: expect.stringMatching(/^own-\d+$/), extraData: { to: "SILVER" } },
  });
  receiver.script(() => ({
    status: 201,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, id: "1" }),
  }));
  const basePath = new URL("/", receiver.url).href.replace(/\/$/, "");
  const client = new Client({ accessToken: "theirs", basePath });
  await client.crm.timeline.eventsApi.create({ ...body, timestamp: new Date(body.timestamp) });
  const theirs = receiver.requests.at(-1);
  expect(theirs?.path).toBe(ours?.path);
  expect(theirs?.method).toBe(ours?.method);
  // It writes milliseconds, we say what was recorded.
  const { timestamp, ...said } = JSON.parse(theirs?.body ?? "{}");
  const { timestamp: at, ...told } = body;
  expect(said).toEqual(told);
  expect(Date.parse(timestamp)).toBe(Date.parse(at));
  await process.close();
});

test("contacts are written as HubSpot's own client writes them", async () => {
  const url = new URL("/", receiver.url).href;
  const { id } = await bench.destination("contacts", url, {
    ...{ events: ["tier.changed"], sends: { kind: "hubspot", url } },
    fields: { tier: "tier.code" },
  });
  await bench.buyer("contacts", "600.00");
  await bench.fanOut();
  const process = await bench.open();
  await bench.drained(id);
  const [ours] = receiver.taken;
  receiver.script(() => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ status: "COMPLETE", results: [], startedAt: 0, completedAt: 0 }),
  }));
  const client = new Client({ accessToken: "theirs", basePath: url.replace(/\/$/, "") });
  await client.crm.contacts.batchApi.upsert(JSON.parse(ours?.body ?? "{}"));
  const theirs = receiver.requests.at(-1);
  expect(theirs?.path).toBe(ours?.path);
  expect(JSON.parse(theirs?.body ?? "{}")).toEqual(JSON.parse(ours?.body ?? "{}"));
  await process.close();
});

test.each<[string, Reply]>([
  ["is busy", { status: 502 }],
  ["asks for a rest", { status: 429, headers: { "retry-after": "0" } }],
  ["hangs", "HANG"],
  ["breaks off", "RESET"],
])(
  "an app that %s is told the same event again, and one that has it by now is told enough",
  async (what, reply) => {
    receiver.script((_, count) => (count === 1 ? reply : { status: 409, body: "exists" }));
    const { id, process } = await tell(`again-${what.replaceAll(" ", "-")}`);
    await bench.drained(id);
    const ids = receiver.requests.map(({ body }) => JSON.parse(body).id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await bench.deliveriesOf(id)).toMatchObject([
      { outcome: "DELIVERED", tries: 2, status: 409 },
    ]);
    await process.close();
  },
);

test("what it refuses for good is a dead letter, and an id of theirs is sent as one", async () => {
  receiver.script(() => ({ status: 400, body: "no such token" }));
  const { id, leaf, process, mail } = await tell("refused", {
    ...{ customer: "customer.email", property: "objectId" },
  });
  await until("it has ended", async () => (await bench.deliveriesOf(id)).length === 1);
  expect(await bench.deliveriesOf(id)).toMatchObject([
    { rootId: leaf, outcome: "DEAD", status: 400, answer: "no such token" },
  ]);
  expect(JSON.parse(receiver.requests[0]?.body ?? "{}")).toMatchObject({ objectId: mail });
  await process.close();
});

test("an event without a template, and one of a template that is no number, are refused when saved", () => {
  const faultsOf = (templates: object, fields: object = {}) =>
    destination
      .safeParse({
        ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
        ...{ events: ["tier.changed", "points.changed"], fields },
        sends: { kind: "hubspot_timeline", templates },
      })
      .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  expect(faultsOf(TEMPLATES)).toEqual(["sends.templates: must name a template for points.changed"]);
  expect(faultsOf({ ...TEMPLATES, "points.changed": "x" })).toEqual([
    "sends.templates.points.changed: must be its id, digits",
  ]);
  const both = { ...TEMPLATES, "points.changed": "1002" };
  expect(faultsOf(both, { tier: "tier.colour" })?.[0]).toContain("fields.tier: is no field");
  expect(faultsOf(both)).toBeUndefined();
});
