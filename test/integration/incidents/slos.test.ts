import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listSlos, putSlos } from "../../../db/queries/incidents/slos.ts";
import { slo } from "../../../src/domain/incident/sloSettings.ts";
import { type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { countSlos, forgetOldSlices } from "../../../src/incidents/countSlos.ts";
import { readSigns } from "../../../src/incidents/signs.ts";
import { readSloStandings } from "../../../src/incidents/sloStandings.ts";
import { DEFAULT_SLOS } from "../../../src/programme/setup/defaultSlos.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";

let bench: DeliveryBench;
let count = 0;
beforeAll(async () => {
  bench = await startDeliveryBench();
});
beforeEach(async () => {
  count += 1;
  await bench.database.sql`truncate slo, slo_slice, source_hour, delivery_hour, coupon_attempt`;
  await bench.database.sql`update events set mode = 'BACKFILL'`;
});
afterAll(() => bench.close());

const now = (days = 0) => (Date.now() * 1_000 + 1_000_000 + days * MICROS_PER_DAY) as Instant;

/** Sets one of the default promises up, and counts it up to now. */
async function promise(code: string, more: object = {}) {
  const found = DEFAULT_SLOS.find((one) => one.code === code);
  const settings = slo.parse({ ...found, ...more });
  await bench.database.sql.begin((tx) => putSlos(tx, [{ code, settings }]));
  return await standing(code);
}

async function standing(code: string, at = now()) {
  const { sql } = bench.database;
  while (await countSlos(sql, at)) {
    // A day after the other.
  }
  const found = (await readSloStandings(sql, at)).find((one) => one.code === code);
  return { total: found?.total, bad: found?.bad };
}

const lastEvents = (limit: number) => bench.database.sql<{ id: bigint }[]>`
  select id from events order by id desc limit ${limit}`;

test("a purchase that is applied later than promised after its arrival is bad, and one that waited is not counted", async () => {
  const { sql } = bench.database;
  await bench.buyer(`fresh${count}`, "10.00", "20.00", "30.00", "40.00");
  expect(await promise("freshness")).toEqual({ total: 4, bad: 0 });
  const [late, waited] = await lastEvents(2);
  await sql`
    update intakes set received_at = received_at - interval '6 seconds'
     where (received_on, id) in (select intake_on, intake_id from events where id = ${late?.id ?? 0n})`;
  await sql`update events set fact = fact || '{"w": true}' where id = ${waited?.id ?? 0n}`;
  expect(await standing("freshness")).toEqual({ total: 3, bad: 1 });
});

test("the same since it happened, of one source alone where the promise names one", async () => {
  const { sql } = bench.database;
  await bench.buyer(`happened${count}`, "10.00", "20.00");
  const [late] = await lastEvents(1);
  await sql`update events set occurred_at = recorded_at - interval '1 hour' where id = ${late?.id ?? 0n}`;
  await sql`update events set occurred_at = recorded_at where mode = 'LIVE' and id <> ${late?.id ?? 0n}`;
  const indicator = { kind: "freshness", since: "OCCURRENCE", seconds: 900 };
  expect(await promise("freshness", { indicator })).toEqual({ total: 2, bad: 1 });
  const other = { ...indicator, source: "nobody" };
  expect(await promise("freshness", { indicator: other })).toEqual({ total: 0, bad: 0 });
});

test("a purchase that a fault of ours holds up is bad, and what it is worth is money at risk", async () => {
  const { sql } = bench.database;
  await bench.buyer(`fault${count}`, ...Array.from({ length: 6 }, () => "10.00"));
  expect(await promise("errors")).toEqual({ total: 6, bad: 0 });
  await sql`
    update events set outcome = 'HELD', reason = 'INTERNAL', order_id = null, leaf_id = null,
           wait_key = 'operator', wait_until = now()
     where mode = 'LIVE' and id in (select id from events order by id desc limit 5)`;
  expect(await standing("errors")).toEqual({ total: 6, bad: 5 });
  const deps = { sql, boundaries: async () => [], sources: async () => [] };
  const { signs, unknown } = await readSigns(deps, now());
  expect(unknown.size).toBe(0);
  expect(signs).toMatchObject([
    {
      ...{ code: "BUDGET_BURNS", subject: "errors" },
      impact: { orders: 5, customers: 1, amounts: [{ currency: "GBP", minor: "5000" }] },
    },
  ]);
  await sql`update events set outcome = 'APPLIED', reason = null, wait_key = null, wait_until = null where reason = 'INTERNAL'`;
});

test("a message that was acknowledged too late or refused for good is bad, of one destination alone", async () => {
  const { sql } = bench.database;
  const { id } = await bench.destination(`slow${count}`, "http://127.0.0.1:9", { sloSeconds: 60 });
  await bench.destination(`other${count}`, "http://127.0.0.1:9");
  await bench.buyer(`told${count}`, "10.00", "20.00", "30.00");
  await sql`
    insert into delivery (destination_id, outbox_id, root_id, seq, outcome, tries, ended_at)
    select ${id}, id, root_id, seq, case seq when 1 then 'DEAD' else 'DELIVERED' end, 1,
           recorded_at + case seq when 2 then interval '61 seconds' else interval '1 second' end
      from (select *, row_number() over (order by id) as n from outbox
             order by id desc limit 3) as newest`;
  const at = now(0.01);
  await promise("delivery");
  expect(await standing("delivery", at)).toEqual({ total: 3, bad: 2 });
  const indicator = { kind: "delivery", destination: `other${count}` };
  expect(await promise("delivery", { indicator })).toEqual({ total: 0, bad: 0 });
});

test("who was not found, what was tried again and what a till was refused count as they were told", async () => {
  const { sql } = bench.database;
  const [source] = await sql<{ id: number }[]>`select id from source limit 1`;
  await sql`
    insert into source_hour select ${source?.id ?? 0}, date_trunc('hour', clock_timestamp()), 50, 0, 0,
      40, 3, 10, 0, 0, 0, 0, 0, 0, '[]', '[]', '[]'`;
  const { id } = await bench.destination(`tried${count}`, "http://127.0.0.1:9");
  await sql`
    insert into delivery_hour values (${id}, date_trunc('hour', clock_timestamp()), 20, 15, 4, 1, 0)`;
  await sql`
    insert into coupon_attempt (at, kind, code, outcome, reason, actor)
    select clock_timestamp(), kind, code, outcome, reason, 'test'
      from (values ('REDEEM', 'ABC', 'REFUSED', 'UNKNOWN_CODE'), ('REDEEM', null, 'REFUSED', 'UNKNOWN_CODE'),
                   ('REDEEM', 'ABC', 'REFUSED', 'EXPIRED'), ('REDEEM', 'ABC', 'REFUSED', 'RESERVED'),
                   ('REDEEM', 'ABC', 'REDEEMED', null), ('VALIDATE', 'ABC', 'REFUSED', 'UNKNOWN_CODE'))
        as v(kind, code, outcome, reason)`;
  expect(await promise("identity")).toEqual({ total: 40, bad: 3 });
  expect(await promise("retries")).toEqual({ total: 20, bad: 4 });
  expect(await promise("redemption")).toEqual({ total: 5, bad: 2 });
});

test("counted by many servers at once and again, nothing is counted twice", async () => {
  const { sql } = bench.database;
  await bench.buyer(`twice${count}`, "10.00", "20.00", "30.00");
  await promise("freshness");
  const at = now();
  await Promise.all(Array.from({ length: 6 }, () => countSlos(sql, at)));
  expect(await standing("freshness", at)).toEqual({ total: 3, bad: 0 });
});

test("what is counted otherwise is counted anew, and what is promised otherwise is not", async () => {
  const { sql } = bench.database;
  await bench.buyer(`anew${count}`, "10.00");
  await promise("freshness");
  const countedTo = async () => (await listSlos(sql))[0]?.countedTo;
  const before = await countedTo();
  const found = DEFAULT_SLOS[0];
  const put = (more: object) =>
    sql.begin((tx) =>
      putSlos(tx, [{ code: "freshness", settings: slo.parse({ ...found, ...more }) }]),
    );
  await put({ targetPercent: 90 });
  expect(await countedTo()).toBe(before);
  await put({ indicator: { kind: "errors" } });
  expect(await countedTo()).toBeNull();
  expect(await sql`select from slo_slice`).toHaveLength(0);
});

test("slices that no window reaches are forgotten after 90 days, and not before", async () => {
  const { sql } = bench.database;
  await bench.buyer(`old${count}`, "10.00");
  await promise("freshness");
  await forgetOldSlices(sql, now(89));
  expect(await sql`select from slo_slice`).toHaveLength(1);
  await forgetOldSlices(sql, now(91));
  expect(await sql`select from slo_slice`).toHaveLength(0);
});
