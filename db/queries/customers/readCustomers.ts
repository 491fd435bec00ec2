import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, OrNull, RowOf } from "../../schema/rows.ts";

/**
 * Reads of customers for the graph. Every statement has one text whatever the number of keys, so
 * each connection prepares it once and a call costs one round trip. Arrays go as text[]: the server
 * knows the type from the cast.
 */

export type CustomerRow = RowOf<
  "customer",
  | "id"
  | "publicId"
  | "rootId"
  | "seq"
  | "evaluatedAt"
  | "tier"
  | "tierSince"
  | "tierUntil"
  | "tierBasis"
>;

export async function readCustomersByIds(
  sql: Sql | Tx,
  ids: readonly bigint[],
): Promise<readonly CustomerRow[]> {
  return await sql<CustomerRow[]>`
    select id, public_id as "publicId", root_id as "rootId", seq, evaluated_at as "evaluatedAt",
           tier, tier_since as "tierSince", tier_until as "tierUntil", tier_basis as "tierBasis"
      from customer
     where id = any(${ids.map(String)}::bigint[])`;
}

/**
 * Public ids of a customer and of everybody who was merged with it, in one order for all who ask.
 */
export async function readPublicIdsOfMerged(tx: Tx, id: bigint): Promise<readonly string[]> {
  const rows = await tx<RowOf<"customer", "publicId">[]>`
    with own as (select root_id from customer where id = ${String(id)}::text::bigint)
    select public_id as "publicId" from customer
     where id = any(array(
             select root_id from own
              union
             select id from customer where root_id = (select root_id from own) and root_id <> id))
     order by public_id`;
  return rows.map(({ publicId }) => publicId);
}

export async function readCustomersByPublicIds(
  sql: Sql | Tx,
  publicIds: readonly string[],
): Promise<readonly CustomerRow[]> {
  return await sql<CustomerRow[]>`
    select id, public_id as "publicId", root_id as "rootId", seq, evaluated_at as "evaluatedAt",
           tier, tier_since as "tierSince", tier_until as "tierUntil", tier_basis as "tierBasis"
      from customer
     where public_id = any(${[...publicIds]}::uuid[])`;
}

/** The live customer behind an identifier. */
export type HolderRow = CustomerRow &
  Filled<RowOf<"identifiers", "kind" | "value" | "status">, "value">;

/** The live customers who hold these identifiers; a pair that nobody holds has no row. */
export async function readHoldersOfIdentifiers(
  sql: Sql | Tx,
  pairs: readonly Pick<HolderRow, "kind" | "value">[],
): Promise<readonly HolderRow[]> {
  return await sql<HolderRow[]>`
    select i.kind, i.value, i.status, r.id, r.public_id as "publicId", r.root_id as "rootId", r.seq,
           r.evaluated_at as "evaluatedAt", r.tier, r.tier_since as "tierSince", r.tier_until as "tierUntil",
           r.tier_basis as "tierBasis"
      from unnest(${pairs.map(({ kind }) => kind)}::text[],
                  ${pairs.map(({ value }) => value)}::text[]) as asked(kind, value)
      join identifiers i on i.kind = asked.kind and i.value = asked.value
      join customer c on c.id = i.leaf_id
      join customer r on r.id = c.root_id`;
}

/** `flags` and `version` are null when the leaf has no profile. */
export type LeafRow = RowOf<"customer", "rootId" | "seenBy"> & {
  readonly leafId: bigint;
} & OrNull<RowOf<"customer_profile", "name" | "language" | "flags" | "version">>;

/** Every leaf under these roots with its profile; a root's own leaf first, then in order of age. */
export async function readLeavesOfRoots(
  sql: Sql | Tx,
  roots: readonly bigint[],
): Promise<readonly LeafRow[]> {
  return await sql<LeafRow[]>`
    select c.root_id as "rootId", c.id as "leafId", c.seen_by as "seenBy",
           p.name, p.language, p.flags, p.version
      from (select id from customer where id = any(${roots.map(String)}::bigint[])
             union
            select id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join customer c on c.id = leaf.id
      left join customer_profile p on p.leaf_id = c.id
     order by c.root_id, c.id <> c.root_id, c.id`;
}

export type IdentifierRow = RowOf<
  "identifiers",
  "id" | "kind" | "value" | "status" | "verified" | "raw" | "createdAt" | "lastSeenOn"
> &
  RowOf<"customer", "rootId"> & { readonly leafId: bigint };

/** What every leaf under these roots is known by, oldest first. */
export async function readIdentifiersOfRoots(
  sql: Sql | Tx,
  roots: readonly bigint[],
): Promise<readonly IdentifierRow[]> {
  return await sql<IdentifierRow[]>`
    select leaf.root_id as "rootId", leaf.id as "leafId", i.id, i.kind, i.value, i.status, i.verified,
           i.raw, i.created_at as "createdAt", i.last_seen_on as "lastSeenOn"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join identifiers i on i.leaf_id = leaf.id
     order by i.id`;
}
