import type { Sql, Tx } from "../../db/connection/client.ts";
import type { Instant } from "../../src/domain/time/instant.ts";
import { verifySnapshot } from "../../src/verify/verifyDatabase.ts";
import { rng } from "./seed.ts";

/** A column as the database has it. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** One small change of one row, or of two. */
export interface Damage {
  readonly table: string;
  /** Null: the row as a whole. */
  readonly column: string | null;
  readonly kind: string;
  readonly statements: readonly string[];
}

export interface Outcome extends Damage {
  /** REFUSED: the database itself does not take it. */
  readonly outcome: "FOUND" | "MISSED" | "REFUSED";
  /** What was found first, or why it was refused. */
  readonly said: string;
}

interface Row {
  /** Where it lies: the partition and the place in it. */
  readonly part: string;
  readonly place: string;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Rows of a table that damages are made of; taken evenly from all of it. */
const ROWS_MAX = 400;

/**
 * Text values of columns that are none of the enumerated ones, of which another row's value says
 * too little.
 */
const JSON_TYPES: ReadonlySet<string> = new Set(["jsonb"]);

/**
 * Small damages of every column that is asked for, by its type: another value of the same type, a
 * value of another row, null, two rows that swap it; of the table, a row that is gone and one that
 * is there twice. The same for the same seed and database.
 *
 * @param perColumn damages of one kind and column at most
 */
export async function damagesOf(
  sql: Sql | Tx,
  table: string,
  columns: readonly string[],
  { seed, perColumn }: { readonly seed: number; readonly perColumn: number },
): Promise<readonly Damage[]> {
  const known = await columnsOf(sql, table);
  const rows = await rowsOf(sql, table, known);
  const random = rng(seed + table.length * 7_919 + columns.length);
  const maker = new Maker(table, known, rows, random, perColumn);
  return [
    ...columns.flatMap((column) => maker.ofColumn(column)),
    ...maker.deleted(),
    ...maker.doubled(),
  ];
}

async function columnsOf(sql: Sql | Tx, table: string): Promise<readonly Column[]> {
  return await sql<Column[]>`
    select column_name as name, case data_type when 'ARRAY' then udt_name else data_type end as type,
      is_nullable = 'YES' as "isNullable"
    from information_schema.columns where table_schema = 'public' and table_name = ${table}
    order by ordinal_position`;
}

async function rowsOf(
  sql: Sql | Tx,
  table: string,
  columns: readonly Column[],
): Promise<readonly Row[]> {
  const texts = columns.map(({ name }) => `"${name}"::text as "${name}"`).join(", ");
  const rows = await sql.unsafe<Record<string, string | null>[]>(
    `select tableoid::regclass::text as "@part", ctid::text as "@place", ${texts} from "${table}" order by 1, ctid limit ${ROWS_MAX}`,
  );
  return rows.map(({ "@part": part, "@place": place, ...values }) => ({
    part: part as string,
    place: place as string,
    values,
  }));
}

class Maker {
  readonly #table: string;
  readonly #columns: readonly Column[];
  readonly #rows: readonly Row[];
  readonly #random: () => number;
  readonly #perColumn: number;

  constructor(
    table: string,
    columns: readonly Column[],
    rows: readonly Row[],
    random: () => number,
    perColumn: number,
  ) {
    this.#table = table;
    this.#columns = columns;
    this.#rows = rows;
    this.#random = random;
    this.#perColumn = perColumn;
  }

