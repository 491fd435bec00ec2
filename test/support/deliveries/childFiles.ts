import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../../db/connection/client.ts";
import type { FilePoint } from "../../../src/deliveries/files/filesWorker.ts";
import { openDeliveries } from "../../../src/deliveries/openDeliveries.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";

/** What the parent wants: files written, by a process that ends itself as `kill -9` would. */
export interface FilesOrders {
  readonly url: string;
  readonly root: string;
  readonly leaseMs: number;
  /** The first time that it gets there, and so many milliseconds later. */
  readonly at: FilePoint;
  readonly afterMs: number;
}

process.once("message", async (message) => {
  const { url, root, leaseMs, at, afterMs } = message as FilesOrders;
  const die = () => process.kill(process.pid, "SIGKILL");
  const deliveries = openDeliveries({
    ...{ sql: connect(url, { max: 3, applicationName: "child-files" }), wallMs: Date.now },
    ...{ log: createLogger({ level: "error" }), reachOf: () => "REFUSED", leaseMs },
    box: await SecretBox.open(join(tmpdir(), `tributary-test-${process.pid}-secrets-key`)),
    observer: { attempted: () => {} },
    filesFolder: root,
    reached: async (point) => {
      if (point === at) {
        if (afterMs === 0) {
          die();
        }
        setTimeout(die, afterMs);
      }
    },
  });
  await deliveries.refresh();
});
