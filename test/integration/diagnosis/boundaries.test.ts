import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { actOnDestination, type DestinationAct } from "../../../src/deliveries/operate.ts";
import { scopesOf } from "../../../src/domain/access/viewer.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../../src/domain/time/instant.ts";
import { hoursAgo } from "../../support/bench/commandBench.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { readBackOf, settled } from "../../support/deliveries/readBackBench.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { startStoringReceiver } from "../../support/deliveries/storingReceiver.ts";
import { linesOf, loadersOf } from "../../support/diagnosis/diagnosisBench.ts";
import { until } from "../../support/faults.ts";
import { at, viewerOf } from "../../support/receiver.ts";

/** Boundaries behind ours: the ledger, the shop and destinations, each broken by hand. */

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
let count = 0;
let buyer: string;
let root: bigint;
beforeAll(async () => {
  bench = await startDeliveryBench();
  receiver = await startScriptedReceiver();
});
beforeEach(() => {
  count += 1;
  buyer = `seen${count}`;
});
afterEach(async () => {
  await bench.database.sql`update destination set retired_at = now()`;
});
afterAll(async () => {
  await receiver.close();
  await bench.close();
});

const now = (ms = 0): Instant => ((Date.now() + ms) * MICROS_PER_MILLISECOND) as Instant;

async function diagnosed(ms = 0) {
  const { diagnosis } = await loadersOf(bench.database.sql, now(ms));
  const told = await diagnosis.ofCustomer(root, null);
  if (told === null) {
    throw new Error("there is somebody");
  }
  return told;
}

const findings = async (ms = 0) => [...linesOf([await diagnosed(ms)]).values()].flat();

test("what a destination acknowledged has arrived, and all is well", async () => {
  const { id } = await bench.destination(`ok${count}`, receiver.url);
  root = await bench.buyer(buyer, "10.00", "20.00");
  await bench.fanOut();
  const waiting = await diagnosed();
  expect(waiting.orders.flatMap((one) => one.deliveries.map(({ state }) => state))).toEqual([
    "WAITS",
    "WAITS",
  ]);
  expect(waiting.isHealthy).toBe(true);
  await bench.open();
  await bench.drained(id);
  const { orders, isHealthy } = await diagnosed();
  expect(orders.flatMap((one) => one.deliveries.map(({ state }) => state))).toEqual([
    "ARRIVED",
    "ARRIVED",
  ]);
  expect(isHealthy).toBe(true);
});

test("what waits at a destination for longer than it may names the destination's owner", async () => {
  await bench.destination(`late${count}`, receiver.url, { sloSeconds: 60 });
  await bench.database.sql`update destination_state set paused_at = now(), paused_by = 'test'`;
  root = await bench.buyer(buyer, "10.00");
  await bench.fanOut();
  expect(await findings()).toEqual([]);
  const hour = 3_600_000;
  expect(await findings(hour)).toEqual([
    `MISSING delivery NOT_DELIVERED acknowledged.late${count}`,
  ]);
  const [finding] = (await diagnosed(hour)).orders[0]?.findings ?? [];
  expect(finding?.owner).toEqual({ team: "CRM", contact: "crm@example.com" });
});

test("what a destination acknowledged and stores otherwise names its owner, and what shows it", async () => {
  const code = `stored${count}`;
  const crm = await startStoringReceiver({ kind: "hubspot" });
  const { id } = await bench.destination(code, crm.url, {
    ...{ sends: { kind: "hubspot", url: crm.url }, fields: { points: "points.active" } },
    readBack: { settleSeconds: 60 },
  });
  root = await bench.buyer(buyer, "10.00");
  await bench.fanOut();
  const deliveries = await bench.open();
  await bench.drained(id);
  await settled(bench, id);
  await readBackOf(bench, code);
  expect(await findings()).toEqual([]);
  for (const record of crm.records.values()) {
    record["points"] = 1_000_000;
  }
  await readBackOf(bench, code);
  expect(await findings()).toEqual([`WRONG_VALUE delivery STORED_OTHERWISE readBack.${code}`]);
  const [order] = (await diagnosed()).orders;
  expect(order?.findings[0]).toMatchObject({
    ...{ owner: { team: "CRM" }, seen: "It stores another value of: points." },
    command: `npx tributary destinations check ${code}`,
  });
  expect(order?.deliveries.map(({ state }) => state)).toEqual(["WRONG"]);
  await deliveries.close();
  await crm.close();
});

