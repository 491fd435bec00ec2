import { readFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { listMappings, readMappingRow } from "../../db/queries/inbound/mappings.ts";
import { type MappingRead, readMapping } from "../inbound/mapping/readMapping.ts";
import {
  SAMPLE_RECEIVED_AT,
  type TriedRecord,
  tryMapping,
} from "../inbound/mapping/trial/tryMapping.ts";
import { keepMapping } from "../messages/saved/saveMapping.ts";
import { withDatabase } from "./context.ts";
import { operator } from "./operator.ts";
import { printable } from "./printable.ts";

interface JsonOption {
  readonly json?: true;
}

interface ShowOptions extends JsonOption {
  readonly version?: number;
}

type ReadMapping = Extract<MappingRead, { ok: true }>;

const EXAMPLES = `
Examples:
  npx tributary map try till.yaml sample.txt
  npx tributary map save till.yaml
  npx tributary map list
  npx tributary map show till-file --version 2

A mapping says how bodies in JSON, CSV, XML or fixed columns become events: docs/guides/mappings.md.
The newest version of a name is the one that reads; servers that run use it at once.`;

/** `tributary map`: how bodies are read for which there is no connector. */
export function register(program: Command): void {
  const map = program
    .command("map")
    .description("mappings: how bodies of any system become events; trying and saving them")
    .addHelpText("after", EXAMPLES);
  map
    .command("save")
    .description("check a mapping, and save it as the next version of its name")
    .argument("<file>", "the mapping, YAML or JSON")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExit code 1 when the mapping has a fault; nothing is saved then.")
    .action(save);
  map
    .command("list")
    .description("list the newest version of each mapping")
    .option("--json", "print one JSON object")
    .action(list);
  map
    .command("show")
    .description("show a mapping as it was saved")
    .argument("<name>", "its name")
    .option("--version <number>", "which one; default: the newest", parseVersion)
    .option("--json", "print one JSON object")
    .action(show);
  map
    .command("try")
    .description("say record by record what becomes of samples; needs no database")
    .argument("<file>", "the mapping, YAML or JSON")
    .argument("<samples...>", "bodies as the system sends them, a file each")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nExit code 1 when the mapping or a record has a fault, or an event would be refused. Nothing is stored or sent.",
    )
    .action(tryOut);
}

function parseVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a number that `map list` shows.");
}

async function save(file: string, options: JsonOption, command: Command): Promise<void> {
  const document = contentOf(file, command);
  const read = checked(file, document.toString("utf8"), options);
  if (read === null) {
    return;
  }
  const { name } = read.mapping;
  const mapping = { name, document: document.toString("utf8"), expectedVersion: null };
  const saved = await withDatabase(({ sql }) => keepMapping(sql, mapping, operator()));
  if (options.json === true) {
    console.log(JSON.stringify({ name, ...saved }));
    return;
  }
  console.log(
    saved.isNew
      ? `${printable(name)} is saved as version ${saved.version}.`
      : `${printable(name)} is as it was: version ${saved.version}.`,
  );
}

async function list({ json }: JsonOption): Promise<void> {
  const mappings = await withDatabase(({ sql }) => listMappings(sql, { behind: "", limit: null }));
  if (json === true) {
    console.log(JSON.stringify({ mappings }, null, 2));
    return;
  }
  if (mappings.length === 0) {
    console.log("No mapping is saved.");
  }
  for (const { name, version, createdAt, createdBy } of mappings) {
    console.log(`${printable(name)}  version ${version}  ${createdAt}  ${printable(createdBy)}`);
  }
}

async function show(name: string, { version, json }: ShowOptions, command: Command): Promise<void> {
  const row = await withDatabase(({ sql }) => readMappingRow(sql, name, version ?? null));
  if (row === null) {
    const which = version === undefined ? "" : ` of version ${version}`;
    command.error(`error: no mapping ${name}${which} is saved.`);
  }
  if (json === true) {
    console.log(JSON.stringify(row, null, 2));
    return;
  }
  process.stdout.write(row.document.endsWith("\n") ? row.document : `${row.document}\n`);
}

function tryOut(
  file: string,
  samples: readonly string[],
  options: JsonOption,
  command: Command,
): void {
  const read = checked(file, contentOf(file, command).toString("utf8"), options);
  if (read === null) {
    return;
  }
  const tried = samples.map((sample) => ({
    sample,
    records: [...tryMapping(read, sampleOf(contentOf(sample, command)))].map((record) => ({
      ...record,
      faults: record.faults.map(({ place, ...fault }) => ({
        ...fault,
        mapping: place === null ? null : `${file}:${place}`,
      })),
    })),
  }));
  if (tried.some(({ records }) => records.some(isWrong))) {
    process.exitCode = 1;
  }
  if (options.json === true) {
    console.log(JSON.stringify({ samples: tried }, null, 2));
    return;
  }
  for (const { sample, records } of tried) {
    for (const record of records) {
      tell(sample, record);
    }
  }
}

/** Nobody's, received on a day that is always the same. */
function sampleOf(bytes: Buffer) {
  return { bytes, headers: {}, receivedAt: SAMPLE_RECEIVED_AT, source: null };
}

type ToldRecord = Omit<TriedRecord, "faults"> & {
  readonly faults: readonly {
    readonly reason: string;
    readonly problem: string;
    readonly mapping: string | null;
  }[];
};

function isWrong({ events, faults }: ToldRecord): boolean {
  return faults.length > 0 || events.some(({ refusal }) => refusal !== null);
}

function tell(sample: string, { at, events, passedOver, faults }: ToldRecord): void {
  const place = at === "" ? sample : `${sample} ${at}`;
  console.log(`${printable(place)}:`);
  if (passedOver !== null) {
    console.log(`  passed over: ${printable(passedOver)}`);
  }
  for (const { make, isHistory, value, refusal } of events) {
    console.log(`  ${make}${isHistory ? " (history)" : ""} ${printed(value)}`);
    if (refusal !== null) {
      const { reason, field, problem } = refusal;
      console.log(`  refused: ${reason} ${printable(field ?? "")}: ${printable(problem)}`);
    }
  }
  for (const { reason, problem, mapping } of faults) {
    const where = mapping === null ? "" : `, by ${printable(mapping)}`;
    console.log(`  ${reason}${where}: ${printable(problem)}`);
  }
}

/** JSON has its own way with what is not seen. */
function printed(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split("\n")
    .map((line, at) => (at === 0 ? line : `  ${line}`))
    .join("\n")
    .replaceAll(
      /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu,
      (one) => `\\u${(one.codePointAt(0) as number).toString(16).padStart(4, "0")}`,
    );
}

/** Null when it has faults; they are told. */
function checked(file: string, text: string, { json }: JsonOption): ReadMapping | null {
  const read = readMapping(text);
  if (read.ok) {
    return read;
  }
  process.exitCode = 1;
  if (json === true) {
    console.log(
      JSON.stringify({ errors: read.faults.map((fault) => `${file}:${fault}`) }, null, 2),
    );
    return null;
  }
  for (const fault of read.faults) {
    console.error(printable(`${file}:${fault}`));
  }
  return null;
}

function contentOf(file: string, command: Command): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    command.error(`error: ${file} cannot be read: ${(error as Error).message}`);
  }
}
