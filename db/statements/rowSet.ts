import type { Sql, Tx } from "../connection/client.ts";
import type { ColumnName, SentRowOf, SqlTypesOf, TableName } from "../schema/rows.ts";

/**
 * Types of the columns that row sets carry; arrays travel as their text and are cast back row by
 * row.
 */
export type ColumnType =
  | "bigint"
  | "smallint"
  | "int"
  | "boolean"
  | "timestamptz"
  | "date"
  | "uuid"
  | "bytea"
  | "text"
  | "jsonb"
  | "bigint[]"
  | "text[]"
  | "date[]";

export type Columns = Readonly<Record<string, ColumnType>>;

/**
 * A row of a set: its values by column name. bytea is `\x...` text, jsonb anything JSON can say (no
 * bigint).
 */
type SetRow<C extends Columns> = { readonly [Name in keyof C]: unknown };

/** Columns of one table, each with the type that the table has for it. */
type TableColumns<Table extends TableName, Name extends ColumnName<Table>> = Columns &
  SqlTypesOf<Table, Name>;

/**
 * Rows as one statement takes them: an array parameter per column, unfolded by `unnest`, and a JSON
 * array per jsonb column beside it. The statement text does not depend on the number of rows, so it
 * is prepared once. The array literals are written here, because the driver would escape every
 * element by regular expressions (ADR-0004).
 */
class RowSet {
  /** `rows from (...) as r(...)`, for a FROM clause whose parameters start at $1. */
  readonly source: string;
  /** The columns of `r`, arrays cast back and JSON's null made SQL's. */
  readonly values: string;
  /** jsonb last: that is how `rows from` puts them side by side. */
  readonly #columns: readonly (readonly [string, ColumnType])[];

  constructor(columns: Columns) {
    const all = Object.entries(columns);
    const lists = all.filter(([, type]) => type !== "jsonb");
    const json = all.filter(([, type]) => type === "jsonb");
    this.#columns = [...lists, ...json];
    const parameters = lists.map(
      ([, type], index) => `$${index + 1}::${type.endsWith("[]") ? "text" : type}[]`,
    );
    const functions = [
      `unnest(${parameters.join(", ")})`,
      ...json.map((_, index) => `jsonb_array_elements($${lists.length + index + 1}::text::jsonb)`),
    ];
    this.source = `rows from (${functions.join(", ")}) as r(${this.names.join(", ")})`;
    this.values = this.#columns.map(([name, type]) => selected(name, type)).join(", ");
  }

  get names(): readonly string[] {
    return this.#columns.map(([name]) => name);
  }

  get count(): number {
    return this.#columns.length;
  }

  /**
   * That a column's value is one of the rows' own, for a statement that finds rows of a table by
   * it: the planner looks each up by an index then. Of a join alone it would walk through an index
   * from its one end to the other where the table was small when it planned, and a plan is kept.
   */
  among(column: string, of: string): string {
    const at = this.#columns.findIndex(([name]) => name === column);
    const type = this.#columns[at]?.[1] ?? "text";
    return `${of}.${column} = any($${at + 1}::${type}[])`;
  }

  parameters(rows: readonly object[]): string[] {
    const cells = rows as readonly Readonly<Record<string, unknown>>[];
    return this.#columns.map(([name, type]) => {
      if (type === "jsonb") {
        return JSON.stringify(cells.map((row) => row[name] ?? null));
      }
      const encode = ENCODERS[type];
      const texts: string[] = new Array(rows.length);
      for (let index = 0; index < rows.length; index += 1) {
        const value = cells[index]?.[name];
        texts[index] = value === null || value === undefined ? "NULL" : encode(value);
      }
      // Joined and not added up: a text that grows by `+=` is a tree, twice as large and flattened
      // when it is sent.
      return `{${texts.join(",")}}`;
    });
  }
}

