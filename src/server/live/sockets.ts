import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { handleProtocols, makeServer, type Context as WsContext } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { Instant } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import type { Authenticate } from "../auth/auth.ts";
import { maskError } from "../formatError.ts";
import type { Connections } from "./connections.ts";
import { Live, type LiveDeps, openLive } from "./live.ts";
import { type OpenSessions, type SessionEnd, sessionEndOf } from "./openSessions.ts";
import { PER_SECOND_PER_PRINCIPAL } from "./pace.ts";
import { CLOSE, Peer, SLOW_MS_MAX } from "./peer.ts";
import { signIn } from "./session.ts";

/** Bytes of one message of a client. */
const MESSAGE_BYTES_MAX = 65_536;
/** Bytes of a message of a client that has not signed in: a token, and little else. */
const INIT_BYTES_MAX = 16_384;
/** Subscriptions of one socket at once. */
export const OPERATIONS_PER_SOCKET_MAX = 100;
/** Refusals after which a socket that asks for still more is closed. */
export const REFUSALS_MAX = 100;
/** Told to it; a close frame has room for 123 bytes. */
const REFUSED_TOO_OFTEN = `More than ${REFUSALS_MAX} refused: a socket has at most ${OPERATIONS_PER_SOCKET_MAX} subscriptions, a caller begins ${PER_SECOND_PER_PRINCIPAL} in a second`;
const ENDED: Readonly<Record<SessionEnd, string>> = {
  expired: "The token has expired",
  revoked: "The token or key was revoked",
};
/** Milliseconds that a client has to sign in. */
const INIT_MS = 3_000;
/** Milliseconds in which a socket has to answer a ping; they go out spread over as many rounds. */
const PING_MS = 12_000;
const PING_ROUNDS = 12;

export type SocketsDeps = LiveDeps & {
  readonly authenticate: Authenticate;
  readonly clock: () => Instant;
  readonly connections: Connections;
  readonly sessions: OpenSessions;
  readonly initMs?: number;
  readonly pingMs?: number;
  readonly slowMs?: number;
};

/** graphql-transport-ws on sockets that the HTTP server hands over. */
export class Sockets {
  readonly #deps: SocketsDeps;
  readonly #server;
  readonly #protocol;
  readonly #rounds: readonly Set<Peer>[] = Array.from({ length: PING_ROUNDS }, () => new Set());
  #nextRound = 0;
  #pinging: NodeJS.Timeout | undefined;

