import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { Catalog } from "../../src/core/catalog.ts";
import type { IssueCouponRequest } from "../../src/coupons/issueCoupon.ts";
import type { RedeemCouponRequest } from "../../src/coupons/redemption.ts";
import type { Viewer } from "../../src/domain/access/viewer.ts";
import { type Instant, type LocalDate, MICROS_PER_DAY } from "../../src/domain/time/instant.ts";
import { createCommands } from "../../src/graph/commands.ts";
import { registerStores } from "../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase } from "./database.ts";
import { at, setUpRetailer, viewerOf } from "./receiver.ts";

/** Coupons as tests issue and use them. */

export const HOME_STORE = "london-1";
export const OTHER_STORE = "leeds-1";
/** Coupons of these tests are valid from well before until well after it. */
export const COUPON_NOW = at("2026-03-10T12:00:00Z");

export function tillOf(store: string): Viewer {
  return { ...viewerOf("till"), principal: `till:${store}`, store };
}

/** The store beside the retailer's own of `setUpRetailer`. */
async function addOtherStore(sql: Sql): Promise<void> {
  const place = { brand: "Test", market: "GB", timeZone: "Europe/London" };
  await registerStores(sql, [{ code: OTHER_STORE, name: "Leeds 1", ...place }]);
}

/** The commands as a server process has them; `now` fixed unless it is null. */
export async function openCommands(sql: Sql, now: Instant | null = COUPON_NOW) {
  const deps = { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
  return createCommands(now === null ? deps : { ...deps, now });
}

/** A customer who was never told anything, without any purchase. */
export async function insertCustomer(sql: Sql, tier: string | null = null): Promise<bigint> {
  const [row] = await sql<{ id: bigint }[]>`
    insert into customer (id, public_id, root_id, created_at, seq, recorded_at, evaluated_at, tier, tier_since, ruleset_version)
    select id, ${uuidv7()}::uuid, id, '2026-01-01Z', 0, '2026-01-01Z', '2026-01-01Z', ${tier}, ${tier === null ? null : "2026-01-01Z"}, 1
    from nextval('id_block_seq') as id
    returning id`;
  return (row as { id: bigint }).id;
}

/** Five pounds off, once, for the customer; a public code without one. */
export function issueRequest(
  rootId: bigint | null,
  changes: Partial<IssueCouponRequest> = {},
): IssueCouponRequest {
  return {
    // Who may not see customers cannot issue for the tier of one.
    viewer: viewerOf(changes.conditions?.tiers == null ? "marketer" : "agent"),
    idempotencyKey: uuidv7(),
    customer: rootId === null ? null : { rootId, said: String(rootId) },
    code: null,
    names: [{ locale: "en", text: "Five pounds off" }],
    value: { amount: { amount: "5.00", currencyCode: "GBP" } },
    campaign: null,
    validFrom: (COUPON_NOW - 10 * MICROS_PER_DAY) as Instant,
    validUntil: (COUPON_NOW + 3_650 * MICROS_PER_DAY) as Instant,
    usesMax: null,
    usesPerCustomerMax: null,
    basis: null,
    segments: [],
    issuedBecause: null,
    conditions: null,
    ...changes,
  };
}

/** Who shows a card at the till: what it says and who it is. */
export function atTill(rootId: bigint | null, said: unknown = String(rootId)) {
  return { said, find: async () => rootId };
}

export function redeemRequest(
  code: string,
  changes: Partial<RedeemCouponRequest> = {},
): RedeemCouponRequest {
  return {
    viewer: tillOf(HOME_STORE),
    idempotencyKey: uuidv7(),
    code,
    store: null,
    till: "1",
    cashier: "7",
    businessDate: "2026-03-10" as LocalDate,
    basket: "b-1",
    line: null,
    receiptNumber: null,
    amount: { amount: "5.00", currencyCode: "GBP" },
    channel: null,
    cart: null,
    customer: null,
    occurredAt: null,
    ...changes,
  };
}

/** Issues a coupon, which must work. @returns its code and row id */
export async function issued(
  sql: Sql,
  commands: Pick<Awaited<ReturnType<typeof openCommands>>, "issueCoupon">,
  request: IssueCouponRequest,
): Promise<{ readonly code: string; readonly id: bigint; readonly publicId: string }> {
  const { couponId, userErrors } = await commands.issueCoupon(request);
  if (couponId === null) {
    throw new Error(`not issued: ${JSON.stringify(userErrors)}`);
  }
  const [row] = await sql<{ code: string; id: bigint }[]>`
    select code, id from coupon where public_id = ${couponId}::uuid`;
  return { ...(row as { code: string; id: bigint }), publicId: couponId };
}

/** A retailer with two stores in a database of its own, and the commands on it. */
export async function startCouponRetailer(now: Instant | null = COUPON_NOW) {
  const database = await cloneTemplateDatabase();
  const { sql } = database;
  await setUpRetailer(sql);
  await addOtherStore(sql);
  return { database, sql, commands: await openCommands(sql, now) };
}

/** What is counted of a coupon. */
export async function couponCounts(sql: Sql, id: bigint) {
  return (await sql`select state, used, drawn from coupon where id = ${id}`)[0];
}

/** Attempts at a coupon, in their order. */
export async function attemptsAtCoupon(sql: Sql, id: bigint) {
  return await sql`
    select kind, outcome, reason, store, till from coupon_attempt where coupon_id = ${id} order by id`;
}
