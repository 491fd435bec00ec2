import type { Tx } from "../../db/connection/client.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { type KeyedCommand, once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";
import type { CommandDeps } from "./changeCustomer.ts";

/**
 * Released events that run before the releasing sender is answered; more are left to the job
 * (contract 1.5).
 */
export const RELEASED_AT_ONCE_MAX = 500;

/** What a command answers, and the held events that it gave what they waited for. */
export interface Releasing<Answer> {
  readonly answer: Answer;
  readonly released: readonly bigint[];
}

/**
 * Runs a command once per key in one transaction, then the held events that it released, so that
 * the caller's answer shows them. More than RELEASED_AT_ONCE_MAX, and any when they cannot be run
 * now, are left to the job that sweeps held events: what was committed stays answered.
 */
export async function onceReleasing<Answer extends object>(
  deps: CommandDeps,
  viewer: Viewer,
  command: KeyedCommand,
  run: (tx: Tx) => Promise<Releasing<Answer>>,
): Promise<Answer> {
  let released: readonly bigint[] = [];
  const answer = await transact(deps.sql, (tx) => {
    released = [];
    return once(tx, viewer, command, async () => {
      const done = await run(tx);
      released = done.released;
      return done.answer;
    });
  });
  if (released.length > 0 && released.length <= RELEASED_AT_ONCE_MAX) {
    await deps.runHeld?.(released).catch((error: unknown) => deps.onFailure?.(error));
  }
  return answer;
}
