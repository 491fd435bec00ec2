import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql, type Tx } from "../../db/connection/client.ts";
import { seeIdentifiers, updateTierBasis } from "../../db/queries/core/effects.ts";
import { lockOrdersSince } from "../../db/queries/core/enrolment.ts";
import {
  findEvents,
  findIdentifiers,
  findMovedIdentifiers,
  findReferences,
} from "../../db/queries/core/writeState.ts";
import { readPublicIdsOfMerged } from "../../db/queries/customers/readCustomers.ts";
import {
  claimLanes,
  renewLanes,
  type SettledLaneRow,
  settleLanes,
} from "../../db/queries/deliveries/lanes.ts";
import { readRecordedPurchases } from "../../db/queries/inbound/importReport.ts";
import { claimMessages, settleMessages } from "../../db/queries/inbound/messages.ts";
import { readDueStandings } from "../../db/queries/loyalty/readReports.ts";
import { findCustomersAfter } from "../../db/queries/programme/rollouts.ts";
import { readAppliedOf, readRootsWithOrders } from "../../db/queries/verify/verifyGroups.ts";
import { analyseLoaded } from "../../db/statements/statistics.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { at, setUpRetailer, startReceiver } from "../support/receiver.ts";

/**
 * A load into an empty database, before anybody has counted what is in it: what reads by keys must
 * not read it all.
 */

const CUSTOMERS = 1_500;
const NOW = "2026-03-01T12:00:00Z";
/** Customers, or purchases, that a statement is asked for. */
const ASKED = 100;
/** Of a walk over all of them: small beside all, as steps are. */
const STEP = 10;
/** Rows that may be read for each of them, over all tables. */
const ROWS_EACH_MAX = 8;

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  const { sql } = database;
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;
  for (const { name } of tables) {
    await sql.unsafe(`alter table ${name} set (autovacuum_enabled = off)`);
  }
  await setUpRetailer(sql);
  // As autovacuum does in a database that has been empty for a minute.
  await sql`analyze identifiers, customer`;
  early = connect(database.url, { max: 1, isKeyLookupsOnly: true });
  await lookUp(10, early);
  await fill(EARLY);
  await sql`analyze delivery_lane, inbound_message`;
  await settleSome(early, await claimSome(EARLY));
  await renewLanes(early, await claimSome(EARLY), LEASE_MS);
  await readSome(early, EARLY);
  for (const [, run] of WRITE_PATH) {
    await run(early as never, EARLY);
  }
  await fill(CUSTOMERS);
  const gateway = await startReceiver(database.url);
  const events = Array.from({ length: CUSTOMERS }, (_, nth) => ({
    source: "shop",
    eventId: `loaded-${nth}`,
    kind: "SOLD",
    occurredAt: "2026-01-15T12:00:00Z",
    references: [{ kind: "order", value: `loaded-${nth}` }],
    customer: [{ kind: "email", value: `loaded-${nth}@example.org` }],
    currencyCode: "GBP",
    lines: [{ id: "1", article: "A1", quantity: "1", gross: "300.00" }],
    tenders: [{ kind: "card", amount: "300.00" }],
  }));
  for (let from = 0; from < CUSTOMERS; from += 500) {
    await gateway.send(events.slice(from, from + 500), { mode: "BACKFILL", now: at(NOW) });
  }
  await gateway.close();
});
afterAll(async () => {
  await early?.end();
  await database?.drop();
});

/** A connection that has planned while nothing was there, as a server that takes a first load. */
let early: Sql;

/** Lanes and messages that are there when their statements are planned. */
const EARLY = 5;
const LEASE_MS = 60_000;
const DESTINATION = 1;

/** Lanes of a destination, and messages of a source, up to so many of each. */
async function fill(upTo: number, sql: Sql = database.sql): Promise<void> {
  await sql`insert into destination_state (destination_id) values (${DESTINATION}::smallint)
    on conflict do nothing`;
  await sql`
    insert into delivery_lane (destination_id, root_id, next_seq, head_seq, next_id, pending,
                               is_bulk, due_at)
    select ${DESTINATION}::smallint, n, 1, 1, n, 1, false,
           -- The last ones first: who walks from the beginning comes by all.
           timestamptz '2026-01-01' - make_interval(secs => n)
      from generate_series(1, ${upTo}::int) n on conflict do nothing`;
  await sql`
    insert into inbound_message (source_id, message_key, intake_on, intake_id, received_at, state,
                                 due_at, tries)
    select 1, n::text, '2026-01-01', n, '2026-01-01', 'RECEIVED', 'infinity', 1
      from generate_series(1, ${upTo}::int) n on conflict do nothing`;
}

