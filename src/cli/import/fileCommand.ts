import { type Command, InvalidArgumentError } from "commander";
import { readImportedMoney } from "../../../db/queries/inbound/importOrders.ts";
import { readRecordedPurchases } from "../../../db/queries/inbound/importReport.ts";
import { analyseLoaded } from "../../../db/statements/statistics.ts";
import type { Catalog } from "../../core/catalog.ts";
import { ImportFileError } from "../../inbound/files/csvFile.ts";
import type {
  FileConnector,
  FileOption,
  FileReport,
  Surveyed,
} from "../../inbound/files/fileConnector.ts";
import { importFiles } from "../../inbound/files/importFiles.ts";
import { EVENTS_PER_CALL_MAX } from "../../purchases/receive/submission.ts";
import { type CliContext, withDatabase } from "../context.ts";
import { showProgress } from "./progress.ts";
import { withReceiver } from "./receiver.ts";

/** What every kind of file can be asked, beside its own options. */
interface ImportCommandOptions {
  readonly json?: true;
  readonly quiet?: true;
  readonly batchSize: number;
}

/** Said below the help of every kind of file. */
const RESUMES = `
It can be stopped at any time and started again with the same files: what is on record already is
recognised and changes nothing. Exit code 0 when every line and every penny is accounted for, 1 when not.`;

/** `tributary import CODE FILE...`: the subcommand of one kind of file. */
export function registerFiles(importCommand: Command, connector: FileConnector): void {
  const { description, files, options, help } = connector.command;
  const command = importCommand
    .command(connector.code)
    .description(description)
    .argument("<files...>", files);
  for (const option of options) {
    addOption(command, option);
  }
  command
    .option("--json", "print the report as one JSON object")
    .option("--quiet", "show no progress")
    .option(
      "--batch-size <events>",
      `purchases in one batch, 1 to ${EVENTS_PER_CALL_MAX}`,
      batchSizeOf,
      EVENTS_PER_CALL_MAX,
    )
    .addHelpText("after", `${help}${RESUMES}`)
    .action((paths: string[], given: ImportCommandOptions) => run(connector, paths, given));
}

function addOption(
  command: Command,
  { flags, description, isRequired, must, default: value }: FileOption,
): void {
  const read = (text: string): string => {
    if (must?.be(text) === false) {
      throw new InvalidArgumentError(must.sentence);
    }
    return text;
  };
  if (isRequired === true) {
    command.requiredOption(flags, description, read);
  } else {
    command.option(flags, description, read, value);
  }
}

function batchSizeOf(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= EVENTS_PER_CALL_MAX) {
    return size;
  }
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${EVENTS_PER_CALL_MAX}.`);
}

/**
 * Runs an import and prints its report; a file that cannot be read is a sentence and exit code 1.
 */
async function run(
  connector: FileConnector,
  paths: readonly string[],
  options: ImportCommandOptions,
): Promise<void> {
  try {
    const report = await reportOf(connector, paths, options);
    console.log(options.json === true ? JSON.stringify(report.json(), null, 2) : report.text());
    if (!report.addsUp) {
      process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof ImportFileError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Files first: one that cannot be read is refused before a database is opened or anything is
 * written.
 */
async function reportOf(
  connector: FileConnector,
  paths: readonly string[],
  options: ImportCommandOptions,
): Promise<FileReport> {
  if (options.quiet !== true) {
    console.error("Reading the files ...");
  }
  const verified = await connector.verify({ paths, options });
  return await withDatabase((context) => send(context, connector, verified, options));
}

function send(
  context: CliContext,
  connector: FileConnector,
  verified: Surveyed,
  options: ImportCommandOptions,
): Promise<FileReport> {
  const source = connector.source(options);
  const refuse = ({ tables }: Catalog) => {
    const refusal = connector.refusal?.(options, tables) ?? null;
    if (refusal !== null) {
      throw new ImportFileError(refusal);
    }
  };
  return withReceiver(context, source, refuse, async (receive, catalog) => {
    const { tally, report } = connector.account(verified, catalog);
    const progress = options.quiet === true ? null : showProgress(verified.rows);
    const eventIds = await importFiles(connector.translate(verified), {
      source: source.code,
      rows: verified.rows,
      tally,
      receive,
      batchSize: options.batchSize,
      onProgress: (at) => progress?.update(at),
    }).finally(() => progress?.stop());
    await analyseLoaded(context.sql);
    const recorded = await readRecordedPurchases(context.sql, source.code, eventIds);
    const money = await readImportedMoney(context.sql, source.code, eventIds);
    return report(recorded, money);
  });
}
