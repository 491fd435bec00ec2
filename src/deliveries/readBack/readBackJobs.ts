import type { Sql } from "../../../db/connection/client.ts";
import { listDestinations } from "../../../db/queries/deliveries/destinations.ts";
import { forgetReadBack } from "../../../db/queries/deliveries/readBackFindings.ts";
import { readToday } from "../../../db/queries/stream/jobsPartitions.ts";
import { addDaysToDate } from "../../domain/time/localDate.ts";
import type { Job } from "../../platform/jobs.ts";
import type { GuardedConnections } from "../../platform/outgoing/guardedConnections.ts";
import { type RunDeps, runReadBack } from "./readBackRun.ts";

/** How often it is looked whether a destination is due to be read back, milliseconds. */
const LOOK_MS = 5_000;
/** How often what is over is forgotten, milliseconds, and how many rows by one statement. */
const FORGET_MS = 10 * 60_000;
const FORGET_MAX = 10_000;
/** Days for which findings and counts are kept. */
export const READ_BACK_RETENTION_DAYS = 30;
/** Findings of a destination that are right again and are kept. */
const REPAIRED_FINDINGS_MAX = 10_000;

/**
 * Reads destinations back that are due, all at once, each customer by customer.
 *
 * @param connectionsOf null: nothing is sent to it by this process
 */
export function readBackJob(
  deps: Omit<RunDeps, "connections">,
  connectionsOf: (id: number) => Pick<GuardedConnections, "send"> | null,
): Job {
  return {
    name: "readBack",
    work: async () => {
      const destinations = await listDestinations(deps.sql);
      const runs = destinations
        .filter(({ settings }) => settings.readBack !== undefined)
        .map(async (destination) => {
          const connections = connectionsOf(destination.id);
          if (connections !== null) {
            await runReadBack({ ...deps, connections }, destination);
          }
        });
      const ended = await Promise.allSettled(runs);
      const failed = ended.find((one) => one.status === "rejected");
      if (failed !== undefined) {
        throw failed.reason;
      }
      return LOOK_MS;
    },
  };
}

export function forgetReadBackJob(sql: Sql): Job {
  return {
    name: "forgetReadBack",
    work: async () => {
      const before = addDaysToDate(await readToday(sql), -READ_BACK_RETENTION_DAYS);
      const count = await forgetReadBack(sql, {
        ...{ before, limit: FORGET_MAX, repairedMax: REPAIRED_FINDINGS_MAX },
      });
      return count >= FORGET_MAX ? 0 : FORGET_MS;
    },
  };
}
