import type { Resolvers } from "../__generated__/types.ts";
import { DeadLetter } from "./DeadLetter.ts";
import { DestinationHealth } from "./DestinationHealth.ts";
import { Health } from "./Health.ts";
import { cutOverDestination } from "./Mutation/cutOverDestination.ts";
import { pauseDestination } from "./Mutation/pauseDestination.ts";
import { replayDestination } from "./Mutation/replayDestination.ts";
import { resumeDestination } from "./Mutation/resumeDestination.ts";
import { retryDeadLetters } from "./Mutation/retryDeadLetters.ts";
import { retireDestination, setDestination } from "./Mutation/setDestination.ts";
import { skipDeadLetter } from "./Mutation/skipDeadLetter.ts";
import { shadowReport } from "./Query/shadowReport.ts";
import { ReadBackDifference } from "./ReadBackDifference.ts";
import { ShadowField } from "./ShadowField.ts";
import { ShadowGroup } from "./ShadowGroup.ts";
import { ShadowReport } from "./ShadowReport.ts";
import { ShadowSample } from "./ShadowSample.ts";
import { WrongValue } from "./WrongValue.ts";

export const deliveries: Resolvers = {
  Query: { shadowReport },
  Mutation: {
    cutOverDestination,
    pauseDestination,
    replayDestination,
    resumeDestination,
    retireDestination,
    retryDeadLetters,
    setDestination,
    skipDeadLetter,
  },
  DeadLetter,
  DestinationHealth,
  Health,
  ReadBackDifference,
  ShadowField,
  ShadowGroup,
  ShadowReport,
  ShadowSample,
  WrongValue,
};
