import { everOf } from "./everOf.ts";
import type { FoundRow, Lookup } from "./verifyTables.ts";

/** What staff did, against the audit that was written beside it (I1). */
export const ACT_CHECKS: Readonly<Record<string, Lookup>> = {
  "grants -> audit": (tx, limit) => tx<FoundRow[]>`
    select 'grant ' || g.id as id, 'is not what the audit says was given' as detail
    from tier_grant g
    left join audit a on a.details ->> 'grant' = g.id::text and starts_with(a.action, 'tier.')
    -- Clearing an override is a version of its own.
    left join audit c on g.cleared_by is not null and starts_with(c.action, 'tier.')
      and c.leaf_id in ${tx.unsafe(everOf("g.root_id"))} and c.details -> 'grants' ? g.id::text
    -- What was imported from another system was given there.
    where (a.id is null and g.kind <> 'IMPORTED')
      or a.actor <> g.actor or a.leaf_id <> g.root_id
      or (a.details ->> 'kind', a.details ->> 'mode', a.details ->> 'tier') <> (g.kind, g.mode, g.tier)
      or (a.details ->> 'until')::timestamptz is distinct from g.expires_at and a.id is not null
      or coalesce(c.details ->> 'version', a.details ->> 'version', '1') <> g.version::text
    order by g.id limit ${limit}`,
  "cleared grants -> audit": (tx, limit) => tx<FoundRow[]>`
    select 'grant ' || g.id as id, 'was cleared by ' || g.cleared_by || ', which the audit does not say' as detail
    from tier_grant g
    where g.cleared_by is not null and not exists (
      select from audit a
      where starts_with(a.action, 'tier.') and a.actor = g.cleared_by
        and a.leaf_id in ${tx.unsafe(everOf("g.root_id"))}
        and (a.details -> 'grants' ? g.id::text or a.details -> 'replaces' ? g.id::text))
    order by g.id limit ${limit}`,
  "claims -> audit": (tx, limit) => tx<FoundRow[]>`
    select 'claim of order ' || k.order_id as id, 'was made by ' || k.actor || ', which the audit does not say' as detail
    from order_claim k join orders o on o.id = k.order_id
    where not exists (
      select from audit a
      where a.action = 'order.claim' and a.actor = k.actor and a.details ->> 'orderId' = o.public_id::text)
    order by k.order_id limit ${limit}`,
  "blocks -> audit": (tx, limit) => tx<FoundRow[]>`
    select 'hold ' || h.id as id, 'was made by ' || h.actor || ', which the audit does not say' as detail
    from points_hold h
    where h.kind = 'BLOCK' and h.part_of is null and not exists (
      select from audit a
      where a.action = 'points.block' and a.actor = h.actor and a.details ->> 'block' = h.public_id::text
        and a.details ->> 'points' = (
          select sum(points)::text from points_hold where id = h.id or part_of = h.id))
    order by h.id limit ${limit}`,
};

/**
 * What is on record of coupons beside their counts (I3). What one transaction wrote has moments
 * within a minute: each part looked at the clock itself.
 */
