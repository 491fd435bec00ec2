import { uuidv7 } from "uuidv7";
import { connect, type Sql } from "../../db/connection/client.ts";
import { ID_BLOCK_SIZE } from "../../db/statements/idBlocks.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { systemViewer } from "../../src/domain/access/viewer.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import { preparePurchases } from "./purchases.ts";
import { SOURCE } from "./seed.ts";

/** More than the page that is asked for, so that there is a next one. */
const ORDERS_PER_CUSTOMER = 6;
/** More than the page, likewise. */
const INTERACTIONS_PER_CUSTOMER = 6;
/** Days between a customer's orders; the last was yesterday. */
const DAYS_APART = 9;
/** Of every two customers one has the tier that all its orders reach; the other's count for half. */
const SILVER_MINOR = 25_000;

/**
 * Gives every seeded customer a name, six orders of three lines, the points and the tier that go with them, six
 * interactions and two coupons. One
 * real purchase is taken in and its row copied by set-based SQL under other ids, days and amounts.
 */
export async function seedOrders(url: string, customers: number): Promise<void> {
  const sql = connect(url, { max: 3, applicationName: "tributary-bench-seed" });
  try {
    const order = await takeOnePurchase(sql);
    await copyOrders(sql, order, customers);
    await sql`
      insert into customer_profile (leaf_id, name, language, updated_at)
      select id, 'Member ' || id, 'en', now() from customer`;
    await fillAccounts(sql);
    await insertInteractions(sql);
    await insertCoupons(sql);
    await sql`vacuum (freeze, analyze)`;
    await sql`checkpoint`;
    await readThrough(sql);
  } finally {
    await sql.end();
  }
}

/** Tables and indexes as a database that has been up for a while has them: in memory, as far as they fit. */
async function readThrough(sql: Sql): Promise<void> {
  await sql`create extension if not exists pg_prewarm`;
  await sql`
    select sum(pg_prewarm(oid, 'read')) from pg_class
     where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace`;
}

/** Sends one purchase of the first member through the one way in. @returns its order */
export async function takeOnePurchase(sql: Sql): Promise<bigint> {
  const catalog = await Catalog.load(sql);
  const receiver = new Receiver({ sql, catalog, writers: 1, newPublicId: uuidv7 });
  const plan = { prefix: "copied", purchases: 1, batch: 1, customers: 1, customer: 0 };
  const [body = Buffer.of()] = preparePurchases(plan, Date.now()).bodies;
  await receiver.receivePurchases({
    ...{ door: "IMPORT", viewer: systemViewer("bench"), requestId: null, headers: {} },
    ...{ body, events: JSON.parse(body.toString("utf8")) as unknown[], mode: "LIVE" },
  });
  await receiver.close();
  const [row] = await sql<{ id: bigint }[]>`select id from orders`;
  if (row === undefined) throw new Error("the purchase to copy was not applied");
  return row.id;
}

async function copyOrders(sql: Sql, order: bigint, customers: number): Promise<void> {
  const blocks = Math.ceil((customers * ORDERS_PER_CUSTOMER) / ID_BLOCK_SIZE) + 1;
  const [drawn] = await sql<{ first: bigint }[]>`
    select min(nextval('id_block_seq')) as first from generate_series(1, ${blocks}::int)`;
  const first = (drawn?.first ?? 0n) * BigInt(ID_BLOCK_SIZE);
  await sql`
    insert into orders (id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id, opened_by_event_id,
      channel, store, placed_at, currency, status, amount_minor, total_minor, eligible_minor, points_expected,
      points_pending, points_active, points_reversed, refs, facts, posted, ruleset_version, flags, test, history,
      recorded_at)
    select ${first} + (c.at - 1) * ${ORDERS_PER_CUSTOMER}::int + n, gen_random_uuid(), c.id, o.matched_identifier_id,
      o.identifier_ids, o.source_id, o.opened_by_event_id, o.channel, o.store,
      date_trunc('day', now()) - make_interval(days => n * ${DAYS_APART}::int + 1, secs => (c.at * 7919) % 36000),
      o.currency, o.status, a.minor, a.minor, a.minor, a.minor / 100, 0, a.minor / 100, 0, o.refs, o.facts, o.posted,
      o.ruleset_version, o.flags, o.test, o.history, o.recorded_at
    from (select id, row_number() over (order by id) as at from customer) c
    cross join generate_series(0, ${ORDERS_PER_CUSTOMER - 1}::int) as n
    cross join lateral (select 4200 + (c.at * 31 + n * 17) % 900 as minor) a
    cross join (select * from orders where id = ${order}) o`;
}

