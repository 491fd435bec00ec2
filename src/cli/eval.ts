import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { PRESETS, type Preset } from "../domain/identity/matching/presets.ts";
import { evaluate } from "./eval/evaluate.ts";
import { formatEvaluation } from "./eval/formatEvaluation.ts";
import { withOwnDatabase } from "./eval/ownDatabase.ts";
import { columnsOf, EvaluationFileError, readPeople } from "./eval/readPeople.ts";

interface EvalOptions {
  readonly preset?: keyof typeof PRESETS;
  readonly columns?: string;
  readonly truth?: string;
  readonly twoPass?: true;
  readonly json?: true;
  readonly quiet?: true;
}

const EXAMPLES = `
Examples:
  npx tributary eval identity people.csv --columns map.json --truth person --two-pass
  npx tributary eval identity dataset3.csv --preset febrl --two-pass --json
  npx tributary eval identity customers.jsonl reference.jsonl watchlist.jsonl --preset senzing

Loads the records one after the other through the engine that decides about customers, into a database that is there
for this run alone, and says how well the customers that result agree with the truth: of the pairs that were joined how
many are one person (precision), of those that are one person how many were joined (recall). The truth is looked at
when all is decided. --columns is a JSON object {"column": "field"}; fields are those of a person's record, such as
givenName, surname, birthDate, email, phone, street, postcode. --two-pass estimates the weights on the records
themselves, without the truth, and decides again.`;

/** `tributary eval identity FILE`: how good matching is where it is known who is who. */
export function register(program: Command): void {
  program
    .command("eval")
    .description("measure on records of your own how good decisions are")
    .command("identity")
    .description("how well records of persons are joined, where it is known who is who")
    .argument("<file...>", "CSV with a header, or JSONL; of a folder all such files in it")
    .option(
      "--preset <name>",
      `columns of a public set: ${Object.keys(PRESETS).join(", ")}`,
      presetOf,
    )
    .option("--columns <file>", "JSON object that says which column is which field")
    .option("--truth <column>", "the column that says who it is; with --columns")
    .option("--two-pass", "estimate the weights on these records, and decide again")
    .option("--json", "print one JSON object")
    .option("--quiet", "show no progress")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

function presetOf(name: string): keyof typeof PRESETS {
  if (Object.hasOwn(PRESETS, name)) {
    return name as keyof typeof PRESETS;
  }
  throw new InvalidArgumentError(
    `It is one of ${Object.keys(PRESETS).join(", ")}; for other files use --columns.`,
  );
}

async function run(files: readonly string[], options: EvalOptions): Promise<void> {
  try {
    const records = await readPeople(files, await mappingOf(options));
    if (records.length === 0) {
      throw new EvaluationFileError("there is no record in what was named");
    }
    const progress = progressOf(records.length, options.quiet === true);
    const evaluation = await withOwnDatabase((sql) =>
      evaluate(sql, records, { twoPass: options.twoPass === true, onProgress: progress }),
    );
    console.log(options.json === true ? JSON.stringify(evaluation) : formatEvaluation(evaluation));
  } catch (error) {
    if (!(error instanceof EvaluationFileError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function mappingOf({ preset, columns, truth }: EvalOptions): Promise<Preset> {
  if ((preset === undefined) === (columns === undefined)) {
    throw new EvaluationFileError("say either --preset or --columns: which column is which field");
  }
  if (preset !== undefined) {
    const { columns: mapped, isSparse = false }: Preset = PRESETS[preset];
    return truth === undefined ? PRESETS[preset] : { columns: mapped, isSparse, truth };
  }
  if (truth === undefined) {
    throw new EvaluationFileError("say with --truth which column tells who it is");
  }
  const path = columns as string;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new EvaluationFileError(
      `${path} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  return { columns: columnsOf(text, path), truth };
}

/** Every so many records a line is shown where nobody watches a bar. */
const PROGRESS_RECORDS = 1_000;

function progressOf(total: number, isQuiet: boolean): (done: number, doing: string) => void {
  let shown = 0;
  return (done, doing) => {
    const part = Math.floor(done / PROGRESS_RECORDS);
    if (!isQuiet && part !== shown && part > 0) {
      console.error(`${done} of ${total} ${doing}`);
    }
    shown = part;
  };
}
