import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList, rowsParameter } from "../../statements/rows.ts";

/** What another feed wrote beside what we would have sent: kept, and counted (ADR-0077). */

/** What a comparison is broken down by, of one customer. */
export type ShadowStanding = Pick<RowOf<"shadow_compared", "tier">, "tier"> & {
  readonly rootId: bigint;
  /** Of the customer's last order; null: there is none. */
  readonly currency: string | null;
  readonly totalMinor: bigint | null;
  readonly status: string | null;
};

export async function readShadowStandings(
  sql: Sql | Tx,
  roots: readonly bigint[],
): Promise<ReadonlyMap<bigint, ShadowStanding>> {
  const rows = await sql<ShadowStanding[]>`
    select c.id as "rootId", c.tier, o.currency, o.total_minor as "totalMinor", o.status
      from customer c
      left join lateral (
        select currency, total_minor, status from orders
         -- Leaves that are not their own root have an index; either of both has none.
         where leaf_id = any(array(select c.id union all
                                   select l.id from customer l
                                    where l.root_id = c.id and l.root_id <> l.id))
           and absorbed_into is null and not test
         order by placed_at desc, id desc limit 1) o on true
     where c.id = any(${idList(roots)}::bigint[])`;
  return new Map(rows.map((row) => [row.rootId, row]));
}

export type ShadowComparedRow = RowOf<
  "shadow_compared",
  "rootId" | "isFound" | "checked" | "differences" | "currency" | "band" | "status" | "tier"
> & { readonly outboxId: bigint };

/**
 * Writes down what comparing customers came to, in place of what it came to before.
 *
 * @param at as of when they were compared; null: now
 */
export async function putShadowCompared(
  tx: Tx,
  destinationId: number,
  at: string | null,
  rows: readonly ShadowComparedRow[],
): Promise<void> {
  const given = rowsParameter(rows);
  await tx`
    update delivery_sent s
       set checked_at = coalesce(${at}::text::timestamptz, clock_timestamp()),
           checked_id = r."outboxId", wrong = jsonb_array_length(r.differences)
      from json_to_recordset(${given}::text::json)
             as r("rootId" bigint, "outboxId" bigint, differences jsonb)
     where s.destination_id = ${destinationId}::smallint and s.root_id = r."rootId"`;
  await tx`
    insert into shadow_compared
      (destination_id, root_id, compared_at, is_found, checked, differences, currency, band, status,
       tier)
    select ${destinationId}::smallint, "rootId",
           coalesce(${at}::text::timestamptz, clock_timestamp()), "isFound", checked, differences,
           currency, band, status, tier
      from json_to_recordset(${given}::text::json)
             as r("rootId" bigint, "isFound" boolean, checked text[], differences jsonb,
                  currency text, band text, status text, tier text)
    on conflict (destination_id, root_id) do update
       set compared_at = excluded.compared_at, is_found = excluded.is_found,
           checked = excluded.checked, differences = excluded.differences,
           currency = excluded.currency, band = excluded.band, status = excluded.status,
           tier = excluded.tier`;
}

/** A destination, and from when to when it was compared. */
export interface ShadowRange {
  readonly destinationId: number;
  readonly from: string;
  /** Not included. */
  readonly to: string;
}

const compared = (sql: Sql | Tx, { destinationId, from, to }: ShadowRange) => sql`
  select s.*, case when not s.is_found then 'MISSING' when s.differences = '[]' then 'EQUAL'
                   else 'DIFFERENT' end as outcome
    from shadow_compared s
   where s.destination_id = ${destinationId}::smallint
     and s.compared_at >= ${from}::text::timestamptz and s.compared_at < ${to}::text::timestamptz
     -- Whoever is somebody else's by now is compared as them. There are few, and an index has them.
     and not exists (select from customer c where c.id = s.root_id and c.root_id <> c.id)`;

const sums = (sql: Sql | Tx) => sql`
  count(*)::int as compared, count(*) filter (where outcome = 'EQUAL')::int as equal,
  count(*) filter (where outcome = 'DIFFERENT')::int as different,
  count(*) filter (where outcome = 'MISSING')::int as missing`;

export interface ShadowSums {
  /** Customers. */
  readonly compared: number;
  readonly equal: number;
  readonly different: number;
  /** The destination does not know them. */
  readonly missing: number;
}

/** Customers who were compared, by what came of it. */
export async function readShadowSums(sql: Sql | Tx, range: ShadowRange): Promise<ShadowSums> {
  const [row] = await sql<ShadowSums[]>`
    with rows as (${compared(sql, range)}) select ${sums(sql)} from rows`;
  return row as ShadowSums;
}

/** Customers who were not compared, by why. */
export interface ShadowOthers {
  /** Customers whose key there we do not know, so that they were neither told nor compared. */
  readonly unknown: number;
  /** Something of them waits, or has not had its time to be stored. */
  readonly inFlight: number;
  /** They are at rest, and their turn to be compared has not come. */
  readonly notCompared: number;
}

