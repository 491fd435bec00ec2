import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import type { DemoPurchase } from "./demoEvent.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";

/** An interaction as the CRM writes it: `InteractionInput` of the graph. */
export interface DemoInteraction {
  readonly occurredAt: Instant;
  readonly interaction: Readonly<Record<string, unknown>> & { readonly externalId: string };
}

const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

/** Per purchase of somebody we know. */
const COMPLAINT_SHARE = 0.03;
const CONTACT_SHARE = 0.06;
/** Complaints that are still open after their time: somebody has forgotten them. */
const FORGOTTEN_SHARE = 0.06;
/** Within the two days in which a case should have been answered. */
const RESOLVED_HOURS = [4, 44] as const;
const GOODWILL_SHARE = 0.3;
const REPLACED_PARCEL_SHARE = 0.2;
/** People who read our letters, and how many of those open one. */
const SUBSCRIBED_SHARE = 0.7;
const OPENED_SHARE = 0.35;
/** Letters of the last months; older ones the CRM has tidied away. */
const LETTERS = 4;
const LETTER_EVERY_DAYS = 30;

type Texts = Readonly<Record<"en" | "de", readonly string[]>>;

const COMPLAINTS: Texts = {
  en: [
    "Parcel arrived with a broken item",
    "One article was missing from the parcel",
    "Delivery is three days late",
    "The lamp flickers since it was unpacked",
    "Charged twice for the same order",
    "Colour is not the one on the website",
  ],
  de: [
    "Ein Artikel kam zerbrochen an",
    "Im Paket fehlte ein Artikel",
    "Die Lieferung ist drei Tage zu spät",
    "Zweimal für dieselbe Bestellung abgebucht",
    "Die Farbe ist nicht die von der Webseite",
  ],
};
const CONTACTS: Texts = {
  en: [
    "Asked when the order will be delivered",
    "Asked for a copy of the invoice",
    "Asked how many points are missing for the next tier",
    "Asked whether an article can be returned in a store",
    "Wanted to change the delivery address",
  ],
  de: [
    "Fragte, wann die Bestellung kommt",
    "Bat um eine Kopie der Rechnung",
    "Fragte, wie viele Punkte zur nächsten Stufe fehlen",
    "Wollte die Lieferanschrift ändern",
  ],
};
const GOODWILL: Texts = {
  en: ["Apology and a small gift", "Postage refunded as a gesture"],
  de: ["Entschuldigung und ein kleines Geschenk", "Versandkosten aus Kulanz erstattet"],
};
const LETTER_SUBJECTS: Texts = {
  en: ["News from Fenwold & Tarn", "What is new this month", "A few things for your home"],
  de: ["Neues von Fenwold & Tarn", "Das gibt es neu in diesem Monat", "Schönes für Ihr Zuhause"],
};

/**
 * What service and CRM have done with the demo's customers: questions and complaints about their
 * purchases, cases that were resolved or not, goodwill, letters that were sent and opened. Earliest
 * first, nothing after `now`.
 */
export function makeServiceLife(
  random: Random,
  people: readonly Person[],
  purchases: readonly DemoPurchase[],
  now: Instant,
): readonly DemoInteraction[] {
  const made: DemoInteraction[] = [];
  const personOf = new Map(
    people.flatMap((person) => [
      [person.email, person] as const,
      ...(person.loyalty === null ? [] : [[person.loyalty, person] as const]),
    ]),
  );
  const buyers = new Map<Person, Instant>();
  for (const { event } of purchases) {
    const bought = event.kind === "SOLD" || event.kind === "PLACED";
    const person = bought ? personOf.get(presentedBy(event)) : undefined;
    const at = parseInstant(String(event["occurredAt"]));
    if (person === undefined || at === null) {
      continue;
    }
    const since = buyers.get(person);
    if (since === undefined || at < since) {
      buyers.set(person, at);
    }
    made.push(...afterPurchase(random, person, orderOf(event), at));
  }
  for (const [person, since] of buyers) {
    if (random.chance(SUBSCRIBED_SHARE)) {
      made.push(...letters(random, person, since, now));
    }
  }
  return made
    .filter(({ occurredAt }) => occurredAt <= now)
    .sort((a, b) => a.occurredAt - b.occurredAt);
}

