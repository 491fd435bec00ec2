import { readFileSync } from "node:fs";
import type { Sql } from "../../db/connection/client.ts";
import { WRITTEN_TABLES } from "../cases/yardstick.ts";
import { withSql } from "../processes/sql.ts";
import { sumOf } from "./statistics.ts";

/** What a table was made to do since it was copied. */
export interface TableFigures {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  /** Updates that stayed on their page and touched no index. */
  readonly hotUpdated: number;
}

/**
 * Rows written per table, partitions under their parent's name. The server counts when a connection
 * ends, so ask after the writers have gone.
 */
export async function readTableFigures(url: string): Promise<readonly TableFigures[]> {
  return await withSql(
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

/** What /proc counts in: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat after the name in parentheses, from 0: utime and stime. */
const [UTIME, STIME] = [11, 12];

/**
 * What a server has spent so far, of which differences tell: the place of its write-ahead log,
 * bytes, and the CPU milliseconds of connections of these names, null where the system does not
 * tell (not Linux).
 */
export async function readSpent(sql: Sql, names: readonly string[]) {
  const [row] = await sql<{ wal: number; pids: number[] }[]>`
    select (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8 as wal, array(select pid from pg_stat_activity
      where application_name = any(${[...names]}::text[])) as pids`;
  const { wal = 0, pids = [] } = row ?? {};
  try {
    const stats = pids.map((pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1] ?? "");
    const ticks = stats.map((stat) => stat.split(" ")).flatMap((at) => [at[UTIME], at[STIME]]);
    return { wal, postgres: (sumOf(ticks.map(Number)) * 1_000) / TICKS_PER_SECOND };
  } catch {
    return { wal, postgres: null };
  }
}

/** Compares figures of a database with what they must be; what is wrong, one line each. */
export function differencesOf(
  found: Readonly<Record<string, number>> | undefined,
  wanted: Readonly<Record<string, number>>,
): readonly string[] {
  return Object.entries(wanted).flatMap(([what, value]) =>
    found?.[what] === value ? [] : [`${what}: ${found?.[what]}, expected ${value}`],
  );
}

/**
 * Compares the database with what was sent: every purchase there once, all points in the ledger,
 * balances equal to their entries, the stream without gaps. Reads each table once: looked up
 * account by account, the ledger of one hot customer would be read whole for every customer.
 *
 * @returns what is wrong, one line each; empty when all is right
 */
export async function findWrongAnswers(
  url: string,
  { purchases, points }: { readonly purchases: number; readonly points: number },
): Promise<readonly string[]> {
  const [found] = await withSql(
    url,
    (sql) => sql<Record<string, number>[]>`
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
          where a.leaf_id is not null and a.active <> coalesce(s.points, 0))::float8 as "accountsOff"`,
  );
  return differencesOf(found, {
    ...{ events: purchases, orders: purchases, references: purchases },
    ...{ points, balances: points, lots: points, gaps: 0, accountsOff: 0 },
  });
}

/** Tables in which two databases differ, each with its rows compared in full. */
export async function findDifferingTables(a: string, b: string): Promise<readonly string[]> {
  const contentOf = (url: string, table: string) =>
    withSql(url, async (sql) => {
      const [row] = await sql<{ sum: string }[]>`
        select count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum
        from ${sql(table)} as t`;
      return row?.sum;
    });
  const problems: string[] = [];
  for (const table of WRITTEN_TABLES) {
    const [left, right] = [await contentOf(a, table), await contentOf(b, table)];
    if (left !== right) {
      problems.push(`${table}: the receiver left ${left}, the yardstick ${right}`);
    }
  }
  return problems;
}
