import { type ExecutionResult, execute, getIntrospectionQuery, parse, validate } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSchema } from "../../../resolvers/schema.ts";
import { GuessLimit } from "../../../src/access/guessLimit.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { type Role, scopesOf } from "../../../src/domain/access/viewer.ts";
import type { Commands, Context } from "../../../src/graph/context.ts";
import { createLoaders } from "../../../src/graph/loaders.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { createExecutor, type Execute } from "../../../src/server/execution/execute.ts";
import { maskError } from "../../../src/server/formatError.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, systemClock, type TestServer } from "../../support/server.ts";

/**
 * Guarantee: on our own graph and real rows the compiled executor answers as graphql-js does,
 * errors masked as a client gets them.
 */
let server: TestServer;
let directory: Directory;
const schema = createSchema();
const compiled = createExecutor(schema);
const log = createLogger({ level: "silent" });
const EMAIL = "both@example.com";
let customerId = "";
let orderId = "";

beforeAll(async () => {
  server = await startTestServer();
  const customer = [{ kind: "email", value: EMAIL }];
  await server.receive(Array.from({ length: 6 }, () => soldEvent({ customer })));
  await server.receive([soldEvent({ source: "erp", customer: [{ kind: "erp", value: "E1" }] })]);
  directory = new Directory(await Catalog.load(server.reads));
  const { data } = await server.graphql({
    query: `{ customer(by: {email: "${EMAIL}"}) { id orders(first: 1) { nodes { id } } } }`,
  });
  customerId = data.customer.id;
  orderId = data.customer.orders.nodes[0].id;
});
afterAll(() => server.stop());

function contextOf(role: Role): Context {
  const scopes = scopesOf(role);
  const viewer = { principal: role, role, scopes, customerId: null, store: null, sources: null };
  return {
    viewer,
    requestId: "both",
    raw: { body: new Uint8Array(), headers: {} },
    commands: {
      receivePurchases: async () => {
        throw new Error("a fault of ours");
      },
    } as unknown as Commands,
    streams: {} as Context["streams"],
    presences: {} as Context["presences"],
    loaders: createLoaders({
      ...{
        sql: server.reads,
        lookups: createLookups(server.reads).lookups,
        directory,
        viewer,
        clock: () => NOW,
      },
      guesses: new GuessLimit(() => NOW),
    }),
  };
}
const NOW = systemClock();

async function answerOf(
  run: Execute,
  { source, variables, role }: { source: string; variables: Record<string, unknown>; role: Role },
) {
  const result: ExecutionResult = await run({
    schema,
    document: parse(source),
    variableValues: variables,
    contextValue: contextOf(role),
  });
  const errors = result.errors?.map((error) => {
    const masked = maskError(error, log);
    // Each fault of ours has an id of its own.
    return { ...masked, extensions: { ...masked.extensions, errorId: undefined } };
  });
  return JSON.stringify({ data: result.data, errors }, null, 1);
}

const CUSTOMER = `id name identifiers { kind display } sources { source status customerAsOf }
  flags orders(first: 5) { nodes { id status total { amount currencyCode } lines { points notEarningBecause }
  tenders { kind } points { explanation } handoff { hops { state at lagMs } firstProblem { state } } }
  pageInfo { endCursor hasNextPage } }
  loyalty { tier { code name benefits { code name } } tierReason next { need have unit by } keep { have } nextChange { at sentence } accounts { active pending } }`;

type Case = readonly [
  name: string,
  source: string,
  variables?: () => Record<string, unknown>,
  role?: Role,
];

const CASES: readonly Case[] = [
  ["introspection", getIntrospectionQuery({ oneOf: true })],
  [
    "node of each type",
    'query($c: ID!, $o: ID!) { c: node(id: $c) { __typename id ... on Customer { loyalty { tier { code } } } ... on Order { status } } o: node(id: $o) { __typename id ... on Order { total { amount } } } none: node(id: "x") { id } }',
    () => ({ c: customerId, o: orderId }),
  ],
  [
    "one-of input by a variable inside",
    "query($e: String!) { customer(by: {email: $e}) { id } }",
    () => ({ e: EMAIL }),
  ],
  [
    "one-of input as a variable",
    "query($by: CustomerIdentifierInput!) { customer(by: $by) { id } }",
    () => ({ by: { email: EMAIL } }),
  ],
  [
    "one-of input with two",
    "query($by: CustomerIdentifierInput!) { customer(by: $by) { id } }",
    () => ({ by: { email: EMAIL, id: "x" } }),
  ],
  [
    "one-of input with null",
    "query($by: CustomerIdentifierInput!) { customer(by: $by) { id } }",
    () => ({ by: { email: null } }),
  ],
  [
    "conditions",
    'query($s: Boolean!, $i: Boolean = false) { customer(by: {email: "both@example.com"}) { id @skip(if: $s) ...F @include(if: $i) name } } fragment F on Customer { identifiers { display } }',
    () => ({ s: true }),
  ],
  [
    "a page and its cursors",
    "query($n: Int!) { handoffs(first: $n) { edges { cursor node { id references { value } } } totalCount { value } pageInfo { endCursor } } held { reason count } }",
    () => ({ n: 4 }),
  ],
  ["a page that is too large", "{ handoffs(first: 101) { nodes { id } } }"],
  [
    "a cursor that is none",
    '{ a: handoffs(first: 1, after: "x") { nodes { id } } held { reason } }',
  ],
  [
    "what the role may not see",
    "{ handoffs(first: 1) { nodes { id } } held { reason } }",
    () => ({}),
    "agent",
  ],
  [
    "a scalar that refuses",
    'query($d: Date!) { order(by: {receipt: {store: "s1", till: "1", businessDate: $d, receiptNumber: "1"}}) { id } }',
    () => ({ d: "yesterday" }),
  ],
  ["a variable that is missing", "query($n: Int!) { handoffs(first: $n) { nodes { id } } }"],
  [
    "a fault of ours, masked",
    "mutation { ingestPurchases(input: {events: []}) { results { index } } }",
  ],
  [
    "a fault of ours beside an answer",
    'mutation { a: enrolCustomer(input: {customer: {id: "x"}, idempotencyKey: "k"}) { userErrors { message } } b: ingestPurchases(input: {events: []}) { results { index } } }',
  ],
];

for (const [name, source, variables = () => ({}), role = "admin"] of CASES) {
  test(name, async () => {
    expect(validate(schema, parse(source))).toEqual([]);
    const request = { source, variables: variables(), role };
    const reference = await answerOf(execute, request);
    expect(await answerOf(compiled, request)).toBe(reference);
  });
}

test("the whole customer, which has something in every part", async () => {
  const source = `query($e: String!) { customer(by: {email: $e}) { ...C } } fragment C on Customer { ${CUSTOMER} }`;
  const problems = validate(schema, parse(source));
  expect(problems).toEqual([]);
  const request = { source, variables: { e: EMAIL }, role: "admin" as const };
  const reference = await answerOf(execute, request);
  expect(await answerOf(compiled, request)).toBe(reference);
  expect(JSON.parse(reference).data.customer.orders.nodes).toHaveLength(5);
});
