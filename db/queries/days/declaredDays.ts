import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Whose day it is; empty texts as in the table. */
export type DayKey = RowOf<"declared_day", "businessDate" | "store" | "till" | "source">;

/** How a declared day compared. */
export type DayComparison = RowOf<
  "declared_day",
  "state" | "received" | "receivedMinor" | "held" | "heldMinor"
>;

export type DeclaredDayRow = DayKey &
  DayComparison &
  RowOf<
    "declared_day",
    | "id"
    | "publicId"
    | "receipts"
    | "totalMinor"
    | "currency"
    | "firstNumber"
    | "lastNumber"
    | "actor"
    | "recordedAt"
    | "replacedBy"
    | "comparedAt"
    | "since"
  >;

const columns = (db: Sql | Tx) => db`
  d.id, d.public_id as "publicId", d.business_date as "businessDate", d.store, d.till, d.source,
  d.receipts, d.total_minor as "totalMinor", d.currency, d.first_number as "firstNumber",
  d.last_number as "lastNumber", d.actor, d.recorded_at as "recordedAt",
  d.replaced_by as "replacedBy", d.compared_at as "comparedAt", d.state, d.received,
  d.received_minor as "receivedMinor", d.held, d.held_minor as "heldMinor", d.since`;

/** One writer of a day at a time, so that of two declarations one replaces the other. */
export function lockDay(tx: Tx, { businessDate, store, till, source }: DayKey) {
  const day = JSON.stringify(["day", businessDate, store, till, source]);
  return tx`select pg_advisory_xact_lock(hashtextextended(${day}, 0))`;
}

export type NewDeclaredDay = Omit<
  DeclaredDayRow,
  "id" | "replacedBy" | "comparedAt" | "since" | keyof DayComparison
>;

/**
 * Puts a declaration in the place of the one that stood, which stays on record. Under `lockDay`.
 * It is compared as soon as it is there; until then it counts as different.
 */
export async function replaceDay(tx: Tx, day: NewDeclaredDay): Promise<{ readonly id: bigint }> {
  const former = await tx<RowOf<"declared_day", "id">[]>`
    select id from declared_day
     where business_date = ${day.businessDate}::text::date and store = ${day.store}
       and till = ${day.till} and source = ${day.source} and replaced_by is null
       and (store <> '' or currency = ${day.currency})`;
  const [drawn] = await tx<RowOf<"declared_day", "id">[]>`
    select nextval(pg_get_serial_sequence('declared_day', 'id')) as id`;
  const id = (drawn as { id: bigint }).id;
  if (former[0] !== undefined) {
    await tx`
      update declared_day set replaced_by = ${String(id)}::text::bigint
       where id = ${String(former[0].id)}::text::bigint`;
  }
  await tx`
    insert into declared_day (id, public_id, business_date, store, till, source, receipts,
      total_minor, currency, first_number, last_number, actor, recorded_at, compared_at, state,
      received, received_minor, held, held_minor, since)
    overriding system value
    values (${String(id)}::text::bigint, ${day.publicId}, ${day.businessDate}::text::date,
      ${day.store}, ${day.till}, ${day.source}, ${day.receipts},
      ${String(day.totalMinor)}::text::bigint, ${day.currency}, ${day.firstNumber},
      ${day.lastNumber}, ${day.actor}, ${day.recordedAt}::text::timestamptz,
      ${day.recordedAt}::text::timestamptz, 'DIFFERS', 0, 0, 0, 0,
      ${day.recordedAt}::text::timestamptz)`;
  return { id };
}

/** Writes how a day compared. */
export function storeComparison(
  db: Sql | Tx,
  { id, at, ...compared }: DayComparison & { readonly id: bigint; readonly at: string },
) {
  return db`
    update declared_day
       set compared_at = ${at}::text::timestamptz, state = ${compared.state},
           since = case when state = ${compared.state} then since else ${at}::text::timestamptz end,
           received = ${compared.received},
           received_minor = ${String(compared.receivedMinor)}::text::bigint,
           held = ${compared.held}, held_minor = ${String(compared.heldMinor)}::text::bigint
     where id = ${String(id)}::text::bigint`;
}

/** Every declaration of a store's day, replaced ones too, in the order in which they were made. */
export async function readDeclarations(
  db: Sql | Tx,
  { store, businessDate }: Pick<DayKey, "store" | "businessDate">,
): Promise<readonly DeclaredDayRow[]> {
  return await db<DeclaredDayRow[]>`
    select ${columns(db)} from declared_day d
     where d.store = ${store} and d.business_date = ${businessDate}::text::date order by d.id`;
}

export async function readDeclaration(
  db: Sql | Tx,
  publicId: string,
): Promise<DeclaredDayRow | null> {
  const [row] = await db<DeclaredDayRow[]>`
    select ${columns(db)} from declared_day d where d.public_id = ${publicId}::text::uuid`;
  return row ?? null;
}

/** Declarations that stand and are due to be compared again, those first that wait longest. */
export async function findDaysToCompare(
  sql: Sql,
  {
    from,
    before,
    limit,
  }: { readonly from: string; readonly before: string; readonly limit: number },
): Promise<readonly RowOf<"declared_day", "id">[]> {
  return await sql<RowOf<"declared_day", "id">[]>`
    select id from declared_day
     where replaced_by is null and business_date >= ${from}::text::date
       and compared_at < ${before}::text::timestamptz
     order by compared_at, id limit ${limit}`;
}

/** One of them, locked; null: another process has it, or had it since. */
export async function takeDayToCompare(
  tx: Tx,
  { id, before }: { readonly id: bigint; readonly before: string },
): Promise<DeclaredDayRow | null> {
  const [row] = await tx<DeclaredDayRow[]>`
    select ${columns(tx)} from declared_day d
     where d.id = ${String(id)}::text::bigint and d.replaced_by is null
       and d.compared_at < ${before}::text::timestamptz
       for no key update of d skip locked`;
  return row ?? null;
}

