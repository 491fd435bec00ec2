/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar day without a time zone, `YYYY-MM-DD`, from 1900-01-01 to 2200-01-01. */
  Date: { input: string; output: string; }
  /** A moment: RFC 3339 text in UTC with six fractional digits, always, such as `2026-11-22T12:55:00.123456Z`. Texts sort as their moments do. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number as a string, such as `-12.50`; never a float. At most 40 characters, no exponent. */
  Decimal: { input: string; output: string; }
  /** A whole number of loyalty points as a string of digits, so that 64 bits survive JSON. May be negative where the field says so. */
  Points: { input: string; output: string; }
};

/** A kind of points. What may be spent is `active`: what is set aside (`reserved`, `blocked`) has left it. */
export type Account = {
  __typename?: 'Account';
  /** What may be spent now, without what is set aside; 0 when `negative` is above 0. */
  active: Scalars['Points']['output'];
  /** Set aside by staff until somebody has looked into it; not in `active`. */
  blocked: Scalars['Points']['output'];
  /** The next points to expire. Null when none will. */
  expiringNext?: Maybe<ExpiringLot>;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its customer. */
  id: Scalars['ID']['output'];
  /** How far below zero the wallet is, because spent points were taken back; 0 or above. */
  negative: Scalars['Points']['output'];
  /** Expected from orders that are not yet handed over and paid, or earned and not active yet. */
  pending: Scalars['Points']['output'];
  /** Set aside for a payment that is under way; not in `active`. */
  reserved: Scalars['Points']['output'];
  /** Code of the wallet, such as `points`. */
  wallet: Scalars['String']['output'];
  /** What `active` buys, in the programme's currency. Null when the wallet has no price. */
  worth?: Maybe<Money>;
};

/** A draft that is to be put into force. */
export type ActivateRulesetInput = {
  /** From when on, a minute ahead at least. As soon as it may when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** `revision` of the draft as it was seen. */
  expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  version: Scalars['Int']['input'];
};

/** Who did something. */
export type Actor = {
  __typename?: 'Actor';
  /** What kind of doer it is. */
  kind: ActorKind;
  /** Its name in the system that signs it in, such as an agent's user name; never a customer's name. */
  name: Scalars['String']['output'];
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
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Above 0 to give, below 0 to take points that may be spent. They do not count towards tiers. */
  points: Scalars['Points']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
  /** Code of the wallet. */
  wallet?: InputMaybe<Scalars['String']['input']>;
};

/** Points that are set aside for a payment. */
export type AuthorisePointsInput = {
  /** Who pays. */
  customer: CustomerIdentifierInput;
  /** After that many seconds they go back by themselves: 1 to 2592000; 900 when left out. */
  expiresInSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How many, 1 or more. */
  points: Scalars['Points']['input'];
  /** The caller's number of the payment, such as a receipt number; at most 255 characters. */
  reference?: InputMaybe<Scalars['String']['input']>;
  /** Code of the wallet. */
  wallet?: InputMaybe<Scalars['String']['input']>;
};

/** A wallet at an instant. */
export type BalanceAt = {
  __typename?: 'BalanceAt';
  /** Points that could be spent; below 0 when more had been taken back than there was. Those set aside for payments are not in it. */
  active: Scalars['Points']['output'];
  /** The instant. */
  at: Scalars['DateTime']['output'];
  /** Booked and not active yet. */
  maturing: Scalars['Points']['output'];
};

/** Something a tier gives. */
export type Benefit = {
  __typename?: 'Benefit';
  /** Unique within the programme. */
  code: Scalars['String']['output'];
  /** The name shown to customers. */
  name: Scalars['String']['output'];
  /** How many uses are left in this term. Null when it is not limited. */
  remaining?: Maybe<Scalars['Int']['output']>;
};


/** Something a tier gives. */
export type BenefitNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** An identifier that must not be accepted any more. */
export type BlockIdentifierInput = {
  /** Which. */
  identifier: IdentifierReferenceInput;
  /** Why; it is kept in the audit. */
  reason: BlockReason;
};

/** The answer to a block. */
export type BlockIdentifierPayload = {
  __typename?: 'BlockIdentifierPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed: `IDENTIFIER_NOT_FOUND`. */
  userErrors: Array<UserError>;
};

/** Points that nobody may spend until somebody looks into it. */
export type BlockPointsInput = {
  /** Whose points. */
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How many, 1 or more. */
  points: Scalars['Points']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
  /** Code of the wallet. */
  wallet?: InputMaybe<Scalars['String']['input']>;
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
  __typename?: 'Boundary';
  /** Unique, such as `signalled`. */
  code: Scalars['String']['output'];
  /** System before it. */
  from: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask a handoff. */
  id: Scalars['ID']['output'];
  /** Who is called when it is late. */
  owner: Owner;
  /** What to do when it is late: a path or an address. */
  runbook: Scalars['String']['output'];
  /** System behind it. */
  to: Scalars['String']['output'];
};

/** Whether one claim is right; never what would be. */
export type CallerCheck = {
  __typename?: 'CallerCheck';
  /** Kind of the claim. */
  kind: Scalars['String']['output'];
  /** Whether it is what we know. */
  matches: Scalars['Boolean']['output'];
};

/** Something the caller says, to be compared with what is known. */
export type CallerClaimInput = {
  /** `name`, or the kind of an identifier such as `email`, `phone` or `loyalty`. */
  kind: Scalars['String']['input'];
  /** What the caller says. */
  value: Scalars['String']['input'];
};

/** What coupons and messages are sent under. */
export type Campaign = Node & {
  __typename?: 'Campaign';
  /** Its code. */
  code: Scalars['String']['output'];
  /** Opaque. */
  id: Scalars['ID']['output'];
  /** What it is called among the staff. */
  name: Scalars['String']['output'];
};

