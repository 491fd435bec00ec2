import type { Sql } from "../../connection/client.ts";
import type { OrNull, RowOf } from "../../schema/rows.ts";

/** Which of the staff have which customers open just now, on all servers. */

/** Notifications of this channel say whose customers' presences changed. */
export const PRESENCE_CHANNEL = "tributary_presence";

/** Roots that one notification names; of more, it says that any may be meant. */
const NAMED_MAX = 200;

export type NewPresence = RowOf<
  "customer_presence",
  "leafId" | "principal" | "role" | "since" | "editing"
>;
export type PresenceKey = Pick<NewPresence, "leafId" | "principal">;

export interface KeptPresences {
  /** Live customers of whom somebody's presence came, went or changed by this statement. */
  readonly roots: readonly bigint[];
  /** What this server had written before is gone, if it had: it is to be written again. */
  readonly isNew: boolean;
}

/**
 * Renews the lease of a server, writes who came to its customers and who left, takes away what
 * servers left whose lease is over, and tells all servers: one statement, whatever the number.
 *
 * Nothing of it is logged, so its commit waits for no disk.
 */
export async function keepPresences(
  sql: Sql,
  {
    serverId,
    leaseMs,
    came,
    left,
  }: {
    readonly serverId: string;
    readonly leaseMs: number;
    readonly came: readonly NewPresence[];
    readonly left: readonly PresenceKey[];
  },
): Promise<KeptPresences> {
  const [kept] = await sql<[KeptPresences]>`
    with lost as (
      select id from presence_server
       where alive_until < clock_timestamp() and id <> ${serverId}::text::uuid
         for update skip locked),
    forgotten as (delete from presence_server where id in (select id from lost)),
    alive as (
      insert into presence_server (id, alive_until)
      values (${serverId}::text::uuid, clock_timestamp() + make_interval(secs => ${leaseMs}::float8 / 1000))
      on conflict (id) do update set alive_until = excluded.alive_until
      returning xmax = 0 as "isNew"),
    gone as (
      delete from customer_presence where server_id in (select id from lost) returning leaf_id),
    gone_here as (
      delete from customer_presence
       where server_id = ${serverId}::text::uuid
         and (leaf_id, principal) in (
           select * from unnest(${left.map(({ leafId }) => String(leafId))}::text[]::bigint[],
                                ${left.map(({ principal }) => principal)}::text[]))
      returning leaf_id),
    come as (
      insert into customer_presence (server_id, leaf_id, principal, role, since, editing)
      select ${serverId}::text::uuid, * from unnest(
        ${came.map(({ leafId }) => String(leafId))}::text[]::bigint[],
        ${came.map(({ principal }) => principal)}::text[],
        ${came.map(({ role }) => role)}::text[],
        ${came.map(({ since }) => since)}::text[]::timestamptz[],
        ${sql.array(came.map(({ editing }) => editing))}::boolean[])
      on conflict (leaf_id, server_id, principal) do update
        set role = excluded.role, since = excluded.since, editing = excluded.editing
      returning leaf_id),
    changed as (
      select distinct root_id from customer
       where id in (select leaf_id from gone union select leaf_id from gone_here
                    union select leaf_id from come)),
    told as (
      select count(*) as roots, pg_notify(${PRESENCE_CHANNEL}, ${serverId} || ' ' || case
               when count(*) <= ${NAMED_MAX} then string_agg(root_id::text, ' ') else '*' end)
        from changed having count(*) > 0)
    select array(select root_id from changed) as roots, "isNew",
           (select roots from told) as "toldOf"
      from alive`;
  return kept;
}

/** An orderly end: the server and what it has written go at once, and all servers are told. */
export async function dropPresences(sql: Sql, serverId: string): Promise<void> {
  await sql`
    with forgotten as (delete from presence_server where id = ${serverId}::text::uuid),
    gone as (
      delete from customer_presence where server_id = ${serverId}::text::uuid returning leaf_id)
    select pg_notify(${PRESENCE_CHANNEL}, ${serverId} || ' *') from gone limit 1`;
}

export type PresenceRow = OrNull<
  RowOf<"customer_presence", "principal" | "role" | "since" | "editing">
> & {
  /** The leaf that was asked for. */
  readonly leafId: bigint;
  /** Whom it belongs to now. */
  readonly rootId: bigint;
};

/**
 * Who has the customers of these leaves open, each with all who are one with them: a person is one
 * row, since the first of their windows. The first `limit` of each, who came first at the head; a
 * leaf that nobody has open is one row without a principal.
 */
export async function readPresences(
  sql: Sql,
  leaves: readonly bigint[],
  limit: number,
): Promise<readonly PresenceRow[]> {
  return await sql<PresenceRow[]>`
    with asked as (
      select id as leaf_id, root_id from customer
       where id = any(${leaves.map(String)}::text[]::bigint[])),
    there as (
      select root.root_id, principal, (array_agg(role order by since))[1] as role,
             min(since) as since, bool_or(editing) as editing
        from (select distinct root_id from asked) root
       cross join lateral (
               select root.root_id as id
                union all
               select id from customer where root_id = root.root_id and root_id <> id) leaf
        join customer_presence on leaf_id = leaf.id
        join presence_server server on server.id = server_id and alive_until > clock_timestamp()
       group by root.root_id, principal),
    ranked as (
      select *, row_number() over (partition by root_id order by since, principal) as place
        from there)
    select leaf_id as "leafId", asked.root_id as "rootId", principal, role, since, editing
      from asked left join ranked on ranked.root_id = asked.root_id and place <= ${limit}
     order by leaf_id, place`;
}
