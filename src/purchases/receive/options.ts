import type { Sql } from "../../../db/connection/client.ts";
import type { Catalog } from "../../core/catalog.ts";
import type { BatchOutcome, Stage } from "../batch.ts";

/** What the receiver tells whoever watches: metrics, logs, tests. */
export interface ReceiverObserver {
  /** A committed batch: events, milliseconds in all and under the customer locks. */
  readonly batch?: (batch: {
    size: number;
    totalMs: number;
    lockMs: number;
    outcome: BatchOutcome;
  }) => void;
  readonly failure?: (failure: {
    kind: string;
    attempt: number;
    size: number;
    error: unknown;
  }) => void;
  readonly stage?: (stage: Stage) => void;
}

export interface ReceiverOptions {
  /**
   * The write path's own pool: lock_timeout 200 ms, statement_timeout 5 s, `writers` connections.
   */
  readonly sql: Sql;
  readonly catalog: Catalog;
  readonly writers: number;
  readonly newPublicId: () => string;
  readonly observer?: ReceiverObserver;
}
