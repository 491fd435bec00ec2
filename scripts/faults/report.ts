import { figuresByKind } from "./figures.ts";
import type { FaultsResult } from "./run.ts";

const PROBLEMS_SHOWN = 20;

/** Results for people: a table by kind of fault, counts over all seeds, and what differs. */
export function formatResults(results: readonly FaultsResult[]): string {
  const rows = figuresByKind(results.flatMap(({ recoveries }) => recoveries)).map(
    ({ kind, faults, recovery, purchases, commands, pushes }) =>
      [kind, `${faults}`, ...[recovery, purchases, commands, pushes].map(spreadOf)] as const,
  );
  const problems = results.flatMap(({ seed, problems }) =>
    problems.map((problem) => `seed ${seed}: ${problem}`),
  );
  const failed = results.filter(({ problems }) => problems.length > 0).map(({ seed }) => seed);
  return [
    "longest wait beside the outage itself, ms (p50 / max over faults)",
    "",
    "| fault | count | any | purchase | command | push |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    ...countsOf(results).map(([name, count]) => `${name}: ${count.toLocaleString("en")}`),
    ...problems.slice(0, PROBLEMS_SHOWN).map((problem) => `DIFFERENT: ${problem}`),
    ...(problems.length > PROBLEMS_SHOWN ? [`and ${problems.length - PROBLEMS_SHOWN} more`] : []),
    failed.length === 0 ? `no difference (${seedsOf(results)})` : `FAILED (seeds ${failed})`,
  ].join("\n");
}

function countsOf(results: readonly FaultsResult[]): (readonly [string, number])[] {
  const names = Object.keys(results[0]?.counts ?? {});
  return names.map((name) => [
    name,
    results.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0),
  ]);
}

function seedsOf(results: readonly FaultsResult[]): string {
  const [first, last] = [results[0]?.seed, results.at(-1)?.seed];
  return first === last ? `seed ${first}` : `seeds ${first} to ${last}`;
}

const spreadOf = ({ p50, max }: { readonly p50: number; readonly max: number }) =>
  `${p50.toLocaleString("en")} / ${max.toLocaleString("en")}`;