/** Claims lanes that are due, and has them due again for whoever claims next. */
async function claimSome(limit: number) {
  const claim = { destinationId: DESTINATION, limit, leaseMs: 0 };
  const lanes = await claimLanes(database.sql, claim);
  return lanes.map(({ rootId, token }) => ({ destinationId: DESTINATION, rootId, token }));
}

const settleSome = (db: Sql | Tx, claims: Awaited<ReturnType<typeof claimSome>>) =>
  settleLanes(
    db,
    claims.map(
      ({ destinationId, rootId, token }): SettledLaneRow => ({
        ...{ destination_id: destinationId, root_id: rootId, token, next_seq: null, next_id: null },
        ...{ ended: 0, again_after: null, is_dead: false, wait_ms: 0, tries: 1 },
        ...{ first_tried_at: null, last_status: null, last_answer: null, shadow_epoch: null },
      }),
    ),
    [],
    [],
  );

/** What a batch of purchases looks up and sets by keys, for so many of the rows that came last. */
const WRITE_PATH: readonly [string, (tx: Tx, count: number) => Promise<{ count: number }>][] = [
  [
    "finding events",
    async (tx, count) =>
      findEvents(
        tx,
        await database.sql`select source_id, event_id from events order by id desc limit ${count}`,
      ),
  ],
  [
    "finding orders by their numbers",
    async (tx, count) =>
      findReferences(
        tx,
        await database.sql`
          select value, kind, source, scope, true as with_facts from order_reference
           order by order_id desc limit ${count}`,
      ),
  ],
  [
    "finding out whether identifiers have moved",
    async (tx, count) =>
      findMovedIdentifiers(
        tx,
        await database.sql`
          select id, -1 as leaf_id from identifiers order by id desc limit ${count}`,
      ),
  ],
  [
    "noting when identifiers were seen",
    async (tx, count) =>
      seeIdentifiers(
        tx,
        await database.sql`
          select id, '2030-01-01' as last_seen_on from identifiers order by id desc limit ${count}`,
      ),
  ],
  [
    "setting rows of customers",
    async (tx, count) =>
      updateTierBasis(
        tx,
        await database.sql`select id, tier_basis from customer order by id desc limit ${count}`,
      ),
  ],
];

async function readSome(db: Sql | Tx, count: number): Promise<number> {
  const rows = await database.sql<{ id: bigint }[]>`
    select id from inbound_message where state = 'RECEIVED' order by id desc limit ${count}`;
  const settled = { tries: 1, state: "READ", counts: {}, faults: [] } as const;
  return await settleMessages(
    db,
    rows.map(({ id }) => ({ ...settled, id })),
  );
}

/** So many of the customers' addresses, spread over all. */
const lookUp = (count: number, db: Sql | Tx) =>
  findIdentifiers(
    db as Tx,
    Array.from({ length: count }, (_, nth) => ({
      ...{ kind: "email", value: `loaded-${nth * 13}@example.org` },
    })),
  );

/** Rows of the tables that `read` has fetched, by whatever way. */
async function rowsRead(
  read: (tx: Tx) => PromiseLike<unknown>,
  sql: Sql = database.sql,
): Promise<number> {
  return await sql.begin(async (tx) => {
    const count = async (): Promise<number> => {
      const [row] = await tx<{ rows: number }[]>`
        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_xact_user_tables`;
      return row?.rows ?? 0;
    };
    const before = await count();
    await read(tx);
    return (await count()) - before;
  });
}

async function someRoots(count: number): Promise<bigint[]> {
  const rows = await database.sql<{ id: bigint }[]>`
    select id from customer order by id limit ${count}`;
  return rows.map(({ id }) => id);
}

