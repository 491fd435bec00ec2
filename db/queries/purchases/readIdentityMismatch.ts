import { MISMATCH_REASONS, type PurchaseIdentity } from "../../../src/domain/purchase/mismatch.ts";
import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export type IdentityRow = RowOf<"events", "sourceId"> & {
  /** The day on which they were received, in UTC. */
  readonly day: string;
  /** Null: neither the event nor its source names one. */
  readonly channel: string | null;
  readonly identity: PurchaseIdentity;
  readonly count: number;
  /** The newest of those without a customer, `samples` at most; none of the others. */
  readonly sampleIds: readonly bigint[];
};

export interface IdentityWindow {
  /** Days in UTC, both included. */
  readonly from: string;
  readonly to: string;
  /** Null: of all. */
  readonly sourceId: number | null;
  /** Kinds of events that may be the first of an order. */
  readonly openingKinds: readonly string[];
  readonly samples: number;
}

/**
 * Live purchases that were received on these days, by day, source, channel, and what became of
 * their identifiers. A purchase is an order, by the event that opened it; or, before there is one,
 * an event that waits for its customer and could open it: several that name the same number first
 * are one. The days are a range of `events_received`.
 */
export async function readIdentityMismatch(
  sql: Sql,
  { from, to, sourceId, openingKinds, samples }: IdentityWindow,
): Promise<readonly IdentityRow[]> {
  return await sql<IdentityRow[]>`
    with waiting as materialized (
      select e.id, e.source_id, e.intake_on, e.kind, e.mode, e.fact,
             jsonb_build_array(e.fact -> 'r' -> 0, e.source_id) as number,
             (select r.order_id
                from jsonb_array_elements(e.fact -> 'r') as named
                join order_reference r on r.value = named ->> 'v' and r.kind = named ->> 'k'
                 and r.source = coalesce(named ->> 's', e.fact ->> 's')
                 and r.scope = coalesce(named ->> 'c', '')
               where r.order_id is not null limit 1) as order_id
        from events e
       where e.outcome = 'HELD' and e.reason = 'UNKNOWN_CUSTOMER'),
    opened as (
      select e.id, e.source_id, e.intake_on, e.fact,
             case when o.leaf_id is null and w.order_id is not null then 'UNKNOWN_CUSTOMER'
                  when cardinality(o.identifier_ids) = 0 then 'GUEST'
                  when o.leaf_id is not null then
                    case when e.fact ? 'w' or c.order_id is not null then 'MATCHED_LATE'
                         else 'MATCHED' end
                  when exists (select 1 from identifiers i
                                where i.id = any(o.identifier_ids) and i.status <> 'BLOCKED')
                    then 'APPLIED_AS_GUEST'
                  else 'IDENTIFIER_BLOCKED' end as identity
        from events e
        join orders o on o.id = e.order_id and o.opened_by_event_id = e.id
        left join order_claim c on c.order_id = o.id
        left join (select distinct order_id from waiting) as w on w.order_id = o.id
       where e.intake_on >= ${from}::text::date and e.intake_on <= ${to}::text::date
         and e.mode = 'LIVE' and e.kind <> 'RETURNED' and not e.fact ? 'te'
         and o.absorbed_into is null),
    unopened as (
      select distinct on (number) id, source_id, intake_on, fact, mode,
             'UNKNOWN_CUSTOMER' as identity
        from waiting
       where order_id is null and kind = any(${[...openingKinds]}::text[])
       order by number, id),
    purchases as (
      select id, source_id, intake_on, fact, identity from opened
      union all
      select id, source_id, intake_on, fact, identity from unopened
       where intake_on >= ${from}::text::date and intake_on <= ${to}::text::date
         and mode = 'LIVE' and not fact ? 'te')
    select p.intake_on as day, p.source_id as "sourceId",
           coalesce(p.fact ->> 'ch', p.fact ->> 'dc', s.default_channel) as channel, p.identity,
           count(*)::int as count,
           coalesce((array_agg(p.id order by p.id desc)
             filter (where p.identity = any(${[...MISMATCH_REASONS]}::text[]))
           )[1:${samples}::int], '{}') as "sampleIds"
      from purchases p join source s on s.id = p.source_id
     where ${sourceId}::int is null or p.source_id = ${sourceId}::int
     group by 1, 2, 3, 4
     order by 1, 2, 3, 4`;
}
