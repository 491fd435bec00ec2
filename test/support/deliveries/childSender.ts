import { connect } from "../../../db/connection/client.ts";
import { openDeliveries } from "../../../src/deliveries/openDeliveries.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";

/** What the parent wants: a process that sends until it is frozen or killed. */
export interface SenderOrders {
  readonly url: string;
  readonly secretsKeyFile: string;
  readonly leaseMs: number;
}

process.once("message", async (message) => {
  const { url, secretsKeyFile, leaseMs } = message as SenderOrders;
  const deliveries = openDeliveries({
    ...{ sql: connect(url, { max: 4, applicationName: "child-sender" }), wallMs: Date.now },
    ...{ log: createLogger({ level: "silent" }), reachOf: createAddressGuard(["127.0.0.0/8"]) },
    box: await SecretBox.open(secretsKeyFile),
    observer: { attempted: () => {} },
    ...{ filesFolder: null, leaseMs },
  });
  await deliveries.refresh();
  const refreshing = setInterval(() => void deliveries.refresh(), 500);
  process.once("disconnect", () => {
    clearInterval(refreshing);
    process.exit(0);
  });
  process.send?.("ready");
});
