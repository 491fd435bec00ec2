import type { EntryKind } from "../domain/points/entryKinds.ts";
import { type Language, languageOf } from "./locale.ts";

/** What a sentence about an entry is made of. */
export interface ToldEntry {
  readonly kind: EntryKind;
  /** What it did to the customer's points: below 0 when it took some. */
  readonly points: bigint;
  /** Number of the order it is of, as a person would name it. Null when it is of none. */
  readonly order: string | null;
}

interface Told {
  /** How many, with the word: "1 point", "20 points"; none when only the kind is known. */
  readonly points: string;
  readonly isTaken: boolean;
  readonly order: string | null;
}

type Sentence = (told: Told) => string;

/**
 * What each kind of entry is called in a statement and a timeline, read by customers and by staff;
 * a new kind has to be given its words here.
 */
const SENTENCES: Readonly<Record<Language, Readonly<Record<EntryKind, Sentence>>>> = {
  en: {
    EARNED: ({ points, order }) =>
      `${points} earned ${order === null ? "with a purchase" : `by order ${order}`}.`,
    REVERSED: ({ points, order }) =>
      `${points} taken back${order === null ? ", because a purchase changed or goods came back" : ` from order ${order}`}.`,
    WAIVED: ({ points, order }) =>
      `${points} kept although goods${order === null ? "" : ` of order ${order}`} came back.`,
    ACTIVATED: ({ points }) => `${points} became active.`,
    EXPIRED: ({ points }) => `${points} expired.`,
    ADJUSTED: ({ points, isTaken }) =>
      `${points} ${isTaken ? "taken off" : "added"} by customer service.`,
    AUTHORISED: ({ points }) => `${points} set aside for a payment.`,
    RELEASED: ({ points }) => `${points} no longer set aside for a payment.`,
    SPENT: ({ points }) => `${points} paid with.`,
    REFUNDED: ({ points }) => `${points} given back that had been paid with.`,
    TRANSFERRED: ({ points, isTaken }) =>
      `${points} ${isTaken ? "passed on to" : "received from"} another member.`,
    GOODWILL: ({ points, isTaken }) =>
      `${points} ${isTaken ? "of goodwill taken back" : "given as goodwill"} by customer service.`,
    BLOCKED: ({ points }) => `${points} set aside until somebody has looked into them.`,
    UNBLOCKED: ({ points }) => `${points} free to be spent again.`,
    MOVED: ({ points, isTaken, order }) =>
      `${points} ${isTaken ? "went" : "came"} with ${order === null ? "a purchase" : `order ${order}`}, which is ${isTaken ? "somebody else's" : "this customer's"}.`,
  },
  de: {
    EARNED: ({ points, order }) =>
      `${points} ${order === null ? "mit einem Einkauf" : `für Bestellung ${order}`} gutgeschrieben.`,
    REVERSED: ({ points, order }) =>
      order === null
        ? `${points} zurückgebucht, weil sich ein Einkauf geändert hat oder Ware zurückkam.`
        : `${points} aus Bestellung ${order} zurückgebucht.`,
    WAIVED: ({ points, order }) =>
      `${points} belassen, obwohl Ware${order === null ? "" : ` aus Bestellung ${order}`} zurückkam.`,
    ACTIVATED: ({ points }) => `${points} gültig geworden.`,
    EXPIRED: ({ points }) => `${points} verfallen.`,
    ADJUSTED: ({ points, isTaken }) =>
      `${points} vom Kundendienst ${isTaken ? "abgezogen" : "gutgeschrieben"}.`,
    AUTHORISED: ({ points }) => `${points} für eine Zahlung vorgemerkt.`,
    RELEASED: ({ points }) => `${points} nicht mehr für eine Zahlung vorgemerkt.`,
    SPENT: ({ points }) => `${points} zum Bezahlen verwendet.`,
    REFUNDED: ({ points }) => `${points} einer Zahlung zurückgegeben.`,
    TRANSFERRED: ({ points, isTaken }) =>
      `${points} ${isTaken ? "an ein anderes Mitglied übertragen" : "von einem anderen Mitglied erhalten"}.`,
    GOODWILL: ({ points, isTaken }) =>
      `${points} vom Kundendienst aus Kulanz ${isTaken ? "zurückgenommen" : "gutgeschrieben"}.`,
    BLOCKED: ({ points }) => `${points} bis zu einer Prüfung gesperrt.`,
    UNBLOCKED: ({ points }) => `${points} nach einer Prüfung wieder frei.`,
    MOVED: ({ points, isTaken, order }) =>
      `${points} ${isTaken ? "gingen" : "kamen"} mit ${order === null ? "einem Einkauf" : `Bestellung ${order}`}, ${order === null ? "der" : "die"} ${isTaken ? "jemand anderem" : "diesem Kunden"} gehört.`,
  },
};

const WORDS: Readonly<Record<Language, { one: string; many: string; some: string }>> = {
  en: { one: "point", many: "points", some: "Points" },
  de: { one: "Punkt", many: "Punkte", some: "Punkte" },
};

/** An entry as a sentence to read to a customer. */
export function explainEntry(
  { kind, points, order }: ToldEntry,
  locale: string | null | undefined,
): string {
  const language = languageOf(locale);
  const { one, many, some } = WORDS[language];
  const size = points < 0n ? -points : points;
  const counted = size === 0n ? some : `${size} ${size === 1n ? one : many}`;
  return SENTENCES[language][kind]({ points: counted, isTaken: points < 0n, order });
}
