import { currencyExponent } from "../money/currency.ts";
import { convertMinor } from "../money/rate.ts";
import { prepareRuleset, rateOn } from "../ruleset/prepareRuleset.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";
import { localDateOf } from "../time/zone.ts";
import type { PurchaseEvent, PurchasePart } from "./event.ts";

/**
 * Smallest units of its currency that an event can say at all: a hundred thousand million pounds. A
 * customer would need 900,000 such orders before a sum leaves 64 bits.
 */
export const EVENT_MINOR_MAX = 10n ** 13n;

/**
 * The largest of the amounts that an event says, and where it stands: 0 for one without amounts.
 */
export interface LargestAmount {
  /** Smallest units of the event's currency, signs left out. */
  readonly minor: bigint;
  readonly field: string;
}

/**
 * What an event comes to by its lines, before or after discounts, by its tenders, its parts or its
 * refund.
 */
export function largestAmountOf(event: PurchaseEvent): LargestAmount {
  let gross = 0n;
  let net = 0n;
  for (const { grossMinor, netMinor } of event.lines ?? []) {
    gross += absolute(grossMinor);
    net += absolute(netMinor);
  }
  let paid = 0n;
  for (const { amountMinor } of event.tenders ?? []) {
    paid += amountMinor;
  }
  let minor = gross > net ? gross : net;
  let field = "lines";
  if (paid > minor) {
    minor = paid;
    field = "tenders";
  }
  for (const name of PARTS) {
    const part = amountOf(event[name]);
    if (part > minor) {
      minor = part;
      field = name;
    }
  }
  const refund = absolute(event.refund?.amountMinor ?? 0n);
  return refund > minor ? { minor: refund, field: "refund" } : { minor, field };
}

const PARTS = ["fulfilment", "return"] as const;

/**
 * What is wrong with an event's amounts, and where: OVERFLOW is too large whoever looks at it,
 * IMPLAUSIBLE_AMOUNT is larger than `ruleset` takes without a person having looked (null: one has).
 */
export function amountFault(
  event: PurchaseEvent,
  ruleset: Ruleset | null,
): { readonly reason: "OVERFLOW" | "IMPLAUSIBLE_AMOUNT"; readonly field: string } | null {
  const { minor, field } = largestAmountOf(event);
  if (minor > EVENT_MINOR_MAX) {
    return { reason: "OVERFLOW", field };
  }
  return ruleset !== null && isImplausible(minor, event, ruleset)
    ? { reason: "IMPLAUSIBLE_AMOUNT", field }
    : null;
}

/**
 * In another currency by the rate of the day on which the event happened; where the rules have none
 * it cannot be said, and the event waits for the rate as soon as it would earn.
 */
function isImplausible(minor: bigint, event: PurchaseEvent, ruleset: Ruleset): boolean {
  if (minor === 0n || event.currency === null) {
    return false;
  }
  const { currency, timeZone } = ruleset.programme;
  const prepared = prepareRuleset(ruleset);
  if (event.currency === currency) {
    return minor > prepared.plausibleMinor;
  }
  const day = localDateOf(event.occurredAt, timeZone);
  const rate = rateOn(prepared, event.currency, day);
  const exponent = currencyExponent(event.currency);
  if (rate === null || exponent === null) {
    return false;
  }
  const converted = convertMinor(minor, exponent, prepared.exponent, rate.exact, "FLOOR");
  return converted > prepared.plausibleMinor;
}

function amountOf(part: PurchasePart | null): bigint {
  let sum = 0n;
  for (const { amountMinor } of part?.lines ?? []) {
    sum += absolute(amountMinor ?? 0n);
  }
  return sum;
}

function absolute(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
