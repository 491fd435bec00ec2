import { describe, expect, test } from "vitest";
import { eventsOf, readMessage } from "../../../support/inbound/readMessage.ts";
import { order } from "../../../support/inbound/shopifyBodies.ts";

/** A search of all for each had not ended after 100 seconds. */
const MANY_LINES_MS_MAX = 10_000;

/** An amount in the shop's currency and in the customer's. */
const set = (shop: string, shown: string) => ({
  shop_money: { amount: shop, currency_code: "CAD" },
  presentment_money: { amount: shown, currency_code: "USD" },
});

/** Two boards for 1,366.02 CAD, which the customer sees as 1,012.70 USD. */
const BOARDS = {
  ...{ line_item_id: 1, quantity: 2, restock_type: "return", subtotal: 1240.71 },
  ...{ subtotal_set: set("1240.71", "919.80"), total_tax_set: set("125.31", "92.90") },
};

/** 5.00 CAD of postage with 0.65 of tax, 4.19 USD. */
const POSTAGE = {
  ...{ id: 7, shipping_line_id: 8 },
  ...{ subtotal_amount_set: set("5.00", "3.71"), tax_amount_set: set("0.65", "0.48") },
};

/** By how much less went back than goods and postage come to; below zero: more. */
const apart = (shop: string, shown: string) => ({
  ...{ amount_set: set(shop, shown), tax_amount_set: set("0.00", "0.00") },
});

const paid = (amount: string, currency: string) => [
  { kind: "refund", status: "success", amount, currency },
];

function refund(more: Record<string, unknown>) {
  return {
    ...{ id: 333, order_id: 5_001, created_at: "2026-11-10T08:00:00Z", order_adjustments: [] },
    ...{ refund_line_items: [BOARDS], refund_shipping_lines: [], ...more },
  };
}

/** The one event of a refund: the same by itself and inside its order. */
async function toldOf(more: Record<string, unknown>) {
  const alone = await readMessage("shopify", { body: refund(more), topic: "refunds/create" });
  const body = order({ currency: "CAD", refunds: [refund(more)] });
  const inside = await readMessage("shopify", { body, topic: "orders/updated" });
  expect(inside[0]?.events.slice(2)).toEqual(alone[0]?.events);
  const [event, ...others] = eventsOf(alone);
  expect(others).toEqual([]);
  return event;
}

test("postage that went back is its line, and counts as no goods", async () => {
  // As of API 2024-10 it is no adjustment any more:
  // https://shopify.dev/docs/api/admin-rest/latest/resources/refund
  const both = await toldOf({
    ...{ refund_shipping_lines: [POSTAGE], transactions: paid("1371.67", "CAD") },
  });
  expect(both?.["return"]).toEqual({
    id: "333",
    lines: [
      { lineId: "1", quantity: "2", amount: "1366.02" },
      { lineId: "shipping", quantity: "1", amount: "5.65" },
    ],
  });
  const alone = await toldOf({
    ...{ refund_line_items: [], refund_shipping_lines: [POSTAGE] },
    transactions: paid("5.65", "CAD"),
  });
  expect(alone).toMatchObject({
    ...{ kind: "RETURNED", currencyCode: "CAD" },
    return: { lines: [{ lineId: "shipping", amount: "5.65" }] },
  });
});

test("postage that is stated in both ways went back once", async () => {
  const adjustment = { kind: "shipping_refund", ...apart("-5.00", "-3.71") };
  const told = await toldOf({
    ...{ refund_shipping_lines: [POSTAGE], order_adjustments: [adjustment] },
    transactions: paid("1371.67", "CAD"),
  });
  expect(told?.["return"]).toMatchObject({ lines: [{ amount: "1366.02" }, { amount: "5.65" }] });
});

test("taxes that the stated amounts hold already are not given back twice", async () => {
  // 1,240.71 and 5.00, which hold 125.31 and 0.65: the money that went back says so.
  const told = await toldOf({
    ...{ refund_shipping_lines: [POSTAGE], transactions: paid("1245.71", "CAD") },
  });
  expect(told?.["return"]).toMatchObject({ lines: [{ amount: "1240.71" }, { amount: "5.00" }] });
});

