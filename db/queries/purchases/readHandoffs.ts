import type { Sql } from "../../connection/client.ts";
import type { OrNull, RowOf } from "../../schema/rows.ts";

export type EventRow = RowOf<
  "events",
  | "id"
  | "sourceId"
  | "eventId"
  | "occurredAt"
  | "mode"
  | "kind"
  | "outcome"
  | "reason"
  | "waitUntil"
  | "recordedAt"
  | "fact"
  | "orderId"
> &
  /** When the request came in; null when its intake has been dropped. */
  OrNull<RowOf<"intakes", "receivedAt">>;

const columns = (sql: Sql) => sql`
  e.id, e.source_id as "sourceId", e.event_id as "eventId", e.occurred_at as "occurredAt", e.mode, e.kind, e.outcome, e.reason, e.wait_until as "waitUntil",
  e.recorded_at as "recordedAt", i.received_at as "receivedAt", e.fact, e.order_id as "orderId"`;

export async function readEventsByIds(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly EventRow[]> {
  return await sql<EventRow[]>`
    select ${columns(sql)}
      from events e
      left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
     where e.id = any(${ids.map(String)}::bigint[])`;
}

/**
 * What came live and was not refused of the last `seconds`, the newest `limit` first. Ids rise
 * within a process alone: they are looked for among the `scan` greatest.
 */
export async function readNewestLive(
  sql: Sql,
  {
    scan,
    limit,
    seconds,
  }: { readonly scan: number; readonly limit: number; readonly seconds: number },
): Promise<readonly EventRow[]> {
  return await sql<EventRow[]>`
    select ${columns(sql)}
      from (select * from events order by id desc limit ${scan}::int) as e
      left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
     where e.mode = 'LIVE' and e.outcome <> 'REJECTED'
       and e.recorded_at > clock_timestamp() - ${seconds}::int * interval '1 second'
     order by e.recorded_at desc, e.id desc limit ${limit}::int`;
}

export interface EventWindow {
  /** Only events with a smaller row id; null: from the newest. */
  readonly before: bigint | null;
  /** Events looked at. */
  readonly scan: number;
  readonly sourceId: number | null;
  readonly store: string | null;
  /** Only events recorded up to here. */
  readonly recordedUpTo: string | null;
}

export type EventWindowRow = EventRow & { readonly matches: boolean };

/**
 * The next `scan` events, newest first, each with whether it matches: so a filter that matches
 * little costs a bounded amount, and the caller knows where to go on.
 */
export async function readEventWindow(
  sql: Sql,
  window: EventWindow,
): Promise<readonly EventWindowRow[]> {
  return await sql<EventWindowRow[]>`
    select ${columns(sql)},
           ((${window.sourceId}::int is null or e.source_id = ${window.sourceId}::int)
            and (${window.store}::text is null or e.fact ->> 'st' = ${window.store}::text)
            and (${window.recordedUpTo}::timestamptz is null
                 or e.recorded_at <= ${window.recordedUpTo}::timestamptz)) as matches
      from (select * from events
             where (${window.before?.toString() ?? null}::bigint is null
                    or id < ${window.before?.toString() ?? null}::bigint)
             order by id desc
             limit ${window.scan}::int) as e
      left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
     order by e.id desc`;
}

/** Events that one filter by references may bring together. */
const EVENTS_OF_REFERENCES_MAX = 1_000;

/**
 * Ids of the events of orders with these numbers: every event an order was made of, and those that
 * are held for one. Newest first. Numbers of receipts count too, whatever till and day they are of.
 */
export async function readEventIdsOfReferences(
  sql: Sql,
  values: readonly string[],
): Promise<readonly bigint[]> {
  const rows = await sql<RowOf<"events", "id">[]>`
    with asked as (select value, kind, source, scope, order_id
                     from order_reference where value = any(${[...values]}::text[])),
         named as (select distinct coalesce(o.absorbed_into, o.id) as id
                     from asked join orders o on o.id = asked.order_id)
    select e.id
      from named
      join orders o on o.id = named.id
      cross join lateral jsonb_array_elements(o.facts -> 'facts') as told(part)
      join source s on s.code = told.part ->> 's'
      join events e on e.source_id = s.id and e.event_id = told.part ->> 'e'
    union
    select e.id
      from events e
     where e.outcome = 'HELD'
       and exists (select 1 from jsonb_array_elements(e.fact -> 'r') as element(reference)
                    where reference ->> 'v' = any(${[...values]}::text[]))
     order by id desc
     limit ${EVENTS_OF_REFERENCES_MAX}::int`;
  return rows.map(({ id }) => id);
}

/** How many of the newest `limit` events match, and how many there were to look at. */
export async function countEvents(
  sql: Sql,
  filter: Pick<EventWindow, "sourceId" | "store" | "recordedUpTo"> & { readonly limit: number },
): Promise<{ readonly matching: number; readonly looked: number }> {
  const [row] = await sql<{ matching: number; looked: number }[]>`
    select count(*)::int as looked,
           (count(*) filter (
             where (${filter.sourceId}::int is null or source_id = ${filter.sourceId}::int)
               and (${filter.store}::text is null or fact ->> 'st' = ${filter.store}::text)
               and (${filter.recordedUpTo}::timestamptz is null
                    or recorded_at <= ${filter.recordedUpTo}::timestamptz)))::int as matching
      from (select source_id, fact, recorded_at from events
             order by id desc limit ${filter.limit}::int) as newest`;
  return row ?? { matching: 0, looked: 0 };
}
