import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { findFreePort } from "../../../../../scripts/faults/ports.ts";
import { Conversation } from "./answers.ts";
import type { PeerUser } from "./sasl.ts";
import { Topics } from "./topics.ts";
import { WireReader } from "./wire.ts";

/**
 * Somebody else's system that speaks Kafka's protocol, in this process, over TCP: as much of it as
 * a client needs that produces and fetches. No real broker can be had where these tests run. What
 * it keeps are record batches as a real client wrote them.
 */
export interface KafkaPeer {
  /** As KAFKA_BROKERS has them. */
  readonly brokers: string;
  /** Ids of the nodes, from 1. */
  readonly nodes: readonly number[];
  readonly topics: Topics;
  /** Who may connect, to be changed while it runs; null: everybody. */
  readonly user: PeerUser | null;
  /** Closes a node's port and connections. */
  kill(node: number): Promise<void>;
  start(node: number): Promise<void>;
  stop(): Promise<void>;
}

export interface PeerOptions {
  readonly nodes?: number;
  readonly user?: PeerUser;
  readonly tls?: TlsOptions;
  readonly host?: string;
}

const LENGTH_BYTES = 4;
/** So that the answer before it is read, milliseconds. */
const RESET_MS = 5;

export async function startKafkaPeer(options: PeerOptions = {}): Promise<KafkaPeer> {
  const { nodes: count = 1, user = null, tls, host = "127.0.0.1" } = options;
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const ports = new Map<number, number>();
  for (const id of ids) {
    ports.set(id, await freePort(new Set(ports.values())));
  }
  const topics = new Topics(count);
  const running = new Map<number, { readonly server: Server; readonly sockets: Set<Socket> }>();
  const nodes = () => [...running.keys()].map((id) => ({ id, port: ports.get(id) as number }));
  const start = async (id: number) => {
    const sockets = new Set<Socket>();
    const onSocket = (socket: Socket) => {
      sockets.add(socket.on("close", () => sockets.delete(socket)));
      converse(socket, new Conversation({ id, topics, nodes, host, user }));
    };
    const server = tls === undefined ? createServer(onSocket) : createTlsServer(tls, onSocket);
    await new Promise<void>((resolve) => {
      server.listen(ports.get(id), "127.0.0.1", resolve);
    });
    running.set(id, { server, sockets });
  };
  const stop = async (id: number) => {
    const found = running.get(id);
    running.delete(id);
    await new Promise<void>((resolve) => {
      found?.server.close(() => resolve());
      for (const socket of found?.sockets ?? []) {
        socket.destroy();
      }
    });
  };
  for (const id of ids) {
    await start(id);
  }
  return {
    ...{ topics, user, start, nodes: ids },
    brokers: ids.map((id) => `${host}:${ports.get(id)}`).join(","),
    kill: stop,
    stop: async () => {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

/** Requests of a connection are answered one after the other, as a broker does. */
function converse(socket: Socket, conversation: Conversation): void {
  let left = Buffer.alloc(0);
  let before: Promise<void> = Promise.resolve();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    left = Buffer.concat([left, chunk]);
    while (left.length >= LENGTH_BYTES && left.length - LENGTH_BYTES >= left.readInt32BE()) {
      const length = left.readInt32BE();
      const request = new WireReader(left.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
      left = left.subarray(LENGTH_BYTES + length);
      before = before.then(async () => {
        const answer = await conversation.answer(request);
        if (answer === null) {
          socket.destroy();
          return;
        }
        const head = Buffer.alloc(LENGTH_BYTES);
        head.writeInt32BE(answer.length);
        socket.write(Buffer.concat([head, answer]), () => {
          if (conversation.isOver) {
            // At once, and not politely: a client must bear that as well.
            setTimeout(() => socket.resetAndDestroy(), RESET_MS);
          }
        });
      });
      before = before.catch(() => {
        socket.destroy();
      });
    }
  });
}

async function freePort(taken: ReadonlySet<number>): Promise<number> {
  const port = await findFreePort();
  return taken.has(port) ? await freePort(taken) : port;
}
