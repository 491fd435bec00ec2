import type { Sql } from "../../connection/client.ts";
import type { Filled, RowOf } from "../../schema/rows.ts";

/** Rows looked at for one story, latest or next first: a story is found at once or not at all. */
const LOOKED_AT = 5_000;

export type MissingStory = Filled<
  RowOf<"interaction", "orderSource" | "orderNumber">,
  "orderSource" | "orderNumber"
> &
  RowOf<"customer", "publicId">;

/**
 * A customer who complained that something was not in the parcel, of an order that is known: one
 * whose case is open first, then the latest.
 */
export async function findMissingArticle(sql: Sql): Promise<MissingStory | null> {
  const [row] = await sql<MissingStory[]>`
    select c.public_id as "publicId", i.order_source as "orderSource",
           i.order_number as "orderNumber"
      from (select * from interaction order by id desc limit ${LOOKED_AT}) as i
      join customer c on c.id = i.leaf_id and c.root_id = c.id
     where i.kind = 'COMPLAINT' and i.subject ~* 'missing|fehlte' and i.order_source is not null
       and exists (select from order_reference r where r.value = i.order_number)
     order by exists (
         select from interaction r where r.source_id = i.source_id and r.case_number = i.case_number
            and r.kind = 'CASE_RESOLVED'), i.occurred_at desc
     limit 1`;
  return row ?? null;
}

export type ExpiringStory = RowOf<"customer", "publicId"> & {
  /** When the points go, RFC 3339. */
  readonly at: string;
};

/** Of the customers whose points expire next, on the same day, the one who loses the most. */
export async function findExpiringPoints(sql: Sql, now: string): Promise<ExpiringStory | null> {
  const [row] = await sql<ExpiringStory[]>`
    select c.public_id as "publicId",
           to_char(l.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from (select account_id, expires_at, sum(remaining) as remaining
              from (select account_id, expires_at, remaining from lot
                     where remaining > 0 and expires_at > ${now}::text::timestamptz
                     order by expires_at limit ${LOOKED_AT}) as next
             group by account_id, expires_at) as l
      join account a on a.id = l.account_id
      join customer c on c.id = a.leaf_id and c.root_id = c.id
     where a.active > 0
     order by l.expires_at, l.remaining desc
     limit 1`;
  return row ?? null;
}

export type RefusedStory = RowOf<"coupon", "code">;

/**
 * A coupon that a till refused: for a basket that was too small, and taken afterwards, if there is
 * one.
 */
export async function findRefusedCoupon(sql: Sql): Promise<RefusedStory | null> {
  const [row] = await sql<RefusedStory[]>`
    select c.code
      from (select * from coupon_attempt order by id desc limit ${LOOKED_AT}) as a
      join coupon c on c.id = a.coupon_id
     where a.outcome = 'REFUSED' and a.kind = 'REDEEM' and c.leaf_id is not null
     order by a.reason = 'BASKET_TOO_SMALL' desc, a.id desc
     limit 1`;
  return row ?? null;
}
