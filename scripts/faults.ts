import { randomInt } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { formatResults } from "./faults/report.ts";
import { type FaultsResult, runFaults } from "./faults/run.ts";

/**
 * `npm run faults`: servers on one database are frozen, killed and cut off while a client keeps
 * account of every answer. Exit code 1 when the database or the pushes differ from the account, 130
 * when it is broken off.
 */

const MINUTES = 5;
const SERVERS = 3;
const SERVERS_MAX = 8;
const SEED_MAX = 2 ** 31 - 1;
const SEEDS_MAX = 1_000;
const BROKEN_OFF = 130;

const program = new Command("faults")
  .description(
    "freeze and kill servers, restart their database, and compare what a client was told with what is there; stops everything it starts",
  )
  .option("--minutes <n>", "of faults; each kind comes once at least", minutesOf, MINUTES)
  .option("--servers <n>", "processes on the one database", serversOf, SERVERS)
  .option(
    "--seed <n>",
    "repeats the series and what is sent",
    seedOf,
    randomInt(SEED_MAX - SEEDS_MAX),
  )
  .option("--seeds <n>", "so many series, by the seeds that follow, each anew", seedsOf, 1)
  .option("--json", "print one JSON object for each series")
  .parse();

const { minutes, servers, seed, seeds, json } = program.opts<{
  minutes: number;
  servers: number;
  seed: number;
  seeds: number;
  json?: true;
}>();

if (seed + seeds - 1 > SEED_MAX) {
  program.error(`error: --seed and --seeds go beyond ${SEED_MAX}, the last seed there is.`);
}

const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => abort.abort());
}
const results: FaultsResult[] = [];
try {
  for (let at = 0; at < seeds; at += 1) {
    console.error(`seed ${seed + at}, ${minutes} minutes, ${servers} servers`);
    const result = await runFaults({
      seed: seed + at,
      servers,
      seconds: minutes * 60,
      signal: abort.signal,
      onSaid: (text) => console.error(text),
    });
    results.push(result);
    if (json === true) {
      console.log(JSON.stringify(result));
    } else if (result.problems.length > 0) {
      console.error(result.problems.join("\n"));
    }
  }
} catch (error) {
  // What the series before it came to is told all the same.
  console.error(abort.signal.aborted ? "broken off" : error);
  process.exitCode = abort.signal.aborted ? BROKEN_OFF : 1;
}
if (json !== true && results.length > 0) {
  console.log(formatResults(results));
}
if (results.some(({ problems }) => problems.length > 0)) {
  process.exitCode ??= 1;
}

function minutesOf(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 24 * 60) {
    return value;
  }
  throw new InvalidArgumentError("It must be a number of minutes, up to 1440.");
}

function serversOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 2 && value <= SERVERS_MAX) {
    return value;
  }
  throw new InvalidArgumentError(`It must be a whole number from 2 to ${SERVERS_MAX}.`);
}

function seedsOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= SEEDS_MAX) {
    return value;
  }
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${SEEDS_MAX}.`);
}

function seedOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= SEED_MAX) {
    return value;
  }
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${SEED_MAX}.`);
}
