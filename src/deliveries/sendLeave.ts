import type { Sql } from "../../db/connection/client.ts";
import { readMode } from "../../db/queries/deliveries/modes.ts";

/**
 * How long what was read of a destination's mode holds, milliseconds. Whoever cuts waits for as
 * long: then nobody begins to send by what held before.
 */
export const LEAVE_MS = 1_000;

/** It is in shadow: nothing is sent. */
export class NotLive extends Error {}

/**
 * Whether a destination may be told, as of `LEAVE_MS` ago at most by this process's own clock. A
 * process that was frozen asks again, since its clock went on.
 */
export class SendLeave {
  readonly #sql: Sql;
  readonly #destinationId: number;
  #untilMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<boolean> | null = null;

  constructor(sql: Sql, destinationId: number) {
    this.#sql = sql;
    this.#destinationId = destinationId;
  }

  /** @throws NotLive it is in shadow; what the database throws */
  async take(): Promise<void> {
    while (performance.now() >= this.#untilMs) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = null;
      });
      if (!(await this.#asking)) {
        throw new NotLive();
      }
    }
  }

  async #ask(): Promise<boolean> {
    // From before it was asked: how old the answer is counts.
    const sinceMs = performance.now();
    const { mode } = await readMode(this.#sql, this.#destinationId);
    this.#untilMs = mode === "LIVE" ? sinceMs + LEAVE_MS : Number.NEGATIVE_INFINITY;
    return mode === "LIVE";
  }
}
