import type { Sql, Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** Customers' own profiles, as records that others are compared with. */

/** What a profile says, with the oldest proven address and number that its leaf holds. */
export interface ProfileRow
  extends StoredRowOf<"customer_profile", "leaf_id" | "name" | "flags" | "version"> {
  readonly email: string | null;
  readonly phone: string | null;
}

/** Leaves whose profile says something else than its record, the oldest first. */
export async function findDueProfiles(db: Sql | Tx, limit: number): Promise<bigint[]> {
  const rows = await db<StoredRowOf<"customer_profile", "leaf_id">[]>`
    select leaf_id from customer_profile where record_version is distinct from version
    order by leaf_id limit ${limit}`;
  return rows.map((row) => row.leaf_id);
}

export function readProfiles(tx: Tx, leaves: readonly bigint[]) {
  return tx<ProfileRow[]>`
    select p.leaf_id, p.name, p.flags, p.version, e.value as email, t.value as phone
    from customer_profile p
    left join lateral (
      select value from identifiers where leaf_id = p.leaf_id and kind = 'email' and verified
        and status = 'ACTIVE' order by id limit 1) as e on true
    left join lateral (
      select value from identifiers where leaf_id = p.leaf_id and kind = 'phone' and verified
        and status = 'ACTIVE' order by id limit 1) as t on true
    where p.leaf_id = any(${idList(leaves)}::bigint[]) order by p.leaf_id`;
}

/** Keeps profiles as they are until the transaction ends; what is read next is what they say. */
export function lockProfiles(tx: Tx, leaves: readonly bigint[]) {
  return tx`
    select from customer_profile where leaf_id = any(${idList(leaves)}::bigint[])
    order by leaf_id for update`;
}

/** Their records say what they say. */
export function settleProfiles(tx: Tx, leaves: readonly bigint[]) {
  return tx`
    update customer_profile set record_version = version
    where leaf_id = any(${idList(leaves)}::bigint[])`;
}

/** What its leaf is known by has changed: the record is made anew. */
export function renewProfileRecord(tx: Tx, leafId: bigint) {
  return tx`
    update customer_profile set record_version = null
    where leaf_id = ${String(leafId)}::text::bigint and record_version is not null`;
}
