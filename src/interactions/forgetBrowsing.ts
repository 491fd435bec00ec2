import type { Sql } from "../../db/connection/client.ts";
import { deleteViewsBefore } from "../../db/queries/interactions/browsing.ts";
import { BROWSING_DAYS } from "../domain/interaction/browsing.ts";
import type { Job } from "../platform/jobs.ts";

/** How often old views are forgotten, milliseconds, and how many by one statement. */
const FORGET_MS = 10 * 60_000;
const FORGET_MAX = 10_000;

/** Forgets what people looked at when its time is over. */
export function forgetBrowsingJob(sql: Sql): Job {
  return {
    name: "forgetBrowsing",
    work: async () => {
      const deleted = await deleteViewsBefore(sql, BROWSING_DAYS, FORGET_MAX);
      return deleted === FORGET_MAX ? 0 : FORGET_MS;
    },
  };
}
