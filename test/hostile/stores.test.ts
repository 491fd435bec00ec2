import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerSource, registerStores } from "../../src/programme/ensureProgramme.ts";
import { formatReport } from "../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../src/verify/verifyDatabase.ts";
import type { TestServer } from "../support/server.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/** What the till of one store may do to the orders of others, over both doors and two servers. */

type Raw = Readonly<Record<string, unknown>>;
interface Line {
  outcome: string;
  reason: string | null;
  field: string[] | null;
  duplicate: boolean;
}

let servers: TwoServers;
/** Two tills of one source, a web shop and an ERP; the tills are bound to s1 and s2. */
let tokens: Record<"s1" | "s2" | "shop" | "erp", string>;

beforeAll(async () => {
  servers = await startTwoServers();
  const { sql } = servers.first.database;
  const kinds = ["email", "loyalty"];
  await registerStores(sql, [
    { code: "s2", name: "Low Street", brand: "Trib", market: "GB", timeZone: "Europe/London" },
  ]);
  const known = { identifierRank: kinds, createKinds: kinds, trustedKinds: kinds, autoEnrol: true };
  await registerSource(sql, { code: "till", name: "Tills", ...known, defaultChannel: "store" });
  await registerSource(sql, { code: "web", name: "Web", ...known, defaultChannel: "web" });
  const { first } = servers;
  tokens = {
    s1: await first.token("till", { sub: "till-1", store: "s1", sources: ["till"] }),
    s2: await first.token("till", { sub: "till-2", store: "s2", sources: ["till"] }),
    shop: await first.token("ingest", { sub: "shop", sources: ["web"] }),
    erp: await first.token("ingest", { sub: "erp", sources: ["web", "till", "erp"] }),
  };
});
afterAll(() => servers.stop());

let count = 0;
const number = (): string => {
  count += 1;
  return `N${count}`;
};
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function event(kind: string, order: string, more: Raw = {}): Raw {
  count += 1;
  return {
    source: "till",
    eventId: `e${count}`,
    kind,
    occurredAt: minutesAgo(30 - count / 1_000),
    references: [{ kind: "order", value: order }],
    ...more,
  };
}

const goods = (amount: string) => ({
  currencyCode: "GBP",
  lines: [{ id: "1", article: "A", quantity: "1", gross: amount }],
  tenders: [{ kind: "card", amount }],
});
const back = (id = "r1") => ({ return: { id, lines: [{ lineId: "1", quantity: "1" }] } });
const webOrder = (value: string) => ({ references: [{ source: "web", kind: "order", value }] });

/** By NDJSON to one server, by GraphQL to the other, in turns. */
let turn = 0;
async function send(token: string, ...events: readonly Raw[]): Promise<Line[]> {
  turn += 1;
  const server = turn % 2 === 0 ? servers.first : servers.second;
  return turn % 4 < 2
    ? await byLines(server, token, events)
    : await byGraphql(server, token, events);
}

async function byLines(server: TestServer, token: string, events: readonly Raw[]) {
  const response = await fetch(`${server.url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${token}` },
    body: events.map((one) => `${JSON.stringify(one)}\n`).join(""),
  });
  expect(response.status).toBe(200);
  return (await response.text())
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text) as Line);
}

async function byGraphql(server: TestServer, token: string, events: readonly Raw[]) {
  const { data, errors } = await server.graphql({
    token,
    query: `mutation ($events: [PurchaseEventInput!]!) { ingestPurchases(input: { events: $events }) {
      results { outcome reason field duplicate } } }`,
    variables: { events },
  });
  expect(errors).toBeUndefined();
  return data.ingestPurchases.results as Line[];
}

const words = ({ outcome, reason, field }: Line) =>
  [outcome, reason, field?.join(".")].filter((word) => word != null).join(" ");
const said = async (token: string, ...events: readonly Raw[]) =>
  (await send(token, ...events)).map(words);

/** What is known of an order, past the doors. */
async function stateOf(value: string) {
  const [row] = await servers.first.database.sql`
    select o.status, o.total_minor::text as total, o.points_active::text as points, o.store,
      (o.leaf_id is not null) as "hasCustomer"
    from order_reference r join orders o on o.id = r.order_id where r.value = ${value}`;
  return row;
}

