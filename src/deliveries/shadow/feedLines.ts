import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Info, parse } from "csv-parse";

/** Bytes of a line at most: a record brings all that it has along. */
export const FEED_LINE_BYTES_MAX = 1_048_576;

/** A line of a feed's file: names and values, as they stand there. */
export interface FeedRecord {
  readonly line: number;
  readonly values: ReadonlyMap<string, unknown>;
}

/** A line that is none, and why; never with what stands in it. */
export interface FeedFault {
  readonly line: number;
  readonly fault: string;
}

export type FeedLine = FeedRecord | FeedFault;

export const FEED_FORMATS = ["ndjson", "csv"] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

interface RawLine {
  readonly line: number;
  /** Null: it is too long. */
  readonly bytes: Buffer | null;
}

interface TextLine {
  readonly line: number;
  readonly text: string;
}

const BOM = "\ufeff";
const LINE_FEED = 0x0a;

const TOO_LONG = `is longer than ${FEED_LINE_BYTES_MAX} bytes.`;

/**
 * The lines of a feed's file, one after the other, empty ones left out. What is wrong with one is
 * told in its place; of CSV nothing can be told behind a line that breaks it.
 *
 * Memory: a line and a chunk, whatever the size of the file.
 *
 * @param format null: NDJSON where the first line begins with {, else CSV
 */
export async function* feedLines(
  chunks: AsyncIterable<Uint8Array>,
  format: FeedFormat | null,
): AsyncGenerator<FeedLine> {
  const lines = textLines(rawLines(chunks));
  const first = await firstOf(lines);
  if (first === null) {
    return;
  }
  const all = chain(first, lines);
  const isJson =
    format === null ? !("fault" in first) && first.text.startsWith("{") : format === "ndjson";
  yield* isJson ? jsonLines(all) : csvLines(all, first.line - 1);
}

async function* rawLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  let line = 1;
  let parts: Buffer[] = [];
  let length = 0;
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    while (from <= chunk.length) {
      const found = chunk.indexOf(LINE_FEED, from);
      const end = found === -1 ? chunk.length : found;
      length += end - from;
      if (length > FEED_LINE_BYTES_MAX) {
        parts = [];
      } else if (end > from) {
        parts.push(chunk.subarray(from, end));
      }
      from = end + 1;
      if (found === -1) {
        break;
      }
      yield { line, bytes: length > FEED_LINE_BYTES_MAX ? null : Buffer.concat(parts) };
      line += 1;
      parts = [];
      length = 0;
    }
  }
  if (length > 0) {
    yield { line, bytes: length > FEED_LINE_BYTES_MAX ? null : Buffer.concat(parts) };
  }
}

/** As text, without the mark that a file may begin with. */
async function* textLines(lines: AsyncIterable<RawLine>): AsyncGenerator<TextLine | FeedFault> {
  for await (const { line, bytes } of lines) {
    if (bytes === null) {
      yield { line, fault: TOO_LONG };
    } else if (!isUtf8(bytes)) {
      yield { line, fault: "is not UTF-8: write the file as UTF-8." };
    } else {
      const text = bytes.toString("utf8");
      yield { line, text: line === 1 && text.startsWith(BOM) ? text.slice(1) : text };
    }
  }
}

/** The first that is not empty; null: there is none. */
async function firstOf(
  lines: AsyncGenerator<TextLine | FeedFault>,
): Promise<TextLine | FeedFault | null> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) {
      return null;
    }
    if ("fault" in value || value.text.trim() !== "") {
      return value;
    }
  }
}

async function* chain<Value>(first: Value, others: AsyncGenerator<Value>): AsyncGenerator<Value> {
  yield first;
  yield* others;
}

async function* jsonLines(lines: AsyncIterable<TextLine | FeedFault>): AsyncGenerator<FeedLine> {
  for await (const one of lines) {
    if ("fault" in one) {
      yield one;
    } else if (one.text.trim() !== "") {
      yield recordOf(one);
    }
  }
}

function recordOf({ line, text }: TextLine): FeedLine {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { line, fault: "is no JSON." };
  }
  return typeof read === "object" && read !== null && !Array.isArray(read)
    ? { line, values: new Map(Object.entries(read)) }
    : { line, fault: "is no JSON object." };
}

/** Ends the reading of a CSV. */
class CsvFault extends Error {
  readonly at: FeedFault;

  constructor(at: FeedFault) {
    super(at.fault);
    this.at = at;
  }
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: Pick<Info, "lines">;
}

/** An empty cell is nothing: CSV has no other way to say so. */
async function* csvLines(
  lines: AsyncIterable<TextLine | FeedFault>,
  linesBefore: number,
): AsyncGenerator<FeedLine> {
  const parser = parse({
    ...{ info: true, relax_column_count: true, skip_empty_lines: true },
    max_record_size: FEED_LINE_BYTES_MAX,
  });
  // What goes wrong is thrown at whoever reads the rows.
  const feeding = pipeline(Readable.from(textsOf(lines)), parser).catch(() => undefined);
  let header: readonly string[] | null = null;
  try {
    for await (const row of parser) {
      const { record, info } = row as CsvRow;
      const line = linesBefore + info.lines;
      if (header === null) {
        header = record;
        if (new Set(record).size < record.length) {
          yield { line, fault: "names a column twice." };
          return;
        }
      } else if (record.length === header.length) {
        const names = header;
        const cells = record.map(
          (cell, at) => [names[at] ?? "", cell === "" ? null : cell] as const,
        );
        yield { line, values: new Map(cells) };
      } else {
        const fault = `has ${record.length} columns, and the first line ${header.length}.`;
        yield { line, fault };
      }
    }
  } catch (error) {
    yield csvFault(error, linesBefore + parser.info.lines);
  } finally {
    parser.destroy();
    await feeding;
  }
}

/** As a parser takes them. @throws CsvFault for a line that is none */
async function* textsOf(lines: AsyncIterable<TextLine | FeedFault>): AsyncGenerator<string> {
  for await (const one of lines) {
    if ("fault" in one) {
      throw new CsvFault(one);
    }
    yield `${one.text}\n`;
  }
}

function csvFault(error: unknown, line: number): FeedFault {
  if (error instanceof CsvFault) {
    return error.at;
  }
  if (error instanceof CsvError) {
    return error.code === "CSV_MAX_RECORD_SIZE"
      ? { line, fault: TOO_LONG }
      : { line, fault: "is no CSV: a quoted field does not end, or stands amid another." };
  }
  throw error;
}
