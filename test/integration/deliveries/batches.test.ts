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

const CUSTOMERS = 8;
const mailOf = (name: string) => `${name}@example.com`;
const namesOf = (kind: string) =>
  Array.from({ length: CUSTOMERS }, (_, index) => `${kind}-${index}`);

/** Customers who buy twice each, told by a destination that takes several at once. */
async function tell(
  code: string,
  { kind, batchSize }: { readonly kind: string; readonly batchSize: number },
) {
  const url = new URL("/", receiver.url).href;
  const { id } = await bench.destination(code, url, {
    ...{ events: ["points.changed"], limits: { batchSize, concurrency: 2 } },
    sends: { kind, url, customer: "customer.email" },
    fields: { balance: "points.active", mail: "customer.email" },
  });
  for (const name of namesOf(code)) {
    await bench.buyer(name, "10.00", "20.00");
  }
  await bench.fanOut();
  const process = await bench.open();
  return { id, process };
}

interface Entry {
  readonly id: string;
}

const inputsOf = (body: string): readonly string[] =>
  (JSON.parse(body) as { readonly inputs: readonly Entry[] }).inputs.map(({ id }) => id);

const outcomesOf = async (id: number) => {
  const ended = await bench.deliveriesOf(id);
  const count = (outcome: string) => ended.filter((one) => one.outcome === outcome).length;
  return { delivered: count("DELIVERED"), dead: count("DEAD") };
};

test("next messages of several customers go in one request, never two of one, each customer's in order", async () => {
  const { id, process } = await tell("braze", { kind: "braze", batchSize: 50 });
  await bench.drained(id);
  interface Track {
    readonly external_id: string;
    readonly time: string;
  }
  const requests = receiver.taken.map(
    ({ body }) => (JSON.parse(body) as { readonly events: readonly Track[] }).events,
  );
  expect(requests.flat()).toHaveLength(2 * CUSTOMERS);
  expect(requests.length).toBeLessThan(CUSTOMERS);
  for (const events of requests) {
    expect(new Set(events.map(({ external_id }) => external_id)).size).toBe(events.length);
  }
  for (const name of namesOf("braze")) {
    const times = requests.flat().filter((one) => one.external_id === mailOf(name));
    expect(times.map(({ time }) => time)).toEqual(times.map(({ time }) => time).toSorted());
  }
  await process.close();
});

test("a batch is no larger than it is said, nor are there more requests at once", async () => {
  const { id, process } = await tell("small", { kind: "hubspot", batchSize: 3 });
  await bench.drained(id);
  const sizes = receiver.taken.map(({ body }) => inputsOf(body).length);
  expect(Math.max(...sizes)).toBe(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2 * CUSTOMERS);
  expect(receiver.atOnceMax()).toBeLessThanOrEqual(2);
  await process.close();
});

test("what is refused of a batch is on record of its own customer, and nobody else is told twice", async () => {
  const [poison = ""] = namesOf("multi").map(mailOf);
  receiver.script(({ body }) => {
    const refused = inputsOf(body).filter((mail) => mail === poison);
    const errors = refused.map((mail) => ({
      ...{ status: "error", category: "VALIDATION_ERROR", message: "is no address" },
      context: { ids: [mail] },
    }));
    return errors.length > 0
      ? { status: 207, body: JSON.stringify({ status: "COMPLETE", results: [], errors }) }
      : { status: 200, body: JSON.stringify({ status: "COMPLETE", results: [] }) };
  });
  const { id, process } = await tell("multi", { kind: "hubspot", batchSize: 100 });
  await bench.drained(id);
  // The second of whoever was refused waits behind the first.
  expect(await outcomesOf(id)).toEqual({ delivered: 2 * (CUSTOMERS - 1), dead: 1 });
  const told = receiver.taken.flatMap(({ body }) => inputsOf(body));
  expect(told).toHaveLength(2 * (CUSTOMERS - 1) + 1);
  await process.close();
});

