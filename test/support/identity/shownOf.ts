import type { Sql } from "../../../db/connection/client.ts";

/**
 * Everything that a customer shows over all leaves, whichever of them has it: tier, balances, what
 * is left of points with their times, days that count, orders, identifiers, memberships; no moments
 * of recording, and no ids of rows that a decision may make anew.
 */
export async function shownOf(sql: Sql, rootId: bigint): Promise<object | undefined> {
  const [row] = await sql`
    with leaf as (select id from customer where root_id = ${rootId})
    select c.tier, c.tier_since, c.tier_until, c.tier_basis, d.next_due_at,
      (select jsonb_agg(a order by a.wallet) from (
        select wallet, sum(active) as active, sum(pending) as pending, sum(maturing) as maturing,
          sum(orders) as orders, max(rolls_until) as rolls, bool_or(drawn) as drawn
        from account where leaf_id in (select id from leaf) group by wallet) as a) as accounts,
      (select jsonb_agg(b order by b.day) from (
        select day, sum(minor) as minor from account
        cross join lateral unnest(bucket_days, bucket_minor) as b (day, minor)
        where leaf_id in (select id from leaf) group by day having sum(minor) <> 0) as b) as days,
      (select jsonb_agg(l order by l.activates_at, l.expires_at, l.order_id, l.remaining) from (
        select lot.activates_at, lot.expires_at, lot.order_id, lot.remaining
        from lot join account on account.id = lot.account_id
        where account.leaf_id in (select id from leaf) and lot.remaining > 0) as l) as lots,
      (select jsonb_agg(o order by o ->> 'id') from (
        select to_jsonb(orders) - 'leaf_id' - 'recorded_at' - 'posted' as o from orders
        where leaf_id in (select id from leaf)) as o) as orders,
      (select jsonb_agg(i order by i.id) from (
        select id, kind, value, status, verified from identifiers
        where leaf_id in (select id from leaf)) as i) as identifiers,
      (select jsonb_agg(m order by m.programme) from (
        select distinct programme, status, enrolled_at from membership
        where leaf_id in (select id from leaf)) as m) as memberships
    from customer c left join due d on d.root_id = c.id where c.id = ${rootId}`;
  return row;
}
