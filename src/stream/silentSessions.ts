import { IDLE_IN_TRANSACTION_MS, type Sql } from "../../db/connection/client.ts";
import { endSilentSessions } from "../../db/queries/stream/jobsSilent.ts";
import type { Job, JobTools } from "../platform/jobs.ts";

/** Milliseconds between two looks: what a silent session holds, it holds for so long more. */
const LOOK_MS = 500;

/**
 * Ends transactions that wait for a frozen process where PostgreSQL itself does not (ADR-0024), so
 * that the customers they locked can buy elsewhere, and the watermark rises.
 */
export function silentSessionsJob(sql: Sql, { log }: Pick<JobTools, "log">): Job {
  return {
    name: "silent",
    work: async () => {
      const pools = await endSilentSessions(sql, IDLE_IN_TRANSACTION_MS);
      if (pools.length > 0) {
        log.warn({ pools }, "ended transactions whose process did not go on with them");
      }
      return LOOK_MS;
    },
  };
}
