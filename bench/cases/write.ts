import type { Bench } from "../bench.ts";
import { bar, type Case } from "../case.ts";
import type { Timed } from "../processes/callers.ts";
import type { ReceiverSeen } from "../processes/receiverProcess.ts";
import type { YardstickInput } from "../processes/yardstickProcess.ts";
import {
  findDifferingTables,
  readTableFigures,
  type TableFigures,
} from "../report/databaseFigures.ts";
import {
  assertRight,
  CHECKED_PURCHASES,
  cpuUsOf,
  rateOf,
  type Spent,
  spend,
  warmUpPurchases,
  wholeCalls,
} from "../report/measure.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { number, share, tableOf } from "../report/table.ts";

/** Turns of the receiver and the yardstick: what the machine does to one it does to the other. */
const TURNS = 4;
const CALLERS = 4;
/** Names that the connections of the two go by. */
const RECEIVER = "tributary-write";
const YARDSTICK = "tributary-bench-yardstick";

/** One after the other, the batch sizes that were asked for. */
async function measure(bench: Bench) {
  const lines = [];
  for (const batch of bench.options.batches) {
    lines.push(await measureBatch(bench, batch));
  }
  return lines;
}

async function measureBatch(whole: Bench, batch: number) {
  await using bench = whole.part();
  const { admin } = bench.cluster;
  const url = await bench.copy(`bench_receiver_${batch}`);
  const toUrl = await bench.copy(`bench_yardstick_${batch}`);
  if ((await readTableFigures(url)).length > 0) {
    throw new Error("a copy has figures of its source");
  }
  const { receiver, door } = await bench.receiver(url);
  const input = { fromUrl: url, toUrl, callers: CALLERS, name: YARDSTICK } satisfies YardstickInput;
  const yardstick = bench.child("processes/yardstickProcess.ts", input);
  const load = bench.load(url);
  const turn = async (run: string, purchases: number) => {
    const plan = { prefix: `w${batch}`, batch, door, callers: CALLERS };
    await receiver.call("seen");
    const own = await spend(admin, receiver, [RECEIVER], () => load.send(plan, run, purchases));
    const seen = await receiver.call<ReceiverSeen>("seen");
    await yardstick.call("prepare", { prefix: plan.prefix + run, batch });
    const peer = await spend(admin, yardstick, [YARDSTICK], () => yardstick.call<Timed>("run"));
    return { own, seen, peer, ratio: peer.result.elapsedMs / own.result.elapsedMs };
  };
  await turn("check", CHECKED_PURCHASES);
  await load.check(`batch ${batch}, checked before timing`);
  const rate = (await turn("warm", warmUpPurchases(batch))).own.result.perSecond;
  const purchases = wholeCalls((rate * bench.options.seconds) / TURNS, batch * CALLERS);
  const turns = [];
  for (let at = 1; at <= TURNS; at += 1) {
    const one = await turn(`turn${at}`, purchases);
    const rates = `${one.own.result.perSecond | 0}/s, ${one.ratio.toFixed(2)}x of the yardstick`;
    bench.tell(`write, batch ${batch}, turn ${at} of ${TURNS}: ${rates}`);
    turns.push(one);
  }
  // Figures count when connections end.
  await Promise.all([receiver.stop(), yardstick.stop()]);
  await load.check(`batch ${batch}, checked after timing`);
  assertRight(`batch ${batch}, the yardstick`, await findDifferingTables(url, toUrl));
  return lineOf(bench, batch, turns, await readTableFigures(url), load.sent.purchases);
}

interface Turn {
  readonly own: Spent<Timed & { readonly purchases: number }>;
  readonly seen: ReceiverSeen;
  readonly peer: Spent<Timed>;
  readonly ratio: number;
}

