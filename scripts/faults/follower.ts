import { setTimeout as delay } from "node:timers/promises";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { HeardChange, Hearing } from "./log.ts";

/** Milliseconds between two pings of a follower, and until it takes a silent server for gone. */
const PING_MS = 500;
const PONG_MS_MAX = 1_500;
const OPEN_MS_MAX = 1_500;
const PAUSE_MS = 100;

const EVENT = "cursor sequence customer { id }";
const TIER_CHANGES = `subscription($after: String) { change: tierChanges(after: $after) { ${EVENT} } }`;
const CUSTOMER_CHANGED = `subscription($id: ID!, $after: String) {
  change: customerChanged(customerId: $id, after: $after) { ... on StreamChange { ${EVENT} } } }`;

interface Event {
  readonly change: {
    readonly cursor: string;
    readonly sequence: number;
    readonly customer: { readonly id: string } | null;
  };
}

/** What is followed, from where on. */
export interface Following {
  readonly name: string;
  readonly token: string;
  /**
   * Ports of the servers; it begins with the first and takes the next whenever a connection ends or
   * is silent.
   */
  readonly ports: readonly number[];
  /** One customer; null: the changes of tier of all. */
  readonly customer: {
    readonly id: string;
    readonly cursor: string;
    readonly sequence: number;
  } | null;
}

/**
 * A subscription that outlives its connections: it goes on after the last cursor that it was told.
 */
export class Follower {
  readonly #following: Following;
  readonly #changes: HeardChange[] = [];
  #cursor: string | null;
  #connections = 0;
  #isStopped = false;
  #client: Client | undefined;
  readonly #running: Promise<void>;

  constructor(following: Following) {
    this.#following = following;
    this.#cursor = following.customer?.cursor ?? null;
    this.#running = this.#run();
  }

  get hearing(): Hearing {
    const { name, customer } = this.#following;
    return {
      name,
      customer: customer?.id ?? null,
      after: customer?.sequence ?? 0,
      changes: this.#changes,
      connections: this.#connections,
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    void Promise.resolve(this.#client?.dispose()).catch(() => {});
    await this.#running;
  }

  async #run(): Promise<void> {
    const { ports } = this.#following;
    for (let at = 0; !this.#isStopped; at += 1) {
      this.#connections += 1;
      await this.#listen(ports[at % ports.length] as number);
      await delay(PAUSE_MS);
    }
  }

  /** Until the connection ends, in whatever way. */
  #listen(port: number): Promise<void> {
    const { token, customer } = this.#following;
    let socket: WebSocket | undefined;
    let silence: NodeJS.Timeout | undefined;
    const client = createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string[]) {
          super(address, protocols, { handshakeTimeout: OPEN_MS_MAX });
          socket = this;
        }
      },
      retryAttempts: 0,
      connectionAckWaitTimeout: OPEN_MS_MAX,
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => {},
      keepAlive: PING_MS,
      on: {
        ping: (isReceived) => {
          if (isReceived) {
            return;
          }
          clearTimeout(silence);
          silence = setTimeout(() => socket?.terminate(), PONG_MS_MAX);
        },
        pong: (isReceived) => {
          if (isReceived) {
            clearTimeout(silence);
          }
        },
      },
    });
    this.#client = client;
    const { promise, resolve } = Promise.withResolvers<void>();
    client.subscribe<Event>(
      {
        query: customer === null ? TIER_CHANGES : CUSTOMER_CHANGED,
        variables: { id: customer?.id, after: this.#cursor },
      },
      {
        next: ({ data, errors }) => {
          // What cannot be told is told again after the last cursor.
          if (data == null || errors !== undefined) {
            socket?.terminate();
          } else {
            this.#hear(data);
          }
        },
        error: () => resolve(),
        complete: () => resolve(),
      },
    );
    return promise.finally(() => {
      clearTimeout(silence);
      void Promise.resolve(client.dispose()).catch(() => {});
    });
  }

  #hear({ change: { cursor, sequence, customer } }: Event): void {
    this.#cursor = cursor;
    this.#changes.push({ customer: customer?.id ?? "", sequence, atMs: Date.now() });
  }
}
