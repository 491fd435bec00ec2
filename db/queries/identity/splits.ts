import type { Tx } from "../../connection/client.ts";
import type { Filled, StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** What is read and written when somebody says that a leaf is two people's. */

export type HeldByRow = Filled<
  StoredRowOf<"identifiers", "id" | "kind" | "value" | "status" | "leaf_id">,
  "leaf_id"
> &
  StoredRowOf<"customer", "root_id">;

/** Those of some identifiers that somebody holds, by their ids or by kind and value. */
export function findHeldIdentifiers(
  tx: Tx,
  by: {
    readonly ids: readonly bigint[];
    readonly kinds: readonly string[];
    readonly values: readonly string[];
  },
) {
  return tx<HeldByRow[]>`
    select i.id, i.kind, i.value, i.status, i.leaf_id, c.root_id
    from identifiers i join customer c on c.id = i.leaf_id
    where i.value is not null and i.id = any(array(
      select unnest(${idList(by.ids)}::bigint[])
      union
      select known.id
      from unnest(${[...by.kinds]}::text[], ${[...by.values]}::text[]) as named (kind, value)
      join identifiers known on known.value = named.value and known.kind = named.kind))
    order by i.id`;
}

/** Identifiers of a leaf. */
export function readIdentifiersOfLeaf(tx: Tx, leafId: bigint) {
  return tx<StoredRowOf<"identifiers", "id" | "kind" | "status">[]>`
    select id, kind, status from identifiers
    where leaf_id = ${String(leafId)}::text::bigint and value is not null order by id`;
}

/**
 * Orders of a leaf that came by these identifiers and showed none of `kept`, and those that are
 * named; with those that went into one of them, which have its customer. At most `limit`.
 */
export function findOrdersThatCameBy(
  tx: Tx,
  {
    leafId,
    identifiers,
    kept,
    named,
    limit,
  }: {
    readonly leafId: bigint;
    readonly identifiers: readonly bigint[];
    readonly kept: readonly bigint[];
    readonly named: readonly bigint[];
    readonly limit: number;
  },
) {
  const leaf = String(leafId);
  return tx<StoredRowOf<"orders", "id">[]>`
    with recursive going as (
      select id from orders
      where leaf_id = ${leaf}::text::bigint and absorbed_into is null
        and (id = any(${idList(named)}::bigint[])
          or (matched_identifier_id = any(${idList(identifiers)}::bigint[])
            and not identifier_ids && ${idList(kept)}::bigint[]))
      union
      select o.id from orders o join going on o.absorbed_into = going.id
      where o.leaf_id = ${leaf}::text::bigint)
    select id from going order by id limit ${limit}`;
}

/** Which of these orders, none of which went into another, are a leaf's. */
export function findOrdersOfLeaf(tx: Tx, leafId: bigint, ids: readonly bigint[]) {
  return tx<StoredRowOf<"orders", "id">[]>`
    select id from orders
    where id = any(${idList(ids)}::bigint[]) and leaf_id = ${String(leafId)}::text::bigint
      and absorbed_into is null`;
}

/**
 * Whether something that was brought back without an order, and the sale that it was found to
 * belong to, are of one leaf, and one of the two is among these orders and the other is not.
 */
export async function isMatchedAcross(
  tx: Tx,
  leafId: bigint,
  ids: readonly bigint[],
): Promise<boolean> {
  const leaf = String(leafId);
  const rows = await tx`
    select 1
    from (
      select distinct return_order_id::text as id, return_order_id = any(${idList(ids)}::bigint[]) as goes
      from unlinked_return where leaf_id = ${leaf}::text::bigint) as document
    join orders o on o.leaf_id = ${leaf}::text::bigint and o.absorbed_into is null
      and (o.id = any(${idList(ids)}::bigint[])) <> document.goes
      and o.facts -> 'matched' @> jsonb_build_array(jsonb_build_object('r', document.id))
    limit 1`;
  return rows.length > 0;
}

/** Whether points are set aside out of lots of these orders, which then have to stay theirs. */
export async function isSetAside(
  tx: Tx,
  leafId: bigint,
  lots: readonly bigint[],
): Promise<boolean> {
  const rows = await tx`
    select 1 from points_hold h
    cross join lateral jsonb_array_elements(h.parts) as part
    where h.leaf_id = ${String(leafId)}::text::bigint and h.state = 'OPEN'
      and part ->> 0 = any(${lots.map(String)}::text[])
    limit 1`;
  return rows.length > 0;
}

/** Gives identifiers of one leaf to another; they are compared with others' anew. */
export function moveIdentifiers(tx: Tx, ids: readonly bigint[], from: bigint, to: bigint) {
  return tx<StoredRowOf<"identifiers", "id" | "kind" | "status">[]>`
    update identifiers set leaf_id = ${String(to)}::text::bigint, link_key = null
    where id = any(${idList(ids)}::bigint[]) and leaf_id = ${String(from)}::text::bigint
    returning id, kind, status`;
}

/** What a leaf joined as, a leaf that is made of it joined as too. */
export function copyMembership(tx: Tx, row: { id: bigint; from: bigint; to: bigint }) {
  return tx`
    insert into membership (id, leaf_id, programme, status, enrolled_at, terms_version, channel,
      store, event_id, credited_since)
    select ${String(row.id)}::text::bigint, ${String(row.to)}::text::bigint, programme, status,
      enrolled_at, terms_version, channel, store, event_id, credited_since
    from membership where leaf_id = ${String(row.from)}::text::bigint`;
}

/** Evidence that an identifier gave goes along with it, to be looked at again. */
export async function moveEdgesBy(
  tx: Tx,
  ids: readonly bigint[],
  from: bigint,
  to: bigint,
): Promise<void> {
  const [own, made, via] = [String(from), String(to), ids.map(String)];
  await tx`
    with gone as (
      delete from identity_edge
      where kind = 'LINK' and (via = any(${via}::text[]) or evidence ->> 'alike' = any(${via}::text[]))
        and (a = ${own}::text::bigint or b = ${own}::text::bigint)
      returning case when a = ${own}::text::bigint then b else a end as other, via, evidence, at)
    insert into identity_edge (a, b, kind, via, evidence, refused, at)
    select least(other, ${made}::text::bigint), greatest(other, ${made}::text::bigint), 'LINK', via,
      evidence, 'PENDING', at
    from gone order by 1, 2, via collate "C"`;
}

export type SplitRow = StoredRowOf<
  "identity_decision",
  "id" | "survivor_id" | "absorbed_id" | "leaves" | "standings" | "evidence"
>;

/** The split that made a leaf, unless it was taken back. */
export async function findSplit(tx: Tx, made: bigint): Promise<SplitRow | undefined> {
  const [row] = await tx<SplitRow[]>`
    select id, survivor_id, absorbed_id, leaves, standings, evidence
    from identity_decision d
    where absorbed_id = ${String(made)}::text::bigint and kind = 'SPLIT'
      and not exists (
        select from identity_decision u
        where u.absorbed_id = d.absorbed_id and u.kind = 'MERGED' and u.revokes = d.id)`;
  return row;
}

/**
 * Splits of what these customers are since one of theirs: of either, and of what those made. Each
 * with whether it was taken back.
 */
export function readLaterSplits(tx: Tx, split: SplitRow) {
  const { id, survivor_id: from, absorbed_id: made } = split;
  return tx<(StoredRowOf<"identity_decision", "absorbed_id"> & { readonly isUndone: boolean })[]>`
    with recursive later as (
      select id, absorbed_id from identity_decision
      where kind = 'SPLIT' and id > ${String(id)}::text::bigint
        and survivor_id = any(${idList([from, made])}::bigint[])
      union
      select d.id, d.absorbed_id from identity_decision d join later on d.survivor_id = later.absorbed_id
      where d.kind = 'SPLIT')
    select absorbed_id, exists (
        select from identity_decision u
        where u.absorbed_id = later.absorbed_id and u.kind = 'MERGED' and u.revokes = later.id
      ) as "isUndone"
    from later order by absorbed_id`;
}
