import type { Sql } from "../../db/connection/client.ts";
import { listDestinations } from "../../db/queries/deliveries/destinations.ts";
import { forgetDeliveries } from "../../db/queries/deliveries/hours.ts";
import { readToday } from "../../db/queries/stream/jobsPartitions.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import type { Job } from "../platform/jobs.ts";
import type { Logger } from "../platform/logger.ts";
import type { Reach } from "../platform/outgoing/addressGuard.ts";
import type { SecretBox } from "../platform/secretBox.ts";
import { within } from "../platform/within.ts";
import { DestinationSecrets } from "./destinationSecrets.ts";
import { stepFanOut } from "./fanOut.ts";
import { FilesWorker, type FilesWorkerDeps } from "./files/filesWorker.ts";
import { Pace } from "./pace.ts";
import { forgetReadBackJob, readBackJob } from "./readBack/readBackJobs.ts";
import { SendLeave } from "./sendLeave.ts";
import { Settling } from "./settling.ts";
import { DeliveryTally, tallyJob } from "./tally.ts";
import { Teller } from "./teller.ts";
import { DestinationWorker } from "./worker.ts";
import type { ActiveDestination, DeliveryObserver, WorkerDeps } from "./workerDeps.ts";

/** How old what is known of destinations may be, milliseconds. */
const REFRESH_MS = 1_000;
/** How often it is looked whether there is something to put into lanes, milliseconds. */
const FAN_OUT_MS = 250;
/** How often what is over is forgotten, milliseconds, and how many rows by one statement. */
const FORGET_MS = 10 * 60_000;
const FORGET_MAX = 10_000;
/** How long closing waits until deliveries are counted, milliseconds. */
const TALLY_MS = 2_000;
/** Days for which it is kept what became of each delivery, and anything can be told again. */
export const DELIVERY_RETENTION_DAYS = 30;

export interface DeliveriesDeps {
  /** A pool of their own. */
  readonly sql: Sql;
  readonly box: SecretBox;
  readonly log: Logger;
  readonly reachOf: (address: string) => Reach;
  readonly observer: DeliveryObserver;
  /** Where files are written; null: by another server, or by none. */
  readonly filesFolder: string | null;
  readonly reached?: FilesWorkerDeps["reached"];
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly random?: () => number;
  /** Tests pass shorter ones. */
  readonly leaseMs?: number;
  readonly waitAfter?: WorkerDeps["waitAfter"];
  readonly openMs?: WorkerDeps["openMs"];
}

/** What is under way for one destination. */
interface Open {
  readonly worker: Pick<DestinationWorker, "update" | "wake" | "close">;
  readonly teller: Teller | null;
  readonly isFiles: boolean;
}

/** What one process does for destinations. */
export interface Deliveries {
  /** Reads what is set up, and begins or ends to send accordingly. */
  refresh(): Promise<void>;
  readonly jobs: readonly Job[];
  /** Begins nothing more, and waits for what is under way. */
  close(): Promise<void>;
}

