import {
  barsOf,
  type CpuFigures,
  isMet,
  type Part,
  type Results,
  type Setting,
} from "./results.ts";
import type { Spread } from "./statistics.ts";

/** A table: its head, then its rows. All rows are as long as the head. */
export type Table = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The table for a terminal, columns padded; all but the first are aligned to the right. */
export function textTable({ head, rows }: Table): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line)].join("\n");
}

export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** 12,345 from a thousand on, one decimal from ten on, two below, in the same form on every machine. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined) return "-";
  const decimals = Math.abs(value) >= 1_000 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

function spread(values: Spread | null): string {
  return values === null ? "-" : `${number(values.p50)} / ${number(values.p99)}`;
}

function share(value: number | null): string {
  return value === null ? "-" : `${(value * 100).toFixed(1)} %`;
}

function cpu({ process, postgres }: CpuFigures): string {
  return `${Math.round(process)} + ${postgres === null ? "?" : Math.round(postgres)}`;
}

/** The purchases per second against the yardstick, and what they cost. */
export function writeTable(lines: NonNullable<Results["write"]>["lines"]): Table {
  return {
    head: [
      "batch",
      "purchases/s",
      "yardstick/s",
      "ratio",
      "call ms p50 / p99",
      "yardstick ms p50 / p99",
      "lock ms p50 / p99",
      "events per transaction p50 / p99",
      "rows per purchase",
      "HOT updates",
      "WAL bytes per purchase",
      "yardstick WAL",
      "CPU us per purchase: process + PostgreSQL",
      "yardstick CPU",
    ],
    rows: lines.map((line) => [
      String(line.batch),
      number(line.perSecond),
      number(line.yardstickPerSecond),
      `${line.ratio.toFixed(2)}x`,
      spread(line.latencyMs),
      spread(line.yardstickLatencyMs),
      spread(line.lockMs),
      spread(line.batchSize),
      number(line.rowsPerPurchase),
      share(line.hotShare),
      number(line.walBytesPerPurchase),
      number(line.yardstickWalBytesPerPurchase),
      cpu(line.cpuUs),
      cpu(line.yardstickCpuUs),
    ]),
  };
}

/** Rows per purchase and table, at the largest batch size. */
export function rowsTable(lines: NonNullable<Results["write"]>["lines"]): Table {
  const last = lines.at(-1);
  const purchases = last?.purchases ?? 1;
  return {
    head: ["table", "inserted per purchase", "updated per purchase", "HOT updates"],
    rows: (last?.tables ?? []).map(({ table, inserted, updated, hotUpdated }) => [
      table,
      number(inserted / purchases),
      number(updated / purchases),
      share(updated === 0 ? null : hotUpdated / updated),
    ]),
  };
}

export function singleTable(lines: NonNullable<Results["single"]>["lines"]): Table {
  return {
    head: [
      "door",
      "events per call",
      "connections",
      "purchases/s",
      "call ms p50 / p99",
      "events per transaction",
      "CPU us per purchase: server + PostgreSQL",
    ],
    rows: lines.map((line) => [
      line.door,
      String(line.batch),
      String(line.callers),
      number(line.perSecond),
      spread(line.latencyMs),
      line.eventsPerTransaction === undefined ? "-" : number(line.eventsPerTransaction),
      line.cpuUs === undefined ? "-" : cpu(line.cpuUs),
    ]),
  };
}

export function hotTable(lines: NonNullable<Results["hot"]>["lines"]): Table {
  return {
    head: [
      "batch",
      "callers",
      "purchases/s",
      "call ms p50 / p99",
      "lock ms p50 / p99",
      "events per transaction p50 / p99",
    ],
    rows: lines.map((line) => [
      String(line.batch),
      String(line.callers),
      number(line.perSecond),
      spread(line.latencyMs),
      spread(line.lockMs),
      spread(line.batchSize),
    ]),
  };
}

export function redeemTable(lines: NonNullable<Results["redeem"]>["lines"]): Table {
  return {
    head: [
      "connections",
      "redemptions/s",
      "call ms p50 / p99",
      "rows per redemption",
      "CPU us per redemption: server + PostgreSQL",
    ],
    rows: lines.map((line) => [
      String(line.callers),
      number(line.perSecond),
      spread(line.latencyMs),
      number(line.rowsPerRedemption),
      `${number(line.cpuUs.process)} + ${number(line.cpuUs.postgres)}`,
    ]),
  };
}

export function pushTable(lines: NonNullable<Results["push"]>["lines"]): Table {
  return {
    head: [
      "told",
      "sockets",
      "changes",
      "commit to received ms p50 / p99",
      "to the last socket ms p50 / p99",
      "server CPU us per event",
      "bytes per idle socket, resident / heap",
    ],
    rows: lines.map((line) => [
      line.what,
      String(line.sockets),
      String(line.changes),
      spread(line.delayMs),
      spread(line.lastMs),
      number(line.cpuUsPerEvent),
      line.idleBytes === null
        ? "-"
        : `${number(line.idleBytes.resident)} / ${number(line.idleBytes.heap)}`,
    ]),
  };
}

/** Each server with the same answers, and our own with others. */
export function readTable(lines: NonNullable<Results["read"]>["lines"]): Table {
  const [own] = lines;
  return {
    head: [
      "server",
      "connections",
      "requests/s",
      "of Tributary",
      "ms p50 / p99",
      "CPU us per request: process + PostgreSQL",
      "memory MB",
    ],
    rows: lines.map((line) => [
      line.server,
      String(line.connections),
      number(line.perSecond),
      `${(line.perSecond / (own?.perSecond ?? 1)).toFixed(2)}x`,
      spread(line.latencyMs),
      cpu(line.cpuUs),
      number(line.memoryMb),
    ]),
  };
}

