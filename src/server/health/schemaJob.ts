import type { Sql } from "../../../db/connection/client.ts";
import { schemaAge } from "../../../db/migrate.ts";
import type { Job, JobTools } from "../../platform/jobs.ts";

const SCHEMA_MS = 60_000;

/**
 * Says in the log, once, that a newer version has migrated the database: this server goes on, and
 * is the one that is left to be restarted.
 */
export function schemaJob({ sql }: { readonly sql: Sql }, { log }: Pick<JobTools, "log">): Job {
  let isTold = false;
  return {
    name: "schema",
    work: async () => {
      if (!isTold && (await schemaAge(sql)) === "newer") {
        isTold = true;
        log.warn(
          {},
          "a newer version has migrated the database: restart this server with that version; until then it goes on",
        );
      }
      return SCHEMA_MS;
    },
  };
}
