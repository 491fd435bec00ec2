import type { LocalShop } from "./localShop.ts";

/** An order of two mugs and a ribbon, less a tenth, with postage and handling: 33.00 in all. */
export function bcOrder(over: object = {}) {
  return {
    ...{ id: 250, customer_id: 32, status_id: 11, status: "Awaiting Fulfillment" },
    date_created: "Tue, 10 Nov 2026 01:00:00 +0200",
    date_modified: "Tue, 10 Nov 2026 09:00:00 +0000",
    date_shipped: "",
    ...{ subtotal_inc_tax: "30.0000", coupon_discount: "3.0000", discount_amount: "0.0000" },
    ...{ shipping_cost_inc_tax: "4.8000", shipping_cost_tax: "0.8000" },
    ...{ handling_cost_inc_tax: "1.2000", handling_cost_tax: "0.2000" },
    ...{ wrapping_cost_inc_tax: "0.0000", wrapping_cost_tax: "0.0000" },
    ...{ total_inc_tax: "33.0000", total_tax: "5.5000", refunded_amount: "0.0000" },
    ...{ gift_certificate_amount: "0.0000", store_credit_amount: "0.0000" },
    ...{ payment_method: "Cash", currency_code: "EUR", default_currency_code: "GBP" },
    billing_address: { email: "ada@example.com", phone: "+442071234567", first_name: "Ada" },
    ...over,
  };
}

export function bcProducts(over: object = {}) {
  return [
    {
      ...{ id: 1, product_id: 20, sku: "MUG", name: "Mug", type: "physical", quantity: 2 },
      ...{ total_inc_tax: "24.0000", total_tax: "4.0000", quantity_shipped: 0 },
      applied_discounts: [{ id: "coupon", code: "TEN", amount: "2.4000", target: "order" }],
      ...over,
    },
    {
      ...{ id: 2, product_id: 21, sku: "", name: "Ribbon", type: "physical", quantity: 1 },
      ...{ total_inc_tax: "6.0000", total_tax: "1.0000", quantity_shipped: 0 },
      applied_discounts: [{ id: "coupon", code: "TEN", amount: 0.6, target: "order" }],
    },
  ];
}

/** One mug and half of the postage. */
export function bcRefund(over: object = {}) {
  return {
    ...{
      id: 12,
      order_id: 250,
      user_id: 0,
      created: "2026-11-12T10:00:00+01:00",
      reason: "chipped",
    },
    ...{ total_amount: 13.2, total_tax: 2.2 },
    items: [
      { item_type: "PRODUCT", item_id: 1, quantity: 1, requested_amount: null },
      { item_type: "SHIPPING", item_id: 7, quantity: 1, requested_amount: 2.4 },
    ],
    payments: [{ id: 13, provider_id: "cash", amount: 13.2, is_declined: false }],
    ...over,
  };
}

export function bcHook(scope: string, data: object = { type: "order", id: 250 }) {
  return {
    ...{ scope, store_id: "1025646", data, hash: "3f9ea420af83450d7ef9f78b08c8af25b2213637" },
    ...{ created_at: 1_794_300_000, producer: "stores/abcde" },
  };
}

/** Has a shop answer with an order as it stands. */
export function showOrder(
  { answers }: LocalShop,
  {
    order = bcOrder(),
    products = bcProducts(),
    refunds = [],
  }: {
    readonly order?: { readonly id?: unknown };
    readonly products?: readonly object[];
    readonly refunds?: readonly object[];
  } = {},
  prefix = "",
): void {
  const id = String(order.id);
  answers.set(`${prefix}/v2/orders/${id}`, order);
  answers.set(`${prefix}/v2/orders/${id}/products`, products);
  answers.set(`${prefix}/v3/orders/${id}/payment_actions/refunds`, { data: refunds, meta: {} });
}
