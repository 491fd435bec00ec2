import { type CsvFile, ImportFileError, type Layout, openFiles, readRows } from "../csvFile.ts";
import {
  type ColumnPositions,
  findColumns,
  type InvoiceFault,
  type InvoiceRow,
  type ParsedRow,
  parseRow,
} from "./row.ts";

/** All rows of one invoice, in file order; `faults` are those of its rows that cannot be used. */
export interface Invoice {
  readonly number: string;
  readonly rows: readonly InvoiceRow[];
  readonly faults: readonly InvoiceFault[];
}

/**
 * What a first reading found out. `linesLeft` is what makes grouping exact: rows per invoice
 * number.
 */
export interface Survey {
  readonly files: readonly CsvFile[];
  readonly rows: number;
  readonly exact: bigint;
  /** Rows whose own quantity or price cannot be read: they have no amount that could be missing. */
  readonly rowsWithoutAmount: number;
  readonly linesByInvoice: ReadonlyMap<string, number>;
}

const LAYOUT: Layout<ColumnPositions, ParsedRow> = {
  columns: (header) => {
    const columns = findColumns(header);
    return "invoice" in columns ? columns : `has no column ${columns.join(", ")} in its first row.`;
  },
  parse: parseRow,
};

const invoiceOf = (parsed: ParsedRow) => (parsed.ok ? parsed.row.invoice : parsed.fault.invoice);

/**
 * Reads everything once before anything is sent: a file that breaks off in the middle is refused
 * whole, and it becomes known how many rows each invoice has.
 * @throws ImportFileError when a file cannot be read, or lacks a column
 */
export async function surveyFiles(paths: readonly string[]): Promise<Survey> {
  const files = await openFiles(paths);
  const linesByInvoice = new Map<string, number>();
  let rows = 0;
  let rowsWithoutAmount = 0;
  let exact = 0n;
  for await (const parsed of readRows(files, LAYOUT)) {
    const amount = parsed.ok ? parsed.row.exact : parsed.fault.exact;
    rows += 1;
    exact += amount ?? 0n;
    rowsWithoutAmount += amount === null ? 1 : 0;
    const invoice = invoiceOf(parsed);
    linesByInvoice.set(invoice, (linesByInvoice.get(invoice) ?? 0) + 1);
  }
  return { files, rows, exact, rowsWithoutAmount, linesByInvoice };
}

/**
 * Streams the invoices, each when its last row has been read: the rows of an invoice nearly always
 * stand together, but not always, also across files. So order is that of the last rows, and memory
 * holds only the invoices that are open at one place of the file, beside one number per invoice.
 *
 * Rows without an invoice number come as one invoice "" each, with nothing but the fault.
 */
export async function* readInvoices(survey: Survey): AsyncGenerator<Invoice> {
  const open = new Map<string, { rows: InvoiceRow[]; faults: InvoiceFault[] }>();
  for await (const parsed of readRows(survey.files, LAYOUT)) {
    const number = invoiceOf(parsed);
    if (number === "") {
      if (!parsed.ok) {
        yield { number, rows: [], faults: [parsed.fault] };
      }
      continue;
    }
    const invoice = open.get(number) ?? { rows: [], faults: [] };
    if (parsed.ok) {
      invoice.rows.push(parsed.row);
    } else {
      invoice.faults.push(parsed.fault);
    }
    if (invoice.rows.length + invoice.faults.length === survey.linesByInvoice.get(number)) {
      open.delete(number);
      yield { number, ...invoice };
    } else {
      open.set(number, invoice);
    }
  }
  if (open.size > 0) {
    throw new ImportFileError("A file changed while it was being read.");
  }
}
