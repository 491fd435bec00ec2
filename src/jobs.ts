import type { Registry } from "prom-client";
import { uuidv7 } from "uuidv7";
import type { Sql } from "../db/connection/client.ts";
import { forgetJob } from "./access/forget.ts";
import { DUE_LANES, dueJob } from "./core/advance.ts";
import { type Catalog, catalogJob } from "./core/catalog.ts";
import { partitionsJob, type Retention } from "./core/partitions.ts";
import { daysJob } from "./days/compareDay.ts";
import type { Instant } from "./domain/time/instant.ts";
import { linksJob } from "./identity/decideLinks.ts";
import { profilesJob } from "./identity/records/profileRecords.ts";
import { forgetBrowsingJob } from "./interactions/forgetBrowsing.ts";
import { holdsJob } from "./loyalty/points/expireHolds.ts";
import { type Job, type Jobs, runJobs } from "./platform/jobs.ts";
import type { Logger } from "./platform/logger.ts";
import { rolloutJob } from "./programme/rollout.ts";
import type { Receiver } from "./purchases/receive/receiver.ts";
import { heldJob } from "./purchases/sweepHeld.ts";
import { schemaJob } from "./server/health/schemaJob.ts";
import { silentSessionsJob } from "./stream/silentSessions.ts";
import { watermarkJob } from "./stream/watermark.ts";
import { verifyJob } from "./verify/rollingVerify.ts";

export interface JobsDeps {
  /**
   * A pool of the jobs' own, JOBS_POOL_MAX connections, with lock_timeout and statement_timeout
   * like the write path.
   */
  readonly sql: Sql;
  /** A pool of one connection, the ticker's alone. */
  readonly tickerSql: Sql;
  readonly receiver: Pick<Receiver, "runHeld">;
  readonly catalog: Catalog;
  readonly log: Logger;
  /** The process's instruments; the jobs add their own. */
  readonly metrics?: { readonly registry: Registry };
  /** Of how far sources have got, and of watching them. */
  readonly sourceJobs?: readonly Job[];
  /** Of messages in other systems' words. */
  readonly messageJobs?: readonly Job[];
  /** Of destinations. */
  readonly deliveryJobs?: readonly Job[];
  /** Of promises and incidents. */
  readonly incidentJobs?: readonly Job[];
  /** Days that the receive log and the outbox are kept; the defaults when absent. */
  readonly retention?: Retention;
  /** Tests pass the time; else the database's clock. */
  readonly now?: () => Instant;
  /** Told when a job has committed rows of the stream, or raised the watermark. */
  readonly onNews?: () => void;
}

/** For what is due, and two for the other jobs. */
export const JOBS_POOL_MAX = DUE_LANES + 2;

/**
 * The work that time starts; a new job is a line here. Every process runs it: the ticker has a
 * lease, the others take what they find with SKIP LOCKED or under a lock of their transaction, so
 * that two at once do no harm and a frozen one is ended by the database.
 */
export function createJobs(deps: JobsDeps): Jobs {
  const { log, onNews = () => {} } = deps;
  const tools = { log, registry: deps.metrics?.registry ?? null, onNews };
  return runJobs(
    [
      watermarkJob(deps.tickerSql, tools),
      silentSessionsJob(deps.sql, tools),
      dueJob(deps, tools),
      heldJob(deps, tools),
      holdsJob({ ...deps, newPublicId: uuidv7 }, tools),
      linksJob({ sql: deps.sql, catalog: deps.catalog, newPublicId: uuidv7 }, tools),
      profilesJob({ sql: deps.sql, catalog: deps.catalog, newPublicId: uuidv7 }, tools),
      rolloutJob(deps, tools),
      verifyJob(deps, tools),
      partitionsJob(deps, tools),
      schemaJob(deps, tools),
      forgetJob(deps),
      forgetBrowsingJob(deps.sql),
      daysJob(deps, tools),
      ...(deps.messageJobs ?? []),
      ...(deps.sourceJobs ?? []),
      ...(deps.deliveryJobs ?? []),
      ...(deps.incidentJobs ?? []),
      catalogJob(deps.catalog),
    ],
    tools,
  );
}
