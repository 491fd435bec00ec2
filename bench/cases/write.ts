import { startChild } from "../processes/children.ts";
import type { Door, LoadResult } from "../processes/loadProcess.ts";
import type { ReceiverInput, ReceiverSeen } from "../processes/receiverProcess.ts";
import type { YardstickInput, YardstickResult } from "../processes/yardstickProcess.ts";
import {
  findDifferingTables,
  findWrongAnswers,
  readTableFigures,
  readWalBytes,
  type TableFigures,
} from "../report/databaseFigures.ts";
import {
  assertRight,
  type Bench,
  CHECKED_PURCHASES,
  rateOf,
  send,
  warmUpPurchases,
  wholeCalls,
} from "../report/measure.ts";
import type { WriteLine } from "../report/results.ts";
import { spreadOf, sumOf } from "../report/statistics.ts";
import { readServerCpuMs } from "./serverCpu.ts";

/** Turns of the receiver and the yardstick: what the machine does to one it does to the other. */
const TURNS = 4;
const CALLERS = 4;
/** Names that the connections of the two go by. */
const RECEIVER = "tributary-write";
const YARDSTICK = "tributary-bench-yardstick";

/** One after the other, the batch sizes that were asked for. */
export async function measureWrite(bench: Bench): Promise<readonly WriteLine[]> {
  const lines: WriteLine[] = [];
  for (const batch of bench.options.batches) lines.push(await measureBatch(bench, batch));
  return lines;
}

type Turn = {
  readonly load: LoadResult;
  readonly seen: ReceiverSeen;
  readonly walBytes: number;
  readonly yardstick: YardstickResult;
  readonly yardstickWalBytes: number;
  /** Of PostgreSQL's connections. */
  readonly serverCpuMs: number | null;
  readonly yardstickServerCpuMs: number | null;
};

async function measureBatch(bench: Bench, batch: number): Promise<WriteLine> {
  const { cluster, options, tell } = bench;
  const names = { receiver: `bench_receiver_${batch}`, yardstick: `bench_yardstick_${batch}` };
  const url = await cluster.createCopy(names.receiver);
  const yardstickUrl = await cluster.createCopy(names.yardstick);
  const receiver = startChild("receiverProcess.ts", {
    url,
    writers: options.writers,
  } satisfies ReceiverInput);
  const yardstick = startChild("yardstickProcess.ts", {
    fromUrl: url,
    toUrl: yardstickUrl,
    callers: CALLERS,
  } satisfies YardstickInput);
  const load = startChild("loadProcess.ts", null);
  const sent = { purchases: 0, points: 0 };
  const turns: Turn[] = [];
  try {
    const door: Door = { kind: "receiver", port: await receiver.call<number>("port") };
    const turn = async (name: string, purchases: number): Promise<Turn> => {
      const prefix = `w${batch}${name}`;
      const plan = {
        prefix,
        purchases,
        batch,
        customers: options.customers,
        door,
        callers: CALLERS,
      };
      await receiver.call("seen");
      const walFrom = await readWalBytes(cluster.admin);
      const cpuFrom = await readServerCpuMs(cluster.admin, RECEIVER);
      const result = await send(load, plan);
      const cpuTo = await readServerCpuMs(cluster.admin, RECEIVER);
      const walTo = await readWalBytes(cluster.admin);
      const seen = await receiver.call<ReceiverSeen>("seen");
      sent.purchases += result.purchases;
      sent.points += result.points;
      await yardstick.call("prepare", { prefix, batch });
      const yardstickFrom = await readWalBytes(cluster.admin);
      const yardstickCpuFrom = await readServerCpuMs(cluster.admin, YARDSTICK);
      const again = await yardstick.call<YardstickResult>("run");
      const yardstickCpuTo = await readServerCpuMs(cluster.admin, YARDSTICK);
      const yardstickTo = await readWalBytes(cluster.admin);
      return {
        load: result,
        seen,
        walBytes: walTo - walFrom,
        yardstick: again,
        yardstickWalBytes: yardstickTo - yardstickFrom,
        serverCpuMs: difference(cpuFrom, cpuTo),
        yardstickServerCpuMs: difference(yardstickCpuFrom, yardstickCpuTo),
      };
    };
    await turn("check", wholeCalls(CHECKED_PURCHASES, batch));
    assertRight(`batch ${batch}, checked before timing`, await findWrongAnswers(url, sent));
    const warm = await turn("warm", warmUpPurchases(batch));
    const rate = rateOf(warm.load.purchases, warm.load.elapsedMs);
    const purchases = wholeCalls((rate * options.seconds) / TURNS, batch * CALLERS);
    for (let at = 1; at <= TURNS; at += 1) {
      turns.push(await turn(`turn${at}`, purchases));
      tell(`write, batch ${batch}, turn ${at} of ${TURNS}: ${ratesOf(turns.at(-1) as Turn)}`);
    }
  } finally {
    // Figures count when connections end.
    await Promise.all([receiver.stop(), yardstick.stop(), load.stop()]);
  }
  assertRight(`batch ${batch}, checked after timing`, await findWrongAnswers(url, sent));
  assertRight(`batch ${batch}, the yardstick`, await findDifferingTables(url, yardstickUrl));
  const tables = await readTableFigures(url);
  const before = await readTableFigures(await cluster.createCopy("bench_untouched"));
  await Promise.all([...Object.values(names), "bench_untouched"].map(cluster.dropCopy));
  return lineOf({ batch, writers: options.writers, turns, tables: less(tables, before), sent });
}

