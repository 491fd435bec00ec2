import type { Sql } from "../../connection/client.ts";
import type { Filled, RowOf } from "../../schema/rows.ts";
import type { EventRow } from "./readHandoffs.ts";

export interface HeldGroupRow {
  readonly reason: string;
  readonly currency: string | null;
  readonly count: number;
  readonly oldest: string;
  readonly settlesAt: string | null;
  readonly amountMinor: string;
}

/**
 * An event's worth: its lines as paid (net, by default gross less discounts), a return's and a
 * refund's stated amounts as negative. Of `events e`. Keys of the facts: factCodec.ts and
 * partsCodec.ts.
 */
export const worthOf = (sql: Sql) => sql`
  (coalesce((select sum(coalesce((line ->> 'p')::numeric,
                       (line ->> 'g')::numeric - coalesce(
                         (select sum((discount ->> 'm')::numeric)
                            from jsonb_array_elements(line -> 'd') as discount), 0)))
               from jsonb_array_elements(e.fact -> 'l') as element(line)), 0)
   - coalesce((select sum((line ->> 'm')::numeric)
                 from jsonb_array_elements(e.fact -> 'rt' -> 'l') as element(line)), 0)
   - coalesce((e.fact -> 'rf' ->> 'm')::numeric, 0))`;

/** Held events by reason and currency, and what they are worth. */
export async function readHeldGroups(sql: Sql): Promise<readonly HeldGroupRow[]> {
  return await sql<HeldGroupRow[]>`
    select e.reason, e.fact ->> 'cu' as currency, count(*)::int as count,
           min(e.recorded_at) as oldest, min(e.wait_until) as "settlesAt",
           sum(${worthOf(sql)}) as "amountMinor"
      from events e
     where e.outcome = 'HELD'
     group by e.reason, e.fact ->> 'cu'
     order by e.reason, currency`;
}

/** How many events wait for each reason, and for how long the oldest has. */
export async function readHeldAges(
  sql: Sql,
): Promise<
  readonly { readonly reason: string; readonly count: number; readonly oldestSeconds: number }[]
> {
  return await sql`
    select reason, count(*)::int as count,
           extract(epoch from clock_timestamp() - min(recorded_at))::float8 as "oldestSeconds"
      from events
     where outcome = 'HELD'
     group by reason`;
}

/** The oldest held events of each reason, `limit` at most. */
export async function readHeldSamples(
  sql: Sql,
  keys: readonly { readonly reason: string; readonly limit: number }[],
): Promise<readonly (EventRow & { readonly at: number })[]> {
  return await sql<(EventRow & { readonly at: number })[]>`
    select key.at, e.id, e.source_id as "sourceId", e.kind, e.outcome, e.reason,
           e.wait_until as "waitUntil", e.recorded_at as "recordedAt",
           i.received_at as "receivedAt", e.fact, e.order_id as "orderId"
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ reason }) => reason)}::text[],
                  ${keys.map(({ limit }) => limit)}::int[]) as key(at, reason, page)
      cross join lateral (
        select * from events
         where outcome = 'HELD' and reason = key.reason
         order by id
         limit key.page) as e
      left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
     order by key.at, e.id`;
}

export type HeldEventRow = Filled<RowOf<"events", "waitKey" | "recordedAt">, "waitKey">;

/** Events that wait for one of these keys; by the index of held events. */
export async function readHeldByWaitKeys(
  sql: Sql,
  waitKeys: readonly string[],
): Promise<readonly HeldEventRow[]> {
  return await sql<HeldEventRow[]>`
    select wait_key as "waitKey", recorded_at as "recordedAt"
      from events
     where outcome = 'HELD' and wait_key = any(${[...waitKeys]}::text[])
     order by id`;
}
