import type { LocalDate } from '../../src/domain/time/instant.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeModel } from '../../src/graph/loaders.ts';
import type { ActorRef } from '../../src/domain/access/actor.ts';
import type { CustomerModel, FreshnessView } from '../../src/customers/customers.ts';
import type { ContactView } from '../../src/customers/contactView.ts';
import type { OpeningView } from '../../src/customers/openingPages.ts';
import type { StaffOpeningView } from '../../src/customers/staffOpenings.ts';
import type { InteractionModel } from '../../src/interactions/interactions.ts';
import type { BrowsingViewModel } from '../../src/interactions/browsing.ts';
import type { OrderModel } from '../../src/orders/orders.ts';
import type { OrderLineModel } from '../../src/orders/orderLines.ts';
import type { MoneyView } from '../../src/platform/money.ts';
import type { LoyaltyModel, ProgrammeRule, BenefitRule, TierProgressView, UpcomingChangeView, OverrideView, TierGrantView } from '../../src/loyalty/loyalty.ts';
import type { StoreRow } from '../../db/queries/programme/catalog.ts';
import type { TierRule } from '../../src/domain/ruleset/ruleset.ts';
import type { RecordedTierChangeModel } from '../../src/loyalty/tierHistory.ts';
import type { StatementModel, EntryModel, EventModel } from '../../src/loyalty/statements.ts';
import type { TierExplanationModel, PointsExplanationModel, RuleExplanationModel } from '../../src/loyalty/explain.ts';
import type { LiabilityLine, ExpiryDay, TierDay } from '../../src/loyalty/reports.ts';
import type { RolloutModel, SimulationModel, MoveModel, RulesetModel } from '../../src/programme/rulesets.ts';
import type { SetupModel, SetupChangeModel, PlannedSetupChangeModel } from '../../src/programme/setup.ts';
import type { AccountView } from '../../src/loyalty/accounts.ts';
import type { HandoffModel } from '../../src/operations/handoffModel.ts';
import type { ToldView } from '../../src/operations/told.ts';
import type { HandoffPage } from '../../src/operations/handoffs.ts';
import type { HopView, BoundaryView } from '../../src/operations/hops.ts';
import type { CouponModel, CouponPage, CouponAttemptView, RefusalView, RedemptionModel, CampaignModel } from '../../src/coupons/coupons.ts';
import type { Eligibility as EligibilityModel } from '../../src/domain/coupon/eligibility.ts';
import type { OperationModel } from '../../src/operations/operations.ts';
import type { StreamEvent } from '../../src/stream/change.ts';
import type { GoodwillModel, GiftModel, ReasonView, GoodwillCouponView } from '../../src/goodwill/goodwill.ts';
import type { PresenceEvent } from '../../src/stream/presenceFeed.ts';
import type { AlsoOpenView, PresenceView } from '../../src/access/presence.ts';
import type { IdentityMismatchView, IdentityMismatchReasonView } from '../../src/operations/identityMismatch.ts';
import type { IntakeReportView, IntakeHourView, InboundMessageView } from '../../src/messages/intakeReport.ts';
import type { BoundaryHealth as BoundaryHealthModel } from '../../src/operations/boundaryHealth.ts';
import type { DestinationHealth as DestinationHealthModel } from '../../src/deliveries/destinationHealth.ts';
import type { IncidentModel } from '../../src/incidents/incidentLoaders.ts';
import type { NoticeRow, MuteRow } from '../../db/queries/incidents/notices.ts';
import type { SloStanding } from '../../src/incidents/sloStandings.ts';
import type { DeadLetterModel, ReadBackDifferenceModel, WrongValueModel } from '../../src/deliveries/destinationLoaders.ts';
import type { ShadowJudgement, ShadowFieldModel } from '../../src/deliveries/shadow/shadowReport.ts';
import type { ShadowGroupRow, ShadowSampleRow } from '../../db/queries/deliveries/shadow.ts';
import type { SourceHealthView } from '../../src/sources/sourceHealth.ts';
import type { SourceHour as SourceHourModel, SourceSign as SourceSignModel } from '../../src/domain/sources/signs.ts';
import type { TillContextView } from '../../src/days/dayLoaders.ts';
import type { ReceiptControlView } from '../../src/days/receiptControl.ts';
import type { DeclaredDayRow, UndeclaredDayRow } from '../../db/queries/days/declaredDays.ts';
import type { SavedMappingView, MappingVersionView } from '../../src/messages/saved/savedMappings.ts';
import type { TrialView } from '../../src/messages/saved/tryOnSample.ts';
import type { ShownRecord, ShownEvent } from '../../src/inbound/mapping/trial/trial.ts';
import type { TriedFault as TriedFaultModel } from '../../src/inbound/mapping/trial/tryMapping.ts';
import type { DiagnosisModel, DiagnosedOrderModel } from '../../src/diagnosis/diagnosisLoader.ts';
import type { DayBridge } from '../../src/days/bridge.ts';
import type { StepOfDay, CauseOfDay } from '../../src/domain/bridge/daySums.ts';
import type { BridgeFindingModel } from '../../src/days/bridgeLoader.ts';
import type { HeldGroupView } from '../../src/operations/heldGroups.ts';
import type { ProblemModel } from '../../src/overview/problems.ts';
import type { Viewer as ViewerModel } from '../../src/domain/access/viewer.ts';
import type { TimelineItemModel } from '../../src/overview/timeline.ts';
import type { IdentityGraphView, IdentitySurplusView, IdentityDecisionView, IdentityEdgeView } from '../../src/identity/identityGraph.ts';
import type { CandidateModel } from '../../src/identity/candidates.ts';
import type { LookupHitModel } from '../../src/overview/lookup.ts';
import type { PurchaseResult as PurchaseResultModel } from '../../src/purchases/receive/submission.ts';
import type { Context } from '../../src/graph/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar day without a time zone, `YYYY-MM-DD`, from 1900-01-01 to 2200-01-01. */
  Date: { input: LocalDate; output: LocalDate; }
  /** A moment: RFC 3339 text in UTC with six fractional digits, always, such as `2026-11-22T12:55:00.123456Z`. Texts sort as their moments do. */
  DateTime: { input: string; output: Instant; }
  /** An exact decimal number as a string, such as `-12.50`; never a float. At most 40 characters, no exponent. */
  Decimal: { input: string; output: string; }
  /** A whole number of loyalty points as a string of digits, so that 64 bits survive JSON. May be negative where the field says so. */
  Points: { input: bigint; output: bigint; }
};

/** A kind of points. What may be spent is `active`: what is set aside (`reserved`, `blocked`) has left it. */
export type Account = {
  readonly __typename?: 'Account';
  /** What may be spent now, without what is set aside; 0 when `negative` is above 0. */
  readonly active: Scalars['Points']['output'];
  /** Set aside by staff until somebody has looked into it; not in `active`. */
  readonly blocked: Scalars['Points']['output'];
  /** What `blocked` consists of, the first at the head, at most 100: `unblockPoints` ends one. Null for all but supervisors and admins. */
  readonly blocks?: Maybe<ReadonlyArray<PointsBlock>>;
  /** The next points to expire. Null when none will. */
  readonly expiringNext?: Maybe<ExpiringLot>;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its customer. */
  readonly id: Scalars['ID']['output'];
  /** The next points to become active, of those that are booked and wait for a day; they are in `pending`. Null when there are none: what waits for goods or money has no day yet. */
  readonly maturingNext?: Maybe<MaturingLot>;
  /** How far below zero the wallet is, because spent points were taken back; 0 or above. */
  readonly negative: Scalars['Points']['output'];
  /** Expected from orders that are not yet handed over and paid, or earned and not active yet. */
  readonly pending: Scalars['Points']['output'];
  /** Set aside for a payment that is under way; not in `active`. */
  readonly reserved: Scalars['Points']['output'];
  /** Code of the wallet, such as `points`. */
  readonly wallet: Scalars['String']['output'];
  /** What `active` buys, in the programme's currency. Null when the wallet has no price. */
  readonly worth?: Maybe<Money>;
};

/** An incident that somebody looks after. */
export type AcknowledgeIncidentInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** `id` of the incident. */
  readonly incident: Scalars['ID']['input'];
  /** What colleagues should know, 1 to 500 characters. Default: nothing. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to looking after an incident. */
export type AcknowledgeIncidentPayload = {
  readonly __typename?: 'AcknowledgeIncidentPayload';
  /** The incident as it is now. Null when there is none of that id. */
  readonly incident?: Maybe<Incident>;
  /** Why nothing was changed: `INCIDENT_NOT_FOUND`, `ALREADY_ACKNOWLEDGED` or `NOTE_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A draft that is to be put into force. */
export type ActivateRulesetInput = {
  /** From when on, a minute ahead at least. As soon as it may when left out. */
  readonly at?: InputMaybe<Scalars['DateTime']['input']>;
  /** `revision` of the draft as it was seen. */
  readonly expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  readonly version: Scalars['Int']['input'];
};

/** Who did something. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** What kind of doer it is. */
  readonly kind: ActorKind;
  /** Its name in the system that signs it in, such as an agent's user name; never a customer's name. */
  readonly name: Scalars['String']['output'];
};

/** Kinds of doers. */
export type ActorKind =
  /** A member of staff: an agent or a supervisor. */
  | 'AGENT'
  /** A customer, through a storefront or an app. */
  | 'CUSTOMER'
  /** An import of files. */
  | 'IMPORT'
  /** A rule of the programme. */
  | 'RULE'
  /** Another system, or a job of this one. */
  | 'SYSTEM'
  /** A till. */
  | 'TILL';

/** Points given or taken by hand. */
export type AdjustPointsInput = {
  /** Whose points. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Above 0 to give, below 0 to take points that may be spent. They do not count towards tiers. */
  readonly points: Scalars['Points']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Code of the wallet. */
  readonly wallet?: InputMaybe<Scalars['String']['input']>;
};

/** Who else has a customer open just now. */
export type AlsoOpen = {
  readonly __typename?: 'AlsoOpen';
  /** How many there are, counted up to 100. */
  readonly count: Count;
  /** The people, who came first at the head; at most 20. */
  readonly people: ReadonlyArray<Presence>;
};

/** A document, and whether to do it. */
export type ApplySetupInput = {
  /** JSON, at most 262,144 characters, of the form of `Setup.document`. Without `rules`: those have drafts (`createRulesetDraft`). */
  readonly document: Scalars['String']['input'];
  /** Only says what would be changed. Default false. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that the document was made from; null: whatever it is now. */
  readonly expectedVersion?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a document. */
export type ApplySetupPayload = {
  readonly __typename?: 'ApplySetupPayload';
  /** What was changed, or would be. Empty when it was so already, and when it was refused. */
  readonly changes: ReadonlyArray<PlannedSetupChange>;
  /** What is set up now. Null when it was refused. */
  readonly setup?: Maybe<Setup>;
  /** Why nothing was changed: `DOCUMENT_INVALID`, or `CONFLICT` (somebody has changed the set-up since `expectedVersion`; read it again). */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Points that are set aside for a payment. */
export type AuthorisePointsInput = {
  /** Who pays. */
  readonly customer: CustomerIdentifierInput;
  /** After that many seconds they go back by themselves: 1 to 2592000; 900 when left out. */
  readonly expiresInSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** How many, 1 or more. */
  readonly points: Scalars['Points']['input'];
  /** The caller's number of the payment, such as a receipt number; at most 255 characters. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  /** Code of the wallet. */
  readonly wallet?: InputMaybe<Scalars['String']['input']>;
};

/** A wallet at an instant. */
export type BalanceAt = {
  readonly __typename?: 'BalanceAt';
  /** Points that could be spent; below 0 when more had been taken back than there was. Those set aside for payments are not in it. */
  readonly active: Scalars['Points']['output'];
  /** The instant. */
  readonly at: Scalars['DateTime']['output'];
  /** Booked and not active yet. */
  readonly maturing: Scalars['Points']['output'];
};

/** Something a tier gives. */
export type Benefit = {
  readonly __typename?: 'Benefit';
  /** Unique within the programme. */
  readonly code: Scalars['String']['output'];
  /** The name shown to customers. */
  readonly name: Scalars['String']['output'];
  /** How many uses are left in this term. Null when it is not limited. */
  readonly remaining?: Maybe<Scalars['Int']['output']>;
};


/** Something a tier gives. */
export type BenefitNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** An identifier that must not be accepted any more. */
export type BlockIdentifierInput = {
  /** Which. */
  readonly identifier: IdentifierReferenceInput;
  /** Why; it is kept in the audit. */
  readonly reason: BlockReason;
};

/** The answer to a block. */
export type BlockIdentifierPayload = {
  readonly __typename?: 'BlockIdentifierPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `IDENTIFIER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Points that nobody may spend until somebody looks into it. */
export type BlockPointsInput = {
  /** Whose points. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** How many, 1 or more. */
  readonly points: Scalars['Points']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Code of the wallet. */
  readonly wallet?: InputMaybe<Scalars['String']['input']>;
};

/** Why an identifier is blocked. */
export type BlockReason =
  /** The customer has lost it. */
  | 'LOST'
  /** Somebody else uses it. */
  | 'MISUSED'
  /** Something else. */
  | 'OTHER'
  /** It was stolen. */
  | 'STOLEN';

/** A border between two systems that purchases cross, and whose it is. */
export type Boundary = {
  readonly __typename?: 'Boundary';
  /** Unique, such as `signalled`; of a destination `acknowledged.` and its code, and `readBack.` and its code where what it stores is compared. */
  readonly code: Scalars['String']['output'];
  /** System before it. */
  readonly from: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask a handoff. */
  readonly id: Scalars['ID']['output'];
  /** Who is called when it is late. */
  readonly owner: Owner;
  /** What to do when it is late: a path or an address. */
  readonly runbook: Scalars['String']['output'];
  /** System behind it. */
  readonly to: Scalars['String']['output'];
};

/** How a border between two systems does. */
export type BoundaryHealth = {
  readonly __typename?: 'BoundaryHealth';
  /** Code of the boundary, such as `signalled`; of a destination `acknowledged.` and its code. */
  readonly code: Scalars['String']['output'];
  /** What nearly all of them took alike, two minutes or more: a clock that is wrong, or a batch that poses as a feed. Null when they differ. */
  readonly constantLagMs?: Maybe<Scalars['Float']['output']>;
  /** Those that are late or stuck there, at most 5: of a destination those behind dead letters first, then the newest. */
  readonly evidence: ReadonlyArray<Handoff>;
  /** System before it. */
  readonly from: Scalars['String']['output'];
  /** How long they took to cross it. Null when none of them did. */
  readonly lag?: Maybe<Lag>;
  /** Who is called when it is late. */
  readonly owner: Owner;
  /** What to do when it is late: a path or an address. */
  readonly runbook: Scalars['String']['output'];
  /** Since when it is LATE or STUCK, as far as those purchases tell. Null when it is neither. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** Longer than this is late, in seconds. */
  readonly sloSeconds: Scalars['Int']['output'];
  /** How it does. */
  readonly state: BoundaryState;
  /** System behind it. */
  readonly to: Scalars['String']['output'];
};

/** How the newest purchases cross a boundary. */
export type BoundaryState =
  /** None was there to cross it. */
  | 'IDLE'
  /** More than one in twenty took longer than allowed. */
  | 'LATE'
  /** In time. */
  | 'OK'
  /** At least one has not crossed, though its time is over; or a destination has a dead letter, or a message that waits for too long, of a purchase or of anything else. */
  | 'STUCK';

/** A source's business day in one currency, from what the source says to what the ledger has. */
export type Bridge = {
  readonly __typename?: 'Bridge';
  /** The day. */
  readonly businessDate: Scalars['Date']['output'];
  /** How many came, held ones among them. */
  readonly count: Scalars['Int']['output'];
  /** Whether the source declared the day, so that `sourceTotal` and the messages came about apart. */
  readonly declared: Scalars['Boolean']['output'];
  /** How many purchases it declared. Null: it did not. */
  readonly declaredCount?: Maybe<Scalars['Int']['output']>;
  /** Purchases that do not add up, in no order; 100 a day are kept. */
  readonly findings: ReadonlyArray<BridgeFinding>;
  /** What counts towards tiers of it in the ledger, back in this currency. Where tiers count points or orders and no money, what earned. */
  readonly ledgerTotal: Money;
  /** What can be done about it, and how. */
  readonly repairs: ReadonlyArray<BridgeRepair>;
  /** Code of the source. */
  readonly source: Scalars['String']['output'];
  /** What the source declared of all its orders of the day; where it declared nothing, what its messages come to, as ordered. */
  readonly sourceTotal: Money;
  /** What of it is not in the ledger, and why: always all five, in the same order. */
  readonly steps: ReadonlyArray<BridgeStep>;
  /** What no step explains: 0, or something is lost, counted twice or was changed. Above 0 money is missing in the ledger; below, the ledger has too much. */
  readonly unexplained: Money;
  /** Points that the orders show less those that the ledger's entries sum up to: 0, or an entry was changed. */
  readonly unexplainedPoints: Scalars['Points']['output'];
};


/** A source's business day in one currency, from what the source says to what the ledger has. */
export type BridgeFindingsArgs = {
  first: Scalars['Int']['input'];
};

/** A part of a step. */
export type BridgeCause = {
  readonly __typename?: 'BridgeCause';
  /** What it takes off. */
  readonly amount: Money;
  /** The cause, as `causes` lists them. */
  readonly code: Scalars['String']['output'];
  /** How many purchases. */
  readonly count: Scalars['Int']['output'];
};

/** A purchase that does not add up. */
export type BridgeFinding = {
  readonly __typename?: 'BridgeFinding';
  /** `AMOUNT`: the ledger has another amount than its messages and the rules come to. `POINTS`: its entries sum up to other points than it shows. `LOST`: its messages were applied, and there is no order. */
  readonly kind: Scalars['String']['output'];
  /** What the ledger has. */
  readonly ledger: Money;
  /** The order. Null: there is none. */
  readonly order?: Maybe<Order>;
  /** Points as its entries sum up to them. */
  readonly pointsBooked: Scalars['Points']['output'];
  /** Points as the order shows them. */
  readonly pointsShown: Scalars['Points']['output'];
  /** Its numbers. */
  readonly references: ReadonlyArray<OrderReference>;
  /** What its messages come to. */
  readonly told: Money;
  /** What no step explains of it. */
  readonly unexplained: Money;
};

/** Something that can be done about a day that does not add up. */
export type BridgeRepair = {
  readonly __typename?: 'BridgeRepair';
  /** The line to run where the server runs. Null: somebody has to look first. */
  readonly command?: Maybe<Scalars['String']['output']>;
  /** Whether it may be run by anybody at any time: nothing is counted twice, and nothing is approved by it. */
  readonly safe: Scalars['Boolean']['output'];
  /** What it does, for people. */
  readonly sentence: Scalars['String']['output'];
};

/** Why money that a source tells of is not in the ledger. */
export type BridgeStep = {
  readonly __typename?: 'BridgeStep';
  /** What the step takes off; below 0 it adds. */
  readonly amount: Money;
  /** What it is made of, the largest first: of HELD the reasons of holds; else `GUEST`, `HISTORY`, `MARKED`, `NOT_A_MEMBER`, `RATE_MISSING`, `LINES`, `PAID_WITH_POINTS`, `TAKEN_BACK`, `RETURN_DOCUMENT`, `NOT_HANDED_OVER`, `NOT_SETTLED`, `ROUNDING`. */
  readonly causes: ReadonlyArray<BridgeCause>;
  /** How many purchases; one may be in several steps. */
  readonly count: Scalars['Int']['output'];
  /** `GUEST` (purchases of nobody we know), `EXCLUDED` (of somebody who does not earn, or goods and means of payment that do not), `HELD` (it waits), `TIMING` (it does not count yet, or was taken back since), `ROUNDING` (shares of amounts, and conversions). */
  readonly reason: Scalars['String']['output'];
};

/** A page of what a customer looked at. */
export type BrowsingConnection = {
  readonly __typename?: 'BrowsingConnection';
  /** The same, each with its cursor. */
  readonly edges: ReadonlyArray<BrowsingEdge>;
  /** What was looked at. */
  readonly nodes: ReadonlyArray<BrowsingView>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** A view and its place in the list. */
export type BrowsingEdge = {
  readonly __typename?: 'BrowsingEdge';
  /** Give it as `after` to read on behind this view. */
  readonly cursor: Scalars['String']['output'];
  /** The view. */
  readonly node: BrowsingView;
};

/** Something that a customer looked at, as a web shop or an app told it. Kept for 90 days. */
export type BrowsingView = {
  readonly __typename?: 'BrowsingView';
  /** The product's article code. Null for what is no product, or when none was told. */
  readonly article?: Maybe<Scalars['String']['output']>;
  /** When, by the clock of the browser or app. */
  readonly at: Scalars['DateTime']['output'];
  /** `PRODUCT_VIEWED`, `LIST_VIEWED`, `PAGE_VIEWED` or `SCREEN_VIEWED`. */
  readonly kind: Scalars['String']['output'];
  /** What the product, list, page or screen is called. Null when that was not told. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Code of the system that told it. */
  readonly source: Scalars['String']['output'];
};

/** Whether one claim is right; never what would be. */
export type CallerCheck = {
  readonly __typename?: 'CallerCheck';
  /** Kind of the claim. */
  readonly kind: Scalars['String']['output'];
  /** Whether it is what we know. */
  readonly matches: Scalars['Boolean']['output'];
};

/** Something the caller says, to be compared with what is known. */
export type CallerClaimInput = {
  /** `name`, or the kind of an identifier such as `email`, `phone` or `loyalty`. */
  readonly kind: Scalars['String']['input'];
  /** What the caller says. */
  readonly value: Scalars['String']['input'];
};

/** What coupons and messages are sent under. */
export type Campaign = Node & {
  readonly __typename?: 'Campaign';
  /** Its code. */
  readonly code: Scalars['String']['output'];
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** What it is called among the staff. */
  readonly name: Scalars['String']['output'];
};

/** A campaign, made when its code is first used. */
export type CampaignInput = {
  /** 1 to 64 letters, digits, dots and dashes. */
  readonly code: Scalars['String']['input'];
  /** What it is called. Default: its code; later names change nothing. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** A payment with points that were set aside. */
export type CapturePointsInput = {
  /** `id` of what was set aside. */
  readonly authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** How many of them; the rest goes back. All when left out. */
  readonly points?: InputMaybe<Scalars['Points']['input']>;
};

/** What is about to be bought. */
export type CartInput = {
  /** Codes that are in the basket already. */
  readonly codes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** ISO 4217, upper case. */
  readonly currencyCode: Scalars['String']['input'];
  /** At most 500. */
  readonly lines: ReadonlyArray<CartLineInput>;
  /** Code of the store. Null online. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  readonly till?: InputMaybe<Scalars['String']['input']>;
};

/** A line of a basket. */
export type CartLineInput = {
  /** Number of the article. */
  readonly article: Scalars['String']['input'];
  /** Categories that the article is in. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What it is. Coupons look at ARTICLE lines alone. */
  readonly kind: LineKind;
  /** The sender's own name for the line. */
  readonly lineId: Scalars['ID']['input'];
  /** How many or how much, up to six decimals. */
  readonly quantity: Scalars['Decimal']['input'];
  /** Percent. */
  readonly taxRate?: InputMaybe<Scalars['Decimal']['input']>;
  /** Of one, incl. tax, before coupons. */
  readonly unitPrice: Scalars['Decimal']['input'];
};

/** An account right after a change. `Loyalty.accounts` has it as it is now. */
export type ChangedAccount = {
  readonly __typename?: 'ChangedAccount';
  /** Points that could be spent. */
  readonly active: Scalars['Points']['output'];
  /** Points that were waiting for goods or money. */
  readonly pending: Scalars['Points']['output'];
  /** Code of the wallet. */
  readonly wallet: Scalars['String']['output'];
};

/** A guest's purchase that is a customer's: a receipt for which the card was forgotten, or an order without an account. */
export type ClaimPurchaseInput = {
  /** Whose it is. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The purchase. */
  readonly order: OrderReferenceInput;
  /** The day on the receipt: the till's business day, or the day of the purchase where the store is (without a store, in the programme's time zone). */
  readonly purchasedOn: Scalars['Date']['input'];
  /** What was to be paid, as the receipt says. */
  readonly total: MoneyInput;
};

/** The answer to a claim. */
export type ClaimPurchasePayload = {
  readonly __typename?: 'ClaimPurchasePayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** The purchase, with what it earned. Null when there are `userErrors`. */
  readonly order?: Maybe<Order>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `ORDER_NOT_FOUND` (no purchase has this number, total and day; which of them is wrong is not said; each is a miss, see `Query.customer`), `TOO_MANY_ATTEMPTS` (five wrong ones for this customer within an hour), `CLAIM_LIMIT` (30 claims by one person within 24 hours, unless the set-up says otherwise, a purchase that would bring more than what is left of the points that one person may give within 24 hours, or 10 claims for one customer within 30 days; a supervisor has none), `ORDER_TAKEN`, `ORDER_TOO_OLD` (over 90 days), `TEST_ORDER` or `NOT_A_PURCHASE` (a return). */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The end of an override before its time. */
export type ClearTierOverrideInput = {
  /** Whose override. */
  readonly customer: CustomerIdentifierInput;
  /** `version` of the override that is to end. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to clearing an override. */
export type ClearTierOverridePayload = {
  readonly __typename?: 'ClearTierOverridePayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** The override in force now: after `VERSION_CONFLICT` the one that was not expected, else null. */
  readonly override?: Maybe<Override>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NO_OVERRIDE`, `REASON_INVALID` or `VERSION_CONFLICT`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Something a customer is known by: an email address, a telephone number, a card, a number of another system. */
export type Contact = {
  readonly __typename?: 'Contact';
  /** The value as the viewer may see it, such as `j***@example.com` or `***4711`. */
  readonly display: Scalars['String']['output'];
  /** When it became known here. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** As it was first given, with its capitals, spaces and dashes. Null where `visibility` is not FULL. */
  readonly givenAs?: Maybe<Scalars['String']['output']>;
  /** Opaque; for replacing or blocking it without knowing its value. */
  readonly id: Scalars['ID']['output'];
  /** `email`, `phone`, `loyalty`, `card`, `device`, or the code of the system whose number it is. */
  readonly kind: Scalars['String']['output'];
  /** The latest day (UTC) on which a purchase of the customer showed it. Null when none has, as far as is known. */
  readonly lastSeenOn?: Maybe<Scalars['Date']['output']>;
  /** Whether it is in use. */
  readonly status: IdentifierStatus;
  /** Whether its holder has proved it, as far as the source told. */
  readonly verified: Scalars['Boolean']['output'];
  /** How much of the value `display` shows. */
  readonly visibility: Visibility;
};

/** A number of things, counted up to a limit. */
export type Count = {
  readonly __typename?: 'Count';
  /** False when counting stopped at its limit. */
  readonly exact: Scalars['Boolean']['output'];
  /** The number; a lower bound when `exact` is false. */
  readonly value: Scalars['Int']['output'];
};

/** An amount and what it counts for. */
export type CountedAmount = {
  readonly __typename?: 'CountedAmount';
  /** The amount. */
  readonly amount: Money;
  /** By what it was multiplied; 1 without a multiplier. */
  readonly factor: Scalars['Decimal']['output'];
};

/** A personal coupon, or a public code that everybody may use. */
export type Coupon = Node & {
  readonly __typename?: 'Coupon';
  /** The latest attempts at it, refused ones too, newest first. */
  readonly attempts: ReadonlyArray<CouponAttempt>;
  /** What it was issued under. Null for none, and for the customer's own eyes. */
  readonly campaign?: Maybe<Campaign>;
  /** As it is printed. Case, spaces and dashes do not matter when it is typed in. */
  readonly code: Scalars['String']['output'];
  /** Whether it could be used now, by its customer, and everything that stands against it. What is not told is not held against it. Reading leaves no trace; `validateCoupon` puts the attempt on record. */
  readonly eligibility: Eligibility;
  /** Where else it can be used, and since when. Empty as long as nothing is sent anywhere. */
  readonly endpoints: ReadonlyArray<EndpointAvailability>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** Why it was issued, in the words of whoever did. Null when not said, and for the customer's own eyes. */
  readonly issuedBecause?: Maybe<Scalars['String']['output']>;
  /** What it is called. */
  readonly name: Scalars['String']['output'];
  /** The latest redemptions, at most 100, newest first. */
  readonly redemptions: ReadonlyArray<Redemption>;
  /** As of now: a coupon that nobody has used by `validUntil` is EXPIRED. */
  readonly state: CouponState;
  /** It can be used from this moment on. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** It can be used until just before this moment. */
  readonly validUntil: Scalars['DateTime']['output'];
};


/** A personal coupon, or a public code that everybody may use. */
export type CouponAttemptsArgs = {
  first: Scalars['Int']['input'];
};


/** A personal coupon, or a public code that everybody may use. */
export type CouponEligibilityArgs = {
  cart?: InputMaybe<CartInput>;
  store?: InputMaybe<Scalars['String']['input']>;
};


/** A personal coupon, or a public code that everybody may use. */
export type CouponNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** Somebody tried a coupon. Kept for ever. */
export type CouponAttempt = {
  readonly __typename?: 'CouponAttempt';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** `ELIGIBLE` (only checked), `REDEEMED`, `RECORDED` (an offline till's), `REVERSED` or `REFUSED`. */
  readonly outcome: Scalars['String']['output'];
  /** Why it was refused, the weightiest reason. Null when it was not. */
  readonly refusal?: Maybe<Refusal>;
  /** Where. Null when no store was named, or it is gone. */
  readonly store?: Maybe<Store>;
  /** Number of the till in its store. */
  readonly till?: Maybe<Scalars['String']['output']>;
};

/** A coupon was issued, redeemed or given back. */
export type CouponChange = StreamChange & {
  readonly __typename?: 'CouponChange';
  /** What happened to it. */
  readonly change: CouponChangeKind;
  /** The coupon as it is now. Null when the viewer may not see it. */
  readonly coupon?: Maybe<Coupon>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** What happened to a coupon. */
export type CouponChangeKind =
  /** It was switched off before it was used. */
  | 'DISABLED'
  /** The customer got it. */
  | 'ISSUED'
  /** It was used. */
  | 'REDEEMED'
  /** A use of it was taken back. */
  | 'REVERSED';

/** When a coupon can be used. What is left out or empty asks for nothing; lists name alternatives. */
export type CouponConditionsInput = {
  /** Articles that it is for. */
  readonly articles?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The least that the lines it is for come to. */
  readonly basketMin?: InputMaybe<MoneyInput>;
  /** Categories that it is for. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Codes of channels. */
  readonly channels?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Codes of stores. */
  readonly stores?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Codes of tiers. An honoured coupon asks for one of them when it is issued, a LIVE one when it is used. Who may not see customers cannot issue an honoured one for tiers to a customer (FORBIDDEN): the answer would tell the customer's tier. */
  readonly tiers?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A page of coupons. */
export type CouponConnection = {
  readonly __typename?: 'CouponConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<CouponEdge>;
  /** The coupons of this page. */
  readonly nodes: ReadonlyArray<Coupon>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
};

/** A coupon in a list. */
export type CouponEdge = {
  readonly __typename?: 'CouponEdge';
  /** Give it as `after` to read on behind this coupon. */
  readonly cursor: Scalars['String']['output'];
  /** The coupon. */
  readonly node: Coupon;
};

/** Where a coupon is in its life. */
export type CouponState =
  /** Taken out of use. */
  | 'DISABLED'
  /** Not used in time. */
  | 'EXPIRED'
  /** Can be used, as far as it is for the coupon to say. */
  | 'ISSUED'
  /** Used as often as it may be. */
  | 'REDEEMED'
  /** Put aside for a sale that is not closed. */
  | 'RESERVED';

/** What a coupon gives; exactly one field. */
export type CouponValueInput =
  /** An amount off. */
  { readonly amount: MoneyInput; readonly freeArticle?: never; readonly percent?: never; }
  |  /** Number of an article that is free. */
  { readonly amount?: never; readonly freeArticle: Scalars['String']['input']; readonly percent?: never; }
  |  /** Percent off, above 0, at most 100. */
  { readonly amount?: never; readonly freeArticle?: never; readonly percent: Scalars['Decimal']['input']; };

/** A customer to make. */
export type CreateCustomerInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What the customer is to be known by: 1 to 20, which nobody may hold. */
  readonly identifiers: ReadonlyArray<PurchaseIdentifierInput>;
  /** Preferred language, BCP 47. */
  readonly language?: InputMaybe<Scalars['String']['input']>;
  /** Full name, at most 512 bytes. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to a new customer. */
export type CreateCustomerPayload = {
  readonly __typename?: 'CreateCustomerPayload';
  /** The customer, with the purchases that had waited for one of the identifiers. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nobody was made: `IDENTIFIER_TAKEN`, `IDENTIFIER_NOT_IN_USE` (it is blocked), `VALUE_NAMES_NOBODY` (set-up says so), `LIMIT_OF_CUSTOMER` (more of a kind than `valuesPerCustomer` of set-up), `LANGUAGE_MALFORMED`, or the code of a malformed identifier or text. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A new draft of rules. */
export type CreateRulesetDraftInput = {
  /** JSON or YAML, as docs/rulesets.md describes it. `version` may be left out: it is given. */
  readonly document: Scalars['String']['input'];
};

/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type Customer = Node & {
  readonly __typename?: 'Customer';
  /** Who else of the staff has the customer, or whoever is one with it, open just now, on whatever server: those who subscribe to `customerOpen`, without the viewer. Gone at once when they close it, within 15 seconds when their server dies. Null for all but agents, supervisors and admins, and of an absorbed customer. */
  readonly alsoOpen?: Maybe<AlsoOpen>;
  /** What the customer looked at in shops and apps, latest `at` first: of every identifier that the customer has, and of a browser from before it was said whose it is. Null for a till, and when the section could not be read. */
  readonly browsing?: Maybe<BrowsingConnection>;
  /** Personal coupons of the customer and of everybody merged into it, latest issued first. Null when the section could not be read. */
  readonly coupons?: Maybe<CouponConnection>;
  /** Marks that change what may be done for this customer. Empty for the customer's own token: a suspicion is not for its eyes. */
  readonly flags: ReadonlyArray<CustomerFlag>;
  /** What the viewer may give the customer as goodwill, and what was given. Null where the set-up has no goodwill, and for all but agents, supervisors and admins. */
  readonly goodwill?: Maybe<GoodwillAllowance>;
  /** Opaque. Stays valid after a merge: it then answers with a shell, and `customer(by: {id})` with the survivor. */
  readonly id: Scalars['ID']['output'];
  /** What the customer is known by, oldest first. Values are shortened to what the viewer may see. */
  readonly identifiers: ReadonlyArray<Contact>;
  /** What makes this one customer, and what was decided about it. Null for who may not merge, and of an absorbed customer. */
  readonly identityGraph?: Maybe<IdentityGraph>;
  /** Complaints, contacts, messages and cases, latest `at` first. Null for a till, and when the section could not be read. */
  readonly interactions?: Maybe<InteractionConnection>;
  /** Preferred language, BCP 47. Null when not known. */
  readonly language?: Maybe<Scalars['String']['output']>;
  /** Membership, tier and points. Null when the customer is no member, or the section could not be read. */
  readonly loyalty?: Maybe<Loyalty>;
  /** Who else may be this very person, the likeliest first. Null for who may not merge, and of an absorbed customer. */
  readonly matchCandidates?: Maybe<ReadonlyArray<MatchCandidate>>;
  /** The customer that this one turned out to be. Null on a live customer. */
  readonly mergedInto?: Maybe<Customer>;
  /** Full name. Null when no source told it, or it was erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Who of the staff had the customer open, anywhere and in whatever role, by the hour, latest first: searching for the customer, opening it and changing it, not tills, nor the customer's own page. Kept for a year. Null for all but supervisors and admins. */
  readonly openedBy?: Maybe<OpeningConnection>;
  /** Orders of the customer and of everybody merged into it, latest `placedAt` first. Null when the section could not be read. */
  readonly orders?: Maybe<OrderConnection>;
  /** What a model expects of the customer. Null until a model is connected. */
  readonly predictions?: Maybe<Predictions>;
  /** What stands in the customer's way, oldest first. Null when it could not be worked out. */
  readonly problems?: Maybe<ReadonlyArray<CustomerProblem>>;
  /** How fresh each part of this page is, one per registered source. Answered even where a section could not be. */
  readonly sources: ReadonlyArray<SourceFreshness>;
  /** Where the customer's stream stands: give it as `after` to `tierChanged` or `customerChanged`, and whatever changes after this read is pushed. Select it beside what you show. Null on an absorbed customer. */
  readonly streamCursor?: Maybe<Scalars['String']['output']>;
  /** Everything on record, latest first: purchases, points, tiers, coupons, contacts, identifiers and, for staff, who looked. Null when it could not be read. */
  readonly timeline?: Maybe<TimelineConnection>;
  /** Rises with every change of name, language or marks; see `updateCustomer`. 0 when nobody has told any. */
  readonly version: Scalars['Int']['output'];
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerBrowsingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerCouponsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  state?: InputMaybe<ReadonlyArray<CouponState>>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerInteractionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  openOnly?: InputMaybe<Scalars['Boolean']['input']>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerLoyaltyArgs = {
  programme?: InputMaybe<Scalars['String']['input']>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerMatchCandidatesArgs = {
  first: Scalars['Int']['input'];
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerOpenedByArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  status?: InputMaybe<ReadonlyArray<OrderStatus>>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerTimelineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  kinds?: InputMaybe<ReadonlyArray<TimelineKind>>;
};

/** Something that changed about a customer. Treat types you do not know as a reason to read the customer again. */
export type CustomerChange = CouponChange | IdentifiersChange | InteractionChange | MergeChange | OverrideChange | PointsChange | ProfileChange | TierChange | UnmergeChange;

/** Marks on a customer. */
export type CustomerFlag =
  /** A company. */
  | 'BUSINESS'
  /** Has died: nobody acts for the person (`CUSTOMER_MARKED`), purchases earn nothing; what ends or takes back something is allowed. Each command and mark: docs/programme-marks.md. */
  | 'DECEASED'
  /** Under suspicion: purchases earn, but points, coupons, tokens, tiers, claims and new identifiers are refused (`CUSTOMER_MARKED`). A supervisor gives and takes the mark. */
  | 'FRAUD_HOLD'
  /** Under age. */
  | 'MINOR'
  /** Processing is restricted on the person's request: what the person asks for goes on; gifts, tiers, coupons and enrolment by us are refused (`CUSTOMER_MARKED`). */
  | 'RESTRICTED'
  /** Works here; nobody may credit or open their own record. A supervisor gives and takes the mark. */
  | 'STAFF'
  /** Made for testing: earns nothing, and nothing of worth is given to it or taken from it (`CUSTOMER_MARKED`). */
  | 'TEST';

/** One way to name a customer; exactly one field. Mutations that act for a customer refuse a blocked or replaced identifier with the error `IDENTIFIER_NOT_IN_USE` (`status` says which); queries show agents, supervisors and admins whose it is and its status, and tell everybody else the same error. What a mark on the customer forbids is the error `CUSTOMER_MARKED`: see `CustomerFlag`. */
export type CustomerIdentifierInput =
  /** The code of a personal coupon; null for a public code. */
  { readonly couponCode: Scalars['String']['input']; readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The token of a device or browser. */
  { readonly couponCode?: never; readonly deviceToken: Scalars['String']['input']; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** An email address, in any case. */
  { readonly couponCode?: never; readonly deviceToken?: never; readonly email: Scalars['String']['input']; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The number another system knows the customer by. */
  { readonly couponCode?: never; readonly deviceToken?: never; readonly email?: never; readonly external: ExternalInput; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The customer's `id`; an absorbed one leads to its survivor. */
  { readonly couponCode?: never; readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id: Scalars['ID']['input']; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The number on the loyalty card or in the app. */
  { readonly couponCode?: never; readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber: Scalars['String']['input']; readonly order?: never; readonly phone?: never; }
  |  /** An order of the customer; null for a guest's order. */
  { readonly couponCode?: never; readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order: OrderReferenceInput; readonly phone?: never; }
  |  /** A telephone number with its country code, such as `+49 30 1234567`, or as it is dialled in the installation's region; separators do not matter. */
  { readonly couponCode?: never; readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone: Scalars['String']['input']; };

/** Something that stands in the way of a customer, found without being asked for. */
export type CustomerProblem = {
  readonly __typename?: 'CustomerProblem';
  /** Stable and made for programs, such as `ORDER_NOT_HANDED_OVER`. What an order is flagged for is one each, since it was placed: `ORDER_OVER_RETURNED`, `ORDER_OVER_FULFILLED`, `ORDER_OVER_REFUNDED` (more money was given back than was left of it), `ORDER_MIXED_CURRENCY`. */
  readonly code: Scalars['String']['output'];
  /** The order it is about. Null when it is about none. */
  readonly order?: Maybe<Order>;
  /** For people, in English. */
  readonly sentence: Scalars['String']['output'];
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** What the reader can do. Null when there is nothing to do but wait. */
  readonly suggestedAction?: Maybe<Scalars['String']['output']>;
};

/** A destination that is to be told, or to be in shadow again. */
export type CutOverDestinationInput = {
  /** Code of the destination. */
  readonly destination: Scalars['String']['input'];
  /** Whether it is cut over though the verdict is NO_GO. Default: it is not. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** How it is to be. */
  readonly mode: DestinationMode;
  /** Why, for the record. */
  readonly reason: Scalars['String']['input'];
};

/** What became of cutting a destination over, or back. */
export type CutOverDestinationPayload = {
  readonly __typename?: 'CutOverDestinationPayload';
  /** How it is now. Null: there is no such destination, or the reason was refused. */
  readonly mode?: Maybe<DestinationMode>;
  /** Why nothing was done: `DESTINATION_NOT_FOUND`, `NOTHING_CHANGED` (it is so already), `REASON_INVALID` or `VERDICT_NO_GO`, with the reasons. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** How a day compares with its declaration. */
export type DayState =
  /** Number and total are the same, and nothing waits. */
  | 'AGREES'
  /** Number or total are not the same. */
  | 'DIFFERS'
  /** Number and total will be the same once what is held is applied. */
  | 'WAITS';

/** A message that a destination refused for good, or did not take for 72 hours. */
export type DeadLetter = {
  readonly __typename?: 'DeadLetter';
  /** The first of what was answered, or why nothing was. */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** How often it was tried. */
  readonly attempts: Scalars['Int']['output'];
  /** Whether its customer's next messages wait behind it: true as long as it is listed. */
  readonly blocksCustomer: Scalars['Boolean']['output'];
  /** The customer. Null for viewers without `customer:read`. */
  readonly customer?: Maybe<Customer>;
  /** When it was given up. */
  readonly endedAt: Scalars['DateTime']['output'];
  /** What it tells, such as `tier.changed`. Null: it is too old to be told again. */
  readonly event?: Maybe<Scalars['String']['output']>;
  /** When it was tried first. */
  readonly firstTriedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the message, as the destination sees it; `skipDeadLetter` takes it. */
  readonly id: Scalars['ID']['output'];
  /** HTTP status that was answered last. Null: nothing was. */
  readonly status?: Maybe<Scalars['Int']['output']>;
  /** How many of its customer's messages wait there, itself included. */
  readonly waiting: Scalars['Int']['output'];
};

/** A dead letter of a destination. */
export type DeadLetterInput = {
  /** Code of the destination. */
  readonly destination: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** `id` of the dead letter. */
  readonly message: Scalars['String']['input'];
};

/** What a business day came to. */
export type DeclareDayInput = {
  /** The business date, as receipts carry it; for a source's own orders a day of the programme's time zone. */
  readonly businessDate: Scalars['Date']['input'];
  /** The first number of the till's day: what is missing before the lowest that came is seen by it. */
  readonly firstNumber?: InputMaybe<Scalars['String']['input']>;
  /** Made by the till or the source, at most 255 bytes: the same key gives the first answer again; with another input it is refused. Two tills may use the same key. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The last number of the till's day: what is missing behind the highest that came is seen by it. */
  readonly lastNumber?: InputMaybe<Scalars['String']['input']>;
  /** How many receipts have a number of that day, voided ones among them, 0 to 1,000,000. Of a source's own orders: how many it opened that day, cancelled ones among them, in the currency of `total`. */
  readonly receipts: Scalars['Int']['input'];
  /** Code of the source whose word it is, one that the sender may send of. Leave it out at a till. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. Default: the till's own; a till cannot name another. A source that leaves it out declares all orders that it took in. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till, as receipts carry it. A till's own declaration needs it; without it a source declares all tills of the store. */
  readonly till?: InputMaybe<Scalars['String']['input']>;
  /** What they come to: sales less what was exchanged, returned, refunded and voided under a number of that day; may be negative. Of a source's own orders: what was ordered, whatever was cancelled or came back later. */
  readonly total: MoneyInput;
};

/** The answer to declaring a day. */
export type DeclareDayPayload = {
  readonly __typename?: 'DeclareDayPayload';
  /** The declaration, compared with what has come so far. Null when there are `userErrors`. */
  readonly day?: Maybe<DeclaredDay>;
  /** Why nothing was put on record: `UNKNOWN_STORE`, `UNKNOWN_SOURCE`, `BUSINESS_DATE_IN_FUTURE` (later than tomorrow in the store) or `BUSINESS_DATE_TOO_OLD` (more than 366 days ago). */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What somebody says that a business day came to, and how it compared. */
export type DeclaredDay = {
  readonly __typename?: 'DeclaredDay';
  /** When it was declared. */
  readonly at: Scalars['DateTime']['output'];
  /** The business date. */
  readonly businessDate: Scalars['Date']['output'];
  /** Who declared it. */
  readonly by: Actor;
  /** When it was last compared; never again once it was replaced, or 14 days old. */
  readonly comparedAt: Scalars['DateTime']['output'];
  /** The first number of the till's day. Null when it was not said. */
  readonly firstNumber?: Maybe<Scalars['String']['output']>;
  /** How many of them were held. */
  readonly held: Scalars['Int']['output'];
  /** What the held ones say, in the currency of `total`. */
  readonly heldTotal: Money;
  /** The last one. Null when it was not said. */
  readonly lastNumber?: Maybe<Scalars['String']['output']>;
  /** How many receipts, or orders of a source. */
  readonly receipts: Scalars['Int']['output'];
  /** Receipts, or orders of the source, that had come by then, held ones among them. */
  readonly received: Scalars['Int']['output'];
  /** What those that were applied came to, in the currency of `total`. */
  readonly receivedTotal: Money;
  /** Whether a later declaration has taken its place. */
  readonly replaced: Scalars['Boolean']['output'];
  /** Since when it has compared so. */
  readonly since: Scalars['DateTime']['output'];
  /** Code of the source that declared it. Null: the till itself. */
  readonly source?: Maybe<Scalars['String']['output']>;
  /** How it compared, as of `comparedAt`. */
  readonly state: DayState;
  /** The store. Null: all orders of the source in the currency of `total`. */
  readonly store?: Maybe<Store>;
  /** Number of the till. Null: all tills of the store. */
  readonly till?: Maybe<Scalars['String']['output']>;
  /** What they come to. */
  readonly total: Money;
};

/** A page of declared days, the latest first. */
export type DeclaredDayConnection = {
  readonly __typename?: 'DeclaredDayConnection';
  /** The same declarations, each with its cursor. */
  readonly edges: ReadonlyArray<DeclaredDayEdge>;
  /** The declarations. */
  readonly nodes: ReadonlyArray<DeclaredDay>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** A declared day and its place in the list. */
export type DeclaredDayEdge = {
  readonly __typename?: 'DeclaredDayEdge';
  /** Give it as `after` to read on behind this declaration. */
  readonly cursor: Scalars['String']['output'];
  /** The declaration. */
  readonly node: DeclaredDay;
};

/** Whether a destination is sent to. */
export type DestinationBreaker =
  /** It is. */
  | 'CLOSED'
  /** It answered nobody, and one customer's message is tried. */
  | 'HALF_OPEN'
  /** It answers nobody and is left alone; longer each time, at most five minutes. */
  | 'OPEN';

/** How a system that is told of changes does. */
export type DestinationHealth = {
  readonly __typename?: 'DestinationHealth';
  /** Whether it is sent to. */
  readonly breaker: DestinationBreaker;
  /** What it refused for good, by customer: each holds up its customer's next messages there. */
  readonly deadLetters: ReadonlyArray<DeadLetter>;
  /** Code of the destination, such as `crm`. */
  readonly destination: Scalars['String']['output'];
  /** When none waits any more, at the rate of the last five minutes; now when none does. Null when nothing was delivered in them. */
  readonly drainsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Of the tries of this hour and the one before, the share that failed or was refused, 0 to 1; 0 of none. */
  readonly errorRate: Scalars['Float']['output'];
  /** By what way it is told, such as `webhook`. */
  readonly kind: Scalars['String']['output'];
  /** Whether it is told, or another feed tells it and ours is only compared. */
  readonly mode: DestinationMode;
  /** Its name, for people. */
  readonly name: Scalars['String']['output'];
  /** How long the oldest of them has waited, in seconds; 0 when none does. */
  readonly oldestSeconds: Scalars['Float']['output'];
  /** Who is called when nothing arrives there. */
  readonly owner: Owner;
  /** Since when somebody has stopped it. Null: nobody has. */
  readonly pausedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who has. Null: nobody. */
  readonly pausedBy?: Maybe<Scalars['String']['output']>;
  /** Messages that wait and are not dead. */
  readonly pending: Scalars['Int']['output'];
  /** What it said when it was found so, or that it has no secret, without which nothing is sent. Null: all is well. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** The share of its messages of the day (UTC) that is left, 0 to 1. Null: it has no quota. */
  readonly quotaLeft?: Maybe<Scalars['Float']['output']>;
  /** Why it could not be asked what it stores, when it was asked last. Null: it could, or is not read back. */
  readonly readBackProblem?: Maybe<Scalars['String']['output']>;
  /** Until when it is left alone, because it asked for that or answers nobody. Null: it is not. */
  readonly restsUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Of these tries, the share that is tried again, 0 to 1. */
  readonly retryRate: Scalars['Float']['output'];
  /** The page that says what to do. */
  readonly runbook: Scalars['String']['output'];
  /** How it compares with what we would have told it, since it is in shadow. Null: it is told. */
  readonly shadow?: Maybe<ShadowReport>;
  /** What it stores beside what it was sent, by its fields, of the last seven days; those with most that is wrong now first. None: it is not read back, or nothing has been compared yet. */
  readonly wrongValues: ReadonlyArray<ReadBackDifference>;
};


/** How a system that is told of changes does. */
export type DestinationHealthDeadLettersArgs = {
  first: Scalars['Int']['input'];
};


/** How a system that is told of changes does. */
export type DestinationHealthPendingArgs = {
  lane: Lane;
};

/** A destination that is to be stopped, to go on, or to be told nothing more. */
export type DestinationInput = {
  /** Code of the destination. */
  readonly destination: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** Whether a destination is told. */
export type DestinationMode =
  /** It is. */
  | 'LIVE'
  /** Another feed tells it: nothing is sent, and what would have been is compared with what it stores, or with a file of what the other feed told. */
  | 'SHADOW';

/** The answer to doing something about a destination. */
export type DestinationPayload = {
  readonly __typename?: 'DestinationPayload';
  /** Messages that it is about: dead letters that are skipped or tried again, or events of all customers in the time. */
  readonly messages: Scalars['Int']['output'];
  /** Why nothing was done: `DESTINATION_NOT_FOUND`, `NOTHING_CHANGED` (it is paused already, or not), `NOT_DEAD`, `RANGE_EMPTY`, `RANGE_TOO_LARGE` or `REPLAY_RUNNING`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What became of an order's points at a destination. */
export type DiagnosedDelivery = {
  readonly __typename?: 'DiagnosedDelivery';
  /** What was answered last. Null: it has arrived, or nothing was. */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** Code of the destination. */
  readonly destination: Scalars['String']['output'];
  /** `ARRIVED`, `WAITS`, `LATE` (it waits for longer than it may), `DEAD` (refused for good), `SKIPPED` (somebody left it out) or `WRONG` (it stores something else). */
  readonly state: Scalars['String']['output'];
};

/** An order, and where systems disagree about it. */
export type DiagnosedOrder = {
  readonly __typename?: 'DiagnosedOrder';
  /** What the ERP has of it. */
  readonly amount: Money;
  /** What became of it at each destination that is told of points. Empty: none is, it brought none, or what told of it is kept no longer. */
  readonly deliveries: ReadonlyArray<DiagnosedDelivery>;
  /** Each disagreement, in the order of its way through the systems; none: all is well. */
  readonly findings: ReadonlyArray<DiagnosisFinding>;
  /** When the ERP handed it over. */
  readonly fulfilledAt: Scalars['DateTime']['output'];
  /** Its number, as the ERP says it. */
  readonly number: Scalars['String']['output'];
  /** The order here. Null: there is none. */
  readonly order?: Maybe<Order>;
};

/** Where systems disagree about a customer's orders. */
export type Diagnosis = {
  readonly __typename?: 'Diagnosis';
  /** The customer. Null for viewers without `customer:read`. */
  readonly customer?: Maybe<Customer>;
  /** Whether all systems say the same of all orders. */
  readonly healthy: Scalars['Boolean']['output'];
  /** The orders that were compared, the latest first. */
  readonly orders: ReadonlyArray<DiagnosedOrder>;
};

/** Two systems that disagree about an order. */
export type DiagnosisFinding = {
  readonly __typename?: 'DiagnosisFinding';
  /** Code of the boundary that failed, such as `signalled`; `storefront`; or `acknowledged.` and the code of a destination. */
  readonly boundary: Scalars['String']['output'];
  /** `NO_EVENT` (nobody told us), `KEYS_DO_NOT_MATCH` (it came with keys of nobody, or of somebody else), `FIRED_ON_PLACEMENT` (it was told as handed over when it was placed), `TOLD_OTHERWISE` (it was told with other figures), `HELD` (it waits), `LEDGER_CHANGED` (the ledger differs from the messages), `NOT_SHOWN` (the shop differs from the order), `NOT_DELIVERED`, `STORED_OTHERWISE` (a destination acknowledged and stores something else). */
  readonly cause: Scalars['String']['output'];
  /** What mends it, or says more. Null: somebody has to look there. */
  readonly command?: Maybe<Scalars['String']['output']>;
  /** What it is known by; names nobody. */
  readonly evidence: Scalars['String']['output'];
  /** As the system before the boundary has it. Null: there is nothing to compare. */
  readonly expected?: Maybe<Scalars['String']['output']>;
  /** `order`, `fulfilledAt`, `amount`, `customer`, `points` or `delivery`. */
  readonly field: Scalars['String']['output'];
  /** `MISSING`, `WRONG_AMOUNT`, `WRONG_DATE`, `WRONG_CUSTOMER`, `CREDITED_ON_PLACEMENT` (it earned before it was handed over), or `WRONG_VALUE` (a destination stores something else than it was sent). */
  readonly kind: Scalars['String']['output'];
  /** Who is called. */
  readonly owner: Owner;
  /** As the system behind it has it. Null: it has nothing. */
  readonly seen?: Maybe<Scalars['String']['output']>;
};

/** Whether a coupon can be used. */
export type Eligibility = {
  readonly __typename?: 'Eligibility';
  /** What its identity conditions are judged by. */
  readonly basis: EligibilityBasis;
  /** When it was judged. */
  readonly evaluatedAt: Scalars['DateTime']['output'];
  /** Nothing stands against it. */
  readonly redeemable: Scalars['Boolean']['output'];
  /** Everything that stands against it, final reasons first. */
  readonly refusals: ReadonlyArray<Refusal>;
};

/** What a coupon's conditions on tier and segment are judged by. Basket, store, channel, dates and number of uses are always as of now. */
export type EligibilityBasis =
  /** The customer as of when it was issued: what was sent stays good. The default for personal coupons. */
  | 'HONOURED_AT_ISSUE'
  /** The customer as of now. */
  | 'LIVE';

/** The end of a grant before its time. */
export type EndTierGrantInput = {
  /** Whose grant. */
  readonly customer: CustomerIdentifierInput;
  /** `id` of the grant that is to end. */
  readonly grant: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to ending a grant. */
export type EndTierGrantPayload = {
  readonly __typename?: 'EndTierGrantPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NO_GRANT` or `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A system that takes coupons, and whether it has this one. */
export type EndpointAvailability = {
  readonly __typename?: 'EndpointAvailability';
  /** Since when it takes the coupon. Null: not yet. */
  readonly availableAt?: Maybe<Scalars['DateTime']['output']>;
  /** Code of the system. */
  readonly endpoint: Scalars['String']['output'];
  /** From issue to there, milliseconds. */
  readonly latencyMs?: Maybe<Scalars['Int']['output']>;
  /** What stands in the way. Null: nothing. */
  readonly problem?: Maybe<Scalars['String']['output']>;
};

/** A customer who joins the programme. */
export type EnrolCustomerInput = {
  /** Code of the channel where it happened. */
  readonly channel?: InputMaybe<Scalars['String']['input']>;
  /** Who joins. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Code of the store where it happened. A till's own store is used when it is left out, and a till may name no other. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** Version of the terms that the customer agreed to. */
  readonly termsVersion?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to an enrolment. */
export type EnrolCustomerPayload = {
  readonly __typename?: 'EnrolCustomerPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `ALREADY_MEMBER` or `MEMBERSHIP_CLOSED`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A movement of points, as the ledger keeps it for ever. */
export type Entry = {
  readonly __typename?: 'Entry';
  /** When it was written. */
  readonly bookedAt: Scalars['DateTime']['output'];
  /** Who or what made it; what time did, by the rule that says so (`RULE`). Null for the customer's own token. */
  readonly by?: Maybe<Actor>;
  /** When it counts. */
  readonly effectiveAt: Scalars['DateTime']['output'];
  /** The purchase event that caused it. Null when a command or time did. */
  readonly event?: Maybe<PurchaseEvent>;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its statement. */
  readonly id: Scalars['ID']['output'];
  /** Such as `EARNED`, `REVERSED`, `SPENT` or `EXPIRED`. More may come. */
  readonly kind: Scalars['String']['output'];
  /** The order it is of. Null when there is none, or the viewer may not see it. */
  readonly order?: Maybe<Order>;
  /** What it added to the points; below 0 when it took some, 0 when points only became active. */
  readonly points: Scalars['Points']['output'];
  /** Whether it also counts towards tiers. */
  readonly qualifying: Scalars['Boolean']['output'];
  /** What staff wrote as the reason. Null where there is none, and for the customer's own token. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Code of the rule that gave or took the points. Null when a command did. */
  readonly rule?: Maybe<Scalars['String']['output']>;
  /** Version of the rules it was made under. */
  readonly rulesetVersion: Scalars['Int']['output'];
  /** The same as a sentence. */
  readonly sentence: Scalars['String']['output'];
  /** Where it was made. Null when it was in no store. */
  readonly store?: Maybe<Store>;
};


/** A movement of points, as the ledger keeps it for ever. */
export type EntrySentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A page of entries. */
export type EntryConnection = {
  readonly __typename?: 'EntryConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<EntryEdge>;
  /** The entries. */
  readonly nodes: ReadonlyArray<Entry>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
};

/** An entry with its place. */
export type EntryEdge = {
  readonly __typename?: 'EntryEdge';
  /** Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: Entry;
};

/** An order as the ERP knows it. */
export type ErpOrderInput = {
  /** What was ordered, before anything came back. */
  readonly amount: MoneyInput;
  /** When it was handed over. */
  readonly fulfilledAt: Scalars['DateTime']['input'];
  /** Its number. */
  readonly number: Scalars['String']['input'];
  /** When it was placed. Default: as its messages say. */
  readonly placedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The system whose number it is. Default: any. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** An event as it came, beside what was read in it. */
export type EventTold = {
  readonly __typename?: 'EventTold';
  /** The raw body with letters and digits masked, so that its form can be seen and nobody in it: of NDJSON its own line, else the whole; at most 65,536 characters. Null when it is no text. */
  readonly body?: Maybe<Scalars['String']['output']>;
  /** By which door: `GRAPHQL`, `NDJSON`, `IMPORT`, `WEBHOOK`, `STREAM` or `LOAD`. */
  readonly door: Scalars['String']['output'];
  /** Its place among the events of the body, from 0. */
  readonly position: Scalars['Int']['output'];
  /** What was read in it, as JSON: amounts and quantities as decimal numbers, moments as ISO 8601, of whom it was only by which kinds of identifier. Null of an event that was refused. */
  readonly reading?: Maybe<Scalars['String']['output']>;
  /** When it came. */
  readonly receivedAt: Scalars['DateTime']['output'];
};

/** Points that expire together. */
export type ExpiringLot = {
  readonly __typename?: 'ExpiringLot';
  /** When they expire. */
  readonly at: Scalars['DateTime']['output'];
  /** How many are left of them. */
  readonly points: Scalars['Points']['output'];
};

/** Points that expire at the end of one day if nobody spends them. */
export type ExpiryForecast = {
  readonly __typename?: 'ExpiryForecast';
  /** Customers who have some of them. */
  readonly customers: Scalars['Int']['output'];
  /** The last day on which they can be spent. */
  readonly day: Scalars['Date']['output'];
  /** How many. */
  readonly points: Scalars['Points']['output'];
  /** Code of the wallet. */
  readonly wallet: Scalars['String']['output'];
  /** What they buy. Null when the wallet has no price. */
  readonly worth?: Maybe<Money>;
};

/** A number of another system. */
export type ExternalInput = {
  /** Its number, at most 512 bytes. */
  readonly id: Scalars['String']['input'];
  /** The system, such as `erp`, `crm` or `shop`. */
  readonly source: Scalars['String']['input'];
};

/** A field of a source's bodies that does not look as it did. */
export type FieldDrift = {
  readonly __typename?: 'FieldDrift';
  /** How it was, without what stood there. */
  readonly before: Scalars['String']['output'];
  /** What has changed. */
  readonly kind: FieldDriftKind;
  /** How it is. */
  readonly now: Scalars['String']['output'];
  /** The field, by dots; every element of a list as `[]`, and as `{}` what is named by content, such as an id. */
  readonly path: Scalars['String']['output'];
  /** A body that shows it: the number of a message, for `tributary intake show`, or the id of an event. */
  readonly sample: Scalars['ID']['output'];
  /** When it was first seen. */
  readonly since: Scalars['DateTime']['output'];
  /** A message's topic, or the kind of a purchase event in our own words. */
  readonly topic: Scalars['String']['output'];
};

/** How a field has changed. */
export type FieldDriftKind =
  /** It is missing in at least 30 of 100 bodies more than before. */
  | 'GONE'
  /** It is something else in at least 30 of 100 places, as a number that became a text. */
  | 'KIND'
  /** It stands in at least 30 of 100 bodies more than before. */
  | 'NEW'
  /** Its numbers are at least about eight times as large as before, or as small. */
  | 'RANGE';

/** Goodwill for a customer: either points or a coupon. */
export type GiveGoodwillInput = {
  /** Code of one of `GoodwillAllowance.coupons`. */
  readonly coupon?: InputMaybe<Scalars['String']['input']>;
  /** Who gets it. */
  readonly customer: CustomerIdentifierInput;
  /** `GoodwillAllowance.version` as it was seen: refused when somebody was faster. Null: whatever it is. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** For colleagues, at most 500 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** How many points, 1 or more. */
  readonly points?: InputMaybe<Scalars['Points']['input']>;
  /** Code of one of `GoodwillAllowance.reasons`. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to giving goodwill. */
export type GiveGoodwillPayload = {
  readonly __typename?: 'GiveGoodwillPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** What was given. Null when there are `userErrors`. */
  readonly gift?: Maybe<GoodwillGift>;
  /** Why nothing was given: `GOODWILL_NOT_SET_UP`, `CUSTOMER_NOT_FOUND`, `GIFT_INVALID` (neither points nor a coupon, or both), `POINTS_INVALID`, `UNKNOWN_REASON`, `UNKNOWN_COUPON`, `NOTE_INVALID`, `NOT_A_MEMBER`, `UNKNOWN_WALLET`, `CUSTOMER_LIMIT` (what a customer is given in 12 months), `PERSON_LIMIT` (what a person gives in 24 hours), `COUPON_LIMIT` (see `issueCoupon`) or `VERSION_CONFLICT`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What one person may give one customer as goodwill now. */
export type GoodwillAllowance = {
  readonly __typename?: 'GoodwillAllowance';
  /** Coupons that may be given. */
  readonly coupons: ReadonlyArray<GoodwillCoupon>;
  /** What giving something now would come to, to be shown before. Nothing is given by it. */
  readonly effect: GoodwillEffect;
  /** How often the customer may be given something within 12 months. */
  readonly giftsLeft: Scalars['Int']['output'];
  /** What the customer was given in 12 months and what stands, latest first. What was taken back is in the timeline alone. */
  readonly grantedLast12Months: ReadonlyArray<GoodwillGift>;
  /** The same with their names. */
  readonly reasonChoices: ReadonlyArray<GoodwillReason>;
  /** Codes of the reasons for which goodwill may be given, as `giveGoodwill` takes them. */
  readonly reasons: ReadonlyArray<Scalars['String']['output']>;
  /** Points that the customer may be given within 12 months. */
  readonly remainingOfCustomer: Scalars['Points']['output'];
  /** Points that the viewer may give all customers within 24 hours, by the limit of goodwill alone. */
  readonly remainingOfGiver: Scalars['Points']['output'];
  /** Points that the viewer may give the customer now: the least that any limit leaves. What a person gives counts for 24 hours, what a customer is given for 12 months; a coupon counts what it is worth in points. */
  readonly remainingToday: Scalars['Points']['output'];
  /** Rises with every gift to the customer and every undo; give it as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};


/** What one person may give one customer as goodwill now. */
export type GoodwillAllowanceEffectArgs = {
  coupon?: InputMaybe<Scalars['String']['input']>;
  points?: InputMaybe<Scalars['Points']['input']>;
};

/** A coupon that may be given as goodwill: once, to one customer. */
export type GoodwillCoupon = {
  readonly __typename?: 'GoodwillCoupon';
  /** Give it as `coupon`. */
  readonly code: Scalars['String']['output'];
  /** For people. */
  readonly name: Scalars['String']['output'];
  /** Days for which it can be used. */
  readonly validDays: Scalars['Int']['output'];
  /** What it counts in points to the limits. 0 where it has no price in them. */
  readonly worth: Scalars['Points']['output'];
};


/** A coupon that may be given as goodwill: once, to one customer. */
export type GoodwillCouponNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** What giving goodwill would come to. */
export type GoodwillEffect = {
  readonly __typename?: 'GoodwillEffect';
  /** Points that the customer could spend after it. Null for a coupon, and for who is no member. */
  readonly balanceAfter?: Maybe<Scalars['Points']['output']>;
  /** Why it would be refused by a limit, as a sentence. Null when no limit is in the way. */
  readonly refusal?: Maybe<Scalars['String']['output']>;
  /** `remainingToday` after it. */
  readonly remainingAfter: Scalars['Points']['output'];
  /** What it counts in points to the limits. */
  readonly worth: Scalars['Points']['output'];
};

/** Something that a customer was given as goodwill. */
export type GoodwillGift = {
  readonly __typename?: 'GoodwillGift';
  /** When it was given. */
  readonly at: Scalars['DateTime']['output'];
  /** Who gave it. */
  readonly by: Actor;
  /** The coupon. Null for points. */
  readonly coupon?: Maybe<Coupon>;
  /** Give it to `undoGoodwill`. */
  readonly id: Scalars['ID']['output'];
  /** What the giver wrote for colleagues. Null when nothing, or once it was erased. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** Points. Null for a coupon. */
  readonly points?: Maybe<Scalars['Points']['output']>;
  /** Code of the reason. */
  readonly reason: Scalars['String']['output'];
  /** The reason for people; its code once the set-up no longer has it. */
  readonly reasonName: Scalars['String']['output'];
  /** Until just before this moment the viewer may take it back. Null when they may not, or no longer. */
  readonly undoableUntil?: Maybe<Scalars['DateTime']['output']>;
};


/** Something that a customer was given as goodwill. */
export type GoodwillGiftReasonNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** Why goodwill may be given. */
export type GoodwillReason = {
  readonly __typename?: 'GoodwillReason';
  /** Give it as `reason`. */
  readonly code: Scalars['String']['output'];
  /** For people. */
  readonly name: Scalars['String']['output'];
};


/** Why goodwill may be given. */
export type GoodwillReasonNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A tier that is given to a customer. */
export type GrantTierInput = {
  /** Who gets it. */
  readonly customer: CustomerIdentifierInput;
  /** The first instant after it, at most 12 months away. Leaving it out, or a later one, needs a supervisor. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why it is given. */
  readonly kind: TierGrantKind;
  /** PIN needs a supervisor. */
  readonly mode?: InputMaybe<OverrideMode>;
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** `id` of the grant of the same kind that this one takes the place of. Left out: none is in force. */
  readonly replaces?: InputMaybe<Scalars['ID']['input']>;
  /** Code of the tier. */
  readonly tier: Scalars['String']['input'];
};

/** The answer to giving a tier. */
export type GrantTierPayload = {
  readonly __typename?: 'GrantTierPayload';
  /** The customer as it is now, with its `grants`. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_A_MEMBER`, `UNKNOWN_TIER`, `REASON_INVALID`, `EXPIRES_AT_PASSED`, `EXPIRES_AT_TOO_LATE` or `GRANT_CONFLICT`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One purchase event's way through the systems: captured, received by the ERP, signalled, received here, evaluated, and acknowledged by each destination that is told of it. */
export type Handoff = Node & {
  readonly __typename?: 'Handoff';
  /** Where it is held, was rejected, or is stored wrongly; else the first hop that is late or missing. Null when there is none. */
  readonly firstProblem?: Maybe<Hop>;
  /** The boundaries it crosses, in order; those it is not expected to cross are listed too, when a time is known. */
  readonly hops: ReadonlyArray<Hop>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** The order it became part of. Null while it is held, and when it was rejected. */
  readonly order?: Maybe<Order>;
  /** The numbers that the event names. */
  readonly references: ReadonlyArray<OrderReference>;
  /** As it came, beside what was read in it. Null for viewers without `operations:read`, and when the body was dropped after its time (`INTAKE_RETENTION_DAYS`). */
  readonly told?: Maybe<EventTold>;
};

/** A page of handoffs, newest first. */
export type HandoffConnection = {
  readonly __typename?: 'HandoffConnection';
  /** The same handoffs, each with its cursor. */
  readonly edges: ReadonlyArray<HandoffEdge>;
  /** The handoffs. */
  readonly nodes: ReadonlyArray<Handoff>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
  /** How many match the filter; a lower bound when there are more than are counted. */
  readonly totalCount: Count;
};

/** A handoff and its place in the list. */
export type HandoffEdge = {
  readonly __typename?: 'HandoffEdge';
  /** Give it as `after` to read on behind this handoff. */
  readonly cursor: Scalars['String']['output'];
  /** The handoff. */
  readonly node: Handoff;
};

/** Which handoffs; all given fields must match. */
export type HandoffFilter = {
  /** Received at least this many minutes ago. */
  readonly olderThanMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** Numbers of orders, at most 100: only events of these orders, and events held for them. */
  readonly references?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Code of the source that sent the event. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** At least one hop is in one of these states: `OK`, `LATE`, `PENDING`, `MISSING`, `HELD`, `REJECTED`, `WRONG`, `NOT_EXPECTED`. */
  readonly state?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Code of the boundary where the first problem is; one that is not set up is refused. */
  readonly stoppedAt?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
};

/** How what this installation is connected to is doing. */
export type Health = {
  readonly __typename?: 'Health';
  /** Every boundary that purchases cross, in that order, the destinations last: how the newest purchases of the last hour crossed it, at most 1,000. */
  readonly boundaries: ReadonlyArray<BoundaryHealth>;
  /** Every destination that is set up, by its code. */
  readonly destinations: ReadonlyArray<DestinationHealth>;
  /** What was found broken, what was detected last first; kept for 400 days. */
  readonly incidents: ReadonlyArray<Incident>;
  /** How long it took from when a fault began to when it was detected, in minutes: the mean of the incidents detected in the last so many days. Null when there were none. */
  readonly mttdMinutes?: Maybe<Scalars['Float']['output']>;
  /** How long it took from when a fault was detected to when it was gone, in minutes: the mean of the incidents that ended in the last so many days. Null when none did. */
  readonly mttrMinutes?: Maybe<Scalars['Float']['output']>;
  /** For which incidents nobody is told, now or from some instant on; by when they begin. */
  readonly mutes: ReadonlyArray<IncidentMute>;
  /** Whether no incident is open and every service level is ok. */
  readonly ok: Scalars['Boolean']['output'];
  /** What is promised and how it stands, by code; counted from rows of the database, at most 15 seconds ago. */
  readonly slos: ReadonlyArray<Slo>;
  /** Every source that is not retired, by its code: also one that has never sent. */
  readonly sources: ReadonlyArray<SourceHealth>;
};


/** How what this installation is connected to is doing. */
export type HealthIncidentsArgs = {
  first?: Scalars['Int']['input'];
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


/** How what this installation is connected to is doing. */
export type HealthMttdMinutesArgs = {
  days: Scalars['Int']['input'];
};


/** How what this installation is connected to is doing. */
export type HealthMttrMinutesArgs = {
  days: Scalars['Int']['input'];
};

/** Events that wait for the same kind of thing. */
export type HeldGroup = {
  readonly __typename?: 'HeldGroup';
  /** Their worth per currency, sorted by currency: the paid amounts of their lines, returns and refunds negative. */
  readonly amounts: ReadonlyArray<Money>;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** When the oldest of them was received. */
  readonly oldest: Scalars['DateTime']['output'];
  /** What happens to them then. */
  readonly outcome: Scalars['String']['output'];
  /** Who can make them go on. */
  readonly owner: Owner;
  /** What they wait for, such as `UNKNOWN_CUSTOMER`. */
  readonly reason: Scalars['String']['output'];
  /** Some of them, oldest first. */
  readonly sample: ReadonlyArray<Handoff>;
  /** When the first of them reaches the end of its maximum age. Null when they wait without end. */
  readonly settlesAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Events that wait for the same kind of thing. */
export type HeldGroupSampleArgs = {
  first: Scalars['Int']['input'];
};

/** The crossing of one boundary between two systems. */
export type Hop = {
  readonly __typename?: 'Hop';
  /** When it arrived on the far side. Null when that is not known. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The boundary. */
  readonly boundary: Boundary;
  /** What is known about it, such as why the event is held. Null when there is nothing to add. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** Whether this event is to tell of it: its channel crosses the boundary, and its source tells of that, or the event does. */
  readonly expected: Scalars['Boolean']['output'];
  /** Milliseconds since the hop before it; to a destination since it was evaluated. Null when one of the two times is not known. */
  readonly lagMs?: Maybe<Scalars['Int']['output']>;
  /** `OK`, `LATE` (arrived after its time), `PENDING` (not yet, still in time), `MISSING` (not, though its time is over), `HELD` (it waits here, see `detail`), `REJECTED` (refused here, or for good by the destination), `WRONG` (the destination stores something else than it was sent), `NOT_EXPECTED` (also: left out there by somebody's word, or what is stored has not been compared). */
  readonly state: Scalars['String']['output'];
};

/** One way to name something a customer is known by; exactly one field. */
export type IdentifierReferenceInput =
  /** The `id` of a customer's identifier. */
  { readonly id: Scalars['ID']['input']; readonly value?: never; }
  |  /** Its kind and whole value. */
  { readonly id?: never; readonly value: PurchaseIdentifierInput; };

/** Whether an identifier is in use. */
export type IdentifierStatus =
  /** In use. */
  | 'ACTIVE'
  /** Reported lost or misused; it still finds the customer, but must not be accepted at a till. */
  | 'BLOCKED'
  /** Another one took its place; it still finds the customer. */
  | 'REPLACED'
  /** Told by the stream alone: it was taken from the customer, whom it finds no more. */
  | 'UNLINKED';

/** One identifier of which the status changed, or which is new. */
export type IdentifierStatusChange = {
  readonly __typename?: 'IdentifierStatusChange';
  /** What it is: `email`, `phone`, `loyalty`, `card` or the code of a system. */
  readonly kind: Scalars['String']['output'];
  /** Its status since. */
  readonly status: IdentifierStatus;
};

/** What the customer is known by changed. */
export type IdentifiersChange = StreamChange & {
  readonly __typename?: 'IdentifiersChange';
  /** What changed, without the identifiers themselves. */
  readonly changes: ReadonlyArray<IdentifierStatusChange>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** A decision about who is who. */
export type IdentityDecision = {
  readonly __typename?: 'IdentityDecision';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Who or what. */
  readonly by: Actor;
  /** Why, as somebody put it; null for what was found. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What was decided, for people. */
  readonly sentence: Scalars['String']['output'];
};

/** Something that connects two leaves. */
export type IdentityEvidence = {
  readonly __typename?: 'IdentityEvidence';
  /** When it was last seen. */
  readonly at: Scalars['DateTime']['output'];
  /** The same as sentences; values are not shown. */
  readonly evidence: ReadonlyArray<Scalars['String']['output']>;
  /** One of the two, an id of a customer of then. */
  readonly from: Scalars['ID']['output'];
  /** Whether it makes the two one: it is strong enough, and nothing forbids it. */
  readonly holds: Scalars['Boolean']['output'];
  /** What it is. */
  readonly kind: IdentityEvidenceKind;
  /** Why it does not: `UNVERIFIED`, `LIMIT_OF_VALUE`, `LIMIT_OF_CUSTOMER`, `BLOCKED_VALUE`, `KIND_DOES_NOT_MERGE`, `DISTINCT`, `PENDING` (to be decided), `CONFLICT`, `TOO_WEAK`, `UNPROVEN` (they are alike, and each is known by identifiers of their own: somebody has to say so). Null when it does. */
  readonly refused?: Maybe<Scalars['String']['output']>;
  /** The other one. */
  readonly to: Scalars['ID']['output'];
};

/** What an edge is made of. */
export type IdentityEvidenceKind =
  /** Their records are alike. */
  | 'ALIKE'
  /** Somebody said so. */
  | 'SAID'
  /** Both showed one identifier. */
  | 'SHOWN';

/** What makes somebody one customer. */
export type IdentityGraph = {
  readonly __typename?: 'IdentityGraph';
  /** What was decided, latest first: 100 at most. */
  readonly decisions: ReadonlyArray<IdentityDecision>;
  /** What connects them with each other and with others, the strongest first: 200 at most. */
  readonly edges: ReadonlyArray<IdentityEvidence>;
  /** Whether there are more edges than are shown. */
  readonly isCut: Scalars['Boolean']['output'];
  /** What the customer consists of, the oldest first: 1,000 at most. */
  readonly leaves: ReadonlyArray<IdentityLeaf>;
  /** Identifiers that purchases showed and that the customer did not get, because a limit forbids it, and that nobody has: the latest first, 100 at most. A later purchase that shows one gives it as soon as there is room. */
  readonly surplus: ReadonlyArray<IdentitySurplus>;
};

/** Something that was known as a customer of its own once: what came by its identifiers stays with it for good. */
export type IdentityLeaf = {
  readonly __typename?: 'IdentityLeaf';
  /** The customer's id of then, which goes on answering. */
  readonly id: Scalars['ID']['output'];
  /** Identifiers that lead to it. */
  readonly identifiers: ReadonlyArray<Contact>;
  /** Orders that came by them. */
  readonly orders: Scalars['Int']['output'];
  /** Records of persons that sources gave. */
  readonly records: Scalars['Int']['output'];
};

/** Whether the purchases of one source and channel that were received on one day have customers. */
export type IdentityMismatch = {
  readonly __typename?: 'IdentityMismatch';
  /** Code of the channel: the event's, else its source's default. Null when neither names one. */
  readonly channel?: Maybe<Scalars['String']['output']>;
  /** The day, in UTC. */
  readonly day: Scalars['Date']['output'];
  /** Purchases without any identifier, which are in none of the other figures. */
  readonly guests: Scalars['Int']['output'];
  /** Purchases that carried at least one identifier, in whichever of their events: those with a customer now and `unresolved`. */
  readonly identified: Scalars['Int']['output'];
  /** Of those with a customer: their opening event waited for it first, or somebody claimed them. Those that waited while an older version ran are not known to have. */
  readonly matchedLate: Scalars['Int']['output'];
  /** `unresolved` divided by `identified`, 0 to 1. Null when none carried an identifier. */
  readonly rate?: Maybe<Scalars['Float']['output']>;
  /** Why they have none, the most frequent reason first. */
  readonly reasons: ReadonlyArray<IdentityMismatchReason>;
  /** Code of the source that opened the orders. */
  readonly source: Scalars['String']['output'];
  /** Of `identified`, those without a customer now: the sum of `reasons`. */
  readonly unresolved: Scalars['Int']['output'];
};

/** Purchases that carried an identifier and have no customer for the same reason. */
export type IdentityMismatchReason = {
  readonly __typename?: 'IdentityMismatchReason';
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** `UNKNOWN_CUSTOMER` (it waits for somebody who holds one of its identifiers), `APPLIED_AS_GUEST` (nobody held any, and its wait is over), `IDENTIFIER_BLOCKED` (all of its identifiers are blocked). */
  readonly reason: Scalars['String']['output'];
  /** Some of them, the newest first: their numbers and where they stand, no identifiers. */
  readonly sample: ReadonlyArray<Handoff>;
};


/** Purchases that carried an identifier and have no customer for the same reason. */
export type IdentityMismatchReasonSampleArgs = {
  first: Scalars['Int']['input'];
};

/** An identifier that a purchase showed and that its customer did not get; the purchase counts all the same. */
export type IdentitySurplus = {
  readonly __typename?: 'IdentitySurplus';
  /** When it was first shown. */
  readonly at: Scalars['DateTime']['output'];
  /** The kind of the identifier; its value is not shown. */
  readonly identifierKind: Scalars['String']['output'];
  /** The leaf that the purchase came to, an id of a customer of then. */
  readonly leaf: Scalars['ID']['output'];
  /** Why it was not given: `LIMIT_OF_CUSTOMER`, the customer has as many of the kind as set-up allows (`valuesPerCustomer`). */
  readonly refused: Scalars['String']['output'];
};

/** One message of a foreign system, in its own words. */
export type InboundMessage = {
  readonly __typename?: 'InboundMessage';
  /** The raw body with letters and digits masked, so that its form can be seen and nobody in it: at most 65,536 characters. Null when it was dropped after its time, or is no text. `tributary intake show` has it as it came. */
  readonly body?: Maybe<Scalars['String']['output']>;
  /** What of it could not be understood or taken: at most 20 are kept. */
  readonly faults: ReadonlyArray<InboundMessageFault>;
  /** What its sender knows it by; a repetition has the same. */
  readonly key: Scalars['String']['output'];
  /** Number of the message, as `tributary intake` knows it. */
  readonly number: Scalars['String']['output'];
  /** What its parts came to, such as `purchases APPLIED`. */
  readonly outcomes: ReadonlyArray<ReasonCount>;
  /** When it was read last. Null while it waits. */
  readonly readAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was stored. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** How far it was read. */
  readonly state: InboundMessageState;
  /** What its sender says that it is about, such as `orders/fulfilled`. Null when it says nothing. */
  readonly topic?: Maybe<Scalars['String']['output']>;
};

/** A page of messages, the latest first. */
export type InboundMessageConnection = {
  readonly __typename?: 'InboundMessageConnection';
  /** The same messages, each with its cursor. */
  readonly edges: ReadonlyArray<InboundMessageEdge>;
  /** The messages. */
  readonly nodes: ReadonlyArray<InboundMessage>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** A message and its place in the list. */
export type InboundMessageEdge = {
  readonly __typename?: 'InboundMessageEdge';
  /** Give it as `after` to read on behind this message. */
  readonly cursor: Scalars['String']['output'];
  /** The message. */
  readonly node: InboundMessage;
};

/** What of a message could not be understood or taken. */
export type InboundMessageFault = {
  readonly __typename?: 'InboundMessageFault';
  /** Its place in the message, in the sender's words or ours. Empty: the whole of it. */
  readonly at: Scalars['String']['output'];
  /** What is wrong, and what to do. */
  readonly problem: Scalars['String']['output'];
  /** Code of the reason. */
  readonly reason: Scalars['String']['output'];
};

/** How far a message was read. */
export type InboundMessageState =
  /** Everything in it was understood, and told. */
  | 'READ'
  /** Stored; it waits to be read. */
  | 'RECEIVED'
  /** Something in it was not understood: it can be read again once that is mended. */
  | 'UNREAD';

/** Something that was found broken, from when it began to when it was gone. At most one of a code and subject is open. */
export type Incident = Node & {
  readonly __typename?: 'Incident';
  /** When somebody said that they look after it. Null: nobody has. */
  readonly acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who did. Null: nobody has. */
  readonly acknowledgedBy?: Maybe<Scalars['String']['output']>;
  /** Customers whom it had to do with, the most that were counted at once: known ones, and identifiers that wait for one. */
  readonly affectedCustomers: Scalars['Int']['output'];
  /** Orders, and purchases that wait and are none yet, the most that were counted at once. */
  readonly affectedOrders: Scalars['Int']['output'];
  /** The same in every currency, that of most orders first; currencies are never added up. */
  readonly amountsAtRisk: ReadonlyArray<Money>;
  /** What it is: `BOUNDARY_LATE`, `SOURCE_SILENT`, `DESTINATION_BROKEN`, `DESTINATION_LATE`, `DEAD_LETTERS`, `BUDGET_BURNS`, or one of a newer version. */
  readonly code: Scalars['String']['output'];
  /** When the system found it. */
  readonly detectedAt: Scalars['DateTime']['output'];
  /** Sentences with the figures that it was seen by last. */
  readonly evidence: ReadonlyArray<Scalars['String']['output']>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** What those of these orders come to that gave nobody anything yet, in the currency of most of them. Null: there are none. */
  readonly moneyAtRisk?: Maybe<Money>;
  /** What they said. Null: nothing. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** Which channels were or are to be told of it, in the order of its moments. */
  readonly notices: ReadonlyArray<IncidentNotice>;
  /** Who is to mend it. */
  readonly owner: Owner;
  /** When it was gone; said once it was gone for ten minutes. Null: it is not over. */
  readonly resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What to do: a path or an address. */
  readonly runbook: Scalars['String']['output'];
  /** When the fault began, by what is recorded. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Code of the boundary, source, destination or service level. */
  readonly subject: Scalars['String']['output'];
  /** What is broken, in a few words. */
  readonly title: Scalars['String']['output'];
};

/** That nobody is told of some incidents for a time: maintenance, or something that is known. They are found and counted all the same. */
export type IncidentMute = {
  readonly __typename?: 'IncidentMute';
  /** Who wanted it. */
  readonly by: Scalars['String']['output'];
  /** Code of the incidents. Null: whatever is broken. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** From when on. */
  readonly from: Scalars['DateTime']['output'];
  /** Opaque; `unmuteIncidents` takes it. `node` does not answer it. */
  readonly id: Scalars['ID']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** What they are about. Null: whatever it is. */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** Until when. */
  readonly until: Scalars['DateTime']['output'];
};

/** That a channel is told of a moment of an incident. */
export type IncidentNotice = {
  readonly __typename?: 'IncidentNotice';
  /** The first of what was answered, or why nothing was. Null: it was not tried. */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** Code of the channel. */
  readonly channel: Scalars['String']['output'];
  /** When it was to be told. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it was given up, after a day, or when mail was refused for good; or, not told at all, when all was over. Null: it was not. */
  readonly droppedAt?: Maybe<Scalars['DateTime']['output']>;
  /** `OPENED`, `ACKNOWLEDGED` or `RESOLVED`. */
  readonly moment: Scalars['String']['output'];
  /** When it was taken. Null: it was not. */
  readonly sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** HTTP status, or code of SMTP, that was answered last. Null: nothing was. */
  readonly status?: Maybe<Scalars['Int']['output']>;
  /** How often it was tried. */
  readonly tries: Scalars['Int']['output'];
};

/** Purchase events to take in. */
export type IngestPurchasesInput = {
  /** 1 to 500 events. Several of one order, and of one customer, may stand in one call. */
  readonly events: ReadonlyArray<PurchaseEventInput>;
};

/** What became of the events of a call. */
export type IngestPurchasesPayload = {
  readonly __typename?: 'IngestPurchasesPayload';
  /** One per event, in the order of the input. */
  readonly results: ReadonlyArray<PurchaseResult>;
  /** Always empty: what is wrong with an event stands in its result. Here so that every payload looks alike. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One hour of a source. */
export type IntakeHour = {
  readonly __typename?: 'IntakeHour';
  /** Of these, those that have had their effect. */
  readonly applied: Scalars['Int']['output'];
  /** Purchase events that were received and have an id of their own, by whatever door. */
  readonly events: Scalars['Int']['output'];
  /** Its beginning, in UTC. */
  readonly from: Scalars['DateTime']['output'];
  /** Of these, those that wait, by what for. */
  readonly held: ReadonlyArray<ReasonCount>;
  /** Of these, those that have a customer now. */
  readonly matched: Scalars['Int']['output'];
  /** Messages that were stored. */
  readonly messages: Scalars['Int']['output'];
  /** Of these, those that were refused, by why. */
  readonly rejected: ReadonlyArray<ReasonCount>;
  /** Of these, those of which everything was understood. */
  readonly understood: Scalars['Int']['output'];
  /** Of these, those of which something was not understood, by the first reason. */
  readonly unread: ReadonlyArray<ReasonCount>;
  /** Of these, those that wait to be read. */
  readonly waiting: Scalars['Int']['output'];
};

/** What one source has told us in a time. */
export type IntakeReport = {
  readonly __typename?: 'IntakeReport';
  /** Hours in which something was received, the first one first. */
  readonly hours: ReadonlyArray<IntakeHour>;
  /** Messages of that time, the latest first. */
  readonly messages: InboundMessageConnection;
  /** Code of the source. */
  readonly source: Scalars['String']['output'];
};


/** What one source has told us in a time. */
export type IntakeReportMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<InboundMessageState>;
};

/** Something that happened between a customer and the retailer beside purchases. */
export type Interaction = Node & {
  readonly __typename?: 'Interaction';
  /** When it happened, by its source's clock. */
  readonly at: Scalars['DateTime']['output'];
  /** Code of the campaign that it belongs to. Null when it belongs to none, and for the customer's own eyes. */
  readonly campaignCode?: Maybe<Scalars['String']['output']>;
  /** Number of the case within the source. Null for what has none. */
  readonly caseNumber?: Maybe<Scalars['String']['output']>;
  /** Where it happened, such as `phone`, `email`, `store`; as its source calls it. */
  readonly channel: Scalars['String']['output'];
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** `COMPLAINT`, `CONTACT`, `MESSAGE_SENT`, `MESSAGE_OPENED`, `MESSAGE_CLICKED`, `MESSAGE_BOUNCED`, `MESSAGE_UNSUBSCRIBED`, `CASE_OPENED`, `CASE_RESOLVED` or `GOODWILL`. */
  readonly kind: Scalars['String']['output'];
  /** The order it is about. Null when it is about none, or its number is not known, or known to several sources and none was named. */
  readonly order?: Maybe<Order>;
  /** When it was recorded here. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Code of the system that told it. */
  readonly source: Scalars['String']['output'];
  /** `OPEN` or `RESOLVED` for what has a case: derived from all that was told of the case, whichever came first. Null for what has none. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** What it was about, in people's words. Empty when the source told none, or it was erased. */
  readonly subject: Scalars['String']['output'];
};

/** An interaction was recorded. Not for tills. */
export type InteractionChange = StreamChange & {
  readonly __typename?: 'InteractionChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** The interaction as it is now. Null when the viewer may not see it. */
  readonly interaction?: Maybe<Interaction>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** A page of interactions. */
export type InteractionConnection = {
  readonly __typename?: 'InteractionConnection';
  /** The same interactions, each with its cursor. */
  readonly edges: ReadonlyArray<InteractionEdge>;
  /** The interactions. */
  readonly nodes: ReadonlyArray<Interaction>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** An interaction and its place in the list. */
export type InteractionEdge = {
  readonly __typename?: 'InteractionEdge';
  /** Give it as `after` to read on behind this interaction. */
  readonly cursor: Scalars['String']['output'];
  /** The interaction. */
  readonly node: Interaction;
};

/** One interaction to record. Every value is checked for itself, so that one bad interaction fails alone. */
export type InteractionInput = {
  /** Code of the campaign that it belongs to, at most 128 bytes. */
  readonly campaignCode?: InputMaybe<Scalars['String']['input']>;
  /** Number of the case within the source, at most 128 bytes; required for `CASE_OPENED` and `CASE_RESOLVED`, and what ties a complaint to its resolution. */
  readonly caseNumber?: InputMaybe<Scalars['String']['input']>;
  /** Where it happened, such as `phone`, `email`, `store`; at most 128 bytes. */
  readonly channel: Scalars['String']['input'];
  /** What the customer is known by; of several, the source's best-ranked one that somebody holds. Required without `customerId`. */
  readonly customer?: InputMaybe<ReadonlyArray<PurchaseIdentifierInput>>;
  /** The customer's `id`. It goes before `customer`. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Unique within the source, at most 255 bytes. The same id again answers `duplicate`. */
  readonly externalId: Scalars['String']['input'];
  /** `COMPLAINT`, `CONTACT`, `MESSAGE_SENT`, `MESSAGE_OPENED`, `MESSAGE_CLICKED`, `MESSAGE_BOUNCED`, `MESSAGE_UNSUBSCRIBED`, `CASE_OPENED`, `CASE_RESOLVED` or `GOODWILL`. */
  readonly kind: Scalars['String']['input'];
  /** When it happened there, RFC 3339 with offset; not in the future. */
  readonly occurredAt: Scalars['String']['input'];
  /** The order it is about. It need not be here yet. */
  readonly order?: InputMaybe<SourceNumberInput>;
  /** Who says so, such as `crm`; must be registered. */
  readonly source: Scalars['String']['input'];
  /** What it was about: one line, at most 500 bytes. Personal; it can be erased. */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
};

/** What became of one interaction of a call. */
export type InteractionResult = {
  readonly __typename?: 'InteractionResult';
  /** As of a single one. */
  readonly duplicate: Scalars['Boolean']['output'];
  /** Place in the call, from 0. */
  readonly index: Scalars['Int']['output'];
  /** As of a single one. */
  readonly interaction?: Maybe<Interaction>;
  /** As of a single one; `field` starts within the interaction. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A coupon to be issued. */
export type IssueCouponInput = {
  /** What its identity conditions are judged by. Default: HONOURED_AT_ISSUE for a personal coupon; a public code is LIVE. */
  readonly basis?: InputMaybe<EligibilityBasis>;
  /** What it is issued under. */
  readonly campaign?: InputMaybe<CampaignInput>;
  /** A public code that somebody thought of, 4 to 32 letters and digits. Null: one that cannot be guessed is made. Personal coupons always get one. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** When it can be used. */
  readonly conditions?: InputMaybe<CouponConditionsInput>;
  /** Whose it will be. Null: a public code. */
  readonly customer?: InputMaybe<CustomerIdentifierInput>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, for whoever is asked about it later, at most 200 characters. No personal data. */
  readonly issuedBecause?: InputMaybe<Scalars['String']['input']>;
  /** What it is called, at least in one language. */
  readonly names: ReadonlyArray<LocalisedTextInput>;
  /** Segments that the customer was chosen by, kept as they were. */
  readonly segments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How often it can be used. Default: once for a personal coupon, without limit for a public code. */
  readonly uses?: InputMaybe<Scalars['Int']['input']>;
  /** How often one customer can use it. Then the till has to say who it is. */
  readonly usesPerCustomer?: InputMaybe<Scalars['Int']['input']>;
  /** Default: now. */
  readonly validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** It can be used until just before this moment. */
  readonly validUntil: Scalars['DateTime']['input'];
  /** What it gives. */
  readonly value: CouponValueInput;
};

/** The answer to issuing a coupon. */
export type IssueCouponPayload = {
  readonly __typename?: 'IssueCouponPayload';
  /** The coupon. Null when there are `userErrors`. */
  readonly coupon?: Maybe<Coupon>;
  /** Why nothing was issued: `CUSTOMER_NOT_FOUND` (a miss: RATE_LIMITED for whoever has too many), `CODE_TAKEN`, `TIER_NEEDED` or `COUPON_LIMIT`: what an agent issues counts, by all the uses it allows, to what one person gives within 24 hours (see `adjustPoints`), with the points that the amount would buy; of coupons without such a price (a percentage, an article, another currency) 10 uses, unless the set-up says otherwise. A code without a limit of uses is for marketing and supervisors. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** For whom a storefront needs a token. */
export type IssueCustomerTokenInput = {
  /** Whom the shop has signed in: by `id`, `email`, `phone`, `loyaltyNumber` or `external`. */
  readonly customer: CustomerIdentifierInput;
};

/** A token for one customer's own page. */
export type IssueCustomerTokenPayload = {
  readonly __typename?: 'IssueCustomerTokenPayload';
  /** When it ends, 15 minutes after it was made. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** To be sent as `Authorization: Bearer ...`; sees this customer alone. Null when there are `userErrors`. */
  readonly token?: Maybe<Scalars['String']['output']>;
  /** Why there is none: `CUSTOMER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** How long something took, in milliseconds. */
export type Lag = {
  readonly __typename?: 'Lag';
  /** Half took no longer. */
  readonly p50Ms: Scalars['Float']['output'];
  /** Nineteen in twenty took no longer. */
  readonly p95Ms: Scalars['Float']['output'];
  /** Ninety-nine in a hundred took no longer. */
  readonly p99Ms: Scalars['Float']['output'];
};

/** How what waits for a destination travels. */
export type Lane =
  /** It happens to very many at once, and lets the others by. */
  | 'BULK'
  /** Somebody waits for it. */
  | 'LIVE';

/** What the programme owes its customers at the end of a day, from the ledger alone. */
export type LiabilityReport = {
  readonly __typename?: 'LiabilityReport';
  /** The day. */
  readonly asOf: Scalars['Date']['output'];
  /** By the market of the store where it was booked (`online` for none) and wallet. Points earned in one market and spent in another show in both. */
  readonly byMarket: ReadonlyArray<LiabilityRow>;
};

/** What is owed in one market and wallet. */
export type LiabilityRow = {
  readonly __typename?: 'LiabilityRow';
  /** `fairValue` less the expected breakage. Null when the wallet has no price. */
  readonly deferredRevenue?: Maybe<Money>;
  /** Share of what was given that has expired so far: what may be expected of the rest. */
  readonly expectedBreakage: Scalars['Float']['output'];
  /** Points that nobody spent in time. */
  readonly expired: Scalars['Points']['output'];
  /** What they buy. Null when the wallet has no price. */
  readonly fairValue?: Maybe<Money>;
  /** Points given, less what returns took back. */
  readonly issued: Scalars['Points']['output'];
  /** Market of the store; `online` for what was in none. */
  readonly market: Scalars['String']['output'];
  /** Points that customers hold, active or not. */
  readonly outstanding: Scalars['Points']['output'];
  /** Points paid with or set aside for payments. */
  readonly redeemed: Scalars['Points']['output'];
  /** Code of the wallet. */
  readonly wallet: Scalars['String']['output'];
};

/** What a line of an order is. By default only ARTICLE earns points. */
export type LineKind =
  /** A correction made by hand. */
  | 'ADJUSTMENT'
  /** Goods. */
  | 'ARTICLE'
  /** A deposit, such as for a bottle. */
  | 'DEPOSIT'
  /** A donation. */
  | 'DONATION'
  /** A fee, such as a bank charge. */
  | 'FEE'
  /** A gift card that was sold: it earns when it is spent. */
  | 'GIFT_CARD'
  /** Work done for the customer. */
  | 'SERVICE'
  /** Postage and carriage. */
  | 'SHIPPING'
  /** Tax that stands on a line of its own. */
  | 'TAX';

/** One more identifier of a customer, such as a second address. */
export type LinkIdentifierInput = {
  /** Whose it is to be. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The identifier, with `verified` where the customer has proved it. */
  readonly identifier: PurchaseIdentifierInput;
};

/** The answer to a link. */
export type LinkIdentifierPayload = {
  readonly __typename?: 'LinkIdentifierPayload';
  /** The customer as it is now, with the purchases that had waited for the identifier. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `IDENTIFIER_TAKEN`, `IDENTIFIER_NOT_IN_USE` (it is blocked), `VALUE_NAMES_NOBODY` (set-up says so), `LIMIT_OF_CUSTOMER`, or the code of a malformed value. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A text in a language. */
export type LocalisedTextInput = {
  /** Language, BCP 47, such as `de`. */
  readonly locale: Scalars['String']['input'];
  /** The text, at most 200 characters. */
  readonly text: Scalars['String']['input'];
};

/** Something found by what somebody typed; shortened to what a search may show. */
export type LookupHit = {
  readonly __typename?: 'LookupHit';
  /** The coupon, when the text is one's code. */
  readonly coupon?: Maybe<Coupon>;
  /** The customer behind it, masked; open it by its `id` to see more. Null for a guest's order and a public code. */
  readonly customer?: Maybe<Customer>;
  /** The found value, masked; a coupon's code as it is printed. */
  readonly display: Scalars['String']['output'];
  /** The purchase event that names the number, while it is held and part of no order; `firstProblem` says what it waits for. Null otherwise. */
  readonly handoff?: Maybe<Handoff>;
  /** What tells its customer from the others that look alike under their masks: tier, since when a member, day and shop of the last order. Null when there is no customer. */
  readonly hint?: Maybe<Scalars['String']['output']>;
  /** What the text is: `email`, `phone`, `loyalty`, `card`, the code of a system, `order`, `receipt` or `coupon`. */
  readonly kind: Scalars['String']['output'];
  /** The order, when the text is one's number. */
  readonly order?: Maybe<Order>;
};


/** Something found by what somebody typed; shortened to what a search may show. */
export type LookupHitHintArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type Loyalty = {
  readonly __typename?: 'Loyalty';
  /** Points by wallet, sorted by wallet; those of everybody merged into this customer included. */
  readonly accounts: ReadonlyArray<Account>;
  /** A wallet as it stood at an instant: by what had been recorded by then, so that what became known later does not change it. */
  readonly balance: BalanceAt;
  /** When the customer joined. */
  readonly enrolledAt: Scalars['DateTime']['output'];
  /** Tiers given otherwise that are in force: as a welcome, for a status elsewhere, against payment, from the programme before. The latest last. Empty for the customer's own token. */
  readonly grants: ReadonlyArray<TierGrant>;
  /** Every change of the tier and of what it rests on, the latest first. What time has brought in the last minute may still be missing; `tier` has it. */
  readonly history: TierChangeConnection;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its customer. */
  readonly id: Scalars['ID']['output'];
  /** What is missing to keep the earned tier beyond its term. Null when that is the base tier. */
  readonly keep?: Maybe<TierProgress>;
  /** What is missing to earn the tier after the earned one, which a given tier does not change. Null when the highest is earned. */
  readonly next?: Maybe<TierProgress>;
  /** The next change of the tier if nothing more is bought: at the end of the term, or of what gives the tier. Null when there is none in sight. */
  readonly nextChange?: Maybe<UpcomingChange>;
  /** The override in force, also when a higher earned tier decides. Null when there is none, and for the customer's own token: reasons are for staff. */
  readonly override?: Maybe<Override>;
  /** The programme. */
  readonly programme: Programme;
  /** The tier once all open orders are handed over and paid: at least the one held. */
  readonly projected: Tier;
  /** A wallet over a period of days of the programme's calendar. A month that is over keeps its figures: what becomes known late stands in the month that was open then. */
  readonly statement: Statement;
  /** Where the membership stands. */
  readonly status: MembershipStatus;
  /** The tier held now: the one earned, or one given above it (`override`, `grants`). */
  readonly tier: Tier;
  /** Why this tier: sentences to read to a customer, in order. */
  readonly tierReason: ReadonlyArray<Scalars['String']['output']>;
  /** Since when it is held without a break. */
  readonly tierSince: Scalars['DateTime']['output'];
  /** When it is looked at again: the end of the term, or of what gives the tier. Null for the base tier, which cannot be lost, and for a given one without an end. */
  readonly tierUntil?: Maybe<Scalars['DateTime']['output']>;
};


/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type LoyaltyBalanceArgs = {
  at: Scalars['DateTime']['input'];
  wallet?: InputMaybe<Scalars['String']['input']>;
};


/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type LoyaltyHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type LoyaltyStatementArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  wallet?: InputMaybe<Scalars['String']['input']>;
};


/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type LoyaltyTierReasonArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** How bodies of a kind are read, by name. */
export type Mapping = {
  readonly __typename?: 'Mapping';
  /** Its name, as set-ups of sources have it. */
  readonly name: Scalars['String']['output'];
  /** The version that reads. */
  readonly newest: MappingVersion;
  /** Codes of the sources that it reads by their set-up, those that are not retired. */
  readonly sources: ReadonlyArray<Scalars['String']['output']>;
  /** One version. Null when there is none of this number. */
  readonly version?: Maybe<MappingVersion>;
  /** Its versions, the newest first. */
  readonly versions: ReadonlyArray<MappingVersion>;
};


/** How bodies of a kind are read, by name. */
export type MappingVersionArgs = {
  number: Scalars['Int']['input'];
};


/** How bodies of a kind are read, by name. */
export type MappingVersionsArgs = {
  first: Scalars['Int']['input'];
};

/** A page of mappings, by name. */
export type MappingConnection = {
  readonly __typename?: 'MappingConnection';
  /** The same mappings, each with its cursor. */
  readonly edges: ReadonlyArray<MappingEdge>;
  /** The mappings. */
  readonly nodes: ReadonlyArray<Mapping>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** A mapping and its place in the list. */
export type MappingEdge = {
  readonly __typename?: 'MappingEdge';
  /** Give it as `after` to read on behind this mapping. */
  readonly cursor: Scalars['String']['output'];
  /** The mapping. */
  readonly node: Mapping;
};

/** What is wrong with a mapping. */
export type MappingFault = {
  readonly __typename?: 'MappingFault';
  /** Its column, from 1. */
  readonly column: Scalars['Int']['output'];
  /** Its line, from 1. */
  readonly line: Scalars['Int']['output'];
  /** Which field, and what is to be there. */
  readonly message: Scalars['String']['output'];
};

/** What a mapping made of a sample, or what is wrong with the mapping itself. */
export type MappingTrial = {
  readonly __typename?: 'MappingTrial';
  /** What all records came to. Null when the mapping has faults. */
  readonly counts?: Maybe<TrialCounts>;
  /** What is wrong with the mapping, by its place, 100 at most. Nothing was read then. Empty: it can be saved. */
  readonly faults: ReadonlyArray<MappingFault>;
  /** Of a stored message, its body with letters and digits masked, at most 65,536 characters. Null for a sample that was sent, and for what is no text. */
  readonly masked?: Maybe<Scalars['String']['output']>;
  /** Name of the mapping. Null when it has faults. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The first 50 records, and at most 50 later ones that something is wrong with; fewer where they are very long. */
  readonly records: ReadonlyArray<TriedRecord>;
};

/** A mapping as it was saved. Never changed, never deleted: messages say which version read them. */
export type MappingVersion = {
  readonly __typename?: 'MappingVersion';
  /** As it was written, YAML or JSON. */
  readonly document: Scalars['String']['output'];
  /** When it was saved. */
  readonly savedAt: Scalars['DateTime']['output'];
  /** Who saved it. */
  readonly savedBy: Actor;
  /** Its number; the highest one reads. */
  readonly version: Scalars['Int']['output'];
};

/** Two customers who may be one person. */
export type MatchCandidate = {
  readonly __typename?: 'MatchCandidate';
  /** The other one, seen from whose list it is; in the list of all the one who came later. */
  readonly customer: Customer;
  /** Both, the one who came first at the head. */
  readonly customers: ReadonlyArray<Customer>;
  /** Why they were put up, a sentence for each thing that speaks for it or against it; values are not shown. */
  readonly evidence: ReadonlyArray<Scalars['String']['output']>;
  /** Opaque; stays the same while the two are. */
  readonly id: Scalars['ID']['output'];
  /** How likely they are one person, 0 to 1: of what their records say by the weights in force; at least 0.5 where both showed an identifier. */
  readonly score: Scalars['Float']['output'];
  /** Since when they were put up. */
  readonly since: Scalars['DateTime']['output'];
  /** Whether somebody still has to look at it. */
  readonly state: MatchState;
};

/** A page of candidates. */
export type MatchCandidateConnection = {
  readonly __typename?: 'MatchCandidateConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<MatchCandidateEdge>;
  /** The candidates of this page. */
  readonly nodes: ReadonlyArray<MatchCandidate>;
  /** Whether there is more. */
  readonly pageInfo: PageInfo;
};

/** A candidate and its place in the list. */
export type MatchCandidateEdge = {
  readonly __typename?: 'MatchCandidateEdge';
  /** Its place. */
  readonly cursor: Scalars['String']['output'];
  /** The candidate. */
  readonly node: MatchCandidate;
};

/** Whether two customers are one person. */
export type MatchDecision =
  /** They are two, and nothing but a person makes them one again. */
  | 'DIFFERENT'
  /** They are one: they are merged. */
  | 'SAME'
  /** Nobody knows: what was decided before is open again. */
  | 'UNDECIDED';

/** Whether somebody still has to look at a candidate. */
export type MatchState =
  /** Somebody said that they are two. */
  | 'DISTINCT'
  /** Nothing speaks for it any more. */
  | 'GONE'
  /** They are one. */
  | 'MERGED'
  /** Somebody has to. */
  | 'OPEN';

/** Points that become active together. */
export type MaturingLot = {
  readonly __typename?: 'MaturingLot';
  /** When they can be spent. */
  readonly at: Scalars['DateTime']['output'];
  /** How many are left of them. */
  readonly points: Scalars['Points']['output'];
};

/** Where a membership stands. */
export type MembershipStatus =
  /** Ended. */
  | 'CLOSED'
  /** Earns and spends. */
  | 'ENROLLED'
  /** Neither earns nor spends for now. */
  | 'SUSPENDED';

/** Points of one wallet. */
export type MergeBalance = {
  readonly __typename?: 'MergeBalance';
  /** May be spent; below zero when spent points were taken back. */
  readonly active: Scalars['Points']['output'];
  /** Booked and not active yet. */
  readonly maturing: Scalars['Points']['output'];
  /** Code of the wallet. */
  readonly wallet: Scalars['String']['output'];
};

/** Customers turned out to be one person and go on as one of them: told once to whoever follows any of them. What is told behind it is of the survivor, from the merge on; read the customer again. */
export type MergeChange = StreamChange & {
  readonly __typename?: 'MergeChange';
  /** Who was absorbed: their ids go on answering, and name the one who goes on. */
  readonly absorbed: ReadonlyArray<Scalars['ID']['output']>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** Who goes on. Who follows an absorbed id follows this one already, and need not subscribe again. */
  readonly into: Scalars['ID']['output'];
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** Something that stands against a merge. */
export type MergeConflict = {
  readonly __typename?: 'MergeConflict';
  /** What it is, for programs. */
  readonly code: MergeConflictCode;
  /** The same for people. */
  readonly message: Scalars['String']['output'];
};

/** What would stand against a merge until a supervisor overrules it. */
export type MergeConflictCode =
  /** Together they would have more identifiers of a kind than set-up allows. */
  | 'LIMIT_OF_CUSTOMER'
  /** Somebody has said that they are two people. */
  | 'SAID_DISTINCT';

/** Two customers who are one. */
export type MergeCustomersInput = {
  /** Who goes on. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Who goes under them. */
  readonly other: CustomerIdentifierInput;
  /** Against a limit, or against somebody's word that they are two: a supervisor's to say. Default false. */
  readonly overrule?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, 1 to 500 characters; kept with the decision. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to a merge. */
export type MergeCustomersPayload = {
  readonly __typename?: 'MergeCustomersPayload';
  /** The customer that goes on, with what both have. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `SAME_CUSTOMER` (they are one already), `SAID_DISTINCT`, `LIMIT_OF_CUSTOMER`, `TOO_MANY_LEAVES`, `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What making two customers one would come to. */
export type MergePreview = {
  readonly __typename?: 'MergePreview';
  /** What both would have together. Null when it cannot be done at all; `userErrors` say why. */
  readonly after?: Maybe<MergeSide>;
  /** What the one who would go on has now. */
  readonly before: MergeSide;
  /** What stands against it. Empty: nothing does. */
  readonly conflicts: ReadonlyArray<MergeConflict>;
  /** Who would go on. */
  readonly customer: Customer;
  /** Who would go under them. */
  readonly other: Customer;
  /** What the other one has now. */
  readonly otherBefore: MergeSide;
  /** Why it cannot be done, conflicts apart: `SAME_CUSTOMER`, `TOO_MANY_LEAVES`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a customer has, or would have. */
export type MergeSide = {
  readonly __typename?: 'MergeSide';
  /** Points by wallet, over all that belongs to the customer. */
  readonly balances: ReadonlyArray<MergeBalance>;
  /** Identifiers that it is known by. */
  readonly identifiers: Scalars['Int']['output'];
  /** Orders. */
  readonly orders: Scalars['Int']['output'];
  /** Code of the tier; null for who has none. */
  readonly tier?: Maybe<Scalars['String']['output']>;
  /** When the tier ends by itself; null when it does not. */
  readonly tierUntil?: Maybe<Scalars['DateTime']['output']>;
};

/** An amount of money. */
export type Money = {
  readonly __typename?: 'Money';
  /** All decimals of the currency, such as `12.50` in EUR and `12` in JPY. Negative for money that flows back. */
  readonly amount: Scalars['Decimal']['output'];
  /** ISO 4217, upper case. */
  readonly currencyCode: Scalars['String']['output'];
};

/** An amount of money that is sent in. */
export type MoneyInput = {
  /** At most the decimals of the currency, such as `12.50` in EUR. */
  readonly amount: Scalars['Decimal']['input'];
  /** ISO 4217, upper case. */
  readonly currencyCode: Scalars['String']['input'];
};

/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Says that the viewer looks after an incident: it stays open until what is broken is mended. On record. Needs incident:operate. */
  readonly acknowledgeIncident?: Maybe<AcknowledgeIncidentPayload>;
  /** Puts an approved draft into force. Orders placed from then on earn by it, and tiers are decided by it. One that an API key wrote or changed takes a person beside the one who approved it (`SECOND_PERSON_NEEDED`). */
  readonly activateRuleset?: Maybe<RulesetPayload>;
  /** Gives a member points by hand, or takes some. They do not count towards tiers. Nobody may do so with their own record; that of a colleague needs a supervisor. */
  readonly adjustPoints?: Maybe<PointsPayload>;
  /** Takes the installation to what a document says, all of it or nothing. A section that is there is all there is of its kind: what it does not list is retired, never deleted. Applied twice, it changes nothing. For admins. */
  readonly applySetup?: Maybe<ApplySetupPayload>;
  /** Says that a second person has looked at a draft: nobody who wrote it or ever changed it, in whatever role, and no API key (`SECOND_PERSON_NEEDED`). */
  readonly approveRuleset?: Maybe<RulesetPayload>;
  /** Sets points aside for a payment that is under way. Two tills at once never set aside more than there is. Nobody pays with, gives back or takes back their own points (`FORBIDDEN`). */
  readonly authorisePoints?: Maybe<PointsHoldPayload>;
  /** Blocks an identifier: staff still find its customer by it, it proves nothing (`IDENTIFIER_NOT_IN_USE`), and no purchase is the customer's because of it. */
  readonly blockIdentifier?: Maybe<BlockIdentifierPayload>;
  /** Sets points aside that nobody may spend until a supervisor has looked into it. */
  readonly blockPoints?: Maybe<PointsHoldPayload>;
  /** Pays with points that were set aside, all or some; the rest goes back. Refused where a mark given since forbids paying (`CUSTOMER_MARKED`, see `CustomerFlag`); release them then. */
  readonly capturePoints?: Maybe<PointsPayload>;
  /** Gives a guest's purchase to a customer, with the points it would have earned. Nobody does so for their own record; that of a colleague needs a supervisor. */
  readonly claimPurchase?: Maybe<ClaimPurchasePayload>;
  /** Ends the override in force before its time; the earned tier applies at once. */
  readonly clearTierOverride?: Maybe<ClearTierOverridePayload>;
  /** Makes a customer. Purchases that waited for one of the identifiers are applied before the answer. */
  readonly createCustomer?: Maybe<CreateCustomerPayload>;
  /** Takes in a draft of rules. It is checked whole, and a draft that is kept can be put into force. At most 200 conditions, of 50,000 characters together, and no characters that nobody sees. */
  readonly createRulesetDraft?: Maybe<RulesetPayload>;
  /** Has a destination told from now on (LIVE), or puts it in shadow again (SHADOW): what was settled in shadow is not sent, and what comes after is. Answered, nothing is begun to be sent to what is in shadow; requests under way end within `timeoutSeconds`. On record with who and why. Needs destination:operate. */
  readonly cutOverDestination?: Maybe<CutOverDestinationPayload>;
  /**
   * Says what a business day came to: how many receipts, and their total. It is what receipts are compared with, so say what the till or the source counted itself, never what was sent. A later declaration of the same day by the same sender takes the place of the former; both stay on record.
   *
   * A till declares its own days, and the store that its token is bound to. A source declares with `source`: the days of a store's till, of a whole store, or, without `store`, of all orders that it took in, each currency by itself. An admin may declare in a till's place.
   */
  readonly declareDay?: Maybe<DeclareDayPayload>;
  /** Throws a draft away. No other draft gets its number. */
  readonly discardRulesetDraft?: Maybe<RulesetPayload>;
  /** Ends such a grant before its time; the earned tier applies at once, or another grant. */
  readonly endTierGrant?: Maybe<EndTierGrantPayload>;
  /** Makes a customer a member. What they bought before is credited at once, each purchase for as many days as the rules of its own day say (`retroCreditDays`). A purchase that makes a member credits the same. */
  readonly enrolCustomer?: Maybe<EnrolCustomerPayload>;
  /** Gives a customer goodwill: points, which are active at once and count towards no tier, or a coupon of the set-up. Its limits hold whoever gives at once. Nobody gives themselves any; a colleague needs a supervisor. */
  readonly giveGoodwill?: Maybe<GiveGoodwillPayload>;
  /** Gives a member a tier as a welcome, for a status elsewhere, against payment or from the programme before. Of each kind one is in force at most. The same rights as for `overrideTier`. */
  readonly grantTier?: Maybe<GrantTierPayload>;
  /** Takes purchase events in. Each is applied, held or rejected for itself; when the answer comes, readers see the effect. An event for the very customer whom the token names waits for another person (`OWN_PURCHASE`). A blocked identifier names nobody, a replaced one its customer; what a mark on the customer keeps from earning is `CustomerFlag`'s to say. Safe to repeat: (source, eventId) is the key. */
  readonly ingestPurchases?: Maybe<IngestPurchasesPayload>;
  /** Issues a coupon to a customer, or a public code. What it promises never changes afterwards. */
  readonly issueCoupon?: Maybe<IssueCouponPayload>;
  /** Trades a shop's key for a token of one customer, for 15 minutes. For the shop's back end, after it has signed the customer in. */
  readonly issueCustomerToken?: Maybe<IssueCustomerTokenPayload>;
  /** Gives a customer one more identifier, which nobody may hold; purchases that waited for it are applied, in the order in which they happened, before this answers. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly linkIdentifier?: Maybe<LinkIdentifierPayload>;
  /** Makes two customers one because somebody says so. Nothing is rewritten: what either has is seen together, the tier is decided again, and the id that is absorbed goes on answering. Later evidence does not undo it; `unmergeCustomers` does. Needs `customer:merge`. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly mergeCustomers?: Maybe<MergeCustomersPayload>;
  /** Has nobody told of some incidents for a time. What is over by then is not told at all; what is not, is told then. On record. Needs incident:operate. */
  readonly muteIncidents?: Maybe<MuteIncidentsPayload>;
  /** Gives a member a tier beside the one earned, replacing the override in force. Nobody may override their own record; that of a colleague needs a supervisor. */
  readonly overrideTier?: Maybe<OverrideTierPayload>;
  /** Sends a destination nothing more; what happens waits, and nothing is lost. On record. Needs destination:operate. */
  readonly pauseDestination?: Maybe<DestinationPayload>;
  /** Stops the rollout of a version of the rules for now; purchases go on, and who buys is decided by the version all the same. */
  readonly pauseRollout?: Maybe<RulesetPayload>;
  /** Records what happened between a customer and the retailer. Safe to repeat: (source, externalId) is the key. */
  readonly recordInteraction?: Maybe<RecordInteractionPayload>;
  /** As recordInteraction, for up to 500 at once, each for itself. */
  readonly recordInteractions?: Maybe<RecordInteractionsPayload>;
  /** Uses a coupon: exactly one of many tills gets it, and a repeat with its key gets the first answer. A coupon of the person whose token this is is refused with `OWN_RECORD`; offline it is recorded with that conflict. So are `CUSTOMER_MARKED` and `IDENTIFIER_NOT_IN_USE`. */
  readonly redeemCoupon?: Maybe<RedeemCouponPayload>;
  /** Gives back points that were paid with, as goods come back: apart from the points that the purchase earned. */
  readonly refundPoints?: Maybe<PointsPayload>;
  /**
   * Lets held purchase events go on now, as `tributary held release` does: what waits for somebody's
   * approval (`OLD_EVENT`, `IMPLAUSIBLE_AMOUNT`, `OWN_PURCHASE`, `INTERNAL`) is approved by it, the
   * rest tries again and waits on when what it waits for is not there. Nobody lets go on what they
   * sent or what is about themselves. On record with who and why. For operations.
   */
  readonly releaseHeld?: Maybe<ReleaseHeldPayload>;
  /** Gives back points that were set aside: the payment did not take place. */
  readonly releasePoints?: Maybe<PointsPayload>;
  /** Gives a customer a new identifier in an old one's place, which proves nothing from then on. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly replaceIdentifier?: Maybe<ReplaceIdentifierPayload>;
  /** Tells a destination again what was recorded in a time, under the same ids and in each customer's order, ahead of what waits. Of the last 30 days. On record. Needs destination:operate. */
  readonly replayDestination?: Maybe<DestinationPayload>;
  /** Answers whether two customers who were put up are one person. `SAME` merges them as `mergeCustomers` does; `DIFFERENT` binds the matcher; `UNDECIDED` takes a `DIFFERENT` back. Needs `customer:merge`. */
  readonly resolveMatchCandidate?: Maybe<ResolveMatchCandidatePayload>;
  /**
   * Takes in what a source says of persons, each under the source's own key, and decides who is who with it: every record goes to the customer whom the evidence of all records speaks for, or to one of its own. Records are compared by what they say, never by who sent them first, so a later one may part what an earlier one had joined; the stream tells it (`MergeChange`, `UnmergeChange`). A person's record that changes is sent again under its key, as a whole.
   *
   * Each record is taken or refused for itself: one that cannot be used loses none of its neighbours. A record gives nobody a right to see or to act: it is evidence of who is meant. Safe to repeat, with the same idempotency key and without: what says the same as before changes nothing. For integrations: keys and tokens of the roles `ingest` and `admin`.
   */
  readonly resolveRecords?: Maybe<ResolveRecordsPayload>;
  /** Lets a paused destination go on, and tries it at once. On record. Needs destination:operate. */
  readonly resumeDestination?: Maybe<DestinationPayload>;
  /** Lets the rollout of a version go on where it stopped. */
  readonly resumeRollout?: Maybe<RulesetPayload>;
  /** Tells one destination nothing more; what waits for it is dropped, and what was delivered stays on record. For admins. */
  readonly retireDestination?: Maybe<SetDestinationPayload>;
  /** Tries dead letters of a destination again, one or all; what waits behind them follows in its order. On record. Needs destination:operate. */
  readonly retryDeadLetters?: Maybe<DestinationPayload>;
  /** Shows identifiers of a customer in full. Every call is on record. */
  readonly revealIdentifiers?: Maybe<RevealIdentifiersPayload>;
  /** Takes a redemption back and frees its use. Nobody does so with their own (`FORBIDDEN`). */
  readonly reverseRedemption?: Maybe<ReverseRedemptionPayload>;
  /** Ends every storefront token of a customer: after a stolen device, or on request. */
  readonly revokeCustomerTokens?: Maybe<RevokeCustomerTokensPayload>;
  /** Checks a mapping, and saves it as the next version of its name, which reads from then on. The document of the newest version, saved again, is that version. Former versions stay. For admins; who saved it is on record. */
  readonly saveMapping?: Maybe<SaveMappingPayload>;
  /** Adds one destination, or changes the one of its code; the others stay as they are. What it is told holds from the next event on. Its secret is added apart (`tributary destinations secret`). On record. For admins. */
  readonly setDestination?: Maybe<SetDestinationPayload>;
  /** Plays the recorded purchases again under a version, in the background; `RulesetVersion.simulation` shows how far it is and what came out. Nothing else is changed. */
  readonly simulateRuleset?: Maybe<RulesetPayload>;
  /** Leaves a dead letter out: its customer's next messages go on. On record with who. Needs destination:operate. */
  readonly skipDeadLetter?: Maybe<DestinationPayload>;
  /** Makes two customers of one whose record two people share, such as father and son by one card: the other one gets these identifiers, the orders that came by them, and what is left of the points that those brought; either has the tier that their own days reach. What was spent stays with whose points it took. They are on record as two people from then on. Needs `customer:merge-open`, for it moves what nothing else moves. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly splitCustomer?: Maybe<SplitCustomerPayload>;
  /** Moves points to another member; they expire when they would have. */
  readonly transferPoints?: Maybe<PointsPayload>;
  /**
   * Says record by record what a mapping makes of a sample, as the server reads messages, and whether a way in would take it by its form. Nothing that is made is told to anybody. What only the database knows, such as a store that is not there, is not said.
   *
   * On a text of one's own it is for operations. On a stored message, of which it shows values in full, it needs `setup:write`, and who tried it on which message is put on record.
   */
  readonly tryMapping?: Maybe<TryMappingPayload>;
  /** Lets blocked points be spent again. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly unblockPoints?: Maybe<PointsPayload>;
  /** Takes goodwill back within ten minutes: who gave it, or a supervisor. All of it, or nothing where some has been spent or the coupon used. */
  readonly undoGoodwill?: Maybe<UndoGoodwillPayload>;
  /** Takes an identifier from its customer. What it brought so far stays; nobody is known by it until it is linked again, by which this is undone. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly unlinkIdentifier?: Maybe<UnlinkIdentifierPayload>;
  /** Takes a merge back, whoever or whatever made it: either has what it had, with what its own identifiers have brought since; what was spent stays with whose points they were. Where evidence had joined them, they are on record as two people from then on. Needs `customer:merge`. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly unmergeCustomers?: Maybe<UnmergeCustomersPayload>;
  /** Ends a mute now: what is still broken is told at once. On record. Needs incident:operate. */
  readonly unmuteIncidents?: Maybe<MuteIncidentsPayload>;
  /** Takes a split back: the two are one customer again, with the tier that there would be without it, and what has come in for either since. The id that the split made goes on answering. Needs `customer:merge-open`. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  readonly unsplitCustomer?: Maybe<UnsplitCustomerPayload>;
  /** Changes a customer's name, language or marks. A supervisor gives and takes FRAUD_HOLD and STAFF (`FORBIDDEN`). */
  readonly updateCustomer?: Maybe<UpdateCustomerPayload>;
  /** Changes a draft; it has to be approved anew. */
  readonly updateRulesetDraft?: Maybe<RulesetPayload>;
  /** Says whether a coupon would be taken here and now, and puts the attempt on record. A mark on the customer is the refusal `CUSTOMER_MARKED`. */
  readonly validateCoupon?: Maybe<ValidateCouponPayload>;
  /** Compares what a caller says with what is known and answers match or no match, nothing else. Every call is on record. */
  readonly verifyCaller?: Maybe<VerifyCallerPayload>;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationAcknowledgeIncidentArgs = {
  input: AcknowledgeIncidentInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationActivateRulesetArgs = {
  input: ActivateRulesetInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationAdjustPointsArgs = {
  input: AdjustPointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationApplySetupArgs = {
  input: ApplySetupInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationApproveRulesetArgs = {
  input: RulesetDraftInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationAuthorisePointsArgs = {
  input: AuthorisePointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationBlockIdentifierArgs = {
  input: BlockIdentifierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationBlockPointsArgs = {
  input: BlockPointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationCapturePointsArgs = {
  input: CapturePointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationClaimPurchaseArgs = {
  input: ClaimPurchaseInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationClearTierOverrideArgs = {
  input: ClearTierOverrideInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationCreateCustomerArgs = {
  input: CreateCustomerInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationCreateRulesetDraftArgs = {
  input: CreateRulesetDraftInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationCutOverDestinationArgs = {
  input: CutOverDestinationInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationDeclareDayArgs = {
  input: DeclareDayInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationDiscardRulesetDraftArgs = {
  input: RulesetDraftInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationEndTierGrantArgs = {
  input: EndTierGrantInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationEnrolCustomerArgs = {
  input: EnrolCustomerInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationGiveGoodwillArgs = {
  input: GiveGoodwillInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationGrantTierArgs = {
  input: GrantTierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationIngestPurchasesArgs = {
  input: IngestPurchasesInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationIssueCouponArgs = {
  input: IssueCouponInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationIssueCustomerTokenArgs = {
  input: IssueCustomerTokenInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationLinkIdentifierArgs = {
  input: LinkIdentifierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationMergeCustomersArgs = {
  input: MergeCustomersInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationMuteIncidentsArgs = {
  input: MuteIncidentsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationOverrideTierArgs = {
  input: OverrideTierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationPauseDestinationArgs = {
  input: DestinationInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationPauseRolloutArgs = {
  input: PauseRolloutInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRecordInteractionArgs = {
  input: RecordInteractionInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRecordInteractionsArgs = {
  input: RecordInteractionsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRedeemCouponArgs = {
  input: RedeemCouponInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRefundPointsArgs = {
  input: RefundPointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationReleaseHeldArgs = {
  input: ReleaseHeldInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationReleasePointsArgs = {
  input: ReleasePointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationReplaceIdentifierArgs = {
  input: ReplaceIdentifierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationReplayDestinationArgs = {
  input: ReplayDestinationInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationResolveMatchCandidateArgs = {
  input: ResolveMatchCandidateInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationResolveRecordsArgs = {
  input: ResolveRecordsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationResumeDestinationArgs = {
  input: DestinationInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationResumeRolloutArgs = {
  input: ResumeRolloutInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRetireDestinationArgs = {
  input: DestinationInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRetryDeadLettersArgs = {
  input: RetryDeadLettersInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRevealIdentifiersArgs = {
  input: RevealIdentifiersInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationReverseRedemptionArgs = {
  input: ReverseRedemptionInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationRevokeCustomerTokensArgs = {
  input: RevokeCustomerTokensInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationSaveMappingArgs = {
  input: SaveMappingInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationSetDestinationArgs = {
  input: SetDestinationInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationSimulateRulesetArgs = {
  input: SimulateRulesetInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationSkipDeadLetterArgs = {
  input: DeadLetterInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationSplitCustomerArgs = {
  input: SplitCustomerInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationTransferPointsArgs = {
  input: TransferPointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationTryMappingArgs = {
  input: TryMappingInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUnblockPointsArgs = {
  input: UnblockPointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUndoGoodwillArgs = {
  input: UndoGoodwillInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUnlinkIdentifierArgs = {
  input: UnlinkIdentifierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUnmergeCustomersArgs = {
  input: UnmergeCustomersInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUnmuteIncidentsArgs = {
  input: UnmuteIncidentsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUnsplitCustomerArgs = {
  input: UnsplitCustomerInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUpdateCustomerArgs = {
  input: UpdateCustomerInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUpdateRulesetDraftArgs = {
  input: UpdateRulesetDraftInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationValidateCouponArgs = {
  input: ValidateCouponInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationVerifyCallerArgs = {
  input: VerifyCallerInput;
};

/** Incidents that nobody is to be told of. */
export type MuteIncidentsInput = {
  /** Code of the incidents, such as `DESTINATION_BROKEN`. Default: whatever is broken. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** From when on. Default: now. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** What they are about: code of a boundary, source, destination or service level. Default: whatever it is. */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** Until when: within 31 days. */
  readonly until: Scalars['DateTime']['input'];
};

/** The answer to muting incidents, or ending that. */
export type MuteIncidentsPayload = {
  readonly __typename?: 'MuteIncidentsPayload';
  /** `id` of the mute. Null when nothing was changed. */
  readonly mute?: Maybe<Scalars['ID']['output']>;
  /** Why nothing was changed: `CODE_UNKNOWN`, `SUBJECT_INVALID`, `TIME_INVALID`, `REASON_INVALID`, `TOO_MANY` (100 at once) or `MUTE_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What to do next for a customer. */
export type NextBestAction = {
  readonly __typename?: 'NextBestAction';
  /** Stable and made for programs. */
  readonly code: Scalars['String']['output'];
  /** When it was decided. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** For people. */
  readonly sentence: Scalars['String']['output'];
};

/** Anything with an id of its own; read again with `node`. */
export type Node = {
  /** Opaque and unique over all types. Store it as it is; its form may change. */
  readonly id: Scalars['ID']['output'];
};

/** One person of the staff who had a customer open, in one hour. */
export type Opening = {
  readonly __typename?: 'Opening';
  /** When first in this hour. */
  readonly at: Scalars['DateTime']['output'];
  /** Who. */
  readonly by: Actor;
};

/** A page of openings. */
export type OpeningConnection = {
  readonly __typename?: 'OpeningConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<OpeningEdge>;
  /** The openings of this page. */
  readonly nodes: ReadonlyArray<Opening>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
};

/** An opening in a list. */
export type OpeningEdge = {
  readonly __typename?: 'OpeningEdge';
  /** Give it as `after` to read on behind this opening. */
  readonly cursor: Scalars['String']['output'];
  /** The opening. */
  readonly node: Opening;
};

/** What became of a till's call. */
export type Operation = {
  readonly __typename?: 'Operation';
  /** When the call was first answered. */
  readonly firstAnsweredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The points that were set aside. Null when refused, and for mutations that set none aside. */
  readonly hold?: Maybe<PointsHold>;
  /** The key that was asked about. */
  readonly idempotencyKey: Scalars['String']['output'];
  /** The mutation that was called, such as `redeemCoupon` or `capturePoints`. */
  readonly mutation: Scalars['String']['output'];
  /** The redemption that was made or reversed. Null when refused, and for other mutations. */
  readonly redemption?: Maybe<Redemption>;
  /** `DONE`, or `REFUSED` with nothing changed: the same key gives the reason again. */
  readonly status: Scalars['String']['output'];
};

/** One commercial transaction, under all of its numbers. */
export type Order = Node & {
  readonly __typename?: 'Order';
  /** How it was bought: the code of a channel, such as `web` or `store`; `unknown` when no event told it and its source has none. What is told counts before any default, and where goods came back does not count. */
  readonly channel: Scalars['String']['output'];
  /** The part of what was handed over and kept that earns points. */
  readonly eligible: Money;
  /** The way of its first event through the systems. Null for a storefront. */
  readonly handoff?: Maybe<Handoff>;
  /** Opaque. When two orders turn out to be one, both ids answer. */
  readonly id: Scalars['ID']['output'];
  /** Its lines, in the seller's order. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** When it was placed, by the seller's clock. */
  readonly placedAt: Scalars['DateTime']['output'];
  /** What it earns, and why. */
  readonly points: OrderPoints;
  /** All its numbers, sorted by source, kind and value. */
  readonly references: ReadonlyArray<OrderReference>;
  /** Where it stands. */
  readonly status: OrderStatus;
  /** The shop. Null when there is none, or it is not registered. */
  readonly store?: Maybe<Store>;
  /** How it was paid: as last told of the whole order, and what exchanges were paid on top. */
  readonly tenders: ReadonlyArray<Tender>;
  /** What the customer pays for what is ordered and not cancelled, voided or returned; incl. tax, after discounts. */
  readonly total: Money;
};

/** A page of orders. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  /** The same orders, each with its cursor. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** The orders. */
  readonly nodes: ReadonlyArray<Order>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** An order and its place in the list. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  /** Give it as `after` to read on behind this order. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** A line of an order as it stands now. */
export type OrderLine = {
  readonly __typename?: 'OrderLine';
  /** The seller's article number. Null for a line without an article. */
  readonly article?: Maybe<Scalars['String']['output']>;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its order. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind: LineKind;
  /** The article's name. Null when it was not told. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Code of the reason why the line earns nothing. Null when it earns. */
  readonly notEarningBecause?: Maybe<Scalars['String']['output']>;
  /** What the customer pays for the line, incl. tax, after discounts, less what returns and refunds gave back. Above 0 without goods when a return paid back less than the price. */
  readonly paid: Money;
  /** Points this line has earned; they sum up to the order's. */
  readonly points: Scalars['Points']['output'];
  /** What is ordered or kept: returned and cancelled quantity is taken off. Decimal, because some goods are sold by weight. */
  readonly quantity: Scalars['Decimal']['output'];
  /** Tax within the line as ordered; 0 when it was not told. */
  readonly tax: Money;
};

/** What an order earns. */
export type OrderPoints = {
  readonly __typename?: 'OrderPoints';
  /** When booked points can be spent. Null when they can already, or nothing is booked. */
  readonly activatesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Earned and booked. */
  readonly active: Scalars['Points']['output'];
  /** Points when all of it is handed over, paid and kept. */
  readonly expected: Scalars['Points']['output'];
  /** Why the figures are what they are: sentences to read to a customer, in order. */
  readonly explanation: ReadonlyArray<Scalars['String']['output']>;
  /** Expected, but not earned yet: handing over or payment is still to come. */
  readonly pending: Scalars['Points']['output'];
  /** Booked once and taken back, for example by a return. */
  readonly reversed: Scalars['Points']['output'];
};


/** What an order earns. */
export type OrderPointsExplanationArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A number by which a system or a person knows an order. */
export type OrderReference = {
  readonly __typename?: 'OrderReference';
  /** `order`, `erp`, `receipt` or `marketplace`. */
  readonly kind: Scalars['String']['output'];
  /** The system whose number it is. */
  readonly source: Scalars['String']['output'];
  /** The number, as it was sent. */
  readonly value: Scalars['String']['output'];
};

/** One way to name an order; exactly one field. */
export type OrderReferenceInput =
  /** The order's `id`. */
  { readonly id: Scalars['ID']['input']; readonly number?: never; readonly receipt?: never; }
  |  /** A number of the shop, the ERP or a marketplace. */
  { readonly id?: never; readonly number: SourceNumberInput; readonly receipt?: never; }
  |  /** A till's receipt. */
  { readonly id?: never; readonly number?: never; readonly receipt: ReceiptInput; };

/** Where an order stands, derived from everything that was told about it, in whatever order it came. */
export type OrderStatus =
  /** Ended before anything was handed over. */
  | 'CANCELLED'
  /** All of it handed over, or the rest cancelled. */
  | 'FULFILLED'
  /** Some of it handed over, more to come. */
  | 'PART_FULFILLED'
  /** Some of what was handed over came back, or all of it while the rest is still to come. */
  | 'PART_RETURNED'
  /** Placed, nothing handed over yet. */
  | 'PLACED'
  /** All of the goods that were handed over came back, and nothing is to come. What was not paid back for them stays in `total`, and earns. */
  | 'RETURNED'
  /** Taken back as if it had not been. */
  | 'VOIDED';

/** A tier that staff gave to a customer beside the one earned. Qualification goes on underneath; when it ends the earned tier applies. */
export type Override = {
  readonly __typename?: 'Override';
  /** Who gave it. */
  readonly by: Actor;
  /** Whether it is the least, or the only one. */
  readonly mode: OverrideMode;
  /** What the one who gave it wrote. Empty once it was erased. */
  readonly reason: Scalars['String']['output'];
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** The tier given. */
  readonly tier: Tier;
  /** The first instant after it. Null when it has no end. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
  /** Give it as `expectedVersion` to replace or clear this override. Rises with every override of the customer, and every end of one that was ordered. */
  readonly version: Scalars['Int']['output'];
};

/** A tier override was set, changed or ended. For staff: the customer is told of the change of tier. */
export type OverrideChange = StreamChange & {
  readonly __typename?: 'OverrideChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** Whether it is the least, or the only one. Null when it ended. */
  readonly mode?: Maybe<OverrideMode>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
  /** The tier given. Null when it ended. */
  readonly tier?: Maybe<Tier>;
  /** The first instant after it. Null when it has no end or ended. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
};

/** How a given tier works. */
export type OverrideMode =
  /** At least this tier: who has earned a higher one has that. The usual one. */
  | 'FLOOR'
  /** This tier, also against a higher one that was earned. Needs a supervisor. */
  | 'PIN';

/** A tier that staff gives to a customer. */
export type OverrideTierInput = {
  /** Who gets it. */
  readonly customer: CustomerIdentifierInput;
  /** `version` of the override that this one replaces. Left out: none is in force. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The first instant after it, at most 12 months away. Leaving it out, or a later one, needs a supervisor. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** PIN needs a supervisor. */
  readonly mode?: InputMaybe<OverrideMode>;
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Code of the tier. */
  readonly tier: Scalars['String']['input'];
};

/** The answer to an override. */
export type OverrideTierPayload = {
  readonly __typename?: 'OverrideTierPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** The override in force now; after `VERSION_CONFLICT` the one that was not expected. */
  readonly override?: Maybe<Override>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_A_MEMBER`, `UNKNOWN_TIER`, `REASON_INVALID`, `EXPIRES_AT_PASSED`, `EXPIRES_AT_TOO_LATE` or `VERSION_CONFLICT`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Who is called when something stands still. */
export type Owner = {
  readonly __typename?: 'Owner';
  /** Where the team is reached: an address, a channel or a telephone number. */
  readonly contact: Scalars['String']['output'];
  /** The team. */
  readonly team: Scalars['String']['output'];
};

/** Where a page of a connection begins and ends. Connections are read forwards only: `last` and `before` are no arguments of any, and are refused as unknown. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Give it as `after` to read on. Null when the page is empty and the last one. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether a further page may have rows. True may turn out to be an empty page when a filter looked at a limited number of rows. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows come before the page: it was asked for with `after`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row. Null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A rollout that is to stop for now. */
export type PauseRolloutInput = {
  /** Why; at most 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Of which version. */
  readonly version: Scalars['Int']['input'];
};

/** What a source says of one person or organisation. All but `key` is optional, and what is missing speaks neither for nor against; at least one field must say something. Texts have at most 512 bytes, blank ones say nothing, and are kept as they were sent. Only types are checked by the schema: every value is checked record by record. */
export type PersonRecordInput = {
  /** What stands beside the street: building, flat, district. */
  readonly addressLine2?: InputMaybe<Scalars['String']['input']>;
  /** Day of birth, `YYYY-MM-DD`, from 1900 to today. */
  readonly birthDate?: InputMaybe<Scalars['String']['input']>;
  /** Place of birth. */
  readonly birthPlace?: InputMaybe<Scalars['String']['input']>;
  /** Town. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** Country, by name or code; in one form within the source. */
  readonly country?: InputMaybe<Scalars['String']['input']>;
  /** Email address, as the source has it. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Whether the source has seen it proven that the address is the person's. Counts only of a source that set-up trusts with the kind (`trustedKinds`): then the record is the customer's who has proven that address, whatever else it says, by the rules of set-up. Default false. */
  readonly emailVerified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Surname. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** First name. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** House number, where it is not part of `street`. */
  readonly houseNumber?: InputMaybe<Scalars['String']['input']>;
  /** The source's own key of the record, at most 255 bytes. Who sends it again changes the record. */
  readonly key: Scalars['String']['input'];
  /** Further first names. */
  readonly middleName?: InputMaybe<Scalars['String']['input']>;
  /** The whole name, `Given Surname` or `Surname, Given`; read where its parts are not given. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The name of an organisation, when the record is one. */
  readonly organisation?: InputMaybe<Scalars['String']['input']>;
  /** Telephone number, as the source has it. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** The same of the telephone number. */
  readonly phoneVerified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Postcode. */
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** County, state or province. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** Street, with the house number where that is not given by itself. */
  readonly street?: InputMaybe<Scalars['String']['input']>;
};

/** What was done with a record. */
export type PersonRecordOutcome =
  /** It says something else than before, and was decided about anew. */
  | 'CHANGED'
  /** Its key was new. */
  | 'CREATED'
  /** It cannot be used: `userErrors` say why. A record that was there before stays as it was. */
  | 'REJECTED'
  /** It says what it said before. */
  | 'UNCHANGED';

/** What became of one record. */
export type PersonRecordResult = {
  readonly __typename?: 'PersonRecordResult';
  /** The `id` of the customer that the record belongs to now; records of one customer have the same. It may be another one tomorrow. Null when it was refused. */
  readonly customerId?: Maybe<Scalars['ID']['output']>;
  /** Place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  /** The record's key, as it was sent. */
  readonly key: Scalars['String']['output'];
  /** What was done with it when the call was made first. */
  readonly outcome: PersonRecordOutcome;
  /** Why it was refused, with the field of the record at fault: `MISSING`, `EMPTY` or `TOO_LONG`, `TEXT_NOT_ALLOWED`, `DATE_MALFORMED`, `DATE_OUT_OF_RANGE`, `IN_THE_FUTURE`, `RECORD_EMPTY` (nothing is said), `DUPLICATE` (the key is there twice; the first counts). */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One thing that a document changes. */
export type PlannedSetupChange = {
  readonly __typename?: 'PlannedSetupChange';
  /** What it is, JSON. Null when it was retired. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** What it was, JSON. Null when it was not there. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** `ADDED`, `CHANGED`, `RETIRED`, or `RESTORED` after having been retired. */
  readonly change: Scalars['String']['output'];
  /** Of what. */
  readonly code: Scalars['String']['output'];
  /** `SOURCE`, `STORE`, `CHANNEL`, `BOUNDARY` or `INSTALLATION` (region, limits, identity). */
  readonly kind: Scalars['String']['output'];
};

/** Points that staff has set aside until somebody has looked into it. */
export type PointsBlock = {
  readonly __typename?: 'PointsBlock';
  /** Give it to `unblockPoints`, which ends all of it. */
  readonly block: Scalars['ID']['output'];
  /** Who set them aside. */
  readonly by: Actor;
  /** How many, of this customer's: after a merge was taken back, a block may stand on points of two. */
  readonly points: Scalars['Points']['output'];
  /** Why, as it was put for colleagues. */
  readonly reason: Scalars['String']['output'];
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
};

/** Points were booked, became active or were taken back: one event for all that was recorded together. */
export type PointsChange = StreamChange & {
  readonly __typename?: 'PointsChange';
  /** The accounts that were touched, with their balances after the change. */
  readonly accounts: ReadonlyArray<ChangedAccount>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The orders that were recorded or settled again, as they are now; those that the viewer may not see are left out. */
  readonly orders: ReadonlyArray<Order>;
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** Why an order has the points it has: from its purchase events over the rules to the entries and the tier. */
export type PointsExplanation = {
  readonly __typename?: 'PointsExplanation';
  /** Everything that was booked for it, the oldest first, each with the purchase event that caused it. */
  readonly entries: ReadonlyArray<Entry>;
  /** The order. */
  readonly order: Order;
  /** What each rule made of it, in the order of the rules. Empty when nothing could be decided: there is no rate for its currency. */
  readonly rules: ReadonlyArray<RuleExplanation>;
  /** Version of the rules that it earns by: that of the day it was placed. */
  readonly rulesetVersion: Scalars['Int']['output'];
  /** The same as sentences to read aloud, in order. */
  readonly sentences: ReadonlyArray<Scalars['String']['output']>;
  /** Tier changes that it caused, the oldest first. */
  readonly tierChanges: ReadonlyArray<RecordedTierChange>;
};


/** Why an order has the points it has: from its purchase events over the rules to the entries and the tier. */
export type PointsExplanationSentencesArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** Points of a customer that are set aside: for a payment that is under way, or by staff. */
export type PointsHold = {
  readonly __typename?: 'PointsHold';
  /** When they go back by themselves. Null for a block, which staff ends. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Give it to the mutations that end it. */
  readonly id: Scalars['ID']['output'];
  /** Points that were set aside. */
  readonly points: Scalars['Points']['output'];
};

/** The answer to setting points aside. */
export type PointsHoldPayload = {
  readonly __typename?: 'PointsHoldPayload';
  /** The customer as it is now. Null when there are `userErrors`, and where the viewer may not see it. */
  readonly customer?: Maybe<Customer>;
  /** What was set aside. Null when there are `userErrors`. */
  readonly hold?: Maybe<PointsHold>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_A_MEMBER`, `UNKNOWN_WALLET`, `POINTS_INVALID`, `INSUFFICIENT_POINTS`, `REFERENCE_INVALID` or `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The end of setting points aside, or of moving them. */
export type PointsPayload = {
  readonly __typename?: 'PointsPayload';
  /** The customer as it is now. Null when there are `userErrors`, and where the viewer may not see it. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed, such as `INSUFFICIENT_POINTS`, `ADJUSTMENT_LIMIT` (what one person gives by hand within 24 hours, by adjustments, transfers, claims and coupons together), `HOLD_CLOSED`, `NOT_A_MEMBER` or `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a model expects of a customer. */
export type Predictions = {
  readonly __typename?: 'Predictions';
  /** How likely the customer is still a customer, 0 to 1. */
  readonly activeProbability?: Maybe<Scalars['Float']['output']>;
  /** When they were made. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** How likely the customer is to stay away: `LOW`, `MEDIUM` or `HIGH`. */
  readonly churnRisk?: Maybe<Scalars['String']['output']>;
  /** Spend expected in the next 90 days. */
  readonly expectedSpend90d?: Maybe<Money>;
  /** What to do next. Null when nothing is better than something. */
  readonly nextBestAction?: Maybe<NextBestAction>;
  /** Why, for people. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Whether the figures can be used, such as `READY`. */
  readonly status: Scalars['String']['output'];
  /** How much the customer is worth compared with the others: `LOW`, `MEDIUM` or `HIGH`. */
  readonly valueBand?: Maybe<Scalars['String']['output']>;
};

/** One of the staff who has a customer open just now, in however many windows. */
export type Presence = {
  readonly __typename?: 'Presence';
  /** Who. */
  readonly by: Actor;
  /** What they do with it. */
  readonly doing: PresenceKind;
  /** Since when, without a break. */
  readonly since: Scalars['DateTime']['output'];
};

/** Who else has a customer open, after that became another. It has no cursor: it holds as of now, and only the latest is told. */
export type PresenceChange = {
  readonly __typename?: 'PresenceChange';
  /** Who else has it open now. */
  readonly alsoOpen: AlsoOpen;
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
};

/** What somebody does with a customer who is open. */
export type PresenceKind =
  /** Is about to change something. */
  | 'EDITING'
  /** Reads. */
  | 'VIEWING';

/** Two customers to be looked at together. */
export type PreviewMergeInput = {
  /** Who would go on. */
  readonly customer: CustomerIdentifierInput;
  /** Who would go under them. */
  readonly other: CustomerIdentifierInput;
};

/** What is somebody else's of a customer. */
export type PreviewSplitInput = {
  /** The customer who is two people; that one goes on with what stays. */
  readonly customer: CustomerIdentifierInput;
  /** What the other one is known by, 1 to 100. All came with one record of the customer, which is still known by something else. */
  readonly identifiers: ReadonlyArray<IdentifierReferenceInput>;
  /** The `id`s of orders that are the other one's, too, though they showed an identifier of the one who stays, or none; 2,000 at most. */
  readonly orders?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Name, language or flags of the customer changed; a change of flags alone is for staff. */
export type ProfileChange = StreamChange & {
  readonly __typename?: 'ProfileChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** A loyalty programme. */
export type Programme = {
  readonly __typename?: 'Programme';
  /** Unique, such as `main`. */
  readonly code: Scalars['String']['output'];
  /** Currency in which spend is compared with tier thresholds, ISO 4217. */
  readonly currencyCode: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask for what is in it. */
  readonly id: Scalars['ID']['output'];
  /** The name shown to customers. */
  readonly name: Scalars['String']['output'];
  /** From the lowest to the highest, as the rules in force have them. */
  readonly tiers: ReadonlyArray<Tier>;
  /** IANA zone in which its days begin and end. */
  readonly timeZone: Scalars['String']['output'];
};


/** A loyalty programme. */
export type ProgrammeNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** An amount of money of an order. */
export type PurchaseAmountInput = {
  /** Decimal. */
  readonly amount: Scalars['String']['input'];
  /** The refund's own id, unique within the order. */
  readonly id: Scalars['String']['input'];
};

/** A discount on a line. */
export type PurchaseDiscountInput = {
  /** Decimal, of the whole line. */
  readonly amount: Scalars['String']['input'];
  /** The coupon's or promotion's code. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** Who pays for it. */
  readonly fundedBy?: InputMaybe<Scalars['String']['input']>;
  /** What gave it, such as `coupon`. */
  readonly source: Scalars['String']['input'];
};

/** A message about an order, as a system sent it. */
export type PurchaseEvent = {
  readonly __typename?: 'PurchaseEvent';
  /** The system's own id of the message. */
  readonly eventId: Scalars['String']['output'];
  /** When it happened, by the system's clock. Null where it was not told. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was recorded here. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Code of the system. */
  readonly source: Scalars['String']['output'];
};

/** One message about one order. What it leaves out of the order as a whole (channel, store, method, time of placing, tenders) takes nothing back that was said before; lists are said as a whole. Only `kind` is checked by the schema; every other value is checked per event, so that one bad value fails one event. */
export type PurchaseEventInput = {
  /** The store's date, of today or earlier. Default: `occurredAt` in the store's zone. */
  readonly businessDate?: InputMaybe<Scalars['String']['input']>;
  /** When shop or till captured it, RFC 3339. */
  readonly capturedAt?: InputMaybe<Scalars['String']['input']>;
  /** The cashier's number; never a name. */
  readonly cashier?: InputMaybe<Scalars['String']['input']>;
  /** `web`, `store`, `app` or another registered one. Default: the source's. A default of SOLD or PLACED gives way to a channel that SOLD, PLACED or AMENDED name, any other default to every channel that is named. */
  readonly channel?: InputMaybe<Scalars['String']['input']>;
  /** ISO 4217; required where there are amounts. Amounts of another currency than the programme's are converted for the whole order by the rate of its day and rounded half up to the programme's smallest unit; then points are worked out. */
  readonly currencyCode?: InputMaybe<Scalars['String']['input']>;
  /** What the customer presented. None: a guest. */
  readonly customer?: InputMaybe<ReadonlyArray<PurchaseIdentifierInput>>;
  /** When the ERP received it, RFC 3339. */
  readonly erpReceivedAt?: InputMaybe<Scalars['String']['input']>;
  /** Unique within the source, at most 255 bytes. The same id again gets the stored answer. */
  readonly eventId: Scalars['String']['input'];
  /** FULFILLED: what was really handed over or sent. */
  readonly fulfilment?: InputMaybe<PurchasePartInput>;
  /** `delivery`, `collect`, `carry_out`, `digital` or `service`. */
  readonly fulfilmentMethod?: InputMaybe<Scalars['String']['input']>;
  /** True: migrated history, neither earns nor sends messages. Once said it stands. */
  readonly history?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it says. */
  readonly kind: PurchaseEventKind;
  /** The lines. */
  readonly lines?: InputMaybe<ReadonlyArray<PurchaseLineInput>>;
  /** When it happened there, RFC 3339 with offset. An event that names a moment more than 5 minutes ahead of our clock, in this or any other field, is held until then (`IN_THE_FUTURE`); one that happened, or whose order was placed, more than 180 days ago waits for approval (`OLD_EVENT`). */
  readonly occurredAt: Scalars['String']['input'];
  /** When the order was placed, RFC 3339, where that is not `occurredAt`: the rules of that moment are the order's. */
  readonly placedAt?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the sender's words. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The order's numbers, at least one; further ones link the shop's, the ERP's and the till's. Numbers of sources that your token or key does not have are `SOURCE_NOT_ALLOWED`; a store may name them to return, exchange, take payment or hand over, if an order has them (else `NUMBER_OF_ANOTHER_SOURCE`). */
  readonly references: ReadonlyArray<PurchaseReferenceInput>;
  /** REFUNDED: money without goods. */
  readonly refund?: InputMaybe<PurchaseAmountInput>;
  /** RETURNED, EXCHANGED: what came back. */
  readonly return?: InputMaybe<PurchasePartInput>;
  /** A rising whole number within the source, where it has one: decides between messages of the same instant. */
  readonly sequence?: InputMaybe<Scalars['String']['input']>;
  /** When the event left the ERP, RFC 3339. */
  readonly signalledAt?: InputMaybe<Scalars['String']['input']>;
  /** Who says so, such as `erp`, `shop`, `till`; must be registered. */
  readonly source: Scalars['String']['input'];
  /** Code of the store. A token that is bound to a store sends events of that store alone, also where it leaves this out; others are `STORE_NOT_ALLOWED`. About orders of other stores and channels it may say RETURNED and EXCHANGED, and where the order is to be collected in its store SETTLED and FULFILLED; everything else, what would replace what others have said of the order, and what would join it to another one, is `ORDER_OF_ANOTHER_STORE`. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** How it was paid, said as a whole. Never required; what was paid with points earns nothing only if it is said here. EXCHANGED: what was paid on top. RETURNED, REFUNDED: how money went back, which changes nothing. */
  readonly tenders?: InputMaybe<ReadonlyArray<PurchaseTenderInput>>;
  /** True: made for testing, never earns. Once said it stands. */
  readonly test?: InputMaybe<Scalars['Boolean']['input']>;
  /** The till. */
  readonly till?: InputMaybe<Scalars['String']['input']>;
};

/** What a purchase event says about its order. */
export type PurchaseEventKind =
  /** The lines have changed. Needs lines: all of them, each with all that is to be known of it. */
  | 'AMENDED'
  /** What is not yet handed over will not come. */
  | 'CANCELLED'
  /** Goods came back and others went out. Needs `return` and lines. It does not pay for the order: goods of an order that nobody has paid earn when it is paid. */
  | 'EXCHANGED'
  /** Handed over or sent. Needs `fulfilment`. Told again, it happened when its newest message says: after CANCELLED it keeps what it counts, with the fees of the order, and hands over nothing that it does not count. */
  | 'FULFILLED'
  /** Placed. Needs lines. */
  | 'PLACED'
  /** Money without goods. Needs `refund`. */
  | 'REFUNDED'
  /**
   * Goods came back. Needs `return`, and an order or a customer.
   *
   * It counts on the day on which its order counts, however late it is: what it takes back, points and what qualifies for tiers, is taken where it was given.
   *
   * A return of which every reference is its own number (kind `return`) names no order. It is matched to the customer's earlier sales of each article, the latest first, and matched again whenever those change. A sale in the same minute counts as earlier, because files and tills tell minutes. When the customer has bought none of its articles before, it waits 14 days for a sale (`RETURN_WITHOUT_SALE`). When there was one it does not wait, whatever became of that sale: what is used up already, by other returns or by voiding, gives nothing, and the rest stays open for what is told later.
   */
  | 'RETURNED'
  /** Paid. Sent again without tenders, those of before stand. */
  | 'SETTLED'
  /** A till's sale: placed, paid and handed over in one message. Needs order reference and lines; without tenders it counts as paid in full, and none of it with points. */
  | 'SOLD'
  /** All of it is taken back. */
  | 'VOIDED';

/** What a customer presented. */
export type PurchaseIdentifierInput = {
  /** `email`, `phone`, `loyalty`, `erp`, `crm`, `shop`, `device` or `card`. */
  readonly kind: Scalars['String']['input'];
  /** The value, at most 512 bytes. */
  readonly value: Scalars['String']['input'];
  /** Whether the customer has proved it. Default false. */
  readonly verified?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A line of an order, with amounts of the whole line in the event's currency. An event whose amounts come to more than the programme takes by itself waits for an operator (`IMPLAUSIBLE_AMOUNT`); above 10,000,000,000,000 of the currency's smallest units it is rejected (`OVERFLOW`). */
export type PurchaseLineInput = {
  /** Article number. */
  readonly article?: InputMaybe<Scalars['String']['input']>;
  /** Brand. */
  readonly brand?: InputMaybe<Scalars['String']['input']>;
  /** Category, from the widest to the narrowest. */
  readonly category?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What was taken off. */
  readonly discounts?: InputMaybe<ReadonlyArray<PurchaseDiscountInput>>;
  /** Before discounts, incl. tax. */
  readonly gross: Scalars['String']['input'];
  /** Unique within the order. */
  readonly id: Scalars['String']['input'];
  /** ARTICLE (default), SHIPPING, FEE, TAX, DEPOSIT, GIFT_CARD, DONATION, SERVICE or ADJUSTMENT. */
  readonly kind?: InputMaybe<Scalars['String']['input']>;
  /** Article name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** After discounts, incl. tax. Default: gross minus discounts. */
  readonly net?: InputMaybe<Scalars['String']['input']>;
  /** Decimal; weights too. */
  readonly quantity: Scalars['String']['input'];
  /** Tax within net. */
  readonly tax?: InputMaybe<Scalars['String']['input']>;
};

/** What became of an event. It is committed: an answer is never taken back. */
export type PurchaseOutcome =
  /** It has had its effect on order, points and tier, and every reader sees it. */
  | 'APPLIED'
  /** The id has been used for another body. Kept for the operator, never applied. */
  | 'CONFLICT'
  /** It is kept and waits for what `reason` names; it applies itself when that comes. */
  | 'HELD'
  /** It is wrong: `reason` and `field` say how. The id may come again corrected. */
  | 'REJECTED';

/** A part of an order that went out or came back. */
export type PurchasePartInput = {
  /** The fulfilment's or return's own id, unique within the order. Sent again under another event id, the newer message takes the place of the older one. */
  readonly id: Scalars['String']['input'];
  /** Which lines. None: everything still open, in a return with all that is left of its money. */
  readonly lines?: InputMaybe<ReadonlyArray<PurchasePartLineInput>>;
};

/** A line of a part. */
export type PurchasePartLineInput = {
  /**
   * Decimal; what was really charged or paid back. Default: in proportion to what was paid for the line.
   *
   * In a return this is the money, and `quantity` the goods: the line keeps its price less the amount, and what is left earns, also when all of its goods are back. Of an article on several lines, and of a return that names no order, it comes off the lines or sales that gave the goods, in proportion to what was paid for these, and then off what is left of the others of that article. More than is left takes what is left, and the order is flagged (`OVER_REFUNDED`). In another currency than the order's it is not counted: the goods' share is taken.
   */
  readonly amount?: InputMaybe<Scalars['String']['input']>;
  /** The article, where the order line is not known. */
  readonly article?: InputMaybe<Scalars['String']['input']>;
  /** The order line. Or name the article. */
  readonly lineId?: InputMaybe<Scalars['String']['input']>;
  /** Decimal. More than was ordered, without an amount, is in the price paid: it makes no more money. */
  readonly quantity: Scalars['String']['input'];
};

/** A number of an order. */
export type PurchaseReferenceInput = {
  /** `order`, `erp`, `receipt` or `marketplace`. */
  readonly kind: Scalars['String']['input'];
  /** The system whose number it is. Default: the event's source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** The number, at most 128 bytes. */
  readonly value: Scalars['String']['input'];
};

/** The answer to one event. */
export type PurchaseResult = {
  readonly __typename?: 'PurchaseResult';
  /** The customer. Null while held or rejected, for a guest, and for a viewer who may not read customers. */
  readonly customer?: Maybe<Customer>;
  /** True when the same event had been received before: this is its stored outcome. */
  readonly duplicate: Scalars['Boolean']['output'];
  /** The event's id; empty when it could not be read. */
  readonly eventId: Scalars['String']['output'];
  /** Path of the field at fault. Null when it is no single field. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  /** What the sender should do, in English. Null when applied, and for a reason that needs no words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** The order. Null while held or rejected, and for a viewer who may not read orders. */
  readonly order?: Maybe<Order>;
  /** What became of it. */
  readonly outcome: PurchaseOutcome;
  /** Code of the reason. Null when applied. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Identifiers of `customer` that could not be read: the event was taken without them. Correct them under a new event id. Empty when all were read. */
  readonly refusedIdentifiers: ReadonlyArray<RefusedIdentifier>;
  /** The event's source as it was sent, registered or not; empty when none could be read. */
  readonly source: Scalars['String']['output'];
};

/** A means of payment. */
export type PurchaseTenderInput = {
  /** Decimal. */
  readonly amount: Scalars['String']['input'];
  /** `cash`, `card`, `gift_card`, `points`, `voucher`. */
  readonly kind: Scalars['String']['input'];
};

/** What can be read. Every field needs a token; see the README for what each role may read. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Whether a source's business days add up: from what it says to what the ledger has, each day and currency by itself, the earliest first. For operations.
   *
   * `sourceTotal` is the sum of all `steps`, `ledgerTotal` and `unexplained`. The steps are worked out from the messages as they were received, by nothing that the ledger was written by, so the two prove each other. A day is one of the programme's time zone, and has the orders that the source opened and that were placed on it; test purchases count in nothing. A day without anything is left out.
   */
  readonly bridge: ReadonlyArray<Bridge>;
  /** The coupon with this code. Null when there is none, or it is not the viewer's: the two look alike, and are a miss (see `customer`). */
  readonly coupon?: Maybe<Coupon>;
  /** The customer known by this identifier, the survivor when it was merged. Null when nobody is, or it is not the viewer's: the two look alike. Null by anything but `id` is a miss, as is everything here that finds nothing by a number, an address or a code, in queries and in mutations. Each principal has 100 misses (a customer's own token 20, a shop's back end 1,000), each store 500, each address 2,000, on all servers together; what is used up comes back evenly over ten minutes. Without room for another miss the answer is RATE_LIMITED with `retryAfterSeconds`, for what exists too. Ids, and coupon codes that were generated, are answered all the same; codes up to as many misses again. */
  readonly customer?: Maybe<Customer>;
  /** Business days as they were declared, the latest first, each with how it compared when it was last looked at: declarations of the last 14 days are compared again every minute or so. Those that were replaced are not among them. For operations. */
  readonly declaredDays: DeclaredDayConnection;
  /**
   * A customer's last orders as the ERP knows them beside the messages about them, the ledger, what the shop shows the customer and what each destination has acknowledged: where they disagree, at which boundary, and whose it is. Null when there is no such customer. For operations.
   *
   * A customer that was absorbed is told as its survivor. By anything but an `id` or an order customers are found by viewers with `customer:read` alone.
   */
  readonly diagnoseCustomer?: Maybe<Diagnosis>;
  /** What expires in the days ahead, day by day. */
  readonly expiryForecast: ReadonlyArray<ExpiryForecast>;
  /** Why an order has the points it has, as data and in sentences. Null when there is no such order, or it is not the viewer's. */
  readonly explainPoints?: Maybe<PointsExplanation>;
  /** Why a customer's tier was what it was at an instant, as data and in sentences. Null when nobody is known by this, it is not the viewer's, or was no member then. */
  readonly explainTier?: Maybe<TierExplanation>;
  /** The ways of purchases through the systems, newest first. For operations. */
  readonly handoffs: HandoffConnection;
  /** How what this installation is connected to is doing. Needs operations:read. */
  readonly health: Health;
  /** What waits, grouped by what for; the largest group first. For operations. */
  readonly held: ReadonlyArray<HeldGroup>;
  /**
   * How many purchases that carried an identifier have no customer, by day, source and channel; the
   * goal is below 2 %. For operations.
   *
   * A day is one of UTC, and a purchase is of the day on which it was received, also when it was
   * applied later: yesterday's rate falls when what waited finds its customer. Days, sources and
   * channels without purchases are left out. Counted are live purchases: each order once, for the
   * source and channel of the SOLD, PLACED or FULFILLED that opened it; and such events that wait for a
   * customer before there is an order, once for several that name the same number first. Not counted are backfills,
   * test purchases, returns without an order, and what was refused or waits for anything else.
   */
  readonly identityMismatch: ReadonlyArray<IdentityMismatch>;
  /**
   * What a source has told us, hour by hour: the receive log beside what was made of it. Messages are what it sent in its own words; events are what it told of purchases by whatever door. Counted by when they were received, and shown as they stand now: what was held and has been applied since counts as applied. For operations.
   *
   * Bodies are kept for `INTAKE_RETENTION_DAYS`; hours before have events and no messages.
   */
  readonly intakeReport: IntakeReport;
  /** What the programme owes its customers, for the books. */
  readonly liability: LiabilityReport;
  /** What an agent or a till may mean by a text: a telephone number, email address, card, customer number, order or receipt number (of a purchase that is held, too), or the code of a coupon that was generated, whole and in any usual spelling: telephone numbers also as they are dialled in the installation's region. Never a part of one. Results are masked. A text that nobody has is a miss (see `customer`). */
  readonly lookup: ReadonlyArray<LookupHit>;
  /** The mapping of this name. Null when none is saved. For operations. */
  readonly mapping?: Maybe<Mapping>;
  /** Mappings, by name: how bodies are read for which there is no connector. For operations. */
  readonly mappings: MappingConnection;
  /** Customers who may be one and whom somebody has to look at, the likeliest first. A page is as of now: what is decided meanwhile is not on the next. Customers show their `id` and their masked name alone; `Customer.matchCandidates` of either shows all, and is on record as an opening. Needs `customer:merge`; pairs with somebody whom the viewer may not see are left out. */
  readonly matchCandidates?: Maybe<MatchCandidateConnection>;
  /** The customer whose own token this is, the survivor when it was merged: a page of the customer's own needs to know nobody's id. Null when the token is for nobody we know. */
  readonly me?: Maybe<Customer>;
  /** The thing with this id. Null when there is none or the viewer may not see it: the two look alike. An absorbed customer answers with its shell. */
  readonly node?: Maybe<Node>;
  /** Whom one of the staff had open, in whatever role, by the hour, latest first: the other direction of `Customer.openedBy`, of the same record. Customers show their `id` and their masked name alone, and nobody opens them by it. For supervisors and admins. */
  readonly openings: StaffOpeningConnection;
  /** What became of a call with an idempotency key whose answer was lost, whichever mutation it was: of the viewer's own store, or of the viewer's own calls. Null: it has not counted; send it again with its key. Null is a miss (see `customer`). */
  readonly operation?: Maybe<Operation>;
  /** The order with this number. Null when there is none, or it is not the viewer's: a miss (see `customer`), unless it was asked for by `id`. */
  readonly order?: Maybe<Order>;
  /** What making two customers one would come to: worked out by the very change, which is then taken back. Needs `customer:merge`; who may be neither seen nor changed is null, as if it were not there. */
  readonly previewMerge?: Maybe<MergePreview>;
  /** What making two customers of one would come to: worked out by the very change, which is then taken back. Needs `customer:merge-open`; who may be neither seen nor changed is null, as if it were not there. */
  readonly previewSplit?: Maybe<SplitPreview>;
  /** The programme in force, with its tiers: for forms that name one. */
  readonly programme: Programme;
  /** A version of the programme's rules. Null when there is no such version. */
  readonly ruleset?: Maybe<RulesetVersion>;
  /** Versions of the programme's rules, the latest first. */
  readonly rulesets: ReadonlyArray<RulesetVersion>;
  /** What is set up, and who changed it. For admins. */
  readonly setup: Setup;
  /** How a destination compares with what we would have told it, while another feed tells it; counted from what was compared, which is kept for 30 days. Null: no destination of this code is set up. Needs operations:read. */
  readonly shadowReport?: Maybe<ShadowReport>;
  /** The stores, by code. */
  readonly stores: StoreConnection;
  /** Who moves between tiers in the days ahead, day by day. */
  readonly tierForecast: ReadonlyArray<TierForecast>;
  /** A store's tills, as our side sees them. A till's token sees the store that it is bound to; operations name one. */
  readonly till: TillContext;
  /** Business days of the last 7 that are over for 12 hours and were not declared, the latest first, 500 at most. Of whoever has declared one of the last 14 days: a day is expected where two of the same weekday in the four weeks before were declared, or where something of it has come. For operations. */
  readonly undeclaredDays: ReadonlyArray<UndeclaredDay>;
  /** Who asks: what this server knows of the token or key that came with the request. */
  readonly viewer: Viewer;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryBridgeArgs = {
  from: Scalars['Date']['input'];
  source: Scalars['String']['input'];
  to: Scalars['Date']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryCouponArgs = {
  code: Scalars['String']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryCustomerArgs = {
  by: CustomerIdentifierInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryDeclaredDaysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  from: Scalars['Date']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
  states?: InputMaybe<ReadonlyArray<DayState>>;
  store?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['Date']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryDiagnoseCustomerArgs = {
  customer: CustomerIdentifierInput;
  orders?: InputMaybe<ReadonlyArray<ErpOrderInput>>;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryExpiryForecastArgs = {
  days: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryExplainPointsArgs = {
  order: OrderReferenceInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryExplainTierArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  customer: CustomerIdentifierInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryHandoffsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<HandoffFilter>;
  first: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryIdentityMismatchArgs = {
  from: Scalars['Date']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['Date']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryIntakeReportArgs = {
  from: Scalars['DateTime']['input'];
  source: Scalars['String']['input'];
  to: Scalars['DateTime']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryLiabilityArgs = {
  asOf: Scalars['Date']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryLookupArgs = {
  first: Scalars['Int']['input'];
  text: Scalars['String']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryMappingArgs = {
  name: Scalars['String']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryMappingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryMatchCandidatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  minScore?: InputMaybe<Scalars['Float']['input']>;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryOpeningsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  by: Scalars['String']['input'];
  first: Scalars['Int']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryOperationArgs = {
  idempotencyKey: Scalars['String']['input'];
  till?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryOrderArgs = {
  by: OrderReferenceInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryPreviewMergeArgs = {
  input: PreviewMergeInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryPreviewSplitArgs = {
  input: PreviewSplitInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryRulesetArgs = {
  version: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryRulesetsArgs = {
  first: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryShadowReportArgs = {
  destination: Scalars['String']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryStoresArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryTierForecastArgs = {
  days: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryTillArgs = {
  store?: InputMaybe<Scalars['String']['input']>;
};

/** What comparing one field of a destination came to: what it stores, and what it was sent last. */
export type ReadBackDifference = {
  readonly __typename?: 'ReadBackDifference';
  /** Values that were compared in the last seven days: once each time that a customer was told something, and once more when one was found wrong later. */
  readonly checked: Scalars['Int']['output'];
  /** The destination's name of it. */
  readonly field: Scalars['String']['output'];
  /** How many are wrong now, as far as they are kept (1,000). */
  readonly open: Scalars['Int']['output'];
  /** Customers with a wrong value, at most 20: those in whom it still is first, the newest first. */
  readonly sample: ReadonlyArray<Scalars['ID']['output']>;
  /** The last 20 of these values, those that are wrong still first. */
  readonly values: ReadonlyArray<WrongValue>;
  /** Of these, how many were wrong. */
  readonly wrong: Scalars['Int']['output'];
};

/** How many, and why. */
export type ReasonCount = {
  readonly __typename?: 'ReasonCount';
  /** Code of the reason. */
  readonly code: Scalars['String']['output'];
  /** How many. */
  readonly count: Scalars['Int']['output'];
};

/**
 * A day's receipts: what came, beside what was declared.
 *
 * A receipt belongs to the day, store and till that its number was sent with (kind `receipt`). Its amount is what its documents changed of what the customer pays for the order: a sale adds, what an exchange, a return, a refund or a void with that number takes back comes off, whichever day the goods were sold on. A receipt that was voided still counts as one, with 0. A document without a receipt number is no part of a day; test purchases count in nothing, and their numbers are not missing.
 */
export type ReceiptControl = {
  readonly __typename?: 'ReceiptControl';
  /** The business date. */
  readonly businessDate: Scalars['Date']['output'];
  /** Its declarations in the order in which they were made, also those that were replaced. Of a store those of its tills too. */
  readonly declarations: ReadonlyArray<DeclaredDay>;
  /** The total that was declared, as `expected` is. Null also when tills declared in several currencies. */
  readonly declaredTotal?: Maybe<Money>;
  /** Receipts that were declared; of a store what all its tills declared, or a source for all of it. Null while a till of which something came has not declared. */
  readonly expected?: Maybe<Scalars['Int']['output']>;
  /** Numbers of which nothing came, between the lowest and the highest that came or were declared, the first 100 runs of them. What stands before the last digits, and zeros in front, tell rows of numbers apart; numbers that began again during the day leave no gap, and more than 10,000 in a row are no gap but another row. */
  readonly gaps: ReadonlyArray<ReceiptGap>;
  /** Gaps that `gaps` leaves off. */
  readonly gapsLeftOff: Scalars['Int']['output'];
  /** Receipts that are held, by what they wait for. */
  readonly held: ReadonlyArray<ReasonCount>;
  /** What the receipts say that are held, by currency. */
  readonly heldTotals: ReadonlyArray<Money>;
  /** Numbers in all gaps, also in those that `gaps` leaves off. */
  readonly missing: Scalars['Int']['output'];
  /** The same in other currencies, where there are any. */
  readonly otherTotals: ReadonlyArray<Money>;
  /** Receipts that came, each number of a till once: applied and held ones. */
  readonly received: Scalars['Int']['output'];
  /** Numbers under which more than one sale was told of, 100 at most: a correction, or two receipts with one number, of which one hides the other. */
  readonly repeated: ReadonlyArray<Scalars['String']['output']>;
  /** How it compares now, the worst of all declarations that stand. Null as `expected` is. */
  readonly state?: Maybe<DayState>;
  /** Number of the till. Null: all tills of the store. */
  readonly till?: Maybe<Scalars['String']['output']>;
  /** The same of each till of which something came or was declared. Empty where one till was asked for. */
  readonly tills: ReadonlyArray<ReceiptControl>;
  /** What the receipts come to that are applied, in the currency that was declared, or the one with the most. */
  readonly total: Money;
};

/** A run of receipt numbers of which nothing came. */
export type ReceiptGap = {
  readonly __typename?: 'ReceiptGap';
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** The first number that is missing, as the till prints it. */
  readonly from: Scalars['String']['output'];
  /** Number of the till. */
  readonly till: Scalars['String']['output'];
  /** The last one; the same as `from` where one is missing. */
  readonly to: Scalars['String']['output'];
};

/** What stands on a till's receipt. */
export type ReceiptInput = {
  /** The store's business date. */
  readonly businessDate: Scalars['Date']['input'];
  /** The receipt's number. */
  readonly receiptNumber: Scalars['String']['input'];
  /** Code of the store. */
  readonly store: Scalars['String']['input'];
  /** The till. */
  readonly till: Scalars['String']['input'];
};

/** One interaction. */
export type RecordInteractionInput = {
  /** What happened. */
  readonly interaction: InteractionInput;
};

/** The answer to one interaction. */
export type RecordInteractionPayload = {
  readonly __typename?: 'RecordInteractionPayload';
  /** Whether it was on record before; nothing was changed then. */
  readonly duplicate: Scalars['Boolean']['output'];
  /** The interaction on record. Null when there are `userErrors`, and for those who may send interactions but not read them. */
  readonly interaction?: Maybe<Interaction>;
  /** Why it was not recorded: `CUSTOMER_NOT_FOUND`, `OWN_RECORD` (your token names this customer), `CONFLICT` (this id came with another body), `UNKNOWN_SOURCE`, `SOURCE_NOT_ALLOWED`, `IN_THE_FUTURE`, or the code of a malformed field such as `MISSING` or `TOO_LONG`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Interactions, each for itself. */
export type RecordInteractionsInput = {
  /** At most 500. */
  readonly interactions: ReadonlyArray<InteractionInput>;
};

/** The answer to several interactions. */
export type RecordInteractionsPayload = {
  readonly __typename?: 'RecordInteractionsPayload';
  /** One for each interaction, in input order. */
  readonly results: ReadonlyArray<InteractionResult>;
  /** Always empty: what is wrong with one interaction stands with its result. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A change of a customer's tier, or of what the tier rests on. */
export type RecordedTierChange = {
  readonly __typename?: 'RecordedTierChange';
  /** When it took effect. */
  readonly at: Scalars['DateTime']['output'];
  /** Who gave the tier or ended it. Null when a purchase, time or the rules did it, and for the customer's own token. */
  readonly by?: Maybe<Actor>;
  /** What caused it. */
  readonly cause: TierCause;
  /** The tier earned after it: another one than `to` while a given tier decides. */
  readonly earned: Tier;
  /** The tier before. */
  readonly from: Tier;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its customer's history. */
  readonly id: Scalars['ID']['output'];
  /** `UPGRADED`, `DOWNGRADED`, `RENEWED`, or `UNCHANGED` when only what was earned, or a given tier that does not decide, changed. */
  readonly kind: Scalars['String']['output'];
  /** The order whose event caused it. Null when none did, or the viewer may not see it. */
  readonly order?: Maybe<Order>;
  /** What they wrote as the reason. Null where `by` is, and once it was erased. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** When it was recorded; later than `at` for what time brought and for history. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The tier after. */
  readonly to: Tier;
};

/** A coupon to be used. */
export type RedeemCouponInput = {
  /** What is taken off. Not more than a coupon of an amount gives. */
  readonly amount: MoneyInput;
  /** The till's own name for the sale; a receipt's number comes later. */
  readonly basket: Scalars['String']['input'];
  /** The store's day. */
  readonly businessDate: Scalars['Date']['input'];
  /** What is bought. Needed when the coupon has conditions on it. */
  readonly cart?: InputMaybe<CartInput>;
  /** Number of the cashier, no name. */
  readonly cashier?: InputMaybe<Scalars['String']['input']>;
  /** Code of the channel. Default: `store`. */
  readonly channel?: InputMaybe<Scalars['String']['input']>;
  /** As scanned or typed. */
  readonly code: Scalars['String']['input'];
  /** Who is at the till, when known. Needed when the coupon may be used so often by each customer, or is for tiers as of now. */
  readonly customer?: InputMaybe<CustomerIdentifierInput>;
  /** Made by the till of store, till, business date, basket and line, at most 255 bytes: the same key gives the first answer again; with another input it is refused. Two tills may use the same key. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The line of the sale that the coupon stands on. */
  readonly line?: InputMaybe<Scalars['String']['input']>;
  /** When it happened, by the till's clock. Needed with `offline`, and only then. */
  readonly occurredAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: the till was offline and has given the discount. It is recorded, never refused; what stands against it becomes a conflict, which issuers of coupons see and tills do not. Unknown codes count as misses (RATE_LIMITED elsewhere). A coupon of another customer than the named one is not used up. */
  readonly offline?: InputMaybe<Scalars['Boolean']['input']>;
  /** Number of the receipt, when there is one already. */
  readonly receiptNumber?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. Default: the till's own; a till cannot name another. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  readonly till: Scalars['String']['input'];
};

/** The answer to a redemption. */
export type RedeemCouponPayload = {
  readonly __typename?: 'RedeemCouponPayload';
  /** The redemption. Null when refused. */
  readonly redemption?: Maybe<Redemption>;
  /** Everything that stands against it, with sentences for the customer. Empty when it was redeemed. */
  readonly refusals: ReadonlyArray<Refusal>;
  /** The same as `userErrors`, whose codes are those of `refusals`, or `CUSTOMER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A use of a coupon. */
export type Redemption = Node & {
  readonly __typename?: 'Redemption';
  /** What was taken off. */
  readonly amount: Money;
  /** When it happened; for an offline till, by its clock. */
  readonly at: Scalars['DateTime']['output'];
  /** Number of the cashier. Null when not told, and for the customer's own eyes. */
  readonly cashier?: Maybe<Scalars['String']['output']>;
  /** What was wrong with an offline till's redemption when we heard of it: `OVER_LIMIT` for a use too many, `OCCURRED_IN_FUTURE`, `TOO_MANY_UNKNOWN_CODES` for a code out of a row of guesses, or the code of the refusal that it would have met. With `OTHER_CUSTOMER` and `TOO_MANY_UNKNOWN_CODES` the coupon was not used up. Empty for every other, and for tills and customers, whom it would tell which codes there are. */
  readonly conflicts: ReadonlyArray<Scalars['String']['output']>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** Number of the receipt, when the till knew it. */
  readonly receiptNumber?: Maybe<Scalars['String']['output']>;
  /** Whether this is the answer to a call that was answered before. False wherever it is not the answer to a call. */
  readonly replayOfFirstAnswer: Scalars['Boolean']['output'];
  /** `REDEEMED`, or `REVERSED` when it was taken back. */
  readonly state: Scalars['String']['output'];
  /** Where. */
  readonly store: Store;
  /** Number of the till in its store. */
  readonly till: Scalars['String']['output'];
};

/** Points that were paid with and are given back. */
export type RefundPointsInput = {
  /** `id` of what was set aside and paid with. */
  readonly authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** How many; all that were paid with and not refunded yet when left out. */
  readonly points?: InputMaybe<Scalars['Points']['input']>;
};

/** Why a coupon is not taken. */
export type Refusal = {
  readonly __typename?: 'Refusal';
  /** Stable and made for programs: `UNKNOWN_CODE`, `DISABLED`, `RESERVED`, `NOT_YET_VALID`, `EXPIRED`, `ALREADY_REDEEMED`, `LIMIT_REACHED`, `CUSTOMER_LIMIT_REACHED`, `CUSTOMER_NEEDED`, `TIER_NEEDED`, `STORE_EXCLUDED`, `CHANNEL_EXCLUDED`, `BASKET_NEEDED`, `CURRENCY_MISMATCH`, `ARTICLE_MISSING`, `BASKET_TOO_SMALL`, `AMOUNT_TOO_HIGH`, `OWN_RECORD` (it is the coupon of the person whose token this is); on record also `OTHER_CUSTOMER`, `CUSTOMER_NOT_FOUND`, `TOO_MANY_UNKNOWN_CODES`, `ALREADY_REVERSED` and `REVERSAL_TOO_LATE`. */
  readonly code: Scalars['String']['output'];
  /** Whether it stays refused whatever the customer does. */
  readonly final: Scalars['Boolean']['output'];
  /** A sentence for the customer. */
  readonly message: Scalars['String']['output'];
  /** What would have been needed: an amount, a moment, or codes separated by commas. Null when there is nothing to say. */
  readonly needed?: Maybe<Scalars['String']['output']>;
  /** What was there instead, in the same form. Null when there was nothing. */
  readonly seen?: Maybe<Scalars['String']['output']>;
};


/** Why a coupon is not taken. */
export type RefusalMessageArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** An identifier that could not be read. Nothing of its value is kept but with the receive log. */
export type RefusedIdentifier = {
  readonly __typename?: 'RefusedIdentifier';
  /** Its place, such as `customer`, `1`, `value`. */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
  /** What the sender should do, in English. */
  readonly message: Scalars['String']['output'];
  /** Code of the reason, such as `PHONE_MALFORMED`. */
  readonly reason: Scalars['String']['output'];
};

/** Held events that are to go on: named, or all that are held for the same kind of thing. */
export type ReleaseHeldInput = {
  /** The `id`s of their handoffs, 1 to 100. All go on or none. */
  readonly handoffs?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Instead: the `reason` of a group of `held`; its oldest 500 go on, but those that the viewer may not let go on. */
  readonly heldFor?: InputMaybe<Scalars['String']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to letting held events go on. What became of them is as of now, also when a key is sent again. */
export type ReleaseHeldPayload = {
  readonly __typename?: 'ReleaseHeldPayload';
  /** Of these, how many are applied. */
  readonly applied: Scalars['Int']['output'];
  /** Of these, how many were refused, such as one that was not the sender's to say. */
  readonly rejected: Scalars['Int']['output'];
  /** How many were let go on. */
  readonly released: Scalars['Int']['output'];
  /** Why nothing was released: `NAME_EVENTS_OR_REASON` (one of the two, and not both), `TOO_MANY`, `UNKNOWN_HOLD`, `NOT_HELD`, `OWN_PURCHASE` (somebody else has to) or `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** Of these, how many are held: what they wait for is not there, or they run in a moment. */
  readonly waiting: Scalars['Int']['output'];
};

/** The end of a payment that did not take place. */
export type ReleasePointsInput = {
  /** `id` of what was set aside. */
  readonly authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** A new identifier in an old one's place, such as a new card for a lost one. */
export type ReplaceIdentifierInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The old one. It goes on finding the customer as REPLACED; when it is blocked it stays blocked. */
  readonly identifier: IdentifierReferenceInput;
  /** The new one, of the same kind; nobody may hold it. */
  readonly newValue: Scalars['String']['input'];
  /** Whether the customer has proved the new one. Default false. */
  readonly verified?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The answer to a replacement. */
export type ReplaceIdentifierPayload = {
  readonly __typename?: 'ReplaceIdentifierPayload';
  /** The customer as it is now, with the purchases that had waited for the new identifier. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `IDENTIFIER_NOT_FOUND`, `ALREADY_REPLACED`, `IDENTIFIER_TAKEN`, `IDENTIFIER_NOT_IN_USE` (the new one is blocked), `VALUE_NAMES_NOBODY` (set-up says so), `LIMIT_OF_CUSTOMER` (the old one goes on counting, unless it was blocked first), or the code of a malformed value. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a destination is to be told again. */
export type ReplayDestinationInput = {
  /** Code of the destination. */
  readonly destination: Scalars['String']['input'];
  /** The first instant of which what was recorded is told again. */
  readonly from: Scalars['DateTime']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The first instant after it. */
  readonly to: Scalars['DateTime']['input'];
};

/** An answer to whether two customers are one person. */
export type ResolveMatchCandidateInput = {
  /** The `id` of the candidate. */
  readonly candidate: Scalars['ID']['input'];
  /** Whether they are one. */
  readonly decision: MatchDecision;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Of `SAME`, as in `mergeCustomers`. Default false. */
  readonly overrule?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, 1 to 500 characters; kept with the decision. */
  readonly reason: Scalars['String']['input'];
  /** Of `SAME`: the `id` of the one who goes on. Default: whoever has been a customer longer. */
  readonly survivor?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer to a decision on a candidate. */
export type ResolveMatchCandidatePayload = {
  readonly __typename?: 'ResolveMatchCandidatePayload';
  /** Of `SAME` the customer that goes on, else one of the two. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CANDIDATE_NOT_FOUND`, `SURVIVOR_IS_NEITHER`, `SAME_CUSTOMER` (they are one already: `unmergeCustomers` parts them), or as `mergeCustomers`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Records of persons to take in. */
export type ResolveRecordsInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** 1 to 500 records; more are refused as a whole (`BAD_USER_INPUT`). */
  readonly records: ReadonlyArray<PersonRecordInput>;
  /** Code of the source that says so, such as `crm`; must be set up, and one of the key's. */
  readonly source: Scalars['String']['input'];
};

/** The answer to records of persons. */
export type ResolveRecordsPayload = {
  readonly __typename?: 'ResolveRecordsPayload';
  /** One per record, in the order of the input. Empty when there are `userErrors`. */
  readonly results: ReadonlyArray<PersonRecordResult>;
  /** Why none was taken: `UNKNOWN_SOURCE`, `SOURCE_RETIRED`, `SOURCE_NOT_ALLOWED`. What is wrong with one record stands with its result. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A rollout that is to go on. */
export type ResumeRolloutInput = {
  /** Of which version. */
  readonly version: Scalars['Int']['input'];
};

/** Dead letters of a destination that are to be tried again. */
export type RetryDeadLettersInput = {
  /** Code of the destination. */
  readonly destination: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** `id` of one dead letter. Default: all of them. */
  readonly message?: InputMaybe<Scalars['String']['input']>;
};

/** Whose identifiers are to be shown in full, and why. */
export type RevealIdentifiersInput = {
  /** Whose. */
  readonly customer: CustomerIdentifierInput;
  /** Only identifiers of these kinds, such as `email`. Default: all but devices, which are nobody's to read. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Why. */
  readonly reason: RevealReason;
};

/** Identifiers in full. */
export type RevealIdentifiersPayload = {
  readonly __typename?: 'RevealIdentifiersPayload';
  /** With visibility FULL. Empty when there are `userErrors`. */
  readonly identifiers: ReadonlyArray<Contact>;
  /** Why nothing was shown: `CUSTOMER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Why somebody needs to see a personal value in full; kept in the audit. */
export type RevealReason =
  /** The customer asked, and was verified. */
  | 'CALLER_ASKED'
  /** The law or an authority demands it. */
  | 'LEGAL_DUTY'
  /** To look into misuse. */
  | 'MISUSE_CHECK'
  /** To deliver, exchange or return an order. */
  | 'ORDER_HANDLING';

/** A redemption to be taken back. */
export type ReverseRedemptionInput = {
  /** Number of the cashier, no name. */
  readonly cashier?: InputMaybe<Scalars['String']['input']>;
  /** Made by the till, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 64 characters, such as `VOIDED` or `RETURNED`. */
  readonly reason: Scalars['String']['input'];
  /** The redemption's `id`. */
  readonly redemption: Scalars['ID']['input'];
  /** Code of the store where it is taken back. Default: the till's own; a till cannot name another. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  readonly till: Scalars['String']['input'];
};

/** The answer to a reversal. */
export type ReverseRedemptionPayload = {
  readonly __typename?: 'ReverseRedemptionPayload';
  /** The redemption as it is now. Null when there are `userErrors`. */
  readonly redemption?: Maybe<Redemption>;
  /** Why nothing was changed: `REDEMPTION_NOT_FOUND`, `ALREADY_REVERSED`, or `REVERSAL_TOO_LATE` after 30 days. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Whose storefront tokens are to end. */
export type RevokeCustomerTokensInput = {
  /** Whose. */
  readonly customer: CustomerIdentifierInput;
};

/** The end of a customer's tokens. */
export type RevokeCustomerTokensPayload = {
  readonly __typename?: 'RevokeCustomerTokensPayload';
  /** Tokens made up to here are refused, by every server within seconds. Null when there are `userErrors`. */
  readonly revokedBefore?: Maybe<Scalars['DateTime']['output']>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Taking all customers through a version of the rules that has begun, so that what it changes is written and pushed without waiting for their next purchase. Whoever looks at a customer sees it at once, also where the rollout has not been yet. */
export type Rollout = {
  readonly __typename?: 'Rollout';
  /** Customers it has been through. */
  readonly customers: Scalars['Int']['output'];
  /** When everybody had been. Null before. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it is paused. Null when it is not. */
  readonly pausedBecause?: Maybe<Scalars['String']['output']>;
  /** Who paused it. Null when it is not paused. */
  readonly pausedBy?: Maybe<Actor>;
  /** How far it is, 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** When the version was found to have begun. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** `RUNNING`, `PAUSED` or `DONE`. */
  readonly status: Scalars['String']['output'];
  /** Tiers that it has changed. */
  readonly tierChanges: Scalars['Int']['output'];
};

/** What a rule costs. */
export type RuleCost = {
  readonly __typename?: 'RuleCost';
  /** Points that it gave, less what returns took back. */
  readonly before: Scalars['Points']['output'];
  /** Points that it would have given. */
  readonly points: Scalars['Points']['output'];
  /** Code of the rule. */
  readonly rule: Scalars['String']['output'];
  /** What these buy at the price of the first wallet. Null when it has none. */
  readonly worth?: Maybe<Money>;
};

/** What one rule made of an order as it stands. */
export type RuleExplanation = {
  readonly __typename?: 'RuleExplanation';
  /** Whether its conditions hold and something of the order counts. */
  readonly applies: Scalars['Boolean']['output'];
  /** What counted, by how much it counts for. */
  readonly counted: ReadonlyArray<CountedAmount>;
  /** Points that it gave. */
  readonly points: Scalars['Points']['output'];
  /** Points that its limits, or its wallet's, left for this order. Null where there is no limit. */
  readonly room?: Maybe<Scalars['Points']['output']>;
  /** Code of the rule. */
  readonly rule: Scalars['String']['output'];
  /** Code of the wallet it gives to. */
  readonly wallet: Scalars['String']['output'];
};

/** A place where two versions of the rules differ. */
export type RulesetDifference = {
  readonly __typename?: 'RulesetDifference';
  /** What is there, JSON. Null when there is nothing. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** What was there, JSON. Null when there was nothing. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** Where, such as `tiers[GOLD].threshold`. */
  readonly path: Scalars['String']['output'];
  /** The same as a sentence. */
  readonly sentence: Scalars['String']['output'];
};

/** A draft as somebody has seen it. */
export type RulesetDraftInput = {
  /** `revision` of the draft as it was seen. */
  readonly expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  readonly version: Scalars['Int']['input'];
};

/** The answer to everything about versions of the rules. */
export type RulesetPayload = {
  readonly __typename?: 'RulesetPayload';
  /** The version as it is now. Null when there are `userErrors`, and for a draft that was discarded. */
  readonly ruleset?: Maybe<RulesetVersion>;
  /** Why nothing was changed: `DOCUMENT_INVALID` (one per fault, with its place), `VERSION_NOT_FOUND`, `NOT_A_DRAFT`, `REVISION_CONFLICT`, `SECOND_PERSON_NEEDED`, `NOT_APPROVED`, `AT_TOO_SOON`, `AT_NOT_AFTER_LAST`, `NOT_COMPATIBLE`, `NO_ROLLOUT`, `ROLLOUT_OVER` or `REASON_NEEDED`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Where a version of the rules is in its life. */
export type RulesetStatus =
  /** Put into force, at once or from `activatedAt` on; it never changes again. */
  | 'ACTIVE'
  /** Being written; nothing earns by it. */
  | 'DRAFT'
  /** No longer used. */
  | 'RETIRED';

/** A version of the programme's rules. */
export type RulesetVersion = {
  readonly __typename?: 'RulesetVersion';
  /** When it began or begins. Null for a draft. */
  readonly activatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who put it into force. Null for a draft. */
  readonly activatedBy?: Maybe<Actor>;
  /** Who looked at it after the one who wrote it. Null when nobody has. */
  readonly approvedBy?: Maybe<Actor>;
  /** Who wrote the draft. Null for what set-up brought. */
  readonly createdBy?: Maybe<Actor>;
  /** What differs from another version, in the order of the document. */
  readonly diff: ReadonlyArray<RulesetDifference>;
  /** The whole document, JSON, defaults written out. */
  readonly document: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask by its number. */
  readonly id: Scalars['ID']['output'];
  /** Rises with every change of a draft; give it as `expectedRevision`. */
  readonly revision: Scalars['Int']['output'];
  /** How far it has got since it began. Null for a draft, for one that has not begun, and for the first version. */
  readonly rollout?: Maybe<Rollout>;
  /** What became of the last simulation. Null when there was none. */
  readonly simulation?: Maybe<Simulation>;
  /** Where it is in its life. */
  readonly status: RulesetStatus;
  /** Its number; drafts have one too. */
  readonly version: Scalars['Int']['output'];
};


/** A version of the programme's rules. */
export type RulesetVersionDiffArgs = {
  against: Scalars['Int']['input'];
};

/** A mapping to save. */
export type SaveMappingInput = {
  /** YAML or JSON, at most 262,144 characters. */
  readonly document: Scalars['String']['input'];
  /** The version that it was made from, 0 for a new name; null: whatever is saved now. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** What became of a mapping. */
export type SaveMappingPayload = {
  readonly __typename?: 'SaveMappingPayload';
  /** Whether it is a new version; false when the newest one says the same. Null when there are `userErrors`. */
  readonly isNew?: Maybe<Scalars['Boolean']['output']>;
  /** The mapping, with this version as its newest. Null when there are `userErrors`. */
  readonly mapping?: Maybe<Mapping>;
  /** Why nothing was saved: `MAPPING_FAULTY`, one for each fault, its message beginning with `line:column:`, or `CONFLICT` (somebody has saved another version since `expectedVersion`; look at it). */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** How a destination is to be. */
export type SetDestinationInput = {
  /** An entry of the set-up's `destinations` as JSON, at most 262,144 characters; `docs/reference/setup.schema.json` says of what form. */
  readonly document: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What became of setting a destination up, or of retiring it. */
export type SetDestinationPayload = {
  readonly __typename?: 'SetDestinationPayload';
  /** What was changed. Empty when it was so already, and when it was refused. */
  readonly changes: ReadonlyArray<PlannedSetupChange>;
  /** Why nothing was changed: `DOCUMENT_INVALID`, with `field` down to the place in the document, or `DESTINATION_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What is set up: sources, stores, channels, boundaries, region and limits. */
export type Setup = {
  readonly __typename?: 'Setup';
  /** What was changed, the latest first, by whatever way. */
  readonly changes: SetupChangeConnection;
  /** All of it as one JSON text, defaults written out; `docs/reference/setup.schema.json` says of what form. Applied, it changes nothing. */
  readonly document: Scalars['String']['output'];
  /** Another one whenever anything is changed; give it as `expectedVersion`. */
  readonly version: Scalars['String']['output'];
};


/** What is set up: sources, stores, channels, boundaries, region and limits. */
export type SetupChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

/** A change of the set-up, on record. */
export type SetupChange = {
  readonly __typename?: 'SetupChange';
  /** Who; the system for what came with a start or an import. */
  readonly actor: Actor;
  /** What it is, JSON. Null when it was retired. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** What it was, JSON. Null when it was not there. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** `ADDED`, `CHANGED`, `RETIRED`, or `RESTORED` after having been retired. */
  readonly change: Scalars['String']['output'];
  /** Of what. */
  readonly code: Scalars['String']['output'];
  /** `SOURCE`, `STORE`, `CHANNEL`, `BOUNDARY`, `INSTALLATION` (region, limits, identity) or `RULES` (the first ones). */
  readonly kind: Scalars['String']['output'];
};

/** A page of changes, the latest first. */
export type SetupChangeConnection = {
  readonly __typename?: 'SetupChangeConnection';
  /** The same changes, each with its cursor. */
  readonly edges: ReadonlyArray<SetupChangeEdge>;
  /** The changes. */
  readonly nodes: ReadonlyArray<SetupChange>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** A change and its place in the list. */
export type SetupChangeEdge = {
  readonly __typename?: 'SetupChangeEdge';
  /** Give it as `after` to read on behind this change. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: SetupChange;
};

/** Customers, by what came of comparing them. */
export type ShadowCustomers = {
  readonly __typename?: 'ShadowCustomers';
  /** Compared: those that are equal, different and missing. */
  readonly compared: Scalars['Int']['output'];
  /** The destination knows them, and something differs. */
  readonly different: Scalars['Int']['output'];
  /** Everything that was compared is equal. */
  readonly equal: Scalars['Int']['output'];
  /** Something of them waits, or has not had its time to be stored (`settleSeconds`). */
  readonly inFlight: Scalars['Int']['output'];
  /** The destination does not know them, or a file that is said to be whole does not name them: the other feed left them out. */
  readonly missing: Scalars['Int']['output'];
  /** They are at rest, and their turn to be compared has not come. */
  readonly notCompared: Scalars['Int']['output'];
  /** We do not know what the destination knows them by, so that they are neither told nor compared. */
  readonly unknown: Scalars['Int']['output'];
};

/** What came of comparing one field. */
export type ShadowField = {
  readonly __typename?: 'ShadowField';
  /** Customers of whom it was compared. */
  readonly compared: Scalars['Int']['output'];
  /** Of these, those in whom it has another value. */
  readonly different: Scalars['Int']['output'];
  /** Of these, those in whom it is equal. */
  readonly equal: Scalars['Int']['output'];
  /** The destination's name of it. */
  readonly field: Scalars['String']['output'];
  /** Of these, those in whom it has none. */
  readonly missing: Scalars['Int']['output'];
  /** At most 20 in whom it is not equal, those compared last first. */
  readonly sample: ReadonlyArray<ShadowSample>;
};

/** Customers who have something in common. */
export type ShadowGroup = {
  readonly __typename?: 'ShadowGroup';
  /** What they have in common. */
  readonly by: ShadowGrouping;
  /** Customers who were compared. */
  readonly compared: Scalars['Int']['output'];
  /** Of a band. Null: of the others. */
  readonly currencyCode?: Maybe<Scalars['String']['output']>;
  /** Of these, those of whom something differs. */
  readonly different: Scalars['Int']['output'];
  /** Of these, those of whom everything is equal. */
  readonly equal: Scalars['Int']['output'];
  /** Of these, those whom the destination does not know. */
  readonly missing: Scalars['Int']['output'];
  /** Which: a band such as `50-100`, the code of a tier, a status. Null: no order, or no tier. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** By what customers are grouped, as they were when they were compared. */
export type ShadowGrouping =
  /** The total of the customer's last order, in bands of its currency's units: 0, 25, 50, 100, 250 and 1,000. */
  | 'ORDER_SIZE'
  /** The status of the customer's last order. */
  | 'ORDER_STATUS'
  /** The segment: until there are segments, the customer's tier. */
  | 'TIER';

/** A destination beside another feed that tells it: each customer's last comparison counts once. */
export type ShadowReport = {
  readonly __typename?: 'ShadowReport';
  /** Who cut it then. Null: nobody has. */
  readonly by?: Maybe<Scalars['String']['output']>;
  /** Customers, by what came of comparing them. */
  readonly customers: ShadowCustomers;
  /** Code of the destination. */
  readonly destination: Scalars['String']['output'];
  /** What came of comparing each field; those in which most differs first. */
  readonly fields: ReadonlyArray<ShadowField>;
  /** The first instant of which what was compared counts. */
  readonly from: Scalars['DateTime']['output'];
  /** Customers by order size, tier and status, each by itself; those in which most differs first, at most 200. */
  readonly groups: ReadonlyArray<ShadowGroup>;
  /** Whether it is told now. */
  readonly mode: DestinationMode;
  /** Why, as they said it. Null: nobody has. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Why, as sentences: what is not enough, or what it rests on. */
  readonly reasons: ReadonlyArray<Scalars['String']['output']>;
  /** Since when. Null: it was always so. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The first instant after it. */
  readonly to: Scalars['DateTime']['output'];
  /** Whether it may be cut over. */
  readonly verdict: ShadowVerdict;
};

/** A customer in whom a field is not equal. */
export type ShadowSample = {
  readonly __typename?: 'ShadowSample';
  /** When it was compared. */
  readonly comparedAt: Scalars['DateTime']['output'];
  /** Of that order. Null: there is none. */
  readonly currencyCode?: Maybe<Scalars['String']['output']>;
  /** Id of the customer. */
  readonly customerId: Scalars['ID']['output'];
  /** The band of the last order's total, such as `50-100`. Null: there is no order. */
  readonly orderSize?: Maybe<Scalars['String']['output']>;
  /** Of that order. Null: there is none. */
  readonly orderStatus?: Maybe<OrderStatus>;
  /** What we would have sent; of what says who somebody is, as much as staff see of it. Null: nothing. */
  readonly ours?: Maybe<Scalars['String']['output']>;
  /** What the destination stores, or the other feed's file says, alike; of what is no code, number or moment only the form. Null: nothing. */
  readonly theirs?: Maybe<Scalars['String']['output']>;
  /** Code of the tier. Null: none. */
  readonly tier?: Maybe<Scalars['String']['output']>;
};

/** Whether a destination may be cut over. */
export type ShadowVerdict =
  /** Enough was compared, for long enough, and enough of it is equal. */
  | 'GO'
  /** It is not so, or nothing could be compared. */
  | 'NO_GO';

/** A version that is to be tried out. */
export type SimulateRulesetInput = {
  /** Which version. */
  readonly version: Scalars['Int']['input'];
};

/** Customers who would move. */
export type SimulatedMove = {
  readonly __typename?: 'SimulatedMove';
  /** Why some of them move, in whole sentences. */
  readonly because: ReadonlyArray<Scalars['String']['output']>;
  /** How many. */
  readonly customers: Scalars['Int']['output'];
  /** The tier now. Null for those who have none. */
  readonly from?: Maybe<Tier>;
  /** Some of them, masked; their sections only for who may open a customer. */
  readonly sample: ReadonlyArray<Customer>;
  /** The tier under the version. Null for those who would have none. */
  readonly to?: Maybe<Tier>;
};

/** Customers in a tier. */
export type SimulatedTier = {
  readonly __typename?: 'SimulatedTier';
  /** Under the version. */
  readonly after: Scalars['Int']['output'];
  /** Now. */
  readonly before: Scalars['Int']['output'];
  /** Code of the tier. */
  readonly tier: Scalars['String']['output'];
};

/** What a version of the rules would have made of the recorded history, beside where customers stand. */
export type Simulation = {
  readonly __typename?: 'Simulation';
  /** Points that each rule gave, and would have given. Empty until it is done. */
  readonly costPerRule: ReadonlyArray<RuleCost>;
  /** Why it failed. Null when it did not. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** What customers' points would buy more (or less, below 0) than now. Null until it is done, and when no wallet has a price. */
  readonly liabilityChange?: Maybe<Money>;
  /** Who would move, the largest group first. Empty until it is done. */
  readonly movers: ReadonlyArray<SimulatedMove>;
  /** Customers whose history the version does not allow, such as a payment with points that it would not have given. */
  readonly notPlayed: Scalars['Int']['output'];
  /** How far it is, 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** Purchases that were played again. */
  readonly purchases: Scalars['Int']['output'];
  /** `revision` of the draft that was simulated; a later one has not been. */
  readonly revision: Scalars['Int']['output'];
  /** `RUNNING`, `DONE`, `FAILED`, or `LOST` with its process: start it again. */
  readonly status: Scalars['String']['output'];
  /** Customers per tier, now and under the version. Empty until it is done. */
  readonly tiers: ReadonlyArray<SimulatedTier>;
};

/** A service level objective of the set-up (`slos`), and how it stands. */
export type Slo = {
  readonly __typename?: 'Slo';
  /** How many of these were bad. */
  readonly bad: Scalars['Float']['output'];
  /** The share of what may be bad that is left: 1 is all, below 0 it is overdrawn. */
  readonly budgetLeft: Scalars['Float']['output'];
  /** How many times faster than it lasts the budget was spent in the last hour; 1 spends it up exactly. */
  readonly burnRate: Scalars['Float']['output'];
  /** The same of the last five minutes, or of the hour that is under way where it is counted by the hour. */
  readonly burnRateShort: Scalars['Float']['output'];
  /** Its code, such as `freshness`. */
  readonly code: Scalars['String']['output'];
  /** What is counted: `freshness`, `delivery`, `identity`, `errors`, `retries` or `redemption`. */
  readonly indicator: Scalars['String']['output'];
  /** How many were, such as `99.93 % of 12000`; of nothing it says so. */
  readonly now: Scalars['String']['output'];
  /** Whether there is budget left and it does not burn too fast. */
  readonly ok: Scalars['Boolean']['output'];
  /** Who keeps it. */
  readonly owner: Owner;
  /** What to do when it is in danger: a path or an address. */
  readonly runbook: Scalars['String']['output'];
  /** How many have to be good, over how many days, such as `99.5 % in 30 days`. */
  readonly target: Scalars['String']['output'];
  /** What is promised, in a few words. */
  readonly title: Scalars['String']['output'];
  /** How many were counted in them. */
  readonly total: Scalars['Float']['output'];
  /** Days until now over which it is added up. */
  readonly windowDays: Scalars['Int']['output'];
};

/** How far one source has got, for everybody and for this customer. */
export type SourceFreshness = {
  readonly __typename?: 'SourceFreshness';
  /** When the source last told something about this customer, by its own clock. Null when it never did. */
  readonly customerAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Parts of the customer that it feeds, such as `orders`. */
  readonly sections: ReadonlyArray<Scalars['String']['output']>;
  /** Code of the source, such as `erp`. */
  readonly source: Scalars['String']['output'];
  /** Compares the source's watermark with how often it usually sends; never with this customer's own silence. */
  readonly status: SourceStatus;
  /** The latest time of happening seen from this source. Null when it has never sent. */
  readonly watermark?: Maybe<Scalars['DateTime']['output']>;
};

/** What a source does now, what it usually does, and what is odd about it. Counted within seconds: live purchase events that are no tests and came by no file, interactions, and records. */
export type SourceHealth = {
  readonly __typename?: 'SourceHealth';
  /** Of the purchases of the last 24 hours, the share that carried no identifier, 0 to 1. */
  readonly anonymousShare: Scalars['Float']['output'];
  /** Fields of its bodies that do not look as they did, found by a sample of up to 20 bodies a minute. Each ends when it looks as before again, or has looked otherwise for two weeks. */
  readonly drift: ReadonlyArray<FieldDrift>;
  /** What it told in each of its last hours, the first one first, also where that was nothing. */
  readonly hours: ReadonlyArray<SourceHour>;
  /** Of the purchases of the last 24 hours that carried an identifier, the share that found nobody, 0 to 1. */
  readonly identityMismatch: Scalars['Float']['output'];
  /** How long half of the events of the last 24 hours took to come after they happened, in seconds, within 12.5 %. Null when none came. */
  readonly lagP50Seconds?: Maybe<Scalars['Float']['output']>;
  /** How long nineteen in twenty of them took at most. Null when none came. */
  readonly lagP95Seconds?: Maybe<Scalars['Float']['output']>;
  /** When it last told us something new. Null when it has never sent. */
  readonly lastToldAt?: Maybe<Scalars['DateTime']['output']>;
  /** Events, interactions and records that it told and that were new, by the minute, in the last 60 minutes. */
  readonly ratePerMinute: Scalars['Float']['output'];
  /** What is odd about it now. Empty: it does as it usually does. */
  readonly signs: ReadonlyArray<SourceSign>;
  /** Code of the source, such as `erp`. */
  readonly source: Scalars['String']['output'];
  /** Compares the watermark with how often the source is set up to send. `QUIET` among `signs` compares with what usually comes at this hour. */
  readonly status: SourceStatus;
  /** The same as it usually is in these minutes of the week: the median of the last eight weeks. Null until two weeks are known. */
  readonly usualPerMinute?: Maybe<Scalars['Float']['output']>;
  /** The latest time of happening seen from this source. Null when it has never sent. */
  readonly watermark?: Maybe<Scalars['DateTime']['output']>;
};


/** What a source does now, what it usually does, and what is odd about it. Counted within seconds: live purchase events that are no tests and came by no file, interactions, and records. */
export type SourceHealthHoursArgs = {
  last: Scalars['Int']['input'];
};

/** What a source told in one hour. */
export type SourceHour = {
  readonly __typename?: 'SourceHour';
  /** What had come before. */
  readonly duplicates: Scalars['Int']['output'];
  /** Its beginning, in UTC. */
  readonly from: Scalars['DateTime']['output'];
  /** Purchases without any identifier. */
  readonly guests: Scalars['Int']['output'];
  /** Purchases that carried an identifier, when it was first known whose they are. */
  readonly presented: Scalars['Int']['output'];
  /** Purchase events that were refused. */
  readonly rejected: Scalars['Int']['output'];
  /** Events, interactions and records that were new. */
  readonly told: Scalars['Int']['output'];
  /** Of these, those of nobody who is known. */
  readonly unmatched: Scalars['Int']['output'];
};

/** An order number. */
export type SourceNumberInput = {
  /** The number, as it was sent. */
  readonly number: Scalars['String']['input'];
  /** The system whose number it is. Without it, AMBIGUOUS_REFERENCE when two orders have the number. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** That a source does not do as it usually does, or as it should. */
export type SourceSign = {
  readonly __typename?: 'SourceSign';
  /** What it is. */
  readonly code: SourceSignCode;
  /** The heading of the runbook that says what to do, below `docs/runbooks/`. */
  readonly runbook: Scalars['String']['output'];
  /** A sentence with the figures that it was seen by. */
  readonly text: Scalars['String']['output'];
};

/** What is odd about a source. */
export type SourceSignCode =
  /** In the last 24 hours the share of purchases without an identifier is 10 points or more above what it was. */
  | 'ANONYMOUS'
  /** What happens all over the hour came in the same five minutes of it, all the last week: a batch that poses as a feed. */
  | 'BATCHED'
  /** One event in twenty of the last 24 hours or more came from the future, by 5 seconds or more in the mean. */
  | 'CLOCK_AHEAD'
  /** Nine in ten events of the last week came equally late, by two minutes or more. */
  | 'CONSTANT_LAG'
  /** Fields do not look as they did: see `drift`. */
  | 'DRIFT'
  /** In the last 24 hours the share of what had come before is 10 points or more above what it was. */
  | 'DUPLICATES'
  /** Three orders or more of the last week were cancelled when they were said to be handed over. What says so is said too early, such as when they are placed. */
  | 'HANDED_OVER_EARLY'
  /** In the last 24 hours the share of purchases whose identifier found nobody is 10 points or more above what it was. */
  | 'IDENTITY_MISMATCH'
  /** Nothing was taken in, although usually at least 15 would have been since the last. What is refused is not taken in. */
  | 'QUIET'
  /** In the last whole hour more than five times as much came as usually does. */
  | 'RATE_HIGH'
  /** In the last whole hour less than a quarter came of what usually does. */
  | 'RATE_LOW'
  /** In the last 24 hours the share of what was refused is 10 points or more above what it was. */
  | 'REJECTED';

/** Whether a source sends as it usually does. */
export type SourceStatus =
  /** Silent for longer than usual. */
  | 'LATE'
  /** Sends as usual. */
  | 'LIVE'
  /** Has never sent. */
  | 'NOT_CONNECTED'
  /** Silent for more than ten times as long as usual. */
  | 'SILENT';

/** Two people who are one customer. */
export type SplitCustomerInput = {
  /** The customer who is two people; that one goes on with what stays. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What the other one is known by, 1 to 100. All came with one record of the customer, which is still known by something else. */
  readonly identifiers: ReadonlyArray<IdentifierReferenceInput>;
  /** The `id`s of orders that are the other one's, too, though they showed an identifier of the one who stays, or none; 2,000 at most. */
  readonly orders?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Why, 1 to 500 characters; kept with the decision. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to a split. */
export type SplitCustomerPayload = {
  readonly __typename?: 'SplitCustomerPayload';
  /** The customer that goes on. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** The customer that was made. Null when there are `userErrors`. */
  readonly separated?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `MISSING` and `TOO_MANY` (of what is named), `IDENTIFIER_NOT_FOUND` (the customer is not known by it), `IDENTIFIERS_OF_SEVERAL` (`unmergeCustomers` parts records that came together later), `NOTHING_STAYS`, `ORDER_NOT_FOUND`, `TOO_MANY_ORDERS` (of 2,000), `POINTS_SET_ASIDE` (of orders that would go), `RETURN_OF_BOTH` (a return without a receipt of the one was found to be a sale of the other), `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What making two customers of one would come to. */
export type SplitPreview = {
  readonly __typename?: 'SplitPreview';
  /** What it would have. Null when it cannot be done; `userErrors` say why. */
  readonly after?: Maybe<MergeSide>;
  /** What it has now. */
  readonly before: MergeSide;
  /** Who would go on. */
  readonly customer: Customer;
  /** What the other one would have. Null when it cannot be done. */
  readonly otherAfter?: Maybe<MergeSide>;
  /** Why it cannot be done, as `splitCustomer` says it. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One customer whom somebody had open, in one hour. */
export type StaffOpening = {
  readonly __typename?: 'StaffOpening';
  /** When first in this hour. */
  readonly at: Scalars['DateTime']['output'];
  /** The person, in the role of then. */
  readonly by: Actor;
  /** Whom; the one whom they belong to now. Null when the viewer may not see it. */
  readonly customer?: Maybe<Customer>;
};

/** A page of a person's openings. */
export type StaffOpeningConnection = {
  readonly __typename?: 'StaffOpeningConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<StaffOpeningEdge>;
  /** The openings of this page. */
  readonly nodes: ReadonlyArray<StaffOpening>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
};

/** An opening in a person's list. */
export type StaffOpeningEdge = {
  readonly __typename?: 'StaffOpeningEdge';
  /** Give it as `after` to read on behind this opening. */
  readonly cursor: Scalars['String']['output'];
  /** The opening. */
  readonly node: StaffOpening;
};

/** A wallet over a period of days: `closing` = `opening` + `earned` - `spent` - `expired` + `adjusted`. */
export type Statement = {
  readonly __typename?: 'Statement';
  /** Given less taken by hand, passed on and blocked. */
  readonly adjusted: Scalars['Points']['output'];
  /** Points at the end of the period. */
  readonly closing: Scalars['Points']['output'];
  /** Earned by purchases, less what returns took back. */
  readonly earned: Scalars['Points']['output'];
  /** What the figures are made of, the latest first. */
  readonly entries: EntryConnection;
  /** Not spent in time. */
  readonly expired: Scalars['Points']['output'];
  /** Points before the period, those not active yet included. */
  readonly opening: Scalars['Points']['output'];
  /** Paid with or set aside for payments, less what was given back. */
  readonly spent: Scalars['Points']['output'];
};


/** A wallet over a period of days: `closing` = `opening` + `earned` - `spent` - `expired` + `adjusted`. */
export type StatementEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

/** A shop. */
export type Store = {
  readonly __typename?: 'Store';
  /** The brand it trades under. */
  readonly brand: Scalars['String']['output'];
  /** Unique, as tills send it. */
  readonly code: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask for what happened there. */
  readonly id: Scalars['ID']['output'];
  /** The market it belongs to, such as `DE`. */
  readonly market: Scalars['String']['output'];
  /** For people. */
  readonly name: Scalars['String']['output'];
  /** IANA zone of its business dates. */
  readonly timeZone: Scalars['String']['output'];
};

/** A page of stores. */
export type StoreConnection = {
  readonly __typename?: 'StoreConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<StoreEdge>;
  /** The stores of this page. */
  readonly nodes: ReadonlyArray<Store>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
};

/** A store in a list. */
export type StoreEdge = {
  readonly __typename?: 'StoreEdge';
  /** Give it as `after` to read on behind this store. */
  readonly cursor: Scalars['String']['output'];
  /** The store. */
  readonly node: Store;
};

/** What every event of a stream tells. */
export type StreamChange = {
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Everything that changes about one customer, as far as the viewer may read it: a till is told of no interactions, a storefront (its own customer only) of no overrides and no marks. `sequence` counts those too, so a gap tells that something else changed, and not what. Whom the id names is followed wherever they belong: under a survivor from the merge on, and on their own again after an undo, each change once and in order. At both the viewer is authorised again: FORBIDDEN, with `reason` MERGED or UNMERGED, ends it for whoever may not see who they are now. To a storefront, what was recorded while another was part of its customer is not told once that was undone. */
  readonly customerChanged: CustomerChange;
  /** Has a customer open for as long as it is subscribed, and tells who else of the staff has: at once, and whenever that becomes another, on whatever server they are. Subscribe beside `customerChanged` when a page is opened, and complete it when it is closed. Nothing is told again after a break: the first event says how it is. Merges and undos are followed as by `customerChanged`. For agents, supervisors and admins. A person has at most 50 customers open on a server (`TOO_MANY_OPERATIONS`). */
  readonly customerOpen: PresenceChange;
  /** Each change of one customer's tier. A storefront: its own customer only. Merges and undos are followed as by `customerChanged`, which also tells them. */
  readonly tierChanged: TierChange;
  /** The tier changes of all customers, in one order for everybody. For staff. */
  readonly tierChanges: TierChange;
};


/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type SubscriptionCustomerChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  customerId: Scalars['ID']['input'];
};


/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type SubscriptionCustomerOpenArgs = {
  customerId: Scalars['ID']['input'];
  doing?: InputMaybe<PresenceKind>;
};


/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type SubscriptionTierChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  customerId: Scalars['ID']['input'];
};


/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type SubscriptionTierChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TierChangeFilter>;
};

/** One means by which an order was paid. */
export type Tender = {
  readonly __typename?: 'Tender';
  /** What was paid with it. */
  readonly amount: Money;
  /** `cash`, `card`, `gift_card`, `points`, `voucher`, or as the seller calls it. */
  readonly kind: Scalars['String']['output'];
};

/** A level of the programme. Levels are data of the programme, not of this schema. */
export type Tier = {
  readonly __typename?: 'Tier';
  /** What it gives. */
  readonly benefits: ReadonlyArray<Benefit>;
  /** Unique within the programme. */
  readonly code: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; tiers are the programme's. */
  readonly id: Scalars['ID']['output'];
  /** The name shown to customers. */
  readonly name: Scalars['String']['output'];
  /** Higher is better; the base tier has the lowest. */
  readonly rank: Scalars['Int']['output'];
};


/** A level of the programme. Levels are data of the programme, not of this schema. */
export type TierNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** What causes a change of tier. */
export type TierCause = {
  readonly __typename?: 'TierCause';
  /** `QUALIFIED` (what was bought is enough), `TERM_ENDED`, `RETURNED` (what had counted was taken back), `RULES_CHANGED`, `GRANT_STARTED`, `GRANT_ENDED` (by time) or `GRANT_CLEARED`. More may come. */
  readonly code: Scalars['String']['output'];
  /** The same as a sentence. */
  readonly sentence: Scalars['String']['output'];
};


/** What causes a change of tier. */
export type TierCauseSentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A change of tier. */
export type TierChange = StreamChange & {
  readonly __typename?: 'TierChange';
  /** What caused it, as in `TierCause.code`. */
  readonly cause: Scalars['String']['output'];
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** The tier that was held before. */
  readonly from: Tier;
  /** What it comes to. */
  readonly kind: TierChangeKind;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
  /** The tier that is held since. */
  readonly to: Tier;
  /** When it is looked at again. Null for the base tier, which cannot be lost. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of a customer's tier history. */
export type TierChangeConnection = {
  readonly __typename?: 'TierChangeConnection';
  /** The same with their cursors. */
  readonly edges: ReadonlyArray<TierChangeEdge>;
  /** The changes. */
  readonly nodes: ReadonlyArray<RecordedTierChange>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
};

/** A change in a tier history with its place. */
export type TierChangeEdge = {
  readonly __typename?: 'TierChangeEdge';
  /** Give it as `after` to read on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: RecordedTierChange;
};

/** Which tier changes. What is left out does not restrict. */
export type TierChangeFilter = {
  /** Only these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<TierChangeKind>>;
  /** Only changes from or to a tier with one of these codes. */
  readonly tiers?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What a change of tier comes to. */
export type TierChangeKind =
  /** To a lower tier. */
  | 'DOWNGRADED'
  /** The same tier for another term, or the rest of it under another name. */
  | 'RENEWED'
  /** To a higher tier. */
  | 'UPGRADED';

/** A tier as it stood at an instant: what an agent reads to a caller who asks why. By what had been recorded by then: what became known later does not change what is told of it. */
export type TierExplanation = {
  readonly __typename?: 'TierExplanation';
  /** The instant. */
  readonly at: Scalars['DateTime']['output'];
  /** The last change before it, with its cause. Null when there was none. */
  readonly change?: Maybe<RecordedTierChange>;
  /** What counted then, in `unit`. */
  readonly counted: Scalars['Decimal']['output'];
  /** The tier that was earned, which goes on underneath a given one. */
  readonly earned: Tier;
  /** The entries that counted, the latest first: each with its order and the purchase event that caused it. */
  readonly entries: EntryConnection;
  /** The first day that counted. Null where all days do. */
  readonly from?: Maybe<Scalars['Date']['output']>;
  /** What was needed for the next tier, and was missing. Null when the highest was earned. */
  readonly next?: Maybe<TierGap>;
  /** Version of the rules that decided. */
  readonly rulesetVersion: Scalars['Int']['output'];
  /** The same as sentences to read aloud, in order. */
  readonly sentences: ReadonlyArray<Scalars['String']['output']>;
  /** Since when it was held without a break. */
  readonly since: Scalars['DateTime']['output'];
  /** The tier held then. */
  readonly tier: Tier;
  /** The last day that counted. */
  readonly to: Scalars['Date']['output'];
  /** Currency of qualifying spend, ISO 4217; `points` or `orders` where tiers go by those. */
  readonly unit: Scalars['String']['output'];
  /** When it was going to be looked at again. Null for a tier that cannot be lost. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
};


/** A tier as it stood at an instant: what an agent reads to a caller who asks why. By what had been recorded by then: what became known later does not change what is told of it. */
export type TierExplanationEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** A tier as it stood at an instant: what an agent reads to a caller who asks why. By what had been recorded by then: what became known later does not change what is told of it. */
export type TierExplanationSentencesArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** Customers who move from one tier to another on one day if nobody buys anything. */
export type TierForecast = {
  readonly __typename?: 'TierForecast';
  /** How many. */
  readonly customers: Scalars['Int']['output'];
  /** The day. */
  readonly day: Scalars['Date']['output'];
  /** The tier before. */
  readonly from: Tier;
  /** Up to five of them, masked; their sections only for who may open a customer. */
  readonly sample: ReadonlyArray<Customer>;
  /** The tier after. */
  readonly to: Tier;
};

/** How far away a tier was. */
export type TierGap = {
  readonly __typename?: 'TierGap';
  /** What was missing. */
  readonly missing: Scalars['Decimal']['output'];
  /** What it needs, in the unit of the explanation. */
  readonly need: Scalars['Decimal']['output'];
  /** The tier. */
  readonly tier: Tier;
};

/** A tier that was given otherwise than by an override. The highest of those given and the one earned applies; a pin beats them. */
export type TierGrant = {
  readonly __typename?: 'TierGrant';
  /** Who gave it. */
  readonly by: Actor;
  /** Name it to replace or to end this grant. */
  readonly id: Scalars['ID']['output'];
  /** Why it was given. */
  readonly kind: TierGrantKind;
  /** Whether it is the least, or the only one. */
  readonly mode: OverrideMode;
  /** What the one who gave it wrote. Empty once it was erased. */
  readonly reason: Scalars['String']['output'];
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** The tier given. */
  readonly tier: Tier;
  /** The first instant after it. Null when it has no end. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
};

/** Why a tier is given that is neither earned nor an override. */
export type TierGrantKind =
  /** The programme before this one had given it. */
  | 'IMPORTED'
  /** The customer paid for it. */
  | 'PAID'
  /** The customer has such a status elsewhere. */
  | 'STATUS_MATCH'
  /** A start in the programme above the base tier. */
  | 'WELCOME';

/** How far a customer is on the way to a tier. */
export type TierProgress = {
  readonly __typename?: 'TierProgress';
  /** Until when it must be reached. Null when the window slides and there is no fixed day. */
  readonly by?: Maybe<Scalars['DateTime']['output']>;
  /** What counts now, in `unit`. */
  readonly have: Scalars['Decimal']['output'];
  /** What is needed, in `unit`. */
  readonly need: Scalars['Decimal']['output'];
  /** What would count in addition when open orders are handed over and paid, in `unit`. */
  readonly pendingCounts: Scalars['Decimal']['output'];
  /** The tier in question. */
  readonly tier: Tier;
  /** Currency of qualifying spend, ISO 4217. */
  readonly unit: Scalars['String']['output'];
};

/** A store's tills, as our side sees them. */
export type TillContext = {
  readonly __typename?: 'TillContext';
  /** What came of a business day beside what was declared. A day with more than 50,000 receipts is refused with BAD_USER_INPUT: name a till. */
  readonly receipts: ReceiptControl;
  /** Now, by our clock. */
  readonly serverTime: Scalars['DateTime']['output'];
  /** The store. */
  readonly store: Store;
};


/** A store's tills, as our side sees them. */
export type TillContextReceiptsArgs = {
  businessDate: Scalars['Date']['input'];
  till?: InputMaybe<Scalars['String']['input']>;
};

/** A page of a timeline, latest first. */
export type TimelineConnection = {
  readonly __typename?: 'TimelineConnection';
  /** The same items, each with its cursor. */
  readonly edges: ReadonlyArray<TimelineEdge>;
  /** The items. */
  readonly nodes: ReadonlyArray<TimelineItem>;
  /** Whether and where it goes on. */
  readonly pageInfo: PageInfo;
};

/** An item and its place in the timeline. */
export type TimelineEdge = {
  readonly __typename?: 'TimelineEdge';
  /** Give it as `after` to read on behind this item. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: TimelineItem;
};

/** Something on record about a customer. */
export type TimelineItem = {
  readonly __typename?: 'TimelineItem';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** Who did it; for staff. What time does to points is done by the rule that says so (`RULE`). Null when nobody in particular did. */
  readonly by?: Maybe<Actor>;
  /** What it is about. */
  readonly kind: TimelineKind;
  /** The thing itself, where it has an id. Null when the viewer may not see it. */
  readonly node?: Maybe<Node>;
  /** What happened, for people. */
  readonly sentence: Scalars['String']['output'];
  /** The shop where it happened. Null when it was none. */
  readonly store?: Maybe<Store>;
};


/** Something on record about a customer. */
export type TimelineItemSentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** What a timeline tells of. */
export type TimelineKind =
  /** Who looked at or changed the record beyond the ordinary; for staff. */
  | 'AUDIT'
  /** Consents given and withdrawn. None yet. */
  | 'CONSENT'
  /** Coupons issued, redeemed and refused. */
  | 'COUPON'
  /** What other systems were told. None yet. */
  | 'DELIVERY'
  /** What the customer became known by, and the membership. */
  | 'IDENTITY'
  /** Contacts, complaints, cases and messages. */
  | 'INTERACTION'
  /** Purchases and what became of them. */
  | 'ORDER'
  /** Every movement of points: earned, taken back, added or taken off by hand, set aside, paid with, passed on, expired. */
  | 'POINTS'
  /** Tiers reached, kept and lost. */
  | 'TIER';

/** Points that go from one customer to another. */
export type TransferPointsInput = {
  /** Who gives them. */
  readonly from: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** How many, 1 or more. They expire when they would have. */
  readonly points: Scalars['Points']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Who gets them. */
  readonly to: CustomerIdentifierInput;
  /** Code of the wallet. */
  readonly wallet?: InputMaybe<Scalars['String']['input']>;
};

/** What all records of a sample came to. */
export type TrialCounts = {
  readonly __typename?: 'TrialCounts';
  /** Records on which the mapping fails. */
  readonly faulty: Scalars['Int']['output'];
  /** Interactions that were made. */
  readonly interactions: Scalars['Int']['output'];
  /** Records of which nothing is made, with nothing wrong. */
  readonly passedOver: Scalars['Int']['output'];
  /** Records of persons that were made. */
  readonly persons: Scalars['Int']['output'];
  /** Purchase events that were made. */
  readonly purchases: Scalars['Int']['output'];
  /** Records of the sample. */
  readonly records: Scalars['Int']['output'];
  /** Of what was made: what would be refused for its form. */
  readonly refused: Scalars['Int']['output'];
};

/** What a mapping made of a record. */
export type TriedEvent = {
  readonly __typename?: 'TriedEvent';
  /** Whether it is told as history. */
  readonly history: Scalars['Boolean']['output'];
  /** `purchase`, `interaction` or `person`. */
  readonly make: Scalars['String']['output'];
  /** Why it would be refused. Null when by its form it is taken. */
  readonly refusal?: Maybe<TriedRefusal>;
  /** As it would be told, JSON; the first 65,536 characters of a longer one. */
  readonly value: Scalars['String']['output'];
};

/** What of a mapping fails on a record. */
export type TriedFault = {
  readonly __typename?: 'TriedFault';
  /** Its column, from 1. Null as `line` is. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Line of the mapping that fails, from 1. Null when it is the record or the body. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** What is wrong. */
  readonly problem: Scalars['String']['output'];
  /** Code of the reason. */
  readonly reason: Scalars['String']['output'];
};

/** What became of one record of a sample. */
export type TriedRecord = {
  readonly __typename?: 'TriedRecord';
  /** Its place, such as `line 12`, or `3` of a list. Empty: the whole sample. */
  readonly at: Scalars['String']['output'];
  /** What of the mapping fails on it. */
  readonly faults: ReadonlyArray<TriedFault>;
  /** What was made of it. */
  readonly made: ReadonlyArray<TriedEvent>;
  /** Why nothing is made of it although nothing is wrong with it. Null otherwise. */
  readonly passedOver?: Maybe<Scalars['String']['output']>;
};

/** Why what was made would be refused. */
export type TriedRefusal = {
  readonly __typename?: 'TriedRefusal';
  /** The field at fault, by dots. Null when it is no single one. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, and what to do. */
  readonly problem: Scalars['String']['output'];
  /** Code of the reason. */
  readonly reason: Scalars['String']['output'];
};

/** A mapping, and what to try it on: either a sample or a message. */
export type TryMappingInput = {
  /** The mapping, YAML or JSON, at most 262,144 characters. */
  readonly document: Scalars['String']['input'];
  /** Number of a stored message, byte by byte as it came, with its headers and its time. */
  readonly message?: InputMaybe<Scalars['String']['input']>;
  /** A body as the system sends it, as text. */
  readonly sample?: InputMaybe<Scalars['String']['input']>;
};

/** What a mapping made of a sample. One that takes longer than 15 seconds is ended, and one runs at a time on a server: OVERLOADED when more than eight wait. */
export type TryMappingPayload = {
  readonly __typename?: 'TryMappingPayload';
  /** What came of it. Null when there are `userErrors`. */
  readonly trial?: Maybe<MappingTrial>;
  /** Why nothing was tried: `SAMPLE_OR_MESSAGE` (give one of them), `MESSAGE_NOT_FOUND` (there is none of this number, or its body was dropped after its time), or `TOO_COSTLY` (it took too long or too much memory: try a smaller sample). */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The end of a block. */
export type UnblockPointsInput = {
  /** `id` of the block. */
  readonly block: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
};

/** A business day that nobody has declared who does declare days. */
export type UndeclaredDay = {
  readonly __typename?: 'UndeclaredDay';
  /** The business date. */
  readonly businessDate: Scalars['Date']['output'];
  /** Code of the source that declares it. Null: the till itself. */
  readonly source?: Maybe<Scalars['String']['output']>;
  /** The store. Null: all orders of the source. */
  readonly store?: Maybe<Store>;
  /** Number of the till. Null: all tills of the store. */
  readonly till?: Maybe<Scalars['String']['output']>;
};

/** Goodwill to be taken back. */
export type UndoGoodwillInput = {
  /** `id` of the gift. */
  readonly id: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** The answer to taking goodwill back. */
export type UndoGoodwillPayload = {
  readonly __typename?: 'UndoGoodwillPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was taken back: `GIFT_NOT_FOUND`, `NOT_THE_GIVER`, `ALREADY_UNDONE`, `UNDO_TOO_LATE` after ten minutes, `POINTS_SPENT`, `COUPON_USED` or `CUSTOMER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** An identifier to take from whoever has it. */
export type UnlinkIdentifierInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Which. */
  readonly identifier: IdentifierReferenceInput;
  /** Why; kept in the audit. */
  readonly reason: UnlinkReason;
};

/** The answer to an unlink. */
export type UnlinkIdentifierPayload = {
  readonly __typename?: 'UnlinkIdentifierPayload';
  /** The customer who had it, as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `IDENTIFIER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Why an identifier is taken from its customer. */
export type UnlinkReason =
  /** The customer has asked for it. */
  | 'ASKED_FOR'
  /** The customer does not use it any more. */
  | 'NOT_USED'
  /** It is another person's. */
  | 'OF_ANOTHER'
  /** Something else. */
  | 'OTHER';

/** Customers who were taken for one person are several again: told once to whoever follows any of them. What is told behind it is of the one that the followed id names, and of no other; read the customer again. */
export type UnmergeChange = StreamChange & {
  readonly __typename?: 'UnmergeChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** Who stays what it was, without those who left. */
  readonly from: Scalars['ID']['output'];
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who left and is a customer again. */
  readonly separated: ReadonlyArray<Scalars['ID']['output']>;
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. After a merge or an undo it goes on in the stream of another customer; the order is that of telling. */
  readonly sequence: Scalars['Int']['output'];
};

/** Somebody who is to be a customer of their own again. */
export type UnmergeCustomersInput = {
  /** The customer that went on. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 500 characters; kept with the decision. */
  readonly reason: Scalars['String']['input'];
  /** The `id` that went under it. */
  readonly separate: Scalars['ID']['input'];
};

/** The answer to an undo. */
export type UnmergeCustomersPayload = {
  readonly __typename?: 'UnmergeCustomersPayload';
  /** The customer that went on. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** The customer that is one of their own again. Null when there are `userErrors`. */
  readonly separated?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_MERGED` (nobody of this id went under the customer), `TOO_MANY_LEAVES`, `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A mute that is to end. */
export type UnmuteIncidentsInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** `id` of the mute. */
  readonly mute: Scalars['ID']['input'];
};

/** A split that is to be taken back. */
export type UnsplitCustomerInput = {
  /** The customer that the split made. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 500 characters; kept with the decision. */
  readonly reason: Scalars['String']['input'];
};

/** The answer to a split that is taken back. */
export type UnsplitCustomerPayload = {
  readonly __typename?: 'UnsplitCustomerPayload';
  /** The customer that they are again. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_SPLIT` (no split that stands made this customer), `SPLIT_OVERTAKEN` (one of the two was merged or split again since: take that back first, or use `mergeCustomers`), `LIMIT_OF_CUSTOMER` (what one of them was given since is too much for one customer), `REASON_INVALID`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A change that time alone will bring. */
export type UpcomingChange = {
  readonly __typename?: 'UpcomingChange';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** `UPGRADED`, `DOWNGRADED` or `RENEWED`. */
  readonly kind: Scalars['String']['output'];
  /** The same as a sentence. */
  readonly sentence: Scalars['String']['output'];
};


/** A change that time alone will bring. */
export type UpcomingChangeSentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A change of what is known about a customer. What is left out stays as it is. */
export type UpdateCustomerInput = {
  /** Who. */
  readonly customer: CustomerIdentifierInput;
  /** The `version` that was read: refused with `VERSION_CONFLICT` when somebody has changed the customer since. Null changes it anyway. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** All marks that the customer is to have. Null leaves them as they are. */
  readonly flags?: InputMaybe<ReadonlyArray<CustomerFlag>>;
  /** Preferred language, BCP 47. Null takes it away. */
  readonly language?: InputMaybe<Scalars['String']['input']>;
  /** Full name, at most 512 bytes. Null takes it away. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to a change of a customer. */
export type UpdateCustomerPayload = {
  readonly __typename?: 'UpdateCustomerPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  readonly customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `VERSION_CONFLICT`, `LANGUAGE_MALFORMED`, or the code of a malformed text. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A change of a draft. */
export type UpdateRulesetDraftInput = {
  /** The whole document, JSON or YAML. */
  readonly document: Scalars['String']['input'];
  /** `revision` of the draft as it was seen. */
  readonly expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  readonly version: Scalars['Int']['input'];
};

/** An expected refusal of a mutation: nothing was changed, and the sender can do something about it. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** Stable and made for programs. Treat codes you do not know as final. */
  readonly code: Scalars['String']['output'];
  /** Path of the input field at fault. Null when it is no single field. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** For people, in English. */
  readonly message: Scalars['String']['output'];
};

/** A coupon that a till wants to know about. */
export type ValidateCouponInput = {
  /** What is about to be bought. */
  readonly cart?: InputMaybe<CartInput>;
  /** Number of the cashier, no name. */
  readonly cashier?: InputMaybe<Scalars['String']['input']>;
  /** Code of the channel. Default: `store`. */
  readonly channel?: InputMaybe<Scalars['String']['input']>;
  /** As scanned or typed. */
  readonly code: Scalars['String']['input'];
  /** Who is at the till, when known. */
  readonly customer?: InputMaybe<CustomerIdentifierInput>;
  /** Code of the store. Default: the till's own; a till cannot name another. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  readonly till: Scalars['String']['input'];
};

/** The answer to a check. The attempt is on record. */
export type ValidateCouponPayload = {
  readonly __typename?: 'ValidateCouponPayload';
  /** The coupon. Null for an unknown code and for another customer's alike. */
  readonly coupon?: Maybe<Coupon>;
  /** Whether it would be taken. Null when there are `userErrors`. */
  readonly eligibility?: Maybe<Eligibility>;
  /** Why it could not be checked: `CUSTOMER_NOT_FOUND`. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A caller who has to show that they are the customer. */
export type VerifyCallerInput = {
  /** What the caller says, 1 to 5 claims. */
  readonly claims: ReadonlyArray<CallerClaimInput>;
  /** Whom the caller says to be. */
  readonly customer: CustomerIdentifierInput;
};

/** What the claims came to. */
export type VerifyCallerPayload = {
  readonly __typename?: 'VerifyCallerPayload';
  /** One per claim, in the order of the claims. Empty when there are `userErrors`. */
  readonly checks: ReadonlyArray<CallerCheck>;
  /** Why nothing was compared: `CUSTOMER_NOT_FOUND`, `CLAIMS_COUNT`, or `TOO_MANY_ATTEMPTS` after wrong claims in the last hour. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** Whether at least two claims of different kinds match and none is wrong. */
  readonly verified: Scalars['Boolean']['output'];
};

/** The one on whose behalf a request is made. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** When the token ends. Null for a key, which has no end. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** A key's name, or a token's subject: as records name who did something. */
  readonly name: Scalars['String']['output'];
  /** The role, of docs/roles.md. */
  readonly role: Scalars['String']['output'];
  /** What the role may do, such as `customer:read`; by alphabet. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** The store that a till is bound to. Null for others, and for one that is not set up. */
  readonly store?: Maybe<Store>;
};

/** How much of a personal value is shown. */
export type Visibility =
  /** Enough to recognise it, such as the last characters; the default on an open customer. */
  | 'CONTACT'
  /** The whole value; needs a reason and is audited. */
  | 'FULL'
  /** Only the kind and the form of the value; for search results. */
  | 'MASKED';

/** A value that a destination stores otherwise than it was sent. */
export type WrongValue = {
  readonly __typename?: 'WrongValue';
  /** Id of the customer. */
  readonly customerId: Scalars['ID']['output'];
  /** When it was found. */
  readonly foundAt: Scalars['DateTime']['output'];
  /** When it was found to be right again. Null: it is wrong. */
  readonly repairedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How often the customer was told anew because of it. */
  readonly repairs: Scalars['Int']['output'];
  /** What it was sent; of what says who somebody is, as much as staff see of it. Null: nothing, which it was told too. */
  readonly sent?: Maybe<Scalars['String']['output']>;
  /** What it stores, alike; of what is no code, number or moment only the form. Null: nothing. */
  readonly stored?: Maybe<Scalars['String']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountView>;
  AcknowledgeIncidentInput: AcknowledgeIncidentInput;
  AcknowledgeIncidentPayload: ResolverTypeWrapper<Omit<AcknowledgeIncidentPayload, 'incident'> & { incident?: Maybe<ResolversTypes['Incident']> }>;
  ActivateRulesetInput: ActivateRulesetInput;
  Actor: ResolverTypeWrapper<ActorRef>;
  ActorKind: ActorKind;
  AdjustPointsInput: AdjustPointsInput;
  AlsoOpen: ResolverTypeWrapper<AlsoOpenView>;
  ApplySetupInput: ApplySetupInput;
  ApplySetupPayload: ResolverTypeWrapper<Omit<ApplySetupPayload, 'changes' | 'setup'> & { changes: ReadonlyArray<ResolversTypes['PlannedSetupChange']>, setup?: Maybe<ResolversTypes['Setup']> }>;
  AuthorisePointsInput: AuthorisePointsInput;
  BalanceAt: ResolverTypeWrapper<BalanceAt>;
  Benefit: ResolverTypeWrapper<BenefitRule>;
  BlockIdentifierInput: BlockIdentifierInput;
  BlockIdentifierPayload: ResolverTypeWrapper<Omit<BlockIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  BlockPointsInput: BlockPointsInput;
  BlockReason: BlockReason;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Boundary: ResolverTypeWrapper<BoundaryView>;
  BoundaryHealth: ResolverTypeWrapper<BoundaryHealthModel>;
  BoundaryState: BoundaryState;
  Bridge: ResolverTypeWrapper<DayBridge>;
  BridgeCause: ResolverTypeWrapper<CauseOfDay>;
  BridgeFinding: ResolverTypeWrapper<BridgeFindingModel>;
  BridgeRepair: ResolverTypeWrapper<BridgeRepair>;
  BridgeStep: ResolverTypeWrapper<StepOfDay>;
  BrowsingConnection: ResolverTypeWrapper<Omit<BrowsingConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['BrowsingEdge']>, nodes: ReadonlyArray<ResolversTypes['BrowsingView']> }>;
  BrowsingEdge: ResolverTypeWrapper<Omit<BrowsingEdge, 'node'> & { node: ResolversTypes['BrowsingView'] }>;
  BrowsingView: ResolverTypeWrapper<BrowsingViewModel>;
  CallerCheck: ResolverTypeWrapper<CallerCheck>;
  CallerClaimInput: CallerClaimInput;
  Campaign: ResolverTypeWrapper<CampaignModel>;
  CampaignInput: CampaignInput;
  CapturePointsInput: CapturePointsInput;
  CartInput: CartInput;
  CartLineInput: CartLineInput;
  ChangedAccount: ResolverTypeWrapper<ChangedAccount>;
  ClaimPurchaseInput: ClaimPurchaseInput;
  ClaimPurchasePayload: ResolverTypeWrapper<Omit<ClaimPurchasePayload, 'customer' | 'order'> & { customer?: Maybe<ResolversTypes['Customer']>, order?: Maybe<ResolversTypes['Order']> }>;
  ClearTierOverrideInput: ClearTierOverrideInput;
  ClearTierOverridePayload: ResolverTypeWrapper<Omit<ClearTierOverridePayload, 'customer' | 'override'> & { customer?: Maybe<ResolversTypes['Customer']>, override?: Maybe<ResolversTypes['Override']> }>;
  Contact: ResolverTypeWrapper<ContactView>;
  Count: ResolverTypeWrapper<Count>;
  CountedAmount: ResolverTypeWrapper<Omit<CountedAmount, 'amount'> & { amount: ResolversTypes['Money'] }>;
  Coupon: ResolverTypeWrapper<CouponModel>;
  CouponAttempt: ResolverTypeWrapper<CouponAttemptView>;
  CouponChange: ResolverTypeWrapper<StreamEvent>;
  CouponChangeKind: CouponChangeKind;
  CouponConditionsInput: CouponConditionsInput;
  CouponConnection: ResolverTypeWrapper<CouponPage>;
  CouponEdge: ResolverTypeWrapper<Omit<CouponEdge, 'node'> & { node: ResolversTypes['Coupon'] }>;
  CouponState: CouponState;
  CouponValueInput: CouponValueInput;
  CreateCustomerInput: CreateCustomerInput;
  CreateCustomerPayload: ResolverTypeWrapper<Omit<CreateCustomerPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  CreateRulesetDraftInput: CreateRulesetDraftInput;
  Customer: ResolverTypeWrapper<CustomerModel>;
  CustomerChange: ResolverTypeWrapper<StreamEvent>;
  CustomerFlag: CustomerFlag;
  CustomerIdentifierInput: CustomerIdentifierInput;
  CustomerProblem: ResolverTypeWrapper<ProblemModel>;
  CutOverDestinationInput: CutOverDestinationInput;
  CutOverDestinationPayload: ResolverTypeWrapper<CutOverDestinationPayload>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DayState: DayState;
  DeadLetter: ResolverTypeWrapper<DeadLetterModel>;
  DeadLetterInput: DeadLetterInput;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeclareDayInput: DeclareDayInput;
  DeclareDayPayload: ResolverTypeWrapper<Omit<DeclareDayPayload, 'day'> & { day?: Maybe<ResolversTypes['DeclaredDay']> }>;
  DeclaredDay: ResolverTypeWrapper<DeclaredDayRow>;
  DeclaredDayConnection: ResolverTypeWrapper<Omit<DeclaredDayConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['DeclaredDayEdge']>, nodes: ReadonlyArray<ResolversTypes['DeclaredDay']> }>;
  DeclaredDayEdge: ResolverTypeWrapper<Omit<DeclaredDayEdge, 'node'> & { node: ResolversTypes['DeclaredDay'] }>;
  DestinationBreaker: DestinationBreaker;
  DestinationHealth: ResolverTypeWrapper<DestinationHealthModel>;
  DestinationInput: DestinationInput;
  DestinationMode: DestinationMode;
  DestinationPayload: ResolverTypeWrapper<DestinationPayload>;
  DiagnosedDelivery: ResolverTypeWrapper<DiagnosedDelivery>;
  DiagnosedOrder: ResolverTypeWrapper<DiagnosedOrderModel>;
  Diagnosis: ResolverTypeWrapper<DiagnosisModel>;
  DiagnosisFinding: ResolverTypeWrapper<DiagnosisFinding>;
  Eligibility: ResolverTypeWrapper<EligibilityModel>;
  EligibilityBasis: EligibilityBasis;
  EndTierGrantInput: EndTierGrantInput;
  EndTierGrantPayload: ResolverTypeWrapper<Omit<EndTierGrantPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  EndpointAvailability: ResolverTypeWrapper<EndpointAvailability>;
  EnrolCustomerInput: EnrolCustomerInput;
  EnrolCustomerPayload: ResolverTypeWrapper<Omit<EnrolCustomerPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  Entry: ResolverTypeWrapper<EntryModel>;
  EntryConnection: ResolverTypeWrapper<Omit<EntryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['EntryEdge']>, nodes: ReadonlyArray<ResolversTypes['Entry']> }>;
  EntryEdge: ResolverTypeWrapper<Omit<EntryEdge, 'node'> & { node: ResolversTypes['Entry'] }>;
  ErpOrderInput: ErpOrderInput;
  EventTold: ResolverTypeWrapper<ToldView>;
  ExpiringLot: ResolverTypeWrapper<ExpiringLot>;
  ExpiryForecast: ResolverTypeWrapper<ExpiryDay>;
  ExternalInput: ExternalInput;
  FieldDrift: ResolverTypeWrapper<FieldDrift>;
  FieldDriftKind: FieldDriftKind;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GiveGoodwillInput: GiveGoodwillInput;
  GiveGoodwillPayload: ResolverTypeWrapper<Omit<GiveGoodwillPayload, 'customer' | 'gift'> & { customer?: Maybe<ResolversTypes['Customer']>, gift?: Maybe<ResolversTypes['GoodwillGift']> }>;
  GoodwillAllowance: ResolverTypeWrapper<GoodwillModel>;
  GoodwillCoupon: ResolverTypeWrapper<GoodwillCouponView>;
  GoodwillEffect: ResolverTypeWrapper<GoodwillEffect>;
  GoodwillGift: ResolverTypeWrapper<GiftModel>;
  GoodwillReason: ResolverTypeWrapper<ReasonView>;
  GrantTierInput: GrantTierInput;
  GrantTierPayload: ResolverTypeWrapper<Omit<GrantTierPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  Handoff: ResolverTypeWrapper<HandoffModel>;
  HandoffConnection: ResolverTypeWrapper<HandoffPage>;
  HandoffEdge: ResolverTypeWrapper<Omit<HandoffEdge, 'node'> & { node: ResolversTypes['Handoff'] }>;
  HandoffFilter: HandoffFilter;
  Health: ResolverTypeWrapper<object>;
  HeldGroup: ResolverTypeWrapper<HeldGroupView>;
  Hop: ResolverTypeWrapper<HopView>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentifierReferenceInput: IdentifierReferenceInput;
  IdentifierStatus: IdentifierStatus;
  IdentifierStatusChange: ResolverTypeWrapper<IdentifierStatusChange>;
  IdentifiersChange: ResolverTypeWrapper<StreamEvent>;
  IdentityDecision: ResolverTypeWrapper<IdentityDecisionView>;
  IdentityEvidence: ResolverTypeWrapper<IdentityEdgeView>;
  IdentityEvidenceKind: IdentityEvidenceKind;
  IdentityGraph: ResolverTypeWrapper<IdentityGraphView>;
  IdentityLeaf: ResolverTypeWrapper<Omit<IdentityLeaf, 'identifiers'> & { identifiers: ReadonlyArray<ResolversTypes['Contact']> }>;
  IdentityMismatch: ResolverTypeWrapper<IdentityMismatchView>;
  IdentityMismatchReason: ResolverTypeWrapper<IdentityMismatchReasonView>;
  IdentitySurplus: ResolverTypeWrapper<IdentitySurplusView>;
  InboundMessage: ResolverTypeWrapper<InboundMessageView>;
  InboundMessageConnection: ResolverTypeWrapper<Omit<InboundMessageConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InboundMessageEdge']>, nodes: ReadonlyArray<ResolversTypes['InboundMessage']> }>;
  InboundMessageEdge: ResolverTypeWrapper<Omit<InboundMessageEdge, 'node'> & { node: ResolversTypes['InboundMessage'] }>;
  InboundMessageFault: ResolverTypeWrapper<InboundMessageFault>;
  InboundMessageState: InboundMessageState;
  Incident: ResolverTypeWrapper<IncidentModel>;
  IncidentMute: ResolverTypeWrapper<MuteRow>;
  IncidentNotice: ResolverTypeWrapper<NoticeRow>;
  IngestPurchasesInput: IngestPurchasesInput;
  IngestPurchasesPayload: ResolverTypeWrapper<Omit<IngestPurchasesPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['PurchaseResult']> }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntakeHour: ResolverTypeWrapper<IntakeHourView>;
  IntakeReport: ResolverTypeWrapper<IntakeReportView>;
  Interaction: ResolverTypeWrapper<InteractionModel>;
  InteractionChange: ResolverTypeWrapper<StreamEvent>;
  InteractionConnection: ResolverTypeWrapper<Omit<InteractionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InteractionEdge']>, nodes: ReadonlyArray<ResolversTypes['Interaction']> }>;
  InteractionEdge: ResolverTypeWrapper<Omit<InteractionEdge, 'node'> & { node: ResolversTypes['Interaction'] }>;
  InteractionInput: InteractionInput;
  InteractionResult: ResolverTypeWrapper<Omit<InteractionResult, 'interaction'> & { interaction?: Maybe<ResolversTypes['Interaction']> }>;
  IssueCouponInput: IssueCouponInput;
  IssueCouponPayload: ResolverTypeWrapper<Omit<IssueCouponPayload, 'coupon'> & { coupon?: Maybe<ResolversTypes['Coupon']> }>;
  IssueCustomerTokenInput: IssueCustomerTokenInput;
  IssueCustomerTokenPayload: ResolverTypeWrapper<IssueCustomerTokenPayload>;
  Lag: ResolverTypeWrapper<Lag>;
  Lane: Lane;
  LiabilityReport: ResolverTypeWrapper<Omit<LiabilityReport, 'byMarket'> & { byMarket: ReadonlyArray<ResolversTypes['LiabilityRow']> }>;
  LiabilityRow: ResolverTypeWrapper<LiabilityLine>;
  LineKind: LineKind;
  LinkIdentifierInput: LinkIdentifierInput;
  LinkIdentifierPayload: ResolverTypeWrapper<Omit<LinkIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  LocalisedTextInput: LocalisedTextInput;
  LookupHit: ResolverTypeWrapper<LookupHitModel>;
  Loyalty: ResolverTypeWrapper<LoyaltyModel>;
  Mapping: ResolverTypeWrapper<SavedMappingView>;
  MappingConnection: ResolverTypeWrapper<Omit<MappingConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MappingEdge']>, nodes: ReadonlyArray<ResolversTypes['Mapping']> }>;
  MappingEdge: ResolverTypeWrapper<Omit<MappingEdge, 'node'> & { node: ResolversTypes['Mapping'] }>;
  MappingFault: ResolverTypeWrapper<MappingFault>;
  MappingTrial: ResolverTypeWrapper<TrialView>;
  MappingVersion: ResolverTypeWrapper<MappingVersionView>;
  MatchCandidate: ResolverTypeWrapper<CandidateModel>;
  MatchCandidateConnection: ResolverTypeWrapper<Omit<MatchCandidateConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MatchCandidateEdge']>, nodes: ReadonlyArray<ResolversTypes['MatchCandidate']> }>;
  MatchCandidateEdge: ResolverTypeWrapper<Omit<MatchCandidateEdge, 'node'> & { node: ResolversTypes['MatchCandidate'] }>;
  MatchDecision: MatchDecision;
  MatchState: MatchState;
  MaturingLot: ResolverTypeWrapper<MaturingLot>;
  MembershipStatus: MembershipStatus;
  MergeBalance: ResolverTypeWrapper<MergeBalance>;
  MergeChange: ResolverTypeWrapper<StreamEvent>;
  MergeConflict: ResolverTypeWrapper<MergeConflict>;
  MergeConflictCode: MergeConflictCode;
  MergeCustomersInput: MergeCustomersInput;
  MergeCustomersPayload: ResolverTypeWrapper<Omit<MergeCustomersPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  MergePreview: ResolverTypeWrapper<Omit<MergePreview, 'customer' | 'other'> & { customer: ResolversTypes['Customer'], other: ResolversTypes['Customer'] }>;
  MergeSide: ResolverTypeWrapper<MergeSide>;
  Money: ResolverTypeWrapper<MoneyView>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MuteIncidentsInput: MuteIncidentsInput;
  MuteIncidentsPayload: ResolverTypeWrapper<MuteIncidentsPayload>;
  NextBestAction: ResolverTypeWrapper<NextBestAction>;
  Node: ResolverTypeWrapper<NodeModel>;
  Opening: ResolverTypeWrapper<OpeningView>;
  OpeningConnection: ResolverTypeWrapper<Omit<OpeningConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OpeningEdge']>, nodes: ReadonlyArray<ResolversTypes['Opening']> }>;
  OpeningEdge: ResolverTypeWrapper<Omit<OpeningEdge, 'node'> & { node: ResolversTypes['Opening'] }>;
  Operation: ResolverTypeWrapper<OperationModel>;
  Order: ResolverTypeWrapper<OrderModel>;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversTypes['Order']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderLine: ResolverTypeWrapper<OrderLineModel>;
  OrderPoints: ResolverTypeWrapper<OrderModel>;
  OrderReference: ResolverTypeWrapper<OrderReference>;
  OrderReferenceInput: OrderReferenceInput;
  OrderStatus: OrderStatus;
  Override: ResolverTypeWrapper<OverrideView>;
  OverrideChange: ResolverTypeWrapper<StreamEvent>;
  OverrideMode: OverrideMode;
  OverrideTierInput: OverrideTierInput;
  OverrideTierPayload: ResolverTypeWrapper<Omit<OverrideTierPayload, 'customer' | 'override'> & { customer?: Maybe<ResolversTypes['Customer']>, override?: Maybe<ResolversTypes['Override']> }>;
  Owner: ResolverTypeWrapper<Owner>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PauseRolloutInput: PauseRolloutInput;
  PersonRecordInput: PersonRecordInput;
  PersonRecordOutcome: PersonRecordOutcome;
  PersonRecordResult: ResolverTypeWrapper<PersonRecordResult>;
  PlannedSetupChange: ResolverTypeWrapper<PlannedSetupChangeModel>;
  Points: ResolverTypeWrapper<Scalars['Points']['output']>;
  PointsBlock: ResolverTypeWrapper<Omit<PointsBlock, 'by'> & { by: ResolversTypes['Actor'] }>;
  PointsChange: ResolverTypeWrapper<StreamEvent>;
  PointsExplanation: ResolverTypeWrapper<PointsExplanationModel>;
  PointsHold: ResolverTypeWrapper<PointsHold>;
  PointsHoldPayload: ResolverTypeWrapper<Omit<PointsHoldPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  PointsPayload: ResolverTypeWrapper<Omit<PointsPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  Predictions: ResolverTypeWrapper<Omit<Predictions, 'expectedSpend90d'> & { expectedSpend90d?: Maybe<ResolversTypes['Money']> }>;
  Presence: ResolverTypeWrapper<PresenceView>;
  PresenceChange: ResolverTypeWrapper<PresenceEvent>;
  PresenceKind: PresenceKind;
  PreviewMergeInput: PreviewMergeInput;
  PreviewSplitInput: PreviewSplitInput;
  ProfileChange: ResolverTypeWrapper<StreamEvent>;
  Programme: ResolverTypeWrapper<ProgrammeRule>;
  PurchaseAmountInput: PurchaseAmountInput;
  PurchaseDiscountInput: PurchaseDiscountInput;
  PurchaseEvent: ResolverTypeWrapper<EventModel>;
  PurchaseEventInput: PurchaseEventInput;
  PurchaseEventKind: PurchaseEventKind;
  PurchaseIdentifierInput: PurchaseIdentifierInput;
  PurchaseLineInput: PurchaseLineInput;
  PurchaseOutcome: PurchaseOutcome;
  PurchasePartInput: PurchasePartInput;
  PurchasePartLineInput: PurchasePartLineInput;
  PurchaseReferenceInput: PurchaseReferenceInput;
  PurchaseResult: ResolverTypeWrapper<PurchaseResultModel>;
  PurchaseTenderInput: PurchaseTenderInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReadBackDifference: ResolverTypeWrapper<ReadBackDifferenceModel>;
  ReasonCount: ResolverTypeWrapper<ReasonCount>;
  ReceiptControl: ResolverTypeWrapper<ReceiptControlView>;
  ReceiptGap: ResolverTypeWrapper<ReceiptGap>;
  ReceiptInput: ReceiptInput;
  RecordInteractionInput: RecordInteractionInput;
  RecordInteractionPayload: ResolverTypeWrapper<Omit<RecordInteractionPayload, 'interaction'> & { interaction?: Maybe<ResolversTypes['Interaction']> }>;
  RecordInteractionsInput: RecordInteractionsInput;
  RecordInteractionsPayload: ResolverTypeWrapper<Omit<RecordInteractionsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['InteractionResult']> }>;
  RecordedTierChange: ResolverTypeWrapper<RecordedTierChangeModel>;
  RedeemCouponInput: RedeemCouponInput;
  RedeemCouponPayload: ResolverTypeWrapper<Omit<RedeemCouponPayload, 'redemption' | 'refusals'> & { redemption?: Maybe<ResolversTypes['Redemption']>, refusals: ReadonlyArray<ResolversTypes['Refusal']> }>;
  Redemption: ResolverTypeWrapper<RedemptionModel>;
  RefundPointsInput: RefundPointsInput;
  Refusal: ResolverTypeWrapper<RefusalView>;
  RefusedIdentifier: ResolverTypeWrapper<RefusedIdentifier>;
  ReleaseHeldInput: ReleaseHeldInput;
  ReleaseHeldPayload: ResolverTypeWrapper<ReleaseHeldPayload>;
  ReleasePointsInput: ReleasePointsInput;
  ReplaceIdentifierInput: ReplaceIdentifierInput;
  ReplaceIdentifierPayload: ResolverTypeWrapper<Omit<ReplaceIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  ReplayDestinationInput: ReplayDestinationInput;
  ResolveMatchCandidateInput: ResolveMatchCandidateInput;
  ResolveMatchCandidatePayload: ResolverTypeWrapper<Omit<ResolveMatchCandidatePayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  ResolveRecordsInput: ResolveRecordsInput;
  ResolveRecordsPayload: ResolverTypeWrapper<ResolveRecordsPayload>;
  ResumeRolloutInput: ResumeRolloutInput;
  RetryDeadLettersInput: RetryDeadLettersInput;
  RevealIdentifiersInput: RevealIdentifiersInput;
  RevealIdentifiersPayload: ResolverTypeWrapper<Omit<RevealIdentifiersPayload, 'identifiers'> & { identifiers: ReadonlyArray<ResolversTypes['Contact']> }>;
  RevealReason: RevealReason;
  ReverseRedemptionInput: ReverseRedemptionInput;
  ReverseRedemptionPayload: ResolverTypeWrapper<Omit<ReverseRedemptionPayload, 'redemption'> & { redemption?: Maybe<ResolversTypes['Redemption']> }>;
  RevokeCustomerTokensInput: RevokeCustomerTokensInput;
  RevokeCustomerTokensPayload: ResolverTypeWrapper<RevokeCustomerTokensPayload>;
  Rollout: ResolverTypeWrapper<RolloutModel>;
  RuleCost: ResolverTypeWrapper<Omit<RuleCost, 'worth'> & { worth?: Maybe<ResolversTypes['Money']> }>;
  RuleExplanation: ResolverTypeWrapper<RuleExplanationModel>;
  RulesetDifference: ResolverTypeWrapper<RulesetDifference>;
  RulesetDraftInput: RulesetDraftInput;
  RulesetPayload: ResolverTypeWrapper<Omit<RulesetPayload, 'ruleset'> & { ruleset?: Maybe<ResolversTypes['RulesetVersion']> }>;
  RulesetStatus: RulesetStatus;
  RulesetVersion: ResolverTypeWrapper<RulesetModel>;
  SaveMappingInput: SaveMappingInput;
  SaveMappingPayload: ResolverTypeWrapper<Omit<SaveMappingPayload, 'mapping'> & { mapping?: Maybe<ResolversTypes['Mapping']> }>;
  SetDestinationInput: SetDestinationInput;
  SetDestinationPayload: ResolverTypeWrapper<Omit<SetDestinationPayload, 'changes'> & { changes: ReadonlyArray<ResolversTypes['PlannedSetupChange']> }>;
  Setup: ResolverTypeWrapper<SetupModel>;
  SetupChange: ResolverTypeWrapper<SetupChangeModel>;
  SetupChangeConnection: ResolverTypeWrapper<Omit<SetupChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SetupChangeEdge']>, nodes: ReadonlyArray<ResolversTypes['SetupChange']> }>;
  SetupChangeEdge: ResolverTypeWrapper<Omit<SetupChangeEdge, 'node'> & { node: ResolversTypes['SetupChange'] }>;
  ShadowCustomers: ResolverTypeWrapper<ShadowCustomers>;
  ShadowField: ResolverTypeWrapper<ShadowFieldModel>;
  ShadowGroup: ResolverTypeWrapper<ShadowGroupRow>;
  ShadowGrouping: ShadowGrouping;
  ShadowReport: ResolverTypeWrapper<ShadowJudgement>;
  ShadowSample: ResolverTypeWrapper<ShadowSampleRow>;
  ShadowVerdict: ShadowVerdict;
  SimulateRulesetInput: SimulateRulesetInput;
  SimulatedMove: ResolverTypeWrapper<MoveModel>;
  SimulatedTier: ResolverTypeWrapper<SimulatedTier>;
  Simulation: ResolverTypeWrapper<SimulationModel>;
  Slo: ResolverTypeWrapper<SloStanding>;
  SourceFreshness: ResolverTypeWrapper<FreshnessView>;
  SourceHealth: ResolverTypeWrapper<SourceHealthView>;
  SourceHour: ResolverTypeWrapper<SourceHourModel>;
  SourceNumberInput: SourceNumberInput;
  SourceSign: ResolverTypeWrapper<SourceSignModel>;
  SourceSignCode: SourceSignCode;
  SourceStatus: SourceStatus;
  SplitCustomerInput: SplitCustomerInput;
  SplitCustomerPayload: ResolverTypeWrapper<Omit<SplitCustomerPayload, 'customer' | 'separated'> & { customer?: Maybe<ResolversTypes['Customer']>, separated?: Maybe<ResolversTypes['Customer']> }>;
  SplitPreview: ResolverTypeWrapper<Omit<SplitPreview, 'customer'> & { customer: ResolversTypes['Customer'] }>;
  StaffOpening: ResolverTypeWrapper<StaffOpeningView>;
  StaffOpeningConnection: ResolverTypeWrapper<Omit<StaffOpeningConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StaffOpeningEdge']>, nodes: ReadonlyArray<ResolversTypes['StaffOpening']> }>;
  StaffOpeningEdge: ResolverTypeWrapper<Omit<StaffOpeningEdge, 'node'> & { node: ResolversTypes['StaffOpening'] }>;
  Statement: ResolverTypeWrapper<StatementModel>;
  Store: ResolverTypeWrapper<StoreRow>;
  StoreConnection: ResolverTypeWrapper<Omit<StoreConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StoreEdge']>, nodes: ReadonlyArray<ResolversTypes['Store']> }>;
  StoreEdge: ResolverTypeWrapper<Omit<StoreEdge, 'node'> & { node: ResolversTypes['Store'] }>;
  StreamChange: ResolverTypeWrapper<StreamEvent>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Tender: ResolverTypeWrapper<Omit<Tender, 'amount'> & { amount: ResolversTypes['Money'] }>;
  Tier: ResolverTypeWrapper<TierRule>;
  TierCause: ResolverTypeWrapper<RecordedTierChangeModel>;
  TierChange: ResolverTypeWrapper<StreamEvent>;
  TierChangeConnection: ResolverTypeWrapper<Omit<TierChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TierChangeEdge']>, nodes: ReadonlyArray<ResolversTypes['RecordedTierChange']> }>;
  TierChangeEdge: ResolverTypeWrapper<Omit<TierChangeEdge, 'node'> & { node: ResolversTypes['RecordedTierChange'] }>;
  TierChangeFilter: TierChangeFilter;
  TierChangeKind: TierChangeKind;
  TierExplanation: ResolverTypeWrapper<TierExplanationModel>;
  TierForecast: ResolverTypeWrapper<TierDay>;
  TierGap: ResolverTypeWrapper<Omit<TierGap, 'tier'> & { tier: ResolversTypes['Tier'] }>;
  TierGrant: ResolverTypeWrapper<TierGrantView>;
  TierGrantKind: TierGrantKind;
  TierProgress: ResolverTypeWrapper<TierProgressView>;
  TillContext: ResolverTypeWrapper<TillContextView>;
  TimelineConnection: ResolverTypeWrapper<Omit<TimelineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TimelineEdge']>, nodes: ReadonlyArray<ResolversTypes['TimelineItem']> }>;
  TimelineEdge: ResolverTypeWrapper<Omit<TimelineEdge, 'node'> & { node: ResolversTypes['TimelineItem'] }>;
  TimelineItem: ResolverTypeWrapper<TimelineItemModel>;
  TimelineKind: TimelineKind;
  TransferPointsInput: TransferPointsInput;
  TrialCounts: ResolverTypeWrapper<TrialCounts>;
  TriedEvent: ResolverTypeWrapper<ShownEvent>;
  TriedFault: ResolverTypeWrapper<TriedFaultModel>;
  TriedRecord: ResolverTypeWrapper<ShownRecord>;
  TriedRefusal: ResolverTypeWrapper<TriedRefusal>;
  TryMappingInput: TryMappingInput;
  TryMappingPayload: ResolverTypeWrapper<Omit<TryMappingPayload, 'trial'> & { trial?: Maybe<ResolversTypes['MappingTrial']> }>;
  UnblockPointsInput: UnblockPointsInput;
  UndeclaredDay: ResolverTypeWrapper<UndeclaredDayRow>;
  UndoGoodwillInput: UndoGoodwillInput;
  UndoGoodwillPayload: ResolverTypeWrapper<Omit<UndoGoodwillPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  UnlinkIdentifierInput: UnlinkIdentifierInput;
  UnlinkIdentifierPayload: ResolverTypeWrapper<Omit<UnlinkIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  UnlinkReason: UnlinkReason;
  UnmergeChange: ResolverTypeWrapper<StreamEvent>;
  UnmergeCustomersInput: UnmergeCustomersInput;
  UnmergeCustomersPayload: ResolverTypeWrapper<Omit<UnmergeCustomersPayload, 'customer' | 'separated'> & { customer?: Maybe<ResolversTypes['Customer']>, separated?: Maybe<ResolversTypes['Customer']> }>;
  UnmuteIncidentsInput: UnmuteIncidentsInput;
  UnsplitCustomerInput: UnsplitCustomerInput;
  UnsplitCustomerPayload: ResolverTypeWrapper<Omit<UnsplitCustomerPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  UpcomingChange: ResolverTypeWrapper<UpcomingChangeView>;
  UpdateCustomerInput: UpdateCustomerInput;
  UpdateCustomerPayload: ResolverTypeWrapper<Omit<UpdateCustomerPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  UpdateRulesetDraftInput: UpdateRulesetDraftInput;
  UserError: ResolverTypeWrapper<UserError>;
  ValidateCouponInput: ValidateCouponInput;
  ValidateCouponPayload: ResolverTypeWrapper<Omit<ValidateCouponPayload, 'coupon' | 'eligibility'> & { coupon?: Maybe<ResolversTypes['Coupon']>, eligibility?: Maybe<ResolversTypes['Eligibility']> }>;
  VerifyCallerInput: VerifyCallerInput;
  VerifyCallerPayload: ResolverTypeWrapper<VerifyCallerPayload>;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  Visibility: Visibility;
  WrongValue: ResolverTypeWrapper<WrongValueModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountView;
  AcknowledgeIncidentInput: AcknowledgeIncidentInput;
  AcknowledgeIncidentPayload: Omit<AcknowledgeIncidentPayload, 'incident'> & { incident?: Maybe<ResolversParentTypes['Incident']> };
  ActivateRulesetInput: ActivateRulesetInput;
  Actor: ActorRef;
  AdjustPointsInput: AdjustPointsInput;
  AlsoOpen: AlsoOpenView;
  ApplySetupInput: ApplySetupInput;
  ApplySetupPayload: Omit<ApplySetupPayload, 'changes' | 'setup'> & { changes: ReadonlyArray<ResolversParentTypes['PlannedSetupChange']>, setup?: Maybe<ResolversParentTypes['Setup']> };
  AuthorisePointsInput: AuthorisePointsInput;
  BalanceAt: BalanceAt;
  Benefit: BenefitRule;
  BlockIdentifierInput: BlockIdentifierInput;
  BlockIdentifierPayload: Omit<BlockIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  BlockPointsInput: BlockPointsInput;
  Boolean: Scalars['Boolean']['output'];
  Boundary: BoundaryView;
  BoundaryHealth: BoundaryHealthModel;
  Bridge: DayBridge;
  BridgeCause: CauseOfDay;
  BridgeFinding: BridgeFindingModel;
  BridgeRepair: BridgeRepair;
  BridgeStep: StepOfDay;
  BrowsingConnection: Omit<BrowsingConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['BrowsingEdge']>, nodes: ReadonlyArray<ResolversParentTypes['BrowsingView']> };
  BrowsingEdge: Omit<BrowsingEdge, 'node'> & { node: ResolversParentTypes['BrowsingView'] };
  BrowsingView: BrowsingViewModel;
  CallerCheck: CallerCheck;
  CallerClaimInput: CallerClaimInput;
  Campaign: CampaignModel;
  CampaignInput: CampaignInput;
  CapturePointsInput: CapturePointsInput;
  CartInput: CartInput;
  CartLineInput: CartLineInput;
  ChangedAccount: ChangedAccount;
  ClaimPurchaseInput: ClaimPurchaseInput;
  ClaimPurchasePayload: Omit<ClaimPurchasePayload, 'customer' | 'order'> & { customer?: Maybe<ResolversParentTypes['Customer']>, order?: Maybe<ResolversParentTypes['Order']> };
  ClearTierOverrideInput: ClearTierOverrideInput;
  ClearTierOverridePayload: Omit<ClearTierOverridePayload, 'customer' | 'override'> & { customer?: Maybe<ResolversParentTypes['Customer']>, override?: Maybe<ResolversParentTypes['Override']> };
  Contact: ContactView;
  Count: Count;
  CountedAmount: Omit<CountedAmount, 'amount'> & { amount: ResolversParentTypes['Money'] };
  Coupon: CouponModel;
  CouponAttempt: CouponAttemptView;
  CouponChange: StreamEvent;
  CouponConditionsInput: CouponConditionsInput;
  CouponConnection: CouponPage;
  CouponEdge: Omit<CouponEdge, 'node'> & { node: ResolversParentTypes['Coupon'] };
  CouponValueInput: CouponValueInput;
  CreateCustomerInput: CreateCustomerInput;
  CreateCustomerPayload: Omit<CreateCustomerPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  CreateRulesetDraftInput: CreateRulesetDraftInput;
  Customer: CustomerModel;
  CustomerChange: StreamEvent;
  CustomerIdentifierInput: CustomerIdentifierInput;
  CustomerProblem: ProblemModel;
  CutOverDestinationInput: CutOverDestinationInput;
  CutOverDestinationPayload: CutOverDestinationPayload;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeadLetter: DeadLetterModel;
  DeadLetterInput: DeadLetterInput;
  Decimal: Scalars['Decimal']['output'];
  DeclareDayInput: DeclareDayInput;
  DeclareDayPayload: Omit<DeclareDayPayload, 'day'> & { day?: Maybe<ResolversParentTypes['DeclaredDay']> };
  DeclaredDay: DeclaredDayRow;
  DeclaredDayConnection: Omit<DeclaredDayConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['DeclaredDayEdge']>, nodes: ReadonlyArray<ResolversParentTypes['DeclaredDay']> };
  DeclaredDayEdge: Omit<DeclaredDayEdge, 'node'> & { node: ResolversParentTypes['DeclaredDay'] };
  DestinationHealth: DestinationHealthModel;
  DestinationInput: DestinationInput;
  DestinationPayload: DestinationPayload;
  DiagnosedDelivery: DiagnosedDelivery;
  DiagnosedOrder: DiagnosedOrderModel;
  Diagnosis: DiagnosisModel;
  DiagnosisFinding: DiagnosisFinding;
  Eligibility: EligibilityModel;
  EndTierGrantInput: EndTierGrantInput;
  EndTierGrantPayload: Omit<EndTierGrantPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  EndpointAvailability: EndpointAvailability;
  EnrolCustomerInput: EnrolCustomerInput;
  EnrolCustomerPayload: Omit<EnrolCustomerPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  Entry: EntryModel;
  EntryConnection: Omit<EntryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['EntryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Entry']> };
  EntryEdge: Omit<EntryEdge, 'node'> & { node: ResolversParentTypes['Entry'] };
  ErpOrderInput: ErpOrderInput;
  EventTold: ToldView;
  ExpiringLot: ExpiringLot;
  ExpiryForecast: ExpiryDay;
  ExternalInput: ExternalInput;
  FieldDrift: FieldDrift;
  Float: Scalars['Float']['output'];
  GiveGoodwillInput: GiveGoodwillInput;
  GiveGoodwillPayload: Omit<GiveGoodwillPayload, 'customer' | 'gift'> & { customer?: Maybe<ResolversParentTypes['Customer']>, gift?: Maybe<ResolversParentTypes['GoodwillGift']> };
  GoodwillAllowance: GoodwillModel;
  GoodwillCoupon: GoodwillCouponView;
  GoodwillEffect: GoodwillEffect;
  GoodwillGift: GiftModel;
  GoodwillReason: ReasonView;
  GrantTierInput: GrantTierInput;
  GrantTierPayload: Omit<GrantTierPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  Handoff: HandoffModel;
  HandoffConnection: HandoffPage;
  HandoffEdge: Omit<HandoffEdge, 'node'> & { node: ResolversParentTypes['Handoff'] };
  HandoffFilter: HandoffFilter;
  Health: object;
  HeldGroup: HeldGroupView;
  Hop: HopView;
  ID: Scalars['ID']['output'];
  IdentifierReferenceInput: IdentifierReferenceInput;
  IdentifierStatusChange: IdentifierStatusChange;
  IdentifiersChange: StreamEvent;
  IdentityDecision: IdentityDecisionView;
  IdentityEvidence: IdentityEdgeView;
  IdentityGraph: IdentityGraphView;
  IdentityLeaf: Omit<IdentityLeaf, 'identifiers'> & { identifiers: ReadonlyArray<ResolversParentTypes['Contact']> };
  IdentityMismatch: IdentityMismatchView;
  IdentityMismatchReason: IdentityMismatchReasonView;
  IdentitySurplus: IdentitySurplusView;
  InboundMessage: InboundMessageView;
  InboundMessageConnection: Omit<InboundMessageConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InboundMessageEdge']>, nodes: ReadonlyArray<ResolversParentTypes['InboundMessage']> };
  InboundMessageEdge: Omit<InboundMessageEdge, 'node'> & { node: ResolversParentTypes['InboundMessage'] };
  InboundMessageFault: InboundMessageFault;
  Incident: IncidentModel;
  IncidentMute: MuteRow;
  IncidentNotice: NoticeRow;
  IngestPurchasesInput: IngestPurchasesInput;
  IngestPurchasesPayload: Omit<IngestPurchasesPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['PurchaseResult']> };
  Int: Scalars['Int']['output'];
  IntakeHour: IntakeHourView;
  IntakeReport: IntakeReportView;
  Interaction: InteractionModel;
  InteractionChange: StreamEvent;
  InteractionConnection: Omit<InteractionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InteractionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Interaction']> };
  InteractionEdge: Omit<InteractionEdge, 'node'> & { node: ResolversParentTypes['Interaction'] };
  InteractionInput: InteractionInput;
  InteractionResult: Omit<InteractionResult, 'interaction'> & { interaction?: Maybe<ResolversParentTypes['Interaction']> };
  IssueCouponInput: IssueCouponInput;
  IssueCouponPayload: Omit<IssueCouponPayload, 'coupon'> & { coupon?: Maybe<ResolversParentTypes['Coupon']> };
  IssueCustomerTokenInput: IssueCustomerTokenInput;
  IssueCustomerTokenPayload: IssueCustomerTokenPayload;
  Lag: Lag;
  LiabilityReport: Omit<LiabilityReport, 'byMarket'> & { byMarket: ReadonlyArray<ResolversParentTypes['LiabilityRow']> };
  LiabilityRow: LiabilityLine;
  LinkIdentifierInput: LinkIdentifierInput;
  LinkIdentifierPayload: Omit<LinkIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  LocalisedTextInput: LocalisedTextInput;
  LookupHit: LookupHitModel;
  Loyalty: LoyaltyModel;
  Mapping: SavedMappingView;
  MappingConnection: Omit<MappingConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MappingEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Mapping']> };
  MappingEdge: Omit<MappingEdge, 'node'> & { node: ResolversParentTypes['Mapping'] };
  MappingFault: MappingFault;
  MappingTrial: TrialView;
  MappingVersion: MappingVersionView;
  MatchCandidate: CandidateModel;
  MatchCandidateConnection: Omit<MatchCandidateConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MatchCandidateEdge']>, nodes: ReadonlyArray<ResolversParentTypes['MatchCandidate']> };
  MatchCandidateEdge: Omit<MatchCandidateEdge, 'node'> & { node: ResolversParentTypes['MatchCandidate'] };
  MaturingLot: MaturingLot;
  MergeBalance: MergeBalance;
  MergeChange: StreamEvent;
  MergeConflict: MergeConflict;
  MergeCustomersInput: MergeCustomersInput;
  MergeCustomersPayload: Omit<MergeCustomersPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  MergePreview: Omit<MergePreview, 'customer' | 'other'> & { customer: ResolversParentTypes['Customer'], other: ResolversParentTypes['Customer'] };
  MergeSide: MergeSide;
  Money: MoneyView;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  MuteIncidentsInput: MuteIncidentsInput;
  MuteIncidentsPayload: MuteIncidentsPayload;
  NextBestAction: NextBestAction;
  Node: NodeModel;
  Opening: OpeningView;
  OpeningConnection: Omit<OpeningConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OpeningEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Opening']> };
  OpeningEdge: Omit<OpeningEdge, 'node'> & { node: ResolversParentTypes['Opening'] };
  Operation: OperationModel;
  Order: OrderModel;
  OrderConnection: Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Order']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderLine: OrderLineModel;
  OrderPoints: OrderModel;
  OrderReference: OrderReference;
  OrderReferenceInput: OrderReferenceInput;
  Override: OverrideView;
  OverrideChange: StreamEvent;
  OverrideTierInput: OverrideTierInput;
  OverrideTierPayload: Omit<OverrideTierPayload, 'customer' | 'override'> & { customer?: Maybe<ResolversParentTypes['Customer']>, override?: Maybe<ResolversParentTypes['Override']> };
  Owner: Owner;
  PageInfo: PageInfo;
  PauseRolloutInput: PauseRolloutInput;
  PersonRecordInput: PersonRecordInput;
  PersonRecordResult: PersonRecordResult;
  PlannedSetupChange: PlannedSetupChangeModel;
  Points: Scalars['Points']['output'];
  PointsBlock: Omit<PointsBlock, 'by'> & { by: ResolversParentTypes['Actor'] };
  PointsChange: StreamEvent;
  PointsExplanation: PointsExplanationModel;
  PointsHold: PointsHold;
  PointsHoldPayload: Omit<PointsHoldPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  PointsPayload: Omit<PointsPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  Predictions: Omit<Predictions, 'expectedSpend90d'> & { expectedSpend90d?: Maybe<ResolversParentTypes['Money']> };
  Presence: PresenceView;
  PresenceChange: PresenceEvent;
  PreviewMergeInput: PreviewMergeInput;
  PreviewSplitInput: PreviewSplitInput;
  ProfileChange: StreamEvent;
  Programme: ProgrammeRule;
  PurchaseAmountInput: PurchaseAmountInput;
  PurchaseDiscountInput: PurchaseDiscountInput;
  PurchaseEvent: EventModel;
  PurchaseEventInput: PurchaseEventInput;
  PurchaseIdentifierInput: PurchaseIdentifierInput;
  PurchaseLineInput: PurchaseLineInput;
  PurchasePartInput: PurchasePartInput;
  PurchasePartLineInput: PurchasePartLineInput;
  PurchaseReferenceInput: PurchaseReferenceInput;
  PurchaseResult: PurchaseResultModel;
  PurchaseTenderInput: PurchaseTenderInput;
  Query: Record<PropertyKey, never>;
  ReadBackDifference: ReadBackDifferenceModel;
  ReasonCount: ReasonCount;
  ReceiptControl: ReceiptControlView;
  ReceiptGap: ReceiptGap;
  ReceiptInput: ReceiptInput;
  RecordInteractionInput: RecordInteractionInput;
  RecordInteractionPayload: Omit<RecordInteractionPayload, 'interaction'> & { interaction?: Maybe<ResolversParentTypes['Interaction']> };
  RecordInteractionsInput: RecordInteractionsInput;
  RecordInteractionsPayload: Omit<RecordInteractionsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['InteractionResult']> };
  RecordedTierChange: RecordedTierChangeModel;
  RedeemCouponInput: RedeemCouponInput;
  RedeemCouponPayload: Omit<RedeemCouponPayload, 'redemption' | 'refusals'> & { redemption?: Maybe<ResolversParentTypes['Redemption']>, refusals: ReadonlyArray<ResolversParentTypes['Refusal']> };
  Redemption: RedemptionModel;
  RefundPointsInput: RefundPointsInput;
  Refusal: RefusalView;
  RefusedIdentifier: RefusedIdentifier;
  ReleaseHeldInput: ReleaseHeldInput;
  ReleaseHeldPayload: ReleaseHeldPayload;
  ReleasePointsInput: ReleasePointsInput;
  ReplaceIdentifierInput: ReplaceIdentifierInput;
  ReplaceIdentifierPayload: Omit<ReplaceIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  ReplayDestinationInput: ReplayDestinationInput;
  ResolveMatchCandidateInput: ResolveMatchCandidateInput;
  ResolveMatchCandidatePayload: Omit<ResolveMatchCandidatePayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  ResolveRecordsInput: ResolveRecordsInput;
  ResolveRecordsPayload: ResolveRecordsPayload;
  ResumeRolloutInput: ResumeRolloutInput;
  RetryDeadLettersInput: RetryDeadLettersInput;
  RevealIdentifiersInput: RevealIdentifiersInput;
  RevealIdentifiersPayload: Omit<RevealIdentifiersPayload, 'identifiers'> & { identifiers: ReadonlyArray<ResolversParentTypes['Contact']> };
  ReverseRedemptionInput: ReverseRedemptionInput;
  ReverseRedemptionPayload: Omit<ReverseRedemptionPayload, 'redemption'> & { redemption?: Maybe<ResolversParentTypes['Redemption']> };
  RevokeCustomerTokensInput: RevokeCustomerTokensInput;
  RevokeCustomerTokensPayload: RevokeCustomerTokensPayload;
  Rollout: RolloutModel;
  RuleCost: Omit<RuleCost, 'worth'> & { worth?: Maybe<ResolversParentTypes['Money']> };
  RuleExplanation: RuleExplanationModel;
  RulesetDifference: RulesetDifference;
  RulesetDraftInput: RulesetDraftInput;
  RulesetPayload: Omit<RulesetPayload, 'ruleset'> & { ruleset?: Maybe<ResolversParentTypes['RulesetVersion']> };
  RulesetVersion: RulesetModel;
  SaveMappingInput: SaveMappingInput;
  SaveMappingPayload: Omit<SaveMappingPayload, 'mapping'> & { mapping?: Maybe<ResolversParentTypes['Mapping']> };
  SetDestinationInput: SetDestinationInput;
  SetDestinationPayload: Omit<SetDestinationPayload, 'changes'> & { changes: ReadonlyArray<ResolversParentTypes['PlannedSetupChange']> };
  Setup: SetupModel;
  SetupChange: SetupChangeModel;
  SetupChangeConnection: Omit<SetupChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SetupChangeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['SetupChange']> };
  SetupChangeEdge: Omit<SetupChangeEdge, 'node'> & { node: ResolversParentTypes['SetupChange'] };
  ShadowCustomers: ShadowCustomers;
  ShadowField: ShadowFieldModel;
  ShadowGroup: ShadowGroupRow;
  ShadowReport: ShadowJudgement;
  ShadowSample: ShadowSampleRow;
  SimulateRulesetInput: SimulateRulesetInput;
  SimulatedMove: MoveModel;
  SimulatedTier: SimulatedTier;
  Simulation: SimulationModel;
  Slo: SloStanding;
  SourceFreshness: FreshnessView;
  SourceHealth: SourceHealthView;
  SourceHour: SourceHourModel;
  SourceNumberInput: SourceNumberInput;
  SourceSign: SourceSignModel;
  SplitCustomerInput: SplitCustomerInput;
  SplitCustomerPayload: Omit<SplitCustomerPayload, 'customer' | 'separated'> & { customer?: Maybe<ResolversParentTypes['Customer']>, separated?: Maybe<ResolversParentTypes['Customer']> };
  SplitPreview: Omit<SplitPreview, 'customer'> & { customer: ResolversParentTypes['Customer'] };
  StaffOpening: StaffOpeningView;
  StaffOpeningConnection: Omit<StaffOpeningConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StaffOpeningEdge']>, nodes: ReadonlyArray<ResolversParentTypes['StaffOpening']> };
  StaffOpeningEdge: Omit<StaffOpeningEdge, 'node'> & { node: ResolversParentTypes['StaffOpening'] };
  Statement: StatementModel;
  Store: StoreRow;
  StoreConnection: Omit<StoreConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StoreEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Store']> };
  StoreEdge: Omit<StoreEdge, 'node'> & { node: ResolversParentTypes['Store'] };
  StreamChange: StreamEvent;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Tender: Omit<Tender, 'amount'> & { amount: ResolversParentTypes['Money'] };
  Tier: TierRule;
  TierCause: RecordedTierChangeModel;
  TierChange: StreamEvent;
  TierChangeConnection: Omit<TierChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TierChangeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['RecordedTierChange']> };
  TierChangeEdge: Omit<TierChangeEdge, 'node'> & { node: ResolversParentTypes['RecordedTierChange'] };
  TierChangeFilter: TierChangeFilter;
  TierExplanation: TierExplanationModel;
  TierForecast: TierDay;
  TierGap: Omit<TierGap, 'tier'> & { tier: ResolversParentTypes['Tier'] };
  TierGrant: TierGrantView;
  TierProgress: TierProgressView;
  TillContext: TillContextView;
  TimelineConnection: Omit<TimelineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TimelineEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TimelineItem']> };
  TimelineEdge: Omit<TimelineEdge, 'node'> & { node: ResolversParentTypes['TimelineItem'] };
  TimelineItem: TimelineItemModel;
  TransferPointsInput: TransferPointsInput;
  TrialCounts: TrialCounts;
  TriedEvent: ShownEvent;
  TriedFault: TriedFaultModel;
  TriedRecord: ShownRecord;
  TriedRefusal: TriedRefusal;
  TryMappingInput: TryMappingInput;
  TryMappingPayload: Omit<TryMappingPayload, 'trial'> & { trial?: Maybe<ResolversParentTypes['MappingTrial']> };
  UnblockPointsInput: UnblockPointsInput;
  UndeclaredDay: UndeclaredDayRow;
  UndoGoodwillInput: UndoGoodwillInput;
  UndoGoodwillPayload: Omit<UndoGoodwillPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  UnlinkIdentifierInput: UnlinkIdentifierInput;
  UnlinkIdentifierPayload: Omit<UnlinkIdentifierPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  UnmergeChange: StreamEvent;
  UnmergeCustomersInput: UnmergeCustomersInput;
  UnmergeCustomersPayload: Omit<UnmergeCustomersPayload, 'customer' | 'separated'> & { customer?: Maybe<ResolversParentTypes['Customer']>, separated?: Maybe<ResolversParentTypes['Customer']> };
  UnmuteIncidentsInput: UnmuteIncidentsInput;
  UnsplitCustomerInput: UnsplitCustomerInput;
  UnsplitCustomerPayload: Omit<UnsplitCustomerPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  UpcomingChange: UpcomingChangeView;
  UpdateCustomerInput: UpdateCustomerInput;
  UpdateCustomerPayload: Omit<UpdateCustomerPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  UpdateRulesetDraftInput: UpdateRulesetDraftInput;
  UserError: UserError;
  ValidateCouponInput: ValidateCouponInput;
  ValidateCouponPayload: Omit<ValidateCouponPayload, 'coupon' | 'eligibility'> & { coupon?: Maybe<ResolversParentTypes['Coupon']>, eligibility?: Maybe<ResolversParentTypes['Eligibility']> };
  VerifyCallerInput: VerifyCallerInput;
  VerifyCallerPayload: VerifyCallerPayload;
  Viewer: ViewerModel;
  WrongValue: WrongValueModel;
};

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  blocked?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  blocks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PointsBlock']>>, ParentType, ContextType>;
  expiringNext?: Resolver<Maybe<ResolversTypes['ExpiringLot']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maturingNext?: Resolver<Maybe<ResolversTypes['MaturingLot']>, ParentType, ContextType>;
  negative?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  worth?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type AcknowledgeIncidentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcknowledgeIncidentPayload'] = ResolversParentTypes['AcknowledgeIncidentPayload']> = {
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AlsoOpenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlsoOpen'] = ResolversParentTypes['AlsoOpen']> = {
  count?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['Presence']>, ParentType, ContextType>;
};

export type ApplySetupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplySetupPayload'] = ResolversParentTypes['ApplySetupPayload']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['PlannedSetupChange']>, ParentType, ContextType>;
  setup?: Resolver<Maybe<ResolversTypes['Setup']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BalanceAtResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BalanceAt'] = ResolversParentTypes['BalanceAt']> = {
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  maturing?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type BenefitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Benefit'] = ResolversParentTypes['Benefit']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<BenefitNameArgs>>;
  remaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BlockIdentifierPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BlockIdentifierPayload'] = ResolversParentTypes['BlockIdentifierPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BoundaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Boundary'] = ResolversParentTypes['Boundary']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BoundaryHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoundaryHealth'] = ResolversParentTypes['BoundaryHealth']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  constantLagMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Handoff']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lag?: Resolver<Maybe<ResolversTypes['Lag']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sloSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['BoundaryState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BridgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Bridge'] = ResolversParentTypes['Bridge']> = {
  businessDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  declared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  declaredCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['BridgeFinding']>, ParentType, ContextType, RequireFields<BridgeFindingsArgs, 'first'>>;
  ledgerTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  repairs?: Resolver<ReadonlyArray<ResolversTypes['BridgeRepair']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['BridgeStep']>, ParentType, ContextType>;
  unexplained?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unexplainedPoints?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type BridgeCauseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BridgeCause'] = ResolversParentTypes['BridgeCause']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BridgeFindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BridgeFinding'] = ResolversParentTypes['BridgeFinding']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  pointsBooked?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  pointsShown?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  references?: Resolver<ReadonlyArray<ResolversTypes['OrderReference']>, ParentType, ContextType>;
  told?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unexplained?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type BridgeRepairResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BridgeRepair'] = ResolversParentTypes['BridgeRepair']> = {
  command?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  safe?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BridgeStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BridgeStep'] = ResolversParentTypes['BridgeStep']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  causes?: Resolver<ReadonlyArray<ResolversTypes['BridgeCause']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BrowsingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BrowsingConnection'] = ResolversParentTypes['BrowsingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BrowsingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['BrowsingView']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type BrowsingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BrowsingEdge'] = ResolversParentTypes['BrowsingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BrowsingView'], ParentType, ContextType>;
};

export type BrowsingViewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BrowsingView'] = ResolversParentTypes['BrowsingView']> = {
  article?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CallerCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CallerCheck'] = ResolversParentTypes['CallerCheck']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  matches?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CampaignResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Campaign'] = ResolversParentTypes['Campaign']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChangedAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangedAccount'] = ResolversParentTypes['ChangedAccount']> = {
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClaimPurchasePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClaimPurchasePayload'] = ResolversParentTypes['ClaimPurchasePayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ClearTierOverridePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClearTierOverridePayload'] = ResolversParentTypes['ClearTierOverridePayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  override?: Resolver<Maybe<ResolversTypes['Override']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  display?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  givenAs?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastSeenOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IdentifierStatus'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
};

export type CountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Count'] = ResolversParentTypes['Count']> = {
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CountedAmountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CountedAmount'] = ResolversParentTypes['CountedAmount']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  factor?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type CouponResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coupon'] = ResolversParentTypes['Coupon']> = {
  attempts?: Resolver<ReadonlyArray<ResolversTypes['CouponAttempt']>, ParentType, ContextType, RequireFields<CouponAttemptsArgs, 'first'>>;
  campaign?: Resolver<Maybe<ResolversTypes['Campaign']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  eligibility?: Resolver<ResolversTypes['Eligibility'], ParentType, ContextType, Partial<CouponEligibilityArgs>>;
  endpoints?: Resolver<ReadonlyArray<ResolversTypes['EndpointAvailability']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuedBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<CouponNameArgs>>;
  redemptions?: Resolver<ReadonlyArray<ResolversTypes['Redemption']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CouponState'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CouponAttemptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CouponAttempt'] = ResolversParentTypes['CouponAttempt']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
  till?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CouponChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CouponChange'] = ResolversParentTypes['CouponChange']> = {
  change?: Resolver<ResolversTypes['CouponChangeKind'], ParentType, ContextType>;
  coupon?: Resolver<Maybe<ResolversTypes['Coupon']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CouponConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CouponConnection'] = ResolversParentTypes['CouponConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CouponEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Coupon']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CouponEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CouponEdge'] = ResolversParentTypes['CouponEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Coupon'], ParentType, ContextType>;
};

export type CreateCustomerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCustomerPayload'] = ResolversParentTypes['CreateCustomerPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  alsoOpen?: Resolver<Maybe<ResolversTypes['AlsoOpen']>, ParentType, ContextType>;
  browsing?: Resolver<Maybe<ResolversTypes['BrowsingConnection']>, ParentType, ContextType, RequireFields<CustomerBrowsingArgs, 'first'>>;
  coupons?: Resolver<Maybe<ResolversTypes['CouponConnection']>, ParentType, ContextType, RequireFields<CustomerCouponsArgs, 'first'>>;
  flags?: Resolver<ReadonlyArray<ResolversTypes['CustomerFlag']>, ParentType, ContextType>;
  goodwill?: Resolver<Maybe<ResolversTypes['GoodwillAllowance']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['Contact']>, ParentType, ContextType>;
  identityGraph?: Resolver<Maybe<ResolversTypes['IdentityGraph']>, ParentType, ContextType>;
  interactions?: Resolver<Maybe<ResolversTypes['InteractionConnection']>, ParentType, ContextType, RequireFields<CustomerInteractionsArgs, 'first'>>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  loyalty?: Resolver<Maybe<ResolversTypes['Loyalty']>, ParentType, ContextType, Partial<CustomerLoyaltyArgs>>;
  matchCandidates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MatchCandidate']>>, ParentType, ContextType, RequireFields<CustomerMatchCandidatesArgs, 'first'>>;
  mergedInto?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openedBy?: Resolver<Maybe<ResolversTypes['OpeningConnection']>, ParentType, ContextType, RequireFields<CustomerOpenedByArgs, 'first'>>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<CustomerOrdersArgs, 'first'>>;
  predictions?: Resolver<Maybe<ResolversTypes['Predictions']>, ParentType, ContextType>;
  problems?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CustomerProblem']>>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceFreshness']>, ParentType, ContextType>;
  streamCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timeline?: Resolver<Maybe<ResolversTypes['TimelineConnection']>, ParentType, ContextType, RequireFields<CustomerTimelineArgs, 'first'>>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerChange'] = ResolversParentTypes['CustomerChange']> = {
  __resolveType: TypeResolveFn<'CouponChange' | 'IdentifiersChange' | 'InteractionChange' | 'MergeChange' | 'OverrideChange' | 'PointsChange' | 'ProfileChange' | 'TierChange' | 'UnmergeChange', ParentType, ContextType>;
};

export type CustomerProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerProblem'] = ResolversParentTypes['CustomerProblem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  suggestedAction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CutOverDestinationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CutOverDestinationPayload'] = ResolversParentTypes['CutOverDestinationPayload']> = {
  mode?: Resolver<Maybe<ResolversTypes['DestinationMode']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blocksCustomer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  endedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstTriedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeclareDayPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeclareDayPayload'] = ResolversParentTypes['DeclareDayPayload']> = {
  day?: Resolver<Maybe<ResolversTypes['DeclaredDay']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeclaredDayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeclaredDay'] = ResolversParentTypes['DeclaredDay']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  businessDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  comparedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  firstNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  heldTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  lastNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receipts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  receivedTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  replaced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DayState'], ParentType, ContextType>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
  till?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type DeclaredDayConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeclaredDayConnection'] = ResolversParentTypes['DeclaredDayConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeclaredDayEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DeclaredDay']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeclaredDayEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeclaredDayEdge'] = ResolversParentTypes['DeclaredDayEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeclaredDay'], ParentType, ContextType>;
};

export type DestinationHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DestinationHealth'] = ResolversParentTypes['DestinationHealth']> = {
  breaker?: Resolver<ResolversTypes['DestinationBreaker'], ParentType, ContextType>;
  deadLetters?: Resolver<ReadonlyArray<ResolversTypes['DeadLetter']>, ParentType, ContextType, RequireFields<DestinationHealthDeadLettersArgs, 'first'>>;
  destination?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  drainsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  errorRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['DestinationMode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  pausedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pausedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType, RequireFields<DestinationHealthPendingArgs, 'lane'>>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quotaLeft?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  readBackProblem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restsUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shadow?: Resolver<Maybe<ResolversTypes['ShadowReport']>, ParentType, ContextType>;
  wrongValues?: Resolver<ReadonlyArray<ResolversTypes['ReadBackDifference']>, ParentType, ContextType>;
};

export type DestinationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DestinationPayload'] = ResolversParentTypes['DestinationPayload']> = {
  messages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DiagnosedDeliveryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiagnosedDelivery'] = ResolversParentTypes['DiagnosedDelivery']> = {
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  destination?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DiagnosedOrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiagnosedOrder'] = ResolversParentTypes['DiagnosedOrder']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  deliveries?: Resolver<ReadonlyArray<ResolversTypes['DiagnosedDelivery']>, ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['DiagnosisFinding']>, ParentType, ContextType>;
  fulfilledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
};

export type DiagnosisResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Diagnosis'] = ResolversParentTypes['Diagnosis']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  healthy?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['DiagnosedOrder']>, ParentType, ContextType>;
};

export type DiagnosisFindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiagnosisFinding'] = ResolversParentTypes['DiagnosisFinding']> = {
  boundary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  seen?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EligibilityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Eligibility'] = ResolversParentTypes['Eligibility']> = {
  basis?: Resolver<ResolversTypes['EligibilityBasis'], ParentType, ContextType>;
  evaluatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  redeemable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  refusals?: Resolver<ReadonlyArray<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type EndTierGrantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndTierGrantPayload'] = ResolversParentTypes['EndTierGrantPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EndpointAvailabilityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndpointAvailability'] = ResolversParentTypes['EndpointAvailability']> = {
  availableAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EnrolCustomerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrolCustomerPayload'] = ResolversParentTypes['EnrolCustomerPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entry'] = ResolversParentTypes['Entry']> = {
  bookedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['PurchaseEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  qualifying?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rulesetVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<EntrySentenceArgs>>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
};

export type EntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryConnection'] = ResolversParentTypes['EntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Entry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntryEdge'] = ResolversParentTypes['EntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entry'], ParentType, ContextType>;
};

export type EventToldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventTold'] = ResolversParentTypes['EventTold']> = {
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  door?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reading?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ExpiringLotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExpiringLot'] = ResolversParentTypes['ExpiringLot']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type ExpiryForecastResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExpiryForecast'] = ResolversParentTypes['ExpiryForecast']> = {
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  worth?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type FieldDriftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldDrift'] = ResolversParentTypes['FieldDrift']> = {
  before?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['FieldDriftKind'], ParentType, ContextType>;
  now?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sample?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  topic?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GiveGoodwillPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GiveGoodwillPayload'] = ResolversParentTypes['GiveGoodwillPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  gift?: Resolver<Maybe<ResolversTypes['GoodwillGift']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type GoodwillAllowanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoodwillAllowance'] = ResolversParentTypes['GoodwillAllowance']> = {
  coupons?: Resolver<ReadonlyArray<ResolversTypes['GoodwillCoupon']>, ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['GoodwillEffect'], ParentType, ContextType, Partial<GoodwillAllowanceEffectArgs>>;
  giftsLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  grantedLast12Months?: Resolver<ReadonlyArray<ResolversTypes['GoodwillGift']>, ParentType, ContextType>;
  reasonChoices?: Resolver<ReadonlyArray<ResolversTypes['GoodwillReason']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  remainingOfCustomer?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  remainingOfGiver?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  remainingToday?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GoodwillCouponResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoodwillCoupon'] = ResolversParentTypes['GoodwillCoupon']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<GoodwillCouponNameArgs>>;
  validDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  worth?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type GoodwillEffectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoodwillEffect'] = ResolversParentTypes['GoodwillEffect']> = {
  balanceAfter?: Resolver<Maybe<ResolversTypes['Points']>, ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remainingAfter?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  worth?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type GoodwillGiftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoodwillGift'] = ResolversParentTypes['GoodwillGift']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  coupon?: Resolver<Maybe<ResolversTypes['Coupon']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  points?: Resolver<Maybe<ResolversTypes['Points']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasonName?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<GoodwillGiftReasonNameArgs>>;
  undoableUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type GoodwillReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GoodwillReason'] = ResolversParentTypes['GoodwillReason']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<GoodwillReasonNameArgs>>;
};

export type GrantTierPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantTierPayload'] = ResolversParentTypes['GrantTierPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type HandoffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Handoff'] = ResolversParentTypes['Handoff']> = {
  firstProblem?: Resolver<Maybe<ResolversTypes['Hop']>, ParentType, ContextType>;
  hops?: Resolver<ReadonlyArray<ResolversTypes['Hop']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  references?: Resolver<ReadonlyArray<ResolversTypes['OrderReference']>, ParentType, ContextType>;
  told?: Resolver<Maybe<ResolversTypes['EventTold']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HandoffConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HandoffConnection'] = ResolversParentTypes['HandoffConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['HandoffEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Handoff']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
};

export type HandoffEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HandoffEdge'] = ResolversParentTypes['HandoffEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Handoff'], ParentType, ContextType>;
};

export type HealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  boundaries?: Resolver<ReadonlyArray<ResolversTypes['BoundaryHealth']>, ParentType, ContextType>;
  destinations?: Resolver<ReadonlyArray<ResolversTypes['DestinationHealth']>, ParentType, ContextType>;
  incidents?: Resolver<ReadonlyArray<ResolversTypes['Incident']>, ParentType, ContextType, RequireFields<HealthIncidentsArgs, 'first'>>;
  mttdMinutes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType, RequireFields<HealthMttdMinutesArgs, 'days'>>;
  mttrMinutes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType, RequireFields<HealthMttrMinutesArgs, 'days'>>;
  mutes?: Resolver<ReadonlyArray<ResolversTypes['IncidentMute']>, ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  slos?: Resolver<ReadonlyArray<ResolversTypes['Slo']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceHealth']>, ParentType, ContextType>;
};

export type HeldGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HeldGroup'] = ResolversParentTypes['HeldGroup']> = {
  amounts?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldest?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['Handoff']>, ParentType, ContextType, RequireFields<HeldGroupSampleArgs, 'first'>>;
  settlesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type HopResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Hop'] = ResolversParentTypes['Hop']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  boundary?: Resolver<ResolversTypes['Boundary'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lagMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentifierStatusChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentifierStatusChange'] = ResolversParentTypes['IdentifierStatusChange']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IdentifierStatus'], ParentType, ContextType>;
};

export type IdentifiersChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentifiersChange'] = ResolversParentTypes['IdentifiersChange']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['IdentifierStatusChange']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdentityDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityDecision'] = ResolversParentTypes['IdentityDecision']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityEvidence'] = ResolversParentTypes['IdentityEvidence']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  holds?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IdentityEvidenceKind'], ParentType, ContextType>;
  refused?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type IdentityGraphResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityGraph'] = ResolversParentTypes['IdentityGraph']> = {
  decisions?: Resolver<ReadonlyArray<ResolversTypes['IdentityDecision']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['IdentityEvidence']>, ParentType, ContextType>;
  isCut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leaves?: Resolver<ReadonlyArray<ResolversTypes['IdentityLeaf']>, ParentType, ContextType>;
  surplus?: Resolver<ReadonlyArray<ResolversTypes['IdentitySurplus']>, ParentType, ContextType>;
};

export type IdentityLeafResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityLeaf'] = ResolversParentTypes['IdentityLeaf']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['Contact']>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  records?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityMismatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityMismatch'] = ResolversParentTypes['IdentityMismatch']> = {
  channel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  day?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  guests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  identified?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  matchedLate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['IdentityMismatchReason']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unresolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityMismatchReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityMismatchReason'] = ResolversParentTypes['IdentityMismatchReason']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['Handoff']>, ParentType, ContextType, RequireFields<IdentityMismatchReasonSampleArgs, 'first'>>;
};

export type IdentitySurplusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentitySurplus'] = ResolversParentTypes['IdentitySurplus']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  identifierKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leaf?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InboundMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundMessage'] = ResolversParentTypes['InboundMessage']> = {
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['InboundMessageFault']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['ReasonCount']>, ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['InboundMessageState'], ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InboundMessageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundMessageConnection'] = ResolversParentTypes['InboundMessageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InboundMessageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['InboundMessage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InboundMessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundMessageEdge'] = ResolversParentTypes['InboundMessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['InboundMessage'], ParentType, ContextType>;
};

export type InboundMessageFaultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundMessageFault'] = ResolversParentTypes['InboundMessageFault']> = {
  at?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident']> = {
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  acknowledgedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  affectedCustomers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  affectedOrders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  amountsAtRisk?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  moneyAtRisk?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['IncidentNotice']>, ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentMuteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentMute'] = ResolversParentTypes['IncidentMute']> = {
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type IncidentNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentNotice'] = ResolversParentTypes['IncidentNotice']> = {
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  droppedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  moment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  tries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IngestPurchasesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IngestPurchasesPayload'] = ResolversParentTypes['IngestPurchasesPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['PurchaseResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type IntakeHourResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IntakeHour'] = ResolversParentTypes['IntakeHour']> = {
  applied?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['ReasonCount']>, ParentType, ContextType>;
  matched?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ReadonlyArray<ResolversTypes['ReasonCount']>, ParentType, ContextType>;
  understood?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unread?: Resolver<ReadonlyArray<ResolversTypes['ReasonCount']>, ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IntakeReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IntakeReport'] = ResolversParentTypes['IntakeReport']> = {
  hours?: Resolver<ReadonlyArray<ResolversTypes['IntakeHour']>, ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['InboundMessageConnection'], ParentType, ContextType, RequireFields<IntakeReportMessagesArgs, 'first'>>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InteractionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Interaction'] = ResolversParentTypes['Interaction']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  campaignCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  caseNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InteractionChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InteractionChange'] = ResolversParentTypes['InteractionChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InteractionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InteractionConnection'] = ResolversParentTypes['InteractionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InteractionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Interaction']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InteractionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InteractionEdge'] = ResolversParentTypes['InteractionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Interaction'], ParentType, ContextType>;
};

export type InteractionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InteractionResult'] = ResolversParentTypes['InteractionResult']> = {
  duplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type IssueCouponPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IssueCouponPayload'] = ResolversParentTypes['IssueCouponPayload']> = {
  coupon?: Resolver<Maybe<ResolversTypes['Coupon']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type IssueCustomerTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IssueCustomerTokenPayload'] = ResolversParentTypes['IssueCustomerTokenPayload']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type LagResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Lag'] = ResolversParentTypes['Lag']> = {
  p50Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p95Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p99Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type LiabilityReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiabilityReport'] = ResolversParentTypes['LiabilityReport']> = {
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  byMarket?: Resolver<ReadonlyArray<ResolversTypes['LiabilityRow']>, ParentType, ContextType>;
};

export type LiabilityRowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiabilityRow'] = ResolversParentTypes['LiabilityRow']> = {
  deferredRevenue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  expectedBreakage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  expired?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  fairValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  issued?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outstanding?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  redeemed?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LinkIdentifierPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LinkIdentifierPayload'] = ResolversParentTypes['LinkIdentifierPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type LookupHitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LookupHit'] = ResolversParentTypes['LookupHit']> = {
  coupon?: Resolver<Maybe<ResolversTypes['Coupon']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  display?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  handoff?: Resolver<Maybe<ResolversTypes['Handoff']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, Partial<LookupHitHintArgs>>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
};

export type LoyaltyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Loyalty'] = ResolversParentTypes['Loyalty']> = {
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType>;
  balance?: Resolver<ResolversTypes['BalanceAt'], ParentType, ContextType, RequireFields<LoyaltyBalanceArgs, 'at' | 'wallet'>>;
  enrolledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grants?: Resolver<ReadonlyArray<ResolversTypes['TierGrant']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['TierChangeConnection'], ParentType, ContextType, RequireFields<LoyaltyHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keep?: Resolver<Maybe<ResolversTypes['TierProgress']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['TierProgress']>, ParentType, ContextType>;
  nextChange?: Resolver<Maybe<ResolversTypes['UpcomingChange']>, ParentType, ContextType>;
  override?: Resolver<Maybe<ResolversTypes['Override']>, ParentType, ContextType>;
  programme?: Resolver<ResolversTypes['Programme'], ParentType, ContextType>;
  projected?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  statement?: Resolver<ResolversTypes['Statement'], ParentType, ContextType, RequireFields<LoyaltyStatementArgs, 'from' | 'to' | 'wallet'>>;
  status?: Resolver<ResolversTypes['MembershipStatus'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  tierReason?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, Partial<LoyaltyTierReasonArgs>>;
  tierSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tierUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MappingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mapping'] = ResolversParentTypes['Mapping']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  newest?: Resolver<ResolversTypes['MappingVersion'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['MappingVersion']>, ParentType, ContextType, RequireFields<MappingVersionArgs, 'number'>>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['MappingVersion']>, ParentType, ContextType, RequireFields<MappingVersionsArgs, 'first'>>;
};

export type MappingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MappingConnection'] = ResolversParentTypes['MappingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MappingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Mapping']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MappingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MappingEdge'] = ResolversParentTypes['MappingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Mapping'], ParentType, ContextType>;
};

export type MappingFaultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MappingFault'] = ResolversParentTypes['MappingFault']> = {
  column?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MappingTrialResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MappingTrial'] = ResolversParentTypes['MappingTrial']> = {
  counts?: Resolver<Maybe<ResolversTypes['TrialCounts']>, ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['MappingFault']>, ParentType, ContextType>;
  masked?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['TriedRecord']>, ParentType, ContextType>;
};

export type MappingVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MappingVersion'] = ResolversParentTypes['MappingVersion']> = {
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  savedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  savedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MatchCandidateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MatchCandidate'] = ResolversParentTypes['MatchCandidate']> = {
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  customers?: Resolver<ReadonlyArray<ResolversTypes['Customer']>, ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MatchState'], ParentType, ContextType>;
};

export type MatchCandidateConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MatchCandidateConnection'] = ResolversParentTypes['MatchCandidateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MatchCandidateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MatchCandidate']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MatchCandidateEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MatchCandidateEdge'] = ResolversParentTypes['MatchCandidateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MatchCandidate'], ParentType, ContextType>;
};

export type MaturingLotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MaturingLot'] = ResolversParentTypes['MaturingLot']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type MergeBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergeBalance'] = ResolversParentTypes['MergeBalance']> = {
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  maturing?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MergeChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergeChange'] = ResolversParentTypes['MergeChange']> = {
  absorbed?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  into?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MergeConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergeConflict'] = ResolversParentTypes['MergeConflict']> = {
  code?: Resolver<ResolversTypes['MergeConflictCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MergeCustomersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergeCustomersPayload'] = ResolversParentTypes['MergeCustomersPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MergePreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergePreview'] = ResolversParentTypes['MergePreview']> = {
  after?: Resolver<Maybe<ResolversTypes['MergeSide']>, ParentType, ContextType>;
  before?: Resolver<ResolversTypes['MergeSide'], ParentType, ContextType>;
  conflicts?: Resolver<ReadonlyArray<ResolversTypes['MergeConflict']>, ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  other?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  otherBefore?: Resolver<ResolversTypes['MergeSide'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MergeSideResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergeSide'] = ResolversParentTypes['MergeSide']> = {
  balances?: Resolver<ReadonlyArray<ResolversTypes['MergeBalance']>, ParentType, ContextType>;
  identifiers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tierUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currencyCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledgeIncident?: Resolver<Maybe<ResolversTypes['AcknowledgeIncidentPayload']>, ParentType, ContextType, RequireFields<MutationAcknowledgeIncidentArgs, 'input'>>;
  activateRuleset?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationActivateRulesetArgs, 'input'>>;
  adjustPoints?: Resolver<Maybe<ResolversTypes['PointsPayload']>, ParentType, ContextType, RequireFields<MutationAdjustPointsArgs, 'input'>>;
  applySetup?: Resolver<Maybe<ResolversTypes['ApplySetupPayload']>, ParentType, ContextType, RequireFields<MutationApplySetupArgs, 'input'>>;
  approveRuleset?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationApproveRulesetArgs, 'input'>>;
  authorisePoints?: Resolver<Maybe<ResolversTypes['PointsHoldPayload']>, ParentType, ContextType, RequireFields<MutationAuthorisePointsArgs, 'input'>>;
  blockIdentifier?: Resolver<Maybe<ResolversTypes['BlockIdentifierPayload']>, ParentType, ContextType, RequireFields<MutationBlockIdentifierArgs, 'input'>>;
  blockPoints?: Resolver<Maybe<ResolversTypes['PointsHoldPayload']>, ParentType, ContextType, RequireFields<MutationBlockPointsArgs, 'input'>>;
  capturePoints?: Resolver<Maybe<ResolversTypes['PointsPayload']>, ParentType, ContextType, RequireFields<MutationCapturePointsArgs, 'input'>>;
  claimPurchase?: Resolver<Maybe<ResolversTypes['ClaimPurchasePayload']>, ParentType, ContextType, RequireFields<MutationClaimPurchaseArgs, 'input'>>;
  clearTierOverride?: Resolver<Maybe<ResolversTypes['ClearTierOverridePayload']>, ParentType, ContextType, RequireFields<MutationClearTierOverrideArgs, 'input'>>;
  createCustomer?: Resolver<Maybe<ResolversTypes['CreateCustomerPayload']>, ParentType, ContextType, RequireFields<MutationCreateCustomerArgs, 'input'>>;
  createRulesetDraft?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationCreateRulesetDraftArgs, 'input'>>;
  cutOverDestination?: Resolver<Maybe<ResolversTypes['CutOverDestinationPayload']>, ParentType, ContextType, RequireFields<MutationCutOverDestinationArgs, 'input'>>;
  declareDay?: Resolver<Maybe<ResolversTypes['DeclareDayPayload']>, ParentType, ContextType, RequireFields<MutationDeclareDayArgs, 'input'>>;
  discardRulesetDraft?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationDiscardRulesetDraftArgs, 'input'>>;
  endTierGrant?: Resolver<Maybe<ResolversTypes['EndTierGrantPayload']>, ParentType, ContextType, RequireFields<MutationEndTierGrantArgs, 'input'>>;
  enrolCustomer?: Resolver<Maybe<ResolversTypes['EnrolCustomerPayload']>, ParentType, ContextType, RequireFields<MutationEnrolCustomerArgs, 'input'>>;
  giveGoodwill?: Resolver<Maybe<ResolversTypes['GiveGoodwillPayload']>, ParentType, ContextType, RequireFields<MutationGiveGoodwillArgs, 'input'>>;
  grantTier?: Resolver<Maybe<ResolversTypes['GrantTierPayload']>, ParentType, ContextType, RequireFields<MutationGrantTierArgs, 'input'>>;
  ingestPurchases?: Resolver<Maybe<ResolversTypes['IngestPurchasesPayload']>, ParentType, ContextType, RequireFields<MutationIngestPurchasesArgs, 'input'>>;
  issueCoupon?: Resolver<Maybe<ResolversTypes['IssueCouponPayload']>, ParentType, ContextType, RequireFields<MutationIssueCouponArgs, 'input'>>;
  issueCustomerToken?: Resolver<Maybe<ResolversTypes['IssueCustomerTokenPayload']>, ParentType, ContextType, RequireFields<MutationIssueCustomerTokenArgs, 'input'>>;
  linkIdentifier?: Resolver<Maybe<ResolversTypes['LinkIdentifierPayload']>, ParentType, ContextType, RequireFields<MutationLinkIdentifierArgs, 'input'>>;
  mergeCustomers?: Resolver<Maybe<ResolversTypes['MergeCustomersPayload']>, ParentType, ContextType, RequireFields<MutationMergeCustomersArgs, 'input'>>;
  muteIncidents?: Resolver<Maybe<ResolversTypes['MuteIncidentsPayload']>, ParentType, ContextType, RequireFields<MutationMuteIncidentsArgs, 'input'>>;
  overrideTier?: Resolver<Maybe<ResolversTypes['OverrideTierPayload']>, ParentType, ContextType, RequireFields<MutationOverrideTierArgs, 'input'>>;
  pauseDestination?: Resolver<Maybe<ResolversTypes['DestinationPayload']>, ParentType, ContextType, RequireFields<MutationPauseDestinationArgs, 'input'>>;
  pauseRollout?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationPauseRolloutArgs, 'input'>>;
  recordInteraction?: Resolver<Maybe<ResolversTypes['RecordInteractionPayload']>, ParentType, ContextType, RequireFields<MutationRecordInteractionArgs, 'input'>>;
  recordInteractions?: Resolver<Maybe<ResolversTypes['RecordInteractionsPayload']>, ParentType, ContextType, RequireFields<MutationRecordInteractionsArgs, 'input'>>;
  redeemCoupon?: Resolver<Maybe<ResolversTypes['RedeemCouponPayload']>, ParentType, ContextType, RequireFields<MutationRedeemCouponArgs, 'input'>>;
  refundPoints?: Resolver<Maybe<ResolversTypes['PointsPayload']>, ParentType, ContextType, RequireFields<MutationRefundPointsArgs, 'input'>>;
  releaseHeld?: Resolver<Maybe<ResolversTypes['ReleaseHeldPayload']>, ParentType, ContextType, RequireFields<MutationReleaseHeldArgs, 'input'>>;
  releasePoints?: Resolver<Maybe<ResolversTypes['PointsPayload']>, ParentType, ContextType, RequireFields<MutationReleasePointsArgs, 'input'>>;
  replaceIdentifier?: Resolver<Maybe<ResolversTypes['ReplaceIdentifierPayload']>, ParentType, ContextType, RequireFields<MutationReplaceIdentifierArgs, 'input'>>;
  replayDestination?: Resolver<Maybe<ResolversTypes['DestinationPayload']>, ParentType, ContextType, RequireFields<MutationReplayDestinationArgs, 'input'>>;
  resolveMatchCandidate?: Resolver<Maybe<ResolversTypes['ResolveMatchCandidatePayload']>, ParentType, ContextType, RequireFields<MutationResolveMatchCandidateArgs, 'input'>>;
  resolveRecords?: Resolver<Maybe<ResolversTypes['ResolveRecordsPayload']>, ParentType, ContextType, RequireFields<MutationResolveRecordsArgs, 'input'>>;
  resumeDestination?: Resolver<Maybe<ResolversTypes['DestinationPayload']>, ParentType, ContextType, RequireFields<MutationResumeDestinationArgs, 'input'>>;
  resumeRollout?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationResumeRolloutArgs, 'input'>>;
  retireDestination?: Resolver<Maybe<ResolversTypes['SetDestinationPayload']>, ParentType, ContextType, RequireFields<MutationRetireDestinationArgs, 'input'>>;
  retryDeadLetters?: Resolver<Maybe<ResolversTypes['DestinationPayload']>, ParentType, ContextType, RequireFields<MutationRetryDeadLettersArgs, 'input'>>;
  revealIdentifiers?: Resolver<Maybe<ResolversTypes['RevealIdentifiersPayload']>, ParentType, ContextType, RequireFields<MutationRevealIdentifiersArgs, 'input'>>;
  reverseRedemption?: Resolver<Maybe<ResolversTypes['ReverseRedemptionPayload']>, ParentType, ContextType, RequireFields<MutationReverseRedemptionArgs, 'input'>>;
  revokeCustomerTokens?: Resolver<Maybe<ResolversTypes['RevokeCustomerTokensPayload']>, ParentType, ContextType, RequireFields<MutationRevokeCustomerTokensArgs, 'input'>>;
  saveMapping?: Resolver<Maybe<ResolversTypes['SaveMappingPayload']>, ParentType, ContextType, RequireFields<MutationSaveMappingArgs, 'input'>>;
  setDestination?: Resolver<Maybe<ResolversTypes['SetDestinationPayload']>, ParentType, ContextType, RequireFields<MutationSetDestinationArgs, 'input'>>;
  simulateRuleset?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationSimulateRulesetArgs, 'input'>>;
  skipDeadLetter?: Resolver<Maybe<ResolversTypes['DestinationPayload']>, ParentType, ContextType, RequireFields<MutationSkipDeadLetterArgs, 'input'>>;
  splitCustomer?: Resolver<Maybe<ResolversTypes['SplitCustomerPayload']>, ParentType, ContextType, RequireFields<MutationSplitCustomerArgs, 'input'>>;
  transferPoints?: Resolver<Maybe<ResolversTypes['PointsPayload']>, ParentType, ContextType, RequireFields<MutationTransferPointsArgs, 'input'>>;
  tryMapping?: Resolver<Maybe<ResolversTypes['TryMappingPayload']>, ParentType, ContextType, RequireFields<MutationTryMappingArgs, 'input'>>;
  unblockPoints?: Resolver<Maybe<ResolversTypes['PointsPayload']>, ParentType, ContextType, RequireFields<MutationUnblockPointsArgs, 'input'>>;
  undoGoodwill?: Resolver<Maybe<ResolversTypes['UndoGoodwillPayload']>, ParentType, ContextType, RequireFields<MutationUndoGoodwillArgs, 'input'>>;
  unlinkIdentifier?: Resolver<Maybe<ResolversTypes['UnlinkIdentifierPayload']>, ParentType, ContextType, RequireFields<MutationUnlinkIdentifierArgs, 'input'>>;
  unmergeCustomers?: Resolver<Maybe<ResolversTypes['UnmergeCustomersPayload']>, ParentType, ContextType, RequireFields<MutationUnmergeCustomersArgs, 'input'>>;
  unmuteIncidents?: Resolver<Maybe<ResolversTypes['MuteIncidentsPayload']>, ParentType, ContextType, RequireFields<MutationUnmuteIncidentsArgs, 'input'>>;
  unsplitCustomer?: Resolver<Maybe<ResolversTypes['UnsplitCustomerPayload']>, ParentType, ContextType, RequireFields<MutationUnsplitCustomerArgs, 'input'>>;
  updateCustomer?: Resolver<Maybe<ResolversTypes['UpdateCustomerPayload']>, ParentType, ContextType, RequireFields<MutationUpdateCustomerArgs, 'input'>>;
  updateRulesetDraft?: Resolver<Maybe<ResolversTypes['RulesetPayload']>, ParentType, ContextType, RequireFields<MutationUpdateRulesetDraftArgs, 'input'>>;
  validateCoupon?: Resolver<Maybe<ResolversTypes['ValidateCouponPayload']>, ParentType, ContextType, RequireFields<MutationValidateCouponArgs, 'input'>>;
  verifyCaller?: Resolver<Maybe<ResolversTypes['VerifyCallerPayload']>, ParentType, ContextType, RequireFields<MutationVerifyCallerArgs, 'input'>>;
};

export type MuteIncidentsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MuteIncidentsPayload'] = ResolversParentTypes['MuteIncidentsPayload']> = {
  mute?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type NextBestActionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NextBestAction'] = ResolversParentTypes['NextBestAction']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Campaign' | 'Coupon' | 'Customer' | 'Handoff' | 'Incident' | 'Interaction' | 'Order' | 'Redemption', ParentType, ContextType>;
};

export type OpeningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Opening'] = ResolversParentTypes['Opening']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
};

export type OpeningConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpeningConnection'] = ResolversParentTypes['OpeningConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OpeningEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Opening']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OpeningEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpeningEdge'] = ResolversParentTypes['OpeningEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Opening'], ParentType, ContextType>;
};

export type OperationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = {
  firstAnsweredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hold?: Resolver<Maybe<ResolversTypes['PointsHold']>, ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mutation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  redemption?: Resolver<Maybe<ResolversTypes['Redemption']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order']> = {
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  eligible?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  handoff?: Resolver<Maybe<ResolversTypes['Handoff']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['OrderPoints'], ParentType, ContextType>;
  references?: Resolver<ReadonlyArray<ResolversTypes['OrderReference']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
  tenders?: Resolver<ReadonlyArray<ResolversTypes['Tender']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  article?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LineKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notEarningBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  paid?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type OrderPointsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderPoints'] = ResolversParentTypes['OrderPoints']> = {
  activatesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  explanation?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, Partial<OrderPointsExplanationArgs>>;
  pending?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  reversed?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type OrderReferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderReference'] = ResolversParentTypes['OrderReference']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OverrideResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Override'] = ResolversParentTypes['Override']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['OverrideMode'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OverrideChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OverrideChange'] = ResolversParentTypes['OverrideChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['OverrideMode']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['Tier']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OverrideTierPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OverrideTierPayload'] = ResolversParentTypes['OverrideTierPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  override?: Resolver<Maybe<ResolversTypes['Override']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OwnerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Owner'] = ResolversParentTypes['Owner']> = {
  contact?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  team?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonRecordResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonRecordResult'] = ResolversParentTypes['PersonRecordResult']> = {
  customerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['PersonRecordOutcome'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PlannedSetupChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlannedSetupChange'] = ResolversParentTypes['PlannedSetupChange']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  change?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface PointsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Points'], any> {
  name: 'Points';
}

export type PointsBlockResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsBlock'] = ResolversParentTypes['PointsBlock']> = {
  block?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PointsChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsChange'] = ResolversParentTypes['PointsChange']> = {
  accounts?: Resolver<ReadonlyArray<ResolversTypes['ChangedAccount']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PointsExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsExplanation'] = ResolversParentTypes['PointsExplanation']> = {
  entries?: Resolver<ReadonlyArray<ResolversTypes['Entry']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  rules?: Resolver<ReadonlyArray<ResolversTypes['RuleExplanation']>, ParentType, ContextType>;
  rulesetVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sentences?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, Partial<PointsExplanationSentencesArgs>>;
  tierChanges?: Resolver<ReadonlyArray<ResolversTypes['RecordedTierChange']>, ParentType, ContextType>;
};

export type PointsHoldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsHold'] = ResolversParentTypes['PointsHold']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type PointsHoldPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsHoldPayload'] = ResolversParentTypes['PointsHoldPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  hold?: Resolver<Maybe<ResolversTypes['PointsHold']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PointsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsPayload'] = ResolversParentTypes['PointsPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PredictionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Predictions'] = ResolversParentTypes['Predictions']> = {
  activeProbability?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  churnRisk?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expectedSpend90d?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  nextBestAction?: Resolver<Maybe<ResolversTypes['NextBestAction']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  valueBand?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PresenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Presence'] = ResolversParentTypes['Presence']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  doing?: Resolver<ResolversTypes['PresenceKind'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PresenceChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PresenceChange'] = ResolversParentTypes['PresenceChange']> = {
  alsoOpen?: Resolver<ResolversTypes['AlsoOpen'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
};

export type ProfileChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProfileChange'] = ResolversParentTypes['ProfileChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProgrammeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Programme'] = ResolversParentTypes['Programme']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  currencyCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<ProgrammeNameArgs>>;
  tiers?: Resolver<ReadonlyArray<ResolversTypes['Tier']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PurchaseEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PurchaseEvent'] = ResolversParentTypes['PurchaseEvent']> = {
  eventId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PurchaseResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PurchaseResult'] = ResolversParentTypes['PurchaseResult']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  duplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['PurchaseOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refusedIdentifiers?: Resolver<ReadonlyArray<ResolversTypes['RefusedIdentifier']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  bridge?: Resolver<ReadonlyArray<ResolversTypes['Bridge']>, ParentType, ContextType, RequireFields<QueryBridgeArgs, 'from' | 'source' | 'to'>>;
  coupon?: Resolver<Maybe<ResolversTypes['Coupon']>, ParentType, ContextType, RequireFields<QueryCouponArgs, 'code'>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'by'>>;
  declaredDays?: Resolver<ResolversTypes['DeclaredDayConnection'], ParentType, ContextType, RequireFields<QueryDeclaredDaysArgs, 'first' | 'from' | 'to'>>;
  diagnoseCustomer?: Resolver<Maybe<ResolversTypes['Diagnosis']>, ParentType, ContextType, RequireFields<QueryDiagnoseCustomerArgs, 'customer'>>;
  expiryForecast?: Resolver<ReadonlyArray<ResolversTypes['ExpiryForecast']>, ParentType, ContextType, RequireFields<QueryExpiryForecastArgs, 'days'>>;
  explainPoints?: Resolver<Maybe<ResolversTypes['PointsExplanation']>, ParentType, ContextType, RequireFields<QueryExplainPointsArgs, 'order'>>;
  explainTier?: Resolver<Maybe<ResolversTypes['TierExplanation']>, ParentType, ContextType, RequireFields<QueryExplainTierArgs, 'customer'>>;
  handoffs?: Resolver<ResolversTypes['HandoffConnection'], ParentType, ContextType, RequireFields<QueryHandoffsArgs, 'first'>>;
  health?: Resolver<ResolversTypes['Health'], ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['HeldGroup']>, ParentType, ContextType>;
  identityMismatch?: Resolver<ReadonlyArray<ResolversTypes['IdentityMismatch']>, ParentType, ContextType, RequireFields<QueryIdentityMismatchArgs, 'from' | 'to'>>;
  intakeReport?: Resolver<ResolversTypes['IntakeReport'], ParentType, ContextType, RequireFields<QueryIntakeReportArgs, 'from' | 'source' | 'to'>>;
  liability?: Resolver<ResolversTypes['LiabilityReport'], ParentType, ContextType, RequireFields<QueryLiabilityArgs, 'asOf'>>;
  lookup?: Resolver<ReadonlyArray<ResolversTypes['LookupHit']>, ParentType, ContextType, RequireFields<QueryLookupArgs, 'first' | 'text'>>;
  mapping?: Resolver<Maybe<ResolversTypes['Mapping']>, ParentType, ContextType, RequireFields<QueryMappingArgs, 'name'>>;
  mappings?: Resolver<ResolversTypes['MappingConnection'], ParentType, ContextType, RequireFields<QueryMappingsArgs, 'first'>>;
  matchCandidates?: Resolver<Maybe<ResolversTypes['MatchCandidateConnection']>, ParentType, ContextType, RequireFields<QueryMatchCandidatesArgs, 'first'>>;
  me?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  openings?: Resolver<ResolversTypes['StaffOpeningConnection'], ParentType, ContextType, RequireFields<QueryOpeningsArgs, 'by' | 'first' | 'from' | 'to'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'idempotencyKey'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'by'>>;
  previewMerge?: Resolver<Maybe<ResolversTypes['MergePreview']>, ParentType, ContextType, RequireFields<QueryPreviewMergeArgs, 'input'>>;
  previewSplit?: Resolver<Maybe<ResolversTypes['SplitPreview']>, ParentType, ContextType, RequireFields<QueryPreviewSplitArgs, 'input'>>;
  programme?: Resolver<ResolversTypes['Programme'], ParentType, ContextType>;
  ruleset?: Resolver<Maybe<ResolversTypes['RulesetVersion']>, ParentType, ContextType, RequireFields<QueryRulesetArgs, 'version'>>;
  rulesets?: Resolver<ReadonlyArray<ResolversTypes['RulesetVersion']>, ParentType, ContextType, RequireFields<QueryRulesetsArgs, 'first'>>;
  setup?: Resolver<ResolversTypes['Setup'], ParentType, ContextType>;
  shadowReport?: Resolver<Maybe<ResolversTypes['ShadowReport']>, ParentType, ContextType, RequireFields<QueryShadowReportArgs, 'destination'>>;
  stores?: Resolver<ResolversTypes['StoreConnection'], ParentType, ContextType, RequireFields<QueryStoresArgs, 'first'>>;
  tierForecast?: Resolver<ReadonlyArray<ResolversTypes['TierForecast']>, ParentType, ContextType, RequireFields<QueryTierForecastArgs, 'days'>>;
  till?: Resolver<ResolversTypes['TillContext'], ParentType, ContextType, Partial<QueryTillArgs>>;
  undeclaredDays?: Resolver<ReadonlyArray<ResolversTypes['UndeclaredDay']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type ReadBackDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReadBackDifference'] = ResolversParentTypes['ReadBackDifference']> = {
  checked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['WrongValue']>, ParentType, ContextType>;
  wrong?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReasonCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReasonCount'] = ResolversParentTypes['ReasonCount']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReceiptControlResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiptControl'] = ResolversParentTypes['ReceiptControl']> = {
  businessDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  declarations?: Resolver<ReadonlyArray<ResolversTypes['DeclaredDay']>, ParentType, ContextType>;
  declaredTotal?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['ReceiptGap']>, ParentType, ContextType>;
  gapsLeftOff?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  held?: Resolver<ReadonlyArray<ResolversTypes['ReasonCount']>, ParentType, ContextType>;
  heldTotals?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  otherTotals?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  repeated?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['DayState']>, ParentType, ContextType>;
  till?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tills?: Resolver<ReadonlyArray<ResolversTypes['ReceiptControl']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ReceiptGapResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiptGap'] = ResolversParentTypes['ReceiptGap']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  till?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecordInteractionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordInteractionPayload'] = ResolversParentTypes['RecordInteractionPayload']> = {
  duplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RecordInteractionsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordInteractionsPayload'] = ResolversParentTypes['RecordInteractionsPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['InteractionResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RecordedTierChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordedTierChange'] = ResolversParentTypes['RecordedTierChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['TierCause'], ParentType, ContextType>;
  earned?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
};

export type RedeemCouponPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RedeemCouponPayload'] = ResolversParentTypes['RedeemCouponPayload']> = {
  redemption?: Resolver<Maybe<ResolversTypes['Redemption']>, ParentType, ContextType>;
  refusals?: Resolver<ReadonlyArray<ResolversTypes['Refusal']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RedemptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Redemption'] = ResolversParentTypes['Redemption']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cashier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  conflicts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receiptNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayOfFirstAnswer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  store?: Resolver<ResolversTypes['Store'], ParentType, ContextType>;
  till?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  final?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<RefusalMessageArgs>>;
  needed?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seen?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RefusedIdentifierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefusedIdentifier'] = ResolversParentTypes['RefusedIdentifier']> = {
  field?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReleaseHeldPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReleaseHeldPayload'] = ResolversParentTypes['ReleaseHeldPayload']> = {
  applied?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  released?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReplaceIdentifierPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReplaceIdentifierPayload'] = ResolversParentTypes['ReplaceIdentifierPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResolveMatchCandidatePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResolveMatchCandidatePayload'] = ResolversParentTypes['ResolveMatchCandidatePayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResolveRecordsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResolveRecordsPayload'] = ResolversParentTypes['ResolveRecordsPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['PersonRecordResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevealIdentifiersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevealIdentifiersPayload'] = ResolversParentTypes['RevealIdentifiersPayload']> = {
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['Contact']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReverseRedemptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReverseRedemptionPayload'] = ResolversParentTypes['ReverseRedemptionPayload']> = {
  redemption?: Resolver<Maybe<ResolversTypes['Redemption']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevokeCustomerTokensPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeCustomerTokensPayload'] = ResolversParentTypes['RevokeCustomerTokensPayload']> = {
  revokedBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RolloutResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rollout'] = ResolversParentTypes['Rollout']> = {
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pausedBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pausedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tierChanges?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RuleCostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RuleCost'] = ResolversParentTypes['RuleCost']> = {
  before?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  worth?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type RuleExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RuleExplanation'] = ResolversParentTypes['RuleExplanation']> = {
  applies?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  counted?: Resolver<ReadonlyArray<ResolversTypes['CountedAmount']>, ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Points']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RulesetDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RulesetDifference'] = ResolversParentTypes['RulesetDifference']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RulesetPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RulesetPayload'] = ResolversParentTypes['RulesetPayload']> = {
  ruleset?: Resolver<Maybe<ResolversTypes['RulesetVersion']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RulesetVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RulesetVersion'] = ResolversParentTypes['RulesetVersion']> = {
  activatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  activatedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  diff?: Resolver<ReadonlyArray<ResolversTypes['RulesetDifference']>, ParentType, ContextType, RequireFields<RulesetVersionDiffArgs, 'against'>>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rollout?: Resolver<Maybe<ResolversTypes['Rollout']>, ParentType, ContextType>;
  simulation?: Resolver<Maybe<ResolversTypes['Simulation']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RulesetStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SaveMappingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveMappingPayload'] = ResolversParentTypes['SaveMappingPayload']> = {
  isNew?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  mapping?: Resolver<Maybe<ResolversTypes['Mapping']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetDestinationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetDestinationPayload'] = ResolversParentTypes['SetDestinationPayload']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['PlannedSetupChange']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Setup'] = ResolversParentTypes['Setup']> = {
  changes?: Resolver<ResolversTypes['SetupChangeConnection'], ParentType, ContextType, RequireFields<SetupChangesArgs, 'first'>>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SetupChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetupChange'] = ResolversParentTypes['SetupChange']> = {
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  change?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SetupChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetupChangeConnection'] = ResolversParentTypes['SetupChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SetupChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SetupChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SetupChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetupChangeEdge'] = ResolversParentTypes['SetupChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SetupChange'], ParentType, ContextType>;
};

export type ShadowCustomersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShadowCustomers'] = ResolversParentTypes['ShadowCustomers']> = {
  compared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  different?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  equal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notCompared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ShadowFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShadowField'] = ResolversParentTypes['ShadowField']> = {
  compared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  different?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  equal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['ShadowSample']>, ParentType, ContextType>;
};

export type ShadowGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShadowGroup'] = ResolversParentTypes['ShadowGroup']> = {
  by?: Resolver<ResolversTypes['ShadowGrouping'], ParentType, ContextType>;
  compared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currencyCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  different?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  equal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ShadowReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShadowReport'] = ResolversParentTypes['ShadowReport']> = {
  by?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  customers?: Resolver<ResolversTypes['ShadowCustomers'], ParentType, ContextType>;
  destination?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['ShadowField']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['ShadowGroup']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['DestinationMode'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['ShadowVerdict'], ParentType, ContextType>;
};

export type ShadowSampleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShadowSample'] = ResolversParentTypes['ShadowSample']> = {
  comparedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currencyCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orderSize?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  orderStatus?: Resolver<Maybe<ResolversTypes['OrderStatus']>, ParentType, ContextType>;
  ours?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  theirs?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SimulatedMoveResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SimulatedMove'] = ResolversParentTypes['SimulatedMove']> = {
  because?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Tier']>, ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['Customer']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Tier']>, ParentType, ContextType>;
};

export type SimulatedTierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SimulatedTier'] = ResolversParentTypes['SimulatedTier']> = {
  after?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SimulationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Simulation'] = ResolversParentTypes['Simulation']> = {
  costPerRule?: Resolver<ReadonlyArray<ResolversTypes['RuleCost']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  liabilityChange?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  movers?: Resolver<ReadonlyArray<ResolversTypes['SimulatedMove']>, ParentType, ContextType>;
  notPlayed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  purchases?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tiers?: Resolver<ReadonlyArray<ResolversTypes['SimulatedTier']>, ParentType, ContextType>;
};

export type SloResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Slo'] = ResolversParentTypes['Slo']> = {
  bad?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  budgetLeft?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  burnRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  burnRateShort?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  indicator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  now?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  windowDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SourceFreshnessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceFreshness'] = ResolversParentTypes['SourceFreshness']> = {
  customerAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sections?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  watermark?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SourceHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceHealth'] = ResolversParentTypes['SourceHealth']> = {
  anonymousShare?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  drift?: Resolver<ReadonlyArray<ResolversTypes['FieldDrift']>, ParentType, ContextType>;
  hours?: Resolver<ReadonlyArray<ResolversTypes['SourceHour']>, ParentType, ContextType, RequireFields<SourceHealthHoursArgs, 'last'>>;
  identityMismatch?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lagP50Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lagP95Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastToldAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ratePerMinute?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  signs?: Resolver<ReadonlyArray<ResolversTypes['SourceSign']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  usualPerMinute?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  watermark?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SourceHourResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceHour'] = ResolversParentTypes['SourceHour']> = {
  duplicates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  guests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  presented?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  told?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unmatched?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SourceSignResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceSign'] = ResolversParentTypes['SourceSign']> = {
  code?: Resolver<ResolversTypes['SourceSignCode'], ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SplitCustomerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SplitCustomerPayload'] = ResolversParentTypes['SplitCustomerPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  separated?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SplitPreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SplitPreview'] = ResolversParentTypes['SplitPreview']> = {
  after?: Resolver<Maybe<ResolversTypes['MergeSide']>, ParentType, ContextType>;
  before?: Resolver<ResolversTypes['MergeSide'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  otherAfter?: Resolver<Maybe<ResolversTypes['MergeSide']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StaffOpeningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StaffOpening'] = ResolversParentTypes['StaffOpening']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
};

export type StaffOpeningConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StaffOpeningConnection'] = ResolversParentTypes['StaffOpeningConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StaffOpeningEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StaffOpening']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StaffOpeningEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StaffOpeningEdge'] = ResolversParentTypes['StaffOpeningEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StaffOpening'], ParentType, ContextType>;
};

export type StatementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Statement'] = ResolversParentTypes['Statement']> = {
  adjusted?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  closing?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  earned?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, RequireFields<StatementEntriesArgs, 'first'>>;
  expired?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  opening?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  spent?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
};

export type StoreResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Store'] = ResolversParentTypes['Store']> = {
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StoreConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StoreConnection'] = ResolversParentTypes['StoreConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StoreEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Store']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StoreEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StoreEdge'] = ResolversParentTypes['StoreEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Store'], ParentType, ContextType>;
};

export type StreamChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StreamChange'] = ResolversParentTypes['StreamChange']> = {
  __resolveType: TypeResolveFn<'CouponChange' | 'IdentifiersChange' | 'InteractionChange' | 'MergeChange' | 'OverrideChange' | 'PointsChange' | 'ProfileChange' | 'TierChange' | 'UnmergeChange', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  customerChanged?: SubscriptionResolver<ResolversTypes['CustomerChange'], "customerChanged", ParentType, ContextType, RequireFields<SubscriptionCustomerChangedArgs, 'customerId'>>;
  customerOpen?: SubscriptionResolver<ResolversTypes['PresenceChange'], "customerOpen", ParentType, ContextType, RequireFields<SubscriptionCustomerOpenArgs, 'customerId' | 'doing'>>;
  tierChanged?: SubscriptionResolver<ResolversTypes['TierChange'], "tierChanged", ParentType, ContextType, RequireFields<SubscriptionTierChangedArgs, 'customerId'>>;
  tierChanges?: SubscriptionResolver<ResolversTypes['TierChange'], "tierChanges", ParentType, ContextType, Partial<SubscriptionTierChangesArgs>>;
};

export type TenderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Tender'] = ResolversParentTypes['Tender']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Tier'] = ResolversParentTypes['Tier']> = {
  benefits?: Resolver<ReadonlyArray<ResolversTypes['Benefit']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<TierNameArgs>>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TierCauseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierCause'] = ResolversParentTypes['TierCause']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<TierCauseSentenceArgs>>;
};

export type TierChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierChange'] = ResolversParentTypes['TierChange']> = {
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TierChangeKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TierChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierChangeConnection'] = ResolversParentTypes['TierChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TierChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RecordedTierChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TierChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierChangeEdge'] = ResolversParentTypes['TierChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RecordedTierChange'], ParentType, ContextType>;
};

export type TierExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierExplanation'] = ResolversParentTypes['TierExplanation']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['RecordedTierChange']>, ParentType, ContextType>;
  counted?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  earned?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['EntryConnection'], ParentType, ContextType, RequireFields<TierExplanationEntriesArgs, 'first'>>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['TierGap']>, ParentType, ContextType>;
  rulesetVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sentences?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, Partial<TierExplanationSentencesArgs>>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TierForecastResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierForecast'] = ResolversParentTypes['TierForecast']> = {
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['Customer']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
};

export type TierGapResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierGap'] = ResolversParentTypes['TierGap']> = {
  missing?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  need?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
};

export type TierGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierGrant'] = ResolversParentTypes['TierGrant']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TierGrantKind'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['OverrideMode'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TierProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierProgress'] = ResolversParentTypes['TierProgress']> = {
  by?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  have?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  need?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  pendingCounts?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TillContextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TillContext'] = ResolversParentTypes['TillContext']> = {
  receipts?: Resolver<ResolversTypes['ReceiptControl'], ParentType, ContextType, RequireFields<TillContextReceiptsArgs, 'businessDate'>>;
  serverTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  store?: Resolver<ResolversTypes['Store'], ParentType, ContextType>;
};

export type TimelineConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TimelineConnection'] = ResolversParentTypes['TimelineConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TimelineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TimelineItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TimelineEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TimelineEdge'] = ResolversParentTypes['TimelineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TimelineItem'], ParentType, ContextType>;
};

export type TimelineItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TimelineItem'] = ResolversParentTypes['TimelineItem']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TimelineKind'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<TimelineItemSentenceArgs>>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
};

export type TrialCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrialCounts'] = ResolversParentTypes['TrialCounts']> = {
  faulty?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  interactions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  passedOver?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  persons?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  purchases?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  records?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TriedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TriedEvent'] = ResolversParentTypes['TriedEvent']> = {
  history?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  make?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['TriedRefusal']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TriedFaultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TriedFault'] = ResolversParentTypes['TriedFault']> = {
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TriedRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TriedRecord'] = ResolversParentTypes['TriedRecord']> = {
  at?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['TriedFault']>, ParentType, ContextType>;
  made?: Resolver<ReadonlyArray<ResolversTypes['TriedEvent']>, ParentType, ContextType>;
  passedOver?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TriedRefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TriedRefusal'] = ResolversParentTypes['TriedRefusal']> = {
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TryMappingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TryMappingPayload'] = ResolversParentTypes['TryMappingPayload']> = {
  trial?: Resolver<Maybe<ResolversTypes['MappingTrial']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UndeclaredDayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UndeclaredDay'] = ResolversParentTypes['UndeclaredDay']> = {
  businessDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
  till?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UndoGoodwillPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UndoGoodwillPayload'] = ResolversParentTypes['UndoGoodwillPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnlinkIdentifierPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnlinkIdentifierPayload'] = ResolversParentTypes['UnlinkIdentifierPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnmergeChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnmergeChange'] = ResolversParentTypes['UnmergeChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  separated?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnmergeCustomersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnmergeCustomersPayload'] = ResolversParentTypes['UnmergeCustomersPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  separated?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnsplitCustomerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnsplitCustomerPayload'] = ResolversParentTypes['UnsplitCustomerPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpcomingChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpcomingChange'] = ResolversParentTypes['UpcomingChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<UpcomingChangeSentenceArgs>>;
};

export type UpdateCustomerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateCustomerPayload'] = ResolversParentTypes['UpdateCustomerPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ValidateCouponPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidateCouponPayload'] = ResolversParentTypes['ValidateCouponPayload']> = {
  coupon?: Resolver<Maybe<ResolversTypes['Coupon']>, ParentType, ContextType>;
  eligibility?: Resolver<Maybe<ResolversTypes['Eligibility']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type VerifyCallerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VerifyCallerPayload'] = ResolversParentTypes['VerifyCallerPayload']> = {
  checks?: Resolver<ReadonlyArray<ResolversTypes['CallerCheck']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  store?: Resolver<Maybe<ResolversTypes['Store']>, ParentType, ContextType>;
};

export type WrongValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WrongValue'] = ResolversParentTypes['WrongValue']> = {
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  foundAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  repairedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  repairs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stored?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account?: AccountResolvers<ContextType>;
  AcknowledgeIncidentPayload?: AcknowledgeIncidentPayloadResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  AlsoOpen?: AlsoOpenResolvers<ContextType>;
  ApplySetupPayload?: ApplySetupPayloadResolvers<ContextType>;
  BalanceAt?: BalanceAtResolvers<ContextType>;
  Benefit?: BenefitResolvers<ContextType>;
  BlockIdentifierPayload?: BlockIdentifierPayloadResolvers<ContextType>;
  Boundary?: BoundaryResolvers<ContextType>;
  BoundaryHealth?: BoundaryHealthResolvers<ContextType>;
  Bridge?: BridgeResolvers<ContextType>;
  BridgeCause?: BridgeCauseResolvers<ContextType>;
  BridgeFinding?: BridgeFindingResolvers<ContextType>;
  BridgeRepair?: BridgeRepairResolvers<ContextType>;
  BridgeStep?: BridgeStepResolvers<ContextType>;
  BrowsingConnection?: BrowsingConnectionResolvers<ContextType>;
  BrowsingEdge?: BrowsingEdgeResolvers<ContextType>;
  BrowsingView?: BrowsingViewResolvers<ContextType>;
  CallerCheck?: CallerCheckResolvers<ContextType>;
  Campaign?: CampaignResolvers<ContextType>;
  ChangedAccount?: ChangedAccountResolvers<ContextType>;
  ClaimPurchasePayload?: ClaimPurchasePayloadResolvers<ContextType>;
  ClearTierOverridePayload?: ClearTierOverridePayloadResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Count?: CountResolvers<ContextType>;
  CountedAmount?: CountedAmountResolvers<ContextType>;
  Coupon?: CouponResolvers<ContextType>;
  CouponAttempt?: CouponAttemptResolvers<ContextType>;
  CouponChange?: CouponChangeResolvers<ContextType>;
  CouponConnection?: CouponConnectionResolvers<ContextType>;
  CouponEdge?: CouponEdgeResolvers<ContextType>;
  CreateCustomerPayload?: CreateCustomerPayloadResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerChange?: CustomerChangeResolvers<ContextType>;
  CustomerProblem?: CustomerProblemResolvers<ContextType>;
  CutOverDestinationPayload?: CutOverDestinationPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  DeclareDayPayload?: DeclareDayPayloadResolvers<ContextType>;
  DeclaredDay?: DeclaredDayResolvers<ContextType>;
  DeclaredDayConnection?: DeclaredDayConnectionResolvers<ContextType>;
  DeclaredDayEdge?: DeclaredDayEdgeResolvers<ContextType>;
  DestinationHealth?: DestinationHealthResolvers<ContextType>;
  DestinationPayload?: DestinationPayloadResolvers<ContextType>;
  DiagnosedDelivery?: DiagnosedDeliveryResolvers<ContextType>;
  DiagnosedOrder?: DiagnosedOrderResolvers<ContextType>;
  Diagnosis?: DiagnosisResolvers<ContextType>;
  DiagnosisFinding?: DiagnosisFindingResolvers<ContextType>;
  Eligibility?: EligibilityResolvers<ContextType>;
  EndTierGrantPayload?: EndTierGrantPayloadResolvers<ContextType>;
  EndpointAvailability?: EndpointAvailabilityResolvers<ContextType>;
  EnrolCustomerPayload?: EnrolCustomerPayloadResolvers<ContextType>;
  Entry?: EntryResolvers<ContextType>;
  EntryConnection?: EntryConnectionResolvers<ContextType>;
  EntryEdge?: EntryEdgeResolvers<ContextType>;
  EventTold?: EventToldResolvers<ContextType>;
  ExpiringLot?: ExpiringLotResolvers<ContextType>;
  ExpiryForecast?: ExpiryForecastResolvers<ContextType>;
  FieldDrift?: FieldDriftResolvers<ContextType>;
  GiveGoodwillPayload?: GiveGoodwillPayloadResolvers<ContextType>;
  GoodwillAllowance?: GoodwillAllowanceResolvers<ContextType>;
  GoodwillCoupon?: GoodwillCouponResolvers<ContextType>;
  GoodwillEffect?: GoodwillEffectResolvers<ContextType>;
  GoodwillGift?: GoodwillGiftResolvers<ContextType>;
  GoodwillReason?: GoodwillReasonResolvers<ContextType>;
  GrantTierPayload?: GrantTierPayloadResolvers<ContextType>;
  Handoff?: HandoffResolvers<ContextType>;
  HandoffConnection?: HandoffConnectionResolvers<ContextType>;
  HandoffEdge?: HandoffEdgeResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  HeldGroup?: HeldGroupResolvers<ContextType>;
  Hop?: HopResolvers<ContextType>;
  IdentifierStatusChange?: IdentifierStatusChangeResolvers<ContextType>;
  IdentifiersChange?: IdentifiersChangeResolvers<ContextType>;
  IdentityDecision?: IdentityDecisionResolvers<ContextType>;
  IdentityEvidence?: IdentityEvidenceResolvers<ContextType>;
  IdentityGraph?: IdentityGraphResolvers<ContextType>;
  IdentityLeaf?: IdentityLeafResolvers<ContextType>;
  IdentityMismatch?: IdentityMismatchResolvers<ContextType>;
  IdentityMismatchReason?: IdentityMismatchReasonResolvers<ContextType>;
  IdentitySurplus?: IdentitySurplusResolvers<ContextType>;
  InboundMessage?: InboundMessageResolvers<ContextType>;
  InboundMessageConnection?: InboundMessageConnectionResolvers<ContextType>;
  InboundMessageEdge?: InboundMessageEdgeResolvers<ContextType>;
  InboundMessageFault?: InboundMessageFaultResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  IncidentMute?: IncidentMuteResolvers<ContextType>;
  IncidentNotice?: IncidentNoticeResolvers<ContextType>;
  IngestPurchasesPayload?: IngestPurchasesPayloadResolvers<ContextType>;
  IntakeHour?: IntakeHourResolvers<ContextType>;
  IntakeReport?: IntakeReportResolvers<ContextType>;
  Interaction?: InteractionResolvers<ContextType>;
  InteractionChange?: InteractionChangeResolvers<ContextType>;
  InteractionConnection?: InteractionConnectionResolvers<ContextType>;
  InteractionEdge?: InteractionEdgeResolvers<ContextType>;
  InteractionResult?: InteractionResultResolvers<ContextType>;
  IssueCouponPayload?: IssueCouponPayloadResolvers<ContextType>;
  IssueCustomerTokenPayload?: IssueCustomerTokenPayloadResolvers<ContextType>;
  Lag?: LagResolvers<ContextType>;
  LiabilityReport?: LiabilityReportResolvers<ContextType>;
  LiabilityRow?: LiabilityRowResolvers<ContextType>;
  LinkIdentifierPayload?: LinkIdentifierPayloadResolvers<ContextType>;
  LookupHit?: LookupHitResolvers<ContextType>;
  Loyalty?: LoyaltyResolvers<ContextType>;
  Mapping?: MappingResolvers<ContextType>;
  MappingConnection?: MappingConnectionResolvers<ContextType>;
  MappingEdge?: MappingEdgeResolvers<ContextType>;
  MappingFault?: MappingFaultResolvers<ContextType>;
  MappingTrial?: MappingTrialResolvers<ContextType>;
  MappingVersion?: MappingVersionResolvers<ContextType>;
  MatchCandidate?: MatchCandidateResolvers<ContextType>;
  MatchCandidateConnection?: MatchCandidateConnectionResolvers<ContextType>;
  MatchCandidateEdge?: MatchCandidateEdgeResolvers<ContextType>;
  MaturingLot?: MaturingLotResolvers<ContextType>;
  MergeBalance?: MergeBalanceResolvers<ContextType>;
  MergeChange?: MergeChangeResolvers<ContextType>;
  MergeConflict?: MergeConflictResolvers<ContextType>;
  MergeCustomersPayload?: MergeCustomersPayloadResolvers<ContextType>;
  MergePreview?: MergePreviewResolvers<ContextType>;
  MergeSide?: MergeSideResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  MuteIncidentsPayload?: MuteIncidentsPayloadResolvers<ContextType>;
  NextBestAction?: NextBestActionResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Opening?: OpeningResolvers<ContextType>;
  OpeningConnection?: OpeningConnectionResolvers<ContextType>;
  OpeningEdge?: OpeningEdgeResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  OrderPoints?: OrderPointsResolvers<ContextType>;
  OrderReference?: OrderReferenceResolvers<ContextType>;
  Override?: OverrideResolvers<ContextType>;
  OverrideChange?: OverrideChangeResolvers<ContextType>;
  OverrideTierPayload?: OverrideTierPayloadResolvers<ContextType>;
  Owner?: OwnerResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PersonRecordResult?: PersonRecordResultResolvers<ContextType>;
  PlannedSetupChange?: PlannedSetupChangeResolvers<ContextType>;
  Points?: GraphQLScalarType;
  PointsBlock?: PointsBlockResolvers<ContextType>;
  PointsChange?: PointsChangeResolvers<ContextType>;
  PointsExplanation?: PointsExplanationResolvers<ContextType>;
  PointsHold?: PointsHoldResolvers<ContextType>;
  PointsHoldPayload?: PointsHoldPayloadResolvers<ContextType>;
  PointsPayload?: PointsPayloadResolvers<ContextType>;
  Predictions?: PredictionsResolvers<ContextType>;
  Presence?: PresenceResolvers<ContextType>;
  PresenceChange?: PresenceChangeResolvers<ContextType>;
  ProfileChange?: ProfileChangeResolvers<ContextType>;
  Programme?: ProgrammeResolvers<ContextType>;
  PurchaseEvent?: PurchaseEventResolvers<ContextType>;
  PurchaseResult?: PurchaseResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReadBackDifference?: ReadBackDifferenceResolvers<ContextType>;
  ReasonCount?: ReasonCountResolvers<ContextType>;
  ReceiptControl?: ReceiptControlResolvers<ContextType>;
  ReceiptGap?: ReceiptGapResolvers<ContextType>;
  RecordInteractionPayload?: RecordInteractionPayloadResolvers<ContextType>;
  RecordInteractionsPayload?: RecordInteractionsPayloadResolvers<ContextType>;
  RecordedTierChange?: RecordedTierChangeResolvers<ContextType>;
  RedeemCouponPayload?: RedeemCouponPayloadResolvers<ContextType>;
  Redemption?: RedemptionResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RefusedIdentifier?: RefusedIdentifierResolvers<ContextType>;
  ReleaseHeldPayload?: ReleaseHeldPayloadResolvers<ContextType>;
  ReplaceIdentifierPayload?: ReplaceIdentifierPayloadResolvers<ContextType>;
  ResolveMatchCandidatePayload?: ResolveMatchCandidatePayloadResolvers<ContextType>;
  ResolveRecordsPayload?: ResolveRecordsPayloadResolvers<ContextType>;
  RevealIdentifiersPayload?: RevealIdentifiersPayloadResolvers<ContextType>;
  ReverseRedemptionPayload?: ReverseRedemptionPayloadResolvers<ContextType>;
  RevokeCustomerTokensPayload?: RevokeCustomerTokensPayloadResolvers<ContextType>;
  Rollout?: RolloutResolvers<ContextType>;
  RuleCost?: RuleCostResolvers<ContextType>;
  RuleExplanation?: RuleExplanationResolvers<ContextType>;
  RulesetDifference?: RulesetDifferenceResolvers<ContextType>;
  RulesetPayload?: RulesetPayloadResolvers<ContextType>;
  RulesetVersion?: RulesetVersionResolvers<ContextType>;
  SaveMappingPayload?: SaveMappingPayloadResolvers<ContextType>;
  SetDestinationPayload?: SetDestinationPayloadResolvers<ContextType>;
  Setup?: SetupResolvers<ContextType>;
  SetupChange?: SetupChangeResolvers<ContextType>;
  SetupChangeConnection?: SetupChangeConnectionResolvers<ContextType>;
  SetupChangeEdge?: SetupChangeEdgeResolvers<ContextType>;
  ShadowCustomers?: ShadowCustomersResolvers<ContextType>;
  ShadowField?: ShadowFieldResolvers<ContextType>;
  ShadowGroup?: ShadowGroupResolvers<ContextType>;
  ShadowReport?: ShadowReportResolvers<ContextType>;
  ShadowSample?: ShadowSampleResolvers<ContextType>;
  SimulatedMove?: SimulatedMoveResolvers<ContextType>;
  SimulatedTier?: SimulatedTierResolvers<ContextType>;
  Simulation?: SimulationResolvers<ContextType>;
  Slo?: SloResolvers<ContextType>;
  SourceFreshness?: SourceFreshnessResolvers<ContextType>;
  SourceHealth?: SourceHealthResolvers<ContextType>;
  SourceHour?: SourceHourResolvers<ContextType>;
  SourceSign?: SourceSignResolvers<ContextType>;
  SplitCustomerPayload?: SplitCustomerPayloadResolvers<ContextType>;
  SplitPreview?: SplitPreviewResolvers<ContextType>;
  StaffOpening?: StaffOpeningResolvers<ContextType>;
  StaffOpeningConnection?: StaffOpeningConnectionResolvers<ContextType>;
  StaffOpeningEdge?: StaffOpeningEdgeResolvers<ContextType>;
  Statement?: StatementResolvers<ContextType>;
  Store?: StoreResolvers<ContextType>;
  StoreConnection?: StoreConnectionResolvers<ContextType>;
  StoreEdge?: StoreEdgeResolvers<ContextType>;
  StreamChange?: StreamChangeResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Tender?: TenderResolvers<ContextType>;
  Tier?: TierResolvers<ContextType>;
  TierCause?: TierCauseResolvers<ContextType>;
  TierChange?: TierChangeResolvers<ContextType>;
  TierChangeConnection?: TierChangeConnectionResolvers<ContextType>;
  TierChangeEdge?: TierChangeEdgeResolvers<ContextType>;
  TierExplanation?: TierExplanationResolvers<ContextType>;
  TierForecast?: TierForecastResolvers<ContextType>;
  TierGap?: TierGapResolvers<ContextType>;
  TierGrant?: TierGrantResolvers<ContextType>;
  TierProgress?: TierProgressResolvers<ContextType>;
  TillContext?: TillContextResolvers<ContextType>;
  TimelineConnection?: TimelineConnectionResolvers<ContextType>;
  TimelineEdge?: TimelineEdgeResolvers<ContextType>;
  TimelineItem?: TimelineItemResolvers<ContextType>;
  TrialCounts?: TrialCountsResolvers<ContextType>;
  TriedEvent?: TriedEventResolvers<ContextType>;
  TriedFault?: TriedFaultResolvers<ContextType>;
  TriedRecord?: TriedRecordResolvers<ContextType>;
  TriedRefusal?: TriedRefusalResolvers<ContextType>;
  TryMappingPayload?: TryMappingPayloadResolvers<ContextType>;
  UndeclaredDay?: UndeclaredDayResolvers<ContextType>;
  UndoGoodwillPayload?: UndoGoodwillPayloadResolvers<ContextType>;
  UnlinkIdentifierPayload?: UnlinkIdentifierPayloadResolvers<ContextType>;
  UnmergeChange?: UnmergeChangeResolvers<ContextType>;
  UnmergeCustomersPayload?: UnmergeCustomersPayloadResolvers<ContextType>;
  UnsplitCustomerPayload?: UnsplitCustomerPayloadResolvers<ContextType>;
  UpcomingChange?: UpcomingChangeResolvers<ContextType>;
  UpdateCustomerPayload?: UpdateCustomerPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  ValidateCouponPayload?: ValidateCouponPayloadResolvers<ContextType>;
  VerifyCallerPayload?: VerifyCallerPayloadResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WrongValue?: WrongValueResolvers<ContextType>;
};

