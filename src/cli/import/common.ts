import { type Command, InvalidArgumentError } from "commander";
import { ImportFileError } from "../../inbound/files/csvFile.ts";
import { EVENTS_PER_CALL_MAX } from "../../purchases/receive/submission.ts";

/** What every subcommand of `import` can be asked. */
export interface ImportCommandOptions {
  readonly json?: true;
  readonly quiet?: true;
  readonly batchSize: number;
}

/** Said below the examples of every subcommand. */
export const RESUMES = `
It can be stopped at any time and started again with the same files: what is on record already is
recognised and changes nothing. Exit code 0 when every line and every penny is accounted for, 1 when not.`;

/** Gives a subcommand the options that all imports share. */
export function withImportOptions(command: Command): Command {
  return command
    .option("--json", "print the report as one JSON object")
    .option("--quiet", "show no progress")
    .option(
      "--batch-size <events>",
      `purchases in one batch, 1 to ${EVENTS_PER_CALL_MAX}`,
      batchSizeOf,
      EVENTS_PER_CALL_MAX,
    );
}

function batchSizeOf(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= EVENTS_PER_CALL_MAX) return size;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${EVENTS_PER_CALL_MAX}.`);
}

/** Runs an import and prints its report; a file that cannot be read is a sentence and exit code 1. */
export async function printReport<R extends { readonly addsUp: boolean }>(
  run: () => Promise<R>,
  show: (report: R) => string,
): Promise<void> {
  try {
    const report = await run();
    console.log(show(report));
    if (!report.addsUp) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
