import type { ArrivedFiles, FileConnector } from "../fileConnector.ts";
import { formatReport, reportToJson } from "./formatReport.ts";
import { readInvoices, type Survey, surveyFiles } from "./invoices.ts";
import { makeReport } from "./report.ts";
import { type InvoicePart, Tally } from "./tally.ts";
import { type InvoiceEvent, SOURCE, translateInvoice } from "./translateInvoice.ts";

const HELP = `
Examples:
  npx tributary import online-retail lines.csv.gz
  npx tributary import online-retail 2010.csv 2011.csv --json > report.json
  npx tributary import online-retail lines.csv --quiet && echo "adds up"
`;

/** Real invoice lines in, a report that accounts for all of them out. */
export const ONLINE_RETAIL: FileConnector<object, Survey, InvoiceEvent, InvoicePart> = {
  code: "online-retail",
  command: {
    description: "import invoice lines in the layout of the Online Retail data set (.csv, .csv.gz)",
    files: "files with invoice lines, in the order of their dates",
    options: [],
    help: HELP,
  },

  source: () => ({
    code: SOURCE,
    name: "Online Retail files",
    identifierRank: ["erp"],
    createKinds: ["erp"],
    autoEnrol: true,
    defaultChannel: "web",
  }),

  verify({ paths }: ArrivedFiles<object>): Promise<Survey> {
    return surveyFiles(paths);
  },

  async *translate(survey: Survey): AsyncGenerator<InvoicePart> {
    // An invoice with sales and returns makes two events: its own rows are behind us when the next
    // one's are sent.
    let rowsDone = 0;
    for await (const invoice of readInvoices(survey)) {
      yield { ...translateInvoice(invoice), faults: invoice.faults, rowsDone };
      rowsDone += invoice.rows.length + invoice.faults.length;
    }
  },

  account(survey: Survey) {
    const tally = new Tally();
    return {
      tally,
      report: (recorded, money) => {
        const report = makeReport(survey, tally, recorded, money);
        return {
          addsUp: report.addsUp,
          text: () => formatReport(report),
          json: () => reportToJson(report),
        };
      },
    };
  },
};
