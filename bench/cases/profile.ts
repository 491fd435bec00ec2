import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, type Sql } from "../../db/connection/client.ts";
import { type BenchOptions, parseOptions, USAGE, UsageError } from "../options.ts";
import { startChild } from "../processes/children.ts";
import { startCluster } from "../processes/cluster.ts";
import type { Door } from "../processes/loadProcess.ts";
import type { ReceiverInput, ReceiverSeen } from "../processes/receiverProcess.ts";
import { createBenchKey, readBatchCount, startRealServer } from "../processes/server.ts";
import {
  type CpuProfile,
  type SelfTime,
  selfTimes,
  selfTimesByFolder,
} from "../report/cpuProfile.ts";
import { rateOf, send, warmUpPurchases, wholeCalls } from "../report/measure.ts";
import { number, type Table, textTable } from "../report/report.ts";

/**
 * `node bench/cases/profile.ts [--batch 500] [--seconds 5] [--writers 1] [--json FILE.cpuprofile]`: where the receiver's
 * process spends its time once it is warm; with `--door graphql` or `ndjson` where the server does. The profile is the one of --cpu-prof, started after the warm-up, so that
 * loading and compiling are not in it; with --json it is kept for Chrome's or an editor's viewer.
 *
 * Then what PostgreSQL spent on each statement. With one writer the stages of a batch follow each other,
 * and a last table says how long each takes, waiting for
 * the database included.
 */

const TOP = 40;
const TOP_STATEMENTS = 15;
const STATEMENT_SHOWN = 60;
/** The server's own count of what each statement took; costs it a little. */
const STATEMENT_SETTINGS = { shared_preload_libraries: "pg_stat_statements" };
const CALLERS = 4;
const CALLERS_OF_SINGLES = 32;
const ROOT = `${join(import.meta.dirname, "../..")}/`;

async function profile(args: readonly string[]): Promise<void> {
  const options = parseOptions(["write", ...args]);
  const cluster = await startCluster(options.customers, STATEMENT_SETTINGS);
  try {
    await profileOn(await cluster.createCopy("bench_profile"), cluster.folder, options);
  } finally {
    await cluster.stop();
  }
}

async function profileOn(url: string, folder: string, options: BenchOptions): Promise<void> {
  const batch = options.batches.at(-1) ?? 1;
  const subject = await startSubject(url, folder, options);
  const load = startChild("loadProcess.ts", null);
  try {
    const callers = batch === 1 ? CALLERS_OF_SINGLES : CALLERS;
    const plan = { batch, customers: options.customers, door: subject.door, callers };
    const warmUp = 2 * warmUpPurchases(batch);
    const warm = await send(load, { ...plan, prefix: "warm", purchases: warmUp });
    await countStatements(url);
    await subject.start();
    const rate = rateOf(warm.purchases, warm.elapsedMs);
    const purchases = wholeCalls(rate * options.seconds, batch);
    const result = await send(load, { ...plan, prefix: "run", purchases });
    const { profile: taken, cpuMs, batches, seen } = await subject.end();
    if (options.jsonFile !== null) await writeFile(options.jsonFile, JSON.stringify(taken));

    const times = selfTimes(taken, ROOT);
    const perSecond = number(rateOf(result.purchases, result.elapsedMs));
    const cpuUs = number((cpuMs * 1_000) / result.purchases);
    const perBatch = number(result.purchases / batches);
    const run = `${options.door}, batch ${batch}, ${options.writers} writers`;
    console.log(
      `${run}: ${perSecond}/s, ${cpuUs} us CPU a purchase, ${perBatch} purchases a transaction\n`,
    );
    console.log(textTable(timesTable(times.slice(0, TOP))), "\n");
    console.log(textTable(timesTable(selfTimesByFolder(times))), "\n");
    console.log(textTable(await readStatements(url, batches)), "\n");
    if (seen !== null && options.writers === 1) console.log(textTable(stagesTable(seen)));
  } finally {
    await Promise.all([subject.stop(), load.stop()]);
  }
}

