import { isNonNullType, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../../../resolvers/schema.ts";
import { encodeGlobalId, encodePartId } from "../../../src/platform/globalId.ts";

/** Answers to one request, which nothing else leads to. */
const ANSWERS = /^(Query|Mutation|Subscription|.*(Payload|Connection|Edge|Result|Explanation))$/;

/** What has no id, and why a cache may well keep it inside of what it is read from. */
const WITHOUT_ID: Readonly<Record<string, string>> = {
  ...of("a value: equal ones are the same", ["Money", "Count", "PageInfo", "UserError", "Owner"]),
  ...of("a value", ["Actor", "OrderReference", "Tender", "Refusal", "Eligibility", "TierCause"]),
  ...of("worked out for one reader at one moment", ["BalanceAt", "ExpiringLot", "MaturingLot"]),
  ...of("worked out for one reader at one moment", [
    "TierProgress",
    "UpcomingChange",
    "OrderPoints",
    "TierGap",
  ]),
  ...of("worked out for one reader at one moment", ["Predictions", "NextBestAction", "Statement"]),
  ...of("worked out for one reader at one moment", ["CustomerProblem", "SourceFreshness"]),
  ...of("worked out for one reader at one moment", ["LookupHit", "HeldGroup", "TimelineItem"]),
  ...of("of one report", ["LiabilityReport", "LiabilityRow", "ExpiryForecast", "TierForecast"]),
  ...of("of one report", ["IdentityMismatch", "IdentityMismatchReason"]),
  ...of("of its version of the rules", ["Rollout", "Simulation", "SimulatedTier", "RuleCost"]),
  ...of("of its version of the rules", ["SimulatedMove", "RulesetDifference"]),
  ...of("the one who asks", ["Viewer"]),
  ...of("there is one, and its version names it", ["Setup"]),
  ...of("told apart by their edge's cursor", ["SetupChange"]),
  ...of("of one call", ["PlannedSetupChange"]),
  ...of("of its tier, with what this customer has left of it", ["Benefit"]),
  ...of("of its handoff: one each boundary", ["Hop"]),
  ...of("of its handoff", ["EventTold"]),
  ...of("of its coupon, in the order of time", ["CouponAttempt", "EndpointAvailability"]),
  ...of("of its customer, told apart by its version", ["Override"]),
  ...of("of its customer, one an hour and person", ["Opening", "StaffOpening"]),
  ...of("of its call, whose idempotency key it has", ["Operation"]),
  ...of("of its entry, told apart by source and number", ["PurchaseEvent", "CountedAmount"]),
  ...of("of its account: one block may be of two, each with its part", ["PointsBlock"]),
  ...of("of its claim", ["CallerCheck"]),
  ...of("of its result, told apart by its field", ["RefusedIdentifier"]),
  ...of("told once, and told apart by its cursor", ["TierChange", "PointsChange"]),
  ...of("told once, and told apart by its cursor", ["OverrideChange", "ProfileChange"]),
  ...of("told once, and told apart by its cursor", ["IdentifiersChange", "InteractionChange"]),
  ...of("told once, and told apart by its cursor", ["CouponChange", "ChangedAccount"]),
  ...of("told once, and told apart by its cursor", ["MergeChange", "UnmergeChange"]),
  ...of("told once, and told apart by its cursor", ["IdentifierStatusChange"]),
  ...of("of now, and of its customer", ["PresenceChange", "AlsoOpen"]),
  ...of("of its customer, one a person", ["Presence"]),
  ...of("of its customer, in the order of time", ["BrowsingView"]),
  ...of("worked out for one reader at one moment", ["MergePreview", "MergeSide", "MergeBalance"]),
  ...of("worked out for one reader at one moment", ["MergeConflict", "IdentityGraph"]),
  ...of("worked out for one reader at one moment", ["SplitPreview"]),
  ...of("of its graph, told apart by its ends and what it is", ["IdentityEvidence"]),
  ...of("worked out for one reader at one moment", ["GoodwillAllowance", "GoodwillEffect"]),
  ...of("of the set-up, told apart by its code", ["GoodwillReason", "GoodwillCoupon"]),
  ...of("of its graph, in the order of time", ["IdentityDecision", "IdentitySurplus"]),
  ...of("told apart by its name", ["Mapping"]),
  ...of("of its mapping, told apart by its number", ["MappingVersion"]),
  ...of("of one call", ["MappingTrial", "MappingFault", "TrialCounts"]),
  ...of("of one call", ["TriedRecord", "TriedEvent", "TriedRefusal", "TriedFault"]),
  ...of("of its incident, told apart by channel and moment", ["IncidentNotice"]),
  ...of("of one report", ["IntakeReport", "IntakeHour", "ReasonCount"]),
  ...of("worked out for one moment", [
    "Health",
    "SourceHealth",
    "SourceHour",
    "SourceSign",
    "DestinationHealth",
    "ReadBackDifference",
    "WrongValue",
    "ShadowReport",
    "ShadowCustomers",
    "ShadowField",
    "ShadowSample",
    "ShadowGroup",
    "BoundaryHealth",
    "Lag",
    "Slo",
  ]),
  ...of("of its source, told apart by its topic, path and kind", ["FieldDrift"]),
  ...of("worked out for one reader at one moment", ["TillContext", "ReceiptControl"]),
  ...of("of its day and till", ["ReceiptGap"]),
  ...of("of its day, in the order in which they were made", ["DeclaredDay"]),
  ...of("worked out for one moment", ["Diagnosis", "DiagnosedOrder", "DiagnosedDelivery"]),
  ...of("of its order", ["DiagnosisFinding"]),
  ...of("of one report", ["Bridge", "BridgeStep", "BridgeCause", "BridgeFinding", "BridgeRepair"]),
  ...of("of its list, told apart by day, store, till and source", ["UndeclaredDay"]),
  ...of("of its list, told apart by its number", ["InboundMessage", "InboundMessageFault"]),
};

function of(reason: string, types: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(types.map((type) => [type, reason]));
}

test("every object type has an id that caches key by, or a reason why it needs none", () => {
  const types = Object.values(createSchema().getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("__") && !ANSWERS.test(name));
  const withoutId = types.filter((type) => type.getFields()["id"] === undefined);
  expect(withoutId.map(({ name }) => name).sort()).toEqual(Object.keys(WITHOUT_ID).sort());
  for (const type of types) {
    const id = type.getFields()["id"];
    expect(id === undefined || (isNonNullType(id.type) && String(id.type) === "ID!")).toBe(true);
  }
});

test("ids of two types, and of a node and a part, are never the same", () => {
  const ids = [
    encodePartId("Tier", "x"),
    encodePartId("Programme", "x"),
    encodePartId("Account", "x", "points"),
    encodePartId("OrderLine", "x", "points"),
    encodeGlobalId("Campaign", "x"),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
