import { nowText, targetText } from "../../src/incidents/sloStandings.ts";
import type { SloResolvers } from "../__generated__/types.ts";

export const Slo: SloResolvers = {
  indicator: ({ indicator }) => indicator.kind,
  target: targetText,
  now: nowText,
  ok: ({ isOk }) => isOk,
};
