import { formatMinor } from "../../../domain/money/decimal.ts";
import type { Amount, TransactionReport } from "./report.ts";
import { EXACT_SCALE } from "./row.ts";

const LABEL_WIDTH = 36;
const COUNT_WIDTH = 12;
const AMOUNT_WIDTH = 20;

const grouped = (text: string): string => {
  const [whole = "", fraction] = text.split(".");
  const thousands = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
};

/** Millionths as text without a loss: with the currency's decimals, and with more where they are not zero. */
function formatExact(exact: bigint, exponent: number): string {
  const text = formatMinor(exact, EXACT_SCALE);
  let end = text.length;
  const shortest = end - EXACT_SCALE + exponent;
  while (end > shortest && text[end - 1] === "0") end -= 1;
  return text.slice(0, exponent === 0 && end === shortest ? end - 1 : end);
}

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
    ...report.faults.map(
      ({ file, row, column, problem }) => `  ${file} row ${row}: ${column}: ${problem}`,
    ),
    ...(report.faults.length < report.malformed.rows
      ? [`  ... and ${report.malformed.rows - report.faults.length} more malformed rows`]
      : []),
    ...report.checks
      .filter(({ ok }) => !ok)
      .map(
        ({ name, unit, expected, found }) => `  DIFFERS: ${name}: ${expected} and ${found} ${unit}`,
      ),
    ...unratedLines(report),
    `  adds up: ${addsUp(report)}`,
  ].join("\n");
}

/** What waits for a rate, and what to do. */
function unratedLines({ unrated, currency, exponent }: TransactionReport): readonly string[] {
  const { rows, minor, first } = unrated;
  if (first === null) return [];
  const [purchases, wait, earn] =
    rows === 1 ? ["purchase", "waits", "earns"] : ["purchases", "wait", "earn"];
  return [
    `  UNDECIDED: ${grouped(String(rows))} ${purchases} of ${grouped(formatMinor(minor, exponent))} ${currency}, the first of ${first},` +
      ` ${wait} for a rate of ${currency} and ${earn} nothing: the rules of their days have none.`,
    `  What to do: give the rules a rate of ${currency} (\`rates\` in docs/rulesets.md). Any later word about an order whose day has one lets it earn.`,
  ];
}

function addsUp({ addsUp, checks }: TransactionReport): string {
  if (addsUp) return "yes";
  return checks.every(({ ok }) => ok) ? "not yet, see UNDECIDED" : "NO";
}

/** The report for machines: amounts as decimal text, counts as numbers, points as text. */
export function transactionReportToJson(report: TransactionReport): unknown {
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => {
      if (typeof value !== "bigint") return value;
      if (key === "exact" || key === "rounded") return formatExact(value, report.exponent);
      return key === "minor" || key.endsWith("Minor")
        ? formatMinor(value, report.exponent)
        : value.toString();
    }),
  );
}
