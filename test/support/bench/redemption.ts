import { randomUUID } from "node:crypto";
import { STORE } from "../server.ts";

/** What a till sends to use a coupon up. */
export function redemption(code: string, more: Record<string, unknown> = {}) {
  return {
    ...{
      code,
      till: "1",
      businessDate: "2026-11-28",
      basket: randomUUID(),
      idempotencyKey: randomUUID(),
    },
    ...{ amount: { amount: "5.00", currencyCode: "GBP" }, store: STORE, ...more },
  };
}
