import { Counter, type Registry } from "prom-client";
import { uuidv7 } from "uuidv7";
import type { Sql } from "../db/connection/client.ts";
import { forget } from "./access/forget.ts";
import { DUE_LANES, runDue } from "./core/advance.ts";
import type { Catalog } from "./core/catalog.ts";
import { maintainPartitions } from "./core/partitions.ts";
import type { Instant } from "./domain/time/instant.ts";
import { expireHolds } from "./loyalty/points/expireHolds.ts";
import type { Logger } from "./platform/logger.ts";
import { startTimer, type Timer } from "./platform/timer.ts";
import { stepRollout } from "./programme/rollout.ts";
import type { Receiver } from "./purchases/receive/receiver.ts";
import type { SourceWatermarks } from "./purchases/sourceWatermarks.ts";
import { HELD_SWEEP_BATCH, sweepHeld } from "./purchases/sweepHeld.ts";
import { WatermarkTicker } from "./stream/watermark.ts";
import { type RollingVerified, rollVerify } from "./verify/rollingVerify.ts";

/** Milliseconds between two looks for news in the outbox: what it adds to the age of what readers see. */
const TICK_MS = 250;
/** While a transaction is waited for: they last a few milliseconds. */
const TICK_WAITING_MS = 10;
/** Between two ticks at least, when commits wake the ticker: each raise of the watermark waits for the disk. */
const TICK_REST_MS = 20;
/** Between two looks whether the lease of the process that ticks has ended: its place stays empty for so long beside it. */
const TICK_ELECTION_MS = 1_000;
const DUE_MS = 1_000;
const HELD_MS = 2_000;
const HOLDS_MS = 1_000;
const VERIFY_MS = 5_000;
/** Between two rounds: a small database would be played again without end, 6 MB of garbage a second on the demo's. */
const VERIFY_REST_MS = 10 * 60_000;
const ROLLOUT_MS = 1_000;
const SOURCES_MS = 1_000;
const CATALOG_MS = 5_000;
const FORGET_MS = 60_000;
const PARTITIONS_MS = 10 * 60_000;
const FAILURE_DELAY_MS = 2_000;

export interface JobsDeps {
  /** A pool of the jobs' own, JOBS_POOL_MAX connections, with lock_timeout and statement_timeout like the write path. */
  readonly sql: Sql;
  /** A pool of one connection, the ticker's alone. */
  readonly tickerSql: Sql;
  readonly receiver: Pick<Receiver, "runHeld">;
  readonly catalog: Catalog;
  readonly log: Logger;
  /** The process's instruments; the jobs add their own. */
  readonly metrics?: { readonly registry: Registry };
  /** Fed by the receiver's observer: `batch: ({ outcome }) => sourceWatermarks.noteBatch(outcome)`. */
  readonly sourceWatermarks?: SourceWatermarks;
  /** Tests pass the time; else the database's clock. */
  readonly now?: () => Instant;
  /** Told when a job has committed rows of the stream, or raised the watermark. */
  readonly onNews?: () => void;
}

/** For what is due, and two for the other jobs. */
export const JOBS_POOL_MAX = DUE_LANES + 2;

export interface Jobs {
  start(): void;
  /** Something was committed, here or elsewhere: the watermark can be raised, if this is the process that does. */
  noteNews(): void;
  /** Ends the timers, waits for what is under way, writes what was noted, gives the election back. Close the pools after it. */
  stop(): Promise<void>;
}

/**
 * The work that time starts. Every process runs it: the ticker has a lease, the others take what they find with
 * SKIP LOCKED or under a lock of their transaction, so that two at once do no harm and a frozen one is ended by the database.
 */
