import type { TableFigures } from "./databaseFigures.ts";
import type { Spread } from "./statistics.ts";

export type CpuFigures = { readonly process: number; readonly postgres: number | null };

/** One line of `write`: the receiver and the yardstick at one batch size, in turns. */
export type WriteLine = {
  readonly batch: number;
  readonly callers: number;
  readonly writers: number;
  readonly perSecond: number;
  readonly yardstickPerSecond: number;
  /** perSecond through yardstickPerSecond, of the same purchases in the same run. */
  readonly ratio: number;
  /** The ratio of each turn: how far the machine swayed. */
  readonly ratios: readonly number[];
  readonly latencyMs: Spread | null;
  readonly yardstickLatencyMs: Spread | null;
  readonly lockMs: Spread | null;
  /** Events in a transaction. */
  readonly batchSize: Spread | null;
  readonly rowsPerPurchase: number;
  /** Of the updates, 0 to 1; null without any. */
  readonly hotShare: number | null;
  readonly walBytesPerPurchase: number;
  readonly yardstickWalBytesPerPurchase: number;
  /** CPU microseconds of a purchase: in the process, and in PostgreSQL's connections (null where unknown). */
  readonly cpuUs: CpuFigures;
  readonly yardstickCpuUs: CpuFigures;
  readonly failures: Readonly<Record<string, number>>;
  readonly purchases: number;
  readonly tables: readonly TableFigures[];
};

/** One line of `single`: a door of the real server. */
export type SingleLine = {
  readonly door: string;
  readonly batch: number;
  readonly callers: number;
  readonly perSecond: number;
  readonly latencyMs: Spread | null;
  readonly purchases: number;
};

/** One line of `hot`: everything on one customer. */
export type HotLine = {
  readonly batch: number;
  readonly callers: number;
  readonly perSecond: number;
  readonly latencyMs: Spread | null;
  readonly lockMs: Spread | null;
  readonly batchSize: Spread | null;
  readonly purchases: number;
};

/** One line of `read`: a server that answers the same query, or ours with another one. */
export type ReadLine = {
  readonly server: string;
  readonly connections: number;
  readonly perSecond: number;
  /** Of each turn: how far the machine swayed. */
  readonly rates: readonly number[];
  readonly latencyMs: Spread | null;
  /** CPU microseconds of a request. */
  readonly cpuUs: CpuFigures;
  /** Resident memory after the run. */
  readonly memoryMb: number | null;
  readonly requests: number;
};

/** Where and how a part was measured. Nothing that names the machine. */
export type Setting = {
  readonly date: string;
  readonly command: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  /** Before the run; much above 0 and others were using the machine. */
  readonly loadAverage: number;
  readonly platform: string;
  readonly node: string;
  readonly postgres: string;
  readonly customers: number;
  readonly secondsPerLine: number;
};

export type Part<Line> = { readonly setting: Setting; readonly lines: readonly Line[] };

/** Everything that was measured; parts that a run left out keep their figures and their date. */
export type Results = {
  readonly write?: Part<WriteLine>;
  readonly single?: Part<SingleLine>;
  readonly hot?: Part<HotLine>;
  readonly read?: Part<ReadLine>;
};

/** What is promised of a figure. */
export type Bar = {
  readonly name: string;
  readonly wanted: number;
  readonly unit: string;
  /** Null when it was not measured. */
  readonly measured: number | null;
};

/** Purchases per second and ratios that issue 2 asks for; the row budget of CONTRACT 6. */
const WANTED = {
  ratioAt500: 0.5,
  perSecondAt500: 5_000,
  singlePerSecond: 1_200,
  hotPerSecond: 500,
  rowsPerPurchase: 8,
  /** Issue 3: against one SQL by hand, against Mercurius with JIT; what a storefront asks against the whole. */
  ofHandwritten: 0.75,
  ofMercurius: 2,
  ofWholeCustomer: 1.5,
  flat: 1.2,
};

/** The bars, with what was measured against each. */
export function barsOf(results: Results): readonly Bar[] {
  const at500 = results.write?.lines.find(({ batch }) => batch === 500);
  const graphql = results.single?.lines.find(
    ({ door, batch }) => door === "GraphQL" && batch === 1,
  );
  const hot = results.hot?.lines ?? [];
  const slowestHot = hot.length === 0 ? null : Math.min(...hot.map(({ perSecond }) => perSecond));
  return [
    bar("Batches of 500, share of the yardstick, at least", WANTED.ratioAt500, "x", at500?.ratio),
    bar("Batches of 500, at least", WANTED.perSecondAt500, "/s", at500?.perSecond),
    bar(
      "Single ingestPurchases mutations, 32 connections, at least",
      WANTED.singlePerSecond,
      "/s",
      graphql?.perSecond,
    ),
    bar("One hot customer, slowest line, at least", WANTED.hotPerSecond, "/s", slowestHot),
    bar(
      "Rows written per purchase in batches of 500, at most",
      WANTED.rowsPerPurchase,
      "rows",
      at500?.rowsPerPurchase,
    ),
    ...readBarsOf(results.read?.lines ?? []),
  ];
}

function readBarsOf(lines: readonly ReadLine[]): readonly Bar[] {
  const rate = (start: string) =>
    lines.find(({ server }) => server.startsWith(start))?.perSecond ?? null;
  const share = (a: number | null, b: number | null) => (a === null || b === null ? null : a / b);
  const own = rate("Tributary");
  const ends = lines.filter(({ server }) => server.endsWith(" customers"));
  const [small, large] = ends.map(({ latencyMs }) => latencyMs?.p50 ?? null);
  return [
    bar(
      "Customer query, share of one SQL by hand, at least",
      WANTED.ofHandwritten,
      "x",
      share(own, rate("One SQL")),
    ),
    bar(
      "Customer query, times Mercurius with JIT, at least",
      WANTED.ofMercurius,
      "x",
      share(own, rate("Mercurius")),
    ),
    bar(
      "Tier only, times the customer query, at least",
      WANTED.ofWholeCustomer,
      "x",
      share(rate("Tributary, tier"), own),
    ),
    bar(
      "Customer query, p50 on many customers through few, at most",
      WANTED.flat,
      "x of p50",
      share(large ?? null, small ?? null),
    ),
  ];
}

function bar(name: string, wanted: number, unit: string, measured: number | null | undefined): Bar {
  return { name, wanted, unit, measured: measured ?? null };
}

const AT_MOST = ["rows", "x of p50"];

/** Rows and latencies are counted from above, everything else from below. Null when it was not measured. */
export function isMet({ measured, wanted, unit }: Bar): boolean | null {
  if (measured === null) return null;
  return AT_MOST.includes(unit) ? measured <= wanted : measured >= wanted;
}
