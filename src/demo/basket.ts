import { formatMinor } from "../domain/money/decimal.ts";
import { type Article, CATALOGUE, GIFT_CARD_VALUES } from "./catalogue.ts";
import type { Random } from "./random.ts";
import type { MarketFacts } from "./retailer.ts";

/** A line as a sender writes it, with what later events about it need. */
export interface BasketLine {
  readonly id: string;
  /** Null for what is no goods. */
  readonly article: string | null;
  readonly quantity: number;
  /** Paid for the whole line, minor units. */
  readonly netMinor: number;
  /** A PurchaseLineInput (schema/purchase.graphql). */
  readonly json: Readonly<Record<string, unknown>>;
}

const MINOR_DECIMALS = 2;
const GIFT_CARD_SHARE = 0.02;
const DISCOUNT_SHARE = 0.15;
const SHIPPING_MINOR = 395;
const SHIPPING_FREE_FROM_MINOR = 5_000;

const WEIGHTED_CATALOGUE = CATALOGUE.map((article) => [article, article.weight] as const);

/** Who pays for a price that is taken off: the retailer's own marketing, or a brand. */
const PROMOTIONS = [
  { code: "SEASON10", percent: 10, fundedBy: "marketing" },
  { code: "SEASON20", percent: 20, fundedBy: "marketing" },
  { code: "BRANDWEEK", percent: 15, fundedBy: "supplier" },
] as const;

/** Amounts of minor units as senders write them. */
export function amountText(minor: number): string {
  return formatMinor(BigInt(minor), MINOR_DECIMALS);
}

export function totalOf(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, line) => sum + line.netMinor, 0);
}

/** A price in the market's currency that ends like a price: 12.00 pounds are 14.40 euros. */
function priceMinor(pence: number, market: MarketFacts): number {
  return Math.round((pence * market.priceFactor) / 5) * 5;
}

/** What somebody buys at once; with postage when it is sent and small. */
export function makeBasket(random: Random, market: MarketFacts, isSent: boolean): BasketLine[] {
  const count = random.weighted([
    [1, 30],
    [2, 28],
    [3, 18],
    [4, 12],
    [5, 7],
    [7, 5],
  ] as const);
  const articles = new Set<Article>();
  while (articles.size < count) {
    articles.add(random.weighted(WEIGHTED_CATALOGUE));
  }
  const lines = [...articles].map((article, index) =>
    articleLine(random, article, String(index + 1), market),
  );
  if (random.chance(GIFT_CARD_SHARE)) {
    lines.push(giftCardLine(random.pick(GIFT_CARD_VALUES), String(lines.length + 1)));
  }
  if (isSent && totalOf(lines) < SHIPPING_FREE_FROM_MINOR) {
    lines.push(shippingLine(String(lines.length + 1)));
  }
  return lines;
}

/** One article, as in an exchange. */
export function articleLine(
  random: Random,
  article: Article,
  id: string,
  market: MarketFacts,
): BasketLine {
  const quantity = random.chance(0.8) ? 1 : random.integer(2, 4);
  const gross = priceMinor(article.pence, market) * quantity;
  const promotion = random.chance(DISCOUNT_SHARE) ? random.pick(PROMOTIONS) : null;
  const off = promotion === null ? 0 : Math.round((gross * promotion.percent) / 100);
  const net = gross - off;
  const fundedBy = promotion?.fundedBy === "supplier" ? `supplier:${article.brand}` : "marketing";
  return {
    id,
    article: article.code,
    quantity,
    netMinor: net,
    json: {
      id,
      article: article.code,
      name: article.name,
      brand: article.brand,
      category: article.category,
      quantity: String(quantity),
      gross: amountText(gross),
      ...(promotion === null
        ? {}
        : {
            discounts: [
              { source: "promotion", code: promotion.code, fundedBy, amount: amountText(off) },
            ],
          }),
      tax: amountText(Math.round((net * market.taxPercent) / (100 + market.taxPercent))),
    },
  };
}

function giftCardLine(valueMinor: number, id: string): BasketLine {
  return {
    id,
    article: "GIFTCARD",
    quantity: 1,
    netMinor: valueMinor,
    json: {
      id,
      kind: "GIFT_CARD",
      article: "GIFTCARD",
      name: "Gift card",
      category: ["gift-cards"],
      quantity: "1",
      gross: amountText(valueMinor),
    },
  };
}

function shippingLine(id: string): BasketLine {
  const gross = amountText(SHIPPING_MINOR);
  return {
    id,
    article: null,
    quantity: 1,
    netMinor: SHIPPING_MINOR,
    json: { id, kind: "SHIPPING", name: "Delivery", quantity: "1", gross },
  };
}

/** How it is paid: mostly one way, now and then partly with a gift card. */
export function makeTenders(random: Random, totalMinor: number, isStore: boolean) {
  const main = isStore && random.chance(0.25) ? "cash" : "card";
  const giftCard = random.chance(0.04) ? Math.min(totalMinor, random.pick(GIFT_CARD_VALUES)) : 0;
  return [
    ...(giftCard > 0 ? [{ kind: "gift_card", amount: amountText(giftCard) }] : []),
    ...(totalMinor > giftCard ? [{ kind: main, amount: amountText(totalMinor - giftCard) }] : []),
  ];
}
