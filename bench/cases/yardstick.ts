import type { Sql } from "../../db/connection/client.ts";
import { EVENT_ID_SEPARATOR } from "./purchases.ts";

/**
 * The yardstick: the very rows that the receiver wrote, written once more into a copy of the same
 * database by one SQL statement per call, with every value known beforehand: nothing is looked up,
 * taken, locked ahead or decided. It is what the write path could at best cost, and is no design:
 * it would lose and double purchases.
 */

/** How a table's rows come about, and which call of the run they belong to. */
interface TableRule {
  readonly table: string;
  readonly kind: "insert" | "update" | "upsert";
  /** From `part` (events of the run, with their call) to the rows of the table as `t`. */
  readonly join: string;
  readonly key: string;
}

/**
 * A rule whose rows are found by `on`, from the events of the run or from what stands for them
 * (`from`).
 */
const rule = (
  table: string,
  on: string,
  { from = "part p", kind = "insert" as TableRule["kind"], key = "id" } = {},
): TableRule => ({ table, kind, key, join: `${from} join ${table} t on ${on}` });

const INTAKES = "(select distinct call, intake_on, intake_id from part) p";
const LEAVES = "(select distinct call, leaf_id from part) p";
const NEW_ORDERS =
  "part p join orders o on o.opened_by_event_id = p.event_row and o.id = p.order_id";
const ENTRIES = "part p join entry e on e.event_id = p.event_row";
const CHANGED_TIERS =
  "(select distinct p.call, c.root_id from part p join tier_change c on c.event_id = p.event_row) p";

const RULES: readonly TableRule[] = [
  rule("intakes", "t.received_on = p.intake_on and t.id = p.intake_id", { from: INTAKES }),
  rule("events", "t.id = p.event_row"),
  rule("order_reference", "t.order_id = o.id and t.value = p.event_id", {
    ...{ from: NEW_ORDERS, key: "value" },
  }),
  rule("customer", "t.id = p.leaf_id", { from: LEAVES, kind: "update" }),
  rule("account", "t.leaf_id = p.leaf_id", { from: LEAVES, kind: "update" }),
  rule("orders", "t.id = p.order_id"),
  rule("entry", "t.event_id = p.event_row"),
  rule("lot", "t.entry_id = e.id", { from: ENTRIES }),
  rule("tier_change", "t.event_id = p.event_row"),
  rule("due", "t.root_id = p.root_id", { from: CHANGED_TIERS, kind: "upsert", key: "root_id" }),
  rule("outbox", "t.root_id = p.leaf_id and t.recorded_at = p.recorded_at"),
];

/** Tables that a purchase writes: both sides must end with the same rows in each. */
export const WRITTEN_TABLES: readonly string[] = RULES.map(({ table }) => table);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isArray: boolean;
}
interface PlannedTable {
  readonly rule: TableRule;
  readonly columns: readonly Column[];
}

/** The statement, and for each call of a run its parameters: one array literal per column. */
export interface Yardstick {
  readonly statement: string;
  readonly calls: readonly (readonly string[])[];
}

/**
 * Reads which columns the tables have, so that the yardstick never writes less than the receiver.
 */
async function planTables(sql: Sql): Promise<readonly PlannedTable[]> {
  const rows = await sql<{ table: string; name: string; type: string; isArray: boolean }[]>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
      t.typcategory = 'A' as "isArray"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${[...WRITTEN_TABLES]}::text[])
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by c.relname, a.attnum`;
  return RULES.map((rule) => ({ rule, columns: rows.filter((row) => row.table === rule.table) }));
}

/**
 * The one statement of a call: a CTE per table, rows unfolded from a parameter per column. Arrays
 * of a column that is itself an array travel as text, as SQL has no arrays of arrays of unequal
 * length.
 */
export function statementOf(tables: readonly PlannedTable[]): string {
  let parameters = 0;
  const parts = tables.map(({ rule, columns }) => {
    const names = columns.map(({ name }) => `"${name}"`);
    const arrays = columns.map(({ type, isArray }) => {
      parameters += 1;
      return `$${parameters}::text::${isArray ? "text" : type}[]`;
    });
    const rows = `unnest(${arrays.join(", ")}) as r(${names.join(", ")})`;
    const values = columns.map(({ name, type, isArray }) =>
      isArray ? `r."${name}"::${type}` : `r."${name}"`,
    );
    const insert = `insert into ${rule.table} (${names.join(", ")}) select ${values.join(", ")} from ${rows}`;
    if (rule.kind === "update") {
      return `update ${rule.table} t set ${assignments(rule, columns)} from ${rows} where t.${rule.key} = r.${rule.key}`;
    }
    if (rule.kind === "insert") {
      return insert;
    }
    const others = names.filter((name) => name !== `"${rule.key}"`);
    const changes = others.map((name) => `${name} = excluded.${name}`).join(", ");
    return `${insert} on conflict (${rule.key}) do update set ${changes}`;
  });
  const named = parts.map((part, index) => `w${index} as (${part})`);
  return `with ${named.join(",\n")}\nselect 1`;
}

/**
 * What purchases change; keys and names of a row stay, so that it is updated in place as the
 * receiver does.
 */
const UPDATED: Readonly<Record<string, string>> = {
  customer: "seq recorded_at evaluated_at tier tier_since tier_until ruleset_version seen_by",
  account: "active pending orders bucket_days bucket_minor",
};

function assignments(rule: TableRule, columns: readonly Column[]): string {
  return columns
    .filter(({ name }) => UPDATED[rule.table]?.split(" ").includes(name))
    .map(({ name, type, isArray }) => `"${name}" = r."${name}"${isArray ? `::${type}` : ""}`)
    .join(", ");
}

/**
 * Reads what the receiver wrote for a run, by call.
 *
 * @param prefix of the run's event ids
 * @param batch events per call
 */
export async function readYardstick(
  sql: Sql,
  run: { readonly prefix: string; readonly batch: number },
): Promise<Yardstick> {
  const tables = await planTables(sql);
  const connection = await sql.reserve();
  try {
    await connection`
      create temp table part as
      select id as event_row, event_id, order_id, leaf_id, intake_on, intake_id, recorded_at,
        split_part(event_id, ${EVENT_ID_SEPARATOR}, 2)::int / ${run.batch}::int as call
      from events where starts_with(event_id, ${run.prefix + EVENT_ID_SEPARATOR})`;
    await connection`create index on part (event_row)`;
    await connection`analyze part`;
    const [count] = await connection<{ calls: number }[]>`select max(call) + 1 as calls from part`;
    const calls = Array.from({ length: count?.calls ?? 0 }, (): string[] => []);
    for (const { rule, columns } of tables) {
      // Sorted by key: two calls that touch the same customers take their rows in the same order.
      const arrays = columns.map(
        ({ name, isArray }, index) =>
          `array_agg(t."${name}"${isArray ? "::text" : ""} order by t.${rule.key})::text as c${index}`,
      );
      const rows = await connection.unsafe<Record<string, string>[]>(
        `select p.call::int as call, ${arrays.join(", ")} from ${rule.join} group by p.call`,
      );
      const byCall = new Map(rows.map((row) => [Number(row["call"]), row]));
      for (const [call, parameters] of calls.entries()) {
        const row = byCall.get(call);
        for (const index of columns.keys()) {
          parameters.push(row?.[`c${index}`] ?? "{}");
        }
      }
    }
    await connection`drop table part`;
    return { statement: statementOf(tables), calls };
  } finally {
    connection.release();
  }
}
