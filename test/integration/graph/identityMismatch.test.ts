import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { soldEvent } from "../../support/purchases.ts";
import { rng, testSeed } from "../../support/seed.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** Of the purchases that carry an identifier, how many have no customer. */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { sql } = server.database;
  for (const code of ["till", "kiosk", "link", "late", "split", "kinds", "random"]) {
    await registerSource(sql, {
      ...{ code, name: code, identifierRank: ["loyalty"], createKinds: [], trustedKinds: [] },
      defaultChannel: "store",
    });
  }
  await create("known-1");
});
afterAll(() => server.stop());

const REPORT = `query($from: Date!, $to: Date!, $source: String) {
  identityMismatch(from: $from, to: $to, source: $source) {
    day source channel identified matchedLate unresolved guests rate
    reasons { reason count sample(first: 2) { references { value } firstProblem { state } } } } }`;

const today = () => new Date().toISOString().slice(0, 10);
const loyalty = (value: string) => [{ kind: "loyalty", value }];
let made = 0;
function bought(source: string, card: string | null, more: Record<string, unknown> = {}) {
  made += 1;
  return soldEvent({
    ...{ source, channel: undefined, store: undefined },
    references: [{ kind: "order", value: `${source}-${made}` }],
    customer: card === null ? [] : loyalty(card),
    ...more,
  });
}

/** As of the day of the tests or, where they run over midnight, of both. */
async function reportOf(source: string | null, from = today(), to = from) {
  const { data, errors } = await server.graphql({ query: REPORT, variables: { from, to, source } });
  expect(errors).toBeUndefined();
  return data.identityMismatch;
}
const figuresOf = async (source: string) =>
  (await reportOf(source)).map((line: Record<string, unknown>) => [
    ...[line["channel"], line["identified"], line["matchedLate"], line["unresolved"]],
    ...[line["guests"], line["rate"]],
  ]);
const reasonsOf = async (source: string) =>
  (await reportOf(source)).flatMap((line: { reasons: { reason: string; count: number }[] }) =>
    line.reasons.map(({ reason, count }) => [reason, count]),
  );

async function create(card: string): Promise<string> {
  const { data } = await server.graphql({
    query: `mutation($input: CreateCustomerInput!) {
      createCustomer(input: $input) { customer { id } userErrors { code } } }`,
    variables: { input: { idempotencyKey: `create-${card}`, identifiers: loyalty(card) } },
  });
  return data.createCustomer.customer.id;
}

async function block(card: string): Promise<void> {
  const { data } = await server.graphql({
    query: `mutation { blockIdentifier(input: {identifier: {value: {kind: "loyalty",
      value: "${card}"}}, reason: STOLEN}) { userErrors { code } } }`,
  });
  expect(data.blockIdentifier.userErrors).toEqual([]);
}

async function endWaits(source: string): Promise<void> {
  const rows = await server.database.sql<{ id: bigint }[]>`
    select e.id from events e join source s on s.id = e.source_id
     where s.code = ${source} and e.outcome = 'HELD'`;
  await server.receiver.runHeld(
    rows.map(({ id }) => id),
    { atOnce: true },
  );
}

