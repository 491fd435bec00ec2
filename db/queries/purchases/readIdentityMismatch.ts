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
 * are one. The days are a range of `events_received`; orders are looked up one by one, also without
 * statistics, as they lie beside each other.
 */
export async function readIdentityMismatch(
  sql: Sql,
  { from, to, sourceId, openingKinds, samples }: IdentityWindow,
): Promise<readonly IdentityRow[]> {
  const ofWindow = sql`
    e.intake_on >= ${from}::text::date and e.intake_on <= ${to}::text::date
    and (${sourceId}::int is null or e.source_id = ${sourceId}::int)
    and e.mode = 'LIVE' and not e.fact ? 'te'`;
  const isOpening = sql`e.kind = any(${[...openingKinds]}::text[])`;
  const channel = sql`
    coalesce(e.fact ->> 'ch', e.fact ->> 'dc',
             (select s.default_channel from source s where s.id = e.source_id))`;
  return await sql<IdentityRow[]>`
    with waiting as materialized (
      select e.id, e.source_id, e.intake_on, ${channel} as channel, e.fact -> 'r' -> 0 as number,
             ${isOpening} and ${ofWindow} as counts, named.order_id
        from events e
        left join lateral (
          select r.order_id
            from jsonb_array_elements(e.fact -> 'r') as element(number)
            cross join lateral (
              select order_id from order_reference
               where value = number ->> 'v' and kind = number ->> 'k'
                 and source = coalesce(number ->> 's', e.fact ->> 's')
                 and scope = coalesce(number ->> 'c', '') offset 0) as r
           where r.order_id is not null limit 1) as named on true
       where e.outcome = 'HELD' and e.reason = 'UNKNOWN_CUSTOMER'),
    came as materialized (
      select e.id, e.source_id, e.intake_on, ${channel} as channel, e.order_id,
             e.fact ? 'w' as waited
        from events e
       where ${ofWindow} and ${isOpening} and e.order_id is not null),
    purchases as (
      select e.id, e.source_id, e.intake_on, e.channel,
             case when o.leaf_id is null
                       and o.id in (select order_id from waiting where order_id is not null)
                    then 'UNKNOWN_CUSTOMER'
                  when cardinality(o.identifier_ids) = 0 then 'GUEST'
                  when o.leaf_id is not null then
                    case when e.waited or exists (select 1 from order_claim c
                                                   where c.order_id = o.id)
                           then 'MATCHED_LATE'
                         else 'MATCHED' end
                  when exists (select 1 from identifiers i
                                where i.id = any(o.identifier_ids) and i.status <> 'BLOCKED')
                    then 'APPLIED_AS_GUEST'
                  else 'IDENTIFIER_BLOCKED' end as identity
        from came e
        cross join lateral (
          select id, leaf_id, identifier_ids, opened_by_event_id, absorbed_into
            from orders where id = e.order_id offset 0) as o
       where o.opened_by_event_id = e.id and o.absorbed_into is null
      union all
      select id, source_id, intake_on, channel, 'UNKNOWN_CUSTOMER'
        from (select distinct on (source_id, number) * from waiting
               where counts and order_id is null
               order by source_id, number, id) as unopened)
    select intake_on as day, source_id as "sourceId", channel, identity, count(*)::int as count,
           coalesce((array_agg(id order by id desc)
             filter (where identity = any(${[...MISMATCH_REASONS]}::text[]))
           )[1:${samples}::int], '{}') as "sampleIds"
      from purchases
     group by 1, 2, 3, 4
     order by 1, 2, 3, 4`;
}
