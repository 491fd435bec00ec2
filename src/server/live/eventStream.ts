import type { ServerResponse } from "node:http";
import { AppError } from "../../errors.ts";
import { readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { maskError } from "../formatError.ts";
import { sendError } from "../respond.ts";
import {
  type EventStreamDeps,
  isJson,
  requestOf,
  SUBSCRIPTION_BYTES_MAX,
} from "./eventStreamRequest.ts";
import { Live, openLive } from "./live.ts";
import type { SubscriptionRequest } from "./operations.ts";
import { cutReasonOf, Outgoing, whenGone } from "./outgoing.ts";
import { type Session, signIn } from "./session.ts";
import { SharedStreams } from "./sharedStreams.ts";

/**
 * GraphQL over SSE, in both of its modes: a stream for each subscription ("distinct connections"),
 * and one stream that a client's subscriptions share ("single connection", sharedStreams.ts).
 * Written here because the protocol is two kinds of messages, and the library's server keeps what a
 * slow client does not read.
 */
export class EventStreams {
  readonly #deps: EventStreamDeps;
  readonly #shared: SharedStreams;
  readonly #open = new Map<ServerResponse, Outgoing>();

  constructor(deps: EventStreamDeps) {
    this.#deps = deps;
    this.#shared = new SharedStreams(deps, (response) => this.#begin(response));
  }

  /**
   * Ends all streams without `complete`, so that clients come back; spread over `spreadMs`, so that
   * they do not come all at once.
   */
  async drain(spreadMs: number): Promise<void> {
    this.#shared.close();
    await Promise.all(
      [...this.#open].map(
        ([response, outgoing]) =>
          new Promise<void>((resolve) => {
            const timer = setTimeout(() => outgoing.cut("restart"), Math.random() * spreadMs);
            whenGone(response, () => {
              clearTimeout(timer);
              resolve();
            });
          }),
      ),
    );
  }

  /** POST with a JSON body: answers 200 with a stream, or a JSON error. */
  async serve(exchange: Exchange): Promise<void> {
    const { request, response, log } = exchange;
    if (SharedStreams.isFor(request)) {
      await this.#shared.serve(exchange);
      return;
    }
    if (request.method !== "POST") {
      response.setHeader("allow", "POST, PUT, OPTIONS");
      const refusal = new AppError("BAD_USER_INPUT", "Send subscriptions by POST.");
      sendError(request, response, refusal, log, 405);
      return;
    }
    if (!isJson(request)) {
      const message = "The Content-Type must be application/json, in utf-8.";
      sendError(request, response, new AppError("BAD_USER_INPUT", message), log, 415);
      return;
    }
    await this.#take(exchange, async ({ viewer: { principal } }) => {
      const account = { budget: this.#deps.bodies, principal, isKept: false };
      return requestOf(await readBody({ request, response }, SUBSCRIPTION_BYTES_MAX, account));
    });
  }

  /** The same for a request whose body has been read. */
  async follow(exchange: Exchange, request: SubscriptionRequest): Promise<void> {
    await this.#take(exchange, async () => request);
  }

  async #take(
    { request, response }: Exchange,
    asked: (session: Session) => Promise<SubscriptionRequest>,
  ): Promise<void> {
    const { connections } = this.#deps;
    const leave = connections.enter();
    if (leave === null) {
      throw new AppError("OVERLOADED", "Too many streams are open here; try again.");
    }
    whenGone(response, leave);
    const session = await signIn(this.#deps, request.headers.authorization);
    // A client may leave at any moment, and what is taken after that would never be given back.
    if (response.destroyed) {
      return;
    }
    const { principal } = session.viewer;
    whenGone(response, connections.take(principal));
    connections.pace.begin(principal);
    const body = await asked(session);
    if (response.destroyed) {
      return;
    }
    const live = await openLive(this.#deps, session, body);
    if (!(live instanceof Live)) {
      if (!response.destroyed) {
        this.#refuse(response, live.errors);
      }
      return;
    }
    const { subscriptions } = connections.figures;
    subscriptions.inc();
    live.onClose = () => subscriptions.dec();
    whenGone(response, () => live.close());
    if (response.destroyed) {
      return;
    }
    const outgoing = this.#begin(response);
    whenGone(
      response,
      this.#deps.sessions.watch(session, this.#deps.clock, () => outgoing.cut("signed_out")),
    );
    await this.#write(outgoing, live);
  }

  /** @throws those after which the client is to come back: they are no answer to the request */
  #refuse(response: ServerResponse, errors: readonly unknown[]): void {
    const passing = errors.find((error) => cutReasonOf(error, this.#deps.log) !== null);
    if (passing !== undefined) {
      throw passing;
    }
    // Clients of this protocol read errors of the request from the stream, and so may a browser.
    this.#fail(this.#begin(response), errors);
  }

  #begin(response: ServerResponse): Outgoing {
    const outgoing = new Outgoing(response, this.#deps);
    outgoing.begin();
    this.#open.set(response, outgoing);
    whenGone(response, () => this.#open.delete(response));
    return outgoing;
  }

  async #write(outgoing: Outgoing, live: Live): Promise<void> {
    const { events } = this.#deps.connections.figures;
    try {
      for (let answer = await live.next(); answer !== null; answer = await live.next()) {
        if (outgoing.isGone) {
          return;
        }
        events.inc();
        await outgoing.send("next", answer.text);
      }
      void outgoing.send("complete", "");
      outgoing.end();
    } catch (error) {
      const reason = cutReasonOf(error, this.#deps.log);
      if (reason === null) {
        this.#fail(outgoing, [error]);
      } else {
        outgoing.cut(reason);
      }
    } finally {
      live.close();
    }
  }

  #fail(outgoing: Outgoing, errors: readonly unknown[]): void {
    const masked = errors.map((error) => maskError(error, this.#deps.log));
    void outgoing.send("next", JSON.stringify({ errors: masked }));
    void outgoing.send("complete", "");
    outgoing.end();
  }
}