test("what the customer got back in another currency is told in the shop's, to the cent", async () => {
  const lines = async (more: Record<string, unknown>) => {
    const told = await toldOf(more);
    expect(told).toMatchObject({ kind: "RETURNED", currencyCode: "CAD" });
    return (told as { return: { lines: readonly object[] } }).return.lines;
  };
  expect(await lines({ transactions: paid("1012.70", "USD") })).toMatchObject([
    { lineId: "1", amount: "1366.02" },
  ]);
  const both = { refund_shipping_lines: [POSTAGE], transactions: paid("1016.89", "USD") };
  expect(await lines(both)).toMatchObject([
    { lineId: "1", amount: "1366.02" },
    { lineId: "shipping", amount: "5.65" },
  ]);
  // As older versions have it, and 100.00 USD less than both come to.
  const less = [
    { kind: "shipping_refund", ...apart("-5.65", "-4.19") },
    { kind: "refund_discrepancy", ...apart("134.89", "100.00") },
  ];
  expect(
    await lines({ order_adjustments: less, transactions: paid("916.89", "USD") }),
  ).toMatchObject([{ amount: "1231.13" }, { lineId: "shipping", amount: "5.65" }]);
  // Half of it, which nothing states: 1,366.02 * 506.35 / 1,012.70.
  expect(await lines({ transactions: paid("506.35", "USD") })).toMatchObject([
    { amount: "683.01" },
  ]);
});

test("money without goods is told in the shop's currency, not in the customer's", async () => {
  const told = await toldOf({
    ...{ refund_line_items: [], transactions: paid("7.41", "USD") },
    order_adjustments: [{ kind: "refund_discrepancy", ...apart("-10.00", "-7.41") }],
  });
  expect(told).toMatchObject({
    ...{ kind: "REFUNDED", currencyCode: "CAD", refund: { id: "333", amount: "10.00" } },
  });
});

test("duties and fees that went back are their lines, and count as no goods", async () => {
  const told = await toldOf({
    ...{ total_duties_set: set("9.83", "7.29"), total_additional_fees_set: set("2.00", "1.48") },
    transactions: paid("1377.85", "CAD"),
  });
  expect(told?.["return"]).toMatchObject({
    lines: [
      { lineId: "1", amount: "1366.02" },
      { lineId: "duties", quantity: "1", amount: "9.83" },
      { lineId: "fees", quantity: "1", amount: "2.00" },
    ],
  });
});

