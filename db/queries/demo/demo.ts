import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, RowOf, StoredRowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** `kind` and `value`: an identifier of the customer; a profile of nobody is left out. */
export type NewProfile = Filled<
  RowOf<"identifiers", "kind" | "value"> & RowOf<"customer_profile", "name" | "language" | "flags">,
  "value" | "name" | "language"
>;

/**
 * Whether nobody has registered a source or a store here, nor brought in a customer or an event.
 */
export async function isUnused(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ isUnused: boolean }[]>`
    select not (exists (select from source) or exists (select from store)
      or exists (select from customer) or exists (select from events)) as "isUnused"`;
  return row?.isUnused === true;
}

/**
 * Names and languages of customers that exist already, found by an identifier. One that has a
 * profile keeps it. They are compared with nobody: their names were drawn from a few.
 */
export function insertProfiles(tx: Tx, profiles: readonly NewProfile[], updatedAt: string) {
  return tx`
    insert into customer_profile (leaf_id, name, language, flags, updated_at, version, record_version)
    select i.leaf_id, r.name, r.language, r.flags, ${updatedAt}::text::timestamptz, 1, 1
    from json_to_recordset(${rowsParameter(profiles)}::text::json) as r(
      kind text, value text, name text, language text, flags text[])
    join identifiers i using (kind, value)
    where i.leaf_id is not null
    on conflict (leaf_id) do nothing`;
}

/** The live customers behind these email addresses who have a tier, who bought most often first. */
export function readDemoTiers(sql: Sql, emails: readonly string[]) {
  return sql<Filled<RowOf<"customer", "rootId" | "tier">, "tier">[]>`
    select c.id as "rootId", c.tier
    from identifiers i join customer c on c.id = i.leaf_id
    where i.kind = 'email' and i.value = any(${[...emails]}::text[]) and c.tier is not null and c.root_id = c.id
    order by (select count(*) from orders o where o.leaf_id = c.id) desc, c.id`;
}

/** The live customers who hold these identifiers of one kind. */
export async function findRootsByIdentifier(sql: Sql, kind: string, values: readonly string[]) {
  return await sql<
    (Filled<StoredRowOf<"identifiers", "value">, "value"> & StoredRowOf<"customer", "root_id">)[]
  >`
    select i.value, c.root_id from identifiers i join customer c on c.id = i.leaf_id
    where i.kind = ${kind} and i.value = any(${[...values]}::text[])`;
}

/** Public id of the candidate that two addresses were put up as. */
export async function findDemoCandidate(
  sql: Sql,
  one: string,
  other: string,
): Promise<string | null> {
  const [row] = await sql<RowOf<"match_candidate", "publicId">[]>`
    select m.public_id as "publicId" from match_candidate m
    join identifiers x on x.kind = 'email' and x.value = ${one}
    join identifiers y on y.kind = 'email' and y.value = ${other}
    where (m.a = x.leaf_id and m.b = y.leaf_id) or (m.a = y.leaf_id and m.b = x.leaf_id)`;
  return row?.publicId ?? null;
}

/** Purchase events that happened from one instant to another, `limit` at most. */
export async function readEventsBetween(
  sql: Sql,
  { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<readonly bigint[]> {
  const rows = await sql<RowOf<"events", "id">[]>`
    select id from events
     where occurred_at >= ${from}::text::timestamptz and occurred_at < ${to}::text::timestamptz
     order by id limit ${limit}::int`;
  return rows.map(({ id }) => id);
}
