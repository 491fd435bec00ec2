import { once } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "../../src/errors.ts";
import type { PurchaseResult, ReceivePurchases } from "../../src/purchases/receive/submission.ts";
import { LINE_BYTES_MAX } from "../../src/server/lines.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { steppedReceiver } from "../support/steppedReceiver.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type ResultLine = Pick<
  PurchaseResult,
  "source" | "eventId" | "outcome" | "reason" | "field" | "message" | "duplicate"
>;

/** An open stream: bytes in, result lines out, each when it comes. */
async function openStream(to: TestServer = server) {
  const request: ClientRequest = httpRequest(`${to.url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await to.token("ingest")}`,
    },
  });
  request.on("error", () => {});
  request.flushHeaders();
  const response = once(request, "response") as Promise<[IncomingMessage]>;
  // Tests that break off do not wait for an answer; those that do see the failure where they await.
  response.catch(() => {});
  let text = "";
  return {
    request,
    response: async () => (await response)[0],
    /** The next result line. */
    next: async (): Promise<ResultLine> => {
      const [incoming] = await response;
      while (!text.includes("\n")) {
        const chunk = incoming.read() as Buffer | null;
        if (chunk !== null) {
          text += chunk.toString();
        } else {
          await once(incoming, "readable");
        }
      }
      const at = text.indexOf("\n");
      const line = text.slice(0, at);
      text = text.slice(at + 1);
      return JSON.parse(line) as ResultLine;
    },
  };
}

async function send(body: string | Buffer, to: TestServer = server) {
  const response = await fetch(`${to.url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await to.token("ingest")}`,
    },
    body,
  });
  const text = await response.text();
  const lines = response.ok ? text.trim().split("\n").filter(Boolean) : [];
  return {
    status: response.status,
    headers: response.headers,
    results: lines.map((line) => JSON.parse(line) as ResultLine),
  };
}

const line = (event: unknown) => `${JSON.stringify(event)}\n`;

describe("what comes in is answered line by line, in order", () => {
  test("thousands of lines, bad ones among them, each with its own answer", async () => {
    const events = Array.from({ length: 2_000 }, (_, at) =>
      soldEvent({ eventId: `many-${at}`, ...(at % 100 === 7 ? { occurredAt: "yesterday" } : {}) }),
    );
    const { results } = await send(events.map(line).join(""));
    expect(results.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
    const rejected = results.filter(({ outcome }) => outcome === "REJECTED");
    expect(rejected).toHaveLength(20);
    expect(rejected[0]?.field).toEqual(["occurredAt"]);
    expect(rejected[0]?.message).toMatch(/RFC 3339/);
  });

  test("a result line has exactly the promised keys, and a repeat says so", async () => {
    const event = soldEvent({ eventId: "twice" });
    const { results } = await send(line(event) + line(event));
    expect(results).toEqual([
      {
        source: "shop",
        eventId: "twice",
        outcome: "APPLIED",
        reason: null,
        field: null,
        message: null,
        duplicate: false,
      },
      {
        source: "shop",
        eventId: "twice",
        outcome: "APPLIED",
        reason: null,
        field: null,
        message: null,
        duplicate: true,
      },
    ]);
  });

  test("a single line is answered while the sender waits for it, and the stream goes on", async () => {
    const stream = await openStream();
    for (const eventId of ["wait-1", "wait-2", "wait-3"]) {
      stream.request.write(line(soldEvent({ eventId })));
      expect((await stream.next()).eventId).toBe(eventId);
    }
    stream.request.end();
  });

  test("chunks may end anywhere, also inside a character; CRLF and blank lines do not matter", async () => {
    const stream = await openStream();
    const text = `\r\n${line(soldEvent({ eventId: "größe-😀" })).replace("\n", "\r\n")}\n  \n${JSON.stringify(soldEvent({ eventId: "last, no line end" }))}`;
    for (const byte of Buffer.from(text)) {
      stream.request.write(Buffer.from([byte]));
    }
    stream.request.end();
    expect((await stream.next()).eventId).toBe("größe-😀");
    expect((await stream.next()).eventId).toBe("last, no line end");
  });

  test("a line that is too long, no JSON or no UTF-8 is refused for itself, and the next one goes on", async () => {
    const tooLong = JSON.stringify(soldEvent({ reason: "x".repeat(LINE_BYTES_MAX) }));
    const body = Buffer.concat([
      Buffer.from(`${tooLong}\n`),
      Buffer.from("{\n"),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`${" ".repeat(3_000_000)}x\n`),
      Buffer.from("null\n[]\n1\n"),
      Buffer.from(line(soldEvent({ eventId: "after all that" }))),
    ]);
    const { results } = await send(body);
    expect(results.slice(0, 4).map(({ reason }) => reason)).toEqual([
      "LINE_TOO_LONG",
      "MALFORMED_JSON",
      "NOT_UTF8",
      "LINE_TOO_LONG",
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...Array(7).fill("REJECTED"),
      "APPLIED",
    ]);
  });

  test("an empty stream has no results", async () => {
    expect(await send("")).toMatchObject({ status: 200, results: [] });
  });

  test("another content type, charset or compression is refused", async () => {
    const authorization = `Bearer ${await server.token("ingest")}`;
    const statusOf = async (headers: Record<string, string>) =>
      (
        await fetch(`${server.url}/v1/events`, {
          method: "POST",
          headers: { authorization, ...headers },
          body: "x",
        })
      ).status;
    expect(await statusOf({ "content-type": "application/json" })).toBe(415);
    expect(await statusOf({ "content-type": "application/x-ndjson; charset=latin1" })).toBe(415);
    expect(
      await statusOf({ "content-type": "application/x-ndjson", "content-encoding": "gzip" }),
    ).toBe(415);
  });
});

