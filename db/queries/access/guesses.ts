import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/**
 * Budgets of misses that all servers share: what is spent of each, 0 to `max`, which time takes
 * away again.
 */

export type SpentRow = RowOf<"guess_budget", "key" | "spent">;

const decayed = (sql: Sql, table: string, windowS: number) => sql`
  greatest(0, ${sql(table)}.spent - greatest(0, extract(epoch from clock_timestamp() - ${sql(table)}.at)::float8) / ${windowS}::float8)`;

/** Spends shares, each key once. @returns what is spent of each now */
export async function addGuesses(
  sql: Sql,
  shares: readonly (readonly [key: string, share: number])[],
  windowS: number,
  max: number,
): Promise<readonly SpentRow[]> {
  return await sql<SpentRow[]>`
    insert into guess_budget as known (key, spent, at)
    select key, least(share, ${max}::float8), clock_timestamp()
      from unnest(${shares.map(([key]) => key)}::text[], ${shares.map(([, share]) => share)}::float8[]) as given (key, share)
     order by key collate "C"
    on conflict (key) do update
       set spent = least(${max}::float8, ${decayed(sql, "known", windowS)} + excluded.spent),
           at = clock_timestamp()
    returning known.key, known.spent`;
}

/** What is spent of the budgets that were spent from in the last `seconds`. */
export async function readGuesses(
  sql: Sql,
  windowS: number,
  seconds: number,
): Promise<readonly SpentRow[]> {
  return await sql<SpentRow[]>`
    select key, ${decayed(sql, "guess_budget", windowS)} as spent from guess_budget
     where at > clock_timestamp() - make_interval(secs => ${seconds}::float8)`;
}

/** Drops the budgets that nobody has spent from for so long that they are whole. */
export async function dropGuesses(sql: Sql, seconds: number): Promise<number> {
  const { count } = await sql`
    delete from guess_budget where key in (
      select key from guess_budget where at < clock_timestamp() - make_interval(secs => ${seconds}::float8)
      order by key for update skip locked)`;
  return count;
}
