import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** `rootId`: the customer it belongs to now. */
export type InteractionRow = RowOf<"customer", "rootId"> &
  RowOf<
    "interaction",
    | "id"
    | "publicId"
    | "sourceId"
    | "kind"
    | "channel"
    | "subject"
    | "campaignCode"
    | "caseNumber"
    | "occurredAt"
    | "recordedAt"
  > & {
    readonly status: "OPEN" | "RESOLVED" | null;
    /** The order it names, when exactly one has that number. */
    readonly orderId: bigint | null;
  };

/** A later word that the case is resolved, in whatever order the two came. */
const resolution = (sql: Sql) => sql`
  select 1 from interaction r
   where r.kind = 'CASE_RESOLVED' and r.source_id = i.source_id and r.case_number = i.case_number
     and r.occurred_at >= i.occurred_at`;

/** The columns of InteractionRow, from `interaction i` and `customer c` beside it. */
const columns = (sql: Sql) => sql`
  i.id, i.public_id as "publicId", c.root_id as "rootId", i.source_id as "sourceId", i.kind, i.channel, i.subject,
  i.campaign_code as "campaignCode", i.case_number as "caseNumber", i.occurred_at as "occurredAt",
  i.recorded_at as "recordedAt",
  case
    when i.case_number is null then null
    when i.kind = 'CASE_RESOLVED' then 'RESOLVED'
    when i.kind in ('COMPLAINT', 'CASE_OPENED')
      then case when exists (${resolution(sql)}) then 'RESOLVED' else 'OPEN' end
  end as status,
  case when i.order_number is not null then (
    select case when count(distinct n.order_id) = 1 then min(n.order_id) end
      from order_reference n
     where n.value = i.order_number and n.scope = '' and n.order_id is not null
       and n.source = coalesce(i.order_source, n.source)) end as "orderId"`;

export async function readInteractionsByPublicIds(
  sql: Sql,
  publicIds: readonly string[],
): Promise<readonly InteractionRow[]> {
  return await sql<InteractionRow[]>`
    select ${columns(sql)}
      from interaction i
      join customer c on c.id = i.leaf_id
     where i.public_id = any(${[...publicIds]}::uuid[])`;
}

export interface InteractionPageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the start. */
  readonly after: RowOf<"interaction", "occurredAt" | "id"> | null;
  readonly openOnly: boolean;
}

/** Number of the key in the call, 0-based, with each of its rows. */
export type InteractionPageRow = InteractionRow & { readonly at: number };

/**
 * One page of interactions per key, latest first, over all leaves of the root. Each leaf gives at
 * most a page by its index; what is open is looked for among what opens cases, which is little.
 */
export async function readInteractionPages(
  sql: Sql,
  keys: readonly InteractionPageKey[],
): Promise<readonly InteractionPageRow[]> {
  const behind = sql`
    (key.occurred_before is null or (i.occurred_at, i.id) < (key.occurred_before, key.id_before))`;
  return await sql<InteractionPageRow[]>`
    select key.at, ${columns(sql)}
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ limit }) => limit)}::int[],
                  ${keys.map(({ after }) => after?.occurredAt ?? null)}::timestamptz[],
                  ${keys.map(({ after }) => after?.id.toString() ?? null)}::bigint[],
                  ${keys.map(({ openOnly }) => String(openOnly))}::text[])
           as key(at, root_id, page, occurred_before, id_before, open_only)
      cross join lateral (
        select found.id, found.occurred_at
          from (select key.root_id as id
                 union
                select absorbed.id from customer absorbed
                 where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id) as leaf
          cross join lateral (
            (select i.id, i.occurred_at
               from interaction i
              where key.open_only = 'false' and i.leaf_id = leaf.id and ${behind}
              order by i.occurred_at desc nulls last, i.id desc nulls last
              limit key.page)
            union all
            (select i.id, i.occurred_at
               from interaction i
              where key.open_only = 'true' and i.leaf_id = leaf.id and ${behind}
                and i.case_number is not null and i.kind in ('COMPLAINT', 'CASE_OPENED')
                and not exists (${resolution(sql)})
              order by i.occurred_at desc nulls last, i.id desc nulls last
              limit key.page)) as found
         order by found.occurred_at desc, found.id desc
         limit key.page) as page
      join interaction i on i.id = page.id
      join customer c on c.id = i.leaf_id
     order by key.at, page.occurred_at desc, page.id desc`;
}
