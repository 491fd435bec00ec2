import { formatMinor } from "../../domain/money/decimal.ts";
import type { Check } from "./check.ts";
import type { RowFault } from "./csvFile.ts";
import { formatExact } from "./exact.ts";

/** What the reports of all kinds of files say in the same words. */

/** Malformed rows shown one by one; all of them are counted. */
export const FAULTS_SHOWN_MAX = 100;

/** "1234567.5" as "1,234,567.5". */
export function grouped(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const thousands = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

/** Rows that cannot be used, and of how many more that is said; `rows` are all of them. */
export function faultLines(faults: readonly RowFault[], rows: number): readonly string[] {
  const lines = faults.map(
    ({ file, row, column, problem }) => `  ${file} row ${row}: ${column}: ${problem}`,
  );
  return faults.length < rows
    ? [...lines, `  ... and ${rows - faults.length} more malformed rows`]
    : lines;
}

export function differenceLines(checks: readonly Check[]): readonly string[] {
  return checks
    .filter(({ ok }) => !ok)
    .map(
      ({ name, unit, expected, found }) => `  DIFFERS: ${name}: ${expected} and ${found} ${unit}`,
    );
}

/**
 * A report as one JSON value: exact and minor amounts as decimal text, other integers of any size
 * as text.
 *
 * @param decimals of minor units, and those that exact amounts have at least
 */
export function jsonOf(
  report: object,
  decimals: { readonly minor: number; readonly exact: number },
): unknown {
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => {
      if (typeof value !== "bigint") {
        return value;
      }
      if (key === "exact" || key === "rounded") {
        return formatExact(value, decimals.exact);
      }
      return key === "minor" || key.endsWith("Minor")
        ? formatMinor(value, decimals.minor)
        : value.toString();
    }),
  );
}
