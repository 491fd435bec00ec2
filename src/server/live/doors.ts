import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "../../errors.ts";
import { RETRY_AFTER_S } from "../../platform/failure.ts";
import type { Exchange } from "../exchange.ts";
import type { Connections } from "./connections.ts";
import { EventStreams } from "./eventStream.ts";
import type { EventStreamDeps } from "./eventStreamRequest.ts";
import type { SubscriptionRequest } from "./operations.ts";
import { Sockets, type SocketsDeps } from "./sockets.ts";

/**
 * Milliseconds over which connections are closed when the server stops; never more than half of its
 * grace.
 */
const DRAIN_SPREAD_MS = 5_000;

/** The two ways to follow the graph. */
export interface LiveDoors {
  /** An HTTP upgrade. `refusal`: why this request may not, found by the HTTP server. */
  upgrade(request: IncomingMessage, transport: Duplex, head: Buffer, refusal: Refusal | null): void;
  serveEventStream(exchange: Exchange): Promise<void>;
  /** Answers with an event stream what has been read as a subscription. */
  follow(exchange: Exchange, request: SubscriptionRequest): Promise<void>;
  /** No new connections from now on. */
  startDraining(): void;
  /** Closes them all, spread over a while within `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  403: "Forbidden",
  404: "Not Found",
  503: "Service Unavailable",
};

export function createLiveDoors(
  deps: SocketsDeps & EventStreamDeps & { readonly connections: Connections },
): LiveDoors {
  const sockets = new Sockets(deps);
  const streams = new EventStreams(deps);
  let isDraining = false;
  const refuseDraining = () => {
    if (isDraining) {
      throw new AppError("UNAVAILABLE", "The server is going down; try again.", {
        details: { retryAfterSeconds: RETRY_AFTER_S },
      });
    }
  };
  return {
    upgrade: (request, transport, head, refusal) => {
      // Before anything is refused: a client may break off at any moment.
      transport.on("error", (error) => deps.log.debug({ error }, "a socket broke"));
      if (refusal !== null) {
        return refuseUpgrade(transport, refusal);
      }
      const leave = isDraining ? null : deps.connections.enter();
      if (leave === null) {
        return refuseUpgrade(transport, { status: 503, message: "No room here; try again." });
      }
      sockets.upgrade(request, transport, head, leave);
    },
    serveEventStream: async (exchange) => {
      refuseDraining();
      await streams.serve(exchange);
    },
    follow: async (exchange, request) => {
      refuseDraining();
      await streams.follow(exchange, request);
    },
    startDraining: () => {
      isDraining = true;
    },
    drain: async (graceMs) => {
      isDraining = true;
      const spreadMs = Math.min(DRAIN_SPREAD_MS, graceMs / 2);
      await Promise.all([sockets.drain(spreadMs), streams.drain(spreadMs)]);
    },
  };
}

function refuseUpgrade(transport: Duplex, { status, message }: Refusal): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_TEXT[status]}`,
    "connection: close",
    "content-type: text/plain",
    `content-length: ${Buffer.byteLength(message)}`,
    ...(status === 503 ? ["retry-after: 1"] : []),
  ];
  transport.end(`${lines.join("\r\n")}\r\n\r\n${message}`);
}
