import { repairsOf } from "../../src/days/bridgeRepairs.ts";
import { moneyOf } from "../../src/platform/money.ts";
import type {
  BridgeCauseResolvers,
  BridgeFindingResolvers,
  BridgeResolvers,
  BridgeStepResolvers,
} from "../__generated__/types.ts";

export const Bridge: BridgeResolvers = {
  sourceTotal: ({ sourceMinor, currency }) => moneyOf(sourceMinor, currency),
  declared: ({ declared }) => declared !== null,
  declaredCount: ({ declared }) => declared?.receipts ?? null,
  count: ({ purchases }) => purchases,
  steps: ({ steps, currency }) => steps.map((step) => ({ ...step, currency })),
  ledgerTotal: ({ ledgerMinor, currency }) => moneyOf(ledgerMinor, currency),
  unexplained: ({ unexplainedMinor, currency }) => moneyOf(unexplainedMinor, currency),
  unexplainedPoints: ({ points }) => points.shown - points.booked,
  findings: (bridge, { first }, { loaders }) => loaders.bridge.findingsOf(bridge, first),
  repairs: repairsOf,
};

export const BridgeStep: BridgeStepResolvers = {
  amount: ({ minor, currency }) => moneyOf(minor, currency),
  causes: ({ causes, currency }) => causes.map((cause) => ({ ...cause, currency })),
};

export const BridgeCause: BridgeCauseResolvers = {
  amount: ({ minor, currency }) => moneyOf(minor, currency),
};

export const BridgeFinding: BridgeFindingResolvers = {
  order: async (finding, _args, { loaders }) => await loaders.bridge.orderOf(finding),
  told: ({ toldMinor, currency }) => moneyOf(toldMinor, currency),
  ledger: ({ ledgerMinor, currency }) => moneyOf(ledgerMinor, currency),
  unexplained: ({ unexplainedMinor, currency }) => moneyOf(unexplainedMinor, currency),
  pointsShown: ({ points }) => points.shown,
  pointsBooked: ({ points }) => points.booked,
};
