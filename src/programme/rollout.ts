import type { Sql } from "../../db/connection/client.ts";
import { readClock } from "../../db/queries/core/writeState.ts";
import {
  beginRollouts,
  endRollout,
  findCustomersAfter,
  lockRunningRollout,
  moveRollout,
  takeRolloutTurn,
} from "../../db/queries/programme/rollouts.ts";
import { advanceBatch } from "../core/advance.ts";
import type { Catalog } from "../core/catalog.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { counterIn, type Job, type JobTools } from "../platform/jobs.ts";

const ROLLOUT_MS = 1_000;

/**
 * Customers in one transaction: their locks are held for some tens of milliseconds, and purchases
 * go on between.
 */
const ROLLOUT_BATCH = 250;

export interface RolloutDeps {
  readonly sql: Sql;
  readonly catalog: Catalog;
  /** Tests pass the time; else the database's clock. */
  readonly now?: () => Instant;
}

export interface RolloutStep {
  /** Versions whose rollout began with this step. */
  readonly begun: readonly { readonly version: number; readonly total: number }[];
  /** The version that customers were taken through; null: there is nothing to do. */
  readonly version: number | null;
  readonly customers: number;
  readonly tierChanges: number;
  /** Everybody has been. */
  readonly isOver: boolean;
}

const NOTHING: RolloutStep = {
  ...{ begun: [], version: null, customers: 0, tierChanges: 0, isOver: false },
};

/**
 * Takes the next customers through a version of the rules that has begun, in one transaction with
 * the place where it stands: a rollout that was cut off goes on there. One process at a time.
 *
 * Guarantee: everybody who was a customer when the version began has been decided by it when the
 * rollout is over; what it changes counts from the instant at which it began
 * (domain/tier/throughVersions.ts), and is told once.
 */
export async function stepRollout({ sql, catalog, now: given }: RolloutDeps): Promise<RolloutStep> {
  return await sql.begin(async (tx) => {
    if (!(await takeRolloutTurn(tx))) {
      return NOTHING;
    }
    const [clock] = await readClock(tx);
    const now = given?.() ?? instantFromPg((clock as { now: string }).now);
    const text = formatInstant(now);
    const begun = await beginRollouts(tx, text);
    const rollout = await lockRunningRollout(tx);
    if (rollout === undefined) {
      return { ...NOTHING, begun };
    }
    // A version that this process has not read yet would change nobody.
    if (!catalog.hasVersion(rollout.version)) {
      await catalog.refresh();
    }
    const { version, afterId } = rollout;
    const customers = await findCustomersAfter(tx, afterId, text, ROLLOUT_BATCH);
    const last = customers.at(-1);
    let tierChanges = 0;
    if (last !== undefined) {
      const deps = { catalog, ...(given === undefined ? {} : { now: given }) };
      tierChanges = (await advanceBatch(tx, deps, customers, now, "ALL")).changes;
      await moveRollout(tx, {
        version,
        afterId: last.root_id,
        done: customers.length,
        tierChanges,
      });
    }
    const isOver = customers.length < ROLLOUT_BATCH;
    if (isOver) {
      await endRollout(tx, version, text);
    }
    return { begun, version, customers: customers.length, tierChanges, isOver };
  });
}

export function rolloutJob(deps: RolloutDeps, { log, registry, onNews }: JobTools): Job {
  const count = counterIn(registry, {
    name: "tributary_rollout_customers_total",
    help: "Customers who were taken through a version of the rules after it began. Stands still while a roll-out runs: `rulesets` says whether it is paused.",
  });
  return {
    name: "rollout",
    work: async () => {
      const { begun, version, customers, tierChanges, isOver } = await stepRollout(deps);
      for (const one of begun) {
        log.info(one, "a version of the rules has begun: rolling it out");
      }
      count.inc(customers);
      if (tierChanges > 0) {
        onNews();
      }
      if (isOver) {
        log.info({ version }, "a version of the rules has reached everybody");
      }
      return version === null || isOver ? ROLLOUT_MS : 0;
    },
  };
}
