import { afterAll, beforeAll, expect, test } from "vitest";
import { readImpactOfLanes } from "../../../db/queries/incidents/impact.ts";
import { readBadEvents } from "../../../db/queries/incidents/indicators.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await startDeliveryBench();
});
afterAll(() => bench.close());

const BUYERS = 3;
const PURCHASES = 4;

test("what a destination was not told is counted, and of very much that waits no more is read than so many", async () => {
  const { sql } = bench.database;
  const { id } = await bench.destination("impact", "http://127.0.0.1:9/");
  for (let at = 0; at < BUYERS; at += 1) {
    await bench.buyer(`impact-${at}`, "10.00");
    for (let more = 1; more < PURCHASES; more += 1) {
      await bench.buy(`impact-${at}`, "10.00");
    }
  }
  await bench.fanOut();
  const of = { destinationId: id, isDead: false };
  expect(await readImpactOfLanes(sql, { ...of, limit: 100 })).toMatchObject({
    ...{ customers: BUYERS, orders: BUYERS * PURCHASES },
  });
  const limited = await readImpactOfLanes(sql, { ...of, limit: 2 });
  expect(limited.customers).toBe(2);
  expect(limited.orders).toBeLessThanOrEqual(2);
});

test("purchases that a destination was told too late are named, each once, so many at most", async () => {
  const { sql } = bench.database;
  const leaf = await bench.buyer("late", "10.00");
  await bench.buy("late", "11.00");
  const { id } = await bench.destination("late", "http://127.0.0.1:9/", { sloSeconds: 1 });
  await sql`
    insert into delivery (destination_id, root_id, outbox_id, seq, outcome, tries, ended_at)
    select ${id}, root_id, id, seq, 'DELIVERED', 1, recorded_at + interval '1 hour'
      from outbox where root_id = ${String(leaf)}::bigint and kind = 'POINTS_CHANGED'`;
  const bad = (limit: number) =>
    readBadEvents(sql, {
      indicator: { kind: "delivery", destination: "late" },
      ...{ from: "2020-01-01T00:00:00Z", limit },
    });
  const opened = await sql<{ id: bigint }[]>`
    select opened_by_event_id as id from orders where leaf_id = ${String(leaf)}::bigint`;
  const byId = (a: bigint, b: bigint) => (a < b ? -1 : 1);
  expect([...(await bad(100))].sort(byId)).toEqual(opened.map((one) => one.id).sort(byId));
  expect(await bad(1)).toHaveLength(1);
});
