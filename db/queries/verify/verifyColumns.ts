import { everOf } from "./everOf.ts";
import type { FoundRow, Lookup } from "./verifyTables.ts";

/**
 * What columns say, against what they were written from: the event, the stream, the order's
 * numbers, the entries. Each is one pass over whole tables; src/verify/declared.ts says which
 * columns each is for.
 */
export const RECORD_CHECKS: Readonly<Record<string, Lookup>> = {
  "orders -> order numbers": (tx, limit) => tx<FoundRow[]>`
    select 'order ' || o.id as id, 'its number ' || (n ->> 3) || ' leads to '
      || coalesce('order ' || r.order_id, 'no order') as detail
    from orders o
    cross join lateral jsonb_array_elements(o.refs) as n
    -- One look-up each, also where the planner does not know how many orders there are.
    left join lateral (
      select order_id from order_reference own
      where own.value = n ->> 3 and own.kind = n ->> 1 and own.source = n ->> 0 and own.scope = n ->> 2
      limit 1) as r on true
    where o.absorbed_into is null and r.order_id is distinct from o.id
    order by o.id limit ${limit}`,
  "order numbers -> numbers of orders": (tx, limit) => tx<FoundRow[]>`
    select 'number ' || r.value as id, 'leads to order ' || o.id || ', which does not have it' as detail
    from order_reference r join orders o on o.id = r.order_id
    where not o.refs @> jsonb_build_array(jsonb_build_array(r.source, r.kind, r.scope, r.value))
    order by o.id limit ${limit}`,
  "order numbers -> held events": (tx, limit) => tx<FoundRow[]>`
    select 'number ' || r.value as id, 'leads to no order, and no event that waits, or waited in vain, names it' as detail
    from order_reference r
    left join (
      select distinct n ->> 'v' as value, n ->> 'k' as kind, coalesce(n ->> 's', e.fact ->> 's') as source,
        coalesce(n ->> 'c', '') as scope
      from events e cross join lateral jsonb_array_elements(e.fact -> 'r') as n
      where e.outcome = 'HELD' or (e.outcome = 'REJECTED' and e.fact is not null)) as h
      using (value, kind, source, scope)
    where r.order_id is null and h.value is null
    order by r.value limit ${limit}`,
  "orders -> identifiers": (tx, limit) => tx<FoundRow[]>`
    select 'order ' || o.id as id, 'was found to be customer ' || coalesce(o.leaf_id::text, 'nobody')
      || '''s by identifier ' || o.matched_identifier_id || ', which is '
      || coalesce('customer ' || i.leaf_id || '''s', 'nobody''s') as detail
    from orders o left join identifiers i on i.id = o.matched_identifier_id
    where o.matched_identifier_id is not null
      and (i.leaf_id is distinct from o.leaf_id or not o.matched_identifier_id = any(o.identifier_ids))
      -- What was absorbed has brought its identifier along.
      and not exists (select from orders a where a.absorbed_into = o.id)
      -- What an identifier brought before it was taken from its customer stays.
      and not (o.matched_identifier_id = any(o.identifier_ids) and exists (
        select from audit t
        where t.leaf_id = o.leaf_id and t.action = 'identifier.unlink'
          and t.details ->> 'identifierId' = o.matched_identifier_id::text))
      -- What a split left with the one who stays, or gave to the other one by its name.
      and not exists (
        select from identity_decision d
        where d.kind = 'SPLIT' and case
          when d.evidence -> 'orders' ? o.id::text then d.absorbed_id = o.leaf_id
          else d.evidence ->> 'leaf' = o.leaf_id::text
            and d.evidence -> 'identifiers' ? o.matched_identifier_id::text end)
    order by o.id limit ${limit}`,
  "edges -> identifiers": (tx, limit) => tx<FoundRow[]>`
    select 'edge ' || e.a || '-' || e.b as id,
      'is there by identifier ' || e.via || ', which neither of the two has' as detail
    from identity_edge e
    left join identifiers i on i.id = case e.kind when 'LINK' then e.via::bigint end
    -- What is taken from its customer is looked at again, and goes then.
    where e.kind = 'LINK' and e.refused is distinct from 'PENDING' and (i.leaf_id is null or i.leaf_id not in (e.a, e.b))
    order by e.a, e.b limit ${limit}`,
  "links of records -> records": (tx, limit) => tx<FoundRow[]>`
    select 'edge ' || e.a || '-' || e.b as id, 'says that record ' || (e.evidence ->> 'record')
      || ' has proven identifier ' || e.via || ', which it does not' as detail
    from identity_edge e
    left join identifiers i on i.id = case e.kind when 'LINK' then e.via::bigint end
    left join person_record p on p.id = (e.evidence ->> 'record')::bigint and p.leaf_id in (e.a, e.b)
    where e.kind = 'LINK' and e.evidence ? 'record' and (p.id is null or i.value is not null
      and i.value is distinct from case i.kind when 'email' then p.fields ->> 'verifiedEmail'
        when 'phone' then p.fields ->> 'verifiedPhone' end)
    order by e.a, e.b limit ${limit}`,
  "records -> links": (tx, limit) => tx<FoundRow[]>`
    select 'record ' || p.id as id,
      'has proven identifier ' || i.id || ', and nothing links it to who has that' as detail
    from person_record p
    cross join lateral (values ('email', p.fields ->> 'verifiedEmail'),
      ('phone', p.fields ->> 'verifiedPhone')) as v(kind, value)
    join identifiers i on i.kind = v.kind and i.value = v.value
    -- What somebody has got since, a job compares.
    where i.leaf_id <> p.leaf_id and i.status <> 'BLOCKED' and i.link_key is not null
      and not exists (
        select from identity_edge e
        where e.a = least(p.leaf_id, i.leaf_id) and e.b = greatest(p.leaf_id, i.leaf_id)
          and e.kind = 'LINK' and e.via = i.id::text)
    order by p.id limit ${limit}`,
  "surplus identifiers -> events": (tx, limit) => tx<FoundRow[]>`
    select 'identifier ' || s.identifier_id as id, 'was kept from leaf ' || s.leaf_id
      || ', and event ' || s.event_id || ' does not say so' as detail
    from surplus_identifier s
    left join events e on e.id = s.event_id and e.outcome = 'APPLIED'
      and e.leaf_id = s.leaf_id and e.recorded_at = s.at
      and e.fact -> 'i' @> jsonb_build_array(jsonb_build_object('id', s.identifier_id::text))
    left join identifiers i on i.id = s.identifier_id
    where e.id is null or i.id is null
    order by s.identifier_id limit ${limit}`,
  "scores -> records": (tx, limit) => tx<FoundRow[]>`
    select 'edge ' || e.a || '-' || e.b as id,
      'is of records ' || e.via || ', which are not there, or not of the two' as detail
    from (
      select a, b, via, weight, string_to_array(
        case when kind = 'SCORE' and via ~ '^[0-9]{1,18}/[0-9]{1,18}$' then via end, '/')::bigint[] as records
      from identity_edge where kind = 'SCORE' offset 0) as e
    left join person_record x on x.id = e.records[1] left join person_record y on y.id = e.records[2]
    where x.id is null or y.id is null or x.id >= y.id or e.weight is null
      or least(x.leaf_id, y.leaf_id) <> e.a or greatest(x.leaf_id, y.leaf_id) <> e.b
    order by e.a, e.b limit ${limit}`,
  "records -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'record ' || p.id as id, 'is of customer ' || p.leaf_id
      || case when c.id is null then ', who does not exist' else ', whose profile it is not' end as detail
    from person_record p left join customer c on c.id = p.leaf_id
    where c.id is null or (p.source_id is null and p.key <> p.leaf_id::text)
    order by p.id limit ${limit}`,
  "what was said -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'edge ' || e.a || '-' || e.b as id, 'somebody said that they are one, and they are two' as detail
    from identity_edge e join customer x on x.id = e.a join customer y on y.id = e.b
    where e.kind = 'SAID' and x.root_id <> y.root_id order by e.a, e.b limit ${limit}`,
  "links -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'edge ' || e.a || '-' || e.b as id,
      'holds by identifier ' || e.via || ', and the two are not one customer' as detail
    from identity_edge e join customer x on x.id = e.a join customer y on y.id = e.b
    where e.kind = 'LINK' and e.refused is null and x.root_id <> y.root_id
    order by e.a, e.b limit ${limit}`,
  "two people -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'customer ' || x.root_id as id,
      'consists of ' || d.survivor_id || ' and ' || d.absorbed_id || ', who were said to be two people' as detail
    from identity_decision d
    join customer x on x.id = d.survivor_id join customer y on y.id = d.absorbed_id
    where d.kind = 'DISTINCT' and x.root_id = y.root_id and not exists (
      select from identity_decision u
      where u.kind = 'UNDISTINCT' and u.survivor_id = d.survivor_id and u.absorbed_id = d.absorbed_id
        and u.id > d.id)
    order by x.root_id limit ${limit}`,
  "claims -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'order ' || o.id as id, 'is customer ' || o.leaf_id || '''s, and no identifier, claim or other order says so' as detail
    from orders o
    where o.leaf_id is not null and o.matched_identifier_id is null and o.absorbed_into is null
      and not exists (select from order_claim k where k.order_id = o.id)
      and not exists (select from orders a where a.absorbed_into = o.id)
    order by o.id limit ${limit}`,
  "event outcomes": (tx, limit) => tx<FoundRow[]>`
    select 'event ' || id as id, 'is ' || outcome || ' and has what such an event has not' as detail
    from events
    where (outcome <> 'HELD' and (wait_key is not null or wait_until is not null))
      or (outcome = 'APPLIED' and (reason is not null or field is not null))
      or (outcome <> 'APPLIED' and (order_id is not null or leaf_id is not null))
      or (outcome = 'HELD' and field is not null)
      -- What could not be read has none of the three, all else has kind and time.
      or (kind is null) <> (occurred_at is null)
      or (kind is null and (fact is not null or outcome <> 'REJECTED'))
    order by id limit ${limit}`,
  "events -> places in intakes": (tx, limit) => tx<FoundRow[]>`
    select 'intake ' || intake_id || ' of ' || intake_on as id,
      'has ' || count(*) || ' events, at ' || count(distinct intake_position) || ' places' as detail
    from events group by intake_on, intake_id having count(*) <> count(distinct intake_position)
    order by intake_id limit ${limit}`,
  // Ids are drawn once for both, so a row that is there again has what is another's.
  "intakes -> ids": (tx, limit) => tx<FoundRow[]>`
    select 'intake ' || i.id as id, 'has the id of an event' as detail
    from intakes i join events e on e.id = i.id order by i.id limit ${limit}`,
  "conflicts -> events": (tx, limit) => tx<FoundRow[]>`
    select 'conflict ' || x.id as id,
      case when e.id is null then 'event ' || x.event_row_id || ' does not exist'
        when e.body_hash = x.body_hash then 'says what event ' || e.id || ' says'
        when i.received_at <> x.received_at then 'came at ' || x.received_at || ', its intake at ' || i.received_at
        else 'its intake ' || x.intake_id || ' of ' || x.intake_on || ' does not exist' end as detail
    from event_conflicts x
    left join events e on e.id = x.event_row_id
    left join intakes i on i.received_on = x.intake_on and i.id = x.intake_id
    where e.id is null or e.body_hash = x.body_hash or i.received_at <> x.received_at
      or (i.id is null and x.intake_on >= (now() at time zone 'UTC')::date - 30)
    order by x.id limit ${limit}`,
  "intakes -> days": (tx, limit) => tx<FoundRow[]>`
    select 'intake ' || id as id, 'came at ' || received_at || ' and lies under ' || received_on as detail
    from intakes where received_on <> (received_at at time zone 'UTC')::date order by id limit ${limit}`,
  "interactions -> streams": (tx, limit) => tx<FoundRow[]>`
    select 'outbox row ' || x.id as id, 'tells of interaction ' || (x.payload ->> 'interactionId')
      || ', which is not there as told' as detail
    from outbox x
    left join interaction i on i.public_id::text = x.payload ->> 'interactionId'
    left join customer c on c.id = i.leaf_id
    where x.kind = 'INTERACTION_RECORDED'
      and (i.id is null or x.root_id not in ${tx.unsafe(everOf("c.id"))} or i.kind is distinct from x.payload ->> 'kind'
        or i.recorded_at <> x.recorded_at or i.channel is distinct from x.payload ->> 'channel'
        or i.campaign_code is distinct from x.payload ->> 'campaignCode'
        or i.occurred_at <> (x.payload ->> 'at')::timestamptz)
    order by x.id limit ${limit}`,
  "interactions -> their rows in streams": (tx, limit) => tx<FoundRow[]>`
    select 'interaction ' || i.id as id, 'the stream of its customer does not tell of it' as detail
    from interaction i
    left join outbox x on x.kind = 'INTERACTION_RECORDED' and x.payload ->> 'interactionId' = i.public_id::text
    -- The first part of the outbox is dropped after its time.
    where x.id is null and to_regclass('outbox_p0') is not null order by i.id limit ${limit}`,
  "streams -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'outbox row ' || x.id as id, 'names customer ' || coalesce(x.payload ->> 'customerId', 'nobody')
      || ', its own is ' || c.public_id as detail
    from outbox x join customer c on c.id = x.root_id
    where x.payload ->> 'customerId' is distinct from c.public_id::text order by x.id limit ${limit}`,
  "streams -> kinds": (tx, limit) => tx<FoundRow[]>`
    select 'outbox row ' || id as id, 'is ' || kind || ' and does not say what such a row says' as detail
    from outbox
    where (payload ? case kind when 'POINTS_CHANGED' then 'accounts' when 'TIER_CHANGED' then 'from'
        when 'OVERRIDE_CHANGED' then 'mode' when 'PROFILE_CHANGED' then 'version'
        when 'IDENTIFIERS_CHANGED' then 'changes' when 'INTERACTION_RECORDED' then 'interactionId'
        when 'COUPON_CHANGED' then 'couponId'
        when 'MERGED' then 'into' when 'UNMERGED' then 'separated' end) is not true
    order by id limit ${limit}`,
  "streams -> tier changes": (tx, limit) => tx<FoundRow[]>`
    select 'outbox row ' || x.id as id, 'tells of a change of tier that is not on record as told' as detail
    from outbox x
    left join tier_change t on t.root_id = x.root_id and t.recorded_at <= x.recorded_at
      and t.kind = x.payload ->> 'kind' and t.from_tier = x.payload ->> 'from' and t.to_tier = x.payload ->> 'to'
      and t.cause = x.payload ->> 'cause' and t.at = (x.payload ->> 'at')::timestamptz
    where x.kind = 'TIER_CHANGED' and t.id is null order by x.id limit ${limit}`,
  // Told in one transaction, each with a look at the clock of its own.
  "streams -> coupons": (tx, limit) => tx<FoundRow[]>`
    select 'outbox row ' || x.id as id, 'tells of coupon ' || coalesce(x.payload ->> 'couponId', 'none')
      || ' what is not on record' as detail
    from outbox x
    left join coupon k on k.public_id::text = x.payload ->> 'couponId'
    where x.kind = 'COUPON_CHANGED' and coalesce(not case x.payload ->> 'change'
        when 'ISSUED' then x.recorded_at - k.issued_at between '-1 minute' and '1 minute' and x.root_id in ${tx.unsafe(everOf("k.leaf_id"))}
        when 'REDEEMED' then exists (
          select from redemption m where m.coupon_id = k.id and x.recorded_at - m.recorded_at between '-1 minute' and '1 minute')
        when 'REVERSED' then exists (
          select from redemption m where m.coupon_id = k.id and x.recorded_at - m.reversed_at between '-1 minute' and '1 minute')
        when 'DISABLED' then exists (
          select from goodwill_gift g where g.coupon_id = k.id and g.undone_at = x.recorded_at)
        end, true)
    order by x.id limit ${limit}`,
};

