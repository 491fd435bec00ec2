import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listFindings, readWrongFields } from "../../../db/queries/deliveries/readBackFindings.ts";
import { REPAIRS_MAX } from "../../../src/deliveries/readBack/compareCustomer.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { readBackOf, settled } from "../../support/deliveries/readBackBench.ts";
import {
  type StoredAs,
  type StoringReceiver,
  startStoringReceiver,
} from "../../support/deliveries/storingReceiver.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
const receivers: StoringReceiver[] = [];
let count = 0;
let code: string;

beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(() => {
  count += 1;
  code = `read${count}`;
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((one) => one.close()));
});
afterAll(async () => {
  await bench?.close();
});

const FIELDS = {
  ...{ tier: "tier.code", since: "tier.since", until: "tier.until" },
  ...{ balance: "points.active", mail: "customer.email", name: "customer.name" },
};

/** A destination that is read back, told of these customers' first purchases. */
async function told(stored: StoredAs, names: readonly string[], readBack: object = {}) {
  const receiver = await startStoringReceiver(stored);
  receivers.push(receiver);
  const url = new URL("/base/", receiver.url).href;
  const sends: Readonly<Record<StoredAs["kind"], object>> = {
    webhook: { readUrl: `${url}customers/{customer.email}` },
    hubspot: {},
    salesforce: { externalId: "Mail__c", customer: "customer.email" },
    braze: { customer: "customer.email" },
  };
  const { id } = await bench.destination(code, url, {
    ...{ sends: { kind: stored.kind, url, ...sends[stored.kind] }, fields: FIELDS },
    readBack: { sample: 100, settleSeconds: 60, ...readBack },
  });
  const process = await bench.open();
  const leaves: bigint[] = [];
  for (const name of names) {
    leaves.push(await bench.buyer(`${name}-${code}`, "600.00"));
  }
  await bench.fanOut();
  await bench.drained(id);
  await settled(bench, id);
  const mail = (name: string) => `${name}-${code}@example.com`;
  const record = (name: string) => receiver.records.get(mail(name)) ?? {};
  const run = () => readBackOf(bench, code);
  const found = () =>
    listFindings(bench.database.sql, { destinationId: id, field: null, limit: 99 });
  const sums = async () =>
    Object.fromEntries(
      (await readWrongFields(bench.database.sql, id, 7)).map(({ field, checked, wrong }) => [
        field,
        [checked, wrong],
      ]),
    );
  return { id, receiver, process, leaves, mail, record, run, found, sums };
}

/** As each kind writes what it is told, without meaning anything else. */
const WRITES: readonly (StoredAs & { readonly write: (value: unknown) => unknown })[] = [
  { kind: "webhook", write: (value) => (typeof value === "number" ? String(value) : value) },
  {
    kind: "hubspot",
    write: (value) => {
      const text = value === null ? "" : String(value);
      const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
      return Number.isNaN(ms) ? text : String(ms);
    },
  },
  {
    kind: "salesforce",
    write: (value) =>
      typeof value === "string"
        ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d).*Z$/, "$1.000+0000")
        : value,
  },
  { kind: "braze", write: (value) => (value === null ? undefined : value) },
];

test.each(WRITES)(
  "what $kind stores otherwise and means the same is no difference",
  async (kind) => {
    const { run, process, found, sums } = await told(kind, ["a", "b"]);
    expect(await run()).toMatchObject({ customers: 2, wrong: 0, problem: null });
    expect(await found()).toEqual([]);
    expect(await sums()).toMatchObject({ tier: [2, 0], balance: [2, 0], since: [2, 0] });
    await process.close();
  },
);

test.each(WRITES)(
  "a wrong, a missing, a stale, a truncated and another customer's value are each found at $kind",
  async (kind) => {
    const names = ["wrong", "missing", "stale", "short", "other", "gone", "right"];
    const { run, process, record, receiver, found, mail, leaves, sums } = await told(kind, names);
    const [wrong, missing, stale, short, other, gone] = leaves;
    Object.assign(record("wrong"), { balance: kind.write(601) });
    Object.assign(record("missing"), { tier: kind.kind === "braze" ? undefined : null });
    Object.assign(record("stale"), { tier: "BLUE" });
    Object.assign(record("short"), { mail: kind.write(mail("short").slice(0, -1)) });
    Object.assign(record("other"), record("right"));
    receiver.records.delete(mail("gone"));
    await run();
    const seen = (await found()).map(({ rootId, field, sent, stored }) => ({
      ...{ rootId, field, sent, stored },
    }));
    const of = (root: bigint | undefined) => seen.filter(({ rootId }) => rootId === root);
    expect(of(wrong)).toMatchObject([{ field: "balance", sent: "600", stored: "601" }]);
    expect(of(missing)).toMatchObject([{ field: "tier", sent: "SILVER", stored: null }]);
    expect(of(stale)).toMatchObject([{ field: "tier", sent: "SILVER", stored: "BLUE" }]);
    expect(of(short)).toMatchObject([
      { field: "mail", sent: "s***@example.com", stored: "s***@example.co" },
    ]);
    expect(of(other).map(({ field }) => field)).toContain("mail");
    expect(of(gone).map(({ field }) => field)).toEqual(
      expect.arrayContaining(["tier", "balance", "mail"]),
    );
    expect(of(leaves.at(-1))).toEqual([]);
    expect(await sums()).toMatchObject({ tier: [7, 3], balance: [7, 2], mail: [7, 3] });
    // Nobody's address is kept.
    const kept = await bench.database.sql`
      select s.fields::text || s.known_by as text from delivery_sent s
       union all select coalesce(sent, '') || coalesce(stored, '') from read_back_finding`;
    expect(kept.filter(({ text }) => text.includes(`-${code}@`))).toEqual([]);
    await process.close();
  },
);

