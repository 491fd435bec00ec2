import type { Sql, Tx } from "../../db/connection/client.ts";
import { AppError } from "../errors.ts";
import { failureKind, RETRY_AFTER_S, RETRY_DELAY_MS } from "./failure.ts";
import { commandSpan, during } from "./tracing/spans.ts";

/** Attempts at a command that met a deadlock or a lock held for too long. */
const ATTEMPTS_MAX = 5;

/**
 * Runs a command in one transaction, again when it lost to others (40001, 40P01, 55P03,
 * StaleError), with jitter. A lost connection is not tried again here: whether it committed is not
 * known, and the caller's idempotency key answers that.
 *
 * Throws: AppError UNAVAILABLE when it could not be had in time, and whatever `run` throws.
 */
export async function transact<Answer>(
  sql: Sql,
  run: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return await transactAtOnce(async () => (await sql.begin(run)) as Answer);
}

/** The same of a command that is one statement, and so a transaction by itself. */
export async function transactAtOnce<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  const span = commandSpan();
  const work = tryUntilDone(run);
  return await (span === null ? work : during(span, work));
}

async function tryUntilDone<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const failure = error instanceof AppError ? null : failureKind(error);
      // What a command looked up before its locks had changed under them: look again.
      const kind = failure === "STALE" ? "RETRY" : failure;
      if (kind === "RETRY" && attempt < ATTEMPTS_MAX) {
        await pause(attempt);
      } else if (kind === "RETRY" || kind === "CONNECTION") {
        throw new AppError(
          "UNAVAILABLE",
          "The change could not be made in time; send it again with the same idempotencyKey.",
          { cause: error, details: { retryAfterSeconds: RETRY_AFTER_S } },
        );
      } else {
        throw error;
      }
    }
  }
}

function pause(attempt: number): Promise<void> {
  const ms = Math.random() * RETRY_DELAY_MS * 2 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, ms));
}
