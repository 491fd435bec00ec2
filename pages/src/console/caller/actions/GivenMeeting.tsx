import type { CallerLoyaltyFragment } from "../../../__generated__/graphql.ts";
import { Meeting } from "./form/Meeting.tsx";
import { useSayGiven } from "./useSayGiven.ts";

type Given = CallerLoyaltyFragment["override"] | CallerLoyaltyFragment["grants"][number];

interface Props {
  readonly seen: Given;
  readonly now: Given;
  readonly onLeave: () => void;
  readonly onGoOn: () => void;
}

/** Somebody else has given or ended a tier while this form was open. */
export function GivenMeeting({ seen, now, onLeave, onGoOn }: Props) {
  const sayGiven = useSayGiven();
  return (
    <Meeting
      seen={sayGiven(seen)}
      now={sayGiven(now)}
      by={now?.by.name ?? null}
      onLeave={onLeave}
      onGoOn={onGoOn}
    />
  );
}
