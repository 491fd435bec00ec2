import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listDeadLetters } from "../../../db/queries/deliveries/operate.ts";
import { actOnDestination, type DestinationAct } from "../../../src/deliveries/operate.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
let count = 0;
let code: string;
let id: number;

beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(async () => {
  receiver = await startScriptedReceiver();
  count += 1;
  code = `dead${count}`;
  ({ id } = await bench.destination(code, receiver.url));
});
afterEach(async () => {
  await receiver?.close();
});
afterAll(async () => {
  await bench?.close();
});

const act = (what: DestinationAct) =>
  bench.database.sql.begin((tx) => actOnDestination(tx, code, what, "test"));

const isDead = (leaf: bigint) =>
  until("the lane is dead", async () => {
    const [row] = await bench.database.sql<{ isDead: boolean }[]>`
      select is_dead as "isDead" from delivery_lane
       where destination_id = ${id} and root_id = ${leaf}`;
    return row?.isDead === true;
  });

/** Refuses all that is about a customer who is first heard of now. */
async function withPoison() {
  const poisoned = await bench.buyer(`poison-${code}`, "10.00");
  await bench.fanOut();
  const [row] = await bench.database.sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer where id = ${poisoned}`;
  const customerId = Buffer.from(`Customer:${row?.publicId}`).toString("base64url");
  let isPoison = true;
  receiver.script(({ message }) =>
    isPoison && message.data.customerId === customerId
      ? { status: 422, body: "no such contact" }
      : { status: 200 },
  );
  return {
    poisoned,
    customerId,
    heal: () => {
      isPoison = false;
    },
  };
}

const sequencesOf = (customerId: string) =>
  receiver.taken
    .filter(({ message }) => message.data.customerId === customerId)
    .map(({ message }) => message.data.sequence);

test("what is refused for good holds its own customer up, with the answer kept, and nobody else", async () => {
  const { poisoned, customerId } = await withPoison();
  await bench.open();
  await isDead(poisoned);
  await bench.buy(`poison-${code}`, "20.00");
  await bench.buyer(`healthy-${code}`, "10.00", "20.00");
  await bench.fanOut();
  await bench.drained(id);
  expect(sequencesOf(customerId)).toEqual([]);
  expect(receiver.taken).toHaveLength(2);
  const deliveries = await bench.deliveriesOf(id);
  expect(deliveries.filter(({ rootId }) => rootId === poisoned)).toMatchObject([
    { outcome: "DEAD", tries: 1, status: 422, answer: "no such contact" },
  ]);
  expect((await verifyDatabase(bench.database.sql)).invariants).not.toContainEqual(
    expect.objectContaining({ status: "VIOLATED" }),
  );
});

test("a dead letter that is skipped is told to nobody, and what waits behind it goes on", async () => {
  const { poisoned, customerId, heal } = await withPoison();
  await bench.open();
  await isDead(poisoned);
  await bench.buy(`poison-${code}`, "20.00");
  await bench.fanOut();
  heal();
  const [dead] = await bench.deliveriesOf(id);
  expect(await act({ act: "SKIP", message: `${code}-${dead?.outboxId}` })).toEqual({
    ...{ ok: true, messages: 1 },
  });
  await bench.drained(id);
  expect(sequencesOf(customerId)).toEqual([Number(dead?.seq) + 1]);
  const [skipped] = await bench.deliveriesOf(id);
  expect(skipped?.outcome).toBe("SKIPPED");
  const again = await act({ act: "SKIP", message: `${code}-${dead?.outboxId}` });
  expect(again).toMatchObject({ ok: false, code: "NOT_DEAD" });
});

test("dead letters that are tried again arrive, and what waits behind them follows in its order", async () => {
  const { poisoned, customerId, heal } = await withPoison();
  await bench.open();
  await isDead(poisoned);
  await bench.buy(`poison-${code}`, "20.00");
  await bench.fanOut();
  heal();
  expect(await act({ act: "RETRY_ALL" })).toEqual({ ok: true, messages: 1 });
  await bench.drained(id);
  const sequences = sequencesOf(customerId);
  expect(sequences).toHaveLength(2);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
});

test("a dead letter stays one that people see and skip while what came before it is told again", async () => {
  const { poisoned, customerId, heal } = await withPoison();
  const healthy = await bench.open();
  heal();
  await bench.drained(id);
  await healthy.close();
  receiver.script(() => ({ status: 422 }));
  await bench.open();
  await bench.buy(`poison-${code}`, "20.00");
  await bench.fanOut();
  await isDead(poisoned);
  receiver.script(() => ({ status: 200 }));
  const from = 0 as never;
  const to = (Date.now() * 1_000 + 60_000_000) as never;
  expect(await act({ act: "REPLAY", from, to })).toMatchObject({ ok: true });
  await bench.fanOut();
  const { sql } = bench.database;
  const [dead] = await listDeadLetters(sql, { destinationId: id, after: null, limit: 10 });
  expect(dead).toMatchObject({ rootId: poisoned, status: 422 });
  const broken = async () =>
    (await verifyDatabase(sql)).invariants.filter(({ status }) => status === "VIOLATED");
  expect(await broken()).toEqual([]);
  const message = `${code}-${dead?.outboxId}`;
  expect(await act({ act: "SKIP", message })).toMatchObject({ ok: true });
  await bench.drained(id);
  const [first = 0, again] = sequencesOf(customerId);
  expect([again, Number(dead?.seq)]).toEqual([first, first + 1]);
  expect(await broken()).toEqual([]);
});

test("a paused destination is sent nothing, and all of it in order when it goes on", async () => {
  await bench.open();
  expect(await act({ act: "PAUSE" })).toMatchObject({ ok: true });
  expect(await act({ act: "PAUSE" })).toMatchObject({ ok: false, code: "NOTHING_CHANGED" });
  await bench.buyer(`paused-${code}`, "10.00", "20.00");
  await bench.fanOut();
  const [row] = await bench.database.sql<{ pending: number }[]>`
    select sum(pending)::int as pending from delivery_lane where destination_id = ${id}`;
  expect(row?.pending).toBe(2);
  expect(receiver.requests).toEqual([]);
  expect(await act({ act: "RESUME" })).toMatchObject({ ok: true });
  await bench.drained(id);
  expect(receiver.taken).toHaveLength(2);
});

test("what was recorded in a time is told again, under the same ids and in each customer's order", async () => {
  await bench.open();
  const [clock] = await bench.database.sql<{ micros: bigint }[]>`
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros`;
  const from = Number(clock?.micros) as never;
  for (const name of ["a", "b"]) {
    await bench.buyer(`again-${name}-${code}`, "10.00", "20.00", "30.00");
  }
  await bench.fanOut();
  await bench.drained(id);
  const first = receiver.taken.map(({ message }) => message.data.id);
  expect(first).toHaveLength(6);
  const to = (from + 3_600_000_000) as never;
  expect(await act({ act: "REPLAY", from, to })).toMatchObject({ ok: true });
  expect(await act({ act: "REPLAY", from, to })).toMatchObject({ code: "REPLAY_RUNNING" });
  await bench.fanOut();
  await bench.drained(id);
  const again = receiver.taken.slice(first.length);
  expect(again.map(({ message }) => message.data.id).toSorted()).toEqual(first.toSorted());
  for (const own of Map.groupBy(again, ({ message }) => message.data.customerId).values()) {
    const sequences = own.map(({ message }) => message.data.sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  }
  expect((await bench.deliveriesOf(id)).map(({ repeats }) => repeats)).toEqual(first.map(() => 1));
  expect((await verifyDatabase(bench.database.sql)).invariants).not.toContainEqual(
    expect.objectContaining({ status: "VIOLATED" }),
  );
});

test("a time of which nothing is kept is refused, with a sentence", async () => {
  const [from, to] = [0, 1_000_000] as never[] as [never, never];
  expect(await act({ act: "REPLAY", from, to })).toMatchObject({
    ...{ ok: false, code: "RANGE_EMPTY", message: expect.stringContaining("30 days") },
  });
});
