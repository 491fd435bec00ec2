import type { InferSelectModel } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { LocalDate } from "../../src/domain/time/instant.ts";
import type * as access from "./access.ts";
import type * as coupons from "./coupons.ts";
import type * as customers from "./customers.ts";
import type * as days from "./days.ts";
import type * as deliveries from "./deliveries.ts";
import type * as events from "./events.ts";
import type * as goodwill from "./goodwill.ts";
import type * as identity from "./identity.ts";
import type * as inbound from "./inbound.ts";
import type * as incidents from "./incidents.ts";
import type * as interactions from "./interactions.ts";
import type * as ledger from "./ledger.ts";
import type * as orders from "./orders.ts";
import type * as outbox from "./outbox.ts";
import type * as programme from "./programme.ts";
import type * as readBack from "./readBack.ts";
import type * as sources from "./sources.ts";

/**
 * The types of rows, taken from the tables: a column that is renamed, dropped or becomes of another
 * type breaks the build wherever a row names it. Types only, so that nobody who imports them loads
 * drizzle (ADR-0001).
 */

type TablesOf<Module> = Extract<Module[keyof Module], PgTable>;

type AnyTable =
  | TablesOf<typeof access>
  | TablesOf<typeof coupons>
  | TablesOf<typeof customers>
  | TablesOf<typeof days>
  | TablesOf<typeof deliveries>
  | TablesOf<typeof events>
  | TablesOf<typeof goodwill>
  | TablesOf<typeof identity>
  | TablesOf<typeof inbound>
  | TablesOf<typeof incidents>
  | TablesOf<typeof interactions>
  | TablesOf<typeof ledger>
  | TablesOf<typeof orders>
  | TablesOf<typeof outbox>
  | TablesOf<typeof programme>
  | TablesOf<typeof readBack>
  | TablesOf<typeof sources>;

type Tables = { readonly [Table in AnyTable as Table["_"]["name"]]: Table };

/** A table as it is called in SQL. */
export type TableName = keyof Tables;

/** Lists of a row are for reading. */
type Frozen<Row> = {
  readonly [Key in keyof Row]: Row[Key] extends (infer Element)[] | null
    ? readonly Element[] | Extract<Row[Key], null>
    : Row[Key];
};

type Fields<Table extends TableName> = Frozen<InferSelectModel<Tables[Table]>>;

type Stored<Table extends TableName> = Frozen<
  InferSelectModel<Tables[Table], { dbColumnNames: true }>
>;

/** Columns of a table as they are called in SQL. */
export type ColumnName<Table extends TableName> = keyof Stored<Table> & string;

/**
 * Some columns of a table as the driver gives them, each under its field's name:
 * `root_id as "rootId"`.
 */
export type RowOf<Table extends TableName, Field extends keyof Fields<Table>> = Pick<
  Fields<Table>,
  Field
>;

/** Some columns of a table as the driver gives them, each under its own name. */
export type StoredRowOf<Table extends TableName, Column extends ColumnName<Table>> = Pick<
  Stored<Table>,
  Column
>;

/**
 * Some columns of a table as row sets send them (db/statements/rowSet.ts): bytea is `\x...` text.
 */
export type SentRowOf<Table extends TableName, Column extends ColumnName<Table>> = {
  readonly [Name in Column]: Stored<Table>[Name] extends Buffer | null
    ? string | Extract<Stored<Table>[Name], null>
    : Stored<Table>[Name];
};

/** A row of which the statement sees to it that these columns are never null. */
export type Filled<Row, Key extends keyof Row> = Omit<Row, Key> & {
  readonly [Name in Key]: NonNullable<Row[Name]>;
};

/** Columns of a table that may be missing as a whole: `left join`. */
export type OrNull<Row> = { readonly [Key in keyof Row]: Row[Key] | null };

type ColumnOf<Table extends TableName, Name> = Extract<
  Tables[Table]["_"]["columns"][keyof Tables[Table]["_"]["columns"]],
  { readonly _: { readonly name: Name } }
>;

/** Names in SQL of the types that drizzle has classes for. */
interface BuiltIn {
  readonly PgArray: "text[]";
  readonly PgBigInt64: "bigint";
  readonly PgBoolean: "boolean";
  readonly PgDoublePrecision: "float8";
  readonly PgInteger: "int";
  readonly PgJsonb: "jsonb";
  readonly PgSmallInt: "smallint";
  readonly PgText: "text";
  readonly PgUUID: "uuid";
}

/** Of the types of columns.ts; the driver gives both instants and texts as text. */
type Custom<Data> = Data extends Buffer
  ? "bytea"
  : Data extends readonly bigint[]
    ? "bigint[]"
    : Data extends readonly LocalDate[]
      ? "date[]"
      : Data extends LocalDate
        ? "date"
        : "timestamptz" | "text";

type SqlTypeOf<Column> = Column extends {
  readonly _: { readonly columnType: infer Type; readonly data: infer Data };
}
  ? Type extends keyof BuiltIn
    ? BuiltIn[Type]
    : Custom<Data>
  : never;

/** The types in SQL of some columns of a table. */
export type SqlTypesOf<
  Table extends TableName,
  Name extends ColumnName<Table> = ColumnName<Table>,
> = {
  readonly [Column in Name]: SqlTypeOf<ColumnOf<Table, Column>>;
};
