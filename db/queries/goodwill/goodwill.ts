import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** What staff gave as goodwill. Amounts travel as text, which the driver needs no type for. */

export interface NewGift
  extends RowOf<
    "goodwill_gift",
    | "publicId"
    | "leafId"
    | "points"
    | "entryId"
    | "worth"
    | "reason"
    | "note"
    | "basis"
    | "actor"
    | "store"
    | "recordedAt"
  > {
  /** Public id of the coupon that was issued for it; null for points. */
  readonly coupon: string | null;
}

/** Puts a gift on record; its id is drawn under the giver's and the customer's lock. */
export function insertGift(tx: Tx, row: NewGift) {
  return tx`
    insert into goodwill_gift (public_id, leaf_id, points, entry_id, coupon_id, worth, reason, note, basis, actor,
      store, recorded_at)
    values (${row.publicId}::text::uuid, ${String(row.leafId)}::text::bigint, ${textOf(row.points)}::text::bigint,
      ${textOf(row.entryId)}::text::bigint, (select id from coupon where public_id = ${row.coupon}::text::uuid),
      ${String(row.worth)}::text::bigint, ${row.reason}, ${row.note}, ${JSON.stringify(row.basis)}::text::jsonb,
      ${row.actor}, ${row.store}, ${row.recordedAt}::text::timestamptz)`;
}

/** Notes that a gift was taken back, once. No row: somebody was faster. */
export function markUndone(
  tx: Tx,
  gift: {
    readonly id: bigint;
    readonly at: string;
    readonly by: string;
    readonly entryId: bigint | null;
  },
) {
  return tx<RowOf<"goodwill_gift", "id">[]>`
    update goodwill_gift set undone_at = ${gift.at}::text::timestamptz, undone_by = ${gift.by},
      undo_entry_id = ${textOf(gift.entryId)}::text::bigint
    where id = ${String(gift.id)}::text::bigint and undone_at is null
    returning id`;
}

/** Switches a coupon off that was never used. No row: it is used, or was switched off before. */
export function disableUnused(tx: Tx, couponId: bigint) {
  return tx<RowOf<"coupon", "publicId">[]>`
    update coupon set state = 'DISABLED'
    where id = ${String(couponId)}::text::bigint and state = 'ISSUED' and used = 0
    returning public_id as "publicId"`;
}

/** Points that a person has given as goodwill since and that stand, in all roles. */
export async function sumGivenByPerson(
  tx: Tx | Sql,
  actors: readonly string[],
  since: string,
): Promise<bigint> {
  const [row] = await tx<{ points: string }[]>`
    select coalesce(sum(worth), 0)::text as points from goodwill_gift
    where actor = any(${[...actors]}::text[]) and recorded_at > ${since}::text::timestamptz
      and undone_at is null`;
  return BigInt(row?.points ?? 0);
}

/** What a customer was given as goodwill. */
export interface GivenToCustomer {
  /** Since the beginning of the time that counts, what stands. */
  readonly points: bigint;
  readonly gifts: number;
  /** Rises with every gift and every undo, whenever. */
  readonly version: number;
}

/** Over all leaves of a live customer. */
export async function sumGivenToCustomer(
  tx: Tx | Sql,
  rootId: bigint,
  since: string,
): Promise<GivenToCustomer> {
  const [row] = await tx<{ points: string; gifts: number; version: number }[]>`
    select coalesce(sum(g.worth) filter (where counts), 0)::text as points,
           (count(*) filter (where counts))::int as gifts,
           (count(*) + count(g.undone_at))::int as version
    from (
      select worth, undone_at,
             recorded_at > ${since}::text::timestamptz and undone_at is null as counts
      from goodwill_gift
      where leaf_id = ${String(rootId)}::text::bigint or leaf_id in (
        select id from customer
        where root_id = ${String(rootId)}::text::bigint and root_id <> id)) as g`;
  return { points: BigInt(row?.points ?? 0), gifts: row?.gifts ?? 0, version: row?.version ?? 0 };
}

export interface GiftRow
  extends RowOf<
    "goodwill_gift",
    | "id"
    | "publicId"
    | "leafId"
    | "points"
    | "couponId"
    | "worth"
    | "reason"
    | "note"
    | "actor"
    | "recordedAt"
    | "undoneAt"
  > {
  /** Live customer that it belongs to now. */
  readonly rootId: bigint;
  /** Public id of the coupon; null for points. */
  readonly coupon: string | null;
  /** The lot that the points came in; null for a coupon. */
  readonly lotId: bigint | null;
}

const giftColumns = (tx: Tx | Sql) => tx`
  g.id, g.public_id as "publicId", g.leaf_id as "leafId", g.points, g.coupon_id as "couponId", g.worth,
  g.reason, g.note, g.actor, g.recorded_at as "recordedAt", g.undone_at as "undoneAt",
  c.root_id as "rootId", k.public_id as coupon, (e.lots -> 0 ->> 0)::bigint as "lotId"
  from goodwill_gift g
  join customer c on c.id = g.leaf_id
  left join coupon k on k.id = g.coupon_id
  left join entry e on e.id = g.entry_id`;

/** The gift with this id, whether it stands or not. */
export async function findGift(tx: Tx | Sql, publicId: string): Promise<GiftRow | null> {
  const [row] = await tx<GiftRow[]>`
    select ${giftColumns(tx)} where g.public_id = ${publicId}::text::uuid`;
  return row ?? null;
}

/** What live customers were given since and what stands of it, latest first. */
export function readGiftsOf(sql: Sql, rootIds: readonly bigint[], since: string) {
  return sql<GiftRow[]>`
    select ${giftColumns(sql)}
    where g.leaf_id in (
        select unnest(${rootIds.map(String)}::bigint[]) union
        select id from customer
        where root_id = any(${rootIds.map(String)}::bigint[]) and root_id <> id)
      and g.undone_at is null and g.recorded_at > ${since}::text::timestamptz
    order by g.id desc`;
}

function textOf(id: bigint | null): string | null {
  return id === null ? null : String(id);
}
