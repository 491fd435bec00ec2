import { expect, test } from "vitest";
import { eventsOf, readMessage } from "../../../support/inbound/readMessage.ts";
import { wooOrder } from "../../../support/inbound/wooBodies.ts";

const read = async (body: unknown, topic: string | null = "order.updated", settings = {}) =>
  await readMessage("woocommerce", { body, topic, settings });

const LINES = [
  {
    ...{ id: "1", kind: "ARTICLE", quantity: "2", article: "MUG", name: "Mug" },
    ...{ gross: "24.00", net: "21.60", tax: "3.60" },
    discounts: [{ source: "shop", code: "ten", amount: "2.40" }],
  },
  {
    ...{ id: "2", kind: "ARTICLE", quantity: "1.5", article: "44", name: "Ribbon" },
    ...{ gross: "5.00", net: "4.50", tax: "0.75" },
    discounts: [{ source: "shop", code: "ten", amount: "0.50" }],
  },
  {
    ...{ id: "shipping/7", kind: "SHIPPING", quantity: "1", name: "Post" },
    ...{ gross: "6.64", net: "6.64", tax: "1.11" },
  },
];

test("an order is told as it stands: placed, paid, handed over, with the tax in its prices", async () => {
  const order = { references: [{ kind: "order", value: "812" }] };
  expect(eventsOf(await read(wooOrder()))).toEqual([
    {
      ...{ source: "shop", kind: "PLACED", occurredAt: "2026-11-03T10:00:00Z" },
      references: [...order.references, { kind: "number", value: "W-812" }],
      customer: [
        { kind: "shop", value: "19" },
        { kind: "email", value: "ada@example.com" },
        { kind: "phone", value: "+442071234567" },
      ],
      ...{ placedAt: "2026-11-01T10:00:00Z", currencyCode: "GBP", lines: LINES },
    },
    {
      ...{ source: "shop", kind: "SETTLED", occurredAt: "2026-11-01T10:05:00Z", ...order },
      ...{ currencyCode: "GBP", tenders: [{ kind: "stripe", amount: "32.74" }] },
    },
    {
      ...{ source: "shop", kind: "FULFILLED", occurredAt: "2026-11-03T09:00:00Z", ...order },
      fulfilment: {
        id: "order",
        lines: [
          { lineId: "1", quantity: "2" },
          { lineId: "2", quantity: "1.5" },
        ],
      },
    },
  ]);
});

test("its state says how far it is, and what counts as handed over is set", async () => {
  const kinds = async (status: string, fulfilledOn: string, more = {}) => {
    const body = wooOrder({ status, date_completed_gmt: null, date_paid_gmt: null, ...more });
    return eventsOf(await read(body, "order.created", { fulfilledOn })).map(({ kind }) => kind);
  };
  expect(await kinds("on-hold", "fulfilled")).toEqual(["PLACED"]);
  expect(await kinds("failed", "fulfilled")).toEqual(["PLACED"]);
  expect(await kinds("processing", "fulfilled")).toEqual(["PLACED", "SETTLED"]);
  expect(await kinds("processing", "paid")).toEqual(["PLACED", "SETTLED", "FULFILLED"]);
  expect(await kinds("pending", "created")).toEqual(["PLACED", "FULFILLED"]);
  expect(await kinds("completed", "fulfilled")).toEqual(["PLACED", "SETTLED", "FULFILLED"]);
  expect(await kinds("cancelled", "fulfilled")).toEqual(["PLACED", "CANCELLED"]);
  expect(await kinds("refunded", "fulfilled")).toEqual(["PLACED", "SETTLED", "RETURNED"]);
});

test("a cancelled order takes back what counted as handed over, until it comes back", async () => {
  const off = await read(wooOrder({ status: "cancelled" }));
  const events = off[0]?.events.map(({ event }) => event) ?? [];
  const zero = events.find(({ kind }) => kind === "FULFILLED");
  expect(zero).toMatchObject({
    occurredAt: "2026-11-03T09:00:00Z",
    fulfilment: { lines: [{ quantity: "0" }, { quantity: "0" }] },
  });
  const back = await read(wooOrder({ date_modified_gmt: "2026-11-03T10:00:01" }));
  const again = back[0]?.events.find(({ event }) => event["kind"] === "FULFILLED")?.event;
  expect(again).toMatchObject({ occurredAt: zero?.["occurredAt"] });
  expect(BigInt(again?.["sequence"] as string) > BigInt(zero?.["sequence"] as string)).toBe(true);
});

