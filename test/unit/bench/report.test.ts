import { describe, expect, it } from "vitest";
import { isMet, type Results } from "../../../bench/case.ts";
import type { WriteLine } from "../../../bench/cases/write.ts";
import { barsOf, barsTable, markdownReport } from "../../../bench/report/report.ts";
import type { Setting } from "../../../bench/report/setting.ts";
import { markdownTable, number, textTable } from "../../../bench/report/table.ts";

const SETTING: Setting = {
  date: "2026-11-22 12:00",
  command: "npm run bench",
  cores: 2,
  processor: "Some CPU",
  memoryGb: 8,
  loadAverage: 0.1,
  platform: "linux x64",
  node: "24.0.0",
  postgres: "18.0",
  customers: 100_000,
  secondsPerLine: 12,
};

function writeLine(changes: Partial<WriteLine> = {}): WriteLine {
  return {
    batch: 500,
    callers: 4,
    writers: 2,
    perSecond: 5_500,
    yardstickPerSecond: 10_000,
    ratio: 0.55,
    ratios: [0.55],
    latencyMs: { p50: 300, p99: 500 },
    yardstickLatencyMs: { p50: 200, p99: 400 },
    lockMs: { p50: 40, p99: 80 },
    batchSize: { p50: 500, p99: 500 },
    rowsPerPurchase: 8.002,
    hotShare: 0.998,
    walBytesPerPurchase: 4_500,
    yardstickWalBytesPerPurchase: 4_300,
    cpuUs: { process: 120.4, postgres: 180.6 },
    yardstickCpuUs: { process: 10, postgres: null },
    failures: {},
    purchases: 1_000,
    tables: [{ table: "orders", inserted: 1_000, updated: 0, hotUpdated: 0 }],
    ...changes,
  };
}

function resultsWith(changes: Partial<WriteLine>): Results {
  return { write: { setting: SETTING, lines: [writeLine(changes)] } };
}

describe("tables", () => {
  const table = {
    head: ["name", "value"],
    rows: [
      ["a", "1"],
      ["longer", "1,000"],
    ],
  };

  it("are padded for a terminal, the first column to the left and the others to the right", () => {
    expect(textTable(table)).toBe("name    value\na           1\nlonger  1,000");
  });

  it("are aligned in Markdown", () => {
    expect(markdownTable(table)).toBe(
      "| name | value |\n| --- | ---: |\n| a | 1 |\n| longer | 1,000 |",
    );
  });

  it("without rows are their head alone", () => {
    expect(textTable({ head: ["name"], rows: [] })).toBe("name");
  });
});

it.each([
  { value: 12_345.6, text: "12,346" },
  { value: 1_000, text: "1,000" },
  { value: 45.67, text: "45.7" },
  { value: 0.5, text: "0.50" },
  { value: 0, text: "0.00" },
  { value: null, text: "-" },
])("$value is written $text", ({ value, text }) => {
  expect(number(value)).toBe(text);
});

describe("bars", () => {
  it("exactly on the bar is met, on both sides", () => {
    const bars = barsOf(resultsWith({ ratio: 0.5, perSecond: 5_000, rowsPerPurchase: 8 }));
    const measured = bars.filter((bar) => bar.measured !== null);
    expect(measured.map(isMet)).toEqual([true, true, true]);
  });

  it("too slow, or too many rows, is not met", () => {
    const bars = barsOf(resultsWith({ ratio: 0.49, perSecond: 4_999, rowsPerPurchase: 8.1 }));
    const measured = bars.filter((bar) => bar.measured !== null);
    expect(measured.map(isMet)).toEqual([false, false, false]);
  });

  it("what was not measured is neither met nor missed", () => {
    const rows = barsTable({}).rows;
    expect(rows.map((row) => row[3])).toEqual(rows.map(() => "not measured"));
  });

  it("another batch size says nothing about batches of 500", () => {
    expect(barsOf(resultsWith({ batch: 20 })).every(({ measured }) => measured === null)).toBe(
      true,
    );
  });

  it("the hot customer is judged by the slowest line", () => {
    const line = {
      batch: 1,
      callers: 32,
      latencyMs: null,
      lockMs: null,
      batchSize: null,
      purchases: 1,
    };
    const lines = [
      { ...line, perSecond: 900 },
      { ...line, batch: 500, perSecond: 400 },
    ];
    const bar = barsOf({ hot: { setting: SETTING, lines } }).find(({ name }) => /hot/.test(name));
    expect(bar?.measured).toBe(400);
  });
});

it("the document has bars, command, machine and figures, and leaves out what was not measured", () => {
  const text = markdownReport(resultsWith({}));
  expect(text).toContain("| Batches of 500, at least | 5,000 /s | 5,500 /s | yes |");
  expect(text).toContain("`npm run bench`");
  expect(text).toContain("PostgreSQL 18.0, Node 24.0.0");
  expect(text).toContain("| 500 | 5,500 | 10,000 | 0.55x | 300.0 / 500.0 |");
  expect(text).toContain("120 + 181");
  expect(text).toContain("10 + ?");
  expect(text).not.toContain("## One hot customer");
});
