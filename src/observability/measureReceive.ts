import { MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import type { PurchaseResult, ReceivePurchases, Submission } from "../handoff/submission.ts";
import type { Metrics } from "./metrics.ts";

/** The one way in, counted. `isSource` keeps labels to registered sources: the text in an event is anybody's. */
export function measureReceive(
  receive: ReceivePurchases,
  deps: {
    readonly metrics: Metrics;
    readonly isSource: (code: string) => boolean;
    readonly nowMicros: () => number;
  },
): ReceivePurchases {
  return async (submission) => {
    const results = await receive(submission);
    for (const result of results) count(result, submission, deps);
    return results;
  };
}

function count(
  { source, outcome, index, duplicate }: PurchaseResult,
  { events, mode }: Submission,
  { metrics, isSource, nowMicros }: Parameters<typeof measureReceive>[1],
): void {
  const label = isSource(source) ? source : "";
  metrics.ingestEvents.inc({ source: label, outcome });
  // History and repeats would drown the lag of what happens now.
  if (outcome !== "APPLIED" || duplicate || mode !== "LIVE") return;
  const event = events[index] as { readonly occurredAt?: unknown } | null;
  const occurredAt = typeof event?.occurredAt === "string" ? parseInstant(event.occurredAt) : null;
  if (occurredAt === null) return;
  const seconds = (nowMicros() - occurredAt) / MICROS_PER_SECOND;
  metrics.ingestLagSeconds.observe({ source: label }, Math.max(0, seconds));
}
