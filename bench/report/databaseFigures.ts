import { connect, type Sql } from "../../db/connection/client.ts";
import { WRITTEN_TABLES } from "../cases/yardstick.ts";

/** Milliseconds for one question about a database; it takes seconds, so beyond it something is wrong. */
const FIGURES_TIMEOUT_MS = 120_000;

/** What a table was made to do since it was copied. */
export type TableFigures = {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  /** Updates that stayed on their page and touched no index. */
  readonly hotUpdated: number;
};

/**
 * Rows written per table, partitions under their parent's name. The server counts when a connection ends, so ask
 * after the writers have gone.
 */
export async function readTableFigures(url: string): Promise<readonly TableFigures[]> {
  return await withConnection(
    url,
    (sql) => sql<TableFigures[]>`
      select coalesce(p.relname, s.relname) as "table", sum(s.n_tup_ins)::float8 as inserted,
        sum(s.n_tup_upd)::float8 as updated, sum(s.n_tup_hot_upd)::float8 as "hotUpdated"
      from pg_stat_user_tables s
      left join pg_inherits i on i.inhrelid = s.relid
      left join pg_class p on p.oid = i.inhparent
      where s.schemaname = 'public'
      group by 1 having sum(s.n_tup_ins + s.n_tup_upd) > 0 order by 1`,
  );
}

/** Place of the write-ahead log, bytes since the beginning of time; differences are what was logged. */
export async function readWalBytes(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8 as bytes`;
  return row?.bytes ?? 0;
}

/** The version as the server says it, such as "18.4". */
export async function readServerVersion(sql: Sql): Promise<string> {
  const [row] = await sql<
    { version: string }[]
  >`select current_setting('server_version') as version`;
  return row?.version ?? "unknown";
}

/** What the purchases of a run must have left behind. */
export type Expected = { readonly purchases: number; readonly points: number };

/**
 * Compares the database with what was sent: every purchase there once, all points in the ledger, balances equal to
 * their entries, the stream without gaps. Reads each table once: looked up account by account, the ledger of one hot
 * customer would be read whole for every customer.
 *
 * @returns what is wrong, one line each; empty when all is right
 */
export async function findWrongAnswers(
  url: string,
  expected: Expected,
): Promise<readonly string[]> {
  return await withConnection(url, async (sql) => {
    const [found] = await sql<Record<string, number>[]>`
      select (select count(*) from events where outcome = 'APPLIED')::float8 as events,
        (select count(*) from orders)::float8 as orders,
        (select count(*) from order_reference where order_id is not null)::float8 as "references",
        (select coalesce(sum(points), 0) from entry)::float8 as points,
        (select coalesce(sum(active), 0) from account)::float8 as balances,
        (select coalesce(sum(remaining), 0) from lot)::float8 as lots,
        (select coalesce(sum(seq), 0) from customer)::float8 - (select count(*) from outbox)::float8 as gaps,
        (select count(*) from account a
          left join (
            select s.account_id, sum(s.points) as points from entry e
            cross join lateral (values (e.credit_account_id, e.points), (e.debit_account_id, -e.points))
              as s (account_id, points)
            group by 1) as s on s.account_id = a.id
          where a.leaf_id is not null and a.active <> coalesce(s.points, 0))::float8 as "accountsOff"`;
    const wanted: Record<string, number> = {
      events: expected.purchases,
      orders: expected.purchases,
      references: expected.purchases,
      points: expected.points,
      balances: expected.points,
      lots: expected.points,
      gaps: 0,
      accountsOff: 0,
    };
    return Object.entries(wanted).flatMap(([what, value]) =>
      found?.[what] === value ? [] : [`${what}: ${found?.[what]}, expected ${value}`],
    );
  });
}

/** Tables in which two databases differ, each with its rows compared in full. */
export async function findDifferingTables(a: string, b: string): Promise<readonly string[]> {
  const sums = (url: string) =>
    withConnection(url, async (sql) => {
      const found = new Map<string, string>();
      for (const table of WRITTEN_TABLES) {
        const [row] = await sql<{ sum: string }[]>`
          select count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum
          from ${sql(table)} as t`;
        found.set(table, row?.sum ?? "");
      }
      return found;
    });
  const [left, right] = [await sums(a), await sums(b)];
  return WRITTEN_TABLES.filter((table) => left.get(table) !== right.get(table)).map(
    (table) => `${table}: the receiver left ${left.get(table)}, the yardstick ${right.get(table)}`,
  );
}

async function withConnection<T>(url: string, run: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(url, {
    max: 1,
    applicationName: "tributary-bench-figures",
    statementTimeoutMs: FIGURES_TIMEOUT_MS,
  });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}
