import { ROLES, type Role } from "../../src/domain/access/viewer.ts";
import { DELIVERY_POLICY } from "./deliveries/policy.ts";
import { INBOUND_POLICY, type Policy } from "./inbound/policy.ts";
import { INCIDENT_POLICY } from "./incidents/policy.ts";

const TILLS: readonly Role[] = ["till", "admin"];
const ISSUERS: readonly Role[] = ["agent", "supervisor", "marketer", "admin"];
const AT_TILL = 'till: "1", store: "s1"';

/** Coupons at the till and at the desk. */
const COUPON_POLICY: Policy = {
  "Query.coupon": {
    roles: ["storefront", "till", ...ISSUERS],
    query: '{ coupon(code: "x") { id } }',
  },
  "Query.operation": {
    roles: ["shop", "ingest", "till", ...ISSUERS],
    query: '{ operation(idempotencyKey: "k") { status } }',
  },
  "Mutation.issueCoupon": {
    roles: ISSUERS,
    query:
      'mutation { issueCoupon(input: {idempotencyKey: "k", customer: {id: "x"}, names: [{locale: "en", text: "x"}], value: {percent: "5"}, validUntil: "2199-01-01T00:00:00Z"}) { userErrors { code } } }',
  },
  "Mutation.validateCoupon": {
    roles: TILLS,
    query: `mutation { validateCoupon(input: {code: "x", ${AT_TILL}}) { userErrors { code } } }`,
  },
  "Mutation.redeemCoupon": {
    roles: TILLS,
    query: `mutation { redeemCoupon(input: {idempotencyKey: "k", code: "x", ${AT_TILL}, businessDate: "2026-03-10", basket: "b", amount: {amount: "1", currencyCode: "GBP"}}) { userErrors { code } } }`,
  },
  "Mutation.reverseRedemption": {
    roles: TILLS,
    query: `mutation { reverseRedemption(input: {idempotencyKey: "k", redemption: "x", reason: "VOIDED", ${AT_TILL}}) { userErrors { code } } }`,
  },
};

const EVERYBODY = Object.keys(ROLES) as readonly Role[];
const READS_PROGRAMME: readonly Role[] = EVERYBODY.filter(
  (role) => role !== "shop" && role !== "ingest",
);

