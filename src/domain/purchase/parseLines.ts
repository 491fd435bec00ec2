import { fitsInt64, QUANTITY_SCALE } from "../money/decimal.ts";
import {
  LINE_KINDS,
  type LineDiscount,
  type LineKind,
  type PurchaseAmount,
  type PurchaseLine,
  type PurchasePart,
  type PurchasePartLine,
  type PurchaseTender,
  RETURN_RULES,
} from "./event.ts";
import {
  ARTICLE_BYTES_MAX,
  CATEGORY_DEPTH_MAX,
  CODE_BYTES_MAX,
  DISCOUNTS_PER_LINE_MAX,
  LINES_PER_EVENT_MAX,
  NAME_BYTES_MAX,
  PART_ID_BYTES_MAX,
  SOURCE_BYTES_MAX,
  TENDERS_PER_EVENT_MAX,
} from "./limits.ts";
import { decimalOf, fieldsOf, listOf, optionalTextOf, textOf } from "./read.ts";
import { echo, Refusal, refuse, rethrowWithin } from "./rejection.ts";

const LINE_FIELDS: ReadonlySet<string> = new Set([
  "id",
  "kind",
  "article",
  "name",
  "brand",
  "category",
  "quantity",
  "gross",
  "discounts",
  "net",
  "tax",
]);
const DISCOUNT_FIELDS: ReadonlySet<string> = new Set(["source", "code", "fundedBy", "amount"]);
const TENDER_FIELDS: ReadonlySet<string> = new Set(["kind", "amount"]);
const PART_FIELDS: ReadonlySet<string> = new Set(["id", "lines"]);
const PART_LINE_FIELDS: ReadonlySet<string> = new Set(["lineId", "article", "quantity", "amount"]);
const AMOUNT_FIELDS: ReadonlySet<string> = new Set(["id", "amount"]);
const LINE_KIND_NAMES: ReadonlySet<string> = new Set(LINE_KINDS);

const NO_DISCOUNTS: readonly LineDiscount[] = [];
const NO_CATEGORY: readonly string[] = [];

/** Decimals of the event's currency; null when it named none, then any amount is refused. */
export type AmountExponent = number | null;

/**
 * The lines of an order, null when absent or empty.
 *
 * Guarantee: line ids are unique; quantities are above 0; gross and net are negative only on
 * ADJUSTMENT lines; the sums of quantities, gross and net amounts fit signed 64 bits.
 */
export function parseLines(
  value: unknown,
  name: string,
  exponent: AmountExponent,
): readonly PurchaseLine[] | null {
  const lines = listOf(value, name, LINES_PER_EVENT_MAX, (item) => parseLine(item, exponent));
  if (lines === null) {
    return null;
  }
  let quantity = 0n;
  let gross = 0n;
  let net = 0n;
  const ids = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (ids.size === ids.add(line.id).size) {
      throw new Refusal("DUPLICATE", [name, String(at), "id"], "give each line its own id");
    }
    quantity += line.quantity;
    gross += line.grossMinor < 0n ? -line.grossMinor : line.grossMinor;
    net += line.netMinor < 0n ? -line.netMinor : line.netMinor;
  }
  if (!fitsInt64(quantity) || !fitsInt64(gross) || !fitsInt64(net)) {
    return refuse("OVERFLOW", name);
  }
  return lines;
}

function parseLine(item: unknown, exponent: AmountExponent): PurchaseLine {
  const fields = fieldsOf(item, LINE_FIELDS);
  const id = textOf(fields.id, "id", PART_ID_BYTES_MAX);
  const kind = lineKindOf(fields.kind);
  const grossMinor = signedAmountOf(fields.gross, "gross", exponent, kind);
  const discounts =
    listOf(fields.discounts, "discounts", DISCOUNTS_PER_LINE_MAX, (discount) =>
      parseDiscount(discount, exponent),
    ) ?? NO_DISCOUNTS;
  return {
    id,
    kind,
    article: optionalTextOf(fields.article, "article", ARTICLE_BYTES_MAX),
    name: optionalTextOf(fields.name, "name", NAME_BYTES_MAX),
    brand: optionalTextOf(fields.brand, "brand", NAME_BYTES_MAX),
    category: listOf(fields.category, "category", CATEGORY_DEPTH_MAX, parseCategory) ?? NO_CATEGORY,
    quantity: positiveQuantityOf(fields.quantity, "quantity"),
    grossMinor,
    discounts,
    netMinor: netOf(fields.net, exponent, kind, netByDefault(grossMinor, discounts)),
    taxMinor: isAbsent(fields.tax) ? null : signedAmountOf(fields.tax, "tax", exponent, kind),
  };
}