test("what was sent a moment ago is not compared, nor what is under way, nor a lane that stands still", async () => {
  const { id, run, process, record, receiver } = await told({ kind: "hubspot" }, ["a"]);
  record("a")["tier"] = "BLUE";
  const { sql } = bench.database;
  await sql`update delivery_sent set sent_at = clock_timestamp() where destination_id = ${id}`;
  expect(await run()).toMatchObject({ customers: 0 });
  await settled(bench, id);
  for (const moved of ["pending = 1", "again_seq = 1, again_to = 1", "is_dead = true"]) {
    await sql.unsafe(
      `update delivery_lane set due_at = 'infinity', ${moved} where destination_id = ${id}`,
    );
    expect(await run()).toMatchObject({ customers: 0 });
    await sql`update delivery_lane set pending = 0, again_seq = null, again_to = null, is_dead = false
               where destination_id = ${id}`;
  }
  expect(receiver.reads()).toBe(0);
  expect(await run()).toMatchObject({ customers: 1, wrong: 1 });
  await process.close();
});

test("a value that is changed while it is read is not called wrong", async () => {
  const { id, run, process, receiver, found, record } = await told({ kind: "hubspot" }, ["a"]);
  // It answers what it had before the message that comes meanwhile.
  record("a")["tier"] = "BLUE";
  const go = receiver.holdReads();
  const running = run();
  await until("it is asked", () => receiver.reads() === 1);
  await bench.buy(`a-${code}`, "2000.00");
  await bench.fanOut();
  await bench.drained(id);
  go();
  expect(await running).toMatchObject({ customers: 0 });
  expect(await found()).toEqual([]);
  await process.close();
});

test("a value that waits to be sent while it is read is not called wrong", async () => {
  const { id, run, process, receiver, found, record } = await told({ kind: "hubspot" }, ["a"]);
  record("a")["tier"] = "BLUE";
  await process.close();
  const go = receiver.holdReads();
  const running = run();
  await until("it is asked", () => receiver.reads() === 1);
  await bench.buy(`a-${code}`, "2000.00");
  await bench.fanOut();
  go();
  expect(await running).toMatchObject({ customers: 0 });
  expect(await found()).toEqual([]);
  const again = await bench.open();
  await bench.drained(id);
  await settled(bench, id);
  expect(await run()).toMatchObject({ customers: 1, wrong: 0 });
  await again.close();
});

test("a wrong value is told anew through its lane where that is said, and found right after", async () => {
  const repair = { repair: true };
  const { id, run, process, found, record, sums } = await told({ kind: "hubspot" }, ["a"], repair);
  record("a")["tier"] = "BLUE";
  expect(await run()).toMatchObject({ wrong: 1, repaired: 1 });
  await bench.drained(id);
  expect(record("a")["tier"]).toBe("SILVER");
  expect(await found()).toMatchObject([{ field: "tier", repairs: 1, repairedAt: null }]);
  // Not before it may have been stored.
  expect(await run()).toMatchObject({ customers: 0 });
  await settled(bench, id);
  expect(await run()).toMatchObject({ customers: 1, wrong: 0 });
  expect(await found()).toMatchObject([{ repairedAt: expect.any(String), stored: "BLUE" }]);
  expect((await bench.deliveriesOf(id)).filter(({ repeats }) => repeats > 0)).toHaveLength(1);
  expect((await sums())["tier"]).toEqual([2, 1]);
  await process.close();
});

test("a destination that goes on storing something else is told anew a few times, then only reported", async () => {
  const stubborn = (value: unknown) => (value === "SILVER" ? "BLUE" : value);
  const { id, run, process, found } = await told({ kind: "hubspot", write: stubborn }, ["a"], {
    repair: true,
  });
  for (let time = 0; time < REPAIRS_MAX + 2; time += 1) {
    await run();
    await bench.drained(id);
    await settled(bench, id);
  }
  expect(await found()).toMatchObject([{ repairs: REPAIRS_MAX, repairedAt: null }]);
  const [delivery] = (await bench.deliveriesOf(id)).slice(-1);
  expect(delivery?.repeats).toBe(REPAIRS_MAX);
  await process.close();
});

