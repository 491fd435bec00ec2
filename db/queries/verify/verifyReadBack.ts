import type { FoundRow, Lookup } from "./verifyTables.ts";

/** I5: what is compared with what destinations store is what they were sent (contract 7.5). */
export const READ_BACK_CHECKS: Readonly<Record<string, Lookup>> = {
  "what was sent -> outbox": (tx, limit) => tx<FoundRow[]>`
    select 'what was sent of customer ' || s.root_id || ' to ' || p.code as id,
           case when l.root_id is null then 'has no lane'
                when s.seq >= l.next_seq and l.pending > 0
                then 'is row ' || s.seq || ', which its lane has not sent'
                when d.outcome = 'COALESCED' then 'is row ' || s.seq || ', which was not sent'
                else 'names row ' || s.outbox_id || ', which is '
                     || coalesce('row ' || o.seq || ' of customer ' || o.root_id, 'not there')
           end as detail
      from delivery_sent s
      join destination p on p.id = s.destination_id and p.retired_at is null
      left join delivery_lane l on l.destination_id = s.destination_id and l.root_id = s.root_id
      left join outbox o on o.id = s.outbox_id
      left join delivery d on d.destination_id = s.destination_id and d.outbox_id = s.outbox_id
     where l.root_id is null or (s.seq >= l.next_seq and l.pending > 0)
        or d.outcome = 'COALESCED' or o.root_id <> s.root_id or o.seq <> s.seq
     order by s.root_id limit ${limit}`,
  "wrong values -> what was sent": (tx, limit) => tx<FoundRow[]>`
    select 'wrong values of customer ' || coalesce(s.root_id, f.root_id) || ' at destination '
             || coalesce(s.destination_id, f.destination_id) as id,
           'are ' || coalesce(f.open, 0) || ' on record, and ' || coalesce(s.wrong, 0)
             || ' were found' as detail
      from (select destination_id, root_id, count(*) as open
              from read_back_finding where repaired_at is null
             group by destination_id, root_id) f
      full join (select destination_id, root_id, wrong from delivery_sent where wrong > 0) s
        on s.destination_id = f.destination_id and s.root_id = f.root_id
     where coalesce(f.open, 0) > coalesce(s.wrong, 0)
     order by 1 limit ${limit}`,
  "wrong values -> counts": (tx, limit) => tx<FoundRow[]>`
    select 'field ' || coalesce(c.field, f.field) || ' of destination '
             || coalesce(c.destination_id, f.destination_id) || ' on ' || coalesce(c.day, f.day) as id,
           coalesce(c.checked, 0) || ' were compared and ' || coalesce(c.wrong, 0)
             || ' counted as wrong; ' || coalesce(f.found, 0) || ' are on record' as detail
      from read_back_day c
      full join (select destination_id, field, (found_at at time zone 'UTC')::date as day,
                        count(*) as found
                   from read_back_finding group by 1, 2, 3) f
        on f.destination_id = c.destination_id and f.field = c.field and f.day = c.day
     where coalesce(f.found, 0) > coalesce(c.wrong, 0) or c.wrong > c.checked
     order by 1 limit ${limit}`,
  "wrong values in order": (tx, limit) => tx<FoundRow[]>`
    select 'wrong value ' || id as id, 'was right again before it was found' as detail
      from read_back_finding where repaired_at < found_at order by id limit ${limit}`,
};
