import { CUSTOMER_ACTS, type CustomerAct } from "../domain/access/customerActs.ts";
import type { Language } from "./locale.ts";

/** What staff did beyond the ordinary, as the timeline says it; a new act gets its words here. */
const ACTS: Readonly<Record<Language, Readonly<Record<CustomerAct, string>>>> = {
  en: {
    "caller.refused": "A caller was compared with the record, and something was wrong.",
    "caller.verified": "A caller was compared with the record, and everything matched.",
    "customer.create": "The customer was entered by hand.",
    "customer.distinct": "Somebody said that this and another customer are two people.",
    "customer.merge": "Somebody said that this and another customer are one person.",
    "customer.reveal": "Personal values were shown in full.",
    "customer.revoke-tokens": "All storefront tokens were ended.",
    "customer.split": "Two people were found to share a record, and are two customers now.",
    "customer.undecided": "It was left open again whether this and another are one person.",
    "customer.unmerge": "Somebody took back that this and another customer are one person.",
    "customer.unsplit": "Somebody took back that a record was made two customers of.",
    "customer.update": "Name, language or marks were changed.",
    "goodwill.give": "Goodwill was given.",
    "goodwill.undo": "Goodwill was taken back.",
    "identifier.block": "An identifier was blocked.",
    "identifier.link": "An identifier was added.",
    "identifier.replace": "An identifier was replaced.",
    "identifier.unlink": "An identifier was taken from the customer.",
    "order.claim": "A purchase was given to the customer afterwards.",
    "order.claim_refused": "A purchase was claimed, and the receipt did not match.",
    "points.adjust": "Points were added or taken off by hand.",
    "points.block": "Points were blocked until somebody has looked into them.",
    "points.transfer": "Points were moved between this customer and another.",
    "points.unblock": "Blocked points were freed again.",
    "tier.grant": "A tier was given.",
    "tier.grant-ended": "A given tier was ended.",
    "tier.override": "The tier was overridden.",
    "tier.override-cleared": "An override of the tier was ended.",
  },
  de: {
    "caller.refused": "Ein Anrufer wurde geprüft, und etwas stimmte nicht.",
    "caller.verified": "Ein Anrufer wurde geprüft, und alles stimmte.",
    "customer.create": "Der Kunde wurde von Hand angelegt.",
    "customer.distinct": "Jemand hat festgehalten, dass dies und ein anderer Kunde zwei sind.",
    "customer.merge": "Jemand hat festgehalten, dass dies und ein anderer Kunde einer sind.",
    "customer.reveal": "Persönliche Angaben wurden vollständig gezeigt.",
    "customer.revoke-tokens": "Alle Zugänge des Shops wurden beendet.",
    "customer.split": "Zwei Menschen teilten einen Datensatz; es sind nun zwei Kunden.",
    "customer.undecided": "Es ist wieder offen, ob dies und ein anderer Kunde einer sind.",
    "customer.unmerge": "Eine Zusammenführung mit einem anderen Kunden wurde zurückgenommen.",
    "customer.unsplit": "Die Teilung eines Datensatzes in zwei Kunden wurde zurückgenommen.",
    "customer.update": "Name, Sprache oder Merkmale wurden geändert.",
    "goodwill.give": "Etwas wurde aus Kulanz gegeben.",
    "goodwill.undo": "Eine Kulanz wurde zurückgenommen.",
    "identifier.block": "Eine Kennung wurde gesperrt.",
    "identifier.link": "Eine Kennung kam hinzu.",
    "identifier.replace": "Eine Kennung wurde ersetzt.",
    "identifier.unlink": "Eine Kennung wurde dem Kunden genommen.",
    "order.claim": "Ein Einkauf wurde nachträglich zugeordnet.",
    "order.claim_refused": "Ein Einkauf wurde beansprucht, und der Beleg passte nicht.",
    "points.adjust": "Punkte wurden von Hand gutgeschrieben oder abgezogen.",
    "points.block": "Punkte wurden bis zu einer Prüfung gesperrt.",
    "points.transfer": "Punkte wurden zwischen diesem und einem anderen Kunden übertragen.",
    "points.unblock": "Gesperrte Punkte wurden wieder freigegeben.",
    "tier.grant": "Eine Stufe wurde vergeben.",
    "tier.grant-ended": "Eine vergebene Stufe wurde beendet.",
    "tier.override": "Die Stufe wurde von Hand gesetzt.",
    "tier.override-cleared": "Eine von Hand gesetzte Stufe wurde beendet.",
  },
};

/** Of what a newer server, beside this one, has put on record. */
const OTHERWISE: Readonly<Record<Language, string>> = {
  en: "The record was changed in a way that this version has no words for.",
  de: "Der Datensatz wurde auf eine Weise geändert, für die diese Version keine Worte hat.",
};

/** An act on record, in words. */
export function tellAct(action: string, language: Language): string {
  const known = CUSTOMER_ACTS.find((act) => act === action);
  return known === undefined ? OTHERWISE[language] : ACTS[language][known];
}
