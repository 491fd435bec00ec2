import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { curve } from "./soak/curve.ts";
import { soak } from "./soak/run.ts";

/**
 * `npm run soak`: the server with a small heap under everything that is asked of one, for minutes.
 * Exit code 1 when something grows, or the server answered with a fault of its own.
 */

const MINUTES = 30;
const WARM_UP_SHARE = 1 / 3;
const LOOKS_PER_MINUTE = 1;
/** A verdict needs some. */
const LOOKS_MIN = 12;
const SEED_MAX = 2 ** 31 - 1;

const program = new Command("soak")
  .description("run the server under load and see that nothing grows; stops everything it starts")
  .option("--minutes <n>", "under load; the first third is not judged", minutesOf, MINUTES)
  .option("--seed <n>", "repeats a run", seedOf, randomInt(SEED_MAX))
  .option("--json", "print one JSON object at the end")
  .option("--docs <file>", "write the curve as Markdown")
  .parse();

const { minutes, seed, json, docs } = program.opts<{
  minutes: number;
  seed: number;
  json?: true;
  docs?: string;
}>();

const abort = new AbortController();
process.once("SIGINT", () => abort.abort()).once("SIGTERM", () => abort.abort());
console.error(`seed ${seed}, ${minutes} minutes`);
const result = await soak({
  seed,
  seconds: minutes * 60,
  warmUpSeconds: minutes * 60 * WARM_UP_SHARE,
  looks: Math.max(LOOKS_MIN, minutes * LOOKS_PER_MINUTE),
  fillsMemories: true,
  signal: abort.signal,
  onSample: ({ atS, requests, heapBytes, bufferBytes, residentBytes, resources }) => {
    const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(2);
    console.error(
      `${atS} s  ${requests} requests  heap ${mb(heapBytes)} MB  buffers ${mb(bufferBytes)} MB  resident ${mb(residentBytes)} MB  ${JSON.stringify(resources)}`,
    );
  },
});
const { verdict, faults, statuses, refusals } = result;
if (docs !== undefined) {
  await writeFile(docs, curve(result));
}
if (json === true) {
  console.log(JSON.stringify(result));
} else {
  console.log(`answers by status: ${JSON.stringify(statuses)}`);
  console.log(`operations refused by code: ${JSON.stringify(refusals)}`);
  console.log(
    `live memory: ${verdict.growthBytes} bytes more after ${verdict.requests} requests (${verdict.growthBytesPerRequest.toFixed(2)} each)`,
  );
  for (const problem of [...verdict.problems, ...faults]) {
    console.log(`FAILED: ${problem}`);
  }
}
process.exitCode = verdict.problems.length + faults.length === 0 ? 0 : 1;

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (minutes > 0 && minutes <= 24 * 60) {
    return minutes;
  }
  throw new InvalidArgumentError("It must be a number of minutes, up to 1440.");
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX) {
    return seed;
  }
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${SEED_MAX}.`);
}
