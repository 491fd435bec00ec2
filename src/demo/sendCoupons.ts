import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { findRootsByIdentifier } from "../../db/queries/demo/demo.ts";
import { GuessLimit } from "../access/guessLimit.ts";
import { Catalog } from "../core/catalog.ts";
import { issueCoupon } from "../coupons/issueCoupon.ts";
import { redeemCoupon } from "../coupons/redeemCoupon.ts";
import { reverseRedemption } from "../coupons/reverseRedemption.ts";
import { validateCoupon } from "../coupons/validateCoupon.ts";
import { scopesOf, systemViewer, type Viewer } from "../domain/access/viewer.ts";
import { codeOf } from "../domain/coupon/code.ts";
import type { Instant } from "../domain/time/instant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import { amountText } from "./basket.ts";
import type { DemoCoupon, DemoUse } from "./coupons.ts";
import { MARKETS } from "./retailer.ts";

/** Coupons on their way at once. */
const IN_FLIGHT = 4;

/**
 * Issues the demo's coupons and has the tills use them, by the commands and at the demo's own
 * times.
 *
 * Guarantee: by their idempotency keys a second run of the same coupons changes nothing, beside
 * asking tills again.
 */
export async function sendCoupons(sql: Sql, coupons: readonly DemoCoupon[]): Promise<void> {
  const roots = await rootsOf(sql, coupons);
  const deps = { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
  const queue = coupons.entries();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const [index, coupon] of queue) {
        const rootId = roots.get(coupon.person.email);
        if (rootId !== undefined) {
          await liveOne(deps, coupon, rootId, index);
        }
      }
    }),
  );
}

async function rootsOf(
  sql: Sql,
  coupons: readonly DemoCoupon[],
): Promise<ReadonlyMap<string, bigint>> {
  const emails = coupons.map(({ person }) => person.email);
  const rows = await findRootsByIdentifier(sql, "email", emails);
  return new Map(rows.map(({ value, root_id }) => [value, root_id]));
}

async function liveOne(
  deps: { readonly sql: Sql; readonly catalog: Catalog; readonly newPublicId: () => string },
  coupon: DemoCoupon,
  rootId: bigint,
  index: number,
): Promise<void> {
  const { couponId, userErrors } = await issueCoupon(
    { ...deps, now: coupon.issuedAt, randomBytes: () => coupon.random },
    {
      viewer: systemViewer("demo"),
      idempotencyKey: `demo-coupon-${index}`,
      customer: { rootId, said: coupon.person.email },
      ...coupon.order,
      ...{ code: null, usesMax: null, usesPerCustomerMax: null, basis: null },
    },
  );
  if (couponId === null) {
    throw new Error(`a coupon of the demo was refused: ${JSON.stringify(userErrors)}`);
  }
  const code = codeOf(coupon.random);
  let redemptionId: string | null = null;
  for (const [at, use] of coupon.uses.entries()) {
    redemptionId =
      (await useOnce({ ...deps, now: use.at }, use, code, redemptionId, `${index}-${at}`)) ??
      redemptionId;
  }
}

/** @returns the redemption, when there is one */
async function useOnce(
  deps: Parameters<typeof redeemCoupon>[0] & { readonly now: Instant },
  use: DemoUse,
  code: string,
  redeemed: string | null,
  basket: string,
): Promise<string | null> {
  const { store, till, cashier, at } = use;
  const { currency, timeZone } = MARKETS[store.market];
  const businessDate = localDateOf(at, timeZone);
  const place = { viewer: tillOf(store.code), store: null, till, cashier };
  const idempotencyKey = `${store.code}/${till}/${businessDate}/${basket}/1`;
  const guesses = new GuessLimit(() => at);
  const cart = {
    currencyCode: currency,
    lines: [
      {
        ...{ kind: "ARTICLE", article: "20100", quantity: "1" },
        unitPrice: amountText(use.basketMinor),
        categories: ["kitchen", "cookware"],
      },
    ],
  };
  if (use.kind === "VALIDATE") {
    await validateCoupon(deps, guesses, { ...place, code, channel: null, cart, customer: null });
    return null;
  }
  if (use.kind === "REVERSE") {
    const reversal = { ...place, idempotencyKey, redemptionId: redeemed, reason: "RETURNED" };
    return (await reverseRedemption(deps, reversal)).redemptionId;
  }
  const answer = await redeemCoupon(deps, guesses, {
    ...place,
    ...{ idempotencyKey, code, businessDate, basket, cart, line: "1" },
    receiptNumber: basket,
    amount: { amount: amountText(use.offMinor), currencyCode: currency },
    ...{ channel: null, customer: null, occurredAt: null },
  });
  return answer.redemptionId;
}

function tillOf(store: string): Viewer {
  const scopes = scopesOf("till");
  return { principal: "demo-till", role: "till", scopes, customerId: null, store, sources: null };
}
