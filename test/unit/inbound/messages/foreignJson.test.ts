import { expect, test } from "vitest";
import type { Receives } from "../../../../src/domain/inbound/receives.ts";
import { receivesSchema } from "../../../../src/domain/inbound/receives.ts";
import type { Instant } from "../../../../src/domain/time/instant.ts";
import { connectorOf } from "../../../../src/inbound/messages/connectors.ts";
import { adobeOrder } from "../../../support/inbound/adobeBodies.ts";
import { eventsOf, readMessage } from "../../../support/inbound/readMessage.ts";
import { wooOrder } from "../../../support/inbound/wooBodies.ts";

/** Numbers as Shopify's test notifications have them: a double would make them others. */
const ORDER = "820982911946154508";
const LINES = ["866550311766439020", "866550311766439021"];
const CUSTOMER = "115310627314723954";

test("a number of an order, a line or a customer is read digit for digit, however long it is", async () => {
  const lines = LINES.map((id) => `{"id": ${id}, "quantity": 1, "price": 9.90}`);
  const body = `{"id": ${ORDER}, "currency": "USD", "created_at": "2026-11-01T10:00:00Z",
    "customer": {"id": ${CUSTOMER}}, "line_items": [${lines.join()}]}`;
  const [placed] = eventsOf(await readMessage("shopify", { body, topic: "orders/create" }));
  expect(placed).toMatchObject({
    references: [{ kind: "order", value: ORDER }],
    customer: [{ kind: "shop", value: CUSTOMER }],
    lines: LINES.map((id) => ({ id, net: "9.90" })),
  });
});

test("two calls whose ids are long numbers are two, not a repetition", () => {
  const settings = receivesSchema.parse({ connector: "segment" }) as Receives;
  const [a, b] = LINES.map((messageId) =>
    connectorOf(settings).admit(
      {
        ...{ method: "POST", url: new URL("https://example.com/v1/track"), headers: {} },
        body: Buffer.from(`{"writeKey": "wk", "type": "track", "messageId": ${messageId}}`),
      },
      { settings, secrets: ["wk"], now: 0 as Instant },
    ),
  );
  expect([a?.ok, b?.ok]).toEqual([true, true]);
  expect(a).not.toEqual(b);
});

test("what sums of floats leave over is worth nothing, and costs no order its reading", async () => {
  // 2.8e-14 and the like: https://github.com/magento/magento2/issues/26012
  const [item] = adobeOrder().items;
  for (const dust of [5.6843418860808e-14, "-1.7763568394003E-15", "1.0e-7"]) {
    const items = [{ ...item, discount_tax_compensation_amount: dust }];
    const parts = await readMessage("adobe_commerce", { body: adobeOrder({ items }) });
    expect(eventsOf(parts)[0]).toMatchObject({ lines: [{ net: "105.60", tax: "17.60" }, {}] });
  }
  const [mug] = wooOrder().line_items;
  const line_items = [{ ...mug, total_tax: "3.6E+0", subtotal_tax: 4.0e-7 }];
  const parts = await readMessage("woocommerce", { body: wooOrder({ line_items }) });
  expect(eventsOf(parts)[0]).toMatchObject({ lines: [{ net: "21.60", tax: "3.60" }, {}] });
});

test("an amount that no order has is refused by its name", async () => {
  for (const total of ["1e400", "-1e400", "1e21", '"1e16"', '"1.5e-"', '"0x10"', "true"]) {
    const body = JSON.stringify(wooOrder()).replace('"total":"18.00"', `"total":${total}`);
    const [part] = await readMessage("woocommerce", { body });
    expect([total, part?.events, part?.faults[0]?.at]).toEqual([total, [], "line_items.0.total"]);
  }
});

test("of an order that comes to more than any does nothing is told, not that it is paid either", async () => {
  const [mug] = wooOrder().line_items;
  for (const [total, isTaken] of [
    ["99999999999.99", true],
    ["100000000000.01", false],
    ["999999999999999", false],
  ] as const) {
    const line_items = [{ ...mug, subtotal: total, total, subtotal_tax: "0", total_tax: "0" }];
    const body = wooOrder({ line_items, shipping_lines: [], total });
    const [part] = await readMessage("woocommerce", { body });
    expect([total, (part?.events.length ?? 0) > 1]).toEqual([total, isTaken]);
    expect(part?.faults).toMatchObject(isTaken ? [] : [{ reason: "OVERFLOW", at: "lines" }]);
    const call = {
      ...{ type: "track", event: "Order Completed", userId: "u", messageId: "m" },
      timestamp: "2026-11-01T10:00:00Z",
      properties: { order_id: "1", currency: "GBP", products: [{ sku: "MUG", price: total }] },
    };
    const [told] = await readMessage("segment", { body: call });
    expect([total, told?.events.length]).toEqual([total, isTaken ? 2 : 0]);
    expect(told?.faults.map(({ reason }) => reason)).toEqual(isTaken ? [] : ["OVERFLOW"]);
  }
});

test("an empty object as PHP writes it is none, and a list that is numbered is a list", async () => {
  const fee = { id: 9, name: "Wrapping", total: "2.00", total_tax: "0.00" };
  const body = wooOrder({
    billing: [],
    customer_id: 0,
    fee_lines: { 1: fee, 3: { ...fee, id: 11 } },
  });
  const [placed] = eventsOf(await readMessage("woocommerce", { body }));
  expect(placed).not.toHaveProperty("customer");
  expect(placed?.["lines"]).toMatchObject([
    ...[{ id: "1" }, { id: "2" }, { id: "shipping/7" }],
    ...[
      { id: "fee/9", net: "2.00" },
      { id: "fee/11", net: "2.00" },
    ],
  ]);
  const unpaid = await readMessage("adobe_commerce", { body: adobeOrder({ payment: [] }) });
  expect(eventsOf(unpaid)[0]).toMatchObject({ kind: "PLACED" });
  const named = await readMessage("woocommerce", { body: wooOrder({ fee_lines: { a: fee } }) });
  expect(named[0]?.faults).toMatchObject([{ reason: "WRONG_TYPE", at: "fee_lines" }]);
  const filled = await readMessage("woocommerce", { body: wooOrder({ billing: ["x"] }) });
  expect(filled[0]?.faults).toMatchObject([{ reason: "NOT_AN_OBJECT", at: "billing" }]);
});
