import type { Metrics } from "./metrics.ts";
import type { BatchObserver } from "./reads/batcher.ts";

/** Counts what the shared lookups do. */
export function measureReads(metrics: () => Metrics): BatchObserver {
  return {
    sent: ({ lookup, size, waitMs }) => {
      metrics().readBatchSize.observe({ lookup }, size);
      metrics().readBatchWaitSeconds.observe({ lookup }, waitMs / 1_000);
    },
    failed: ({ lookup, kind }) => metrics().readBatchFailures.inc({ lookup, kind }),
  };
}
