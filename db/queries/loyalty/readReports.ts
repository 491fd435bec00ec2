import type { Sql } from "../../connection/client.ts";
import type { Filled, OrNull, RowOf } from "../../schema/rows.ts";
import { type Summed, withSums } from "../../statements/rows.ts";

/**
 * Figures of the whole programme. They read what they add up, so they are for analysts and not for
 * pages.
 */

export type LiabilityRow = RowOf<"entry", "wallet" | "kind"> &
  /** Of the store where it was booked; null for what was in none. */
  OrNull<RowOf<"store", "market">> & {
    /** Signed as it changes what customers hold. */
    readonly points: bigint;
  };

/**
 * What customers got and lost up to a day, by market, wallet and kind; booked as statements are
 * (readStatement.ts).
 */
export async function readLiability(
  sql: Sql,
  programme: string,
  asOf: string,
): Promise<readonly LiabilityRow[]> {
  const rows = await sql<Summed<LiabilityRow, "points">[]>`
    select s.market, e.wallet, e.kind,
           sum(case when c.leaf_id is not null then e.points else -e.points end) as points
      from entry e
      join account d on d.id = e.debit_account_id
      join account c on c.id = e.credit_account_id
      left join store s on s.code = e.store
     where e.debit_account_id <> e.credit_account_id and c.programme = ${programme}
       and greatest(e.effective_day, (e.business_period || '-01')::date) <= ${asOf}::text::date
     group by 1, 2, 3`;
  return withSums<LiabilityRow, "points">(rows, "points");
}

export type ExpiryRow = RowOf<"account", "wallet"> &
  RowOf<"customer", "rootId"> &
  Filled<RowOf<"lot", "expiresAt" | "points">, "expiresAt">;

/** What expires from `from` on and before `to` if nobody spends it, by customer and instant. */
export async function readExpiring(
  sql: Sql,
  programme: string,
  from: string,
  to: string,
): Promise<readonly ExpiryRow[]> {
  const rows = await sql<Summed<ExpiryRow, "points">[]>`
    select a.wallet, l.expires_at as "expiresAt", c.root_id as "rootId", sum(l.remaining) as points
      from lot l join account a on a.id = l.account_id join customer c on c.id = a.leaf_id
     where l.remaining > 0 and l.expires_at is not null and a.programme = ${programme}
       and l.expires_at >= ${from}::text::timestamptz and l.expires_at < ${to}::text::timestamptz
     group by 1, 2, 3
     union all
    select a.wallet, a.rolls_until, c.root_id, sum(l.remaining)
      from due d
      join customer c on c.root_id = d.root_id
      join account a on a.leaf_id = c.id and a.programme = ${programme}
      join lot l on l.account_id = a.id and l.remaining > 0 and l.expires_at is null
     where d.next_due_at < ${to}::text::timestamptz
       and a.rolls_until >= ${from}::text::timestamptz and a.rolls_until < ${to}::text::timestamptz
     group by 1, 2, 3
     order by 2, 3`;
  return withSums<ExpiryRow, "points">(rows, "points");
}

export type DueStandingRow = Filled<
  RowOf<"customer", "rootId" | "publicId" | "tier" | "tierSince" | "tierUntil" | "tierBasis">,
  "tier" | "tierSince"
> &
  RowOf<"account", "bucketDays" | "bucketMinor"> & {
    /** Of the first membership in force, else of the first one. */
    readonly joinedAt: string | null;
  };

/**
 * Customers with a tier whom time may move before `to`, in the order of their ids; buckets of all
 * their leaves.
 */
export async function readDueStandings(
  sql: Sql,
  {
    programme,
    to,
    after,
    limit,
  }: {
    readonly programme: string;
    readonly to: string;
    readonly after: bigint;
    readonly limit: number;
  },
): Promise<readonly DueStandingRow[]> {
  return await sql<DueStandingRow[]>`
    select c.id as "rootId", c.public_id as "publicId", c.tier, c.tier_since as "tierSince",
           c.tier_until as "tierUntil", c.tier_basis as "tierBasis",
           (select m.enrolled_at
              from unnest(leaves.ids) as leaf(id)
              cross join lateral (
                select status, enrolled_at from membership
                where leaf_id = leaf.id and programme = ${programme} offset 0) as m
             order by m.status <> 'ENROLLED', m.enrolled_at limit 1) as "joinedAt",
           coalesce(days.days, '{}') as "bucketDays", coalesce(days.minor, '{}') as "bucketMinor"
      from due d join customer c on c.id = d.root_id
      cross join lateral (
        select array(select c.id union select l.id from customer l where l.root_id = c.id and l.root_id <> l.id) as ids
      ) as leaves
      left join lateral (
        select array_agg(b.day order by b.day) as days, array_agg(b.minor order by b.day) as minor
          from unnest(leaves.ids) as leaf(id)
          -- Per leaf, by the index: without statistics a list of leaves reads all accounts for every customer.
          cross join lateral (
            select bucket_days, bucket_minor from account where leaf_id = leaf.id offset 0) as a
          cross join lateral unnest(a.bucket_days, a.bucket_minor) as b(day, minor)
      ) as days on true
     where d.next_due_at < ${to}::text::timestamptz and c.tier is not null and c.tier_since is not null
       and c.id > ${String(after)}::text::bigint
     order by c.id limit ${limit}::int`;
}
