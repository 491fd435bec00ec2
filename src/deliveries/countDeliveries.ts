import type { Metrics } from "../platform/metrics.ts";
import type { DeliveryObserver } from "./workerDeps.ts";

const MS_PER_SECOND = 1_000;

/** What is sent to destinations, in a process's instruments. */
export function countDeliveries(
  metrics: Pick<Metrics, "deliveryAttempts" | "deliveryDelaySeconds" | "readBacks">,
): DeliveryObserver {
  return {
    attempted: ({ destination: { code }, outcome, lagMs, isFirst }) => {
      metrics.deliveryAttempts.inc({ destination: code, outcome });
      if (isFirst) {
        metrics.deliveryDelaySeconds.observe(
          { destination: code },
          Math.max(0, lagMs) / MS_PER_SECOND,
        );
      }
    },
    readBack: ({ code }, outcome) => metrics.readBacks.inc({ destination: code, outcome }),
  };
}
