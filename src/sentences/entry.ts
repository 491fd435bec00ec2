import type { EntryRow } from "../../db/queries/loyalty/readStatement.ts";
import { type Language, languageOf } from "./locale.ts";

type Sentence = (points: string) => string;

/** What each kind of entry is called in a statement; a new kind has to be given its words here. */
const SENTENCES: Readonly<Record<Language, Readonly<Record<EntryRow["kind"], Sentence>>>> = {
  en: {
    EARNED: (points) => `${points} points earned with a purchase.`,
    REVERSED: (points) =>
      `${points} points taken back, because a purchase changed or goods came back.`,
    WAIVED: (points) => `${points} points left to you although goods came back.`,
    ACTIVATED: () => "Points became active.",
    EXPIRED: (points) => `${points} points expired.`,
    ADJUSTED: (points) => `${points} points adjusted by our service.`,
    AUTHORISED: (points) => `${points} points set aside for a payment.`,
    RELEASED: (points) => `${points} points that were set aside are back.`,
    SPENT: (points) => `${points} points paid with.`,
    REFUNDED: (points) => `${points} points given back that you had paid with.`,
    TRANSFERRED: (points) => `${points} points passed on between two members.`,
    BLOCKED: (points) => `${points} points set aside until we have looked into them.`,
    UNBLOCKED: (points) => `${points} points can be spent again.`,
  },
  de: {
    EARNED: (points) => `${points} Punkte mit einem Einkauf gesammelt.`,
    REVERSED: (points) =>
      `${points} Punkte zurückgenommen, weil sich ein Einkauf geändert hat oder Ware zurückkam.`,
    WAIVED: (points) => `${points} Punkte belassen, obwohl Ware zurückkam.`,
    ACTIVATED: () => "Punkte wurden gültig.",
    EXPIRED: (points) => `${points} Punkte sind verfallen.`,
    ADJUSTED: (points) => `${points} Punkte von unserem Service berichtigt.`,
    AUTHORISED: (points) => `${points} Punkte für eine Zahlung vorgemerkt.`,
    RELEASED: (points) => `${points} vorgemerkte Punkte sind wieder frei.`,
    SPENT: (points) => `Mit ${points} Punkten bezahlt.`,
    REFUNDED: (points) => `${points} Punkte einer Zahlung zurückgegeben.`,
    TRANSFERRED: (points) => `${points} Punkte zwischen zwei Mitgliedern übertragen.`,
    BLOCKED: (points) => `${points} Punkte bis zu einer Prüfung gesperrt.`,
    UNBLOCKED: (points) => `${points} Punkte sind wieder frei.`,
  },
};

/** An entry as a sentence to read to a customer. */
export function explainEntry(
  { kind, points }: Pick<EntryRow, "kind" | "points">,
  locale: string | null | undefined,
): string {
  const size = points < 0n ? -points : points;
  return SENTENCES[languageOf(locale)][kind](size.toString());
}
