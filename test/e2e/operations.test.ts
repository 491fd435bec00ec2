import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOfDocument } from "../../src/server/operations/documents.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const HELD = "query Held { held { reason } }";
const HEALTH = "query Health { __typename }";
const ENROL =
  'mutation Enrol { enrolCustomer(input: {customer: {id: "x"}, idempotencyKey: "k"}) { userErrors { code } } }';
const byHash = new Map([HELD, HEALTH, ENROL].map((text) => [hashOfDocument(text), text]));
const idOf = (text: string) => `sha256:${hashOfDocument(text)}`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    trustedDocuments: {
      byHash,
      policyOf: (role) => (role === "storefront" ? "enforce" : "off"),
    },
  });
});
afterAll(() => server.stop());

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

async function post(body: object, token: string | null) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

async function get(search: Record<string, string>, token: string) {
  const response = await fetch(`${server.url}/graphql?${new URLSearchParams(search)}`, {
    headers: { authorization: `Bearer ${token}`, "graphql-require-preflight": "1" },
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

const codeOf = ({ body }: { readonly body: Answer }) => body.errors?.[0]?.extensions["code"];

describe("an answer tells what its operation may have cost", () => {
  test("by POST and by GET, from variables", async () => {
    const token = await server.token("admin");
    const query = "query($n: Int!) { handoffs(first: $n) { nodes { id } } }";
    const cost = { requestedQueryCost: 4, maximumQueryCost: 5_000 };
    const posted = await post({ query, variables: { n: 3 } }, token);
    expect([posted.status, posted.body.extensions]).toEqual([200, { cost }]);
    const got = await get({ query, variables: '{"n":3}' }, token);
    expect([got.status, got.body.extensions]).toEqual([200, { cost }]);
    expect(got.body.data).toEqual(posted.body.data);
  });

  test("one that costs too much is refused with 400, however often its text was let through", async () => {
    const token = await server.token("admin");
    const query =
      "query($n: Int!) { handoffs(first: $n) { nodes { order { handoff { order { handoff { references { value } hops { state boundary { code } } } } } } } } }";
    expect((await post({ query, variables: { n: 1 } }, token)).status).toBe(200);
    const refused = await post({ query, variables: { n: 1_000 } }, token);
    expect([refused.status, codeOf(refused)]).toEqual([400, "QUERY_TOO_EXPENSIVE"]);
    const told = refused.body.errors?.[0]?.extensions;
    expect(told?.["requestedQueryCost"]).toBeGreaterThan(5_000);
    expect(told?.["http"]).toBeUndefined();
    expect((await post({ query, variables: { n: 1 } }, token)).status).toBe(200);
  });
});

describe("trusted documents over HTTP", () => {
  test("run by their id, in the body, as the hash of a persisted query, and in an address", async () => {
    const token = await server.token("admin");
    const persistedQuery = { version: 1, sha256Hash: hashOfDocument(HELD) };
    for (const answer of [
      await post({ documentId: idOf(HELD) }, token),
      await post({ documentId: idOf(HELD), operationName: "Held" }, token),
      await post({ extensions: { persistedQuery } }, token),
      await get({ documentId: idOf(HELD) }, token),
      await get({ extensions: JSON.stringify({ persistedQuery }) }, token),
    ]) {
      expect([answer.status, answer.body.errors, answer.body.data]).toEqual([
        200,
        undefined,
        { held: [] },
      ]);
    }
  });

  test("an id does not make a mutation safe to be sent by GET", async () => {
    const { status } = await get({ documentId: idOf(ENROL) }, await server.token("admin"));
    expect(status).toBe(405);
  });

  test("ids that are not known have codes of their own", async () => {
    const token = await server.token("admin");
    const unknown = await post({ documentId: `sha256:${"0".repeat(64)}` }, token);
    expect([unknown.status, codeOf(unknown)]).toEqual([400, "DOCUMENT_UNKNOWN"]);
    const persistedQuery = { version: 1, sha256Hash: "0".repeat(64) };
    const persisted = await post({ extensions: { persistedQuery } }, token);
    expect([persisted.status, codeOf(persisted)]).toEqual([200, "PERSISTED_QUERY_NOT_FOUND"]);
    const malformed = await post({ documentId: "held" }, token);
    expect([malformed.status, codeOf(malformed)]).toEqual([400, "BAD_REQUEST"]);
  });

  test("where they are enforced every other text is refused with 403, also with a known id beside it", async () => {
    const token = await server.token("storefront", { customer_id: randomUUID() });
    const refused = await post({ query: '{ node(id: "x") { id } }' }, token);
    expect([refused.status, codeOf(refused)]).toEqual([403, "DOCUMENT_NOT_TRUSTED"]);
    const beside = await post({ query: '{ node(id: "x") { id } }', documentId: idOf(HELD) }, token);
    expect([beside.status, codeOf(beside)]).toEqual([400, "BAD_REQUEST"]);
    // Trusted means that it may be sent, not that it may be read.
    expect((await post({ documentId: idOf(HELD) }, token)).status).toBe(403);
    expect((await post({ query: "{ __typename }" }, null)).status).toBe(200);
  });

  test("only their names become labels of metrics", async () => {
    await post({ documentId: idOf(HELD) }, await server.token("admin"));
    await post({ query: "query Stranger { held { reason } }" }, await server.token("admin"));
    const text = await server.metrics.registry.metrics();
    expect(text).toContain('operation="Held"');
    expect(text).not.toContain("Stranger");
  });
});
