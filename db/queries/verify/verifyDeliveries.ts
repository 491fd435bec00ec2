import type { Tx } from "../../connection/client.ts";
import type { FoundRow, Lookup } from "./verifyTables.ts";

/** Days of the stream that are looked at: what ended before may be forgotten. */
const DAYS = 29;
/** Seconds that the clocks of two servers may differ. */
const CLOCKS_S = 5;

/**
 * Rows of the outbox that a destination had to be told, up to where lanes are filled. The names of
 * events are made here once more, from the kinds: what fills lanes has a table of its own.
 */
const told = (tx: Tx) => tx`
  told as not materialized (
    select d.id as destination_id, d.code, o.id, o.root_id, o.seq
      from destination d
      cross join lateral (
        select coalesce(max(from_id) filter (where events = '[]'), 0) as begins
          from destination_told where destination_id = d.id) life
      join outbox o on o.announce and o.id > life.begins
       and o.id <= (select outbox_id from delivery_cursor where id = 1)
       and o.recorded_at > now() - make_interval(days => ${DAYS})
      cross join lateral (
        select events from destination_told t
         where t.destination_id = d.id and t.from_id <= o.id order by t.from_id desc limit 1) t
     where d.retired_at is null
       and t.events ? case when o.kind in ('MERGED', 'UNMERGED') then 'customer.' || lower(o.kind)
                           else replace(lower(o.kind), '_', '.') end)`;

/** I5: what a destination is told ends once, in order. Each is one pass over whole tables. */
export const DELIVERY_CHECKS: Readonly<Record<string, Lookup>> = {
  "outbox -> deliveries": (tx, limit) => tx<FoundRow[]>`
    with ${told(tx)}
    select 'row ' || w.id || ' of the outbox' as id,
           case when d.outbox_id is null then 'has not ended at ' || w.code || ' and does not wait'
                when d.outcome = 'DEAD' then 'is dead at ' || w.code || ', and its lane went on'
                else 'has ended at ' || w.code || ' (' || d.outcome || ') and waits' end as detail
      from told w
      join delivery_lane l on l.destination_id = w.destination_id and l.root_id = w.root_id
      left join delivery d on d.destination_id = w.destination_id and d.outbox_id = w.id
     where case when l.pending > 0 and w.seq >= l.next_seq
                then d.outbox_id is not null
                     and not (d.outcome = 'DEAD' and l.is_dead and w.seq = l.next_seq)
                -- One that died while it was told again has no outcome while it is tried anew.
                else (d.outbox_id is null and not coalesce(w.seq between l.again_seq and l.again_to, false))
                     or (d.outcome = 'DEAD' and not l.is_dead) end
     order by w.id limit ${limit}`,
  "deliveries -> outbox": (tx, limit) => tx<FoundRow[]>`
    with ${told(tx)}
    select 'delivery of row ' || d.outbox_id as id,
           case when o.root_id is distinct from d.root_id or o.seq is distinct from d.seq
                then 'names customer ' || d.root_id || ' and row ' || d.seq || ', the outbox '
                     || o.root_id || ' and ' || o.seq
                else 'went to ' || p.code || ', which is not told of it' end as detail
      from delivery d
      join destination p on p.id = d.destination_id and p.retired_at is null
      join outbox o on o.id = d.outbox_id
      left join told w on w.destination_id = d.destination_id and w.id = d.outbox_id
     where o.recorded_at > now() - make_interval(days => ${DAYS})
       and o.id > coalesce((select max(from_id) from destination_told t
                             where t.destination_id = d.destination_id and t.events = '[]'), 0)
       and (o.root_id is distinct from d.root_id or o.seq is distinct from d.seq or w.id is null)
     order by d.outbox_id limit ${limit}`,
  "deliveries in order": (tx, limit) => tx<FoundRow[]>`
    select 'delivery of row ' || outbox_id as id,
           'was tried at ' || first_tried_at || ', before the one before it had ended' as detail
      from (select outbox_id, first_tried_at, repeats,
                   max(case when repeats = 0 then ended_at end) over (
                     partition by destination_id, root_id order by seq
                     rows between unbounded preceding and 1 preceding) as before
              from delivery) d
     where repeats = 0 and first_tried_at < before - make_interval(secs => ${CLOCKS_S})
     order by outbox_id limit ${limit}`,
  "coalesced deliveries": (tx, limit) => tx<FoundRow[]>`
    select 'delivery of row ' || d.outbox_id as id,
           'is said to be told by row ' || d.into_id || ', which is none of the same kind behind it'
             as detail
      from delivery d
      join outbox o on o.id = d.outbox_id
      left join outbox i on i.id = d.into_id
     where d.outcome = 'COALESCED'
       and (i.id is null or i.root_id <> o.root_id or i.kind <> o.kind or i.seq <= o.seq)
     order by d.outbox_id limit ${limit}`,
};

/** I6: what has not ended waits, and somebody will look after it. */
export const LANE_CHECKS: Readonly<Record<string, Lookup>> = {
  "outbox -> lanes": (tx, limit) => tx<FoundRow[]>`
    with ${told(tx)}
    select 'row ' || w.id || ' of the outbox' as id, 'has no lane at ' || w.code as detail
      from told w
     where not exists (select from delivery_lane l
                        where l.destination_id = w.destination_id and l.root_id = w.root_id)
     order by w.id limit ${limit}`,
  "lanes -> outbox": (tx, limit) => tx<FoundRow[]>`
    with ${told(tx)},
    waiting as (
      select l.destination_id, l.root_id, count(*) as count
        from delivery_lane l
        join told w on w.destination_id = l.destination_id and w.root_id = l.root_id
                   and w.seq >= l.next_seq
       where l.pending > 0 group by l.destination_id, l.root_id)
    select 'lane of customer ' || l.root_id || ' at ' || d.code as id,
           'says that ' || l.pending || ' wait, and ' || coalesce(w.count, 0) || ' do' as detail
      from delivery_lane l
      join destination d on d.id = l.destination_id and d.retired_at is null
      left join waiting w on w.destination_id = l.destination_id and w.root_id = l.root_id
     where l.pending <> coalesce(w.count, 0)
       and l.next_id > coalesce((select min(id) from outbox
                                  where recorded_at > now() - make_interval(days => ${DAYS})), 0)
     order by l.root_id limit ${limit}`,
  "dead lanes -> deliveries": (tx, limit) => tx<FoundRow[]>`
    select 'lane of customer ' || l.root_id || ' at ' || p.code as id,
           'is dead, and no delivery says why' as detail
      from delivery_lane l
      join destination p on p.id = l.destination_id and p.retired_at is null
     where l.is_dead
       and not exists (select from delivery d
                        where d.destination_id = l.destination_id and d.root_id = l.root_id
                          and d.outcome = 'DEAD')
     order by l.root_id limit ${limit}`,
};
