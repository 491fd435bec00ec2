import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Bench, type BenchOptions } from "../bench.ts";
import { parseOptions, UsageError } from "../options.ts";
import { startCluster } from "../processes/cluster.ts";
import type { ReceiverSeen } from "../processes/receiverProcess.ts";
import { createBenchKey, readBatchCount } from "../processes/server.ts";
import { withSql } from "../processes/sql.ts";
import {
  type CpuProfile,
  type SelfTime,
  selfTimes,
  selfTimesByFolder,
} from "../report/cpuProfile.ts";
import { warmUpPurchases } from "../report/measure.ts";
import { number, share, type Table, tableOf, textTable } from "../report/table.ts";

/**
 * `node bench/cases/profile.ts [--batch 500] [--seconds 5] [--writers 1] [--json
 * FILE.cpuprofile]`: where the receiver's process spends its time once it is warm; with
 * `--door graphql` or `ndjson` where the server does. The profile is the one of --cpu-prof, started
 * after the warm-up, so that loading and compiling are not in it; with --json it is kept for
 * Chrome's or an editor's viewer.
 *
 * Then what PostgreSQL spent on each statement. With one writer the stages of a batch follow each
 * other, and a last table says how long each takes, waiting for the database included.
 */

const TOP = 40;
const TOP_STATEMENTS = 15;
const STATEMENT_SHOWN = 60;
/** The server's own count of what each statement took; costs it a little. */
const STATEMENT_SETTINGS = { shared_preload_libraries: "pg_stat_statements" };
const CALLERS = 4;
const CALLERS_OF_SINGLES = 32;
const ROOT = `${join(import.meta.dirname, "../..")}/`;

async function profile(options: BenchOptions): Promise<void> {
  const cluster = await startCluster(options.customers, STATEMENT_SETTINGS);
  try {
    await using bench = new Bench(options, cluster, console.error);
    await profileOn(bench, await bench.copy("bench_profile"));
  } finally {
    await cluster.stop();
  }
}

async function profileOn(bench: Bench, url: string): Promise<void> {
  const { batches: sizes, writers, seconds, jsonFile } = bench.options;
  const batch = sizes.at(-1) ?? 1;
  const { child, door, committed } = await startSubject(bench, url);
  const load = bench.load(url);
  const plan = { batch, door, callers: batch === 1 ? CALLERS_OF_SINGLES : CALLERS, prefix: "p" };
  const { perSecond: rate } = await load.send(plan, "warm", 2 * warmUpPurchases(batch));
  await withSql(url, async (sql) => {
    await sql`create extension if not exists pg_stat_statements`;
    await sql`select pg_stat_statements_reset()`;
  });
  await committed();
  const cpuFrom = await child.call<number>("cpuMs");
  await child.call("startProfile");
  const { perSecond, purchases } = await load.send(plan, "run", rate * seconds);
  const { batches, seen } = await committed();
  const taken = await child.call<CpuProfile>("stopProfile");
  const cpuMs = (await child.call<number>("cpuMs")) - cpuFrom;
  if (jsonFile !== null) {
    await writeFile(jsonFile, JSON.stringify(taken));
  }

  const times = selfTimes(taken, ROOT);
  const [cpuUs, perBatch] = [number((cpuMs * 1_000) / purchases), number(purchases / batches)];
  const tables = [
    timesTable(times.slice(0, TOP)),
    timesTable(selfTimesByFolder(times)),
    await readStatements(url, batches),
    ...(seen !== null && writers === 1 ? [stagesTable(seen)] : []),
  ];
  const run = `${door.kind}, batch ${batch}, ${writers} writers: ${number(perSecond)}/s`;
  console.log(`${run}, ${cpuUs} us CPU a purchase, ${perBatch} purchases a transaction\n`);
  for (const table of tables) {
    console.log(textTable(table), "\n");
  }
}

/**
 * Starts what is looked into; `committed` tells transactions since it was last asked, and what else
 * a receiver saw.
 */
async function startSubject(bench: Bench, url: string) {
  const { door: kind, writers } = bench.options;
  if (kind === "receiver") {
    const { receiver: child, door } = await bench.receiver(url);
    const committed = async () => {
      const seen = await child.call<ReceiverSeen>("seen");
      return { batches: seen.sizes.length, seen };
    };
    return { child, door, committed };
  }
  const token = await createBenchKey(url, "ingest");
  const server = await bench.server(url, { WRITERS: String(writers) });
  let last = 0;
  const committed = async () => {
    const before = last;
    last = (await readBatchCount(server)).batches;
    return { batches: last - before, seen: null };
  };
  return { child: server, door: { kind, port: server.port, token }, committed };
}

/** What the server spent on executing each statement; the longest first. */
async function readStatements(url: string, batches: number): Promise<Table> {
  const rows = await withSql(
    url,
    (sql) => sql<{ query: string; calls: number; ms: number; rows: number }[]>`
      select query, calls::float8 as calls, total_exec_time as ms, rows::float8 as rows
      from pg_stat_statements order by total_exec_time desc limit ${TOP_STATEMENTS}`,
  );
  return tableOf(rows, {
    statement: (row) => row.query.trim().replaceAll(/\s+/g, " ").slice(0, STATEMENT_SHOWN),
    "calls a batch": (row) => row.calls / batches,
    "rows a call": (row) => row.rows / row.calls,
    "ms a call": (row) => row.ms / row.calls,
    "ms a batch": (row) => row.ms / batches,
  });
}

function timesTable(times: readonly SelfTime[]): Table {
  return tableOf(times, {
    place: (one) => one.place,
    function: (one) => one.name,
    "self ms": (one) => one.ms,
    share: (one) => share(one.share),
  });
}

/** Each stage is the time up to it; `planned` holds the wait for work, too. */
function stagesTable({ stageMs, sizes }: ReceiverSeen): Table {
  return tableOf(Object.entries(stageMs), {
    "up to": ([stage]) => stage,
    "ms a batch": ([, ms]) => ms / sizes.length,
  });
}

try {
  await profile(parseOptions(["write", ...process.argv.slice(2)]));
} catch (error) {
  if (error instanceof UsageError) {
    error.tell();
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}
