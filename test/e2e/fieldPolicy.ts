import type { Role } from "../../src/domain/access/viewer.ts";

/** Roles that open customers. */
export const OPENERS = [
  "storefront",
  "till",
  "agent",
  "supervisor",
  "admin",
] as const satisfies readonly Role[];
type Opener = (typeof OPENERS)[number];

interface Guarded {
  /** Of those who may open the customer. */
  readonly hiddenFrom: readonly Opener[];
  /** What is asked of one customer `$id` who has one of everything. */
  readonly query: string;
  /** Path of the field in the answer; the first of each list. */
  readonly at: string;
}

const customer = (selection: string) =>
  `query($id: ID!) { customer(by: { id: $id }) { ${selection} } }`;
const STATEMENT = 'statement(from: "2020-01-01", to: "2199-12-31")';
const ADJUSTED = (field: string): Guarded => ({
  hiddenFrom: ["storefront"],
  query: customer(`loyalty { ${STATEMENT} { entries(first: 1) { nodes { ${field} } } } }`),
  at: `customer.loyalty.statement.entries.nodes.${field.split(" ")[0]}`,
});
const OVERRIDDEN = (field: string): Guarded => ({
  hiddenFrom: ["storefront"],
  query: customer(`loyalty { history(first: 1) { nodes { ${field} } } }`),
  at: `customer.loyalty.history.nodes.${field.split(" ")[0]}`,
});
const COUPON = (field: string): Guarded => ({
  hiddenFrom: ["storefront"],
  query: customer(`coupons(first: 1) { nodes { ${field} } }`),
  at: `customer.coupons.nodes.${field.split(" ")[0]}`,
});

/**
 * Fields of objects that a viewer may see, but not everything of: null or empty for those named.
 */
export const GUARDED: Readonly<Record<string, Guarded>> = {
  "Customer.flags": { hiddenFrom: ["storefront"], query: customer("flags"), at: "customer.flags" },
  "Customer.matchCandidates": {
    hiddenFrom: ["storefront", "till"],
    query: customer("matchCandidates(first: 1) { score evidence customer { id } }"),
    at: "customer.matchCandidates",
  },
  "Customer.identityGraph": {
    hiddenFrom: ["storefront", "till"],
    query: customer("identityGraph { leaves { id identifiers { kind } orders } }"),
    at: "customer.identityGraph",
  },
  "Customer.goodwill": {
    hiddenFrom: ["storefront", "till"],
    query: customer("goodwill { remainingToday grantedLast12Months { points by { name } note } }"),
    at: "customer.goodwill",
  },
  "Customer.openedBy": {
    hiddenFrom: ["storefront", "till", "agent"],
    query: customer("openedBy(first: 1) { nodes { at } }"),
    at: "customer.openedBy",
  },
  "Customer.alsoOpen": {
    hiddenFrom: ["storefront", "till"],
    query: customer("alsoOpen { count { value } }"),
    at: "customer.alsoOpen",
  },
  "Customer.interactions": {
    hiddenFrom: ["till"],
    query: customer("interactions(first: 1) { nodes { kind } }"),
    at: "customer.interactions",
  },
  "Interaction.campaignCode": {
    hiddenFrom: ["storefront", "till"],
    query: customer("interactions(first: 1) { nodes { campaignCode } }"),
    at: "customer.interactions.nodes.campaignCode",
  },
  "Loyalty.override": {
    hiddenFrom: ["storefront"],
    query: customer("loyalty { override { reason } }"),
    at: "customer.loyalty.override",
  },
  "Loyalty.grants": {
    hiddenFrom: ["storefront"],
    query: customer("loyalty { grants { reason } }"),
    at: "customer.loyalty.grants",
  },
  "Account.blocks": {
    hiddenFrom: ["storefront", "till", "agent"],
    query: customer("loyalty { accounts { blocks { points reason by { name } } } }"),
    at: "customer.loyalty.accounts.blocks",
  },
  "RecordedTierChange.by": OVERRIDDEN("by { kind name }"),
  "RecordedTierChange.reason": OVERRIDDEN("reason"),
  "Entry.by": ADJUSTED("by { kind name }"),
  "Entry.reason": ADJUSTED("reason"),
  "Entry.event": {
    hiddenFrom: ["storefront"],
    query: `query($id: ID!) { explainTier(customer: { id: $id }) { entries(first: 1) { nodes { event { source } } } }
      customer(by: { id: $id }) { id } }`,
    at: "explainTier.entries.nodes.event",
  },
  "TimelineItem.by": {
    hiddenFrom: ["storefront"],
    query: customer("timeline(first: 1, kinds: [POINTS]) { nodes { by { kind name } } }"),
    at: "customer.timeline.nodes.by",
  },
  "Coupon.issuedBecause": COUPON("issuedBecause"),
  "Coupon.campaign": COUPON("campaign { code }"),
  "Redemption.conflicts": {
    hiddenFrom: ["storefront", "till"],
    query: customer("coupons(first: 1) { nodes { redemptions { conflicts } } }"),
    at: "customer.coupons.nodes.redemptions.conflicts",
  },
  "Redemption.cashier": {
    hiddenFrom: ["storefront"],
    query: customer("coupons(first: 1) { nodes { redemptions { cashier } } }"),
    at: "customer.coupons.nodes.redemptions.cashier",
  },
  "Order.handoff": {
    hiddenFrom: ["storefront"],
    query: customer("orders(first: 1) { nodes { handoff { id } } }"),
    at: "customer.orders.nodes.handoff",
  },
};

