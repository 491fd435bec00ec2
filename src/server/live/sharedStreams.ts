import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "../../errors.ts";
import { readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { maskError } from "../formatError.ts";
import { sendError, sendText } from "../respond.ts";
import {
  type EventStreamDeps,
  isJson,
  requestOf,
  SUBSCRIPTION_BYTES_MAX,
} from "./eventStreamRequest.ts";
import { Live, openLive } from "./live.ts";
import type { SubscriptionRequest } from "./operations.ts";
import { cutReasonOf, type Outgoing, whenGone } from "./outgoing.ts";
import { type Session, signIn } from "./session.ts";
import { OPERATIONS_PER_SOCKET_MAX } from "./sockets.ts";

/** Names the stream that a request belongs to. In a header alone: addresses end up in logs. */
const TOKEN_HEADER = "x-graphql-event-stream-token";
/** Milliseconds from the reservation of a stream until it has to be opened. */
const RESERVED_MS = 10_000;
/** Characters of a client's name for an operation. */
const OPERATION_ID_CHARS_MAX = 255;

/** One client's stream: reserved, then open, and what runs on it. */
interface Shared {
  readonly session: Session;
  /** By the client's name for it; null while it is being started. */
  readonly operations: Map<string, Live | null>;
  outgoing: Outgoing | null;
  /** Gives back whatever it holds; again has no effect. */
  close(): void;
}

/**
 * GraphQL over SSE in "single connection mode": PUT reserves a stream, GET opens it, POST starts a
 * subscription on it, DELETE ends one. For browsers over HTTP/1.1, which open six connections to a
 * host and no more. A stream lives in one process: in front of several, a proxy has to send a
 * client's requests to the same one.
 *
 * Bounded like a socket: a reservation counts as one of its holder's connections from the start and
 * ends when it is not opened in time; at most OPERATIONS_PER_SOCKET_MAX subscriptions run on it.
 */
export class SharedStreams {
  readonly #deps: EventStreamDeps;
  readonly #begin: (response: ServerResponse) => Outgoing;
  readonly #byToken = new Map<string, Shared>();

  constructor(deps: EventStreamDeps, begin: (response: ServerResponse) => Outgoing) {
    this.#deps = deps;
    this.#begin = begin;
  }

  static isFor({ method, headers }: IncomingMessage): boolean {
    return method === "PUT" || method === "DELETE" || headers[TOKEN_HEADER] !== undefined;
  }

  async serve(exchange: Exchange): Promise<void> {
    if (exchange.request.method === "PUT") {
      await this.#reserve(exchange);
      return;
    }
    const session = await signIn(this.#deps, exchange.request.headers.authorization);
    const shared = this.#byToken.get(String(exchange.request.headers[TOKEN_HEADER]));
    if (shared === undefined || shared.session.viewer.principal !== session.viewer.principal) {
      return refuse(exchange, 404, "There is no such stream here; reserve one with PUT.");
    }
    switch (exchange.request.method) {
      case "GET":
        this.#open(exchange, shared);
        return;
      case "POST":
        await this.#start(exchange, shared);
        return;
      case "DELETE":
        endOperation(exchange, shared);
        return;
      default:
        exchange.response.setHeader("allow", "GET, POST, PUT, DELETE, OPTIONS");
        refuse(exchange, 405, "A stream is reserved, opened, started on and ended.");
        return;
    }
  }

  /** Gives up what was reserved and not opened; open ones end with their responses. */
  close(): void {
    for (const shared of this.#byToken.values()) {
      if (shared.outgoing === null) {
        shared.close();
      }
    }
  }

  async #reserve({ request, response }: Exchange): Promise<void> {
    const { connections } = this.#deps;
    const leave = connections.enter();
    if (leave === null) {
      throw new AppError("OVERLOADED", "Too many streams are open here; try again.");
    }
    const undo = [leave];
    const token = randomUUID();
    const close = () => {
      this.#byToken.delete(token);
      for (const each of undo.splice(0)) {
        each();
      }
    };
    try {
      const session = await signIn(this.#deps, request.headers.authorization);
      undo.push(connections.take(session.viewer.principal));
      const shared: Shared = { session, operations: new Map(), outgoing: null, close };
      this.#byToken.set(token, shared);
      const ms = this.#deps.reservedMs ?? RESERVED_MS;
      const timer = setTimeout(() => shared.outgoing === null && close(), ms);
      timer.unref();
      undo.push(() => clearTimeout(timer));
      undo.push(() => {
        for (const live of shared.operations.values()) {
          live?.close();
        }
        shared.operations.clear();
      });
    } catch (error) {
      close();
      throw error;
    }
    sendText(response, 201, token, { "content-type": "text/plain; charset=utf-8" });
  }

  #open(exchange: Exchange, shared: Shared): void {
    if (shared.outgoing !== null) {
      refuse(exchange, 409, "The stream is open already.");
      return;
    }
    const { response } = exchange;
    const { clock, sessions } = this.#deps;
    const outgoing = this.#begin(response);
    shared.outgoing = outgoing;
    whenGone(response, shared.close);
    whenGone(
      response,
      sessions.watch(shared.session, clock, () => outgoing.cut("signed_out")),
    );
  }

  async #start(exchange: Exchange, shared: Shared): Promise<void> {
    const { request, response } = exchange;
    const { principal } = shared.session.viewer;
    if (!isJson(request)) {
      refuse(exchange, 415, "The Content-Type must be application/json, in utf-8.");
      return;
    }
    const account = { budget: this.#deps.bodies, principal, isKept: false };
    const body = await readBody({ request, response }, SUBSCRIPTION_BYTES_MAX, account);
    const asked = requestOf(body);
    const id = operationIdOf(asked);
    const { outgoing, operations } = shared;
    if (id === null) {
      refuse(exchange, 400, "extensions.operationId must name the operation.");
      return;
    }
    if (outgoing === null || outgoing.isGone) {
      refuse(exchange, 409, "Open the stream with GET first.");
      return;
    }
    if (operations.has(id)) {
      refuse(exchange, 409, "An operation of this operationId is under way.");
      return;
    }
    if (operations.size >= OPERATIONS_PER_SOCKET_MAX) {
      const message = `At most ${OPERATIONS_PER_SOCKET_MAX} subscriptions on one stream; end one first.`;
      const refusal = new AppError("TOO_MANY_OPERATIONS", message);
      sendError(request, response, refusal, exchange.log, 429);
      return;
    }
    this.#deps.connections.pace.begin(principal);
    operations.set(id, null);
    sendText(response, 202, "", {});
    await this.#run(shared, outgoing, { id, asked });
  }

  async #run(
    { session, operations }: Shared,
    outgoing: Outgoing,
    { id, asked }: { readonly id: string; readonly asked: SubscriptionRequest },
  ): Promise<void> {
    const opened = await openLive(this.#deps, session, asked);
    const isWanted = operations.get(id) === null && !outgoing.isGone;
    if (!(opened instanceof Live)) {
      operations.delete(id);
      if (isWanted) {
        this.#fail(outgoing, id, opened.errors);
      }
      return;
    }
    if (!isWanted) {
      opened.close();
      return;
    }
    const { subscriptions, events } = this.#deps.connections.figures;
    subscriptions.inc();
    opened.onClose = () => subscriptions.dec();
    operations.set(id, opened);
    const name = JSON.stringify(id);
    try {
      for (let answer = await opened.next(); answer !== null; answer = await opened.next()) {
        events.inc();
        await outgoing.send("next", `{"id":${name},"payload":${answer.text}}`);
      }
    } catch (error) {
      this.#fail(outgoing, id, [error]);
    } finally {
      opened.close();
      // Its name may be another's by now.
      if (operations.get(id) === opened) {
        operations.delete(id);
      }
    }
  }

  #fail(outgoing: Outgoing, id: string, errors: readonly unknown[]): void {
    const { log } = this.#deps;
    const reason = errors.map((error) => cutReasonOf(error, log)).find((found) => found !== null);
    // Of the whole stream: its client then begins all of its subscriptions again.
    if (reason !== undefined) {
      outgoing.cut(reason);
      return;
    }
    const masked = errors.map((error) => maskError(error, log));
    void outgoing.send("next", JSON.stringify({ id, payload: { errors: masked } }));
    void outgoing.send("complete", JSON.stringify({ id }));
  }
}

function endOperation(exchange: Exchange, { operations }: Shared): void {
  const id = exchange.url.searchParams.get("operationId");
  if (id === null) {
    refuse(exchange, 400, "operationId must name the operation that is to end.");
    return;
  }
  const live = operations.get(id);
  operations.delete(id);
  live?.close();
  sendText(exchange.response, 200, "", {});
}

function operationIdOf({ extensions }: SubscriptionRequest): string | null {
  if (typeof extensions !== "object" || extensions === null) {
    return null;
  }
  const { operationId } = extensions as Readonly<Record<string, unknown>>;
  const isName =
    typeof operationId === "string" &&
    operationId !== "" &&
    operationId.length <= OPERATION_ID_CHARS_MAX;
  return isName ? operationId : null;
}

function refuse({ request, response, log }: Exchange, status: number, message: string): void {
  sendError(request, response, new AppError("BAD_USER_INPUT", message), log, status);
}
