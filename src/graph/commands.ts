import { GuessLimit } from "../access/guessLimit.ts";
import { type IssueCouponRequest, type IssueDeps, issueCoupon } from "../coupons/issueCoupon.ts";
import { redeemCoupon } from "../coupons/redeemCoupon.ts";
import type { RedeemCouponRequest } from "../coupons/redemption.ts";
import { type ReverseRedemptionRequest, reverseRedemption } from "../coupons/reverseRedemption.ts";
import { type ValidateCouponRequest, validateCoupon } from "../coupons/validateCoupon.ts";
import {
  type BlockIdentifierRequest,
  blockIdentifier,
  type IdentifierAnswer,
} from "../customers/blockIdentifier.ts";
import { type CreateCustomerRequest, createCustomer } from "../customers/createCustomer.ts";
import {
  type CustomerTokenAnswer,
  type IssueCustomerTokenRequest,
  issueCustomerToken,
  type SignCustomerToken,
} from "../customers/issueCustomerToken.ts";
import { type LinkIdentifierRequest, linkIdentifier } from "../customers/linkIdentifier.ts";
import {
  type ReplaceIdentifierRequest,
  replaceIdentifier,
} from "../customers/replaceIdentifier.ts";
import {
  type RevealIdentifiersRequest,
  revealIdentifiers,
} from "../customers/revealIdentifiers.ts";
import {
  type RevokeCustomerTokensRequest,
  revokeCustomerTokens,
} from "../customers/revokeCustomerTokens.ts";
import { type UnlinkIdentifierRequest, unlinkIdentifier } from "../customers/unlinkIdentifier.ts";
import { type UpdateCustomerRequest, updateCustomer } from "../customers/updateCustomer.ts";
import {
  type VerifyCallerAnswer,
  type VerifyCallerRequest,
  verifyCaller,
} from "../customers/verifyCaller.ts";
import { type DeclareDayRequest, declareDay } from "../days/declareDay.ts";
import {
  type OperateDestinationRequest,
  operateDestination,
} from "../deliveries/operateDestination.ts";
import {
  type RetireDestinationRequest,
  retireDestination,
  type SetDestinationRequest,
  setDestination,
} from "../deliveries/setDestination.ts";
import {
  type CutDestinationRequest,
  cutOverDestination,
} from "../deliveries/shadow/cutDestination.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { type GiveGoodwillRequest, giveGoodwill } from "../goodwill/giveGoodwill.ts";
import { type UndoGoodwillRequest, undoGoodwill } from "../goodwill/undoGoodwill.ts";
import { type MergeCustomersRequest, mergeCustomers } from "../identity/byHand/mergeCustomers.ts";
import { type PreviewMergeRequest, previewMerge } from "../identity/byHand/previewMerge.ts";
import { type PreviewSplitRequest, previewSplit } from "../identity/byHand/previewSplit.ts";
import {
  type ResolveCandidateRequest,
  resolveMatchCandidate,
} from "../identity/byHand/resolveMatchCandidate.ts";
import { type SplitCustomerRequest, splitCustomer } from "../identity/byHand/splitCustomer.ts";
import {
  type UnmergeCustomersRequest,
  unmergeCustomers,
} from "../identity/byHand/unmergeCustomers.ts";
import {
  type UnsplitCustomerRequest,
  unsplitCustomer,
} from "../identity/byHand/unsplitCustomer.ts";
import { type ReceiveRecordsRequest, receiveRecords } from "../identity/records/receiveRecords.ts";
import { RecentRecords } from "../identity/records/recentRecords.ts";
import { mappingTrials } from "../inbound/mapping/trial/apart.ts";
import {
  type AcknowledgeIncidentRequest,
  acknowledgeIncident,
} from "../incidents/acknowledgeIncident.ts";
import { muteIncidents, unmuteIncidents } from "../incidents/muteIncidents.ts";
import {
  type RecordInteractionsRequest,
  recordInteractions,
} from "../interactions/recordInteractions.ts";
import { type EnrolCustomerRequest, enrolCustomer } from "../loyalty/enrolCustomer.ts";
import { type AdjustPointsRequest, adjustPoints } from "../loyalty/points/adjustPoints.ts";
import { type AuthorisePointsRequest, authorisePoints } from "../loyalty/points/authorisePoints.ts";
import {
  type BlockPointsRequest,
  blockPoints,
  type UnblockPointsRequest,
  unblockPoints,
} from "../loyalty/points/blockPoints.ts";
import {
  type AmountRequest,
  capturePoints,
  type EndAuthorisationRequest,
  refundPoints,
  releasePoints,
} from "../loyalty/points/endAuthorisation.ts";
import { type TransferPointsRequest, transferPoints } from "../loyalty/points/transferPoints.ts";
import {
  type ClearTierOverrideRequest,
  clearTierOverride,
} from "../loyalty/tiers/clearTierOverride.ts";
import { type EndTierGrantRequest, endTierGrant } from "../loyalty/tiers/endTierGrant.ts";
import { type GrantTierRequest, grantTier } from "../loyalty/tiers/grantTier.ts";
import { type OverrideTierRequest, overrideTier } from "../loyalty/tiers/overrideTier.ts";
import { type SaveMappingRequest, saveMapping } from "../messages/saved/saveMapping.ts";
import { type TryMappingRequest, tryMappingOn } from "../messages/saved/tryOnSample.ts";
import { type ReleaseHeldRequest, releaseHeld } from "../operations/releaseHeld.ts";
import {
  type ClaimPurchaseAnswer,
  type ClaimPurchaseRequest,
  claimPurchase,
} from "../orders/claimPurchase.ts";
import { activateRuleset } from "../programme/rulesets/activateRuleset.ts";
import {
  approveRuleset,
  createRulesetDraft,
  type DraftDeps,
  type DraftRequest,
  discardRulesetDraft,
  updateRulesetDraft,
} from "../programme/rulesets/drafts.ts";
import { pauseRollout, resumeRollout } from "../programme/rulesets/rollouts.ts";
import { type ApplySetupRequest, applySetupOf } from "../programme/setup.ts";

