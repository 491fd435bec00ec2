import { afterAll, beforeAll, expect, test } from "vitest";
import { claimLanes, renewLanes } from "../../../db/queries/deliveries/lanes.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
const LEASE_MS = 300;

beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startScriptedReceiver();
});
afterAll(async () => {
  await bench?.close();
  await receiver?.close();
});

const takenOf = (code: string) =>
  receiver.taken.filter(({ message }) => message.data.id.startsWith(`${code}-`));

async function laneOf(id: number) {
  const [row] = await bench.database.sql<
    { lastAnswer: string | null; lastStatus: number | null; tries: number; token: bigint }[]
  >`select last_answer as "lastAnswer", last_status as "lastStatus", tries, token
      from delivery_lane where destination_id = ${id}`;
  return row;
}

test("what a process claimed and never settled is sent by another once its lease is over, and the first one settles nothing late", async () => {
  const { id } = await bench.destination("frozen", receiver.url);
  const leaf = await bench.buyer("frozen", "10.00");
  await bench.fanOut();
  const { sql } = bench.database;
  const claim = { destinationId: id, limit: 10, leaseMs: LEASE_MS };
  const [frozen] = await claimLanes(sql, claim);
  expect(frozen?.rootId).toBe(leaf);
  expect(await claimLanes(sql, claim)).toEqual([]);
  const other = await bench.open({ leaseMs: LEASE_MS });
  await bench.drained(id);
  expect(takenOf("frozen")).toHaveLength(1);
  const token = frozen?.token ?? 0n;
  const late = { destinationId: id, rootId: leaf, token };
  expect(await renewLanes(sql, [late], LEASE_MS)).toEqual([]);
  await other.close();
});

test("a claim whose receiver takes its time is kept by renewing it: nobody else sends meanwhile", async () => {
  const { id } = await bench.destination("slow", receiver.url);
  const { promise, resolve } = Promise.withResolvers<void>();
  receiver.script(async ({ message }) => {
    if (message.data.id.startsWith("slow-")) {
      await promise;
    }
    return { status: 200 };
  });
  const both = [await bench.open({ leaseMs: LEASE_MS }), await bench.open({ leaseMs: LEASE_MS })];
  await bench.buyer("slow", "10.00");
  await bench.fanOut();
  const asked = () =>
    receiver.requests.filter(({ message }) => message.data.id.startsWith("slow-")).length;
  await until("it is asked", () => asked() === 1);
  const beganMs = performance.now();
  await until("three leases are over", () => performance.now() - beganMs > 3 * LEASE_MS);
  resolve();
  await bench.drained(id);
  expect(asked()).toBe(1);
  await Promise.all(both.map((one) => one.close()));
  receiver.script(() => ({ status: 200 }));
});

test.each([
  ["hangs", "HANG", "did not answer within 1 s"],
  ["breaks off", "RESET", "could not be reached"],
  ["redirects", { status: 302, headers: { location: "http://127.0.0.1:1/" } }, ""],
  ["says 503", { status: 503, body: "busy" }, "busy"],
] as const)(
  "a receiver that %s is asked again, and what it said is kept",
  async (what, reply, said) => {
    const code = `again-${what.replaceAll(" ", "-")}`;
    const limits = { timeoutSeconds: 1 };
    const { id } = await bench.destination(code, receiver.url, { limits });
    let isWell = false;
    receiver.script(({ message }) =>
      isWell || !message.data.id.startsWith(`${code}-`) ? { status: 200 } : reply,
    );
    const process = await bench.open();
    await bench.buyer(code, "10.00");
    await bench.fanOut();
    await until("it was tried", async () => ((await laneOf(id))?.tries ?? 0) > 0);
    const lane = await laneOf(id);
    expect(lane?.lastAnswer ?? "").toContain(said);
    expect(lane?.lastStatus).toBe(typeof reply === "string" ? null : reply.status);
    isWell = true;
    await bench.drained(id);
    expect(takenOf(code)).toHaveLength(1);
    await process.close();
  },
);

