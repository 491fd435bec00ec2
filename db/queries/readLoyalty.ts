import type { Sql } from "../client.ts";

export type MembershipRow = {
  readonly rootId: bigint;
  readonly leafId: bigint;
  readonly programme: string;
  readonly status: "ENROLLED" | "SUSPENDED" | "CLOSED";
  readonly enrolledAt: string;
};

/** Memberships of every leaf under these roots; those in force first, then the oldest. */
export async function readMembershipsOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly MembershipRow[]> {
  return await sql<MembershipRow[]>`
    select leaf.root_id as "rootId", m.leaf_id as "leafId", m.programme, m.status, m.enrolled_at as "enrolledAt"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join membership m on m.leaf_id = leaf.id
     order by m.status <> 'ENROLLED', m.enrolled_at, m.id`;
}

export type AccountRow = {
  readonly rootId: bigint;
  readonly programme: string;
  readonly wallet: string;
  readonly active: bigint;
  readonly pending: bigint;
  readonly bucketDays: readonly string[];
  readonly bucketMinor: readonly bigint[];
};

/** Accounts of every leaf under these roots: a customer's balance is their sum (CONTRACT 2). */
export async function readAccountsOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly AccountRow[]> {
  return await sql<AccountRow[]>`
    select leaf.root_id as "rootId", a.programme, a.wallet, a.active, a.pending,
           a.bucket_days as "bucketDays", a.bucket_minor as "bucketMinor"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join account a on a.leaf_id = leaf.id
     order by a.wallet, a.id`;
}