const FOREIGN = "REJECTED ORDER_OF_ANOTHER_STORE kind";

describe("a till and the orders of others", () => {
  /** A sale of s1 to a member, and a web order of the shop: paid, sent, of a member. */
  async function theirs() {
    const [sold, placed] = [number(), number()];
    const customer = [{ kind: "email", value: `${sold}@example.com` }];
    expect(await said(tokens.s1, event("SOLD", sold, { ...goods("100.00"), customer }))).toEqual([
      "APPLIED",
    ]);
    const web = { source: "web", customer };
    expect(
      await said(
        tokens.shop,
        event("PLACED", placed, { ...web, ...goods("100.00") }),
        event("SETTLED", placed, web),
        event("FULFILLED", placed, { ...web, fulfilment: { id: "f1" } }),
      ),
    ).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
    return { sold, placed };
  }

  test.each([
    ["voids", (order: string, more: Raw) => event("VOIDED", order, more)],
    ["cancels", (order: string, more: Raw) => event("CANCELLED", order, more)],
    [
      "amends to 50,000",
      (order: string, more: Raw) => event("AMENDED", order, { ...goods("50000.00"), ...more }),
    ],
    [
      "refunds",
      (order: string, more: Raw) =>
        event("REFUNDED", order, {
          currencyCode: "GBP",
          refund: { id: "m1", amount: "9.00" },
          ...more,
        }),
    ],
    ["settles anew", (order: string, more: Raw) => event("SETTLED", order, more)],
    [
      "hands over",
      (order: string, more: Raw) =>
        event("FULFILLED", order, {
          fulfilment: { id: "x", lines: [{ lineId: "1", quantity: "9" }] },
          ...more,
        }),
    ],
    [
      "sells under its number",
      (order: string, more: Raw) => event("SOLD", order, { ...goods("50000.00"), ...more }),
    ],
    [
      "places under its number",
      (order: string, more: Raw) => event("PLACED", order, { ...goods("50000.00"), ...more }),
    ],
  ])("with and without its store in the event, it never %s", async (_what, make) => {
    const { sold, placed } = await theirs();
    const before = [await stateOf(sold), await stateOf(placed)];
    for (const more of [{}, { store: "s2" }]) {
      expect(await said(tokens.s2, make(sold, more))).toEqual([FOREIGN]);
      // By the shop's number it gets to see nothing of the order, or is refused for its kind.
      const [web] = await said(tokens.s2, make(placed, { ...more, ...webOrder(placed) }));
      expect([FOREIGN, "REJECTED SOURCE_NOT_ALLOWED references.0.source"]).toContain(web);
    }
    expect([await stateOf(sold), await stateOf(placed)]).toEqual(before);
  });

  test("it takes goods back from anywhere, and exchanges them, for whom they were sold to", async () => {
    const { sold, placed } = await theirs();
    expect(await said(tokens.s2, event("RETURNED", sold, back()))).toEqual(["APPLIED"]);
    expect(await stateOf(sold)).toMatchObject({ status: "RETURNED", points: "0", store: "s1" });
    const exchange = { ...back("x1"), ...goods("30.00"), ...webOrder(placed) };
    expect(await said(tokens.s2, event("EXCHANGED", placed, exchange))).toEqual(["APPLIED"]);
    expect(await stateOf(placed)).toMatchObject({ total: "3000", points: "30" });
    // And having done so makes neither order its own.
    expect(await said(tokens.s2, event("VOIDED", sold))).toEqual([FOREIGN]);
    expect(await said(tokens.s1, event("VOIDED", sold))).toEqual(["APPLIED"]);
  });

  test("it may do everything to its own order, named in the event or not, also in one call", async () => {
    const order = number();
    expect(
      await said(
        tokens.s1,
        event("SOLD", order, goods("10.00")),
        event("AMENDED", order, { ...goods("20.00"), store: "s1" }),
        event("RETURNED", order, back()),
        event("VOIDED", order),
      ),
    ).toEqual(["APPLIED", "APPLIED", "APPLIED", "APPLIED"]);
    expect(await stateOf(order)).toMatchObject({ status: "VOIDED", store: "s1" });
  });

  test("an order to be collected in its store it may settle and hand over, and no more", async () => {
    const order = number();
    const web = { source: "web", store: "s2", fulfilmentMethod: "collect" };
    const customer = [{ kind: "email", value: `${order}@example.com` }];
    expect(
      await said(tokens.shop, event("PLACED", order, { ...web, customer, ...goods("80.00") })),
    ).toEqual(["APPLIED"]);
    const named = webOrder(order);
    const handOver = { ...named, fulfilment: { id: "c1" } };
    expect(await said(tokens.s1, event("SETTLED", order, named))).toEqual([FOREIGN]);
    expect(await said(tokens.s1, event("FULFILLED", order, handOver))).toEqual([FOREIGN]);
    expect(await said(tokens.s2, event("SETTLED", order, named))).toEqual(["APPLIED"]);
    expect(await said(tokens.s2, event("FULFILLED", order, handOver))).toEqual(["APPLIED"]);
    expect(await stateOf(order)).toMatchObject({ status: "FULFILLED", points: "80" });
    expect(await said(tokens.s2, event("VOIDED", order, named))).toEqual([
      "REJECTED SOURCE_NOT_ALLOWED references.0.source",
    ]);
  });

  test("what it brings gives a stranger's order no customer, and the stranger no card", async () => {
    const [guest, placed] = [number(), number()];
    const web = { source: "web" };
    await send(
      tokens.shop,
      event("PLACED", guest, { ...web, ...goods("70.00") }),
      event("SETTLED", guest, web),
      event("FULFILLED", guest, { ...web, fulfilment: { id: "f1" } }),
    );
    const customer = [{ kind: "email", value: `${placed}@example.com` }];
    await send(tokens.shop, event("PLACED", placed, { ...web, customer, ...goods("70.00") }));
    const thief = [{ kind: "loyalty", value: `THIEF${placed}` }];
    for (const order of [guest, placed]) {
      const brought = { ...back(), ...webOrder(order), customer: thief };
      expect(await said(tokens.s2, event("RETURNED", order, brought))).toEqual(["APPLIED"]);
    }
    expect(await stateOf(guest)).toMatchObject({ hasCustomer: false });
    const rows = await servers.first.database.sql`
      select leaf_id from identifiers where kind = 'loyalty' and value = ${`THIEF${placed}`}`;
    expect(rows.map(({ leaf_id: leafId }) => leafId)).toEqual([null]);
  });

  test("it joins no orders but its own, and gives none another source's number", async () => {
    const { sold, placed } = await theirs();
    const own = number();
    await send(tokens.s2, event("SOLD", own, goods("5.00")));
    const both = (other: Raw) => ({
      ...back("j1"),
      references: [{ kind: "order", value: own }, other],
    });
    const before = [await stateOf(sold), await stateOf(placed)];
    const joined = "REJECTED ORDER_OF_ANOTHER_STORE references";
    expect(
      await said(tokens.s2, event("RETURNED", own, both({ kind: "order", value: sold }))),
    ).toEqual([joined]);
    const web = { source: "web", kind: "order", value: placed };
    expect(await said(tokens.s2, event("RETURNED", own, both(web)))).toEqual([joined]);
    const future = { source: "web", kind: "order", value: number() };
    expect(await said(tokens.s2, event("RETURNED", own, both(future)))).toEqual([
      "REJECTED NUMBER_OF_ANOTHER_SOURCE references",
    ]);
    // Not even by waiting for it: the number stays whose it is.
    const squat = { ...back("q"), references: [future] };
    expect(await said(tokens.s2, event("RETURNED", "-", squat))).toEqual(["HELD UNKNOWN_ORDER"]);
    const early = { fulfilment: { id: "q" }, references: [future] };
    expect(await said(tokens.s2, event("FULFILLED", "-", early))).toEqual(["HELD UNKNOWN_ORDER"]);
    expect([await stateOf(sold), await stateOf(placed)]).toEqual(before);
  });

  test("what waits for its order is bound to its store when it runs", async () => {
    const order = number();
    const named = webOrder(order);
    expect(
      await said(
        tokens.s2,
        event("RETURNED", order, { ...named, ...back("early") }),
        event("FULFILLED", order, { ...named, fulfilment: { id: "steal" } }),
      ),
    ).toEqual(["HELD UNKNOWN_ORDER", "HELD UNKNOWN_ORDER"]);
    const [voided] = await send(tokens.s2, event("VOIDED", order, { eventId: `held-${order}` }));
    expect(voided?.reason).toBe("UNKNOWN_ORDER");
    // The order turns out to be the shop's, and to have the number that the till gave as its own,
    // too.
    const placed = event("PLACED", order, {
      source: "web",
      references: [
        { kind: "order", value: order },
        { source: "till", kind: "order", value: order },
      ],
      ...goods("40.00"),
    });
    expect(await said(tokens.erp, placed)).toEqual(["APPLIED"]);
    const rows = await servers.first.database.sql`
      select e.kind, e.outcome, e.reason from events e where e.fact ->> 'b' = 's2' and e.order_id is not null
        and e.order_id = (select order_id from order_reference where value = ${order} and source = 'web')
      union all select kind, outcome, reason from events where reason = 'ORDER_OF_ANOTHER_STORE' and event_id = ${`held-${order}`}
      order by 1`;
    expect(rows.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      "RETURNED APPLIED",
      "VOIDED REJECTED",
    ]);
    expect(await stateOf(order)).toMatchObject({ status: "PLACED" });
  });

  test("a repeat is answered as before; the same order is told of by others unhindered", async () => {
    const { sold } = await theirs();
    const voided = event("VOIDED", sold);
    const [first] = await send(tokens.s2, voided);
    const [again] = await send(tokens.s2, voided);
    expect([first, again]).toMatchObject([
      { outcome: "REJECTED", duplicate: false },
      { outcome: "REJECTED", reason: "ORDER_OF_ANOTHER_STORE", duplicate: true },
    ]);
    expect(await said(tokens.erp, event("VOIDED", sold))).toEqual(["APPLIED"]);
  });
});

