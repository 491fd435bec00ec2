import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_MONEY } from "../../../../db/queries/inbound/importOrders.ts";
import { ImportFileError } from "../../../../src/inbound/files/csvFile.ts";
import { importFiles } from "../../../../src/inbound/files/importFiles.ts";
import {
  formatTransactionReport,
  transactionReportToJson,
} from "../../../../src/inbound/files/transactions/formatReport.ts";
import { surveyTransactions } from "../../../../src/inbound/files/transactions/readTransactions.ts";
import {
  makeTransactionReport,
  TransactionTally,
} from "../../../../src/inbound/files/transactions/report.ts";
import { TRANSACTIONS } from "../../../../src/inbound/files/transactions/transactions.ts";
import type { PurchaseResult, Submission } from "../../../../src/purchases/receive/submission.ts";

const ROW_SETTINGS = { timeZone: "America/New_York", exponent: 2 };
const OPTIONS = {
  ...{ source: "archive", channel: "web", currency: "USD" },
  timeZone: ROW_SETTINGS.timeZone,
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "transactions-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Answers every event as applied, and remembers what was submitted. */
function receiverOf(sent: Submission[]) {
  return async (submission: Submission): Promise<PurchaseResult[]> => {
    sent.push(submission);
    return submission.events.map((event, index) => ({
      index,
      source: "archive",
      eventId: (event as { eventId: string }).eventId,
      outcome: "APPLIED",
      duplicate: false,
      reason: null,
      field: null,
      message: null,
      refusedIdentifiers: [],
      orderId: null,
      leafId: null,
    }));
  };
}

async function importOf(content: string, batchSize = 500) {
  const sent: Submission[] = [];
  const paths = [await fileOf("rows.csv", content)];
  const survey = await TRANSACTIONS.verify({ paths, options: OPTIONS });
  const tally = new TransactionTally(() => true);
  const eventIds = await importFiles(TRANSACTIONS.translate(survey), {
    ...{ source: "archive", rows: survey.rows, tally },
    receive: receiverOf(sent),
    batchSize,
  });
  const minor = [...tally.outcomes.values()].reduce((sum, outcome) => sum + outcome.minor, 0n);
  const recorded = {
    purchases: eventIds.length,
    minor,
    orders: eventIds.length,
    points: 0n,
    returnLines: 0,
    unmatchedReturnLines: 0,
    unmatchedMinor: 0n,
  };
  const events = sent.flatMap((submission) => submission.events as Record<string, unknown>[]);
  return {
    events,
    report: makeTransactionReport(survey, "USD", tally, recorded, NO_MONEY),
    eventIds,
  };
}

describe("a row becomes a purchase", () => {
  test("a total is one line of an unnamed article, at noon of its day in its zone", async () => {
    const { events } = await importOf("master_id,date,cds,dollars\n00004,19970701,2,29.33\n");
    expect(events).toEqual([
      {
        source: "archive",
        eventId: "00004/19970701",
        kind: "SOLD",
        occurredAt: "1997-07-01T12:00:00-04:00",
        customer: [{ kind: "erp", value: "00004" }],
        channel: "web",
        currencyCode: "USD",
        references: [{ kind: "order", value: "00004/19970701" }],
        lines: [{ id: "1", article: "unnamed", quantity: "2", gross: "29.33" }],
      },
    ]);
  });

  test("an amount below zero is a return of that amount", async () => {
    const { events } = await importOf("customer,date,amount,quantity\n7,1997-01-02,-5.5,-1\n");
    expect(events[0]).toMatchObject({
      kind: "RETURNED",
      references: [{ kind: "return" }],
      return: { lines: [{ article: "unnamed", quantity: "1", amount: "5.50" }] },
    });
  });

  test("purchases of one customer on one day get names of their own, the same in every run", async () => {
    const content = "customer,date,amount\na,1997-01-02,1\na,1997-01-02,1\nb,1997-01-02,1\n";
    const first = await importOf(content);
    expect(first.eventIds).toEqual(["a/1997-01-02", "a/1997-01-02/2", "b/1997-01-02"]);
    expect((await importOf(content, 1)).eventIds).toEqual(first.eventIds);
  });

  test("the file's own id names the purchase when there is one", async () => {
    const { eventIds } = await importOf("Order ID,Customer,Date,Total\nR-1,a,1997-01-02 09:30,1\n");
    expect(eventIds).toEqual(["R-1"]);
  });
});

describe("the report", () => {
  test("every row and every cent is accounted for, and rows that cannot be used are named", async () => {
    const { report } = await importOf(
      "customer,date,amount,quantity\n" +
        "1,1997-01-02,10.005,1\n" +
        "1,1997-02-30,5,1\n" +
        ",1997-01-03,6,1\n" +
        "2,1997-01-03,ten,1\n" +
        "2,1997-01-03,2,0\n" +
        "2,1997-01-04,-3,1\n",
    );
    expect(report.addsUp).toBe(true);
    expect(transactionReportToJson(report)).toMatchObject({
      file: { rows: 6, exact: "20.005" },
      sales: { rows: 1, exact: "10.005" },
      returns: { rows: 1, exact: "-3.00" },
      malformed: { rows: 4, exact: "13.00" },
      rounded: "-0.005",
      customers: 2,
    });
    expect(report.faults.map(({ row, column }) => `${row} ${column}`)).toEqual([
      "3 date",
      "4 customer",
      "5 amount",
      "6 quantity",
    ]);
    expect(formatTransactionReport(report)).toMatch(/rows.csv row 3: date: not a day/);
    expect(formatTransactionReport(report)).toMatch(/adds up: yes/);
  });

  test("the same purchase twice in the files is one purchase, counted and said as that", async () => {
    const rows =
      "id,customer,date,amount\nA,1,1997-01-02,10\nB,1,1997-01-03,5\nA,1,1997-01-02,10\n";
    for (const batchSize of [500, 1]) {
      const { eventIds, report } = await importOf(rows, batchSize);
      expect(eventIds).toEqual(["A", "B"]);
      expect(report.outcomes).toEqual([expect.objectContaining({ rows: 2, minor: 1_500n })]);
      expect(transactionReportToJson(report)).toMatchObject({
        addsUp: true,
        sales: { rows: 3, exact: "25.00" },
        repeated: { rows: 1, exact: "10.00" },
      });
      expect(formatTransactionReport(report)).toMatch(/the same id again, counted once +1 +10.00/);
    }
  });

  test("a purchase that is not on record is found", async () => {
    const paths = [await fileOf("lost.csv", "customer,date,amount\n1,1997-01-02,10\n")];
    const survey = await TRANSACTIONS.verify({ paths, options: OPTIONS });
    const tally = new TransactionTally(() => true);
    await importFiles(TRANSACTIONS.translate(survey), {
      ...{ source: "archive", rows: survey.rows, tally },
      receive: receiverOf([]),
      batchSize: 500,
    });
    const report = makeTransactionReport(
      survey,
      "USD",
      tally,
      {
        purchases: 0,
        minor: 0n,
        orders: 0,
        points: 0n,
        returnLines: 0,
        unmatchedReturnLines: 0,
        unmatchedMinor: 0n,
      },
      NO_MONEY,
    );
    expect(report.addsUp).toBe(false);
    expect(formatTransactionReport(report)).toMatch(/DIFFERS: purchases accepted/);
  });
});

test.each([
  ["empty.csv", "", /empty\.csv is empty/],
  ["nodate.csv", "customer,amount\n1,2\n", /no column date \(called date, purchasedate/],
])("%s is refused before anything is sent", async (name, content, message) => {
  const surveyed = surveyTransactions([await fileOf(name, content)], ROW_SETTINGS);
  await expect(surveyed).rejects.toThrow(ImportFileError);
  await expect(surveyed).rejects.toThrow(message);
});
