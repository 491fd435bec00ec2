import { tierByCode } from "../../src/domain/tier/decideTier.ts";
import { formatQualifying, qualifyingUnit } from "../../src/domain/tier/unit.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { nextTierOf } from "../../src/loyalty/loyalty.ts";
import { orderLinesOf } from "../../src/orders/orderLines.ts";
import { moneyOf } from "../../src/platform/money.ts";
import { explainPoints } from "../../src/sentences/points.ts";
import { asOf, explainTier } from "../../src/sentences/tier.ts";
import type {
  PointsExplanationResolvers,
  PurchaseEventResolvers,
  RuleExplanationResolvers,
  TierExplanationResolvers,
} from "../__generated__/types.ts";

export const TierExplanation: TierExplanationResolvers = {
  at: ({ loyalty }) => loyalty.now,
  tier: ({ loyalty }) => loyalty.tier,
  since: ({ loyalty }) => loyalty.state.since,
  until: ({ loyalty }) => loyalty.state.until,
  earned: ({ loyalty }) => tierByCode(loyalty.ruleset, loyalty.earned.tier) ?? loyalty.tier,
  counted: ({ loyalty }) => formatQualifying(loyalty.qualifyingMinor, loyalty.ruleset),
  unit: ({ loyalty }) => qualifyingUnit(loyalty.ruleset),
  next: ({ loyalty }) => {
    const next = nextTierOf(loyalty);
    if (next === null) {
      return null;
    }
    const { tier, need } = next;
    const missing = tier.thresholdMinor - loyalty.qualifyingMinor;
    return { tier, need, missing: formatQualifying(missing > 0n ? missing : 0n, loyalty.ruleset) };
  },
  rulesetVersion: ({ loyalty }) => loyalty.ruleset.version,
  entries: (explanation, args, { loaders }) => loaders.explain.counted(explanation, args),
  sentences: ({ loyalty, isNow, to }, { locale }) => [
    ...(isNow ? [] : [asOf(to, locale)]),
    ...explainTier(loyalty, locale),
  ],
};

export const PointsExplanation: PointsExplanationResolvers = {
  rulesetVersion: ({ reasoning }) => reasoning.ruleset.version,
  entries: (explanation, _args, { loaders }) => loaders.explain.entriesOf(explanation),
  tierChanges: (explanation, _args, { loaders }) => loaders.explain.changesOf(explanation),
  sentences: ({ order, reasoning }, { locale }) =>
    explainPoints(order, reasoning, orderLinesOf(order, reasoning), locale),
};

export const RuleExplanation: RuleExplanationResolvers = {
  counted: ({ counted, currency }) =>
    counted.map(({ factor, amountMinor }) => ({ factor, amount: moneyOf(amountMinor, currency) })),
};

export const PurchaseEvent: PurchaseEventResolvers = {
  eventId: ({ row }) => row.eventId,
  occurredAt: ({ row }) => (row.occurredAt === null ? null : instantFromPg(row.occurredAt)),
  recordedAt: ({ row }) => instantFromPg(row.recordedAt),
};
