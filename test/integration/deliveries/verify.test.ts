import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
let id: number;

beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startScriptedReceiver();
  await bench.buyer("before", "10.00");
  await bench.fanOut();
  const coalesce = ["points.changed"];
  ({ id } = await bench.destination("watched", receiver.url, { coalesce }));
  await bench.buyer("first", "600.00", "10.00", "20.00");
  await bench.fanOut();
  const process = await bench.open();
  await bench.drained(id);
  await process.close();
  // It waits: nobody sends any more.
  await bench.buyer("waits", "10.00", "20.00");
  await bench.fanOut();
});
afterAll(async () => {
  await bench?.close();
  await receiver?.close();
});

async function found(): Promise<string> {
  const { invariants } = await verifyDatabase(bench.database.sql);
  return JSON.stringify(invariants.filter(({ status }) => status === "VIOLATED"));
}

test("what is delivered, coalesced and waits is sound, and nothing of before the destination is asked for", async () => {
  expect(await found()).toBe("[]");
});

const DAMAGES: readonly (readonly [what: string, damage: string, says: RegExp])[] = [
  [
    "an outcome that is gone",
    "delete from delivery where outbox_id = (select min(outbox_id) from delivery)",
    /has not ended at watched and does not wait/,
  ],
  [
    "a lane that goes on without telling",
    "update delivery_lane set next_seq = next_seq + 1, pending = pending - 1 where pending > 1",
    /has not ended at watched and does not wait/,
  ],
  ["a lane that is gone", "delete from delivery_lane where pending > 0", /has no lane at watched/],
  [
    "a lane that counts wrongly",
    "update delivery_lane set pending = pending + 1 where pending > 0",
    /says that 3 wait, and 2 do/,
  ],
  [
    "something told twice",
    "update delivery_lane set next_seq = 1, pending = 4 where pending = 0",
    /has ended at watched \(\w+\) and waits/,
  ],
  [
    "something told that is not to be",
    `insert into delivery (destination_id, outbox_id, root_id, seq, outcome, tries, ended_at)
     select d.id, o.id, o.root_id, o.seq, 'DELIVERED', 1, now() from destination d, outbox o
      where o.id = (select min(id) from outbox)`,
    /went to watched, which is not told of it/,
  ],
  [
    "an outcome of another customer",
    "update delivery set root_id = root_id + 1 where outbox_id = (select min(outbox_id) from delivery)",
    /names customer/,
  ],
  [
    "one that is said to be told by something else",
    "update delivery set into_id = outbox_id - 1 where outcome = 'COALESCED'",
    /none of the same kind behind it/,
  ],
  [
    "a try before the one before it had ended",
    `update delivery set first_tried_at = first_tried_at - interval '1 minute'
      where seq = (select max(seq) from delivery)`,
    /before the one before it had ended/,
  ],
  [
    "a dead lane without a reason",
    "update delivery_lane set is_dead = true where pending > 0",
    /is dead, and no delivery says why/,
  ],
];

test.each(DAMAGES)("verify finds %s", async (_what, damage, says) => {
  const { sql } = bench.database;
  const tables = ["delivery", "delivery_lane"];
  for (const table of tables) {
    await sql.unsafe(`create table kept_${table} as table ${table}`);
  }
  try {
    const { count } = await sql.unsafe(damage);
    expect(count).toBeGreaterThan(0);
    expect(await found()).toMatch(says);
  } finally {
    for (const table of tables) {
      await sql.unsafe(`truncate ${table}`);
      await sql.unsafe(`insert into ${table} select * from kept_${table}`);
      await sql.unsafe(`drop table kept_${table}`);
    }
  }
});
