import type { Sql, Tx } from "../../connection/client.ts";
import type { SentRowOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, overRows } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";

/** What an edge was made of: a purchase or a record of a source, or two that are alike. */
export type EdgeEvidence =
  | { readonly source: string; readonly proven: boolean; readonly record?: string }
  | { readonly alike: string; readonly proven: false };

/** An identifier that two leaves showed; `at` as text. */
export interface EdgeRow extends Pick<StoredRowOf<"identity_edge", "a" | "b">, "a" | "b"> {
  /** The identifier's id. */
  readonly via: string;
  readonly evidence: EdgeEvidence;
  readonly at: string;
}

/**
 * Puts on record that two leaves of different customers showed one identifier, still to be decided.
 * Again is no news, unless it is proven for the first time.
 */
export const insertEdges = overRows<
  { a: "bigint"; b: "bigint"; via: "text"; evidence: "jsonb"; at: "timestamptz" },
  object
>(
  { a: "bigint", b: "bigint", via: "text", evidence: "jsonb", at: "timestamptz" },
  (source) => `
    insert into identity_edge (a, b, kind, via, evidence, refused, at)
    select r.a, r.b, 'LINK', r.via, r.evidence, 'PENDING', r.at from ${source}
    order by r.a, r.b, r.via collate "C"
    on conflict (a, b, kind, via) do update
      set evidence = excluded.evidence, refused = 'PENDING', at = excluded.at
      where (excluded.evidence ->> 'proven')::boolean
        and not (identity_edge.evidence ->> 'proven')::boolean`,
);

/**
 * Has the evidence that an identifier gave, while a leaf held it, looked at again: it is gone then,
 * and whoever was one by it is parted.
 */
export function reopenEdgesBy(tx: Tx, identifierId: bigint, leafId: bigint) {
  return tx`
    update identity_edge set refused = 'PENDING'
    where kind = 'LINK'
      and (via = ${String(identifierId)} or evidence ->> 'alike' = ${String(identifierId)})
      and (a = ${String(leafId)}::text::bigint or b = ${String(leafId)}::text::bigint)`;
}

const SURPLUS_COLUMNS = {
  leaf_id: "bigint",
  identifier_id: "bigint",
  event_id: "bigint",
  reason: "text",
  at: "timestamptz",
} as const;

export type SurplusRow = SentRowOf<"surplus_identifier", keyof typeof SURPLUS_COLUMNS>;

/** Puts on record that a leaf did not get an identifier that it showed; again is no news. */
export const insertSurplus = insertInto("surplus_identifier", SURPLUS_COLUMNS, {
  orderBy: "r.leaf_id, r.identifier_id",
  onConflict: "(leaf_id, identifier_id) do nothing",
});

type PairRow = Pick<StoredRowOf<"identity_edge", "a" | "b">, "a" | "b">;

/** Evidence of identifiers that neither of the two has any more. */
export function deleteEdgesOfNobody(tx: Tx, leaves: readonly bigint[]) {
  return tx`
    delete from identity_edge e
    where e.kind = 'LINK' and e.a = any(${idList(leaves)}::bigint[])
      and exists (
        select from unnest(array[e.via, e.evidence ->> 'alike']) as shown(id)
        where shown.id is not null and not exists (
          select from identifiers i
          where i.id = case e.kind when 'LINK' then shown.id::bigint end
            and i.leaf_id in (e.a, e.b)))`;
}

/** Leaves of edges that nobody has decided. */
export function readPendingEdges(tx: Tx, limit: number) {
  return tx<PairRow[]>`
    select a, b from identity_edge where kind = 'LINK' and refused = 'PENDING'
    order by a limit ${limit}`;
}

export type LinkEdgeRow = StoredRowOf<
  "identity_edge",
  "a" | "b" | "kind" | "via" | "evidence" | "refused"
>;

/** What connects these leaves with others: identifiers that they showed, and what somebody said. */
export function readLinkEdges(tx: Tx, leaves: readonly bigint[]) {
  return tx<LinkEdgeRow[]>`
    select a, b, kind, via, evidence, refused from identity_edge
    where kind in ('LINK', 'SAID')
      and (a = any(${idList(leaves)}::bigint[]) or b = any(${idList(leaves)}::bigint[]))`;
}

