import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/** Amounts that no purchase has: a person looks at them, and nobody else notices. */

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers();
});
afterAll(() => servers.stop());

const lines = (gross: string) => ({
  lines: [{ id: "1", article: "A-1", quantity: "1", gross }],
  tenders: [{ kind: "card", amount: gross }],
});
const of = (email: string) => ({ customer: [{ kind: "email", value: email }] });

async function send(
  events: readonly unknown[],
  mode = "live",
  role: "ingest" | "admin" = "ingest",
) {
  const response = await fetch(`${servers.second.url}/v1/events?mode=${mode}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await servers.first.token(role)}`,
    },
    body: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  });
  return (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ outcome, reason, field }) =>
      [outcome, reason, field?.join(".")].filter(Boolean).join(" "),
    );
}

const REPORT = `query ($email: String!, $at: DateTime!) {
  liability(asOf: "2099-01-01") { byMarket { outstanding issued fairValue { amount } deferredRevenue { amount } } }
  expiryForecast(days: 366) { points }
  tierForecast(days: 366) { customers }
  held { reason count amounts { amount } }
  customer(by: { email: $email }) {
    loyalty { accounts { active } balance(at: $at) { active } statement(from: "2020-01-01", to: "2099-01-01") { closing }
      tier { code } }
    orders(first: 5) { nodes { total { amount } } }
  }
}`;

async function report(email: string) {
  const { data, errors } = await servers.first.graphql({
    query: REPORT,
    variables: { email, at: new Date().toISOString() },
  });
  expect(errors).toBeUndefined();
  return data;
}

describe("an order of more than the programme takes", () => {
  const QUADRILLIONS = "92233720368547758.07";

  test("of quadrillions is refused, by each field that says so", async () => {
    const order = { references: [{ kind: "order", value: "Q" }], currencyCode: "GBP" };
    const part = (id: string) => ({
      id,
      lines: [{ lineId: "1", quantity: "1", amount: QUADRILLIONS }],
    });
    const bare = { lines: undefined, tenders: undefined, ...order };
    expect(
      await send([
        soldEvent(lines(QUADRILLIONS)),
        soldEvent({ kind: "SETTLED", ...bare, tenders: [{ kind: "card", amount: QUADRILLIONS }] }),
        soldEvent({ kind: "FULFILLED", ...bare, fulfilment: part("f") }),
        soldEvent({ kind: "RETURNED", ...bare, return: part("r") }),
        soldEvent({ kind: "REFUNDED", ...bare, refund: { id: "m", amount: QUADRILLIONS } }),
      ]),
    ).toEqual(
      ["lines", "tenders", "fulfilment", "return", "refund"].map(
        (field) => `REJECTED OVERFLOW ${field}`,
      ),
    );
    expect(await send([soldEvent(lines(QUADRILLIONS))], "backfill", "admin")).toEqual([
      "REJECTED OVERFLOW lines",
    ]);
  });

  test("waits for an operator, and the customer's other purchases do not", async () => {
    const { receiver, database } = servers.first;
    const rich = { ...lines("100000.01"), ...of("rich@example.com") };
    expect(await send([soldEvent({ ...rich, eventId: "rich" })])).toEqual([
      "HELD IMPLAUSIBLE_AMOUNT",
    ]);
    expect(await send([soldEvent({ ...lines("10.00"), ...of("rich@example.com") })])).toEqual([
      "APPLIED",
    ]);
    expect((await report("rich@example.com")).customer.loyalty.accounts).toEqual([
      { active: "10" },
    ]);

    const [row] = await database.sql<
      { id: bigint }[]
    >`select id from events where event_id = 'rich'`;
    await receiver.runHeld([row?.id as bigint], { atOnce: false });
    expect((await report("rich@example.com")).customer.loyalty.accounts).toEqual([
      { active: "100010" },
    ]);
  });

  test("an operator is asked once, also where it has to wait for its order afterwards", async () => {
    const { receiver, database } = servers.first;
    const settled = soldEvent({
      eventId: "paid",
      kind: "SETTLED",
      references: [{ kind: "order", value: "LATE" }],
      lines: undefined,
      tenders: [{ kind: "card", amount: "200000.00" }],
    });
    expect(await send([settled])).toEqual(["HELD IMPLAUSIBLE_AMOUNT"]);
    const [row] = await database.sql<
      { id: bigint }[]
    >`select id from events where event_id = 'paid'`;
    await receiver.runHeld([row?.id as bigint], { atOnce: false });
    const reasonOf = async () =>
      (await database.sql`select outcome, reason from events where event_id = 'paid'`)[0];
    expect(await reasonOf()).toEqual({ outcome: "HELD", reason: "UNKNOWN_ORDER" });
    const placed = {
      kind: "PLACED",
      references: [{ kind: "order", value: "LATE" }],
      ...lines("99999.00"),
    };
    expect(await send([soldEvent(placed)])).toEqual(["APPLIED"]);
    expect(await reasonOf()).toEqual({ outcome: "APPLIED", reason: null });
  });

  test("nobody looked at it for as long as it may wait: refused", async () => {
    const { receiver, database } = servers.first;
    expect(await send([soldEvent({ ...lines("100000.01"), eventId: "left" })])).toEqual([
      "HELD IMPLAUSIBLE_AMOUNT",
    ]);
    const [row] = await database.sql<
      { id: bigint }[]
    >`select id from events where event_id = 'left'`;
    await receiver.runHeld([row?.id as bigint], { atOnce: true });
    const [left] = await database.sql`select outcome, reason from events where event_id = 'left'`;
    expect(left).toEqual({ outcome: "REJECTED", reason: "HELD_TOO_LONG" });
  });
});