/** The write use cases beside the handoff, given what they work with. A new one is a line here. */
export function createCommands(
  deps: IssueDeps &
    DraftDeps & {
      readonly signCustomerToken?: SignCustomerToken;
      /** What budgets of misses come back by; tests stop it. */
      readonly guessClock?: () => Instant;
    },
) {
  const clock = () => deps.now ?? ((Date.now() * MICROS_PER_MILLISECOND) as Instant);
  const recentRecords = new RecentRecords();
  const tryApart = mappingTrials();
  // One a process: looking a code up counts like trying it at a till.
  const guesses = new GuessLimit(deps.guessClock ?? clock, deps.sql);
  /** A command that finds nothing by what it was given is a miss like a look-up that does. */
  const guarded =
    <Request extends { readonly viewer: Viewer }, Answer>(
      run: (commandDeps: typeof deps, request: Request) => Promise<Answer>,
      isMiss: (answer: Answer, request: Request) => boolean,
    ) =>
    (request: Request) =>
      guesses.guard(
        request.viewer,
        () => run(deps, request),
        (answer) => isMiss(answer, request),
      );
  return {
    guesses,
    blockIdentifier: guarded<BlockIdentifierRequest, IdentifierAnswer>(
      blockIdentifier,
      refusedWith("IDENTIFIER_NOT_FOUND"),
    ),
    claimPurchase: guarded<ClaimPurchaseRequest, ClaimPurchaseAnswer>(
      claimPurchase,
      // A number that nobody has was a miss when it was looked up.
      (answer, { orderId }) => orderId !== null && refusedWith("ORDER_NOT_FOUND")(answer),
    ),
    createCustomer: (request: CreateCustomerRequest) => createCustomer(deps, request),
    enrolCustomer: (request: EnrolCustomerRequest) => enrolCustomer(deps, request),
    issueCustomerToken: guarded<IssueCustomerTokenRequest, CustomerTokenAnswer>(
      issueCustomerToken,
      (answer, { customer }) => answer === null && "kind" in customer,
    ),
    linkIdentifier: (request: LinkIdentifierRequest) => linkIdentifier(deps, request),
    unlinkIdentifier: guarded<UnlinkIdentifierRequest, IdentifierAnswer>(
      unlinkIdentifier,
      refusedWith("IDENTIFIER_NOT_FOUND"),
    ),
    mergeCustomers: (request: MergeCustomersRequest) => mergeCustomers(deps, request),
    previewMerge: (request: PreviewMergeRequest) => previewMerge(deps, request),
    resolveMatchCandidate: (request: ResolveCandidateRequest) =>
      resolveMatchCandidate(deps, request),
    unmergeCustomers: (request: UnmergeCustomersRequest) => unmergeCustomers(deps, request),
    previewSplit: (request: PreviewSplitRequest) => previewSplit(deps, request),
    splitCustomer: (request: SplitCustomerRequest) => splitCustomer(deps, request),
    unsplitCustomer: (request: UnsplitCustomerRequest) => unsplitCustomer(deps, request),
    resolveRecords: (request: ReceiveRecordsRequest) =>
      receiveRecords(deps, request, recentRecords),
    revealIdentifiers: (request: RevealIdentifiersRequest) => revealIdentifiers(deps, request),
    revokeCustomerTokens: (request: RevokeCustomerTokensRequest) =>
      revokeCustomerTokens(deps, request),
    verifyCaller: guarded<VerifyCallerRequest, VerifyCallerAnswer>(
      verifyCaller,
      (answer) => answer.kind === "CHECKED" && answer.checks.some(({ matches }) => !matches),
    ),
    recordInteractions: (request: RecordInteractionsRequest) => recordInteractions(deps, request),
    replaceIdentifier: guarded<ReplaceIdentifierRequest, IdentifierAnswer>(
      replaceIdentifier,
      refusedWith("IDENTIFIER_NOT_FOUND"),
    ),
    updateCustomer: (request: UpdateCustomerRequest) => updateCustomer(deps, request),
    overrideTier: (request: OverrideTierRequest) => overrideTier(deps, request),
    clearTierOverride: (request: ClearTierOverrideRequest) => clearTierOverride(deps, request),
    grantTier: (request: GrantTierRequest) => grantTier(deps, request),
    endTierGrant: (request: EndTierGrantRequest) => endTierGrant(deps, request),
    createRulesetDraft: (request: { readonly viewer: Viewer; readonly document: string }) =>
      createRulesetDraft(deps, request),
    updateRulesetDraft: (request: DraftRequest & { readonly document: string }) =>
      updateRulesetDraft(deps, request),
    approveRuleset: (request: DraftRequest) => approveRuleset(deps, request),
    discardRulesetDraft: (request: DraftRequest) => discardRulesetDraft(deps, request),
    pauseRollout: (request: Parameters<typeof pauseRollout>[1]) => pauseRollout(deps, request),
    resumeRollout: (request: Parameters<typeof resumeRollout>[1]) => resumeRollout(deps, request),
    activateRuleset: (request: DraftRequest & { readonly at: Instant | null }) =>
      activateRuleset(deps, request),
    applySetup: (request: ApplySetupRequest) => applySetupOf(deps, request),
    saveMapping: (request: SaveMappingRequest) => saveMapping(deps, request),
    tryMapping: (request: TryMappingRequest) => tryMappingOn({ ...deps, tryApart }, request),
    declareDay: (request: DeclareDayRequest) => declareDay(deps, request),
    adjustPoints: (request: AdjustPointsRequest) => adjustPoints(deps, request),
    authorisePoints: (request: AuthorisePointsRequest) => authorisePoints(deps, request),
    capturePoints: (request: AmountRequest) => capturePoints(deps, request),
    releasePoints: (request: EndAuthorisationRequest) => releasePoints(deps, request),
    refundPoints: (request: AmountRequest) => refundPoints(deps, request),
    blockPoints: (request: BlockPointsRequest) => blockPoints(deps, request),
    unblockPoints: (request: UnblockPointsRequest) => unblockPoints(deps, request),
    giveGoodwill: (request: GiveGoodwillRequest) => giveGoodwill(deps, request),
    undoGoodwill: (request: UndoGoodwillRequest) => undoGoodwill(deps, request),
    releaseHeld: (request: ReleaseHeldRequest) => releaseHeld(deps, request),
    muteIncidents: (request: Parameters<typeof muteIncidents>[1]) => muteIncidents(deps, request),
    unmuteIncidents: (request: Parameters<typeof unmuteIncidents>[1]) =>
      unmuteIncidents(deps, request),
    acknowledgeIncident: (request: AcknowledgeIncidentRequest) =>
      acknowledgeIncident(deps, request),
    operateDestination: (request: OperateDestinationRequest) => operateDestination(deps, request),
    cutOverDestination: (request: CutDestinationRequest) => cutOverDestination(deps, request),
    setDestination: (request: SetDestinationRequest) => setDestination(deps, request),
    retireDestination: (request: RetireDestinationRequest) => retireDestination(deps, request),
    transferPoints: (request: TransferPointsRequest) => transferPoints(deps, request),
    issueCoupon: (request: IssueCouponRequest) => issueCoupon(deps, request),
    redeemCoupon: (request: RedeemCouponRequest) => redeemCoupon(deps, guesses, request),
    reverseRedemption: (request: ReverseRedemptionRequest) => reverseRedemption(deps, request),
    validateCoupon: (request: ValidateCouponRequest) => validateCoupon(deps, guesses, request),
  };
}

function refusedWith(code: string) {
  return ({ userErrors }: { readonly userErrors: readonly { readonly code: string }[] }) =>
    userErrors.some((error) => error.code === code);
}
