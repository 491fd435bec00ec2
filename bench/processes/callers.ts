import { createConnection, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** One who calls and waits for the answer. */
interface Caller {
  send(bytes: Buffer): Promise<Buffer>;
  close(): void;
}

/** What calls took. */
export interface Timed {
  readonly elapsedMs: number;
  /** Of each call. */
  readonly latencyMs: readonly number[];
}

/**
 * Closed loop: each caller makes its next call when it has its answer, until so many calls are made
 * or so much time has passed. So latencies leave out what callers that do not wait would have met
 * in a queue (coordinated omission): they are the latencies at this rate of these many callers, not
 * at a rate of arrivals.
 */
export async function callInLoop<C>(
  callers: readonly C[],
  most: { readonly calls: number; readonly ms?: number },
  call: (caller: C, at: number) => Promise<void>,
): Promise<Timed> {
  const latencyMs: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + (most.ms ?? Number.POSITIVE_INFINITY);
  let next = 0;
  await Promise.all(
    callers.map(async (caller) => {
      for (let sentAt = startedAt; next < most.calls && sentAt < until; ) {
        next += 1;
        sentAt = performance.now();
        await call(caller, next - 1);
        latencyMs.push(performance.now() - sentAt);
      }
    }),
  );
  return { elapsedMs: performance.now() - startedAt, latencyMs };
}

/**
 * Open loop: calls are due at a rate, whatever became of those before, and each latency counts from
 * when its call was due. Callers must be enough for those that are under way at once.
 */
export async function callAtRate<C>(
  callers: readonly C[],
  most: { readonly calls: number; readonly perSecond: number },
  call: (caller: C, at: number) => Promise<void>,
): Promise<Timed> {
  const latencyMs: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    callers.map(async (caller) => {
      while (next < most.calls) {
        const at = next;
        next += 1;
        const dueAt = startedAt + (at * 1_000) / most.perSecond;
        await delay(Math.max(0, dueAt - performance.now()));
        await call(caller, at);
        latencyMs.push(performance.now() - dueAt);
      }
    }),
  );
  return { elapsedMs: performance.now() - startedAt, latencyMs };
}

/** A caller on a bare socket, whose answers `read` takes out of what arrives. */
export async function openSocket(port: number, read: typeof readFrames): Promise<Caller> {
  const socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve).once("error", reject);
  });
  let waiting: PromiseWithResolvers<Buffer> | null = null;
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("the connection was closed")));
  read(socket, (body) => waiting?.resolve(body));
  return {
    send: (bytes) => {
      waiting = Promise.withResolvers();
      socket.write(bytes);
      return waiting.promise;
    },
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}

/** Bytes before each message: its length. */
const HEADER_BYTES = 4;

/** A message with its length before it. */
export function frameOf(body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.set(body, HEADER_BYTES);
  return frame;
}

/** Calls `onMessage` with every whole message that arrives on the socket. */
export function readFrames(socket: Socket, onMessage: (body: Buffer) => void): void {
  readMessages(socket, onMessage, (received) =>
    received.length < HEADER_BYTES
      ? null
      : { from: HEADER_BYTES, to: HEADER_BYTES + received.readUInt32BE(0) },
  );
}

/**
 * A POST over HTTP, written by hand so that callers take little of the machine; answers are read by
 * `readHttp`.
 */
export function postOf(path: string, token: string, type: string, body: string): Buffer {
  return postWith(path, { "content-type": type, authorization: `Bearer ${token}` }, body);
}

/** The same with headers of its own. */
export function postWith(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const head = Object.entries({
    ...{ host: "127.0.0.1", "content-length": String(Buffer.byteLength(body)) },
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join("")}\r\n${body}`);
}

/** A request of GraphQL. */
export function queryOf(token: string, query: string, variables: object): Buffer {
  return postOf("/graphql", token, "application/json", JSON.stringify({ query, variables }));
}

const HEAD_END = "\r\n\r\n";
const CHUNKS_END = "\r\n0\r\n\r\n";

/**
 * The same as `readFrames` for answers of HTTP, of which any but 200 is an error; their text has no
 * CR.
 */
export function readHttp(socket: Socket, onMessage: (body: Buffer) => void): void {
  readMessages(socket, onMessage, (received) => {
    const from = received.indexOf(HEAD_END) + HEAD_END.length;
    if (from < HEAD_END.length) {
      return null;
    }
    const head = received.toString("latin1", 0, from);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    const isChunked = /\r\ntransfer-encoding: *chunked/i.test(head);
    if (!head.startsWith("HTTP/1.1 200") || !(isChunked || length >= 0)) {
      socket.destroy(new Error(`not an answer: ${received.toString("utf8")}`));
      return null;
    }
    if (!isChunked) {
      return { from, to: from + length };
    }
    const end = received.indexOf(CHUNKS_END, from - HEAD_END.length);
    if (end < 0) {
      return null;
    }
    // Sizes and chunks, in turns.
    const parts = received.toString("latin1", from, end).split("\r\n");
    const body = parts.filter((_, at) => at % 2 === 1).join("");
    return { from, to: end + CHUNKS_END.length, body: Buffer.from(body, "latin1") };
  });
}

/**
 * @param next where the first message stands in what was received, and what it is if it is not
 * that; null until it can be told
 */
function readMessages(
  socket: Socket,
  onMessage: (body: Buffer) => void,
  next: (
    received: Buffer,
  ) => { readonly from: number; readonly to: number; readonly body?: Buffer } | null,
): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (let one = next(received); one !== null; one = next(received)) {
      if (received.length < one.to) {
        return;
      }
      onMessage(one.body ?? received.subarray(one.from, one.to));
      received = received.subarray(one.to);
    }
  });
}
