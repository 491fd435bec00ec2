import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";

export type SloRow = RowOf<"slo", "id" | "code" | "settings" | "countedTo">;

/** Those that are set up, by code. */
export async function listSlos(sql: Sql | Tx): Promise<readonly SloRow[]> {
  return await sql<SloRow[]>`
    select id, code, settings, counted_to as "countedTo"
      from slo where retired_at is null order by code`;
}

/** All that were ever set up, as set-up reads them. */
export async function readSlos(tx: Tx | Sql) {
  return await tx<RowOf<"slo", "code" | "settings" | "retiredAt">[]>`
    select code, settings, retired_at as "retiredAt" from slo order by code`;
}

/**
 * Writes those that are new, changed or back. Of what is counted otherwise from now on, all is
 * counted anew.
 */
export async function putSlos(
  tx: Tx,
  slos: readonly RowOf<"slo", "code" | "settings">[],
): Promise<void> {
  if (slos.length === 0) {
    return;
  }
  const rows = rowsParameter(slos);
  // Two statements, because an insert that meets a conflict uses an id up, and there are 32,767.
  await tx`
    with changed as (
      select s.id, s.settings -> 'indicator' is distinct from r.settings -> 'indicator' as is_other,
             r.settings
        from json_to_recordset(${rows}::text::json) as r(code text, settings jsonb)
        join slo s on s.code = r.code
         for update of s),
    gone as (
      delete from slo_slice where slo_id in (select id from changed where is_other))
    update slo s
       set settings = c.settings, retired_at = null,
           counted_to = case when c.is_other then null else s.counted_to end
      from changed c where s.id = c.id`;
  await tx`
    insert into slo (code, settings)
    select code, settings
      from json_to_recordset(${rows}::text::json) as r(code text, settings jsonb)
     where not exists (select from slo s where s.code = r.code)`;
}

export function retireSlos(tx: Tx, codes: readonly string[]) {
  return tx`
    update slo set retired_at = now()
     where code = any(${[...codes]}::text[]) and retired_at is null`;
}

export type SliceRow = RowOf<"slo_slice", "sloId" | "at" | "total" | "bad">;

/** Slices of the promises that are set up, from an instant on. */
export async function readSlices(sql: Sql, from: string): Promise<readonly SliceRow[]> {
  return await sql<SliceRow[]>`
    select s.slo_id as "sloId", s.at, s.total, s.bad
      from slo
      join slo_slice s on s.slo_id = slo.id and s.at >= ${from}::text::timestamptz
     where slo.retired_at is null`;
}

export type SloSumRow = SloRow & {
  /** Over its window. */
  readonly total: number;
  readonly bad: number;
};

/** The promises that are set up, with what their windows come to until an instant; by code. */
export async function readSloSums(sql: Sql, now: string): Promise<readonly SloSumRow[]> {
  return await sql<SloSumRow[]>`
    select slo.id, slo.code, slo.settings, slo.counted_to as "countedTo",
           coalesce(w.total, 0)::float8 as total, coalesce(w.bad, 0)::float8 as bad
      from slo
      cross join lateral (
        select sum(s.total) as total, sum(s.bad) as bad from slo_slice s
         where s.slo_id = slo.id and s.at <= ${now}::text::timestamptz
           and s.at >= ${now}::text::timestamptz
                       - make_interval(days => (slo.settings ->> 'windowDays')::int)) w
     where slo.retired_at is null
     order by slo.code`;
}

/** What is too old, `limit` rows at most. @returns how many */
export async function forgetSlices(
  sql: Sql,
  { before, limit }: { readonly before: string; readonly limit: number },
): Promise<number> {
  const { count } = await sql`
    delete from slo_slice where (slo_id, at) in (
      select s.slo_id, s.at
        from slo
        cross join lateral (
          select slo_id, at from slo_slice
           where slo_id = slo.id and at < ${before}::text::timestamptz limit ${limit}::int) s
       limit ${limit}::int)`;
  return count;
}
