import type { CallerLoyaltyFragment } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";

type Given = CallerLoyaltyFragment["override"] | CallerLoyaltyFragment["grants"][number];

/** How a tier that was given is said, a line for each thing. */
export function useSayGiven(): (given: Given) => readonly string[] {
  const { words, formats } = useWords();
  const say = words.caller.tier;
  return (given) => {
    if (given == null) {
      return [words.actions.tier.nothingGiven];
    }
    const { tier, by, until, reason } = given;
    return [
      say.given(tier.name, by.name),
      until == null ? say.open : say.until(formats.day(until)),
      `“${reason}”`,
    ];
  };
}
