import type { OrderLineView } from "../order/facts.ts";
import { lineCounts } from "../ruleset/prepareRuleset.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";

/** Why a line earned nothing: stored with the line, shown to agents (programme 1.28). */
export const NOT_EARNING = [
  "TEST_ORDER",
  "HISTORY_ORDER",
  /** A mark on the customer; which one is not for everybody's eyes. */
  "NOT_ELIGIBLE",
  "NOT_A_MEMBER",
  "VOIDED",
  "LINE_KIND",
  "EXCLUDED",
  "ZERO_AMOUNT",
  "RETURNED",
  "CANCELLED",
  "NOT_HANDED_OVER",
  "REFUNDED",
  "NOT_SETTLED",
  "PAID_WITH_POINTS",
  "LIMIT_REACHED",
  /** The rules have no rate of the order's currency for the day it was placed. */
  "RATE_MISSING",
] as const;
export type NotEarning = (typeof NOT_EARNING)[number];

type Sentences = Readonly<Record<NotEarning, string>>;

const ENGLISH: Sentences = {
  TEST_ORDER: "This is a test order.",
  HISTORY_ORDER: "This order was migrated; its points came over with the balance.",
  NOT_ELIGIBLE: "This customer's purchase does not earn points.",
  NOT_A_MEMBER: "The customer was not a member.",
  VOIDED: "The order was voided.",
  LINE_KIND: "This kind of line does not earn points.",
  EXCLUDED: "This item is excluded from earning points.",
  ZERO_AMOUNT: "Nothing was paid for this item.",
  RETURNED: "The item was returned.",
  CANCELLED: "The item was cancelled.",
  NOT_HANDED_OVER: "The item has not been handed over yet.",
  REFUNDED: "The price of the item was refunded.",
  NOT_SETTLED: "The order has not been paid yet.",
  PAID_WITH_POINTS: "The item was paid with points.",
  LIMIT_REACHED: "The limit of points had been reached.",
  RATE_MISSING: "There was no exchange rate for the currency of the order.",
};

const GERMAN: Sentences = {
  TEST_ORDER: "Dies ist eine Testbestellung.",
  HISTORY_ORDER: "Die Bestellung wurde übernommen; ihre Punkte kamen mit dem Kontostand.",
  NOT_ELIGIBLE: "Für diesen Einkauf gibt es keine Punkte.",
  NOT_A_MEMBER: "Der Kunde war kein Mitglied.",
  VOIDED: "Die Bestellung wurde storniert.",
  LINE_KIND: "Für diese Art von Position gibt es keine Punkte.",
  EXCLUDED: "Für diesen Artikel gibt es keine Punkte.",
  ZERO_AMOUNT: "Für diesen Artikel wurde nichts bezahlt.",
  RETURNED: "Der Artikel wurde zurückgegeben.",
  CANCELLED: "Der Artikel wurde abbestellt.",
  NOT_HANDED_OVER: "Der Artikel wurde noch nicht übergeben.",
  REFUNDED: "Der Preis des Artikels wurde erstattet.",
  NOT_SETTLED: "Die Bestellung ist noch nicht bezahlt.",
  PAID_WITH_POINTS: "Der Artikel wurde mit Punkten bezahlt.",
  LIMIT_REACHED: "Die Höchstzahl an Punkten war erreicht.",
  RATE_MISSING: "Für die Währung der Bestellung gab es keinen Wechselkurs.",
};

const SENTENCES: ReadonlyMap<string, Sentences> = new Map([
  ["en", ENGLISH],
  ["de", GERMAN],
]);

/**
 * A sentence for a customer or an agent. `locale` is a BCP 47 tag, English for languages we lack; a
 * code that this version does not know comes back as it is.
 */
export function explainNotEarning(code: string, locale: string): string {
  const language = locale.split("-", 1)[0]?.toLowerCase() ?? "en";
  const sentences = SENTENCES.get(language) ?? ENGLISH;
  return isNotEarning(code) ? sentences[code] : code;
}

function isNotEarning(code: string): code is NotEarning {
  return (NOT_EARNING as readonly string[]).includes(code);
}

/** The first reason that holds, from what can never change to what may still. */
export function reasonOfLine(
  line: OrderLineView,
  ruleset: Ruleset,
  { eligibleMinor, isEffective }: { eligibleMinor: bigint; isEffective: boolean },
): NotEarning | null {
  if (!ruleset.earningLineKinds.includes(line.kind)) {
    return "LINE_KIND";
  }
  if (!lineCounts(ruleset, ruleset.earnExclusions, line)) {
    return "EXCLUDED";
  }
  if (line.netMinor <= 0n && line.ordered > 0n) {
    return "ZERO_AMOUNT";
  }
  // A return may have paid back less than the price: what is left of the money earns without the
  // goods.
  if (line.kept === 0n && line.keptMinor <= 0n) {
    if (line.open > 0n) {
      return "NOT_HANDED_OVER";
    }
    return line.returned > 0n ? "RETURNED" : "CANCELLED";
  }
  if (line.keptMinor <= 0n) {
    return line.expectedMinor < line.netMinor ? "REFUNDED" : "ZERO_AMOUNT";
  }
  if (!isEffective) {
    return "NOT_SETTLED";
  }
  return eligibleMinor > 0n ? null : "PAID_WITH_POINTS";
}
