import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import { assertRight } from "../report/measure.ts";
import { type Spread, spreadOf } from "../report/statistics.ts";
import { tableOf } from "../report/table.ts";
import { enterToPage } from "./callerPage.ts";
import { emailOf } from "./purchases.ts";
import { seedHistories } from "./seedOrders.ts";

/** Debian's; without it the case measures nothing. */
const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const BUILD_PAGES = join(import.meta.dirname, "../../scripts/buildPages.ts");
/** Searches of a line, each for somebody else. */
const SEARCHES = 15;
/** For one page, on whatever machine it is. */
const ANSWER_MS = 60_000;
/** Whom seedHistories gives 10,000 orders, and behind them whom it gives 10, by their place. */
const LONG_FROM = 1;
const SHORT_FROM = 21;

interface ConsoleLine {
  readonly what: string;
  readonly customers: number;
  /** The first of all: the page's scripts and the database's blocks are not in memory yet. */
  readonly firstMs: number;
  readonly latencyMs: Spread | null;
}

async function measure(whole: Bench): Promise<readonly ConsoleLine[]> {
  if (!existsSync(CHROMIUM)) {
    whole.tell(`console: not measured, there is no ${CHROMIUM}`);
    return [];
  }
  await promisify(execFile)(process.execPath, [BUILD_PAGES, "--if-stale"]);
  await using bench = whole.part();
  const url = await bench.copy("bench_console");
  await seedHistories(bench.sql(url));
  const server = await bench.server(url);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const page = await browser.newPage({ locale: "en-GB" });
    page.setDefaultTimeout(ANSWER_MS);
    await page.goto(`http://127.0.0.1:${server.port}/console/customers?as=agent`);
    return [
      await measureSearches(bench, page, { what: "customers of 10 orders", from: SHORT_FROM }),
      await measureSearches(bench, page, { what: "customers of 10,000 orders", from: LONG_FROM }),
    ];
  } finally {
    await browser.close();
  }
}

async function measureSearches(
  bench: Bench,
  page: Page,
  { what, from }: { readonly what: string; readonly from: number },
): Promise<ConsoleLine> {
  const ms: number[] = [];
  for (let at = 0; at <= SEARCHES; at += 1) {
    ms.push(await enterToPage(page, emailOf(from + at)));
  }
  const orders = await page.getByRole("region", { name: "Last orders" }).innerText();
  assertRight(`console, ${what}`, /£15\.00/.test(orders) ? [] : ["no order is on the page"]);
  const [firstMs = Number.NaN, ...others] = ms;
  const latencyMs = spreadOf(others);
  bench.tell(`console, ${what}: first ${firstMs | 0} ms, then p50 ${latencyMs?.p50.toFixed(0)} ms`);
  return { what, customers: bench.options.customers, firstMs, latencyMs };
}

export const consoleCase: Case<ConsoleLine> = {
  name: "console",
  title: "The console",
  note: `Milliseconds from Enter in the search box to the frame of Chromium in which the customer's page is
drawn, with tier, points and orders: a search by e-mail, and what the page asks for. The server is the real one, and the browser runs on the same machine. \`--customers\` says how many there are;
a million takes some minutes to fill. Each of ${SEARCHES} searches is for somebody who was not asked for before.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      what: (line) => line.what,
      customers: (line) => line.customers,
      "first, ms": (line) => line.firstMs,
      "ms p50 / p99": (line) => line.latencyMs,
    }),
  ],
  bars: (lines) => [
    bar(
      "From Enter to a customer's page, p99, at most",
      1_500,
      "ms",
      lines.length === 0 ? null : Math.max(...lines.map(({ latencyMs }) => latencyMs?.p99 ?? 0)),
    ),
  ],
};
