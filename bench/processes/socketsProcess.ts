import { once } from "node:events";
import { WebSocket } from "ws";
import { callInLoop } from "./callers.ts";
import { serveParent } from "./children.ts";

/**
 * The sockets of `push`, in a process of their own: as lean as a client can be, so that the server
 * is what is measured.
 */

/** One socket for each client, which all ask the same. */
export interface SocketsPlan {
  readonly port: number;
  readonly query: string;
  readonly clients: readonly {
    readonly token: string;
    readonly variables: Record<string, unknown>;
  }[];
}

/** When each event came, milliseconds since 1970 with fractions, by its cursor. */
export type Received = Readonly<Record<string, readonly number[]>>;

/** How many events have come, and what else did. */
export interface Count {
  readonly events: number;
  readonly failures: readonly string[];
}

/** Sockets that connect at once: a storm of handshakes is not what is measured. */
const CONNECTING_MAX = 50;
const FAILURES_SHOWN_MAX = 5;

const CURSOR = /"cursor":"([^"]+)"/;

let sockets: WebSocket[] = [];
let received = new Map<string, number[]>();
let failures: string[] = [];

function openOne({ port, query, clients }: SocketsPlan, at: number): Promise<void> {
  const { token, variables } = clients[at] as SocketsPlan["clients"][number];
  const ws = new WebSocket(`ws://127.0.0.1:${port}/graphql`, "graphql-transport-ws", {
    perMessageDeflate: false,
  });
  sockets.push(ws);
  return new Promise((resolve, reject) => {
    const payload = { authorization: `Bearer ${token}` };
    ws.on("open", () => ws.send(JSON.stringify({ type: "connection_init", payload })));
    ws.on("error", reject);
    ws.on("close", (code, reason) => reject(new Error(`closed: ${code} ${reason}`)));
    ws.on("message", (data) => {
      const now = performance.timeOrigin + performance.now();
      const text = String(data);
      if (text.startsWith('{"type":"connection_ack"')) {
        ws.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query, variables } }));
        resolve();
        return;
      }
      const cursor = CURSOR.exec(text)?.[1];
      if (cursor === undefined) {
        failures.push(text);
      } else if (received.get(cursor)?.push(now) === undefined) {
        received.set(cursor, [now]);
      }
    });
  });
}

serveParent({
  open: async (plan: SocketsPlan): Promise<void> => {
    const openers = Array.from({ length: CONNECTING_MAX });
    await callInLoop(openers, { calls: plan.clients.length }, (_, at) => openOne(plan, at));
  },
  count: (): Count => ({
    events: [...received.values()].reduce((sum, times) => sum + times.length, 0),
    failures: failures.slice(0, FAILURES_SHOWN_MAX),
  }),
  /** What has come, and forgets it. */
  take: (): Received => {
    const taken = Object.fromEntries(received);
    received = new Map();
    failures = [];
    return taken;
  },
  close: async (): Promise<void> => {
    const open = sockets;
    sockets = [];
    const closed = open.map((ws) => once(ws.removeAllListeners("close"), "close"));
    for (const ws of open) {
      ws.close(1000);
    }
    await Promise.all(closed);
  },
});
