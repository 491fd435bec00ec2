import type { RefusalView } from "../coupons/coupons.ts";
import { type Language, languageOf } from "./locale.ts";

type Sentence = (needed: string, seen: string) => string;

const day = (moment: string): string => moment.slice(0, 10);
const list = (codes: string): string => codes.split(",").join(", ");

const SENTENCES: Readonly<Record<string, Readonly<Record<Language, Sentence>>>> = {
  UNKNOWN_CODE: {
    en: () => "We do not know this code.",
    de: () => "Diesen Code kennen wir nicht.",
  },
  TOO_MANY_UNKNOWN_CODES: {
    en: () => "Too many codes were tried that we do not know; please wait a few minutes.",
    de: () => "Zu viele unbekannte Codes wurden versucht; bitte einige Minuten warten.",
  },
  CUSTOMER_NOT_FOUND: {
    en: () => "We do not know this customer.",
    de: () => "Diesen Kunden kennen wir nicht.",
  },
  OTHER_CUSTOMER: {
    en: () => "The coupon belongs to another customer.",
    de: () => "Der Gutschein gehört jemand anderem.",
  },
  OWN_RECORD: {
    en: () => "Nobody may redeem their own coupon; a colleague has to.",
    de: () => "Niemand darf den eigenen Gutschein einlösen; das muss jemand anderes tun.",
  },
  DISABLED: {
    en: () => "The coupon was taken out of use.",
    de: () => "Der Gutschein wurde aus dem Verkehr gezogen.",
  },
  RESERVED: {
    en: () => "The coupon is put aside for another sale.",
    de: () => "Der Gutschein ist für einen anderen Einkauf vorgemerkt.",
  },
  NOT_YET_VALID: {
    en: (needed) => `The coupon can be used from ${day(needed)}.`,
    de: (needed) => `Der Gutschein gilt erst ab ${day(needed)}.`,
  },
  EXPIRED: {
    en: (needed) => `The coupon could be used until ${day(needed)}.`,
    de: (needed) => `Der Gutschein galt bis ${day(needed)}.`,
  },
  ALREADY_REDEEMED: {
    en: () => "The coupon was used already.",
    de: () => "Der Gutschein wurde schon eingelöst.",
  },
  LIMIT_REACHED: {
    en: (needed) => `The code could be used ${needed} times, and was.`,
    de: (needed) => `Der Code galt ${needed} Mal und ist aufgebraucht.`,
  },
  CUSTOMER_LIMIT_REACHED: {
    en: (needed, seen) =>
      `Each customer can use it ${needed} time(s); it was used ${seen} time(s).`,
    de: (needed, seen) => `Er gilt ${needed} Mal je Kunde und wurde ${seen} Mal eingelöst.`,
  },
  CUSTOMER_NEEDED: {
    en: () => "We need to know who you are: show your card or the app.",
    de: () => "Dafür müssen wir wissen, wer Sie sind: bitte Karte oder App zeigen.",
  },
  IDENTIFIER_NOT_IN_USE: {
    en: () => "The card that was shown is blocked or was replaced; please show the new one.",
    de: () => "Die gezeigte Karte ist gesperrt oder ersetzt; bitte die neue zeigen.",
  },
  CUSTOMER_MARKED: {
    en: () => "This cannot be done for the account now; customer service can help.",
    de: () => "Das geht für dieses Konto zurzeit nicht; der Kundendienst hilft weiter.",
  },
  TIER_NEEDED: {
    en: (needed) => `The coupon is for ${list(needed)}.`,
    de: (needed) => `Der Gutschein ist für ${list(needed)}.`,
  },
  STORE_EXCLUDED: {
    en: (needed) => `The coupon is not for this store, but for ${list(needed)}.`,
    de: (needed) => `Der Gutschein gilt nicht in dieser Filiale, sondern in ${list(needed)}.`,
  },
  CHANNEL_EXCLUDED: {
    en: (needed) => `The coupon can be used only by: ${list(needed)}.`,
    de: (needed) => `Der Gutschein gilt nur für: ${list(needed)}.`,
  },
  BASKET_NEEDED: {
    en: () => "The coupon depends on what is bought; the basket was not sent.",
    de: () => "Der Gutschein hängt vom Einkauf ab; der Warenkorb wurde nicht mitgeschickt.",
  },
  CURRENCY_MISMATCH: {
    en: (needed, seen) => `The coupon is for ${needed}, not for ${seen}.`,
    de: (needed, seen) => `Der Gutschein lautet auf ${needed}, nicht auf ${seen}.`,
  },
  ARTICLE_MISSING: {
    en: (needed) => `Nothing in the basket is of ${list(needed)}.`,
    de: (needed) => `Im Warenkorb ist nichts aus ${list(needed)}.`,
  },
  BASKET_TOO_SMALL: {
    en: (needed, seen) => `It takes ${needed}; the basket comes to ${seen}.`,
    de: (needed, seen) => `Der Mindesteinkauf ist ${needed}; im Warenkorb sind ${seen}.`,
  },
  AMOUNT_TOO_HIGH: {
    en: (needed, seen) => `The coupon gives ${needed}; ${seen} were asked for.`,
    de: (needed, seen) => `Der Gutschein gibt ${needed}; verlangt wurden ${seen}.`,
  },
  ALREADY_REVERSED: {
    en: () => "The redemption was taken back before.",
    de: () => "Die Einlösung wurde schon zurückgenommen.",
  },
  REVERSAL_TOO_LATE: {
    en: () => "It is too late to take the redemption back.",
    de: () => "Für eine Rücknahme der Einlösung ist es zu spät.",
  },
};

const OTHERWISE: Readonly<Record<Language, string>> = {
  en: "The coupon cannot be used here and now.",
  de: "Der Gutschein kann hier und jetzt nicht eingelöst werden.",
};

/** A refusal as a sentence for the customer. */
export function explainRefusal(
  { code, needed, seen }: Pick<RefusalView, "code" | "needed" | "seen">,
  locale: string | null | undefined,
): string {
  const language = languageOf(locale);
  const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined;
  return sentence === undefined
    ? OTHERWISE[language]
    : sentence[language](needed ?? "-", seen ?? "-");
}
