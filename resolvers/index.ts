import type { Resolvers } from "./__generated__/types.ts";
import { Account } from "./Account.ts";
import { Benefit } from "./Benefit.ts";
import { Boundary } from "./Boundary.ts";
import { Coupon } from "./Coupon.ts";
import { CouponChange } from "./CouponChange.ts";
import { Customer } from "./Customer.ts";
import { CustomerProblem } from "./CustomerProblem.ts";
import { PointsExplanation, PurchaseEvent, RuleExplanation, TierExplanation } from "./Explain.ts";
import { Handoff } from "./Handoff.ts";
import { HeldGroup } from "./HeldGroup.ts";
import { IdentifiersChange } from "./IdentifiersChange.ts";
import { Interaction } from "./Interaction.ts";
import { InteractionChange } from "./InteractionChange.ts";
import { Loyalty } from "./Loyalty.ts";
import { adjustPoints } from "./Mutation/adjustPoints.ts";
import { authorisePoints } from "./Mutation/authorisePoints.ts";
import { blockIdentifier } from "./Mutation/blockIdentifier.ts";
import { blockPoints } from "./Mutation/blockPoints.ts";
import { capturePoints } from "./Mutation/capturePoints.ts";
import { claimPurchase } from "./Mutation/claimPurchase.ts";
import { clearTierOverride } from "./Mutation/clearTierOverride.ts";
import { createCustomer } from "./Mutation/createCustomer.ts";
import { endTierGrant } from "./Mutation/endTierGrant.ts";
import { enrolCustomer } from "./Mutation/enrolCustomer.ts";
import { grantTier } from "./Mutation/grantTier.ts";
import { ingestPurchases } from "./Mutation/ingestPurchases.ts";
import { issueCoupon } from "./Mutation/issueCoupon.ts";
import { issueCustomerToken } from "./Mutation/issueCustomerToken.ts";
import { overrideTier } from "./Mutation/overrideTier.ts";
import { recordInteraction } from "./Mutation/recordInteraction.ts";
import { recordInteractions } from "./Mutation/recordInteractions.ts";
import { redeemCoupon } from "./Mutation/redeemCoupon.ts";
import { refundPoints } from "./Mutation/refundPoints.ts";
import { releasePoints } from "./Mutation/releasePoints.ts";
import { replaceIdentifier } from "./Mutation/replaceIdentifier.ts";
import { revealIdentifiers } from "./Mutation/revealIdentifiers.ts";
import { reverseRedemption } from "./Mutation/reverseRedemption.ts";
import { revokeCustomerTokens } from "./Mutation/revokeCustomerTokens.ts";
import {
  activateRuleset,
  approveRuleset,
  createRulesetDraft,
  discardRulesetDraft,
  pauseRollout,
  resumeRollout,
  simulateRuleset,
  updateRulesetDraft,
} from "./Mutation/rulesets.ts";
import { transferPoints } from "./Mutation/transferPoints.ts";
import { unblockPoints } from "./Mutation/unblockPoints.ts";
import { updateCustomer } from "./Mutation/updateCustomer.ts";
import { validateCoupon } from "./Mutation/validateCoupon.ts";
import { verifyCaller } from "./Mutation/verifyCaller.ts";
import { Node } from "./Node.ts";
import { Operation } from "./Operation.ts";
import { Order } from "./Order.ts";
import { OrderLine } from "./OrderLine.ts";
import { OrderPoints } from "./OrderPoints.ts";
import { OverrideChange } from "./OverrideChange.ts";
import { PointsChange } from "./PointsChange.ts";
import { Programme } from "./Programme.ts";
import { PurchaseResult } from "./PurchaseResult.ts";
import { coupon } from "./Query/coupon.ts";
import { customer } from "./Query/customer.ts";
import { explainPoints, explainTier } from "./Query/explain.ts";
import { handoffs } from "./Query/handoffs.ts";
import { held } from "./Query/held.ts";
import { lookup } from "./Query/lookup.ts";
import { node } from "./Query/node.ts";
import { operation } from "./Query/operation.ts";
import { order } from "./Query/order.ts";
import { expiryForecast, liability, tierForecast } from "./Query/reports.ts";
import { ruleset, rulesets } from "./Query/rulesets.ts";
import { RecordedTierChange } from "./RecordedTierChange.ts";
import { Refusal } from "./Refusal.ts";
import { Rollout } from "./Rollout.ts";
import { RulesetVersion } from "./RulesetVersion.ts";
import { SimulatedMove, Simulation } from "./Simulation.ts";
import { Entry, Statement } from "./Statement.ts";
import { CustomerChange, StreamChange, streamFields } from "./StreamChange.ts";
import { customerChanged } from "./Subscription/customerChanged.ts";
import { tierChanged } from "./Subscription/tierChanged.ts";
import { tierChanges } from "./Subscription/tierChanges.ts";
import { DateTime, Decimal, LocalDay, Points } from "./scalars.ts";
import { Tier } from "./Tier.ts";
import { TierCause } from "./TierCause.ts";
import { TierChange } from "./TierChange.ts";
import { TierForecast } from "./TierForecast.ts";
import { TierGrant } from "./TierGrant.ts";
import { TierProgress } from "./TierProgress.ts";
import { TimelineItem } from "./TimelineItem.ts";
import { UpcomingChange } from "./UpcomingChange.ts";

/** The resolver map: one entry per type that has more to say than its model's own properties. */
export const resolvers: Resolvers = {
  Account,
  Benefit,
  Boundary,
  Coupon,
  Customer,
  CustomerProblem,
  CouponChange,
  CustomerChange,
  Date: LocalDay,
  DateTime,
  Decimal,
  Handoff,
  HeldGroup,
  Interaction,
  IdentifiersChange,
  InteractionChange,
  Loyalty,
  Mutation: {
    activateRuleset,
    pauseRollout,
    resumeRollout,
    simulateRuleset,
    approveRuleset,
    createRulesetDraft,
    discardRulesetDraft,
    updateRulesetDraft,
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
    ingestPurchases,
    issueCustomerToken,
    revealIdentifiers,
    revokeCustomerTokens,
    verifyCaller,
    blockIdentifier,
    claimPurchase,
    createCustomer,
    recordInteraction,
    recordInteractions,
    replaceIdentifier,
    updateCustomer,
    issueCoupon,
    redeemCoupon,
    reverseRedemption,
    validateCoupon,
  },
  Node,
  Operation,
  Order,
  OrderLine,
  OrderPoints,
  OverrideChange,
  Points,
  PointsChange,
  ProfileChange: streamFields,
  Programme,
  PurchaseResult,
  RecordedTierChange,
  RulesetVersion,
  SimulatedMove,
  Rollout,
  Simulation,
  TierForecast,
  TierGrant,
  Entry,
  Statement,
  PointsExplanation,
  PurchaseEvent,
  RuleExplanation,
  TierExplanation,
  Refusal,
  Query: {
    expiryForecast,
    explainPoints,
    explainTier,
    liability,
    tierForecast,
    ruleset,
    rulesets,
    coupon,
    customer,
    handoffs,
    held,
    lookup,
    node,
    operation,
    order,
  },
  Tier,
  TierCause,
  StreamChange,
  Subscription: { customerChanged, tierChanged, tierChanges },
  TierChange,
  TierProgress,
  TimelineItem,
  UpcomingChange,
};
