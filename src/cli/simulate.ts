import { readFile } from "node:fs/promises";
import { SingleBar } from "cli-progress";
import { type Command, InvalidArgumentError } from "commander";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import { formatPath, readRulesetDocument } from "../domain/ruleset/readDocument.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import type { Instant } from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import { formatSimulation, simulationToJson } from "../simulate/format.ts";
import { simulate } from "../simulate/simulate.ts";
import { withDatabase } from "./context.ts";

interface SimulateCommandOptions {
  readonly json?: true;
  readonly quiet?: true;
  readonly from?: Instant;
  readonly asOf?: Instant;
  readonly sample?: number;
}

const EXAMPLES = `
Examples:
  npx tributary simulate draft.yaml
  npx tributary simulate draft.json --sample 5000 --json > simulation.json
  npx tributary simulate draft.yaml --from 2026-01-01T00:00:00Z

Plays the recorded purchases again under the draft and says who would move, what it would cost and why. It changes
nothing and may run beside a server. Exit code 1 when the draft is no ruleset.`;

/** The number that a draft of a file is checked under; nothing is stored. */
const TRIED_VERSION = 1_000_000;

/** `tributary simulate FILE`: what a draft of rules would have made of the real history. */
export function register(program: Command): void {
  program
    .command("simulate")
    .description("try a draft of rules on the recorded history, without changing anything")
    .argument("<file>", "the draft, JSON or YAML")
    .option("--from <instant>", "rules in force hold until then, the draft afterwards", instantOf)
    .option(
      "--as-of <instant>",
      "compare both sides then, after the last purchase; default: now",
      instantOf,
    )
    .option("--sample <customers>", "that many customers, taken at random", sampleOf)
    .option("--json", "print one JSON object")
    .option("--quiet", "show no progress")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant !== null) {
    return instant;
  }
  throw new InvalidArgumentError("It must be an instant such as 2026-01-01T00:00:00Z.");
}

function sampleOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a whole number from 1 up.");
}

async function run(file: string, options: SimulateCommandOptions): Promise<void> {
  const draft = await draftOf(file);
  if (draft === null) {
    process.exitCode = 1;
    return;
  }
  const simulation = await withDatabase(async ({ sql }) => {
    const bar = options.quiet === true || !process.stderr.isTTY ? null : progressBar();
    return await simulate(sql, {
      draft,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.asOf === undefined ? {} : { now: options.asOf }),
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      onProgress: ({ done, total }) => bar?.update(done, total),
    }).finally(() => bar?.stop());
  });
  console.log(
    options.json === true
      ? JSON.stringify(simulationToJson(simulation, draft), null, 2)
      : formatSimulation(simulation, draft),
  );
}

/**
 * Null when the file cannot be read or is no ruleset; every fault has been told then, each with its
 * place.
 */
async function draftOf(file: string): Promise<Ruleset | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    console.error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
    return null;
  }
  const read = readRulesetDocument(text, TRIED_VERSION);
  if (read.ok) {
    return parseRuleset(read.document);
  }
  for (const { path, message } of read.issues) {
    console.error(`${file}: ${formatPath(path)}: ${message}`);
  }
  return null;
}

function progressBar(): { update(done: number, total: number): void; stop(): void } {
  const bar = new SingleBar({
    stream: process.stderr,
    format: "[{bar}] {percentage}% | {value}/{total} customers | {eta_formatted} left",
    hideCursor: true,
  });
  let isStarted = false;
  return {
    update: (done, total) => {
      if (!isStarted) {
        bar.start(total, 0);
      }
      isStarted = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