describe("a key and the orders of other sources", () => {
  test("it reaches none by naming their numbers", async () => {
    const order = number();
    await send(tokens.s1, event("SOLD", order, goods("60.00")));
    const named = { source: "web", references: [{ source: "till", kind: "order", value: order }] };
    for (const kind of ["VOIDED", "SETTLED"]) {
      expect(await said(tokens.shop, event(kind, order, named))).toEqual([
        "REJECTED SOURCE_NOT_ALLOWED references.0.source",
      ]);
    }
    const both = {
      source: "web",
      references: [{ kind: "order", value: number() }, ...named.references],
    };
    expect(await said(tokens.shop, event("PLACED", order, { ...both, ...goods("1.00") }))).toEqual([
      "REJECTED SOURCE_NOT_ALLOWED references.1.source",
    ]);
    expect(await stateOf(order)).toMatchObject({ status: "FULFILLED", total: "6000" });
  });
});

test("while head office moves an order to another store, a till acts before that or not at all", async () => {
  const rounds = 30;
  for (let round = 0; round < rounds; round += 1) {
    const order = number();
    await send(tokens.s2, event("SOLD", order, goods("10.00")));
    const voided = event("VOIDED", order);
    const moved = event("AMENDED", order, { ...goods("10.00"), store: "s1", channel: "store" });
    const [[till]] = await Promise.all([send(tokens.s2, voided), send(tokens.erp, moved)]);
    const rows = await servers.first.database.sql<{ kind: string; recorded_at: string }[]>`
      select kind, recorded_at from events where event_id in (${voided["eventId"] as string}, ${moved["eventId"] as string})
      order by recorded_at`;
    const kinds = rows.map(({ kind }) => kind);
    expect(kinds).toEqual(
      till?.outcome === "APPLIED" ? ["VOIDED", "AMENDED"] : ["AMENDED", "VOIDED"],
    );
    expect(till?.reason ?? null).toBe(
      till?.outcome === "APPLIED" ? null : "ORDER_OF_ANOTHER_STORE",
    );
  }
});

test("what was allowed and what was refused plays again to the same, and nothing waits in vain", async () => {
  const report = await verifyDatabase(servers.first.database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
});
