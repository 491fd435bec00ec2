import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { readBackOf, settled } from "../../support/deliveries/readBackBench.ts";
import {
  type StoringReceiver,
  startStoringReceiver,
} from "../../support/deliveries/storingReceiver.ts";

let bench: DeliveryBench;
let receiver: StoringReceiver;

beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startStoringReceiver({ kind: "hubspot" });
  const { id } = await bench.destination("watched", receiver.url, {
    ...{ sends: { kind: "hubspot", url: receiver.url }, fields: { tier: "tier.code" } },
    ...{ coalesce: ["points.changed"], readBack: { settleSeconds: 60, sample: 2 } },
  });
  const process = await bench.open();
  await bench.buyer("right", "600.00", "10.00");
  await bench.buyer("wrong", "600.00");
  await bench.fanOut();
  await bench.drained(id);
  await process.close();
  Object.assign(receiver.records.get("wrong@example.com") ?? {}, { tier: "BLUE" });
  await settled(bench, id);
  await readBackOf(bench, "watched");
});
afterAll(async () => {
  await bench?.close();
  await receiver?.close();
});

async function found(): Promise<string> {
  const { invariants } = await verifyDatabase(bench.database.sql);
  return JSON.stringify(invariants.filter(({ status }) => status === "VIOLATED"));
}

test("what was compared is sound", async () => {
  expect(await found()).toBe("[]");
});

const DAMAGES: readonly (readonly [what: string, damage: string, says: RegExp])[] = [
  [
    "what was sent without a lane",
    "update delivery_sent set root_id = -root_id where wrong = 0",
    /has no lane/,
  ],
  [
    "what is said to be sent and was not",
    `update delivery_sent s set seq = o.seq, outbox_id = o.outbox_id from delivery o
      where o.outcome = 'COALESCED' and o.root_id = s.root_id`,
    /which was not sent/,
  ],
  [
    "a row of another customer",
    `update delivery_sent s set outbox_id = (
       select max(outbox_id) from delivery d where d.root_id <> s.root_id)`,
    /names row \d+, which is row \d+ of customer/,
  ],
  [
    "a finding that nothing was found of",
    "update delivery_sent set wrong = 0",
    /are 1 on record, and 0 were found/,
  ],
  [
    "a finding that was not counted",
    "update read_back_day set wrong = 0",
    /0 counted as wrong; 1 are on record/,
  ],
  [
    "more that is wrong than was compared",
    "update read_back_day set checked = wrong - 1",
    /were compared/,
  ],
  [
    "what was right again before it was found",
    "update read_back_finding set repaired_at = found_at - interval '1 second'",
    /before it was found/,
  ],
];

test.each(DAMAGES)("verify finds %s", async (_what, damage, says) => {
  const { sql } = bench.database;
  const tables = ["delivery_sent", "read_back_day", "read_back_finding"];
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
      await sql.unsafe(`insert into ${table} overriding system value select * from kept_${table}`);
      await sql.unsafe(`drop table kept_${table}`);
    }
  }
});
