import type { Tx } from "../../connection/client.ts";
import type { FoundRow, Lookup } from "./verifyTables.ts";

/** I3: what is stored of coupons fits together. Each is one pass over whole tables. */
export const COUPON_CHECKS: Readonly<Record<string, Lookup>> = {
  "coupons -> redemptions": (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || k.id as id,
      'has ' || k.used || ' of ' || k.drawn || ' uses, but ' || coalesce(r.standing, 0) || ' of '
        || coalesce(r.made, 0) || ' redemptions, the last with number ' || coalesce(r.last, 0) as detail
    from coupon k
    left join (
      select coupon_id, count(*) as made, max(use_no) as last, count(*) filter (where state = 'REDEEMED') as standing
      from redemption where coupon_id is not null group by coupon_id) as r on r.coupon_id = k.id
    where (k.used, k.drawn, k.drawn) is distinct from
      (coalesce(r.standing, 0), coalesce(r.made, 0), coalesce(r.last, 0))
    order by k.id limit ${limit}`,
  "coupon limits": (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || k.id as id,
      'may be used ' || k.uses_max || ' times and was used ' || r.online || ' times online, '
        || r.offline || ' times offline, with ' || r.conflicts || ' conflicts' as detail
    from coupon k
    join (
      select m.coupon_id, count(*) filter (where not m.is_offline) as online,
        count(*) filter (where m.is_offline) as offline,
        count(*) filter (where exists (
          select from coupon_conflict c where c.redemption_id = m.id and c.reason = 'OVER_LIMIT')) as conflicts
      from redemption m where m.state = 'REDEEMED' and m.coupon_id is not null group by m.coupon_id) as r
      on r.coupon_id = k.id
    where r.online > k.uses_max or r.online + r.offline - r.conflicts > k.uses_max
    order by k.id limit ${limit}`,
  "coupon states": (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || id as id, 'is ' || state || ' with ' || used || ' of ' || coalesce(uses_max::text, 'any number of')
      || ' uses' as detail
    from coupon
    where (state = 'ISSUED' and used >= uses_max) or (state = 'REDEEMED' and (uses_max is null or used < uses_max))
    order by id limit ${limit}`,
  "coupons -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || k.id as id, 'customer ' || k.leaf_id || ' does not exist' as detail
    from coupon k left join customer c on c.id = k.leaf_id
    where k.leaf_id is not null and c.id is null order by k.id limit ${limit}`,
  "redemptions -> coupons, customers and attempts": (tx, limit) => tx<FoundRow[]>`
    select 'redemption ' || r.id as id,
      case when r.coupon_id is not null and k.id is null then 'coupon ' || r.coupon_id || ' does not exist'
        when r.leaf_id is not null and c.id is null then 'customer ' || r.leaf_id || ' does not exist'
        else 'no attempt is on record' end as detail
    from redemption r
    left join coupon k on k.id = r.coupon_id
    left join customer c on c.id = r.leaf_id
    left join (
      select distinct store, till, idempotency_key, coupon_id from coupon_attempt
      where outcome in ('REDEEMED', 'RECORDED')) as a
      on a.store = r.store and a.till = r.till and a.idempotency_key = r.idempotency_key
        -- What an offline till gave without using the coupon up has the coupon on its attempt alone.
        and (a.coupon_id is not distinct from r.coupon_id or (r.coupon_id is null and r.is_offline))
    where (r.coupon_id is not null and k.id is null) or (r.leaf_id is not null and c.id is null) or a.store is null
    order by r.id limit ${limit}`,
  "conflicts -> redemptions": (tx, limit) => tx<FoundRow[]>`
    select 'conflict of redemption ' || x.redemption_id as id,
      case when r.id is null then 'the redemption does not exist' else 'the redemption was made online' end as detail
    from coupon_conflict x left join redemption r on r.id = x.redemption_id
    where r.id is null or not r.is_offline order by x.redemption_id limit ${limit}`,
};

export async function countCoupons(tx: Tx) {
  const [row] = await tx<{ coupons: bigint; redemptions: bigint; attempts: bigint }[]>`
    select (select count(*) from coupon) as coupons, (select count(*) from redemption) as redemptions,
      (select count(*) from coupon_attempt) as attempts`;
  return row as { coupons: bigint; redemptions: bigint; attempts: bigint };
}
