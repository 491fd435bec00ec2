import type { InvariantReport } from "./findings.ts";
import type { VerifyReport } from "./verifyDatabase.ts";

/** The report for people: a line an invariant; what is wrong below it, and what to do. */
export function formatReport({ ok, invariants }: VerifyReport): string {
  const lines = invariants.flatMap(linesOf);
  return [
    ...lines,
    ok ? "The database is sound." : "The database is damaged: see VIOLATED above.",
  ].join("\n");
}

function linesOf(report: InvariantReport): string[] {
  const { invariant, title, status, checked, violations, found, warnings, remedy } = report;
  const looked = Object.entries(checked)
    .map(([what, count]) => `${count.toLocaleString("en")} ${what}`)
    .join(", ");
  const lines = [
    `${status.padEnd(8)} ${invariant.padEnd(3)} ${title} (${looked || "nothing there"})`,
  ];
  for (const { id, detail } of found) {
    lines.push(`         - ${id}: ${detail}`);
  }
  if (violations > found.length) {
    lines.push(`         - and ${(violations - found.length).toLocaleString("en")} more`);
  }
  if (violations > 0) {
    lines.push(`         To do: ${remedy}.`);
  }
  for (const { id, detail } of warnings) {
    lines.push(`         - (warning) ${id}: ${detail}`);
  }
  return lines;
}