  ofColumn(name: string): readonly Damage[] {
    const column = this.#columns.find((one) => one.name === name);
    if (column === undefined) {
      throw new Error(`${this.#table} has no column ${name}`);
    }
    const set = this.#rows.filter(({ values }) => values[name] !== null);
    const unset = this.#rows.filter(({ values }) => values[name] === null);
    const made: Damage[] = [];
    const add = (
      kind: string,
      rows: readonly Row[],
      statementsOf: (row: Row) => string[] | null,
    ) => {
      for (const row of this.#some(rows)) {
        const statements = statementsOf(row);
        if (statements !== null) {
          made.push({ table: this.#table, column: name, kind, statements });
        }
      }
    };
    add("another value", set, (row) => {
      const value = this.#other(column, row.values[name] as string);
      return value === null ? null : [this.#update(row, name, value)];
    });
    if (column.isNullable) {
      add("null", set, (row) => [this.#update(row, name, "null")]);
    }
    add("a value", unset, (row) => {
      const from = this.#one(set);
      return from === null ? null : [this.#update(row, name, quoted(from.values[name]))];
    });
    add("swapped", set, (row) => {
      const own = row.values[name];
      const other = this.#one(set.filter(({ values }) => values[name] !== own));
      if (other === null) {
        return null;
      }
      return [this.#swap(row, other, name)];
    });
    return made;
  }

  deleted(): readonly Damage[] {
    return this.#some(this.#rows).map(({ part, place }) => ({
      ...{ table: this.#table, column: null, kind: "deleted row" },
      statements: [`delete from ${part} where ctid = '${place}'`],
    }));
  }

  /** With a new id, where that is a number of our own: else its keys refuse it. */
  doubled(): readonly Damage[] {
    const id = this.#columns.find(({ name, type }) => name === "id" && type === "bigint");
    if (id === undefined) {
      return [];
    }
    const list = this.#columns.map(({ name }) => `"${name}"`).join(", ");
    const values = this.#columns
      .map(({ name, type }) => {
        if (name === "id") {
          return `(select max(id) + 1 from "${this.#table}")`;
        }
        if (name === "public_id" && type === "uuid") {
          return "gen_random_uuid()";
        }
        return `"${name}"`;
      })
      .join(", ");
    return this.#some(this.#rows).map(({ part, place }) => ({
      ...{ table: this.#table, column: null, kind: "row twice" },
      statements: [
        `insert into "${this.#table}" (${list}) overriding system value select ${values} from ${part} where ctid = '${place}'`,
      ],
    }));
  }

  #one(rows: readonly Row[]): Row | null {
    return rows[Math.floor(this.#random() * rows.length)] ?? null;
  }

  #some(rows: readonly Row[]): readonly Row[] {
    const left = [...rows];
    const taken: Row[] = [];
    while (taken.length < this.#perColumn && left.length > 0) {
      taken.push(...left.splice(Math.floor(this.#random() * left.length), 1));
    }
    return taken;
  }

  #update({ part, place }: Row, column: string, value: string): string {
    return `update ${part} set "${column}" = ${value} where ctid = '${place}'`;
  }

  /**
   * In one statement where both rows are in one part: unique values would meet halfway, which the
   * database then refuses.
   */
  #swap(one: Row, other: Row, column: string): string {
    return (
      `update "${this.#table}" set "${column}" = case ` +
      `when tableoid = '${one.part}'::regclass and ctid = '${one.place}' then ${quoted(other.values[column])} ` +
      `else ${quoted(one.values[column])} end::${this.#typeOf(column)} ` +
      `where (tableoid = '${one.part}'::regclass and ctid = '${one.place}') ` +
      `or (tableoid = '${other.part}'::regclass and ctid = '${other.place}')`
    );
  }

  #typeOf(column: string): string {
    const type = this.#columns.find(({ name }) => name === column)?.type ?? "text";
    return type.startsWith("_") ? `${type.slice(1)}[]` : type;
  }

  /** An expression of another value of the column, or null when there is none. */
  #other({ name, type }: Column, value: string): string | null {
    if (JSON_TYPES.has(type)) {
      return this.#otherJson(value);
    }
    const own = `"${name}"`;
    switch (type) {
      case "bigint":
      case "integer":
      case "smallint":
        return `${own} ${this.#random() < 0.5 ? "+" : "-"} 1`;
      case "boolean":
        return `not ${own}`;
      case "timestamp with time zone":
        return `${own} + interval '${this.#random() < 0.5 ? "" : "-"}1 hour'`;
      case "date":
        return `${own} + 1`;
      case "bytea":
        return `set_byte(${own}, 0, get_byte(${own}, 0) # 1)`;
      case "uuid":
        return "gen_random_uuid()";
      case "_int8":
        return value === "{}" ? `'{1}'` : `${own}[2:] || (${own}[1] + 1)`;
      case "_date":
        return value === "{}" ? null : `${own}[2:] || (${own}[1] + 1)`;
      case "_text":
        return value === "{}" ? `'{x}'` : `${own}[2:]`;
      default: {
        const values = new Set(this.#rows.map(({ values }) => values[name]));
        const others = [...values].filter((one) => one !== null && one !== value);
        const taken = others[Math.floor(this.#random() * others.length)];
        return quoted(taken ?? `${value}x`);
      }
    }
  }

  /** One leaf of the document is another, or is gone. */
  #otherJson(text: string): string | null {
    const document = JSON.parse(text, (_key, value, context?: { source?: string }) =>
      // Numbers beyond 2^53 keep their digits.
      typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)
        ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(
            context?.source ?? String(value),
          )
        : value,
    );
    const leaves: (() => void)[] = [];
    walkJson(document, (holder, key, value) => {
      leaves.push(() => {
        if (typeof value === "number") {
          holder[key] = value + 1;
        } else if (typeof value === "boolean") {
          holder[key] = !value;
        } else if (typeof value === "string") {
          holder[key] = otherText(value);
        } else {
          holder[key] = "x";
        }
      });
    });
    const change = leaves[Math.floor(this.#random() * leaves.length)];
    if (change === undefined) {
      return Array.isArray(document) ? `'["x"]'` : `'{"x": "1"}'`;
    }
    change();
    return quoted(JSON.stringify(document));
  }
}

function otherText(text: string): string {
  return /^-?\d+$/.test(text) ? String(BigInt(text) + 1n) : `${text}x`;
}

type Holder = Record<string | number, unknown>;

function walkJson(
  value: unknown,
  visit: (holder: Holder, key: string | number, value: unknown) => void,
): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) {
      walkJson(inner, visit);
    } else {
      visit(value as Holder, key, inner);
    }
  }
}

function quoted(text: string | null | undefined): string {
  return text == null ? "null" : `'${text.replaceAll("'", "''")}'`;
}

/**
 * Does each damage to the database, lets `verify` look at it, and undoes it. Nothing is changed
 * afterwards.
 */
export async function* tryDamages(
  sql: Sql,
  now: Instant,
  damages: readonly Damage[],
): AsyncGenerator<Outcome> {
  const connection = await sql.reserve();
  const tx = connection as unknown as Tx;
  await tx`begin isolation level repeatable read`;
  // Damage comes from beside the application: nothing that guards its tables fires.
  await tx`set local session_replication_role = replica`;
  try {
    for (const damage of damages) {
      await tx`savepoint before`;
      yield { ...damage, ...(await tryOne(tx, now, damage)) };
      await tx`rollback to savepoint before`;
      await tx`release savepoint before`;
    }
  } finally {
    await tx`rollback`;
    connection.release();
  }
}

async function tryOne(
  tx: Tx,
  now: Instant,
  { statements }: Damage,
): Promise<Pick<Outcome, "outcome" | "said">> {
  try {
    for (const statement of statements) {
      await tx.unsafe(statement);
    }
  } catch (error) {
    return { outcome: "REFUSED", said: String(error) };
  }
  try {
    const { invariants } = await verifySnapshot(tx, { now, isFirstEnough: true });
    const said = invariants.flatMap(({ invariant, found, warnings }) =>
      [...found, ...warnings].map(({ id, detail }) => `${invariant} ${id}: ${detail}`),
    );
    return { outcome: said.length > 0 ? "FOUND" : "MISSED", said: said[0] ?? "" };
  } catch (error) {
    return { outcome: "MISSED", said: `verify ended: ${error}` };
  }
}
