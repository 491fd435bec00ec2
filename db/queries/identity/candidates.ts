import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Customers who may be one, with whose they are now. */
export type CandidateRow = RowOf<
  "match_candidate",
  "id" | "publicId" | "a" | "b" | "score" | "evidence" | "state" | "firstAt"
> & {
  readonly rootA: bigint;
  readonly rootB: bigint;
};

const COLUMNS = `m.id, m.public_id as "publicId", m.a, m.b, m.score, m.evidence, m.state,
  m.first_at as "firstAt", one.root_id as "rootA", other.root_id as "rootB"`;
const FROM = `match_candidate m join customer one on one.id = m.a join customer other on other.id = m.b`;

/** A candidate by its public id. */
export async function findCandidate(db: Sql | Tx, publicId: string) {
  const [row] = await db<CandidateRow[]>`
    select ${db.unsafe(COLUMNS)} from ${db.unsafe(FROM)}
    where m.public_id = ${publicId}::text::uuid`;
  return row;
}

/** Open ones of a customer over all its leaves, the likeliest first. */
export function readCandidatesOf(sql: Sql, rootId: bigint, limit: number) {
  return sql<CandidateRow[]>`
    with leaf as (
      select ${String(rootId)}::text::bigint as id
      union
      select id from customer
      where root_id = ${String(rootId)}::text::bigint and root_id <> id)
    select ${sql.unsafe(COLUMNS)} from ${sql.unsafe(FROM)}
    where m.id = any(array(
        select c.id from match_candidate c join leaf on c.a = leaf.id where c.state = 'OPEN'
        union
        select c.id from match_candidate c join leaf on c.b = leaf.id where c.state = 'OPEN'))
      and one.root_id <> other.root_id
    order by m.score desc, m.id limit ${limit}`;
}

/** A page of all open ones, the likeliest first. */
export function readOpenPage(
  sql: Sql,
  {
    minScore,
    limit,
    after,
  }: {
    readonly minScore: number;
    readonly limit: number;
    readonly after: { readonly score: string; readonly id: bigint } | null;
  },
) {
  const score = after?.score ?? null;
  const id = after === null ? null : String(after.id);
  return sql<CandidateRow[]>`
    select ${sql.unsafe(COLUMNS)} from ${sql.unsafe(FROM)}
    where m.state = 'OPEN' and one.root_id <> other.root_id and m.score >= ${minScore}
      and (${score}::text::double precision is null
        or m.score < ${score}::text::double precision
        or (m.score = ${score}::text::double precision and m.id > ${id}::text::bigint))
    order by m.score desc, m.id limit ${limit}`;
}
