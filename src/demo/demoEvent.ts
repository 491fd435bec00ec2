import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";

/** A purchase event as its sender writes it, and when it arrives. */
export interface DemoPurchase {
  readonly arrivesAt: Instant;
  /** It happened, and its sender never sent it. */
  readonly isLost?: boolean;
  readonly event: Readonly<Record<string, unknown>> & {
    readonly source: string;
    readonly eventId: string;
    readonly kind: string;
  };
}

/** What only some events say; absent keys stay absent. */
export type EventDetails = Readonly<Record<string, unknown>>;

const text = (at: Instant): string => formatInstant(at);

/**
 * An event of shop or app, which know at once: captured when it happened, with the ERP a moment
 * later.
 */
export function onlineEvent(
  key: { readonly source: string; readonly eventId: string; readonly kind: string },
  at: Instant,
  details: EventDetails,
): DemoPurchase {
  const erpReceivedAt = addMicros(at, MICROS_PER_MINUTE);
  const signalledAt = addMicros(erpReceivedAt, MICROS_PER_MINUTE / 2);
  return {
    arrivesAt: signalledAt,
    event: {
      ...key,
      occurredAt: text(at),
      capturedAt: text(at),
      erpReceivedAt: text(erpReceivedAt),
      signalledAt: text(signalledAt),
      ...details,
    },
  };
}

/** An event of the ERP: it happens there, and is signalled from there. */
export function erpEvent(
  key: { readonly eventId: string; readonly kind: string },
  at: Instant,
  details: EventDetails,
): DemoPurchase {
  const signalledAt = addMicros(at, MICROS_PER_MINUTE);
  return {
    arrivesAt: signalledAt,
    event: {
      source: "erp",
      ...key,
      occurredAt: text(at),
      erpReceivedAt: text(at),
      signalledAt: text(signalledAt),
      ...details,
    },
  };
}

/** An event of a till, which sends it itself. */
export function tillEvent(
  key: { readonly eventId: string; readonly kind: string },
  at: Instant,
  details: EventDetails,
): DemoPurchase {
  return {
    arrivesAt: addMicros(at, MICROS_PER_MINUTE / 6),
    event: { source: "till", ...key, occurredAt: text(at), capturedAt: text(at), ...details },
  };
}
