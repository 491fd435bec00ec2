import { type Bar, isMet, type Results } from "../case.ts";
import { CASES } from "../cases.ts";
import type { Setting } from "./setting.ts";
import { markdownTable, number, type Table, tableOf, textTable } from "./table.ts";

/** The bars of all cases, with what was measured against each. */
export function barsOf(results: Results): readonly Bar[] {
  return CASES.flatMap(({ name, bars }) => bars(results[name]?.lines ?? []));
}

const MET = new Map([
  [true, "yes"],
  [false, "NO"],
  [null, "not measured"],
]);

/** Every bar with its figure and whether it was met. */
export function barsTable(results: Results): Table {
  return tableOf(barsOf(results), {
    bar: ({ name }) => name,
    wanted: ({ wanted, unit }) => `${number(wanted)} ${unit}`,
    measured: ({ measured, unit }) => (measured === null ? "-" : `${number(measured)} ${unit}`),
    met: (bar) => MET.get(isMet(bar)) ?? "",
  });
}

/** The cases that were measured, with their tables and where that was. */
function measured(results: Results) {
  return CASES.flatMap(({ name, title, note, tables }) => {
    const part = results[name];
    return part === undefined ? [] : [{ name, title, note, ...part, tables: tables(part.lines) }];
  });
}

/** All tables of a run, for the terminal. */
export function textReport(results: Results): string {
  const parts = measured(results).flatMap(({ name, title, tables }) => [
    `${name}: ${title}`,
    ...tables.map(textTable),
  ]);
  return [...parts, textTable(barsTable(results))].join("\n\n");
}

/** docs/benchmarks.md, whole. */
export function markdownReport(results: Results): string {
  const sections = measured(results).flatMap(({ title, note, setting, tables }) => [
    ...[`## ${title}`, note, settingText(setting)],
    ...tables.map(markdownTable),
  ]);
  const bars = ["## Bars", markdownTable(barsTable(results))];
  return `${[HEAD, ...bars, ...sections].join("\n\n")}\n`;
}

function settingText(setting: Setting): string {
  return [
    `Measured ${setting.date} with \`${setting.command}\`:`,
    `${setting.cores} cores (${setting.processor}), ${number(setting.memoryGb)} GB, ${setting.platform},`,
    `load average ${number(setting.loadAverage)} before the run;`,
    `PostgreSQL ${setting.postgres}, Node ${setting.node};`,
    `${setting.customers.toLocaleString("en-US")} customers, ${setting.secondsPerLine} s per line.`,
  ].join("\n");
}

const HEAD = `# Benchmarks

Written by \`npm run bench\`; the same figures with all digits are in benchmarks.json. Everything runs on one machine:
PostgreSQL (embedded, the settings of \`npm start\`: fsync and synchronous_commit on), the process under test, and the
callers in a process of their own, over loopback. So compare ratios; figures of another machine differ.

Callers are a closed loop: each sends its next call when it has its answer. Latencies are those of this many callers at
this rate; a queue of arrivals that do not wait is not in them (coordinated omission).

A run whose answers are wrong has no figures. Checked are: every event answered APPLIED and not as a duplicate; events,
orders and numbers in the database as many as sent; points in the ledger, balances and lots each equal to what the orders
must earn; every account equal to its entries; the stream of every customer without gaps.`;
