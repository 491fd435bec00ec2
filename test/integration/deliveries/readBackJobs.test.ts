import { afterAll, beforeAll, expect, test } from "vitest";
import { takeReadBackTurn } from "../../../db/queries/deliveries/readBack.ts";
import {
  forgetReadBack,
  listFindings,
  readWrongFields,
} from "../../../db/queries/deliveries/readBackFindings.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { settled } from "../../support/deliveries/readBackBench.ts";
import {
  type StoringReceiver,
  startStoringReceiver,
} from "../../support/deliveries/storingReceiver.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
let receiver: StoringReceiver;
let id: number;

beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startStoringReceiver({ kind: "hubspot" });
  ({ id } = await bench.destination("crm", receiver.url, {
    ...{ sends: { kind: "hubspot", url: receiver.url }, fields: { tier: "tier.code" } },
    readBack: { settleSeconds: 60, everyMinutes: 15, sample: 10 },
  }));
});
afterAll(async () => {
  await bench?.close();
  await receiver?.close();
});

test("of several servers one reads a destination back when it is due, and none before it is due again", async () => {
  const servers = [await bench.open(), await bench.open()];
  await bench.buyer("one", "600.00");
  await bench.fanOut();
  await bench.drained(id);
  await settled(bench, id);
  Object.assign(receiver.records.get("one@example.com") ?? {}, { tier: "BLUE" });
  const look = () =>
    Promise.all(
      servers.map(({ jobs }) => jobs.find(({ name }) => name === "readBack")?.work() ?? 0),
    );
  await look();
  expect(receiver.reads()).toBe(1);
  await look();
  expect(receiver.reads()).toBe(1);
  const { sql } = bench.database;
  await sql`update read_back_run set next_at = clock_timestamp()`;
  await look();
  expect(receiver.reads()).toBe(2);
  await sql`update destination_state set paused_at = clock_timestamp()`;
  await sql`update read_back_run set next_at = clock_timestamp()`;
  await look();
  expect(receiver.reads()).toBe(2);
  await sql`update destination_state set paused_at = null`;
  await Promise.all(servers.map((server) => server.close()));
});

test("a turn that another server took while one waited for it is not taken again", async () => {
  const { sql } = bench.database;
  const every = { everyMinutes: 15, isNow: false };
  await takeReadBackTurn(sql, id, every);
  await sql`update read_back_run set next_at = clock_timestamp()`;
  let late: ReturnType<typeof takeReadBackTurn> | undefined;
  await sql.begin(async (tx) => {
    await tx`select from read_back_run where destination_id = ${id} for update`;
    late = takeReadBackTurn(sql, id, every);
    await until("it waits for the turn", async () => {
      const rows = await tx`
        select from pg_stat_activity where datname = current_database()
           and wait_event_type = 'Lock'`;
      return rows.length > 0;
    });
    await tx`update read_back_run set next_at = clock_timestamp() + interval '15 minutes'`;
  });
  expect(await late).toBeNull();
  expect(await takeReadBackTurn(sql, id, { ...every, everyMinutes: 5 })).not.toBeNull();
});

test("two servers that compare one customer at once count it once and find it once", async () => {
  const servers = [await bench.open(), await bench.open()];
  await bench.buyer("two", "600.00");
  await bench.fanOut();
  await bench.drained(id);
  await settled(bench, id);
  Object.assign(receiver.records.get("two@example.com") ?? {}, { tier: "BLUE" });
  const { sql } = bench.database;
  const before = (await readWrongFields(sql, id, 7))[0];
  const asked = receiver.reads();
  const go = receiver.holdReads();
  const looks = [];
  for (const { jobs } of servers) {
    await sql`update read_back_run set next_at = clock_timestamp()`;
    const reads = receiver.reads();
    looks.push(jobs.find(({ name }) => name === "readBack")?.work());
    await until("it is asked", () => receiver.reads() > reads);
  }
  go();
  await Promise.all(looks);
  expect(receiver.reads()).toBeGreaterThanOrEqual(asked + 2);
  const after = (await readWrongFields(sql, id, 7))[0];
  expect([after?.checked, after?.wrong]).toEqual([
    ...[(before?.checked ?? 0) + 1, (before?.wrong ?? 0) + 1],
  ]);
  await Promise.all(servers.map((server) => server.close()));
});

test("findings are kept for thirty days and no more of them, and all of a destination that is not read back goes", async () => {
  const { sql } = bench.database;
  const of = { destinationId: id, field: null, limit: 99 };
  const day = async (days: number) => {
    const [row] = await sql<{ day: string }[]>`
      select ((now() at time zone 'UTC')::date + ${days}::int)::text as day`;
    return row?.day ?? "";
  };
  expect(await listFindings(sql, of)).toHaveLength(2);
  await forgetReadBack(sql, { before: await day(0), limit: 100, repairedMax: 100 });
  expect(await listFindings(sql, of)).toHaveLength(2);
  await sql`update read_back_finding set repaired_at = now() where field = 'tier'`;
  await forgetReadBack(sql, { before: await day(0), limit: 100, repairedMax: 1 });
  expect(await listFindings(sql, of)).toHaveLength(1);
  await forgetReadBack(sql, { before: await day(2), limit: 100, repairedMax: 100 });
  expect(await listFindings(sql, of)).toEqual([]);
  expect(await readWrongFields(sql, id, 7)).toEqual([]);
  const kept = async () => (await sql`select from delivery_sent`).length;
  expect(await kept()).toBe(2);
  await sql`update destination set settings = settings - 'readBack'`;
  await forgetReadBack(sql, { before: await day(0), limit: 100, repairedMax: 100 });
  expect(await kept()).toBe(0);
  expect(await sql`select from read_back_run`).toHaveLength(0);
});

test("of a destination that is not read back nothing is kept of what it is told", async () => {
  const { id: other } = await bench.destination("other", receiver.url, {
    ...{ sends: { kind: "hubspot", url: receiver.url }, fields: { tier: "tier.code" } },
  });
  const process = await bench.open();
  await bench.buyer("three", "600.00");
  await bench.fanOut();
  await bench.drained(other);
  expect(
    await bench.database.sql`select from delivery_sent where destination_id = ${other}`,
  ).toEqual([]);
  await process.close();
});
