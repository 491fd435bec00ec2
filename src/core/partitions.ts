import type { Sql, Tx } from "../../db/connection/client.ts";
import { readOldestWanted } from "../../db/queries/deliveries/operate.ts";
import * as queries from "../../db/queries/stream/jobsPartitions.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import type { Job, JobTools } from "../platform/jobs.ts";

const PARTITIONS_MS = 10 * 60_000;

/**
 * Days of raw bodies that are kept unless it is said otherwise; events keep their facts for ever
 * (contract 1.1, 1.2).
 */
export const INTAKE_RETENTION_DAYS = 30;

/** Days for which a subscriber may come back with its cursor, unless it is said otherwise. */
export const OUTBOX_RETENTION_DAYS = 30;

const RETENTION = { intakeDays: INTAKE_RETENTION_DAYS, outboxDays: OUTBOX_RETENTION_DAYS };

/** Days for which partitions are made ahead: the job may stand still over a long weekend. */
const DAYS_AHEAD = 3;

/** Ids of one outbox partition. */
const OUTBOX_PARTITION_IDS = 10_000_000n;

/**
 * Milliseconds a partition change waits for its lock. Every writer waits behind it, and gives up
 * after 200: so this is less, and a run that meets a reader gives way to it and comes back.
 */
const LOCK_TIMEOUT_MS = 150;

export interface Retention {
  readonly intakeDays: number;
  readonly outboxDays: number;
}

export interface PartitionsDeps {
  readonly sql: Sql;
  /** Days that are kept; the constants above when absent. */
  readonly retention?: Retention | undefined;
  /** The UTC day, as `intakes.received_on` has it. Tests pass it; else the database's. */
  readonly today?: () => LocalDate;
}

export interface PartitionsChanged {
  readonly created: readonly string[];
  readonly dropped: readonly string[];
}

/**
 * Makes the partitions of the days and outbox ids to come, and drops what is past its retention:
 * the receive log's days, and ranges of the outbox that the watermark and all destinations have
 * passed and whose last row is older (contract 7.3). A day of which the DEFAULT partition holds
 * rows already stays there until its retention is over.
 *
 * Guarantee: safe when several processes run it at once, and at any time beside writers.
 */
export async function maintainPartitions(deps: PartitionsDeps): Promise<PartitionsChanged> {
  return await deps.sql.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await queries.lockPartitions(tx);
    const today = deps.today?.() ?? (await queries.readToday(tx));
    const { intakeDays, outboxDays } = deps.retention ?? RETENTION;
    const known = new Set((await queries.listPartitions(tx, "intakes")).map(({ name }) => name));
    const created = [...(await createDays(tx, today, known)), ...(await createOutboxRanges(tx))];
    const dropped = [
      ...(await dropDays(tx, addDaysToDate(today, -intakeDays), known)),
      ...(await dropOutboxRanges(tx, addDaysToDate(today, -outboxDays))),
    ];
    return { created, dropped };
  });
}

async function createDays(tx: Tx, today: LocalDate, known: ReadonlySet<string>): Promise<string[]> {
  const created: string[] = [];
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDaysToDate(today, ahead);
    const name = partitionOfDay(day);
    if (!known.has(name) && !(await queries.defaultHoldsDay(tx, day))) {
      await queries.createIntakePartition(tx, name, day, addDaysToDate(day, 1));
      created.push(name);
    }
  }
  return created;
}

async function dropDays(tx: Tx, oldest: LocalDate, known: ReadonlySet<string>): Promise<string[]> {
  const dropped: string[] = [];
  for (const name of known) {
    const day = dayOfPartition(name);
    if (day !== null && day < oldest) {
      await queries.dropPartition(tx, name);
      dropped.push(name);
    }
  }
  await queries.deleteDefaultIntakesBefore(tx, oldest);
  return dropped;
}

/** The range that ids are drawn from now, and the one after it. */
async function createOutboxRanges(tx: Tx): Promise<string[]> {
  const known = new Set((await queries.listPartitions(tx, "outbox")).map(({ name }) => name));
  const current = (await queries.readOutboxLast(tx)) / OUTBOX_PARTITION_IDS;
  const created: string[] = [];
  for (const range of [current, current + 1n]) {
    const name = `outbox_p${range}`;
    const from = range * OUTBOX_PARTITION_IDS;
    const to = from + OUTBOX_PARTITION_IDS;
    if (!known.has(name) && !(await queries.defaultHoldsIds(tx, from, to))) {
      await queries.createOutboxPartition(tx, name, from, to);
      created.push(name);
    }
  }
  return created;
}

async function dropOutboxRanges(tx: Tx, oldest: LocalDate): Promise<string[]> {
  const safe = await queries.readSafeId(tx);
  const wanted = await readOldestWanted(tx);
  const dropped: string[] = [];
  for (const { name } of await queries.listPartitions(tx, "outbox")) {
    const range = /^outbox_p(\d+)$/.exec(name)?.[1];
    const end = range === undefined ? null : (BigInt(range) + 1n) * OUTBOX_PARTITION_IDS;
    const isPassed = end !== null && end <= safe && end <= wanted;
    if (isPassed && !(await queries.hasLastRowSince(tx, name, oldest))) {
      await queries.dropPartition(tx, name);
      dropped.push(name);
    }
  }
  return dropped;
}

function partitionOfDay(day: LocalDate): string {
  return `intakes_${day.replaceAll("-", "_")}`;
}

function dayOfPartition(name: string): LocalDate | null {
  const parts = /^intakes_(\d{4})_(\d{2})_(\d{2})$/.exec(name);
  return parts === null ? null : (parts.slice(1).join("-") as LocalDate);
}

export function partitionsJob(deps: PartitionsDeps, { log }: Pick<JobTools, "log">): Job {
  return {
    name: "partitions",
    work: async () => {
      const { created, dropped } = await maintainPartitions(deps);
      if (created.length + dropped.length > 0) {
        log.info({ created, dropped }, "partitions changed");
      }
      return PARTITIONS_MS;
    },
  };
}
