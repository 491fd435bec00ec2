import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { isTransient } from "../../../src/platform/failure.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import { batched, oneByKey } from "../../../src/platform/reads/batch.ts";
import { BATCH_LIMITS, BatchScheduler } from "../../../src/platform/reads/batchScheduler.ts";
import { createLookups, type Lookups } from "../../../src/reads/lookups.ts";
import { type CountingProxy, countingProxy, until } from "../../support/faults.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** The shared lookups on a real database that is slow, goes away, or meets a key it cannot read. */
let server: TestServer;
let sql: Sql;
const POOL = "batching-test";
const STATEMENT_TIMEOUT_MS = 1_200;
const SLOW = -1;
const MALFORMED = 0;

/** Lookups over statements that a key can break or slow down, which none of ours lets it. */
const createFragile = () => {
  const ratio = oneByKey(
    "ratio",
    (keys: readonly number[]) => sql<{ key: number; value: number }[]>`
      select key, 100 / key as value from unnest(${[...keys]}::int[]) as key`,
    (row) => row.key,
  );
  const slow = oneByKey(
    "slow",
    (keys: readonly number[]) => sql<{ key: number }[]>`
      select key, case when key = ${SLOW}::int then pg_sleep(30)::text end as slept
      from unnest(${[...keys]}::int[]) as key`,
    (row) => row.key,
  );
  return batched({ ratio, slow }, new BatchScheduler(BATCH_LIMITS), { isTransient }).lookups;
};

