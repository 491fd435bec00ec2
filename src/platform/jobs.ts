import { Counter, Gauge, type Registry } from "prom-client";
import { isLockTimeout } from "./failure.ts";
import type { Logger } from "./logger.ts";
import { startTimer, type Timer } from "./timer.ts";

/**
 * Between two runs of a job at least, when it is woken: each raise of the watermark waits for the
 * disk. Milliseconds.
 */
const REST_MS = 20;
const FAILURE_DELAY_MS = 2_000;
/** How often in a row a job gives way before that is a failure, and how long it waits, ms. */
const GIVES_WAY_MAX = 10;
const GAVE_WAY_MS = 1_000;

/**
 * Work that time starts, again and again; every process runs it, so that it must bear being run by
 * several at once.
 */
export interface Job {
  /** As logs and metrics have it. */
  readonly name: string;
  /**
   * One step; resolves to the milliseconds until the next. What it throws is logged, and it is
   * tried again.
   */
  readonly work: () => Promise<number>;
  /** Whether news is a reason to run now; left out: time alone is. */
  readonly isWokenByNews?: () => boolean;
  /** Leaves things in order once no step is under way any more. */
  readonly stop?: () => Promise<void>;
}

/** What a job is given beside what its noun needs. */
export interface JobTools {
  readonly log: Logger;
  /** The process's instruments; a job adds its own. */
  readonly registry: Registry | null;
  /** To be told when rows of the stream were committed, or the watermark was raised. */
  readonly onNews: () => void;
}

export interface Jobs {
  start(): void;
  /** Something was committed, here or elsewhere. */
  noteNews(): void;
  /**
   * Ends the timers, waits for what is under way, leaves things in order. Close the pools after it.
   */
  stop(): Promise<void>;
}

/** A counter of a job; of its own when the process has no instruments. */
export function counterIn(
  registry: Registry | null,
  options: { readonly name: string; readonly help: string; readonly labelNames?: string[] },
): Counter {
  return new Counter({ ...options, registers: registry === null ? [] : [registry] });
}

/**
 * A job's work that gives way: a lock that it cannot have in time is somebody else's for now, and
 * no failure until that has happened GIVES_WAY_MAX times in a row.
 *
 * @returns when it is to run next, and whether it has done its work
 * @throws what the work throws, but such a lock
 */
export function givingWay(work: Job["work"]) {
  let gaveWay = 0;
  return async (): Promise<{ readonly delayMs: number; readonly isDone: boolean }> => {
    try {
      const delayMs = await work();
      gaveWay = 0;
      return { delayMs, isDone: true };
    } catch (error) {
      if (!isLockTimeout(error) || gaveWay >= GIVES_WAY_MAX) {
        throw error;
      }
      gaveWay += 1;
      return { delayMs: GAVE_WAY_MS, isDone: false };
    }
  };
}

/** Runs jobs until they are stopped. */
export function runJobs(jobs: readonly Job[], { log, registry }: Omit<JobTools, "onNews">): Jobs {
  const gaugeIn = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ["name"], registers: registry === null ? [] : [registry] });
  const succeeded = gaugeIn(
    "tributary_job_last_success_timestamp_seconds",
    "When the job last ran to its end, seconds since 1970 by this machine's clock. Old: runbook jobs.",
  );
  const due = gaugeIn(
    "tributary_job_due_timestamp_seconds",
    "When the job is to run next, seconds since 1970. Minutes ago: it hangs or fails (runbook jobs).",
  );
  const failures = counterIn(registry, {
    name: "tributary_job_failures_total",
    help: "Runs of a job that failed and were tried again. Rising: the log has the error of each (runbook jobs).",
    // Not "job": that is what a scraper calls us.
    labelNames: ["name"],
  });
  let running: readonly { readonly job: Job; readonly timer: Timer }[] = [];
  const begin = (job: Job) => {
    due.set({ name: job.name }, Date.now() / 1_000);
    const work = givingWay(job.work);
    return startTimer({
      work: async () => {
        const { delayMs, isDone } = await work();
        const nowS = Date.now() / 1_000;
        if (isDone) {
          succeeded.set({ name: job.name }, nowS);
        }
        due.set({ name: job.name }, nowS + delayMs / 1_000);
        return delayMs;
      },
      restMs: REST_MS,
      failureDelayMs: FAILURE_DELAY_MS,
      onFailure: (error) => {
        failures.inc({ name: job.name });
        log.warn({ job: job.name, error }, "a job failed; it is tried again");
      },
    });
  };
  return {
    start: () => {
      if (running.length === 0) {
        running = jobs.map((job) => ({ job, timer: begin(job) }));
      }
    },
    noteNews: () => {
      for (const { job, timer } of running) {
        if (job.isWokenByNews?.() === true) {
          timer.wake();
        }
      }
    },
    stop: async () => {
      await Promise.all(running.map(({ timer }) => timer.stop()));
      running = [];
      for (const { name, stop } of jobs) {
        await stop?.().catch((error: unknown) => {
          log.warn({ job: name, error }, "a job was not left in order");
        });
      }
    },
  };
}
