import type { Sql, Tx } from "../../connection/client.ts";
import type { OrNull, RowOf } from "../../schema/rows.ts";

export type CouponRow = RowOf<
  "coupon",
  | "id"
  | "publicId"
  | "code"
  | "codeKey"
  | "leafId"
  | "campaign"
  | "state"
  | "basis"
  | "validFrom"
  | "validUntil"
  | "usesMax"
  | "usesPerCustomerMax"
  | "used"
  | "currency"
  | "terms"
  | "issuedBecause"
> &
  /** The live customer whose it is now; null for a public code. */
  OrNull<RowOf<"customer", "rootId">>;

/** The columns of CouponRow, from `coupon k` and `customer c` beside it. */
const columns = (sql: Sql | Tx) => (sql as Sql)`
  k.id, k.public_id as "publicId", k.code, k.code_key as "codeKey", k.leaf_id as "leafId",
  c.root_id as "rootId", k.campaign, k.state, k.basis, k.valid_from as "validFrom",
  k.valid_until as "validUntil", k.uses_max as "usesMax",
  k.uses_per_customer_max as "usesPerCustomerMax", k.used, k.currency, k.terms,
  k.issued_because as "issuedBecause"`;

/** The coupons with these folded codes; also what a command reads before it knows whom to lock. */
export function readCouponsByKeys(sql: Sql | Tx, keys: readonly string[]) {
  return sql<CouponRow[]>`
    select ${columns(sql)}
      from coupon k left join customer c on c.id = k.leaf_id
     where k.code_key = any(${[...keys]}::text[])`;
}

export async function readCouponsByPublicIds(
  sql: Sql,
  publicIds: readonly string[],
): Promise<readonly CouponRow[]> {
  return await sql<CouponRow[]>`
    select ${columns(sql)}
      from coupon k left join customer c on c.id = k.leaf_id
     where k.public_id = any(${[...publicIds]}::uuid[])`;
}

export interface CouponPageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  /** Id of the last coupon of the page before; null: from the start. */
  readonly after: bigint | null;
  /** Null: any. EXPIRED and ISSUED are told apart as of `now`. */
  readonly states: readonly string[] | null;
  /** RFC 3339. */
  readonly now: string;
}

/**
 * One page of coupons per key, newest first, over all leaves of the root. `at`: number of the key
 * in the call.
 */
export async function readCouponPages(
  sql: Sql,
  keys: readonly CouponPageKey[],
): Promise<readonly (CouponRow & { readonly at: number })[]> {
  return await sql<(CouponRow & { at: number })[]>`
    select key.at, ${columns(sql)}
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ limit }) => limit)}::int[],
                  ${keys.map(({ after }) => after?.toString() ?? null)}::bigint[],
                  ${keys.map(({ states }) => states?.join(",") ?? null)}::text[],
                  ${keys.map(({ now }) => now)}::timestamptz[])
           as key(at, root_id, page, id_before, states, now)
      cross join lateral (
        select found.id
          from (select key.root_id as id
                 union
                select absorbed.id from customer absorbed
                 where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id) as leaf
          cross join lateral (
            select m.id
              from coupon m
             where m.leaf_id = leaf.id
               and (key.id_before is null or m.id < key.id_before)
               and (key.states is null
                    or case when m.state = 'ISSUED' and m.valid_until <= key.now then 'EXPIRED' else m.state end
                       = any(string_to_array(key.states, ',')))
             order by m.id desc
             limit key.page) as found
         order by found.id desc
         limit key.page) as page
      join coupon k on k.id = page.id
      join customer c on c.id = k.leaf_id
     order by key.at, k.id desc`;
}

export interface CouponAttemptRow
  extends RowOf<
    "coupon_attempt",
    "kind" | "outcome" | "reason" | "needed" | "seen" | "isFinal" | "store" | "till"
  > {
  /** Number of the key in the call, 0-based. */
  readonly at: number;
  readonly attemptedAt: RowOf<"coupon_attempt", "at">["at"];
}

