import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { failureKind, isTransient } from "../platform/failure.ts";

const ATTEMPTS_MAX = 6;
/** Milliseconds before the second attempt; more before each further one. */
const WAIT_MS = 100;

/** What passes by itself, and is no fault of a message. */
export function isPassing(error: unknown): boolean {
  return isTransient(error) || (error instanceof AppError && error.code === "OVERLOADED");
}

/**
 * What passes by itself, and meets whatever is tried meanwhile: no message is to blame, as one may
 * be for a limit that was met.
 */
export function isAway(error: unknown): boolean {
  return isPassing(error) && (error instanceof AppError || failureKind(error) !== "CULPRIT");
}

/** Runs it, and again where there was no room; gives up after some time. */
export async function whenThereIsRoom<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error) || attempt === ATTEMPTS_MAX) {
        throw error;
      }
      await delay(WAIT_MS * attempt);
    }
  }
}