/** What a line costs when the sender gives no net: gross less its discounts. */
export function netByDefault(grossMinor: bigint, discounts: readonly LineDiscount[]): bigint {
  let net = grossMinor;
  for (const discount of discounts) {
    net -= discount.amountMinor;
  }
  return net;
}

function netOf(
  value: unknown,
  exponent: AmountExponent,
  kind: LineKind,
  byDefault: bigint,
): bigint {
  if (!isAbsent(value)) {
    return signedAmountOf(value, "net", exponent, kind);
  }
  if (!fitsInt64(byDefault)) {
    return refuse("OVERFLOW", "discounts");
  }
  if (byDefault < 0n && kind !== "ADJUSTMENT") {
    return refuse("NEGATIVE", "net", "(gross less its discounts)");
  }
  return byDefault;
}

/**
 * Negative money is an ADJUSTMENT line or an event of its own (RETURNED, REFUNDED): a negative
 * ARTICLE line would take points back without a return that anyone could match.
 */
function signedAmountOf(
  value: unknown,
  name: string,
  exponent: AmountExponent,
  kind: LineKind,
): bigint {
  const amountMinor = amountOf(value, name, exponent);
  if (amountMinor < 0n && kind !== "ADJUSTMENT") {
    return refuse("NEGATIVE", name, "except on an ADJUSTMENT line; send RETURNED or REFUNDED");
  }
  return amountMinor;
}

function lineKindOf(value: unknown): LineKind {
  const kind = optionalTextOf(value, "kind", CODE_BYTES_MAX) ?? "ARTICLE";
  return LINE_KIND_NAMES.has(kind)
    ? (kind as LineKind)
    : refuse("UNKNOWN_LINE_KIND", "kind", echo(kind));
}

function parseCategory(item: unknown): string {
  try {
    return textOf(item, "", NAME_BYTES_MAX);
  } catch (thrown) {
    // A list of texts has no names inside: the place in the list is the whole path.
    throw thrown instanceof Refusal ? new Refusal(thrown.reason, [], thrown.detail) : thrown;
  }
}

function parseDiscount(item: unknown, exponent: AmountExponent): LineDiscount {
  const fields = fieldsOf(item, DISCOUNT_FIELDS);
  return {
    source: textOf(fields.source, "source", SOURCE_BYTES_MAX),
    code: optionalTextOf(fields.code, "code", CODE_BYTES_MAX),
    fundedBy: optionalTextOf(fields.fundedBy, "fundedBy", CODE_BYTES_MAX),
    amountMinor: unsignedAmountOf(fields.amount, "amount", exponent),
  };
}

/** What was paid with, null when absent or empty; the sum fits signed 64 bits. */
export function parseTenders(
  value: unknown,
  name: string,
  exponent: AmountExponent,
): readonly PurchaseTender[] | null {
  const tenders = listOf(value, name, TENDERS_PER_EVENT_MAX, (item) => {
    const fields = fieldsOf(item, TENDER_FIELDS);
    return {
      kind: textOf(fields.kind, "kind", CODE_BYTES_MAX),
      amountMinor: unsignedAmountOf(fields.amount, "amount", exponent),
    };
  });
  if (tenders !== null && !fitsInt64(tenders.reduce((sum, one) => sum + one.amountMinor, 0n))) {
    return refuse("OVERFLOW", name);
  }
  return tenders;
}

