import type { ViewKind } from "../../../domain/interaction/browsing.ts";

/** What an event of the e-commerce spec v2 (and of v1, by its other name) is to us. */
export type OrderWord = "COMPLETED" | "UPDATED" | "REFUNDED" | "CANCELLED";

const ORDER_WORDS: ReadonlyMap<string, OrderWord> = new Map([
  ["order completed", "COMPLETED"],
  ["completed order", "COMPLETED"],
  ["order updated", "UPDATED"],
  ["order refunded", "REFUNDED"],
  ["order cancelled", "CANCELLED"],
  ["order canceled", "CANCELLED"],
]);

/** What is kept of browsing, by its names in v2 and v1. */
const VIEWS: ReadonlyMap<string, ViewKind> = new Map([
  ["product viewed", "PRODUCT_VIEWED"],
  ["viewed product", "PRODUCT_VIEWED"],
  ["product list viewed", "LIST_VIEWED"],
  ["viewed product category", "LIST_VIEWED"],
]);

/** The rest of it, which is counted. */
const BROWSING: ReadonlySet<string> = new Set([
  "products searched",
  "product list filtered",
  "promotion viewed",
  "promotion clicked",
  "product clicked",
  "product added",
  "product removed",
  "cart viewed",
  "checkout started",
  "checkout step viewed",
  "checkout step completed",
  "payment info entered",
  "coupon entered",
  "coupon applied",
  "coupon denied",
  "coupon removed",
  "product added to wishlist",
  "product removed from wishlist",
  "wishlist product added to cart",
  "product shared",
  "cart shared",
  "product reviewed",
]);

/** Names are written in many ways: what counts is the words. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");
}

export function orderWordOf(plain: string): OrderWord | null {
  return ORDER_WORDS.get(plain) ?? null;
}

export function isBrowsing(plain: string): boolean {
  return BROWSING.has(plain);
}

export function viewKindOf(plain: string): ViewKind | null {
  return VIEWS.get(plain) ?? null;
}
