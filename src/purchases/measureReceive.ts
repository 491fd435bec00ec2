import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { IngestMode, PurchaseResult, ReceivePurchases } from "./receive/submission.ts";

/**
 * The one way in, counted. `isSource` keeps labels to registered sources: the text in an event is
 * anybody's.
 */
export function measureReceive(
  receive: ReceivePurchases,
  deps: {
    readonly metrics: Metrics;
    readonly isSource: (code: string) => boolean;
    readonly nowMicros: () => number;
  },
): ReceivePurchases {
  return async (submission) => {
    const { mode } = submission;
    // Read before, so that the raw events need not live until the answer.
    const times = submission.events.map(occurredAtOf);
    const results = await receive(submission);
    for (const result of results) {
      count(result, times[result.index], mode, deps);
    }
    return results;
  };
}

function occurredAtOf(event: unknown): Instant | null {
  const { occurredAt } = (event ?? {}) as { readonly occurredAt?: unknown };
  return typeof occurredAt === "string" ? parseInstant(occurredAt) : null;
}

function count(
  { source, outcome, duplicate }: PurchaseResult,
  occurredAt: Instant | null | undefined,
  mode: IngestMode,
  { metrics, isSource, nowMicros }: Parameters<typeof measureReceive>[1],
): void {
  const label = isSource(source) ? source : "";
  metrics.ingestEvents.inc({ source: label, outcome });
  // History and repeats would drown the lag of what happens now.
  if (outcome !== "APPLIED" || duplicate || mode !== "LIVE") {
    return;
  }
  if (occurredAt === null || occurredAt === undefined) {
    return;
  }
  const seconds = (nowMicros() - occurredAt) / MICROS_PER_SECOND;
  metrics.ingestLagSeconds.observe({ source: label }, Math.max(0, seconds));
}
