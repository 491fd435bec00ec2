import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** What comparing came to, for those who look at it; and forgetting it. */

/** What a field of a destination came to. */
export type WrongFieldRow = RowOf<"read_back_day", "field" | "checked" | "wrong"> & {
  /** Values that are wrong now, as far as they are kept. */
  readonly open: number;
};

/** By field, of so many days up to today; those with most that is wrong now first. */
export async function readWrongFields(
  sql: Sql,
  destinationId: number,
  days: number,
): Promise<readonly WrongFieldRow[]> {
  return await sql<WrongFieldRow[]>`
    select d.field, sum(d.checked)::int as checked, sum(d.wrong)::int as wrong,
           (select count(*)::int from read_back_finding f
             where f.destination_id = ${destinationId}::smallint and f.field = d.field
               and f.repaired_at is null) as open
      from read_back_day d
     where d.destination_id = ${destinationId}::smallint
       and d.day > (clock_timestamp() at time zone 'UTC')::date - ${days}::int
     group by d.field
     order by open desc, wrong desc, d.field`;
}

export type FindingRow = RowOf<
  "read_back_finding",
  "id" | "field" | "sent" | "stored" | "foundAt" | "repairs" | "repairedAt" | "rootId"
> & {
  /** Public id of the customer. */
  readonly customerId: string;
};

/** Wrong values of a destination, those that still are first, the newest first. */
export async function listFindings(
  sql: Sql,
  {
    destinationId,
    field,
    limit,
  }: {
    readonly destinationId: number;
    /** Null: of all. */
    readonly field: string | null;
    readonly limit: number;
  },
): Promise<readonly FindingRow[]> {
  return await sql<FindingRow[]>`
    select f.id, f.field, f.sent, f.stored, f.found_at as "foundAt", f.repairs,
           f.repaired_at as "repairedAt", f.root_id as "rootId", c.public_id as "customerId"
      from read_back_finding f
      join customer c on c.id = f.root_id
     where f.destination_id = ${destinationId}::smallint
       and (${field}::text is null or f.field = ${field})
     order by f.repaired_at is not null, f.found_at desc, f.id desc limit ${limit}::int`;
}

/** How reading back goes, by destination. */
export type ReadBackStateRow = RowOf<"read_back_run", "destinationId" | "problem"> & {
  /** Values that are wrong now. */
  readonly wrong: number;
};

export async function readReadBackStates(sql: Sql | Tx): Promise<readonly ReadBackStateRow[]> {
  return await sql<ReadBackStateRow[]>`
    select r.destination_id as "destinationId", r.problem,
           (select coalesce(sum(s.wrong), 0)::int from delivery_sent s
             where s.destination_id = r.destination_id and s.wrong > 0
               and not s.is_shadow) as wrong
      from read_back_run r`;
}

/**
 * Forgets what is over: findings and counts of before, findings that are right again beyond
 * `repairedMax` of a destination, and all of destinations that are not read back any more; what one
 * in shadow would have been sent stays, to be compared with a file.
 */
export async function forgetReadBack(
  sql: Sql,
  {
    before,
    limit,
    repairedMax,
  }: { readonly before: string; readonly limit: number; readonly repairedMax: number },
): Promise<number> {
  const ended = sql`
    select id from destination where retired_at is not null or settings -> 'readBack' is null`;
  const uncompared = sql`
    select d.id from destination d left join destination_mode m on m.destination_id = d.id
     where d.retired_at is not null
        or (d.settings -> 'readBack' is null and coalesce(m.mode, 'LIVE') <> 'SHADOW')`;
  const findings = await sql`
    delete from read_back_finding where id in (
      select id from read_back_finding
       where found_at < ${before}::text::timestamp at time zone 'UTC' or destination_id in (${ended})
       limit ${limit}::int)`;
  const surplus = await sql`
    delete from read_back_finding where id in (
      select f.id from destination d
       cross join lateral (
         select id from read_back_finding
          where destination_id = d.id and repaired_at is not null
          order by found_at desc, id desc offset ${repairedMax}::int limit ${limit}::int) f
       limit ${limit}::int)`;
  const sent = await sql`
    delete from delivery_sent where (destination_id, root_id) in (
      select s.destination_id, s.root_id
        from destination d
        cross join lateral (
          select destination_id, root_id from delivery_sent where destination_id = d.id
           limit ${limit}::int) s
       where d.id in (${uncompared}) limit ${limit}::int)`;
  const shadows = await sql`
    delete from shadow_compared where (destination_id, root_id) in (
      select destination_id, root_id from shadow_compared
       where compared_at < ${before}::text::timestamp at time zone 'UTC'
          or destination_id in (${uncompared})
       limit ${limit}::int)`;
  await sql`
    delete from read_back_day
     -- After the findings of that day.
     where day < ${before}::text::date - 1 or destination_id in (${ended})`;
  await sql`delete from read_back_run where destination_id in (${ended})`;
  return findings.count + surplus.count + sent.count + shadows.count;
}
