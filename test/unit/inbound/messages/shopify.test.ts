import { expect, test } from "vitest";
import { eventsOf, readMessage } from "../../../support/inbound/readMessage.ts";
import { FULFILMENT, order, refund } from "../../../support/inbound/shopifyBodies.ts";

const LINES = [
  {
    ...{ id: "1", kind: "ARTICLE", quantity: "2", article: "POT", name: "Teapot - blue" },
    ...{ brand: "Kettle & Co", gross: "46.65", net: "41.65", tax: "6.65" },
    discounts: [{ source: "shop", code: "TEA5", amount: "5.00" }],
  },
  {
    ...{ id: "2", kind: "GIFT_CARD", quantity: "1", article: "22", name: "Gift card" },
    ...{ gross: "50.00", net: "50.00", tax: "0.00" },
  },
  {
    ...{ id: "shipping", kind: "SHIPPING", quantity: "1", name: "Post" },
    ...{ gross: "4.90", net: "1.90", tax: "0.00" },
    discounts: [{ source: "shop", amount: "3.00" }],
  },
  {
    ...{ id: "tip", kind: "FEE", quantity: "1", name: "Tip" },
    ...{ gross: "2.00", net: "2.00", tax: "0.00" },
  },
];

const PLACED = {
  ...{ source: "shop", kind: "PLACED", occurredAt: "2026-11-02T10:00:00+01:00" },
  references: [
    { kind: "order", value: "5001" },
    { kind: "number", value: "#1007" },
  ],
  customer: [
    { kind: "shop", value: "77" },
    { kind: "email", value: "ada@example.com" },
  ],
  ...{ placedAt: "2026-11-01T09:59:00+01:00", currencyCode: "EUR", lines: LINES },
};

const read = async (body: unknown, topic: string | null, settings = {}) =>
  await readMessage("shopify", { body, topic, settings });

test("an order is placed with its lines in the shop's money, and paid as it was paid", async () => {
  const events = eventsOf(await read(order(), "orders/create"));
  expect(events).toEqual([
    PLACED,
    {
      ...{ source: "shop", kind: "SETTLED", occurredAt: "2026-11-01T09:59:00+01:00" },
      ...{ references: [{ kind: "order", value: "5001" }], currencyCode: "EUR" },
      tenders: [{ kind: "gift_card", amount: "95.55" }],
    },
  ]);
});

test("prices that hold their tax are taken as they are", async () => {
  const parts = await read(order({ taxes_included: true }), "orders/create");
  expect(eventsOf(parts)[0]).toMatchObject({
    lines: [{ gross: "40.00", net: "35.00", tax: "6.65" }, {}, { net: "1.90" }, {}],
  });
});

test("every topic that brings the same order makes the same events of it", async () => {
  const ids = async (topic: string | null, body: unknown) =>
    (await read(body, topic)).flatMap(({ events }) => events.map(({ eventId }) => eventId));
  const own = await ids("orders/create", order());
  expect(await ids("orders/updated", order())).toEqual(own);
  expect(await ids(null, { order: order() })).toEqual(own);
  // When it was paid is said by one topic alone.
  const paid = eventsOf(await read(order(), "orders/paid"));
  expect(paid[1]).toMatchObject({ kind: "SETTLED", occurredAt: "2026-11-02T10:00:00+01:00" });
});

test("a guest is known by what was typed, and an order may be a test", async () => {
  const guest = order({ customer: null, email: "guest@example.com", phone: "+441632960000" });
  const [placed] = eventsOf(await read({ ...guest, test: true }, "orders/create"));
  expect(placed).toMatchObject({
    customer: [
      { kind: "email", value: "guest@example.com" },
      { kind: "phone", value: "+441632960000" },
    ],
    test: true,
  });
  const nobody = eventsOf(await read(order({ customer: null }), "orders/create"))[0];
  expect(nobody).not.toHaveProperty("customer");
});

test("a fulfilment hands its lines over, whichever webhook brings it, until it is called off", async () => {
  const fulfilled = {
    ...{ source: "shop", kind: "FULFILLED", occurredAt: "2026-11-03T08:00:00Z" },
    references: [{ kind: "order", value: "5001" }],
    fulfilment: { id: "900", lines: [{ lineId: "1", quantity: "2" }] },
  };
  const alone = await read(FULFILMENT, "fulfillments/create");
  const inside = await read(order({ fulfillments: [FULFILMENT] }), "orders/fulfilled");
  expect(eventsOf(alone)).toEqual([fulfilled]);
  expect(inside[0]?.events[2]).toEqual(alone[0]?.events[0]);
  const off = await read({ ...FULFILMENT, status: "cancelled" }, "fulfillments/update");
  expect(eventsOf(off)).toMatchObject([
    {
      occurredAt: "2026-11-05T08:00:00Z",
      fulfilment: { id: "900", lines: [{ lineId: "1", quantity: "0" }] },
    },
  ]);
  const pending = await read({ ...FULFILMENT, status: "pending" }, "fulfillments/create");
  expect(pending).toEqual([
    { events: [], faults: [], passedOver: "fulfilment that hands nothing over" },
  ]);
});

