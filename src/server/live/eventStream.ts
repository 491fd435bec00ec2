import type { ServerResponse } from "node:http";
import type { Instant } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import type { Authenticate } from "../auth/auth.ts";
import { type BodyBudget, parseContentType, parseJson, readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { maskError } from "../formatError.ts";
import { sendError } from "../respond.ts";
import type { Connections } from "./connections.ts";
import { Live, type LiveDeps, openLive } from "./live.ts";
import type { SubscriptionRequest } from "./operations.ts";
import { BUFFER_BYTES_MAX, SLOW_MS_MAX } from "./peer.ts";
import { signIn, whenExpired } from "./session.ts";

/** Bytes of a request body. */
const BODY_BYTES_MAX = 65_536;
/** Milliseconds between two comments that keep proxies from ending a quiet stream. */
const COMMENT_MS = 12_000;

const COMMENT = ":\n\n";

export type EventStreamDeps = LiveDeps & {
  readonly authenticate: Authenticate;
  readonly clock: () => Instant;
  readonly connections: Connections;
  readonly bodies: BodyBudget;
};

/** Whether a client wants a subscription as server-sent events. */
export function wantsEventStream(accept: string | undefined): boolean {
  return (accept ?? "").toLowerCase().includes("text/event-stream");
}

/**
 * One subscription per request as server-sent events: GraphQL over SSE, "distinct connections
 * mode". Written here because the protocol is two kinds of messages, and the library's server keeps
 * what a slow client does not read.
 */
export class EventStreams {
  readonly #deps: EventStreamDeps;
  readonly #open = new Set<ServerResponse>();

  constructor(deps: EventStreamDeps) {
    this.#deps = deps;
  }

  /**
   * Ends all streams without `complete`, so that clients come back; spread over `spreadMs`, so that
   * they do not come all at once.
   */
  async drain(spreadMs: number): Promise<void> {
    await Promise.all(
      [...this.#open].map(
        (response) =>
          new Promise<void>((resolve) => {
            const cut = () => this.#cut(response, "restart");
            const timer = setTimeout(cut, Math.random() * spreadMs);
            whenGone(response, () => {
              clearTimeout(timer);
              resolve();
            });
          }),
      ),
    );
  }

  /** POST with a JSON body: answers 200 with a stream, or a JSON error. */
  async serve({ request, response, log }: Exchange): Promise<void> {
    const { connections } = this.#deps;
    if (request.method !== "POST") {
      response.setHeader("allow", "POST, OPTIONS");
      const refusal = new AppError("BAD_USER_INPUT", "Send subscriptions by POST.");
      sendError(request, response, refusal, log, 405);
      return;
    }
    const contentType = parseContentType(request.headers["content-type"]);
    if (contentType?.type !== "application/json" || contentType.charset !== "utf-8") {
      const message = "The Content-Type must be application/json, in utf-8.";
      sendError(request, response, new AppError("BAD_USER_INPUT", message), log, 415);
      return;
    }
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
    const account = { budget: this.#deps.bodies, principal, isKept: false };
    const body = requestOf(await readBody({ request, response }, BODY_BYTES_MAX, account));
    if (response.destroyed) {
      return;
    }
    const live = await openLive(this.#deps, session, body);
    if (!(live instanceof Live)) {
      if (response.destroyed) {
        return;
      }
      // Clients of this protocol read errors of the request from the stream, and so may a browser.
      this.#begin(response);
      this.#end(response, live.errors);
      return;
    }
    const { subscriptions } = connections.figures;
    subscriptions.inc();
    live.onClose = () => subscriptions.dec();
    whenGone(response, () => live.close());
    if (response.destroyed) {
      return;
    }
    const expire = () => live.close();
    whenGone(response, whenExpired(session, this.#deps.clock, expire));
    this.#begin(response);
    await this.#write(response, live, session.current);
  }

  #begin(response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      // A proxy that collects what it passes on would hold events back.
      "x-accel-buffering": "no",
    });
    response.write(COMMENT);
    this.#open.add(response);
    const comments = setInterval(() => {
      if (response.writableLength <= BUFFER_BYTES_MAX) {
        response.write(COMMENT);
      }
    }, COMMENT_MS);
    comments.unref();
    whenGone(response, () => {
      clearInterval(comments);
      this.#open.delete(response);
    });
  }

  async #write(response: ServerResponse, live: Live, current: () => unknown): Promise<void> {
    const { events } = this.#deps.connections.figures;
    try {
      for (let answer = await live.next(); answer !== null; answer = await live.next()) {
        if (response.destroyed) {
          return;
        }
        events.inc();
        response.write(`event: next\ndata: ${answer.text}\n\n`);
        if (response.writableLength > BUFFER_BYTES_MAX) {
          await this.#drained(response);
        }
      }
      // Closed from here and not by the client: because the token has ended.
      if (!response.destroyed) {
        await current();
      }
      this.#end(response, []);
    } catch (error) {
      this.#end(response, [error]);
    } finally {
      live.close();
    }
  }

  #end(response: ServerResponse, errors: readonly unknown[]): void {
    if (response.destroyed) {
      return;
    }
    if (errors.length > 0) {
      const masked = errors.map((error) => maskError(error, this.#deps.log));
      response.write(`event: next\ndata: ${JSON.stringify({ errors: masked })}\n\n`);
    }
    response.end("event: complete\ndata:\n\n");
  }

  #drained(response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        response.off("drain", done).off("close", done);
        resolve();
      };
      const timer = setTimeout(() => this.#cut(response, "slow"), SLOW_MS_MAX);
      timer.unref();
      response.on("drain", done).on("close", done);
    });
  }

  #cut(response: ServerResponse, code: "slow" | "restart"): void {
    this.#deps.connections.figures.closed.inc({ code });
    response.destroy();
  }
}

/** Calls it when the client is gone, at once when it is already. */
function whenGone(response: ServerResponse, release: () => void): void {
  if (response.destroyed) {
    release();
  } else {
    response.once("close", release);
  }
}

function requestOf(body: Buffer): SubscriptionRequest {
  const parsed = parseJson(body);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
    return parsed;
  }
  throw new AppError("BAD_USER_INPUT", "The body must be one JSON object with query.");
}
