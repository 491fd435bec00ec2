import { expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { SEGMENT } from "../../../../src/inbound/messages/segment/segment.ts";
import { eventsOf, faultsOf, refusalsIn, translated } from "../../../support/inbound/translated.ts";

/** https://segment.com/docs/connections/spec/ecommerce/v2/#order-refunded */

const settings = receivesSchema.parse({ connector: "segment" }) as SettingsOf<"segment">;

async function refunded(properties: object) {
  const call = { type: "track", messageId: "m", event: "Order Refunded", userId: "u" };
  const timestamp = "2026-11-28T10:00:00Z";
  const order = { order_id: "W-1", ...properties };
  const parts = await translated(SEGMENT, settings, { ...call, timestamp, properties: order });
  expect([faultsOf(parts), refusalsIn(parts)]).toEqual([[], []]);
  const [event] = eventsOf(parts) as unknown as { return: { lines: object[] } }[];
  return event?.return.lines;
}

const POT = { sku: "POT", price: 20, quantity: 2 };
const CUP = { sku: "CUP", price: "10.00", quantity: 1 };

test.each([
  ["less than they cost: that money, by what they cost", 12.34, ["9.87", "2.47"]],
  ["nothing, which is no refund: their share of the order", 0, [undefined, undefined]],
  ["what they cost: their share of the order", 50, [undefined, undefined]],
  ["more, with postage or of the whole order: their share of it", 57.5, [undefined, undefined]],
  ["nobody says: their share of the order", null, [undefined, undefined]],
])("products that came back for %s", async (_what, total, amounts) => {
  const lines = await refunded({ total, currency: "EUR", products: [POT, CUP] });
  expect(lines).toEqual([
    { article: "POT", quantity: "2", ...(amounts[0] === undefined ? {} : { amount: amounts[0] }) },
    { article: "CUP", quantity: "1", ...(amounts[1] === undefined ? {} : { amount: amounts[1] }) },
  ]);
});

test("without a currency, or a price of each, goods come back at their share of the order", async () => {
  const bare = [{ article: "POT", quantity: "2" }];
  expect(await refunded({ total: 5, products: [POT] })).toEqual(bare);
  const products = [{ sku: "POT", quantity: 2 }];
  expect(await refunded({ total: 5, currency: "EUR", products })).toEqual(bare);
});
