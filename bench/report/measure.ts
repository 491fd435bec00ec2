import type { Sql } from "../../db/connection/client.ts";
import type { Child } from "../processes/children.ts";
import { readSpent } from "./databaseFigures.ts";
import { sumOf } from "./statistics.ts";

/** Answers were not what they must be: there are no figures. */
export class WrongAnswers extends Error {
  override readonly name = "WrongAnswers";

  constructor(where: string, problems: readonly string[]) {
    super([`${where}:`, ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}

/** @throws WrongAnswers when there are problems */
export function assertRight(where: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new WrongAnswers(where, problems);
  }
}

/** Purchases of the run that is only checked, and of the one that warms up. */
export const CHECKED_PURCHASES = 1_000;
const WARM_UP = { calls: 1_500, purchases: 15_000 };

/** Purchases that warm up compilers and caches. */
export function warmUpPurchases(batch: number): number {
  return Math.min(WARM_UP.purchases, WARM_UP.calls * batch);
}

/** Rounded up to whole calls. */
export function wholeCalls(purchases: number, batch: number): number {
  return Math.max(1, Math.ceil(purchases / batch)) * batch;
}

/** Per second. */
export function rateOf(count: number, elapsedMs: number): number {
  return (count * 1_000) / elapsedMs;
}

/**
 * Of a process, and of PostgreSQL's connections (null where the system does not tell: not Linux).
 */
export interface CpuFigures {
  readonly process: number;
  readonly postgres: number | null;
}

/** What a run gave and what it took: CPU milliseconds, and bytes of the write-ahead log. */
export interface Spent<T> {
  readonly result: T;
  readonly cpuMs: CpuFigures;
  readonly wal: number;
}

/**
 * Runs something, and reads what it spent. Unlike the clock, CPU hardly sees who else uses the
 * machine.
 *
 * @param connections names that connections to the database go by
 */
export async function spend<T>(
  sql: Sql,
  child: Child,
  connections: readonly string[],
  run: () => Promise<T>,
): Promise<Spent<T>> {
  const read = async () => ({
    process: await child.call<number>("cpuMs"),
    ...(await readSpent(sql, connections)),
  });
  const before = await read();
  const result = await run();
  const after = await read();
  const isKnown = before.postgres !== null && after.postgres !== null;
  const postgres = isKnown ? Number(after.postgres) - Number(before.postgres) : null;
  const cpuMs = { process: after.process - before.process, postgres };
  return { result, cpuMs, wal: after.wal - before.wal };
}

/** CPU microseconds of each of what was done so many times in several runs. */
export function cpuUsOf(runs: readonly { readonly cpuMs: CpuFigures }[], times: number) {
  const usOf = (ms: readonly number[]) => (sumOf(ms) * 1_000) / times;
  const postgres = runs.flatMap(({ cpuMs }) => cpuMs.postgres ?? []);
  return {
    process: usOf(runs.map(({ cpuMs }) => cpuMs.process)),
    postgres: postgres.length < runs.length ? null : usOf(postgres),
  };
}
