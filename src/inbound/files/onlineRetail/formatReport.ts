import { formatMinor } from "../../../domain/money/decimal.ts";
import { formatExact } from "../exact.ts";
import { differenceLines, faultLines, grouped, jsonOf } from "../reportText.ts";
import type { ImportReport } from "./report.ts";
import type { Amount, DocumentAmount } from "./tally.ts";

/** Decimals always shown: prices of this file have up to three. */
const EXACT_DECIMALS = 3;
const LABEL_WIDTH = 34;
const NUMBER_WIDTH = 10;
const AMOUNT_WIDTH = 17;
const PENCE_DECIMALS = 2;

function line(label: string, { lines, exact, documents }: Amount & { documents?: number }): string {
  const invoices = documents === undefined ? "" : grouped(String(documents));
  return (
    `  ${label.padEnd(LABEL_WIDTH)}${invoices.padStart(NUMBER_WIDTH)}` +
    `${grouped(String(lines)).padStart(NUMBER_WIDTH)}${grouped(formatExact(exact, EXACT_DECIMALS)).padStart(AMOUNT_WIDTH)}`
  );
}

function fact(label: string, value: string): string {
  const width = LABEL_WIDTH + 2 * NUMBER_WIDTH + AMOUNT_WIDTH;
  return `  ${label.padEnd(LABEL_WIDTH)}${value.padStart(width - LABEL_WIDTH)}`;
}

const sum = (a: DocumentAmount, b: DocumentAmount): DocumentAmount => ({
  documents: a.documents + b.documents,
  lines: a.lines + b.lines,
  exact: a.exact + b.exact,
});

/** The report for people: one table, then what does not add up, if anything. */
export function formatReport(report: ImportReport): string {
  const { file, identified, guests, malformed, recorded, money } = report;
  const header = `  ${"".padEnd(LABEL_WIDTH)}${"invoices".padStart(NUMBER_WIDTH)}${"lines".padStart(NUMBER_WIDTH)}${"GBP".padStart(AMOUNT_WIDTH)}`;
  const pence = (minor: bigint) => grouped(formatMinor(minor, PENCE_DECIMALS));
  const notSent = report.left.map((left) => line(`not a purchase: ${left.reason}`, left));
  return [
    header,
    line("in the files", { ...file, documents: file.invoices }),
    "",
    line("identified", sum(identified.sales, identified.returns)),
    line("  sales", identified.sales),
    line("  cancellations", identified.returns),
    line("guests", sum(guests.sales, guests.returns)),
    line("  sales", guests.sales),
    line("  cancellations", guests.returns),
    ...notSent,
    line("malformed rows", malformed),
    "",
    fact("customers", grouped(String(report.customers))),
    fact("invoices of a customer", grouped(String(identified.all.documents))),
    fact("invoices without a customer", grouped(String(guests.all.documents))),
    line("rounded to pence (in the above)", report.rounded),
    ...report.notEarning.map((amount) => line(`earns nothing: ${amount.kind}`, amount)),
    "",
    ...report.outcomes.map((outcome) => {
      const reason = outcome.reason === null ? "" : ` ${outcome.reason}`;
      const seen =
        outcome.duplicates === 0 ? "" : `, ${grouped(String(outcome.duplicates))} seen before`;
      return line(`${outcome.outcome}${reason}${seen}`, outcome);
    }),
    "",
    fact("purchases on record", grouped(String(recorded.purchases))),
    fact("amount on record", pence(recorded.minor)),
    fact("orders and return documents", grouped(String(recorded.orders))),
    fact("return lines of customers", grouped(String(recorded.returnLines))),
    fact("  with no earlier sale to match", grouped(String(recorded.unmatchedReturnLines))),
    fact("  given back for those", pence(recorded.unmatchedMinor)),
    fact("amount of the orders", pence(money.ordersMinor)),
    fact("given back, found in no sale", pence(money.notFoundMinor)),
    fact("points earned", grouped(String(recorded.points))),
    "",
    ...faultLines(report.faults, malformed.lines),
    ...differenceLines(report.checks),
    `  adds up: ${report.addsUp ? "yes" : "NO"}`,
  ].join("\n");
}

/**
 * The report for machines: amounts as decimal text in pounds, counts as numbers, points as text.
 */
export function reportToJson(report: ImportReport): unknown {
  return jsonOf(report, { minor: PENCE_DECIMALS, exact: EXACT_DECIMALS });
}
