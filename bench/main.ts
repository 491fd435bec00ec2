import { mkdir, readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { Bench, type BenchOptions } from "./bench.ts";
import type { Results } from "./case.ts";
import { CASES } from "./cases.ts";
import { parseOptions, UsageError } from "./options.ts";
import { startCluster } from "./processes/cluster.ts";
import { WrongAnswers } from "./report/measure.ts";
import { markdownReport, textReport } from "./report/report.ts";
import { describeSetting } from "./report/setting.ts";

/**
 * `npm run bench`: what the write path, the server and the tills do per second on this machine,
 * against bars and a yardstick. Exit code 1: answers were wrong, or something failed; a bar that is
 * missed is told, and is no failure: figures depend on the machine.
 *
 * A new case is a file in bench/cases/ (case.ts says of what) and a line in bench/cases.ts: command
 * line, report and figures follow.
 */

const JSON_FILE = join(import.meta.dirname, "../docs/benchmarks.json");
const MARKDOWN_FILE = join(import.meta.dirname, "../docs/benchmarks.md");
/** However long the lines are: something hangs. */
const RUN_TIMEOUT_MS = 45 * 60_000;
/** The longest that stopping the database may take when a run is broken off. */
const STOP_TIMEOUT_MS = 30_000;

const tell = (line: string) => console.error(line);

async function run(options: BenchOptions, command: string): Promise<void> {
  // Of the last minute, before anything of ours runs.
  const [loadAverage = 0] = loadavg();
  tell(`Setting up PostgreSQL with ${options.customers} customers ...`);
  const cluster = await startCluster(options.customers);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= cluster.stop();
    return stopping;
  };
  const interrupt = (why: string, code: number) => {
    tell(why);
    // Processes of the bench end when this one does; the database is stopped and its folder removed
    // first.
    void stop().finally(() => process.exit(code));
    // What does not stop in time is ended by the cluster's watchdog.
    setTimeout(() => process.exit(code), STOP_TIMEOUT_MS);
  };
  process.once("SIGINT", () => interrupt("Stopped.", 130));
  process.once("SIGTERM", () => interrupt("Stopped.", 143));
  const timer = setTimeout(() => interrupt("FAILED: took too long.", 1), RUN_TIMEOUT_MS);
  try {
    const setting = await describeSetting(options, cluster.admin, command, loadAverage);
    const measured: Record<string, Results[string]> = {};
    for (const { name, measure } of CASES.filter((one) => options.cases.includes(one.name))) {
      await using bench = new Bench(options, cluster, tell);
      measured[name] = { setting, lines: await measure(bench) };
    }
    console.log(textReport(measured));
    await store(measured, options.jsonFile);
  } finally {
    await stop();
    clearTimeout(timer);
  }
}

/** Parts that were not measured this time stay as they are. */
async function store(measured: Results, jsonFile: string | null): Promise<void> {
  const path = jsonFile ?? JSON_FILE;
  const results: Results = { ...(await readResults(path)), ...measured };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(results, null, 2)}\n`);
  if (jsonFile === null) {
    await writeFile(MARKDOWN_FILE, markdownReport(results));
  }
  tell(`Written: ${jsonFile ?? "docs/benchmarks.json, docs/benchmarks.md"}`);
}

async function readResults(path: string): Promise<Results> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Results;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") {
      return {};
    }
    throw error;
  }
}

try {
  const args = process.argv.slice(2);
  const command = ["npm run bench", ...(args.length === 0 ? [] : ["--", ...args])].join(" ");
  await run(parseOptions(args), command);
} catch (error) {
  if (error instanceof UsageError) {
    error.tell();
  } else {
    if (error instanceof WrongAnswers) {
      console.log(`FAILED: ${error.message}`);
    } else {
      console.error("FAILED:", error);
    }
    process.exitCode = 1;
  }
}
