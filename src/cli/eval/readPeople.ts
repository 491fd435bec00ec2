import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import type { ColumnMap, Preset } from "../../domain/identity/matching/presets.ts";
import { PERSON_FIELDS, type PersonFields } from "../../domain/identity/matching/record.ts";
import { TOLD_MAX } from "./told.ts";

/** A record of a file, and who it is, where the file says so. */
export interface LabelledRecord {
  /** Which file, and the place in it: no file's own ids are needed, or trusted to be unique. */
  readonly key: string;
  readonly fields: PersonFields;
  readonly truth: string | null;
}

/** The files cannot be used; the message says why and what to do. */
export class EvaluationFileError extends Error {
  override readonly name = "EvaluationFileError";
}

/** Longest row, characters: an unclosed quote must not swallow the rest of the file. */
const ROW_LENGTH_MAX = 262_144;

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads records from CSV (a header in the first row) and JSONL files; of a folder, all such files
 * in it. Which column is which field is all that `preset` says.
 *
 * Throws: EvaluationFileError for a file that cannot be read or lacks a column, and where nobody is
 * said who they are: what cannot be measured must not look perfect.
 */
export async function readPeople(
  paths: readonly string[],
  preset: Preset,
): Promise<LabelledRecord[]> {
  const records: LabelledRecord[] = [];
  const files = paths.flatMap((one) => filesAt(one, preset));
  for (const [index, path] of files.entries()) {
    const truths = await readTruths(path, preset);
    const columns = new Set<string>();
    let line = 0;
    for await (const row of rowsOf(path)) {
      line += 1;
      for (const column of Object.keys(row)) {
        columns.add(column);
      }
      const truth = truths === null ? truthOf(row, preset) : (truths(row) ?? null);
      // Files in different folders may have one name.
      const key = `${index + 1}:${basename(path)}:${line}`;
      records.push({ key, fields: fieldsOf(row, preset.columns), truth });
    }
    if (line > 0) {
      checkColumns(path, columns, preset);
    }
  }
  if (records.length > 0 && records.every(({ truth }) => truth === null)) {
    throw new EvaluationFileError(nobodyKnown(preset));
  }
  return records;
}

/** Throws: EvaluationFileError for a file that lacks what is mapped, or who is who. */
function checkColumns(path: string, columns: ReadonlySet<string>, preset: Preset): void {
  const { truth } = preset;
  const mapped = Object.keys(preset.columns);
  const told = (names: readonly string[]) => names.slice(0, TOLD_MAX).join(", ");
  const has = `it has ${told([...columns])}`;
  if (!mapped.some((column) => columns.has(column))) {
    throw new EvaluationFileError(
      `${path} has none of the columns ${told(mapped)}; say with --columns which column is which field`,
    );
  }
  const missing = mapped.filter((column) => !columns.has(column));
  if (missing.length > 0 && preset.isSparse !== true) {
    throw new EvaluationFileError(
      `${path} has no column ${told(missing)}; correct the mapping or take it out: ${has}`,
    );
  }
  if (truth !== null && !columns.has(truth)) {
    throw new EvaluationFileError(
      `${path} has no column ${truth} that tells who it is; name the one that does with --truth: ${has}`,
    );
  }
}

function nobodyKnown({ truth, truthPattern, truthFile }: Preset): string {
  const where =
    truthFile === undefined
      ? `the column ${truth}${truthPattern === undefined ? "" : ` has ${truthPattern} nowhere and`}`
      : truthFile.name;
  return `${where} says of no record who it is, so nothing can be measured; name with --truth a column that has one value for each person`;
}