test("what counts as handed over is set: the paid order, or the placed one", async () => {
  const paid = eventsOf(await read(order(), "orders/paid", { fulfilledOn: "paid" }));
  expect(paid.at(-1)).toMatchObject({
    ...{ kind: "FULFILLED", occurredAt: "2026-11-02T10:00:00+01:00" },
    fulfilment: { id: "order" },
  });
  const unpaid = { ...order(), financial_status: "pending", fulfillments: [FULFILMENT] };
  const kinds = async (fulfilledOn: string) =>
    eventsOf(await read(unpaid, "orders/create", { fulfilledOn })).map(({ kind }) => kind);
  expect(await kinds("paid")).toEqual(["PLACED"]);
  expect(await kinds("created")).toEqual(["PLACED", "FULFILLED"]);
  expect(await kinds("fulfilled")).toEqual(["PLACED", "FULFILLED"]);
  const off = { ...order(), cancelled_at: "2026-11-04T08:00:00Z", cancel_reason: "customer" };
  expect(eventsOf(await read(off, "orders/cancelled")).at(-1)).toMatchObject({
    ...{ kind: "CANCELLED", occurredAt: "2026-11-04T08:00:00Z", reason: "customer" },
  });
  const voided = eventsOf(await read(off, "orders/cancelled", { fulfilledOn: "paid" }));
  expect(voided.at(-1)).toMatchObject({ kind: "VOIDED" });
});

test("a refund brings goods back with the money of its transactions, and postage as its line", async () => {
  // 72.73 went back: 1.90 of postage, 70.83 for goods that are worth 20.83 and 50.00.
  const alone = await read(refund(), "refunds/create");
  expect(eventsOf(alone)).toEqual([
    {
      ...{ source: "shop", kind: "RETURNED", occurredAt: "2026-11-10T08:00:00Z" },
      ...{ references: [{ kind: "order", value: "5001" }], currencyCode: "EUR" },
      reason: "too small",
      return: {
        id: "333",
        lines: [
          { lineId: "1", quantity: "1", amount: "20.83" },
          { lineId: "2", quantity: "1", amount: "50.00" },
          { lineId: "shipping", quantity: "1", amount: "1.90" },
        ],
      },
    },
  ]);
  const card = { ...FULFILMENT, id: 901, line_items: [{ id: 2, quantity: 1 }] };
  const sent = order({ refunds: [refund()], fulfillments: [FULFILMENT, card] });
  const inside = await read(sent, "orders/updated");
  expect(inside[0]?.events.at(-1)).toEqual(alone[0]?.events[0]);
});

test("less that went back than goods are worth is shared by what they are worth", async () => {
  const transactions = [{ kind: "refund", amount: 30, currency: "EUR" }];
  const parts = await read(refund({ transactions, order_adjustments: [] }), "refunds/create");
  // 30.00 * 2083 / 7083 = 8.8225..., 30.00 * 5000 / 7083 = 21.1774...
  expect(eventsOf(parts)[0]).toMatchObject({
    return: { lines: [{ amount: "8.82" }, { amount: "21.18" }] },
  });
});

test("money without goods, and goods without money, are said as such", async () => {
  const money = refund({ refund_line_items: [], order_adjustments: [] });
  expect(eventsOf(await read(money, "refunds/create"))).toMatchObject([
    { kind: "REFUNDED", refund: { id: "333", amount: "72.73" } },
  ]);
  const goods = eventsOf(await read(refund({ transactions: [] }), "refunds/create"));
  expect(goods[0]).toMatchObject({ kind: "RETURNED", return: { id: "333" } });
  expect(goods[0]?.["return"]).toEqual({
    id: "333",
    lines: [
      { lineId: "1", quantity: "1" },
      { lineId: "2", quantity: "1" },
    ],
  });
});

test("goods that are refunded before they are sent leave the order, and do not come back", async () => {
  const item = { line_item_id: 1, quantity: 1, restock_type: "cancel" };
  const out = refund({
    refund_line_items: [{ ...item, subtotal: "17.50", total_tax: "3.33" }],
    ...{ order_adjustments: [], transactions: [{ kind: "refund", amount: "20.83" }] },
  });
  const [inside] = await read(order({ refunds: [out] }), "orders/updated");
  // 41.65 less 20.83; of 5.00 off two pots, 2.50 are left.
  expect(inside?.events.map(({ event }) => event["kind"])).toEqual(["PLACED", "SETTLED"]);
  expect(inside?.events[0]?.event["lines"]).toMatchObject([
    { id: "1", quantity: "1", gross: "23.32", net: "20.82", tax: "3.32" },
    { id: "2" },
    { id: "shipping" },
    { id: "tip" },
  ]);
  const alone = { ...out, transactions: [{ kind: "refund", amount: "20.83", currency: "EUR" }] };
  expect(await read(alone, "refunds/create")).toMatchObject([
    { events: [], faults: [], passedOver: "refund of nothing that was sent" },
  ]);
  // Where goods count as handed over when they are paid, they do come back.
  const paid = await readMessage("shopify", {
    ...{ body: alone, topic: "refunds/create", settings: { fulfilledOn: "paid" } },
  });
  expect(eventsOf(paid)).toMatchObject([
    { return: { lines: [{ lineId: "1", quantity: "1", amount: "20.83" }] } },
  ]);
});

