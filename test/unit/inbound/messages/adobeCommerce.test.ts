import { expect, test } from "vitest";
import {
  adobeOrder,
  CREDIT_MEMO,
  INVOICE,
  SHIPMENT,
} from "../../../support/inbound/adobeBodies.ts";
import { eventsOf, readMessage } from "../../../support/inbound/readMessage.ts";

const read = async (body: unknown, topic: string | null = null, settings = {}) =>
  await readMessage("adobe_commerce", { body, topic, settings });
const ORDER = { references: [{ kind: "order", value: "41" }] };

test("an order is placed with its priced rows, and paid when all of it is paid", async () => {
  // 100.00 + 17.60 - 12.00; 5.00 + 1.00 of postage.
  expect(eventsOf(await read(adobeOrder()))).toEqual([
    {
      ...{ source: "shop", kind: "PLACED", occurredAt: "2026-11-02T10:00:00Z" },
      references: [...ORDER.references, { kind: "number", value: "000000041" }],
      customer: [
        { kind: "shop", value: "8" },
        { kind: "email", value: "ada@example.com" },
      ],
      ...{ placedAt: "2026-11-01T10:00:00Z", currencyCode: "EUR" },
      lines: [
        {
          ...{ id: "7", kind: "ARTICLE", quantity: "2", article: "SHIRT-M", name: "Shirt" },
          ...{ gross: "117.60", net: "105.60", tax: "17.60" },
          discounts: [{ source: "shop", amount: "12.00" }],
        },
        {
          ...{ id: "shipping", kind: "SHIPPING", quantity: "1", name: "Post" },
          ...{ gross: "6.00", net: "6.00", tax: "1.00" },
        },
      ],
      tenders: [{ kind: "checkmo", amount: "111.60" }],
    },
    { source: "shop", kind: "SETTLED", occurredAt: "2026-11-01T10:00:00Z", ...ORDER },
  ]);
});

test("its state says how far it is, and what counts as handed over is set", async () => {
  const kinds = async (state: string, fulfilledOn: string, total_paid = "0") =>
    eventsOf(await read(adobeOrder({ state, total_paid }), null, { fulfilledOn })).map(
      ({ kind }) => kind,
    );
  expect(await kinds("new", "fulfilled")).toEqual(["PLACED"]);
  expect(await kinds("new", "created")).toEqual(["PLACED", "FULFILLED"]);
  expect(await kinds("processing", "paid", "111.60")).toEqual(["PLACED", "SETTLED", "FULFILLED"]);
  expect(await kinds("complete", "fulfilled")).toEqual(["PLACED", "SETTLED", "FULFILLED"]);
  expect(await kinds("canceled", "fulfilled")).toEqual(["PLACED", "CANCELLED"]);
  expect(await kinds("canceled", "paid")).toEqual(["PLACED", "VOIDED"]);
});

test("an invoice pays, and hands over what it names where that counts", async () => {
  const settled = {
    ...{ source: "shop", kind: "SETTLED", occurredAt: "2026-11-02T09:00:00Z" },
    ...{ ...ORDER, currencyCode: "EUR" },
  };
  const wrapped = { event: { data: { value: INVOICE } } };
  expect(eventsOf(await read(wrapped))).toEqual([settled]);
  expect(eventsOf(await read(wrapped, null, { fulfilledOn: "paid" }))).toEqual([
    settled,
    {
      ...{ source: "shop", kind: "FULFILLED", occurredAt: "2026-11-02T09:00:00Z" },
      ...{ ...ORDER, currencyCode: "EUR" },
      fulfilment: {
        id: "invoice/5",
        lines: [{ lineId: "7", quantity: "2", amount: "105.60", article: "SHIRT-M" }],
      },
    },
  ]);
  expect((await read({ ...INVOICE, state: 1 }))[0]).toMatchObject({
    passedOver: "invoice that changes nothing",
  });
});