export const COUPON_RECORD_CHECKS: Readonly<Record<string, Lookup>> = {
  coupons: (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || k.id as id, 'its columns say what cannot be together' as detail
    from coupon k left join campaign c on c.code = k.campaign
    where (k.campaign is not null and c.code is null) or k.valid_from >= k.valid_until
      or k.uses_max < 1 or k.uses_per_customer_max < 1 or k.used > k.drawn
      or k.code_key <> translate(upper(regexp_replace(k.code, '[^0-9A-Za-z]', '', 'g')), 'OILU', '011V')
      or (k.leaf_id is not null and k.uses_per_customer_max is not null)
    order by k.id limit ${limit}`,
  "uses of coupons": (tx, limit) => tx<FoundRow[]>`
    select 'redemption ' || r.id as id, 'its columns say what cannot be together' as detail
    from redemption r
    left join coupon k on k.id = r.coupon_id
    left join customer own on own.id = k.leaf_id
    left join customer c on c.id = r.leaf_id
    where (r.coupon_id is null) <> (r.use_no is null) or r.use_no < 1 or r.use_no > k.drawn
      or (r.coupon_id is null and not r.is_offline)
      or (own.id is not null and (c.id is null or not exists (
        select from ${tx.unsafe(everOf("own.id"))} as x
        join ${tx.unsafe(everOf("c.id"))} as y on y.id = x.id)))
      or (r.state = 'REVERSED') <> (r.reversed_at is not null)
      or (r.state = 'REVERSED') <> (r.reversed_because is not null)
      or (r.state = 'REVERSED') <> (r.reversed_by is not null)
      or (not r.is_offline and r.at - r.recorded_at not between '-1 minute' and '1 minute')
      or r.reversed_at < r.recorded_at - interval '1 minute'
    order by r.id limit ${limit}`,
  "redemptions -> their attempts": (tx, limit) => tx<FoundRow[]>`
    select 'redemption ' || r.id as id, 'is not what the till tried: see attempt ' || a.id as detail
    from redemption r
    join coupon_attempt a on a.store = r.store and a.till = r.till and a.idempotency_key = r.idempotency_key
      and a.outcome in ('REDEEMED', 'RECORDED') and a.kind = 'REDEEM'
    where a.at - r.recorded_at not between '-1 minute' and '1 minute'
      or coalesce(a.occurred_at, a.at) <> r.at
      or a.cashier is distinct from r.cashier
      or (a.outcome = 'RECORDED') <> r.is_offline
    order by r.id limit ${limit}`,
  "attempts -> redemptions": (tx, limit) => tx<FoundRow[]>`
    select 'attempt ' || a.id as id, 'is ' || a.outcome || ' and no redemption says so' as detail
    from coupon_attempt a
    left join redemption r on r.store = a.store and r.till = a.till and r.idempotency_key = a.idempotency_key
      and a.outcome in ('REDEEMED', 'RECORDED')
    left join redemption v on a.outcome = 'REVERSED' and v.coupon_id is not distinct from a.coupon_id
      and v.reversed_at = a.at and v.reversed_by = a.actor
    where (a.outcome in ('REDEEMED', 'RECORDED') and r.id is null) or (a.outcome = 'REVERSED' and v.id is null)
    order by a.id limit ${limit}`,
  "reversed redemptions -> attempts": (tx, limit) => tx<FoundRow[]>`
    select 'redemption ' || r.id as id, 'was reversed at ' || r.reversed_at || ', which no attempt says' as detail
    from redemption r
    where r.reversed_at is not null and not exists (
      select from coupon_attempt a
      where a.outcome = 'REVERSED' and a.at = r.reversed_at and a.actor = r.reversed_by
        and a.coupon_id is not distinct from r.coupon_id)
    order by r.id limit ${limit}`,
  // Answers are forgotten after their time; what was answered by one that is still there must be on
  // record.
  "answers to tills -> attempts": (tx, limit) => tx<FoundRow[]>`
    select 'redemption ' || coalesce(r.id::text, k.answer ->> 'redemptionId') as id,
      'was answered to ' || k.operation || ', and no attempt with the key of that call made it' as detail
    from idempotency_key k
    left join redemption r on r.public_id::text = k.answer ->> 'redemptionId'
    where k.operation in ('redeemCoupon', 'reverseRedemption') and k.answer ->> 'redemptionId' is not null
      and not exists (
        select from coupon_attempt a
        where a.idempotency_key = k.key and case k.operation
          when 'redeemCoupon' then a.outcome in ('REDEEMED', 'RECORDED') and r.idempotency_key = k.key
          else a.outcome = 'REVERSED' and a.at = r.reversed_at end)
    order by 1 limit ${limit}`,
  attempts: (tx, limit) => tx<FoundRow[]>`
    select 'attempt ' || a.id as id, 'its columns say what cannot be together' as detail
    from coupon_attempt a
    left join coupon k on k.id = a.coupon_id
    left join store s on s.code = a.store
    where (a.coupon_id is not null and k.id is null) or (a.store is not null and s.code is null)
      or (a.coupon_id is not null and a.code is not null)
      or (a.outcome = 'REFUSED') <> (a.reason is not null) or (a.outcome = 'REFUSED') <> (a.is_final is not null)
      or (a.outcome <> 'REFUSED' and (a.needed is not null or a.seen is not null))
      or a.outcome not in ('REFUSED', case a.kind when 'VALIDATE' then 'ELIGIBLE' when 'REVERSE' then 'REVERSED'
        when 'REDEEM' then case when a.occurred_at is null then 'REDEEMED' else 'RECORDED' end end)
      or (a.kind = 'VALIDATE') <> (a.idempotency_key is null) or (a.kind <> 'REDEEM' and a.occurred_at is not null)
    order by a.id limit ${limit}`,
  "conflicts of coupons": (tx, limit) => tx<FoundRow[]>`
    select 'conflict of redemption ' || x.redemption_id as id, 'was recorded at ' || x.recorded_at
      || ', the redemption at ' || r.recorded_at as detail
    from coupon_conflict x join redemption r on r.id = x.redemption_id
    where r.recorded_at <> x.recorded_at or (x.reason = 'OVER_LIMIT' and r.coupon_id is null)
      or (x.reason in ('UNKNOWN_CODE', 'OTHER_CUSTOMER', 'TOO_MANY_UNKNOWN_CODES') and r.coupon_id is not null)
    order by x.redemption_id limit ${limit}`,
  "conflicts of coupons -> attempts": (tx, limit) => tx<FoundRow[]>`
    select 'conflict of redemption ' || x.redemption_id as id, 'is ' || x.reason || ', and the attempt '
      || case when a.coupon_id is null then 'found no coupon' else 'found coupon ' || a.coupon_id end as detail
    from coupon_conflict x
    join redemption r on r.id = x.redemption_id
    join coupon_attempt a on a.store = r.store and a.till = r.till and a.idempotency_key = r.idempotency_key
      and a.kind = 'REDEEM' and a.outcome = 'RECORDED'
    where (x.reason = 'UNKNOWN_CODE' and a.coupon_id is not null) or (x.reason = 'OTHER_CUSTOMER' and a.coupon_id is null)
    order by x.redemption_id limit ${limit}`,
  "what is offline and used nothing up -> conflicts": (tx, limit) => tx<FoundRow[]>`
    select 'redemption ' || r.id as id, 'used no coupon up, and no conflict says why' as detail
    from redemption r
    where r.coupon_id is null and not exists (
      select from coupon_conflict x
      where x.redemption_id = r.id and x.reason in ('UNKNOWN_CODE', 'OTHER_CUSTOMER', 'TOO_MANY_UNKNOWN_CODES'))
    order by r.id limit ${limit}`,
  "uses over the limit -> conflicts": (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || k.id as id, 'was used ' || k.drawn || ' times in all, may be used ' || k.uses_max
      || ' times, and ' || c.conflicts || ' uses are over the limit' as detail
    from coupon k
    join (
      select m.coupon_id, count(*) filter (where x.reason = 'OVER_LIMIT') as conflicts
      from redemption m left join coupon_conflict x on x.redemption_id = m.id and x.reason = 'OVER_LIMIT'
      where m.coupon_id is not null group by m.coupon_id) as c on c.coupon_id = k.id
    where k.uses_max is not null and c.conflicts > greatest(0, k.drawn - k.uses_max)
    order by k.id limit ${limit}`,
};