function lineOf(
  { options }: Bench,
  batch: number,
  turns: readonly Turn[],
  tables: readonly TableFigures[],
  sent: number,
) {
  const [own, peer] = [turns.map((turn) => turn.own), turns.map((turn) => turn.peer)];
  const purchases = sumOf(own.map(({ result }) => result.purchases));
  const elapsedMs = sumOf(own.map(({ result }) => result.elapsedMs));
  const yardstickMs = sumOf(peer.map(({ result }) => result.elapsedMs));
  const updated = sumOf(tables.map((one) => one.updated));
  const failures: Record<string, number> = {};
  for (const [kind, count] of turns.flatMap(({ seen }) => Object.entries(seen.failures))) {
    failures[kind] = (failures[kind] ?? 0) + count;
  }
  return {
    ...{ batch, callers: CALLERS, writers: options.writers },
    perSecond: rateOf(purchases, elapsedMs),
    yardstickPerSecond: rateOf(purchases, yardstickMs),
    /** perSecond through yardstickPerSecond, of the same purchases in the same run. */
    ratio: yardstickMs / elapsedMs,
    /** The ratio of each turn: how far the machine swayed. */
    ratios: turns.map(({ ratio }) => ratio),
    latencyMs: spreadOf(own.flatMap(({ result }) => result.latencyMs)),
    yardstickLatencyMs: spreadOf(peer.flatMap(({ result }) => result.latencyMs)),
    lockMs: spreadOf(turns.flatMap(({ seen }) => seen.lockMs)),
    /** Events in a transaction. */
    batchSize: spreadOf(turns.flatMap(({ seen }) => seen.sizes)),
    rowsPerPurchase: sumOf(tables.map((one) => one.inserted + one.updated)) / sent,
    /** Of the updates, 0 to 1; null without any. */
    hotShare: updated === 0 ? null : sumOf(tables.map((one) => one.hotUpdated)) / updated,
    walBytesPerPurchase: sumOf(own.map(({ wal }) => wal)) / purchases,
    yardstickWalBytesPerPurchase: sumOf(peer.map(({ wal }) => wal)) / purchases,
    /** Of a purchase: in the process, and in PostgreSQL's connections. */
    cpuUs: cpuUsOf(own, purchases),
    yardstickCpuUs: cpuUsOf(peer, purchases),
    ...{ failures, purchases: sent, tables },
  };
}

export type WriteLine = ReturnType<typeof lineOf>;

export const writeCase: Case<WriteLine> = {
  name: "write",
  title: "Write path",
  note: `Orders of 3 lines (SOLD, to random members) through the receiver in a process of its own, against the yardstick: the very
rows that the receiver wrote, read back and written again into a copy of the database by one SQL statement per call, every
value known beforehand, nothing looked up, taken, locked ahead or decided. Both take turns in one run, at the same batch
size from the same number of callers; afterwards the two databases are compared row by row. The receiver's time includes
parsing the JSON of a call; its lock time runs from taking the keys to the COMMIT's answer.`,
  measure,
  tables: (lines) => [
    tableOf(lines, {
      batch: (line) => String(line.batch),
      "purchases/s": (line) => line.perSecond,
      "yardstick/s": (line) => line.yardstickPerSecond,
      ratio: (line) => `${line.ratio.toFixed(2)}x`,
      "call ms p50 / p99": (line) => line.latencyMs,
      "yardstick ms p50 / p99": (line) => line.yardstickLatencyMs,
      "lock ms p50 / p99": (line) => line.lockMs,
      "events per transaction p50 / p99": (line) => line.batchSize,
      "rows per purchase": (line) => line.rowsPerPurchase,
      "HOT updates": (line) => share(line.hotShare),
      "WAL bytes per purchase": (line) => line.walBytesPerPurchase,
      "yardstick WAL": (line) => line.yardstickWalBytesPerPurchase,
      "CPU us per purchase: process + PostgreSQL": (line) => line.cpuUs,
      "yardstick CPU": (line) => line.yardstickCpuUs,
    }),
    rowsTable(lines.at(-1)),
  ],
  bars: (lines) => {
    const at500 = lines.find(({ batch }) => batch === 500);
    return [
      bar("Batches of 500, share of the yardstick, at least", 0.5, "x", at500?.ratio),
      bar("Batches of 500, at least", 5_000, "/s", at500?.perSecond),
      bar(ROWS_BAR, 8, "rows", at500?.rowsPerPurchase),
    ];
  },
};

const ROWS_BAR = "Rows written per purchase in batches of 500, at most";

function rowsTable(line: WriteLine | undefined) {
  const each = (rows: number) => number(rows / (line?.purchases ?? 1));
  const table = tableOf(line?.tables ?? [], {
    table: (one) => one.table,
    "inserted per purchase": (one) => each(one.inserted),
    "updated per purchase": (one) => each(one.updated),
    "HOT updates": (one) => share(one.updated === 0 ? null : one.hotUpdated / one.updated),
  });
  return { caption: "Rows at the largest batch", ...table };
}
