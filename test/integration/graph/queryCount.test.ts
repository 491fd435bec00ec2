import { parse } from "graphql";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { createSchema } from "../../../resolvers/schema.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { scopesOf, systemViewer } from "../../../src/domain/access/viewer.ts";
import { createCommands } from "../../../src/graph/commands.ts";
import type { Context } from "../../../src/graph/context.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { recordInteractions } from "../../../src/interactions/recordInteractions.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups, type Lookups } from "../../../src/reads/lookups.ts";
import { createExecutor } from "../../../src/server/execution/execute.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, systemClock, type TestServer } from "../../support/server.ts";

/**
 * Guarantee: a list costs the same number of statements whatever its length. Method: statements are
 * counted where the driver sends them (`debug` of the pool, one call per statement).
 */
let server: TestServer;
let sql: Sql;
let sent: string[] = [];
let directory: Directory;
let lookups: Lookups;
let commands: ReturnType<typeof createCommands>;
const schema = createSchema();
const execute = createExecutor(schema);
const EMAIL = "many@example.com";
const TODAY = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  server = await startTestServer();
  const customer = [{ kind: "email", value: EMAIL }];
  // Held: nobody has these, and the ERP may not make customers. First, so that the newest handoffs
  // have orders.
  await server.receive(
    Array.from({ length: 12 }, (_, at) =>
      soldEvent({ source: "erp", customer: [{ kind: "erp", value: `E${at}` }] }),
    ),
  );
  await server.receive(Array.from({ length: 30 }, () => soldEvent({ customer })));
  sql = connect(server.database.url, { max: 1, applicationName: "counted" });
  sql.options.debug = (_connection, query) => {
    sent.push(query);
  };
  directory = new Directory(await Catalog.load(sql));
  // Watermarks that are kept for a while would be counted in one run and not in the next.
  ({ lookups } = createLookups(sql, { watermarkAgeMs: 0 }));
  const deps = { sql: server.database.sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
  await recordInteractions(deps, {
    viewer: systemViewer("count"),
    interactions: Array.from({ length: 30 }, (_, at) => ({
      raw: {
        source: "shop",
        externalId: `I${at}`,
        kind: "COMPLAINT",
        occurredAt: "2026-01-01T10:00:00Z",
        channel: "phone",
        customer,
        caseNumber: `C${at}`,
      },
      customerPublicId: null,
    })),
  });
  commands = createCommands({
    ...{ sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 },
  });
});
afterAll(async () => {
  await sql.end();
  await server.stop();
});

async function statementsOf(source: string): Promise<number> {
  const viewer = {
    principal: "test",
    role: "admin" as const,
    scopes: scopesOf("admin"),
    customerId: null,
    store: null,
    sources: null,
  };
  sent = [];
  const { errors } = await execute({
    schema,
    document: parse(source),
    contextValue: {
      viewer,
      requestId: "count",
      raw: { body: new Uint8Array(), headers: {} },
      // Queries follow no stream.
      streams: {} as Context["streams"],
      presences: {} as Context["presences"],
      commands: {
        receivePurchases: async () => [],
        simulateRuleset: async () => ({ version: null, userErrors: [] }),
        ...commands,
      },
      loaders: createLoaders({
        ...{ sql, lookups, directory, viewer, clock: systemClock, guesses: commands.guesses },
      }),
    } satisfies Context,
  });
  expect(errors).toBeUndefined();
  return sent.length;
}

const CUSTOMER = (section: string) => `{ customer(by: {email: "${EMAIL}"}) { ${section} } }`;
/**
 * Every list field, with the statements it costs at most: finding the customer takes two (who holds
 * the email, and its row), then one per kind of thing asked for.
 */