/** The ledger's, for I2. */
export const LEDGER_RECORD_CHECKS: Readonly<Record<string, Lookup>> = {
  "issuers' accounts": (tx, limit) => tx<FoundRow[]>`
    select 'account ' || id as id, 'is the issuer''s of wallet ' || wallet || ', of which only entries tell, and has points, a window or counts' as detail
    from account
    where leaf_id is null and (active <> 0 or pending <> 0 or maturing <> 0 or orders <> 0 or drawn
      or next_lot_at is not null or rolls_until is not null or counts is not null
      or cardinality(bucket_days) > 0 or cardinality(bucket_minor) > 0)
    order by id limit ${limit}`,
  "lots -> what their entries say": (tx, limit) => tx<FoundRow[]>`
    select 'lot ' || l.id as id, 'entry ' || e.id || ' made another one, or for another order' as detail
    from lot l join entry e on e.id = l.entry_id
    where l.order_id is distinct from e.order_id
      or not exists (select from jsonb_array_elements(e.lots) as part where part ->> 0 = l.id::text)
    order by l.id limit ${limit}`,
  "entries -> holds": (tx, limit) => tx<FoundRow[]>`
    select 'entry ' || e.id as id, 'hold ' || e.hold_id || ' does not exist' as detail
    from entry e left join points_hold h on h.id = e.hold_id
    where e.hold_id is not null and h.id is null order by e.id limit ${limit}`,
  "holds -> entries": (tx, limit) => tx<FoundRow[]>`
    select 'hold ' || h.id as id,
      'is not what set its points aside or ended that: see entries ' || coalesce(b.id::text, 'nowhere') || ' and '
        || coalesce(z.id::text, 'nowhere') as detail
    from points_hold h
    left join entry b on b.hold_id = h.id
      and b.kind = case h.kind when 'AUTHORISATION' then 'AUTHORISED' else 'BLOCKED' end
    left join entry z on z.hold_id = h.id
      and z.kind = case h.kind when 'AUTHORISATION' then 'RELEASED' else 'UNBLOCKED' end
    left join points_hold head on head.id = h.part_of
    where b.id is null or b.debit_account_id <> h.account_id or b.leaf_id <> h.leaf_id or b.wallet <> h.wallet
      or b.lots <> h.parts or b.recorded_at <> h.recorded_at or b.actor <> h.actor
      or b.store is distinct from h.store
      or (h.part_of is null) <> (h.public_id is not null)
      or (h.part_of is not null and (head.public_id is null or head.leaf_id = h.leaf_id
        or (head.wallet, head.kind, head.recorded_at, head.actor) <> (h.wallet, h.kind, h.recorded_at, h.actor)
        or (head.state = 'OPEN') <> (h.state = 'OPEN') or head.expires_at is distinct from h.expires_at
        or head.reason is distinct from h.reason or head.reference is distinct from h.reference
        or head.store is distinct from h.store))
      or (h.state = 'OPEN') <> (h.closed_at is null) or h.closed_at is distinct from z.recorded_at
      or (h.kind = 'BLOCK') <> (h.reason is not null) or (h.kind = 'BLOCK') <> (h.expires_at is null)
      or (h.kind = 'BLOCK' and h.reference is not null)
      or (h.state = 'CAPTURED') <> (h.captured > 0)
      or (h.kind = 'AUTHORISATION' and not (
        h.expires_at > h.recorded_at and h.expires_at <= h.recorded_at + interval '30 days'))
      or (h.state = 'EXPIRED' and h.closed_at < h.expires_at)
      or (h.state in ('CAPTURED', 'RELEASED') and h.kind = 'AUTHORISATION' and h.closed_at > h.expires_at)
    order by h.id limit ${limit}`,
};
