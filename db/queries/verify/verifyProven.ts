import type { Tx } from "../../connection/client.ts";

/** A customer of several leaves, and what it is known by; a page of them by root. */
export interface MergedRow {
  readonly rootId: bigint;
  readonly leaves: readonly bigint[];
  /** Leaves that somebody is found by. */
  readonly known: readonly bigint[];
  /** Identifiers in use by kind, and how many leaves they are of. */
  readonly kinds: readonly { readonly kind: string; readonly n: number; readonly of: number }[];
}

export function readMerged(tx: Tx, after: bigint, count: number) {
  return tx<MergedRow[]>`
    with page as materialized (
      select distinct root_id from customer
      where root_id <> id and root_id > ${String(after)}::text::bigint order by root_id limit ${count}),
    leaf as materialized (
      select root_id, root_id as id from page
      union all
      select c.root_id, c.id from page join customer c on c.root_id = page.root_id and c.root_id <> c.id)
    select l.root_id as "rootId", array_agg(l.id order by l.id) as leaves,
      coalesce(array_agg(l.id order by l.id) filter (where exists (
        select from identifiers i where i.leaf_id = l.id and i.value is not null)), '{}') as known,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'n', k.n, 'of', k.of)), '[]')
        from (
          select i.kind, count(*)::int as n, count(distinct i.leaf_id)::int as of
          from leaf o join identifiers i on i.leaf_id = o.id
          where o.root_id = l.root_id and i.value is not null and i.status <> 'BLOCKED'
          group by i.kind) as k) as kinds
    from leaf l group by l.root_id order by l.root_id`;
}

/** A leaf that has more identifiers of a kind in use than a customer may have. */
export interface OverLimitRow {
  readonly leaf: bigint;
  readonly kind: string;
  readonly n: number;
  readonly most: number;
}

/** @param other the limit of kinds that have none of their own */
export function readOverLimit(
  tx: Tx,
  limits: readonly { readonly kind: string; readonly most: number }[],
  other: number,
  count: number,
) {
  return tx<OverLimitRow[]>`
    select i.leaf_id as leaf, i.kind, count(*)::int as n, coalesce(k.most, ${other}::int) as most
    from identifiers i
    left join jsonb_to_recordset(${JSON.stringify(limits)}::text::jsonb)
      as k(kind text, most int) using (kind)
    where i.leaf_id is not null and i.value is not null and i.status <> 'BLOCKED'
    group by i.leaf_id, i.kind, k.most
    having count(*) > coalesce(k.most, ${other}::int)
    order by i.leaf_id, i.kind limit ${count}`;
}
