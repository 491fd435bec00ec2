import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type { BenchOptions } from "../options.ts";
import type { Child } from "../processes/children.ts";
import type { BenchCluster } from "../processes/cluster.ts";
import type { LoadPlan, LoadResult } from "../processes/loadProcess.ts";
import { readServerVersion } from "./databaseFigures.ts";
import type { Setting } from "./results.ts";

/** Answers were not what they must be: there are no figures. */
export class WrongAnswers extends Error {
  override readonly name = "WrongAnswers";

  constructor(where: string, problems: readonly string[]) {
    super([`${where}:`, ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}

/** @throws WrongAnswers when there are problems */
export function assertRight(where: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new WrongAnswers(where, problems);
}

/** What runs share: progress is told on standard error, so that standard output is the result alone. */
export type Bench = {
  readonly options: BenchOptions;
  readonly cluster: BenchCluster;
  readonly tell: (line: string) => void;
};

/** Purchases of the run that is only checked, and of the one that warms up. */
export const CHECKED_PURCHASES = 1_000;
export const WARM_UP = { callsMin: 1_500, purchasesMin: 15_000, purchasesMax: 20_000 };

/** Purchases that warm up compilers and caches, a whole number of calls. */
export function warmUpPurchases(batch: number): number {
  const wanted = Math.max(WARM_UP.purchasesMin, 0);
  return wholeCalls(Math.min(wanted, WARM_UP.callsMin * batch), batch);
}

/** Rounded up to whole calls. */
export function wholeCalls(purchases: number, batch: number): number {
  return Math.max(1, Math.ceil(purchases / batch)) * batch;
}

/**
 * Has the callers send purchases, prepared before the clock starts.
 *
 * @throws WrongAnswers when any answer is not APPLIED for the first time
 */
export async function send(load: Child, plan: LoadPlan): Promise<LoadResult> {
  await load.call("prepare", plan);
  const result = await load.call<LoadResult>("run");
  const wrong =
    result.wrongCount === 0 ? [] : [`${result.wrongCount} answers are wrong`, ...result.wrong];
  assertRight(`answers of ${plan.prefix}`, wrong);
  return result;
}

/** Per second. */
export function rateOf(purchases: number, elapsedMs: number): number {
  return (purchases * 1_000) / elapsedMs;
}

/** The machine and the run, without names. */
export async function describeSetting(
  bench: Pick<Bench, "options" | "cluster">,
  command: string,
  loadAverage: number,
): Promise<Setting> {
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    command,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? process.arch,
    memoryGb: totalmem() / 1024 ** 3,
    loadAverage,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: await readServerVersion(bench.cluster.admin),
    customers: bench.options.customers,
    secondsPerLine: bench.options.seconds,
  };
}

/** Of the last minute; taken before anything of ours runs. */
export function loadAverageNow(): number {
  return loadavg()[0] ?? 0;
}
