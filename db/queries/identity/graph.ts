import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** What makes somebody one customer, for people to look at. */

export type GraphLeafRow = RowOf<"customer", "id" | "publicId"> & {
  readonly orders: number;
  readonly records: number;
};

/** Leaves of a customer, the oldest first. */
export function readGraphLeaves(sql: Sql, rootId: bigint, limit: number) {
  return sql<GraphLeafRow[]>`
    select c.id, c.public_id as "publicId",
      (select count(*)::int from orders o where o.leaf_id = c.id and o.absorbed_into is null) as orders,
      (select count(*)::int from person_record p where p.leaf_id = c.id) as records
    from customer c
    where c.id = ${String(rootId)}::text::bigint
      or (c.root_id = ${String(rootId)}::text::bigint and c.root_id <> c.id)
    order by c.id limit ${limit}`;
}

export type GraphEdgeRow = RowOf<
  "identity_edge",
  "a" | "b" | "kind" | "via" | "weight" | "evidence" | "refused" | "at"
> & {
  readonly fromId: string;
  readonly toId: string;
  /** Of a LINK: the kind of the identifier that both showed. */
  readonly identifierKind: string | null;
  /** They are two customers, who are each known by identifiers: likeness does not make them one. */
  readonly isUnproven: boolean;
};

/** What connects these leaves with each other and with others, the strongest first. */
export function readGraphEdges(sql: Sql, leaves: readonly bigint[], limit: number) {
  const isKnown = (root: string) => sql`exists (
    select from customer l join identifiers i on i.leaf_id = l.id
    where (l.id = ${sql(root)} or (l.root_id = ${sql(root)} and l.root_id <> l.id))
      and i.value is not null)`;
  return sql<GraphEdgeRow[]>`
    select e.a, e.b, e.kind, e.via, e.weight, e.evidence, e.refused, e.at,
      one.public_id as "fromId", other.public_id as "toId", i.kind as "identifierKind",
      e.kind = 'SCORE' and one.root_id <> other.root_id
        and ${isKnown("one.root_id")} and ${isKnown("other.root_id")} as "isUnproven"
    from identity_edge e
    join customer one on one.id = e.a join customer other on other.id = e.b
    left join identifiers i on i.id = case e.kind when 'LINK' then e.via::bigint end
    where e.a = any(${idList(leaves)}::bigint[]) or e.b = any(${idList(leaves)}::bigint[])
    order by e.kind = 'SAID' desc, e.refused is null desc, e.weight desc nulls first, e.a, e.b,
      e.via collate "C"
    limit ${limit}`;
}

export interface GraphSurplusRow extends RowOf<"surplus_identifier", "reason" | "at"> {
  /** Public id of the leaf. */
  readonly leafId: string;
  readonly identifierKind: string;
}

/** What a limit kept from these leaves when they showed it, and nobody has; latest first. */
export function readGraphSurplus(sql: Sql, leaves: readonly bigint[], limit: number) {
  return sql<GraphSurplusRow[]>`
    select c.public_id as "leafId", i.kind as "identifierKind", s.reason, s.at
    from surplus_identifier s
    join customer c on c.id = s.leaf_id join identifiers i on i.id = s.identifier_id
    where s.leaf_id = any(${idList(leaves)}::bigint[]) and i.leaf_id is null
    order by s.at desc, s.identifier_id desc limit ${limit}`;
}

export type GraphDecisionRow = RowOf<
  "identity_decision",
  "id" | "kind" | "survivorId" | "absorbedId" | "at" | "actor" | "reason"
>;

/** What was decided about these leaves, latest first. */
export function readGraphDecisions(sql: Sql, leaves: readonly bigint[], limit: number) {
  return sql<GraphDecisionRow[]>`
    select id, kind, survivor_id as "survivorId", absorbed_id as "absorbedId", at, actor, reason
    from identity_decision
    where id = any(array(
        select id from identity_decision where survivor_id = any(${idList(leaves)}::bigint[])
        union
        select id from identity_decision where absorbed_id = any(${idList(leaves)}::bigint[])))
      and kind <> 'CANDIDATE'
    order by at desc, id desc limit ${limit}`;
}

/** Kinds of identifiers by their ids. */
export function readIdentifierKinds(sql: Sql, ids: readonly bigint[]) {
  return sql<RowOf<"identifiers", "id" | "kind">[]>`
    select id, kind from identifiers where id = any(${idList(ids)}::bigint[])`;
}