const LISTS: readonly (readonly [field: string, most: number, query: (first: number) => string])[] =
  [
    ["Customer.sources", 4, () => CUSTOMER("sources { source status customerAsOf }")],
    ["Customer.identifiers", 3, () => CUSTOMER("identifiers { display }")],
    [
      "Customer.interactions",
      3,
      (first) => CUSTOMER(`interactions(first: ${first}) { nodes { kind status order { id } } }`),
    ],
    ["Customer.flags", 3, () => CUSTOMER("flags name language")],
    [
      "Customer.orders with all of an order",
      5,
      (first) =>
        CUSTOMER(
          `orders(first: ${first}) { edges { cursor } nodes { references { value } store { name } lines { points notEarningBecause } tenders { kind } points { explanation } handoff { hops { state } references { value } order { id } firstProblem { state } } } }`,
        ),
    ],
    [
      "Loyalty and its lists",
      5,
      () =>
        CUSTOMER(
          "loyalty { tierReason accounts { wallet active } tier { benefits { code } } next { pendingCounts } projected { code } keep { have } nextChange { at } }",
        ),
    ],
    [
      // Who it is, leaves, memberships, accounts, sums, the page, the orders of its entries.
      "Loyalty.statement and its entries",
      7,
      (first) =>
        CUSTOMER(
          `loyalty { statement(from: "2000-01-01", to: "2199-01-01") { closing entries(first: ${first}) { nodes { order { id } sentence } } } }`,
        ),
    ],
    [
      "Customer.timeline with orders",
      4,
      (first) =>
        CUSTOMER(`timeline(first: ${first}, kinds: [ORDER]) { nodes { sentence node { id } } }`),
    ],
    [
      // Who it is, leaves, orders and their facts, memberships, accounts, open cases, what waits
      // for a sale, events.
      "Customer.problems",
      9,
      () => CUSTOMER("problems { sentence order { id } suggestedAction }"),
    ],
    [
      // Finding the customer, the membership, the accounts; one page of changes, their events and
      // orders.
      "Loyalty.history",
      7,
      (first) =>
        CUSTOMER(
          `loyalty { override { reason } history(first: ${first}) { nodes { from { code } cause { sentence } by { name } order { id } } } }`,
        ),
    ],
    [
      // Finding the customer, the membership; changes, grants and days; the page, its orders, their
      // facts and events.
      "Query.explainTier and its entries",
      10,
      (first) =>
        `{ explainTier(customer: {email: "${EMAIL}"}) { tier { code } change { kind } sentences entries(first: ${first}) { nodes { sentence order { id lines { points } } event { source } } } } }`,
    ],
    [
      // The window of events, the count, the orders, the memberships that say what they earn.
      "Query.handoffs with orders",
      4,
      (first) =>
        `{ handoffs(first: ${first}) { totalCount { value } nodes { order { id lines { points } } hops { state } } } }`,
    ],
    [
      "Query.held with samples",
      2,
      (first) =>
        `{ held { reason amounts { amount } sample(first: ${first}) { id references { value } } } }`,
    ],
    [
      "Query.identityMismatch with samples",
      2,
      (first) =>
        `{ identityMismatch(from: "${TODAY}", to: "${TODAY}") { rate reasons { sample(first: ${Math.min(first, 10)}) { id references { value } } } } }`,
    ],
  ];

describe("a list field costs the same number of statements whatever its length", () => {
  for (const [field, most, query] of LISTS) {
    test(`${field}: at most ${most}`, async () => {
      // The first run also prepares, which must not count as a statement more.
      await statementsOf(query(1));
      const one = await statementsOf(query(1));
      const many = await statementsOf(query(25));
      expect(many).toBeLessThanOrEqual(most);
      expect(many).toBeGreaterThan(0);
      expect(many).toBe(one);
    });
  }
});

test("every read is a prepared statement of the server, made once per connection", async () => {
  for (const [, , query] of LISTS) {
    await statementsOf(query(3));
  }
  const before = await sql<
    { count: number }[]
  >`select count(*)::int as count from pg_prepared_statements`;
  for (const [, , query] of LISTS) {
    await statementsOf(query(5));
  }
  const after = await sql<
    { count: number }[]
  >`select count(*)::int as count from pg_prepared_statements`;
  expect(before[0]?.count).toBeGreaterThan(LISTS.length);
  expect(after[0]?.count).toBe(before[0]?.count);
});
