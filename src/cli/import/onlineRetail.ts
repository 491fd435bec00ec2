import type { Command } from "commander";
import { readImportedMoney } from "../../../db/queries/inbound/importOrders.ts";
import { readRecordedPurchases } from "../../../db/queries/inbound/importReport.ts";
import { analyseLoaded } from "../../../db/statements/statistics.ts";
import { formatReport, reportToJson } from "../../inbound/files/onlineRetail/formatReport.ts";
import { importFiles } from "../../inbound/files/onlineRetail/importFiles.ts";
import { type Survey, surveyFiles } from "../../inbound/files/onlineRetail/invoices.ts";
import { SOURCE } from "../../inbound/files/onlineRetail/planInvoice.ts";
import { type ImportReport, makeReport } from "../../inbound/files/onlineRetail/report.ts";
import { type CliContext, withDatabase } from "../context.ts";
import { type ImportCommandOptions, printReport, RESUMES, withImportOptions } from "./common.ts";
import { showProgress } from "./progress.ts";
import { withReceiver } from "./receiver.ts";

const EXAMPLES = `
Examples:
  npx tributary import online-retail lines.csv.gz
  npx tributary import online-retail 2010.csv 2011.csv --json > report.json
  npx tributary import online-retail lines.csv --quiet && echo "adds up"
${RESUMES}`;

const ONLINE_RETAIL = {
  code: SOURCE,
  name: "Online Retail files",
  identifierRank: ["erp"],
  createKinds: ["erp"],
  autoEnrol: true,
  defaultChannel: "web",
};

/** `tributary import online-retail FILE...`: real invoice lines in, a report that accounts for all of them out. */
export function registerOnlineRetail(importCommand: Command): void {
  withImportOptions(
    importCommand
      .command("online-retail")
      .description(
        "import invoice lines in the layout of the Online Retail data set (.csv, .csv.gz)",
      )
      .argument("<files...>", "files with invoice lines, in the order of their dates"),
  )
    .addHelpText("after", EXAMPLES)
    .action((files: string[], options: ImportCommandOptions) =>
      printReport(
        () => importOnlineRetail(files, options),
        (report) =>
          options.json === true
            ? JSON.stringify(reportToJson(report), null, 2)
            : formatReport(report),
      ),
    );
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

function runImport(
  context: CliContext,
  survey: Survey,
  options: ImportCommandOptions,
): Promise<ImportReport> {
  return withReceiver(context, ONLINE_RETAIL, async (receive) => {
    const progress = options.quiet === true ? null : showProgress(survey.rows);
    const imported = await importFiles({
      survey,
      receive,
      batchSize: options.batchSize,
      onProgress: (at) => progress?.update(at),
    }).finally(() => progress?.stop());
    await analyseLoaded(context.sql);
    const recorded = await readRecordedPurchases(context.sql, SOURCE, imported.eventIds);
    const money = await readImportedMoney(context.sql, SOURCE, imported.eventIds);
    return makeReport(survey, imported, recorded, money);
  });
}
