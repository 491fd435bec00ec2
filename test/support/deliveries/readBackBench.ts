import { listDestinations } from "../../../db/queries/deliveries/destinations.ts";
import { DestinationSecrets } from "../../../src/deliveries/destinationSecrets.ts";
import { type ReadBackRun, runReadBack } from "../../../src/deliveries/readBack/readBackRun.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { GuardedConnections } from "../../../src/platform/outgoing/guardedConnections.ts";
import type { DeliveryBench } from "./deliveryBench.ts";

/** What was sent to a destination has had its time to be stored. */
export async function settled(
  { database: { sql } }: Pick<DeliveryBench, "database">,
  id: number,
): Promise<void> {
  await sql`
    update delivery_sent set sent_at = sent_at - interval '2 minutes',
           checked_at = checked_at - interval '2 minutes'
     where destination_id = ${id}`;
}

/** One run of reading a destination back, whether or not it is due. */
export async function readBackOf(
  { database: { sql }, box }: Pick<DeliveryBench, "database" | "box">,
  code: string,
): Promise<ReadBackRun | null> {
  const secrets = new DestinationSecrets({ sql, box, log: createLogger({ level: "error" }) });
  await secrets.refresh();
  const destination = (await listDestinations(sql)).find((one) => one.code === code);
  const reachOf = createAddressGuard(["127.0.0.0/8"]);
  const connections = new GuardedConnections({ reachOf, setting: "DELIVER_ALLOW_NETWORKS" });
  try {
    return destination === undefined
      ? null
      : await runReadBack(
          {
            ...{ sql, box, secrets, connections, wallMs: Date.now },
            ...{ mayStill: () => true, observe: () => {} },
          },
          destination,
          true,
        );
  } finally {
    connections.close();
  }
}
