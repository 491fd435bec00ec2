import type { FactVersion } from "./facts.ts";

/**
 * Which of two messages is newer: negative when `a` is older, 0 only for the same event.
 *
 * Order: occurredAt, source, sequence (none before any), eventId. Sequences are numbers of one
 * source only. Comparing them before the source would break transitivity: with equal occurredAt,
 * erp/7 < erp/9 by sequence while shop stands between them by event id. Grouped by source first it
 * is a total order, and within one source the sequence still decides. Texts compare by UTF-16 code
 * unit: the same on every machine, whatever its locale.
 */
export function compareVersions(a: FactVersion, b: FactVersion): number {
  if (a.occurredAt !== b.occurredAt) {
    return a.occurredAt - b.occurredAt;
  }
  if (a.source !== b.source) {
    return a.source < b.source ? -1 : 1;
  }
  if (a.sequence !== b.sequence) {
    if (a.sequence === null || b.sequence === null) {
      return a.sequence === null ? -1 : 1;
    }
    return a.sequence < b.sequence ? -1 : 1;
  }
  if (a.eventId === b.eventId) {
    return 0;
  }
  return a.eventId < b.eventId ? -1 : 1;
}