export function createJobs(deps: JobsDeps): Jobs {
  const { log, sourceWatermarks } = deps;
  const count = countersIn(deps.metrics?.registry);
  const ticker = new WatermarkTicker(deps.tickerSql);
  const jobs = {
    watermark: async () => {
      const step = await ticker.step();
      if (step === "TICKED") deps.onNews?.();
      return step === "WAITING"
        ? TICK_WAITING_MS
        : step === "NOT_ELECTED"
          ? TICK_ELECTION_MS
          : TICK_MS;
    },
    due: async () => {
      const advanced = await runDue(deps);
      count.advanced(advanced);
      if (advanced > 0) deps.onNews?.();
      return DUE_MS;
    },
    held: async () => {
      const { released, inTime, setUp, tooLong, waitOver } = await sweepHeld({
        ...deps,
        onWaitOver: count.waitOver,
      });
      count.heldRun(released + inTime + setUp + tooLong + waitOver);
      // A full batch has more behind it.
      return released === HELD_SWEEP_BATCH || tooLong === HELD_SWEEP_BATCH ? 0 : HELD_MS;
    },
    holds: async () => {
      const { now, ...rest } = deps;
      const given = await expireHolds({
        ...rest,
        newPublicId: uuidv7,
        ...(now === undefined ? {} : { now: now() }),
      });
      if (given > 0) deps.onNews?.();
      return HOLDS_MS;
    },
    rollout: async () => {
      const { begun, version, customers, tierChanges, isOver } = await stepRollout(deps);
      for (const one of begun) log.info(one, "a version of the rules has begun: rolling it out");
      count.rolledOut(customers);
      if (tierChanges > 0) deps.onNews?.();
      if (isOver) log.info({ version }, "a version of the rules has reached everybody");
      return version === null || isOver ? ROLLOUT_MS : 0;
    },
    verify: async () => {
      const verified = await rollVerify(deps.sql, deps.catalog);
      if (verified !== null) count.verified(verified);
      for (const { invariant, found } of verified?.violated ?? []) {
        log.error({ invariant, found }, "stored state differs from its recorded facts: run verify");
      }
      return verified?.isRoundOver === true ? VERIFY_REST_MS : VERIFY_MS;
    },
    partitions: async () => {
      const { created, dropped } = await maintainPartitions(deps);
      if (created.length + dropped.length > 0) log.info({ created, dropped }, "partitions changed");
      return PARTITIONS_MS;
    },
    forget: async () => {
      const { isMore } = await forget(deps);
      return isMore ? 0 : FORGET_MS;
    },
    sources: async () => {
      await sourceWatermarks?.flush();
      return SOURCES_MS;
    },
    catalog: async () => {
      await deps.catalog.refresh();
      return CATALOG_MS;
    },
  };
  let timers: Timer[] = [];
  let ticking: Timer | undefined;
  return {
    noteNews: () => {
      if (ticker.isElected) ticking?.wake();
    },
    start: () => {
      if (timers.length > 0) return;
      const begin = (job: string, work: () => Promise<number>) =>
        startTimer({
          work,
          restMs: TICK_REST_MS,
          failureDelayMs: FAILURE_DELAY_MS,
          onFailure: (error) => {
            count.failed(job);
            log.warn({ job, error }, "a job failed; it is tried again");
          },
        });
      const { watermark, ...others } = jobs;
      ticking = begin("watermark", watermark);
      timers = [ticking, ...Object.entries(others).map(([job, work]) => begin(job, work))];
    },
    stop: async () => {
      await Promise.all(timers.map((timer) => timer.stop()));
      timers = [];
      await sourceWatermarks?.flush().catch((error) => {
        log.warn({ error }, "how far the sources have got was not written");
      });
      await ticker.close();
    },
  };
}

function countersIn(registry: Registry | undefined) {
  const registers = registry === undefined ? [] : [registry];
  const advanced = new Counter({
    name: "due_customers_advanced_total",
    help: "Customers whose term ended and who were advanced by the due job.",
    registers,
  });
  const heldRun = new Counter({
    name: "held_events_run_total",
    help: "Held events that a sweep ran because nobody else did.",
    registers,
  });
  const waitOver = new Counter({
    name: "held_wait_over_total",
    help: "Held events found unreleased although what they wait for is there. Anything above 0 is a fault.",
    registers,
  });
  const rolledOut = new Counter({
    name: "rollout_customers_total",
    help: "Customers who were taken through a version of the rules after it began.",
    registers,
  });
  const verifiedCustomers = new Counter({
    name: "verify_customers_total",
    help: "Customers that the rolling check has recomputed from their recorded facts.",
    registers,
  });
  const findings = new Counter({
    name: "verify_findings_total",
    help: "Customers or orders whose stored state differs from their recorded facts. Anything above 0 is a fault.",
    labelNames: ["invariant"],
    registers,
  });
  const rounds = new Counter({
    name: "verify_rounds_total",
    help: "Times that the rolling check has been through all customers.",
    registers,
  });
  const failed = new Counter({
    name: "job_failures_total",
    help: "Runs of a job that failed and were tried again.",
    labelNames: ["job"],
    registers,
  });
  return {
    advanced: (customers: number) => advanced.inc(customers),
    heldRun: (events: number) => heldRun.inc(events),
    waitOver: (events: number) => waitOver.inc(events),
    rolledOut: (customers: number) => rolledOut.inc(customers),
    verified: ({ customers, violated, isRoundOver }: RollingVerified) => {
      verifiedCustomers.inc(customers);
      for (const { invariant, violations } of violated) findings.inc({ invariant }, violations);
      if (isRoundOver) rounds.inc();
    },
    failed: (job: string) => failed.inc({ job }),
  };
}
