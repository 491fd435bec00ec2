import type { Receives } from "../../domain/inbound/receives.ts";
import type { FetchSettings } from "../../domain/inbound/settings/fetch.ts";
import { type Fields, firstWord } from "./foreign.ts";

/** Where a page of a shop's orders begins. */
export interface PageStart {
  /** Changed then or later, RFC 3339. */
  readonly from: string;
  /** From 1. */
  readonly page: number;
  /** Number of the last order before it; 0: none. */
  readonly afterId: string;
}

/** An order of a list, as a message of its shop. */
export interface ListedOrder {
  readonly id: string;
  /** When it was changed last, milliseconds since 1970. */
  readonly changedAtMs: number;
  readonly topic: string;
  readonly body: string;
}

/**
 * How a shop lists its orders, by their numbers. A list has its lower bound alone: an order that
 * changes meanwhile stays in it, so that none moves to a page that was read already.
 */
export interface OrderList {
  readonly settings: FetchSettings;
  readonly pageSize: number;
  pathOf(start: PageStart): string;
  /** The list in what was fetched; null: there is none. */
  listIn(value: unknown): readonly unknown[] | null;
  /** Null where its number or its moment is missing. */
  orderIn(order: Fields): ListedOrder | null;
}

const BIGCOMMERCE = {
  pageSize: 250,
  pathOf: ({ from, afterId }: PageStart) =>
    `/v2/orders?min_date_modified=${encodeURIComponent(from)}&min_id=${BigInt(afterId) + 1n}` +
    "&sort=id:asc&limit=250",
  // An empty list is an empty answer.
  listIn: (value: unknown) => (value === null ? [] : listOf(value)),
  orderIn: (order: Fields) => {
    const data = { type: "order", id: Number(firstWord(order, "id")) };
    const hook = {
      scope: "store/order/updated",
      data,
      modified: firstWord(order, "date_modified"),
    };
    return listed(order, "date_modified", hook.scope, hook);
  },
};

const WOOCOMMERCE = {
  pageSize: 100,
  pathOf: ({ from, page }: PageStart) =>
    `/wp-json/wc/v3/orders?modified_after=${encodeURIComponent(from)}&dates_are_gmt=true` +
    `&orderby=id&order=asc&per_page=100&page=${page}`,
  listIn: listOf,
  orderIn: (order: Fields) => listed(order, "date_modified_gmt", "order.updated", order),
};

const shopify = (apiVersion: string) => ({
  pageSize: 250,
  pathOf: ({ from, afterId }: PageStart) =>
    `/admin/api/${apiVersion}/orders.json?status=any&updated_at_min=${encodeURIComponent(from)}` +
    `&since_id=${afterId}&limit=250`,
  listIn: (value: unknown) =>
    typeof value === "object" && value !== null && "orders" in value ? listOf(value.orders) : null,
  orderIn: (order: Fields) => listed(order, "updated_at", "orders/updated", order),
});

/** How a source's orders are listed; null: they are not, or nowhere is set up for it. */
export function orderListOf(receives: Receives): OrderList | null {
  switch (receives.connector) {
    case "bigcommerce":
      return { ...BIGCOMMERCE, settings: receives.fetch };
    case "woocommerce":
      return receives.backfill === undefined
        ? null
        : { ...WOOCOMMERCE, settings: receives.backfill };
    case "shopify":
      return receives.backfill === undefined
        ? null
        : { ...shopify(receives.apiVersion), settings: receives.backfill };
    default:
      return null;
  }
}

function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

function listed(order: Fields, at: string, topic: string, body: object): ListedOrder | null {
  const id = firstWord(order, "id") ?? "";
  const text = firstWord(order, at) ?? "";
  // WooCommerce writes moments without an offset.
  const changedAtMs = Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text);
  return /^[1-9]\d{0,17}$/.test(id) && !Number.isNaN(changedAtMs)
    ? { id, changedAtMs, topic, body: JSON.stringify(body) }
    : null;
}