function selected(name: string, type: ColumnType): string {
  if (type === "jsonb") {
    return `nullif(r.${name}, 'null')`;
  }
  return type.endsWith("[]") ? `r.${name}::${type}` : `r.${name}`;
}

/**
 * `insert into table (...) select ... from rows` with what follows, e.g. an ORDER BY and ON
 * CONFLICT.
 */
export function insertInto<Table extends TableName, Name extends ColumnName<Table>>(
  table: Table,
  columns: TableColumns<Table, Name>,
  options: {
    readonly orderBy?: string;
    readonly onConflict?: string;
    /** Only where the caller needs to know which rows were taken: answers cost. */
    readonly returning?: string;
  } = {},
) {
  const set = new RowSet(columns);
  const text = [
    `insert into ${table} (${set.names.join(", ")}) select ${set.values} from ${set.source}`,
    options.orderBy === undefined ? "" : `order by ${options.orderBy}`,
    options.onConflict === undefined ? "" : `on conflict ${options.onConflict}`,
    options.returning === undefined ? "" : `returning ${options.returning}`,
  ].join(" ");
  return <Row extends object = object>(tx: Tx, rows: readonly SentRowOf<Table, Name>[]) =>
    run<Row>(tx, text, set.parameters(rows));
}

/** `update table set ... from rows` matched by the key columns; every other column is set. */
export function updateBy<Table extends TableName, Name extends ColumnName<Table>>(
  table: Table,
  keys: readonly [NoInfer<Name>, ...NoInfer<Name>[]],
  columns: TableColumns<Table, Name>,
) {
  const set = new RowSet(columns);
  const assignments = Object.entries(columns)
    .filter(([name]) => !keys.some((key) => key === name))
    .map(([name, type]) => `${name} = ${selected(name, type)}`);
  const match = [...keys.map((key) => `t.${key} = r.${key}`), set.among(keys[0], "t")];
  const text = `update ${table} t set ${assignments.join(", ")} from ${set.source} where ${match.join(" and ")}`;
  return (tx: Tx, rows: readonly SentRowOf<Table, Name>[]) => run(tx, text, set.parameters(rows));
}

/**
 * Any statement over a row set; `text` gets the FROM item of the rows, further parameters follow
 * theirs, and `among` says that a column of another table is one of theirs, so that it is looked up
 * by an index.
 */
export function overRows<C extends Columns, Result extends object>(
  columns: C,
  text: (
    source: string,
    next: (offset: number) => string,
    among: (column: keyof C & string, of: string) => string,
  ) => string,
) {
  const set = new RowSet(columns);
  const statement = text(
    set.source,
    (offset) => `$${set.count + offset}`,
    (column, of) => set.among(column, of),
  );
  return (
    db: Sql | Tx,
    rows: readonly SetRow<C>[],
    ...more: readonly (string | string[] | Buffer)[]
  ) => run<Result>(db, statement, [...set.parameters(rows), ...more]);
}

function run<Row extends object>(db: Sql | Tx, text: string, parameters: readonly unknown[]) {
  return db.unsafe<Row[]>(text, parameters as never[], { prepare: true });
}

const plain = (value: unknown): string => String(value);

/** Quotes and backslashes are what an array literal gives a meaning to. */
const SPECIAL = /["\\]/;

function quoted(value: unknown): string {
  const text = String(value);
  return SPECIAL.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
}

function listOf(element: (value: unknown) => string): (value: unknown) => string {
  return (value) => quoted(`{${(value as readonly unknown[]).map(element).join(",")}}`);
}

const ENCODERS: Readonly<Record<Exclude<ColumnType, "jsonb">, (value: unknown) => string>> = {
  bigint: plain,
  smallint: plain,
  int: plain,
  boolean: plain,
  timestamptz: plain,
  date: plain,
  uuid: plain,
  bytea: (value) => `"\\${String(value)}"`,
  text: quoted,
  "bigint[]": listOf(plain),
  "date[]": listOf(plain),
  "text[]": listOf(quoted),
};
