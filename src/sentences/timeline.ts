import type { TimelineData } from "../../db/queries/customers/readTimeline.ts";
import { maskIdentifier } from "../access/mask.ts";
import { INTERACTION_KINDS, type InteractionKind } from "../domain/interaction/interaction.ts";
import type { OrderStatus } from "../domain/order/facts.ts";
import type { TimelineItemModel } from "../overview/timeline.ts";
import { amountOf } from "../platform/money.ts";
import { tellAct } from "./acts.ts";
import { explainEntry } from "./entry.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";
import { explainRefusal } from "./refusal.ts";

/**
 * What happened, as a sentence for people. A new kind of the timeline is a line in each language.
 */
export function tellTimelineItem(
  item: TimelineItemModel,
  locale: string | null | undefined,
): string {
  const language = languageOf(locale);
  const say = SENTENCES[language];
  const { row, store } = item;
  switch (row.kind) {
    case "ORDER": {
      const { refs, status, totalMinor, channel } = row.data;
      const currency = row.data.currency ?? item.ruleset.programme.currency;
      const total = `${amountOf(BigInt(totalMinor), currency)} ${currency}`;
      return say.order(numberOf(refs), total, store?.name ?? channel, say.status[status]);
    }
    case "POINTS": {
      const { kind, points, isCredit, refs } = row.data;
      const signed = isCredit ? BigInt(points) : -BigInt(points);
      const order = refs === null ? null : numberOf(refs);
      return explainEntry({ kind, points: signed, order }, locale);
    }
    case "TIER": {
      const { cause, kind, from, to } = row.data;
      const name = (code: string) => {
        const tier = item.ruleset.tiers.find((rule) => rule.code === code);
        return nameIn(tier?.name ?? {}, locale, code);
      };
      return say.tier[causedBy(cause) ?? kind](name(from), name(to));
    }
    case "IDENTITY": {
      if (row.data.what === "MEMBERSHIP") {
        return say.joined(store?.name ?? row.data.channel);
      }
      if (row.data.what === "DECISION") {
        return say.decided[row.data.decision];
      }
      const { kind, value, status } = row.data;
      const { display } = maskIdentifier(kind, value, item.visibility);
      return say.identifier(kind, display, status === "ACTIVE" ? null : say.identifierIs[status]);
    }
    case "COUPON": {
      const { data } = row;
      const name = nameIn(data.name ?? {}, locale, "?");
      const where = store?.name ?? null;
      if (data.outcome !== "REFUSED") {
        return say.coupon(say.couponWas[data.outcome], name, where);
      }
      // Why, in the words that the till was given.
      const { reason, needed, seen } = data;
      return say.refused(name, where, explainRefusal({ code: reason ?? "", needed, seen }, locale));
    }
    case "INTERACTION": {
      const { kind, channel } = row.data;
      const subject = item.visibility === "MASKED" ? null : row.data.subject;
      return `${interactionName(kind, say)} (${channel})${subject === null ? "." : `: ${subject}`}`;
    }
    case "AUDIT":
      return tellAct(row.data.action, language);
  }
}

/** The number that a person would name: the first one told. */
function numberOf(refs: TimelineData["ORDER"]["refs"]): string {
  const [first] = refs;
  return first === undefined ? "?" : first[3];
}

/** What was given says more than what it did to the tier; of all else the direction says more. */
function causedBy(cause: TimelineData["TIER"]["cause"]) {
  return cause === "GRANT_STARTED" || cause === "GRANT_ENDED" || cause === "GRANT_CLEARED"
    ? cause
    : null;
}

