import { currencyExponent } from "../../../domain/money/currency.ts";
import { isTimeZone } from "../../../domain/time/zone.ts";
import type { ArrivedFiles, FileConnector, FileOption } from "../fileConnector.ts";
import { formatTransactionReport, transactionReportToJson } from "./formatReport.ts";
import { rateOf } from "./rateOf.ts";
import { readTransactions, type Survey, surveyTransactions } from "./readTransactions.ts";
import { makeTransactionReport, type TransactionPart, TransactionTally } from "./report.ts";
import {
  TransactionNames,
  type TranslatedTransaction,
  translateTransaction,
} from "./translateTransaction.ts";

interface TransactionOptions {
  readonly currency: string;
  readonly source: string;
  readonly timeZone: string;
  readonly channel: string;
}

interface TransactionFiles extends Survey {
  readonly options: TransactionOptions;
}

const OPTIONS: readonly FileOption[] = [
  {
    flags: "--currency <code>",
    description: "ISO 4217 code of the amounts",
    isRequired: true,
    must: {
      be: (code) => currencyExponent(code) !== null,
      sentence: "It must be an ISO 4217 code in upper case, such as USD.",
    },
  },
  {
    flags: "--source <code>",
    description: "source that the purchases are recorded under",
    default: "transactions",
  },
  {
    flags: "--time-zone <zone>",
    description: "IANA zone of the dates",
    default: "UTC",
    must: {
      be: isTimeZone,
      sentence: "It must be an IANA time zone, such as America/New_York.",
    },
  },
  { flags: "--channel <code>", description: "channel of the purchases", default: "web" },
];

const HELP = `
The first row names the columns: customer, date and amount, and if there are any quantity and id of the purchase.
One row is one purchase; an amount below zero is a return, and comes off what the customer bought before. A date without a time is noon of that day.
What is in a currency for which the rules of its day have no rate earns nothing until there is one: it is counted, and does not add up.

Examples:
  npx tributary import transactions purchases.csv --currency USD --time-zone America/New_York
  npx tributary import transactions 2024.csv.gz 2025.csv.gz --currency EUR --source till-archive --json
`;

/** Who bought when for how much, one purchase a row. */
export const TRANSACTIONS: FileConnector<
  TransactionOptions,
  TransactionFiles,
  TranslatedTransaction,
  TransactionPart
> = {
  code: "transactions",
  command: {
    description: "import a list of purchases: customer, date, amount (.csv, .csv.gz)",
    files: "files with purchases, in the order of their dates",
    options: OPTIONS,
    help: HELP,
  },

  source: ({ source, channel }) => ({
    code: source,
    name: `Purchases of ${source} files`,
    identifierRank: ["erp"],
    createKinds: ["erp"],
    autoEnrol: true,
    defaultChannel: channel,
  }),

  async verify({ paths, options }: ArrivedFiles<TransactionOptions>): Promise<TransactionFiles> {
    const exponent = currencyExponent(options.currency) ?? 0;
    const survey = await surveyTransactions(paths, { timeZone: options.timeZone, exponent });
    return { ...survey, options };
  },

  async *translate(files: TransactionFiles): AsyncGenerator<TransactionPart> {
    const names = new TransactionNames();
    const settings = { ...files.options, exponent: files.settings.exponent };
    let rowsDone = 0;
    for await (const parsed of readTransactions(files)) {
      rowsDone += 1;
      if (parsed.ok) {
        const planned = translateTransaction(parsed.row, names.nameOf(parsed.row), settings);
        yield { events: [planned], faults: [], rowsDone };
      } else {
        yield { events: [], faults: [parsed.fault], rowsDone };
      }
    }
  },

  account(files, catalog) {
    const { currency } = files.options;
    const tally = new TransactionTally(rateOf(catalog, currency));
    return {
      tally,
      report: (recorded, money) => {
        const report = makeTransactionReport(files, currency, tally, recorded, money);
        return {
          addsUp: report.addsUp,
          text: () => formatTransactionReport(report),
          json: () => transactionReportToJson(report),
        };
      },
    };
  },
};
