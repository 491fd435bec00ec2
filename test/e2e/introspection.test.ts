import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { subscriber } from "../support/subscriber.ts";

let closed: TestServer;
beforeAll(async () => {
  closed = await startTestServer({ introspection: false, isProduction: true });
});
afterAll(() => closed.stop());

const SCHEMA = "{ __schema { queryType { name } } }";

test("with introspection off, only schema:read reads the schema", async () => {
  expect((await closed.graphql({ query: SCHEMA, token: null })).status).toBe(401);
  expect((await closed.graphql({ query: SCHEMA, token: await closed.token("agent") })).status).toBe(
    403,
  );
  expect((await closed.graphql({ query: SCHEMA, token: await closed.token("admin") })).status).toBe(
    200,
  );
});

test("with introspection off, a browser gets no query editor, and typing errors get no suggestions", async () => {
  const page = await fetch(`${closed.url}/graphql`, { headers: { accept: "text/html" } });
  expect(page.status).toBe(400);
  const { errors } = await closed.graphql({ query: "{ hel { reason } }" });
  expect(errors?.[0]?.message).not.toContain("held");
});

test("typing errors in variables get none either, whether they are sent by HTTP or on a socket", async () => {
  const { errors } = await closed.graphql({
    query: "query($by: CustomerIdentifierInput!) { customer(by: $by) { id } }",
    variables: { by: { emial: "x@example.com" } },
  });
  expect(errors?.map(({ message }) => message)).toEqual([
    expect.stringMatching(/"emial" is not defined by type "CustomerIdentifierInput"\.$/),
    expect.stringMatching(/Exactly one key must be specified/),
  ]);
  const client = subscriber(closed.url, await closed.token("agent"));
  const heard = client.subscribe(
    "subscription($f: TierChangeFilter) { tierChanges(filter: $f) { cursor } }",
    { f: { kind: [] } },
  );
  await heard.ended;
  client.close();
  expect(heard.errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/"kind" is not defined by type "TierChangeFilter"\.$/),
  ]);
});
