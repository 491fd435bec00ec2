import type { Tx } from "../../connection/client.ts";
import { overRows } from "../../statements/rowSet.ts";

/** What commands write about who somebody is: profiles, identifiers, claimed orders. */

/** Gives identifiers that nobody holds to a leaf; what the giver vouches for counts beside what was known. */
export const giveIdentifierRows = overRows<
  { id: "bigint"; leaf_id: "bigint"; verified: "boolean" },
  { id: bigint }
>(
  { id: "bigint", leaf_id: "bigint", verified: "boolean" },
  (source) => `
    update identifiers t set leaf_id = r.leaf_id, verified = t.verified or r.verified
    from ${source} where t.id = r.id and t.leaf_id is null returning t.id`,
);

export interface HeldIdentifierRow {
  readonly id: bigint;
  readonly kind: string;
  readonly status: "ACTIVE" | "REPLACED" | "BLOCKED";
  readonly leaf_id: bigint;
  readonly root_id: bigint;
}

/** An identifier that somebody holds, by its row id or by kind and value. */
export function findHeldIdentifier(
  tx: Tx,
  by: { readonly id: bigint } | { readonly kind: string; readonly value: string },
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
export function setIdentifierStatus(tx: Tx, id: bigint, status: "REPLACED" | "BLOCKED") {
  return tx`update identifiers set status = ${status} where id = ${String(id)}::text::bigint`;
}

export interface ProfileRow {
  readonly name: string | null;
  readonly language: string | null;
  readonly flags: readonly string[];
  readonly version: number;
}

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
  claim: { orderId: bigint; leafId: bigint; recordedAt: string; actor: string },
) {
  return tx`
    insert into order_claim (order_id, leaf_id, recorded_at, actor)
    values (${String(claim.orderId)}::text::bigint, ${String(claim.leafId)}::text::bigint,
      ${claim.recordedAt}::text::timestamptz, ${claim.actor})`;
}