export function openDeliveries(deps: DeliveriesDeps): Deliveries {
  const { sql, log } = deps;
  const tally = new DeliveryTally(sql);
  const secrets = new DestinationSecrets(deps);
  const settling = new Settling(sql);
  const pace = new Pace();
  const workers = new Map<number, Open>();
  let isClosed = false;
  const observer: DeliveryObserver = {
    attempted: (attempt) => {
      tally.note(attempt.destination.id, attempt.outcome, attempt.lagMs);
      deps.observer.attempted(attempt);
    },
  };

  const end = async (id: number) => {
    const ending = workers.get(id);
    workers.delete(id);
    await ending?.worker.close();
    await ending?.teller?.close();
  };

  const open = openers(deps, { secrets, settling, pace, observer });

  const refresh = async () => {
    await secrets.refresh();
    const destinations = await listDestinations(sql);
    const active = new Set(destinations.map(({ id }) => id));
    for (const id of [...workers.keys()].filter((known) => !active.has(known))) {
      await end(id);
    }
    for (const destination of isClosed ? [] : destinations) {
      const known = workers.get(destination.id);
      const isFiles = destination.settings.sends.kind === "files";
      if (known !== undefined && known.isFiles === isFiles) {
        known.worker.update(destination);
        continue;
      }
      await end(destination.id);
      const opened = isFiles ? open.files(destination) : open.sending(destination);
      if (opened !== null) {
        workers.set(destination.id, opened);
      }
    }
  };

  const wake = (ids: Iterable<number>) => {
    for (const id of ids) {
      workers.get(id)?.worker.wake();
    }
  };

  return {
    refresh,
    jobs: [
      ...[refreshJob(refresh), fanOutJob(sql, wake), tallyJob(tally), forgetJob(sql)],
      readBackJob(
        {
          ...{ sql, box: deps.box, secrets, wallMs: deps.wallMs, mayStill: () => !isClosed },
          observe: (destination, what) => deps.observer.readBack?.(destination, what),
        },
        (id) => workers.get(id)?.teller?.connections ?? null,
      ),
      forgetReadBackJob(sql),
    ],
    close: async () => {
      isClosed = true;
      await Promise.all([...workers.keys()].map(end));
      const counted = tally.write().catch((error: unknown) => {
        log.warn({ error }, "what deliveries came to was not counted");
      });
      await within(TALLY_MS, counted);
    },
  };
}

/** How work for one destination is begun. */
function openers(
  deps: DeliveriesDeps,
  {
    secrets,
    settling,
    pace,
    observer,
  }: Pick<WorkerDeps, "secrets" | "settling" | "pace" | "observer">,
) {
  const { sql, log, reachOf, box } = deps;
  const guard = { reachOf, setting: "DELIVER_ALLOW_NETWORKS" };
  const common = {
    ...{ sql, observer, log, wallMs: deps.wallMs, random: deps.random ?? Math.random },
    ...(deps.leaseMs === undefined ? {} : { leaseMs: deps.leaseMs }),
  };
  const sending = (destination: ActiveDestination): Open => {
    const leave = new SendLeave(sql, destination.id);
    const teller = new Teller({ guard, secrets, wallMs: deps.wallMs, leave });
    const workerDeps: WorkerDeps = {
      ...{ ...common, settling, pace, secrets, teller, box },
      ...(deps.waitAfter === undefined ? {} : { waitAfter: deps.waitAfter }),
      ...(deps.openMs === undefined ? {} : { openMs: deps.openMs }),
    };
    return { worker: new DestinationWorker(workerDeps, destination), teller, isFiles: false };
  };
  /** Null: another server writes them. */
  const files = (destination: ActiveDestination): Open | null => {
    const { filesFolder: root, reached } = deps;
    return root === null
      ? null
      : {
          worker: new FilesWorker(
            { ...common, root, box, ...(reached === undefined ? {} : { reached }) },
            destination,
          ),
          ...{ teller: null, isFiles: true },
        };
  };
  return { sending, files };
}

function refreshJob(refresh: () => Promise<void>): Job {
  return {
    name: "destinations",
    work: async () => {
      await refresh();
      return REFRESH_MS;
    },
  };
}

function fanOutJob(sql: Sql, onFilled: (destinations: ReadonlySet<number>) => void): Job {
  return {
    name: "deliveryFanOut",
    work: async () => {
      const { isMore, filled } = await stepFanOut(sql);
      if (filled.size > 0) {
        onFilled(filled);
      }
      return isMore ? 0 : FAN_OUT_MS;
    },
    isWokenByNews: () => true,
  };
}

function forgetJob(sql: Sql): Job {
  return {
    name: "forgetDeliveries",
    work: async () => {
      const before = addDaysToDate(await readToday(sql), -DELIVERY_RETENTION_DAYS);
      const count = await forgetDeliveries(sql, { before, limit: FORGET_MAX });
      return count >= FORGET_MAX ? 0 : FORGET_MS;
    },
  };
}
