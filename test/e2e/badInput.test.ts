import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function post(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as { errors?: unknown[] } };
}

const INGEST =
  "mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) { results { outcome reason field } } }";

describe("a request that cannot be read is refused with what is wrong", () => {
  test("malformed JSON, no UTF-8, other types and charsets", async () => {
    expect((await post("{")).status).toBe(400);
    expect((await post(Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400);
    expect((await post("{}", { "content-type": "text/plain" })).status).toBe(415);
    const utf16 = { "content-type": "application/json; charset=utf-16le" };
    expect((await post(Buffer.from('{"query":"{__typename}"}', "utf16le"), utf16)).status).toBe(
      415,
    );
    expect((await post("{}", { "content-encoding": "gzip" })).status).toBe(415);
    expect((await post('[{"query":"{__typename}"}]')).status).toBe(400);
    expect((await fetch(`${server.url}/graphql`, { method: "PUT", body: "{}" })).status).toBe(405);
    expect((await fetch(`${server.url}/nothing`)).status).toBe(404);
  });

  test("several operations in one body", async () => {
    const one = { query: "{ __typename }" };
    expect((await post(JSON.stringify([one, one]))).status).toBe(400);
  });

  test("a GET without a preflight header is refused: another site could have caused it", async () => {
    const url = `${server.url}/graphql?query=${encodeURIComponent("{__typename}")}`;
    expect((await fetch(url)).status).toBe(400);
    expect((await fetch(url, { headers: { "graphql-require-preflight": "1" } })).status).toBe(200);
  });
});

describe("an operation beyond the limits is refused before it costs anything", () => {
  test("depth 100, also through fragments", async () => {
    const deep = `{ node(id: "x") { id ${"... on Customer { mergedInto { id ".repeat(99)}${"} }".repeat(99)} } }`;
    expect((await server.graphql({ query: deep })).errors?.[0]?.message).toMatch(
      /nested selections|token/,
    );
    const fragments = Array.from(
      { length: 30 },
      (_, at) =>
        `fragment f${at} on Customer { mergedInto { id ${at < 29 ? `...f${at + 1}` : ""} } }`,
    ).join("\n");
    const viaFragments = `{ customer(by: {id: "x"}) { ...f0 } } ${fragments}`;
    expect((await server.graphql({ query: viaFragments })).errors?.[0]?.message).toMatch(/nested/);
  });

  test("10,000 aliases, and 31", async () => {
    const aliases = (count: number) =>
      `{ ${Array.from({ length: count }, (_, at) => `a${at}: __typename`).join(" ")} }`;
    expect((await server.graphql({ query: aliases(10_000) })).errors?.[0]?.message).toMatch(
      /token/,
    );
    expect((await server.graphql({ query: aliases(31) })).errors?.[0]?.message).toMatch(/aliases/);
  });

  test("fragments that unfold exponentially, and ones in a cycle", async () => {
    const doubling = Array.from(
      { length: 40 },
      (_, at) =>
        `fragment f${at} on Query { ${at < 39 ? `...f${at + 1} ... on Query { ...f${at + 1} }` : "a: __typename"} }`,
    ).join("\n");
    expect((await server.graphql({ query: `{ ...f0 } ${doubling}` })).status).toBe(400);
    const cycle = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }";
    expect((await server.graphql({ query: cycle })).status).toBe(400);
  });

  test("21 root fields, a page of 0 or 101, a cursor that is none", async () => {
    const many = `{ ${Array.from({ length: 21 }, () => "__typename").join(" ")} }`;
    expect((await server.graphql({ query: many })).errors?.[0]?.message).toMatch(/root fields/);
    for (const first of [0, -1, 101]) {
      const { errors } = await server.graphql({
        query: `{ handoffs(first: ${first}) { nodes { id } } }`,
      });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "first" });
    }
    for (const after of ["", "x", "W10", "bnVsbA", "WyJoYW5kb2ZmcyIsLTFd", "😀"]) {
      const query = "query($a: String) { handoffs(first: 1, after: $a) { nodes { id } } }";
      const { errors } = await server.graphql({ query, variables: { a: after } });
      expect(errors?.[0]?.extensions["code"], after).toBe("BAD_CURSOR");
    }
  });

  test("more than 500 events in a call", async () => {
    const { errors } = await server.graphql({
      query: INGEST,
      variables: {
        e: Array.from({ length: 501 }, () => ({
          source: "s",
          eventId: "e",
          kind: "VOIDED",
          occurredAt: "x",
          references: [],
        })),
      },
    });
    expect(errors?.[0]?.extensions["code"]).toBe("TOO_MANY_EVENTS");
  });
});