/** The e-mail address or card number in an event; empty for a guest's. */
function presentedBy(event: DemoPurchase["event"]): string {
  const presented = (event["customer"] ?? []) as { kind: string; value: string }[];
  return presented.find(({ kind }) => kind === "email" || kind === "loyalty")?.value ?? "";
}

function orderOf(event: DemoPurchase["event"]): { source: string; number: string } {
  const [reference] = event["references"] as { value: string }[];
  return { source: event.source, number: reference?.value ?? "" };
}

function afterPurchase(
  random: Random,
  person: Person,
  order: { source: string; number: string },
  at: Instant,
): DemoInteraction[] {
  const about = (externalId: string, kind: string, later: Instant, more: object) =>
    told(person, externalId, kind, later, { order, ...more });
  if (random.chance(CONTACT_SHARE)) {
    const asked = addMicros(at, random.integer(2, 96) * MICROS_PER_HOUR);
    const channel = random.pick(["phone", "email", "chat", "store"] as const);
    const subject = textOf(random, CONTACTS, person);
    return [about(`contact-${order.number}`, "CONTACT", asked, { channel, subject })];
  }
  if (!random.chance(COMPLAINT_SHARE)) {
    return [];
  }
  const complainedAt = addMicros(at, random.integer(20, 200) * MICROS_PER_HOUR);
  const channel = random.pick(["phone", "email", "chat"] as const);
  const caseNumber = `C-${order.number}`;
  const subject = textOf(random, COMPLAINTS, person);
  const complaint = about(caseNumber, "COMPLAINT", complainedAt, { channel, subject, caseNumber });
  if (random.chance(FORGOTTEN_SHARE)) {
    return [complaint];
  }
  const resolvedAt = addMicros(complainedAt, random.integer(...RESOLVED_HOURS) * MICROS_PER_HOUR);
  const resolved = about(`${caseNumber}-resolved`, "CASE_RESOLVED", resolvedAt, {
    channel,
    caseNumber,
  });
  const isSentAgain = random.chance(REPLACED_PARCEL_SHARE);
  const opened = isSentAgain
    ? [
        about(`${caseNumber}-case`, "CASE_OPENED", addMicros(complainedAt, MICROS_PER_HOUR), {
          channel: "service",
          subject: person.language === "de" ? "Ersatz verschicken" : "Send a replacement",
          caseNumber,
        }),
      ]
    : [];
  const gifts = random.chance(GOODWILL_SHARE)
    ? [
        about(`${caseNumber}-goodwill`, "GOODWILL", addMicros(resolvedAt, MICROS_PER_MINUTE), {
          channel,
          subject: textOf(random, GOODWILL, person),
        }),
      ]
    : [];
  return [complaint, ...opened, resolved, ...gifts];
}

function letters(random: Random, person: Person, since: Instant, now: Instant): DemoInteraction[] {
  const made: DemoInteraction[] = [];
  for (let back = LETTERS; back >= 1; back -= 1) {
    const sentAt = addMicros(now, -back * LETTER_EVERY_DAYS * MICROS_PER_DAY);
    if (sentAt < since) {
      continue;
    }
    // By the day: two letters may go out within one month.
    const campaignCode = `NEWS-${formatInstant(sentAt).slice(0, 10)}`;
    const id = `${campaignCode}-${person.shop}`;
    const subject = textOf(random, LETTER_SUBJECTS, person);
    const letter = { channel: "email", subject, campaignCode };
    made.push(told(person, id, "MESSAGE_SENT", sentAt, letter));
    if (random.chance(OPENED_SHARE)) {
      const openedAt = addMicros(sentAt, random.integer(5, 2_800) * MICROS_PER_MINUTE);
      const opened = { channel: "email", campaignCode };
      made.push(told(person, `${id}-opened`, "MESSAGE_OPENED", openedAt, opened));
    }
  }
  return made;
}

function told(
  person: Person,
  externalId: string,
  kind: string,
  occurredAt: Instant,
  more: object,
): DemoInteraction {
  const customer = [{ kind: "email", value: person.email }];
  return {
    occurredAt,
    interaction: {
      source: "crm",
      externalId,
      kind,
      occurredAt: formatInstant(occurredAt),
      customer,
      ...more,
    },
  };
}

function textOf(random: Random, texts: Texts, { language }: Person): string {
  return random.pick(texts[language === "de" ? "de" : "en"]);
}