describe("a purchase", () => {
  test("that names a customer, waits for one or shows no card: each stands where it belongs, guests apart, by channel", async () => {
    await server.receive([
      bought("till", "known-1"),
      bought("till", "known-1"),
      bought("till", "nobody-1"),
      bought("till", null),
      bought("till", "known-1", { channel: "web" }),
      bought("kiosk", null),
    ]);
    expect(await figuresOf("till")).toEqual([
      ["store", 3, 0, 1, 1, 1 / 3],
      ["web", 1, 0, 0, 0, 0],
    ]);
    expect(await figuresOf("kiosk")).toEqual([["store", 0, 0, 0, 1, null]]);
    const [line] = await reportOf("till");
    expect(line.reasons).toEqual([
      {
        ...{ reason: "UNKNOWN_CUSTOMER", count: 1 },
        sample: [{ references: [{ value: "till-3" }], firstProblem: { state: "HELD" } }],
      },
    ]);
    const all = await reportOf(null);
    expect(all.map(({ source }: { source: string }) => source)).toEqual(["kiosk", "till", "till"]);
  });

  test("that ends its wait as a guest's stays unresolved until somebody claims it", async () => {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const occurredAt = `${day}T12:00:00Z`;
    await server.receive([bought("late", "nobody-2", { store: "s1", occurredAt })]);
    expect(await reasonsOf("late")).toEqual([["UNKNOWN_CUSTOMER", 1]]);
    await endWaits("late");
    expect(await figuresOf("late")).toEqual([["store", 1, 0, 1, 0, 1]]);
    expect(await reasonsOf("late")).toEqual([["APPLIED_AS_GUEST", 1]]);
    const customer = await create("claims-1");
    const { data, errors } = await server.graphql({
      query: `mutation($input: ClaimPurchaseInput!) {
        claimPurchase(input: $input) { userErrors { code } } }`,
      variables: {
        input: {
          ...{ customer: { id: customer }, idempotencyKey: "claim-1" },
          order: { number: { number: `late-${made}` } },
          total: { amount: "45.00", currencyCode: "GBP" },
          purchasedOn: day,
        },
      },
    });
    expect(errors).toBeUndefined();
    expect(data.claimPurchase).toEqual({ userErrors: [] });
    expect(await figuresOf("late")).toEqual([["store", 1, 1, 0, 0, 0]]);
  });

  test("whose customer turns up while it waits is resolved, and late", async () => {
    await server.receive([bought("link", "later-1"), bought("link", "later-2")]);
    expect(await figuresOf("link")).toEqual([["store", 2, 0, 2, 0, 1]]);
    await create("later-1");
    expect(await figuresOf("link")).toEqual([["store", 2, 1, 1, 0, 0.5]]);
    await server.receive([bought("link", "later-1")]);
    expect(await figuresOf("link")).toEqual([["store", 3, 1, 1, 0, 1 / 3]]);
  });

  test("told of by several events is one, of the source that opened it, whichever brought the card", async () => {
    const references = [{ kind: "order", value: "split-order" }];
    await server.receive([bought("split", null, { kind: "PLACED", references })]);
    expect(await figuresOf("split")).toEqual([["store", 0, 0, 0, 1, null]]);
    const [held] = await server.receive([bought("split", "split-1", { kind: "SOLD", references })]);
    expect(held?.reason).toBe("UNKNOWN_CUSTOMER");
    expect(await figuresOf("split")).toEqual([["store", 1, 0, 1, 0, 1]]);
    await create("split-1");
    expect(await figuresOf("split")).toEqual([["store", 1, 0, 0, 0, 0]]);
    // Two that wait under one number, before there is an order.
    const other = [{ kind: "order", value: "split-other" }];
    await server.receive([
      bought("split", "split-2", { kind: "PLACED", references: other }),
      bought("split", "split-2", { kind: "SOLD", references: other }),
    ]);
    expect(await figuresOf("split")).toEqual([["store", 2, 0, 1, 0, 0.5]]);
  });

  test("with blocked cards alone says so; tests, returns, backfills and what waits for others do not count", async () => {
    await create("stolen-1");
    await block("stolen-1");
    await server.receive([
      bought("kinds", "stolen-1"),
      bought("kinds", "nobody-3", { test: true }),
      bought("kinds", "nobody-3", { store: "nowhere" }),
      bought("kinds", "nobody-3", {
        ...{ kind: "RETURNED", references: [{ kind: "return", value: "R-1" }] },
        ...{ return: { id: "R-1", lines: [{ article: "A-1", quantity: "1" }] } },
        ...{ lines: undefined, tenders: undefined },
      }),
    ]);
    const { sql } = server.database;
    const backfilled = bought("kinds", "nobody-3");
    await server.receive([backfilled]);
    await sql`update events set mode = 'BACKFILL' where event_id = ${String(backfilled["eventId"])}`;
    expect(await figuresOf("kinds")).toEqual([["store", 1, 0, 1, 0, 1]]);
    expect(await reasonsOf("kinds")).toEqual([["IDENTIFIER_BLOCKED", 1]]);
    await sql`update events set mode = 'LIVE' where event_id = ${String(backfilled["eventId"])}`;
  });
});

