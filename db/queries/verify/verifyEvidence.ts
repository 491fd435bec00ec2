import { SETTLED } from "../../../src/domain/identity/rules/links.ts";
import type { Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";
import { SHOWN_SCORE } from "../core/edges.ts";
import type { FoundRow } from "./verifyTables.ts";

/**
 * What evidence of who is who comes to, derived in another way than where it is written: keys from
 * the table of keys as a whole, pairs by joining it with itself, and who is to be looked at from
 * all edges at once.
 */

export interface KeysRow {
  readonly id: bigint;
  /** False: keys of a record that is not there. */
  readonly isThere: boolean;
  readonly fields: Readonly<Record<string, string>> | null;
  readonly blocks: readonly bigint[] | null;
  /** All keys that find it, ascending; null where none does. */
  readonly keys: string | null;
}

/** Every record with all keys that find it, and keys of records that are not there. */
export async function openKeysCursor(tx: Tx): Promise<void> {
  await tx`
    declare verify_keys no scroll cursor for
    select coalesce(p.id, k.record_id) as id, p.id is not null as "isThere", p.fields, p.blocks, k.keys
    from person_record p
    full join (
      select record_id, string_agg(block::text, ' ' order by block) as keys
      from record_block group by record_id) as k on k.record_id = p.id`;
}

export function fetchKeys(tx: Tx, count: number) {
  return tx.unsafe<KeysRow[]>(`fetch forward ${count} from verify_keys`);
}

/** Another walk of the same transaction opens it again. */
export async function closeCursor(tx: Tx, name: "verify_keys" | "verify_suspects"): Promise<void> {
  await tx.unsafe(`close ${name}`);
}

/** How many records each of these keys finds. */
export function countFound(tx: Tx, keys: readonly bigint[]) {
  return tx<{ block: bigint; records: number }[]>`
    select k.block, (select count(*)::int from record_block f where f.block = k.block) as records
    from unnest(${idList(keys)}::bigint[]) as k (block)`;
}

export async function countPeopleRecords(tx: Tx): Promise<number> {
  const [row] = await tx<{ n: number }[]>`select count(*)::int as n from person_record`;
  return row?.n ?? 0;
}

/** Records taken at random, by id. */
export async function readRandomRecords(tx: Tx, count: number): Promise<bigint[]> {
  const rows = await tx<StoredRowOf<"person_record", "id">[]>`
    select id from person_record order by random() limit ${count}`;
  return rows.map(({ id }) => id).sort((x, y) => (x < y ? -1 : 1));
}

/** A record as pairs of it are looked for. */
export interface PageRecord {
  readonly id: bigint;
  readonly content: bigint;
  readonly standIn: bigint;
}

/**
 * Pairs of these records with any others that are to be compared: both stand for what they say and
 * have a key in common that `most` share at most, or both say the same and one stands for it.
 *
 * @param isOlderOnly each pair once, of a walk over all records
 */
export function findPairs(
  tx: Tx,
  page: readonly PageRecord[],
  { most, isOlderOnly }: { readonly most: number; readonly isOlderOnly: boolean },
) {
  const ids = idList(page.map(({ id }) => id));
  const contents = idList(page.map(({ content }) => content));
  const standIns = idList(page.map(({ standIn }) => standIn));
  return tx<{ id: bigint; other: bigint }[]>`
    with page as materialized (
      select * from unnest(${ids}::bigint[], ${contents}::bigint[], ${standIns}::bigint[])
        as p (id, content, stand_in)),
    key as materialized (
      select p.id, k.block
      from page p
      cross join lateral (select blocks from person_record where id = p.id limit 1) as r
      cross join lateral unnest(r.blocks) as k (block)
      where exists (select from record_block f where f.block = k.block and f.record_id = p.id)),
    telling as materialized (
      select block from (select distinct block from key) as k
      where (select count(*) from (
        select from record_block f where f.block = k.block limit ${most + 1}) as l) <= ${most})
    select k.id, o.record_id as other
    from key k join telling using (block)
    cross join lateral (select record_id from record_block where block = k.block offset 0) as o
    where o.record_id <> k.id and (o.record_id < k.id or not ${isOlderOnly}::boolean)
    union
    select p.id, o.record_id
    from page p
    cross join lateral (select record_id from record_block where block = p.content offset 0) as o
    where o.record_id <> p.id and (o.record_id < p.id or not ${isOlderOnly}::boolean)
      and exists (
        select from record_block f
        where f.block = p.stand_in and f.record_id in (p.id, o.record_id))`;
}

export type ScoreRow = StoredRowOf<"identity_edge", "a" | "b" | "via" | "weight" | "evidence">;

/** All scores of these leaves. */
export function readScoresOf(tx: Tx, leaves: readonly bigint[]) {
  return tx<ScoreRow[]>`
    select a, b, via, weight, evidence from identity_edge where kind = 'SCORE'
      and (a = any(${idList(leaves)}::bigint[]) or b = any(${idList(leaves)}::bigint[]))`;
}

/** Weights in all their versions. */
export function readModels(tx: Tx) {
  return tx<StoredRowOf<"identity_model", "version" | "status" | "parameters">[]>`
    select version, status, parameters from identity_model`;
}

export interface SuspectRow extends FoundRow {
  /** Two leaves that it is about. */
  readonly a: bigint;
  readonly b: bigint;
}

const REASONS = [...SETTLED].map((reason) => `'${reason}'`).join(", ");
/** A link that still puts two up, though nobody became one by it. */
const STANDS = `e.kind = 'LINK' and (e.refused is null or e.refused not in (${REASONS}))`;

/**
 * Candidates that should be others: whoever is likeliest between two customers is to be looked at,
 * and whoever showed something together; nobody else is.
 *
 * Not told: of pairs that are equally likely any one may be shown; what a person decided stays; two
 * whom a link put up and who were one meanwhile.
 *
 * @param review bits from which somebody is to look
 */
export async function openSuspectsCursor(tx: Tx, review: number): Promise<void> {
  await tx.unsafe(`
    declare verify_suspects no scroll cursor for
    with parted as materialized (
      select distinct d.survivor_id as a, d.absorbed_id as b from identity_decision d
      where d.kind = 'DISTINCT' and not exists (
        select from identity_decision u
        where u.kind = 'UNDISTINCT' and u.survivor_id = d.survivor_id
          and u.absorbed_id = d.absorbed_id and u.id > d.id)),
    likely as (
      select e.a, e.b, e.weight, e.evidence, least(x.root_id, y.root_id) as one,
        greatest(x.root_id, y.root_id) as other,
        rank() over (partition by least(x.root_id, y.root_id), greatest(x.root_id, y.root_id)
          order by e.weight desc) as place
      from identity_edge e join customer x on x.id = e.a join customer y on y.id = e.b
      where e.kind = 'SCORE' and e.weight >= ${Number(review)} and x.root_id <> y.root_id
        and not coalesce((e.evidence ->> 'conflict')::boolean, false)),
    likeliest as materialized (
      select a, b, one, other, max(weight) as weight, jsonb_agg(evidence) as evidences
      from likely where place = 1 group by a, b, one, other),
    known as materialized (
      select m.a, m.b, m.score, m.state, m.evidence, m.decided_at, m.decided_by, l.weight, l.evidences,
        x.root_id = y.root_id as is_one, p.a is not null as is_parted, s.a is not null as stands,
        coalesce(s.is_decided, false) as is_decided,
        least(x.root_id, y.root_id) as one, greatest(x.root_id, y.root_id) as other
      from match_candidate m
      left join customer x on x.id = m.a left join customer y on y.id = m.b
      left join parted p on p.a = m.a and p.b = m.b
      left join likeliest l on l.a = m.a and l.b = m.b
      left join (
        select e.a, e.b, bool_or(e.refused <> 'PENDING') as is_decided
        from identity_edge e where ${STANDS} group by e.a, e.b) as s on s.a = m.a and s.b = m.b)
    select min(l.a) as a, min(l.b) as b, 'customers ' || l.one || ' and ' || l.other as id,
      'are as likely one as edge ' || min(l.a) || '-' || min(l.b) || ' says, and nobody is to look at them' as detail
    from likeliest l left join parted p on p.a = l.a and p.b = l.b left join known m on m.a = l.a and m.b = l.b
    group by l.one, l.other
    having bool_and(p.a is null)
      and not bool_or(coalesce(m.state = 'OPEN' or m.decided_by <> 'job:identity', false))
    union all
    select a, b, 'candidate ' || a || '-' || b,
      case when is_one is null then 'is open, and one of its leaves does not exist'
        when is_one then 'is open, and they are one customer'
        when is_parted then 'is open, and somebody said that they are two people'
        else 'is open, and nothing speaks for it' end
    from known
    where state = 'OPEN' and (coalesce(is_one, true) or is_parted or (weight is null and not stands))
    union all
    select min(a), min(b), 'customers ' || one || ' and ' || other,
      'are to be looked at ' || count(*) || ' times by what their records say'
    from known where state = 'OPEN' and not stands group by one, other having count(*) > 1
    union all
    select a, b, 'candidate ' || a || '-' || b,
      'has score ' || score || ', should be '
        || case when weight is null then ${SHOWN_SCORE} else greatest(
          1 / (1 + power(2::float8, -least(weight, 500))),
          case when evidence ? 'links' then ${SHOWN_SCORE} else 0 end) end
        || ', with the evidence of ' || case when weight is null then 'its links' else 'its edge' end
    from known
    where state = 'OPEN' and not (
      (weight is not null
        and exists (
          select from jsonb_array_elements(evidences) as own (said) where own.said = evidence - 'links')
        and abs(score - greatest(1 / (1 + power(2::float8, -least(weight, 500))),
          case when evidence ? 'links' then ${SHOWN_SCORE} else 0 end)) < 1e-9)
      or (stands and score = ${SHOWN_SCORE} and not evidence ?| '{model,conflict,fields}'))
    union all
    select a, b, 'candidate ' || a || '-' || b, 'is closed, and a link still puts them up'
    from known k
    where state = 'GONE' and stands and is_decided and not is_one and not is_parted and not exists (
      select from identity_decision d
      where d.kind = 'UNMERGED' and d.at > k.decided_at and (k.a = any(d.leaves) or k.b = any(d.leaves)))
    union all
    select a, b, 'candidate ' || a || '-' || b,
      'is ' || state || ', decided at ' || coalesce(decided_at::text, 'no time') || ' by ' || coalesce(decided_by, 'nobody')
    from known k
    where (state = 'OPEN') <> (decided_at is null) or (state = 'OPEN') <> (decided_by is null)
      or (state = 'DISTINCT' and decided_by = 'job:identity') or (state = 'GONE' and decided_by <> 'job:identity')
      or (state <> 'OPEN' and decided_by <> 'job:identity' and not exists (
        select from audit t where t.actor = k.decided_by
          and t.action = any(case k.state when 'MERGED' then array['customer.merge', 'customer.unsplit']
            else array['customer.distinct'] end)))`);
}

export function fetchSuspects(tx: Tx, count: number) {
  return tx.unsafe<SuspectRow[]>(`fetch forward ${count} from verify_suspects`);
}

/**
 * Whether more than `most` leaves hang together with one by evidence, decisions and customers: such
 * stay as they were.
 *
 * @param merge bits from which records are one person
 */
export async function isTooLarge(
  tx: Tx,
  leaf: bigint,
  { most, merge }: { readonly most: number; readonly merge: number },
): Promise<boolean> {
  const holds = tx`(e.kind = 'SAID' or (e.kind = 'LINK' and e.refused is null)
    or (e.kind = 'SCORE' and e.weight >= ${merge}))`;
  const [row] = await tx<{ leaves: number }[]>`
    with recursive around (id) as (
      select ${String(leaf)}::text::bigint
      union
      select n.id from around cross join lateral (
        select root_id from customer where id = around.id
        union all
        select id from customer where root_id = around.id and root_id <> id
        union all
        select e.b from identity_edge e where e.a = around.id and ${holds}
        union all
        select e.a from identity_edge e where e.b = around.id and ${holds}) as n (id))
    select count(*)::int as leaves from (select from around limit ${most + 1}) as found`;
  return (row?.leaves ?? 0) > most;
}