test("an answer of 10 MB counts by its status, and only its beginning is read and kept", async () => {
  const { id } = await bench.destination("large", receiver.url);
  receiver.script(() => ({ status: 400, body: Buffer.alloc(10_000_000, "\u0000x") }));
  const process = await bench.open();
  const leaf = await bench.buyer("large", "10.00");
  await bench.fanOut();
  await until("it has ended", async () => (await bench.deliveriesOf(id)).length === 1);
  const [dead] = await bench.deliveriesOf(id);
  expect(dead).toMatchObject({ rootId: leaf, outcome: "DEAD", status: 400 });
  expect(dead?.answer?.length).toBeLessThanOrEqual(500);
  await process.close();
  receiver.script(() => ({ status: 200 }));
});

test.each([
  ["a private address", "http://10.1.2.3/hook"],
  ["the machine that clouds keep their secrets at", "https://169.254.169.254/latest"],
  ["loopback, spelled as IPv6", "https://[::ffff:127.0.0.1]/hook"],
])("nothing is sent to %s that the operator does not name", async (_what, url) => {
  const code = `guard-${url.length}`;
  const { id } = await bench.destination(code, url);
  const process = await bench.open({ reachOf: createAddressGuard([]) });
  await bench.buyer(code, "10.00");
  await bench.fanOut();
  await until("it was refused", async () => ((await laneOf(id))?.tries ?? 0) > 0);
  expect((await laneOf(id))?.lastAnswer).toContain("DELIVER_ALLOW_NETWORKS");
  await process.close();
});

test("a receiver that asks for a rest is left alone for so long, whoever waits there", async () => {
  const { id } = await bench.destination("rest", receiver.url);
  receiver.script(() => ({ status: 429, headers: { "retry-after": "3600" }, body: "slow down" }));
  const process = await bench.open();
  await bench.buyer("rest-a", "10.00");
  await bench.fanOut();
  await until("it was tried", async () => ((await laneOf(id))?.tries ?? 0) > 0);
  const asked = receiver.requests.length;
  await bench.buyer("rest-b", "10.00");
  await bench.fanOut();
  const claim = { destinationId: id, limit: 10, leaseMs: LEASE_MS };
  expect(await claimLanes(bench.database.sql, claim)).toEqual([]);
  expect(receiver.requests).toHaveLength(asked);
  await process.close();
  receiver.script(() => ({ status: 200 }));
});

test("a receiver that takes less than it is sent is no broken one, and is told everything in order", async () => {
  const { id } = await bench.destination("busy", receiver.url);
  let refused = 0;
  receiver.script(({ message }) => {
    if (refused >= 40 || !message.data.id.startsWith("busy-")) {
      return { status: 200 };
    }
    refused += 1;
    return { status: 429, headers: { "retry-after": "0" }, body: "too many" };
  });
  const process = await bench.open();
  for (let buyer = 0; buyer < 5; buyer += 1) {
    await bench.buyer(`busy-${buyer}`, "10.00", "20.00");
  }
  await bench.fanOut();
  const levels = new Set<unknown>();
  const look = async () => {
    const [state] = await bench.database.sql<{ level: number; problem: string | null }[]>`
      select broken_level as level, problem from destination_state where destination_id = ${id}`;
    levels.add(state?.level);
    return state?.problem;
  };
  await until("forty were refused", async () => (await look()) !== null && refused >= 40);
  expect(await look()).toBe("429: too many");
  await bench.drained(id);
  expect(levels).toEqual(new Set([0]));
  const told = receiver.taken.filter(({ message }) => message.data.id.startsWith("busy-"));
  const own = Map.groupBy(told, ({ message }) => message.data.customerId);
  expect([...own.values()].map((one) => one.map(({ message }) => message.data.sequence))).toEqual(
    Array.from({ length: 5 }, () => [1, 2]),
  );
  await process.close();
  receiver.script(() => ({ status: 200 }));
});

