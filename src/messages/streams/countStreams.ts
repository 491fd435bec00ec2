import type { Metrics } from "../../platform/metrics.ts";
import type { StreamObserver } from "./partitionReader.ts";

const MS_PER_SECOND = 1_000;

/** What comes from streams, in a process's instruments. */
export function countStreams(
  metrics: Pick<Metrics, "streamMessages" | "streamLost" | "streamAcknowledgeSeconds">,
  nowMs: () => number,
): StreamObserver {
  const { streamMessages, streamLost, streamAcknowledgeSeconds } = metrics;
  const repeated = (source: string, count: number) =>
    streamMessages.inc({ source, outcome: "REPEATED" }, count);
  return {
    repeated,
    lost: (source, atMost) => streamLost.inc({ source }, atMost),
    stored: (source, messages, again) => {
      streamMessages.inc({ source, outcome: "STORED" }, messages.length - again);
      repeated(source, again);
      const now = nowMs();
      for (const { storedAtMs } of messages) {
        const seconds = Math.max(0, now - storedAtMs) / MS_PER_SECOND;
        streamAcknowledgeSeconds.observe({ source }, seconds);
      }
    },
  };
}
