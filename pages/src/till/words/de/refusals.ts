import type { Refusals } from "../../parts/refusals.ts";

const needs = (what: string | null, otherwise: string) =>
  what === null ? otherwise : `Nötig: ${what}.`;

export const refusals: Refusals = {
  other: {
    says: "Das wurde abgelehnt.",
    helps: ({ message }) => message || "Noch einmal versuchen oder die Leitung fragen.",
  },
  UNKNOWN_CODE: {
    says: "Diesen Coupon gibt es nicht.",
    helps: () => "Noch einmal scannen oder langsam tippen.",
  },
  OTHER_CUSTOMER: {
    says: "Dieser Coupon gehört jemand anderem.",
    helps: () => "Die Karte scannen, zu der er gehört.",
  },
  DISABLED: {
    says: "Dieser Coupon wurde zurückgezogen.",
    helps: () => "Der Kundenservice weiß, warum.",
  },
  RESERVED: {
    says: "Dieser Coupon liegt in einem anderen Kauf.",
    helps: () => "Erst jenen Kauf abschließen oder abbrechen.",
  },
  NOT_YET_VALID: {
    says: "Dieser Coupon gilt noch nicht.",
    helps: ({ needed }) => needs(needed, "Er gilt später."),
  },
  EXPIRED: {
    says: "Dieser Coupon ist abgelaufen.",
    helps: ({ needed }) =>
      needed === null ? "Der Kundenservice kann helfen." : `Er galt bis ${needed}.`,
  },
  ALREADY_REDEEMED: {
    says: "Dieser Coupon wurde schon eingelöst.",
    helps: () => "Wenn nicht von ihnen, prüft es der Kundenservice.",
  },
  LIMIT_REACHED: {
    says: "Dieses Angebot ist aufgebraucht.",
    helps: () => "Andere waren schneller; einen anderen Coupon suchen.",
  },
  CUSTOMER_LIMIT_REACHED: {
    says: "Schon oft genug eingelöst.",
    helps: ({ needed }) => needs(needed, "Einen anderen Coupon suchen."),
  },
  CUSTOMER_NEEDED: {
    says: "Dafür braucht es einen Kunden.",
    helps: () => "Erst die Karte scannen.",
  },
  TIER_NEEDED: {
    says: "Die Stufe reicht dafür nicht.",
    helps: ({ needed }) => needs(needed, "Einen anderen Coupon suchen."),
  },
  STORE_EXCLUDED: {
    says: "Gilt in dieser Filiale nicht.",
    helps: ({ needed }) => needs(needed, "Eine andere Filiale nimmt ihn."),
  },
  CHANNEL_EXCLUDED: {
    says: "Gilt nicht in Filialen.",
    helps: ({ needed }) => needs(needed, "Er gilt online."),
  },
  BASKET_NEEDED: { says: "Der Warenkorb ist leer.", helps: () => "Erst die Artikel scannen." },
  CURRENCY_MISMATCH: {
    says: "Der Coupon hat eine andere Währung.",
    helps: ({ needed }) => needs(needed, "Oben seine Währung wählen."),
  },
  ARTICLE_MISSING: {
    says: "Der richtige Artikel fehlt.",
    helps: ({ needed }) => needs(needed, "Auf dem Coupon steht, wofür er ist."),
  },
  BASKET_TOO_SMALL: {
    says: "Der Warenkorb ist zu klein.",
    helps: ({ needed, seen }) =>
      `${needs(needed, "Noch etwas dazulegen.")}${seen === null ? "" : ` Hier: ${seen}.`}`,
  },
  AMOUNT_TOO_HIGH: {
    says: "So viel gibt er nicht.",
    helps: ({ needed }) => (needed === null ? "Weniger abziehen." : `Höchstens ${needed}.`),
  },
  OWN_RECORD: { says: "Das ist Ihr eigener.", helps: () => "Eine Kollegin oder ein Kollege darf." },
  TOO_MANY_UNKNOWN_CODES: {
    says: "Zu viele falsche Codes hier.",
    helps: () => "Ein paar Minuten warten, dann neu scannen.",
  },
  ALREADY_REVERSED: {
    says: "Er wurde schon zurückgegeben.",
    helps: () => "Mehr ist nicht zu tun.",
  },
  REVERSAL_TOO_LATE: {
    says: "Zu spät zum Zurückgeben.",
    helps: () => "Dreißig Tage sind um; der Kundenservice kann helfen.",
  },
  REDEMPTION_NOT_FOUND: {
    says: "Diese Einlösung gibt es nicht.",
    helps: () => "Den Beleg suchen, auf dem sie steht.",
  },
  CUSTOMER_NOT_FOUND: {
    says: "Das hat niemand.",
    helps: () => "Auf Tippfehler achten oder nach etwas anderem fragen.",
  },
  IDENTIFIER_NOT_IN_USE: {
    says: "Diese Karte ist gesperrt oder ersetzt.",
    helps: () => "Nicht annehmen. Nach der neuen fragen.",
  },
  CUSTOMER_MARKED: {
    says: "Für diesen Kunden nicht möglich.",
    helps: () => "Ohne verkaufen; der Kundenservice weiß, warum.",
  },
  NOT_A_MEMBER: { says: "Das ist kein Mitglied.", helps: () => "Sie können erst beitreten." },
  INSUFFICIENT_POINTS: {
    says: "So viele Punkte sind nicht da.",
    helps: () => "Weniger nehmen; was geht, steht daneben.",
  },
  POINTS_INVALID: {
    says: "Das ist keine Punktzahl.",
    helps: () => "Ganze Punkte, mindestens einer.",
  },
  HOLD_CLOSED: {
    says: "Diese Punkte sind schon zurückgegangen.",
    helps: () => "Noch einmal zurücklegen.",
  },
  UNKNOWN_WALLET: { says: "Dieses Konto gibt es nicht.", helps: ({ message }) => message },
  REFERENCE_INVALID: { says: "Die Nummer gilt nicht.", helps: ({ message }) => message },
  HELD: {
    says: "Der Kauf ist da und wartet.",
    helps: ({ message }) => message || "Er gilt von selbst; nichts geht verloren.",
  },
  REJECTED: { says: "Der Kauf wurde nicht angenommen.", helps: ({ message }) => message },
  CONFLICT: {
    says: "Die Nummer gehört einem anderen Kauf.",
    helps: () => "Einen neuen Kauf beginnen; der Betrieb sieht beide.",
  },
  ORDER_NOT_FOUND: {
    says: "Diesen Beleg gibt es nicht.",
    helps: () => "Filiale, Kasse und Tag darauf prüfen.",
  },
  ORDER_OF_ANOTHER_STORE: {
    says: "Das muss eine andere Filiale tun.",
    helps: () => "Zur Filiale auf dem Beleg schicken.",
  },
  STORE_NOT_ALLOWED: { says: "Nicht für diese Filiale.", helps: ({ message }) => message },
  SOURCE_NOT_ALLOWED: {
    says: "Diese Kasse darf das nicht senden.",
    helps: ({ message }) => message,
  },
  // Of the end of a day.
  BUSINESS_DATE_IN_FUTURE: {
    says: "Dieser Tag hat noch nicht begonnen.",
    helps: () => "Heute wählen, oder einen Tag davor.",
  },
  BUSINESS_DATE_TOO_OLD: {
    says: "Dieser Tag ist zu lange her.",
    helps: () => "Der Betrieb kann nachsehen.",
  },
  LOST: {
    says: "Keine Antwort: vielleicht hat es gezählt.",
    helps: () => "Fragen, ob es zählte, oder dasselbe noch einmal senden.",
  },
  OFFLINE: {
    says: "Das braucht eine Verbindung.",
    helps: () => "Ohne verkaufen oder warten, bis sie wieder da ist.",
  },
  QUEUE_FULL: { says: "Es wartet schon zu viel.", helps: () => "Erst wieder online gehen." },
  UNAVAILABLE: {
    says: "Der Server kann gerade nicht antworten.",
    helps: () => "Dasselbe noch einmal senden.",
  },
  OVERLOADED: {
    says: "Der Server ist beschäftigt.",
    helps: () => "Dasselbe gleich noch einmal senden.",
  },
  RATE_LIMITED: {
    says: "Zu viele falsche Nummern.",
    helps: ({ retryAfterSeconds }) =>
      retryAfterSeconds === null ? "Kurz warten." : `${retryAfterSeconds} Sekunden warten.`,
  },
  IDEMPOTENCY_KEY_PARAMETER_MISMATCH: {
    says: "Dieser Schritt war vorher ein anderer.",
    helps: () => "Einen neuen Kauf beginnen; der hat neue Schlüssel.",
  },
  FORBIDDEN: { says: "Diese Kasse darf das nicht.", helps: ({ message }) => message },
  UNAUTHENTICATED: {
    says: "Die Anmeldung ist zu Ende.",
    helps: () => "Neu anmelden; der Kauf bleibt, wie er ist.",
  },
};
