import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { readPolicyOf } from "../access/readPolicy.ts";
import type { Catalog } from "../core/catalog.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { createHandoffLoaders } from "../operations/handoffs.ts";
import type { Job, JobTools } from "../platform/jobs.ts";
import { createAddressGuard } from "../platform/outgoing/addressGuard.ts";
import { GuardedConnections } from "../platform/outgoing/guardedConnections.ts";
import { createMailSender } from "../platform/outgoing/guardedMail.ts";
import { Directory } from "../programme/directory.ts";
import type { Lookups } from "../reads/lookups.ts";
import { createReads } from "../reads/requestReads.ts";
import { createSourceHealthLoader } from "../sources/sourceHealth.ts";
import { type AlertDeps, alertsJob, MAIL_MS } from "./alerts.ts";
import { incidentGaugesJob } from "./incidentGauges.ts";
import type { SignDeps } from "./signs.ts";
import { forgetIncidentsJob, watchJob } from "./watch.ts";

export interface IncidentsDeps extends Pick<AlertDeps, "sql" | "box" | "now"> {
  readonly lookups: Lookups;
  readonly catalog: Catalog;
  /** Networks of ours that channels may be in. */
  readonly networks: readonly string[];
}

/** What one process does for incidents. */
export function incidentJobs(
  { sql, lookups, catalog, now, box, networks }: IncidentsDeps,
  tools: Omit<JobTools, "onNews">,
): Job[] {
  const reachOf = createAddressGuard(networks);
  const guard = { reachOf, setting: "DELIVER_ALLOW_NETWORKS" };
  const connections = new GuardedConnections(guard);
  const sendMail = createMailSender(guard, MAIL_MS);
  const looks = looksOf({ sql, lookups, directory: new Directory(catalog), now });
  const alerts = alertsJob({ sql, box, connections, sendMail, log: tools.log, now });
  return [
    watchJob({ ...looks, newPublicId: uuidv7, now }, tools),
    forgetIncidentsJob({ sql, now }),
    incidentGaugesJob({ sql, now }, tools),
    { ...alerts, stop: async () => connections.close() },
  ];
}

/** How boundaries and sources do, as operations see them; read anew by each look. */
export function looksOf({
  sql,
  lookups,
  directory,
  now,
}: {
  readonly sql: Sql;
  readonly lookups: Lookups;
  readonly directory: Directory;
  readonly now: () => Instant;
}): SignDeps {
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