/** Every other one opens a case, and of those every other one is resolved. */
async function insertInteractions(sql: Sql): Promise<void> {
  const count = INTERACTIONS_PER_CUSTOMER;
  await sql`
    insert into interaction (id, public_id, leaf_id, source_id, external_id, body_hash, kind, channel, subject,
      case_number, occurred_at, recorded_at, actor)
    select (row_number() over ()), gen_random_uuid(), c.id, s.id, c.id || '-' || n, sha256((c.id || '-' || n)::bytea),
      case n % 4 when 0 then 'COMPLAINT' when 2 then 'CASE_RESOLVED' else 'MESSAGE_SENT' end, 'email',
      'Parcel ' || n, case when n % 4 = 0 then c.id || '/' || n when n % 4 = 2 then c.id || '/' || n + 2 end,
      date_trunc('day', now()) - make_interval(days => n * ${DAYS_APART}::int + 1), now(), 'job:bench'
    from customer c cross join generate_series(0, ${count - 1}::int) as n
    cross join (select id from source where code = ${SOURCE}) s`;
}

/** One for everybody with a least basket, and one for whoever has the tier now. */
async function insertCoupons(sql: Sql): Promise<void> {
  const termsOf = (name: string, tiers: readonly string[], basketMinMinor: string | null) =>
    JSON.stringify({
      ...{ name: { en: name }, value: { kind: "AMOUNT", minor: "500" } },
      ...{ tiers, stores: [], channels: [], articles: [], categories: [], basketMinMinor },
    });
  for (const [prefix, basis, terms] of [
    ["FIVE", "HONOURED_AT_ISSUE", termsOf("Five pounds off", [], "1000")],
    ["TIER", "LIVE", termsOf("For our best", ["SILVER", "GOLD"], null)],
  ] as const) {
    await sql`
      insert into coupon (public_id, code, code_key, leaf_id, state, basis, valid_from, valid_until, uses_max, currency,
        terms, held_at_issue, issued_by, issued_at)
      select gen_random_uuid(), code, code, leaf_id, 'ISSUED', ${basis}, now() - interval '1 day',
        now() + interval '1 year', 1, 'GBP', ${terms}::text::jsonb, '{"tier": "BASE", "segments": []}',
        'job:bench', now() - interval '1 day'
      from (select ${prefix} || lpad(id::text, 12, '0') as code, id as leaf_id from customer) as one`;
  }
}

/** Balances, windows and tiers that go with the orders. */
export async function fillAccounts(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      update account a
      set bucket_days = s.days, bucket_minor = s.minor, active = s.points
      from (select leaf_id, array_agg(day order by day) as days, array_agg(minor order by day) as minor,
                   sum(minor / 100)::bigint as points
              from (select leaf_id, (placed_at at time zone 'Europe/London')::date as day,
                           sum(total_minor / case when leaf_id % 2 = 0 then 1 else 2 end)::bigint as minor
                      from orders group by 1, 2) as by_day
             group by leaf_id) s
      where a.leaf_id = s.leaf_id`;
    await tx`
      update customer c
      set tier = 'SILVER', tier_since = now() - interval '1 day', tier_until = now() + interval '364 days',
          seen_by = jsonb_build_object((select id::text from source where code = ${SOURCE}),
            to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
      where (select sum(m) from account a, unnest(a.bucket_minor) m where a.leaf_id = c.id) >= ${SILVER_MINOR}::int`;
    await tx`
      insert into source_watermark (source_id, watermark, received_at)
      select id, now(), now() from source where code = ${SOURCE}
      on conflict (source_id) do nothing`;
  });
}
