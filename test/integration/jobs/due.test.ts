import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceDue, runDue } from "../../../src/core/advance.ts";
import { overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  at,
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { sale } from "../verify/mixedLife.ts";

let database: TestDatabase;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

async function customer(name: string) {
  const [row] = await database.sql`
    select c.*, d.next_due_at from identifiers i join customer c on c.id = i.leaf_id
    left join due d on d.root_id = c.id where i.value = ${`${name}@example.com`}`;
  return row;
}

function deps(now: string) {
  return { sql: database.sql, catalog: gateway.catalog, now: () => at(now) };
}

test("a term that has ended takes the tier, tells of it once and clears the due instant", async () => {
  await gateway.send([sale("d1", "ann", "300.00")], { now: at("2026-03-01T12:00:00Z") });
  const before = await customer("ann");
  expect(before).toMatchObject({ tier: "SILVER", seq: 2n });
  expect(await runDue(deps("2027-03-01T11:59:59Z"))).toBe(0);
  expect(await runDue(deps("2027-03-02T00:00:00Z"))).toBe(1);
  const after = await customer("ann");
  expect(after).toMatchObject({ tier: "BASE", tier_until: null, next_due_at: null, seq: 3n });
  expect(after?.["evaluated_at"]).toBe(before?.["tier_until"]);
  const rows =
    await database.sql`select kind, announce from outbox where root_id = ${after?.["id"]} order by seq`;
  expect(rows.map(({ kind }) => kind)).toEqual(["POINTS_CHANGED", "TIER_CHANGED", "TIER_CHANGED"]);
  const [change] = await database.sql`
    select kind, event_id, at from tier_change where root_id = ${after?.["id"]} order by recorded_at desc limit 1`;
  expect(change).toEqual({ kind: "DOWNGRADED", event_id: null, at: before?.["tier_until"] });
  expect(await runDue(deps("2027-03-02T00:00:00Z"))).toBe(0);
});

test("several passed term ends are gone through one by one, each as of its own day", async () => {
  await gateway.send(
    [
      sale("d2", "ben", "1200.00", { occurredAt: "2020-05-01T10:00:00Z" }),
      sale("d3", "ben", "300.00", { occurredAt: "2021-04-01T10:00:00Z" }),
    ],
    { mode: "BACKFILL" },
  );
  await runDue(deps("2026-03-01T00:00:00Z"));
  const changes = await database.sql`
    select t.kind, t.from_tier, t.to_tier, left(t.at::text, 10) as day from tier_change t
    join identifiers i on i.leaf_id = t.root_id where i.value = 'ben@example.com' order by t.at, t.id`;
  expect(
    changes.map(({ kind, from_tier, to_tier, day }) => [kind, from_tier, to_tier, day]),
  ).toEqual([
    ["UPGRADED", "BASE", "GOLD", "2020-05-01"],
    ["DOWNGRADED", "GOLD", "SILVER", "2021-05-01"],
    ["DOWNGRADED", "SILVER", "BASE", "2022-05-01"],
  ]);
  const [{ announced } = { announced: null }] = await database.sql`
    select bool_or(announce) as announced from outbox o join identifiers i on i.leaf_id = o.root_id
    where i.value = 'ben@example.com'`;
  // Years back: no news to anybody.
  expect(announced).toBe(false);
});

test("a customer whom a writer holds is left to the writer", async () => {
  await gateway.send([sale("d4", "cat", "300.00")], { now: at("2026-03-01T12:00:00Z") });
  const row = await customer("cat");
  const writer = await database.sql.reserve();
  await writer`begin`;
  await writer`select 1 from customer where id = ${row?.["id"]} for no key update`;
  expect(await advanceDue(deps("2027-03-02T00:00:00Z"))).toEqual({ advanced: 0, skipped: 1 });
  await writer`rollback`;
  writer.release();
  expect(await advanceDue(deps("2027-03-02T00:00:00Z"))).toEqual({ advanced: 1, skipped: 0 });
});

test("more customers than one transaction takes are advanced once each, and one that cannot be holds back only its own", async () => {
  const { sql } = database;
  await gateway.send([sale("d500", "many", "300.00")], { now: at("2026-03-01T12:00:00Z") });
  const first = (await customer("many"))?.["id"];
  const copies = 600;
  await sql`
    insert into customer select (jsonb_populate_record(c, jsonb_build_object('id', ids.id, 'root_id', ids.id,
        'public_id', gen_random_uuid()))).*
      from customer c, (select 1000000000000::bigint + n as id from generate_series(1, ${copies}::int) as n) as ids
     where c.id = ${first}`;
  await sql`
    insert into due select c.id, c.tier_until + (c.id - 1000000000000) * interval '1 microsecond'
      from customer c where c.id > 1000000000000`;
  await sql`update customer set tier_until = d.next_due_at from due d where d.root_id = id and id > 1000000000000`;
  const isLast = sql`id = 1000000000000::bigint + ${copies}::int`;
  await sql`update customer set tier_basis = '{"earned": {"tier": "SILVER", "since": "never"}, "grants": []}' where ${isLast}`;
  await expect(advanceDue(deps("2027-03-02T00:00:00Z"))).rejects.toThrow(/never/);
  const left = async () => {
    const [row] = await sql<{ left: number }[]>`
      select count(*)::int as left from customer where id > 1000000000000 and tier <> 'BASE'`;
    return row?.left;
  };
  const held = (await left()) as number;
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(copies);
  await sql`update customer set tier_basis = null where ${isLast}`;
  expect(await runDue(deps("2027-03-02T00:00:00Z"))).toBe(held);
  const [{ changes } = { changes: 0 }] = await sql<{ changes: number }[]>`
    select count(*)::int as changes from tier_change where root_id > 1000000000000`;
  expect([await left(), changes]).toEqual([0, copies]);
  await sql`delete from customer where id > 1000000000000`;
});

test("two jobs at once advance everybody exactly once", async () => {
  const people = Array.from({ length: 60 }, (_, index) => `twin${index}`);
  await gateway.send(
    people.map((name) => sale(`tw-${name}`, name, "300.00")),
    { now: at("2026-03-01T12:00:00Z") },
  );
  const counts = await Promise.all([
    runDue(deps("2027-03-02T00:00:00Z")),
    runDue(deps("2027-03-02T00:00:00Z")),
  ]);
  await runDue(deps("2027-03-02T00:00:00Z"));
  const [{ changes } = { changes: 0n }] = await database.sql<{ changes: bigint }[]>`
    select count(*) as changes from tier_change t join identifiers i on i.leaf_id = t.root_id
    where i.value like 'twin%' and t.kind = 'DOWNGRADED'`;
  expect(changes).toBe(60n);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(0);
  const [{ due } = { due: 0n }] = await database.sql<{ due: bigint }[]>`
    select count(*) as due from due where next_due_at < '2027-03-02'`;
  expect(due).toBe(0n);
});

test("a due instant that is not the customer's is put right without a change of tier", async () => {
  await gateway.send([sale("d5", "dan", "300.00")], { now: at("2026-03-01T12:00:00Z") });
  const row = await customer("dan");
  await database.sql`update due set next_due_at = '2026-04-01T00:00:00Z' where root_id = ${row?.["id"]}`;
  await runDue(deps("2026-05-01T00:00:00Z"));
  const after = await customer("dan");
  expect(after?.["next_due_at"]).toBe(row?.["tier_until"]);
  expect(after).toMatchObject({ tier: "SILVER", seq: row?.["seq"] });
});

async function override(name: string, tier: string, now: string, expiresAt: string) {
  const row = await customer(name);
  const { userErrors } = await overrideTier(
    { sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7, now: at(now) },
    {
      viewer: viewerOf("agent"),
      rootId: row?.["id"],
      said: name,
      idempotencyKey: `${name} ${now}`,
      mode: "FLOOR",
      tier,
      expiresAt: at(expiresAt),
      reason: "a test",
      expectedVersion: null,
    },
  );
  expect(userErrors).toEqual([]);
}

test("an override that has ended gives way to what was earned, tells of it like any change, and is due no more", async () => {
  await gateway.send([sale("d6", "eve", "300.00")], { now: at("2026-03-01T12:00:00Z") });
  await override("eve", "PLATINUM", "2026-03-02T12:00:00Z", "2026-06-01T00:00:00Z");
  expect(await customer("eve")).toMatchObject({
    tier: "PLATINUM",
    next_due_at: "2026-06-01 00:00:00+00",
  });
  expect(await runDue(deps("2026-05-31T23:59:59Z"))).toBe(0);
  expect(await runDue(deps("2026-06-01T00:00:00Z"))).toBe(1);
  const after = await customer("eve");
  expect(after).toMatchObject({
    tier: "SILVER",
    tier_basis: null,
    tier_since: "2026-06-01 00:00:00+00",
  });
  expect(after?.["next_due_at"]).toBe(after?.["tier_until"]);
  const rows = await database.sql`
    select kind, announce, payload from outbox where root_id = ${after?.["id"]} order by seq offset 4`;
  expect([...rows]).toMatchObject([
    {
      kind: "TIER_CHANGED",
      announce: true,
      payload: { from: "PLATINUM", to: "SILVER", cause: "GRANT_ENDED" },
    },
    { kind: "OVERRIDE_CHANGED", announce: true, payload: { cause: "GRANT_ENDED", tier: null } },
  ]);
});

test("ends of an override and of the term underneath are gone through in order, each as of its own instant", async () => {
  await gateway.send([sale("d7", "fin", "300.00")], { now: at("2026-03-01T12:00:00Z") });
  await override("fin", "GOLD", "2026-12-01T12:00:00Z", "2027-06-01T00:00:00Z");
  const before = await customer("fin");
  // In one step, long after both.
  await runDue(deps("2027-09-01T00:00:00Z"));
  const changes = await database.sql`
    select kind, cause, from_tier, to_tier, earned_tier, left(at::text, 10) as day, recorded_at from tier_change
    where root_id = ${before?.["id"]} order by recorded_at, at, id`;
  expect(changes.map((row) => Object.values(row).slice(0, 6))).toEqual([
    ["UPGRADED", "QUALIFIED", "BASE", "SILVER", "SILVER", "2026-03-01"],
    ["UPGRADED", "GRANT_STARTED", "SILVER", "GOLD", "SILVER", "2026-12-01"],
    ["UNCHANGED", "TERM_ENDED", "GOLD", "GOLD", "BASE", "2027-03-01"],
    ["DOWNGRADED", "GRANT_ENDED", "GOLD", "BASE", "BASE", "2027-06-01"],
  ]);
  expect(await customer("fin")).toMatchObject({ tier: "BASE", next_due_at: null });
  const told = await database.sql`
    select kind from outbox where root_id = ${before?.["id"]} and seq > ${before?.["seq"]} order by seq`;
  expect(told.map(({ kind }) => kind)).toEqual(["TIER_CHANGED", "OVERRIDE_CHANGED"]);
});
