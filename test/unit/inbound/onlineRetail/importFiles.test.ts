import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_MONEY } from "../../../../db/queries/inbound/importOrders.ts";
import { ImportFileError } from "../../../../src/inbound/files/csvFile.ts";
import { importFiles } from "../../../../src/inbound/files/importFiles.ts";
import {
  formatReport,
  reportToJson,
} from "../../../../src/inbound/files/onlineRetail/formatReport.ts";
import {
  readInvoices,
  type Survey,
  surveyFiles,
} from "../../../../src/inbound/files/onlineRetail/invoices.ts";
import { ONLINE_RETAIL } from "../../../../src/inbound/files/onlineRetail/onlineRetail.ts";
import { makeReport } from "../../../../src/inbound/files/onlineRetail/report.ts";
import { Tally } from "../../../../src/inbound/files/onlineRetail/tally.ts";
import type {
  PurchaseResult,
  ReceivePurchases,
  Submission,
} from "../../../../src/purchases/receive/submission.ts";

const HEADER =
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
const row = (invoice: string, rest = "22139,THING,1,2011-06-01 12:05:00,5.00,13047,France") =>
  `${invoice},${rest}\n`;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "online-retail-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function invoicesOf(...paths: string[]) {
  const invoices = [];
  for await (const invoice of readInvoices(await surveyFiles(paths))) {
    invoices.push(invoice);
  }
  return invoices;
}

