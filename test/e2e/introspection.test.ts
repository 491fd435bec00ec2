import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";

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
