import type { Sql, Tx } from "../../connection/client.ts";
import type { SentRowOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, overRows, updateBy } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";
import { SHOWN_SCORE } from "../core/edges.ts";

/** Records of persons, what they are found by, and how alike they are. */

/** Any number of ours that no other advisory lock has. */
const LANE = 4_711_016;

/**
 * Lets one transaction at a time decide on records, in all processes (contract 5.8): what connects
 * records is not known before they are looked at, so there are no rows to lock in order.
 */
export function takeLane(tx: Tx) {
  return tx`select pg_advisory_xact_lock(${LANE})`;
}

/**
 * The same where everything that follows looks rows up by key: plans are made once, and never read
 * whole tables, as of connections for that alone (`isKeyLookupsOnly`): planning them each time took
 * a third as long as running them. Sent when it is called, and not when somebody waits for it, so
 * that what is asked for beside it comes after.
 */
export async function takeLaneForLookups(tx: Tx): Promise<void> {
  await tx`
    select set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('enable_seqscan', 'off', true), pg_advisory_xact_lock(${LANE})`;
}

/** Takes the lane after `ms` at most, longer than this connection waits for any other lock. */
export async function waitForLane(tx: Tx, ms: number): Promise<void> {
  const [before] = await tx<{ wait: string }[]>`select current_setting('lock_timeout') as wait`;
  await tx`select set_config('lock_timeout', ${String(ms)}, true)`;
  await takeLane(tx);
  await tx`select set_config('lock_timeout', ${before?.wait ?? "0"}, true)`;
}

const RECORD_COLUMNS = {
  id: "bigint",
  leaf_id: "bigint",
  source_id: "smallint",
  key: "text",
  fields: "jsonb",
  blocks: "bigint[]",
  recorded_at: "timestamptz",
} as const;

export type NewRecordRow = SentRowOf<"person_record", keyof typeof RECORD_COLUMNS>;

export const insertRecords = insertInto("person_record", RECORD_COLUMNS);

const CHANGED_RECORD_COLUMNS = {
  id: "bigint",
  fields: "jsonb",
  blocks: "bigint[]",
  recorded_at: "timestamptz",
} as const;

export type ChangedRecordRow = SentRowOf<"person_record", keyof typeof CHANGED_RECORD_COLUMNS>;

export const updateRecords = updateBy("person_record", ["id"], CHANGED_RECORD_COLUMNS);

const BLOCK_COLUMNS = { block: "bigint", record_id: "bigint" } as const;

export type BlockRow = StoredRowOf<"record_block", keyof typeof BLOCK_COLUMNS>;

export const insertBlocks = insertInto("record_block", BLOCK_COLUMNS, {
  orderBy: "r.block, r.record_id",
  onConflict: "do nothing",
});

/** Keys that a changed record is no longer found by. */
export const deleteBlocks = overRows<typeof BLOCK_COLUMNS, object>(
  BLOCK_COLUMNS,
  (source) => `
    delete from record_block t using ${source}
    where t.block = r.block and t.record_id = r.record_id`,
);

export type RecordRow = StoredRowOf<
  "person_record",
  "id" | "leaf_id" | "source_id" | "key" | "fields" | "blocks" | "recorded_at"
>;

/** Records by their source's own key; of a batch, one by one (see findIdentifiers). */
export const readRecordsByKey = overRows<{ source_id: "smallint"; key: "text" }, RecordRow>(
  { source_id: "smallint", key: "text" },
  (source) => `
    select p.id, p.leaf_id, p.source_id, p.key, p.fields, p.blocks, p.recorded_at
    from ${source}
    cross join lateral (
      select * from person_record
      where key = r.key and source_id is not distinct from r.source_id offset 0) as p`,
);

export function readRecords(tx: Tx, ids: readonly bigint[]) {
  return tx<RecordRow[]>`
    select id, leaf_id, source_id, key, fields, blocks, recorded_at from person_record
    where id = any(${idList(ids)}::bigint[])`;
}

/** When records were last said to be what they are. */
export function readMoments(tx: Tx, ids: readonly bigint[]) {
  return tx<StoredRowOf<"person_record", "id" | "recorded_at">[]>`
    select id, recorded_at from person_record where id = any(${idList(ids)}::bigint[])`;
}

