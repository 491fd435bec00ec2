import type { Sql } from "../../db/connection/client.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";

/** Variables of a question, one set per try. */
export type Variables = Readonly<Record<string, unknown>>;

/** Sets tried per question. */
const SAMPLES_MAX = 400;

/** Among them customers with the most coupons: a question may ask for one that is refused today. */
const COUPON_HOLDERS = 100;

/**
 * What the data at hand has to ask about, spread over all of it; first the few customers who were
 * given goodwill, or a tier beside the one they earned.
 */
export async function readSamples(sql: Sql) {
  const customers = await sql<{ publicId: string }[]>`
    with holder as (
      select leaf_id from coupon where leaf_id is not null
       group by leaf_id order by count(*) desc, leaf_id limit ${COUPON_HOLDERS})
    select public_id as "publicId" from customer
     where root_id = id
     order by exists (select from match_candidate m where m.state = 'OPEN'
         and customer.id in (m.a, m.b)) desc,
       exists (select from goodwill_gift g where g.leaf_id = customer.id) desc,
       exists (select from tier_grant g where g.root_id = customer.id) desc,
       id in (select leaf_id from holder) desc, md5(public_id::text)
     limit ${SAMPLES_MAX}`;
  const orders = await sql<{ number: string }[]>`
    select r.value as number from order_reference r join orders o on o.id = r.order_id
     where r.scope = '' order by o.recorded_at desc, r.value limit ${SAMPLES_MAX}`;
  const held = await sql<{ number: string }[]>`
    select fact -> 'r' -> 0 ->> 'v' as number from events
     where outcome = 'HELD' and fact -> 'r' -> 0 ->> 'v' is not null order by id limit 20`;
  const receipts = await sql<{ value: string; scope: string }[]>`
    select r.value, r.scope from order_reference r join orders o on o.id = r.order_id
     where r.kind = 'receipt' and r.scope like '%/%/%' order by md5(r.value || r.scope) limit ${SAMPLES_MAX}`;
  const coupons = await sql<{ code: string }[]>`
    select code from coupon order by md5(code) limit ${SAMPLES_MAX}`;
  const [till] = await sql<{ store: string }[]>`
    with used as (
      select split_part(substr(namespace, length('store:') + 1), '/till:', 1) as store
        from idempotency_key
       where namespace like 'store:%/till:%' and operation = 'redeemCoupon')
    select store from used
     group by store
     order by exists (select from declared_day d where d.store = used.store
         and d.held > 0 and d.receipts > d.received) desc, count(*) desc, store
     limit 1`;
  const declared = await sql<{ businessDate: string }[]>`
    select distinct business_date as "businessDate" from declared_day
     where store = ${till?.store ?? ""} order by 1 desc limit ${SAMPLES_MAX}`;
  const sourceDays = await sql<{ source: string; day: string }[]>`
    select s.code as source, (o.placed_at at time zone 'UTC')::date::text as day
      from orders o join source s on s.id = o.source_id
     where o.placed_at > now() - interval '60 days'
     group by 1, 2 order by count(*) desc, 1, 2 limit ${SAMPLES_MAX}`;
  const operations = await sql<{ key: string }[]>`
    select key from idempotency_key
     where namespace like ${`store:${till?.store ?? ""}/till:%`} and operation = 'redeemCoupon'
     order by key limit ${SAMPLES_MAX}`;
  const baskets = await sql<{ currency: string; articles: string[] }[]>`
    select fact ->> 'cu' as currency,
           array(select line ->> 'a' from jsonb_array_elements(fact -> 'l') as element(line) where line ->> 'a' is not null) as articles
      from events where kind = 'SOLD' and fact -> 'l' is not null order by id desc limit 20`;
  return {
    today: new Date().toISOString().slice(0, 10),
    store: till?.store ?? null,
    businessDates: declared.map(({ businessDate }) => businessDate),
    sourceDays,
    couponCodes: coupons.map(({ code }) => code),
    operationKeys: operations.map(({ key }) => key),
    baskets: baskets.map(({ currency, articles }) => ({
      currencyCode: currency,
      lines: articles.map((article, at) => ({
        lineId: String(at + 1),
        article,
        kind: "ARTICLE",
        quantity: "1",
        unitPrice: "9.95",
      })),
    })),
    customerIds: customers.map(({ publicId }) => encodeGlobalId("Customer", publicId)),
    orderNumbers: [...held, ...orders].map(({ number }) => number),
    receipts: receipts.map(({ value, scope }) => {
      const [store = "", till = "", businessDate = ""] = scope.split("/");
      return { store, till, businessDate, receiptNumber: value };
    }),
  };
}

export type Samples = Awaited<ReturnType<typeof readSamples>>;

/**
 * Values for each variable of the questions, by its name; a question with several variables takes
 * the n-th of each. A name that is not here has nothing to ask about yet.
 */
export function valuesOf(
  samples: Samples,
  question: string,
): Readonly<Record<string, readonly unknown[]>> {
  return {
    by: samples.customerIds.map((id) => ({ id })),
    id: samples.customerIds,
    // O2 asks for several orders at once.
    n: question === "O2" ? pairsOf(samples.orderNumbers) : samples.orderNumbers,
    r: samples.receipts,
    c: samples.couponCodes,
    k: samples.operationKeys,
    b: samples.baskets,
    businessDate: samples.businessDates,
    ...(question === "O6"
      ? {
          source: samples.sourceDays.map(({ source }) => source),
          from: samples.sourceDays.map(({ day }) => day),
          to: samples.sourceDays.map(({ day }) => day),
        }
      : { from: ["2000-01-01"], to: [samples.today] }),
    asOf: [samples.today],
    version: [2],
    against: [1],
  };
}

function pairsOf(numbers: readonly string[]): readonly (readonly string[])[] {
  return numbers.map((_number, at) => numbers.slice(at, at + 2));
}