function difference(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from;
}

function perPurchaseUs(ms: readonly (number | null)[], purchases: number): number | null {
  const known = ms.filter((one) => one !== null);
  return known.length < ms.length ? null : (sumOf(known) * 1_000) / purchases;
}

function ratesOf({ load, yardstick }: Turn): string {
  const own = rateOf(load.purchases, load.elapsedMs);
  const peer = rateOf(load.purchases, yardstick.elapsedMs);
  return `${Math.round(own)}/s, yardstick ${Math.round(peer)}/s, ${(own / peer).toFixed(2)}x`;
}

/** A copy starts with no figures of its own on any version so far; should it keep them, they are not ours. */
function less(tables: readonly TableFigures[], before: readonly TableFigures[]): TableFigures[] {
  return tables
    .map((one) => {
      const other = before.find(({ table }) => table === one.table);
      return {
        table: one.table,
        inserted: one.inserted - (other?.inserted ?? 0),
        updated: one.updated - (other?.updated ?? 0),
        hotUpdated: one.hotUpdated - (other?.hotUpdated ?? 0),
      };
    })
    .filter(({ inserted, updated }) => inserted + updated > 0);
}

function lineOf(run: {
  readonly batch: number;
  readonly writers: number;
  readonly turns: readonly Turn[];
  readonly tables: readonly TableFigures[];
  readonly sent: { readonly purchases: number };
}): WriteLine {
  const { turns, tables } = run;
  const purchases = sumOf(turns.map(({ load }) => load.purchases));
  const elapsedMs = sumOf(turns.map(({ load }) => load.elapsedMs));
  const yardstickMs = sumOf(turns.map(({ yardstick }) => yardstick.elapsedMs));
  const updated = sumOf(tables.map((one) => one.updated));
  const failures: Record<string, number> = {};
  for (const { seen } of turns) {
    for (const [kind, count] of Object.entries(seen.failures)) {
      failures[kind] = (failures[kind] ?? 0) + count;
    }
  }
  return {
    batch: run.batch,
    callers: CALLERS,
    writers: run.writers,
    perSecond: rateOf(purchases, elapsedMs),
    yardstickPerSecond: rateOf(purchases, yardstickMs),
    ratio: yardstickMs / elapsedMs,
    ratios: turns.map(({ load, yardstick }) => yardstick.elapsedMs / load.elapsedMs),
    latencyMs: spreadOf(turns.flatMap(({ load }) => load.latencyMs)),
    yardstickLatencyMs: spreadOf(turns.flatMap(({ yardstick }) => yardstick.latencyMs)),
    lockMs: spreadOf(turns.flatMap(({ seen }) => seen.lockMs)),
    batchSize: spreadOf(turns.flatMap(({ seen }) => seen.sizes)),
    rowsPerPurchase: sumOf(tables.map((one) => one.inserted + one.updated)) / run.sent.purchases,
    hotShare: updated === 0 ? null : sumOf(tables.map((one) => one.hotUpdated)) / updated,
    walBytesPerPurchase: sumOf(turns.map((turn) => turn.walBytes)) / purchases,
    yardstickWalBytesPerPurchase: sumOf(turns.map((turn) => turn.yardstickWalBytes)) / purchases,
    cpuUs: {
      process: (sumOf(turns.map(({ seen }) => seen.cpuMs)) * 1_000) / purchases,
      postgres: perPurchaseUs(
        turns.map((turn) => turn.serverCpuMs),
        purchases,
      ),
    },
    yardstickCpuUs: {
      process: (sumOf(turns.map(({ yardstick }) => yardstick.cpuMs)) * 1_000) / purchases,
      postgres: perPurchaseUs(
        turns.map((turn) => turn.yardstickServerCpuMs),
        purchases,
      ),
    },
    failures,
    purchases: run.sent.purchases,
    tables,
  };
}
