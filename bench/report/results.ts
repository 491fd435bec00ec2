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
  /** Mean events of a committed transaction. Absent in figures from before it was measured, as is cpuUs. */
  readonly eventsPerTransaction?: number;
  /** CPU microseconds of a purchase: in the server's process, and in its write connections. */
  readonly cpuUs?: CpuFigures;
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

/** One line of `redeem`: tills at the real server, every coupon another customer's. */
export type RedeemLine = {
  readonly callers: number;
  readonly perSecond: number;
  readonly latencyMs: Spread | null;
  /** CPU microseconds of a redemption: in the server, and in PostgreSQL's connections (null where unknown). */
  readonly cpuUs: { readonly process: number | null; readonly postgres: number | null };
  readonly rowsPerRedemption: number;
  readonly redemptions: number;
};

/** One line of `push`: changes told to sockets of the real server. */
export type PushLine = {
  readonly what: string;
  readonly sockets: number;
  readonly changes: number;
  /** From PostgreSQL's commit to the client's socket, over all sockets that were told. */
  readonly delayMs: Spread | null;
  /** The same for the last socket of each change. */
  readonly lastMs: Spread | null;
  /** CPU of the server process per event handed to a socket, purchases included; null where these are most of it. */
  readonly cpuUsPerEvent: number | null;
  /** What a socket with a subscription costs while nothing happens; null where it was not measured. */
  readonly idleBytes: { readonly resident: number; readonly heap: number } | null;
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

/** One line of `programme`: what rules, time and long histories cost. */
export type ProgrammeLine = {
  readonly what: string;
  readonly perSecond: number;
  /** The rate of what it is compared with; null where that is another line, or nothing. */
  readonly against: number | null;
  /** How many times slower than that; for what falls due together, seconds until all were through. */
  readonly times: number | null;
  readonly latencyMs: Spread | null;
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
  readonly redeem?: Part<RedeemLine>;
  readonly push?: Part<PushLine>;
  readonly read?: Part<ReadLine>;
  readonly programme?: Part<ProgrammeLine>;
};

/** What is promised of a figure. */
export type Bar = {
  readonly name: string;
  readonly wanted: number;
  readonly unit: string;
  /** Null when it was not measured. */
  readonly measured: number | null;
};

/** What is asked for per second, as ratios and as latency; the row budget of a purchase. */
const WANTED = {
  ratioAt500: 0.5,
  perSecondAt500: 5_000,
  singlePerSecond: 1_200,
  hotPerSecond: 500,
  rowsPerPurchase: 8,
  redeemPerSecond: 500,
  redeemP99Ms: 80,
  /** Issue 3: against one SQL by hand, against Mercurius with JIT; what a storefront asks against the whole. */
  ofHandwritten: 0.75,
  ofMercurius: 2,
  ofWholeCustomer: 1.5,
  flat: 1.2,
  /** Issue 4. */
  fullProgramme: 1.5,
  duePerSecond: 5_000,
  simulatedPerSecond: 20_000,
};

/** The bars, with what was measured against each. */
export function barsOf(results: Results): readonly Bar[] {
  const at500 = results.write?.lines.find(({ batch }) => batch === 500);
  const graphql = results.single?.lines.find(
    ({ door, batch }) => door === "GraphQL" && batch === 1,
  );
  const redeem = results.redeem?.lines[0];
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
    bar(
      "Redemptions of distinct coupons, at least",
      WANTED.redeemPerSecond,
      "/s",
      redeem?.perSecond,
    ),
    bar("Redemption p99, below", WANTED.redeemP99Ms, "ms", redeem?.latencyMs?.p99),
    ...readBarsOf(results.read?.lines ?? []),
    ...programmeBarsOf(results.programme?.lines ?? []),
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

function programmeBarsOf(lines: readonly ProgrammeLine[]): readonly Bar[] {
  const [full, due, simulation, short, long] = lines;
  const p50 = (line: ProgrammeLine | undefined) => line?.latencyMs?.p50 ?? Number.NaN;
  const history = p50(long) / p50(short);
  return [
    bar(
      "Purchases under a full programme, times slower, at most",
      WANTED.fullProgramme,
      "x slower",
      full?.times,
    ),
    bar(
      "Ends of terms that fall due together, at least",
      WANTED.duePerSecond,
      "/s",
      due?.perSecond,
    ),
    bar("Simulated purchases, at least", WANTED.simulatedPerSecond, "/s", simulation?.perSecond),
    bar(
      "Tier, points and latest orders, p50 with 10,000 orders through 10, at most",
      WANTED.flat,
      "x of p50",
      Number.isNaN(history) ? null : history,
    ),
  ];
}

function bar(name: string, wanted: number, unit: string, measured: number | null | undefined): Bar {
  return { name, wanted, unit, measured: measured ?? null };
}

const AT_MOST = ["rows", "ms", "x of p50", "x slower"];

/** Rows and latencies are counted from above, everything else from below. Null when it was not measured. */
export function isMet({ measured, wanted, unit }: Bar): boolean | null {
  if (measured === null) return null;
  return AT_MOST.includes(unit) ? measured <= wanted : measured >= wanted;
}