beforeAll(async () => {
  server = await startTestServer();
  await server.receive(
    Array.from({ length: 3 }, (_, at) =>
      soldEvent({ customer: [{ kind: "email", value: `b${at}@example.com` }] }),
    ),
  );
  sql = connect(server.database.url, {
    max: 4,
    applicationName: POOL,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await server.stop();
});

const NOBODY = {};

/**
 * Ends the connections that are in the middle of a statement; idle ones are none of these tests'
 * matter.
 */
async function terminateActive(applicationName: string): Promise<void> {
  await server.database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = ${applicationName} and state = 'active'`;
}

async function statuses(loads: readonly Promise<unknown>[]) {
  return (await Promise.allSettled(loads)).map(({ status }) => status);
}

describe("one of 200 requests", () => {
  test("with a key that its statement fails on fails alone", async () => {
    const { ratio } = createFragile();
    const keys = Array.from({ length: 200 }, (_, at) => (at === 77 ? MALFORMED : at + 1));
    const loads = keys.map((key) => ratio.load(key, NOBODY));
    const results = await statuses(loads);
    expect(results.filter((status) => status === "rejected")).toHaveLength(1);
    // Also those whose statement used a connection after one that failed half-way through its rows.
    await expect(loads[77]).rejects.toMatchObject({ code: "22012" });
    expect(await loads[49]).toEqual({ key: 50, value: 2 });
  });

  test("with an id that is none gets null or its own error over HTTP, and 199 get their customer", async () => {
    const [row] = await server.database.sql<{ publicId: string }[]>`
      select public_id as "publicId" from customer limit 1`;
    const id = encodeGlobalId("Customer", row?.publicId ?? "");
    const malformed = Buffer.from("Customer:no-uuid").toString("base64url");
    const token = await server.token("admin");
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        server.graphql({
          query:
            "query($id: ID!) { customer(by: {id: $id}) { id orders(first: 2) { nodes { id } } } }",
          variables: { id: at === 50 ? malformed : id },
          token,
        }),
      ),
    );
    const found = answers.filter(({ data }) => data?.customer?.id === id);
    expect(found).toHaveLength(199);
    expect(answers[50]?.data).toEqual({ customer: null });
  });
});

test("a slow statement is cancelled, and neighbours in other lookups do not wait for it", async () => {
  const { ratio, slow } = createFragile();
  let isSlowOver = false;
  const stuck = slow.load(SLOW, NOBODY).finally(() => {
    isSlowOver = true;
  });
  stuck.catch(() => {});
  for (let key = 1; key <= 5; key += 1) {
    expect(await ratio.load(key, NOBODY)).toMatchObject({ key });
  }
  expect(isSlowOver).toBe(false);
  await expect(stuck).rejects.toMatchObject({ code: "57014" });
  expect(await slow.load(3, NOBODY)).toMatchObject({ key: 3 });
});

test("a connection that is lost in the middle of a batch fails that batch, and the next one works", async () => {
  const { slow } = createFragile();
  const batch = Promise.allSettled([slow.load(SLOW, NOBODY), slow.load(2, NOBODY)]);
  await until("the statement runs", async () => {
    const rows = await server.database.sql`
      select 1 from pg_stat_activity
      where application_name = ${POOL} and state = 'active' and query like '%pg_sleep%'`;
    return rows.length === 1;
  });
  await terminateActive(POOL);
  expect((await batch).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await slow.load(2, NOBODY)).toMatchObject({ key: 2 });
});

test("over HTTP a database that goes away in the middle is UNAVAILABLE with Retry-After, then works again", async () => {
  const ask = () => server.graphql({ query: `{ customer(by: {email: "b1@example.com"}) { id } }` });
  expect((await ask()).data.customer).not.toBeNull();
  await server.database.sql.begin(async (tx) => {
    // What reads a customer waits for this lock.
    await tx`lock table customer in access exclusive mode`;
    const waiting = ask();
    await until("the read waits", async () => {
      const rows = await server.database.sql`
        select 1 from pg_stat_activity
        where application_name = 'test-reads' and wait_event_type = 'Lock'`;
      return rows.length === 1;
    });
    await terminateActive("test-reads");
    const lost = await waiting;
    expect([lost.status, lost.errors?.[0]?.extensions["code"]]).toEqual([503, "UNAVAILABLE"]);
    expect(lost.headers.get("retry-after")).toBe("1");
  });
  expect((await ask()).data.customer).not.toBeNull();
});

describe("statements", () => {
  let proxy: CountingProxy;
  let counted: Sql;
  let lookups: Lookups;
  beforeAll(async () => {
    proxy = await countingProxy(server.database.url);
    counted = connect(proxy.url, { max: 1, applicationName: "counted-lookups" });
    ({ lookups } = createLookups(counted, { watermarkAgeMs: 0 }));
  });
  afterAll(async () => {
    await counted.end();
    await proxy.close();
  });

  /** One call of every lookup. */
  const CALLS: { readonly [Name in keyof Lookups]: () => Promise<unknown> } = {
    customerById: () => lookups.customerById.load(1n, NOBODY),
    customerByPublicId: () => lookups.customerByPublicId.load(UUID, NOBODY),
    holderOf: () => lookups.holderOf.load({ kind: "email", value: "b1@example.com" }, NOBODY),
    leaves: () => lookups.leaves.load(1n, NOBODY),
    identifiers: () => lookups.identifiers.load(1n, NOBODY),
    presences: () => lookups.presences.load(1n, NOBODY),
    blocks: () => lookups.blocks.load(1n, NOBODY),
    memberships: () => lookups.memberships.load(1n, NOBODY),
    accounts: () => lookups.accounts.load(1n, NOBODY),
    statementSums: () =>
      lookups.statementSums.load(
        { rootId: 1n, programme: "main", wallet: "points", from: "2026-01-01", to: "2026-12-31" },
        NOBODY,
      ),
    entryPage: () =>
      lookups.entryPage.load(
        {
          ...{ rootId: 1n, programme: "main", wallet: "points", from: "2026-01-01" },
          ...{ to: "2026-12-31", limit: 1, before: null },
        },
        NOBODY,
      ),
    openHolds: () => lookups.openHolds.load(1n, NOBODY),
    openLots: () => lookups.openLots.load(1n, NOBODY),
    grants: () => lookups.grants.load(1n, NOBODY),
    tierChangePage: () =>
      lookups.tierChangePage.load({ rootId: 1n, limit: 6, after: null }, NOBODY),
    interactionByPublicId: () => lookups.interactionByPublicId.load(UUID, NOBODY),
    viewPage: () => lookups.viewPage.load({ rootId: 1n, limit: 6, after: null }, NOBODY),
    interactionPage: () =>
      lookups.interactionPage.load({ rootId: 1n, limit: 6, after: null, openOnly: false }, NOBODY),
    couponByKey: () => lookups.couponByKey.load("ABC", NOBODY),
    couponByPublicId: () => lookups.couponByPublicId.load(UUID, NOBODY),
    couponPage: () =>
      lookups.couponPage.load(
        { rootId: 1n, limit: 6, after: null, states: null, now: "2026-01-01T00:00:00Z" },
        NOBODY,
      ),
    couponAttempts: () => lookups.couponAttempts.load({ couponId: 1n, limit: 5 }, NOBODY),
    redemptionsOfCoupon: () => lookups.redemptionsOfCoupon.load(1n, NOBODY),
    redemptionByPublicId: () => lookups.redemptionByPublicId.load(UUID, NOBODY),
    couponUses: () => lookups.couponUses.load({ rootId: 1n, couponId: 1n }, NOBODY),
    campaignByCode: () => lookups.campaignByCode.load("WELCOME", NOBODY),
    timelinePage: () =>
      lookups.timelinePage.load(
        { rootId: 1n, limit: 6, kinds: ["ORDER", "POINTS"], before: null },
        NOBODY,
      ),
    heldByWaitKey: () => lookups.heldByWaitKey.load("sale:1", NOBODY),
    told: () => lookups.told.load(1n, NOBODY),
    incidentNotices: () => lookups.incidentNotices.load(1n, NOBODY),
    acknowledgements: () => lookups.acknowledgements.load(1n, NOBODY),
    openOrders: () => lookups.openOrders.load(1n, NOBODY),
    orderById: () => lookups.orderById.load(1n, NOBODY),
    orderByPublicId: () => lookups.orderByPublicId.load(UUID, NOBODY),
    orderPage: () =>
      lookups.orderPage.load({ rootId: 1n, limit: 6, after: null, statuses: null }, NOBODY),
    orderFacts: () => lookups.orderFacts.load(1n, NOBODY),
    eventById: () => lookups.eventById.load(1n, NOBODY),
    heldSample: () => lookups.heldSample.load({ reason: "UNKNOWN_CUSTOMER", limit: 3 }, NOBODY),
    heldGroups: () => lookups.heldGroups.load("all", NOBODY),
    watermarks: () => lookups.watermarks.load("all", NOBODY),
  };
  const UUID = "018f0000-0000-7000-8000-000000000000";

  for (const [name, call] of Object.entries(CALLS)) {
    test(`${name}: prepared once, then one round trip a batch`, async () => {
      await call();
      proxy.reset();
      await call();
      expect(proxy.roundTrips()).toBe(1);
    });
  }

  test("no lookup by key reads a table of customers or orders from end to end", async () => {
    const sent: string[] = [];
    counted.options.debug = (_connection, text) => sent.push(text);
    const { heldGroups: _groups, heldSample: _sample, watermarks: _marks, ...byKey } = CALLS;
    for (const call of Object.values(byKey)) {
      await call();
    }
    counted.options.debug = () => {};
    expect(sent).toHaveLength(Object.keys(byKey).length);
    await server.database.sql.begin(async (tx) => {
      // A table of three rows is always read whole, unless that is made dear: what is left has no
      // index to go by.
      await tx`set local enable_seqscan = off`;
      await tx`set local plan_cache_mode = force_generic_plan`;
      for (const text of sent) {
        // As a prepared one and not by EXPLAIN's GENERIC_PLAN, which PostgreSQL 15 has not.
        const parameters = Math.max(
          0,
          ...[...text.matchAll(/\$(\d+)/g)].map((at) => Number(at[1])),
        );
        const nulls = Array.from({ length: parameters }, () => "null").join(", ");
        await tx.unsafe(`prepare probe as ${text}`);
        const explained = await tx.unsafe(
          `explain execute probe${parameters === 0 ? "" : `(${nulls})`}`,
        );
        await tx.unsafe("deallocate probe");
        const plan = explained.map((row) => row["QUERY PLAN"]);
        expect(plan.join("\n")).not.toMatch(/Seq Scan on/);
      }
    });
  });
});
