import { SingleBar } from "cli-progress";
import { type Command, InvalidArgumentError } from "commander";
import { uuidv7 } from "uuidv7";
import { connect } from "../../db/client.ts";
import { readRecordedPurchases } from "../../db/queries/importReport.ts";
import { ImportFileError } from "../connectors/onlineRetail/csvFile.ts";
import { formatReport, reportToJson } from "../connectors/onlineRetail/formatReport.ts";
import { type ImportProgress, importFiles } from "../connectors/onlineRetail/importFiles.ts";
import { type Survey, surveyFiles } from "../connectors/onlineRetail/invoices.ts";
import { SOURCE } from "../connectors/onlineRetail/planInvoice.ts";
import { type ImportReport, makeReport } from "../connectors/onlineRetail/report.ts";
import { Catalog } from "../handoff/catalog.ts";
import { Receiver } from "../handoff/receiver.ts";
import { EVENTS_PER_CALL_MAX } from "../handoff/submission.ts";
import { SourceWatermarks } from "../jobs/sourceWatermarks.ts";
import { ensureProgramme, registerSource } from "../setup/ensureProgramme.ts";
import { type CliContext, withDatabase } from "./context.ts";

interface ImportCommandOptions {
  readonly json?: true;
  readonly quiet?: true;
  readonly batchSize: number;
}

const EXAMPLES = `
Examples:
  npx tributary import online-retail lines.csv.gz
  npx tributary import online-retail 2010.csv 2011.csv --json > report.json
  npx tributary import online-retail lines.csv --quiet && echo "adds up"

It can be stopped at any time and started again with the same files: what is on record already is
recognised and changes nothing. Exit code 0 when every line and every penny is accounted for, 1 when not.`;

/** `tributary import online-retail FILE...`: real invoice lines in, a report that accounts for all of them out. */
export function register(program: Command): void {
  const importCommand = program.command("import").description("take in purchases from files");
  importCommand
    .command("online-retail")
    .description("import invoice lines in the layout of the Online Retail data set (.csv, .csv.gz)")
    .argument("<files...>", "files with invoice lines, in the order of their dates")
    .option("--json", "print the report as one JSON object")
    .option("--quiet", "show no progress")
    .option(
      "--batch-size <events>",
      `purchases in one batch, 1 to ${EVENTS_PER_CALL_MAX}`,
      batchSizeOf,
      EVENTS_PER_CALL_MAX,
    )
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options: ImportCommandOptions) => {
      try {
        const report = await importOnlineRetail(files, options);
        console.log(
          options.json === true
            ? JSON.stringify(reportToJson(report), null, 2)
            : formatReport(report),
        );
        if (!report.addsUp) process.exitCode = 1;
      } catch (error) {
        if (!(error instanceof ImportFileError)) throw error;
        console.error(error.message);
        process.exitCode = 1;
      }
    });
}

function batchSizeOf(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= EVENTS_PER_CALL_MAX) return size;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${EVENTS_PER_CALL_MAX}.`);
}

/** Files first: one that cannot be read is refused before a database is opened or anything is written. */
async function importOnlineRetail(
  files: readonly string[],
  options: ImportCommandOptions,
): Promise<ImportReport> {
  if (options.quiet !== true) console.error("Reading the files ...");
  const survey = await surveyFiles(files);
  return await withDatabase((context) => runImport(context, survey, options));
}

async function runImport(
  { sql, url, config }: CliContext,
  survey: Survey,
  options: ImportCommandOptions,
): Promise<ImportReport> {
  await ensureProgramme(sql);
  await registerSource(sql, ONLINE_RETAIL);
  const receiver = await openReceiver(url, config.writers);
  try {
    const progress = options.quiet === true ? null : showProgress(survey.rows);
    const imported = await importFiles({
      survey,
      receive: receiver.receivePurchases,
      batchSize: options.batchSize,
      onProgress: (at) => progress?.update(at),
    }).finally(() => progress?.stop());
    const recorded = await readRecordedPurchases(sql, SOURCE, imported.eventIds);
    return makeReport(survey, imported, recorded);
  } finally {
    await receiver.close();
  }
}

/** Connections beside the writers' own: refreshing the catalog, running what was held, the watermark. */
const WRITE_POOL_SPARE = 2;
const WRITE_LOCK_TIMEOUT_MS = 200;
const WRITE_STATEMENT_TIMEOUT_MS = 5_000;

/** A receiver of this process alone; beside a running server both take part in the same locks. */
async function openReceiver(url: string, writers: number) {
  const sql = connect(url, {
    max: writers + WRITE_POOL_SPARE,
    applicationName: "tributary-import",
    lockTimeoutMs: WRITE_LOCK_TIMEOUT_MS,
    statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
  });
  try {
    const catalog = await Catalog.load(sql);
    const watermarks = new SourceWatermarks(sql);
    const receiver = new Receiver({
      sql,
      catalog,
      writers,
      newPublicId: uuidv7,
      observer: { batch: ({ outcome }) => watermarks.noteBatch(outcome) },
    });
    const close = async () => {
      await receiver.close();
      await watermarks.flush();
      await sql.end();
    };
    return { receivePurchases: receiver.receivePurchases, close };
  } catch (error) {
    await sql.end();
    throw error;
  }
}

/** Seconds of a year: a file comes when somebody brings one, so the source is never called late. */
const EXPECTED_EVERY_SECONDS = 365 * 86_400;

const ONLINE_RETAIL = {
  code: SOURCE,
  name: "Online Retail files",
  identifierRank: ["erp"],
  createKinds: ["erp"],
  autoEnrol: true,
  defaultChannel: "web",
  expectedEverySeconds: EXPECTED_EVERY_SECONDS,
};

/** Without a terminal, a line of progress for each of these parts of the work. */
const LINES_WITHOUT_TERMINAL = 10;

/** A bar on a terminal, plain lines elsewhere; on stderr, so that stdout is the report alone. */
function showProgress(rows: number): { update(at: ImportProgress): void; stop(): void } {
  if (!process.stderr.isTTY) {
    let shown = 0;
    return {
      update: ({ rows: done, events, duplicates }) => {
        const part = Math.floor((done / rows) * LINES_WITHOUT_TERMINAL);
        if (part <= shown) return;
        shown = part;
        console.error(`${done} of ${rows} lines, ${events} purchases, ${duplicates} seen before`);
      },
      stop: () => {},
    };
  }
  const bar = new SingleBar({
    stream: process.stderr,
    format:
      "[{bar}] {percentage}% | {value}/{total} lines | {events} purchases | {eta_formatted} left",
    hideCursor: true,
  });
  bar.start(rows, 0, { events: 0 });
  return {
    update: ({ rows: done, events }) => bar.update(done, { events }),
    stop: () => bar.stop(),
  };
}
