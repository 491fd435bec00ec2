/** What is done to an installation. */
export const FAULT_KINDS = [
  /**
   * SIGSTOP for seconds: any server; the one that raises the watermark; one in the middle of a
   * transaction.
   */
  "freeze",
  "freeze-ticker",
  "freeze-in-transaction",
  /** SIGKILL, and a new start at once. */
  "kill",
  /** Of the database. */
  "restart-fast",
  "restart-immediate",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * A time in which a server could not answer; null: none of them, as the database was away.
 * Milliseconds since 1970.
 */
export interface Outage {
  readonly server: number | null;
  readonly fromMs: number;
  readonly toMs: number;
}
