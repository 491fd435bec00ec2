import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { DeliveryFileRow } from "../../../db/queries/deliveries/files.ts";
import { parseInstant } from "../../domain/time/parseInstant.ts";
import { dataOf, documentOf, type Message } from "../message.ts";

/** Records that are made into bytes without letting anybody else run. */
const RECORDS_AT_ONCE = 1_000;
/** Rows of a row group of Parquet. */
const ROW_GROUP_ROWS = 5_000;

/** A message in a file, numbered from the first file on. */
export interface FileRecord {
  readonly position: bigint;
  readonly message: Message;
}

/** The bytes of a file of these records. Lets others run in between. */
export async function bytesOf(
  format: DeliveryFileRow["format"],
  records: readonly FileRecord[],
): Promise<Uint8Array> {
  return format === "ndjson" ? await linesOf(records) : await parquetOf(records);
}

async function linesOf(records: readonly FileRecord[]): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (const part of partsOf(records, RECORDS_AT_ONCE)) {
    const lines = part.map(({ position, message }) => {
      const line = { position: Number(position), ...documentOf(message) };
      return `${JSON.stringify(line)}\n`;
    });
    parts.push(Buffer.from(lines.join("")));
    await othersRun();
  }
  return Buffer.concat(parts);
}

const text = (name: string, type: "UTF8" | "JSON"): SchemaElement => ({
  ...{ name, type: "BYTE_ARRAY", converted_type: type, repetition_type: "REQUIRED" },
});
const number = (name: string): SchemaElement => ({
  ...{ name, type: "INT64", repetition_type: "REQUIRED" },
});

/** The columns of a Parquet file, and what is in them of a record. */
const COLUMNS: readonly {
  readonly element: SchemaElement;
  readonly read: (record: FileRecord) => unknown;
}[] = [
  { element: number("position"), read: ({ position }) => position },
  { element: text("id", "UTF8"), read: ({ message }) => message.id },
  { element: text("type", "UTF8"), read: ({ message }) => message.type },
  {
    element: { ...number("timestamp"), converted_type: "TIMESTAMP_MICROS" },
    read: ({ message }) => BigInt(parseInstant(message.at) ?? 0),
  },
  { element: text("customerId", "UTF8"), read: ({ message }) => message.customerId },
  { element: number("sequence"), read: ({ message }) => BigInt(message.sequence) },
  // Of what happened each kind says something else: as one document, like the line of NDJSON.
  { element: text("data", "JSON"), read: ({ message }) => dataOf(message) },
];

async function parquetOf(records: readonly FileRecord[]): Promise<Uint8Array> {
  const bytes = new ByteWriter();
  const root: SchemaElement = { name: "root", num_children: COLUMNS.length };
  const schema = [root, ...COLUMNS.map(({ element }) => element)];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "tributary" });
  for (const part of partsOf(records, ROW_GROUP_ROWS)) {
    const columnData = COLUMNS.map(({ element, read }) => ({
      ...{ name: element.name, data: part.map(read) },
    }));
    await writer.write({ columnData, rowGroupSize: ROW_GROUP_ROWS });
    await othersRun();
  }
  await writer.finish();
  return bytes.getBytes();
}

function* partsOf<Value>(values: readonly Value[], size: number): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += size) {
    yield values.slice(at, at + size);
  }
}

function othersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
