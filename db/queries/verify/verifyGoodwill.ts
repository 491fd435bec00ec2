import { ROLES } from "../../../src/domain/access/viewer.ts";
import type { Tx } from "../../connection/client.ts";
import type { FoundRow, Lookup } from "./verifyTables.ts";

/** Days of the 12 months that certainly count: months and changes of the clock are left out. */
const CERTAIN_DAYS = 363;
const ROLE_NAMES: readonly string[] = Object.keys(ROLES);

export async function countGifts(tx: Tx): Promise<number> {
  const [row] = await tx<{ n: number }[]>`select count(*)::int as n from goodwill_gift`;
  return row?.n ?? 0;
}

/**
 * I10: goodwill is what its entries, its coupons and the audit say, and keeps the limits that it
 * was decided on. What a gift says was given before is at least what stands of it today: what was
 * taken back since may have counted then.
 */
export const GOODWILL_CHECKS: Readonly<Record<string, Lookup>> = {
  "gifts -> audit": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id, 'is not what the audit says was given' as detail
    from goodwill_gift g
    left join audit a on a.action = 'goodwill.give' and a.details ->> 'gift' = g.public_id::text
    left join coupon k on k.id = g.coupon_id
    where a.id is null or a.actor <> g.actor or a.leaf_id <> g.leaf_id
      or a.details ->> 'reason' <> g.reason or a.details -> 'basis' <> g.basis
      or (a.details ->> 'worth')::bigint <> g.worth
      or (a.details ->> 'at')::timestamptz <> g.recorded_at
      or a.details ->> 'points' is distinct from g.points::text
      or a.details ->> 'coupon' is distinct from k.public_id::text
      or a.details ->> 'store' is distinct from g.store
    order by g.id limit ${limit}`,
  "audit -> gifts": (tx, limit) => tx<FoundRow[]>`
    select 'audit ' || a.id as id, 'says that a gift was given which is not there' as detail
    from audit a left join goodwill_gift g on g.public_id::text = a.details ->> 'gift'
    where a.action in ('goodwill.give', 'goodwill.undo') and g.id is null
    order by a.id limit ${limit}`,
  "gifts taken back -> audit": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id,
      case when g.undone_at is null then 'stands, and the audit says that it was taken back'
        else 'was taken back at ' || g.undone_at || ', which the audit does not say' end as detail
    from goodwill_gift g
    left join audit a on a.action = 'goodwill.undo' and a.details ->> 'gift' = g.public_id::text
    where (g.undone_at, g.undone_by) is distinct from ((a.details ->> 'at')::timestamptz, a.actor)
      or g.undone_at < g.recorded_at or g.undone_at >= g.recorded_at + interval '10 minutes'
    order by g.id limit ${limit}`,
  "gifts -> entries": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id, 'is not what its entries gave and took' as detail
    from goodwill_gift g
    left join entry e on e.id = g.entry_id
    left join account credited on credited.id = e.credit_account_id
    left join entry u on u.id = g.undo_entry_id
    left join account debited on debited.id = u.debit_account_id
    where g.points is not null and (
      e.id is null or credited.leaf_id is distinct from g.leaf_id
      or (e.kind, e.points, e.leaf_id, e.actor, e.reason, e.recorded_at)
        is distinct from ('GOODWILL', g.points, g.leaf_id, g.actor, g.reason, g.recorded_at)
      or g.worth <> g.points
      or (g.undo_entry_id is not null and (
        u.id is null or debited.leaf_id is distinct from g.leaf_id
        or u.lots -> 0 ->> 0 is distinct from e.lots -> 0 ->> 0
        or (u.kind, u.points, u.leaf_id, u.actor, u.recorded_at)
          is distinct from ('GOODWILL', g.points, g.leaf_id, g.undone_by, g.undone_at))))
    order by g.id limit ${limit}`,
  "entries -> gifts": (tx, limit) => tx<FoundRow[]>`
    select 'entry ' || e.id as id, 'is goodwill, and not of one gift' as detail
    from entry e
    where e.kind = 'GOODWILL' and (
      select count(*) from goodwill_gift g where e.id in (g.entry_id, g.undo_entry_id)) <> 1
    order by e.id limit ${limit}`,
  "gifts -> coupons": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id, 'is not what its coupon says' as detail
    from goodwill_gift g left join coupon k on k.id = g.coupon_id
    where g.coupon_id is not null and (
      k.id is null or (k.leaf_id, k.issued_by, k.issued_at)
        is distinct from (g.leaf_id, g.actor, g.recorded_at)
      or (k.state = 'DISABLED') <> (g.undone_at is not null)
      or exists (select from goodwill_gift other where other.coupon_id = g.coupon_id and other.id < g.id))
    order by g.id limit ${limit}`,
  "coupons that are switched off -> gifts": (tx, limit) => tx<FoundRow[]>`
    select 'coupon ' || k.id as id, 'is switched off, and no gift was taken back by it' as detail
    from coupon k
    where k.state = 'DISABLED' and not exists (
      select from goodwill_gift g where g.coupon_id = k.id and g.undone_at is not null)
    order by k.id limit ${limit}`,
  "gifts -> limits": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id, 'crosses a limit that it was decided on' as detail
    from goodwill_gift g
    where g.worth < 0 or g.worth > (g.basis ->> 'personMax')::bigint - (g.basis ->> 'personGiven')::bigint
      or g.worth > (g.basis ->> 'customerMax')::bigint - (g.basis ->> 'customerGiven')::bigint
      or (g.basis ->> 'giftsGiven')::int >= (g.basis ->> 'giftsMax')::int
    order by g.id limit ${limit}`,
  "gifts -> gifts of the person before": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id, 'was decided as if ' || (g.basis ->> 'personGiven')
      || ' points had been given before; they were ' || before.points as detail
    from goodwill_gift g
    cross join lateral (
      select coalesce(sum(h.worth), 0) as points from goodwill_gift h
      where h.id < g.id and h.undone_at is null
        and h.actor in (select role || substr(g.actor, strpos(g.actor, ':'))
                          from unnest(${[...ROLE_NAMES]}::text[]) as role)
        and h.recorded_at > g.recorded_at - interval '24 hours'
        -- One customer's times may be a little ahead of the clock.
        and h.recorded_at < g.recorded_at + interval '1 minute') as before
    where before.points > (g.basis ->> 'personGiven')::bigint
    order by g.id limit ${limit}`,
  "gifts -> gifts of the customer before": (tx, limit) => tx<FoundRow[]>`
    select 'gift ' || g.id as id, 'was decided as if the customer had been given '
      || (g.basis ->> 'customerGiven') || ' points by ' || (g.basis ->> 'giftsGiven')
      || ' gifts before; they were ' || before.points || ' by ' || before.gifts as detail
    from goodwill_gift g
    cross join lateral (
      select coalesce(sum(h.worth), 0) as points, count(*) as gifts from goodwill_gift h
      where h.id < g.id and h.undone_at is null
        and h.recorded_at > g.recorded_at - make_interval(days => ${CERTAIN_DAYS}::int)
        and h.recorded_at < g.recorded_at + interval '1 minute'
        -- Of the leaf itself, and of those that had gone under it and had not left since.
        and (h.leaf_id = g.leaf_id or exists (
          select from identity_decision d
          where d.kind = 'MERGED' and d.survivor_id = g.leaf_id and d.absorbed_id = h.leaf_id
            and d.at < g.recorded_at and not exists (
              select from identity_decision u
              where u.kind = 'UNMERGED' and u.id > d.id and h.leaf_id = any(u.leaves)
                and u.at < g.recorded_at)))) as before
    where before.points > (g.basis ->> 'customerGiven')::bigint
      or before.gifts > (g.basis ->> 'giftsGiven')::int
    order by g.id limit ${limit}`,
};
