import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readAcknowledgements } from "../../../db/queries/deliveries/acknowledgements.ts";
import { listDestinations } from "../../../db/queries/deliveries/destinations.ts";
import { forgetDeliveries } from "../../../db/queries/deliveries/hours.ts";
import { actOnDestination } from "../../../src/deliveries/operate.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import { acknowledgedHops } from "../../../src/operations/acknowledged.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { until } from "../../support/faults.ts";
import { rng, testSeed } from "../../support/seed.ts";

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
  code = `hop${count}`;
  ({ id } = await bench.destination(code, receiver.url, { sloSeconds: 60 }));
});
afterEach(async () => {
  await receiver?.close();
});
afterAll(async () => {
  await bench?.close();
});

const eventsOf = async (...leaves: readonly bigint[]) =>
  (
    await bench.database.sql<{ id: bigint }[]>`
      select id from events where leaf_id = any(${leaves.map(String)}::bigint[]) order by id`
  ).map((row) => row.id);

/** The hops of the events to this test's destination, so long after now. */
async function hops(events: readonly bigint[], afterSeconds = 0) {
  const { sql } = bench.database;
  const rows = await readAcknowledgements(sql, events);
  const own = (await listDestinations(sql)).filter((one) => one.id === id);
  const now = (Date.now() * 1_000 + afterSeconds * MICROS_PER_SECOND) as Instant;
  return events.map(
    (event) =>
      acknowledgedHops(
        rows.filter((row) => row.of === event),
        own,
        now,
      )[0],
  );
}

/** Lives that are looked at in one run: one in seven showed the fault that was found last. */
const LIVES = 12;

test("each purchase is found in the stream that told of it, whoever was one with whom then and since", async () => {
  const random = rng(testSeed());
  for (let life = 0; life < LIVES; life += 1) {
    await liveAndLook(`${code}-${life}`, random);
  }
});

/** Three people buy, and are one and apart in turn; then each of their purchases is looked for. */
async function liveAndLook(name: string, random: () => number) {
  const below = (bound: number) => Math.floor(random() * bound);
  const names = ["a", "b", "c"].map((letter) => `${letter}-${name}`);
  const leaves: bigint[] = [];
  for (const name of names) {
    leaves.push(await bench.buyer(name, "10.00"));
  }
  const [a = 0n, b = 0n, c = 0n] = leaves;
  // Each way in which three can be one, two of them, or nobody.
  const partitions = [[[a, b, c]], [[a, b], [c]], [[a], [b, c]], [[a, c], [b]], [[a], [b], [c]]];
  for (let step = 0; step < 24; step += 1) {
    await bench.buy(names[below(names.length)] as string, `${1 + below(80)}.00`);
    if (below(2) === 0) {
      const groups = partitions[below(partitions.length)] ?? [];
      await bench.regroup(groups.map((group) => ({ leaves: group })));
    }
  }
  const events = await eventsOf(...leaves);
  const { sql } = bench.database;
  const rows = await readAcknowledgements(sql, events);
  const found = events.map((event) => rows.find((row) => row.of === event)?.id ?? null);
  const wanted = await sql<{ id: bigint }[]>`
    select (select w.id from outbox w
             where w.payload -> 'orders' ? o.public_id::text and w.recorded_at >= e.recorded_at
             order by w.recorded_at, w.id limit 1) as id
      from events e join orders o on o.id = e.order_id
     where e.id = any(${events.map(String)}::bigint[]) order by e.id`;
  expect(found).toEqual(wanted.map((row) => row.id));
  expect(found).not.toContain(null);
}