/** The latest attempts at each coupon, newest first. */
export async function readCouponAttempts(
  sql: Sql,
  keys: readonly { readonly couponId: bigint; readonly limit: number }[],
): Promise<readonly CouponAttemptRow[]> {
  return await sql<CouponAttemptRow[]>`
    select key.at, a.at as "attemptedAt", a.kind, a.outcome, a.reason, a.needed, a.seen,
           a.is_final as "isFinal", a.store, a.till
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ couponId }) => String(couponId))}::bigint[],
                  ${keys.map(({ limit }) => limit)}::int[]) as key(at, coupon_id, page)
      cross join lateral (
        select * from coupon_attempt t where t.coupon_id = key.coupon_id
         order by t.id desc limit key.page) as a
     order by key.at, a.id desc`;
}

export type RedemptionRow = RowOf<
  "redemption",
  | "id"
  | "publicId"
  | "couponId"
  | "leafId"
  | "state"
  | "at"
  | "store"
  | "till"
  | "cashier"
  | "receiptNumber"
  | "amountMinor"
  | "currency"
> &
  /** The live customer who used it; null for a guest. */
  OrNull<RowOf<"customer", "rootId">> & {
    readonly couponPublicId: string | null;
    readonly conflicts: readonly string[];
  };

/** The columns of RedemptionRow, from `redemption r` with `coupon k` and `customer c` beside it. */
const redemptionColumns = (sql: Sql | Tx) => (sql as Sql)`
  r.id, r.public_id as "publicId", r.coupon_id as "couponId",
  k.public_id as "couponPublicId", c.root_id as "rootId", r.leaf_id as "leafId",
  r.state, r.at, r.store, r.till, r.cashier, r.receipt_number as "receiptNumber",
  r.amount_minor as "amountMinor", r.currency,
  array(select x.reason from coupon_conflict x where x.redemption_id = r.id order by x.reason) as conflicts`;

export function readRedemptionsByPublicIds(sql: Sql | Tx, publicIds: readonly string[]) {
  return sql<RedemptionRow[]>`
    select ${redemptionColumns(sql)}
      from redemption r
      left join coupon k on k.id = r.coupon_id
      left join customer c on c.id = r.leaf_id
     where r.public_id = any(${[...publicIds]}::uuid[])`;
}

/** Redemptions of one coupon that are shown: of a personal one all, of a public code the latest. */
const REDEMPTIONS_MAX = 100;

/** The latest redemptions of each coupon, newest first. */
export async function readRedemptionsOfCoupons(
  sql: Sql,
  couponIds: readonly bigint[],
): Promise<readonly (RedemptionRow & { readonly couponId: bigint })[]> {
  return await sql<(RedemptionRow & { couponId: bigint })[]>`
    select ${redemptionColumns(sql)}
      from unnest(${couponIds.map(String)}::bigint[]) as key(coupon_id)
      cross join lateral (
        select * from redemption m where m.coupon_id = key.coupon_id
         order by m.use_no desc limit ${REDEMPTIONS_MAX}::int) as r
      join coupon k on k.id = r.coupon_id
      left join customer c on c.id = r.leaf_id
     order by key.coupon_id, r.use_no desc`;
}

/**
 * How often each customer has used a coupon, reversed redemptions left out; a row per key, in their
 * order.
 */
export function countUses(
  sql: Sql | Tx,
  keys: readonly { readonly rootId: bigint; readonly couponId: bigint }[],
) {
  return sql<{ uses: number }[]>`
    select (select count(*)::int from redemption r
             where r.coupon_id = key.coupon_id and r.state = 'REDEEMED'
               and r.leaf_id in (select key.root_id
                                 union
                                 select a.id from customer a
                                  where a.root_id = key.root_id and a.root_id <> a.id)) as uses
      from unnest(${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ couponId }) => String(couponId))}::bigint[])
           with ordinality as key(root_id, coupon_id, place)
     order by key.place`;
}

export async function readCampaigns(
  sql: Sql,
  codes: readonly string[],
): Promise<readonly RowOf<"campaign", "code" | "name">[]> {
  return await sql<RowOf<"campaign", "code" | "name">[]>`
    select code, name from campaign where code = any(${[...codes]}::text[])`;
}
