/** A configurable shirt twice at 50.00 less 12.00 with 20 % tax, and postage of 6.00. */
export function adobeOrder(more: Record<string, unknown> = {}) {
  return {
    ...{ entity_id: "41", increment_id: "000000041", state: "processing", customer_id: 8 },
    ...{ customer_email: "ada@example.com", order_currency_code: "EUR", grand_total: "111.60" },
    ...{ total_paid: "111.6000", created_at: "2026-11-01 10:00:00" },
    updated_at: "2026-11-02 10:00:00",
    ...{ shipping_amount: "5.0000", shipping_tax_amount: "1.0000", gift_cards_amount: "0.0000" },
    ...{ shipping_description: "Post", payment: { method: "checkmo" } },
    items: [
      {
        ...{ item_id: 7, sku: "SHIRT-M", name: "Shirt", qty_ordered: "2.0000" },
        ...{ row_total: 100, tax_amount: "17.6000", discount_amount: "12.0000" },
      },
      { item_id: 8, parent_item_id: 7, sku: "SHIRT-M", qty_ordered: 2, row_total: 0 },
    ],
    ...more,
  };
}

export const INVOICE = {
  ...{ entity_id: "5", order_id: "41", state: 2, order_currency_code: "EUR" },
  ...{ grand_total: 111.6, created_at: "2026-11-02 09:00:00" },
  items: [
    {
      ...{ order_item_id: "7", sku: "SHIRT-M", qty: "2.000000", row_total: 100 },
      ...{ tax_amount: 17.6, discount_amount: 12 },
    },
    { order_item_id: "8", sku: "SHIRT-M", qty: "2.000000", row_total: 0 },
  ],
};

export const SHIPMENT = {
  ...{ entity_id: "6", order_id: "41", created_at: "2026-11-03 09:00:00" },
  items: [{ order_item_id: "7", sku: "SHIRT-M", qty: 2 }],
};

/** One shirt back, its postage, and 2.00 for the trouble. */
export const CREDIT_MEMO = {
  ...{ entity_id: "9", order_id: "41", order_currency_code: "EUR", grand_total: "60.80" },
  ...{ shipping_amount: 5, shipping_tax_amount: 1, adjustment_positive: 2 },
  created_at: "2026-11-09 09:00:00",
  items: [
    {
      ...{ order_item_id: "7", qty: 1, row_total: 50, tax_amount: 8.8, discount_amount: 6 },
    },
  ],
};
