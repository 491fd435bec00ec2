import { formatMinor } from "../../../domain/money/decimal.ts";
import { formatExact } from "../exact.ts";
import { differenceLines, faultLines, grouped, jsonOf } from "../reportText.ts";
import type { Amount, TransactionReport } from "./report.ts";

const LABEL_WIDTH = 36;
const COUNT_WIDTH = 12;
const AMOUNT_WIDTH = 20;

/** The report for people: one table, then what does not add up, if anything. */
export function formatTransactionReport(report: TransactionReport): string {
  const { currency, exponent, recorded, money } = report;
  const line = (label: string, { rows, exact }: Amount) =>
    `  ${label.padEnd(LABEL_WIDTH)}${grouped(String(rows)).padStart(COUNT_WIDTH)}` +
    grouped(formatExact(exact, exponent)).padStart(AMOUNT_WIDTH);
  const fact = (label: string, value: string) =>
    `  ${label.padEnd(LABEL_WIDTH)}${grouped(value).padStart(COUNT_WIDTH + AMOUNT_WIDTH)}`;
  return [
    `  ${"".padEnd(LABEL_WIDTH)}${"rows".padStart(COUNT_WIDTH)}${currency.padStart(AMOUNT_WIDTH)}`,
    line("in the files", report.file),
    line("sales", report.sales),
    line("returns", report.returns),
    line("malformed", report.malformed),
    ...report.outcomes.map((outcome) => {
      const reason = outcome.reason === null ? "" : ` ${outcome.reason}`;
      const seen = outcome.duplicates === 0 ? "" : `, ${grouped(String(outcome.duplicates))} seen`;
      return line(`${outcome.outcome}${reason}${seen}`, outcome);
    }),
    ...(report.repeated.rows === 0
      ? []
      : [line("the same id again, counted once", report.repeated)]),
    "",
    fact("customers", String(report.customers)),
    fact("lost by rounding (in the above)", formatExact(report.rounded, exponent)),
    fact("purchases on record", String(recorded.purchases)),
    fact("amount on record", formatMinor(recorded.minor, exponent)),
    fact("amount of the orders", formatMinor(money.ordersMinor, exponent)),
    fact("given back, found in no sale", formatMinor(money.notFoundMinor, exponent)),
    fact("points earned", String(recorded.points)),
    "",
    ...faultLines(report.faults, report.malformed.rows),
    ...differenceLines(report.checks),
    ...unratedLines(report),
    `  adds up: ${addsUp(report)}`,
  ].join("\n");
}

/** What waits for a rate, and what to do. */
function unratedLines({ unrated, currency, exponent }: TransactionReport): readonly string[] {
  const { rows, minor, first } = unrated;
  if (first === null) {
    return [];
  }
  const [purchases, wait, earn] =
    rows === 1 ? ["purchase", "waits", "earns"] : ["purchases", "wait", "earn"];
  return [
    `  UNDECIDED: ${grouped(String(rows))} ${purchases} of ${grouped(formatMinor(minor, exponent))} ${currency}, the first of ${first},` +
      ` ${wait} for a rate of ${currency} and ${earn} nothing: the rules of their days have none.`,
    `  What to do: give the rules a rate of ${currency} (\`rates\` in docs/rulesets.md). Any later word about an order whose day has one lets it earn.`,
  ];
}

function addsUp({ addsUp, checks }: TransactionReport): string {
  if (addsUp) {
    return "yes";
  }
  return checks.every(({ ok }) => ok) ? "not yet, see UNDECIDED" : "NO";
}

/** The report for machines: amounts as decimal text, counts as numbers, points as text. */
export function transactionReportToJson(report: TransactionReport): unknown {
  return jsonOf(report, { minor: report.exponent, exact: report.exponent });
}
