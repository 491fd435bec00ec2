import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Connections that are kept free: when fewer are, the one that has been idle longest is closed for
 * each new one.
 */
const SPARE_CONNECTIONS = 50;

export interface RoomOptions {
  /** Connections in all. */
  readonly max: number;
  /** Connections of one address. Behind a proxy all come from one. */
  readonly perAddressMax: number;
}

/**
 * Keeps room for new connections: who holds idle ones keeps nobody out. Oldest first, counted from
 * the connection's last answer; one with a request under way, and one that became a socket, is
 * never closed here.
 */
export function keepRoom(server: Server, { max, perAddressMax }: RoomOptions): void {
  const idle = new Set<Socket>();
  const underWay = new WeakMap<Socket, number>();
  const byAddress = new Map<string, number>();
  const spare = Math.min(SPARE_CONNECTIONS, Math.floor(max / 2));
  let count = 0;
  server.maxConnections = max;
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const own = (byAddress.get(address) ?? 0) + 1;
    if (own > perAddressMax) {
      socket.destroy();
      return;
    }
    byAddress.set(address, own);
    count += 1;
    socket.once("close", () => {
      count -= 1;
      idle.delete(socket);
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) {
        byAddress.delete(address);
      } else {
        byAddress.set(address, left);
      }
    });
    const [oldest] = idle;
    if (count > max - spare && oldest !== undefined) {
      idle.delete(oldest);
      oldest.destroy();
    }
    idle.add(socket);
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    idle.delete(socket);
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = (underWay.get(socket) ?? 1) - 1;
      underWay.set(socket, left);
      if (left === 0 && !socket.destroyed) {
        idle.add(socket);
      }
    });
  });
  server.on("upgrade", ({ socket }: IncomingMessage) => idle.delete(socket));
}