  constructor(deps: SocketsDeps) {
    this.#deps = deps;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: MESSAGE_BYTES_MAX,
      perMessageDeflate: false,
      autoPong: false,
      handleProtocols,
    });
    this.#protocol = makeServer<Record<string, unknown>, Peer>({
      connectionInitWaitTimeout: deps.initMs ?? INIT_MS,
      onConnect: (context) => this.#connect(context),
      onSubscribe: (context, id, payload) => this.#subscribe(context, id, payload),
      subscribe: (args) => args.contextValue as unknown as AsyncIterableIterator<never>,
      onError: (_context, _id, _payload, errors) => errors.map((error) => this.#mask(error)),
    });
  }

  /** Takes a socket over, its place in the process included. */
  upgrade(request: IncomingMessage, transport: Duplex, head: Buffer, leave: () => void): void {
    transport.once("close", leave);
    this.#server.handleUpgrade(request, transport, head, (ws) => this.#open(ws, transport));
  }

  /**
   * Closes every socket with 1012, which tells clients to come back, spread over `spreadMs` so that
   * they do not come back all at once.
   */
  async drain(spreadMs: number): Promise<void> {
    clearInterval(this.#pinging);
    const peers = this.#rounds.flatMap((round) => [...round]);
    await Promise.all(
      peers.map(
        (peer) =>
          new Promise<void>((resolve) => {
            if (peer.ws.readyState === peer.ws.CLOSED) {
              return resolve();
            }
            peer.ws.once("close", () => resolve());
            const close = () =>
              peer.close(CLOSE.restart, "The server restarts; resume after your last cursor");
            setTimeout(close, Math.random() * spreadMs);
          }),
      ),
    );
  }

  #open(ws: WebSocket, transport: Duplex): void {
    const { log, connections } = this.#deps;
    const peer = new Peer(ws, transport, {
      slowMs: this.#deps.slowMs ?? SLOW_MS_MAX,
      onClose: (code) => connections.figures.closed.inc({ code }),
    });
    const round = this.#rounds[this.#nextRound] as Set<Peer>;
    this.#nextRound = (this.#nextRound + 1) % PING_ROUNDS;
    round.add(peer);
    this.#keepAlive();
    const closed = this.#protocol.opened(
      {
        protocol: ws.protocol,
        send: (message) => peer.send(message),
        close: (code = CLOSE.internal, reason = "") => peer.close(code, reason),
        onMessage: (receive) =>
          ws.on("message", (data) => {
            // What was on its way when it was closed for good.
            if (peer.isClosing) {
              return;
            }
            if (peer.session === null && (data as Buffer).length > INIT_BYTES_MAX) {
              peer.close(CLOSE.unauthorized, "Sign in first, with connection_init");
              return;
            }
            receive(String(data)).catch((error: unknown) => {
              log.error({ error }, "a socket's message failed");
              peer.close(CLOSE.internal, "Internal server error");
            });
          }),
      },
      peer,
    );
    ws.on("ping", (data) => peer.pong(data));
    ws.on("pong", () => {
      peer.isAlive = true;
    });
    // Malformed or too large: the library closes it by itself.
    ws.on("error", (error) => log.debug({ error }, "a socket broke the protocol"));
    ws.once("close", (code, reason) => {
      round.delete(peer);
      peer.gone();
      closed(code, String(reason)).catch((error: unknown) => {
        log.error({ error }, "a socket was not put away");
      });
    });
  }

  async #connect({ extra: peer, connectionParams }: WsContext<Record<string, unknown>, Peer>) {
    const { connections, clock, sessions } = this.#deps;
    try {
      const given = connectionParams?.["authorization"] ?? connectionParams?.["Authorization"];
      const session = await signIn(this.#deps, typeof given === "string" ? given : undefined);
      peer.onGone.push(connections.take(session.viewer.principal));
      peer.session = session;
      peer.onGone.push(sessions.watch(session, clock, (because) => signOut(peer, because)));
      // It may have gone while its token was checked.
      if (peer.ws.readyState !== peer.ws.OPEN) {
        peer.gone();
      }
      return true;
    } catch (error) {
      const { message, extensions } = this.#mask(error);
      peer.close(closeCodeOf(extensions), message);
      return false;
    }
  }

  async #subscribe(
    { extra: peer }: WsContext<Record<string, unknown>, Peer>,
    id: string,
    payload: { readonly query?: unknown },
  ) {
    if (peer.live.size + peer.starting >= OPERATIONS_PER_SOCKET_MAX) {
      const message = `At most ${OPERATIONS_PER_SOCKET_MAX} subscriptions on one socket; complete one first.`;
      return this.#refuse(peer, new AppError("TOO_MANY_OPERATIONS", message));
    }
    const { session } = peer;
    if (session === null) {
      throw new Error("a socket was let in without a session");
    }
    try {
      this.#deps.connections.pace.begin(session.viewer.principal);
    } catch (error) {
      return this.#refuse(peer, error);
    }
    peer.starting += 1;
    try {
      const opened = await openLive(this.#deps, session, payload);
      if (!(opened instanceof Live)) {
        const because = opened.errors.map(sessionEndOf).find((found) => found !== null);
        if (because != null) {
          signOut(peer, because);
        }
        return opened.errors.map(asGraphQLError);
      }
      const { subscriptions } = this.#deps.connections.figures;
      peer.live.add(opened);
      subscriptions.inc();
      opened.onClose = () => {
        peer.live.delete(opened);
        subscriptions.dec();
      };
      if (peer.ws.readyState !== peer.ws.OPEN) {
        opened.close();
      }
      return {
        schema: this.#deps.schema,
        document: opened.operation.document,
        operationName: opened.operation.operation.name?.value,
        contextValue: this.#pump(peer, id, opened),
      };
    } finally {
      peer.starting -= 1;
    }
  }

  #refuse(peer: Peer, error: unknown): GraphQLError[] {
    peer.refused += 1;
    if (peer.refused > REFUSALS_MAX) {
      peer.close(CLOSE.tooMany, REFUSED_TOO_OFTEN);
    }
    return [asGraphQLError(error)];
  }

  /**
   * What the protocol's library iterates over. It never yields: messages are sent here, because the
   * library would write the JSON of each answer anew for every socket.
   */
  #pump(peer: Peer, id: string, live: Live): AsyncIterableIterator<never> {
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    const { events } = this.#deps.connections.figures;
    const done = { done: true as const, value: undefined };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        try {
          for (;;) {
            const answer = await live.next();
            if (answer === null) {
              return done;
            }
            peer.lastCursor = answer.cursor ?? peer.lastCursor;
            events.inc();
            await peer.send(`${head}${answer.text}}`);
          }
        } catch (error) {
          const because = sessionEndOf(error);
          if (because === null) {
            throw error;
          }
          // A change came before the look: the socket ends as if the look had been first.
          signOut(peer, because);
          return done;
        } finally {
          live.close();
        }
      },
      return: async () => {
        live.close();
        return done;
      },
    };
  }

  #mask(error: unknown): GraphQLFormattedError {
    return maskError(error, this.#deps.log);
  }

  #keepAlive(): void {
    if (this.#pinging !== undefined) {
      return;
    }
    let at = 0;
    const ping = () => {
      for (const peer of this.#rounds[at] ?? []) {
        if (peer.isAlive) {
          peer.isAlive = false;
          peer.ws.ping();
        } else {
          peer.ws.terminate();
        }
      }
      at = (at + 1) % PING_ROUNDS;
    };
    this.#pinging = setInterval(ping, (this.#deps.pingMs ?? PING_MS) / PING_ROUNDS);
    this.#pinging.unref();
  }
}

/** The library passes on instances of its own class alone; they are masked on their way out. */
function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) {
    return error;
  }
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** Its client comes back with the next token; with the same one it gets 4401 and gives up. */
function signOut(peer: Peer, because: SessionEnd): void {
  peer.close(CLOSE.forbidden, ENDED[because]);
}

function closeCodeOf(details: GraphQLFormattedError["extensions"]): number {
  if (details?.["code"] === "UNAVAILABLE") {
    return CLOSE.tryAgainLater;
  }
  if (details?.["code"] === "TOO_MANY_STREAMS") {
    return CLOSE.tooMany;
  }
  if (details?.["code"] !== "UNAUTHENTICATED") {
    return CLOSE.internal;
  }
  // A client comes back with a new token after 4403, and gives up after 4401.
  return details["expired"] === true ? CLOSE.forbidden : CLOSE.unauthorized;
}
