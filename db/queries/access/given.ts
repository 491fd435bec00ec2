import type { Sql, Tx } from "../../connection/client.ts";

/** What staff give customers by hand, over all servers. `actors` are all roles of one person. */

/**
 * Makes what one person gives wait for each other until COMMIT, so that together it keeps the
 * limit.
 */
export function lockGiver(tx: Tx, principal: string) {
  return tx`select pg_advisory_xact_lock(hashtextextended(${`given:${principal}`}, 0))`;
}

/**
 * What a person has given since, in whatever form. `points`: adjustments either way, points moved
 * to another customer, goodwill that stands, and what purchases that they claimed for somebody have
 * earned. Coupons by all the uses they allow, but for those switched off before any use: `minor` of
 * those that are amounts in `currency`, and how many `uses` of all others. A code without a limit
 * is none of these: only those without one may issue it.
 */
export async function sumGiven(
  tx: Tx | Sql,
  actors: readonly string[],
  since: string,
  currency: string | null,
): Promise<{ readonly points: bigint; readonly minor: bigint; readonly uses: number }> {
  const by = [...actors];
  const [row] = await tx<{ points: string; minor: string; uses: string }[]>`
    select points, minor, uses from (
      select coalesce(sum(points), 0) as points from (
        select points from entry
        where kind = 'ADJUSTED' and actor = any(${by}::text[]) and recorded_at > ${since}::text::timestamptz
        union all
        select e.points from entry e join account a on a.id = e.credit_account_id and a.leaf_id is not null
        where e.kind = 'TRANSFERRED' and e.actor = any(${by}::text[])
          and e.recorded_at > ${since}::text::timestamptz
        union all
        select points from goodwill_gift
        where points is not null and undone_at is null and actor = any(${by}::text[])
          and recorded_at > ${since}::text::timestamptz
        union all
        select e.points from order_claim c
        join entry e on e.leaf_id = c.leaf_id and e.order_id = c.order_id and e.kind = 'EARNED'
        where c.actor = any(${by}::text[]) and c.recorded_at > ${since}::text::timestamptz
      ) as moved
    ) as given, (
      select coalesce(sum((terms -> 'value' ->> 'minor')::numeric * uses_max) filter (where is_priced), 0) as minor,
             coalesce(sum(uses_max) filter (where not is_priced), 0) as uses
      from (
        select terms, uses_max::numeric,
               terms -> 'value' ->> 'kind' = 'AMOUNT' and currency is not distinct from ${currency}::text as is_priced
        from coupon where issued_by = any(${by}::text[]) and issued_at > ${since}::text::timestamptz
          and not (state = 'DISABLED' and drawn = 0)
      ) as issued
    ) as coupons`;
  return {
    points: BigInt(row?.points ?? 0),
    minor: BigInt(row?.minor ?? 0),
    uses: Number(row?.uses ?? 0),
  };
}

/** Purchases that a person has claimed for customers since. */
export async function countClaimsBy(
  tx: Tx,
  actors: readonly string[],
  since: string,
): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from order_claim
    where actor = any(${[...actors]}::text[]) and recorded_at > ${since}::text::timestamptz`;
  return row?.n ?? 0;
}

/** Purchases that were claimed for a customer since, over all its leaves. */
export async function countClaimsFor(
  tx: Tx,
  leafIds: readonly bigint[],
  since: string,
): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from order_claim
    where leaf_id = any(${leafIds.map(String)}::bigint[]) and recorded_at > ${since}::text::timestamptz`;
  return row?.n ?? 0;
}