test("a shipment hands over, and a credit memo brings back for its money", async () => {
  expect(eventsOf(await read({ data: { shipment: SHIPMENT } }))).toMatchObject([
    { kind: "FULFILLED", fulfilment: { id: "6", lines: [{ lineId: "7", quantity: "2" }] } },
  ]);
  // 60.80 less 6.00 of postage and 2.00 on top is 52.80, all of it for the one row.
  expect(eventsOf(await read(CREDIT_MEMO))).toMatchObject([
    {
      ...{ kind: "RETURNED", occurredAt: "2026-11-09T09:00:00Z" },
      return: {
        id: "9",
        lines: [
          { lineId: "7", quantity: "1", amount: "52.80" },
          { lineId: "shipping", quantity: "1", amount: "6.00" },
        ],
      },
    },
    { kind: "REFUNDED", refund: { id: "9", amount: "2.00" } },
  ]);
});

test("what was cancelled of an order before it was invoiced is no part of it any more", async () => {
  // Its own sums stay as they were: https://github.com/magento/magento2/issues/29698
  const [shirt] = adobeOrder().items;
  const cancelled = { ...shirt, qty_canceled: "1.0000", qty_invoiced: 1 };
  const linesOf = async (items: readonly object[], state = "complete") => {
    const [placed] = eventsOf(await read(adobeOrder({ items, state })));
    return (placed as { lines: readonly object[] }).lines.slice(0, -1);
  };
  const invoiced = { row_invoiced: 50, tax_invoiced: "8.80", discount_invoiced: 6 };
  expect(await linesOf([{ ...cancelled, ...invoiced }])).toMatchObject([
    { id: "7", quantity: "1", gross: "58.80", net: "52.80", tax: "8.80" },
  ]);
  // Of 105.60 and 17.60, where it is not said what was invoiced: two thirds.
  const weighed = { ...cancelled, qty_ordered: 1.5, qty_canceled: 0.5 };
  expect(await linesOf([weighed])).toMatchObject([
    { quantity: "1", net: "70.40", tax: "11.73", discounts: [{ amount: "8.00" }] },
  ]);
  const socks = { item_id: 9, sku: "SOCKS", qty_ordered: 1, row_total: 5, qty_canceled: 1 };
  expect(await linesOf([{ ...cancelled, ...invoiced }, socks])).toMatchObject([{ id: "7" }]);
  // Of a whole order that was cancelled it is known what it was.
  expect(await linesOf([socks], "canceled")).toMatchObject([{ id: "9", net: "5.00" }]);
});

test("a credit memo brings nothing back before its money went back, or once it is called off", async () => {
  expect(eventsOf(await read({ ...CREDIT_MEMO, state: "2" }))).toMatchObject([
    { kind: "RETURNED" },
    { kind: "REFUNDED" },
  ]);
  for (const state of [1, "3"]) {
    expect(await read({ ...CREDIT_MEMO, state })).toEqual([
      { events: [], faults: [], passedOver: "creditmemo that changes nothing" },
    ]);
  }
});

test("what an event is called decides what it is, and others are passed over", async () => {
  const type = "com.adobe.commerce.observer.sales_order_creditmemo_save_after";
  const named = await read({ type, data: { value: CREDIT_MEMO } });
  expect(eventsOf(named)).toEqual(eventsOf(await read(CREDIT_MEMO, type)));
  const product = "com.adobe.commerce.observer.catalog_product_save_after";
  expect((await read({ data: { value: { sku: "A" } } }, product))[0]).toMatchObject({
    passedOver: "catalog_product_save_after",
  });
  const customer = { entity_id: 8, firstname: "Ada", lastname: "Lovelace", email: "a@example.com" };
  expect((await read({ customer }))[0]?.records).toEqual([
    { key: "8", givenName: "Ada", familyName: "Lovelace", email: "a@example.com" },
  ]);
});

test("what is wrong is named with its place, and none of it is taken", async () => {
  const faultOf = async (body: unknown) =>
    (await read(body)).map(({ events, faults }) => [
      ...[events.length, faults[0]?.reason, faults[0]?.at],
    ]);
  expect(await faultOf({ data: { value: { x: 1 } } })).toEqual([
    [0, "UNKNOWN_TOPIC", "data.value"],
  ]);
  expect(await faultOf({ event: { data: { value: { ...INVOICE, created_at: null } } } })).toEqual([
    [0, "MISSING", "event.data.value.created_at"],
  ]);
  expect(await faultOf({ ...CREDIT_MEMO, grand_total: "1.00" })).toEqual([
    [0, "NEGATIVE", "grand_total"],
  ]);
});
