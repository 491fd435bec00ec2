import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CsvError, parse } from "csv-parse";
import type { Fault } from "../connector.ts";

/**
 * The file as a whole cannot be read; the message says which, where and what to do. Nothing was
 * sent.
 */
export class ImportFileError extends Error {
  override readonly name = "ImportFileError";
}

/**
 * Longest record, characters: an unclosed quote must not swallow the rest of the file into memory.
 */
const RECORD_LENGTH_MAX = 65_536;

export type FileEncoding = "utf-8" | "windows-1252";

/** A file with purchases, and how its text is written down. */
export interface CsvFile {
  readonly path: string;
  readonly encoding: FileEncoding;
}

/** A row that cannot be used, and why. */
export interface RowFault extends Fault {
  readonly file: string;
  /** Record of the file as a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column: string;
  /** The row's amount, null when the amount itself cannot be read. */
  readonly exact: bigint | null;
}

/** How the rows of one kind of file are read. */
export interface Layout<Columns, Row> {
  /**
   * Where each column stands, by the first row; a sentence about those that are missing when there
   * are any.
   */
  readonly columns: (header: readonly string[]) => Columns | string;
  /**
   * Reads one record; never throws. `file` is shown in faults, `row` is the record's place in it.
   */
  readonly parse: (file: string, row: number, record: readonly string[], columns: Columns) => Row;
}

const GZIP_MAGIC = [0x1f, 0x8b];

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && GZIP_MAGIC.every((byte, at) => buffer[at] === byte);
  } finally {
    await handle.close();
  }
}

function shown(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function openBytes(path: string): Promise<Readable> {
  // Asked first: a stream that nobody reads yet would throw its error at nobody.
  const isPacked = await isGzip(path);
  const file = createReadStream(path);
  if (!isPacked) {
    return file;
  }
  // The callback is for errors only; they reach the reader through the destroyed stream.
  return pipeline(file, createGunzip(), () => {});
}

/**
 * Tells UTF-8 from the older Windows encoding by reading the file once: what is not valid UTF-8 is
 * windows-1252, in which every byte means something, the pound sign among them.
 * @throws ImportFileError when the file cannot be opened or unpacked
 */
export async function detectEncoding(path: string): Promise<FileEncoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of await openBytes(path)) {
      try {
        decoder.decode(chunk, { stream: true });
      } catch {
        return "windows-1252";
      }
    }
  } catch (error) {
    throw new ImportFileError(`${path} cannot be read: ${shown(error)}`, { cause: error });
  }
  try {
    decoder.decode();
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/**
 * Streams the records of a .csv or .csv.gz file, the header first. Quoted fields may hold commas,
 * quotes and line ends; a byte order mark is dropped; records may differ in length (the caller
 * judges).
 *
 * Memory: one chunk, whatever the size of the file.
 * @throws ImportFileError when the file cannot be read or a quote is never closed
 */
export async function* readRecords(
  path: string,
  encoding: FileEncoding,
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_LENGTH_MAX,
  });
  const decode = async function* (chunks: AsyncIterable<Uint8Array>) {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of chunks) {
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  };
  try {
    pipeline(await openBytes(path), decode, parser, () => {});
    for await (const record of parser) {
      yield record as string[];
    }
  } catch (error) {
    const where = error instanceof CsvError ? ` near line ${parser.info.lines}` : "";
    throw new ImportFileError(`${basename(path)} cannot be read${where}: ${shown(error)}`, {
      cause: error,
    });
  }
}

/** Looks at each file once, for how its text is written down. @throws ImportFileError */
export async function openFiles(paths: readonly string[]): Promise<readonly CsvFile[]> {
  const files = [];
  for (const path of paths) {
    files.push({ path, encoding: await detectEncoding(path) });
  }
  return files;
}

/**
 * Streams the rows of the files, in their order, the headers left out; memory is one chunk.
 * @throws ImportFileError when a file cannot be read, is empty or lacks a column
 */
export async function* readRows<Columns extends object, Row>(
  files: readonly CsvFile[],
  layout: Layout<Columns, Row>,
): AsyncGenerator<Row> {
  for (const { path, encoding } of files) {
    const file = basename(path);
    let row = 0;
    let columns: Columns | null = null;
    for await (const record of readRecords(path, encoding)) {
      row += 1;
      if (columns !== null) {
        yield layout.parse(file, row, record, columns);
        continue;
      }
      const found = layout.columns(record);
      if (typeof found === "string") {
        throw new ImportFileError(`${file} ${found}`);
      }
      columns = found;
    }
    if (columns === null) {
      throw new ImportFileError(`${file} is empty.`);
    }
  }
}
