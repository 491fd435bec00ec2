import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { until } from "../support/faults.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

/** One caller with a good token who takes all that it can get: others go on being answered. */

/** Mutations of one caller at once, on this server. */
const MUTATIONS = 2;

let server: TestServer;
/** Mutations that have begun, and what ends them. */
const begun: string[] = [];
let gate = Promise.withResolvers<void>();
beforeAll(async () => {
  server = await startTestServer({
    mutationsPerCallerMax: MUTATIONS,
    // Stopped, no time for reading comes back meanwhile, however slow the machine is.
    reading: { now: () => 0 },
    commands: {
      adjustPoints: async ({ viewer }) => {
        begun.push(viewer.principal);
        if (viewer.principal === "crowds") {
          await gate.promise;
        }
        return { userErrors: [{ code: "REASON_INVALID", message: "no", field: ["reason"] }] };
      },
    },
  });
});
afterAll(async () => {
  await server.stop();
});

let count = 0;

/** A document of some 7.7 KB that nobody has sent before, and that is valid. */
function newDocument(): string {
  count += 1;
  const fields = "id ".repeat(18);
  const roots = Array.from(
    { length: 20 },
    (_, at) => `c${at}: customer(by: {id: "x${count}"}) { ${fields}}`,
  );
  return `${"# so that it is long\n".repeat(280)}query Q${count} { ${roots.join(" ")} }`;
}

test("who sends ever new documents is told to stop, while its known ones and others' new ones are answered", async () => {
  const [token, other] = await Promise.all([
    server.token("agent", { sub: "writes-documents" }),
    server.token("agent", { sub: "honest" }),
  ]);
  const known = 'query Known { customer(by: {id: "x"}) { id } }';
  expect((await server.graphql({ token, query: known })).status).toBe(200);
  type Answer = Awaited<ReturnType<TestServer["graphql"]>>;
  let refused: Answer | undefined;
  for (let sent = 0; refused === undefined && sent < 2_000; sent += 8) {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.graphql({ token, query: newDocument() })),
    );
    refused = answers.find(({ status }) => status === 429);
    // What is in use is remembered, whatever else its sender brings.
    expect((await server.graphql({ token, query: known })).status).toBe(200);
  }
  expect(refused?.errors?.[0]).toMatchObject({
    message: expect.stringMatching(
      /^Reading your new documents takes more than 50 ms of each second\./,
    ),
    extensions: { code: "RATE_LIMITED", retryAfterSeconds: expect.any(Number) },
  });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect((await server.graphql({ token, query: known })).status).toBe(200);
  expect((await server.graphql({ token: other, query: newDocument() })).status).toBe(200);
});

test("who sends mutations without end has so many at once and so many in line; others' are answered meanwhile", async () => {
  const query = `mutation($input: AdjustPointsInput!) { adjustPoints(input: $input) { userErrors { code } } }`;
  const send = (token: string) =>
    server.graphql({
      token,
      query,
      variables: {
        input: { customer: { id: "x" }, points: "1", reason: "x", idempotencyKey: "k" },
      },
    });
  const [token, other] = await Promise.all([
    server.token("agent", { sub: "crowds" }),
    server.token("agent", { sub: "waits" }),
  ]);
  let refused = 0;
  const sent = Array.from({ length: 280 }, async () => {
    const answer = await send(token);
    if (answer.status === 429) {
      refused += 1;
    }
    return answer;
  });
  await until("those above the limit are refused", () => refused >= 280 - MUTATIONS - 256);
  expect(begun).toEqual(Array(MUTATIONS).fill("crowds"));
  const honest = await send(other);
  expect([honest.status, honest.data.adjustPoints.userErrors]).toEqual([
    200,
    [{ code: "REASON_INVALID" }],
  ]);
  // Its queries have a line of their own.
  expect(
    (await server.graphql({ token, query: '{ customer(by: {id: "x"}) { id } }' })).status,
  ).toBe(200);
  gate.resolve();
  const answers = await Promise.all(sent);
  gate = Promise.withResolvers();
  const late = answers.filter(({ status }) => status === 429);
  expect(late[0]?.errors?.[0]).toMatchObject({
    message: expect.stringMatching(/^At most 2 of your mutations run at once, and 256 more wait/),
    extensions: { code: "RATE_LIMITED", retryAfterSeconds: 1 },
  });
  expect(late[0]?.headers.get("retry-after")).toBe("1");
  expect(late).toHaveLength(280 - MUTATIONS - 256);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(MUTATIONS + 256);
});

test("the pace of subscriptions is one caller's over all its sockets, and nobody else's", async () => {
  const codes: string[] = [];
  const closes: string[] = [];
  const open = async (sub: string) => {
    const ws = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const told = { isIn: false, answers: 0 };
    ws.on("message", (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === "connection_ack") {
        told.isIn = true;
      }
      if (type !== "error") {
        return;
      }
      told.answers += 1;
      codes.push(payload[0].extensions.code);
    });
    ws.on("close", (code, reason) => closes.push(`${code} ${reason}`));
    await once(ws, "open");
    const authorization = `Bearer ${await server.token("agent", { sub })}`;
    ws.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
    await until("it is let in", () => told.isIn);
    const begin = (id: string) =>
      ws.send(
        JSON.stringify({ id, type: "subscribe", payload: { query: "subscription { nothing }" } }),
      );
    return { ws, told, begin };
  };
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open("many-sockets")));
  for (let sent = 50; closes.length < sockets.length && sent <= 5_000; sent += 50) {
    for (const { ws, begin } of sockets) {
      for (let at = 0; at < 50 && ws.readyState === ws.OPEN; at += 1) {
        begin(`${sent}-${at}`);
      }
    }
    await until("they are answered", () =>
      sockets.every(({ ws, told }) => ws.readyState !== ws.OPEN || told.answers >= sent),
    );
  }
  await until("all are closed", () => closes.length === sockets.length);
  const passed = codes.filter((code) => code !== "RATE_LIMITED").length;
  expect(passed).toBeGreaterThanOrEqual(1_000);
  // Alone none of them had asked for as many as one caller may begin at once.
  expect(Math.max(...sockets.map(({ told }) => told.answers))).toBeLessThan(1_000);
  expect(new Set(closes)).toEqual(
    new Set([
      "4429 More than 100 refused: a socket has at most 100 subscriptions, a caller begins 100 in a second",
    ]),
  );
  codes.length = 0;
  const another = await open("another");
  another.begin("1");
  await until("another one is answered", () => codes.length === 1);
  expect(codes).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
  another.ws.terminate();
});