/** A campaign, made when its code is first used. */
export type CampaignInput = {
  /** 1 to 64 letters, digits, dots and dashes. */
  code: Scalars['String']['input'];
  /** What it is called. Default: its code; later names change nothing. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** A payment with points that were set aside. */
export type CapturePointsInput = {
  /** `id` of what was set aside. */
  authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How many of them; the rest goes back. All when left out. */
  points?: InputMaybe<Scalars['Points']['input']>;
};

/** What is about to be bought. */
export type CartInput = {
  /** Codes that are in the basket already. */
  codes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** ISO 4217, upper case. */
  currencyCode: Scalars['String']['input'];
  /** At most 500. */
  lines: Array<CartLineInput>;
  /** Code of the store. Null online. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  till?: InputMaybe<Scalars['String']['input']>;
};

/** A line of a basket. */
export type CartLineInput = {
  /** Number of the article. */
  article: Scalars['String']['input'];
  /** Categories that the article is in. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What it is. Coupons look at ARTICLE lines alone. */
  kind: LineKind;
  /** The sender's own name for the line. */
  lineId: Scalars['ID']['input'];
  /** How many or how much, up to six decimals. */
  quantity: Scalars['Decimal']['input'];
  /** Percent. */
  taxRate?: InputMaybe<Scalars['Decimal']['input']>;
  /** Of one, incl. tax, before coupons. */
  unitPrice: Scalars['Decimal']['input'];
};

/** An account right after a change. `Loyalty.accounts` has it as it is now. */
export type ChangedAccount = {
  __typename?: 'ChangedAccount';
  /** Points that could be spent. */
  active: Scalars['Points']['output'];
  /** Points that were waiting for goods or money. */
  pending: Scalars['Points']['output'];
  /** Code of the wallet. */
  wallet: Scalars['String']['output'];
};

/** A guest's purchase that is a customer's: a receipt for which the card was forgotten, or an order without an account. */
export type ClaimPurchaseInput = {
  /** Whose it is. */
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** The purchase. */
  order: OrderReferenceInput;
  /** The day on the receipt: the till's business day, or the day of the purchase where the store is (without a store, in the programme's time zone). */
  purchasedOn: Scalars['Date']['input'];
  /** What was to be paid, as the receipt says. */
  total: MoneyInput;
};

/** The answer to a claim. */
export type ClaimPurchasePayload = {
  __typename?: 'ClaimPurchasePayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** The purchase, with what it earned. Null when there are `userErrors`. */
  order?: Maybe<Order>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `ORDER_NOT_FOUND` (no purchase has this number, total and day; which of them is wrong is not said; each is a miss, see `Query.customer`), `TOO_MANY_ATTEMPTS` (five wrong ones for this customer within an hour), `CLAIM_LIMIT` (30 claims by one person within 24 hours, unless the set-up says otherwise, a purchase that would bring more than what is left of the points that one person may give within 24 hours, or 10 claims for one customer within 30 days; a supervisor has none), `ORDER_TAKEN`, `ORDER_TOO_OLD` (over 90 days), `TEST_ORDER` or `NOT_A_PURCHASE` (a return). */
  userErrors: Array<UserError>;
};

/** The end of an override before its time. */
export type ClearTierOverrideInput = {
  /** Whose override. */
  customer: CustomerIdentifierInput;
  /** `version` of the override that is to end. */
  expectedVersion: Scalars['Int']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
};

/** The answer to clearing an override. */
export type ClearTierOverridePayload = {
  __typename?: 'ClearTierOverridePayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** The override in force now: after `VERSION_CONFLICT` the one that was not expected, else null. */
  override?: Maybe<Override>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NO_OVERRIDE`, `REASON_INVALID` or `VERSION_CONFLICT`. */
  userErrors: Array<UserError>;
};

/** Something a customer is known by: an email address, a telephone number, a card, a number of another system. */
export type Contact = {
  __typename?: 'Contact';
  /** The value as the viewer may see it, such as `j***@example.com` or `***4711`. */
  display: Scalars['String']['output'];
  /** Opaque; for replacing or blocking it without knowing its value. */
  id: Scalars['ID']['output'];
  /** `email`, `phone`, `loyalty`, `card`, `device`, or the code of the system whose number it is. */
  kind: Scalars['String']['output'];
  /** Whether it is in use. */
  status: IdentifierStatus;
  /** Whether its holder has proved it, as far as the source told. */
  verified: Scalars['Boolean']['output'];
  /** How much of the value `display` shows. */
  visibility: Visibility;
};

/** A number of things, counted up to a limit. */
export type Count = {
  __typename?: 'Count';
  /** False when counting stopped at its limit. */
  exact: Scalars['Boolean']['output'];
  /** The number; a lower bound when `exact` is false. */
  value: Scalars['Int']['output'];
};

/** An amount and what it counts for. */
export type CountedAmount = {
  __typename?: 'CountedAmount';
  /** The amount. */
  amount: Money;
  /** By what it was multiplied; 1 without a multiplier. */
  factor: Scalars['Decimal']['output'];
};

/** A personal coupon, or a public code that everybody may use. */
export type Coupon = Node & {
  __typename?: 'Coupon';
  /** The latest attempts at it, refused ones too, newest first. */
  attempts: Array<CouponAttempt>;
  /** What it was issued under. Null for none, and for the customer's own eyes. */
  campaign?: Maybe<Campaign>;
  /** As it is printed. Case, spaces and dashes do not matter when it is typed in. */
  code: Scalars['String']['output'];
  /** Whether it could be used now, by its customer, and everything that stands against it. What is not told is not held against it. Reading leaves no trace; `validateCoupon` puts the attempt on record. */
  eligibility: Eligibility;
  /** Where else it can be used, and since when. Empty as long as nothing is sent anywhere. */
  endpoints: Array<EndpointAvailability>;
  /** Opaque. */
  id: Scalars['ID']['output'];
  /** Why it was issued, in the words of whoever did. Null when not said, and for the customer's own eyes. */
  issuedBecause?: Maybe<Scalars['String']['output']>;
  /** What it is called. */
  name: Scalars['String']['output'];
  /** The latest redemptions, at most 100, newest first. */
  redemptions: Array<Redemption>;
  /** As of now: a coupon that nobody has used by `validUntil` is EXPIRED. */
  state: CouponState;
  /** It can be used from this moment on. */
  validFrom: Scalars['DateTime']['output'];
  /** It can be used until just before this moment. */
  validUntil: Scalars['DateTime']['output'];
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
  __typename?: 'CouponAttempt';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** `ELIGIBLE` (only checked), `REDEEMED`, `RECORDED` (an offline till's), `REVERSED` or `REFUSED`. */
  outcome: Scalars['String']['output'];
  /** Why it was refused, the weightiest reason. Null when it was not. */
  refusal?: Maybe<Refusal>;
  /** Where. Null when no store was named, or it is gone. */
  store?: Maybe<Store>;
  /** Number of the till in its store. */
  till?: Maybe<Scalars['String']['output']>;
};

/** A coupon was issued, redeemed or given back. */
export type CouponChange = StreamChange & {
  __typename?: 'CouponChange';
  /** What happened to it. */
  change: CouponChangeKind;
  /** The coupon as it is now. Null when the viewer may not see it. */
  coupon?: Maybe<Coupon>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
};

/** What happened to a coupon. */
export type CouponChangeKind =
  /** The customer got it. */
  | 'ISSUED'
  /** It was used. */
  | 'REDEEMED'
  /** A use of it was taken back. */
  | 'REVERSED';

/** When a coupon can be used. What is left out or empty asks for nothing; lists name alternatives. */
export type CouponConditionsInput = {
  /** Articles that it is for. */
  articles?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The least that the lines it is for come to. */
  basketMin?: InputMaybe<MoneyInput>;
  /** Categories that it is for. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Codes of channels. */
  channels?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Codes of stores. */
  stores?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Codes of tiers. An honoured coupon asks for one of them when it is issued, a LIVE one when it is used. Who may not see customers cannot issue an honoured one for tiers to a customer (FORBIDDEN): the answer would tell the customer's tier. */
  tiers?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A page of coupons. */
export type CouponConnection = {
  __typename?: 'CouponConnection';
  /** The same with their cursors. */
  edges: Array<CouponEdge>;
  /** The coupons of this page. */
  nodes: Array<Coupon>;
  /** Where the page ends. */
  pageInfo: PageInfo;
};

/** A coupon in a list. */
export type CouponEdge = {
  __typename?: 'CouponEdge';
  /** Give it as `after` to read on behind this coupon. */
  cursor: Scalars['String']['output'];
  /** The coupon. */
  node: Coupon;
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
  { amount: MoneyInput; freeArticle?: never; percent?: never; }
  |  /** Number of an article that is free. */
  { amount?: never; freeArticle: Scalars['String']['input']; percent?: never; }
  |  /** Percent off, above 0, at most 100. */
  { amount?: never; freeArticle?: never; percent: Scalars['Decimal']['input']; };

/** A customer to make. */
export type CreateCustomerInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** What the customer is to be known by: 1 to 20, which nobody may hold. */
  identifiers: Array<PurchaseIdentifierInput>;
  /** Preferred language, BCP 47. */
  language?: InputMaybe<Scalars['String']['input']>;
  /** Full name, at most 512 bytes. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to a new customer. */
export type CreateCustomerPayload = {
  __typename?: 'CreateCustomerPayload';
  /** The customer, with the purchases that had waited for one of the identifiers. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nobody was made: `IDENTIFIER_TAKEN`, `LANGUAGE_MALFORMED`, or the code of a malformed identifier or text. */
  userErrors: Array<UserError>;
};

/** A new draft of rules. */
export type CreateRulesetDraftInput = {
  /** JSON or YAML, as docs/rulesets.md describes it. `version` may be left out: it is given. */
  document: Scalars['String']['input'];
};

/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type Customer = Node & {
  __typename?: 'Customer';
  /** Personal coupons of the customer and of everybody merged into it, latest issued first. Null when the section could not be read. */
  coupons?: Maybe<CouponConnection>;
  /** Marks that change what may be done for this customer. Empty for the customer's own token: a suspicion is not for its eyes. */
  flags: Array<CustomerFlag>;
  /** Opaque. Stays valid after a merge: it then answers with a shell, and `customer(by: {id})` with the survivor. */
  id: Scalars['ID']['output'];
  /** What the customer is known by, oldest first. Values are shortened to what the viewer may see. */
  identifiers: Array<Contact>;
  /** Complaints, contacts, messages and cases, latest `at` first. Null for a till, and when the section could not be read. */
  interactions?: Maybe<InteractionConnection>;
  /** Preferred language, BCP 47. Null when not known. */
  language?: Maybe<Scalars['String']['output']>;
  /** Membership, tier and points. Null when the customer is no member, or the section could not be read. */
  loyalty?: Maybe<Loyalty>;
  /** The customer that this one turned out to be. Null on a live customer. */
  mergedInto?: Maybe<Customer>;
  /** Full name. Null when no source told it, or it was erased. */
  name?: Maybe<Scalars['String']['output']>;
  /** Who of the staff had the customer open, anywhere and in whatever role, by the hour, latest first: searching for the customer, opening it and changing it, not tills, nor the customer's own page. Kept for a year. Null for all but supervisors and admins. */
  openedBy?: Maybe<OpeningConnection>;
  /** Orders of the customer and of everybody merged into it, latest `placedAt` first. Null when the section could not be read. */
  orders?: Maybe<OrderConnection>;
  /** What a model expects of the customer. Null until a model is connected. */
  predictions?: Maybe<Predictions>;
  /** What stands in the customer's way, oldest first. Null when it could not be worked out. */
  problems?: Maybe<Array<CustomerProblem>>;
  /** How fresh each part of this page is, one per registered source. Answered even where a section could not be. */
  sources: Array<SourceFreshness>;
  /** Where the customer's stream stands: give it as `after` to `tierChanged` or `customerChanged`, and whatever changes after this read is pushed. Select it beside what you show. Null on an absorbed customer. */
  streamCursor?: Maybe<Scalars['String']['output']>;
  /** Everything on record, latest first: purchases, points, tiers, coupons, contacts, identifiers and, for staff, who looked. Null when it could not be read. */
  timeline?: Maybe<TimelineConnection>;
  /** Rises with every change of name, language or marks; see `updateCustomer`. 0 when nobody has told any. */
  version: Scalars['Int']['output'];
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerCouponsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  state?: InputMaybe<Array<CouponState>>;
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
export type CustomerOpenedByArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  status?: InputMaybe<Array<OrderStatus>>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerTimelineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  kinds?: InputMaybe<Array<TimelineKind>>;
};

/** Something that changed about a customer. Treat types you do not know as a reason to read the customer again. */
export type CustomerChange = CouponChange | IdentifiersChange | InteractionChange | OverrideChange | PointsChange | ProfileChange | TierChange;

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
  { couponCode: Scalars['String']['input']; deviceToken?: never; email?: never; external?: never; id?: never; loyaltyNumber?: never; order?: never; phone?: never; }
  |  /** The token of a device or browser. */
  { couponCode?: never; deviceToken: Scalars['String']['input']; email?: never; external?: never; id?: never; loyaltyNumber?: never; order?: never; phone?: never; }
  |  /** An email address, in any case. */
  { couponCode?: never; deviceToken?: never; email: Scalars['String']['input']; external?: never; id?: never; loyaltyNumber?: never; order?: never; phone?: never; }
  |  /** The number another system knows the customer by. */
  { couponCode?: never; deviceToken?: never; email?: never; external: ExternalInput; id?: never; loyaltyNumber?: never; order?: never; phone?: never; }
  |  /** The customer's `id`; an absorbed one leads to its survivor. */
  { couponCode?: never; deviceToken?: never; email?: never; external?: never; id: Scalars['ID']['input']; loyaltyNumber?: never; order?: never; phone?: never; }
  |  /** The number on the loyalty card or in the app. */
  { couponCode?: never; deviceToken?: never; email?: never; external?: never; id?: never; loyaltyNumber: Scalars['String']['input']; order?: never; phone?: never; }
  |  /** An order of the customer; null for a guest's order. */
  { couponCode?: never; deviceToken?: never; email?: never; external?: never; id?: never; loyaltyNumber?: never; order: OrderReferenceInput; phone?: never; }
  |  /** A telephone number with its country code, such as `+49 30 1234567`; separators do not matter. */
  { couponCode?: never; deviceToken?: never; email?: never; external?: never; id?: never; loyaltyNumber?: never; order?: never; phone: Scalars['String']['input']; };

/** Something that stands in the way of a customer, found without being asked for. */
export type CustomerProblem = {
  __typename?: 'CustomerProblem';
  /** Stable and made for programs, such as `ORDER_NOT_HANDED_OVER`. What an order is flagged for is one each, since it was placed: `ORDER_OVER_RETURNED`, `ORDER_OVER_FULFILLED`, `ORDER_OVER_REFUNDED` (more money was given back than was left of it), `ORDER_MIXED_CURRENCY`. */
  code: Scalars['String']['output'];
  /** The order it is about. Null when it is about none. */
  order?: Maybe<Order>;
  /** For people, in English. */
  sentence: Scalars['String']['output'];
  /** Since when. */
  since: Scalars['DateTime']['output'];
  /** What the reader can do. Null when there is nothing to do but wait. */
  suggestedAction?: Maybe<Scalars['String']['output']>;
};

/** Whether a coupon can be used. */
export type Eligibility = {
  __typename?: 'Eligibility';
  /** What its identity conditions are judged by. */
  basis: EligibilityBasis;
  /** When it was judged. */
  evaluatedAt: Scalars['DateTime']['output'];
  /** Nothing stands against it. */
  redeemable: Scalars['Boolean']['output'];
  /** Everything that stands against it, final reasons first. */
  refusals: Array<Refusal>;
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
  customer: CustomerIdentifierInput;
  /** `id` of the grant that is to end. */
  grant: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
};

/** The answer to ending a grant. */
export type EndTierGrantPayload = {
  __typename?: 'EndTierGrantPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NO_GRANT` or `REASON_INVALID`. */
  userErrors: Array<UserError>;
};

/** A system that takes coupons, and whether it has this one. */
export type EndpointAvailability = {
  __typename?: 'EndpointAvailability';
  /** Since when it takes the coupon. Null: not yet. */
  availableAt?: Maybe<Scalars['DateTime']['output']>;
  /** Code of the system. */
  endpoint: Scalars['String']['output'];
  /** From issue to there, milliseconds. */
  latencyMs?: Maybe<Scalars['Int']['output']>;
  /** What stands in the way. Null: nothing. */
  problem?: Maybe<Scalars['String']['output']>;
};

/** A customer who joins the programme. */
export type EnrolCustomerInput = {
  /** Code of the channel where it happened. */
  channel?: InputMaybe<Scalars['String']['input']>;
  /** Who joins. */
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Code of the store where it happened. A till's own store is used when it is left out, and a till may name no other. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** Version of the terms that the customer agreed to. */
  termsVersion?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to an enrolment. */
export type EnrolCustomerPayload = {
  __typename?: 'EnrolCustomerPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `ALREADY_MEMBER` or `MEMBERSHIP_CLOSED`. */
  userErrors: Array<UserError>;
};

/** A movement of points, as the ledger keeps it for ever. */
export type Entry = {
  __typename?: 'Entry';
  /** When it was written. */
  bookedAt: Scalars['DateTime']['output'];
  /** Who or what made it; what time did, by the rule that says so (`RULE`). Null for the customer's own token. */
  by?: Maybe<Actor>;
  /** When it counts. */
  effectiveAt: Scalars['DateTime']['output'];
  /** The purchase event that caused it. Null when a command or time did. */
  event?: Maybe<PurchaseEvent>;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its statement. */
  id: Scalars['ID']['output'];
  /** Such as `EARNED`, `REVERSED`, `SPENT` or `EXPIRED`. More may come. */
  kind: Scalars['String']['output'];
  /** The order it is of. Null when there is none, or the viewer may not see it. */
  order?: Maybe<Order>;
  /** What it added to the points; below 0 when it took some, 0 when points only became active. */
  points: Scalars['Points']['output'];
  /** Whether it also counts towards tiers. */
  qualifying: Scalars['Boolean']['output'];
  /** What staff wrote as the reason. Null where there is none, and for the customer's own token. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Code of the rule that gave or took the points. Null when a command did. */
  rule?: Maybe<Scalars['String']['output']>;
  /** Version of the rules it was made under. */
  rulesetVersion: Scalars['Int']['output'];
  /** The same as a sentence. */
  sentence: Scalars['String']['output'];
  /** Where it was made. Null when it was in no store. */
  store?: Maybe<Store>;
};


/** A movement of points, as the ledger keeps it for ever. */
export type EntrySentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A page of entries. */
export type EntryConnection = {
  __typename?: 'EntryConnection';
  /** The same with their cursors. */
  edges: Array<EntryEdge>;
  /** The entries. */
  nodes: Array<Entry>;
  /** Where the page ends. */
  pageInfo: PageInfo;
};

/** An entry with its place. */
export type EntryEdge = {
  __typename?: 'EntryEdge';
  /** Give it as `after` to read on from here. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: Entry;
};

/** Points that expire together. */
export type ExpiringLot = {
  __typename?: 'ExpiringLot';
  /** When they expire. */
  at: Scalars['DateTime']['output'];
  /** How many are left of them. */
  points: Scalars['Points']['output'];
};

/** Points that expire at the end of one day if nobody spends them. */
export type ExpiryForecast = {
  __typename?: 'ExpiryForecast';
  /** Customers who have some of them. */
  customers: Scalars['Int']['output'];
  /** The last day on which they can be spent. */
  day: Scalars['Date']['output'];
  /** How many. */
  points: Scalars['Points']['output'];
  /** Code of the wallet. */
  wallet: Scalars['String']['output'];
  /** What they buy. Null when the wallet has no price. */
  worth?: Maybe<Money>;
};

/** A number of another system. */
export type ExternalInput = {
  /** Its number, at most 512 bytes. */
  id: Scalars['String']['input'];
  /** The system, such as `erp`, `crm` or `shop`. */
  source: Scalars['String']['input'];
};

/** A tier that is given to a customer. */
export type GrantTierInput = {
  /** Who gets it. */
  customer: CustomerIdentifierInput;
  /** The first instant after it, at most 12 months away. Leaving it out, or a later one, needs a supervisor. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why it is given. */
  kind: TierGrantKind;
  /** PIN needs a supervisor. */
  mode?: InputMaybe<OverrideMode>;
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
  /** `id` of the grant of the same kind that this one takes the place of. Left out: none is in force. */
  replaces?: InputMaybe<Scalars['ID']['input']>;
  /** Code of the tier. */
  tier: Scalars['String']['input'];
};

/** The answer to giving a tier. */
export type GrantTierPayload = {
  __typename?: 'GrantTierPayload';
  /** The customer as it is now, with its `grants`. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_A_MEMBER`, `UNKNOWN_TIER`, `REASON_INVALID`, `EXPIRES_AT_PASSED`, `EXPIRES_AT_TOO_LATE` or `GRANT_CONFLICT`. */
  userErrors: Array<UserError>;
};

/** One purchase event's way through the systems: captured, received by the ERP, signalled, received here, evaluated. */
export type Handoff = Node & {
  __typename?: 'Handoff';
  /** Where it is held or was rejected; else the first hop that is late or missing. Null when there is none. */
  firstProblem?: Maybe<Hop>;
  /** The boundaries it crosses, in order; those it is not expected to cross are listed too, when a time is known. */
  hops: Array<Hop>;
  /** Opaque. */
  id: Scalars['ID']['output'];
  /** The order it became part of. Null while it is held, and when it was rejected. */
  order?: Maybe<Order>;
  /** The numbers that the event names. */
  references: Array<OrderReference>;
};

/** A page of handoffs, newest first. */
export type HandoffConnection = {
  __typename?: 'HandoffConnection';
  /** The same handoffs, each with its cursor. */
  edges: Array<HandoffEdge>;
  /** The handoffs. */
  nodes: Array<Handoff>;
  /** Whether and where it goes on. */
  pageInfo: PageInfo;
  /** How many match the filter; a lower bound when there are more than are counted. */
  totalCount: Count;
};

/** A handoff and its place in the list. */
export type HandoffEdge = {
  __typename?: 'HandoffEdge';
  /** Give it as `after` to read on behind this handoff. */
  cursor: Scalars['String']['output'];
  /** The handoff. */
  node: Handoff;
};

/** Which handoffs; all given fields must match. */
export type HandoffFilter = {
  /** Received at least this many minutes ago. */
  olderThanMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** Numbers of orders, at most 100: only events of these orders, and events held for them. */
  references?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Code of the source that sent the event. */
  source?: InputMaybe<Scalars['String']['input']>;
  /** At least one hop is in one of these states: `OK`, `LATE`, `PENDING`, `MISSING`, `HELD`, `REJECTED`, `NOT_EXPECTED`. */
  state?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Code of the boundary where the first problem is; one that is not set up is refused. */
  stoppedAt?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. */
  store?: InputMaybe<Scalars['String']['input']>;
};

/** Events that wait for the same kind of thing. */
export type HeldGroup = {
  __typename?: 'HeldGroup';
  /** Their worth per currency, sorted by currency: the paid amounts of their lines, returns and refunds negative. */
  amounts: Array<Money>;
  /** How many. */
  count: Scalars['Int']['output'];
  /** When the oldest of them was received. */
  oldest: Scalars['DateTime']['output'];
  /** What happens to them then. */
  outcome: Scalars['String']['output'];
  /** Who can make them go on. */
  owner: Owner;
  /** What they wait for, such as `UNKNOWN_CUSTOMER`. */
  reason: Scalars['String']['output'];
  /** Some of them, oldest first. */
  sample: Array<Handoff>;
  /** When the first of them reaches the end of its maximum age. Null when they wait without end. */
  settlesAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Events that wait for the same kind of thing. */
export type HeldGroupSampleArgs = {
  first: Scalars['Int']['input'];
};

/** The crossing of one boundary between two systems. */
export type Hop = {
  __typename?: 'Hop';
  /** When it arrived on the far side. Null when that is not known. */
  at?: Maybe<Scalars['DateTime']['output']>;
  /** The boundary. */
  boundary: Boundary;
  /** What is known about it, such as why the event is held. Null when there is nothing to add. */
  detail?: Maybe<Scalars['String']['output']>;
  /** Whether this event is to tell of it: its channel crosses the boundary, and its source tells of that, or the event does. */
  expected: Scalars['Boolean']['output'];
  /** Milliseconds since the hop before it. Null when one of the two times is not known. */
  lagMs?: Maybe<Scalars['Int']['output']>;
  /** `OK`, `LATE` (arrived after its time), `PENDING` (not yet, still in time), `MISSING` (not, though its time is over), `HELD` (it waits here, see `detail`), `REJECTED` (refused here), `NOT_EXPECTED`. */
  state: Scalars['String']['output'];
};

/** One way to name something a customer is known by; exactly one field. */
export type IdentifierReferenceInput =
  /** The `id` of a customer's identifier. */
  { id: Scalars['ID']['input']; value?: never; }
  |  /** Its kind and whole value. */
  { id?: never; value: PurchaseIdentifierInput; };

/** Whether an identifier is in use. */
export type IdentifierStatus =
  /** In use. */
  | 'ACTIVE'
  /** Reported lost or misused; it still finds the customer, but must not be accepted at a till. */
  | 'BLOCKED'
  /** Another one took its place; it still finds the customer. */
  | 'REPLACED';

/** One identifier of which the status changed, or which is new. */
export type IdentifierStatusChange = {
  __typename?: 'IdentifierStatusChange';
  /** What it is: `email`, `phone`, `loyalty`, `card` or the code of a system. */
  kind: Scalars['String']['output'];
  /** Its status since. */
  status: IdentifierStatus;
};

/** What the customer is known by changed. */
export type IdentifiersChange = StreamChange & {
  __typename?: 'IdentifiersChange';
  /** What changed, without the identifiers themselves. */
  changes: Array<IdentifierStatusChange>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
};

/** Purchase events to take in. */
export type IngestPurchasesInput = {
  /** 1 to 500 events. Several of one order, and of one customer, may stand in one call. */
  events: Array<PurchaseEventInput>;
};

/** What became of the events of a call. */
export type IngestPurchasesPayload = {
  __typename?: 'IngestPurchasesPayload';
  /** One per event, in the order of the input. */
  results: Array<PurchaseResult>;
  /** Always empty: what is wrong with an event stands in its result. Here so that every payload looks alike. */
  userErrors: Array<UserError>;
};

/** Something that happened between a customer and the retailer beside purchases. */
export type Interaction = Node & {
  __typename?: 'Interaction';
  /** When it happened, by its source's clock. */
  at: Scalars['DateTime']['output'];
  /** Code of the campaign that it belongs to. Null when it belongs to none, and for the customer's own eyes. */
  campaignCode?: Maybe<Scalars['String']['output']>;
  /** Number of the case within the source. Null for what has none. */
  caseNumber?: Maybe<Scalars['String']['output']>;
  /** Where it happened, such as `phone`, `email`, `store`; as its source calls it. */
  channel: Scalars['String']['output'];
  /** Opaque. */
  id: Scalars['ID']['output'];
  /** `COMPLAINT`, `CONTACT`, `MESSAGE_SENT`, `MESSAGE_OPENED`, `CASE_OPENED`, `CASE_RESOLVED` or `GOODWILL`. */
  kind: Scalars['String']['output'];
  /** The order it is about. Null when it is about none, or its number is not known, or known to several sources and none was named. */
  order?: Maybe<Order>;
  /** When it was recorded here. */
  recordedAt: Scalars['DateTime']['output'];
  /** Code of the system that told it. */
  source: Scalars['String']['output'];
  /** `OPEN` or `RESOLVED` for what has a case: derived from all that was told of the case, whichever came first. Null for what has none. */
  status?: Maybe<Scalars['String']['output']>;
  /** What it was about, in people's words. Empty when the source told none, or it was erased. */
  subject: Scalars['String']['output'];
};

/** An interaction was recorded. Not for tills. */
export type InteractionChange = StreamChange & {
  __typename?: 'InteractionChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** The interaction as it is now. Null when the viewer may not see it. */
  interaction?: Maybe<Interaction>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
};

/** A page of interactions. */
export type InteractionConnection = {
  __typename?: 'InteractionConnection';
  /** The same interactions, each with its cursor. */
  edges: Array<InteractionEdge>;
  /** The interactions. */
  nodes: Array<Interaction>;
  /** Whether and where it goes on. */
  pageInfo: PageInfo;
};

/** An interaction and its place in the list. */
export type InteractionEdge = {
  __typename?: 'InteractionEdge';
  /** Give it as `after` to read on behind this interaction. */
  cursor: Scalars['String']['output'];
  /** The interaction. */
  node: Interaction;
};

/** One interaction to record. Every value is checked for itself, so that one bad interaction fails alone. */
export type InteractionInput = {
  /** Code of the campaign that it belongs to, at most 128 bytes. */
  campaignCode?: InputMaybe<Scalars['String']['input']>;
  /** Number of the case within the source, at most 128 bytes; required for `CASE_OPENED` and `CASE_RESOLVED`, and what ties a complaint to its resolution. */
  caseNumber?: InputMaybe<Scalars['String']['input']>;
  /** Where it happened, such as `phone`, `email`, `store`; at most 128 bytes. */
  channel: Scalars['String']['input'];
  /** What the customer is known by; of several, the source's best-ranked one that somebody holds. Required without `customerId`. */
  customer?: InputMaybe<Array<PurchaseIdentifierInput>>;
  /** The customer's `id`. It goes before `customer`. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Unique within the source, at most 255 bytes. The same id again answers `duplicate`. */
  externalId: Scalars['String']['input'];
  /** `COMPLAINT`, `CONTACT`, `MESSAGE_SENT`, `MESSAGE_OPENED`, `CASE_OPENED`, `CASE_RESOLVED` or `GOODWILL`. */
  kind: Scalars['String']['input'];
  /** When it happened there, RFC 3339 with offset; not in the future. */
  occurredAt: Scalars['String']['input'];
  /** The order it is about. It need not be here yet. */
  order?: InputMaybe<SourceNumberInput>;
  /** Who says so, such as `crm`; must be registered. */
  source: Scalars['String']['input'];
  /** What it was about: one line, at most 500 bytes. Personal; it can be erased. */
  subject?: InputMaybe<Scalars['String']['input']>;
};

/** What became of one interaction of a call. */
export type InteractionResult = {
  __typename?: 'InteractionResult';
  /** As of a single one. */
  duplicate: Scalars['Boolean']['output'];
  /** Place in the call, from 0. */
  index: Scalars['Int']['output'];
  /** As of a single one. */
  interaction?: Maybe<Interaction>;
  /** As of a single one; `field` starts within the interaction. */
  userErrors: Array<UserError>;
};

/** A coupon to be issued. */
export type IssueCouponInput = {
  /** What its identity conditions are judged by. Default: HONOURED_AT_ISSUE for a personal coupon; a public code is LIVE. */
  basis?: InputMaybe<EligibilityBasis>;
  /** What it is issued under. */
  campaign?: InputMaybe<CampaignInput>;
  /** A public code that somebody thought of, 4 to 32 letters and digits. Null: one that cannot be guessed is made. Personal coupons always get one. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** When it can be used. */
  conditions?: InputMaybe<CouponConditionsInput>;
  /** Whose it will be. Null: a public code. */
  customer?: InputMaybe<CustomerIdentifierInput>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, for whoever is asked about it later, at most 200 characters. No personal data. */
  issuedBecause?: InputMaybe<Scalars['String']['input']>;
  /** What it is called, at least in one language. */
  names: Array<LocalisedTextInput>;
  /** Segments that the customer was chosen by, kept as they were. */
  segments?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How often it can be used. Default: once for a personal coupon, without limit for a public code. */
  uses?: InputMaybe<Scalars['Int']['input']>;
  /** How often one customer can use it. Then the till has to say who it is. */
  usesPerCustomer?: InputMaybe<Scalars['Int']['input']>;
  /** Default: now. */
  validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** It can be used until just before this moment. */
  validUntil: Scalars['DateTime']['input'];
  /** What it gives. */
  value: CouponValueInput;
};

/** The answer to issuing a coupon. */
export type IssueCouponPayload = {
  __typename?: 'IssueCouponPayload';
  /** The coupon. Null when there are `userErrors`. */
  coupon?: Maybe<Coupon>;
  /** Why nothing was issued: `CUSTOMER_NOT_FOUND` (a miss: RATE_LIMITED for whoever has too many), `CODE_TAKEN`, `TIER_NEEDED` or `COUPON_LIMIT`: what an agent issues counts, by all the uses it allows, to what one person gives within 24 hours (see `adjustPoints`), with the points that the amount would buy; of coupons without such a price (a percentage, an article, another currency) 10 uses, unless the set-up says otherwise. A code without a limit of uses is for marketing and supervisors. */
  userErrors: Array<UserError>;
};

/** For whom a storefront needs a token. */
export type IssueCustomerTokenInput = {
  /** Whom the shop has signed in: by `id`, `email`, `phone`, `loyaltyNumber` or `external`. */
  customer: CustomerIdentifierInput;
};

/** A token for one customer's own page. */
export type IssueCustomerTokenPayload = {
  __typename?: 'IssueCustomerTokenPayload';
  /** When it ends, 15 minutes after it was made. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** To be sent as `Authorization: Bearer ...`; sees this customer alone. Null when there are `userErrors`. */
  token?: Maybe<Scalars['String']['output']>;
  /** Why there is none: `CUSTOMER_NOT_FOUND`. */
  userErrors: Array<UserError>;
};

/** What the programme owes its customers at the end of a day, from the ledger alone. */
export type LiabilityReport = {
  __typename?: 'LiabilityReport';
  /** The day. */
  asOf: Scalars['Date']['output'];
  /** By the market of the store where it was booked (`online` for none) and wallet. Points earned in one market and spent in another show in both. */
  byMarket: Array<LiabilityRow>;
};

/** What is owed in one market and wallet. */
export type LiabilityRow = {
  __typename?: 'LiabilityRow';
  /** `fairValue` less the expected breakage. Null when the wallet has no price. */
  deferredRevenue?: Maybe<Money>;
  /** Share of what was given that has expired so far: what may be expected of the rest. */
  expectedBreakage: Scalars['Float']['output'];
  /** Points that nobody spent in time. */
  expired: Scalars['Points']['output'];
  /** What they buy. Null when the wallet has no price. */
  fairValue?: Maybe<Money>;
  /** Points given, less what returns took back. */
  issued: Scalars['Points']['output'];
  /** Market of the store; `online` for what was in none. */
  market: Scalars['String']['output'];
  /** Points that customers hold, active or not. */
  outstanding: Scalars['Points']['output'];
  /** Points paid with or set aside for payments. */
  redeemed: Scalars['Points']['output'];
  /** Code of the wallet. */
  wallet: Scalars['String']['output'];
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

/** A text in a language. */
export type LocalisedTextInput = {
  /** Language, BCP 47, such as `de`. */
  locale: Scalars['String']['input'];
  /** The text, at most 200 characters. */
  text: Scalars['String']['input'];
};

/** Something found by what somebody typed; shortened to what a search may show. */
export type LookupHit = {
  __typename?: 'LookupHit';
  /** The coupon, when the text is one's code. */
  coupon?: Maybe<Coupon>;
  /** The customer behind it, masked; open it by its `id` to see more. Null for a guest's order and a public code. */
  customer?: Maybe<Customer>;
  /** The found value, masked; a coupon's code as it is printed. */
  display: Scalars['String']['output'];
  /** The purchase event that names the number, while it is held and part of no order; `firstProblem` says what it waits for. Null otherwise. */
  handoff?: Maybe<Handoff>;
  /** What tells its customer from the others that look alike under their masks: tier, since when a member, day and shop of the last order. Null when there is no customer. */
  hint?: Maybe<Scalars['String']['output']>;
  /** What the text is: `email`, `phone`, `loyalty`, `card`, the code of a system, `order`, `receipt` or `coupon`. */
  kind: Scalars['String']['output'];
  /** The order, when the text is one's number. */
  order?: Maybe<Order>;
};


/** Something found by what somebody typed; shortened to what a search may show. */
export type LookupHitHintArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type Loyalty = {
  __typename?: 'Loyalty';
  /** Points by wallet, sorted by wallet; those of everybody merged into this customer included. */
  accounts: Array<Account>;
  /** A wallet as it stood at an instant: by what had been recorded by then, so that what became known later does not change it. */
  balance: BalanceAt;
  /** When the customer joined. */
  enrolledAt: Scalars['DateTime']['output'];
  /** Tiers given otherwise that are in force: as a welcome, for a status elsewhere, against payment, from the programme before. The latest last. Empty for the customer's own token. */
  grants: Array<TierGrant>;
  /** Every change of the tier and of what it rests on, the latest first. What time has brought in the last minute may still be missing; `tier` has it. */
  history: TierChangeConnection;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its customer. */
  id: Scalars['ID']['output'];
  /** What is missing to keep the earned tier beyond its term. Null when that is the base tier. */
  keep?: Maybe<TierProgress>;
  /** What is missing to earn the tier after the earned one, which a given tier does not change. Null when the highest is earned. */
  next?: Maybe<TierProgress>;
  /** The next change of the tier if nothing more is bought: at the end of the term, or of what gives the tier. Null when there is none in sight. */
  nextChange?: Maybe<UpcomingChange>;
  /** The override in force, also when a higher earned tier decides. Null when there is none, and for the customer's own token: reasons are for staff. */
  override?: Maybe<Override>;
  /** The programme. */
  programme: Programme;
  /** The tier once all open orders are handed over and paid: at least the one held. */
  projected: Tier;
  /** A wallet over a period of days of the programme's calendar. A month that is over keeps its figures: what becomes known late stands in the month that was open then. */
  statement: Statement;
  /** Where the membership stands. */
  status: MembershipStatus;
  /** The tier held now: the one earned, or one given above it (`override`, `grants`). */
  tier: Tier;
  /** Why this tier: sentences to read to a customer, in order. */
  tierReason: Array<Scalars['String']['output']>;
  /** Since when it is held without a break. */
  tierSince: Scalars['DateTime']['output'];
  /** When it is looked at again: the end of the term, or of what gives the tier. Null for the base tier, which cannot be lost, and for a given one without an end. */
  tierUntil?: Maybe<Scalars['DateTime']['output']>;
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

/** Where a membership stands. */
export type MembershipStatus =
  /** Ended. */
  | 'CLOSED'
  /** Earns and spends. */
  | 'ENROLLED'
  /** Neither earns nor spends for now. */
  | 'SUSPENDED';

/** An amount of money. */
export type Money = {
  __typename?: 'Money';
  /** All decimals of the currency, such as `12.50` in EUR and `12` in JPY. Negative for money that flows back. */
  amount: Scalars['Decimal']['output'];
  /** ISO 4217, upper case. */
  currencyCode: Scalars['String']['output'];
};

/** An amount of money that is sent in. */
export type MoneyInput = {
  /** At most the decimals of the currency, such as `12.50` in EUR. */
  amount: Scalars['Decimal']['input'];
  /** ISO 4217, upper case. */
  currencyCode: Scalars['String']['input'];
};

/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Puts an approved draft into force. Orders placed from then on earn by it, and tiers are decided by it. One that an API key wrote or changed takes a person beside the one who approved it (`SECOND_PERSON_NEEDED`). */
  activateRuleset?: Maybe<RulesetPayload>;
  /** Gives a member points by hand, or takes some. They do not count towards tiers. Nobody may do so with their own record; that of a colleague needs a supervisor. */
  adjustPoints?: Maybe<PointsPayload>;
  /** Says that a second person has looked at a draft: nobody who wrote it or ever changed it, in whatever role, and no API key (`SECOND_PERSON_NEEDED`). */
  approveRuleset?: Maybe<RulesetPayload>;
  /** Sets points aside for a payment that is under way. Two tills at once never set aside more than there is. Nobody pays with, gives back or takes back their own points (`FORBIDDEN`). */
  authorisePoints?: Maybe<PointsHoldPayload>;
  /** Blocks an identifier: staff still find its customer by it, it proves nothing (`IDENTIFIER_NOT_IN_USE`), and no purchase is the customer's because of it. */
  blockIdentifier?: Maybe<BlockIdentifierPayload>;
  /** Sets points aside that nobody may spend until a supervisor has looked into it. */
  blockPoints?: Maybe<PointsHoldPayload>;
  /** Pays with points that were set aside, all or some; the rest goes back. Refused where a mark given since forbids paying (`CUSTOMER_MARKED`, see `CustomerFlag`); release them then. */
  capturePoints?: Maybe<PointsPayload>;
  /** Gives a guest's purchase to a customer, with the points it would have earned. Nobody does so for their own record; that of a colleague needs a supervisor. */
  claimPurchase?: Maybe<ClaimPurchasePayload>;
  /** Ends the override in force before its time; the earned tier applies at once. */
  clearTierOverride?: Maybe<ClearTierOverridePayload>;
  /** Makes a customer. Purchases that waited for one of the identifiers are applied before the answer. */
  createCustomer?: Maybe<CreateCustomerPayload>;
  /** Takes in a draft of rules. It is checked whole, and a draft that is kept can be put into force. At most 200 conditions, of 50,000 characters together, and no characters that nobody sees. */
  createRulesetDraft?: Maybe<RulesetPayload>;
  /** Throws a draft away. No other draft gets its number. */
  discardRulesetDraft?: Maybe<RulesetPayload>;
  /** Ends such a grant before its time; the earned tier applies at once, or another grant. */
  endTierGrant?: Maybe<EndTierGrantPayload>;
  /** Makes a customer a member. What they bought before is credited at once, each purchase for as many days as the rules of its own day say (`retroCreditDays`). A purchase that makes a member credits the same. */
  enrolCustomer?: Maybe<EnrolCustomerPayload>;
  /** Gives a member a tier as a welcome, for a status elsewhere, against payment or from the programme before. Of each kind one is in force at most. The same rights as for `overrideTier`. */
  grantTier?: Maybe<GrantTierPayload>;
  /** Takes purchase events in. Each is applied, held or rejected for itself; when the answer comes, readers see the effect. An event for the very customer whom the token names waits for another person (`OWN_PURCHASE`). A blocked identifier names nobody, a replaced one its customer; what a mark on the customer keeps from earning is `CustomerFlag`'s to say. Safe to repeat: (source, eventId) is the key. */
  ingestPurchases?: Maybe<IngestPurchasesPayload>;
  /** Issues a coupon to a customer, or a public code. What it promises never changes afterwards. */
  issueCoupon?: Maybe<IssueCouponPayload>;
  /** Trades a shop's key for a token of one customer, for 15 minutes. For the shop's back end, after it has signed the customer in. */
  issueCustomerToken?: Maybe<IssueCustomerTokenPayload>;
  /** Gives a member a tier beside the one earned, replacing the override in force. Nobody may override their own record; that of a colleague needs a supervisor. */
  overrideTier?: Maybe<OverrideTierPayload>;
  /** Stops the rollout of a version of the rules for now; purchases go on, and who buys is decided by the version all the same. */
  pauseRollout?: Maybe<RulesetPayload>;
  /** Records what happened between a customer and the retailer. Safe to repeat: (source, externalId) is the key. */
  recordInteraction?: Maybe<RecordInteractionPayload>;
  /** As recordInteraction, for up to 500 at once, each for itself. */
  recordInteractions?: Maybe<RecordInteractionsPayload>;
  /** Uses a coupon: exactly one of many tills gets it, and a repeat with its key gets the first answer. A coupon of the person whose token this is is refused with `OWN_RECORD`; offline it is recorded with that conflict. So are `CUSTOMER_MARKED` and `IDENTIFIER_NOT_IN_USE`. */
  redeemCoupon?: Maybe<RedeemCouponPayload>;
  /** Gives back points that were paid with, as goods come back: apart from the points that the purchase earned. */
  refundPoints?: Maybe<PointsPayload>;
  /** Gives back points that were set aside: the payment did not take place. */
  releasePoints?: Maybe<PointsPayload>;
  /** Gives a customer a new identifier in an old one's place, which proves nothing from then on. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  replaceIdentifier?: Maybe<ReplaceIdentifierPayload>;
  /** Lets the rollout of a version go on where it stopped. */
  resumeRollout?: Maybe<RulesetPayload>;
  /** Shows identifiers of a customer in full. Every call is on record. */
  revealIdentifiers?: Maybe<RevealIdentifiersPayload>;
  /** Takes a redemption back and frees its use. Nobody does so with their own (`FORBIDDEN`). */
  reverseRedemption?: Maybe<ReverseRedemptionPayload>;
  /** Ends every storefront token of a customer: after a stolen device, or on request. */
  revokeCustomerTokens?: Maybe<RevokeCustomerTokensPayload>;
  /** Plays the recorded purchases again under a version, in the background; `RulesetVersion.simulation` shows how far it is and what came out. Nothing else is changed. */
  simulateRuleset?: Maybe<RulesetPayload>;
  /** Moves points to another member; they expire when they would have. */
  transferPoints?: Maybe<PointsPayload>;
  /** Lets blocked points be spent again. Refused for a customer under FRAUD_HOLD or DECEASED (`CUSTOMER_MARKED`). */
  unblockPoints?: Maybe<PointsPayload>;
  /** Changes a customer's name, language or marks. A supervisor gives and takes FRAUD_HOLD and STAFF (`FORBIDDEN`). */
  updateCustomer?: Maybe<UpdateCustomerPayload>;
  /** Changes a draft; it has to be approved anew. */
  updateRulesetDraft?: Maybe<RulesetPayload>;
  /** Says whether a coupon would be taken here and now, and puts the attempt on record. A mark on the customer is the refusal `CUSTOMER_MARKED`. */
  validateCoupon?: Maybe<ValidateCouponPayload>;
  /** Compares what a caller says with what is known and answers match or no match, nothing else. Every call is on record. */
  verifyCaller?: Maybe<VerifyCallerPayload>;
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
export type MutationOverrideTierArgs = {
  input: OverrideTierInput;
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
export type MutationReleasePointsArgs = {
  input: ReleasePointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationReplaceIdentifierArgs = {
  input: ReplaceIdentifierInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationResumeRolloutArgs = {
  input: ResumeRolloutInput;
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
export type MutationSimulateRulesetArgs = {
  input: SimulateRulesetInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationTransferPointsArgs = {
  input: TransferPointsInput;
};


/** What can be changed. The fields of one document run in turn, each for itself: what one has committed stays, and stands in the answer, when another is refused. The refused one is null, and an error names it by its `path`. */
export type MutationUnblockPointsArgs = {
  input: UnblockPointsInput;
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

/** What to do next for a customer. */
export type NextBestAction = {
  __typename?: 'NextBestAction';
  /** Stable and made for programs. */
  code: Scalars['String']['output'];
  /** When it was decided. */
  decidedAt: Scalars['DateTime']['output'];
  /** For people. */
  sentence: Scalars['String']['output'];
};

/** Anything with an id of its own; read again with `node`. */
export type Node = {
  /** Opaque and unique over all types. Store it as it is; its form may change. */
  id: Scalars['ID']['output'];
};

/** One person of the staff who had a customer open, in one hour. */
export type Opening = {
  __typename?: 'Opening';
  /** When first in this hour. */
  at: Scalars['DateTime']['output'];
  /** Who. */
  by: Actor;
};

/** A page of openings. */
export type OpeningConnection = {
  __typename?: 'OpeningConnection';
  /** The same with their cursors. */
  edges: Array<OpeningEdge>;
  /** The openings of this page. */
  nodes: Array<Opening>;
  /** Where the page ends. */
  pageInfo: PageInfo;
};

/** An opening in a list. */
export type OpeningEdge = {
  __typename?: 'OpeningEdge';
  /** Give it as `after` to read on behind this opening. */
  cursor: Scalars['String']['output'];
  /** The opening. */
  node: Opening;
};

/** What became of a till's call. */
export type Operation = {
  __typename?: 'Operation';
  /** When the call was first answered. */
  firstAnsweredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The points that were set aside. Null when refused, and for mutations that set none aside. */
  hold?: Maybe<PointsHold>;
  /** The key that was asked about. */
  idempotencyKey: Scalars['String']['output'];
  /** The mutation that was called, such as `redeemCoupon` or `capturePoints`. */
  mutation: Scalars['String']['output'];
  /** The redemption that was made or reversed. Null when refused, and for other mutations. */
  redemption?: Maybe<Redemption>;
  /** `DONE`, or `REFUSED` with nothing changed: the same key gives the reason again. */
  status: Scalars['String']['output'];
};

/** One commercial transaction, under all of its numbers. */
export type Order = Node & {
  __typename?: 'Order';
  /** How it was bought: the code of a channel, such as `web` or `store`; `unknown` when no event told it and its source has none. What is told counts before any default, and where goods came back does not count. */
  channel: Scalars['String']['output'];
  /** The part of what was handed over and kept that earns points. */
  eligible: Money;
  /** The way of its first event through the systems. Null for a storefront. */
  handoff?: Maybe<Handoff>;
  /** Opaque. When two orders turn out to be one, both ids answer. */
  id: Scalars['ID']['output'];
  /** Its lines, in the seller's order. */
  lines: Array<OrderLine>;
  /** When it was placed, by the seller's clock. */
  placedAt: Scalars['DateTime']['output'];
  /** What it earns, and why. */
  points: OrderPoints;
  /** All its numbers, sorted by source, kind and value. */
  references: Array<OrderReference>;
  /** Where it stands. */
  status: OrderStatus;
  /** The shop. Null when there is none, or it is not registered. */
  store?: Maybe<Store>;
  /** How it was paid: as last told of the whole order, and what exchanges were paid on top. */
  tenders: Array<Tender>;
  /** What the customer pays for what is ordered and not cancelled, voided or returned; incl. tax, after discounts. */
  total: Money;
};

/** A page of orders. */
export type OrderConnection = {
  __typename?: 'OrderConnection';
  /** The same orders, each with its cursor. */
  edges: Array<OrderEdge>;
  /** The orders. */
  nodes: Array<Order>;
  /** Whether and where it goes on. */
  pageInfo: PageInfo;
};

/** An order and its place in the list. */
export type OrderEdge = {
  __typename?: 'OrderEdge';
  /** Give it as `after` to read on behind this order. */
  cursor: Scalars['String']['output'];
  /** The order. */
  node: Order;
};

/** A line of an order as it stands now. */
export type OrderLine = {
  __typename?: 'OrderLine';
  /** The seller's article number. Null for a line without an article. */
  article?: Maybe<Scalars['String']['output']>;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its order. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: LineKind;
  /** The article's name. Null when it was not told. */
  name?: Maybe<Scalars['String']['output']>;
  /** Code of the reason why the line earns nothing. Null when it earns. */
  notEarningBecause?: Maybe<Scalars['String']['output']>;
  /** What the customer pays for the line, incl. tax, after discounts, less what returns and refunds gave back. Above 0 without goods when a return paid back less than the price. */
  paid: Money;
  /** Points this line has earned; they sum up to the order's. */
  points: Scalars['Points']['output'];
  /** What is ordered or kept: returned and cancelled quantity is taken off. Decimal, because some goods are sold by weight. */
  quantity: Scalars['Decimal']['output'];
  /** Tax within the line as ordered; 0 when it was not told. */
  tax: Money;
};

/** What an order earns. */
export type OrderPoints = {
  __typename?: 'OrderPoints';
  /** When booked points can be spent. Null when they can already, or nothing is booked. */
  activatesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Earned and booked. */
  active: Scalars['Points']['output'];
  /** Points when all of it is handed over, paid and kept. */
  expected: Scalars['Points']['output'];
  /** Why the figures are what they are: sentences to read to a customer, in order. */
  explanation: Array<Scalars['String']['output']>;
  /** Expected, but not earned yet: handing over or payment is still to come. */
  pending: Scalars['Points']['output'];
  /** Booked once and taken back, for example by a return. */
  reversed: Scalars['Points']['output'];
};


/** What an order earns. */
export type OrderPointsExplanationArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A number by which a system or a person knows an order. */
export type OrderReference = {
  __typename?: 'OrderReference';
  /** `order`, `erp`, `receipt` or `marketplace`. */
  kind: Scalars['String']['output'];
  /** The system whose number it is. */
  source: Scalars['String']['output'];
  /** The number, as it was sent. */
  value: Scalars['String']['output'];
};

/** One way to name an order; exactly one field. */
export type OrderReferenceInput =
  /** The order's `id`. */
  { id: Scalars['ID']['input']; number?: never; receipt?: never; }
  |  /** A number of the shop, the ERP or a marketplace. */
  { id?: never; number: SourceNumberInput; receipt?: never; }
  |  /** A till's receipt. */
  { id?: never; number?: never; receipt: ReceiptInput; };

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
  __typename?: 'Override';
  /** Who gave it. */
  by: Actor;
  /** Whether it is the least, or the only one. */
  mode: OverrideMode;
  /** What the one who gave it wrote. Empty once it was erased. */
  reason: Scalars['String']['output'];
  /** Since when. */
  since: Scalars['DateTime']['output'];
  /** The tier given. */
  tier: Tier;
  /** The first instant after it. Null when it has no end. */
  until?: Maybe<Scalars['DateTime']['output']>;
  /** Give it as `expectedVersion` to replace or clear this override. Rises with every override of the customer, and every end of one that was ordered. */
  version: Scalars['Int']['output'];
};

/** A tier override was set, changed or ended. For staff: the customer is told of the change of tier. */
export type OverrideChange = StreamChange & {
  __typename?: 'OverrideChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** Whether it is the least, or the only one. Null when it ended. */
  mode?: Maybe<OverrideMode>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
  /** The tier given. Null when it ended. */
  tier?: Maybe<Tier>;
  /** The first instant after it. Null when it has no end or ended. */
  until?: Maybe<Scalars['DateTime']['output']>;
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
  customer: CustomerIdentifierInput;
  /** `version` of the override that this one replaces. Left out: none is in force. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The first instant after it, at most 12 months away. Leaving it out, or a later one, needs a supervisor. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** PIN needs a supervisor. */
  mode?: InputMaybe<OverrideMode>;
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
  /** Code of the tier. */
  tier: Scalars['String']['input'];
};

/** The answer to an override. */
export type OverrideTierPayload = {
  __typename?: 'OverrideTierPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** The override in force now; after `VERSION_CONFLICT` the one that was not expected. */
  override?: Maybe<Override>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_A_MEMBER`, `UNKNOWN_TIER`, `REASON_INVALID`, `EXPIRES_AT_PASSED`, `EXPIRES_AT_TOO_LATE` or `VERSION_CONFLICT`. */
  userErrors: Array<UserError>;
};

/** Who is called when something stands still. */
export type Owner = {
  __typename?: 'Owner';
  /** Where the team is reached: an address, a channel or a telephone number. */
  contact: Scalars['String']['output'];
  /** The team. */
  team: Scalars['String']['output'];
};

/** Where a page of a connection begins and ends. Connections are read forwards only: `last` and `before` are no arguments of any, and are refused as unknown. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Give it as `after` to read on. Null when the page is empty and the last one. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether a further page may have rows. True may turn out to be an empty page when a filter looked at a limited number of rows. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows come before the page: it was asked for with `after`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row. Null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A rollout that is to stop for now. */
export type PauseRolloutInput = {
  /** Why; at most 500 characters. */
  reason: Scalars['String']['input'];
  /** Of which version. */
  version: Scalars['Int']['input'];
};

/** Points were booked, became active or were taken back: one event for all that was recorded together. */
export type PointsChange = StreamChange & {
  __typename?: 'PointsChange';
  /** The accounts that were touched, with their balances after the change. */
  accounts: Array<ChangedAccount>;
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** The orders that were recorded or settled again, as they are now; those that the viewer may not see are left out. */
  orders: Array<Order>;
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
};

/** Why an order has the points it has: from its purchase events over the rules to the entries and the tier. */
export type PointsExplanation = {
  __typename?: 'PointsExplanation';
  /** Everything that was booked for it, the oldest first, each with the purchase event that caused it. */
  entries: Array<Entry>;
  /** The order. */
  order: Order;
  /** What each rule made of it, in the order of the rules. Empty when nothing could be decided: there is no rate for its currency. */
  rules: Array<RuleExplanation>;
  /** Version of the rules that it earns by: that of the day it was placed. */
  rulesetVersion: Scalars['Int']['output'];
  /** The same as sentences to read aloud, in order. */
  sentences: Array<Scalars['String']['output']>;
  /** Tier changes that it caused, the oldest first. */
  tierChanges: Array<RecordedTierChange>;
};


/** Why an order has the points it has: from its purchase events over the rules to the entries and the tier. */
export type PointsExplanationSentencesArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** Points of a customer that are set aside: for a payment that is under way, or by staff. */
export type PointsHold = {
  __typename?: 'PointsHold';
  /** When they go back by themselves. Null for a block, which staff ends. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Give it to the mutations that end it. */
  id: Scalars['ID']['output'];
  /** Points that were set aside. */
  points: Scalars['Points']['output'];
};

/** The answer to setting points aside. */
export type PointsHoldPayload = {
  __typename?: 'PointsHoldPayload';
  /** The customer as it is now. Null when there are `userErrors`, and where the viewer may not see it. */
  customer?: Maybe<Customer>;
  /** What was set aside. Null when there are `userErrors`. */
  hold?: Maybe<PointsHold>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `NOT_A_MEMBER`, `UNKNOWN_WALLET`, `POINTS_INVALID`, `INSUFFICIENT_POINTS`, `REFERENCE_INVALID` or `REASON_INVALID`. */
  userErrors: Array<UserError>;
};

/** The end of setting points aside, or of moving them. */
export type PointsPayload = {
  __typename?: 'PointsPayload';
  /** The customer as it is now. Null when there are `userErrors`, and where the viewer may not see it. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed, such as `INSUFFICIENT_POINTS`, `ADJUSTMENT_LIMIT` (what one person gives by hand within 24 hours, by adjustments, transfers, claims and coupons together), `HOLD_CLOSED`, `NOT_A_MEMBER` or `REASON_INVALID`. */
  userErrors: Array<UserError>;
};

/** What a model expects of a customer. */
export type Predictions = {
  __typename?: 'Predictions';
  /** How likely the customer is still a customer, 0 to 1. */
  activeProbability?: Maybe<Scalars['Float']['output']>;
  /** When they were made. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
  /** How likely the customer is to stay away: `LOW`, `MEDIUM` or `HIGH`. */
  churnRisk?: Maybe<Scalars['String']['output']>;
  /** Spend expected in the next 90 days. */
  expectedSpend90d?: Maybe<Money>;
  /** What to do next. Null when nothing is better than something. */
  nextBestAction?: Maybe<NextBestAction>;
  /** Why, for people. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Whether the figures can be used, such as `READY`. */
  status: Scalars['String']['output'];
  /** How much the customer is worth compared with the others: `LOW`, `MEDIUM` or `HIGH`. */
  valueBand?: Maybe<Scalars['String']['output']>;
};

/** Name, language or flags of the customer changed; a change of flags alone is for staff. */
export type ProfileChange = StreamChange & {
  __typename?: 'ProfileChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
};

/** A loyalty programme. */
export type Programme = {
  __typename?: 'Programme';
  /** Unique, such as `main`. */
  code: Scalars['String']['output'];
  /** Currency in which spend is compared with tier thresholds, ISO 4217. */
  currencyCode: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask for what is in it. */
  id: Scalars['ID']['output'];
  /** The name shown to customers. */
  name: Scalars['String']['output'];
  /** IANA zone in which its days begin and end. */
  timeZone: Scalars['String']['output'];
};


/** A loyalty programme. */
export type ProgrammeNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** An amount of money of an order. */
export type PurchaseAmountInput = {
  /** Decimal. */
  amount: Scalars['String']['input'];
  /** The refund's own id, unique within the order. */
  id: Scalars['String']['input'];
};

/** A discount on a line. */
export type PurchaseDiscountInput = {
  /** Decimal, of the whole line. */
  amount: Scalars['String']['input'];
  /** The coupon's or promotion's code. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** Who pays for it. */
  fundedBy?: InputMaybe<Scalars['String']['input']>;
  /** What gave it, such as `coupon`. */
  source: Scalars['String']['input'];
};

/** A message about an order, as a system sent it. */
export type PurchaseEvent = {
  __typename?: 'PurchaseEvent';
  /** The system's own id of the message. */
  eventId: Scalars['String']['output'];
  /** When it happened, by the system's clock. Null where it was not told. */
  occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was recorded here. */
  recordedAt: Scalars['DateTime']['output'];
  /** Code of the system. */
  source: Scalars['String']['output'];
};

/** One message about one order. What it leaves out of the order as a whole (channel, store, method, time of placing, tenders) takes nothing back that was said before; lists are said as a whole. Only `kind` is checked by the schema; every other value is checked per event, so that one bad value fails one event. */
export type PurchaseEventInput = {
  /** The store's date, of today or earlier. Default: `occurredAt` in the store's zone. */
  businessDate?: InputMaybe<Scalars['String']['input']>;
  /** When shop or till captured it, RFC 3339. */
  capturedAt?: InputMaybe<Scalars['String']['input']>;
  /** The cashier's number; never a name. */
  cashier?: InputMaybe<Scalars['String']['input']>;
  /** `web`, `store`, `app` or another registered one. Default: the source's. A default of SOLD or PLACED gives way to a channel that SOLD, PLACED or AMENDED name, any other default to every channel that is named. */
  channel?: InputMaybe<Scalars['String']['input']>;
  /** ISO 4217; required where there are amounts. Amounts of another currency than the programme's are converted for the whole order by the rate of its day and rounded half up to the programme's smallest unit; then points are worked out. */
  currencyCode?: InputMaybe<Scalars['String']['input']>;
  /** What the customer presented. None: a guest. */
  customer?: InputMaybe<Array<PurchaseIdentifierInput>>;
  /** When the ERP received it, RFC 3339. */
  erpReceivedAt?: InputMaybe<Scalars['String']['input']>;
  /** Unique within the source, at most 255 bytes. The same id again gets the stored answer. */
  eventId: Scalars['String']['input'];
  /** FULFILLED: what was really handed over or sent. */
  fulfilment?: InputMaybe<PurchasePartInput>;
  /** `delivery`, `collect`, `carry_out`, `digital` or `service`. */
  fulfilmentMethod?: InputMaybe<Scalars['String']['input']>;
  /** True: migrated history, neither earns nor sends messages. Once said it stands. */
  history?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it says. */
  kind: PurchaseEventKind;
  /** The lines. */
  lines?: InputMaybe<Array<PurchaseLineInput>>;
  /** When it happened there, RFC 3339 with offset. An event that names a moment more than 5 minutes ahead of our clock, in this or any other field, is held until then (`IN_THE_FUTURE`); one that happened, or whose order was placed, more than 180 days ago waits for approval (`OLD_EVENT`). */
  occurredAt: Scalars['String']['input'];
  /** When the order was placed, RFC 3339, where that is not `occurredAt`: the rules of that moment are the order's. */
  placedAt?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the sender's words. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The order's numbers, at least one; further ones link the shop's, the ERP's and the till's. Numbers of sources that your token or key does not have are `SOURCE_NOT_ALLOWED`; a store may name them to return, exchange, take payment or hand over, if an order has them (else `NUMBER_OF_ANOTHER_SOURCE`). */
  references: Array<PurchaseReferenceInput>;
  /** REFUNDED: money without goods. */
  refund?: InputMaybe<PurchaseAmountInput>;
  /** RETURNED, EXCHANGED: what came back. */
  return?: InputMaybe<PurchasePartInput>;
  /** A rising whole number within the source, where it has one: decides between messages of the same instant. */
  sequence?: InputMaybe<Scalars['String']['input']>;
  /** When the event left the ERP, RFC 3339. */
  signalledAt?: InputMaybe<Scalars['String']['input']>;
  /** Who says so, such as `erp`, `shop`, `till`; must be registered. */
  source: Scalars['String']['input'];
  /** Code of the store. A token that is bound to a store sends events of that store alone, also where it leaves this out; others are `STORE_NOT_ALLOWED`. About orders of other stores and channels it may say RETURNED and EXCHANGED, and where the order is to be collected in its store SETTLED and FULFILLED; everything else, what would replace what others have said of the order, and what would join it to another one, is `ORDER_OF_ANOTHER_STORE`. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** How it was paid, said as a whole. Never required; what was paid with points earns nothing only if it is said here. EXCHANGED: what was paid on top. RETURNED, REFUNDED: how money went back, which changes nothing. */
  tenders?: InputMaybe<Array<PurchaseTenderInput>>;
  /** True: made for testing, never earns. Once said it stands. */
  test?: InputMaybe<Scalars['Boolean']['input']>;
  /** The till. */
  till?: InputMaybe<Scalars['String']['input']>;
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
  kind: Scalars['String']['input'];
  /** The value, at most 512 bytes. */
  value: Scalars['String']['input'];
  /** Whether the customer has proved it. Default false. */
  verified?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A line of an order, with amounts of the whole line in the event's currency. An event whose amounts come to more than the programme takes by itself waits for an operator (`IMPLAUSIBLE_AMOUNT`); above 10,000,000,000,000 of the currency's smallest units it is rejected (`OVERFLOW`). */
export type PurchaseLineInput = {
  /** Article number. */
  article?: InputMaybe<Scalars['String']['input']>;
  /** Brand. */
  brand?: InputMaybe<Scalars['String']['input']>;
  /** Category, from the widest to the narrowest. */
  category?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What was taken off. */
  discounts?: InputMaybe<Array<PurchaseDiscountInput>>;
  /** Before discounts, incl. tax. */
  gross: Scalars['String']['input'];
  /** Unique within the order. */
  id: Scalars['String']['input'];
  /** ARTICLE (default), SHIPPING, FEE, TAX, DEPOSIT, GIFT_CARD, DONATION, SERVICE or ADJUSTMENT. */
  kind?: InputMaybe<Scalars['String']['input']>;
  /** Article name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** After discounts, incl. tax. Default: gross minus discounts. */
  net?: InputMaybe<Scalars['String']['input']>;
  /** Decimal; weights too. */
  quantity: Scalars['String']['input'];
  /** Tax within net. */
  tax?: InputMaybe<Scalars['String']['input']>;
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
  id: Scalars['String']['input'];
  /** Which lines. None: everything still open, in a return with all that is left of its money. */
  lines?: InputMaybe<Array<PurchasePartLineInput>>;
};

/** A line of a part. */
export type PurchasePartLineInput = {
  /**
   * Decimal; what was really charged or paid back. Default: in proportion to what was paid for the line.
   *
   * In a return this is the money, and `quantity` the goods: the line keeps its price less the amount, and what is left earns, also when all of its goods are back. Of an article on several lines, and of a return that names no order, it comes off the lines or sales that gave the goods, in proportion to what was paid for these, and then off what is left of the others of that article. More than is left takes what is left, and the order is flagged (`OVER_REFUNDED`). In another currency than the order's it is not counted: the goods' share is taken.
   */
  amount?: InputMaybe<Scalars['String']['input']>;
  /** The article, where the order line is not known. */
  article?: InputMaybe<Scalars['String']['input']>;
  /** The order line. Or name the article. */
  lineId?: InputMaybe<Scalars['String']['input']>;
  /** Decimal. More than was ordered, without an amount, is in the price paid: it makes no more money. */
  quantity: Scalars['String']['input'];
};

/** A number of an order. */
export type PurchaseReferenceInput = {
  /** `order`, `erp`, `receipt` or `marketplace`. */
  kind: Scalars['String']['input'];
  /** The system whose number it is. Default: the event's source. */
  source?: InputMaybe<Scalars['String']['input']>;
  /** The number, at most 128 bytes. */
  value: Scalars['String']['input'];
};

/** The answer to one event. */
export type PurchaseResult = {
  __typename?: 'PurchaseResult';
  /** The customer. Null while held or rejected, for a guest, and for a viewer who may not read customers. */
  customer?: Maybe<Customer>;
  /** True when the same event had been received before: this is its stored outcome. */
  duplicate: Scalars['Boolean']['output'];
  /** The event's id; empty when it could not be read. */
  eventId: Scalars['String']['output'];
  /** Path of the field at fault. Null when it is no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** Place in the input, from 0. */
  index: Scalars['Int']['output'];
  /** What the sender should do, in English. Null when applied, and for a reason that needs no words. */
  message?: Maybe<Scalars['String']['output']>;
  /** The order. Null while held or rejected, and for a viewer who may not read orders. */
  order?: Maybe<Order>;
  /** What became of it. */
  outcome: PurchaseOutcome;
  /** Code of the reason. Null when applied. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The event's source as it was sent, registered or not; empty when none could be read. */
  source: Scalars['String']['output'];
};

/** A means of payment. */
export type PurchaseTenderInput = {
  /** Decimal. */
  amount: Scalars['String']['input'];
  /** `cash`, `card`, `gift_card`, `points`, `voucher`. */
  kind: Scalars['String']['input'];
};

/** What can be read. Every field needs a token; see the README for what each role may read. */
export type Query = {
  __typename?: 'Query';
  /** The coupon with this code. Null when there is none, or it is not the viewer's: the two look alike, and are a miss (see `customer`). */
  coupon?: Maybe<Coupon>;
  /** The customer known by this identifier, the survivor when it was merged. Null when nobody is, or it is not the viewer's: the two look alike. Null by anything but `id` is a miss, as is everything here that finds nothing by a number, an address or a code, in queries and in mutations. Each principal has 100 misses (a customer's own token 20, a shop's back end 1,000), each store 500, each address 2,000, on all servers together; what is used up comes back evenly over ten minutes. Without room for another miss the answer is RATE_LIMITED with `retryAfterSeconds`, for what exists too. Ids, and coupon codes that were generated, are answered all the same; codes up to as many misses again. */
  customer?: Maybe<Customer>;
  /** What expires in the days ahead, day by day. */
  expiryForecast: Array<ExpiryForecast>;
  /** Why an order has the points it has, as data and in sentences. Null when there is no such order, or it is not the viewer's. */
  explainPoints?: Maybe<PointsExplanation>;
  /** Why a customer's tier was what it was at an instant, as data and in sentences. Null when nobody is known by this, it is not the viewer's, or was no member then. */
  explainTier?: Maybe<TierExplanation>;
  /** The ways of purchases through the systems, newest first. For operations. */
  handoffs: HandoffConnection;
  /** What waits, grouped by what for; the largest group first. For operations. */
  held: Array<HeldGroup>;
  /** What the programme owes its customers, for the books. */
  liability: LiabilityReport;
  /** What an agent or a till may mean by a text: a telephone number, email address, card, customer number, order or receipt number (of a purchase that is held, too), or the code of a coupon that was generated, whole and in any usual spelling. Never a part of one. Results are masked. A text that nobody has is a miss (see `customer`). */
  lookup: Array<LookupHit>;
  /** The thing with this id. Null when there is none or the viewer may not see it: the two look alike. An absorbed customer answers with its shell. */
  node?: Maybe<Node>;
  /** What became of a call with an idempotency key whose answer was lost, whichever mutation it was: of the viewer's own store, or of the viewer's own calls. Null: it has not counted; send it again with its key. Null is a miss (see `customer`). */
  operation?: Maybe<Operation>;
  /** The order with this number. Null when there is none, or it is not the viewer's: a miss (see `customer`), unless it was asked for by `id`. */
  order?: Maybe<Order>;
  /** A version of the programme's rules. Null when there is no such version. */
  ruleset?: Maybe<RulesetVersion>;
  /** Versions of the programme's rules, the latest first. */
  rulesets: Array<RulesetVersion>;
  /** Who moves between tiers in the days ahead, day by day. */
  tierForecast: Array<TierForecast>;
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
export type QueryLiabilityArgs = {
  asOf: Scalars['Date']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryLookupArgs = {
  first: Scalars['Int']['input'];
  text: Scalars['String']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
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
export type QueryRulesetArgs = {
  version: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryRulesetsArgs = {
  first: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryTierForecastArgs = {
  days: Scalars['Int']['input'];
};

/** What stands on a till's receipt. */
export type ReceiptInput = {
  /** The store's business date. */
  businessDate: Scalars['Date']['input'];
  /** The receipt's number. */
  receiptNumber: Scalars['String']['input'];
  /** Code of the store. */
  store: Scalars['String']['input'];
  /** The till. */
  till: Scalars['String']['input'];
};

/** One interaction. */
export type RecordInteractionInput = {
  /** What happened. */
  interaction: InteractionInput;
};

/** The answer to one interaction. */
export type RecordInteractionPayload = {
  __typename?: 'RecordInteractionPayload';
  /** Whether it was on record before; nothing was changed then. */
  duplicate: Scalars['Boolean']['output'];
  /** The interaction on record. Null when there are `userErrors`, and for those who may send interactions but not read them. */
  interaction?: Maybe<Interaction>;
  /** Why it was not recorded: `CUSTOMER_NOT_FOUND`, `OWN_RECORD` (your token names this customer), `CONFLICT` (this id came with another body), `UNKNOWN_SOURCE`, `SOURCE_NOT_ALLOWED`, `IN_THE_FUTURE`, or the code of a malformed field such as `MISSING` or `TOO_LONG`. */
  userErrors: Array<UserError>;
};

/** Interactions, each for itself. */
export type RecordInteractionsInput = {
  /** At most 500. */
  interactions: Array<InteractionInput>;
};

/** The answer to several interactions. */
export type RecordInteractionsPayload = {
  __typename?: 'RecordInteractionsPayload';
  /** One for each interaction, in input order. */
  results: Array<InteractionResult>;
  /** Always empty: what is wrong with one interaction stands with its result. */
  userErrors: Array<UserError>;
};

/** A change of a customer's tier, or of what the tier rests on. */
export type RecordedTierChange = {
  __typename?: 'RecordedTierChange';
  /** When it took effect. */
  at: Scalars['DateTime']['output'];
  /** Who gave the tier or ended it. Null when a purchase, time or the rules did it, and for the customer's own token. */
  by?: Maybe<Actor>;
  /** What caused it. */
  cause: TierCause;
  /** The tier earned after it: another one than `to` while a given tier decides. */
  earned: Tier;
  /** The tier before. */
  from: Tier;
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask its customer's history. */
  id: Scalars['ID']['output'];
  /** `UPGRADED`, `DOWNGRADED`, `RENEWED`, or `UNCHANGED` when only what was earned, or a given tier that does not decide, changed. */
  kind: Scalars['String']['output'];
  /** The order whose event caused it. Null when none did, or the viewer may not see it. */
  order?: Maybe<Order>;
  /** What they wrote as the reason. Null where `by` is, and once it was erased. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When it was recorded; later than `at` for what time brought and for history. */
  recordedAt: Scalars['DateTime']['output'];
  /** The tier after. */
  to: Tier;
};

/** A coupon to be used. */
export type RedeemCouponInput = {
  /** What is taken off. Not more than a coupon of an amount gives. */
  amount: MoneyInput;
  /** The till's own name for the sale; a receipt's number comes later. */
  basket: Scalars['String']['input'];
  /** The store's day. */
  businessDate: Scalars['Date']['input'];
  /** What is bought. Needed when the coupon has conditions on it. */
  cart?: InputMaybe<CartInput>;
  /** Number of the cashier, no name. */
  cashier?: InputMaybe<Scalars['String']['input']>;
  /** Code of the channel. Default: `store`. */
  channel?: InputMaybe<Scalars['String']['input']>;
  /** As scanned or typed. */
  code: Scalars['String']['input'];
  /** Who is at the till, when known. Needed when the coupon may be used so often by each customer, or is for tiers as of now. */
  customer?: InputMaybe<CustomerIdentifierInput>;
  /** Made by the till of store, till, business date, basket and line, at most 255 bytes: the same key gives the first answer again; with another input it is refused. Two tills may use the same key. */
  idempotencyKey: Scalars['String']['input'];
  /** The line of the sale that the coupon stands on. */
  line?: InputMaybe<Scalars['String']['input']>;
  /** When it happened, by the till's clock. Needed with `offline`, and only then. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: the till was offline and has given the discount. It is recorded, never refused; what stands against it becomes a conflict, which issuers of coupons see and tills do not. Unknown codes count as misses (RATE_LIMITED elsewhere). A coupon of another customer than the named one is not used up. */
  offline?: InputMaybe<Scalars['Boolean']['input']>;
  /** Number of the receipt, when there is one already. */
  receiptNumber?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. Default: the till's own; a till cannot name another. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  till: Scalars['String']['input'];
};

/** The answer to a redemption. */
export type RedeemCouponPayload = {
  __typename?: 'RedeemCouponPayload';
  /** The redemption. Null when refused. */
  redemption?: Maybe<Redemption>;
  /** Everything that stands against it, with sentences for the customer. Empty when it was redeemed. */
  refusals: Array<Refusal>;
  /** The same as `userErrors`, whose codes are those of `refusals`, or `CUSTOMER_NOT_FOUND`. */
  userErrors: Array<UserError>;
};

/** A use of a coupon. */
export type Redemption = Node & {
  __typename?: 'Redemption';
  /** What was taken off. */
  amount: Money;
  /** When it happened; for an offline till, by its clock. */
  at: Scalars['DateTime']['output'];
  /** Number of the cashier. Null when not told, and for the customer's own eyes. */
  cashier?: Maybe<Scalars['String']['output']>;
  /** What was wrong with an offline till's redemption when we heard of it: `OVER_LIMIT` for a use too many, `OCCURRED_IN_FUTURE`, `TOO_MANY_UNKNOWN_CODES` for a code out of a row of guesses, or the code of the refusal that it would have met. With `OTHER_CUSTOMER` and `TOO_MANY_UNKNOWN_CODES` the coupon was not used up. Empty for every other, and for tills and customers, whom it would tell which codes there are. */
  conflicts: Array<Scalars['String']['output']>;
  /** Opaque. */
  id: Scalars['ID']['output'];
  /** Number of the receipt, when the till knew it. */
  receiptNumber?: Maybe<Scalars['String']['output']>;
  /** Whether this is the answer to a call that was answered before. False wherever it is not the answer to a call. */
  replayOfFirstAnswer: Scalars['Boolean']['output'];
  /** `REDEEMED`, or `REVERSED` when it was taken back. */
  state: Scalars['String']['output'];
  /** Where. */
  store: Store;
  /** Number of the till in its store. */
  till: Scalars['String']['output'];
};

/** Points that were paid with and are given back. */
export type RefundPointsInput = {
  /** `id` of what was set aside and paid with. */
  authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How many; all that were paid with and not refunded yet when left out. */
  points?: InputMaybe<Scalars['Points']['input']>;
};

/** Why a coupon is not taken. */
export type Refusal = {
  __typename?: 'Refusal';
  /** Stable and made for programs: `UNKNOWN_CODE`, `DISABLED`, `RESERVED`, `NOT_YET_VALID`, `EXPIRED`, `ALREADY_REDEEMED`, `LIMIT_REACHED`, `CUSTOMER_LIMIT_REACHED`, `CUSTOMER_NEEDED`, `TIER_NEEDED`, `STORE_EXCLUDED`, `CHANNEL_EXCLUDED`, `BASKET_NEEDED`, `CURRENCY_MISMATCH`, `ARTICLE_MISSING`, `BASKET_TOO_SMALL`, `AMOUNT_TOO_HIGH`, `OWN_RECORD` (it is the coupon of the person whose token this is); on record also `OTHER_CUSTOMER`, `CUSTOMER_NOT_FOUND`, `TOO_MANY_UNKNOWN_CODES`, `ALREADY_REVERSED` and `REVERSAL_TOO_LATE`. */
  code: Scalars['String']['output'];
  /** Whether it stays refused whatever the customer does. */
  final: Scalars['Boolean']['output'];
  /** A sentence for the customer. */
  message: Scalars['String']['output'];
  /** What would have been needed: an amount, a moment, or codes separated by commas. Null when there is nothing to say. */
  needed?: Maybe<Scalars['String']['output']>;
  /** What was there instead, in the same form. Null when there was nothing. */
  seen?: Maybe<Scalars['String']['output']>;
};


/** Why a coupon is not taken. */
export type RefusalMessageArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** The end of a payment that did not take place. */
export type ReleasePointsInput = {
  /** `id` of what was set aside. */
  authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
};

/** A new identifier in an old one's place, such as a new card for a lost one. */
export type ReplaceIdentifierInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** The old one. It goes on finding the customer as REPLACED; when it is blocked it stays blocked. */
  identifier: IdentifierReferenceInput;
  /** The new one, of the same kind; nobody may hold it. */
  newValue: Scalars['String']['input'];
  /** Whether the customer has proved the new one. Default false. */
  verified?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The answer to a replacement. */
export type ReplaceIdentifierPayload = {
  __typename?: 'ReplaceIdentifierPayload';
  /** The customer as it is now, with the purchases that had waited for the new identifier. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed: `IDENTIFIER_NOT_FOUND`, `ALREADY_REPLACED`, `IDENTIFIER_TAKEN`, or the code of a malformed value. */
  userErrors: Array<UserError>;
};

/** A rollout that is to go on. */
export type ResumeRolloutInput = {
  /** Of which version. */
  version: Scalars['Int']['input'];
};

/** Whose identifiers are to be shown in full, and why. */
export type RevealIdentifiersInput = {
  /** Whose. */
  customer: CustomerIdentifierInput;
  /** Only identifiers of these kinds, such as `email`. Default: all but devices, which are nobody's to read. */
  kinds?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Why. */
  reason: RevealReason;
};

/** Identifiers in full. */
export type RevealIdentifiersPayload = {
  __typename?: 'RevealIdentifiersPayload';
  /** With visibility FULL. Empty when there are `userErrors`. */
  identifiers: Array<Contact>;
  /** Why nothing was shown: `CUSTOMER_NOT_FOUND`. */
  userErrors: Array<UserError>;
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
  cashier?: InputMaybe<Scalars['String']['input']>;
  /** Made by the till, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 64 characters, such as `VOIDED` or `RETURNED`. */
  reason: Scalars['String']['input'];
  /** The redemption's `id`. */
  redemption: Scalars['ID']['input'];
  /** Code of the store where it is taken back. Default: the till's own; a till cannot name another. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  till: Scalars['String']['input'];
};

/** The answer to a reversal. */
export type ReverseRedemptionPayload = {
  __typename?: 'ReverseRedemptionPayload';
  /** The redemption as it is now. Null when there are `userErrors`. */
  redemption?: Maybe<Redemption>;
  /** Why nothing was changed: `REDEMPTION_NOT_FOUND`, `ALREADY_REVERSED`, or `REVERSAL_TOO_LATE` after 30 days. */
  userErrors: Array<UserError>;
};

/** Whose storefront tokens are to end. */
export type RevokeCustomerTokensInput = {
  /** Whose. */
  customer: CustomerIdentifierInput;
};

/** The end of a customer's tokens. */
export type RevokeCustomerTokensPayload = {
  __typename?: 'RevokeCustomerTokensPayload';
  /** Tokens made up to here are refused, by every server within seconds. Null when there are `userErrors`. */
  revokedBefore?: Maybe<Scalars['DateTime']['output']>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`. */
  userErrors: Array<UserError>;
};

/** Taking all customers through a version of the rules that has begun, so that what it changes is written and pushed without waiting for their next purchase. Whoever looks at a customer sees it at once, also where the rollout has not been yet. */
export type Rollout = {
  __typename?: 'Rollout';
  /** Customers it has been through. */
  customers: Scalars['Int']['output'];
  /** When everybody had been. Null before. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it is paused. Null when it is not. */
  pausedBecause?: Maybe<Scalars['String']['output']>;
  /** Who paused it. Null when it is not paused. */
  pausedBy?: Maybe<Actor>;
  /** How far it is, 0 to 1. */
  progress: Scalars['Float']['output'];
  /** When the version was found to have begun. */
  startedAt: Scalars['DateTime']['output'];
  /** `RUNNING`, `PAUSED` or `DONE`. */
  status: Scalars['String']['output'];
  /** Tiers that it has changed. */
  tierChanges: Scalars['Int']['output'];
};

/** What a rule costs. */
export type RuleCost = {
  __typename?: 'RuleCost';
  /** Points that it gave, less what returns took back. */
  before: Scalars['Points']['output'];
  /** Points that it would have given. */
  points: Scalars['Points']['output'];
  /** Code of the rule. */
  rule: Scalars['String']['output'];
  /** What these buy at the price of the first wallet. Null when it has none. */
  worth?: Maybe<Money>;
};

/** What one rule made of an order as it stands. */
export type RuleExplanation = {
  __typename?: 'RuleExplanation';
  /** Whether its conditions hold and something of the order counts. */
  applies: Scalars['Boolean']['output'];
  /** What counted, by how much it counts for. */
  counted: Array<CountedAmount>;
  /** Points that it gave. */
  points: Scalars['Points']['output'];
  /** Points that its limits, or its wallet's, left for this order. Null where there is no limit. */
  room?: Maybe<Scalars['Points']['output']>;
  /** Code of the rule. */
  rule: Scalars['String']['output'];
  /** Code of the wallet it gives to. */
  wallet: Scalars['String']['output'];
};

/** A place where two versions of the rules differ. */
export type RulesetDifference = {
  __typename?: 'RulesetDifference';
  /** What is there, JSON. Null when there is nothing. */
  after?: Maybe<Scalars['String']['output']>;
  /** What was there, JSON. Null when there was nothing. */
  before?: Maybe<Scalars['String']['output']>;
  /** Where, such as `tiers[GOLD].threshold`. */
  path: Scalars['String']['output'];
  /** The same as a sentence. */
  sentence: Scalars['String']['output'];
};

/** A draft as somebody has seen it. */
export type RulesetDraftInput = {
  /** `revision` of the draft as it was seen. */
  expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  version: Scalars['Int']['input'];
};

/** The answer to everything about versions of the rules. */
export type RulesetPayload = {
  __typename?: 'RulesetPayload';
  /** The version as it is now. Null when there are `userErrors`, and for a draft that was discarded. */
  ruleset?: Maybe<RulesetVersion>;
  /** Why nothing was changed: `DOCUMENT_INVALID` (one per fault, with its place), `VERSION_NOT_FOUND`, `NOT_A_DRAFT`, `REVISION_CONFLICT`, `SECOND_PERSON_NEEDED`, `NOT_APPROVED`, `AT_TOO_SOON`, `AT_NOT_AFTER_LAST`, `NOT_COMPATIBLE`, `NO_ROLLOUT`, `ROLLOUT_OVER` or `REASON_NEEDED`. */
  userErrors: Array<UserError>;
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
  __typename?: 'RulesetVersion';
  /** When it began or begins. Null for a draft. */
  activatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who put it into force. Null for a draft. */
  activatedBy?: Maybe<Actor>;
  /** Who looked at it after the one who wrote it. Null when nobody has. */
  approvedBy?: Maybe<Actor>;
  /** Who wrote the draft. Null for what set-up brought. */
  createdBy?: Maybe<Actor>;
  /** What differs from another version, in the order of the document. */
  diff: Array<RulesetDifference>;
  /** The whole document, JSON, defaults written out. */
  document: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask by its number. */
  id: Scalars['ID']['output'];
  /** Rises with every change of a draft; give it as `expectedRevision`. */
  revision: Scalars['Int']['output'];
  /** How far it has got since it began. Null for a draft, for one that has not begun, and for the first version. */
  rollout?: Maybe<Rollout>;
  /** What became of the last simulation. Null when there was none. */
  simulation?: Maybe<Simulation>;
  /** Where it is in its life. */
  status: RulesetStatus;
  /** Its number; drafts have one too. */
  version: Scalars['Int']['output'];
};


/** A version of the programme's rules. */
export type RulesetVersionDiffArgs = {
  against: Scalars['Int']['input'];
};

/** A version that is to be tried out. */
export type SimulateRulesetInput = {
  /** Which version. */
  version: Scalars['Int']['input'];
};

/** Customers who would move. */
export type SimulatedMove = {
  __typename?: 'SimulatedMove';
  /** Why some of them move, in whole sentences. */
  because: Array<Scalars['String']['output']>;
  /** How many. */
  customers: Scalars['Int']['output'];
  /** The tier now. Null for those who have none. */
  from?: Maybe<Tier>;
  /** Some of them, masked; their sections only for who may open a customer. */
  sample: Array<Customer>;
  /** The tier under the version. Null for those who would have none. */
  to?: Maybe<Tier>;
};

/** Customers in a tier. */
export type SimulatedTier = {
  __typename?: 'SimulatedTier';
  /** Under the version. */
  after: Scalars['Int']['output'];
  /** Now. */
  before: Scalars['Int']['output'];
  /** Code of the tier. */
  tier: Scalars['String']['output'];
};

/** What a version of the rules would have made of the recorded history, beside where customers stand. */
export type Simulation = {
  __typename?: 'Simulation';
  /** Points that each rule gave, and would have given. Empty until it is done. */
  costPerRule: Array<RuleCost>;
  /** Why it failed. Null when it did not. */
  error?: Maybe<Scalars['String']['output']>;
  /** What customers' points would buy more (or less, below 0) than now. Null until it is done, and when no wallet has a price. */
  liabilityChange?: Maybe<Money>;
  /** Who would move, the largest group first. Empty until it is done. */
  movers: Array<SimulatedMove>;
  /** Customers whose history the version does not allow, such as a payment with points that it would not have given. */
  notPlayed: Scalars['Int']['output'];
  /** How far it is, 0 to 1. */
  progress: Scalars['Float']['output'];
  /** Purchases that were played again. */
  purchases: Scalars['Int']['output'];
  /** `revision` of the draft that was simulated; a later one has not been. */
  revision: Scalars['Int']['output'];
  /** `RUNNING`, `DONE`, `FAILED`, or `LOST` with its process: start it again. */
  status: Scalars['String']['output'];
  /** Customers per tier, now and under the version. Empty until it is done. */
  tiers: Array<SimulatedTier>;
};

/** How far one source has got, for everybody and for this customer. */
export type SourceFreshness = {
  __typename?: 'SourceFreshness';
  /** When the source last told something about this customer, by its own clock. Null when it never did. */
  customerAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Parts of the customer that it feeds, such as `orders`. */
  sections: Array<Scalars['String']['output']>;
  /** Code of the source, such as `erp`. */
  source: Scalars['String']['output'];
  /** Compares the source's watermark with how often it usually sends; never with this customer's own silence. */
  status: SourceStatus;
  /** The latest time of happening seen from this source. Null when it has never sent. */
  watermark?: Maybe<Scalars['DateTime']['output']>;
};

/** An order number. */
export type SourceNumberInput = {
  /** The number, as it was sent. */
  number: Scalars['String']['input'];
  /** The system whose number it is. Without it, AMBIGUOUS_REFERENCE when two orders have the number. */
  source?: InputMaybe<Scalars['String']['input']>;
};

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

/** A wallet over a period of days: `closing` = `opening` + `earned` - `spent` - `expired` + `adjusted`. */
export type Statement = {
  __typename?: 'Statement';
  /** Given less taken by hand, passed on and blocked. */
  adjusted: Scalars['Points']['output'];
  /** Points at the end of the period. */
  closing: Scalars['Points']['output'];
  /** Earned by purchases, less what returns took back. */
  earned: Scalars['Points']['output'];
  /** What the figures are made of, the latest first. */
  entries: EntryConnection;
  /** Not spent in time. */
  expired: Scalars['Points']['output'];
  /** Points before the period, those not active yet included. */
  opening: Scalars['Points']['output'];
  /** Paid with or set aside for payments, less what was given back. */
  spent: Scalars['Points']['output'];
};


/** A wallet over a period of days: `closing` = `opening` + `earned` - `spent` - `expired` + `adjusted`. */
export type StatementEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

/** A shop. */
export type Store = {
  __typename?: 'Store';
  /** The brand it trades under. */
  brand: Scalars['String']['output'];
  /** Unique, as tills send it. */
  code: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; ask for what happened there. */
  id: Scalars['ID']['output'];
  /** The market it belongs to, such as `DE`. */
  market: Scalars['String']['output'];
  /** For people. */
  name: Scalars['String']['output'];
  /** IANA zone of its business dates. */
  timeZone: Scalars['String']['output'];
};

/** What every event of a stream tells. */
export type StreamChange = {
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
};

/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type Subscription = {
  __typename?: 'Subscription';
  /** Everything that changes about one customer, as far as the viewer may read it: a till is told of no interactions, a storefront (its own customer only) of no overrides and no marks. `sequence` counts those too, so a gap tells that something else changed, and not what. */
  customerChanged: CustomerChange;
  /** Each change of one customer's tier. A storefront: its own customer only. */
  tierChanged: TierChange;
  /** The tier changes of all customers, in one order for everybody. For staff. */
  tierChanges: TierChange;
};


/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type SubscriptionCustomerChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  customerId: Scalars['ID']['input'];
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
  __typename?: 'Tender';
  /** What was paid with it. */
  amount: Money;
  /** `cash`, `card`, `gift_card`, `points`, `voucher`, or as the seller calls it. */
  kind: Scalars['String']['output'];
};

/** A level of the programme. Levels are data of the programme, not of this schema. */
export type Tier = {
  __typename?: 'Tier';
  /** What it gives. */
  benefits: Array<Benefit>;
  /** Unique within the programme. */
  code: Scalars['String']['output'];
  /** Opaque, and the same wherever it is shown: a cache tells these apart by it. `node` does not answer it; tiers are the programme's. */
  id: Scalars['ID']['output'];
  /** The name shown to customers. */
  name: Scalars['String']['output'];
  /** Higher is better; the base tier has the lowest. */
  rank: Scalars['Int']['output'];
};


/** A level of the programme. Levels are data of the programme, not of this schema. */
export type TierNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** What causes a change of tier. */
export type TierCause = {
  __typename?: 'TierCause';
  /** `QUALIFIED` (what was bought is enough), `TERM_ENDED`, `RETURNED` (what had counted was taken back), `RULES_CHANGED`, `GRANT_STARTED`, `GRANT_ENDED` (by time) or `GRANT_CLEARED`. More may come. */
  code: Scalars['String']['output'];
  /** The same as a sentence. */
  sentence: Scalars['String']['output'];
};


/** What causes a change of tier. */
export type TierCauseSentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A change of tier. */
export type TierChange = StreamChange & {
  __typename?: 'TierChange';
  /** What caused it, as in `TierCause.code`. */
  cause: Scalars['String']['output'];
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  customer?: Maybe<Customer>;
  /** The tier that was held before. */
  from: Tier;
  /** What it comes to. */
  kind: TierChangeKind;
  /** When it happened. Earlier than it is told when only time made it happen. */
  occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  sequence: Scalars['Int']['output'];
  /** The tier that is held since. */
  to: Tier;
  /** When it is looked at again. Null for the base tier, which cannot be lost. */
  until?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of a customer's tier history. */
export type TierChangeConnection = {
  __typename?: 'TierChangeConnection';
  /** The same with their cursors. */
  edges: Array<TierChangeEdge>;
  /** The changes. */
  nodes: Array<RecordedTierChange>;
  /** Where the page ends. */
  pageInfo: PageInfo;
};

/** A change in a tier history with its place. */
export type TierChangeEdge = {
  __typename?: 'TierChangeEdge';
  /** Give it as `after` to read on from here. */
  cursor: Scalars['String']['output'];
  /** The change. */
  node: RecordedTierChange;
};

/** Which tier changes. What is left out does not restrict. */
export type TierChangeFilter = {
  /** Only these kinds. */
  kinds?: InputMaybe<Array<TierChangeKind>>;
  /** Only changes from or to a tier with one of these codes. */
  tiers?: InputMaybe<Array<Scalars['String']['input']>>;
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
  __typename?: 'TierExplanation';
  /** The instant. */
  at: Scalars['DateTime']['output'];
  /** The last change before it, with its cause. Null when there was none. */
  change?: Maybe<RecordedTierChange>;
  /** What counted then, in `unit`. */
  counted: Scalars['Decimal']['output'];
  /** The tier that was earned, which goes on underneath a given one. */
  earned: Tier;
  /** The entries that counted, the latest first: each with its order and the purchase event that caused it. */
  entries: EntryConnection;
  /** The first day that counted. Null where all days do. */
  from?: Maybe<Scalars['Date']['output']>;
  /** What was needed for the next tier, and was missing. Null when the highest was earned. */
  next?: Maybe<TierGap>;
  /** Version of the rules that decided. */
  rulesetVersion: Scalars['Int']['output'];
  /** The same as sentences to read aloud, in order. */
  sentences: Array<Scalars['String']['output']>;
  /** Since when it was held without a break. */
  since: Scalars['DateTime']['output'];
  /** The tier held then. */
  tier: Tier;
  /** The last day that counted. */
  to: Scalars['Date']['output'];
  /** Currency of qualifying spend, ISO 4217; `points` or `orders` where tiers go by those. */
  unit: Scalars['String']['output'];
  /** When it was going to be looked at again. Null for a tier that cannot be lost. */
  until?: Maybe<Scalars['DateTime']['output']>;
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
  __typename?: 'TierForecast';
  /** How many. */
  customers: Scalars['Int']['output'];
  /** The day. */
  day: Scalars['Date']['output'];
  /** The tier before. */
  from: Tier;
  /** Up to five of them, masked; their sections only for who may open a customer. */
  sample: Array<Customer>;
  /** The tier after. */
  to: Tier;
};

/** How far away a tier was. */
export type TierGap = {
  __typename?: 'TierGap';
  /** What was missing. */
  missing: Scalars['Decimal']['output'];
  /** What it needs, in the unit of the explanation. */
  need: Scalars['Decimal']['output'];
  /** The tier. */
  tier: Tier;
};

/** A tier that was given otherwise than by an override. The highest of those given and the one earned applies; a pin beats them. */
export type TierGrant = {
  __typename?: 'TierGrant';
  /** Who gave it. */
  by: Actor;
  /** Name it to replace or to end this grant. */
  id: Scalars['ID']['output'];
  /** Why it was given. */
  kind: TierGrantKind;
  /** Whether it is the least, or the only one. */
  mode: OverrideMode;
  /** What the one who gave it wrote. Empty once it was erased. */
  reason: Scalars['String']['output'];
  /** Since when. */
  since: Scalars['DateTime']['output'];
  /** The tier given. */
  tier: Tier;
  /** The first instant after it. Null when it has no end. */
  until?: Maybe<Scalars['DateTime']['output']>;
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
  __typename?: 'TierProgress';
  /** Until when it must be reached. Null when the window slides and there is no fixed day. */
  by?: Maybe<Scalars['DateTime']['output']>;
  /** What counts now, in `unit`. */
  have: Scalars['Decimal']['output'];
  /** What is needed, in `unit`. */
  need: Scalars['Decimal']['output'];
  /** What would count in addition when open orders are handed over and paid, in `unit`. */
  pendingCounts: Scalars['Decimal']['output'];
  /** The tier in question. */
  tier: Tier;
  /** Currency of qualifying spend, ISO 4217. */
  unit: Scalars['String']['output'];
};

/** A page of a timeline, latest first. */
export type TimelineConnection = {
  __typename?: 'TimelineConnection';
  /** The same items, each with its cursor. */
  edges: Array<TimelineEdge>;
  /** The items. */
  nodes: Array<TimelineItem>;
  /** Whether and where it goes on. */
  pageInfo: PageInfo;
};

/** An item and its place in the timeline. */
export type TimelineEdge = {
  __typename?: 'TimelineEdge';
  /** Give it as `after` to read on behind this item. */
  cursor: Scalars['String']['output'];
  /** The item. */
  node: TimelineItem;
};

/** Something on record about a customer. */
export type TimelineItem = {
  __typename?: 'TimelineItem';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Who did it; for staff. What time does to points is done by the rule that says so (`RULE`). Null when nobody in particular did. */
  by?: Maybe<Actor>;
  /** What it is about. */
  kind: TimelineKind;
  /** The thing itself, where it has an id. Null when the viewer may not see it. */
  node?: Maybe<Node>;
  /** What happened, for people. */
  sentence: Scalars['String']['output'];
  /** The shop where it happened. Null when it was none. */
  store?: Maybe<Store>;
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
  from: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How many, 1 or more. They expire when they would have. */
  points: Scalars['Points']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
  /** Who gets them. */
  to: CustomerIdentifierInput;
  /** Code of the wallet. */
  wallet?: InputMaybe<Scalars['String']['input']>;
};

/** The end of a block. */
export type UnblockPointsInput = {
  /** `id` of the block. */
  block: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
};

/** A change that time alone will bring. */
export type UpcomingChange = {
  __typename?: 'UpcomingChange';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** `UPGRADED`, `DOWNGRADED` or `RENEWED`. */
  kind: Scalars['String']['output'];
  /** The same as a sentence. */
  sentence: Scalars['String']['output'];
};


/** A change that time alone will bring. */
export type UpcomingChangeSentenceArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A change of what is known about a customer. What is left out stays as it is. */
export type UpdateCustomerInput = {
  /** Who. */
  customer: CustomerIdentifierInput;
  /** The `version` that was read: refused with `VERSION_CONFLICT` when somebody has changed the customer since. Null changes it anyway. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** All marks that the customer is to have. Null leaves them as they are. */
  flags?: InputMaybe<Array<CustomerFlag>>;
  /** Preferred language, BCP 47. Null takes it away. */
  language?: InputMaybe<Scalars['String']['input']>;
  /** Full name, at most 512 bytes. Null takes it away. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to a change of a customer. */
export type UpdateCustomerPayload = {
  __typename?: 'UpdateCustomerPayload';
  /** The customer as it is now. Null when there are `userErrors`. */
  customer?: Maybe<Customer>;
  /** Why nothing was changed: `CUSTOMER_NOT_FOUND`, `VERSION_CONFLICT`, `LANGUAGE_MALFORMED`, or the code of a malformed text. */
  userErrors: Array<UserError>;
};

/** A change of a draft. */
export type UpdateRulesetDraftInput = {
  /** The whole document, JSON or YAML. */
  document: Scalars['String']['input'];
  /** `revision` of the draft as it was seen. */
  expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  version: Scalars['Int']['input'];
};

/** An expected refusal of a mutation: nothing was changed, and the sender can do something about it. */
export type UserError = {
  __typename?: 'UserError';
  /** Stable and made for programs. Treat codes you do not know as final. */
  code: Scalars['String']['output'];
  /** Path of the input field at fault. Null when it is no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** For people, in English. */
  message: Scalars['String']['output'];
};

/** A coupon that a till wants to know about. */
export type ValidateCouponInput = {
  /** What is about to be bought. */
  cart?: InputMaybe<CartInput>;
  /** Number of the cashier, no name. */
  cashier?: InputMaybe<Scalars['String']['input']>;
  /** Code of the channel. Default: `store`. */
  channel?: InputMaybe<Scalars['String']['input']>;
  /** As scanned or typed. */
  code: Scalars['String']['input'];
  /** Who is at the till, when known. */
  customer?: InputMaybe<CustomerIdentifierInput>;
  /** Code of the store. Default: the till's own; a till cannot name another. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till in its store. */
  till: Scalars['String']['input'];
};

/** The answer to a check. The attempt is on record. */
export type ValidateCouponPayload = {
  __typename?: 'ValidateCouponPayload';
  /** The coupon. Null for an unknown code and for another customer's alike. */
  coupon?: Maybe<Coupon>;
  /** Whether it would be taken. Null when there are `userErrors`. */
  eligibility?: Maybe<Eligibility>;
  /** Why it could not be checked: `CUSTOMER_NOT_FOUND`. */
  userErrors: Array<UserError>;
};

/** A caller who has to show that they are the customer. */
export type VerifyCallerInput = {
  /** What the caller says, 1 to 5 claims. */
  claims: Array<CallerClaimInput>;
  /** Whom the caller says to be. */
  customer: CustomerIdentifierInput;
};

/** What the claims came to. */
export type VerifyCallerPayload = {
  __typename?: 'VerifyCallerPayload';
  /** One per claim, in the order of the claims. Empty when there are `userErrors`. */
  checks: Array<CallerCheck>;
  /** Why nothing was compared: `CUSTOMER_NOT_FOUND`, `CLAIMS_COUNT`, or `TOO_MANY_ATTEMPTS` after wrong claims in the last hour. */
  userErrors: Array<UserError>;
  /** Whether at least two claims of different kinds match and none is wrong. */
  verified: Scalars['Boolean']['output'];
};

/** How much of a personal value is shown. */
export type Visibility =
  /** Enough to recognise it, such as the last characters; the default on an open customer. */
  | 'CONTACT'
  /** The whole value; needs a reason and is audited. */
  | 'FULL'
  /** Only the kind and the form of the value; for search results. */
  | 'MASKED';

export type PageQueryVariables = Exact<{
  email: Scalars['String']['input'];
}>;


export type PageQuery = { __typename?: 'Query', customer?: { __typename?: 'Customer', id: string, name?: string | null, streamCursor?: string | null, loyalty?: { __typename?: 'Loyalty', id: string, tier: { __typename?: 'Tier', id: string, name: string }, next?: { __typename?: 'TierProgress', have: string, need: string, unit: string, tier: { __typename?: 'Tier', id: string, name: string } } | null, accounts: Array<{ __typename?: 'Account', id: string, wallet: string, active: string }> } | null } | null };

export type TierChangedSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type TierChangedSubscription = { __typename?: 'Subscription', tierChanged: { __typename?: 'TierChange', cursor: string, kind: TierChangeKind, to: { __typename?: 'Tier', id: string, name: string }, customer?: { __typename?: 'Customer', id: string, loyalty?: { __typename?: 'Loyalty', id: string, tier: { __typename?: 'Tier', id: string, name: string }, next?: { __typename?: 'TierProgress', have: string, need: string, unit: string, tier: { __typename?: 'Tier', id: string, name: string } } | null, accounts: Array<{ __typename?: 'Account', id: string, wallet: string, active: string }> } | null } | null } };


export const PageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Page"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"streamCursor"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"have"}},{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PageQuery, PageQueryVariables>;
export const TierChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TierChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tierChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"have"}},{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TierChangedSubscription, TierChangedSubscriptionVariables>;