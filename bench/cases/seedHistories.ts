import { connect } from "../../db/connection/client.ts";
import { fillAccounts, takeOnePurchase } from "./seedOrders.ts";

/** Customers with a short and with a long history, and orders of each. */
const SHORT = { customers: 400, orders: 10 };
const LONG = { customers: 20, orders: 10_000 };
/** Days that the orders are spread over: as many as the window and a term look back. */
const DAYS = 700;

/**
 * Gives the first seeded customers long histories and the next ones short ones, by set-based SQL from one real purchase.
 *
 * @returns their public ids
 */
export async function seedHistories(
  url: string,
): Promise<{ readonly short: readonly string[]; readonly long: readonly string[] }> {
  const sql = connect(url, { max: 3, applicationName: "tributary-bench-seed" });
  try {
    const order = await takeOnePurchase(sql);
    const rows = await sql<{ publicId: string; isLong: boolean }[]>`
      with taken as (
        select id, public_id, row_number() over (order by id) <= ${LONG.customers}::int as is_long
          from customer where id not in (select leaf_id from orders)
         order by id limit ${LONG.customers + SHORT.customers}::int),
      copied as (
        insert into orders (id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id,
          opened_by_event_id, channel, store, placed_at, currency, status, amount_minor, total_minor, eligible_minor,
          points_expected, points_pending, points_active, points_reversed, refs, facts, posted, ruleset_version, flags,
          test, history, recorded_at)
        select (select max(id) from orders) + row_number() over (), gen_random_uuid(), c.id, o.matched_identifier_id,
          o.identifier_ids, o.source_id, o.opened_by_event_id, o.channel, o.store,
          date_trunc('day', now()) - make_interval(days => 1 + n % ${DAYS}::int, secs => n / ${DAYS}::int),
          o.currency, o.status, 1500, 1500, 1500, 15, 0, 15, 0, o.refs, o.facts, o.posted, o.ruleset_version,
          o.flags, o.test, o.history, o.recorded_at
        from taken c
        cross join lateral generate_series(1, case when c.is_long then ${LONG.orders}::int else ${SHORT.orders}::int end) as n
        cross join (select * from orders where id = ${order}) o)
      select public_id as "publicId", is_long as "isLong" from taken`;
    await fillAccounts(sql);
    await sql`vacuum (freeze, analyze)`;
    await sql`checkpoint`;
    const of = (isLong: boolean) =>
      rows.filter((row) => row.isLong === isLong).map(({ publicId }) => publicId);
    return { short: of(false), long: of(true) };
  } finally {
    await sql.end();
  }
}