/** A kind by its name; one that only a newer server knows in its own words: `Call back`. */
function interactionName(kind: string, { interactions }: Sentences): string {
  const known = INTERACTION_KINDS.find((one) => one === kind);
  if (known !== undefined) {
    return interactions[known];
  }
  const words = kind
    .replaceAll(/[_.-]+/g, " ")
    .trim()
    .toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

type TierEvent =
  | TimelineData["TIER"]["kind"]
  | Extract<TimelineData["TIER"]["cause"], `GRANT_${string}`>;

type CouponEvent = Exclude<TimelineData["COUPON"]["outcome"], "REFUSED">;

type IdentifierStatus = Extract<TimelineData["IDENTITY"], { what: "IDENTIFIER" }>["status"];

/** Every table is whole by its type: a new status, kind or outcome has to be given its words. */
interface Sentences {
  readonly order: (number: string, total: string, where: string | null, status: string) => string;
  readonly status: Readonly<Record<OrderStatus, string>>;
  readonly tier: Readonly<Record<TierEvent, (from: string, to: string) => string>>;
  readonly joined: (where: string | null) => string;
  readonly identifier: (kind: string, display: string, isNow: string | null) => string;
  readonly decided: Readonly<Record<"MERGED" | "UNMERGED" | "SPLIT", string>>;
  readonly identifierIs: Readonly<Record<Exclude<IdentifierStatus, "ACTIVE">, string>>;
  readonly coupon: (was: string, name: string, store: string | null) => string;
  readonly couponWas: Readonly<Record<CouponEvent, string>>;
  readonly refused: (name: string, store: string | null, why: string) => string;
  readonly interactions: Readonly<Record<InteractionKind, string>>;
}

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  en: {
    order: (number, total, where, status) =>
      `Order ${number} for ${total}${where === null ? "" : ` at ${where}`}: ${status}.`,
    status: {
      PLACED: "placed",
      PART_FULFILLED: "handed over in part",
      FULFILLED: "handed over",
      CANCELLED: "cancelled",
      PART_RETURNED: "returned in part",
      RETURNED: "returned",
      VOIDED: "voided",
    },
    tier: {
      UPGRADED: (from, to) => `${to} was reached, up from ${from}.`,
      DOWNGRADED: (from, to) => `${from} ended; the tier is ${to}.`,
      RENEWED: (from, to) =>
        from === to ? `${to} was renewed for another term.` : `${from} goes on as ${to}.`,
      GRANT_STARTED: (from, to) => `${to} was given, in place of ${from}.`,
      GRANT_ENDED: (from, to) =>
        `What was given has ended: the tier is ${to}, in place of ${from}.`,
      GRANT_CLEARED: (from, to) =>
        `What was given was taken back: the tier is ${to}, in place of ${from}.`,
    },
    joined: (where) => `Joined the programme${where === null ? "" : ` at ${where}`}.`,
    identifier: (kind, display, isNow) =>
      `Became known by ${kind} ${display}${isNow === null ? "" : `, which is ${isNow} now`}.`,
    decided: {
      MERGED: "Another customer was found to be the same person; what both had is together now.",
      UNMERGED: "It was taken back that another customer is the same person.",
      SPLIT: "Two people shared one record; the other one is a customer of their own now.",
    },
    identifierIs: { REPLACED: "replaced", BLOCKED: "blocked" },
    coupon: (was, name, store) =>
      `Coupon "${name}" was ${was}${store === null ? "" : ` at ${store}`}.`,
    couponWas: {
      ISSUED: "sent",
      REDEEMED: "used",
      RECORDED: "used at a till without a connection",
      REVERSED: "given back",
    },
    refused: (name, store, why) =>
      `Coupon "${name}" was refused${store === null ? "" : ` at ${store}`}: ${why}`,
    interactions: {
      COMPLAINT: "Complaint",
      CONTACT: "Contact",
      MESSAGE_SENT: "Message sent",
      MESSAGE_OPENED: "Message opened",
      MESSAGE_CLICKED: "Message clicked",
      MESSAGE_BOUNCED: "Message bounced",
      MESSAGE_UNSUBSCRIBED: "Messages unsubscribed",
      CASE_OPENED: "Case opened",
      CASE_RESOLVED: "Case resolved",
      GOODWILL: "Goodwill",
    },
  },
  de: {
    order: (number, total, where, status) =>
      `Bestellung ${number} über ${total}${where === null ? "" : ` bei ${where}`}: ${status}.`,
    status: {
      PLACED: "aufgegeben",
      PART_FULFILLED: "teilweise übergeben",
      FULFILLED: "übergeben",
      CANCELLED: "storniert",
      PART_RETURNED: "teilweise zurückgegeben",
      RETURNED: "zurückgegeben",
      VOIDED: "aufgehoben",
    },
    tier: {
      UPGRADED: (from, to) => `${to} wurde erreicht, zuvor ${from}.`,
      DOWNGRADED: (from, to) => `${from} ist ausgelaufen; die Stufe ist ${to}.`,
      RENEWED: (from, to) =>
        from === to
          ? `${to} wurde um eine Laufzeit verlängert.`
          : `${from} wird als ${to} weitergeführt.`,
      GRANT_STARTED: (from, to) => `${to} wurde vergeben, anstelle von ${from}.`,
      GRANT_ENDED: (from, to) =>
        `Was vergeben war, ist zu Ende: die Stufe ist ${to}, anstelle von ${from}.`,
      GRANT_CLEARED: (from, to) =>
        `Was vergeben war, wurde zurückgenommen: die Stufe ist ${to}, anstelle von ${from}.`,
    },
    joined: (where) => `Dem Programm beigetreten${where === null ? "" : ` bei ${where}`}.`,
    identifier: (kind, display, isNow) =>
      `Bekannt durch ${kind} ${display}${isNow === null ? "" : `, jetzt ${isNow}`}.`,
    decided: {
      MERGED: "Ein anderer Kunde ist dieselbe Person; was beide hatten, ist jetzt beisammen.",
      UNMERGED: "Es wurde zurückgenommen, dass ein anderer Kunde dieselbe Person ist.",
      SPLIT: "Zwei Menschen teilten einen Datensatz; der andere ist jetzt ein eigener Kunde.",
    },
    identifierIs: { REPLACED: "ersetzt", BLOCKED: "gesperrt" },
    coupon: (was, name, store) =>
      `Gutschein „${name}“ wurde ${store === null ? "" : `bei ${store} `}${was}.`,
    couponWas: {
      ISSUED: "verschickt",
      REDEEMED: "eingelöst",
      RECORDED: "an einer Kasse ohne Verbindung eingelöst",
      REVERSED: "zurückgegeben",
    },
    refused: (name, store, why) =>
      `Gutschein „${name}“ wurde ${store === null ? "" : `bei ${store} `}abgelehnt: ${why}`,
    interactions: {
      COMPLAINT: "Beschwerde",
      CONTACT: "Kontakt",
      MESSAGE_SENT: "Nachricht verschickt",
      MESSAGE_OPENED: "Nachricht geöffnet",
      MESSAGE_CLICKED: "Link in einer Nachricht angeklickt",
      MESSAGE_BOUNCED: "Nachricht nicht zugestellt",
      MESSAGE_UNSUBSCRIBED: "Nachrichten abbestellt",
      CASE_OPENED: "Fall eröffnet",
      CASE_RESOLVED: "Fall gelöst",
      GOODWILL: "Kulanz",
    },
  },
};