describe("the order of the lines is the order of what they do", () => {
  test("also where the first 500 of a body take longer on their way to the queue than the next", async () => {
    let calls = 0;
    const second = Promise.withResolvers<void>();
    const held = await startTestServer({
      authenticate: (own) => async (authorization) => {
        const call = calls;
        calls += 1;
        const viewer = await own(authorization);
        // 0 is the request, 1 its first chunk: kept until the second has had every chance to pass
        // it.
        if (call === 1) {
          await Promise.race([second.promise.then(() => turns(200)), turns(2_000)]);
        }
        if (call === 2) {
          second.resolve();
        }
        return viewer;
      },
    });
    const customer = [{ kind: "email", value: "one.after.the.other@example.org" }];
    const events = Array.from({ length: 1_000 }, (_, at) =>
      soldEvent({ eventId: `in-turn-${at}`, customer }),
    );
    const { results } = await send(events.map(line).join(""), held);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["APPLIED"]));
    const recorded = await held.database.sql<{ event_id: string }[]>`
      select event_id from events where event_id like 'in-turn-%' order by recorded_at`;
    expect(recorded.map(({ event_id }) => event_id)).toEqual(events.map(({ eventId }) => eventId));
    await held.stop();
  });

  test("what does not get into the queue is not overtaken by what comes behind it", async () => {
    const stepped = steppedReceiver(true);
    const full = await startTestServer({ commands: { receivePurchases: stepped.receive } });
    const sending = send(
      Array.from({ length: 1_200 }, (_, at) => line(soldEvent({ eventId: `q${at}` }))).join(""),
      full,
    );
    const first = await stepped.at(0);
    await turns(2_000);
    expect(stepped.waiting).toHaveLength(1);
    first.take();
    // Other keys' chunks overlap: the second is on its way while the first is being applied.
    const second = await stepped.at(1);
    first.settle();
    await turns(10);
    second.refuse(new AppError("OVERLOADED", "full", { details: { retryAfterSeconds: 0.01 } }));
    const again = await stepped.at(2);
    expect(again.submission).toBe(second.submission);
    again.take();
    again.settle();
    const third = await stepped.at(3);
    expect(third.submission.events).toHaveLength(200);
    third.take();
    third.settle();
    expect((await sending).results).toHaveLength(1_200);
    await full.stop();
  });

  test("nothing goes on behind what was refused", async () => {
    const stepped = steppedReceiver();
    const full = await startTestServer({ commands: { receivePurchases: stepped.receive } });
    const body = Array.from({ length: 1_600 }, (_, at) => line(soldEvent({ eventId: `n${at}` })));
    const sending = send(body.join(""), full);
    (await stepped.at(1)).settle();
    (await stepped.at(0)).refuse(new AppError("UNAVAILABLE", "away"));
    expect((await sending).status).toBe(503);
    await turns(2_000);
    expect(stepped.waiting).toHaveLength(2);
    await full.stop();
  });
});

