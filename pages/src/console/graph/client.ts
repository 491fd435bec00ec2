import { cacheExchange } from "@urql/exchange-graphcache";
import { persistedExchange } from "@urql/exchange-persisted";
import { createClient as createSocket } from "graphql-ws";
import { type Client, createClient, fetchExchange, subscriptionExchange } from "urql";
import type { Session } from "../session/session.ts";
import { WITHOUT_KEY } from "./keys.ts";

/** The longest that the page waits before it tries to be live again, milliseconds. */
const RETRY_MS_MAX = 10_000;
const RETRY_MS_MIN = 300;
/** Close code of a server that refuses a token (src/server/live/peer.ts). */
const UNAUTHORISED = 4401;
/** Reason by which a socket is closed whose token was revoked (src/server/live/sockets.ts). */
const REVOKED = "The token or key was revoked";
const PING_MS = 10_000;

/** Whether the server's pushes come through. */
export interface Liveness {
  readonly isLive: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Graph {
  readonly client: Client;
  readonly liveness: Liveness;
  /** Ends the socket: whoever is signed in next begins with an empty cache and a new one. */
  readonly close: () => void;
}

/** Fetches with the session's token, and once more when the server refused one that had ended. */
function fetchAs(session: Session): typeof fetch {
  return async (url, init) => {
    for (let refusals = 0; ; refusals += 1) {
      const token = await session.token();
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${token}`);
      const response = await fetch(url, { ...init, headers });
      if (response.status !== 401 || !(await session.refused(token, refusals > 0))) {
        return response;
      }
    }
  };
}

function openSocket(session: Session, tell: (isLive: boolean) => void) {
  let sent = "";
  return createSocket({
    url: `${location.origin.replace(/^http/, "ws")}/graphql`,
    connectionParams: async () => {
      sent = await session.token();
      return { authorization: `Bearer ${sent}` };
    },
    keepAlive: PING_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: async (attempt) => {
      const most = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, most * (0.5 + Math.random() / 2)));
    },
    // A fault of our own would come again at once, and for ever.
    shouldRetry: (problem) => !(problem instanceof Error),
    on: {
      connected: () => tell(true),
      closed: (event) => {
        tell(false);
        const { code, reason } = event as CloseEvent;
        // Also while the page is covered, and nothing would be asked with that token again.
        if (code === UNAUTHORISED || reason === REVOKED) {
          void session.refused(sent);
        }
      },
    },
  });
}

/** What the console asks the graph by: documents by their hashes, a cache by ids, one socket. */
export function openGraph(session: Session): Graph {
  let isLive = true;
  const listeners = new Set<() => void>();
  const socket = openSocket(session, (next) => {
    isLive = next;
    for (const listener of listeners) {
      listener();
    }
  });
  const client = createClient({
    url: `${location.origin}/graphql`,
    preferGetMethod: false,
    fetch: fetchAs(session),
    exchanges: [
      cacheExchange({ keys: WITHOUT_KEY }),
      persistedExchange({
        // A page that was open during an upgrade sends the text if its hash is no longer known.
        enforcePersistedQueries: false,
        enableForMutation: true,
        enableForSubscriptions: true,
        // What is searched for does not belong in an address, which proxies write down.
        preferGetForPersistedQueries: false,
        generateHash: async (_text, document) => hashOf(document),
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables, extensions }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe(
              // The text may be left out, but the library wants to see one.
              { query: query ?? "", variables: variables ?? {}, extensions: extensions ?? {} },
              sink as Parameters<typeof socket.subscribe>[1],
            ),
          }),
        }),
      }),
    ],
  });
  return {
    client,
    liveness: {
      isLive: () => isLive,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    close: () => {
      // It waits for a socket that is being opened; one that then is refused needs no closing.
      Promise.resolve(socket.dispose()).catch(() => {});
    },
  };
}

/** The hash that code generation wrote beside the document. */
function hashOf(document: unknown): string {
  const { __meta__: meta } = document as { readonly __meta__?: { readonly hash?: string } };
  if (meta?.hash === undefined) {
    throw new Error("The document was not made by npm run codegen.");
  }
  return meta.hash;
}
