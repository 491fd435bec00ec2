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

/** An incident that somebody looks after. */
export type AcknowledgeIncidentInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** `id` of the incident. */
  incident: Scalars['ID']['input'];
  /** What colleagues should know, 1 to 500 characters. Default: nothing. */
  note?: InputMaybe<Scalars['String']['input']>;
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

/** A document, and whether to do it. */
export type ApplySetupInput = {
  /** JSON, at most 262,144 characters, of the form of `Setup.document`. Without `rules`: those have drafts (`createRulesetDraft`). */
  document: Scalars['String']['input'];
  /** Only says what would be changed. Default false. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that the document was made from; null: whatever it is now. */
  expectedVersion?: InputMaybe<Scalars['String']['input']>;
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

/** An identifier that must not be accepted any more. */
export type BlockIdentifierInput = {
  /** Which. */
  identifier: IdentifierReferenceInput;
  /** Why; it is kept in the audit. */
  reason: BlockReason;
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

/** Something the caller says, to be compared with what is known. */
export type CallerClaimInput = {
  /** `name`, or the kind of an identifier such as `email`, `phone` or `loyalty`. */
  kind: Scalars['String']['input'];
  /** What the caller says. */
  value: Scalars['String']['input'];
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

/** A new draft of rules. */
export type CreateRulesetDraftInput = {
  /** JSON or YAML, as docs/rulesets.md describes it. `version` may be left out: it is given. */
  document: Scalars['String']['input'];
};

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
  |  /** A telephone number with its country code, such as `+49 30 1234567`, or as it is dialled in the installation's region; separators do not matter. */
  { couponCode?: never; deviceToken?: never; email?: never; external?: never; id?: never; loyaltyNumber?: never; order?: never; phone: Scalars['String']['input']; };

/** A destination that is to be told, or to be in shadow again. */
export type CutOverDestinationInput = {
  /** Code of the destination. */
  destination: Scalars['String']['input'];
  /** Whether it is cut over though the verdict is NO_GO. Default: it is not. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How it is to be. */
  mode: DestinationMode;
  /** Why, for the record. */
  reason: Scalars['String']['input'];
};

/** How a day compares with its declaration. */
export type DayState =
  /** Number and total are the same, and nothing waits. */
  | 'AGREES'
  /** Number or total are not the same. */
  | 'DIFFERS'
  /** Number and total will be the same once what is held is applied. */
  | 'WAITS';

/** A dead letter of a destination. */
export type DeadLetterInput = {
  /** Code of the destination. */
  destination: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** `id` of the dead letter. */
  message: Scalars['String']['input'];
};

/** What a business day came to. */
export type DeclareDayInput = {
  /** The business date, as receipts carry it; for a source's own orders a day of the programme's time zone. */
  businessDate: Scalars['Date']['input'];
  /** The first number of the till's day: what is missing before the lowest that came is seen by it. */
  firstNumber?: InputMaybe<Scalars['String']['input']>;
  /** Made by the till or the source, at most 255 bytes: the same key gives the first answer again; with another input it is refused. Two tills may use the same key. */
  idempotencyKey: Scalars['String']['input'];
  /** The last number of the till's day: what is missing behind the highest that came is seen by it. */
  lastNumber?: InputMaybe<Scalars['String']['input']>;
  /** How many receipts have a number of that day, voided ones among them, 0 to 1,000,000. Of a source's own orders: how many it opened that day, cancelled ones among them, in the currency of `total`. */
  receipts: Scalars['Int']['input'];
  /** Code of the source whose word it is, one that the sender may send of. Leave it out at a till. */
  source?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. Default: the till's own; a till cannot name another. A source that leaves it out declares all orders that it took in. */
  store?: InputMaybe<Scalars['String']['input']>;
  /** Number of the till, as receipts carry it. A till's own declaration needs it; without it a source declares all tills of the store. */
  till?: InputMaybe<Scalars['String']['input']>;
  /** What they come to: sales less what was exchanged, returned, refunded and voided under a number of that day; may be negative. Of a source's own orders: what was ordered, whatever was cancelled or came back later. */
  total: MoneyInput;
};

/** Whether a destination is sent to. */
export type DestinationBreaker =
  /** It is. */
  | 'CLOSED'
  /** It answered nobody, and one customer's message is tried. */
  | 'HALF_OPEN'
  /** It answers nobody and is left alone; longer each time, at most five minutes. */
  | 'OPEN';

/** A destination that is to be stopped, to go on, or to be told nothing more. */
export type DestinationInput = {
  /** Code of the destination. */
  destination: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
};

/** Whether a destination is told. */
export type DestinationMode =
  /** It is. */
  | 'LIVE'
  /** Another feed tells it: nothing is sent, and what would have been is compared with what it stores, or with a file of what the other feed told. */
  | 'SHADOW';

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

/** An order as the ERP knows it. */
export type ErpOrderInput = {
  /** What was ordered, before anything came back. */
  amount: MoneyInput;
  /** When it was handed over. */
  fulfilledAt: Scalars['DateTime']['input'];
  /** Its number. */
  number: Scalars['String']['input'];
  /** When it was placed. Default: as its messages say. */
  placedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The system whose number it is. Default: any. */
  source?: InputMaybe<Scalars['String']['input']>;
};

/** A number of another system. */
export type ExternalInput = {
  /** Its number, at most 512 bytes. */
  id: Scalars['String']['input'];
  /** The system, such as `erp`, `crm` or `shop`. */
  source: Scalars['String']['input'];
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
  coupon?: InputMaybe<Scalars['String']['input']>;
  /** Who gets it. */
  customer: CustomerIdentifierInput;
  /** `GoodwillAllowance.version` as it was seen: refused when somebody was faster. Null: whatever it is. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** For colleagues, at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** How many points, 1 or more. */
  points?: InputMaybe<Scalars['Points']['input']>;
  /** Code of one of `GoodwillAllowance.reasons`. */
  reason: Scalars['String']['input'];
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

/** Which handoffs; all given fields must match. */
export type HandoffFilter = {
  /** Received at least this many minutes ago. */
  olderThanMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** Numbers of orders, at most 100: only events of these orders, and events held for them. */
  references?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Code of the source that sent the event. */
  source?: InputMaybe<Scalars['String']['input']>;
  /** At least one hop is in one of these states: `OK`, `LATE`, `PENDING`, `MISSING`, `HELD`, `REJECTED`, `WRONG`, `NOT_EXPECTED`. */
  state?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Code of the boundary where the first problem is; one that is not set up is refused. */
  stoppedAt?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. */
  store?: InputMaybe<Scalars['String']['input']>;
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
  | 'REPLACED'
  /** Told by the stream alone: it was taken from the customer, whom it finds no more. */
  | 'UNLINKED';

/** What an edge is made of. */
export type IdentityEvidenceKind =
  /** Their records are alike. */
  | 'ALIKE'
  /** Somebody said so. */
  | 'SAID'
  /** Both showed one identifier. */
  | 'SHOWN';

/** How far a message was read. */
export type InboundMessageState =
  /** Everything in it was understood, and told. */
  | 'READ'
  /** Stored; it waits to be read. */
  | 'RECEIVED'
  /** Something in it was not understood: it can be read again once that is mended. */
  | 'UNREAD';

/** Purchase events to take in. */
export type IngestPurchasesInput = {
  /** 1 to 500 events. Several of one order, and of one customer, may stand in one call. */
  events: Array<PurchaseEventInput>;
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
  /** `COMPLAINT`, `CONTACT`, `MESSAGE_SENT`, `MESSAGE_OPENED`, `MESSAGE_CLICKED`, `MESSAGE_BOUNCED`, `MESSAGE_UNSUBSCRIBED`, `CASE_OPENED`, `CASE_RESOLVED` or `GOODWILL`. */
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

/** For whom a storefront needs a token. */
export type IssueCustomerTokenInput = {
  /** Whom the shop has signed in: by `id`, `email`, `phone`, `loyaltyNumber` or `external`. */
  customer: CustomerIdentifierInput;
};

/** How what waits for a destination travels. */
export type Lane =
  /** It happens to very many at once, and lets the others by. */
  | 'BULK'
  /** Somebody waits for it. */
  | 'LIVE';

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
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** The identifier, with `verified` where the customer has proved it. */
  identifier: PurchaseIdentifierInput;
};

/** A text in a language. */
export type LocalisedTextInput = {
  /** Language, BCP 47, such as `de`. */
  locale: Scalars['String']['input'];
  /** The text, at most 200 characters. */
  text: Scalars['String']['input'];
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

/** Where a membership stands. */
export type MembershipStatus =
  /** Ended. */
  | 'CLOSED'
  /** Earns and spends. */
  | 'ENROLLED'
  /** Neither earns nor spends for now. */
  | 'SUSPENDED';

/** What would stand against a merge until a supervisor overrules it. */
export type MergeConflictCode =
  /** Together they would have more identifiers of a kind than set-up allows. */
  | 'LIMIT_OF_CUSTOMER'
  /** Somebody has said that they are two people. */
  | 'SAID_DISTINCT';

/** Two customers who are one. */
export type MergeCustomersInput = {
  /** Who goes on. */
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Who goes under them. */
  other: CustomerIdentifierInput;
  /** Against a limit, or against somebody's word that they are two: a supervisor's to say. Default false. */
  overrule?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, 1 to 500 characters; kept with the decision. */
  reason: Scalars['String']['input'];
};

/** An amount of money that is sent in. */
export type MoneyInput = {
  /** At most the decimals of the currency, such as `12.50` in EUR. */
  amount: Scalars['Decimal']['input'];
  /** ISO 4217, upper case. */
  currencyCode: Scalars['String']['input'];
};

/** Incidents that nobody is to be told of. */
export type MuteIncidentsInput = {
  /** Code of the incidents, such as `DESTINATION_BROKEN`. Default: whatever is broken. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** From when on. Default: now. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
  /** What they are about: code of a boundary, source, destination or service level. Default: whatever it is. */
  subject?: InputMaybe<Scalars['String']['input']>;
  /** Until when: within 31 days. */
  until: Scalars['DateTime']['input'];
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

/** A rollout that is to stop for now. */
export type PauseRolloutInput = {
  /** Why; at most 500 characters. */
  reason: Scalars['String']['input'];
  /** Of which version. */
  version: Scalars['Int']['input'];
};

/** What a source says of one person or organisation. All but `key` is optional, and what is missing speaks neither for nor against; at least one field must say something. Texts have at most 512 bytes, blank ones say nothing, and are kept as they were sent. Only types are checked by the schema: every value is checked record by record. */
export type PersonRecordInput = {
  /** What stands beside the street: building, flat, district. */
  addressLine2?: InputMaybe<Scalars['String']['input']>;
  /** Day of birth, `YYYY-MM-DD`, from 1900 to today. */
  birthDate?: InputMaybe<Scalars['String']['input']>;
  /** Place of birth. */
  birthPlace?: InputMaybe<Scalars['String']['input']>;
  /** Town. */
  city?: InputMaybe<Scalars['String']['input']>;
  /** Country, by name or code; in one form within the source. */
  country?: InputMaybe<Scalars['String']['input']>;
  /** Email address, as the source has it. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Whether the source has seen it proven that the address is the person's. Counts only of a source that set-up trusts with the kind (`trustedKinds`): then the record is the customer's who has proven that address, whatever else it says, by the rules of set-up. Default false. */
  emailVerified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Surname. */
  familyName?: InputMaybe<Scalars['String']['input']>;
  /** First name. */
  givenName?: InputMaybe<Scalars['String']['input']>;
  /** House number, where it is not part of `street`. */
  houseNumber?: InputMaybe<Scalars['String']['input']>;
  /** The source's own key of the record, at most 255 bytes. Who sends it again changes the record. */
  key: Scalars['String']['input'];
  /** Further first names. */
  middleName?: InputMaybe<Scalars['String']['input']>;
  /** The whole name, `Given Surname` or `Surname, Given`; read where its parts are not given. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The name of an organisation, when the record is one. */
  organisation?: InputMaybe<Scalars['String']['input']>;
  /** Telephone number, as the source has it. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** The same of the telephone number. */
  phoneVerified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Postcode. */
  postalCode?: InputMaybe<Scalars['String']['input']>;
  /** County, state or province. */
  region?: InputMaybe<Scalars['String']['input']>;
  /** Street, with the house number where that is not given by itself. */
  street?: InputMaybe<Scalars['String']['input']>;
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

/** What somebody does with a customer who is open. */
export type PresenceKind =
  /** Is about to change something. */
  | 'EDITING'
  /** Reads. */
  | 'VIEWING';

/** Two customers to be looked at together. */
export type PreviewMergeInput = {
  /** Who would go on. */
  customer: CustomerIdentifierInput;
  /** Who would go under them. */
  other: CustomerIdentifierInput;
};

/** What is somebody else's of a customer. */
export type PreviewSplitInput = {
  /** The customer who is two people; that one goes on with what stays. */
  customer: CustomerIdentifierInput;
  /** What the other one is known by, 1 to 100. All came with one record of the customer, which is still known by something else. */
  identifiers: Array<IdentifierReferenceInput>;
  /** The `id`s of orders that are the other one's, too, though they showed an identifier of the one who stays, or none; 2,000 at most. */
  orders?: InputMaybe<Array<Scalars['ID']['input']>>;
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

/** A means of payment. */
export type PurchaseTenderInput = {
  /** Decimal. */
  amount: Scalars['String']['input'];
  /** `cash`, `card`, `gift_card`, `points`, `voucher`. */
  kind: Scalars['String']['input'];
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

/** Interactions, each for itself. */
export type RecordInteractionsInput = {
  /** At most 500. */
  interactions: Array<InteractionInput>;
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

/** Points that were paid with and are given back. */
export type RefundPointsInput = {
  /** `id` of what was set aside and paid with. */
  authorisation: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** How many; all that were paid with and not refunded yet when left out. */
  points?: InputMaybe<Scalars['Points']['input']>;
};

/** Held events that are to go on: named, or all that are held for the same kind of thing. */
export type ReleaseHeldInput = {
  /** The `id`s of their handoffs, 1 to 100. All go on or none. */
  handoffs?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Instead: the `reason` of a group of `held`; its oldest 500 go on, but those that the viewer may not let go on. */
  heldFor?: InputMaybe<Scalars['String']['input']>;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, for colleagues: 1 to 500 characters. */
  reason: Scalars['String']['input'];
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

/** What a destination is to be told again. */
export type ReplayDestinationInput = {
  /** Code of the destination. */
  destination: Scalars['String']['input'];
  /** The first instant of which what was recorded is told again. */
  from: Scalars['DateTime']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** The first instant after it. */
  to: Scalars['DateTime']['input'];
};

/** An answer to whether two customers are one person. */
export type ResolveMatchCandidateInput = {
  /** The `id` of the candidate. */
  candidate: Scalars['ID']['input'];
  /** Whether they are one. */
  decision: MatchDecision;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Of `SAME`, as in `mergeCustomers`. Default false. */
  overrule?: InputMaybe<Scalars['Boolean']['input']>;
  /** Why, 1 to 500 characters; kept with the decision. */
  reason: Scalars['String']['input'];
  /** Of `SAME`: the `id` of the one who goes on. Default: whoever has been a customer longer. */
  survivor?: InputMaybe<Scalars['ID']['input']>;
};

/** Records of persons to take in. */
export type ResolveRecordsInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** 1 to 500 records; more are refused as a whole (`BAD_USER_INPUT`). */
  records: Array<PersonRecordInput>;
  /** Code of the source that says so, such as `crm`; must be set up, and one of the key's. */
  source: Scalars['String']['input'];
};

/** A rollout that is to go on. */
export type ResumeRolloutInput = {
  /** Of which version. */
  version: Scalars['Int']['input'];
};

/** Dead letters of a destination that are to be tried again. */
export type RetryDeadLettersInput = {
  /** Code of the destination. */
  destination: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** `id` of one dead letter. Default: all of them. */
  message?: InputMaybe<Scalars['String']['input']>;
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

/** Whose storefront tokens are to end. */
export type RevokeCustomerTokensInput = {
  /** Whose. */
  customer: CustomerIdentifierInput;
};

/** A draft as somebody has seen it. */
export type RulesetDraftInput = {
  /** `revision` of the draft as it was seen. */
  expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  version: Scalars['Int']['input'];
};

/** Where a version of the rules is in its life. */
export type RulesetStatus =
  /** Put into force, at once or from `activatedAt` on; it never changes again. */
  | 'ACTIVE'
  /** Being written; nothing earns by it. */
  | 'DRAFT'
  /** No longer used. */
  | 'RETIRED';

/** A mapping to save. */
export type SaveMappingInput = {
  /** YAML or JSON, at most 262,144 characters. */
  document: Scalars['String']['input'];
  /** The version that it was made from, 0 for a new name; null: whatever is saved now. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** How a destination is to be. */
export type SetDestinationInput = {
  /** An entry of the set-up's `destinations` as JSON, at most 262,144 characters; `docs/reference/setup.schema.json` says of what form. */
  document: Scalars['String']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
};

/** By what customers are grouped, as they were when they were compared. */
export type ShadowGrouping =
  /** The total of the customer's last order, in bands of its currency's units: 0, 25, 50, 100, 250 and 1,000. */
  | 'ORDER_SIZE'
  /** The status of the customer's last order. */
  | 'ORDER_STATUS'
  /** The segment: until there are segments, the customer's tier. */
  | 'TIER';

/** Whether a destination may be cut over. */
export type ShadowVerdict =
  /** Enough was compared, for long enough, and enough of it is equal. */
  | 'GO'
  /** It is not so, or nothing could be compared. */
  | 'NO_GO';

/** A version that is to be tried out. */
export type SimulateRulesetInput = {
  /** Which version. */
  version: Scalars['Int']['input'];
};

/** An order number. */
export type SourceNumberInput = {
  /** The number, as it was sent. */
  number: Scalars['String']['input'];
  /** The system whose number it is. Without it, AMBIGUOUS_REFERENCE when two orders have the number. */
  source?: InputMaybe<Scalars['String']['input']>;
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
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** What the other one is known by, 1 to 100. All came with one record of the customer, which is still known by something else. */
  identifiers: Array<IdentifierReferenceInput>;
  /** The `id`s of orders that are the other one's, too, though they showed an identifier of the one who stays, or none; 2,000 at most. */
  orders?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Why, 1 to 500 characters; kept with the decision. */
  reason: Scalars['String']['input'];
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

/** A mapping, and what to try it on: either a sample or a message. */
export type TryMappingInput = {
  /** The mapping, YAML or JSON, at most 262,144 characters. */
  document: Scalars['String']['input'];
  /** Number of a stored message, byte by byte as it came, with its headers and its time. */
  message?: InputMaybe<Scalars['String']['input']>;
  /** A body as the system sends it, as text. */
  sample?: InputMaybe<Scalars['String']['input']>;
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

/** Goodwill to be taken back. */
export type UndoGoodwillInput = {
  /** `id` of the gift. */
  id: Scalars['ID']['input'];
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
};

/** An identifier to take from whoever has it. */
export type UnlinkIdentifierInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Which. */
  identifier: IdentifierReferenceInput;
  /** Why; kept in the audit. */
  reason: UnlinkReason;
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

/** Somebody who is to be a customer of their own again. */
export type UnmergeCustomersInput = {
  /** The customer that went on. */
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 500 characters; kept with the decision. */
  reason: Scalars['String']['input'];
  /** The `id` that went under it. */
  separate: Scalars['ID']['input'];
};

/** A mute that is to end. */
export type UnmuteIncidentsInput = {
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** `id` of the mute. */
  mute: Scalars['ID']['input'];
};

/** A split that is to be taken back. */
export type UnsplitCustomerInput = {
  /** The customer that the split made. */
  customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 500 characters; kept with the decision. */
  reason: Scalars['String']['input'];
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

/** A change of a draft. */
export type UpdateRulesetDraftInput = {
  /** The whole document, JSON or YAML. */
  document: Scalars['String']['input'];
  /** `revision` of the draft as it was seen. */
  expectedRevision: Scalars['Int']['input'];
  /** Which draft. */
  version: Scalars['Int']['input'];
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

/** A caller who has to show that they are the customer. */
export type VerifyCallerInput = {
  /** What the caller says, 1 to 5 claims. */
  claims: Array<CallerClaimInput>;
  /** Whom the caller says to be. */
  customer: CustomerIdentifierInput;
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