/** A day that cannot be compared keeps what it was, and lets the others go first. */
export function postponeDay(sql: Sql, { id, at }: { readonly id: bigint; readonly at: string }) {
  return sql`
    update declared_day set compared_at = ${at}::text::timestamptz
     where id = ${String(id)}::text::bigint`;
}

export interface DayPageFilter {
  readonly from: string;
  readonly to: string;
  readonly store: string | null;
  readonly source: string | null;
  readonly states: readonly string[] | null;
  /** The last one shown. */
  readonly before: { readonly businessDate: string; readonly id: string } | null;
  readonly limit: number;
}

/** Declarations that stand, the latest days first. */
export async function readDeclaredDays(
  sql: Sql,
  { from, to, store, source, states, before, limit }: DayPageFilter,
): Promise<readonly DeclaredDayRow[]> {
  const beforeDate = before?.businessDate ?? null;
  return await sql<DeclaredDayRow[]>`
    select ${columns(sql)} from declared_day d
     where d.replaced_by is null
       and d.business_date between ${from}::text::date and ${to}::text::date
       and (${store}::text is null or d.store = ${store})
       and (${source}::text is null or d.source = ${source})
       and (${states === null ? null : [...states]}::text[] is null
            or d.state = any(${states === null ? [] : [...states]}::text[]))
       and (${beforeDate}::text is null
            or (d.business_date, d.id) < (${beforeDate}::text::date,
              ${before?.id ?? "0"}::text::bigint))
     order by d.business_date desc, d.id desc limit ${limit}`;
}

export interface DayFigure {
  readonly state: DeclaredDayRow["state"];
  readonly days: number;
  /** Receipts that were declared and have not come. */
  readonly missing: number;
}

/** Declarations that stand since `days` days, by how they compare. */
export async function countDays(sql: Sql, days: number): Promise<readonly DayFigure[]> {
  return await sql<DayFigure[]>`
    select state, count(*)::int as days, sum(greatest(0, receipts - received))::float8 as missing
      from declared_day
     where replaced_by is null and business_date >= current_date - ${days}::int
     group by state`;
}

/** A business day of whoever declares days, of which nothing was declared. */
export type UndeclaredDayRow = DayKey;

export interface UndeclaredFilter {
  /** The programme's, for sources without a store. */
  readonly timeZone: string;
  /** RFC 3339. */
  readonly now: string;
  /** How long a day may be over, and days looked at. */
  readonly hours: number;
  readonly days: number;
  readonly limit: number;
}

/**
 * Days that are over for `hours` and of which nothing was declared, the latest first. Who declares
 * is whoever has declared one of the last 14 days and is set up. A day is expected where two of the
 * same weekday in the four weeks before were declared, or where receipts or orders of it have come.
 * A declaration of a whole store is one of its tills.
 */
export async function readUndeclaredDays(
  sql: Sql,
  { timeZone, now, hours, days, limit }: UndeclaredFilter,
): Promise<readonly UndeclaredDayRow[]> {
  return await sql<UndeclaredDayRow[]>`
    with moment as (select ${now}::text::timestamptz as at),
    declarer as (
      select d.store, d.till, d.source, array_agg(distinct d.business_date) as declared,
             case when d.store = '' then d.currency end as currency,
             coalesce(s.time_zone, ${timeZone}::text) as zone
        from declared_day d
        left join store s on s.code = d.store
        left join source o on o.code = d.source
       where d.replaced_by is null and s.retired_at is null and o.retired_at is null
         and d.business_date >= (select at from moment)::date - 42
       group by d.store, d.till, d.source, case when d.store = '' then d.currency end,
                s.time_zone),
    over as (
      select r.*, day::date as day
        from declarer r, moment m,
             generate_series((m.at at time zone r.zone)::date - ${days}::int,
                             (m.at at time zone r.zone)::date - 1, interval '1 day') day
       where (day::date + 1)::timestamp at time zone r.zone
               + make_interval(hours => ${hours}::int) <= m.at
         and day::date > (select min(one) from unnest(r.declared) one)
         and (select max(one) from unnest(r.declared) one)
               >= (m.at at time zone r.zone)::date - 14
         and not day::date = any(r.declared))
    select distinct day as "businessDate", store, till, source
      from over w
     where not exists (
             select from declared_day d
              where d.store = w.store and w.store <> '' and d.till = '' and w.till <> ''
                and d.business_date = w.day and d.replaced_by is null)
       and ((select count(*) from unnest(w.declared) one
              where one in (w.day - 7, w.day - 14, w.day - 21, w.day - 28)) >= 2
         or (w.store <> '' and exists (
               select from order_reference
                where kind = 'receipt' and split_part(scope, '/', 1) = ${inScope(sql, "store")}
                  and split_part(scope, '/', 3) = w.day::text
                  and (w.till = '' or split_part(scope, '/', 2) = ${inScope(sql, "till")})))
         or (w.store = '' and exists (
               select from orders
                where source_id = (select id from source where code = w.source)
                  and currency = w.currency
                  and placed_at >= w.day::timestamp at time zone w.zone
                  and placed_at < (w.day + 1)::timestamp at time zone w.zone)))
     order by "businessDate" desc, store, till, source limit ${limit}`;
}

/** As a part of a receipt's scope has it (domain/purchase/references.ts). */
function inScope(sql: Sql, column: "store" | "till") {
  return sql`replace(replace(w.${sql(column)}, '%', '%25'), '/', '%2F')`;
}
