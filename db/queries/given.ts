import type { Tx } from "../client.ts";

/** What staff give customers by hand, over all servers. `actors` are all roles of one person. */

/** Makes what one person gives wait for each other until COMMIT, so that together it keeps the limit. */
export function lockGiver(tx: Tx, principal: string) {
  return tx`select pg_advisory_xact_lock(hashtextextended(${`given:${principal}`}, 0))`;
}

/**
 * Points that a person has given since, in whatever form: adjustments either way, points moved to another customer, and what
 * purchases that they claimed for somebody have earned.
 */
export async function sumGiven(tx: Tx, actors: readonly string[], since: string): Promise<bigint> {
  const [row] = await tx<{ sum: string }[]>`
    select coalesce(sum(points), 0) as sum from (
      select points from entry
      where kind = 'ADJUSTED' and actor = any(${[...actors]}::text[]) and recorded_at > ${since}::text::timestamptz
      union all
      select e.points from entry e join account a on a.id = e.credit_account_id and a.leaf_id is not null
      where e.kind = 'TRANSFERRED' and e.actor = any(${[...actors]}::text[])
        and e.recorded_at > ${since}::text::timestamptz
      union all
      select e.points from order_claim c
      join entry e on e.leaf_id = c.leaf_id and e.order_id = c.order_id and e.kind = 'EARNED'
      where c.actor = any(${[...actors]}::text[]) and c.recorded_at > ${since}::text::timestamptz
    ) as given`;
  return BigInt(row?.sum ?? 0);
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
