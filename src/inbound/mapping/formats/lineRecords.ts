import { CsvError, parse } from "csv-parse/sync";
import type { MappingInput } from "../language/document.ts";
import { RECORDS_MAX, TEXT_LENGTH_MAX } from "../language/limits.ts";
import { BodyFault, type BrokenRecord, type FormatRecord } from "./formatRecord.ts";
import { jsonValue } from "./values.ts";

type Csv = Extract<MappingInput, { format: "csv" }>;
type Fixed = Extract<MappingInput, { format: "fixed" }>;

/** A line, or a record of several where a quoted field goes on. */
interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** NDJSON: a line that is not JSON is one broken record. */
export function ndjsonRecords(text: string): (FormatRecord | BrokenRecord)[] {
  return linesOf(text).map(({ line, text: own }) => {
    const at = `line ${line}`;
    try {
      return { it: jsonValue(own, line), line, at };
    } catch (error) {
      if (error instanceof BodyFault) {
        return { broken: error.message, reason: error.reason, at: error.at === "" ? at : error.at };
      }
      throw error;
    }
  });
}

/**
 * A file of columns as maps of their texts, trimmed. A row that has more columns is broken, one
 * that ends early lacks the rest; a header that lacks one is a fault of the whole.
 *
 * @throws BodyFault NOT_CSV, COLUMN_MISSING
 */
export function csvRecords(text: string, input: Csv): (FormatRecord | BrokenRecord)[] {
  const rows = rowsOf(text, input);
  const header = input.header ? (rows.shift()?.record.map((name) => name.trim()) ?? []) : null;
  const columns = header ?? input.columns ?? [];
  const missing = (input.columns ?? []).filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const problem = `The first line has no column ${missing.join(", ")}.`;
    throw new BodyFault("COLUMN_MISSING", `line ${input.skip + 1}`, problem);
  }
  return rows.map(({ record, info }) => {
    const line = info.lines;
    const at = `line ${line}`;
    if (record.length > columns.length) {
      const broken = `It has ${record.length} columns instead of ${columns.length}.`;
      return { broken, reason: "WRONG_COLUMNS", at };
    }
    const it = new Map<string, unknown>();
    for (const [index, value] of record.entries()) {
      it.set(columns[index] as string, value.trim());
    }
    return { it, line, at };
  });
}

function rowsOf(text: string, { delimiter, quote, skip }: Csv): CsvRow[] {
  try {
    return parse(text, {
      ...{ delimiter, quote: quote ?? false, bom: true, info: true, from_line: skip + 1 },
      // As they come: the first line may end otherwise than the rest.
      record_delimiter: ["\r\n", "\n", "\r"],
      ...{ relax_column_count: true, skip_empty_lines: true, max_record_size: TEXT_LENGTH_MAX },
    }) as unknown as CsvRow[];
  } catch (error) {
    if (error instanceof CsvError) {
      const line = (error as { lines?: number }).lines;
      const at = line === undefined ? "" : `line ${line}`;
      throw new BodyFault("NOT_CSV", at, "A quoted field does not end, or stands amid another.");
    }
    throw error;
  }
}

/** Lines of fixed columns as maps of their texts, trimmed. */
export function fixedRecords(text: string, { columns, skip }: Fixed): FormatRecord[] {
  const spans = Object.entries(columns).map(([name, span]) => {
    const [from = 1, to = 1] = span.split("-").map(Number);
    return { name, from: from - 1, to };
  });
  return linesOf(text)
    .filter(({ line }) => line > skip)
    .map(({ line, text: own }) => ({
      it: new Map(spans.map(({ name, from, to }) => [name, own.slice(from, to).trim()])),
      ...{ line, at: `line ${line}` },
    }));
}

function linesOf(text: string): { readonly line: number; readonly text: string }[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const filled = lines.flatMap((own, at) =>
    own.trim() === "" ? [] : [{ line: at + 1, text: own }],
  );
  if (filled.length > RECORDS_MAX) {
    throw tooMany();
  }
  return filled;
}

export function tooMany(): BodyFault {
  return new BodyFault("TOO_MANY_RECORDS", "", `A body has at most ${RECORDS_MAX} records.`);
}
