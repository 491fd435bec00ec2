import { normaliseIdentifier } from "../../../domain/identity/normaliseIdentifier.ts";
import { type CsvFile, type Layout, openFiles, readRows } from "../csvFile.ts";
import {
  type ColumnPositions,
  findColumns,
  type ParsedRow,
  parseRow,
  type RowSettings,
} from "./row.ts";

/** What a first reading found out. */
export interface Survey {
  readonly files: readonly CsvFile[];
  readonly rows: number;
  /** Sum of all amounts that can be read. */
  readonly exact: bigint;
  /** The first row whose customer is an email address, and how many rows there are of that kind. */
  readonly addresses: { readonly rows: number; readonly first: string | null };
  readonly settings: RowSettings;
}

/**
 * Reads everything once before anything is sent: a file that breaks off in the middle is refused
 * whole.
 * @throws ImportFileError when a file cannot be read, is empty or lacks a column
 */
export async function surveyTransactions(
  paths: readonly string[],
  settings: RowSettings,
): Promise<Survey> {
  const files = await openFiles(paths);
  let rows = 0;
  let exact = 0n;
  let addressed = 0;
  let first: string | null = null;
  for await (const parsed of readTransactions({ files, settings })) {
    rows += 1;
    exact += (parsed.ok ? parsed.row.exact : parsed.fault.exact) ?? 0n;
    if (parsed.ok && isAddress(parsed.row.customer)) {
      addressed += 1;
      first ??= `${parsed.row.file}: row ${parsed.row.row}`;
    }
  }
  return { files, rows, exact, addresses: { rows: addressed, first }, settings };
}

/** Whether a text is an email address to everybody who reads it: `a@b.c`. */
function isAddress(text: string): boolean {
  return /@[^@]+\.[^@]+$/.test(text) && normaliseIdentifier("email", text).ok;
}

/** Streams the rows of the files, in their order; memory is one chunk. @throws ImportFileError */
export function readTransactions({
  files,
  settings,
}: Pick<Survey, "files" | "settings">): AsyncIterable<ParsedRow> {
  const layout: Layout<ColumnPositions, ParsedRow> = {
    columns: (header) => {
      const columns = findColumns(header);
      return "customer" in columns
        ? columns
        : `has no column ${columns.join(" and no column ")} in its first row.`;
    },
    parse: (file, row, record, columns) => parseRow(file, row, record, columns, settings),
  };
  return readRows(files, layout);
}
