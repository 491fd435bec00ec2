import { foldCode, isGeneratedCode, OWN_CODE_LENGTH } from "../domain/coupon/code.ts";
import type { CouponBasis, CouponTerms, CouponValue } from "../domain/coupon/terms.ts";
import { textFault } from "../domain/identity/seen.ts";
import { parseDecimal } from "../domain/money/decimal.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { amountOf, malformed } from "../platform/input.ts";

interface MoneyAsSent {
  readonly amount: string;
  readonly currencyCode: string;
}

/** A coupon as somebody orders it; decimals are text. */
export interface CouponOrder {
  /** Public codes only; null: one is made. */
  readonly code: string | null;
  readonly names: readonly { readonly locale: string; readonly text: string }[];
  readonly value: {
    readonly amount?: MoneyAsSent | null;
    readonly percent?: string | null;
    readonly freeArticle?: string | null;
  };
  readonly campaign: { readonly code: string; readonly name?: string | null } | null;
  /** Null: from now. */
  readonly validFrom: Instant | null;
  readonly validUntil: Instant;
  /** Null: once for a personal coupon, without limit for a public code. */
  readonly usesMax: number | null;
  readonly usesPerCustomerMax: number | null;
  readonly basis: CouponBasis | null;
  readonly segments: readonly string[];
  readonly issuedBecause: string | null;
  readonly conditions: {
    readonly tiers?: readonly string[] | null;
    readonly stores?: readonly string[] | null;
    readonly channels?: readonly string[] | null;
    readonly basketMin?: MoneyAsSent | null;
    readonly articles?: readonly string[] | null;
    readonly categories?: readonly string[] | null;
  } | null;
}

/** The same, read and checked. */
export interface CouponToIssue {
  readonly code: string | null;
  readonly campaign: { readonly code: string; readonly name: string } | null;
  readonly basis: CouponBasis;
  readonly validFrom: string | null;
  readonly validUntil: string;
  readonly usesMax: number | null;
  readonly usesPerCustomerMax: number | null;
  readonly currency: string | null;
  readonly terms: CouponTerms;
  readonly segments: readonly string[];
  readonly issuedBecause: string | null;
}

const TEXT_MAX = 200;
const LIST_MAX = 100;
const USES_MAX = 100_000_000;
const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const CAMPAIGN = /^[0-9A-Za-z._-]{1,64}$/;
const PERCENT_SCALE = 2;
const HUNDRED_PERCENT = 10_000n;

/** @throws AppError BAD_USER_INPUT that names the field at fault */
export function readCouponOrder(order: CouponOrder, isPersonal: boolean): CouponToIssue {
  const { conditions, validFrom, validUntil } = order;
  if (validFrom !== null && validFrom >= validUntil) {
    throw malformed(["validUntil"], "validUntil must be after validFrom.");
  }
  const { value, currency } = couponValueOf(order.value);
  const basketMin =
    conditions?.basketMin == null
      ? null
      : amountOf(["conditions", "basketMin"], conditions.basketMin);
  if (basketMin !== null && currency !== null && basketMin.currency !== currency) {
    throw malformed(["conditions", "basketMin", "currencyCode"], `This must be ${currency}.`);
  }
  const list = (name: "tiers" | "stores" | "channels" | "articles" | "categories") =>
    listOf(["conditions", name], conditions?.[name] ?? []);
  return {
    code: publicCode(order.code, isPersonal),
    campaign: campaignOf(order.campaign),
    basis: basisOf(order.basis, isPersonal),
    validFrom: validFrom === null ? null : formatInstant(validFrom),
    validUntil: formatInstant(validUntil),
    usesMax: usesOf(["uses"], order.usesMax) ?? (isPersonal ? 1 : null),
    usesPerCustomerMax: usesOf(["usesPerCustomer"], order.usesPerCustomerMax),
    currency: currency ?? basketMin?.currency ?? null,
    terms: {
      name: namesOf(order.names),
      value,
      tiers: list("tiers"),
      stores: list("stores"),
      channels: list("channels"),
      basketMinMinor: basketMin?.minor ?? null,
      articles: list("articles"),
      categories: list("categories"),
    },
    segments: segmentsOf(order.segments, isPersonal),
    issuedBecause:
      order.issuedBecause === null ? null : textOf(["issuedBecause"], order.issuedBecause),
  };
}

