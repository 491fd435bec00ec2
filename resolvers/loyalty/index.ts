import type { Resolvers } from "../__generated__/types.ts";
import { Account } from "./Account.ts";
import { Benefit } from "./Benefit.ts";
import { PointsExplanation, PurchaseEvent, RuleExplanation, TierExplanation } from "./Explain.ts";
import { Loyalty } from "./Loyalty.ts";
import { adjustPoints } from "./Mutation/adjustPoints.ts";
import { authorisePoints } from "./Mutation/authorisePoints.ts";
import { blockPoints } from "./Mutation/blockPoints.ts";
import { capturePoints } from "./Mutation/capturePoints.ts";
import { clearTierOverride } from "./Mutation/clearTierOverride.ts";
import { endTierGrant } from "./Mutation/endTierGrant.ts";
import { enrolCustomer } from "./Mutation/enrolCustomer.ts";
import { grantTier } from "./Mutation/grantTier.ts";
import { overrideTier } from "./Mutation/overrideTier.ts";
import { refundPoints } from "./Mutation/refundPoints.ts";
import { releasePoints } from "./Mutation/releasePoints.ts";
import { transferPoints } from "./Mutation/transferPoints.ts";
import { unblockPoints } from "./Mutation/unblockPoints.ts";
import { OverrideChange } from "./OverrideChange.ts";
import { PointsChange } from "./PointsChange.ts";
import { Programme } from "./Programme.ts";
import { explainPoints, explainTier } from "./Query/explain.ts";
import { expiryForecast, liability, tierForecast } from "./Query/reports.ts";
import { RecordedTierChange } from "./RecordedTierChange.ts";
import { Entry, Statement } from "./Statement.ts";
import { tierChanged } from "./Subscription/tierChanged.ts";
import { tierChanges } from "./Subscription/tierChanges.ts";
import { Tier } from "./Tier.ts";
import { TierCause } from "./TierCause.ts";
import { TierChange } from "./TierChange.ts";
import { TierForecast } from "./TierForecast.ts";
import { TierGrant } from "./TierGrant.ts";
import { TierProgress } from "./TierProgress.ts";
import { UpcomingChange } from "./UpcomingChange.ts";

export const loyalty: Resolvers = {
  Query: { expiryForecast, explainPoints, explainTier, liability, tierForecast },
  Mutation: {
    adjustPoints,
    authorisePoints,
    blockPoints,
    capturePoints,
    refundPoints,
    releasePoints,
    transferPoints,
    unblockPoints,
    clearTierOverride,
    grantTier,
    endTierGrant,
    overrideTier,
    enrolCustomer,
  },
  Subscription: { tierChanged, tierChanges },
  Account,
  Benefit,
  Entry,
  Loyalty,
  OverrideChange,
  PointsChange,
  PointsExplanation,
  Programme,
  PurchaseEvent,
  RecordedTierChange,
  RuleExplanation,
  Statement,
  Tier,
  TierCause,
  TierChange,
  TierExplanation,
  TierForecast,
  TierGrant,
  TierProgress,
  UpcomingChange,
};
