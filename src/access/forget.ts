import type { Sql } from "../../db/connection/client.ts";
import { dropGuesses } from "../../db/queries/access/guesses.ts";
import { dropOpenings } from "../../db/queries/access/openings.ts";
import { GUESS_WINDOW_S, SPENT_MAX } from "../domain/access/guessBudget.ts";
import type { Job } from "../platform/jobs.ts";

const FORGET_MS = 60_000;

/** Days for which it is kept who had which customer open. */
export const OPENINGS_KEPT_DAYS = 365;
/** Rows dropped in one run: each holds its locks for a moment. */
const OPENINGS_DROPPED_MAX = 5_000;

/**
 * Drops budgets that are whole again, and openings that are past their retention. Safe when several
 * run it at once.
 */
export async function forget({ sql }: { readonly sql: Sql }): Promise<{
  readonly budgets: number;
  readonly openings: number;
  /** Whether there is more behind what was dropped. */
  readonly isMore: boolean;
}> {
  const budgets = await dropGuesses(sql, SPENT_MAX.strong * GUESS_WINDOW_S);
  const openings = await dropOpenings(sql, OPENINGS_KEPT_DAYS, OPENINGS_DROPPED_MAX);
  return { budgets, openings, isMore: openings === OPENINGS_DROPPED_MAX };
}

export function forgetJob(deps: Parameters<typeof forget>[0]): Job {
  return {
    name: "forget",
    work: async () => ((await forget(deps)).isMore ? 0 : FORGET_MS),
  };
}
