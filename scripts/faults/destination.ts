import { randomBytes } from "node:crypto";
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
import { listenWithTrouble, type TroubledReceiver } from "./receiver.ts";

export const DESTINATION = "receiver";

/** Milliseconds in which all must be told once the receiver takes everything. */
const DRAIN_MS_MAX = 60_000;
const POLL_MS = 200;
/** A system that is told of every change. */
export interface Receiver extends Omit<TroubledReceiver, "url"> {
  readonly taken: readonly Taken[];
  /** Until nothing waits any more. @throws Error when something still does after a minute */
  drained(): Promise<void>;
}

/** Starts it, and has the servers tell it, whose secrets are sealed by the key in `keys`. */
export async function startReceiver(sql: Sql, keys: string, random: Random): Promise<Receiver> {
  const taken: Taken[] = [];
  const receiver = await listenWithTrouble(random, (one) => taken.push(one));
  await setUp(sql, keys, receiver.url);
  return { ...receiver, taken, drained: () => drained(sql) };
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
