import type { Tx } from "../../connection/client.ts";
import { idList } from "../../statements/rows.ts";

/** What records have proven, as edges to whoever has the identifier. */

/** Of a record by kind what it has proven. */
const PROVEN = `lateral (values ('email', p.fields ->> 'verifiedEmail'),
  ('phone', p.fields ->> 'verifiedPhone')) as v(kind, value)`;

const EDGE = `least(p.leaf_id, i.leaf_id), greatest(p.leaf_id, i.leaf_id), 'LINK', i.id::text,
  jsonb_build_object('source', s.code, 'proven', true, 'record', p.id::text), 'PENDING',
  clock_timestamp()`;

/** What a purchase has proven of the same two stays; an edge that proved nothing does now. */
const ONCE = `on conflict (a, b, kind, via) do update
  set evidence = excluded.evidence, refused = 'PENDING', at = excluded.at
  where not (identity_edge.evidence ->> 'proven')::boolean`;

/**
 * Puts on record who has the identifiers that these records have proven, still to be decided, and
 * takes back what they no longer say. Under the lane.
 */
export async function keepProven(tx: Tx, records: readonly bigint[]): Promise<void> {
  await tx`
    delete from identity_edge e
    using person_record p
    where p.id = any(${idList(records)}::bigint[]) and e.kind = 'LINK'
      and e.evidence ->> 'record' = p.id::text and p.leaf_id in (e.a, e.b)
      and (e.a = any(array(select leaf_id from person_record
          where id = any(${idList(records)}::bigint[])))
        or e.b = any(array(select leaf_id from person_record
          where id = any(${idList(records)}::bigint[]))))
      and not exists (
        select from identifiers i cross join ${tx.unsafe(PROVEN)}
        where i.id = case e.kind when 'LINK' then e.via::bigint end
          and i.kind = v.kind and i.value = v.value)`;
  await tx`
    insert into identity_edge (a, b, kind, via, evidence, refused, at)
    select ${tx.unsafe(EDGE)}
    from person_record p join source s on s.id = p.source_id
    cross join ${tx.unsafe(PROVEN)}
    join identifiers i on i.kind = v.kind and i.value = v.value
    where p.id = any(${idList(records)}::bigint[])
      and i.leaf_id <> p.leaf_id and i.status <> 'BLOCKED'
    order by 1, 2, i.id::text collate "C"
    ${tx.unsafe(ONCE)}`;
}

/** The same of identifiers that somebody has got since. Under the lane. */
export async function keepProvenOf(tx: Tx, identifiers: readonly bigint[]): Promise<void> {
  await tx`
    insert into identity_edge (a, b, kind, via, evidence, refused, at)
    select ${tx.unsafe(EDGE)}
    from identifiers i
    cross join lateral (
      select id, leaf_id, source_id from person_record
      where i.kind = 'email' and fields ->> 'verifiedEmail' = i.value
      union all
      select id, leaf_id, source_id from person_record
      where i.kind = 'phone' and fields ->> 'verifiedPhone' = i.value) as p
    join source s on s.id = p.source_id
    where i.id = any(${idList(identifiers)}::bigint[])
      and i.leaf_id <> p.leaf_id and i.status <> 'BLOCKED'
    order by 1, 2, i.id::text collate "C"
    ${tx.unsafe(ONCE)}`;
}
