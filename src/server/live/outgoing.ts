import type { ServerResponse } from "node:http";
import type { Logger } from "../../platform/logger.ts";
import { maskError } from "../formatError.ts";
import type { Connections } from "./connections.ts";
import { BUFFER_BYTES_MAX, SLOW_MS_MAX } from "./peer.ts";

/** Milliseconds between two comments that keep proxies from ending a quiet stream. */
const COMMENT_MS = 12_000;
/** Milliseconds for what was written before a stream is broken off. */
const CUT_MS = 1_000;

/** Who waits for the end of a stream: each is added once, so more than Node's ten are no leak. */
const CLOSE_LISTENERS_MAX = 20;

/** Why this side breaks a stream off: the label of the figure `push_closed_total`. */
export type CutReason = "slow" | "restart" | "signed_out" | "unavailable";

/** Told to people who read the stream; clients of the protocol pass comments over. */
const CUT_COMMENTS: Readonly<Record<CutReason, string>> = {
  slow: "too slow; subscribe again after your last cursor",
  restart: "the server restarts; subscribe again after your last cursor",
  signed_out: "the token has ended; subscribe again with the next one, after your last cursor",
  unavailable: "not available for the moment; subscribe again after your last cursor",
};

const CUT_REASONS: Readonly<Record<string, CutReason>> = {
  UNAUTHENTICATED: "signed_out",
  SLOW_READER: "slow",
  UNAVAILABLE: "unavailable",
};

/**
 * Why a stream that ends with this error is broken off; null when it is over for good and the
 * client has to hear of it.
 */
export function cutReasonOf(error: unknown, log: Logger): CutReason | null {
  return CUT_REASONS[String(maskError(error, log).extensions?.["code"])] ?? null;
}

/**
 * A response that is written as server-sent events.
 *
 * It ends in one of two ways. What is over for good is completed, by a message of the protocol.
 * What the same client may go on with, at once or with another token, is broken off in the middle
 * of the body: that alone makes clients of the protocol come back by themselves, where a
 * completion, and so an error before it, would leave them silent for ever (ADR-0033).
 */
export class Outgoing {
  readonly #response: ServerResponse;
  readonly #connections: Connections;
  readonly #log: Logger;
  #draining: Promise<void> | null = null;
  #isCut = false;

  constructor(response: ServerResponse, deps: { connections: Connections; log: Logger }) {
    this.#response = response;
    this.#connections = deps.connections;
    this.#log = deps.log;
  }

  /** Status 200, the headers, and a first comment; comments go on for as long as it is open. */
  begin(): void {
    const response = this.#response;
    response.setMaxListeners(CLOSE_LISTENERS_MAX);
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      // A proxy that collects what it passes on would hold events back.
      "x-accel-buffering": "no",
    });
    this.#comment("");
    const comments = setInterval(() => {
      if (response.writableLength <= BUFFER_BYTES_MAX) {
        this.#comment("");
      }
    }, COMMENT_MS);
    comments.unref();
    whenGone(response, () => clearInterval(comments));
  }

  get isGone(): boolean {
    return this.#isCut || this.#response.destroyed;
  }

  /** Resolves when it can take another message. */
  async send(event: "next" | "complete", data: string): Promise<void> {
    if (this.#draining !== null) {
      await this.#draining;
    }
    if (this.isGone) {
      return;
    }
    this.#response.write(`event: ${event}\ndata:${data === "" ? "" : ` ${data}`}\n\n`);
    if (this.#response.writableLength > BUFFER_BYTES_MAX) {
      await this.#drained();
    }
  }

  end(): void {
    if (!this.isGone) {
      this.#response.end();
    }
  }

  /** Breaks it off, so that the client comes back. */
  cut(reason: CutReason): void {
    if (this.isGone) {
      return;
    }
    this.#isCut = true;
    this.#connections.figures.closed.inc({ code: reason });
    this.#log.debug({ reason }, "an event stream is broken off");
    if (this.#response.writableLength > BUFFER_BYTES_MAX || !this.#response.headersSent) {
      this.#response.destroy();
      return;
    }
    // What was sent before goes out first; whoever does not take it is cut all the same.
    const destroy = () => this.#response.destroy();
    const timer = setTimeout(destroy, CUT_MS);
    timer.unref();
    whenGone(this.#response, () => clearTimeout(timer));
    this.#response.write(`: ${CUT_COMMENTS[reason]}\n\n`, destroy);
  }

  #comment(text: string): void {
    if (!this.isGone) {
      this.#response.write(`:${text}\n\n`);
    }
  }

  #drained(): Promise<void> {
    this.#draining ??= new Promise<void>((resolve) => {
      const response = this.#response;
      const done = () => {
        clearTimeout(timer);
        response.off("drain", done).off("close", done);
        this.#draining = null;
        resolve();
      };
      const timer = setTimeout(() => this.cut("slow"), SLOW_MS_MAX);
      timer.unref();
      response.on("drain", done).on("close", done);
    });
    return this.#draining;
  }
}

/** Calls it when the client is gone, at once when it is already. */
export function whenGone(response: ServerResponse, release: () => void): void {
  if (response.destroyed) {
    release();
  } else {
    response.once("close", release);
  }
}