/** Counts all whom a destination has been told of, so it takes seconds where there are many. */
export async function readShadowOthers(
  sql: Sql,
  { destinationId, from, to }: ShadowRange,
  settleSeconds: number,
): Promise<ShadowOthers> {
  const [row] = await sql<ShadowOthers[]>`
    with kept as (
      select s.checked_at is null or s.checked_at < s.sent_at as is_unread,
             l.pending > 0 or l.again_seq is not null
               or s.sent_at > clock_timestamp() - make_interval(secs => ${settleSeconds}::float8)
               as is_under_way
        from delivery_sent s
        join delivery_lane l on l.destination_id = s.destination_id and l.root_id = s.root_id
       where s.destination_id = ${destinationId}::smallint and s.is_shadow)
    select (select count(distinct d.root_id)::int from delivery d
             where d.destination_id = ${destinationId}::smallint and d.outcome = 'SHADOWED'
               and d.answer is not null
               and d.ended_at >= ${from}::text::timestamptz and d.ended_at < ${to}::text::timestamptz
               and not exists (select from delivery_sent s
                                where s.destination_id = d.destination_id
                                  and s.root_id = d.root_id)) as unknown,
           (select count(*)::int from kept where is_under_way) as "inFlight",
           (select count(*)::int from kept where is_unread and not is_under_way) as "notCompared"`;
  return row as ShadowOthers;
}

/** By what customers are grouped, so that it is seen where a difference sits. */
export const SHADOW_GROUPINGS = ["ORDER_SIZE", "TIER", "ORDER_STATUS"] as const;

export type ShadowGroupRow = ShadowSums & {
  readonly by: (typeof SHADOW_GROUPINGS)[number];
  /** A band, a tier or a status; null: none. */
  readonly value: string | null;
  /** Of a band; null: of the others, or no order. */
  readonly currency: string | null;
};

/** Those in which most is not equal first. */
export async function readShadowGroups(
  sql: Sql,
  range: ShadowRange,
  limit: number,
): Promise<readonly ShadowGroupRow[]> {
  return await sql<ShadowGroupRow[]>`
    with rows as (${compared(sql, range)})
    select g.by, g.value, g.currency, ${sums(sql)}
      from rows r
      cross join lateral (values ('ORDER_SIZE', r.band, r.currency), ('TIER', r.tier, null),
                                 ('ORDER_STATUS', r.status, null)) as g(by, value, currency)
     group by g.by, g.value, g.currency
     order by count(*) filter (where outcome = 'EQUAL')::float8 / count(*), count(*) desc, g.by,
              g.value, g.currency
     limit ${limit}::int`;
}

export interface ShadowFieldRow {
  readonly field: string;
  /** Customers of whom it was compared. */
  readonly compared: number;
  readonly different: number;
  readonly missing: number;
}

export async function readShadowFields(
  sql: Sql,
  range: ShadowRange,
): Promise<readonly ShadowFieldRow[]> {
  return await sql<ShadowFieldRow[]>`
    with rows as (${compared(sql, range)})
    select f.field, count(*)::int as compared,
           count(*) filter (where d.kind = 'DIFFERENT')::int as different,
           count(*) filter (where d.kind = 'MISSING')::int as missing
      from rows r
      cross join lateral unnest(r.checked) as f(field)
      left join lateral (
        select x.kind from jsonb_to_recordset(r.differences) as x(field text, kind text)
         where x.field = f.field limit 1) d on true
     group by f.field
     order by count(d.kind) desc, f.field`;
}

export type ShadowSampleRow = Pick<
  RowOf<"shadow_compared", "currency" | "band" | "status" | "tier" | "comparedAt">,
  "currency" | "band" | "status" | "tier" | "comparedAt"
> & {
  /** Public id of the customer. */
  readonly customerId: string;
  readonly ours: string | null;
  readonly theirs: string | null;
};

/** Customers of whom a field differs, those compared last first. */
export async function listShadowSample(
  sql: Sql,
  range: ShadowRange,
  { field, limit }: { readonly field: string; readonly limit: number },
): Promise<readonly ShadowSampleRow[]> {
  return await sql<ShadowSampleRow[]>`
    with rows as (${compared(sql, range)})
    select c.public_id as "customerId", d.ours, d.theirs, r.currency, r.band, r.status, r.tier,
           r.compared_at as "comparedAt"
      from rows r
      join customer c on c.id = r.root_id
      cross join lateral jsonb_to_recordset(r.differences)
        as d(field text, ours text, theirs text)
     where r.outcome <> 'EQUAL' and d.field = ${field}
     order by r.compared_at desc, r.root_id limit ${limit}::int`;
}