export function programmeTable(lines: NonNullable<Results["programme"]>["lines"]): Table {
  return {
    head: [
      "what",
      "a second",
      "against",
      "times, or seconds until all were through",
      "ms p50 / p99",
    ],
    rows: lines.map((line) => [
      line.what,
      number(line.perSecond),
      number(line.against),
      number(line.times),
      spread(line.latencyMs),
    ]),
  };
}

/** Every bar with its figure and whether it was met. */
export function barsTable(results: Results): Table {
  return {
    head: ["bar", "wanted", "measured", "met"],
    rows: barsOf(results).map((bar) => {
      const met = isMet(bar);
      return [
        bar.name,
        `${number(bar.wanted)} ${bar.unit}`,
        bar.measured === null ? "-" : `${number(bar.measured)} ${bar.unit}`,
        met === null ? "not measured" : met ? "yes" : "NO",
      ];
    }),
  };
}

/** All tables of a run, for the terminal. */
export function textReport(results: Results): string {
  const { write, single, hot, redeem, push, read, programme } = results;
  const parts: string[] = [];
  if (write)
    parts.push("write: random customers, orders of 3 lines", textTable(writeTable(write.lines)));
  if (write) parts.push("rows at the largest batch", textTable(rowsTable(write.lines)));
  if (single) parts.push("single: the real server", textTable(singleTable(single.lines)));
  if (hot) parts.push("hot: all on one customer", textTable(hotTable(hot.lines)));
  if (redeem) parts.push("redeem: distinct coupons", textTable(redeemTable(redeem.lines)));
  if (push) parts.push("push: sockets on the real server", textTable(pushTable(push.lines)));
  if (read) parts.push("read: random customers", textTable(readTable(read.lines)));
  if (programme) parts.push("programme", textTable(programmeTable(programme.lines)));
  return [...parts, textTable(barsTable(results))].join("\n\n");
}

/** docs/benchmarks.md, whole. */
export function markdownReport(results: Results): string {
  const { write, single, hot, redeem, push, read, programme } = results;
  const sections = [HEAD, `## Bars\n\n${markdownTable(barsTable(results))}`];
  if (write) sections.push(section("Write path", WRITE_NOTE, write, writeTable(write.lines)));
  if (write)
    sections.push(`Rows at the largest batch:\n\n${markdownTable(rowsTable(write.lines))}`);
  if (single)
    sections.push(section("Doors of the server", SINGLE_NOTE, single, singleTable(single.lines)));
  if (hot) sections.push(section("One hot customer", HOT_NOTE, hot, hotTable(hot.lines)));
  if (redeem)
    sections.push(section("Coupons at the till", REDEEM_NOTE, redeem, redeemTable(redeem.lines)));
  if (push) sections.push(section("Push", PUSH_NOTE, push, pushTable(push.lines)));
  if (read) sections.push(section("Reads", READ_NOTE, read, readTable(read.lines)));
  if (programme)
    sections.push(
      section("Loyalty programme", PROGRAMME_NOTE, programme, programmeTable(programme.lines)),
    );
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, note: string, part: Part<unknown>, table: Table): string {
  return `## ${title}\n\n${note}\n\n${settingText(part.setting)}\n\n${markdownTable(table)}`;
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

const WRITE_NOTE = `Orders of 3 lines (SOLD, to random members) through the receiver in a process of its own, against the yardstick: the very
rows that the receiver wrote, read back and written again into a copy of the database by one SQL statement per call, every
value known beforehand, nothing looked up, claimed, locked ahead or decided. Both take turns in one run, at the same batch
size from the same number of callers; afterwards the two databases are compared row by row. The receiver's time includes
parsing the JSON of a call; its lock time runs from the claims to the COMMIT's answer.`;

const SINGLE_NOTE =
  "The real server (`src/main.ts`), HTTP keep-alive, an API key, log level and limits as in production.";

const HOT_NOTE = "Through the receiver as above; every purchase is the same customer's.";

const REDEEM_NOTE = `\`redeemCoupon\` over GraphQL at the real server with a till's key; every coupon is another customer's, has a least
basket and is used once. Checked are: every answer is a redemption for the first time; as many redemptions, used coupons,
attempts and stream rows in the database as sent.`;
const PUSH_NOTE = `Sockets (graphql-transport-ws, loopback, each signed in as somebody else) on the real server, in a process of their own.
One change after the other, each waited for by all who must be told: so the delay is that of an idle server, and to the
last socket it is what a change costs that everybody follows. Commit times are PostgreSQL's own (track_commit_timestamp).`;
const READ_NOTE = `The same customer query (name, loyalty with progress, five orders, five interactions, coupons with eligibility, freshness) of random customers over HTTP, signed in,
closed loop. Servers run at the same time, each in its own process, and are asked in turns; their answers are compared before the clock
runs. "One SQL by hand" is node:http and one statement that gives the same JSON and nothing else. Mercurius and Apollo run our schema and
resolvers with DataLoaders of each request.`;
const PROGRAMME_NOTE = `Purchases of 3 lines in batches of 500 under a programme with everything on (multipliers by tier, line and time, a second
wallet, limits per month and wallet, points that become active and expire: bench/cases/fullProgramme.ts) against the rules that set-up brings, two receivers in turns.
Ends of terms: everybody's falls due at the same instant, and one job takes all through it. The simulation plays purchases of customers with some twenty each under
the full programme. Histories: the same query over HTTP, asked in turns of customers with few and with many orders, spread over 700 days.`;
