import type { PendingQuery, Row } from "postgres";
import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { systemViewer } from "../../src/domain/access/viewer.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import { COUPONS, insertCoupons } from "./coupons.ts";
import { preparePurchases } from "./purchases.ts";
import { SOURCE, settle } from "./seed.ts";

/** Of each customer: more than the page that is asked for, so that there is a next one. */
const ORDERS = 6;
const INTERACTIONS = 6;
/** Days between a customer's orders; the last was yesterday. */
const DAYS_APART = 9;
/**
 * Of every two customers one has the tier that all its orders reach; the other's count for half.
 */
const SILVER_MINOR = 25_000;

/**
 * Gives every seeded customer a name, six orders of three lines, the points and the tier that go
 * with them, six interactions and two coupons. Tables and indexes are in memory then, as far as
 * they fit.
 */
export async function seedOrders(sql: Sql): Promise<void> {
  await copyOrder(
    sql,
    sql`
      select (c.at - 1) * ${ORDERS}::int + n as ordinal, id as leaf_id, 4200 + (c.at * 31 + n * 17) % 900 as minor,
        make_interval(days => n * ${DAYS_APART}::int + 1, secs => (c.at * 7919) % 36000) as age
      from (select id, row_number() over (order by id) as at from customer) c
      cross join generate_series(0, ${ORDERS - 1}::int) as n`,
  );
  await sql`
    insert into customer_profile (leaf_id, name, language, updated_at)
    select id, 'Member ' || id, 'en', now() from customer`;
  // Every other one opens a case, and of those every other one is resolved.
  await sql`
    insert into interaction (id, public_id, leaf_id, source_id, external_id, body_hash, kind, channel, subject,
      case_number, occurred_at, recorded_at, actor)
    select (row_number() over ()), gen_random_uuid(), c.id, s.id, c.id || '-' || n, sha256((c.id || '-' || n)::bytea),
      case n % 4 when 0 then 'COMPLAINT' when 2 then 'CASE_RESOLVED' else 'MESSAGE_SENT' end, 'email',
      'Parcel ' || n, case when n % 4 = 0 then c.id || '/' || n when n % 4 = 2 then c.id || '/' || n + 2 end,
      date_trunc('day', now()) - make_interval(days => n * ${DAYS_APART}::int + 1), now(), 'job:bench'
    from customer c cross join generate_series(0, ${INTERACTIONS - 1}::int) as n
    cross join (select id from source where code = ${SOURCE}) s`;
  await insertCoupons(sql, "FIVE", COUPONS.five);
  await insertCoupons(sql, "TIER", COUPONS.tier);
  await settle(sql);
  await sql`create extension if not exists pg_prewarm`;
  await sql`
    select sum(pg_prewarm(oid, 'read')) from pg_class
     where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace`;
}

/** Customers with a short and with a long history, and orders of each. */
const SHORT = { customers: 400, orders: 10 };
const LONG = { customers: 20, orders: 10_000 };
/** Days that the orders are spread over: as many as the window and a term look back. */
const DAYS = 700;

/**
 * Gives the first seeded customers long histories and the next ones short ones. @returns their
 * public ids
 */
export async function seedHistories(sql: Sql) {
  await copyOrder(
    sql,
    sql`
      select row_number() over () as ordinal, id as leaf_id, 1500 as minor,
        make_interval(days => 1 + n % ${DAYS}::int, secs => n / ${DAYS}::int) as age
      from (select id, row_number() over (order by id) - 1 as at from customer) c
      cross join lateral generate_series(1,
        case when at <= ${LONG.customers}::int then ${LONG.orders}::int else ${SHORT.orders}::int end) as n
      where at between 1 and ${LONG.customers + SHORT.customers}::int`,
  );
  await settle(sql);
  const of = async ({ orders }: typeof SHORT) => {
    const rows = await sql<{ publicId: string }[]>`
      select c.public_id as "publicId" from orders o join customer c on c.id = o.leaf_id
       group by c.id having count(*) = ${orders}::int`;
    return rows.map(({ publicId }) => publicId);
  };
  return { short: await of(SHORT), long: await of(LONG) };
}

/**
 * Takes one real purchase in and copies its order by set-based SQL, under other ids, days and
 * amounts; then gives the customers the points, windows and tiers that go with their orders.
 *
 * @param copies `ordinal`, `leaf_id`, `minor` and `age` (at the beginning of today) of each
 */
async function copyOrder(sql: Sql, copies: PendingQuery<Row[]>): Promise<void> {
  await takeOnePurchase(sql);
  await sql`
    insert into orders (id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id, opened_by_event_id,
      channel, store, placed_at, currency, status, amount_minor, total_minor, eligible_minor, points_expected,
      points_pending, points_active, points_reversed, refs, facts, posted, ruleset_version, flags, test, history,
      recorded_at)
    select o.id + 1 + c.ordinal, gen_random_uuid(), c.leaf_id, o.matched_identifier_id, o.identifier_ids, o.source_id,
      o.opened_by_event_id, o.channel, o.store, date_trunc('day', now()) - c.age, o.currency, o.status, c.minor,
      c.minor, c.minor, c.minor / 100, 0, c.minor / 100, 0, o.refs, o.facts, o.posted, o.ruleset_version, o.flags,
      o.test, o.history, o.recorded_at
    from (${copies}) c cross join orders o`;
  await sql`
    update account a
    set bucket_days = s.days, bucket_minor = s.minor, active = s.points
    from (select leaf_id, array_agg(day order by day) as days, array_agg(minor order by day) as minor,
                 sum(minor / 100)::bigint as points
            from (select leaf_id, (placed_at at time zone 'Europe/London')::date as day,
                         sum(total_minor / case when leaf_id % 2 = 0 then 1 else 2 end)::bigint as minor
                    from orders group by 1, 2) as by_day
           group by leaf_id) s
    where a.leaf_id = s.leaf_id`;
  await sql`
    update customer c
    set tier = 'SILVER', tier_since = now() - interval '1 day', tier_until = now() + interval '364 days',
        seen_by = jsonb_build_object((select id::text from source where code = ${SOURCE}),
          to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    where (select sum(m) from account a, unnest(a.bucket_minor) m where a.leaf_id = c.id) >= ${SILVER_MINOR}::int`;
  await sql`
    insert into source_watermark (source_id, watermark, received_at)
    select id, now(), now() from source where code = ${SOURCE}
    on conflict (source_id) do nothing`;
}

/** Sends one purchase of the first member through the one way in. */
async function takeOnePurchase(sql: Sql): Promise<void> {
  const catalog = await Catalog.load(sql);
  const receiver = new Receiver({ sql, catalog, writers: 1, newPublicId: uuidv7 });
  const plan = { prefix: "copied", purchases: 1, batch: 1, customers: 1, customer: 0 };
  const [body = Buffer.of()] = preparePurchases(plan, Date.now()).bodies;
  const [result] = await receiver.receivePurchases({
    ...{ door: "IMPORT", viewer: systemViewer("bench"), requestId: null, headers: {} },
    ...{ body, events: JSON.parse(body.toString("utf8")) as unknown[], mode: "LIVE" },
  });
  await receiver.close();
  if (result?.outcome !== "APPLIED") {
    throw new Error("the purchase to copy was not applied");
  }
}
