import type { TakenEventRow } from "../../db/queries/core/takeKeys.ts";
import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import type { EventRejection, PurchaseEvent } from "../domain/purchase/event.ts";
import type { HoldReason } from "../domain/purchase/holds.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import type { IngestMode, PurchaseResult, Submission } from "./receive/submission.ts";

/**
 * The intake of one submission: its row is written with the first batch that holds one of its
 * events.
 */
export interface OpenIntake {
  /**
   * Without its events: as the items hold them, their raw JSON need not live as long as the longest
   * wait.
   */
  readonly submission: Omit<Submission, "events" | "storedIntakes">;
  id: bigint | null;
  receivedOn: LocalDate | null;
  stored: boolean;
}

/**
 * What is refused before it reaches the database; with a key it leaves an event row, else only the
 * intake.
 */
export interface Refusal {
  readonly reason: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/**
 * One event on its way through the queue.
 *
 * - `NEW`: came through a door; takes its key.
 * - `RERUN`: has a row that is HELD and whose wait is over; locks that row instead.
 */
export interface Item {
  readonly origin: "NEW" | "RERUN";
  /** Null for what could not be read, or was refused without a usable key. */
  readonly event: PurchaseEvent | null;
  readonly refusal: Refusal | null;
  /** As its identifiers were written, in their order; null, or none: as they are stored. */
  readonly raws: readonly (string | null)[];
  /** Identifiers that could not be read and were left out: told with every answer. */
  readonly refusedIdentifiers: readonly EventRejection[];
  readonly source: SourceRow | null;
  /** The code of its source as it was sent, registered or not; "" where none could be read. */
  readonly sourceSent: string;
  readonly eventId: string;
  /** Public id of the customer who its sender is, as their token says; also when it runs again. */
  readonly sentBy: string | null;
  /** SHA-256, 64 hex digits. */
  readonly bodyHash: string | null;
  readonly hashVersion: number;
  /** The row of a RERUN. */
  readonly held: TakenEventRow | null;
  readonly intake: OpenIntake | null;
  readonly position: number;
  readonly mode: IngestMode;
  /** What a hold would wait for is decided at once: backfills, and holds whose age is over. */
  readonly decideAtOnce: boolean;
  /** Set by tests; else the database's clock. */
  readonly now: Instant | null;
  /**
   * The store that its sender's credential is bound to; kept with it, so that it is bound whenever
   * it runs.
   */
  readonly boundStore: string | null;
  /** An operator has looked at its amount and let it go on. */
  readonly isApproved: boolean;
  /**
   * Two events that share a key are never in flight at the same time in this process, and keep
   * their order.
   */
  readonly keys: readonly string[];
  /** Its own key: never twice in one batch. */
  readonly eventKey: string | null;
  /** Rounds in which another process held its customer. */
  rounds: number;
  /** Runs alone and waits for its locks: joins orders, or was passed over three times. */
  slow: boolean;
  /**
   * Runs among its like, with the orders loaded that it may match or credit: it, or a return of its
   * customer's, names no order, or it makes its customer a member.
   */
  rematches: boolean;
  /**
   * It came before its order, and has to wait although the same batch has that: the event that was
   * to open it waits, or something else waits for it that may be older.
   */
  waits: boolean;
  /** When it came into the queue, `performance.now()`; 0 before. */
  queuedAtMs: number;
  readonly answer: (result: Omit<PurchaseResult, "index">) => void;
  readonly fail: (error: unknown) => void;
}

/** Rounds after which an event stops skipping a locked customer and waits for it (contract 6.1). */
export const SKIP_ROUNDS_MAX = 3;

/** An item that has an event to apply. */
export type EventItem = Item & { readonly event: PurchaseEvent; readonly source: SourceRow };

/** Whether it has waited for somebody who holds one of its identifiers, now or in a run before. */
export function hasWaited({ held }: Item): boolean {
  return held?.reason === ("UNKNOWN_CUSTOMER" satisfies HoldReason) || held?.fact?.w === true;
}

export function isEventItem(item: Item): item is EventItem {
  return item.event !== null && item.refusal === null && item.source !== null;
}
