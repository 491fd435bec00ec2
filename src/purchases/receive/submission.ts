import type { SpanContext } from "@opentelemetry/api";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { EventRejection } from "../../domain/purchase/event.ts";
import type { Instant, LocalDate } from "../../domain/time/instant.ts";

export type Door = "GRAPHQL" | "NDJSON" | "IMPORT" | "WEBHOOK" | "STREAM" | "LOAD";

/**
 * LIVE: time is now. BACKFILL: the business time of an event is when it happened, and nothing waits
 * (contract 1.6).
 */
export type IngestMode = "LIVE" | "BACKFILL";

/** An intake that stands in the receive log, and an event's place in it. */
export interface StoredIntake {
  readonly id: bigint;
  readonly receivedOn: LocalDate;
  readonly position: number;
}

/** One request, one NDJSON chunk or one batch of an import: what becomes one intake. */
export interface Submission {
  readonly door: Door;
  readonly viewer: Viewer;
  readonly requestId: string | null;
  /** Headers worth keeping; never authorization or cookies. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body as it came; of an intake that is stored already it is not looked at. */
  readonly body: Uint8Array;
  /**
   * Where each event stands that was stored before it was read (contract 1.8), in their order:
   * events of many messages may be one submission.
   */
  readonly storedIntakes?: readonly StoredIntake[];
  /**
   * One per event: its JSON value, or an `Unreadable` for what is no JSON. At most
   * EVENTS_PER_CALL_MAX.
   */
  readonly events: readonly unknown[];
  readonly mode: IngestMode;
  /** Tests pass the time; in production it is the database's clock after the lock. */
  readonly now?: Instant;
  /** The span that waits for its answers, while it is traced. */
  readonly trace?: SpanContext;
  /** Called once its events are in the queue: what is submitted from then on is behind them. */
  readonly onTaken?: () => void;
}

/** A line that could not be parsed: it leaves an intake and a REJECTED result, nothing else. */
export class Unreadable {
  readonly reason: "MALFORMED_JSON" | "LINE_TOO_LONG" | "NOT_UTF8";

  constructor(reason: "MALFORMED_JSON" | "LINE_TOO_LONG" | "NOT_UTF8") {
    this.reason = reason;
  }
}

export type PurchaseOutcome = "APPLIED" | "HELD" | "REJECTED" | "CONFLICT";

/**
 * The answer to one event. An answer means: applied, held or rejected, committed; never lost, never
 * half done.
 */
export interface PurchaseResult {
  readonly index: number;
  /** "" when the event had none that could be read. */
  readonly source: string;
  readonly eventId: string;
  readonly outcome: PurchaseOutcome;
  /** The same event was received before; this is its stored outcome. */
  readonly duplicate: boolean;
  readonly reason: string | null;
  /** Path of the field at fault. */
  readonly field: readonly string[] | null;
  /** What to do about it, for people. */
  readonly message: string | null;
  /** Identifiers that could not be read; the event was taken without them. */
  readonly refusedIdentifiers: readonly EventRejection[];
  /** The order, and the customer's leaf; null while held or rejected, or for a guest. */
  readonly orderId: bigint | null;
  readonly leafId: bigint | null;
}

/** Takes purchases in: the one way in. Throws AppError OVERLOADED when the queue is full. */
export type ReceivePurchases = (submission: Submission) => Promise<readonly PurchaseResult[]>;

/** Events in one call of a door. */
export const EVENTS_PER_CALL_MAX = 500;
