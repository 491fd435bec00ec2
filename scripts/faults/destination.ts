import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "../../db/connection/client.ts";
import {
  insertDestinationSecret,
  putDestinations,
} from "../../db/queries/deliveries/destinations.ts";
import { secretOwnerOf } from "../../src/deliveries/destinationSecrets.ts";
import { actOnDestination, findDestination } from "../../src/deliveries/operate.ts";
import type { Random } from "../../src/demo/random.ts";
import { destination as destinationSchema } from "../../src/domain/delivery/settings.ts";
import { SecretBox } from "../../src/platform/secretBox.ts";
import type { Taken } from "./compareDeliveries.ts";

export const DESTINATION = "receiver";

/** Milliseconds in which all must be told once the receiver takes everything. */
const DRAIN_MS_MAX = 60_000;
const POLL_MS = 200;
/** Of each hundred requests, how many are not simply taken. */
const TROUBLE_PERCENT = 12;
const TROUBLES = ["429", "500", "503", "302", "RESET", "HANG", "LOST", "422"] as const;
/** Longer than the destination's timeout. */
const HANG_MS = 3_000;

/** A system that is told of every change, and answers as chance says. */
export interface Receiver {
  readonly taken: readonly Taken[];
  /** From then on it takes everything. */
  heal(): void;
  /** Until nothing waits any more. @throws Error when something still does after a minute */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it, and has the servers tell it, whose secrets are sealed by the key in `keys`. */
export async function startReceiver(sql: Sql, keys: string, random: Random): Promise<Receiver> {
  const taken: Taken[] = [];
  let isHealthy = false;
  const server = createServer((request, response) => {
    void answer(request, response, {
      trouble: !isHealthy && random.chance(TROUBLE_PERCENT / 100) ? random.pick(TROUBLES) : null,
      take: (one) => taken.push(one),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await setUp(sql, keys, `http://127.0.0.1:${port}/`);
  return {
    taken,
    heal: () => {
      isHealthy = true;
    },
    drained: () => drained(sql),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function setUp(sql: Sql, keys: string, url: string): Promise<void> {
  const settings = destinationSchema.parse({
    ...{ code: DESTINATION, name: "Receiver", owner: { team: "Faults", contact: "nobody" } },
    ...{ events: ["points.changed", "tier.changed"], sends: { kind: "webhook", url } },
    limits: { timeoutSeconds: 1 },
  });
  await sql.begin((tx) => putDestinations(tx, [{ code: DESTINATION, settings }]));
  const { id } = (await findDestination(sql, DESTINATION)) as { readonly id: number };
  const box = await SecretBox.open(join(keys, "secrets-key"));
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const sealed = box.seal(secret, secretOwnerOf(id, settings));
  await sql.begin((tx) =>
    insertDestinationSecret(tx, { destinationId: id, createdBy: "faults", ...sealed }, null),
  );
}

/** What rests is due at once, and what was refused is tried again: it takes everything now. */
async function drained(sql: Sql): Promise<void> {
  const deadline = performance.now() + DRAIN_MS_MAX;
  for (;;) {
    await sql.begin((tx) => actOnDestination(tx, DESTINATION, { act: "RETRY_ALL" }, "faults"));
    await sql`update destination_state set rests_until = null where rests_until is not null`;
    const [row] = await sql<{ waiting: number; isFilled: boolean }[]>`
      select (select count(*)::int from delivery_lane where pending > 0) as waiting,
             (select outbox_id from delivery_cursor) >= (select max(id) from outbox) as "isFilled"`;
    if (row?.waiting === 0 && row.isFilled) {
      return;
    }
    if (performance.now() > deadline) {
      throw new Error(
        `after ${DRAIN_MS_MAX} ms ${row?.waiting} customers still wait to be told of`,
      );
    }
    await delay(POLL_MS);
  }
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