test("a wrong value is only reported where nothing else is said", async () => {
  const { id, run, process, found, record } = await told({ kind: "hubspot" }, ["a"]);
  record("a")["tier"] = "BLUE";
  expect(await run()).toMatchObject({ wrong: 1, repaired: 0 });
  expect(await run()).toMatchObject({ wrong: 1 });
  expect(await found()).toMatchObject([{ repairs: 0 }]);
  expect((await bench.deliveriesOf(id)).every(({ repeats }) => repeats === 0)).toBe(true);
  await process.close();
});

test("the walk comes round to every customer, a few in each run", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const { id, run, process, record, found } = await told({ kind: "hubspot" }, names, { sample: 2 });
  for (let time = 0; time < 6; time += 1) {
    await run();
  }
  // Right when they were looked at first, and spoiled since: the walk alone finds them.
  for (const name of names) {
    record(name)["tier"] = "BLUE";
  }
  for (let time = 0; time < 12; time += 1) {
    expect((await run())?.customers).toBeLessThanOrEqual(2);
  }
  expect(new Set((await found()).map(({ rootId }) => rootId)).size).toBe(names.length);
  expect(id).toBeGreaterThan(0);
  await process.close();
});

test("of a customer who is known by something else since, nothing is asked, and nothing stays wrong", async () => {
  const { id, run, process, receiver, record, found, mail } = await told({ kind: "hubspot" }, [
    "a",
  ]);
  record("a")["tier"] = "BLUE";
  expect(await run()).toMatchObject({ wrong: 1 });
  const { sql } = bench.database;
  await sql`update identifiers set value = ${`new-${mail("a")}`} where value = ${mail("a")}`;
  expect(await run()).toMatchObject({ customers: 0 });
  expect(receiver.reads()).toBe(1);
  expect(await found()).toEqual([]);
  expect(await sql`select from delivery_sent where destination_id = ${id}`).toHaveLength(0);
  await process.close();
});

test("customers who cannot be read keep nobody else from being compared", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const { run, process, receiver, record, found, mail } = await told({ kind: "hubspot" }, names, {
    sample: 4,
  });
  for (const name of names) {
    record(name)["tier"] = "BLUE";
  }
  const odd = new Set(names.slice(0, 4).map(mail));
  receiver.breakReads((asked) => odd.has(asked));
  for (let time = 0; time < 16; time += 1) {
    await run();
  }
  expect((await found()).length).toBe(4);
  await process.close();
});

test("reading counts as messages of the destination's quota, and ends when that is used up", async () => {
  const limits = { perDay: 5 };
  const receiver = await startStoringReceiver({ kind: "hubspot" });
  receivers.push(receiver);
  const { id } = await bench.destination(code, receiver.url, {
    ...{ sends: { kind: "hubspot", url: receiver.url }, fields: FIELDS, limits },
    ...{ events: ["tier.changed"], readBack: { sample: 100, settleSeconds: 60 } },
  });
  const process = await bench.open();
  for (const name of ["a", "b", "c"]) {
    await bench.buyer(`${name}-${code}`, "600.00");
  }
  await bench.fanOut();
  await bench.drained(id);
  await settled(bench, id);
  expect(await readBackOf(bench, code)).toMatchObject({ customers: 2 });
  expect(receiver.reads()).toBe(2);
  await process.close();
});

test.each([
  ["an answer that is no JSON", { status: 200, body: "<html>" }],
  ["a refusal", { status: 401, body: "{}" }],
  ["a failure", { status: 500 }],
  ["a way elsewhere", { status: 302, headers: { location: "http://127.0.0.1:9/" } }],
  ["an answer without end", { status: 200, body: `{"results": [${" ".repeat(2_000_000)}]}` }],
  ["a broken connection", "RESET"],
] as const)("%s says nothing of what is stored, and is told of", async (_what, reply) => {
  const { run, process, receiver, found } = await told({ kind: "hubspot" }, ["a", "b", "c", "d"]);
  receiver.answerReads(reply);
  expect(await run()).toMatchObject({ customers: 0, problem: expect.any(String) });
  expect(receiver.reads()).toBe(3);
  expect(await found()).toEqual([]);
  await process.close();
});

test("a destination that asks not to be asked is left alone, and sent nothing either", async () => {
  const { id, run, process, receiver } = await told({ kind: "hubspot" }, ["a", "b"]);
  receiver.answerReads({ status: 429, headers: { "retry-after": "60" } });
  expect(await run()).toMatchObject({ customers: 0, problem: expect.stringContaining("429") });
  expect(receiver.reads()).toBe(1);
  expect(await run()).toBeNull();
  const [state] = await bench.database.sql`
    select rests_until > clock_timestamp() + interval '50 seconds' as rests from destination_state
     where destination_id = ${id}`;
  expect(state?.["rests"]).toBe(true);
  await process.close();
});
