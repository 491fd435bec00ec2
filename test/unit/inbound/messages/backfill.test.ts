import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { receivesSchema } from "../../../../src/domain/inbound/receives.ts";
import { type OrderList, orderListOf } from "../../../../src/inbound/messages/orderLists.ts";
import { BackfillError, listedOrders } from "../../../../src/messages/backfill.ts";
import { fetchingFrom } from "../../../support/inbound/fetchingFrom.ts";
import { type LocalShop, openLocalShop } from "../../../support/inbound/localShop.ts";

const FROM = "2026-11-20T00:00:00Z";
const TO_MS = Date.parse("2026-11-21T00:00:00Z");

let shop: LocalShop;
beforeAll(async () => {
  shop = await openLocalShop();
});
afterAll(() => shop?.close());
beforeEach(() => {
  shop.answers.clear();
  shop.asked.length = 0;
});

function listOf(receives: object): OrderList {
  return orderListOf(receivesSchema.parse(receives)) as OrderList;
}

async function ordersOf(list: OrderList) {
  const fetching = { forMessageOf: () => fetchingFrom(shop.url) };
  const about = { source: { id: 1, code: "shop" }, from: FROM, toMs: TO_MS, onWait: () => {} };
  return await Array.fromAsync(listedOrders(list, fetching, about));
}

const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + index);
const backfill = { baseUrl: "https://shop.example.com" };

test("a WooCommerce shop is read page by page; what changed later is left to its own messages", async () => {
  const order = (id: number, at = "2026-11-20T12:00:00") => ({ id, date_modified_gmt: at });
  const path = (page: number) =>
    `/wp-json/wc/v3/orders?modified_after=2026-11-20T00%3A00%3A00Z&dates_are_gmt=true&orderby=id&order=asc&per_page=100&page=${page}`;
  shop.answers.set(
    path(1),
    ids(1, 100).map((id) => order(id)),
  );
  shop.answers.set(path(2), [order(101, "2026-11-21T00:00:00"), order(102)]);
  const orders = await ordersOf(listOf({ connector: "woocommerce", backfill }));
  expect(orders.map(({ id }) => Number(id))).toEqual([...ids(1, 100), 102]);
  expect(orders[0]).toMatchObject({ topic: "order.updated", body: JSON.stringify(order(1)) });
  expect(shop.asked).toHaveLength(2);
});

test("a Shopify shop is read on from the last number", async () => {
  const order = (id: number) => ({ id, updated_at: "2026-11-20T12:00:00+01:00" });
  const path = (after: number) =>
    `/admin/api/2026-10/orders.json?status=any&updated_at_min=2026-11-20T00%3A00%3A00Z&since_id=${after}&limit=250`;
  shop.answers.set(path(0), { orders: ids(7, 250).map(order) });
  shop.answers.set(path(256), { orders: [] });
  const orders = await ordersOf(listOf({ connector: "shopify", backfill }));
  expect(orders).toHaveLength(250);
  expect(orders[0]).toMatchObject({ topic: "orders/updated", body: JSON.stringify(order(7)) });
});

test("a BigCommerce store's orders are named, as its webhooks name them", async () => {
  const modified = "Fri, 20 Nov 2026 12:00:00 +0000";
  const path = (min: number) =>
    `/v2/orders?min_date_modified=2026-11-20T00%3A00%3A00Z&min_id=${min}&sort=id:asc&limit=250`;
  shop.answers.set(
    path(1),
    ids(1, 250).map((id) => ({ id, date_modified: modified, x: "y" })),
  );
  shop.answers.set(path(251), (_request, response) => {
    response.writeHead(204).end();
  });
  const fetch = { baseUrl: "https://api.bigcommerce.com/stores/abcde" };
  const orders = await ordersOf(listOf({ connector: "bigcommerce", fetch }));
  expect(orders).toHaveLength(250);
  expect(JSON.parse(orders[3]?.body ?? "")).toEqual({
    ...{ scope: "store/order/updated", data: { type: "order", id: 4 }, modified },
  });
});

test.each([
  ["no list", { message: "no" }],
  ["no orders", [{ id: 1 }]],
  ["orders without a number", [{ date_modified_gmt: "2026-11-20T12:00:00" }]],
])("an answer that has %s ends it, and says so", async (_name, answer) => {
  shop.answers.set("/wp-json/wc/v3/orders", answer);
  const reading = ordersOf(listOf({ connector: "woocommerce", backfill }));
  await expect(reading).rejects.toThrow(BackfillError);
});

test("who is not set up to be asked has no list", () => {
  for (const connector of ["woocommerce", "shopify", "segment"]) {
    expect(orderListOf(receivesSchema.parse({ connector }))).toBeNull();
  }
});
