import type { GrantKind } from "../domain/tier/grants.ts";
import { formatQualifying, qualifyingUnit } from "../domain/tier/unit.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import type { RecordedTierChangeModel } from "../loyalty/tierHistory.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";

/** What caused a change of tier, and what it did, as sentences to read out. */
export function explainCause(
  change: RecordedTierChangeModel,
  locale: string | null | undefined,
): string {
  const say = SENTENCES[languageOf(locale)];
  const { row, ruleset, grant } = change;
  const { timeZone } = ruleset.programme;
  const nameOf = (tier: RecordedTierChangeModel["to"]) => nameIn(tier.name, locale, tier.code);
  const [from, to, earned] = [change.from, change.to, change.earned].map(nameOf) as [
    string,
    string,
    string,
  ];
  const unit = qualifyingUnit(change.ruleset);
  const amount = `${formatQualifying(row.qualifyingMinor, change.ruleset)} ${unit}`;
  const until =
    grant?.expiresAt == null ? null : localDateOf(instantFromPg(grant.expiresAt), timeZone);
  const sentences = {
    QUALIFIED: [say.qualified(amount, earned)],
    TERM_ENDED: [row.kind === "RENEWED" ? say.renewed(amount, to) : say.termEnded(amount, earned)],
    RETURNED: [say.returned(amount, earned)],
    RULES_CHANGED: [say.rulesChanged(from, to)],
    GRANT_STARTED: [say.started[grant?.kind ?? "OVERRIDE"](until)],
    GRANT_ENDED: [say.ended[grant?.kind ?? "OVERRIDE"]],
    GRANT_CLEARED: [say.cleared[grant?.kind ?? "OVERRIDE"]],
    MERGED: [say.merged(to)],
    UNMERGED: [say.unmerged(to)],
  }[row.cause] ?? [row.cause];
  const isOver = row.cause === "GRANT_ENDED" || row.cause === "GRANT_CLEARED";
  if (row.kind === "UNCHANGED") {
    sentences.push(say.stayed(to));
  } else if (isOver) {
    sentences.push(say.applies(to));
  }
  return sentences.join(" ");
}

type ByKind<Sentence> = Readonly<Record<GrantKind, Sentence>>;

interface Sentences {
  readonly qualified: (amount: string, tier: string) => string;
  readonly renewed: (amount: string, tier: string) => string;
  readonly termEnded: (amount: string, tier: string) => string;
  readonly returned: (amount: string, tier: string) => string;
  readonly rulesChanged: (from: string, to: string) => string;
  readonly started: ByKind<(until: string | null) => string>;
  readonly ended: ByKind<string>;
  readonly cleared: ByKind<string>;
  readonly merged: (tier: string) => string;
  readonly unmerged: (tier: string) => string;
  readonly applies: (tier: string) => string;
  readonly stayed: (tier: string) => string;
}

const byKind = <Sentence>(names: ByKind<string>, sentence: (name: string) => Sentence) =>
  Object.fromEntries(
    Object.entries(names).map(([kind, name]) => [kind, sentence(name)]),
  ) as ByKind<Sentence>;

const EN: ByKind<string> = {
  OVERRIDE: "An override by staff",
  WELCOME: "A welcome tier",
  STATUS_MATCH: "A status match",
  PAID: "A paid tier",
  IMPORTED: "A tier brought over from before",
};

const DE: ByKind<string> = {
  OVERRIDE: "Eine Festlegung durch den Service",
  WELCOME: "Eine Willkommensstufe",
  STATUS_MATCH: "Eine Statusanerkennung",
  PAID: "Eine bezahlte Stufe",
  IMPORTED: "Eine übernommene Stufe",
};

const SENTENCES: Record<Language, Sentences> = {
  en: {
    qualified: (amount, tier) => `With ${amount} that count, ${tier} was reached.`,
    renewed: (amount, tier) => `The term ended with ${amount} that count, and ${tier} was renewed.`,
    termEnded: (amount, tier) => `The term ended with ${amount} that count, which gives ${tier}.`,
    returned: (amount, tier) => `What had counted was taken back; ${amount} give ${tier}.`,
    rulesChanged: (from, to) => `The programme's rules changed, and ${from} became ${to}.`,
    started: byKind(
      EN,
      (name) => (until) =>
        until === null ? `${name} began, without an end.` : `${name} began, until ${until}.`,
    ),
    ended: byKind(EN, (name) => `${name} reached its end.`),
    cleared: byKind(EN, (name) => `${name} was ended before its time.`),
    merged: (tier) => `Two customers turned out to be one person, who has ${tier}.`,
    unmerged: (tier) => `Customers who were taken for one person were parted; ${tier} is left.`,
    applies: (tier) => `${tier} applies.`,
    stayed: (tier) => `The tier stayed ${tier}.`,
  },
  de: {
    qualified: (amount, tier) => `Mit anrechenbaren ${amount} wurde ${tier} erreicht.`,
    renewed: (amount, tier) =>
      `Die Laufzeit endete mit anrechenbaren ${amount}, und ${tier} wurde verlängert.`,
    termEnded: (amount, tier) =>
      `Die Laufzeit endete mit anrechenbaren ${amount}; das ergibt ${tier}.`,
    returned: (amount, tier) =>
      `Was angerechnet war, wurde zurückgenommen; ${amount} ergeben ${tier}.`,
    rulesChanged: (from, to) => `Die Regeln des Programms änderten sich, aus ${from} wurde ${to}.`,
    started: byKind(
      DE,
      (name) => (until) =>
        until === null ? `${name} begann, ohne Ende.` : `${name} begann, bis ${until}.`,
    ),
    ended: byKind(DE, (name) => `${name} lief ab.`),
    cleared: byKind(DE, (name) => `${name} wurde vorzeitig beendet.`),
    merged: (tier) => `Zwei Kunden erwiesen sich als eine Person; sie hat ${tier}.`,
    unmerged: (tier) =>
      `Kunden, die für eine Person gehalten wurden, wurden getrennt; es bleibt ${tier}.`,
    applies: (tier) => `Es gilt ${tier}.`,
    stayed: (tier) => `Die Stufe blieb ${tier}.`,
  },
};
