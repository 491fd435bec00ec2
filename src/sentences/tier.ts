import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import type { GrantKind } from "../domain/tier/grants.ts";
import type { StandingChange } from "../domain/tier/standing.ts";
import { formatQualifying, qualifyingUnit } from "../domain/tier/unit.ts";
import type { Instant } from "../domain/time/instant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import { keepTierOf, type LoyaltyModel, nextTierOf } from "../loyalty/loyalty.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";

/**
 * Why the tier is what it is: what counts, what gives it if it is not earned, since and until when,
 * and what is missing up and to stay.
 */
export function explainTier(
  loyalty: LoyaltyModel,
  locale: string | null | undefined,
): readonly string[] {
  const say = SENTENCES[languageOf(locale)];
  const { ruleset, state, tier, earned, givenBy, standing, qualifyingMinor } = loyalty;
  const { timeZone } = ruleset.programme;
  const unit = say.unit(qualifyingUnit(ruleset));
  const money = (amount: string) => `${amount} ${unit}`;
  const day = (at: Instant) => localDateOf(at, timeZone);
  const name = nameIn(tier.name, locale, tier.code);
  const nameOf = (code: string) => tierName(ruleset, code, locale);
  const sentences = [
    say.counts[ruleset.tierPolicy.period](
      money(formatQualifying(qualifyingMinor, ruleset)),
      ruleset.tierPolicy.windowMonths,
    ),
    say.holds(name, day(state.since)),
  ];
  if (givenBy !== null) {
    const until = givenBy.expiresAt === null ? null : day(givenBy.expiresAt);
    sentences.push(
      say.given(name, until, say.givenAs[givenBy.kind]),
      say.earned(nameOf(earned.tier)),
    );
  } else if (state.until !== null) {
    sentences.push(say.until(day(state.until)));
  }
  for (const floor of givenBy === null ? (standing.basis?.grants ?? []) : []) {
    const until = floor.expiresAt === null ? null : day(floor.expiresAt);
    sentences.push(say.atLeast(nameOf(floor.tier), until));
  }
  const keep = keepTierOf(loyalty);
  if (keep !== null && isLess(keep.have, keep.need)) {
    sentences.push(say.keep(nameOf(earned.tier), money(keep.need), money(keep.have)));
  }
  const next = nextTierOf(loyalty);
  sentences.push(
    next === null
      ? say.highest
      : say.next(
          nameIn(next.tier.name, locale, next.tier.code),
          money(next.need),
          money(next.have),
        ),
  );
  return sentences;
}

/** What stands before sentences about a day that has passed. */
export function asOf(day: string, locale: string | null | undefined): string {
  return SENTENCES[languageOf(locale)].asOf(day);
}

/** What time alone will bring, as a sentence. */
export function explainChange(
  change: StandingChange,
  { ruleset }: LoyaltyModel,
  locale: string | null | undefined,
): string {
  const say = SENTENCES[languageOf(locale)];
  const day = localDateOf(change.at, ruleset.programme.timeZone);
  const [from, to] = [change.from, change.to].map((code) => tierName(ruleset, code, locale)) as [
    string,
    string,
  ];
  if (change.cause === "GRANT_ENDED") {
    return say.grantEnds(day, from, to);
  }
  return say.change(change.kind, day, from, to);
}

function tierName(ruleset: Ruleset, code: string, locale: string | null | undefined): string {
  return nameIn(tierByCode(ruleset, code)?.name ?? {}, locale, code);
}

/** Amounts of one currency as text, so without their point they are integers of the same unit. */
function isLess(a: string, b: string): boolean {
  return BigInt(a.replace(".", "")) < BigInt(b.replace(".", ""));
}

interface Sentences {
  readonly asOf: (day: string) => string;
  readonly unit: (unit: string) => string;
  readonly counts: Readonly<
    Record<Ruleset["tierPolicy"]["period"], (amount: string, months: number) => string>
  >;
  readonly holds: (tier: string, since: string) => string;
  readonly until: (day: string) => string;
  readonly keep: (tier: string, need: string, have: string) => string;
  readonly next: (tier: string, need: string, have: string) => string;
  readonly highest: string;
  readonly given: (tier: string, until: string | null, as: string) => string;
  /** What stands behind a given tier; nothing behind one that staff gave by hand. */
  readonly givenAs: Readonly<Record<GrantKind, string>>;
  readonly earned: (tier: string) => string;
  readonly atLeast: (tier: string, until: string | null) => string;
  readonly change: (kind: StandingChange["kind"], day: string, from: string, to: string) => string;
  readonly grantEnds: (day: string, from: string, to: string) => string;
}