/** Records of these leaves. */
export function readRecordsOf(tx: Tx, leaves: readonly bigint[]) {
  return tx<RecordRow[]>`
    select id, leaf_id, source_id, key, fields, blocks, recorded_at from person_record
    where leaf_id = any(${idList(leaves)}::bigint[])`;
}

/** A page of all records, in the order in which they came. */
export function readRecordsAfter(db: Sql | Tx, after: bigint, limit: number) {
  return db<RecordRow[]>`
    select id, leaf_id, source_id, key, fields, blocks, recorded_at from person_record
    where id > ${String(after)}::text::bigint order by id limit ${limit}`;
}

/** Who is found by these keys; of each key `most` at most, all where it is null. */
export function readBlocks(tx: Tx, blocks: readonly bigint[], most: number | null) {
  return tx<BlockRow[]>`
    select b.block, k.record_id
    from unnest(${idList(blocks)}::bigint[]) as b(block)
    cross join lateral (
      select record_id from record_block where block = b.block limit ${most}) as k`;
}

export interface BlockCountRow extends Pick<BlockRow, "block"> {
  readonly records: number;
}

/** How many are found by each of these keys; counted up to `most`. */
export function countBlocks(tx: Tx, blocks: readonly bigint[], most: number) {
  return tx<BlockCountRow[]>`
    select b.block, k.records
    from unnest(${idList(blocks)}::bigint[]) as b(block)
    cross join lateral (
      select count(*)::int as records from (
        select from record_block where block = b.block limit ${most}) as l) as k`;
}

/**
 * How many keys more than `most` records that differ share.
 *
 * @param standIn what tells the key of who stands for copies from the key of the copies
 */
export function countCommonKeys(db: Sql, most: number, standIn: bigint) {
  return db<{ keys: number }[]>`
    select count(*)::int as keys
    from (select block from record_block group by block having count(*) > ${most}) as b
    where not exists (
      select from record_block s where s.block = b.block # ${String(standIn)}::text::bigint)`;
}

const EDGE_COLUMNS = {
  a: "bigint",
  b: "bigint",
  via: "text",
  weight: "text",
  evidence: "jsonb",
  at: "timestamptz",
} as const;

/** How alike the records of two leaves are; `weight` as text. */
export interface ScoreEdgeRow {
  readonly a: bigint;
  readonly b: bigint;
  /** The two records, the smaller id first: `a/b`. */
  readonly via: string;
  readonly weight: string;
  readonly evidence: object;
  readonly at: string;
}

export const insertScores = overRows<typeof EDGE_COLUMNS, object>(
  EDGE_COLUMNS,
  (source) => `
    insert into identity_edge (a, b, kind, via, weight, evidence, at)
    select r.a, r.b, 'SCORE', r.via, r.weight::double precision, r.evidence, r.at from ${source}
    order by r.a, r.b, r.via collate "C"
    on conflict (a, b, kind, via) do update
      set weight = excluded.weight, evidence = excluded.evidence, at = excluded.at`,
);

/** What was found of these leaves' records, which are scored anew; returns what it was between. */
export function deleteScores(tx: Tx, leaves: readonly bigint[]) {
  return tx<Pick<PairRow, "a" | "b">[]>`
    delete from identity_edge where kind = 'SCORE'
      and (a = any(${idList(leaves)}::bigint[]) or b = any(${idList(leaves)}::bigint[]))
    returning a, b`;
}

type PairRow = StoredRowOf<"identity_edge", "a" | "b" | "via">;

/** What was found between any two of these leaves. */
export function readScoresAmong(tx: Tx, leaves: readonly bigint[]) {
  return tx<PairRow[]>`
    select a, b, via from identity_edge where kind = 'SCORE'
      and a = any(${idList(leaves)}::bigint[]) and b = any(${idList(leaves)}::bigint[])`;
}

/** Pairs that are not found any more. */
export const deletePairs = overRows<{ a: "bigint"; b: "bigint"; via: "text" }, object>(
  { a: "bigint", b: "bigint", via: "text" },
  (source) => `
    delete from identity_edge t using ${source}
    where t.a = r.a and t.b = r.b and t.via = r.via and t.kind = 'SCORE'`,
);

/**
 * The half of them that leads to older leaves, for a walk over records from the oldest on that
 * scores each pair once. Of a leaf whose first record is before `from`, they were scored anew.
 */