test("a receiver that answers nobody is left alone, and sent everything in order when it is back", async () => {
  const { id } = await bench.destination("down", receiver.url);
  let isWell = false;
  receiver.script(({ message }) =>
    isWell || !message.data.id.startsWith("down-") ? { status: 200 } : { status: 500 },
  );
  const process = await bench.open();
  for (let buyer = 0; buyer < 5; buyer += 1) {
    await bench.buyer(`down-${buyer}`, "10.00", "20.00");
  }
  await bench.fanOut();
  const { sql } = bench.database;
  await until("it rests", async () => {
    const [row] = await sql<{ level: number }[]>`
      select broken_level as level from destination_state where destination_id = ${id}`;
    return (row?.level ?? 0) > 0;
  });
  isWell = true;
  await sql`update destination_state set rests_until = now() where destination_id = ${id}`;
  await bench.drained(id);
  const told = takenOf("down");
  expect(told).toHaveLength(10);
  const [state] = await sql<{ level: number; problem: string | null }[]>`
    select broken_level as level, problem from destination_state where destination_id = ${id}`;
  expect(state).toEqual({ level: 0, problem: null });
  await process.close();
});

test("a quota of a day is kept by all processes together, and what is beyond it waits", async () => {
  const { id } = await bench.destination("quota", receiver.url, { limits: { perDay: 7 } });
  const both = [await bench.open(), await bench.open()];
  for (let buyer = 0; buyer < 12; buyer += 1) {
    await bench.buyer(`quota-${buyer}`, "10.00");
  }
  await bench.fanOut();
  await until("the quota is used", () => takenOf("quota").length === 7);
  await Promise.all(both.map((one) => one.close()));
  const [row] = await bench.database.sql<{ pending: number; used: number }[]>`
    select (select sum(pending)::int from delivery_lane where destination_id = ${id}) as pending,
           quota_used as used
      from destination_state where destination_id = ${id}`;
  expect(row).toEqual({ pending: 5, used: 7 });
});

test("messages a second are kept by all processes together", async () => {
  const { id } = await bench.destination("rate", receiver.url, { limits: { perSecond: 20 } });
  for (let buyer = 0; buyer < 40; buyer += 1) {
    await bench.buyer(`rate-${buyer}`, "10.00");
  }
  await bench.fanOut();
  const beganMs = performance.now();
  const both = [await bench.open(), await bench.open()];
  await bench.drained(id);
  // A second's worth goes at once, the other twenty take another second.
  expect(performance.now() - beganMs).toBeGreaterThan(900);
  expect(takenOf("rate")).toHaveLength(40);
  await Promise.all(both.map((one) => one.close()));
});

test("of what says how something is now, only the last is sent where several wait and that is asked for", async () => {
  const coalesce = ["points.changed"];
  const { id } = await bench.destination("latest", receiver.url, { coalesce });
  await bench.buyer("latest", "300.00", "300.00", "10.00");
  await bench.fanOut();
  const process = await bench.open();
  await bench.drained(id);
  const types = takenOf("latest").map(({ message }) => message.type);
  expect(types.filter((type) => type === "points.changed")).toHaveLength(1);
  expect(types.at(-1)).toBe("points.changed");
  const ended = await bench.deliveriesOf(id);
  expect(ended.filter(({ outcome }) => outcome === "COALESCED")).toHaveLength(2);
  await process.close();
});

test("a message says of its customer what the destination asked for, as it is when it is sent", async () => {
  const fields = {
    ...{ mail: "customer.email", level: "tier.code", balance: "points.active" },
    erp: "customer.identifier.erp",
  };
  const { id } = await bench.destination("fields", receiver.url, { fields });
  await bench.buyer("fields", "600.00");
  await bench.fanOut();
  const process = await bench.open();
  await bench.drained(id);
  const [first] = takenOf("fields");
  expect(first?.message.data["customer"]).toEqual({
    ...{ mail: "fields@example.com", level: "SILVER", balance: 600, erp: null },
  });
  await process.close();
});