const SENTENCES: Record<Language, Sentences> = {
  en: {
    asOf: (day) => `As it was on ${day}:`,
    unit: (unit) => unit,
    counts: {
      ROLLING: (amount, months) => `${amount} count in the last ${months} months.`,
      CALENDAR: (amount) => `${amount} count in this period so far.`,
      LIFETIME: (amount) => `${amount} count in all.`,
      SINCE_JOIN: (amount) => `${amount} count since you joined.`,
    },
    holds: (tier, since) => `The tier is ${tier} since ${since}.`,
    until: (day) => `It is held until ${day} and then looked at again.`,
    keep: (tier, need, have) =>
      `To keep ${tier}, ${need} must count then; of today's, ${have} will.`,
    next: (tier, need, have) => `${tier} needs ${need}; ${have} count.`,
    highest: "There is no higher tier.",
    given: (tier, until, as) =>
      until === null
        ? `${tier} was given${as}, without an end.`
        : `${tier} was given${as} until ${until}.`,
    givenAs: {
      OVERRIDE: "",
      WELCOME: " as a welcome",
      STATUS_MATCH: " for a status elsewhere",
      PAID: " against payment",
      IMPORTED: " as brought over from before",
    },
    earned: (tier) => `What counts has earned ${tier}, which applies when that ends.`,
    atLeast: (tier, until) =>
      until === null
        ? `At least ${tier} is given, without an end.`
        : `At least ${tier} is given until ${until}.`,
    grantEnds: (day, from, to) =>
      `On ${day}, the time ends for which ${from} was given, and it becomes ${to}.`,
    change: (kind, day, from, to) =>
      kind === "RENEWED"
        ? `On ${day}, ${from} is renewed for another term.`
        : `On ${day}, ${from} becomes ${to}, unless more is bought.`,
  },
  de: {
    asOf: (day) => `Stand vom ${day}:`,
    unit: (unit) => ({ points: "Punkte", orders: "Bestellungen" })[unit] ?? unit,
    counts: {
      ROLLING: (amount, months) => `${amount} zählen in den letzten ${months} Monaten.`,
      CALENDAR: (amount) => `${amount} zählen bisher in diesem Zeitraum.`,
      LIFETIME: (amount) => `${amount} zählen insgesamt.`,
      SINCE_JOIN: (amount) => `${amount} zählen seit dem Beitritt.`,
    },
    holds: (tier, since) => `Die Stufe ist ${tier} seit ${since}.`,
    until: (day) => `Sie gilt bis ${day} und wird dann neu geprüft.`,
    keep: (tier, need, have) =>
      `Um ${tier} zu behalten, müssen dann ${need} zählen; von den heutigen zählen dann ${have}.`,
    next: (tier, need, have) => `${tier} braucht ${need}; ${have} zählen.`,
    highest: "Es gibt keine höhere Stufe.",
    given: (tier, until, as) =>
      until === null
        ? `${tier} wurde${as} ohne Ende vergeben.`
        : `${tier} wurde${as} bis ${until} vergeben.`,
    givenAs: {
      OVERRIDE: "",
      WELCOME: " zum Einstieg",
      STATUS_MATCH: " für einen Status anderswo",
      PAID: " gegen Bezahlung",
      IMPORTED: " als Übernahme von früher",
    },
    earned: (tier) => `Erreicht ist ${tier}; diese Stufe gilt, wenn das endet.`,
    atLeast: (tier, until) =>
      until === null
        ? `Mindestens ${tier} ist ohne Ende zugesagt.`
        : `Mindestens ${tier} ist bis ${until} zugesagt.`,
    grantEnds: (day, from, to) =>
      `Am ${day} endet die Zeit, für die ${from} vergeben wurde, und es gilt ${to}.`,
    change: (kind, day, from, to) =>
      kind === "RENEWED"
        ? `Am ${day} wird ${from} um eine Laufzeit verlängert.`
        : `Am ${day} wird aus ${from} ${to}, wenn nichts mehr gekauft wird.`,
  },
};
