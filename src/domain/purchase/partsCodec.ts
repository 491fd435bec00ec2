import type {
  LineDiscount,
  LineKind,
  PurchaseAmount,
  PurchaseLine,
  PurchasePart,
  PurchasePartLine,
  PurchaseTender,
} from "./event.ts";
import { netByDefault } from "./parseLines.ts";

/**
 * Lines, tenders and parts as stored JSON, shared by the codecs of events (`factCodec`) and of
 * order facts (`orderFactCodec`). Keys are short because they stand in every row; what is absent or
 * the default is left out; bigints are strings, because JSON's numbers end at 2^53.
 *
 * | key | line | discount | tender | part | part line | refund | | ------------ |
 * ------------------------- | -------- | ------ | ----- | --------- | ------ | | i | id | | | id |
 * lineId | id | | k | kind (ARTICLE left out) | | kind | | | | | a | article | | | | article | | |
 * n, b, c | name, brand, category | c: code | | | | | | q | quantity, millionths | | | | quantity |
 * | | g | gross, minor units | | | | | | | d | discounts | | | | | | | p | net (gross - discounts
 * left out) | | | | | | | t | tax | | | | | | | s, f | | source, fundedBy | | | | | | m | | amount
 * | amount | | amount | amount | | l | | | | lines | | | | v | | | | rules of returns (0 left out)
 * | | |
 */
export interface LineJson {
  i: string;
  k?: LineKind;
  a?: string;
  n?: string;
  b?: string;
  c?: readonly string[];
  q: string;
  g: string;
  d?: readonly DiscountJson[];
  p?: string;
  t?: string;
}

interface DiscountJson {
  s: string;
  c?: string;
  f?: string;
  m: string;
}

export interface TenderJson {
  k: string;
  m: string;
}

interface PartLineJson {
  i?: string;
  a?: string;
  q: string;
  m?: string;
}

export interface PartJson {
  i: string;
  l?: readonly PartLineJson[];
  v?: number;
}

export interface AmountJson {
  i: string;
  m: string;
}

const NO_DISCOUNTS: readonly LineDiscount[] = [];
const NO_CATEGORY: readonly string[] = [];

export function encodeLine(line: PurchaseLine): LineJson {
  const json: LineJson = {
    i: line.id,
    q: line.quantity.toString(),
    g: line.grossMinor.toString(),
  };
  if (line.kind !== "ARTICLE") {
    json.k = line.kind;
  }
  if (line.article !== null) {
    json.a = line.article;
  }
  if (line.name !== null) {
    json.n = line.name;
  }
  if (line.brand !== null) {
    json.b = line.brand;
  }
  if (line.category.length > 0) {
    json.c = line.category;
  }
  if (line.discounts.length > 0) {
    json.d = line.discounts.map(encodeDiscount);
  }
  if (line.netMinor !== netByDefault(line.grossMinor, line.discounts)) {
    json.p = line.netMinor.toString();
  }
  if (line.taxMinor !== null) {
    json.t = line.taxMinor.toString();
  }
  return json;
}

export function decodeLine(json: LineJson): PurchaseLine {
  const grossMinor = BigInt(json.g);
  const discounts = json.d?.map(decodeDiscount) ?? NO_DISCOUNTS;
  return {
    id: json.i,
    kind: json.k ?? "ARTICLE",
    article: json.a ?? null,
    name: json.n ?? null,
    brand: json.b ?? null,
    category: json.c ?? NO_CATEGORY,
    quantity: BigInt(json.q),
    grossMinor,
    discounts,
    netMinor: json.p === undefined ? netByDefault(grossMinor, discounts) : BigInt(json.p),
    taxMinor: json.t === undefined ? null : BigInt(json.t),
  };
}

function encodeDiscount(discount: LineDiscount): DiscountJson {
  const json: DiscountJson = { s: discount.source, m: discount.amountMinor.toString() };
  if (discount.code !== null) {
    json.c = discount.code;
  }
  if (discount.fundedBy !== null) {
    json.f = discount.fundedBy;
  }
  return json;
}

function decodeDiscount(json: DiscountJson): LineDiscount {
  return {
    source: json.s,
    code: json.c ?? null,
    fundedBy: json.f ?? null,
    amountMinor: BigInt(json.m),
  };
}

export function encodeTender(tender: PurchaseTender): TenderJson {
  return { k: tender.kind, m: tender.amountMinor.toString() };
}

export function decodeTender(json: TenderJson): PurchaseTender {
  return { kind: json.k, amountMinor: BigInt(json.m) };
}

export function encodePart(part: PurchasePart): PartJson {
  const json: PartJson = { i: part.id };
  if (part.lines !== null) {
    json.l = part.lines.map(encodePartLine);
  }
  if (part.rules !== 0) {
    json.v = part.rules;
  }
  return json;
}

export function decodePart(json: PartJson): PurchasePart {
  return { id: json.i, lines: json.l?.map(decodePartLine) ?? null, rules: json.v ?? 0 };
}

function encodePartLine(line: PurchasePartLine): PartLineJson {
  const json: PartLineJson = { q: line.quantity.toString() };
  if (line.lineId !== null) {
    json.i = line.lineId;
  }
  if (line.article !== null) {
    json.a = line.article;
  }
  if (line.amountMinor !== null) {
    json.m = line.amountMinor.toString();
  }
  return json;
}

function decodePartLine(json: PartLineJson): PurchasePartLine {
  return {
    lineId: json.i ?? null,
    article: json.a ?? null,
    quantity: BigInt(json.q),
    amountMinor: json.m === undefined ? null : BigInt(json.m),
  };
}

export function encodeAmount(amount: PurchaseAmount): AmountJson {
  return { i: amount.id, m: amount.amountMinor.toString() };
}

export function decodeAmount(json: AmountJson): PurchaseAmount {
  return { id: json.i, amountMinor: BigInt(json.m) };
}
