import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { email, moment, type RawEvent, sale } from "./events.ts";

/** Two server processes on one database: two receivers, each with connections of its own. */

let database: TestDatabase;
const gateways: TestReceiver[] = [];
const random = rng(testSeed());

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateways.push(await startReceiver(database.url), await startReceiver(database.url));
});

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await database?.drop();
});

afterEach(async () => {
  expect(await breaches(database.sql)).toEqual([]);
});

const one = () => gateways[0] as TestReceiver;
const other = () => gateways[1] as TestReceiver;
const below = (n: number): number => Math.floor(random() * n);

function chunksOf<Value>(values: readonly Value[], size: number): Value[][] {
  const chunks: Value[][] = [];
  for (let at = 0; at < values.length; at += size) {
    chunks.push(values.slice(at, at + size));
  }
  return chunks;
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => [random(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

/** Sends to both receivers at once, each its own list, in calls of `size`. */
async function both(a: readonly RawEvent[], b: readonly RawEvent[], size: number) {
  const send = async (gateway: TestReceiver, events: readonly RawEvent[]) =>
    (await Promise.all(chunksOf(events, size).map((chunk) => gateway.send(chunk)))).flat();
  return await Promise.all([send(one(), a), send(other(), b)]);
}

test("new identifiers that both processes meet at once get one customer each, and none is left without", async () => {
  for (let round = 0; round < 5; round += 1) {
    const events = Array.from({ length: 200 }, (_, index): RawEvent => {
      const mail = email(`r${round}-${below(10)}`);
      const phone = { kind: "phone", value: `+49${round}5550${100 + below(10)}` };
      const crossing = [[mail], [mail, phone], [phone, mail]][below(3)] as object[];
      return sale(`N${round}-${index}`, null, "1.00", { customer: crossing });
    });
    const answers = await both(
      events.slice(0, 100),
      events.slice(100),
      [1, 10, 50][round % 3] ?? 1,
    );
    expect(new Set(answers.flat().map(({ outcome }) => outcome))).toEqual(new Set(["APPLIED"]));
  }
  const [row] = await database.sql`
    select count(*)::int as orders, sum(points_active)::int as points from orders`;
  expect(row).toEqual({ orders: 1_000, points: 1_000 });
  const shared = await database.sql`
    select kind, value from identifiers group by 1, 2 having count(*) > 1`;
  expect(shared).toEqual([]);
});

test("the same events sent to both processes have one effect, and exactly one is told that it was first", async () => {
  const events = Array.from({ length: 300 }, (_, index) =>
    sale(`S${index}`, `same-${index % 40}`, "2.00"),
  );
  const [first, second] = await both(shuffled(events), shuffled(events), 25);
  const answers = new Map<string, boolean[]>();
  for (const { eventId, duplicate, outcome } of [...first, ...second]) {
    expect(outcome).toBe("APPLIED");
    answers.set(eventId, [...(answers.get(eventId) ?? []), duplicate].sort());
  }
  expect(new Set([...answers.values()].map(String))).toEqual(new Set(["false,true"]));
  const [row] = await database.sql`
    select count(*)::int as n from entry e join orders o on o.id = e.order_id
    where o.refs::text like '%"S%'`;
  expect(row).toEqual({ n: 300 });
});

test("of different bodies under one id exactly one is taken, the others are conflicts and kept apart", async () => {
  const bodies = Array.from({ length: 8 }, (_, body) => sale("C1", "conflict", `${body + 1}.00`));
  const answers = (
    await Promise.all(
      shuffled([...bodies, ...bodies]).map((event, index) =>
        (gateways[index % 2] as TestReceiver).send([event]),
      ),
    )
  ).flat();
  const applied = answers.filter(({ outcome }) => outcome === "APPLIED");
  expect(applied.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(applied).toHaveLength(2);
  expect(answers.filter(({ outcome }) => outcome === "CONFLICT")).toHaveLength(14);
  const [row] = await database.sql`
    select (select count(*)::int from events where event_id = 'sale-C1') as events,
      (select count(*)::int from event_conflicts) as conflicts`;
  expect(row).toEqual({ events: 1, conflicts: 7 });
});

test("a customer whom both processes serve all the time gets every point exactly", async () => {
  await one().send([sale("H", "hot", "1.00")]);
  const events = Array.from({ length: 400 }, (_, index) =>
    sale(`H${index}`, "hot", `${(index % 7) + 1}.00`),
  );
  const answers = await both(events.slice(0, 200), events.slice(200), 10);
  expect(new Set(answers.flat().map(({ outcome }) => outcome))).toEqual(new Set(["APPLIED"]));
  const expected = events.reduce((sum, _event, index) => sum + (index % 7) + 1, 1);
  const [row] = await database.sql`
    select a.active, c.seq from identifiers i join account a on a.leaf_id = i.leaf_id
    join customer c on c.id = i.leaf_id where i.value = 'hot@example.com'`;
  expect(row?.["active"]).toBe(BigInt(expected));
});

test("orders that both processes open, join and bring back at once are one order each", async () => {
  const number = (value: string, source: string) => ({ source, kind: "order", value });
  const events: RawEvent[] = [];
  for (let at = 0; at < 30; at += 1) {
    const [shop, erp] = [number(`J${at}`, "shop"), number(`J${at}`, "erp")];
    events.push(
      sale(`J${at}`, `join-${at % 5}`, "10.00"),
      sale(`J${at}`, `join-${at % 5}`, "10.00", {
        source: "erp",
        eventId: `erp-J${at}`,
        references: [erp],
        occurredAt: moment(5),
      }),
      sale(`J${at}`, null, "10.00", {
        eventId: `link-J${at}`,
        kind: "SETTLED",
        references: at % 2 === 0 ? [shop, erp] : [erp, shop],
        lines: undefined,
        tenders: undefined,
        occurredAt: moment(9),
      }),
      {
        source: "shop",
        eventId: `back-J${at}`,
        kind: "RETURNED",
        occurredAt: moment(10),
        references: [erp],
        return: { id: "R", lines: [{ lineId: "1", quantity: "0.5" }] },
      },
    );
  }
  const mixed = shuffled(events);
  const answers = await both(mixed.slice(0, 60), mixed.slice(60), 4);
  expect(new Set(answers.flat().map(({ outcome }) => outcome))).not.toContain("REJECTED");
  const [row] = await database.sql`
    select count(*)::int as orders, sum(points_active)::int as points, count(distinct status)::int as statuses
    from orders where absorbed_into is null and refs::text like '%"J%'`;
  expect(row).toEqual({ orders: 30, points: 150, statuses: 1 });
  const held = await database.sql`select reason from events where outcome = 'HELD'`;
  expect(held).toEqual([]);
});