describe("pressure is passed back to the sender", () => {
  test("at most two submissions are in flight; the stream is read on when one is answered", async () => {
    const stepped = steppedReceiver();
    const slow = await startTestServer({ commands: { receivePurchases: stepped.receive } });
    const sending = send(
      Array.from({ length: 1_600 }, (_, at) => line(soldEvent({ eventId: `p${at}` }))).join(""),
      slow,
    );
    (await stepped.at(1)).settle();
    // Answered out of turn: its results wait for the first one's, so no place is free, however long
    // we look.
    await turns(2_000);
    expect(stepped.waiting).toHaveLength(2);
    (await stepped.at(0)).settle();
    for (let at = 2; at < 4 || stepped.waiting.length > at; at += 1) {
      (await stepped.at(at)).settle();
    }
    const sizes = stepped.waiting.map(({ submission }) => submission.events.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    const settleRest = setInterval(() => {
      for (const { settle } of stepped.waiting) {
        settle();
      }
    }, 1);
    const { results } = await sending;
    clearInterval(settleRest);
    expect(results.map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: 1_600 }, (_, at) => `p${at}`),
    );
    await slow.stop();
  });

  test("a client that takes no answers is not read from", async () => {
    let received = 0;
    const counting: ReceivePurchases = async (submission) => {
      received += submission.events.length;
      return submission.events.map((_event, index) => ({
        index,
        source: "shop",
        eventId: "x".repeat(4_000),
        outcome: "APPLIED",
        duplicate: false,
        reason: null,
        field: null,
        message: null,
        refusedIdentifiers: [],
        orderId: null,
        leafId: null,
      }));
    };
    const greedy = await startTestServer({ commands: { receivePurchases: counting } });
    const stream = await openStream(greedy);
    const chunk = Buffer.from("{}\n".repeat(5_000));
    const total = 400_000;
    let sent = 0;
    // Written until the socket says it has had enough and nothing more goes out for a good while of
    // turns.
    while (sent < total && (stream.request.write(chunk) || (await drained(stream.request)))) {
      sent += 5_000;
    }
    expect(received).toBeLessThan(total / 2);
    stream.request.destroy();
    await greedy.stop();
  });

  test("no room before the first answer is 503 with Retry-After; later the stream waits and goes on", async () => {
    const stepped = steppedReceiver();
    const full = await startTestServer({ commands: { receivePurchases: stepped.receive } });
    const overloaded = () =>
      new AppError("OVERLOADED", "full", { details: { retryAfterSeconds: 0.01 } });
    const refused = send(line(soldEvent()), full);
    (await stepped.at(0)).refuse(overloaded());
    const answer = await refused;
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "0.01"]);

    const stream = await openStream(full);
    stream.request.write(line(soldEvent({ eventId: "first" })));
    (await stepped.at(1)).settle();
    expect((await stream.next()).eventId).toBe("first");
    stream.request.write(line(soldEvent({ eventId: "second" })));
    (await stepped.at(2)).refuse(overloaded());
    (await stepped.at(3)).settle();
    expect((await stream.next()).eventId).toBe("second");
    stream.request.end();
    await full.stop();
  });

  test("a client that goes away: what was submitted is completed, and the stream is closed", async () => {
    const stepped = steppedReceiver();
    const left = await startTestServer({ commands: { receivePurchases: stepped.receive } });
    const stream = await openStream(left);
    stream.request.write(line(soldEvent({ eventId: "kept" })));
    const submitted = await stepped.at(0);
    stream.request.destroy();
    submitted.settle();
    // Ends only when no connection is open any more.
    await left.stop();
    expect(left.metrics.registry.getSingleMetric("tributary_ingest_streams")).toBeDefined();
    const { values } = await left.metrics.streamsActive.get();
    expect(values[0]?.value).toBe(0);
  });
});

/** Whether the socket took more within a bounded number of turns of the event loop. */
async function drained(request: ClientRequest): Promise<boolean> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (!request.writableNeedDrain) {
      return true;
    }
    await turns(1);
  }
  return false;
}

/** Lets everything that is ready happen, this many times over: sockets are read once a turn. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