function couponValueOf(sent: CouponOrder["value"]): {
  value: CouponValue;
  currency: string | null;
} {
  if (sent.amount != null) {
    const { minor, currency } = amountOf(["value", "amount"], sent.amount);
    if (minor === 0n) {
      throw malformed(["value", "amount", "amount"], "It must be above 0.");
    }
    return { value: { kind: "AMOUNT", minor }, currency };
  }
  if (sent.percent != null) {
    const percent = parseDecimal(sent.percent, PERCENT_SCALE);
    if (typeof percent !== "bigint" || percent <= 0n || percent > HUNDRED_PERCENT) {
      throw malformed(["value", "percent"], "It must be above 0 and at most 100.");
    }
    return { value: { kind: "PERCENT", percent: sent.percent }, currency: null };
  }
  const article = textOf(["value", "freeArticle"], sent.freeArticle ?? "");
  return { value: { kind: "FREE_ARTICLE", article }, currency: null };
}

/** Generated codes have a form of their own; one that somebody thought of must not look like it. */
function publicCode(code: string | null, isPersonal: boolean): string | null {
  if (code === null) {
    return null;
  }
  if (isPersonal) {
    throw malformed(["code"], "The code of a personal coupon is made here.");
  }
  const folded = foldCode(code);
  const { min, max } = OWN_CODE_LENGTH;
  if (folded === null || folded.length < min || isGeneratedCode(folded)) {
    throw malformed(["code"], `A code has ${min} to ${max} letters and digits.`);
  }
  return code.trim();
}

function basisOf(basis: CouponBasis | null, isPersonal: boolean): CouponBasis {
  if (isPersonal) {
    return basis ?? "HONOURED_AT_ISSUE";
  }
  if (basis === "HONOURED_AT_ISSUE") {
    throw malformed(["basis"], "A public code is issued to nobody, so it can only be LIVE.");
  }
  return "LIVE";
}

function campaignOf(sent: CouponOrder["campaign"]): CouponToIssue["campaign"] {
  if (sent === null) {
    return null;
  }
  if (!CAMPAIGN.test(sent.code)) {
    throw malformed(["campaign", "code"], "A campaign's code has 1 to 64 letters and digits.");
  }
  return {
    code: sent.code,
    name: sent.name == null ? sent.code : textOf(["campaign", "name"], sent.name),
  };
}

function usesOf(field: readonly string[], uses: number | null): number | null {
  if (uses === null || (uses >= 1 && uses <= USES_MAX)) {
    return uses;
  }
  throw malformed(field, `It must be 1 to ${USES_MAX}.`);
}

function namesOf(names: CouponOrder["names"]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [at, { locale, text }] of names.entries()) {
    const field = ["names", String(at)];
    if (!LOCALE.test(locale) || Object.hasOwn(found, locale)) {
      throw malformed([...field, "locale"], "A language tag such as de, each once.");
    }
    found[locale] = textOf([...field, "text"], text);
  }
  if (names.length === 0 || names.length > LIST_MAX) {
    throw malformed(["names"], "A coupon needs a name in at least one language.");
  }
  return found;
}

function segmentsOf(segments: readonly string[], isPersonal: boolean): readonly string[] {
  if (!isPersonal && segments.length > 0) {
    throw malformed(["segments"], "A public code is issued to nobody.");
  }
  return listOf(["segments"], segments);
}

function listOf(field: readonly string[], values: readonly string[]): readonly string[] {
  if (values.length > LIST_MAX) {
    throw malformed(field, `At most ${LIST_MAX}.`);
  }
  return values.map((value, at) => textOf([...field, String(at)], value));
}

function textOf(field: readonly string[], text: string): string {
  const hasLength = text.length >= 1 && text.length <= TEXT_MAX;
  const fault = hasLength ? textFault(text) : `It needs 1 to ${TEXT_MAX} characters.`;
  if (fault === null) {
    return text;
  }
  throw malformed(field, fault);
}
