import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Who of the staff had which customers open, by hour. */

export type NewOpening = RowOf<"customer_opening", "principal" | "role" | "at"> & {
  readonly rootId: bigint;
};

/** One that is on record for the hour stays as it is. */
export async function insertOpenings(sql: Sql, openings: readonly NewOpening[]): Promise<void> {
  await sql`
    insert into customer_opening (leaf_id, hour, principal, role, at)
    select leaf_id, date_trunc('hour', at, 'UTC') as hour, principal, role, at
      from unnest(${openings.map(({ rootId }) => String(rootId))}::text[]::bigint[],
                  ${openings.map(({ principal }) => principal)}::text[],
                  ${openings.map(({ role }) => role)}::text[],
                  ${openings.map(({ at }) => at)}::text[]::timestamptz[]) as given (leaf_id, principal, role, at)
     order by leaf_id, hour, principal collate "C"
    on conflict do nothing`;
}

export type OpeningRow = RowOf<"customer_opening", "hour" | "principal" | "role" | "at">;

export interface OpeningPageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the start. */
  readonly after: RowOf<"customer_opening", "hour" | "principal"> | null;
}

/**
 * Latest hour first, over all leaves of the customer; a person who opened several leaves in an hour
 * is one row.
 */
export async function readOpenings(
  sql: Sql,
  { rootId, limit, after }: OpeningPageKey,
): Promise<readonly OpeningRow[]> {
  return await sql<OpeningRow[]>`
    select hour, principal, (array_agg(role order by at))[1] as role, min(at) as at
      from customer_opening
     where leaf_id = any(array(
             select ${String(rootId)}::text::bigint
              union
             select id from customer where root_id = ${String(rootId)}::text::bigint and root_id <> id))
       and (${after === null}::boolean
            or (hour, principal) < (${after?.hour ?? null}::text::timestamptz, ${after?.principal ?? null}::text collate "C"))
     group by hour, principal
     order by hour desc, principal collate "C" desc
     limit ${limit}`;
}

export type StaffOpeningRow = RowOf<"customer_opening", "hour" | "leafId" | "role" | "at"> &
  RowOf<"customer", "rootId">;

export interface StaffOpeningsKey {
  readonly principal: string;
  /** Days of UTC, both included. */
  readonly from: string;
  readonly to: string;
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the start. */
  readonly after: { readonly hour: string; readonly leafId: string } | null;
}

/** Whom a person opened, latest hour first, with whom they belong to now. */
export async function readOpeningsOf(
  sql: Sql,
  { principal, from, to, limit, after }: StaffOpeningsKey,
): Promise<readonly StaffOpeningRow[]> {
  return await sql<StaffOpeningRow[]>`
    select hour, leaf_id as "leafId", role, at, root_id as "rootId"
      from customer_opening
      join customer on customer.id = leaf_id
     where principal = ${principal}::text collate "C"
       and hour >= (${from}::text::date)::timestamp at time zone 'UTC'
       and hour < (${to}::text::date + 1)::timestamp at time zone 'UTC'
       and (${after === null}::boolean
            or (hour, leaf_id) < (${after?.hour ?? null}::text::timestamptz, ${after?.leafId ?? null}::text::bigint))
     order by hour desc, leaf_id desc
     limit ${limit}`;
}

/** Drops some that are older than so many days. @returns how many */
export async function dropOpenings(sql: Sql, days: number, limit: number): Promise<number> {
  const { count } = await sql`
    delete from customer_opening where (leaf_id, hour, principal) in (
      select leaf_id, hour, principal from customer_opening
       where hour < clock_timestamp() - make_interval(days => ${days}::int)
       order by hour limit ${limit} for update skip locked)`;
  return count;
}