function filesAt(path: string, preset: Preset): string[] {
  if (!existsSync(path)) {
    throw new EvaluationFileError(`${path} is not there; name a CSV or JSONL file, or a folder`);
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  const names = readdirSync(path).filter(
    (name) => /\.(?:csv|jsonl|ndjson)$/i.test(name) && name !== preset.truthFile?.name,
  );
  return names.sort().map((name) => join(path, name));
}

async function* rowsOf(path: string): AsyncGenerator<Row> {
  const isJson = /^\.(?:jsonl|ndjson)$/i.test(extname(path));
  try {
    yield* isJson ? jsonRows(path) : csvRows(path);
  } catch (error) {
    if (error instanceof EvaluationFileError) {
      throw error;
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new EvaluationFileError(`${path} cannot be read: ${why}`);
  }
}

async function* csvRows(path: string): AsyncGenerator<Row> {
  const parser = createReadStream(path).pipe(
    parse({
      ...{ columns: true, bom: true, trim: true, skip_empty_lines: true },
      ...{ relax_quotes: true, relax_column_count: true, max_record_size: ROW_LENGTH_MAX },
    }),
  );
  for await (const row of parser) {
    yield row as Row;
  }
}

async function* jsonRows(path: string): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: 1_000 })) {
    line += 1;
    const json = text.replace(/^\uFEFF/, "").trim();
    if (json === "") {
      continue;
    }
    let row: unknown;
    try {
      row = JSON.parse(json);
    } catch {
      throw new EvaluationFileError(`${path}, line ${line}: this is no JSON`);
    }
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new EvaluationFileError(`${path}, line ${line}: this is no JSON object`);
    }
    yield flat(row as Row);
  }
}

/** A record whose parts stand in a list of FEATURES, as one: the first of each name counts. */
function flat(row: Row): Row {
  const features = row["FEATURES"];
  if (!Array.isArray(features)) {
    return row;
  }
  const all: Record<string, unknown> = { ...row };
  for (const feature of features as readonly Row[]) {
    for (const [name, value] of Object.entries(feature)) {
      all[name] ??= value;
    }
  }
  return all;
}

function fieldsOf(row: Row, columns: ColumnMap): PersonFields {
  const fields: Record<string, string> = {};
  for (const [column, field] of Object.entries(columns)) {
    const text = textOf(row[column]);
    if (text !== null && fields[field] === undefined) {
      fields[field] = text;
    }
  }
  return fields;
}

function truthOf(row: Row, { truth, truthPattern }: Preset): string | null {
  const text = truth === null ? null : textOf(row[truth]);
  if (text === null || truthPattern === undefined) {
    return text;
  }
  return new RegExp(truthPattern).exec(text)?.[1] ?? null;
}

/** Who is who, where a file of its own says it: found beside the records. */
async function readTruths(
  path: string,
  { truthFile }: Preset,
): Promise<((row: Row) => string | undefined) | null> {
  if (truthFile === undefined) {
    return null;
  }
  const beside = join(dirname(path), truthFile.name);
  if (!existsSync(beside)) {
    throw new EvaluationFileError(`${beside} is not there, which says who is who of ${path}`);
  }
  const keyOf = (row: Row) => truthFile.key.map((column) => textOf(row[column])).join(" ");
  const truths = new Map<string, string>();
  for await (const row of rowsOf(beside)) {
    const truth = textOf(row[truthFile.truth]);
    if (truth !== null) {
      truths.set(keyOf(row), truth);
    }
  }
  return (row) => truths.get(keyOf(row));
}

function textOf(value: unknown): string | null {
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  return text === "" ? null : text;
}

/** Reads a mapping, column -> field. Throws: EvaluationFileError that names what is wrong. */
export function columnsOf(text: string, path: string): ColumnMap {
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    throw new EvaluationFileError(`${path} is no JSON; write {"column": "field", ...}`);
  }
  const known = new Set<string>(PERSON_FIELDS);
  if (typeof map !== "object" || map === null || Array.isArray(map)) {
    throw new EvaluationFileError(`${path} must be an object: {"column": "field", ...}`);
  }
  for (const [column, field] of Object.entries(map)) {
    if (typeof field !== "string" || !known.has(field)) {
      throw new EvaluationFileError(
        `${path}: column ${column} names the field ${field}, which is none of ${PERSON_FIELDS.join(", ")}`,
      );
    }
  }
  return map as ColumnMap;
}
