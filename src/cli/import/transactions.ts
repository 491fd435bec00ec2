import { type Command, InvalidArgumentError } from "commander";
import { readImportedMoney } from "../../../db/queries/inbound/importOrders.ts";
import { readRecordedPurchases } from "../../../db/queries/inbound/importReport.ts";
import { analyseLoaded } from "../../../db/statements/statistics.ts";
import type { Catalog } from "../../core/catalog.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { prepareRuleset, rateOn } from "../../domain/ruleset/prepareRuleset.ts";
import { parseInstant } from "../../domain/time/parseInstant.ts";
import { isTimeZone, localDateOf } from "../../domain/time/zone.ts";
import {
  formatTransactionReport,
  transactionReportToJson,
} from "../../inbound/files/transactions/formatReport.ts";
import { importTransactions } from "../../inbound/files/transactions/importTransactions.ts";
import {
  type Survey,
  surveyTransactions,
} from "../../inbound/files/transactions/readTransactions.ts";
import {
  makeTransactionReport,
  type TransactionReport,
} from "../../inbound/files/transactions/report.ts";
import { type CliContext, withDatabase } from "../context.ts";
import { type ImportCommandOptions, printReport, RESUMES, withImportOptions } from "./common.ts";
import { showProgress } from "./progress.ts";
import { withReceiver } from "./receiver.ts";

interface TransactionOptions extends ImportCommandOptions {
  readonly currency: string;
  readonly source: string;
  readonly timeZone: string;
  readonly channel: string;
}

const EXAMPLES = `
The first row names the columns: customer, date and amount, and if there are any quantity and id of the purchase.
One row is one purchase; an amount below zero is a return, and comes off what the customer bought before. A date without a time is noon of that day.
What is in a currency for which the rules of its day have no rate earns nothing until there is one: it is counted, and does not add up.

Examples:
  npx tributary import transactions purchases.csv --currency USD --time-zone America/New_York
  npx tributary import transactions 2024.csv.gz 2025.csv.gz --currency EUR --source till-archive --json
${RESUMES}`;

/** `tributary import transactions FILE...`: who bought when for how much, one purchase a row. */
export function registerTransactions(importCommand: Command): void {
  withImportOptions(
    importCommand
      .command("transactions")
      .description("import a list of purchases: customer, date, amount (.csv, .csv.gz)")
      .argument("<files...>", "files with purchases, in the order of their dates")
      .requiredOption("--currency <code>", "ISO 4217 code of the amounts", currencyOf)
      .option("--source <code>", "source that the purchases are recorded under", "transactions")
      .option("--time-zone <zone>", "IANA zone of the dates", timeZoneOf, "UTC")
      .option("--channel <code>", "channel of the purchases", "web"),
  )
    .addHelpText("after", EXAMPLES)
    .action((files: string[], options: TransactionOptions) =>
      printReport(
        () => importTransactionFiles(files, options),
        (report) =>
          options.json === true
            ? JSON.stringify(transactionReportToJson(report), null, 2)
            : formatTransactionReport(report),
      ),
    );
}

function currencyOf(code: string): string {
  if (currencyExponent(code) !== null) return code;
  throw new InvalidArgumentError("It must be an ISO 4217 code in upper case, such as USD.");
}

function timeZoneOf(zone: string): string {
  if (isTimeZone(zone)) return zone;
  throw new InvalidArgumentError("It must be an IANA time zone, such as America/New_York.");
}

async function importTransactionFiles(
  files: readonly string[],
  options: TransactionOptions,
): Promise<TransactionReport> {
  if (options.quiet !== true) console.error("Reading the files ...");
  const exponent = currencyExponent(options.currency) ?? 0;
  const survey = await surveyTransactions(files, { timeZone: options.timeZone, exponent });
  return await withDatabase((context) => runImport(context, survey, options));
}

function runImport(
  context: CliContext,
  survey: Survey,
  options: TransactionOptions,
): Promise<TransactionReport> {
  const { source, currency, channel } = options;
  const registration = {
    code: source,
    name: `Purchases of ${source} files`,
    identifierRank: ["erp"],
    createKinds: ["erp"],
    autoEnrol: true,
    defaultChannel: channel,
  };
  return withReceiver(context, registration, async (receive, catalog) => {
    const progress = options.quiet === true ? null : showProgress(survey.rows);
    const { tally, eventIds } = await importTransactions({
      survey,
      settings: { source, channel, currency, exponent: survey.settings.exponent },
      receive,
      batchSize: options.batchSize,
      hasRate: (occurredAt) => hasRate(catalog, currency, occurredAt),
      onProgress: (at) => progress?.update(at),
    }).finally(() => progress?.stop());
    await analyseLoaded(context.sql);
    const recorded = await readRecordedPurchases(context.sql, source, eventIds);
    const money = await readImportedMoney(context.sql, source, eventIds);
    return makeTransactionReport(survey, currency, tally, recorded, money);
  });
}

/** As decidePoints looks for it: by the rules, and on the day in their zone, of the moment of the purchase. */
function hasRate(catalog: Catalog, currency: string, occurredAt: string): boolean {
  const instant = parseInstant(occurredAt);
  if (instant === null) return true;
  const ruleset = catalog.rulesetAt(instant);
  const { currency: own, timeZone } = ruleset.programme;
  const day = localDateOf(instant, timeZone);
  return currency === own || rateOn(prepareRuleset(ruleset), currency, day) !== null;
}
