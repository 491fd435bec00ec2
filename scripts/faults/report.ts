import { figuresByKind } from "./figures.ts";
import type { FaultsResult } from "./run.ts";

const PROBLEMS_SHOWN = 20;

/** The result for people: a table by kind of fault, counts, and what differs. */
export function formatResult({ seed, recoveries, counts, problems }: FaultsResult): string {
  const rows = figuresByKind(recoveries).map(
    ({ kind, faults, recovery, purchases, commands, pushes }) =>
      [kind, `${faults}`, ...[recovery, purchases, commands, pushes].map(spreadOf)] as const,
  );
  return [
    "longest wait beside the outage itself, ms (p50 / max over faults)",
    "",
    "| fault | count | any | purchase | command | push |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    ...Object.entries(counts).map(([name, count]) => `${name}: ${count.toLocaleString("en")}`),
    ...problems.slice(0, PROBLEMS_SHOWN).map((problem) => `DIFFERENT: ${problem}`),
    ...(problems.length > PROBLEMS_SHOWN ? [`and ${problems.length - PROBLEMS_SHOWN} more`] : []),
    problems.length === 0 ? `no difference (seed ${seed})` : `FAILED (seed ${seed})`,
  ].join("\n");
}

const spreadOf = ({ p50, max }: { readonly p50: number; readonly max: number }) =>
  `${p50.toLocaleString("en")} / ${max.toLocaleString("en")}`;
