import { type Instant, MICROS_PER_SECOND } from "../time/instant.ts";

/** Whether a source sends as it is set up to. */
export type SourceStatus = "LIVE" | "LATE" | "SILENT" | "NOT_CONNECTED";

/** How many times its usual silence a source may be silent before it counts as gone. */
const SILENT_FACTOR = 10;

/**
 * Compares how far a source has got with how often it is set up to send.
 *
 * @param watermark the latest time of happening seen from it; null: it never sent
 */
export function statusAt(
  expectedEverySeconds: number,
  watermark: Instant | null,
  now: Instant,
): SourceStatus {
  if (watermark === null) {
    return "NOT_CONNECTED";
  }
  const silentSeconds = (now - watermark) / MICROS_PER_SECOND;
  if (silentSeconds <= expectedEverySeconds) {
    return "LIVE";
  }
  return silentSeconds <= expectedEverySeconds * SILENT_FACTOR ? "LATE" : "SILENT";
}
