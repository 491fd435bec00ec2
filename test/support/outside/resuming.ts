import { request } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Door } from "./sender.ts";

const PAUSE_MS = 100;
const QUERY = `subscription($id: ID!, $after: String) {
  customerChanged(customerId: $id, after: $after) { ... on StreamChange { cursor sequence } } }`;

interface Pushed {
  readonly customerChanged: { readonly cursor: string; readonly sequence: number };
}

/** Follows one customer by one door, and comes back with its last cursor whenever it is cut off. */
export interface Resuming {
  /** Numbers of the changes it was told, in the order in which they came. */
  readonly sequences: readonly number[];
  readonly connections: () => number;
  stop(): Promise<void>;
}

export interface Followed {
  readonly door: Door;
  readonly token: string;
  readonly customer: string;
  /** Of the page that was read first. */
  readonly cursor: string;
}

export const followBySocket = (followed: Followed) => follow(followed, listenBySocket);
export const followByEvents = (followed: Followed) => follow(followed, listenByEvents);

interface Listening {
  readonly ended: Promise<void>;
  cut(): void;
}
type Listen = (followed: Followed, cursor: string, hear: (pushed: Pushed) => void) => Listening;

function follow(followed: Followed, listen: Listen): Resuming {
  const sequences: number[] = [];
  let { cursor } = followed;
  let connections = 0;
  let isStopped = false;
  let current: Listening | undefined;
  const running = (async () => {
    while (!isStopped) {
      connections += 1;
      current = listen(followed, cursor, ({ customerChanged }) => {
        cursor = customerChanged.cursor;
        sequences.push(customerChanged.sequence);
      });
      await current.ended;
      await delay(PAUSE_MS);
    }
  })();
  return {
    sequences,
    connections: () => connections,
    stop: async () => {
      isStopped = true;
      current?.cut();
      await running;
    },
  };
}

const listenBySocket: Listen = ({ door, token, customer }, after, hear) => {
  const client = createClient({
    url: `wss://127.0.0.1:${door.port}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { ca: door.authority });
      }
    },
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    onNonLazyError: () => {},
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  client.subscribe<Pushed>(
    { query: QUERY, variables: { id: customer, after } },
    { next: ({ data }) => data != null && hear(data), error: () => resolve(), complete: resolve },
  );
  return {
    ended: promise.finally(() => void Promise.resolve(client.dispose()).catch(() => {})),
    cut: resolve,
  };
};

const listenByEvents: Listen = ({ door, token, customer }, after, hear) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const sent = request(
    {
      ...{ host: "127.0.0.1", port: door.port, ca: door.authority, method: "POST" },
      path: "/graphql/stream",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "text/event-stream",
      },
    },
    (response) => {
      let rest = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        const messages = `${rest}${chunk}`.split("\n\n");
        rest = messages.pop() ?? "";
        for (const message of messages) {
          const data = /^data: (.*)$/m.exec(message)?.[1];
          const pushed = data ? (JSON.parse(data) as { data?: Pushed }).data : null;
          if (/^event: next$/m.test(message) && pushed != null) {
            hear(pushed);
          }
        }
      });
      response.on("close", resolve);
      response.on("error", () => resolve());
    },
  );
  sent.on("error", () => resolve());
  sent.end(JSON.stringify({ query: QUERY, variables: { id: customer, after } }));
  return { ended: promise, cut: () => sent.destroy() };
};