test("discounts and taxes of the whole order, as older versions state them, go on its lines", async () => {
  const old = {
    ...{ id: 9, currency: "GBP", created_at: "2026-11-01T10:00:00Z", taxes_included: false },
    ...{ total_discounts: "10.00", total_tax: "18.00", discount_codes: [{ code: "TEN" }] },
    line_items: [
      { id: 1, quantity: 1, price: "60.00", title: "A" },
      { id: 2, quantity: 1, price: "40.00", title: "B" },
    ],
  };
  const [placed] = eventsOf(await read(old, "orders/create"));
  // 60 % and 40 % of 10.00 off and of 18.00 on.
  expect(placed).toMatchObject({
    lines: [
      { net: "64.80", tax: "10.80", discounts: [{ code: "TEN", amount: "6.00" }] },
      { net: "43.20", tax: "7.20", discounts: [{ code: "TEN", amount: "4.00" }] },
    ],
  });
});

test("a deleted order is over, and a customer is a person", async () => {
  expect(eventsOf(await read({ id: 5_001 }, "orders/delete"))).toMatchObject([
    { kind: "CANCELLED", occurredAt: "2026-11-20T12:00:00.000000Z" },
  ]);
  const customer = {
    ...{ id: 77, first_name: "Ada", last_name: "Lovelace", email: "ada@example.com", phone: null },
    default_address: {
      ...{ address1: "12 St James's Square", address2: "", city: "London", zip: "SW1Y 4LB" },
      ...{ province: null, country_code: "GB", phone: "+442071234567" },
    },
  };
  expect(await read(customer, "customers/update")).toEqual([
    {
      ...{ events: [], faults: [] },
      records: [
        {
          ...{ key: "77", givenName: "Ada", familyName: "Lovelace", email: "ada@example.com" },
          ...{ phone: "+442071234567", street: "12 St James's Square", city: "London" },
          ...{ postalCode: "SW1Y 4LB", country: "GB" },
        },
      ],
    },
  ]);
});

test("an address counts as proven of whoever has an account, not of whom staff entered", async () => {
  const email = "ada@example.com";
  const provenOf = async (more: object) => {
    const [part] = await read({ id: 77, last_name: "Lovelace", ...more }, "customers/update");
    expect(part?.faults).toEqual([]);
    return part?.records?.[0]?.["emailVerified"];
  };
  const proven = { email, verified_email: true, state: "enabled" };
  expect(await provenOf(proven)).toBe(true);
  for (const other of [
    ...[{ state: "disabled" }, { state: "invited" }, { state: "declined" }, { state: null }],
    ...[{ verified_email: false }, { verified_email: "true" }, { verified_email: undefined }],
    ...[{ email: null }, { email: `${"a".repeat(180)}@example.company.example` }],
  ]) {
    expect([other, await provenOf({ ...proven, ...other })]).toEqual([other, undefined]);
  }
});

test("what carries nothing for us is passed over by its name, and what is wrong is a fault", async () => {
  expect(await read({ id: 1 }, "products/update")).toEqual([
    { events: [], faults: [], passedOver: "products/update" },
  ]);
  const faultOf = async (body: unknown, topic: string | null) =>
    (await read(body, topic)).map(({ events, faults }) => [
      events.length,
      faults[0]?.reason,
      faults[0]?.at,
    ]);
  expect(await faultOf({ hello: 1 }, null)).toEqual([[0, "UNKNOWN_TOPIC", ""]]);
  expect(await faultOf("{", "orders/create")).toEqual([[0, "NOT_JSON", ""]]);
  expect(await faultOf("7", "orders/create")).toEqual([[0, "NOT_AN_OBJECT", ""]]);
  const wrong = (more: object) => faultOf(order(more as Record<string, unknown>), "orders/create");
  expect(await wrong({ total_price_set: null, currency: "EURO" })).toEqual([
    [0, "UNKNOWN_CURRENCY", "currency"],
  ]);
  expect(await wrong({ line_items: [], shipping_lines: [], total_tip_received: null })).toEqual([
    [0, "MISSING", "line_items"],
  ]);
  expect(await wrong({ line_items: [{ id: 1, quantity: 1, price: "a" }] })).toEqual([
    [0, "NUMBER_MALFORMED", "line_items.0.price"],
  ]);
  expect(await wrong({ updated_at: "yesterday" })).toEqual([
    [0, "INSTANT_MALFORMED", "occurredAt"],
  ]);
  expect(await wrong({ cancelled_at: "soon" })).toEqual([[0, "INSTANT_MALFORMED", "occurredAt"]]);
});