const READ_POLICY: Policy = {
  "Query.viewer": { roles: EVERYBODY, query: "{ viewer { name } }" },
  "Query.programme": { roles: READS_PROGRAMME, query: "{ programme { code } }" },
  "Query.stores": { roles: READS_PROGRAMME, query: "{ stores(first: 1) { nodes { code } } }" },
  "Query.node": {
    roles: ["storefront", "agent", "supervisor", "till", "operator", "admin"],
    query: '{ node(id: "x") { id } }',
  },
  "Query.customer": {
    roles: ["storefront", "agent", "supervisor", "till", "admin"],
    query: '{ customer(by: {id: "x"}) { id } }',
  },
  "Query.me": { roles: ["storefront"], query: "{ me { id } }" },
  "Query.order": {
    roles: ["storefront", "agent", "supervisor", "till", "operator", "admin"],
    query: '{ order(by: {id: "x"}) { id } }',
  },
  "Query.explainTier": {
    roles: ["storefront", "agent", "supervisor", "till", "admin"],
    query: '{ explainTier(customer: {id: "x"}) { at } }',
  },
  "Query.explainPoints": {
    roles: ["storefront", "agent", "supervisor", "till", "operator", "admin"],
    query: '{ explainPoints(order: {id: "x"}) { rulesetVersion } }',
  },
  "Query.handoffs": {
    roles: ["operator", "admin"],
    query: "{ handoffs(first: 1) { nodes { id } } }",
  },
  "Query.held": { roles: ["operator", "admin"], query: "{ held { reason } }" },
  "Query.diagnoseCustomer": {
    roles: ["operator", "admin"],
    query: '{ diagnoseCustomer(customer: {id: "x"}) { healthy } }',
  },
  "Query.bridge": {
    roles: ["operator", "admin"],
    query:
      '{ bridge(source: "shop", from: "2026-03-01", to: "2026-03-02") { unexplained { amount } } }',
  },
  "Query.identityMismatch": {
    roles: ["operator", "admin"],
    query: '{ identityMismatch(from: "2026-03-01", to: "2026-03-31") { rate } }',
  },
  "Mutation.releaseHeld": {
    roles: ["operator", "admin"],
    query:
      'mutation { releaseHeld(input: {handoffs: ["x"], reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  ...DELIVERY_POLICY,
  ...INCIDENT_POLICY,
  "Mutation.ingestPurchases": {
    roles: ["shop", "till", "ingest", "admin"],
    query: "mutation { ingestPurchases(input: {events: []}) { results { index } } }",
  },
  "Query.lookup": {
    roles: ["agent", "supervisor", "till", "admin"],
    query: '{ lookup(text: "x", first: 1) { kind } }',
  },
  "Mutation.revealIdentifiers": {
    roles: ["agent", "supervisor", "admin"],
    query:
      'mutation { revealIdentifiers(input: {customer: {id: "x"}, reason: MISUSE_CHECK}) { userErrors { code } } }',
  },
  "Mutation.verifyCaller": {
    roles: ["agent", "supervisor", "till", "admin"],
    query:
      'mutation { verifyCaller(input: {customer: {id: "x"}, claims: [{kind: "name", value: "x"}]}) { userErrors { code } } }',
  },
  "Mutation.issueCustomerToken": {
    roles: ["shop", "admin"],
    query: 'mutation { issueCustomerToken(input: {customer: {id: "x"}}) { userErrors { code } } }',
  },
  "Mutation.revokeCustomerTokens": {
    roles: ["agent", "supervisor", "admin"],
    query:
      'mutation { revokeCustomerTokens(input: {customer: {id: "x"}}) { userErrors { code } } }',
  },
  "Mutation.enrolCustomer": {
    roles: ["agent", "supervisor", "till", "admin"],
    query:
      'mutation { enrolCustomer(input: {customer: {id: "x"}, idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.overrideTier": {
    roles: ["agent", "supervisor", "admin"],
    query:
      'mutation { overrideTier(input: {customer: {id: "x"}, tier: "GOLD", expiresAt: "2030-01-01T00:00:00Z", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.grantTier": {
    roles: ["agent", "supervisor", "admin"],
    query:
      'mutation { grantTier(input: {customer: {id: "x"}, kind: WELCOME, tier: "GOLD", expiresAt: "2030-01-01T00:00:00Z", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.endTierGrant": {
    roles: ["agent", "supervisor", "admin"],
    query:
      'mutation { endTierGrant(input: {customer: {id: "x"}, grant: "g", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.clearTierOverride": {
    roles: ["agent", "supervisor", "admin"],
    query:
      'mutation { clearTierOverride(input: {customer: {id: "x"}, reason: "r", expectedVersion: 1, idempotencyKey: "k"}) { userErrors { code } } }',
  },
};

const SERVICE: readonly Role[] = ["agent", "supervisor", "admin"];
const LOOKS_AGAIN: readonly Role[] = ["supervisor", "admin"];

/** What moves points. */
const POINTS_POLICY: Policy = {
  "Mutation.adjustPoints": {
    roles: SERVICE,
    query:
      'mutation { adjustPoints(input: {customer: {id: "x"}, points: "1", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.transferPoints": {
    roles: SERVICE,
    query:
      'mutation { transferPoints(input: {from: {id: "x"}, to: {id: "y"}, points: "1", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.authorisePoints": {
    roles: TILLS,
    query:
      'mutation { authorisePoints(input: {customer: {id: "x"}, points: "1", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.capturePoints": {
    roles: TILLS,
    query:
      'mutation { capturePoints(input: {authorisation: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.releasePoints": {
    roles: TILLS,
    query:
      'mutation { releasePoints(input: {authorisation: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.refundPoints": {
    roles: TILLS,
    query:
      'mutation { refundPoints(input: {authorisation: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.blockPoints": {
    roles: LOOKS_AGAIN,
    query:
      'mutation { blockPoints(input: {customer: {id: "x"}, points: "1", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.unblockPoints": {
    roles: LOOKS_AGAIN,
    query:
      'mutation { unblockPoints(input: {block: "x", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
};
/** What is given as goodwill. */
const GOODWILL_POLICY: Policy = {
  "Mutation.declareDay": {
    roles: ["shop", "till", "ingest", "admin"],
    query:
      'mutation { declareDay(input: {businessDate: "2199-01-01", store: "s1", till: "1", receipts: 1, total: {amount: "1", currencyCode: "GBP"}, idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.giveGoodwill": {
    roles: SERVICE,
    query:
      'mutation { giveGoodwill(input: {customer: {id: "x"}, points: "1", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.undoGoodwill": {
    roles: SERVICE,
    query:
      'mutation { undoGoodwill(input: {id: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
};
const ANY_INTERACTION = `{source: "x", externalId: "x", kind: "x", occurredAt: "x", channel: "x"}`;

/** What service does for customers. */
const SERVICE_POLICY: Policy = {
  "Mutation.createCustomer": {
    roles: SERVICE,
    query:
      'mutation { createCustomer(input: {identifiers: [], idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.updateCustomer": {
    roles: SERVICE,
    query: 'mutation { updateCustomer(input: {customer: {id: "x"}}) { userErrors { code } } }',
  },
  "Mutation.replaceIdentifier": {
    roles: SERVICE,
    query:
      'mutation { replaceIdentifier(input: {identifier: {id: "x"}, newValue: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.linkIdentifier": {
    roles: SERVICE,
    query:
      'mutation { linkIdentifier(input: {customer: {id: "x"}, identifier: {kind: "email", value: "a@b.example"}, idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.unlinkIdentifier": {
    roles: SERVICE,
    query:
      'mutation { unlinkIdentifier(input: {identifier: {id: "x"}, reason: OTHER, idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Query.previewMerge": {
    roles: SERVICE,
    query:
      '{ previewMerge(input: {customer: {id: "x"}, other: {id: "y"}}) { userErrors { code } } }',
  },
  "Query.openings": {
    roles: ["supervisor", "admin"],
    query: '{ openings(by: "x", from: "2026-03-01", to: "2026-03-31", first: 1) { nodes { at } } }',
  },
  "Query.matchCandidates": {
    roles: SERVICE,
    query: "{ matchCandidates(first: 1) { nodes { id } } }",
  },
  "Mutation.mergeCustomers": {
    roles: SERVICE,
    query:
      'mutation { mergeCustomers(input: {customer: {id: "x"}, other: {id: "y"}, reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.unmergeCustomers": {
    roles: SERVICE,
    query:
      'mutation { unmergeCustomers(input: {customer: {id: "x"}, separate: "y", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Query.previewSplit": {
    roles: LOOKS_AGAIN,
    query:
      '{ previewSplit(input: {customer: {id: "x"}, identifiers: []}) { userErrors { code } } }',
  },
  "Mutation.splitCustomer": {
    roles: LOOKS_AGAIN,
    query:
      'mutation { splitCustomer(input: {customer: {id: "x"}, identifiers: [], reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.unsplitCustomer": {
    roles: LOOKS_AGAIN,
    query:
      'mutation { unsplitCustomer(input: {customer: {id: "x"}, reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.resolveMatchCandidate": {
    roles: SERVICE,
    query:
      'mutation { resolveMatchCandidate(input: {candidate: "x", decision: SAME, reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.blockIdentifier": {
    roles: SERVICE,
    query:
      'mutation { blockIdentifier(input: {identifier: {id: "x"}, reason: LOST}) { userErrors { code } } }',
  },
  "Mutation.claimPurchase": {
    roles: SERVICE,
    query:
      'mutation { claimPurchase(input: {customer: {id: "x"}, order: {id: "x"}, total: {amount: "1", currencyCode: "GBP"}, purchasedOn: "2026-03-01", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.resolveRecords": {
    roles: ["ingest", "admin"],
    query:
      'mutation { resolveRecords(input: {source: "x", records: [], idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.recordInteraction": {
    roles: [...SERVICE, "ingest"],
    query: `mutation { recordInteraction(input: {interaction: ${ANY_INTERACTION}}) { userErrors { code } } }`,
  },
  "Mutation.recordInteractions": {
    roles: [...SERVICE, "ingest"],
    query: `mutation { recordInteractions(input: {interactions: [${ANY_INTERACTION}]}) { results { index } } }`,
  },
};
const READS_RULES: readonly Role[] = ["marketer", "operator", "admin"];
const WRITES_RULES: readonly Role[] = ["marketer", "admin"];
const NO_DRAFT = "input: {version: 999, expectedRevision: 1}";

/** Versions of the rules. */
const RULES_POLICY: Policy = {
  "Query.ruleset": { roles: READS_RULES, query: "{ ruleset(version: 1) { version } }" },
  "Query.setup": { roles: ["admin"], query: "{ setup { version } }" },
  "Mutation.applySetup": {
    roles: ["admin"],
    query: 'mutation { applySetup(input: {document: ""}) { userErrors { code } } }',
  },
  "Query.rulesets": { roles: READS_RULES, query: "{ rulesets(first: 1) { version } }" },
  "Query.liability": {
    roles: READS_RULES,
    query: '{ liability(asOf: "2026-01-01") { asOf } }',
  },
  "Query.expiryForecast": { roles: READS_RULES, query: "{ expiryForecast(days: 1) { day } }" },
  "Query.tierForecast": { roles: READS_RULES, query: "{ tierForecast(days: 1) { day } }" },
  "Mutation.createRulesetDraft": {
    roles: WRITES_RULES,
    query: 'mutation { createRulesetDraft(input: {document: ""}) { userErrors { code } } }',
  },
  "Mutation.updateRulesetDraft": {
    roles: WRITES_RULES,
    query:
      'mutation { updateRulesetDraft(input: {version: 999, expectedRevision: 1, document: ""}) { userErrors { code } } }',
  },
  "Mutation.approveRuleset": {
    roles: WRITES_RULES,
    query: `mutation { approveRuleset(${NO_DRAFT}) { userErrors { code } } }`,
  },
  "Mutation.discardRulesetDraft": {
    roles: WRITES_RULES,
    query: `mutation { discardRulesetDraft(${NO_DRAFT}) { userErrors { code } } }`,
  },
  "Mutation.simulateRuleset": {
    roles: WRITES_RULES,
    query: "mutation { simulateRuleset(input: {version: 999}) { userErrors { code } } }",
  },
  "Mutation.pauseRollout": {
    roles: ["admin"],
    query: 'mutation { pauseRollout(input: {version: 999, reason: "x"}) { userErrors { code } } }',
  },
  "Mutation.resumeRollout": {
    roles: ["admin"],
    query: "mutation { resumeRollout(input: {version: 999}) { userErrors { code } } }",
  },
  "Mutation.activateRuleset": {
    roles: ["admin"],
    query: `mutation { activateRuleset(${NO_DRAFT}) { userErrors { code } } }`,
  },
};

/**
 * Every root field, who may use it, and the smallest document that does. A new field is a line in
 * one of these.
 */
export const POLICY: Policy = {
  ...READ_POLICY,
  ...INBOUND_POLICY,
  ...COUPON_POLICY,
  ...SERVICE_POLICY,
  ...POINTS_POLICY,
  ...GOODWILL_POLICY,
  ...RULES_POLICY,
};

/** Every subscription and who may follow it; test/e2e/stream/access.test.ts asks over sockets. */
export const FOLLOWERS: Readonly<Record<string, readonly Role[]>> = {
  "Subscription.tierChanges": ["agent", "supervisor", "till", "admin"],
  "Subscription.tierChanged": ["storefront", "agent", "supervisor", "till", "admin"],
  "Subscription.customerChanged": ["storefront", "agent", "supervisor", "till", "admin"],
  "Subscription.customerOpen": ["agent", "supervisor", "admin"],
};
