import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Live } from "./live.ts";
import type { Session } from "./session.ts";

/**
 * Bytes that wait for one socket: above it nothing more is sent or read until all of it has gone
 * out.
 */
export const BUFFER_BYTES_MAX = 65_536;
/** Milliseconds that those bytes may take; then the socket is closed. */
export const SLOW_MS_MAX = 10_000;
/** Milliseconds from a close frame to the end of a socket that does not answer it. */
const CLOSE_MS = 1_000;
/** Bytes of a close reason (RFC 6455). */
const REASON_BYTES_MAX = 123;

/**
 * Close codes: those of graphql-transport-ws, and of RFC 6455. Clients come back after 4403, 1012
 * and 1013.
 */
export const CLOSE = {
  restart: 1012,
  tryAgainLater: 1013,
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  tooMany: 4429,
  internal: 4500,
} as const;

/** One socket: what it may still take, and what runs on it. */
export class Peer {
  readonly ws: WebSocket;
  readonly #transport: Duplex;
  readonly #onClose: (code: number) => void;
  readonly #slowMs: number;
  session: Session | null = null;
  /** Subscriptions that follow a stream, and those that are being started. */
  readonly live = new Set<Live>();
  starting = 0;
  /** Subscriptions refused for want of room. */
  refused = 0;
  /** Answered the last ping. */
  isAlive = true;
  /** Where the stream of the last event stood. */
  lastCursor: string | null = null;
  readonly onGone: (() => void)[] = [];
  #draining: Promise<void> | null = null;
  #isClosing = false;

  constructor(
    ws: WebSocket,
    transport: Duplex,
    options: { readonly slowMs: number; readonly onClose: (code: number) => void },
  ) {
    this.ws = ws;
    this.#transport = transport;
    this.#onClose = options.onClose;
    this.#slowMs = options.slowMs;
  }

  /**
   * Sends a message; resolves when the socket can take another. A socket that is closed takes
   * everything.
   */
  async send(message: string): Promise<void> {
    if (this.#draining !== null) {
      await this.#draining;
    }
    if (this.ws.readyState !== this.ws.OPEN) {
      return;
    }
    this.ws.send(message);
    if (this.ws.bufferedAmount > BUFFER_BYTES_MAX) {
      await this.#drained();
    }
  }

  pong(data: Buffer): void {
    if (this.#draining === null && this.ws.readyState === this.ws.OPEN) {
      this.ws.pong(data);
    }
    if (this.ws.bufferedAmount > BUFFER_BYTES_MAX) {
      void this.#drained();
    }
  }

  /** Closes with a code of CLOSE, and cuts the socket when it does not answer. */
  close(code: number, reason: string): void {
    if (this.#isClosing || this.ws.readyState > this.ws.OPEN) {
      return;
    }
    this.#isClosing = true;
    this.#onClose(code);
    this.ws.close(code, Buffer.from(reason).subarray(0, REASON_BYTES_MAX).toString());
    setTimeout(() => this.ws.terminate(), CLOSE_MS).unref();
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  gone(): void {
    for (const undo of this.onGone) {
      undo();
    }
    for (const live of this.live) {
      live.close();
    }
  }

  /** Nothing is read meanwhile: answers to what it sends would wait here too. */
  #drained(): Promise<void> {
    this.#draining ??= new Promise<void>((resolve) => {
      const transport = this.#transport;
      const done = () => {
        clearTimeout(timer);
        transport.off("drain", done).off("close", done);
        this.#draining = null;
        if (this.ws.readyState === this.ws.OPEN) {
          this.ws.resume();
        }
        resolve();
      };
      const timer = setTimeout(() => {
        const from = this.lastCursor === null ? "" : `; resume after ${this.lastCursor}`;
        this.close(CLOSE.tryAgainLater, `Too slow${from}`);
        done();
      }, this.#slowMs);
      timer.unref();
      this.ws.pause();
      transport.on("drain", done).on("close", done);
    });
    return this.#draining;
  }
}