describe("values that no text or column can hold are answered, never a fault of ours", () => {
  test.each(["\u0000", "\ud800", "x".repeat(5_000), "'; drop table orders; --", "%", ""])(
    "lookups by %j",
    async (value) => {
      const query = `query($v: String!) {
        email: customer(by: {email: $v}) { id }
        external: customer(by: {external: {source: $v, id: $v}}) { id }
        device: customer(by: {deviceToken: $v}) { id }
        order: order(by: {number: {number: $v, source: $v}}) { id }
        receipt: order(by: {receipt: {store: $v, till: $v, businessDate: "2026-01-01", receiptNumber: $v}}) { id }
        handoffs(filter: {references: [$v], source: $v, store: $v, stoppedAt: $v}, first: 1) { totalCount { value } }
      }`;
      const { data, errors } = await server.graphql({ query, variables: { v: value } });
      const codes = new Set(errors?.map(({ extensions }) => extensions["code"]) ?? []);
      codes.delete("BAD_USER_INPUT");
      expect(codes).toEqual(new Set());
      for (const found of Object.values(data ?? {})) {
        if (found !== null) {
          expect(found).toEqual({ totalCount: { value: 0 } });
        }
      }
      for (const id of [value, Buffer.from(`Customer:${value}`).toString("base64url")]) {
        const node = await server.graphql({
          query: "query($id: ID!) { node(id: $id) { id } }",
          variables: { id },
        });
        expect([node.errors, node.data.node]).toEqual([undefined, null]);
      }
    },
  );

  test("one bad event in a call leaves its neighbours alone", async () => {
    const events = [
      soldEvent(),
      soldEvent({ eventId: "a\u0000b" }),
      soldEvent({ customer: [{ kind: "email", value: "\ud800@example.com" }] }),
      soldEvent({ lines: [{ id: "1", quantity: "1", gross: "99999999999999999999999.00" }] }),
      soldEvent(),
    ];
    const { data, errors } = await server.graphql({ query: INGEST, variables: { e: events } });
    expect(errors).toBeUndefined();
    const outcomes = data.ingestPurchases.results.map(
      (result: { outcome: string }) => result.outcome,
    );
    expect(outcomes).toEqual(["APPLIED", "REJECTED", "REJECTED", "REJECTED", "APPLIED"]);
  });
});

/** Sends bytes until told to stop, as fast as the server takes them. */
function pour(
  bytes: number,
  headers: Record<string, string>,
): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
    });
    const chunk = Buffer.alloc(65_536, 0x20);
    let sent = 0;
    let status = 0;
    request.on("response", (response) => {
      status = response.statusCode ?? 0;
      response.resume();
    });
    const more = () => {
      while (sent < bytes && !request.destroyed) {
        sent += chunk.length;
        if (!request.write(chunk)) {
          request.once("drain", more);
          return;
        }
      }
      request.end();
    };
    request.on("close", () => resolve({ status, sent }));
    // The server hangs up while we are still talking: that is the point.
    request.on("error", (error) => (status === 0 && sent === 0 ? reject(error) : undefined));
    more();
  });
}

