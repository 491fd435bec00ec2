import type { TierChange } from "../../src/domain/tier/state.ts";
import type { Instant } from "../../src/domain/time/instant.ts";
import { localDateOf } from "../../src/domain/time/zone.ts";
import { keepTierOf, type LoyaltyModel, nextTierOf } from "../../src/loaders/loyalty.ts";
import { amountOf } from "../../src/loaders/money.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";

/** Why the tier is what it is: what counts, since and until when, and what is missing up and to stay. */
export function explainTier(
  loyalty: LoyaltyModel,
  locale: string | null | undefined,
): readonly string[] {
  const say = SENTENCES[languageOf(locale)];
  const { ruleset, state, tier, qualifyingMinor } = loyalty;
  const { currency, timeZone } = ruleset.programme;
  const money = (amount: string) => `${amount} ${currency}`;
  const day = (at: Instant) => localDateOf(at, timeZone);
  const name = nameIn(tier.name, locale, tier.code);
  const sentences = [
    say.counts(money(amountOf(qualifyingMinor, currency)), ruleset.tierPolicy.windowMonths),
    say.holds(name, day(state.since)),
  ];
  const keep = keepTierOf(loyalty);
  if (state.until !== null) sentences.push(say.until(day(state.until)));
  if (keep !== null && isLess(keep.have, keep.need)) {
    sentences.push(say.keep(name, money(keep.need), money(keep.have)));
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

/** What time alone will bring, as a sentence. */
export function explainChange(
  change: TierChange,
  { ruleset }: LoyaltyModel,
  locale: string | null | undefined,
): string {
  const say = SENTENCES[languageOf(locale)];
  const nameOf = (code: string) =>
    nameIn(ruleset.tiers.find((tier) => tier.code === code)?.name ?? {}, locale, code);
  return say.change(
    change.kind,
    localDateOf(change.at, ruleset.programme.timeZone),
    nameOf(change.from),
    nameOf(change.to),
  );
}

/** Amounts of one currency as text, so without their point they are integers of the same unit. */
function isLess(a: string, b: string): boolean {
  return BigInt(a.replace(".", "")) < BigInt(b.replace(".", ""));
}

type Sentences = {
  readonly counts: (amount: string, months: number) => string;
  readonly holds: (tier: string, since: string) => string;
  readonly until: (day: string) => string;
  readonly keep: (tier: string, need: string, have: string) => string;
  readonly next: (tier: string, need: string, have: string) => string;
  readonly highest: string;
  readonly change: (kind: TierChange["kind"], day: string, from: string, to: string) => string;
};

const SENTENCES: Record<Language, Sentences> = {
  en: {
    counts: (amount, months) => `${amount} count in the last ${months} months.`,
    holds: (tier, since) => `The tier is ${tier} since ${since}.`,
    until: (day) => `It is held until ${day} and then looked at again.`,
    keep: (tier, need, have) =>
      `To keep ${tier}, ${need} must count then; of today's, ${have} will.`,
    next: (tier, need, have) => `${tier} needs ${need}; ${have} count.`,
    highest: "There is no higher tier.",
    change: (kind, day, from, to) =>
      kind === "RENEWED"
        ? `On ${day}, ${from} is renewed for another term.`
        : `On ${day}, ${from} becomes ${to}, unless more is bought.`,
  },
  de: {
    counts: (amount, months) => `${amount} zählen in den letzten ${months} Monaten.`,
    holds: (tier, since) => `Die Stufe ist ${tier} seit ${since}.`,
    until: (day) => `Sie gilt bis ${day} und wird dann neu geprüft.`,
    keep: (tier, need, have) =>
      `Um ${tier} zu behalten, müssen dann ${need} zählen; von den heutigen zählen dann ${have}.`,
    next: (tier, need, have) => `${tier} braucht ${need}; ${have} zählen.`,
    highest: "Es gibt keine höhere Stufe.",
    change: (kind, day, from, to) =>
      kind === "RENEWED"
        ? `Am ${day} wird ${from} um eine Laufzeit verlängert.`
        : `Am ${day} wird aus ${from} ${to}, wenn nichts mehr gekauft wird.`,
  },
};
