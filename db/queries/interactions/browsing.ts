import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { insertInto } from "../../statements/rowSet.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** What people looked at (contract 1.8). */

const VIEW_COLUMNS = {
  source_id: "smallint",
  view_key: "text",
  kind: "text",
  identifier_kind: "text",
  identifier_value: "text",
  anonymous_id: "text",
  name: "text",
  article: "text",
  occurred_at: "timestamptz",
  recorded_at: "timestamptz",
} as const;

/** Keeps views that are new. */
export const insertViews = insertInto("browsing_view", VIEW_COLUMNS, {
  orderBy: 'r.source_id, r.view_key collate "C"',
  onConflict: "(source_id, view_key) do nothing",
});

/** Says whose the views of browsers are that nobody was named for. */
export async function nameViews(
  tx: Tx,
  sourceId: number,
  names: readonly {
    readonly anonymousId: string;
    readonly kind: string;
    readonly value: string;
  }[],
): Promise<void> {
  await tx`
    with named as (
      select v.id, r.kind, r.value
        from json_to_recordset(${rowsParameter(names)}::text::json)
          as r("anonymousId" text, kind text, value text)
        join browsing_view v on v.source_id = ${sourceId} and v.anonymous_id = r."anonymousId"
         and v.identifier_value is null
       order by v.id
         for update of v)
    update browsing_view v set identifier_kind = named.kind, identifier_value = named.value
      from named where v.id = named.id`;
}

/** Forgets the oldest views. @returns how many; fewer than `limit`: that was all */
export async function deleteViewsBefore(sql: Sql, days: number, limit: number): Promise<number> {
  const result = await sql`
    delete from browsing_view where id in (
      select id from (
        select id, recorded_at from browsing_view order by id limit ${limit}) oldest
       where recorded_at < now() - make_interval(days => ${days}))`;
  return result.count;
}

export type ViewRow = RowOf<
  "browsing_view",
  "id" | "sourceId" | "kind" | "name" | "article" | "occurredAt"
>;

export interface ViewPageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the start. */
  readonly after: RowOf<"browsing_view", "occurredAt" | "id"> | null;
}

/** Number of the key in the call, 0-based, with each of its rows. */
export type ViewPageRow = ViewRow & { readonly at: number };

/**
 * One page of views per key, latest first: of every identifier that a leaf of the root holds. Each
 * identifier gives at most a page by its index.
 */
export async function readViewPages(
  sql: Sql,
  keys: readonly ViewPageKey[],
): Promise<readonly ViewPageRow[]> {
  return await sql<ViewPageRow[]>`
    select key.at, page.*
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ limit }) => limit)}::int[],
                  ${keys.map(({ after }) => after?.occurredAt ?? null)}::timestamptz[],
                  ${keys.map(({ after }) => after?.id.toString() ?? null)}::bigint[])
           as key(at, root_id, page, occurred_before, id_before)
      cross join lateral (
        select found.*
          from (select key.root_id as id
                 union
                select absorbed.id from customer absorbed
                 where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id) as leaf
          join identifiers i on i.leaf_id = leaf.id
          cross join lateral (
            select v.id, v.source_id as "sourceId", v.kind, v.name, v.article,
                   v.occurred_at as "occurredAt"
              from browsing_view v
             where v.identifier_value = i.value and v.identifier_kind = i.kind
               and (key.occurred_before is null
                    or (v.occurred_at, v.id) < (key.occurred_before, key.id_before))
             order by v.occurred_at desc nulls last, v.id desc nulls last
             limit key.page) as found
         order by found."occurredAt" desc, found.id desc
         limit key.page) as page
     order by key.at, page."occurredAt" desc, page.id desc`;
}