/**
 * A fulfilment or return, null when absent.
 *
 * Shape: `lines` absent or empty means everything still open. A quantity of 0 is right only in a
 * fulfilment ("none of it was there"). The same line twice is refused: whether it was meant as a
 * sum or is a repeat, only the sender knows.
 */
export function parsePart(
  value: unknown,
  name: "fulfilment" | "return",
  exponent: AmountExponent,
): PurchasePart | null {
  if (isAbsent(value)) {
    return null;
  }
  try {
    const fields = fieldsOf(value, PART_FIELDS);
    const id = textOf(fields.id, "id", PART_ID_BYTES_MAX);
    const lines = listOf(fields.lines, "lines", LINES_PER_EVENT_MAX, (item) =>
      parsePartLine(item, name === "fulfilment", exponent),
    );
    if (lines !== null) {
      checkPartLines(lines);
    }
    return { id, lines, rules: name === "return" ? RETURN_RULES : 0 };
  } catch (thrown) {
    return rethrowWithin(thrown, name);
  }
}

function parsePartLine(
  item: unknown,
  isZeroFine: boolean,
  exponent: AmountExponent,
): PurchasePartLine {
  const fields = fieldsOf(item, PART_LINE_FIELDS);
  const lineId = optionalTextOf(fields.lineId, "lineId", PART_ID_BYTES_MAX);
  const article = optionalTextOf(fields.article, "article", ARTICLE_BYTES_MAX);
  if (lineId === null && article === null) {
    throw new Refusal("ARTICLE_MISSING", []);
  }
  return {
    lineId,
    article,
    quantity: isZeroFine
      ? quantityOf(fields.quantity, "quantity")
      : positiveQuantityOf(fields.quantity, "quantity"),
    amountMinor: isAbsent(fields.amount)
      ? null
      : unsignedAmountOf(fields.amount, "amount", exponent),
  };
}

function checkPartLines(lines: readonly PurchasePartLine[]): void {
  let quantity = 0n;
  let amount = 0n;
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const key = line.lineId === null ? `article ${line.article}` : `line ${line.lineId}`;
    if (seen.size === seen.add(key).size) {
      const field = line.lineId === null ? "article" : "lineId";
      throw new Refusal("DUPLICATE", ["lines", String(at), field], "send one line with the sum");
    }
    quantity += line.quantity;
    amount += line.amountMinor ?? 0n;
  }
  if (!fitsInt64(quantity) || !fitsInt64(amount)) {
    refuse("OVERFLOW", "lines");
  }
}

/** Money given back without goods, null when absent; above 0. */
export function parseRefund(
  value: unknown,
  name: string,
  exponent: AmountExponent,
): PurchaseAmount | null {
  if (isAbsent(value)) {
    return null;
  }
  try {
    const fields = fieldsOf(value, AMOUNT_FIELDS);
    const id = textOf(fields.id, "id", PART_ID_BYTES_MAX);
    const amountMinor = unsignedAmountOf(fields.amount, "amount", exponent);
    return amountMinor === 0n ? refuse("NOT_POSITIVE", "amount") : { id, amountMinor };
  } catch (thrown) {
    return rethrowWithin(thrown, name);
  }
}

function amountOf(value: unknown, name: string, exponent: AmountExponent): bigint {
  if (exponent === null) {
    throw new Refusal("CURRENCY_MISSING", ["currencyCode"], null, true);
  }
  return decimalOf(value, name, exponent);
}

function unsignedAmountOf(value: unknown, name: string, exponent: AmountExponent): bigint {
  const amountMinor = amountOf(value, name, exponent);
  return amountMinor < 0n ? refuse("NEGATIVE", name) : amountMinor;
}

function quantityOf(value: unknown, name: string): bigint {
  const quantity = decimalOf(value, name, QUANTITY_SCALE);
  return quantity < 0n ? refuse("NEGATIVE", name) : quantity;
}

function positiveQuantityOf(value: unknown, name: string): bigint {
  const quantity = quantityOf(value, name);
  return quantity === 0n ? refuse("NOT_POSITIVE", name) : quantity;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
