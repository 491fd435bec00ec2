import { readFile, stat } from "node:fs/promises";
import { CsvError, parse } from "csv-parse/sync";
import { checkColumns, ERP_ORDERS_MAX, ErpOrdersError, tooMany } from "./erpOrders.ts";

/** Bytes of a file of orders: ERP_ORDERS_MAX rows of 256 bytes. */
const FILE_BYTES_MAX = ERP_ORDERS_MAX * 256;

/**
 * Rows of a file: CSV with a header, or JSON, a list of objects.
 *
 * @throws ErpOrdersError that names the file and what is wrong with it
 */
export async function readErpFile(
  path: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const text = await textOf(path);
  return path.toLowerCase().endsWith(".json") ? rowsOfJson(path, text) : rowsOfCsv(path, text);
}

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > FILE_BYTES_MAX) {
      throw tooMany();
    }
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof ErpOrdersError) {
      throw error;
    }
    throw new ErpOrdersError(`${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function rowsOfJson(path: string, text: string): readonly Readonly<Record<string, unknown>>[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new ErpOrdersError(`${path} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  const isRow = (row: unknown) => typeof row === "object" && row !== null && !Array.isArray(row);
  if (!Array.isArray(read) || !read.every(isRow)) {
    throw new ErpOrdersError(`${path} must be a JSON list of objects, one for each order.`);
  }
  if (read.length > ERP_ORDERS_MAX) {
    throw tooMany();
  }
  return read;
}

function rowsOfCsv(path: string, text: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const records: Record<string, unknown>[] = parse(text, {
      columns: (header: string[]) => {
        checkColumns(header);
        return header;
      },
      ...{ bom: true, skip_empty_lines: true, trim: true, to: ERP_ORDERS_MAX + 1 },
    });
    if (records.length > ERP_ORDERS_MAX) {
      throw tooMany();
    }
    return records;
  } catch (error) {
    if (error instanceof CsvError) {
      throw new ErpOrdersError(`${path} is no CSV: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
