import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  insertDestinationSecret,
  listDestinations,
  putDestinations,
} from "../../../db/queries/deliveries/destinations.ts";
import { secretOwnerOf } from "../../../src/deliveries/destinationSecrets.ts";
import { stepFanOut } from "../../../src/deliveries/fanOut.ts";
import { openDeliveries } from "../../../src/deliveries/openDeliveries.ts";
import { destination as destinationSchema } from "../../../src/domain/delivery/settings.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { WatermarkTicker } from "../../../src/stream/watermark.ts";
import type { TestDatabase } from "../database.ts";
import { until } from "../faults.ts";
import { readBackOf, settled } from "./readBackBench.ts";
import { startStoringReceiver } from "./storingReceiver.ts";

/** Which telling it refuses for good. */
const REFUSED = 3;

/**
 * A CRM that was told of tiers all the time: it refused one customer's, stores another tier of some
 * than it was sent, and was read back.
 */
export async function toldDestination(database: TestDatabase): Promise<void> {
  const { sql } = database;
  await using open = new AsyncDisposableStack();
  const receiver = await startStoringReceiver({
    ...{ kind: "hubspot", refuses: (count) => count === REFUSED },
  });
  open.defer(() => receiver.close());
  const settings = destinationSchema.parse({
    ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@retailer.example" } },
    ...{ events: ["tier.changed"], fields: { tier: "tier.code" }, limits: { perDay: 1_000_000 } },
    sends: { kind: "hubspot", url: receiver.url, customer: "customer.id", property: "ours" },
    readBack: { sample: 100 },
  });
  await sql.begin((tx) => putDestinations(tx, [{ code: "crm", settings }]));
  // From the first row on.
  await sql`update destination_told set from_id = 1`;
  await sql`update delivery_cursor set outbox_id = 0`;
  const id = (await listDestinations(sql))[0]?.id ?? 0;
  const box = await SecretBox.open(join(tmpdir(), `tributary-test-${process.pid}-secrets-key`));
  const sealed = box.seal("pat-1", secretOwnerOf(id, settings));
  const row = { destinationId: id, createdBy: "test", ...sealed };
  await sql.begin((tx) => insertDestinationSecret(tx, row, null));
  const ticker = new WatermarkTicker(sql);
  open.defer(() => ticker.close());
  while ((await ticker.step()) !== "IDLE") {
    // Until all that was committed is decided.
  }
  while ((await stepFanOut(sql)).isMore) {
    // Page by page.
  }
  const deliveries = openDeliveries({
    ...{ sql, box, log: createLogger({ level: "error" }), wallMs: Date.now },
    ...{ reachOf: createAddressGuard(["127.0.0.0/8"]), observer: { attempted: () => {} } },
    filesFolder: null,
  });
  open.defer(() => deliveries.close());
  await deliveries.refresh();
  await until("everything is told or dead", async () => {
    const [lanes] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from delivery_lane where pending > 0 and not is_dead`;
    return lanes?.waiting === 0;
  });
  await deliveries.jobs.find(({ name }) => name === "deliveryTally")?.work();
  for (const record of [...receiver.records.values()].slice(0, REFUSED)) {
    Object.assign(record, { tier: "ANOTHER" });
  }
  await settled({ database }, id);
  await readBackOf({ database, box }, "crm");
}
