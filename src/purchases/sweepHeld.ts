import type { Sql } from "../../db/connection/client.ts";
import { readClock } from "../../db/queries/core/writeState.ts";
import { findHeldInTime, findHeldTooLong } from "../../db/queries/purchases/held.ts";
import {
  findHeldOnSetUp,
  findReleasedBefore,
  findWaitOver,
} from "../../db/queries/purchases/jobsHeld.ts";
import type { Catalog } from "../core/catalog.ts";
import { FUTURE_TOLERANCE_MINUTES } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { counterIn, type Job, type JobTools } from "../platform/jobs.ts";
import type { Logger } from "../platform/logger.ts";
import type { Receiver } from "./receive/receiver.ts";

const HELD_MS = 2_000;

/** Events of one run: as many as one transaction takes. */
export const HELD_SWEEP_BATCH = 500;

/** Seconds for which a released event is left to the process that released it. */
const RELEASED_GRACE_S = 10;

export interface SweepHeldDeps {
  readonly sql: Sql;
  readonly receiver: Pick<Receiver, "runHeld">;
  readonly catalog: Catalog;
  readonly log: Pick<Logger, "error">;
  /** Counts what the sweep should never find. */
  readonly onWaitOver?: (count: number) => void;
  /** Tests pass the time; else the database's clock. */
  readonly now?: () => Instant;
  /** For tests; else RELEASED_GRACE_S. */
  readonly releasedGraceSeconds?: number;
}

/** How many held events each part of the sweep ran. */
export interface HeldSweep {
  readonly released: number;
  readonly inTime: number;
  readonly setUp: number;
  readonly tooLong: number;
  /** Found by the alarm: always 0 while the lock protocol holds. */
  readonly waitOver: number;
}

/**
 * Runs the held events whose wait has ended without anybody running them, at most one batch of each
 * kind: what was released before a crash, what waited for its moment, for a store, channel or rate
 * that is there now, and what has waited as long as its reason allows, which ends as its reason
 * says (contract 1.5).
 *
 * A hold whose order or identifier is there, unreleased, is an error of ours: it is logged,
 * counted, and run.
 */
export async function sweepHeld(deps: SweepHeldDeps): Promise<HeldSweep> {
  const { sql, receiver } = deps;
  const now = deps.now === undefined ? null : formatInstant(deps.now());
  const grace = deps.releasedGraceSeconds ?? RELEASED_GRACE_S;
  const run = async (rows: PromiseLike<readonly { id: bigint }[]>, atOnce: boolean) => {
    const ids = (await rows).map((row) => row.id);
    return ids.length === 0 ? 0 : await receiver.runHeld(ids, { atOnce });
  };
  const released = await run(findReleasedBefore(sql, grace, HELD_SWEEP_BATCH), false);
  const inTime = await run(
    findHeldInTime(sql, FUTURE_TOLERANCE_MINUTES, now, HELD_SWEEP_BATCH),
    false,
  );
  const rated = await ratedCurrencies(deps);
  const setUp = await run(findHeldOnSetUp(sql, rated, HELD_SWEEP_BATCH), false);
  const tooLong = await run(findHeldTooLong(sql, now, HELD_SWEEP_BATCH), true);
  const waitOver = await alarm(deps);
  return { released, inTime, setUp, tooLong, waitOver };
}

async function alarm({ sql, receiver, log, onWaitOver }: SweepHeldDeps): Promise<number> {
  const found = await findWaitOver(sql, HELD_SWEEP_BATCH);
  if (found.length === 0) {
    return 0;
  }
  onWaitOver?.(found.length);
  // Ids and codes only; a wait key of an order holds its number.
  const events = found.map(({ id, reason }) => ({ id: String(id), reason }));
  log.error({ events }, "held events whose wait is over were not released; running them now");
  return await receiver.runHeld(
    found.map((row) => row.id),
    { atOnce: false },
  );
}

/**
 * Currencies with a rate in the rules of today; an order of an older day may have to wait on, and
 * is held again.
 */
async function ratedCurrencies({ sql, catalog, now }: SweepHeldDeps): Promise<string[]> {
  const [clock] = await readClock(sql);
  const at = now?.() ?? instantFromPg((clock as { now: string }).now);
  return [...new Set(catalog.rulesetAt(at).rates.map(({ currency }) => currency))];
}

export function heldJob(deps: Omit<SweepHeldDeps, "log" | "onWaitOver">, tools: JobTools): Job {
  const run = counterIn(tools.registry, {
    name: "tributary_held_events_run_total",
    help: "Held events that a sweep ran because nobody else did. Normal after a restart; otherwise a wait that ended by time.",
  });
  const over = counterIn(tools.registry, {
    name: "tributary_held_wait_over_total",
    help: "Held events found unreleased although what they wait for is there. Anything above 0 is a fault of ours: they were run, report it.",
  });
  return {
    name: "held",
    work: async () => {
      const { released, inTime, setUp, tooLong, waitOver } = await sweepHeld({
        ...deps,
        log: tools.log,
        onWaitOver: (events) => over.inc(events),
      });
      run.inc(released + inTime + setUp + tooLong + waitOver);
      // A full batch has more behind it.
      return released === HELD_SWEEP_BATCH || tooLong === HELD_SWEEP_BATCH ? 0 : HELD_MS;
    },
  };
}
