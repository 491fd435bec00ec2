import type { Resolvers } from "../__generated__/types.ts";
import { Health } from "./Health.ts";
import { health } from "./Query/health.ts";
import { SourceHealth } from "./SourceHealth.ts";
import { SourceHour } from "./SourceHour.ts";
import { SourceSign } from "./SourceSign.ts";

export const sources: Resolvers = {
  Query: { health },
  Health,
  SourceHealth,
  SourceHour,
  SourceSign,
};