export function deleteScoresBelow(tx: Tx, leaves: readonly bigint[], from: bigint) {
  return tx`
    delete from identity_edge where kind = 'SCORE' and b = any(${idList(leaves)}::bigint[])
      and not exists (
        select from person_record where leaf_id = b and id < ${String(from)}::text::bigint)`;
}

export interface EdgeRow extends StoredRowOf<"identity_edge", "a" | "b" | "kind" | "weight"> {
  readonly conflict: boolean;
  readonly evidence: object;
}

/** Evidence that is likely enough to be looked at, links that hold, and what somebody said. */
export function readEdges(tx: Tx, leaves: readonly bigint[], weight: number) {
  return tx<EdgeRow[]>`
    select a, b, kind, weight, coalesce((evidence ->> 'conflict')::boolean, false) as conflict, evidence
    from identity_edge
    where ((kind = 'SCORE' and weight >= ${weight}) or (kind = 'LINK' and refused is null) or kind = 'SAID')
      and (a = any(${idList(leaves)}::bigint[]) or b = any(${idList(leaves)}::bigint[]))`;
}

/** Everything that joins two leaves: evidence, links, and that they are one customer. */
export function readJoins(db: Sql, weight: number) {
  return db<StoredRowOf<"identity_edge", "a" | "b">[]>`
    select a, b from identity_edge
    where (kind = 'SCORE' and weight >= ${weight}) or (kind = 'LINK' and refused is null)
    union all
    select id, root_id from customer where root_id <> id`;
}

/** All leaves of the customers that these leaves belong to, with their roots. */
export function readSiblings(tx: Tx, leaves: readonly bigint[]) {
  return tx<StoredRowOf<"customer", "id" | "root_id">[]>`
    with roots as (
      select distinct root_id from customer where id = any(${idList(leaves)}::bigint[]))
    select c.id, c.root_id from customer c
    where c.id = any(array(
      select root_id from roots
      union
      select l.id from customer l join roots on roots.root_id = l.root_id
      where l.root_id <> l.id))`;
}

/** Candidates of these leaves that nothing speaks for any more, locked in the order of all. */
export const closeCandidates = overRows<{ a: "bigint"; b: "bigint"; state: "text" }, object>(
  { a: "bigint", b: "bigint", state: "text" },
  (source) => `
    with over as (
      select c.id, r.state from match_candidate c join ${source} on c.a = r.a and c.b = r.b
      where c.state = 'OPEN' order by c.a, c.b for update of c)
    update match_candidate t
    set state = over.state, decided_at = clock_timestamp(), decided_by = 'job:identity'
    from over where t.id = over.id`,
);

/** Candidates whose records say nothing any more: what they showed is what is left of them. */
export const forgetLikeness = overRows<{ a: "bigint"; b: "bigint" }, object>(
  { a: "bigint", b: "bigint" },
  (source) => `
    with shown as (
      select c.id from match_candidate c join ${source} on c.a = r.a and c.b = r.b
      where c.state = 'OPEN' and c.evidence ? 'model' order by c.a, c.b for update of c)
    update match_candidate t
    set score = ${SHOWN_SCORE}, evidence = t.evidence - '{model,conflict,fields}'::text[]
    from shown where t.id = shown.id`,
);

export interface OpenCandidateRow extends StoredRowOf<"match_candidate", "a" | "b"> {
  /** An identifier that both showed still puts them up, whatever their records say. */
  readonly linked: boolean;
}

/**
 * Open candidates that name one of these leaves.
 *
 * @param settled reasons of refused links for which nobody has to look at a pair
 */
export function readOpenCandidates(
  tx: Tx,
  leaves: readonly bigint[],
  settled: ReadonlySet<string>,
) {
  return tx<OpenCandidateRow[]>`
    select m.a, m.b, exists (
      select from identity_edge e
      where e.a = m.a and e.b = m.b and e.kind = 'LINK'
        and (e.refused is null or e.refused <> all(${[...settled]}::text[]))) as linked
    from match_candidate m
    where m.state = 'OPEN'
      and (m.a = any(${idList(leaves)}::bigint[]) or m.b = any(${idList(leaves)}::bigint[]))`;
}

/** The weights that decide, if some were made active. */
export function readActiveModel(db: Sql | Tx) {
  return db<StoredRowOf<"identity_model", "version" | "parameters">[]>`
    select version, parameters from identity_model where status = 'ACTIVE'`;
}
