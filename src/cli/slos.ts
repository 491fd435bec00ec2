import type { Command } from "commander";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { nowText, readSloStandings, targetText } from "../incidents/sloStandings.ts";
import { withDatabase } from "./context.ts";
import { printable } from "./printable.ts";

const EXAMPLES = `
Examples:
  npx tributary slos
  npx tributary slos --json

Service levels are the set-up's \`slos\`: docs/guides/service-levels.md. A server counts them.`;

/** Decimals of a share, for JSON and people alike. */
const PERCENT = 100;

/** `tributary slos`: what is promised, and how it stands. */
export function register(program: Command): void {
  program
    .command("slos")
    .description("list service levels and how they stand; exit code 1 when one is in danger")
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(list);
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
  const slos = await withDatabase(({ sql }) => readSloStandings(sql, now));
  if (slos.some(({ isOk }) => !isOk)) {
    process.exitCode = 1;
  }
  if (json === true) {
    const told = slos.map(({ alert: _, since: __, isOk, ...slo }) => ({ ...slo, ok: isOk }));
    console.log(JSON.stringify({ slos: told }, null, 2));
    return;
  }
  if (slos.length === 0) {
    console.log("No service level is set up: `slos` of the set-up lists them.");
  }
  for (const slo of slos) {
    const left = `${Math.round(slo.budgetLeft * PERCENT)} % of its budget left`;
    const state = slo.isOk ? "ok" : "in danger";
    console.log(printable(`${slo.code}  ${state}: ${nowText(slo)}, ${targetText(slo)}; ${left}`));
  }
}
