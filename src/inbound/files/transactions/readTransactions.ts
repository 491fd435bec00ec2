import { basename } from "node:path";
import { detectEncoding, type FileEncoding, ImportFileError, readRecords } from "../csvFile.ts";
import {
  type ColumnPositions,
  findColumns,
  type ParsedRow,
  parseRow,
  type RowSettings,
} from "./row.ts";

/** What a first reading found out. */
export interface Survey {
  readonly files: readonly { readonly path: string; readonly encoding: FileEncoding }[];
  readonly rows: number;
  /** Sum of all amounts that can be read. */
  readonly exact: bigint;
  readonly settings: RowSettings;
}

/**
 * Reads everything once before anything is sent: a file that breaks off in the middle is refused whole.
 * @throws ImportFileError when a file cannot be read, is empty or lacks a column
 */
export async function surveyTransactions(
  paths: readonly string[],
  settings: RowSettings,
): Promise<Survey> {
  const files = [];
  for (const path of paths) files.push({ path, encoding: await detectEncoding(path) });
  let rows = 0;
  let exact = 0n;
  for await (const parsed of readTransactions({ files, settings })) {
    rows += 1;
    exact += (parsed.ok ? parsed.row.exact : parsed.fault.exact) ?? 0n;
  }
  return { files, rows, exact, settings };
}

/** Streams the rows of the files, in their order; memory is one chunk. @throws ImportFileError */
export async function* readTransactions({
  files,
  settings,
}: Pick<Survey, "files" | "settings">): AsyncGenerator<ParsedRow> {
  for (const { path, encoding } of files) {
    const file = basename(path);
    let row = 0;
    let columns: ColumnPositions | null = null;
    for await (const record of readRecords(path, encoding)) {
      row += 1;
      if (columns === null) columns = columnsOf(file, record);
      else yield parseRow(file, row, record, columns, settings);
    }
    if (columns === null) throw new ImportFileError(`${file} is empty.`);
  }
}

function columnsOf(file: string, header: readonly string[]): ColumnPositions {
  const columns = findColumns(header);
  if ("customer" in columns) return columns;
  throw new ImportFileError(
    `${file} has no column ${columns.join(" and no column ")} in its first row.`,
  );
}
