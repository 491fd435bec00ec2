/**
 * Rows of small, rarely written tables: one JSON text parameter a statement, unfolded by
 * json_to_recordset. What is written per purchase goes by rowSet.ts (ADR-0004).
 */
export function rowsParameter(rows: readonly object[]): string {
  return JSON.stringify(rows, bigintsAsText);
}

/** bigint has no JSON form; PostgreSQL reads the text as int8. */
function bigintsAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** bytea in a JSON row. */
export function hexBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

/**
 * Columns that are sums, as bigint: PostgreSQL adds bigints up as numeric, which the driver hands
 * over as text, and a cast back to bigint would fail where many sums together leave 64 bits.
 */
export function withSums<Row extends object, const Name extends keyof Row>(
  rows: readonly Summed<Row, Name>[],
  ...names: readonly Name[]
): Row[] {
  return rows.map((row) => {
    const sums = names.map((name) => [name, BigInt((row as Record<Name, string>)[name])]);
    return { ...row, ...Object.fromEntries(sums) } as Row;
  });
}

/** A row as it comes: its sums are text. */
export type Summed<Row, Name extends keyof Row> = Omit<Row, Name> & Readonly<Record<Name, string>>;

/**
 * A bigint[] parameter, as the array literal: the driver would declare a list of JS bigints as one
 * bigint, and escape every element of a list of texts.
 */
export function idList(ids: readonly bigint[]): string {
  return `{${ids.join(",")}}`;
}
