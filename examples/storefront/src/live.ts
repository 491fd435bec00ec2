import { createClient as overEvents } from "graphql-sse";
import { createClient as overSocket } from "graphql-ws";

/** What is asked: the document as text, and its variables. */
export interface Request {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

/** Who is told. */
export interface Sink {
  next(result: { readonly data?: Record<string, unknown> | null }): void;
  error(error: unknown): void;
  complete(): void;
}

export interface Live {
  /** @returns how to end it */
  subscribe(request: Request, sink: Sink): () => void;
}

/** Milliseconds until the next attempt: soon at first, half a minute at most, never all at once. */
const wait = (attempt: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, Math.min(30_000, 500 * 2 ** attempt) * (0.5 + Math.random()));
  });

/** Over a WebSocket: one connection for everything the page follows. */
export function liveOverSocket(url: string, fetchToken: () => Promise<string>): Live {
  return resuming(
    overSocket({
      url,
      // Asked for at every connection, so that the next token is there when the last has ended.
      connectionParams: async () => ({ authorization: `Bearer ${await fetchToken()}` }),
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: wait,
      // Also when nobody answers, which is no close code. A wrong token (4401) ends it anyway.
      shouldRetry: () => true,
    }) as Live,
  );
}

/** Over server-sent events, where sockets do not come through. */
export function liveOverEvents(url: string, fetchToken: () => Promise<string>): Live {
  return resuming(
    overEvents({
      url,
      headers: async () => ({ authorization: `Bearer ${await fetchToken()}` }),
      retryAttempts: Number.POSITIVE_INFINITY,
      retry: wait,
    }) as Live,
  );
}

/**
 * Both clients subscribe again by themselves when a connection broke, with the variables of before:
 * this makes `after` the cursor of the last change they were told, so that none is shown twice and
 * none is missed.
 */
function resuming(client: Live): Live {
  return {
    subscribe: ({ query, variables }, sink) => {
      let after = variables?.["after"];
      const behind = {
        ...variables,
        // Read anew each time the request is written.
        get after() {
          return after;
        },
      };
      return client.subscribe(
        { query, variables: behind },
        {
          ...sink,
          next: (result) => {
            const [change] = Object.values(result.data ?? {}) as { readonly cursor?: string }[];
            after = change?.cursor ?? after;
            sink.next(result);
          },
          error: (error) => sink.error(error),
          complete: () => sink.complete(),
        },
      );
    },
  };
}