export interface LeafIdentifierRow
  extends StoredRowOf<"identifiers", "id" | "kind" | "leaf_id" | "verified"> {
  readonly value: string;
  /** It was found to connect too many. */
  readonly found: boolean;
}

/** What leaves hold, in use or found to be nobody's. */
export function readLeafIdentifiers(tx: Tx, leaves: readonly bigint[]) {
  return tx<LeafIdentifierRow[]>`
    select i.id, i.kind, i.value, i.leaf_id, i.verified, v.value is not null as found
    from identifiers i left join blocked_value v on v.kind = i.kind and v.value = i.value
    where i.leaf_id = any(${idList(leaves)}::bigint[]) and i.value is not null
      and (i.status <> 'BLOCKED' or v.value is not null)`;
}

/** Pairs of which somebody said that they are two, or may be one again; the last word counts. */
export function readDistinct(tx: Tx, leaves: readonly bigint[]) {
  return tx<StoredRowOf<"identity_decision", "kind" | "survivor_id" | "absorbed_id">[]>`
    select kind, survivor_id, absorbed_id from identity_decision
    where kind in ('DISTINCT', 'UNDISTINCT') and survivor_id = any(${idList(leaves)}::bigint[])
    order by id`;
}

/** Writes what was decided of edges, unless more has been shown of one since it was read. */
export const decideEdges = overRows<
  { a: "bigint"; b: "bigint"; via: "text"; refused: "text"; evidence: "jsonb" },
  object
>(
  { a: "bigint", b: "bigint", via: "text", refused: "text", evidence: "jsonb" },
  (source) => `
    update identity_edge t set refused = r.refused from ${source}
    where t.a = r.a and t.b = r.b and t.via = r.via and t.kind = 'LINK'
      and t.evidence = r.evidence`,
);

/** How likely two are one who showed what nobody has proved, for the order of the queue. */
export const SHOWN_SCORE = 0.5;

/** Two customers for somebody to look at, unless somebody has looked at them or they are one. */
export const insertCandidates = overRows<
  {
    id: "bigint";
    public_id: "uuid";
    a: "bigint";
    b: "bigint";
    score: "text";
    evidence: "jsonb";
  },
  object
>(
  {
    id: "bigint",
    public_id: "uuid",
    a: "bigint",
    b: "bigint",
    score: "text",
    evidence: "jsonb",
  },
  (source) => `
    insert into match_candidate (id, public_id, a, b, score, evidence, first_at)
    select r.id, r.public_id, r.a, r.b, r.score::double precision, r.evidence, clock_timestamp()
    from ${source}
    join customer one on one.id = r.a join customer other on other.id = r.b
    where one.root_id <> other.root_id
    order by r.a, r.b
    on conflict (a, b) do update
      -- What records say counts as it is now; that something was shown stays.
      set score = case when excluded.evidence ? 'links'
          then greatest(match_candidate.score, excluded.score)
          else greatest(excluded.score,
            case when match_candidate.evidence ? 'links' then ${SHOWN_SCORE} else 0 end) end,
        state = 'OPEN',
        decided_at = null, decided_by = null,
        evidence = match_candidate.evidence || excluded.evidence
      where match_candidate.state in ('OPEN', 'GONE') or match_candidate.decided_by = 'job:identity'`,
);

/** Of values that were found to connect too many, identifiers that still prove something. */
export function findUnblocked(db: Sql) {
  return db<StoredRowOf<"identifiers", "id">[]>`
    select i.id from blocked_value v join identifiers i on i.value = v.value and i.kind = v.kind
    where v.cause = 'FOUND' and i.status <> 'BLOCKED' and i.leaf_id is not null
    order by i.id`;
}

/** Keeps that a value connects too many. */
export function blockFound(
  tx: Tx,
  { kind, value }: { readonly kind: string; readonly value: string },
) {
  return tx`
    insert into blocked_value (kind, value, cause, at)
    values (${kind}, ${value}, 'FOUND', clock_timestamp())
    on conflict do nothing`;
}
