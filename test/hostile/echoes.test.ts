import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Characters of something that is wrong, and the most that an answer says of it. */
const LONG = 100_000;
const TOLD_MAX = 1_100;

test("what is wrong is not sent back in full, be it a field or a value", async () => {
  const field = await server.graphql({ query: `{ a b c ${"d".repeat(LONG)} }` });
  expect(field.errors).toHaveLength(4);
  const value = await server.graphql({
    query: "query ($id: ID!) { node(id: $id) { id } }",
    variables: { id: { text: "v".repeat(LONG) } },
  });
  const told = [...(field.errors ?? []), ...(value.errors ?? [])];
  expect(Math.max(...told.map(({ message }) => message.length))).toBeLessThan(TOLD_MAX);
});

test("the same field a thousand times is refused, before its copies are compared", async () => {
  const query = `{ node(id: "a") {${" id".repeat(1_000)} } }`;
  const { status, errors } = await server.graphql({ query });
  expect([status, errors?.length]).toEqual([400, 1]);
  expect(errors?.[0]?.message).toMatch(/repeats the same fields too often/);
});

test("a long message of a socket that has not signed in is not read", async () => {
  const ws = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const closed = new Promise<number>((resolve) => ws.once("close", resolve));
  const ping = JSON.stringify({ type: "ping", payload: { text: "x".repeat(20_000) } });
  ws.on("open", () => ws.send(ping));
  expect(await closed).toBe(4401);
});
