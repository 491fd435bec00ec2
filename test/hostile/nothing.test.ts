import { once } from "node:events";
import { connect } from "node:net";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { until } from "../support/faults.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const REFUSED_TOO_OFTEN =
  "More than 100 refused: a socket has at most 100 subscriptions, a caller begins 100 in a second";

let server: TestServer;
let closed: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  closed = await startTestServer({ introspection: false, isProduction: true });
});
afterAll(async () => {
  await closed.stop();
  await server.stop();
});

/**
 * Sends a head that announces a megabyte, and nothing of the megabyte; resolves with the answer.
 */
async function announce(path: string, headers: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: localhost",
    `content-type: application/${path === "/v1/events" ? "x-ndjson" : "json"}`,
    "content-length: 1000000",
    ...headers,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer);
}

describe("a caller without a valid token costs next to nothing", () => {
  test.each([
    ["without a token, at /graphql", "/graphql", []],
    ["without a token, for a stream", "/graphql/stream", []],
    ["with a wrong one, at /graphql", "/graphql", ["authorization: Bearer wrong"]],
    ["with a wrong one, for a stream", "/graphql/stream", ["authorization: Bearer wrong"]],
    ["with a wrong one, for events", "/v1/events", ["authorization: Bearer wrong"]],
  ])("%s: 401 before its body has come", async (_what, path, headers) => {
    expect(await announce(path, headers)).toMatch(/^HTTP\/1.1 401 /);
  });

  test("only __typename and the schema are answered; whatever else is sent is 401, valid or not", async () => {
    const statusOf = async (query: string, at = server) =>
      (await at.graphql({ token: null, query })).status;
    expect(await statusOf("{ __typename }")).toBe(200);
    expect(await statusOf(getIntrospectionQuery())).toBe(200);
    const wide = `{ ${Array.from({ length: 400 }, (_, at) => `a${at}: nothing`).join(" ")} }`;
    for (const query of ["{ viewer { role } }", "{ nothing }", "{", wide]) {
      expect(await statusOf(query)).toBe(401);
    }
    expect(await statusOf("{ __typename }", closed)).toBe(200);
    expect(await statusOf(getIntrospectionQuery(), closed)).toBe(401);
  });

  test("several errors of a document are all told to whoever has a token", async () => {
    const { status, errors } = await server.graphql({ query: "{ nothing nowhere }" });
    expect(status).toBe(400);
    expect(errors?.map(({ extensions }) => extensions?.["code"])).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
      "GRAPHQL_VALIDATION_FAILED",
    ]);
  });
});

test("who begins subscriptions in a loop is told to wait, and is closed when it does not", async () => {
  const ws = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const closing = once(ws, "close");
  const codes: string[] = [];
  let isAcknowledged = false;
  ws.on("message", (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === "connection_ack") {
      isAcknowledged = true;
    }
    if (type === "error") {
      codes.push(payload[0].extensions.code);
    }
  });
  await once(ws, "open");
  const authorization = `Bearer ${await server.token("agent", { sub: "loops" })}`;
  ws.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
  await until("it is let in", () => isAcknowledged);
  // Each is answered before the next ones are sent, so there are never many at once.
  for (let sent = 0; ws.readyState === ws.OPEN && sent < 5_000; sent += 50) {
    for (let at = 0; at < 50; at += 1) {
      const payload = { query: "subscription { nothing }" };
      ws.send(JSON.stringify({ id: String(sent + at), type: "subscribe", payload }));
    }
    const isAnswered = () => codes.length >= sent + 50 || ws.readyState !== ws.OPEN;
    await until("they are answered", isAnswered);
  }
  const [code, reason] = await closing;
  expect([code, String(reason)]).toEqual([4429, REFUSED_TOO_OFTEN]);
  expect(codes.slice(0, 1_000)).toEqual(Array(1_000).fill("GRAPHQL_VALIDATION_FAILED"));
  // In between some more are let in, as time goes by.
  expect(codes.filter((one) => one === "RATE_LIMITED").length).toBeGreaterThanOrEqual(50);
  expect((await server.graphql({ query: "{ __typename }" })).status).toBe(200);
});
