import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../../src/demo/random.ts";
import type { Taken } from "./compareDeliveries.ts";

/** Of each hundred requests, how many are not simply taken. */
const TROUBLE_PERCENT = 12;
const TROUBLES = ["429", "500", "503", "302", "RESET", "HANG", "LOST", "422"] as const;
/** Longer than the timeout of the destinations that are set up for it. */
const HANG_MS = 3_000;

/** A system that is told of changes, and answers as chance says. */
export interface TroubledReceiver {
  readonly url: string;
  /** From then on it takes everything. */
  heal(): void;
  stop(): Promise<void>;
}

/** @param take is given each message that it takes, heard of or not */
export async function listenWithTrouble(
  random: Random,
  take: (one: Taken) => void,
): Promise<TroubledReceiver> {
  let isHealthy = false;
  const server = createServer((request, response) => {
    const trouble =
      !isHealthy && random.chance(TROUBLE_PERCENT / 100) ? random.pick(TROUBLES) : null;
    void answer(request, response, { trouble, take });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    heal: () => {
      isHealthy = true;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  {
    trouble,
    take,
  }: {
    readonly trouble: (typeof TROUBLES)[number] | null;
    readonly take: (taken: Taken) => void;
  },
): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
  } catch {
    // The server that sent it is gone: nothing of it was read.
    return;
  }
  const { data } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
    readonly data: Taken & { readonly customerId: string };
  };
  const one = { id: data.id, customer: data.customerId, sequence: data.sequence };
  switch (trouble) {
    case "RESET":
      request.socket.destroy();
      return;
    case "HANG":
      await delay(HANG_MS);
      request.socket.destroy();
      return;
    case "LOST":
      // It is taken, and nobody hears of it.
      take(one);
      request.socket.destroy();
      return;
    case null:
      take(one);
      response.writeHead(204).end();
      return;
    default:
      response.writeHead(Number(trouble), trouble === "302" ? { location: "/elsewhere" } : {});
      response.end("by chance");
  }
}