test("a dead letter is told with its answer and what lists it", async () => {
  const code = `dead${count}`;
  const { id } = await bench.destination(code, receiver.url);
  receiver.script(() => ({ status: 422, body: "no such contact" }));
  root = await bench.buyer(buyer, "10.00");
  await bench.fanOut();
  await bench.open();
  await until("the lane is dead", async () => {
    const rows = await bench.database.sql`
      select from delivery_lane where destination_id = ${id} and root_id = ${root} and is_dead`;
    return rows.length > 0;
  });
  const [finding] = (await diagnosed()).orders[0]?.findings ?? [];
  expect(finding).toMatchObject({
    ...{ kind: "MISSING", field: "delivery", boundary: `acknowledged.${code}` },
    ...{ seen: "no such contact", command: `npx tributary destinations dead-letters ${code}` },
  });
  receiver.script(() => ({ status: 204 }));
  const { sql } = bench.database;
  const act = (what: DestinationAct) => sql.begin((tx) => actOnDestination(tx, code, what, "test"));
  const [dead] = await bench.deliveriesOf(id);
  await act({ act: "SKIP", message: `${code}-${dead?.outboxId}` });
  const [skipped] = (await diagnosed()).orders[0]?.findings ?? [];
  const [, from = "", to = ""] =
    /^npx tributary destinations replay \S+ --from (\S+) --to (\S+)$/.exec(
      skipped?.command ?? "",
    ) ?? [];
  expect(await act({ act: "REPLAY", from: at(from), to: at(to) })).toMatchObject({ ok: true });
  await until("it is told again", async () => {
    await bench.fanOut();
    return (await findings()).length === 0;
  });
});

test("a ledger that was changed, and a row that was, are told apart", async () => {
  const { sql } = bench.database;
  root = await bench.buyer(buyer, "10.00");
  expect(await findings()).toEqual([]);
  await sql`alter table entry disable trigger user`;
  await sql`update entry set points = points + 7 where leaf_id = ${root}`;
  expect(await findings()).toEqual(["WRONG_AMOUNT points LEDGER_CHANGED evaluated"]);
  await sql`update entry set points = points - 7, effective_day = effective_day - 9
             where leaf_id = ${root}`;
  expect(await findings()).toEqual(["WRONG_DATE fulfilledAt LEDGER_CHANGED evaluated"]);
  await sql`update entry set effective_day = effective_day + 9 where leaf_id = ${root}`;
  await sql`update orders set total_minor = total_minor + 1 where leaf_id = ${root}`;
  expect(await findings()).toEqual(["WRONG_AMOUNT amount NOT_SHOWN storefront"]);
  await sql`update orders set total_minor = total_minor - 1 where leaf_id = ${root}`;
  await sql`delete from entry where leaf_id = ${root}`;
  expect(await findings()).toEqual([
    "MISSING amount LEDGER_CHANGED evaluated",
    "WRONG_AMOUNT points LEDGER_CHANGED evaluated",
  ]);
  await sql`alter table entry enable trigger user`;
});

test("a customer who was absorbed is told as the survivor, with the orders of both", async () => {
  const other = await bench.buyer(`${buyer}b`, "30.00");
  root = await bench.buyer(buyer, "10.00");
  await bench.regroup([{ leaves: [root, other] }]);
  const { customers, diagnosis } = await loadersOf(bench.database.sql, now());
  const [row] = await bench.database.sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer where id = ${other}`;
  const id = Buffer.from(`Customer:${row?.publicId}`).toString("base64url");
  const live = await customers.unseenRoot({ id });
  expect([root, other]).toContain(live);
  const told = await diagnosis.ofCustomer(live as bigint, null);
  expect(told?.orders).toHaveLength(2);
  expect(told?.isHealthy).toBe(true);
});

test("of receipts that have the same number on other days each is compared with its own", async () => {
  for (const [daysAgo, amount] of [
    [4, "10.00"],
    [3, "20.00"],
    [2, "30.00"],
  ] as const) {
    const occurredAt = hoursAgo(24 * daysAgo);
    root = await bench.buy(buyer, amount, {
      ...{ references: [{ kind: "receipt", value: "7" }], store: "london-1", till: "1" },
      ...{ businessDate: occurredAt.slice(0, 10), occurredAt },
    });
  }
  const { orders, isHealthy } = await diagnosed();
  expect(orders.map(({ known }) => [known.number, known.amountMinor])).toEqual([
    ["7", 3_000n],
    ["7", 2_000n],
    ["7", 1_000n],
  ]);
  expect(isHealthy).toBe(true);
});

test("nobody is told of their own record, and at most five orders are taken", async () => {
  root = await bench.buyer(buyer, "10.00");
  const [row] = await bench.database.sql<{ publicId: string }[]>`
    select public_id as "publicId" from customer where id = ${root}`;
  const operator = { ...viewerOf("operator"), scopes: scopesOf("operator") };
  const own = { ...operator, customerId: row?.publicId ?? null };
  const as = async (viewer: typeof own) =>
    (await loadersOf(bench.database.sql, now(), viewer)).diagnosis;
  expect(await (await as(own)).ofCustomer(root, null)).toBeNull();
  const told = await (await as(operator)).ofCustomer(root, null);
  expect(told?.orders).toHaveLength(1);
  const many = Array.from({ length: 6 }, () => told?.orders[0]?.known as never);
  await expect((await as(operator)).ofCustomer(root, many)).rejects.toMatchObject({
    code: "BAD_USER_INPUT",
    details: { argument: "orders" },
  });
});
