import { type Command, InvalidArgumentError } from "commander";
import { DatabaseUnusable } from "../../db/connection/errors.ts";
import { pendingMigrations } from "../../db/migrate.ts";
import type { Instant } from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import { formatReport } from "../verify/formatReport.ts";
import { type VerifyProgress, verifyDatabase } from "../verify/verifyDatabase.ts";
import { withDatabase } from "./context.ts";

interface VerifyCommandOptions {
  readonly json?: true;
  readonly sample?: number;
  readonly since?: Instant;
}

const EXAMPLES = `
Examples:
  npx tributary verify
  npx tributary verify --sample 1000
  npx tributary verify --since 2026-11-25T00:00:00Z
  npx tributary verify --json | jq '.invariants[] | select(.status != "OK")'

It changes nothing and may run beside a server. Exit code 0 when nothing is violated, 1 when something is.`;

/** `tributary verify`: whether a database keeps what contract 11 promises. */
export function register(program: Command): void {
  program
    .command("verify")
    .description("check the whole database against its invariants, without changing it")
    .option("--json", "print one JSON object")
    .option("--sample <customers>", "look at that many customers, taken at random", parseSample)
    .option(
      "--since <instant>",
      "look at customers for whom something was recorded since then",
      instantOf,
    )
    .addHelpText("after", EXAMPLES)
    .action(verify);
}

function parseSample(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 up.");
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant !== null) {
    return instant;
  }
  throw new InvalidArgumentError("It must be an instant such as 2026-11-01T00:00:00Z.");
}

async function verify(options: VerifyCommandOptions): Promise<void> {
  const report = await withDatabase(
    async ({ sql, config }) => {
      if ((await pendingMigrations(sql)).length > 0) {
        throw new DatabaseUnusable(
          "The database is of an older version, or empty; run `npx tributary migrate` first.",
        );
      }
      return await verifyDatabase(sql, {
        ...(options.sample === undefined ? {} : { sample: options.sample }),
        ...(options.since === undefined ? {} : { since: options.since }),
        intakeDays: config.intakeRetentionDays,
        onProgress: showProgress(),
      });
    },
    { migrates: false },
  );
  console.log(options.json === true ? JSON.stringify(report, null, 2) : formatReport(report));
  if (!report.ok) {
    process.exitCode = 1;
  }
}

/** Milliseconds between two lines of progress; a quick run shows none. */
const PROGRESS_MS = 2_000;

/** On stderr, so that stdout is the report alone. */
function showProgress(): (progress: VerifyProgress) => void {
  let shownAt = performance.now();
  return ({ doing, customers, customersTotal }) => {
    const now = performance.now();
    if (now - shownAt < PROGRESS_MS) {
      return;
    }
    shownAt = now;
    console.error(
      `${doing}: ${customers.toLocaleString("en")} of ${customersTotal.toLocaleString("en")} customers checked`,
    );
  };
}
