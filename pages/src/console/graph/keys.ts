/** For the cache: what has no id stays inside of what it was read from. */
const NONE = () => null;

/** The types without an id, as test/unit/graph/identity.test.ts lists them for everybody. */
export const WITHOUT_KEY: Readonly<Record<string, () => null>> = Object.fromEntries(
  [
    "Diagnosis DiagnosedOrder DiagnosedDelivery DiagnosisFinding",
    "Bridge BridgeCause BridgeFinding BridgeRepair BridgeStep",
    "Actor BalanceAt Benefit CallerCheck Count CountedAmount CouponAttempt CustomerProblem DeclaredDay",
    "Eligibility EndpointAvailability EventTold ExpiringLot ExpiryForecast HeldGroup Hop",
    "IdentityDecision IdentityEvidence IdentityGraph IdentityMismatch IdentityMismatchReason IdentitySurplus",
    "InboundMessage InboundMessageFault IntakeHour IntakeReport ReasonCount",
    "Health SourceHealth SourceHour SourceSign FieldDrift DestinationHealth BoundaryHealth Lag Slo IncidentNotice",
    "ReadBackDifference WrongValue ShadowReport ShadowCustomers ShadowField ShadowSample ShadowGroup",
    "Mapping MappingFault MappingTrial MappingVersion",
    "TrialCounts TriedEvent TriedFault TriedRecord TriedRefusal",
    "LiabilityReport LiabilityRow LookupHit MergeBalance MergeConflict MergePreview MergeSide Money",
    "NextBestAction Opening Operation OrderPoints OrderReference Override Owner PageInfo",
    "PlannedSetupChange PointsBlock PointsExplanation Predictions PurchaseEvent ReceiptControl ReceiptGap Refusal Rollout",
    "RuleCost RuleExplanation RulesetDifference Setup SetupChange SimulatedMove SimulatedTier",
    "Simulation SourceFreshness StaffOpening Statement Tender TierCause TierExplanation TierForecast TierGap TierProgress",
    "TillContext TimelineItem UndeclaredDay UpcomingChange UserError Viewer",
    // It has an id, but tells what is left of its benefits to one customer.
    "Tier",
  ]
    .join(" ")
    .split(" ")
    .map((type) => [type, NONE]),
);
