import type { CodegenConfig } from "@graphql-codegen/cli";

/** As seen from the generated file. */
const domain = "../../src/domain";
const loaders = "../../src/loaders";
const push = "../../src/push";

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
        contextType: "../../src/server/context.ts#Context",
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: ".ts",
        strictScalars: true,
        immutableTypes: true,
        // On the wire all four are strings: 64-bit integers, exact decimals and microseconds survive JSON.
        // Resolvers return our own values; the scalars in resolvers/scalars.ts print and read them.
        scalars: {
          DateTime: { input: "string", output: `${domain}/time/instant.ts#Instant` },
          Date: `${domain}/time/instant.ts#LocalDate`,
          Decimal: "string",
          Points: { input: "bigint", output: "bigint" },
        },
        // GraphQL type -> the TypeScript value its resolvers receive.
        mappers: {
          Node: `${loaders}/index.ts#NodeModel`,
          Actor: `${domain}/access/actor.ts#ActorRef`,
          Customer: `${loaders}/customers.ts#CustomerModel`,
          Contact: `${loaders}/customers.ts#ContactView`,
          Opening: `${loaders}/openingPages.ts#OpeningView`,
          SourceFreshness: `${loaders}/customers.ts#FreshnessView`,
          Interaction: `${loaders}/interactions.ts#InteractionModel`,
          Order: `${loaders}/orders.ts#OrderModel`,
          OrderLine: `${loaders}/orderLines.ts#OrderLineModel`,
          OrderPoints: `${loaders}/orders.ts#OrderModel`,
          Money: `${loaders}/money.ts#MoneyView`,
          Loyalty: `${loaders}/loyalty.ts#LoyaltyModel`,
          Programme: `${loaders}/loyalty.ts#ProgrammeRule`,
          Tier: `${domain}/ruleset/ruleset.ts#TierRule`,
          Benefit: `${loaders}/loyalty.ts#BenefitRule`,
          TierProgress: `${loaders}/loyalty.ts#TierProgressView`,
          UpcomingChange: `${loaders}/loyalty.ts#UpcomingChangeView`,
          Override: `${loaders}/loyalty.ts#OverrideView`,
          TierGrant: `${loaders}/loyalty.ts#TierGrantView`,
          RecordedTierChange: `${loaders}/tierHistory.ts#RecordedTierChangeModel`,
          TierCause: `${loaders}/tierHistory.ts#RecordedTierChangeModel`,
          Statement: `${loaders}/statements.ts#StatementModel`,
          Entry: `${loaders}/statements.ts#EntryModel`,
          TierExplanation: `${loaders}/explain.ts#TierExplanationModel`,
          PointsExplanation: `${loaders}/explain.ts#PointsExplanationModel`,
          RuleExplanation: `${loaders}/explain.ts#RuleExplanationModel`,
          PurchaseEvent: `${loaders}/statements.ts#EventModel`,
          LiabilityRow: `${loaders}/reports.ts#LiabilityLine`,
          ExpiryForecast: `${loaders}/reports.ts#ExpiryDay`,
          TierForecast: `${loaders}/reports.ts#TierDay`,
          Rollout: `${loaders}/rulesets.ts#RolloutModel`,
          Simulation: `${loaders}/rulesets.ts#SimulationModel`,
          SimulatedMove: "../Simulation.ts#MoveModel",
          RulesetVersion: `${loaders}/rulesets.ts#RulesetModel`,
          Account: `${loaders}/accounts.ts#AccountView`,
          Handoff: `${loaders}/handoffs.ts#HandoffModel`,
          HandoffConnection: `${loaders}/handoffs.ts#HandoffPage`,
          Hop: `${loaders}/hops.ts#HopView`,
          Coupon: `${loaders}/coupons.ts#CouponModel`,
          CouponConnection: `${loaders}/coupons.ts#CouponPage`,
          CouponAttempt: `${loaders}/coupons.ts#CouponAttemptView`,
          Refusal: `${loaders}/coupons.ts#RefusalView`,
          Eligibility: `${domain}/coupon/eligibility.ts#Eligibility as EligibilityModel`,
          Redemption: `${loaders}/coupons.ts#RedemptionModel`,
          Campaign: `${loaders}/coupons.ts#CampaignModel`,
          Operation: `${loaders}/operations.ts#OperationModel`,
          Boundary: `${loaders}/hops.ts#BoundaryView`,
          StreamChange: `${push}/change.ts#StreamEvent`,
          CustomerChange: `${push}/change.ts#StreamEvent`,
          TierChange: `${push}/change.ts#StreamEvent`,
          PointsChange: `${push}/change.ts#StreamEvent`,
          OverrideChange: `${push}/change.ts#StreamEvent`,
          ProfileChange: `${push}/change.ts#StreamEvent`,
          IdentifiersChange: `${push}/change.ts#StreamEvent`,
          InteractionChange: `${push}/change.ts#StreamEvent`,
          CouponChange: `${push}/change.ts#StreamEvent`,
          HeldGroup: `${loaders}/handoffs.ts#HeldGroupView`,
          CustomerProblem: `${loaders}/problems.ts#ProblemModel`,
          TimelineItem: `${loaders}/timeline.ts#TimelineItemModel`,
          LookupHit: `${loaders}/lookup.ts#LookupHitModel`,
          PurchaseResult: "../../src/handoff/submission.ts#PurchaseResult as PurchaseResultModel",
        },
      },
    },
  },
};

export default config;
