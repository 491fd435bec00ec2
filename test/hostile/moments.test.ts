import { afterAll, beforeAll, expect, test } from "vitest";
import { Catalog } from "../../src/core/catalog.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { sweepHeld } from "../../src/purchases/sweepHeld.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/**
 * Rules that are not in force are nobody's to choose: not the ones of tomorrow, and not the ones of
 * long ago.
 */

let servers: TwoServers;

beforeAll(async () => {
  servers = await startTwoServers();
  const { sql } = servers.first.database;
  // A version from 2199 on that gives a thousand times as much.
  const [earning] = DEFAULT_RULESET_DOCUMENT.earning;
  const generous = {
    ...DEFAULT_RULESET_DOCUMENT,
    version: 2,
    earning: [{ ...earning, pointsPerUnit: "1000" }],
  };
  await sql`insert into ruleset_version (version, status, document, active_from)
    values (2, 'ACTIVE', ${sql.json(generous as never)}, '2199-01-01T00:00:00Z')`;
});
afterAll(() => servers.stop());

const send = async (
  events: readonly Readonly<Record<string, unknown>>[],
  role: "ingest" | "admin" = "ingest",
  mode = "live",
) => {
  const response = await fetch(`${servers.second.url}/v1/events?mode=${mode}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await servers.first.token(role)}`,
    },
    body: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  });
  const lines = (await response.text()).trim().split("\n");
  return lines.map((line) => {
    const { outcome, reason, field } = JSON.parse(line);
    return [outcome, reason, field?.join(".")].filter((word) => word != null).join(" ");
  });
};

const FAR = "2199-06-01T00:00:00Z";
const FIELDS = ["placedAt", "capturedAt", "erpReceivedAt", "signalledAt", "occurredAt"];
const points = async () => {
  const [row] = await servers.first.database
    .sql`select coalesce(sum(active), 0)::text as sum from account where leaf_id is not null`;
  return row?.["sum"];
};

test("an order of 2199 waits for 2199, whichever field says so, also when an operator lets it go on", async () => {
  const events = FIELDS.map((field) => soldEvent({ eventId: `far-${field}`, [field]: FAR }));
  const held = FIELDS.map(() => "HELD IN_THE_FUTURE");
  expect(await send(events)).toEqual(held);
  expect(await send([soldEvent({ eventId: "far-day", businessDate: "2199-06-01" })])).toEqual([
    "HELD IN_THE_FUTURE",
  ]);
  const { receiver, database } = servers.first;
  const rows = await database.sql<{ id: bigint }[]>`select id from events where outcome = 'HELD'`;
  await receiver.runHeld(
    rows.map(({ id }) => id),
    { atOnce: false },
  );
  const catalog = await Catalog.load(database.sql);
  await sweepHeld({ sql: database.sql, receiver, catalog, log: { error: () => {} } });
  expect(
    (await database.sql`select 1 from events where outcome = 'HELD' and reason = 'IN_THE_FUTURE'`)
      .length,
  ).toBe(rows.length);
  expect(await points()).toBe("0");
});

test("a backfill, in which nothing waits, refuses it", async () => {
  const events = FIELDS.map((field) => soldEvent({ eventId: `fill-${field}`, [field]: FAR }));
  expect(await send(events, "admin", "backfill")).toEqual(
    FIELDS.map((field) => `REJECTED IN_THE_FUTURE ${field}`),
  );
  expect(await points()).toBe("0");
});

test("the rules of long ago are chosen by nobody but a person", async () => {
  const old = { placedAt: "2001-01-01T00:00:00Z" };
  expect(await send([soldEvent({ eventId: "long-ago", ...old })])).toEqual(["HELD OLD_EVENT"]);
});

test("nor by a moment just ahead, after which it would run without anybody having looked", async () => {
  const ahead = new Date(Date.now() + 6 * 60_000).toISOString();
  const old = { placedAt: "2001-01-01T00:00:00Z", signalledAt: ahead };
  expect(await send([soldEvent({ eventId: "ahead-and-old", ...old })])).toEqual([
    "HELD IN_THE_FUTURE",
  ]);
  const { receiver, database } = servers.first;
  const catalog = await Catalog.load(database.sql);
  // Time passes.
  const past = Date.now() - 60_000;
  await database.sql`
    update events set fact = jsonb_set(fact, '{sg}', ${String(past * 1_000)}::text::jsonb),
      wait_key = ${`time:${new Date(past).toISOString()}`} where event_id = 'ahead-and-old'`;
  await sweepHeld({ sql: database.sql, receiver, catalog, log: { error: () => {} } });
  const [row] = await database.sql<{ id: bigint }[]>`
    select id from events where event_id = 'ahead-and-old'`;
  expect(
    await database.sql`select outcome, reason from events where event_id = 'ahead-and-old'`,
  ).toEqual([{ outcome: "HELD", reason: "OLD_EVENT" }]);
  // A person's word is enough, once.
  await receiver.runHeld([row?.id as bigint], { atOnce: false });
  expect(await database.sql`select outcome from events where event_id = 'ahead-and-old'`).toEqual([
    { outcome: "APPLIED" },
  ]);
});

test("nor by the oldest of several fulfilments, where nothing else says when the order was placed", async () => {
  const references = [{ kind: "order", value: "only-fulfilled" }];
  const fulfilled = (eventId: string, more: Readonly<Record<string, unknown>>) => ({
    source: "shop",
    eventId,
    kind: "FULFILLED",
    references,
    currencyCode: "GBP",
    fulfilment: {
      id: eventId,
      lines: [{ lineId: "1", article: "A", quantity: "1", amount: "10.00" }],
    },
    ...more,
  });
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  expect(await send([fulfilled("f-1", { occurredAt: ago(1) })])).toEqual(["APPLIED"]);
  const older = { occurredAt: ago(100), placedAt: "2001-01-01T00:00:00Z" };
  expect(await send([fulfilled("f-2", older)])).toEqual(["HELD OLD_EVENT"]);
  const { receiver, database } = servers.first;
  const [row] = await database.sql<{ id: bigint }[]>`select id from events where event_id = 'f-2'`;
  await receiver.runHeld([row?.id as bigint], { atOnce: false });
  expect(await database.sql`select outcome from events where event_id = 'f-2'`).toEqual([
    { outcome: "APPLIED" },
  ]);
});