/** What is looked into. */
type Subject = {
  readonly door: Door;
  start(): Promise<void>;
  end(): Promise<{
    readonly profile: CpuProfile;
    readonly cpuMs: number;
    /** Committed transactions. */
    readonly batches: number;
    readonly seen: ReceiverSeen | null;
  }>;
  stop(): Promise<void>;
};

async function startSubject(url: string, folder: string, options: BenchOptions): Promise<Subject> {
  if (options.door === "receiver") return await startReceiver(url, options.writers);
  const token = await createBenchKey(url, { role: "ingest" });
  const server = await startRealServer(url, join(folder, "server"), {
    WRITERS: String(options.writers),
  });
  let [cpuMs, batches] = [0, 0];
  return {
    door: { kind: options.door, port: server.port, token },
    start: async () => {
      batches = (await readBatchCount(server.metricsPort)).batches;
      ({ cpuMs } = await server.ask("startProfile"));
    },
    end: async () => {
      const ended = await server.ask("stopProfile");
      if (ended.profile === undefined) throw new Error("the server gave no profile");
      return {
        profile: ended.profile,
        cpuMs: ended.cpuMs - cpuMs,
        batches: (await readBatchCount(server.metricsPort)).batches - batches,
        seen: null,
      };
    },
    stop: () => server.stop(),
  };
}

async function startReceiver(url: string, writers: number): Promise<Subject> {
  const receiver = startChild("receiverProcess.ts", { url, writers } satisfies ReceiverInput);
  return {
    door: { kind: "receiver", port: await receiver.call<number>("port") },
    start: async () => {
      await receiver.call("seen");
      await receiver.call("startProfile");
    },
    end: async () => {
      const seen = await receiver.call<ReceiverSeen>("seen");
      const profile = await receiver.call<CpuProfile>("stopProfile");
      return { profile, cpuMs: seen.cpuMs, batches: seen.sizes.length, seen };
    },
    stop: () => receiver.stop(),
  };
}

async function countStatements(url: string): Promise<void> {
  await withSql(url, async (sql) => {
    await sql`create extension if not exists pg_stat_statements`;
    await sql`select pg_stat_statements_reset()`;
  });
}

/** What the server spent on executing each statement; the longest first. */
async function readStatements(url: string, batches: number): Promise<Table> {
  const rows = await withSql(
    url,
    (sql) => sql<{ query: string; calls: number; ms: number; rows: number }[]>`
      select query, calls::float8 as calls, total_exec_time as ms, rows::float8 as rows
      from pg_stat_statements order by total_exec_time desc limit ${TOP_STATEMENTS}`,
  );
  return {
    head: ["statement", "calls a batch", "rows a call", "ms a call", "ms a batch"],
    rows: rows.map((row) => [
      row.query.trim().replaceAll(/\s+/g, " ").slice(0, STATEMENT_SHOWN),
      number(row.calls / batches),
      number(row.rows / row.calls),
      number(row.ms / row.calls),
      number(row.ms / batches),
    ]),
  };
}

async function withSql<T>(url: string, run: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(url, { max: 1, applicationName: "tributary-bench-profile" });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}

function timesTable(times: readonly SelfTime[]): Table {
  return {
    head: ["place", "function", "self ms", "share"],
    rows: times.map(({ name, place, ms, share }) => [
      place,
      name,
      number(ms),
      `${(share * 100).toFixed(1)} %`,
    ]),
  };
}

/** Each stage is the time up to it; `planned` holds the wait for work, too. */
function stagesTable({ stageMs, sizes }: ReceiverSeen): Table {
  return {
    head: ["up to", "ms a batch"],
    rows: Object.entries(stageMs).map(([stage, ms]) => [stage, number(ms / sizes.length)]),
  };
}

try {
  await profile(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
