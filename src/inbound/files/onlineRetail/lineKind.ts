import type { LineKind } from "../../../domain/purchase/event.ts";

interface KindRule {
  readonly kind: LineKind;
  /** Stock codes it is for; whole code, any case. */
  readonly code?: RegExp;
  /** Words of the description it is for; asked only of codes that are no article numbers. */
  readonly description?: RegExp;
}

/**
 * What a stock code stands for; the first rule that fits decides.
 *
 * Article numbers come first, so that a "POSTAGE STAMP TIN" stays an article. Bookings by hand have
 * codes of one letter. Words are looked at last: they catch service codes that nobody has listed.
 */
const RULES: readonly KindRule[] = [
  { kind: "ARTICLE", code: /\d{5}.*/ },
  { kind: "GIFT_CARD", code: /gift(_.*)?/ },
  { kind: "SHIPPING", code: /POST(AGE)?|DOT|C\d|CARRIAGE|DELIVERY|FREIGHT/ },
  { kind: "FEE", code: /BANK CHARGES|AMAZON ?FEE|CRUK|.* FEE/ },
  { kind: "ADJUSTMENT", code: /[A-Z]|ADJUST.*|TEST.*/ },
  { kind: "GIFT_CARD", description: /\bgift (card|voucher)\b/ },
  { kind: "SHIPPING", description: /\b(postage|carriage|shipping|delivery|freight)\b/ },
  { kind: "FEE", description: /\b(fees?|charges?|commission)\b/ },
  { kind: "ADJUSTMENT", description: /\b(discount|manual|adjust(ment)?|samples|bad debt)\b/ },
];

const WHOLE_CODE_RULES = RULES.map(({ kind, code, description }) => ({
  kind,
  code: code === undefined ? null : new RegExp(`^(?:${code.source})$`, "i"),
  description: description === undefined ? null : new RegExp(description.source, "i"),
}));

/**
 * The kind of an invoice line, from its stock code and description. A code that no rule knows is an
 * article: shops invent article codes every week, service codes seldom.
 */
export function lineKindOf(stockCode: string, description: string): LineKind {
  const rule = WHOLE_CODE_RULES.find(
    ({ code, description: words }) => code?.test(stockCode) ?? words?.test(description),
  );
  return rule?.kind ?? "ARTICLE";
}