test("a destination's hop says what became of the purchase there: answered, tried, behind another, refused, left out, overdue", async () => {
  const { sql } = bench.database;
  const say = (hop: Awaited<ReturnType<typeof hops>>[number]) =>
    hop && [hop.state, hop.detail, hop.expected];
  const buyer = await bench.buyer(`states-${code}`, "10.00");
  const [first = 0n] = await eventsOf(buyer);
  expect((await hops([first])).map(say)).toEqual([
    ["PENDING", "Waits to be put into its lane.", true],
  ]);
  await bench.fanOut();
  expect((await hops([first])).map(say)).toEqual([["PENDING", "Waits to be sent.", true]]);
  expect((await hops([first], 61)).map(say)).toEqual([["MISSING", "Waits to be sent.", true]]);

  receiver.script(() => ({ status: 503, body: "later" }));
  await bench.buy(`states-${code}`, "11.00");
  const [, second = 0n] = await eventsOf(buyer);
  await bench.fanOut();
  const deliveries = await bench.open();
  await until("it is tried", async () => /Tried/.test((await hops([first]))[0]?.detail ?? ""));
  const [tried, behind] = await hops([first, second]);
  expect(tried).toMatchObject({ state: "PENDING", at: null, lagMs: null });
  expect(tried?.detail).toMatch(/^Tried \d+ times, last: 503: later\.$/);
  expect(say(behind)).toEqual([
    "PENDING",
    "Waits behind an earlier message of this customer.",
    true,
  ]);

  receiver.script(() => ({ status: 410, body: "gone for good" }));
  await until("it is dead", async () => (await hops([first]))[0]?.state === "REJECTED");
  expect((await hops([first])).map(say)).toEqual([
    ["REJECTED", "Refused for good (410: gone for good).", true],
  ]);
  receiver.script(() => ({ status: 200, body: "ok" }));
  const [dead] = await sql<{ outboxId: bigint }[]>`
    select outbox_id as "outboxId" from delivery where destination_id = ${id} and outcome = 'DEAD'`;
  await sql.begin((tx) =>
    actOnDestination(tx, code, { act: "SKIP", message: `${code}-${dead?.outboxId}` }, "somebody"),
  );
  await until("the next arrives", async () => (await hops([second]))[0]?.state === "OK");
  const [skipped, arrived] = await hops([first, second]);
  expect(say(skipped)).toEqual(["NOT_EXPECTED", "Left out by somebody.", false]);
  expect(say(arrived)).toEqual(["OK", "Answered 200.", true]);
  expect(arrived?.lagMs).toBeGreaterThanOrEqual(0);
  expect(arrived?.at).not.toBeNull();
  await sql`
    update delivery set ended_at = ended_at + interval '61 seconds'
     where destination_id = ${id} and outcome = 'DELIVERED'`;
  expect((await hops([second]))[0]).toMatchObject({ state: "LATE" });
  await deliveries.close();
});

test("a destination that is not told of purchases has no hop, nor has a purchase from before it was told", async () => {
  const before = await bench.buyer(`before-${code}`, "10.00");
  const { id: late } = await bench.destination(`late${code}`, receiver.url);
  const { id: other } = await bench.destination(`other${code}`, receiver.url, {
    events: ["profile.changed"],
  });
  const after = await bench.buyer(`after-${code}`, "10.00");
  const { sql } = bench.database;
  const events = await eventsOf(before, after);
  const rows = await readAcknowledgements(sql, events);
  const all = await listDestinations(sql);
  const told = events.map((event) =>
    acknowledgedHops(
      rows.filter((row) => row.of === event),
      all.filter((one) => [id, late, other].includes(one.id)),
      (Date.now() * 1_000) as Instant,
    ).map(({ boundary }) => boundary.code),
  );
  expect(told).toEqual([
    [`acknowledged.${code}`],
    [`acknowledged.${code}`, `acknowledged.late${code}`],
  ]);
});

test("what became of a purchase at a destination, once that is forgotten, is not told as missing", async () => {
  const { sql } = bench.database;
  const buyer = await bench.buyer(`forgotten-${code}`, "10.00");
  const [first = 0n] = await eventsOf(buyer);
  await bench.fanOut();
  const deliveries = await bench.open();
  await bench.drained(id);
  expect((await hops([first]))[0]?.state).toBe("OK");
  await forgetDeliveries(sql, { before: "9999-01-01", limit: 10_000 });
  expect(await hops([first], 90 * 86_400)).toEqual([undefined]);
  await deliveries.close();
});
