import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveParent } from "./children.ts";

/** A system that is told of changes, in a process of its own; it checks each customer's order. */

/** What came since it was last asked. */
export interface Told {
  readonly messages: number;
  /** Messages that came behind a later one of their customer, or again. */
  readonly disordered: number;
  /** From when each was recorded until it came, milliseconds. */
  readonly lagMs: readonly number[];
  /** Between the first and the last. */
  readonly elapsedMs: number;
}

interface Message {
  readonly timestamp: string;
  readonly data: { readonly customerId: string; readonly sequence: number };
}

const sequences = new Map<string, number>();
let isSilent = false;
let lagMs: number[] = [];
let disordered = 0;
let [firstAt, lastAt] = [0, 0];
let wanted = Number.POSITIVE_INFINITY;
let reached = Promise.withResolvers<void>();

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    if (isSilent) {
      return;
    }
    lastAt = performance.now();
    firstAt ||= lastAt;
    const { timestamp, data } = JSON.parse(Buffer.concat(parts).toString("utf8")) as Message;
    lagMs.push(Date.now() - Date.parse(timestamp));
    disordered += data.sequence > (sequences.get(data.customerId) ?? 0) ? 0 : 1;
    sequences.set(data.customerId, data.sequence);
    response.writeHead(204).end();
    if (lagMs.length >= wanted) {
      reached.resolve();
    }
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

serveParent(
  {
    port: async () => (server.address() as AddressInfo).port,
    /** It takes everything and answers nothing from now on. */
    fallSilent: async () => {
      isSilent = true;
    },
    /** Waits until so many have come since it was last asked. */
    until: async (messages: number) => {
      wanted = messages;
      if (lagMs.length < messages) {
        await reached.promise;
      }
      [wanted, reached] = [Number.POSITIVE_INFINITY, Promise.withResolvers()];
    },
    told: async (): Promise<Told> => {
      const told = { messages: lagMs.length, disordered, lagMs, elapsedMs: lastAt - firstAt };
      [lagMs, disordered, firstAt, lastAt] = [[], 0, 0, 0];
      return told;
    },
  },
  async () => {
    server.closeAllConnections();
    server.close();
  },
);
