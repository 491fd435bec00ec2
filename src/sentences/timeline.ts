import { maskIdentifier } from "../access/mask.ts";
import type { TimelineItemModel } from "../overview/timeline.ts";
import { amountOf } from "../platform/money.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";
import { explainRefusal } from "./refusal.ts";

/**
 * What happened, as a sentence for people. A new kind of the timeline is a line in each language.
 */
export function tellTimelineItem(
  item: TimelineItemModel,
  locale: string | null | undefined,
): string {
  const say = SENTENCES[languageOf(locale)];
  const { data } = item.row;
  const where = item.store?.name ?? textOf(data["channel"]);
  switch (item.kind) {
    case "ORDER": {
      const currency = textOf(data["currency"]) ?? item.ruleset.programme.currency;
      const total = `${amountOf(BigInt(textOf(data["totalMinor"]) ?? "0"), currency)} ${currency}`;
      return say.order(numberOf(data["refs"]), total, where, textOf(data["status"]) ?? "");
    }
    case "POINTS": {
      const points = textOf(data["points"]) ?? "0";
      const number = data["refs"] === null ? null : numberOf(data["refs"]);
      return data["kind"] === "REVERSED"
        ? say.reversed(points, number)
        : say.earned(points, number);
    }
    case "TIER": {
      const name = (code: unknown) => {
        const tier = item.ruleset.tiers.find((rule) => rule.code === code);
        return nameIn(tier?.name ?? {}, locale, textOf(code) ?? "");
      };
      const cause = textOf(data["cause"]) ?? "";
      const kind = cause.startsWith("GRANT_") ? cause : (textOf(data["kind"]) ?? "");
      return say.tier(kind, name(data["from"]), name(data["to"]));
    }
    case "IDENTITY": {
      if (data["what"] === "MEMBERSHIP") {
        return say.joined(where);
      }
      const kind = textOf(data["kind"]) ?? "";
      const { display } = maskIdentifier(kind, textOf(data["value"]) ?? "", item.visibility);
      return say.identifier(kind, display, textOf(data["status"]) ?? "");
    }
    case "COUPON": {
      const name = nameIn(namesOf(data["name"]), locale, "?");
      if (data["outcome"] !== "REFUSED") {
        return say.coupon(textOf(data["outcome"]) ?? "", name, item.store?.name ?? null);
      }
      return say.refused(name, item.store?.name ?? null, tellReason(data, locale));
    }
    case "INTERACTION": {
      const subject = item.visibility === "MASKED" ? null : textOf(data["subject"]);
      return say.interaction(textOf(data["kind"]) ?? "", textOf(data["channel"]) ?? "", subject);
    }
    case "AUDIT":
      return say.audit(textOf(data["action"]) ?? "");
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Names by language, as the coupon's terms hold them. */
function namesOf(value: unknown): Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null ? (value as Record<string, string>) : {};
}

/** Why an attempt was refused, in the words the till was given. */
function tellReason(
  data: Readonly<Record<string, unknown>>,
  locale: string | null | undefined,
): string {
  const refusal = {
    code: textOf(data["reason"]) ?? "",
    needed: textOf(data["needed"]),
    seen: textOf(data["seen"]),
  };
  return explainRefusal(refusal, locale);
}

/** The number that a person would name: the first one told. */
function numberOf(refs: unknown): string {
  const [first] = Array.isArray(refs) ? refs : [];
  return Array.isArray(first) ? String(first[3]) : "?";
}

interface Sentences {
  readonly order: (number: string, total: string, where: string | null, status: string) => string;
  readonly earned: (points: string, number: string | null) => string;
  readonly reversed: (points: string, number: string | null) => string;
  readonly tier: (kind: string, from: string, to: string) => string;
  readonly joined: (where: string | null) => string;
  readonly identifier: (kind: string, display: string, status: string) => string;
  readonly coupon: (outcome: string, name: string, store: string | null) => string;
  readonly refused: (name: string, store: string | null, why: string) => string;
  readonly interaction: (kind: string, channel: string, subject: string | null) => string;
  readonly audit: (action: string) => string;
}

const SENTENCES: Record<Language, Sentences> = {
  en: {
    order: (number, total, where, status) =>
      `Order ${number} for ${total}${where === null ? "" : ` at ${where}`}: ${EN_STATUS[status] ?? status}.`,
    earned: (points, number) =>
      `${points} points earned${number === null ? "" : ` by order ${number}`}.`,
    reversed: (points, number) =>
      `${points} points taken back${number === null ? "" : ` from order ${number}`}.`,
    tier: (kind, from, to) =>
      kind === "GRANT_STARTED"
        ? `${to} was given, in place of ${from}.`
        : kind.startsWith("GRANT_")
          ? `What was given has ended: the tier is ${to}, in place of ${from}.`
          : kind === "RENEWED"
            ? from === to
              ? `${to} was renewed for another term.`
              : `${from} goes on as ${to}.`
            : kind === "UPGRADED"
              ? `${to} was reached, up from ${from}.`
              : `${from} ended; the tier is ${to}.`,
    joined: (where) => `Joined the programme${where === null ? "" : ` at ${where}`}.`,
    identifier: (kind, display, status) =>
      `Became known by ${kind} ${display}${status === "ACTIVE" ? "" : `, which is ${status.toLowerCase()} now`}.`,
    coupon: (outcome, name, store) =>
      `Coupon "${name}" was ${EN_COUPON[outcome] ?? outcome.toLowerCase()}${store === null ? "" : ` at ${store}`}.`,
    refused: (name, store, why) =>
      `Coupon "${name}" was refused${store === null ? "" : ` at ${store}`}: ${why}`,
    interaction: (kind, channel, subject) =>
      `${EN_INTERACTION[kind] ?? kind} (${channel})${subject === null ? "." : `: ${subject}`}`,
    audit: (action) => EN_AUDIT[action] ?? `On record: ${action}.`,
  },
  de: {
    order: (number, total, where, status) =>
      `Bestellung ${number} über ${total}${where === null ? "" : ` bei ${where}`}: ${DE_STATUS[status] ?? status}.`,
    earned: (points, number) =>
      `${points} Punkte${number === null ? "" : ` für Bestellung ${number}`} gutgeschrieben.`,
    reversed: (points, number) =>
      `${points} Punkte${number === null ? "" : ` aus Bestellung ${number}`} zurückgebucht.`,
    tier: (kind, from, to) =>
      kind === "GRANT_STARTED"
        ? `${to} wurde vergeben, anstelle von ${from}.`
        : kind.startsWith("GRANT_")
          ? `Was vergeben war, ist zu Ende: die Stufe ist ${to}, anstelle von ${from}.`
          : kind === "RENEWED"
            ? from === to
              ? `${to} wurde um eine Laufzeit verlängert.`
              : `${from} wird als ${to} weitergeführt.`
            : kind === "UPGRADED"
              ? `${to} wurde erreicht, zuvor ${from}.`
              : `${from} ist ausgelaufen; die Stufe ist ${to}.`,
    joined: (where) => `Dem Programm beigetreten${where === null ? "" : ` bei ${where}`}.`,
    identifier: (kind, display, status) =>
      `Bekannt durch ${kind} ${display}${status === "ACTIVE" ? "" : `, jetzt ${DE_IDENTIFIER[status] ?? status}`}.`,
    coupon: (outcome, name, store) =>
      `Gutschein „${name}“ wurde ${store === null ? "" : `bei ${store} `}${DE_COUPON[outcome] ?? outcome}.`,
    refused: (name, store, why) =>
      `Gutschein „${name}“ wurde ${store === null ? "" : `bei ${store} `}abgelehnt: ${why}`,
    interaction: (kind, channel, subject) =>
      `${DE_INTERACTION[kind] ?? kind} (${channel})${subject === null ? "." : `: ${subject}`}`,
    audit: (action) => DE_AUDIT[action] ?? `Festgehalten: ${action}.`,
  },
};

const EN_STATUS: Readonly<Record<string, string>> = {
  PLACED: "placed",
  PART_FULFILLED: "handed over in part",
  FULFILLED: "handed over",
  CANCELLED: "cancelled",
  PART_RETURNED: "returned in part",
  RETURNED: "returned",
  VOIDED: "voided",
};

const DE_STATUS: Readonly<Record<string, string>> = {
  PLACED: "aufgegeben",
  PART_FULFILLED: "teilweise übergeben",
  FULFILLED: "übergeben",
  CANCELLED: "storniert",
  PART_RETURNED: "teilweise zurückgegeben",
  RETURNED: "zurückgegeben",
  VOIDED: "aufgehoben",
};

const DE_IDENTIFIER: Readonly<Record<string, string>> = {
  REPLACED: "ersetzt",
  BLOCKED: "gesperrt",
};

const EN_COUPON: Readonly<Record<string, string>> = {
  ISSUED: "sent",
  REDEEMED: "used",
  RECORDED: "used at a till without a connection",
  REVERSED: "given back",
};

const DE_COUPON: Readonly<Record<string, string>> = {
  ISSUED: "verschickt",
  REDEEMED: "eingelöst",
  RECORDED: "an einer Kasse ohne Verbindung eingelöst",
  REVERSED: "zurückgegeben",
};

const EN_INTERACTION: Readonly<Record<string, string>> = {
  COMPLAINT: "Complaint",
  CONTACT: "Contact",
  MESSAGE_SENT: "Message sent",
  MESSAGE_OPENED: "Message opened",
  CASE_OPENED: "Case opened",
  CASE_RESOLVED: "Case resolved",
  GOODWILL: "Goodwill",
};

const DE_INTERACTION: Readonly<Record<string, string>> = {
  COMPLAINT: "Beschwerde",
  CONTACT: "Kontakt",
  MESSAGE_SENT: "Nachricht verschickt",
  MESSAGE_OPENED: "Nachricht geöffnet",
  CASE_OPENED: "Fall eröffnet",
  CASE_RESOLVED: "Fall gelöst",
  GOODWILL: "Kulanz",
};

const EN_AUDIT: Readonly<Record<string, string>> = {
  "customer.reveal": "Personal values were shown in full.",
  "customer.revoke-tokens": "All storefront tokens were ended.",
  "caller.verified": "A caller was compared with the record, and everything matched.",
  "caller.refused": "A caller was compared with the record, and something was wrong.",
  "customer.create": "The customer was entered by hand.",
  "customer.update": "Name, language or marks were changed.",
  "identifier.replace": "An identifier was replaced.",
  "identifier.block": "An identifier was blocked.",
  "order.claim": "A purchase was given to the customer afterwards.",
  "tier.override": "The tier was overridden.",
  "tier.override-cleared": "An override of the tier was ended.",
  "tier.grant": "A tier was given.",
  "tier.grant-ended": "A given tier was ended.",
};

const DE_AUDIT: Readonly<Record<string, string>> = {
  "customer.reveal": "Persönliche Angaben wurden vollständig gezeigt.",
  "customer.revoke-tokens": "Alle Zugänge des Shops wurden beendet.",
  "caller.verified": "Ein Anrufer wurde geprüft, und alles stimmte.",
  "caller.refused": "Ein Anrufer wurde geprüft, und etwas stimmte nicht.",
  "customer.create": "Der Kunde wurde von Hand angelegt.",
  "customer.update": "Name, Sprache oder Merkmale wurden geändert.",
  "identifier.replace": "Eine Kennung wurde ersetzt.",
  "identifier.block": "Eine Kennung wurde gesperrt.",
  "order.claim": "Ein Einkauf wurde nachträglich zugeordnet.",
  "tier.override": "Die Stufe wurde von Hand gesetzt.",
  "tier.override-cleared": "Eine von Hand gesetzte Stufe wurde beendet.",
  "tier.grant": "Eine Stufe wurde vergeben.",
  "tier.grant-ended": "Eine vergebene Stufe wurde beendet.",
};
