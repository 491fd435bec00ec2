import type { CallerLoyaltyFragment } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import { Change, Effect, EffectLine } from "./form/Effect.tsx";
import { type GivenTier, heldTier, type RankedTier, tierFollowing } from "./form/tierAfter.ts";
import { endOf, type FilledTier } from "./TierFields.tsx";
import type { Tiers } from "./useTiers.ts";

interface Props {
  readonly loyalty: CallerLoyaltyFragment | null | undefined;
  /** Null until it is known. */
  readonly earned: RankedTier | null;
  /** What else is given, without what is replaced or ended. */
  readonly others: readonly GivenTier[];
  /** What is given by the form; null where it ends something. */
  readonly given: GivenTier | null;
}

/** Which tier the customer will have, until when, and what follows. */
export function TierEffect({ loyalty, earned, others, given }: Props) {
  const { words, formats } = useWords();
  const say = words.actions.tier;
  if (loyalty == null || earned === null) {
    return null;
  }
  const held = heldTier(earned, given === null ? others : [...others, given]);
  const until = given?.until ?? null;
  const isWithout = given !== null && held.code !== given.tier.code;
  return (
    <Effect>
      <Change label={words.caller.tier.title} from={loyalty.tier.name} to={held.name} />
      {isWithout && <EffectLine>{say.noEffect(held.name)}</EffectLine>}
      {given !== null && until === null && <EffectLine>{say.forGood}</EffectLine>}
      {until !== null && (
        <EffectLine>
          {say.until(formats.day(until), tierFollowing(earned, others, until).name)}
        </EffectLine>
      )}
      <EffectLine>{say.underneath(earned.name)}</EffectLine>
    </Effect>
  );
}

interface FilledProps extends Omit<Props, "earned" | "given"> {
  readonly known: Tiers | null;
  readonly filled: FilledTier;
}

/** The same of what is filled in; nothing until a tier is chosen. */
export function FilledTierEffect({ known, filled, ...rest }: FilledProps) {
  const tier = known?.tiers.find(({ code }) => code === filled.tier);
  return known === null || tier === undefined ? null : (
    <TierEffect
      {...rest}
      earned={known.earned}
      given={{
        mode: filled.isPin ? "PIN" : "FLOOR",
        tier,
        since: new Date().toISOString(),
        until: endOf(filled),
      }}
    />
  );
}
