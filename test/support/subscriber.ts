import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";

/** What a subscription has been told, in order. */
export interface Heard<Data> {
  readonly events: Data[];
  readonly errors: { readonly message: string; readonly extensions?: Record<string, unknown> }[];
  /** Resolves when `isSo` of what was heard; fails when the subscription ended before. */
  until(isSo: (heard: Heard<Data>) => boolean): Promise<void>;
  /** Resolves when the subscription has ended, in whatever way. */
  readonly ended: Promise<void>;
  stop(): void;
}

export interface Subscriber {
  subscribe<Data>(query: string, variables?: Record<string, unknown>): Heard<Data>;
  /** Code and reason of the close. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  close(): void;
}

/** A client that does not come back by itself: what happens to one connection is what is tested. */
export function subscriber(url: string, token: string | null): Subscriber {
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const client: Client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    onNonLazyError: () => {},
    lazy: true,
    lazyCloseTimeout: 60_000,
    on: {
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        closed.resolve({ code, reason });
      },
    },
  });
  return {
    closed: closed.promise,
    close: () => {
      // On its way to a server that has gone: there is nothing left to close.
      void Promise.resolve(client.dispose()).catch(() => {});
    },
    subscribe: <Data>(query: string, variables: Record<string, unknown> = {}) => {
      const { heard, told, over } = hearing<Data>(() => stop());
      const stop = client.subscribe<Data>(
        { query, variables },
        {
          next: ({ data, errors }) => {
            for (const error of errors ?? []) {
              heard.errors.push(error as never);
            }
            if (data != null) {
              heard.events.push(data);
            }
            told();
          },
          error: (error) => {
            if (Array.isArray(error)) {
              heard.errors.push(...error);
            } else {
              const { code, reason, message } = error as Record<string, unknown>;
              heard.errors.push({ message: `${code ?? ""} ${reason ?? message}` });
            }
            over();
          },
          complete: over,
        },
      );
      return heard;
    },
  };
}

/** The record of one subscription, whatever it came over. */
export function hearing<Data>(stop: () => void) {
  const ended = Promise.withResolvers<void>();
  const waiting = new Set<() => void>();
  let isOver = false;
  const told = () => {
    for (const look of [...waiting]) {
      look();
    }
  };
  const heard: Heard<Data> = {
    events: [],
    errors: [],
    ended: ended.promise,
    stop,
    until: (isSo) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (isSo(heard)) {
            resolve();
          } else if (isOver) {
            reject(
              new Error(`ended before: ${JSON.stringify([heard.events.length, heard.errors])}`),
            );
          } else {
            return;
          }
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
  };
  const over = () => {
    isOver = true;
    told();
    ended.resolve();
  };
  return { heard, told, over };
}
