import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runOracle } from "../../oracle/run.ts";
import { openOracleServer } from "../../support/children/oracleServer.ts";
import { testSeed } from "../../support/seed.ts";

/** What every run of the tests takes; `npm run oracle` takes more. */
const ORDERS = 400;
const MILLISECONDS_PER_ORDER = 500;

/**
 * What every run must have met, or it proves little: seldom a run of 400 orders has to tell some
 * more for it.
 */
const EVERYTHING = [
  ...["GBP", "EUR", "USD", "SEK", "JPY", "KWD"],
  ...["PLACED", "PART_FULFILLED", "FULFILLED", "CANCELLED", "PART_RETURNED", "RETURNED", "VOIDED"],
  ...["EARNED", "TEST_ORDER", "HISTORY_ORDER", "NOT_A_MEMBER", "LINE_KIND", "EXCLUDED"],
  ...["NOT_HANDED_OVER", "NOT_SETTLED", "PAID_WITH_POINTS", "LIMIT_REACHED"],
  ...["UPGRADED", "DOWNGRADED", "RENEWED", "EXPIRED", "SPENT"],
];

const asked = process.env["ORACLE_ORDERS"];
const orders = Number(asked ?? ORDERS);

test("random lives come out as the retail rules say, figure by figure", {
  timeout: 60_000 + orders * MILLISECONDS_PER_ORDER,
}, async () => {
  const report = await runOracle({
    ...{ seed: testSeed(), orders, needs: EVERYTHING, open: openOracleServer },
    onSaid: (text) => {
      if (process.env["ORACLE_REPORT"] !== undefined) {
        process.stderr.write(`${text}\n`);
      }
    },
  });
  const file = process.env["ORACLE_REPORT"];
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify(report));
  }
  expect(report.orders).toBeGreaterThanOrEqual(orders);
  expect(report.figures).toBeGreaterThan(orders * 10);
  expect(report.different).toEqual([]);
  expect(Object.keys(report.seen)).toEqual(expect.arrayContaining(EVERYTHING));
});