test("the marks of those that waited are nothing that verify finds", async () => {
  expect(await breaches(server.database.sql)).toEqual([]);
});

/** The same rate another way: each order by its events and identifiers, none of the first's SQL. */
async function countedAnotherWay(): Promise<Record<string, unknown>> {
  const [row] = await server.database.sql`
    with shown as (
      select coalesce(e.order_id::text, e.fact #>> '{r,0,v}') as purchase,
             bool_or(jsonb_array_length(coalesce(e.fact -> 'i', '[]')) > 0) as presented,
             bool_or(o.leaf_id is not null) as owned,
             bool_or(e.fact ->> 'w' = 'true') as waited
        from events e join source s on s.id = e.source_id left join orders o on o.id = e.order_id
       where s.code = 'random' group by 1)
    select count(*) filter (where presented)::int as identified,
           count(*) filter (where presented and owned is not true)::int as unresolved,
           count(*) filter (where owned and waited)::int as "matchedLate",
           count(*) filter (where not presented)::int as guests from shown`;
  return row as Record<string, unknown>;
}

test("the figures of many purchases are those counted another way, whatever became of them", async () => {
  const random = rng(testSeed());
  const cards = Array.from({ length: 30 }, (_, at) => `random-${at}`);
  for (const card of cards.slice(0, 15)) {
    await create(card);
  }
  const buy = () =>
    Array.from({ length: 120 }, () =>
      bought("random", random() < 0.2 ? null : (cards[Math.floor(random() * 30)] ?? null), {
        channel: random() < 0.5 ? "web" : "app",
      }),
    );
  await server.receive(buy());
  for (const card of cards.slice(15, 22)) {
    await create(card);
  }
  await endWaits("random");
  await server.receive(buy());
  await block(cards[0] ?? "");
  const blocked = ["web", "app"].map((channel) => bought("random", cards[0] ?? "", { channel }));
  await server.receive([...buy(), ...blocked]);
  const lines: Record<string, number>[] = await reportOf("random");
  expect(lines.map((line) => line["channel"])).toEqual(["app", "web"]);
  const sum = (key: string) => lines.reduce((all, line) => all + (line[key] ?? 0), 0);
  const keys = ["identified", "unresolved", "matchedLate", "guests"];
  expect(Object.fromEntries(keys.map((key) => [key, sum(key)]))).toEqual(await countedAnotherWay());
  expect(Math.min(...keys.map(sum))).toBeGreaterThan(0);
  expect((await reasonsOf("random")).length).toBe(6);
  expect(await breaches(server.database.sql)).toEqual([]);
});

describe("days", () => {
  test("are those of UTC on which purchases came, both ends included", async () => {
    const events = [bought("kiosk", "known-1"), bought("kiosk", "known-1")];
    await server.receive(events);
    const [first = {}, second = {}] = events;
    const { sql } = server.database;
    await sql`update events set intake_on = '2026-01-31' where event_id = ${String(first["eventId"])}`;
    await sql`update events set intake_on = '2026-02-01' where event_id = ${String(second["eventId"])}`;
    const days = async (from: string, to: string) =>
      (await reportOf("kiosk", from, to)).map(({ day }: { day: string }) => day);
    expect(await days("2026-01-31", "2026-02-01")).toEqual(["2026-01-31", "2026-02-01"]);
    expect(await days("2026-02-01", "2026-02-28")).toEqual(["2026-02-01"]);
    expect(await days("2026-01-01", "2026-01-31")).toEqual(["2026-01-31"]);
  });

  test.each([
    ["more than 31", { from: "2026-01-01", to: "2026-02-01" }, "to"],
    ["none", { from: "2026-01-02", to: "2026-01-01" }, "to"],
    ["of a source that is not set up", { ...week(), source: "nobody" }, "source"],
  ])("are refused by name: %s", async (_what, variables, argument) => {
    const { errors } = await server.graphql({ query: REPORT, variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
  });
});

function week() {
  return { from: "2026-01-01", to: "2026-01-07" };
}
