import { WebSocket } from "ws";
import { serveParent } from "./children.ts";

/** The sockets of `push`, in a process of their own: as lean as a client can be, so that the server is what is measured. */

/** What every socket asks for; `{{n}}` differs per socket. */
export type SocketsPlan = {
  readonly port: number;
  readonly query: string;
  /** One socket each. */
  readonly clients: readonly {
    readonly token: string;
    readonly variables: Record<string, unknown>;
  }[];
};

/** When each event came, milliseconds since 1970 with fractions, by its cursor. */
export type Received = Readonly<Record<string, readonly number[]>>;

/** Sockets that connect at once: a storm of handshakes is not what is measured. */
const CONNECTING_MAX = 50;

let sockets: WebSocket[] = [];
let received = new Map<string, number[]>();
let failures: string[] = [];

const CURSOR = /"cursor":"([^"]+)"/;

function now(): number {
  return performance.timeOrigin + performance.now();
}

async function open(plan: SocketsPlan): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTING_MAX }, async () => {
      for (let at = next; at < plan.clients.length; at = next) {
        next += 1;
        await openOne(plan, at);
      }
    }),
  );
}

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
      const at = now();
      const text = String(data);
      if (text.startsWith('{"type":"connection_ack"')) {
        ws.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query, variables } }));
        resolve();
        return;
      }
      const cursor = CURSOR.exec(text)?.[1];
      if (cursor === undefined) failures.push(text);
      else if (received.get(cursor)?.push(at) === undefined) received.set(cursor, [at]);
    });
  });
}

serveParent(
  {
    open,
    /** How many events have come, and what else did. */
    count: (): { events: number; failures: readonly string[] } => ({
      events: [...received.values()].reduce((sum, times) => sum + times.length, 0),
      failures: failures.slice(0, 5),
    }),
    take: (): Received => {
      const taken = Object.fromEntries(received);
      received = new Map();
      failures = [];
      return taken;
    },
    close: async (): Promise<void> => {
      const open = sockets;
      sockets = [];
      await Promise.all(
        open.map(
          (ws) =>
            new Promise<void>((resolve) => {
              ws.removeAllListeners("close").once("close", () => resolve());
              ws.close(1000);
            }),
        ),
      );
    },
  },
  async () => {},
);