/** Guarded fields that other tests ask, because a change or a write leads to them. */
export const GUARDED_ELSEWHERE: Readonly<Record<string, string>> = {
  "OverrideChange.mode": "test/e2e/stream/follow.test.ts",
  "OverrideChange.tier": "test/e2e/stream/follow.test.ts",
  "OverrideChange.until": "test/e2e/stream/follow.test.ts",
  "InteractionChange.interaction": "test/e2e/stream/follow.test.ts",
  "PurchaseResult.order": "test/e2e/access.test.ts",
  "PurchaseResult.customer": "test/e2e/access.test.ts",
  "RecordInteractionPayload.interaction": "test/e2e/service.test.ts",
  "InteractionResult.interaction": "test/e2e/service.test.ts",
  "LookupHit.customer": "test/e2e/privacy.test.ts",
};

/**
 * Every other field of every type: who may see the object may see the field. A new field is added
 * here, if that is so, or above, with those from whom it is hidden.
 */
export const SHOWN: Readonly<Record<string, string>> = {
  Account: "id wallet active pending reserved blocked negative worth expiringNext maturingNext",
  Actor: "kind name",
  AlsoOpen: "people count",
  BalanceAt: "at active maturing",
  Benefit: "code name remaining",
  BlockIdentifierPayload: "customer userErrors",
  Boundary: "id code from to owner runbook",
  CallerCheck: "kind matches",
  Campaign: "id code name",
  ChangedAccount: "wallet active pending",
  ClaimPurchasePayload: "order customer userErrors",
  ClearTierOverridePayload: "customer override userErrors",
  Contact: "id kind display visibility verified status givenAs firstSeenAt lastSeenOn",
  CountedAmount: "factor amount",
  Count: "value exact",
  Coupon: "id code name state validFrom validUntil eligibility attempts redemptions endpoints",
  CouponAttempt: "at store till outcome refusal",
  CouponChange: "cursor sequence occurredAt customer change coupon",
  CouponConnection: "nodes edges pageInfo",
  CouponEdge: "cursor node",
  CreateCustomerPayload: "customer userErrors",
  Customer:
    "id mergedInto streamCursor sources name language version identifiers orders loyalty predictions timeline problems coupons",
  CustomerProblem: "code sentence since order suggestedAction",
  DeclareDayPayload: "day userErrors",
  DeclaredDay:
    "businessDate store till source receipts total firstNumber lastNumber by at replaced state since comparedAt received receivedTotal held heldTotal",
  DeclaredDayConnection: "nodes edges pageInfo",
  DeclaredDayEdge: "cursor node",
  Eligibility: "redeemable refusals basis evaluatedAt",
  EndpointAvailability: "endpoint availableAt latencyMs problem",
  EnrolCustomerPayload: "customer userErrors",
  Entry: "id bookedAt effectiveAt kind points qualifying order rule rulesetVersion sentence store",
  EntryConnection: "nodes edges pageInfo",
  EntryEdge: "cursor node",
  ExpiringLot: "points at",
  MaturingLot: "points at",
  ExpiryForecast: "day wallet customers points worth",
  Handoff: "id references order hops firstProblem",
  HandoffConnection: "nodes edges pageInfo totalCount",
  HandoffEdge: "cursor node",
  Health: "sources destinations",
  DestinationHealth:
    "destination name kind owner breaker pausedAt pausedBy restsUntil problem pending oldestSeconds drainsAt errorRate retryRate quotaLeft deadLetters runbook",
  DestinationPayload: "messages userErrors",
  DeadLetter:
    "id event status answer attempts blocksCustomer waiting customer firstTriedAt endedAt",
  FieldDrift: "topic path kind since before now sample",
  SourceHealth:
    "source status watermark lastToldAt ratePerMinute usualPerMinute identityMismatch anonymousShare lagP50Seconds lagP95Seconds signs drift hours",
  SourceHour: "from told duplicates rejected presented unmatched guests",
  SourceSign: "code text runbook",
  HeldGroup: "reason count oldest amounts settlesAt outcome owner sample",
  Hop: "boundary expected at lagMs state detail",
  IdentityMismatch: "day source channel identified matchedLate unresolved guests rate reasons",
  IdentityMismatchReason: "reason count sample",
  InboundMessage: "number key topic receivedAt readAt state outcomes faults body",
  InboundMessageConnection: "nodes edges pageInfo",
  InboundMessageEdge: "cursor node",
  InboundMessageFault: "reason at problem",
  IntakeHour: "from messages waiting understood unread events matched applied held rejected",
  IntakeReport: "source hours messages",
  IdentifierStatusChange: "kind status",
  IdentifiersChange: "cursor sequence occurredAt customer changes",
  IdentityDecision: "at by sentence reason",
  IdentityEvidence: "from to kind holds refused evidence at",
  IdentityGraph: "leaves edges isCut decisions",
  IdentityLeaf: "id identifiers orders records",
  MatchCandidate: "id customer customers score evidence state since",
  MatchCandidateConnection: "nodes edges pageInfo",
  MatchCandidateEdge: "cursor node",
  MergeBalance: "wallet active maturing",
  MergeConflict: "code message",
  MergeCustomersPayload: "customer userErrors",
  MergePreview: "customer other conflicts before otherBefore after userErrors",
  MergeSide: "tier tierUntil balances identifiers orders",
  ResolveMatchCandidatePayload: "customer userErrors",
  SplitCustomerPayload: "customer separated userErrors",
  SplitPreview: "customer before after otherAfter userErrors",
  UnmergeCustomersPayload: "customer separated userErrors",
  UnsplitCustomerPayload: "customer userErrors",
  MergeChange: "cursor sequence occurredAt customer into absorbed",
  UnmergeChange: "cursor sequence occurredAt customer from separated",
  IngestPurchasesPayload: "results userErrors",
  Interaction: "id at recordedAt kind channel subject status caseNumber source order",
  InteractionChange: "cursor sequence occurredAt customer",
  InteractionConnection: "nodes edges pageInfo",
  InteractionEdge: "cursor node",
  InteractionResult: "index duplicate userErrors",
  IssueCouponPayload: "coupon userErrors",
  IssueCustomerTokenPayload: "token expiresAt userErrors",
  LiabilityReport: "asOf byMarket",
  LiabilityRow:
    "market wallet outstanding fairValue expectedBreakage issued redeemed expired deferredRevenue",
  LookupHit: "kind display order coupon handoff hint",
  Loyalty:
    "id programme status enrolledAt tier tierSince tierUntil tierReason next keep nextChange projected history statement balance accounts",
  Money: "amount currencyCode",
  NextBestAction: "code sentence decidedAt",
  Operation: "idempotencyKey mutation status firstAnsweredAt redemption hold",
  Opening: "by at",
  OpeningConnection: "nodes edges pageInfo",
  OpeningEdge: "cursor node",
  Order: "id references channel store placedAt status total eligible lines tenders points",
  OrderConnection: "nodes edges pageInfo",
  OrderEdge: "cursor node",
  OrderLine: "id kind article name quantity paid tax points notEarningBecause",
  OrderPoints: "expected pending active reversed activatesAt explanation",
  OrderReference: "source kind value",
  Override: "mode tier since until reason by version",
  OverrideChange: "cursor sequence occurredAt customer",
  OverrideTierPayload: "customer override userErrors",
  GiveGoodwillPayload: "gift customer userErrors",
  GoodwillAllowance:
    "remainingToday remainingOfGiver remainingOfCustomer giftsLeft grantedLast12Months reasons reasonChoices coupons effect version",
  GoodwillCoupon: "code name worth validDays",
  GoodwillEffect: "worth remainingAfter balanceAfter refusal",
  GoodwillGift: "id at points coupon reason reasonName note by undoableUntil",
  GoodwillReason: "code name",
  UndoGoodwillPayload: "customer userErrors",
  GrantTierPayload: "customer userErrors",
  EndTierGrantPayload: "customer userErrors",
  TierGrant: "id kind mode tier since until reason by",
  Owner: "team contact",
  PageInfo: "hasNextPage hasPreviousPage startCursor endCursor",
  PointsBlock: "block points since by reason",
  PointsChange: "cursor sequence occurredAt customer accounts orders",
  PointsHold: "id points expiresAt",
  PointsHoldPayload: "hold customer userErrors",
  PointsPayload: "customer userErrors",
  Presence: "by since doing",
  PresenceChange: "customer alsoOpen",
  Predictions:
    "status asOf churnRisk valueBand expectedSpend90d activeProbability reason nextBestAction",
  ProfileChange: "cursor sequence occurredAt customer",
  PointsExplanation: "order rulesetVersion rules entries tierChanges sentences",
  PurchaseEvent: "source eventId occurredAt recordedAt",
  RuleExplanation: "rule wallet applies counted points room",
  TierExplanation:
    "at tier since until earned counted unit from to next rulesetVersion change entries sentences",
  TierGap: "tier need missing",
  TillContext: "serverTime store receipts",
  Programme: "id code name timeZone currencyCode tiers",
  PurchaseResult: "index source eventId outcome duplicate reason field message refusedIdentifiers",
  RecordInteractionPayload: "duplicate userErrors",
  RecordInteractionsPayload: "results userErrors",
  RecordedTierChange: "id at recordedAt kind from to earned cause order",
  RedeemCouponPayload: "redemption refusals userErrors",
  Redemption: "id at store till receiptNumber amount state replayOfFirstAnswer",
  ReasonCount: "code count",
  ReceiptControl:
    "businessDate till received expected gaps missing gapsLeftOff total otherTotals heldTotals declaredTotal held state repeated declarations tills",
  ReceiptGap: "till from to count",
  Refusal: "code message needed seen final",
  LinkIdentifierPayload: "customer userErrors",
  ResolveRecordsPayload: "results userErrors",
  PersonRecordResult: "index key outcome customerId userErrors",
  ReplaceIdentifierPayload: "customer userErrors",
  UnlinkIdentifierPayload: "customer userErrors",
  RefusedIdentifier: "reason field message",
  ReleaseHeldPayload: "released applied rejected waiting userErrors",
  RevealIdentifiersPayload: "identifiers userErrors",
  ReverseRedemptionPayload: "redemption userErrors",
  RevokeCustomerTokensPayload: "revokedBefore userErrors",
  Rollout: "status progress customers tierChanges startedAt endedAt pausedBy pausedBecause",
  RuleCost: "rule before points worth",
  Setup: "version document changes",
  ApplySetupPayload: "setup changes userErrors",
  PlannedSetupChange: "kind code change before after",
  SetupChange: "at actor kind code change before after",
  SetupChangeConnection: "nodes edges pageInfo",
  SetupChangeEdge: "cursor node",
  RulesetDifference: "path before after sentence",
  RulesetPayload: "ruleset userErrors",
  RulesetVersion:
    "id version status revision document activatedAt activatedBy approvedBy createdBy simulation rollout diff",
  SimulatedMove: "from to customers sample because",
  SimulatedTier: "tier before after",
  Simulation:
    "status progress revision error tiers movers liabilityChange costPerRule purchases notPlayed",
  SourceFreshness: "source sections status customerAsOf watermark",
  StaffOpening: "by at customer",
  StaffOpeningConnection: "nodes edges pageInfo",
  StaffOpeningEdge: "cursor node",
  Statement: "opening earned spent expired adjusted closing entries",
  Viewer: "name role scopes store expiresAt",
  StoreConnection: "nodes edges pageInfo",
  StoreEdge: "cursor node",
  Store: "id code name brand market timeZone",
  Tender: "kind amount",
  Tier: "id code name rank benefits",
  TierCause: "code sentence",
  TierChange: "cursor sequence occurredAt customer kind from to until cause",
  TierChangeConnection: "nodes edges pageInfo",
  TierChangeEdge: "cursor node",
  TierForecast: "day from to customers sample",
  TierProgress: "tier have need unit pendingCounts by",
  TimelineConnection: "nodes edges pageInfo",
  TimelineEdge: "cursor node",
  TimelineItem: "at kind sentence node store",
  UpcomingChange: "at kind sentence",
  UpdateCustomerPayload: "customer userErrors",
  UserError: "code message field",
  ValidateCouponPayload: "coupon eligibility userErrors",
  VerifyCallerPayload: "verified checks userErrors",
};
