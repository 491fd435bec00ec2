import type { Sql } from "../../db/connection/client.ts";
import { readPolicyOf } from "../access/readPolicy.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { createHandoffLoaders } from "../operations/handoffs.ts";
import type { Job, JobTools } from "../platform/jobs.ts";
import type { Directory } from "../programme/directory.ts";
import type { Lookups } from "../reads/lookups.ts";
import { createReads } from "../reads/requestReads.ts";
import { createSourceHealthLoader } from "../sources/sourceHealth.ts";
import { incidentGaugesJob } from "./incidentGauges.ts";
import type { SignDeps } from "./signs.ts";
import { forgetIncidentsJob, watchJob } from "./watch.ts";

export interface IncidentsDeps {
  readonly sql: Sql;
  readonly lookups: Lookups;
  readonly directory: Directory;
  readonly now: () => Instant;
  readonly newPublicId: () => string;
}

/** What one process does for incidents. */
export function incidentJobs(deps: IncidentsDeps, tools: Omit<JobTools, "onNews">): Job[] {
  const { sql, now, newPublicId } = deps;
  return [
    watchJob({ ...looksOf(deps), newPublicId, now }, tools),
    forgetIncidentsJob({ sql, now }),
    incidentGaugesJob({ sql, now }, tools),
  ];
}

/** How boundaries and sources do, as operations see them; read anew by each look. */
export function looksOf({
  sql,
  lookups,
  directory,
  now,
}: Omit<IncidentsDeps, "newPublicId">): SignDeps {
  return {
    sql,
    boundaries: async () => {
      const policy = readPolicyOf(systemViewer("incidents"), async () => null);
      const reads = createReads(lookups);
      return await createHandoffLoaders({ sql, reads, policy, directory, now }).boundaries();
    },
    sources: () => createSourceHealthLoader({ sql, directory, now }).all(),
  };
}
