/** Two mugs at 10.00 and a ribbon by the metre; a coupon of 10 %; tax and postage beside. */
export function wooOrder(more: Record<string, unknown> = {}) {
  return {
    ...{ id: 812, number: "W-812", order_key: "wc_order_x", status: "completed", currency: "GBP" },
    date_created: "2026-11-01T11:00:00",
    date_created_gmt: "2026-11-01T10:00:00",
    date_modified_gmt: "2026-11-03T10:00:00",
    date_paid_gmt: "2026-11-01T10:05:00",
    date_completed_gmt: "2026-11-03T09:00:00",
    ...{ total: "32.74", total_tax: "5.46", payment_method: "stripe", customer_id: 19 },
    billing: { email: "ada@example.com", phone: "+442071234567" },
    coupon_lines: [{ id: 5, code: "ten" }],
    line_items: [
      {
        ...{ id: 1, name: "Mug", sku: "MUG", product_id: 3, variation_id: 0, quantity: 2 },
        ...{ subtotal: "20.00", subtotal_tax: "4.00", total: "18.00", total_tax: "3.60" },
      },
      {
        ...{ id: 2, name: "Ribbon", sku: "", product_id: 4, variation_id: 44, quantity: 1.5 },
        ...{ subtotal: "4.166667", subtotal_tax: "0.833333", total: "3.75", total_tax: "0.75" },
      },
    ],
    shipping_lines: [{ id: 7, method_title: "Post", total: "5.53", total_tax: "1.11" }],
    fee_lines: [],
    refunds: [],
    ...more,
  };
}
