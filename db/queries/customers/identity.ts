import type { Tx } from "../../connection/client.ts";
import type { Filled, RowOf, SqlTypesOf, StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";

/** What commands write about who somebody is: profiles, identifiers, claimed orders. */

/**
 * Gives identifiers that nobody holds, none of which is blocked, to a leaf: what the giver vouches
 * for counts beside what was known, and what was replaced for somebody else is in use again.
 */
export const giveIdentifierRows = overRows<
  SqlTypesOf<"identifiers", "id" | "leaf_id" | "verified">,
  StoredRowOf<"identifiers", "id">
>(
  { id: "bigint", leaf_id: "bigint", verified: "boolean" },
  (source) => `
    update identifiers t set leaf_id = r.leaf_id, verified = t.verified or r.verified,
      status = 'ACTIVE'
    from ${source} where t.id = r.id and t.leaf_id is null returning t.id`,
);

export type HeldIdentifierRow = Filled<
  StoredRowOf<"identifiers", "id" | "kind" | "status" | "leaf_id">,
  "leaf_id"
> &
  StoredRowOf<"customer", "root_id">;

/** An identifier that somebody holds, by its row id or by kind and value. */
export function findHeldIdentifier(
  tx: Tx,
  by: Pick<HeldIdentifierRow, "id"> | Filled<StoredRowOf<"identifiers", "kind" | "value">, "value">,
) {
  const match =
    "id" in by
      ? tx`i.id = ${String(by.id)}::text::bigint`
      : tx`i.value = ${by.value} and i.kind = ${by.kind}`;
  return tx<HeldIdentifierRow[]>`
    select i.id, i.kind, i.status, i.leaf_id, c.root_id
    from identifiers i join customer c on c.id = i.leaf_id
    where i.value is not null and ${match}`;
}

/** Under the customer's lock. */
export function setIdentifierStatus(
  tx: Tx,
  id: bigint,
  status: Exclude<HeldIdentifierRow["status"], "ACTIVE">,
) {
  return tx`update identifiers set status = ${status} where id = ${String(id)}::text::bigint`;
}

/**
 * Nobody holds it any more. What its holder proved says nothing of whoever gets it next, who is
 * compared with others anew. Under the customer's lock.
 */
export function freeIdentifier(tx: Tx, id: bigint) {
  return tx`
    update identifiers set leaf_id = null, verified = false, link_key = null
    where id = ${String(id)}::text::bigint`;
}

export type ProfileRow = StoredRowOf<"customer_profile", "name" | "language" | "flags" | "version">;

export function readProfile(tx: Tx, leafId: bigint) {
  return tx<ProfileRow[]>`
    select name, language, flags, version from customer_profile
    where leaf_id = ${String(leafId)}::text::bigint`;
}

/** Under the customer's lock, which is what makes the version rise by one. */
export function putProfile(tx: Tx, leafId: bigint, profile: ProfileRow, updatedAt: string) {
  const { name, language, flags, version } = profile;
  return tx`
    insert into customer_profile (leaf_id, name, language, flags, version, updated_at)
    values (${String(leafId)}::text::bigint, ${name}, ${language}, ${[...flags]}::text[], ${version},
      ${updatedAt}::text::timestamptz)
    on conflict (leaf_id) do update set name = excluded.name, language = excluded.language,
      flags = excluded.flags, version = excluded.version, updated_at = excluded.updated_at`;
}

/** Puts on record since when a guest's order is a customer's. */
export function insertOrderClaim(
  tx: Tx,
  claim: RowOf<"order_claim", "orderId" | "leafId" | "recordedAt" | "actor">,
) {
  return tx`
    insert into order_claim (order_id, leaf_id, recorded_at, actor)
    values (${String(claim.orderId)}::text::bigint, ${String(claim.leafId)}::text::bigint,
      ${claim.recordedAt}::text::timestamptz, ${claim.actor})`;
}
