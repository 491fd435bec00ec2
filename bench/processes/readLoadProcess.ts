import { connect as connectSocket, type Socket } from "node:net";
import { serveParent } from "./children.ts";

/**
 * The readers, in a process of their own: keep-alive connections, each sending its next request when it has its
 * answer. HTTP by hand, so that the callers take little of the machine they share with the server.
 */

/** Where requests go, and what they ask. */
export type ReadPlan = {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly query: string;
  /** Ids that are asked for, at random. */
  readonly ids: readonly string[];
  readonly connections: number;
  /** It ends after this long, or this many requests, whichever comes first. */
  readonly ms: number;
  readonly requests: number;
};

/** What a run gave. */
export type ReadResult = {
  readonly requests: number;
  readonly elapsedMs: number;
  readonly latencyMs: readonly number[];
};

const HEAD_END = Buffer.from("\r\n\r\n");

serveParent(
  {
    /** The answers to each id, one by one, for comparing. */
    answers: async (plan: ReadPlan): Promise<readonly unknown[]> => {
      const reader = await openReader(plan.port);
      const answers: unknown[] = [];
      for (const request of requestsOf(plan)) {
        answers.push(JSON.parse((await reader.send(request.bytes)).toString("utf8")));
      }
      reader.close();
      return answers;
    },
    /** Asks for each id once, one after the other, whatever the answer: a database that was just filled is cold. */
    wake: async (plan: ReadPlan): Promise<void> => {
      for (const request of requestsOf(plan)) {
        const reader = await openReader(plan.port);
        await reader.send(request.bytes).catch(() => {});
        reader.close();
      }
    },
    run: async (plan: ReadPlan): Promise<ReadResult> => {
      const requests = requestsOf(plan);
      const readers = await Promise.all(
        Array.from({ length: plan.connections }, () => openReader(plan.port)),
      );
      const latencyMs: number[] = [];
      const startedAt = performance.now();
      let sent = 0;
      const until = startedAt + plan.ms;
      await Promise.all(
        readers.map(async ({ send }) => {
          for (let sentAt = performance.now(); sentAt < until; sentAt = performance.now()) {
            if (sent === plan.requests) return;
            sent += 1;
            const request = requests[(Math.random() * requests.length) | 0] as Request;
            const answer = await send(request.bytes);
            latencyMs.push(performance.now() - sentAt);
            // Everybody's own answer, and no other.
            if (!answer.includes(request.id)) throw new Error(`wrong answer: ${answer}`);
          }
        }),
      );
      const elapsedMs = performance.now() - startedAt;
      for (const { close } of readers) close();
      return { requests: latencyMs.length, elapsedMs, latencyMs };
    },
  },
  async () => {},
);

type Request = { readonly id: string; readonly bytes: Buffer };

function requestsOf({ path, token, query, ids }: ReadPlan): Request[] {
  return ids.map((id) => {
    const body = JSON.stringify({ query, variables: { id } });
    const head = [
      `POST ${path} HTTP/1.1`,
      "host: 127.0.0.1",
      "content-type: application/json",
      `authorization: Bearer ${token}`,
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    return { id, bytes: Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`) };
  });
}

type Reader = { readonly send: (bytes: Buffer) => Promise<Buffer>; readonly close: () => void };

async function openReader(port: number): Promise<Reader> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connectSocket({ port, host: "127.0.0.1", noDelay: true }, () => resolve(opened));
    opened.once("error", reject);
  });
  let waiting: { resolve: (body: Buffer) => void; reject: (error: Error) => void } | null = null;
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = received.toString("latin1", 0, headEnd);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    if (!head.startsWith("HTTP/1.1 200") || Number.isNaN(length)) {
      waiting?.reject(new Error(`not an answer: ${received.toString("utf8")}`));
    } else if (received.length >= headEnd + HEAD_END.length + length) {
      const body = received.subarray(headEnd + HEAD_END.length);
      received = Buffer.alloc(0);
      waiting?.resolve(body);
    }
  });
  const broken = (error?: Error) =>
    waiting?.reject(error ?? new Error("the server closed the connection"));
  socket.on("error", broken).on("close", () => broken());
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(bytes);
      }),
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}