/** Answers every event as applied, and remembers it. */
function fakeReceiver() {
  const sent: Submission[] = [];
  const receive = async (submission: Submission): Promise<PurchaseResult[]> => {
    sent.push(submission);
    return submission.events.map((event, index) => ({
      index,
      source: "online-retail",
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
  return { sent, receive };
}

const importAll = (survey: Survey, tally: Tally, receive: ReceivePurchases, batchSize: number) =>
  importFiles(ONLINE_RETAIL.translate(survey), {
    ...{ source: "online-retail", rows: survey.rows },
    ...{ tally, receive, batchSize },
  });

describe("reading the files", () => {
  test("an invoice whose rows stand apart, even in two files, comes once and whole", async () => {
    const first = await fileOf("apart-1.csv", HEADER + row("1") + row("2") + row("1") + row("3"));
    const second = await fileOf("apart-2.csv", HEADER + row("3") + row("1"));
    const invoices = await invoicesOf(first, second);
    expect(invoices.map(({ number, rows }) => [number, rows.length])).toEqual([
      ["2", 1],
      ["3", 2],
      ["1", 3],
    ]);
  });

  test("commas, quotes and line ends in quoted fields belong to the field", async () => {
    const path = await fileOf(
      "quoted.csv",
      `${HEADER}1,22139,"A ""BIG"", RED\nTIN",1,2011-06-01 12:05:00,5,1,UK\n`,
    );
    expect((await invoicesOf(path))[0]?.rows[0]?.description).toBe('A "BIG", RED\nTIN');
  });

  test.each([
    [
      "UTF-8 with a byte order mark",
      Buffer.from(`\uFEFF${HEADER}${row("1", "1,£20,1,2011-06-01 12:05:00,5,1,UK")}`),
    ],
    ["latin-1", Buffer.from(HEADER + row("1", "1,£20,1,2011-06-01 12:05:00,5,1,UK"), "latin1")],
    ["gzip", gzipSync(HEADER + row("1", "1,£20,1,2011-06-01 12:05:00,5,1,UK"))],
    [
      "Windows line ends",
      Buffer.from(
        (HEADER + row("1", "1,£20,1,2011-06-01 12:05:00,5,1,UK")).replaceAll("\n", "\r\n"),
      ),
    ],
  ])("a pound sign survives in %s", async (name, content) => {
    const path = await fileOf(`${name}.csv`, content);
    expect((await invoicesOf(path))[0]?.rows[0]?.description).toBe("£20");
  });

  test("the second edition's header and the numbers of a data frame are understood", async () => {
    const path = await fileOf(
      "second.csv",
      "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n" +
        "489434.0,85048,X,12.0,2009-12-01 07:45:00,6.95,13085.0,UK\n",
    );
    expect((await invoicesOf(path))[0]).toMatchObject({
      number: "489434",
      rows: [{ quantity: 12n, exact: 83_400_000n, customer: "13085" }],
    });
  });

  test.each([
    ["a missing file", null, /cannot be read/],
    ["an empty file", "", /is empty/],
    ["a file without a column", "InvoiceNo,StockCode\n1,2\n", /has no column/],
    [
      "a quote that is never closed",
      `${HEADER}1,2,"THING,1,2011-06-01 12:05:00,5,1,UK\n`,
      /cannot be read near line/,
    ],
    ["a broken archive", gzipSync(HEADER + row("1")).subarray(0, 30), /cannot be read/],
  ])("%s is refused before anything is sent", async (name, content, message) => {
    const path = content === null ? join(folder, "none.csv") : await fileOf(`${name}.csv`, content);
    const surveyed = surveyFiles([path]);
    await expect(surveyed).rejects.toThrow(ImportFileError);
    await expect(surveyed).rejects.toThrow(message);
  });
});

describe("the report", () => {
  const MIXED =
    HEADER +
    row("1") +
    row("1", "POST,POSTAGE,2,2011-06-01 12:05:00,1.505,13047,France") +
    row("2", "22139,THING,3,2011-06-01 12:06:00,2.00,,France") +
    row("C3", "22139,THING,-1,2011-06-02 12:05:00,5.00,13047,France") +
    row("4", "22139,THING,-9,2011-06-02 12:05:00,0,,UK") +
    row("A5", "B,Adjust bad debt,1,2011-06-02 12:05:00,-100,,UK") +
    row("6", "22139,THING,two,2011-06-02 12:05:00,5.00,1,UK") +
    row("7", "22139,THING,2,tomorrow,5.00,1,UK") +
    row("7", "22139,THING,1,2011-06-02 12:05:00,7.00,1,UK") +
    "8,22139\n" +
    row("", "22139,THING,1,2011-06-02 12:05:00,0.50,1,UK");

  async function reportOf(content: string, missing: bigint) {
    const survey = await surveyFiles([await fileOf("mixed.csv", content)]);
    const { sent, receive } = fakeReceiver();
    const tally = new Tally();
    await importAll(survey, tally, receive, 2);
    const recorded = {
      purchases: 3,
      minor: 901n - missing,
      orders: 2,
      points: 5n,
      returnLines: 1,
      unmatchedReturnLines: 0,
      unmatchedMinor: 0n,
    };
    return { report: makeReport(survey, tally, recorded, NO_MONEY), sent };
  }

  test("every row and every tenth of a penny is in exactly one part, and the parts are the whole", async () => {
    const { report, sent } = await reportOf(MIXED, 0n);
    expect(reportToJson(report)).toMatchObject({
      file: { lines: 11, exact: "-73.490", invoices: 8 },
      customers: 2,
      identified: {
        sales: { documents: 1, lines: 2, exact: "8.010" },
        returns: { documents: 1, lines: 1, exact: "-5.000" },
      },
      guests: { sales: { documents: 1, lines: 1, exact: "6.000" } },
      left: [
        { reason: "STOCK_ADJUSTMENT", lines: 1, exact: "0.000" },
        { reason: "BAD_DEBT", lines: 1, exact: "-100.000" },
        { reason: "INCOMPLETE_INVOICE", lines: 1, exact: "7.000" },
      ],
      malformed: { lines: 4, exact: "10.500", withoutAmount: 2 },
      rounded: { lines: 0 },
      notEarning: [{ kind: "SHIPPING", lines: 1, exact: "3.010" }],
      outcomes: [{ outcome: "APPLIED", documents: 3, lines: 4 }],
      addsUp: true,
    });
    expect(report.faults.map((fault) => [fault.row, fault.column])).toEqual([
      [8, "quantity"],
      [9, "invoicedate"],
      [11, "invoiceno"],
      [12, "invoiceno"],
    ]);
    expect(sent.map(({ events, mode, door }) => [events.length, mode, door])).toEqual([
      [2, "BACKFILL", "IMPORT"],
      [1, "BACKFILL", "IMPORT"],
    ]);
    expect(formatReport(report)).toContain("adds up: yes");
  });

  test("a single penny that the database does not hold is said", async () => {
    const { report } = await reportOf(MIXED, 1n);
    expect(report.addsUp).toBe(false);
    expect(formatReport(report)).toMatch(
      /DIFFERS: pence accepted = pence on record: 901 and 900 pence/,
    );
  });

  test("a receiver that fails ends the import after the batches under way", async () => {
    const survey = await surveyFiles([
      await fileOf(
        "many.csv",
        HEADER + Array.from({ length: 9 }, (_, n) => row(String(n))).join(""),
      ),
    ]);
    let ended = 0;
    const receive = async (): Promise<PurchaseResult[]> => {
      await Promise.resolve();
      ended += 1;
      throw new Error("connection lost");
    };
    const importing = importAll(survey, new Tally(), receive, 1);
    await expect(importing).rejects.toThrow("connection lost");
    expect(ended).toBeGreaterThan(0);
  });
});