describe("a body that is too large is refused without being kept", () => {
  const MB = 1_048_576;

  test("100 MB, announced or not, costs no memory", async () => {
    const before = process.memoryUsage().rss;
    const authorization = `Bearer ${await server.token("ingest")}`;
    const length = { "content-length": String(100 * MB) };
    const announced = await pour(100 * MB, { authorization, ...length });
    const streamed = await pour(100 * MB, { authorization });
    const nobodys = await Promise.all([pour(100 * MB, length), pour(100 * MB, {})]);
    expect(nobodys.map(({ status }) => status)).toEqual([401, 401]);
    expect([announced.status, streamed.status]).toEqual([413, 413]);
    expect(Math.max(announced.sent, streamed.sent)).toBeLessThan(20 * MB);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * MB);
  });

  test("256 KB is the limit, 1 MB for ingestPurchases alone", async () => {
    const padded = (query: string) =>
      JSON.stringify({ query, variables: { pad: "x".repeat(300_000) } });
    const token = `Bearer ${await server.token("ingest")}`;
    const asIngest = (query: string) => post(padded(query), { authorization: token });
    expect((await asIngest("{ __typename }")).status).toBe(413);
    expect((await asIngest("{ ingestPurchases: __typename }")).status).toBe(413);
    expect((await post(padded("{ __typename }"))).status).toBe(401);
    const big = JSON.stringify({
      query: INGEST,
      variables: { e: Array.from({ length: 450 }, () => soldEvent({ reason: "x".repeat(200) })) },
    });
    expect(big.length).toBeGreaterThan(262_144);
    expect((await post(big, { authorization: token })).status).toBe(200);
  });
});

describe("the frame of every answer", () => {
  test("a sane request id comes back, any other is replaced, and nothing may be cached", async () => {
    const get = (id: string) => fetch(`${server.url}/healthz`, { headers: { "x-request-id": id } });
    const kept = await get("order-desk-4711");
    expect(kept.headers.get("x-request-id")).toBe("order-desk-4711");
    expect(kept.headers.get("cache-control")).toBe("no-store");
    expect((await get("a b")).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("no web page of another origin may read answers, unless it is on the list", async () => {
    const ask = (url: string) =>
      fetch(`${url}/graphql`, { method: "OPTIONS", headers: { origin: "https://shop.test" } });
    expect((await ask(server.url)).headers.get("access-control-allow-origin")).toBeNull();
    const open = await startTestServer({ corsOrigins: ["https://shop.test"] });
    expect((await ask(open.url)).headers.get("access-control-allow-origin")).toBe(
      "https://shop.test",
    );
    await open.stop();
  });

  test("a fault of ours tells an id and nothing else; the log has it under the same id", async () => {
    const broken = await startTestServer({
      commands: {
        receivePurchases: async () => {
          throw new Error("secret table name");
        },
      },
    });
    const { status, errors } = await broken.graphql({
      query: INGEST,
      variables: { e: [soldEvent()] },
    });
    expect(status).toBe(500);
    expect(JSON.stringify(errors)).not.toContain("secret");
    const { code, errorId } = errors?.[0]?.extensions ?? {};
    expect(code).toBe("INTERNAL");
    expect(broken.logged()).toContain(String(errorId));
    expect(broken.logged()).toContain("secret table name");
    await broken.stop();
  });
});

describe("an event of a source that nobody registered", () => {
  const event = soldEvent({ source: "kiosk", eventId: "unknown-source" });
  const refused = {
    source: "kiosk",
    eventId: "unknown-source",
    outcome: "REJECTED",
    reason: "UNKNOWN_SOURCE",
    field: ["source"],
    message: expect.stringMatching(/^No source kiosk .*tributary apply.*docs\/guides\/set-up\.md/),
  };

  test("is answered through the graph with the source that was sent, and what to do", async () => {
    const { data } = await server.graphql({
      query:
        "mutation($e: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $e}) { results { source eventId outcome reason field message } } }",
      variables: { e: [event] },
      token: await server.token("ingest"),
    });
    expect(data.ingestPurchases.results).toEqual([refused]);
  });

  test("and so it is as a line", async () => {
    const response = await fetch(`${server.url}/v1/events`, {
      method: "POST",
      headers: {
        "content-type": "application/x-ndjson",
        authorization: `Bearer ${await server.token("ingest")}`,
      },
      body: `${JSON.stringify(event)}\n`,
    });
    expect(JSON.parse(await response.text())).toEqual({ ...refused, duplicate: false });
  });
});