test("refunds inside an order are money that went back", async () => {
  const refunds = [
    { id: 900, reason: "chipped", total: "-10.80" },
    { id: 901, reason: "", total: "-0.00" },
  ];
  const events = eventsOf(await read(wooOrder({ refunds })));
  expect(events.slice(3)).toMatchObject([
    { kind: "REFUNDED", reason: "chipped", refund: { id: "900", amount: "10.80" } },
  ]);
});

test("lines are rounded each, and a penny of the order's total is a line of its own", async () => {
  const items = [1, 2, 3].map((id) => ({
    ...{ id, name: "Tile", quantity: 1, product_id: id, variation_id: 0 },
    ...{ total: "8.33", total_tax: "1.666" },
  }));
  // 9.996 each is 10.00; together 29.988 is 29.99.
  const body = wooOrder({
    ...{ line_items: items, shipping_lines: [], total: "29.99", coupon_lines: [] },
    fee_lines: [{ id: 4, name: "Loyal", total: "-0.00", total_tax: "0" }],
  });
  const [placed] = eventsOf(await read(body));
  const lines = placed?.["lines"] as readonly { readonly id: string; readonly net: string }[];
  expect(lines.map(({ id, net }) => [id, net])).toEqual([
    ["1", "10.00"],
    ["2", "10.00"],
    ["3", "10.00"],
    ["fee/4", "0.00"],
    ["rounding", "-0.01"],
  ]);
});

test("a line that stands there twice, word for word, is one line", async () => {
  const { line_items: items } = wooOrder();
  const [placed, , fulfilled] = eventsOf(
    await read(wooOrder({ line_items: [...items, ...items] })),
  );
  expect(placed).toMatchObject({ lines: LINES });
  expect(fulfilled).toMatchObject({ fulfilment: { lines: [{ lineId: "1" }, { lineId: "2" }] } });
  const other = [...items, { ...items[0], quantity: 3 }];
  expect((await read(wooOrder({ line_items: other })))[0]?.faults).toMatchObject([
    { reason: "DUPLICATE", at: "lines.2.id" },
  ]);
});

test("what is wrapped, deleted, a customer, a ping or a draft is read as such", async () => {
  const plain = await read(wooOrder(), null);
  expect((await read({ data: wooOrder() }, null))[0]?.events).toEqual(plain[0]?.events);
  expect(await read({ data: [wooOrder(), wooOrder()] }, null)).toHaveLength(2);
  expect(eventsOf(await read({ id: 812 }, "order.deleted"))).toMatchObject([
    { kind: "CANCELLED", occurredAt: "2026-11-20T12:00:00.000000Z", reason: "deleted" },
  ]);
  const customer = {
    ...{ id: 19, email: "ada@example.com", first_name: "Ada", last_name: "Lovelace" },
    billing: { address_1: "12 St James's Square", city: "London", postcode: "SW1Y 4LB" },
  };
  expect((await read(customer, "customer.updated"))[0]?.records).toEqual([
    {
      ...{ key: "19", givenName: "Ada", familyName: "Lovelace", email: "ada@example.com" },
      ...{ street: "12 St James's Square", postalCode: "SW1Y 4LB", city: "London" },
    },
  ]);
  const over = async (body: unknown, topic: string | null) =>
    (await read(body, topic)).map(({ passedOver }) => passedOver);
  expect(await over("webhook_id=17", null)).toEqual(["ping"]);
  expect(await over({ id: 1 }, "product.updated")).toEqual(["product.updated"]);
  expect(await over(wooOrder({ status: "checkout-draft" }), "order.created")).toEqual([
    "order that is a checkout-draft",
  ]);
});

test("what is wrong with an order is named with its place, and none of it is taken", async () => {
  const faultOf = async (body: unknown, topic: string | null = "order.updated") =>
    (await read(body, topic)).map(({ events, faults }) => [
      ...[events.length, faults[0]?.reason, faults[0]?.at],
    ]);
  expect(await faultOf({ x: 1 }, null)).toEqual([[0, "UNKNOWN_TOPIC", ""]]);
  expect(await faultOf(wooOrder({ date_created_gmt: null }))).toEqual([
    [0, "MISSING", "date_created_gmt"],
  ]);
  expect(await faultOf(wooOrder({ currency: "GB" }))).toEqual([
    [0, "UNKNOWN_CURRENCY", "currency"],
  ]);
  expect(await faultOf({ data: wooOrder({ line_items: [{ id: 1, quantity: 1 }] }) })).toEqual([
    [0, "MISSING", "data.line_items.0.total"],
  ]);
  expect(await faultOf(`${JSON.stringify(wooOrder()).slice(0, -1)},}`)).toEqual([
    [0, "NOT_JSON", ""],
  ]);
});