test("hundreds of orders just below the limit break neither their customer nor a report", async () => {
  const email = "heavy@example.com";
  const heavy = () => soldEvent({ ...lines("100000.00"), ...of(email) });
  for (let call = 0; call < 2; call += 1) {
    const outcomes = await send(Array.from({ length: 200 }, heavy));
    expect(new Set(outcomes)).toEqual(new Set(["APPLIED"]));
  }
  const { customer } = await report(email);
  expect(customer.loyalty.accounts).toEqual([{ active: "40000000" }]);
  expect(customer.loyalty.statement.closing).toBe("40000000");
});

test("a database that has such sums from before still reports them", async () => {
  const { sql } = servers.first.database;
  const email = "before@example.com";
  await send([1, 2, 3].map(() => soldEvent({ ...lines("1.00"), ...of(email) })));
  // What older versions took: each fits 64 bits, their sum does not.
  await sql.begin(async (tx) => {
    await tx`alter table entry disable trigger user`;
    await tx`update entry set points = 9000000000000000000, qualifying_minor = 9000000000000000000,
        lots = (select jsonb_agg(jsonb_build_array(part -> 0, '9000000000000000000')) from jsonb_array_elements(lots) as part)
      where leaf_id = (select leaf_id from identifiers where value = ${email})`;
    await tx`alter table entry enable trigger user`;
    await tx`update lot set points = 9000000000000000000, remaining = 9000000000000000000, expires_at = now() + interval '30 days'
      where account_id in (select id from account where leaf_id = (select leaf_id from identifiers where value = ${email}))`;
  });
  const { liability, expiryForecast, customer } = await report(email);
  expect(BigInt(liability.byMarket[0].outstanding)).toBeGreaterThan(27_000_000_000_000_000_000n);
  expect(expiryForecast[0].points).toBe("27000000000000000000");
  expect(customer.loyalty.statement.closing).toBe("27000000000000000000");
  expect(customer.loyalty.balance.active).toBe("27000000000000000000");
  const { errors } = await servers.first.graphql({
    query: `query ($email: String!, $at: DateTime!) { explainTier(customer: { email: $email }, at: $at) { __typename } }`,
    variables: { email, at: new Date().toISOString() },
  });
  expect(errors).toBeUndefined();
});

test("rules that give an order points without end are refused as a draft", async () => {
  const draft = (earning: object) => ({
    query:
      "mutation ($document: String!) { createRulesetDraft(input: { document: $document }) { ruleset { version } userErrors { message field } } }",
    variables: {
      document: JSON.stringify({
        ...DEFAULT_RULESET_DOCUMENT,
        earning: [{ ...DEFAULT_RULESET_DOCUMENT.earning[0], ...earning }],
      }),
    },
  });
  const twice = (factor: string) => ["a", "b"].map((code) => ({ code, factor }));
  for (const earning of [
    { pointsPerUnit: "10001" },
    { pointsPerUnit: "99999999999999999999999999" },
    { pointsPerUnit: "1", multipliers: twice("101"), stacking: "MULTIPLY" },
  ]) {
    const { data } = await servers.first.graphql(draft(earning));
    expect(data.createRulesetDraft.ruleset).toBeNull();
    expect(data.createRulesetDraft.userErrors[0].message).toContain("maxPerOrder");
  }
  for (const earning of [
    { pointsPerUnit: "10000" },
    { pointsPerUnit: "10001", maxPerOrder: 1_000 },
    { pointsPerUnit: "1", multipliers: twice("101"), stacking: "HIGHEST" },
  ]) {
    const { data } = await servers.first.graphql(draft(earning));
    expect(data.createRulesetDraft.userErrors).toEqual([]);
  }
});

test("a supervisor cannot give what no wallet may hold", async () => {
  await send([soldEvent({ ...lines("1.00"), ...of("given@example.com") })]);
  const { data } = await servers.first.graphql({
    token: await servers.first.token("supervisor"),
    query: `mutation { adjustPoints(input: { customer: { email: "given@example.com" }, points: "9223372036854775807",
      reason: "more than there is", idempotencyKey: "k" }) { userErrors { code } } }`,
  });
  expect(data.adjustPoints.userErrors).toEqual([{ code: "POINTS_INVALID" }]);
});
