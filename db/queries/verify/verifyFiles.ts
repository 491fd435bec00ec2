import type { FoundRow, Lookup } from "./verifyTables.ts";

/** Days for which what was delivered is surely kept. */
const DAYS = 29;

/** I5: files hold what destinations were told by them, each record once (contract 7.4). */
export const FILE_CHECKS: Readonly<Record<string, Lookup>> = {
  "files in a row": (tx, limit) => tx<FoundRow[]>`
    select 'file ' || f.number || ' of destination ' || f.destination_id as id,
           case when f.number <> f.before + 1 then 'follows file ' || f.before
                when f.last_position < f.first_position
                then 'ends at position ' || f.last_position || ', before its first'
                else 'begins at position ' || f.first_position || ', and the one before it ended at '
                     || f.ended end as detail
      from (select destination_id, number, first_position, last_position,
                   coalesce(lag(number) over own, 0) as before,
                   coalesce(lag(last_position) over own, 0) as ended
              from delivery_file window own as (partition by destination_id order by number)) f
     where f.number <> f.before + 1 or f.first_position <> f.ended + 1
        or f.last_position < f.first_position
     order by f.destination_id, f.number limit ${limit}`,
  // Only where all that was ever delivered there is kept, and went by files.
  "files -> deliveries": (tx, limit) => tx<FoundRow[]>`
    with own as (
      select p.id, p.code, f.records, f.began,
             (select coalesce(sum(d.repeats + 1), 0) from delivery d
               where d.destination_id = p.id and d.outcome = 'DELIVERED') as delivered,
             (select min(d.ended_at) from delivery d
               where d.destination_id = p.id and d.outcome = 'DELIVERED') as first
        from destination p
        join (select destination_id, max(last_position) as records, min(decided_at) as began
                from delivery_file group by destination_id) f on f.destination_id = p.id
       where p.settings #>> '{sends,kind}' = 'files')
    select 'files of ' || code as id,
           'hold ' || records || ' records, and ' || delivered || ' were delivered' as detail
      from own
     where records <> delivered and began > now() - make_interval(days => ${DAYS})
       and first > began - interval '1 minute'
     order by code limit ${limit}`,
};
