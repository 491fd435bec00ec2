import { randomInt } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { formatResult } from "./faults/report.ts";
import { runFaults } from "./faults/run.ts";

/**
 * `npm run faults`: servers on one database are frozen, killed and cut off while a client keeps
 * account of every answer. Exit code 1 when the database or the pushes differ from the account, 130
 * when it is broken off.
 */

const MINUTES = 5;
const SERVERS = 3;
const SERVERS_MAX = 8;
const SEED_MAX = 2 ** 31 - 1;
const BROKEN_OFF = 130;

const program = new Command("faults")
  .description(
    "freeze and kill servers, restart their database, and compare what a client was told with what is there; stops everything it starts",
  )
  .option("--minutes <n>", "of faults; each kind comes once at least", minutesOf, MINUTES)
  .option("--servers <n>", "processes on the one database", serversOf, SERVERS)
  .option("--seed <n>", "repeats the series and what is sent", seedOf, randomInt(SEED_MAX))
  .option("--json", "print one JSON object at the end")
  .parse();

const { minutes, servers, seed, json } = program.opts<{
  minutes: number;
  servers: number;
  seed: number;
  json?: true;
}>();

const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => abort.abort());
}
console.error(`seed ${seed}, ${minutes} minutes, ${servers} servers`);
try {
  const result = await runFaults({
    seed,
    servers,
    seconds: minutes * 60,
    signal: abort.signal,
    onSaid: (text) => console.error(text),
  });
  console.log(json === true ? JSON.stringify(result) : formatResult(result));
  process.exitCode = result.problems.length === 0 ? 0 : 1;
} catch (error) {
  if (!abort.signal.aborted) {
    throw error;
  }
  console.error("broken off");
  process.exitCode = BROKEN_OFF;
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

function seedOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= SEED_MAX) {
    return value;
  }
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${SEED_MAX}.`);
}
