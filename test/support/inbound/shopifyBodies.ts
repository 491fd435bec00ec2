const set = (amount: string, currency = "EUR") => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount: "999.99", currency_code: "USD" },
});

/** Two teapots at 20.00 and a gift card at 50.00; 5.00 off the teapots; tax beside the price. */
export function order(more: Record<string, unknown> = {}) {
  return {
    ...{ id: 5_001, name: "#1007", currency: "EUR", test: false, taxes_included: false },
    created_at: "2026-11-01T10:00:00+01:00",
    processed_at: "2026-11-01T09:59:00+01:00",
    updated_at: "2026-11-02T10:00:00+01:00",
    financial_status: "paid",
    fulfillment_status: null,
    payment_gateway_names: ["gift_card"],
    ...{ total_price: "95.55", total_price_set: set("95.55"), total_tip_received: "2.00" },
    customer: { id: 77, email: "ada@example.com", phone: null, verified_email: true },
    discount_applications: [{ code: "TEA5", type: "discount_code" }],
    line_items: [
      {
        ...{ id: 1, sku: "POT", name: "Teapot - blue", vendor: "Kettle & Co", quantity: 2 },
        ...{ price: 999.99, price_set: set("20.00"), gift_card: false },
        discount_allocations: [
          { amount: "9", amount_set: set("5.00"), discount_application_index: 0 },
        ],
        tax_lines: [
          { price: "4.00", price_set: set("4.00") },
          { price: "2.65", price_set: set("2.65") },
        ],
      },
      { id: 2, variant_id: 22, title: "Gift card", quantity: 1, price: 50, gift_card: true },
    ],
    shipping_lines: [
      { title: "Post", price: "4.90", discounted_price: "1.90", tax_lines: [{ price: "0.00" }] },
    ],
    fulfillments: [],
    refunds: [],
    ...more,
  };
}

/** Both teapots, sent. */
export const FULFILMENT = {
  ...{ id: 900, order_id: 5_001, status: "success", created_at: "2026-11-03T08:00:00Z" },
  ...{ updated_at: "2026-11-05T08:00:00Z", line_items: [{ id: 1, quantity: 2 }] },
};

/** One teapot and the gift card, with the postage. */
export function refund(more: Record<string, unknown> = {}) {
  return {
    ...{ id: 333, order_id: 5_001, created_at: "2026-11-10T08:00:00Z", note: "too small" },
    refund_line_items: [
      {
        ...{ line_item_id: 1, quantity: 1, restock_type: "return" },
        ...{ subtotal: 17.5, total_tax: 3.33 },
        ...{ subtotal_set: set("17.50"), total_tax_set: set("3.33") },
      },
      { line_item_id: 2, quantity: 1, restock_type: "no_restock", subtotal: 50, total_tax: 0 },
    ],
    transactions: [
      { kind: "refund", status: "success", amount: "60.00", currency: "EUR" },
      { kind: "refund", status: "success", amount: "12.73", currency: "EUR" },
      { kind: "refund", status: "failure", amount: "99.00", currency: "EUR" },
    ],
    order_adjustments: [
      { kind: "shipping_refund", amount: "-1.90", tax_amount: "0.00" },
      { kind: "refund_discrepancy", amount: "5.00", tax_amount: "0.00" },
    ],
    ...more,
  };
}
