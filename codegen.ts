import type { CodegenConfig } from "@graphql-codegen/cli";

/** As seen from the generated file. */
const src = "../../src";
const domain = `${src}/domain`;

/**
 * Resolver types from the SDL. The output is committed, so that a reviewer sees an API change as a
 * diff and a fresh clone type-checks; `npm run check` fails when it is not current.
 */
const config: CodegenConfig = {
  schema: "schema/*.graphql",
  generates: {
    "resolvers/__generated__/types.ts": {
      plugins: ["typescript", "typescript-resolvers"],
      config: {
        contextType: "../../src/graph/context.ts#Context",
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: ".ts",
        strictScalars: true,
        immutableTypes: true,
        // On the wire all four are strings: 64-bit integers, exact decimals and microseconds
        // survive JSON. Resolvers return our own values; the scalars in resolvers/scalars.ts print
        // and read them.
        scalars: {
          DateTime: { input: "string", output: `${domain}/time/instant.ts#Instant` },
          Date: `${domain}/time/instant.ts#LocalDate`,
          Decimal: "string",
          Points: { input: "bigint", output: "bigint" },
        },
        // GraphQL type -> the TypeScript value its resolvers receive.
        mappers: {
          Node: `${src}/graph/loaders.ts#NodeModel`,
          Actor: `${domain}/access/actor.ts#ActorRef`,
          Customer: `${src}/customers/customers.ts#CustomerModel`,
          Contact: `${src}/customers/contactView.ts#ContactView`,
          Opening: `${src}/customers/openingPages.ts#OpeningView`,
          SourceFreshness: `${src}/customers/customers.ts#FreshnessView`,
          Interaction: `${src}/interactions/interactions.ts#InteractionModel`,
          Order: `${src}/orders/orders.ts#OrderModel`,
          OrderLine: `${src}/orders/orderLines.ts#OrderLineModel`,
          OrderPoints: `${src}/orders/orders.ts#OrderModel`,
          Money: `${src}/platform/money.ts#MoneyView`,
          Loyalty: `${src}/loyalty/loyalty.ts#LoyaltyModel`,
          Programme: `${src}/loyalty/loyalty.ts#ProgrammeRule`,
          Store: "../../db/queries/programme/catalog.ts#StoreRow",
          Tier: `${domain}/ruleset/ruleset.ts#TierRule`,
          Benefit: `${src}/loyalty/loyalty.ts#BenefitRule`,
          TierProgress: `${src}/loyalty/loyalty.ts#TierProgressView`,
          UpcomingChange: `${src}/loyalty/loyalty.ts#UpcomingChangeView`,
          Override: `${src}/loyalty/loyalty.ts#OverrideView`,
          TierGrant: `${src}/loyalty/loyalty.ts#TierGrantView`,
          RecordedTierChange: `${src}/loyalty/tierHistory.ts#RecordedTierChangeModel`,
          TierCause: `${src}/loyalty/tierHistory.ts#RecordedTierChangeModel`,
          Statement: `${src}/loyalty/statements.ts#StatementModel`,
          Entry: `${src}/loyalty/statements.ts#EntryModel`,
          TierExplanation: `${src}/loyalty/explain.ts#TierExplanationModel`,
          PointsExplanation: `${src}/loyalty/explain.ts#PointsExplanationModel`,
          RuleExplanation: `${src}/loyalty/explain.ts#RuleExplanationModel`,
          PurchaseEvent: `${src}/loyalty/statements.ts#EventModel`,
          LiabilityRow: `${src}/loyalty/reports.ts#LiabilityLine`,
          ExpiryForecast: `${src}/loyalty/reports.ts#ExpiryDay`,
          TierForecast: `${src}/loyalty/reports.ts#TierDay`,
          Rollout: `${src}/programme/rulesets.ts#RolloutModel`,
          Simulation: `${src}/programme/rulesets.ts#SimulationModel`,
          SimulatedMove: `${src}/programme/rulesets.ts#MoveModel`,
          RulesetVersion: `${src}/programme/rulesets.ts#RulesetModel`,
          Setup: `${src}/programme/setup.ts#SetupModel`,
          SetupChange: `${src}/programme/setup.ts#SetupChangeModel`,
          PlannedSetupChange: `${src}/programme/setup.ts#PlannedSetupChangeModel`,
          Account: `${src}/loyalty/accounts.ts#AccountView`,
          Handoff: `${src}/operations/handoffs.ts#HandoffModel`,
          HandoffConnection: `${src}/operations/handoffs.ts#HandoffPage`,
          Hop: `${src}/operations/hops.ts#HopView`,
          Coupon: `${src}/coupons/coupons.ts#CouponModel`,
          CouponConnection: `${src}/coupons/coupons.ts#CouponPage`,
          CouponAttempt: `${src}/coupons/coupons.ts#CouponAttemptView`,
          Refusal: `${src}/coupons/coupons.ts#RefusalView`,
          Eligibility: `${domain}/coupon/eligibility.ts#Eligibility as EligibilityModel`,
          Redemption: `${src}/coupons/coupons.ts#RedemptionModel`,
          Campaign: `${src}/coupons/coupons.ts#CampaignModel`,
          Operation: `${src}/operations/operations.ts#OperationModel`,
          Boundary: `${src}/operations/hops.ts#BoundaryView`,
          StreamChange: `${src}/stream/change.ts#StreamEvent`,
          CustomerChange: `${src}/stream/change.ts#StreamEvent`,
          TierChange: `${src}/stream/change.ts#StreamEvent`,
          PointsChange: `${src}/stream/change.ts#StreamEvent`,
          OverrideChange: `${src}/stream/change.ts#StreamEvent`,
          ProfileChange: `${src}/stream/change.ts#StreamEvent`,
          IdentifiersChange: `${src}/stream/change.ts#StreamEvent`,
          MergeChange: `${src}/stream/change.ts#StreamEvent`,
          UnmergeChange: `${src}/stream/change.ts#StreamEvent`,
          InteractionChange: `${src}/stream/change.ts#StreamEvent`,
          CouponChange: `${src}/stream/change.ts#StreamEvent`,
          GoodwillAllowance: `${src}/goodwill/goodwill.ts#GoodwillModel`,
          GoodwillGift: `${src}/goodwill/goodwill.ts#GiftModel`,
          GoodwillReason: `${src}/goodwill/goodwill.ts#ReasonView`,
          GoodwillCoupon: `${src}/goodwill/goodwill.ts#GoodwillCouponView`,
          IdentityMismatch: `${src}/operations/identityMismatch.ts#IdentityMismatchView`,
          IdentityMismatchReason: `${src}/operations/identityMismatch.ts#IdentityMismatchReasonView`,
          HeldGroup: `${src}/operations/handoffs.ts#HeldGroupView`,
          CustomerProblem: `${src}/overview/problems.ts#ProblemModel`,
          Viewer: `${domain}/access/viewer.ts#Viewer as ViewerModel`,
          TimelineItem: `${src}/overview/timeline.ts#TimelineItemModel`,
          IdentityGraph: `${src}/identity/identityGraph.ts#IdentityGraphView`,
          IdentityDecision: `${src}/identity/identityGraph.ts#IdentityDecisionView`,
          IdentityEvidence: `${src}/identity/identityGraph.ts#IdentityEdgeView`,
          MatchCandidate: `${src}/identity/candidates.ts#CandidateModel`,
          LookupHit: `${src}/overview/lookup.ts#LookupHitModel`,
          PurchaseResult:
            "../../src/purchases/receive/submission.ts#PurchaseResult as PurchaseResultModel",
        },
      },
    },
  },
};

export default config;