describe("goods that are refunded without being restocked", () => {
  const at = (day: number) => `2026-11-${String(day).padStart(2, "0")}T08:00:00Z`;
  const parcel = (id: number, quantity: number, day: number, status = "success") => ({
    ...{ id, order_id: 5_001, status, created_at: at(day), line_items: [{ id: 1, quantity }] },
  });
  const board = (quantity: number, restock_type = "no_restock") => ({
    ...{ line_item_id: 1, quantity, restock_type, subtotal: 100 * quantity, total_tax: 0 },
  });
  const refundOf = (id: number, day: number, ...refund_line_items: readonly object[]) =>
    refund({ id, refund_line_items, created_at: at(day), transactions: [] });
  /** How many of three boards an order is left with, and what each refund brings back. */
  async function toldBy(refunds: readonly object[], fulfillments: readonly object[]) {
    const line_items = [{ id: 1, sku: "BOARD", quantity: 3, price: "100.00" }];
    const more = { currency: "CAD", discount_applications: [], line_items, refunds, fulfillments };
    const parts = await readMessage("shopify", { body: order(more), topic: "orders/updated" });
    expect(parts[0]?.faults).toEqual([]);
    const [placed, ...others] = eventsOf(parts) as Record<string, unknown>[];
    const { lines } = placed as { lines: readonly { quantity: string }[] };
    const returned = others.flatMap(({ kind, return: back }) => {
      const { id, lines: own } = (back ?? {}) as { id: string; lines: { quantity: string }[] };
      return kind === "RETURNED" ? [`${id}: ${own.map(({ quantity }) => quantity).join()}`] : [];
    });
    return [lines[0]?.quantity, ...returned];
  }

  test("leave the order where they had not been sent, and do not come back", async () => {
    expect(await toldBy([refundOf(1, 5, board(1))], [])).toEqual(["2"]);
    expect(await toldBy([refundOf(1, 5, board(1))], [parcel(9, 2, 7)])).toEqual(["2"]);
    expect(await toldBy([refundOf(1, 5, board(1))], [parcel(9, 3, 3, "cancelled")])).toEqual(["2"]);
  });

  test("come back where they had been sent", async () => {
    expect(await toldBy([refundOf(1, 5, board(1))], [parcel(9, 3, 3)])).toEqual(["3", "1: 1"]);
    // One had been sent, and is the customer's to keep; the second was not there.
    expect(await toldBy([refundOf(1, 5, board(2))], [parcel(9, 1, 3)])).toEqual(["2", "1: 1"]);
    // What came back once does not come back again, whatever the order of the list.
    const first = refundOf(1, 5, board(1, "return"));
    const second = refundOf(2, 6, board(2));
    expect(await toldBy([second, first], [parcel(9, 1, 3)])).toEqual(["1", "1: 1"]);
  });

  test("come back where they were sent after all, or nothing says otherwise", async () => {
    expect(await toldBy([refundOf(1, 5, board(1))], [parcel(9, 3, 7)])).toEqual(["3", "1: 1"]);
    expect(await toldBy([refundOf(1, 5, board(1), board(1, "cancel"))], [])).toEqual(["1"]);
    const back = { ...board(1), line_item: { id: 1, fulfillment_status: "partial" } };
    for (const [item, kinds] of [
      [board(1), ["RETURNED"]],
      [back, ["RETURNED"]],
      [{ ...back, line_item: { id: 1, fulfillment_status: null } }, []],
    ] as const) {
      const transactions = [{ kind: "refund", amount: "100.00", currency: "CAD" }];
      const body = { ...refundOf(1, 5, item), transactions };
      const alone = await readMessage("shopify", { body, topic: "refunds/create" });
      expect(eventsOf(alone).map(({ kind }) => kind)).toEqual(kinds);
    }
  });

  test("are found in an order of very many lines in a moment", async () => {
    const line_items = Array.from({ length: 20_000 }, (_, id) => ({ id, quantity: 1, price: 1 }));
    const parcels = line_items.slice(1).map(({ id }) => ({
      ...{ id, order_id: 5_001, created_at: at(3), line_items: [{ id, quantity: 1 }] },
    }));
    const itemsOf = (type: string) =>
      line_items.map(({ id }) => ({ ...board(1, type), line_item_id: id }));
    const refunds = [
      refundOf(1, 5, ...itemsOf("no_restock")),
      refundOf(2, 6, ...itemsOf("cancel")),
    ];
    const many = order({ currency: "CAD", line_items, fulfillments: parcels, refunds });
    const begin = performance.now();
    const [part] = await readMessage("shopify", { body: many, topic: "orders/updated" });
    expect(performance.now() - begin).toBeLessThan(MANY_LINES_MS_MAX);
    expect(part?.faults[0]?.reason).toBe("TOO_MANY");
  });

  test("is said by the order above what the refund says by itself", async () => {
    const ids = async (body: object, topic: string) =>
      (await readMessage("shopify", { body, topic })).flatMap(({ events }) =>
        events.flatMap(({ event }) =>
          event["kind"] === "RETURNED" ? [Number(event["sequence"])] : [],
        ),
      );
    const body = refundOf(1, 5, board(2));
    const line_items = [{ id: 1, quantity: 3, price: "100.00" }];
    const whole = { currency: "CAD", line_items, refunds: [body], fulfillments: [parcel(9, 1, 3)] };
    const transactions = [{ kind: "refund", amount: "200.00", currency: "CAD" }];
    const [alone = 0] = await ids({ ...body, transactions }, "refunds/create");
    const [byOrder = 0] = await ids(order(whole), "orders/updated");
    expect(byOrder).toBeGreaterThan(alone);
  });
});

test("postage that was removed from an order is no line of it", async () => {
  // Webhooks go on naming it: https://shopify.dev/changelog, 2024-02-29.
  const shipping_lines = [
    { title: "Express", price: "14.90", is_removed: true, tax_lines: [{ price: "2.00" }] },
    { title: "Post", price: "4.90", is_removed: false },
  ];
  const linesOf = async (lines: readonly object[]) => {
    const body = order({ shipping_lines: lines, total_tip_received: null });
    const [placed] = eventsOf(await readMessage("shopify", { body, topic: "orders/updated" }));
    return (placed as { lines: readonly object[] }).lines.slice(2);
  };
  expect(await linesOf(shipping_lines)).toMatchObject([{ id: "shipping", net: "4.90" }]);
  expect(await linesOf(shipping_lines.slice(0, 1))).toEqual([]);
});
