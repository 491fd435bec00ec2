import { randomInt } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import { RULE_GROUPS } from "./mutate/groups.ts";
import { mutate, percentOf, WORKERS_DEFAULT } from "./mutate/run.ts";

/**
 * `npm run mutate`: breaks a sample of the rules, one change at a time, and counts what the tests
 * notice. Exit code 1 when a group is below its least.
 */

const LINES = 160;
const LINES_MAX = 100_000;
const WORKERS_MAX = 16;
const SEED_MAX = 2 ** 31 - 1;

const program = new Command("mutate")
  .description("break the rules at random, one change at a time, and count what the tests notice")
  .option("--lines <n>", "of each group, chosen by the seed", wholeUpTo(LINES_MAX), LINES)
  .option("--workers <n>", "mutants at a time", wholeUpTo(WORKERS_MAX), WORKERS_DEFAULT)
  .option("--seed <n>", "repeats a run", seedOf, randomInt(SEED_MAX))
  .addOption(
    new Option("--group <name...>", "only these").choices(RULE_GROUPS.map(({ name }) => name)),
  )
  .option("--json", "print one JSON object at the end")
  .parse();

const { lines, seed, workers, group, json } = program.opts<{
  lines: number;
  workers: number;
  seed: number;
  group?: string[];
  json?: true;
}>();

console.error(`seed ${seed}, ${lines} lines of each group`);
const scores = await mutate({ seed, lines, workers, groups: group ?? [] });
if (json === true) {
  console.log(JSON.stringify({ seed, lines, scores }));
} else {
  for (const score of scores) {
    const percent = percentOf(score).toFixed(1);
    console.log(
      `${score.name}: ${percent} % of ${score.mutants} noticed, ${score.leastPercent} % at least`,
    );
    for (const { place, change, isReached } of score.survivors) {
      console.log(`  ${place}  ${change}${isReached ? "" : "  (no test gets there)"}`);
    }
  }
}
process.exitCode = scores.every((score) => percentOf(score) >= score.leastPercent) ? 0 : 1;

function wholeUpTo(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0 && value <= max) {
      return value;
    }
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${max}.`);
  };
}

function seedOf(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= SEED_MAX) {
    return value;
  }
  throw new InvalidArgumentError(`It must be a whole number up to ${SEED_MAX}.`);
}
