/** What consoles, tills and storefronts ask, as the guides have it. */

export const CONSOLE_PAGE = `query($by: CustomerIdentifierInput!) { customer(by: $by) {
  id name flags identifiers { kind display status } problems { sentence suggestedAction } sources { source status customerAsOf }
  loyalty { tier { name } tierReason nextChange { at sentence } override { mode until reason version } accounts { wallet active pending worth { amount } }
    history(first: 5) { nodes { at to { name } cause { sentence } } } }
  interactions(first: 5) { nodes { at kind subject status } }
  orders(first: 5) { nodes { id status total { amount } points { pending explanation } } }
  coupons(first: 5) { nodes { code name state eligibility { redeemable refusals { message } } } }
  timeline(first: 10) { nodes { at kind sentence } } } }`;

export const EXPLANATION = `query($by: CustomerIdentifierInput!) { explainTier(customer: $by) {
  tier { name } counted unit next { tier { name } missing } sentences entries(first: 5) { nodes { sentence order { id } } } } }`;

export const OWN_PAGE = `query($by: CustomerIdentifierInput!) { customer(by: $by) {
  id name streamCursor loyalty { tier { name(locale: "en") } next { tier { name } have need } accounts { wallet active pending } }
  coupons(first: 5, state: [ISSUED]) { nodes { code name validUntil } } } }`;

export const LOOKUP = `query($text: String!) { lookup(text: $text, first: 5) { kind display customer { id name } order { status } } }`;

export const INGEST = `mutation($events: [PurchaseEventInput!]!) { ingestPurchases(input: {events: $events}) {
  results { eventId outcome reason duplicate } } }`;

export const CUSTOMER_TOKEN = `mutation($by: CustomerIdentifierInput!) { issueCustomerToken(input: {customer: $by}) { token userErrors { code } } }`;

export const CREATE_CUSTOMER = `mutation($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } userErrors { code } } }`;

export const UPDATE_CUSTOMER = `mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) { customer { id } userErrors { code } } }`;

export const OVERRIDE = `mutation($input: OverrideTierInput!) { overrideTier(input: $input) { override { version } userErrors { code } } }`;

export const CLEAR_OVERRIDE = `mutation($input: ClearTierOverrideInput!) { clearTierOverride(input: $input) { userErrors { code } } }`;

export const RECORD_INTERACTION = `mutation($interaction: InteractionInput!) { recordInteraction(input: {interaction: $interaction}) { duplicate userErrors { code } } }`;

export const ISSUE_COUPON = `mutation($input: IssueCouponInput!) { issueCoupon(input: $input) { coupon { code } userErrors { code } } }`;

export const VALIDATE = `mutation($input: ValidateCouponInput!) { validateCoupon(input: $input) { eligibility { redeemable } userErrors { code } } }`;

export const REDEEM = `mutation($input: RedeemCouponInput!) { redeemCoupon(input: $input) { redemption { id } refusals { code } userErrors { code } } }`;

export const REVERSE = `mutation($input: ReverseRedemptionInput!) { reverseRedemption(input: $input) { userErrors { code } } }`;

export const AUTHORISE = `mutation($input: AuthorisePointsInput!) { authorisePoints(input: $input) { hold { id } userErrors { code } } }`;

export const CAPTURE = `mutation($input: CapturePointsInput!) { capturePoints(input: $input) { userErrors { code } } }`;

export const RELEASE = `mutation($input: ReleasePointsInput!) { releasePoints(input: $input) { userErrors { code } } }`;

export const CREATE_DRAFT = `mutation($document: String!) { createRulesetDraft(input: {document: $document}) { ruleset { version revision } userErrors { code message } } }`;

export const SIMULATE = `mutation($version: Int!) { simulateRuleset(input: {version: $version}) { userErrors { code } } }`;

export const SIMULATION = `query($version: Int!) { ruleset(version: $version) { simulation { status } } }`;

export const DISCARD_DRAFT = `mutation($version: Int!, $revision: Int!) { discardRulesetDraft(input: {version: $version, expectedRevision: $revision}) { userErrors { code } } }`;

export const LATEST_RULES = `{ rulesets(first: 1) { document } }`;

export const TIER_CHANGES = `subscription { tierChanges { cursor kind from { name } to { name } customer { name } } }`;

export const CUSTOMER_CHANGES = (id: string): string =>
  `subscription { customerChanged(customerId: ${JSON.stringify(id)}) { __typename } }`;