test("an index of Braze's errors is the message that it means", async () => {
  const [, poison = ""] = namesOf("index").map(mailOf);
  receiver.script(({ body }) => {
    const { events } = JSON.parse(body) as {
      readonly events: readonly { readonly external_id: string }[];
    };
    const index = events.findIndex(({ external_id }) => external_id === poison);
    const errors = index < 0 ? [] : [{ type: "no such user", input_array: "events", index }];
    return { status: 201, body: JSON.stringify({ message: "success", errors }) };
  });
  const { id, process } = await tell("index", { kind: "braze", batchSize: 75 });
  await bench.drained(id);
  expect(await outcomesOf(id)).toEqual({ delivered: 2 * (CUSTOMERS - 1), dead: 1 });
  const dead = (await bench.deliveriesOf(id)).find(({ outcome }) => outcome === "DEAD");
  expect(dead?.answer).toContain("no such user");
  await process.close();
});

test.each<[string, (mail: string) => Reply]>([
  ["as a whole", (mail) => ({ status: 400, body: JSON.stringify({ message: `not ${mail}` }) })],
  [
    "without a word whose it is",
    () => ({ status: 207, body: JSON.stringify({ errors: [{ message: "something" }] }) }),
  ],
])(
  "a batch that is refused %s is sent in halves, until only who cannot be taken is refused",
  async (what, refusal) => {
    const code = `halves-${what.length}`;
    const poison = mailOf(namesOf(code)[5] ?? "");
    receiver.script(({ body }) =>
      inputsOf(body).includes(poison) ? refusal(poison) : { status: 200, body: "{}" },
    );
    const { id, process } = await tell(code, { kind: "hubspot", batchSize: 100 });
    await bench.drained(id);
    expect(await outcomesOf(id)).toEqual({ delivered: 2 * (CUSTOMERS - 1), dead: 1 });
    const dead = (await bench.deliveriesOf(id)).find(({ outcome }) => outcome === "DEAD");
    const alone = receiver.requests.filter(({ body }) => inputsOf(body).join() === poison);
    expect(alone).toHaveLength(1);
    expect(dead?.tries).toBe(1);
    await process.close();
  },
);

test.each<[string, Reply]>([
  ["is busy", { status: 503 }],
  ["asks for a rest", { status: 429, headers: { "retry-after": "0" } }],
  ["hangs", "HANG"],
  ["breaks off", "RESET"],
])("a receiver that %s is sent all of the batch again, and in order", async (what, reply) => {
  const code = `again-${what.replaceAll(" ", "-")}`;
  receiver.script((_, count) => (count <= 2 ? reply : { status: 200, body: "{}" }));
  const url = new URL("/", receiver.url).href;
  const { id } = await bench.destination(code, url, {
    ...{ events: ["points.changed"], fields: { balance: "points.active" } },
    limits: { batchSize: 20, timeoutSeconds: 1 },
    sends: { kind: "segment", url, customer: "customer.email" },
  });
  for (const name of namesOf(code)) {
    await bench.buyer(name, "10.00", "20.00");
  }
  await bench.fanOut();
  const process = await bench.open();
  await until("it was asked", () => receiver.requests.length >= 2);
  await bench.drained(id);
  expect(await outcomesOf(id)).toEqual({ delivered: 2 * CUSTOMERS, dead: 0 });
  interface Call {
    readonly type: string;
    readonly userId: string;
    readonly messageId: string;
  }
  const calls = receiver.taken.flatMap(({ path, body }): readonly Call[] =>
    path === "/v1/batch" ? (JSON.parse(body) as { batch: readonly Call[] }).batch : [],
  );
  const tracks = calls.filter(({ type }) => type === "track");
  expect(tracks).toHaveLength(2 * CUSTOMERS);
  for (const name of namesOf(code)) {
    const own = tracks.filter(({ userId }) => userId === mailOf(name));
    const numbers = own.map(({ messageId }) => Number(messageId.split("-").at(-1)));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  }
  await process.close();
});

test("a size that a kind does not take is refused when it is saved, naming the field", () => {
  const entry = (sends: object, batchSize: number) => ({
    ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
    ...{ events: ["tier.changed"], sends, limits: { batchSize } },
  });
  const faultsOf = (sends: object, batchSize: number) =>
    destination.safeParse(entry(sends, batchSize)).error?.issues.map(({ path, message }) => ({
      ...{ path: path.join("."), message },
    }));
  expect(faultsOf({ kind: "braze", url: "https://rest.example.com" }, 76)).toEqual([
    { path: "limits.batchSize", message: "a braze takes at most 75 in one request" },
  ]);
  expect(faultsOf({ kind: "webhook", url: "https://crm.example.com" }, 2)).toHaveLength(1);
  expect(faultsOf({ kind: "hubspot" }, 100)).toBeUndefined();
});