describe("reads no more than it is asked for, with nothing known of the tables", () => {
  test("nothing is known of them", async () => {
    const known =
      await database.sql`select from pg_stats where tablename in ('events', 'orders', 'customer')`;
    expect(known).toHaveLength(0);
  });

  test.each<[string, (tx: Tx, roots: readonly bigint[]) => PromiseLike<unknown>]>([
    [
      "the closing check of an import",
      (tx) =>
        readRecordedPurchases(
          tx as never,
          "shop",
          Array.from({ length: ASKED }, (_, nth) => `loaded-${nth * 7}`),
        ),
    ],
    [
      "the report of what time does to tiers",
      (tx) =>
        readDueStandings(tx as never, {
          programme: "tributary",
          to: "2029-01-01T00:00:00Z",
          after: 0n,
          limit: ASKED,
        }),
    ],
    ["the rolling check", (tx, roots) => readAppliedOf(tx, roots)],
    ["the walk of a rollout", (tx) => findCustomersAfter(tx, 0n, NOW, STEP)],
    ["the walk of the rolling check", (tx) => readRootsWithOrders(tx, 0n, STEP, 1_000)],
    ["enrolling", (tx, roots) => lockOrdersSince(tx, roots[0] as bigint, "2026-01-01T00:00:00Z")],
    [
      "who was merged with a customer",
      (tx, roots) => readPublicIdsOfMerged(tx, roots[0] as bigint),
    ],
  ])("%s", async (_, read) => {
    const roots = await someRoots(ASKED);
    expect(await rowsRead((tx) => read(tx, roots))).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
  });
});

test("a batch of a load reads its identifiers alone, though it was planned when nobody was there", async () => {
  const found = await lookUp(ASKED, early);
  expect(found).toHaveLength(ASKED);
  const read = await rowsRead((tx) => lookUp(ASKED, tx), early);
  expect(read).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
});

describe("reads no more than it is given, though it was planned when few were there", () => {
  test("settling lanes", async () => {
    const claims = await claimSome(ASKED);
    const read = await rowsRead(async (tx) => {
      expect(await settleSome(tx, claims)).toHaveLength(ASKED);
    }, early);
    expect(read).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
  });

  test("renewing claims of lanes", async () => {
    const claims = await claimSome(ASKED);
    const read = await rowsRead(async (tx) => {
      expect(await renewLanes(tx as never, claims, LEASE_MS)).toHaveLength(ASKED);
    }, early);
    expect(read).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
  });

  test.each(WRITE_PATH)("%s", async (_, run) => {
    const read = await rowsRead(async (tx) => {
      expect((await run(tx, ASKED)).count).toBe(ASKED);
    }, early);
    expect(read).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
  });

  test("settling messages", async () => {
    const read = await rowsRead(async (tx) => {
      expect(await readSome(tx, ASKED)).toBe(ASKED);
    }, early);
    expect(read).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
  });
});

test("claiming of the longest waiting reads no others, though it was planned when none waited", async () => {
  const { sql, url, drop } = await cloneTemplateDatabase();
  const idle = connect(url, { max: 1, isKeyLookupsOnly: true, takesFromQueues: true });
  const CLAIMS: readonly ((tx: Sql, limit: number) => Promise<readonly unknown[]>)[] = [
    (tx, limit) => claimLanes(tx, { destinationId: DESTINATION, limit, leaseMs: LEASE_MS }),
    (tx, limit) => claimMessages(tx, { limit, leaseMs: LEASE_MS }),
  ];
  try {
    await sql`alter table delivery_lane set (autovacuum_enabled = off)`;
    await sql`alter table inbound_message set (autovacuum_enabled = off)`;
    await setUpRetailer(sql);
    for (const claim of CLAIMS) {
      expect(await claim(idle, ASKED)).toEqual([]);
    }
    await fill(CUSTOMERS, sql);
    await sql`update inbound_message set due_at = received_at`;
    for (const claim of CLAIMS) {
      const read = await rowsRead((tx) => claim(tx as never, ASKED), idle);
      expect(read).toBeGreaterThanOrEqual(ASKED);
      expect(read).toBeLessThanOrEqual(ASKED * ROWS_EACH_MAX);
    }
  } finally {
    await idle.end();
    await drop();
  }
});

test("a load has its tables looked at, so that what follows is planned for what is there", async () => {
  await analyseLoaded(database.sql);
  const known = await database.sql<{ rows: number }[]>`
    select reltuples::int as rows from pg_class where relname in ('customer', 'events', 'orders')`;
  expect(known).toEqual(Array(3).fill({ rows: CUSTOMERS }));
});
