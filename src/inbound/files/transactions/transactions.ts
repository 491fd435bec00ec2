import { isKindName } from "../../../domain/identity/normaliseIdentifier.ts";
import { currencyExponent } from "../../../domain/money/currency.ts";
import { isTimeZone } from "../../../domain/time/zone.ts";
import { ImportFileError } from "../csvFile.ts";
import type { ArrivedFiles, FileConnector, FileOption } from "../fileConnector.ts";
import { formatTransactionReport, transactionReportToJson } from "./formatReport.ts";
import { rateOf } from "./rateOf.ts";
import { readTransactions, type Survey, surveyTransactions } from "./readTransactions.ts";
import { makeTransactionReport, type TransactionPart, TransactionTally } from "./report.ts";
import {
  IDENTIFIER_DEFAULT,
  TransactionNames,
  type TranslatedTransaction,
  translateTransaction,
} from "./translateTransaction.ts";

interface TransactionOptions {
  readonly currency: string;
  readonly source: string;
  /** Undefined: not said, so a number of the ERP, and refused where it is an email address. */
  readonly identifier?: string;
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
    flags: "--identifier <kind>",
    description: `what the customer column holds: email, phone, loyalty, or the system whose number it is (default: ${IDENTIFIER_DEFAULT})`,
    must: {
      be: isKindName,
      sentence: "It must be email, phone, loyalty, or a system's name in lower case, such as crm.",
    },
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
Customers who are here already are found by what the customer column holds; say what that is, or each gets a twin.
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

  source: ({ source, channel, identifier = IDENTIFIER_DEFAULT }) => ({
    code: source,
    name: `Purchases of ${source} files`,
    identifierRank: [identifier],
    createKinds: [identifier],
    autoEnrol: true,
    defaultChannel: channel,
  }),

  refusal({ source, channel, identifier = IDENTIFIER_DEFAULT }, tables) {
    if (!tables.hopsByChannel.has(channel)) {
      const known = [...tables.hopsByChannel.keys()].sort().join(", ");
      return `There is no channel ${channel}. Give one of those that are set up as --channel: ${known}.`;
    }
    const ranked = tables.sourcesByCode.get(source)?.identifier_rank ?? [identifier];
    return ranked.includes(identifier)
      ? null
      : `The source ${source} knows customers by ${ranked.join(", ")}, not by ${identifier}. ` +
          "Give another --source for these files, or the --identifier that it is set up for.";
  },

  async verify({ paths, options }: ArrivedFiles<TransactionOptions>): Promise<TransactionFiles> {
    const exponent = currencyExponent(options.currency) ?? 0;
    const survey = await surveyTransactions(paths, { timeZone: options.timeZone, exponent });
    const { rows, first } = survey.addresses;
    if (options.identifier === undefined && first !== null) {
      throw new ImportFileError(
        `${first} names its customer by an email address (rows that do so in all: ${rows}). Give ` +
          "--identifier email, so that customers who are known by it are found; --identifier " +
          `${IDENTIFIER_DEFAULT} if these really are numbers of the ERP.`,
      );
    }
    return { ...survey, options };
  },

  async *translate(files: TransactionFiles): AsyncGenerator<TransactionPart> {
    const { identifier = IDENTIFIER_DEFAULT } = files.options;
    const names = new TransactionNames(identifier);
    const settings = { ...files.options, identifier, exponent: files.settings.exponent };
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
