import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { insertInto, overRows } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";

/** What somebody has said of who is who, which outranks what was found. */

/** Of an edge that somebody said; there is one of each pair. */
const SAID_VIA = "same";

const PAIR_COLUMNS = { a: "bigint", b: "bigint", evidence: "jsonb", at: "timestamptz" } as const;

/** Two leaves that are one person because somebody said so; a < b. */
export const insertSaid = overRows<typeof PAIR_COLUMNS, object>(
  PAIR_COLUMNS,
  (source) => `
    insert into identity_edge (a, b, kind, via, evidence, at)
    select r.a, r.b, 'SAID', '${SAID_VIA}', r.evidence, r.at from ${source}
    order by r.a, r.b
    on conflict (a, b, kind, via) do nothing`,
);

/** Takes back what was said between two sides. */
export function deleteSaidBetween(tx: Tx, one: readonly bigint[], other: readonly bigint[]) {
  return tx`
    delete from identity_edge
    where kind = 'SAID' and (
      (a = any(${idList(one)}::bigint[]) and b = any(${idList(other)}::bigint[])) or
      (a = any(${idList(other)}::bigint[]) and b = any(${idList(one)}::bigint[])))`;
}

/** Has links between two sides decided again: what somebody says changes which of them hold. */
export function reopenLinksBetween(tx: Tx, one: readonly bigint[], other: readonly bigint[]) {
  return tx`
    update identity_edge set refused = 'PENDING'
    where kind = 'LINK' and (
      (a = any(${idList(one)}::bigint[]) and b = any(${idList(other)}::bigint[])) or
      (a = any(${idList(other)}::bigint[]) and b = any(${idList(one)}::bigint[])))`;
}

/** Whether anything but a person's word makes two sides one: a link that holds, or a score. */
export async function isFoundBetween(
  tx: Tx,
  one: readonly bigint[],
  other: readonly bigint[],
  weight: number,
): Promise<boolean> {
  const rows = await tx`
    select 1 from identity_edge
    where ((kind = 'SCORE' and weight >= ${weight}) or (kind = 'LINK' and refused is null)) and (
      (a = any(${idList(one)}::bigint[]) and b = any(${idList(other)}::bigint[])) or
      (a = any(${idList(other)}::bigint[]) and b = any(${idList(one)}::bigint[])))
    limit 1`;
  return rows.length > 0;
}

const DISTINCT_COLUMNS = {
  kind: "text",
  survivor_id: "bigint",
  absorbed_id: "bigint",
  at: "timestamptz",
  actor: "text",
  reason: "text",
} as const;

/** That two leaves are never one, or may be again; the smaller one is `survivor_id`. */
export const insertDistinct = insertInto("identity_decision", DISTINCT_COLUMNS, {
  orderBy: "r.survivor_id, r.absorbed_id",
});

/** What customers of these leaves are known by, for the limits of each kind. */
export function countValuesByKind(tx: Tx, leaves: readonly bigint[]) {
  return tx<{ readonly kind: string; readonly n: number }[]>`
    select kind, count(*)::int as n from identifiers
    where leaf_id = any(${idList(leaves)}::bigint[]) and status <> 'BLOCKED' and value is not null
    group by kind order by kind`;
}

/** Ends what was open between leaves, when somebody has decided. */
export function closeCandidatesBetween(
  tx: Tx,
  one: readonly bigint[],
  other: readonly bigint[],
  to: {
    readonly state: "MERGED" | "DISTINCT";
    readonly actor: string;
    readonly at: string;
  },
) {
  return tx`
    update match_candidate c
    set state = ${to.state}, decided_at = ${to.at}::text::timestamptz, decided_by = ${to.actor}
    where c.id in (
      select id from match_candidate
      where state = 'OPEN' and (
        (a = any(${idList(one)}::bigint[]) and b = any(${idList(other)}::bigint[])) or
        (a = any(${idList(other)}::bigint[]) and b = any(${idList(one)}::bigint[])))
      order by id for update)`;
}

/** What was decided between leaves is to be looked at again. */
export function reopenCandidatesBetween(tx: Tx, one: readonly bigint[], other: readonly bigint[]) {
  return tx`
    update match_candidate c set state = 'OPEN', decided_at = null, decided_by = null
    where c.id in (
      select id from match_candidate
      where state in ('DISTINCT', 'MERGED') and (
        (a = any(${idList(one)}::bigint[]) and b = any(${idList(other)}::bigint[])) or
        (a = any(${idList(other)}::bigint[]) and b = any(${idList(one)}::bigint[])))
      order by id for update)`;
}

/** What a customer has over all its leaves, as it is written; amounts as text. */
export interface MergeSideRow extends RowOf<"customer", "tier" | "tierUntil"> {
  readonly identifiers: number;
  readonly orders: number;
  readonly balances: readonly {
    readonly wallet: string;
    readonly active: string;
    readonly maturing: string;
  }[];
}

export async function readMergeSide(
  db: Sql | Tx,
  rootId: bigint,
): Promise<MergeSideRow | undefined> {
  const [row] = await db<MergeSideRow[]>`
    with leaf as (
      select ${String(rootId)}::text::bigint as id
      union
      select id from customer where root_id = ${String(rootId)}::text::bigint and root_id <> id)
    select c.tier, c.tier_until as "tierUntil",
      (select count(*)::int from identifiers i join leaf on leaf.id = i.leaf_id
        where i.value is not null) as identifiers,
      (select count(*)::int from orders o join leaf on leaf.id = o.leaf_id
        where o.absorbed_into is null) as orders,
      coalesce((select jsonb_agg(jsonb_build_object(
          'wallet', w.wallet, 'active', w.active::text, 'maturing', w.maturing::text)
          order by w.wallet)
        from (select a.wallet, sum(a.active) as active, sum(a.maturing) as maturing
              from account a join leaf on leaf.id = a.leaf_id group by a.wallet) as w),
        '[]') as balances
    from customer c where c.id = ${String(rootId)}::text::bigint`;
  return row;
}
