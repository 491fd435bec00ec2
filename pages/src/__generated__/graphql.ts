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

export type CallerRevealMutationVariables = Exact<{
  input: RevealIdentifiersInput;
}>;


export type CallerRevealMutation = { __typename: 'Mutation', revealIdentifiers?: { __typename: 'RevealIdentifiersPayload', identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string }>, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActErrorFragment = { __typename: 'UserError', code: string, message: string, field?: Array<string> | null };

export type ActionTiersQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  locale: Scalars['String']['input'];
}>;


export type ActionTiersQuery = { __typename: 'Query', programme: { __typename: 'Programme', id: string, currencyCode: string, tiers: Array<{ __typename: 'Tier', id: string, code: string, name: string, rank: number }> }, explainTier?: { __typename: 'TierExplanation', until?: string | null, earned: { __typename: 'Tier', id: string, code: string, name: string, rank: number } } | null };

export type ActionExplainQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  locale: Scalars['String']['input'];
}>;


export type ActionExplainQuery = { __typename: 'Query', explainTier?: { __typename: 'TierExplanation', at: string, sentences: Array<string>, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number } } | null };

export type ActionStoresQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ActionStoresQuery = { __typename: 'Query', programme: { __typename: 'Programme', id: string, currencyCode: string }, stores: { __typename: 'StoreConnection', nodes: Array<{ __typename: 'Store', id: string, code: string, name: string }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type ActionOrderQueryVariables = Exact<{
  by: OrderReferenceInput;
  locale: Scalars['String']['input'];
}>;


export type ActionOrderQuery = { __typename: 'Query', order?: { __typename: 'Order', id: string, placedAt: string, status: OrderStatus, channel: string, store?: { __typename: 'Store', id: string, name: string } | null, total: { __typename: 'Money', amount: string, currencyCode: string }, lines: Array<{ __typename: 'OrderLine', id: string, name?: string | null, quantity: string }>, points: { __typename: 'OrderPoints', expected: string, active: string, explanation: Array<string> } } | null };

export type ActionClaimMutationVariables = Exact<{
  input: ClaimPurchaseInput;
}>;


export type ActionClaimMutation = { __typename: 'Mutation', claimPurchase?: { __typename: 'ClaimPurchasePayload', customer?: { __typename: 'Customer', id: string } | null, order?: { __typename: 'Order', id: string, points: { __typename: 'OrderPoints', expected: string, pending: string, active: string } } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionOverrideMutationVariables = Exact<{
  input: OverrideTierInput;
}>;


export type ActionOverrideMutation = { __typename: 'Mutation', overrideTier?: { __typename: 'OverrideTierPayload', customer?: { __typename: 'Customer', id: string } | null, override?: { __typename: 'Override', version: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionClearOverrideMutationVariables = Exact<{
  input: ClearTierOverrideInput;
}>;


export type ActionClearOverrideMutation = { __typename: 'Mutation', clearTierOverride?: { __typename: 'ClearTierOverridePayload', customer?: { __typename: 'Customer', id: string } | null, override?: { __typename: 'Override', version: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionGrantMutationVariables = Exact<{
  input: GrantTierInput;
}>;


export type ActionGrantMutation = { __typename: 'Mutation', grantTier?: { __typename: 'GrantTierPayload', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, grants: Array<{ __typename: 'TierGrant', id: string, kind: TierGrantKind }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionEndGrantMutationVariables = Exact<{
  input: EndTierGrantInput;
}>;


export type ActionEndGrantMutation = { __typename: 'Mutation', endTierGrant?: { __typename: 'EndTierGrantPayload', customer?: { __typename: 'Customer', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionAdjustMutationVariables = Exact<{
  input: AdjustPointsInput;
}>;


export type ActionAdjustMutation = { __typename: 'Mutation', adjustPoints?: { __typename: 'PointsPayload', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionBlockPointsMutationVariables = Exact<{
  input: BlockPointsInput;
}>;


export type ActionBlockPointsMutation = { __typename: 'Mutation', blockPoints?: { __typename: 'PointsHoldPayload', hold?: { __typename: 'PointsHold', id: string, points: string } | null, customer?: { __typename: 'Customer', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionUnblockPointsMutationVariables = Exact<{
  input: UnblockPointsInput;
}>;


export type ActionUnblockPointsMutation = { __typename: 'Mutation', unblockPoints?: { __typename: 'PointsPayload', customer?: { __typename: 'Customer', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionReplaceMutationVariables = Exact<{
  input: ReplaceIdentifierInput;
}>;


export type ActionReplaceMutation = { __typename: 'Mutation', replaceIdentifier?: { __typename: 'ReplaceIdentifierPayload', customer?: { __typename: 'Customer', id: string, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, status: IdentifierStatus }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionLinkMutationVariables = Exact<{
  input: LinkIdentifierInput;
}>;


export type ActionLinkMutation = { __typename: 'Mutation', linkIdentifier?: { __typename: 'LinkIdentifierPayload', customer?: { __typename: 'Customer', id: string, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, status: IdentifierStatus }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionUnlinkMutationVariables = Exact<{
  input: UnlinkIdentifierInput;
}>;


export type ActionUnlinkMutation = { __typename: 'Mutation', unlinkIdentifier?: { __typename: 'UnlinkIdentifierPayload', customer?: { __typename: 'Customer', id: string, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, status: IdentifierStatus }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionBlockMutationVariables = Exact<{
  input: BlockIdentifierInput;
}>;


export type ActionBlockMutation = { __typename: 'Mutation', blockIdentifier?: { __typename: 'BlockIdentifierPayload', customer?: { __typename: 'Customer', id: string, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, status: IdentifierStatus }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionContactMutationVariables = Exact<{
  input: RecordInteractionInput;
}>;


export type ActionContactMutation = { __typename: 'Mutation', recordInteraction?: { __typename: 'RecordInteractionPayload', duplicate: boolean, interaction?: { __typename: 'Interaction', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionUpdateMutationVariables = Exact<{
  input: UpdateCustomerInput;
}>;


export type ActionUpdateMutation = { __typename: 'Mutation', updateCustomer?: { __typename: 'UpdateCustomerPayload', customer?: { __typename: 'Customer', id: string, version: number, name?: string | null, language?: string | null, flags: Array<CustomerFlag> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ActionEnrolMutationVariables = Exact<{
  input: EnrolCustomerInput;
}>;


export type ActionEnrolMutation = { __typename: 'Mutation', enrolCustomer?: { __typename: 'EnrolCustomerPayload', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, tier: { __typename: 'Tier', id: string, code: string } } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type CallerQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  locale: Scalars['String']['input'];
}>;


export type CallerQuery = { __typename: 'Query', customer?: { __typename: 'Customer', streamCursor?: string | null, id: string, name?: string | null, language?: string | null, version: number, flags: Array<CustomerFlag>, sources: Array<{ __typename: 'SourceFreshness', source: string, sections: Array<string>, status: SourceStatus, customerAsOf?: string | null, watermark?: string | null }>, problems?: Array<{ __typename: 'CustomerProblem', code: string, sentence: string, since: string, suggestedAction?: string | null, order?: { __typename: 'Order', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }> } | null }> | null, loyalty?: { __typename: 'Loyalty', id: string, status: MembershipStatus, enrolledAt: string, tierSince: string, tierUntil?: string | null, tierReason: Array<string>, programme: { __typename: 'Programme', id: string, code: string, name: string }, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number, benefits: Array<{ __typename: 'Benefit', code: string, name: string, remaining?: number | null }> }, next?: { __typename: 'TierProgress', have: string, need: string, unit: string, pendingCounts: string, by?: string | null, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number } } | null, keep?: { __typename: 'TierProgress', have: string, need: string, unit: string, pendingCounts: string, by?: string | null, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number } } | null, nextChange?: { __typename: 'UpcomingChange', at: string, kind: string, sentence: string } | null, override?: { __typename: 'Override', mode: OverrideMode, since: string, until?: string | null, reason: string, version: number, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, by: { __typename: 'Actor', kind: ActorKind, name: string } } | null, grants: Array<{ __typename: 'TierGrant', id: string, kind: TierGrantKind, mode: OverrideMode, since: string, until?: string | null, reason: string, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, by: { __typename: 'Actor', kind: ActorKind, name: string } }>, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, blocked: string, negative: string, blocks?: Array<{ __typename: 'PointsBlock', block: string, points: string, since: string, reason: string, by: { __typename: 'Actor', kind: ActorKind, name: string } }> | null, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }>, history: { __typename: 'TierChangeConnection', nodes: Array<{ __typename: 'RecordedTierChange', id: string, at: string, kind: string, reason?: string | null, from: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, to: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, cause: { __typename: 'TierCause', code: string, sentence: string } }> } } | null, openCases?: { __typename: 'InteractionConnection', nodes: Array<{ __typename: 'Interaction', id: string, at: string, kind: string, channel: string, subject: string, status?: string | null, caseNumber?: string | null }> } | null, orders?: { __typename: 'OrderConnection', nodes: Array<{ __typename: 'Order', id: string, channel: string, placedAt: string, status: OrderStatus, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }>, store?: { __typename: 'Store', id: string, code: string, name: string } | null, total: { __typename: 'Money', amount: string, currencyCode: string }, points: { __typename: 'OrderPoints', expected: string, pending: string, active: string, reversed: string, activatesAt?: string | null }, handoff?: { __typename: 'Handoff', id: string, firstProblem?: { __typename: 'Hop', state: string, detail?: string | null, boundary: { __typename: 'Boundary', id: string, code: string, to: string } } | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null, coupons?: { __typename: 'CouponConnection', nodes: Array<{ __typename: 'Coupon', id: string, code: string, name: string, state: CouponState, validUntil: string, issuedBecause?: string | null, eligibility: { __typename: 'Eligibility', redeemable: boolean, refusals: Array<{ __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean }> }, attempts: Array<{ __typename: 'CouponAttempt', at: string, till?: string | null, outcome: string, store?: { __typename: 'Store', id: string, name: string } | null, refusal?: { __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null } | null }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, verified: boolean, status: IdentifierStatus, firstSeenAt: string, lastSeenOn?: string | null }> } | null };

export type CallerHeadFragment = { __typename: 'Customer', id: string, name?: string | null, language?: string | null, version: number, flags: Array<CustomerFlag>, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, verified: boolean, status: IdentifierStatus, firstSeenAt: string, lastSeenOn?: string | null }> };

export type CallerSourceFragment = { __typename: 'SourceFreshness', source: string, sections: Array<string>, status: SourceStatus, customerAsOf?: string | null, watermark?: string | null };

export type CallerProblemFragment = { __typename: 'CustomerProblem', code: string, sentence: string, since: string, suggestedAction?: string | null, order?: { __typename: 'Order', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }> } | null };

export type CallerLoyaltyFragment = { __typename: 'Loyalty', id: string, status: MembershipStatus, enrolledAt: string, tierSince: string, tierUntil?: string | null, tierReason: Array<string>, programme: { __typename: 'Programme', id: string, code: string, name: string }, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number, benefits: Array<{ __typename: 'Benefit', code: string, name: string, remaining?: number | null }> }, next?: { __typename: 'TierProgress', have: string, need: string, unit: string, pendingCounts: string, by?: string | null, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number } } | null, keep?: { __typename: 'TierProgress', have: string, need: string, unit: string, pendingCounts: string, by?: string | null, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number } } | null, nextChange?: { __typename: 'UpcomingChange', at: string, kind: string, sentence: string } | null, override?: { __typename: 'Override', mode: OverrideMode, since: string, until?: string | null, reason: string, version: number, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, by: { __typename: 'Actor', kind: ActorKind, name: string } } | null, grants: Array<{ __typename: 'TierGrant', id: string, kind: TierGrantKind, mode: OverrideMode, since: string, until?: string | null, reason: string, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, by: { __typename: 'Actor', kind: ActorKind, name: string } }>, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, blocked: string, negative: string, blocks?: Array<{ __typename: 'PointsBlock', block: string, points: string, since: string, reason: string, by: { __typename: 'Actor', kind: ActorKind, name: string } }> | null, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }>, history: { __typename: 'TierChangeConnection', nodes: Array<{ __typename: 'RecordedTierChange', id: string, at: string, kind: string, reason?: string | null, from: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, to: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, cause: { __typename: 'TierCause', code: string, sentence: string } }> } };

export type CallerTierFragment = { __typename: 'Tier', id: string, code: string, name: string, rank: number };

export type CallerProgressFragment = { __typename: 'TierProgress', have: string, need: string, unit: string, pendingCounts: string, by?: string | null, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number } };

export type CallerAccountFragment = { __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, blocked: string, negative: string, blocks?: Array<{ __typename: 'PointsBlock', block: string, points: string, since: string, reason: string, by: { __typename: 'Actor', kind: ActorKind, name: string } }> | null, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null };

export type CallerCaseFragment = { __typename: 'Interaction', id: string, at: string, kind: string, channel: string, subject: string, status?: string | null, caseNumber?: string | null };

export type CallerOrderFragment = { __typename: 'Order', id: string, channel: string, placedAt: string, status: OrderStatus, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }>, store?: { __typename: 'Store', id: string, code: string, name: string } | null, total: { __typename: 'Money', amount: string, currencyCode: string }, points: { __typename: 'OrderPoints', expected: string, pending: string, active: string, reversed: string, activatesAt?: string | null }, handoff?: { __typename: 'Handoff', id: string, firstProblem?: { __typename: 'Hop', state: string, detail?: string | null, boundary: { __typename: 'Boundary', id: string, code: string, to: string } } | null } | null };

export type CallerCouponFragment = { __typename: 'Coupon', id: string, code: string, name: string, state: CouponState, validUntil: string, issuedBecause?: string | null, eligibility: { __typename: 'Eligibility', redeemable: boolean, refusals: Array<{ __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean }> }, attempts: Array<{ __typename: 'CouponAttempt', at: string, till?: string | null, outcome: string, store?: { __typename: 'Store', id: string, name: string } | null, refusal?: { __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null } | null }> };

export type CallerOrderWhyQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  locale: Scalars['String']['input'];
}>;


export type CallerOrderWhyQuery = { __typename: 'Query', order?: { __typename: 'Order', id: string, points: { __typename: 'OrderPoints', explanation: Array<string> }, lines: Array<{ __typename: 'OrderLine', id: string, kind: LineKind, name?: string | null, article?: string | null, quantity: string, points: string, notEarningBecause?: string | null, paid: { __typename: 'Money', amount: string, currencyCode: string } }>, handoff?: { __typename: 'Handoff', id: string, hops: Array<{ __typename: 'Hop', state: string, at?: string | null, lagMs?: number | null, detail?: string | null, expected: boolean, boundary: { __typename: 'Boundary', id: string, code: string, from: string, to: string, runbook: string, owner: { __typename: 'Owner', team: string, contact: string } } }> } | null } | null };

export type CallerTimelineQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  locale: Scalars['String']['input'];
  kinds?: InputMaybe<Array<TimelineKind> | TimelineKind>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CallerTimelineQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, timeline?: { __typename: 'TimelineConnection', nodes: Array<{ __typename: 'TimelineItem', at: string, kind: TimelineKind, sentence: string, by?: { __typename: 'Actor', kind: ActorKind, name: string } | null, store?: { __typename: 'Store', id: string, name: string } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type CallerStatementQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  wallet: Scalars['String']['input'];
  locale: Scalars['String']['input'];
}>;


export type CallerStatementQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, statement: { __typename: 'Statement', opening: string, earned: string, spent: string, expired: string, adjusted: string, closing: string, entries: { __typename: 'EntryConnection', nodes: Array<{ __typename: 'Entry', id: string, bookedAt: string, effectiveAt: string, points: string, sentence: string }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } } | null } | null };

export type CallerMatchesQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  locale: Scalars['String']['input'];
}>;


export type CallerMatchesQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, matchCandidates?: Array<{ __typename: 'MatchCandidate', id: string, score: number, evidence: Array<string>, state: MatchState, since: string, customer: { __typename: 'Customer', id: string, name?: string | null, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string }>, loyalty?: { __typename: 'Loyalty', id: string, tier: { __typename: 'Tier', id: string, code: string, name: string, rank: number }, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string }> } | null } }> | null } | null };

export type CallerChangedSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CallerChangedSubscription = { __typename?: 'Subscription', customerChanged:
    | { __typename: 'CouponChange', cursor: string, sequence: number }
    | { __typename: 'IdentifiersChange', cursor: string, sequence: number }
    | { __typename: 'InteractionChange', cursor: string, sequence: number }
    | { __typename: 'MergeChange', cursor: string, sequence: number }
    | { __typename: 'OverrideChange', cursor: string, sequence: number }
    | { __typename: 'PointsChange', cursor: string, sequence: number }
    | { __typename: 'ProfileChange', cursor: string, sequence: number }
    | { __typename: 'TierChange', cursor: string, sequence: number }
    | { __typename: 'UnmergeChange', cursor: string, sequence: number }
   };

export type CallerVerifyMutationVariables = Exact<{
  input: VerifyCallerInput;
}>;


export type CallerVerifyMutation = { __typename: 'Mutation', verifyCaller?: { __typename: 'VerifyCallerPayload', verified: boolean, checks: Array<{ __typename: 'CallerCheck', kind: string, matches: boolean }>, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type CallerOlderOrdersQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CallerOlderOrdersQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, orders?: { __typename: 'OrderConnection', nodes: Array<{ __typename: 'Order', id: string, channel: string, placedAt: string, status: OrderStatus, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }>, store?: { __typename: 'Store', id: string, code: string, name: string } | null, total: { __typename: 'Money', amount: string, currencyCode: string }, points: { __typename: 'OrderPoints', expected: string, pending: string, active: string, reversed: string, activatesAt?: string | null }, handoff?: { __typename: 'Handoff', id: string, firstProblem?: { __typename: 'Hop', state: string, detail?: string | null, boundary: { __typename: 'Boundary', id: string, code: string, to: string } } | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type CallerOpenSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CallerOpenSubscription = { __typename?: 'Subscription', customerOpen: { __typename: 'PresenceChange', alsoOpen: { __typename: 'AlsoOpen', people: Array<{ __typename: 'Presence', doing: PresenceKind, since: string, by: { __typename: 'Actor', kind: ActorKind, name: string } }>, count: { __typename: 'Count', value: number, exact: boolean } } } };

export type CallerOpenedByQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CallerOpenedByQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, openedBy?: { __typename: 'OpeningConnection', nodes: Array<{ __typename: 'Opening', at: string, by: { __typename: 'Actor', kind: ActorKind, name: string } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type CallerGoodwillQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  locale: Scalars['String']['input'];
  points?: InputMaybe<Scalars['Points']['input']>;
  coupon?: InputMaybe<Scalars['String']['input']>;
  isChosen: Scalars['Boolean']['input'];
}>;


export type CallerGoodwillQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, goodwill?: { __typename: 'GoodwillAllowance', remainingToday: string, remainingOfGiver: string, remainingOfCustomer: string, giftsLeft: number, version: number, reasonChoices: Array<{ __typename: 'GoodwillReason', code: string, name: string }>, coupons: Array<{ __typename: 'GoodwillCoupon', code: string, name: string, worth: string, validDays: number }>, effect?: { __typename: 'GoodwillEffect', worth: string, remainingAfter: string, balanceAfter?: string | null, refusal?: string | null }, grantedLast12Months: Array<{ __typename: 'GoodwillGift', id: string, at: string, points?: string | null, note?: string | null, undoableUntil?: string | null, reasonName: string, coupon?: { __typename: 'Coupon', id: string, name: string } | null, by: { __typename: 'Actor', kind: ActorKind, name: string } }> } | null } | null };

export type CallerGiveGoodwillMutationVariables = Exact<{
  input: GiveGoodwillInput;
}>;


export type CallerGiveGoodwillMutation = { __typename: 'Mutation', giveGoodwill?: { __typename: 'GiveGoodwillPayload', userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type CallerUndoGoodwillMutationVariables = Exact<{
  input: UndoGoodwillInput;
}>;


export type CallerUndoGoodwillMutation = { __typename: 'Mutation', undoGoodwill?: { __typename: 'UndoGoodwillPayload', userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type SamePreviewQueryVariables = Exact<{
  input: PreviewMergeInput;
  locale: Scalars['String']['input'];
}>;


export type SamePreviewQuery = { __typename: 'Query', programme: { __typename: 'Programme', id: string, tiers: Array<{ __typename: 'Tier', id: string, code: string, name: string, rank: number }> }, previewMerge?: { __typename: 'MergePreview', customer: { __typename: 'Customer', id: string, name?: string | null, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string }> }, other: { __typename: 'Customer', id: string, name?: string | null, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string }> }, conflicts: Array<{ __typename: 'MergeConflict', code: MergeConflictCode, message: string }>, before: { __typename: 'MergeSide', tier?: string | null, tierUntil?: string | null, identifiers: number, orders: number, balances: Array<{ __typename: 'MergeBalance', wallet: string, active: string, maturing: string }> }, otherBefore: { __typename: 'MergeSide', tier?: string | null, tierUntil?: string | null, identifiers: number, orders: number, balances: Array<{ __typename: 'MergeBalance', wallet: string, active: string, maturing: string }> }, after?: { __typename: 'MergeSide', tier?: string | null, tierUntil?: string | null, identifiers: number, orders: number, balances: Array<{ __typename: 'MergeBalance', wallet: string, active: string, maturing: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type SameGraphQueryVariables = Exact<{
  by: CustomerIdentifierInput;
}>;


export type SameGraphQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, identityGraph?: { __typename: 'IdentityGraph', isCut: boolean, leaves: Array<{ __typename: 'IdentityLeaf', id: string, orders: number, records: number, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, verified: boolean }> }>, edges: Array<{ __typename: 'IdentityEvidence', from: string, to: string, kind: IdentityEvidenceKind, holds: boolean, refused?: string | null, evidence: Array<string>, at: string }>, decisions: Array<{ __typename: 'IdentityDecision', at: string, sentence: string, reason?: string | null, by: { __typename: 'Actor', kind: ActorKind, name: string } }> } | null } | null };

export type SameResolveMutationVariables = Exact<{
  input: ResolveMatchCandidateInput;
}>;


export type SameResolveMutation = { __typename: 'Mutation', resolveMatchCandidate?: { __typename: 'ResolveMatchCandidatePayload', customer?: { __typename: 'Customer', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type SameUnmergeMutationVariables = Exact<{
  input: UnmergeCustomersInput;
}>;


export type SameUnmergeMutation = { __typename: 'Mutation', unmergeCustomers?: { __typename: 'UnmergeCustomersPayload', customer?: { __typename: 'Customer', id: string } | null, separated?: { __typename: 'Customer', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type SameQueueQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
  minScore?: InputMaybe<Scalars['Float']['input']>;
}>;


export type SameQueueQuery = { __typename: 'Query', matchCandidates?: { __typename: 'MatchCandidateConnection', nodes: Array<{ __typename: 'MatchCandidate', id: string, score: number, evidence: Array<string>, state: MatchState, since: string, customers: Array<{ __typename: 'Customer', id: string, name?: string | null }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null };

export type ChecksSourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type ChecksSourcesQuery = { __typename: 'Query', health: { __typename: 'Health', sources: Array<{ __typename: 'SourceHealth', source: string }> } };

export type BridgeSeenQueryVariables = Exact<{
  source: Scalars['String']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type BridgeSeenQuery = { __typename: 'Query', bridge: Array<{ __typename: 'Bridge', businessDate: string, source: string, declared: boolean, declaredCount?: number | null, count: number, unexplainedPoints: string, sourceTotal: { __typename: 'Money', amount: string, currencyCode: string }, steps: Array<{ __typename: 'BridgeStep', reason: string, count: number, amount: { __typename: 'Money', amount: string, currencyCode: string }, causes: Array<{ __typename: 'BridgeCause', code: string, count: number, amount: { __typename: 'Money', amount: string, currencyCode: string } }> }>, ledgerTotal: { __typename: 'Money', amount: string, currencyCode: string }, unexplained: { __typename: 'Money', amount: string, currencyCode: string }, findings: Array<{ __typename: 'BridgeFinding', kind: string, pointsShown: string, pointsBooked: string, references: Array<{ __typename: 'OrderReference', value: string }>, order?: { __typename: 'Order', id: string } | null, told: { __typename: 'Money', amount: string, currencyCode: string }, ledger: { __typename: 'Money', amount: string, currencyCode: string }, unexplained: { __typename: 'Money', amount: string, currencyCode: string } }>, repairs: Array<{ __typename: 'BridgeRepair', sentence: string, command?: string | null, safe: boolean }> }> };

export type DiagnosisSeenQueryVariables = Exact<{
  customer: CustomerIdentifierInput;
}>;


export type DiagnosisSeenQuery = { __typename: 'Query', diagnoseCustomer?: { __typename: 'Diagnosis', healthy: boolean, orders: Array<{ __typename: 'DiagnosedOrder', number: string, fulfilledAt: string, amount: { __typename: 'Money', amount: string, currencyCode: string }, findings: Array<{ __typename: 'DiagnosisFinding', kind: string, field: string, cause: string, boundary: string, expected?: string | null, seen?: string | null, evidence: string, command?: string | null, owner: { __typename: 'Owner', team: string, contact: string } }>, deliveries: Array<{ __typename: 'DiagnosedDelivery', destination: string, state: string, answer?: string | null }> }> } | null };

export type WallSeenQueryVariables = Exact<{ [key: string]: never; }>;


export type WallSeenQuery = { __typename: 'Query', health: { __typename: 'Health', boundaries: Array<{ __typename: 'BoundaryHealth', code: string, from: string, to: string, state: BoundaryState, since?: string | null, constantLagMs?: number | null, runbook: string, owner: { __typename: 'Owner', team: string, contact: string }, lag?: { __typename: 'Lag', p50Ms: number, p95Ms: number } | null, evidence: Array<{ __typename: 'Handoff', id: string, references: Array<{ __typename: 'OrderReference', value: string }>, firstProblem?: { __typename: 'Hop', detail?: string | null } | null }> }> } };

export type IncidentsSeenQueryVariables = Exact<{ [key: string]: never; }>;


export type IncidentsSeenQuery = { __typename: 'Query', health: { __typename: 'Health', mttdMinutes?: number | null, mttrMinutes?: number | null, incidents: Array<{ __typename: 'Incident', id: string, title: string, startedAt: string, acknowledgedAt?: string | null, acknowledgedBy?: string | null, affectedCustomers: number, affectedOrders: number, runbook: string, owner: { __typename: 'Owner', team: string, contact: string }, amountsAtRisk: Array<{ __typename: 'Money', amount: string, currencyCode: string }> }>, slos: Array<{ __typename: 'Slo', code: string, title: string, target: string, now: string, budgetLeft: number, burnRate: number, ok: boolean, runbook: string }> } };

export type IncidentAcknowledgeMutationVariables = Exact<{
  input: AcknowledgeIncidentInput;
}>;


export type IncidentAcknowledgeMutation = { __typename: 'Mutation', acknowledgeIncident?: { __typename: 'AcknowledgeIncidentPayload', incident?: { __typename: 'Incident', id: string, acknowledgedAt?: string | null, acknowledgedBy?: string | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type DestinationsSeenQueryVariables = Exact<{ [key: string]: never; }>;


export type DestinationsSeenQuery = { __typename: 'Query', health: { __typename: 'Health', destinations: Array<{ __typename: 'DestinationHealth', destination: string, name: string, kind: string, mode: DestinationMode, breaker: DestinationBreaker, pausedAt?: string | null, pausedBy?: string | null, restsUntil?: string | null, problem?: string | null, oldestSeconds: number, drainsAt?: string | null, errorRate: number, quotaLeft?: number | null, runbook: string, live: number, bulk: number, shadow?: { __typename: 'ShadowReport', verdict: ShadowVerdict, reasons: Array<string> } | null, owner: { __typename: 'Owner', team: string, contact: string }, wrongValues: Array<{ __typename: 'ReadBackDifference', field: string, checked: number, wrong: number, open: number }>, deadLetters: Array<{ __typename: 'DeadLetter', id: string, event?: string | null, status?: number | null, answer?: string | null, attempts: number, waiting: number, endedAt: string, customer?: { __typename: 'Customer', id: string } | null }> }> } };

export type DestinationAnswerFragment = { __typename: 'DestinationPayload', messages: number, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> };

export type DestinationPauseMutationVariables = Exact<{
  input: DestinationInput;
}>;


export type DestinationPauseMutation = { __typename: 'Mutation', pauseDestination?: { __typename: 'DestinationPayload', messages: number, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type DestinationResumeMutationVariables = Exact<{
  input: DestinationInput;
}>;


export type DestinationResumeMutation = { __typename: 'Mutation', resumeDestination?: { __typename: 'DestinationPayload', messages: number, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type DestinationSkipMutationVariables = Exact<{
  input: DeadLetterInput;
}>;


export type DestinationSkipMutation = { __typename: 'Mutation', skipDeadLetter?: { __typename: 'DestinationPayload', messages: number, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type DestinationRetryMutationVariables = Exact<{
  input: RetryDeadLettersInput;
}>;


export type DestinationRetryMutation = { __typename: 'Mutation', retryDeadLetters?: { __typename: 'DestinationPayload', messages: number, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ConsoleViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsoleViewerQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', name: string, role: string, scopes: Array<string> } };

export type ShownHopFragment = { __typename: 'Hop', state: string, at?: string | null, lagMs?: number | null, detail?: string | null, expected: boolean, boundary: { __typename: 'Boundary', id: string, code: string, from: string, to: string, runbook: string, owner: { __typename: 'Owner', team: string, contact: string } } };

export type MappingsListQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MappingsListQuery = { __typename: 'Query', mappings: { __typename: 'MappingConnection', nodes: Array<{ __typename: 'Mapping', name: string, sources: Array<string>, newest: { __typename: 'MappingVersion', version: number, savedAt: string, savedBy: { __typename: 'Actor', name: string } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type MappingSavedQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type MappingSavedQuery = { __typename: 'Query', mapping?: { __typename: 'Mapping', name: string, sources: Array<string>, newest: { __typename: 'MappingVersion', version: number, document: string }, versions: Array<{ __typename: 'MappingVersion', version: number, savedAt: string, savedBy: { __typename: 'Actor', name: string } }> } | null };

export type MappingVersionTextQueryVariables = Exact<{
  name: Scalars['String']['input'];
  number: Scalars['Int']['input'];
}>;


export type MappingVersionTextQuery = { __typename: 'Query', mapping?: { __typename: 'Mapping', version?: { __typename: 'MappingVersion', document: string } | null } | null };

export type MappingTryMutationVariables = Exact<{
  input: TryMappingInput;
}>;


export type MappingTryMutation = { __typename: 'Mutation', tryMapping?: { __typename: 'TryMappingPayload', trial?: { __typename: 'MappingTrial', name?: string | null, masked?: string | null, faults: Array<{ __typename: 'MappingFault', line: number, column: number, message: string }>, counts?: { __typename: 'TrialCounts', records: number, purchases: number, interactions: number, persons: number, passedOver: number, refused: number, faulty: number } | null, records: Array<{ __typename: 'TriedRecord', at: string, passedOver?: string | null, made: Array<{ __typename: 'TriedEvent', make: string, history: boolean, value: string, refusal?: { __typename: 'TriedRefusal', reason: string, field?: string | null, problem: string } | null }>, faults: Array<{ __typename: 'TriedFault', reason: string, problem: string, line?: number | null, column?: number | null }> }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type MappingSaveMutationVariables = Exact<{
  input: SaveMappingInput;
}>;


export type MappingSaveMutation = { __typename: 'Mutation', saveMapping?: { __typename: 'SaveMappingPayload', isNew?: boolean | null, mapping?: { __typename: 'Mapping', name: string, newest: { __typename: 'MappingVersion', version: number } } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type OpsHeldQueryVariables = Exact<{ [key: string]: never; }>;


export type OpsHeldQuery = { __typename: 'Query', held: Array<{ __typename: 'HeldGroup', reason: string, count: number, oldest: string, outcome: string, settlesAt?: string | null, amounts: Array<{ __typename: 'Money', amount: string, currencyCode: string }>, owner: { __typename: 'Owner', team: string, contact: string }, sample: Array<{ __typename: 'Handoff', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }> }> }> };

export type OpsHeldSomeQueryVariables = Exact<{ [key: string]: never; }>;


export type OpsHeldSomeQuery = { __typename: 'Query', held: Array<{ __typename: 'HeldGroup', reason: string, count: number, sample: Array<{ __typename: 'Handoff', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }>, firstProblem?: { __typename: 'Hop', state: string, detail?: string | null } | null }> }> };

export type OpsReleaseMutationVariables = Exact<{
  input: ReleaseHeldInput;
}>;


export type OpsReleaseMutation = { __typename: 'Mutation', releaseHeld?: { __typename: 'ReleaseHeldPayload', released: number, applied: number, rejected: number, waiting: number, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type OpsHandoffsQueryVariables = Exact<{
  filter?: InputMaybe<HandoffFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OpsHandoffsQuery = { __typename: 'Query', handoffs: { __typename: 'HandoffConnection', totalCount: { __typename: 'Count', value: number, exact: boolean }, nodes: Array<{ __typename: 'Handoff', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }>, order?: { __typename: 'Order', id: string, placedAt: string, status: OrderStatus, total: { __typename: 'Money', amount: string, currencyCode: string } } | null, hops: Array<{ __typename: 'Hop', state: string, at?: string | null, lagMs?: number | null, detail?: string | null, expected: boolean, boundary: { __typename: 'Boundary', id: string, code: string, from: string, to: string, runbook: string, owner: { __typename: 'Owner', team: string, contact: string } } }>, firstProblem?: { __typename: 'Hop', state: string, detail?: string | null, boundary: { __typename: 'Boundary', id: string, code: string, owner: { __typename: 'Owner', team: string, contact: string } } } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type OpsPurchaseQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type OpsPurchaseQuery = { __typename: 'Query', node?:
    | { __typename: 'Campaign', id: string }
    | { __typename: 'Coupon', id: string }
    | { __typename: 'Customer', id: string }
    | { __typename: 'Handoff', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }>, hops: Array<{ __typename: 'Hop', state: string, at?: string | null, lagMs?: number | null, detail?: string | null, expected: boolean, boundary: { __typename: 'Boundary', id: string, code: string, from: string, to: string, runbook: string, owner: { __typename: 'Owner', team: string, contact: string } } }>, told?: { __typename: 'EventTold', door: string, receivedAt: string, body?: string | null, reading?: string | null } | null, order?: { __typename: 'Order', id: string, channel: string, placedAt: string, status: OrderStatus, total: { __typename: 'Money', amount: string, currencyCode: string } } | null }
    | { __typename: 'Incident', id: string }
    | { __typename: 'Interaction', id: string }
    | { __typename: 'Order', id: string }
    | { __typename: 'Redemption', id: string }
   | null };

export type OpsMismatchQueryVariables = Exact<{
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type OpsMismatchQuery = { __typename: 'Query', identityMismatch: Array<{ __typename: 'IdentityMismatch', day: string, source: string, channel?: string | null, identified: number, unresolved: number, matchedLate: number, guests: number, rate?: number | null, reasons: Array<{ __typename: 'IdentityMismatchReason', reason: string, count: number, sample: Array<{ __typename: 'Handoff', id: string, references: Array<{ __typename: 'OrderReference', source: string, kind: string, value: string }> }> }> }> };

export type OpsDeclaredDaysQueryVariables = Exact<{
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  states?: InputMaybe<Array<DayState> | DayState>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OpsDeclaredDaysQuery = { __typename: 'Query', declaredDays: { __typename: 'DeclaredDayConnection', nodes: Array<{ __typename: 'DeclaredDay', businessDate: string, till?: string | null, source?: string | null, receipts: number, received: number, held: number, state: DayState, since: string, store?: { __typename: 'Store', id: string, code: string, name: string } | null, total: { __typename: 'Money', amount: string, currencyCode: string }, receivedTotal: { __typename: 'Money', amount: string, currencyCode: string } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean } } };

export type OpsUndeclaredDaysQueryVariables = Exact<{ [key: string]: never; }>;


export type OpsUndeclaredDaysQuery = { __typename: 'Query', undeclaredDays: Array<{ __typename: 'UndeclaredDay', businessDate: string, till?: string | null, source?: string | null, store?: { __typename: 'Store', id: string, name: string } | null }> };

export type OpsReceiptsQueryVariables = Exact<{
  store: Scalars['String']['input'];
  till?: InputMaybe<Scalars['String']['input']>;
  businessDate: Scalars['Date']['input'];
}>;


export type OpsReceiptsQuery = { __typename: 'Query', till: { __typename: 'TillContext', receipts: { __typename: 'ReceiptControl', missing: number, gapsLeftOff: number, repeated: Array<string>, gaps: Array<{ __typename: 'ReceiptGap', till: string, from: string, to: string, count: number }>, held: Array<{ __typename: 'ReasonCount', code: string, count: number }> } } };

export type RulesListQueryVariables = Exact<{ [key: string]: never; }>;


export type RulesListQuery = { __typename: 'Query', rulesets: Array<{ __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number, activatedAt?: string | null, activatedBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null, approvedBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null, createdBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null, rollout?: { __typename: 'Rollout', status: string, progress: number, customers: number, tierChanges: number, startedAt: string, endedAt?: string | null, pausedBecause?: string | null, pausedBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null } | null }> };

export type RulesRolloutFragment = { __typename: 'Rollout', status: string, progress: number, customers: number, tierChanges: number, startedAt: string, endedAt?: string | null, pausedBecause?: string | null, pausedBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null };

export type RulesVersionQueryVariables = Exact<{
  version: Scalars['Int']['input'];
  against: Scalars['Int']['input'];
}>;


export type RulesVersionQuery = { __typename: 'Query', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number, document: string, rollout?: { __typename: 'Rollout', status: string, progress: number, customers: number, tierChanges: number, startedAt: string, endedAt?: string | null, pausedBecause?: string | null, pausedBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null } | null, diff: Array<{ __typename: 'RulesetDifference', path: string, before?: string | null, after?: string | null, sentence: string }>, simulation?: { __typename: 'Simulation', status: string, progress: number, revision: number, error?: string | null, purchases: number, notPlayed: number, tiers: Array<{ __typename: 'SimulatedTier', tier: string, before: number, after: number }>, liabilityChange?: { __typename: 'Money', amount: string, currencyCode: string } | null, costPerRule: Array<{ __typename: 'RuleCost', rule: string, before: string, points: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null }>, movers: Array<{ __typename: 'SimulatedMove', customers: number, because: Array<string>, from?: { __typename: 'Tier', id: string, code: string, name: string } | null, to?: { __typename: 'Tier', id: string, code: string, name: string } | null }> } | null } | null };

export type RulesSimulationFragment = { __typename: 'Simulation', status: string, progress: number, revision: number, error?: string | null, purchases: number, notPlayed: number, tiers: Array<{ __typename: 'SimulatedTier', tier: string, before: number, after: number }>, liabilityChange?: { __typename: 'Money', amount: string, currencyCode: string } | null, costPerRule: Array<{ __typename: 'RuleCost', rule: string, before: string, points: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null }>, movers: Array<{ __typename: 'SimulatedMove', customers: number, because: Array<string>, from?: { __typename: 'Tier', id: string, code: string, name: string } | null, to?: { __typename: 'Tier', id: string, code: string, name: string } | null }> };

export type RulesProgressQueryVariables = Exact<{
  version: Scalars['Int']['input'];
}>;


export type RulesProgressQuery = { __typename: 'Query', ruleset?: { __typename: 'RulesetVersion', id: string, status: RulesetStatus, revision: number, simulation?: { __typename: 'Simulation', status: string, progress: number, revision: number, error?: string | null, purchases: number, notPlayed: number, tiers: Array<{ __typename: 'SimulatedTier', tier: string, before: number, after: number }>, liabilityChange?: { __typename: 'Money', amount: string, currencyCode: string } | null, costPerRule: Array<{ __typename: 'RuleCost', rule: string, before: string, points: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null }>, movers: Array<{ __typename: 'SimulatedMove', customers: number, because: Array<string>, from?: { __typename: 'Tier', id: string, code: string, name: string } | null, to?: { __typename: 'Tier', id: string, code: string, name: string } | null }> } | null, rollout?: { __typename: 'Rollout', status: string, progress: number, customers: number, tierChanges: number, startedAt: string, endedAt?: string | null, pausedBecause?: string | null, pausedBy?: { __typename: 'Actor', kind: ActorKind, name: string } | null } | null } | null };

export type RulesSimulateMutationVariables = Exact<{
  input: SimulateRulesetInput;
}>;


export type RulesSimulateMutation = { __typename: 'Mutation', simulateRuleset?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesApproveMutationVariables = Exact<{
  input: RulesetDraftInput;
}>;


export type RulesApproveMutation = { __typename: 'Mutation', approveRuleset?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesActivateMutationVariables = Exact<{
  input: ActivateRulesetInput;
}>;


export type RulesActivateMutation = { __typename: 'Mutation', activateRuleset?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesPauseMutationVariables = Exact<{
  input: PauseRolloutInput;
}>;


export type RulesPauseMutation = { __typename: 'Mutation', pauseRollout?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesResumeMutationVariables = Exact<{
  input: ResumeRolloutInput;
}>;


export type RulesResumeMutation = { __typename: 'Mutation', resumeRollout?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesAnswerFragment = { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> };

export type ReportsLiabilityQueryVariables = Exact<{
  asOf: Scalars['Date']['input'];
}>;


export type ReportsLiabilityQuery = { __typename: 'Query', liability: { __typename: 'LiabilityReport', asOf: string, byMarket: Array<{ __typename: 'LiabilityRow', market: string, wallet: string, outstanding: string, issued: string, redeemed: string, expired: string, expectedBreakage: number, fairValue?: { __typename: 'Money', amount: string, currencyCode: string } | null, deferredRevenue?: { __typename: 'Money', amount: string, currencyCode: string } | null }> } };

export type ReportsForecastQueryVariables = Exact<{
  days: Scalars['Int']['input'];
}>;


export type ReportsForecastQuery = { __typename: 'Query', expiryForecast: Array<{ __typename: 'ExpiryForecast', day: string, wallet: string, customers: number, points: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null }>, tierForecast: Array<{ __typename: 'TierForecast', day: string, customers: number, from: { __typename: 'Tier', id: string, code: string, name: string }, to: { __typename: 'Tier', id: string, code: string, name: string } }> };

export type RulesDraftMutationVariables = Exact<{
  input: CreateRulesetDraftInput;
}>;


export type RulesDraftMutation = { __typename: 'Mutation', createRulesetDraft?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesUpdateMutationVariables = Exact<{
  input: UpdateRulesetDraftInput;
}>;


export type RulesUpdateMutation = { __typename: 'Mutation', updateRulesetDraft?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type RulesDiscardMutationVariables = Exact<{
  input: RulesetDraftInput;
}>;


export type RulesDiscardMutation = { __typename: 'Mutation', discardRulesetDraft?: { __typename: 'RulesetPayload', ruleset?: { __typename: 'RulesetVersion', id: string, version: number, status: RulesetStatus, revision: number } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type ConsoleSearchQueryVariables = Exact<{
  text: Scalars['String']['input'];
  locale: Scalars['String']['input'];
}>;


export type ConsoleSearchQuery = { __typename: 'Query', lookup: Array<{ __typename: 'LookupHit', kind: string, display: string, hint?: string | null, customer?: { __typename: 'Customer', id: string } | null, order?: { __typename: 'Order', id: string, placedAt: string, status: OrderStatus } | null, coupon?: { __typename: 'Coupon', id: string, code: string } | null, handoff?: { __typename: 'Handoff', id: string } | null }> };

export type SourcesSeenQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesSeenQuery = { __typename: 'Query', health: { __typename: 'Health', sources: Array<{ __typename: 'SourceHealth', source: string, status: SourceStatus, watermark?: string | null, lastToldAt?: string | null, ratePerMinute: number, usualPerMinute?: number | null, identityMismatch: number, anonymousShare: number, lagP50Seconds?: number | null, lagP95Seconds?: number | null, signs: Array<{ __typename: 'SourceSign', code: SourceSignCode, text: string, runbook: string }>, drift: Array<{ __typename: 'FieldDrift', topic: string, path: string, kind: FieldDriftKind, since: string, before: string, now: string, sample: string }>, hours: Array<{ __typename: 'SourceHour', from: string, told: number, rejected: number, duplicates: number }> }> } };

export type SourceIntakeQueryVariables = Exact<{
  source: Scalars['String']['input'];
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<InboundMessageState>;
}>;


export type SourceIntakeQuery = { __typename: 'Query', intakeReport: { __typename: 'IntakeReport', hours: Array<{ __typename: 'IntakeHour', from: string, messages: number, waiting: number, understood: number, events: number, matched: number, applied: number, unread: Array<{ __typename: 'ReasonCount', code: string, count: number }>, held: Array<{ __typename: 'ReasonCount', code: string, count: number }>, rejected: Array<{ __typename: 'ReasonCount', code: string, count: number }> }>, messages: { __typename: 'InboundMessageConnection', nodes: Array<{ __typename: 'InboundMessage', number: string, key: string, topic?: string | null, receivedAt: string, state: InboundMessageState, body?: string | null, outcomes: Array<{ __typename: 'ReasonCount', code: string, count: number }>, faults: Array<{ __typename: 'InboundMessageFault', reason: string, at: string, problem: string }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } } };

export type WatchPersonQueryVariables = Exact<{
  by: Scalars['String']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WatchPersonQuery = { __typename: 'Query', openings: { __typename: 'StaffOpeningConnection', nodes: Array<{ __typename: 'StaffOpening', at: string, by: { __typename: 'Actor', kind: ActorKind, name: string }, customer?: { __typename: 'Customer', id: string, name?: string | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type WatchCustomerQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WatchCustomerQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, name?: string | null, openedBy?: { __typename: 'OpeningConnection', nodes: Array<{ __typename: 'Opening', at: string, by: { __typename: 'Actor', kind: ActorKind, name: string } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type TillViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type TillViewerQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', name: string, role: string, scopes: Array<string>, store?: { __typename: 'Store', id: string, code: string, name: string, market: string, timeZone: string } | null } };

export type TillCustomerQueryVariables = Exact<{
  by: CustomerIdentifierInput;
  locale: Scalars['String']['input'];
  cart?: InputMaybe<CartInput>;
}>;


export type TillCustomerQuery = { __typename: 'Query', customer?: { __typename: 'Customer', id: string, name?: string | null, language?: string | null, flags: Array<CustomerFlag>, identifiers: Array<{ __typename: 'Contact', id: string, kind: string, display: string, status: IdentifierStatus }>, loyalty?: { __typename: 'Loyalty', id: string, status: MembershipStatus, tierReason: Array<string>, tier: { __typename: 'Tier', id: string, name: string, benefits: Array<{ __typename: 'Benefit', code: string, name: string, remaining?: number | null }> }, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }> } | null, coupons?: { __typename: 'CouponConnection', nodes: Array<{ __typename: 'Coupon', id: string, code: string, name: string, validUntil: string, eligibility: { __typename: 'Eligibility', redeemable: boolean, refusals: Array<{ __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean }> } }> } | null } | null };

export type TillAccountFragment = { __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null };

export type TillRefusalFragment = { __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean };

export type TillWhoseFragment = { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }> } | null };

export type TillCouponQueryVariables = Exact<{
  code: Scalars['String']['input'];
  cart?: InputMaybe<CartInput>;
  locale: Scalars['String']['input'];
}>;


export type TillCouponQuery = { __typename: 'Query', coupon?: { __typename: 'Coupon', id: string, name: string, state: CouponState, eligibility: { __typename: 'Eligibility', redeemable: boolean, basis: EligibilityBasis, refusals: Array<{ __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean }> } } | null };

export type TillValidateMutationVariables = Exact<{
  input: ValidateCouponInput;
  locale: Scalars['String']['input'];
}>;


export type TillValidateMutation = { __typename: 'Mutation', validateCoupon?: { __typename: 'ValidateCouponPayload', coupon?: { __typename: 'Coupon', id: string, code: string, name: string, state: CouponState } | null, eligibility?: { __typename: 'Eligibility', redeemable: boolean, basis: EligibilityBasis, refusals: Array<{ __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean }> } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillRedeemMutationVariables = Exact<{
  input: RedeemCouponInput;
  locale: Scalars['String']['input'];
}>;


export type TillRedeemMutation = { __typename: 'Mutation', redeemCoupon?: { __typename: 'RedeemCouponPayload', redemption?: { __typename: 'Redemption', id: string, state: string, replayOfFirstAnswer: boolean, amount: { __typename: 'Money', amount: string, currencyCode: string } } | null, refusals: Array<{ __typename: 'Refusal', code: string, message: string, needed?: string | null, seen?: string | null, final: boolean }>, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillReverseMutationVariables = Exact<{
  input: ReverseRedemptionInput;
}>;


export type TillReverseMutation = { __typename: 'Mutation', reverseRedemption?: { __typename: 'ReverseRedemptionPayload', redemption?: { __typename: 'Redemption', id: string, state: string } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillAuthoriseMutationVariables = Exact<{
  input: AuthorisePointsInput;
}>;


export type TillAuthoriseMutation = { __typename: 'Mutation', authorisePoints?: { __typename: 'PointsHoldPayload', hold?: { __typename: 'PointsHold', id: string, points: string, expiresAt?: string | null } | null, customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillCaptureMutationVariables = Exact<{
  input: CapturePointsInput;
}>;


export type TillCaptureMutation = { __typename: 'Mutation', capturePoints?: { __typename: 'PointsPayload', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillReleaseMutationVariables = Exact<{
  input: ReleasePointsInput;
}>;


export type TillReleaseMutation = { __typename: 'Mutation', releasePoints?: { __typename: 'PointsPayload', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillRefundMutationVariables = Exact<{
  input: RefundPointsInput;
}>;


export type TillRefundMutation = { __typename: 'Mutation', refundPoints?: { __typename: 'PointsPayload', customer?: { __typename: 'Customer', id: string, loyalty?: { __typename: 'Loyalty', id: string, accounts: Array<{ __typename: 'Account', id: string, wallet: string, active: string, pending: string, reserved: string, negative: string, worth?: { __typename: 'Money', amount: string, currencyCode: string } | null, expiringNext?: { __typename: 'ExpiringLot', points: string, at: string } | null }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillOperationQueryVariables = Exact<{
  key: Scalars['String']['input'];
}>;


export type TillOperationQuery = { __typename: 'Query', operation?: { __typename: 'Operation', status: string, mutation: string, firstAnsweredAt?: string | null, redemption?: { __typename: 'Redemption', id: string, state: string, amount: { __typename: 'Money', amount: string, currencyCode: string } } | null, hold?: { __typename: 'PointsHold', id: string, points: string, expiresAt?: string | null } | null } | null };

export type TillOrderQueryVariables = Exact<{
  receipt: ReceiptInput;
}>;


export type TillOrderQuery = { __typename: 'Query', order?: { __typename: 'Order', id: string, status: OrderStatus, placedAt: string, total: { __typename: 'Money', amount: string, currencyCode: string }, lines: Array<{ __typename: 'OrderLine', id: string, article?: string | null, name?: string | null, quantity: string, points: string, paid: { __typename: 'Money', amount: string, currencyCode: string } }>, points: { __typename: 'OrderPoints', expected: string, active: string, pending: string, reversed: string }, tenders: Array<{ __typename: 'Tender', kind: string, amount: { __typename: 'Money', amount: string, currencyCode: string } }> } | null };

export type TillDeclareDayMutationVariables = Exact<{
  input: DeclareDayInput;
}>;


export type TillDeclareDayMutation = { __typename: 'Mutation', declareDay?: { __typename: 'DeclareDayPayload', day?: { __typename: 'DeclaredDay', state: DayState } | null, userErrors: Array<{ __typename: 'UserError', code: string, message: string, field?: Array<string> | null }> } | null };

export type TillDayQueryVariables = Exact<{
  day: Scalars['Date']['input'];
  till: Scalars['String']['input'];
}>;


export type TillDayQuery = { __typename: 'Query', till: { __typename: 'TillContext', receipts: { __typename: 'ReceiptControl', received: number, expected?: number | null, missing: number, gapsLeftOff: number, state?: DayState | null, repeated: Array<string>, gaps: Array<{ __typename: 'ReceiptGap', from: string, to: string }>, total: { __typename: 'Money', amount: string, currencyCode: string }, declaredTotal?: { __typename: 'Money', amount: string, currencyCode: string } | null, heldTotals: Array<{ __typename: 'Money', amount: string, currencyCode: string }>, held: Array<{ __typename: 'ReasonCount', code: string, count: number }> } } };

export const ActErrorFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActErrorFragment, unknown>;
export const CallerHeadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"flags"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"verified"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenOn"}}]}}]}}]} as unknown as DocumentNode<CallerHeadFragment, unknown>;
export const CallerSourceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerSource"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceFreshness"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"customerAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"watermark"}}]}}]} as unknown as DocumentNode<CallerSourceFragment, unknown>;
export const CallerProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerProblem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedAction"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]} as unknown as DocumentNode<CallerProblemFragment, unknown>;
export const CallerTierFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}}]} as unknown as DocumentNode<CallerTierFragment, unknown>;
export const CallerProgressFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerProgress"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TierProgress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"have"}},{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"pendingCounts"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}}]} as unknown as DocumentNode<CallerProgressFragment, unknown>;
export const CallerAccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"blocks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"block"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<CallerAccountFragment, unknown>;
export const CallerLoyaltyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerLoyalty"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Loyalty"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enrolledAt"}},{"kind":"Field","name":{"kind":"Name","value":"programme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tierSince"}},{"kind":"Field","name":{"kind":"Name","value":"tierUntil"}},{"kind":"Field","name":{"kind":"Name","value":"tierReason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerProgress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerProgress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerAccount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cause"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerProgress"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TierProgress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"have"}},{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"pendingCounts"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"blocks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"block"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<CallerLoyaltyFragment, unknown>;
export const CallerCaseFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Interaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"caseNumber"}}]}}]} as unknown as DocumentNode<CallerCaseFragment, unknown>;
export const CallerOrderFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerOrder"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"reversed"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstProblem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]} as unknown as DocumentNode<CallerOrderFragment, unknown>;
export const CallerCouponFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerCoupon"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Coupon"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redeemable"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"till"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}}]}}]}}]}}]} as unknown as DocumentNode<CallerCouponFragment, unknown>;
export const DestinationAnswerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<DestinationAnswerFragment, unknown>;
export const ShownHopFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownHop"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Hop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"lagMs"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}}]}}]}}]} as unknown as DocumentNode<ShownHopFragment, unknown>;
export const RulesRolloutFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesRollout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rollout"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"tierChanges"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RulesRolloutFragment, unknown>;
export const RulesSimulationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesSimulation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Simulation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"purchases"}},{"kind":"Field","name":{"kind":"Name","value":"notPlayed"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"liabilityChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costPerRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"movers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<RulesSimulationFragment, unknown>;
export const RulesAnswerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesAnswerFragment, unknown>;
export const TillRefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]} as unknown as DocumentNode<TillRefusalFragment, unknown>;
export const TillAccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<TillAccountFragment, unknown>;
export const TillWhoseFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillWhose"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillAccount"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<TillWhoseFragment, unknown>;
export const CallerRevealDocument = {"__meta__":{"hash":"75c78d500b1a363cf2f8e4a31fcc74032961047f397e49e8077613dd060c1b93"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CallerReveal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevealIdentifiersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"revealIdentifiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CallerRevealMutation, CallerRevealMutationVariables>;
export const ActionTiersDocument = {"__meta__":{"hash":"7fa1886254acc567383d5ba79fc037edb1d33a4c577985fca657ea8c99c861ca"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActionTiers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"programme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"explainTier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customer"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"earned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}}]} as unknown as DocumentNode<ActionTiersQuery, ActionTiersQueryVariables>;
export const ActionExplainDocument = {"__meta__":{"hash":"d6723ff6195bab56231db412576bd647e597d6f2fe36478076382c54c8d44483"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActionExplain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"explainTier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customer"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sentences"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}}]} as unknown as DocumentNode<ActionExplainQuery, ActionExplainQueryVariables>;
export const ActionStoresDocument = {"__meta__":{"hash":"d765a03ad4a1c5d0deaa15844b2c1ffc592c9960703ac6f48ffcfb5aa449415d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActionStores"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"programme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stores"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ActionStoresQuery, ActionStoresQueryVariables>;
export const ActionOrderDocument = {"__meta__":{"hash":"f47adb9bd717f9f5f55ab726ff4b352a8aae6862d2e0fe0e519bac6efabc6b66"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActionOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderReferenceInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]}}]} as unknown as DocumentNode<ActionOrderQuery, ActionOrderQueryVariables>;
export const ActionClaimDocument = {"__meta__":{"hash":"6e77bbae2bc9eb963fcc06ec09d874677815c6072cb4a73627a05c4075c4e055"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionClaim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClaimPurchaseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"claimPurchase"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionClaimMutation, ActionClaimMutationVariables>;
export const ActionOverrideDocument = {"__meta__":{"hash":"4bb88dd72749190e060c1d04812ab86ed54a0095df4ade7dff2015130269cd82"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideTierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"overrideTier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionOverrideMutation, ActionOverrideMutationVariables>;
export const ActionClearOverrideDocument = {"__meta__":{"hash":"d11dcc16daebdbcb9daf5ecd57ebff20ef63fbc03e96b9ccab2e17c51184d0df"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionClearOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClearTierOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"clearTierOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionClearOverrideMutation, ActionClearOverrideMutationVariables>;
export const ActionGrantDocument = {"__meta__":{"hash":"ce322fb1e9c225e1fdb5e50d6c97791899b5070e23200b89b5b2f1bf6c028a27"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantTierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grantTier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionGrantMutation, ActionGrantMutationVariables>;
export const ActionEndGrantDocument = {"__meta__":{"hash":"71cd56828e843ce03e51a6650c10811e10a0aa8ff6203ed4dbfbea8540dc70f5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionEndGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EndTierGrantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"endTierGrant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionEndGrantMutation, ActionEndGrantMutationVariables>;
export const ActionAdjustDocument = {"__meta__":{"hash":"a49c457d7cfb2bae2f758641a2708d89de2a97f79396011615ae5d0037ffe9d6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionAdjust"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustPointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"adjustPoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionAdjustMutation, ActionAdjustMutationVariables>;
export const ActionBlockPointsDocument = {"__meta__":{"hash":"c9e5a43f678a1746a4c088baf70a93fe487ba7b4c8dc42f16a496cb09f4aec11"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionBlockPoints"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BlockPointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"blockPoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionBlockPointsMutation, ActionBlockPointsMutationVariables>;
export const ActionUnblockPointsDocument = {"__meta__":{"hash":"3e95f8ef222681cd4c137111871d564e4d20ece234bd9c7fa3a7da6291d90e7a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionUnblockPoints"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnblockPointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"unblockPoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionUnblockPointsMutation, ActionUnblockPointsMutationVariables>;
export const ActionReplaceDocument = {"__meta__":{"hash":"7fe9429efab16ec5a7698d0bec3d33bc48e85d740237f021bab6fdb8df98810a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionReplace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReplaceIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"replaceIdentifier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionReplaceMutation, ActionReplaceMutationVariables>;
export const ActionLinkDocument = {"__meta__":{"hash":"286855a6190f39886087e53f1e1fc0f63ee49f73d4e47bdfbf5be95b1af8e6c4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"linkIdentifier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionLinkMutation, ActionLinkMutationVariables>;
export const ActionUnlinkDocument = {"__meta__":{"hash":"92ff28f9263ee012cbcb8d9ee873a2e27b011b85e88712a26c6ec36d832eb818"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionUnlink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"unlinkIdentifier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionUnlinkMutation, ActionUnlinkMutationVariables>;
export const ActionBlockDocument = {"__meta__":{"hash":"1ddc0d5f2081ec684abc211eda6501c8beea7fc277041d523420bfd3e1631645"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionBlock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BlockIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"blockIdentifier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionBlockMutation, ActionBlockMutationVariables>;
export const ActionContactDocument = {"__meta__":{"hash":"b083a672e661e7590d08f894a582f8e32620310aeb72164ac7469150b60157a9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordInteractionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"recordInteraction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"duplicate"}},{"kind":"Field","name":{"kind":"Name","value":"interaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionContactMutation, ActionContactMutationVariables>;
export const ActionUpdateDocument = {"__meta__":{"hash":"32fa86dca32d618b485872e3d9e570a7abedb34428cfef554608e4fdebc1eca6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"updateCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"flags"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionUpdateMutation, ActionUpdateMutationVariables>;
export const ActionEnrolDocument = {"__meta__":{"hash":"4a1402e2ae2ffe143cb08090722f343b3efc9fbc4c0ef8d0c5f5967b75e88f67"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActionEnrol"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnrolCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"enrolCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ActionEnrolMutation, ActionEnrolMutationVariables>;
export const CallerDocument = {"__meta__":{"hash":"5d16b2add3d64af8b0a534b97afb8d8376cf7ccc91af8b246ce2b142f528ef75"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Caller"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerHead"}},{"kind":"Field","name":{"kind":"Name","value":"streamCursor"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerSource"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerLoyalty"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"openCases"},"name":{"kind":"Name","value":"interactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}},{"kind":"Argument","name":{"kind":"Name","value":"openOnly"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerCase"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerOrder"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"coupons"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerCoupon"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerProgress"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TierProgress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"have"}},{"kind":"Field","name":{"kind":"Name","value":"need"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"pendingCounts"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"blocks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"block"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"flags"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"verified"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenOn"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerSource"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceFreshness"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"customerAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"watermark"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerProblem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedAction"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerLoyalty"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Loyalty"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enrolledAt"}},{"kind":"Field","name":{"kind":"Name","value":"programme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tierSince"}},{"kind":"Field","name":{"kind":"Name","value":"tierUntil"}},{"kind":"Field","name":{"kind":"Name","value":"tierReason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerProgress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerProgress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerAccount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cause"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerCase"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Interaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"caseNumber"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerOrder"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"reversed"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstProblem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerCoupon"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Coupon"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"issuedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redeemable"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"till"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}}]}}]}}]}}]} as unknown as DocumentNode<CallerQuery, CallerQueryVariables>;
export const CallerOrderWhyDocument = {"__meta__":{"hash":"84f94d01890554844f1a9bf26521b0d53fb79faef0f5c9924619454ac206561f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerOrderWhy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"article"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"paid"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"notEarningBecause"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownHop"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownHop"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Hop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"lagMs"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}}]}}]}}]} as unknown as DocumentNode<CallerOrderWhyQuery, CallerOrderWhyQueryVariables>;
export const CallerTimelineDocument = {"__meta__":{"hash":"9638dc52e1523e0816fe6316873b327f9c31a932f4ca2227461b992c8612cc34"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerTimeline"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TimelineKind"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallerTimelineQuery, CallerTimelineQueryVariables>;
export const CallerStatementDocument = {"__meta__":{"hash":"ade859c46e45cd8e978454edd9dc06bd3c1a4c63b36d5ae611fc8d4ce2ece664"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerStatement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wallet"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"statement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"wallet"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wallet"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"opening"}},{"kind":"Field","name":{"kind":"Name","value":"earned"}},{"kind":"Field","name":{"kind":"Name","value":"spent"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"adjusted"}},{"kind":"Field","name":{"kind":"Name","value":"closing"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"bookedAt"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallerStatementQuery, CallerStatementQueryVariables>;
export const CallerMatchesDocument = {"__meta__":{"hash":"2a9825fe41e04acdc937f907f4f88dacbc9a520dec2a13a29b0ab9d23ebd2e21"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerMatches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"matchCandidates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}}]} as unknown as DocumentNode<CallerMatchesQuery, CallerMatchesQueryVariables>;
export const CallerChangedDocument = {"__meta__":{"hash":"73cf29f0853cb2987206bf90711c25b8b19d018f730f878a70454c0953fa0299"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CallerChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}}]}}]}}]}}]} as unknown as DocumentNode<CallerChangedSubscription, CallerChangedSubscriptionVariables>;
export const CallerVerifyDocument = {"__meta__":{"hash":"951a32e85c0e1385bed4b8fc9246523393a64c3b02a0d8d9f19c9ec8dc413eee"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CallerVerify"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyCallerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"verifyCaller"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"verified"}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"matches"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CallerVerifyMutation, CallerVerifyMutationVariables>;
export const CallerOlderOrdersDocument = {"__meta__":{"hash":"76a08e793917709a6a50051ac398eb16cd1b11570e22c1a3c996cbe0436dedcb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerOlderOrders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerOrder"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerOrder"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"reversed"}},{"kind":"Field","name":{"kind":"Name","value":"activatesAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstProblem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]} as unknown as DocumentNode<CallerOlderOrdersQuery, CallerOlderOrdersQueryVariables>;
export const CallerOpenDocument = {"__meta__":{"hash":"3c32dfbd37d8958c4dc46ca67a78c521672842d9c5634bf16a984df4dbc8ebbc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CallerOpen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerOpen"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alsoOpen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"people"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"doing"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"exact"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallerOpenSubscription, CallerOpenSubscriptionVariables>;
export const CallerOpenedByDocument = {"__meta__":{"hash":"6103d55a543cf7943e433bb07509baba31105f99cae938d96cfd9453c8935011"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerOpenedBy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openedBy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallerOpenedByQuery, CallerOpenedByQueryVariables>;
export const CallerGoodwillDocument = {"__meta__":{"hash":"e79d69ea9b1f25d5c02edaf81f0b7c3cfcc718b3bd2cda5939511307cc554992"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallerGoodwill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"points"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Points"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"coupon"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isChosen"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"goodwill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"remainingToday"}},{"kind":"Field","name":{"kind":"Name","value":"remainingOfGiver"}},{"kind":"Field","name":{"kind":"Name","value":"remainingOfCustomer"}},{"kind":"Field","name":{"kind":"Name","value":"giftsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reasonChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"coupons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"worth"}},{"kind":"Field","name":{"kind":"Name","value":"validDays"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effect"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"points"},"value":{"kind":"Variable","name":{"kind":"Name","value":"points"}}},{"kind":"Argument","name":{"kind":"Name","value":"coupon"},"value":{"kind":"Variable","name":{"kind":"Name","value":"coupon"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isChosen"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"worth"}},{"kind":"Field","name":{"kind":"Name","value":"remainingAfter"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantedLast12Months"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"undoableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"reasonName"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"coupon"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallerGoodwillQuery, CallerGoodwillQueryVariables>;
export const CallerGiveGoodwillDocument = {"__meta__":{"hash":"a3d2381d4275cc923e14aa3ef7cfe4840ae846b334d3e06e2e01d068b8aa0366"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CallerGiveGoodwill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GiveGoodwillInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"giveGoodwill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CallerGiveGoodwillMutation, CallerGiveGoodwillMutationVariables>;
export const CallerUndoGoodwillDocument = {"__meta__":{"hash":"4be90ccaa682a9e9acba6380c131d92c563fb749228771c0192e9c8f7c209669"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CallerUndoGoodwill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UndoGoodwillInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"undoGoodwill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CallerUndoGoodwillMutation, CallerUndoGoodwillMutationVariables>;
export const SamePreviewDocument = {"__meta__":{"hash":"e18e409b4c8b59c63b91417fb8c2929b5dcc71285bd94aef5b57bb122e6c6c10"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SamePreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PreviewMergeInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"programme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallerTier"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"previewMerge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"other"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"tierUntil"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"}},{"kind":"Field","name":{"kind":"Name","value":"orders"}},{"kind":"Field","name":{"kind":"Name","value":"balances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"maturing"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherBefore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"tierUntil"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"}},{"kind":"Field","name":{"kind":"Name","value":"orders"}},{"kind":"Field","name":{"kind":"Name","value":"balances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"maturing"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"tierUntil"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"}},{"kind":"Field","name":{"kind":"Name","value":"orders"}},{"kind":"Field","name":{"kind":"Name","value":"balances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"maturing"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallerTier"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tier"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"rank"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<SamePreviewQuery, SamePreviewQueryVariables>;
export const SameGraphDocument = {"__meta__":{"hash":"538532260ac30428ec9b9c8695799007ddd7ff4aae272c5d77902331b96d6545"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SameGraph"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identityGraph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"isCut"}},{"kind":"Field","name":{"kind":"Name","value":"leaves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"orders"}},{"kind":"Field","name":{"kind":"Name","value":"records"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"verified"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"holds"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<SameGraphQuery, SameGraphQueryVariables>;
export const SameResolveDocument = {"__meta__":{"hash":"c6baed653c92527804b6b465cb04c9b54bdac29bfc952c5844a5464831a8143c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SameResolve"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResolveMatchCandidateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"resolveMatchCandidate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<SameResolveMutation, SameResolveMutationVariables>;
export const SameUnmergeDocument = {"__meta__":{"hash":"924b4555fa24ba1ec7e517bd74c5726be1a4fb72a0835158ec65be6a55119994"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SameUnmerge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnmergeCustomersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"unmergeCustomers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"separated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<SameUnmergeMutation, SameUnmergeMutationVariables>;
export const SameQueueDocument = {"__meta__":{"hash":"6ebf3a53d9a86b4d09374898f805fe03a63d63c084e8344f09c5ac89cb291507"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SameQueue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"minScore"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"matchCandidates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"minScore"},"value":{"kind":"Variable","name":{"kind":"Name","value":"minScore"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SameQueueQuery, SameQueueQueryVariables>;
export const ChecksSourcesDocument = {"__meta__":{"hash":"5a492703f855d9539549b0ee19464950f17f07054cdc12ea31486628d5039409"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChecksSources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}}]}}]}}]} as unknown as DocumentNode<ChecksSourcesQuery, ChecksSourcesQueryVariables>;
export const BridgeSeenDocument = {"__meta__":{"hash":"06ab9097ae30b543222edaabb82a04a85967d6da5accc9f8a5c15fd735a8f797"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BridgeSeen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"bridge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"source"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"businessDate"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"declared"}},{"kind":"Field","name":{"kind":"Name","value":"declaredCount"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sourceTotal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"causes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledgerTotal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unexplained"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unexplainedPoints"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"told"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unexplained"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pointsShown"}},{"kind":"Field","name":{"kind":"Name","value":"pointsBooked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"repairs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}},{"kind":"Field","name":{"kind":"Name","value":"command"}},{"kind":"Field","name":{"kind":"Name","value":"safe"}}]}}]}}]}}]} as unknown as DocumentNode<BridgeSeenQuery, BridgeSeenQueryVariables>;
export const DiagnosisSeenDocument = {"__meta__":{"hash":"2d81394b3e8a110551b14f16aa3cfcf230f48c1e0a9db56a528fb8b06a800608"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DiagnosisSeen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customer"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"diagnoseCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customer"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customer"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"healthy"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"fulfilledAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"command"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"destination"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"answer"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DiagnosisSeenQuery, DiagnosisSeenQueryVariables>;
export const WallSeenDocument = {"__meta__":{"hash":"824de7858efb8661b986d65665d939a9b7cc7fcda8280bff45d4d95c9fde250e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WallSeen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"boundaries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"constantLagMs"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lag"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"p50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"p95Ms"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstProblem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WallSeenQuery, WallSeenQueryVariables>;
export const IncidentsSeenDocument = {"__meta__":{"hash":"badfe9777a54bebb00a58e0820b68a6dde4332779cffdd598c9b0ffda670da2f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IncidentsSeen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"mttdMinutes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"IntValue","value":"30"}}]},{"kind":"Field","name":{"kind":"Name","value":"mttrMinutes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"IntValue","value":"30"}}]},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"open"},"value":{"kind":"BooleanValue","value":true}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"}},{"kind":"Field","name":{"kind":"Name","value":"affectedCustomers"}},{"kind":"Field","name":{"kind":"Name","value":"affectedOrders"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountsAtRisk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"slos"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"now"}},{"kind":"Field","name":{"kind":"Name","value":"budgetLeft"}},{"kind":"Field","name":{"kind":"Name","value":"burnRate"}},{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}}]}}]}}]}}]} as unknown as DocumentNode<IncidentsSeenQuery, IncidentsSeenQueryVariables>;
export const IncidentAcknowledgeDocument = {"__meta__":{"hash":"7348330df10a9c7275735d9345311a4bb25b419dc38778a05e7295de778da92e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IncidentAcknowledge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcknowledgeIncidentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgeIncident"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<IncidentAcknowledgeMutation, IncidentAcknowledgeMutationVariables>;
export const DestinationsSeenDocument = {"__meta__":{"hash":"51b869bddb1ae28c8a3fd83e90bd6d717f5a7d31b3f8606218912515812b6c23"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DestinationsSeen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"destinations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"destination"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"shadow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"breaker"}},{"kind":"Field","name":{"kind":"Name","value":"pausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBy"}},{"kind":"Field","name":{"kind":"Name","value":"restsUntil"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","alias":{"kind":"Name","value":"live"},"name":{"kind":"Name","value":"pending"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lane"},"value":{"kind":"EnumValue","value":"LIVE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"bulk"},"name":{"kind":"Name","value":"pending"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lane"},"value":{"kind":"EnumValue","value":"BULK"}}]},{"kind":"Field","name":{"kind":"Name","value":"oldestSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"drainsAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorRate"}},{"kind":"Field","name":{"kind":"Name","value":"quotaLeft"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wrongValues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"checked"}},{"kind":"Field","name":{"kind":"Name","value":"wrong"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deadLetters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"event"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"answer"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DestinationsSeenQuery, DestinationsSeenQueryVariables>;
export const DestinationPauseDocument = {"__meta__":{"hash":"c14efdb9cb8ebdcbe339a472e73a1f14f81ca02951c05f6d1b72b60d064e2730"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DestinationPause"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pauseDestination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<DestinationPauseMutation, DestinationPauseMutationVariables>;
export const DestinationResumeDocument = {"__meta__":{"hash":"5c4fda3e89a7639abad6354f5c4ab1bfa2cd544178b5f3709f1f7c716a1db23c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DestinationResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"resumeDestination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<DestinationResumeMutation, DestinationResumeMutationVariables>;
export const DestinationSkipDocument = {"__meta__":{"hash":"28ba815b896415b4c27b459cad9107e5d6a5b52a88485adb7e3c097402af46bb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DestinationSkip"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"skipDeadLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<DestinationSkipMutation, DestinationSkipMutationVariables>;
export const DestinationRetryDocument = {"__meta__":{"hash":"ad854e6163e58ba7549394b3fe6007cde66362794fae9d4d688f8201b954b868"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DestinationRetry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryDeadLettersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"retryDeadLetters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DestinationAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DestinationAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DestinationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<DestinationRetryMutation, DestinationRetryMutationVariables>;
export const ConsoleViewerDocument = {"__meta__":{"hash":"f6f50d3f343192179e24d66efc6b456b39e5a091511fb61ae44852c33d29ec09"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}}]}}]}}]} as unknown as DocumentNode<ConsoleViewerQuery, ConsoleViewerQueryVariables>;
export const MappingsListDocument = {"__meta__":{"hash":"5104ddcfbe56f1f2cda93639234e179b3a7d4867984b71cf43d3e59fd0eb1835"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MappingsList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"sources"}},{"kind":"Field","name":{"kind":"Name","value":"newest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"savedAt"}},{"kind":"Field","name":{"kind":"Name","value":"savedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MappingsListQuery, MappingsListQueryVariables>;
export const MappingSavedDocument = {"__meta__":{"hash":"9b96192c1c56283fb029f7d17de7b1bafbf3657781f0d79c286232005499b795"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MappingSaved"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"mapping"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"sources"}},{"kind":"Field","name":{"kind":"Name","value":"newest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"document"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"savedAt"}},{"kind":"Field","name":{"kind":"Name","value":"savedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MappingSavedQuery, MappingSavedQueryVariables>;
export const MappingVersionTextDocument = {"__meta__":{"hash":"cd65ab2326e7f75688bb4446b28ef4f5ef407170da3262cdc67b1b339298b667"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MappingVersionText"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"mapping"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"number"},"value":{"kind":"Variable","name":{"kind":"Name","value":"number"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"}}]}}]}}]}}]} as unknown as DocumentNode<MappingVersionTextQuery, MappingVersionTextQueryVariables>;
export const MappingTryDocument = {"__meta__":{"hash":"be634b151134c667f7d457429bd8716fd217fbf07c4c2433da7dc068df6088fb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MappingTry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TryMappingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tryMapping"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"trial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"masked"}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"records"}},{"kind":"Field","name":{"kind":"Name","value":"purchases"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"persons"}},{"kind":"Field","name":{"kind":"Name","value":"passedOver"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"faulty"}}]}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"passedOver"}},{"kind":"Field","name":{"kind":"Name","value":"made"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"make"}},{"kind":"Field","name":{"kind":"Name","value":"history"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<MappingTryMutation, MappingTryMutationVariables>;
export const MappingSaveDocument = {"__meta__":{"hash":"b7804d8bfcaa485084d81d831965b8013b9d856f1568c5264090f882a5b191da"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MappingSave"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SaveMappingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"saveMapping"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"isNew"}},{"kind":"Field","name":{"kind":"Name","value":"mapping"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"newest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<MappingSaveMutation, MappingSaveMutationVariables>;
export const OpsHeldDocument = {"__meta__":{"hash":"9eab682266a7408e9acc3c29c066533d65a8ce67a3399886a120c043267d0d13"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsHeld"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"oldest"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"settlesAt"}},{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sample"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OpsHeldQuery, OpsHeldQueryVariables>;
export const OpsHeldSomeDocument = {"__meta__":{"hash":"e686ac09f56f17dd678e3c8583c1010f8b7fda8753a2322ac6680db336b78902"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsHeldSome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sample"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstProblem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OpsHeldSomeQuery, OpsHeldSomeQueryVariables>;
export const OpsReleaseDocument = {"__meta__":{"hash":"99de27b0263702be3c290b23d26c5ac0f9db78073483afaa6b897795505a1e5b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpsRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseHeldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"releaseHeld"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"released"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActError"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActError"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<OpsReleaseMutation, OpsReleaseMutationVariables>;
export const OpsHandoffsDocument = {"__meta__":{"hash":"a09a5a3c4bf69efea4652f3d16f7ac1794124c69b5071f56fdbe4801a350ac42"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsHandoffs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"exact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownHop"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstProblem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownHop"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Hop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"lagMs"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}}]}}]}}]} as unknown as DocumentNode<OpsHandoffsQuery, OpsHandoffsQueryVariables>;
export const OpsPurchaseDocument = {"__meta__":{"hash":"9a9f2627e01415a104e1198b85a6b647130bc7826005840f147552f2be8ae828"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsPurchase"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Handoff"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownHop"}}]}},{"kind":"Field","name":{"kind":"Name","value":"told"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"door"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"reading"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownHop"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Hop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"lagMs"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"boundary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"team"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}}]}}]}}]} as unknown as DocumentNode<OpsPurchaseQuery, OpsPurchaseQueryVariables>;
export const OpsMismatchDocument = {"__meta__":{"hash":"48fa89e6d7f73a01a094a2e73d76a9de2302b177cae64aa3309f1cef2ea4b18f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsMismatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"identityMismatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"identified"}},{"kind":"Field","name":{"kind":"Name","value":"unresolved"}},{"kind":"Field","name":{"kind":"Name","value":"matchedLate"}},{"kind":"Field","name":{"kind":"Name","value":"guests"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"sample"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"references"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OpsMismatchQuery, OpsMismatchQueryVariables>;
export const OpsDeclaredDaysDocument = {"__meta__":{"hash":"4f843204bda0b1bf37ffe5114229130109feba3ff8943d90adb015a57d1463c7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsDeclaredDays"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DayState"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"declaredDays"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"businessDate"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"till"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"receipts"}},{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"receivedTotal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<OpsDeclaredDaysQuery, OpsDeclaredDaysQueryVariables>;
export const OpsUndeclaredDaysDocument = {"__meta__":{"hash":"3fe159cfd78000f03f6ec35771502fecc0c33c2d0f28c614d3559eefdb2eda6e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsUndeclaredDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"undeclaredDays"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"businessDate"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"till"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}}]}}]} as unknown as DocumentNode<OpsUndeclaredDaysQuery, OpsUndeclaredDaysQueryVariables>;
export const OpsReceiptsDocument = {"__meta__":{"hash":"e71e95d8d2cf08523b86d8dbc6e0e60fbb5e9500e3eaa9527b91570be95171ac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpsReceipts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"store"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"till"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"businessDate"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"till"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"store"},"value":{"kind":"Variable","name":{"kind":"Name","value":"store"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"receipts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"businessDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"businessDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"till"},"value":{"kind":"Variable","name":{"kind":"Name","value":"till"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"gapsLeftOff"}},{"kind":"Field","name":{"kind":"Name","value":"repeated"}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"till"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OpsReceiptsQuery, OpsReceiptsQueryVariables>;
export const RulesListDocument = {"__meta__":{"hash":"0e0f60c85feabfc70d29bbb2e688985648631615f2cb48539d70f4aeb76025c7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RulesList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"rulesets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"activatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activatedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approvedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rollout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesRollout"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesRollout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rollout"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"tierChanges"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RulesListQuery, RulesListQueryVariables>;
export const RulesVersionDocument = {"__meta__":{"hash":"25abeb75992c717e29cc1c199e793802f5b64523d09ead8b908a43bfefbb1c5b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RulesVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"against"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"rollout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesRollout"}}]}},{"kind":"Field","name":{"kind":"Name","value":"diff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"against"},"value":{"kind":"Variable","name":{"kind":"Name","value":"against"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}}]}},{"kind":"Field","name":{"kind":"Name","value":"simulation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesSimulation"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesRollout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rollout"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"tierChanges"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesSimulation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Simulation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"purchases"}},{"kind":"Field","name":{"kind":"Name","value":"notPlayed"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"liabilityChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costPerRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"movers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<RulesVersionQuery, RulesVersionQueryVariables>;
export const RulesProgressDocument = {"__meta__":{"hash":"602d79c87ee7dabc21aecef744bd52a0802bb8c7863f537094750d3497c1f65f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RulesProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"simulation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesSimulation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rollout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesRollout"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesSimulation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Simulation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"purchases"}},{"kind":"Field","name":{"kind":"Name","value":"notPlayed"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"liabilityChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costPerRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"movers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"because"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesRollout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rollout"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"tierChanges"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"pausedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RulesProgressQuery, RulesProgressQueryVariables>;
export const RulesSimulateDocument = {"__meta__":{"hash":"1c2ff4ee70d796e2a3949149225adfce8d5977b3bb4a5a56dab65f715334b772"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesSimulate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SimulateRulesetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"simulateRuleset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesSimulateMutation, RulesSimulateMutationVariables>;
export const RulesApproveDocument = {"__meta__":{"hash":"9dbfa5b6e8aee762d6a9a8185ff62ff3a62eca737056403f8663a5f4a2989a4b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesApprove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetDraftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"approveRuleset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesApproveMutation, RulesApproveMutationVariables>;
export const RulesActivateDocument = {"__meta__":{"hash":"9992dd9ed63cc6c6e3e6caf46b6b81ab704438d1ef08191454f2f7137249142a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesActivate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateRulesetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"activateRuleset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesActivateMutation, RulesActivateMutationVariables>;
export const RulesPauseDocument = {"__meta__":{"hash":"bc5fd1d23f77058a815eae00030c3e05819ef3cadbda062144aab160d9097d87"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesPause"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PauseRolloutInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pauseRollout"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesPauseMutation, RulesPauseMutationVariables>;
export const RulesResumeDocument = {"__meta__":{"hash":"ce10a877b19aba393e65f9ade79ecce70d43944925e8c130838bb3bc9128e8a5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeRolloutInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"resumeRollout"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesResumeMutation, RulesResumeMutationVariables>;
export const ReportsLiabilityDocument = {"__meta__":{"hash":"47007b840baffdadf3c375b00756e922703c1d8223b93ff2654b9aad8bfc1454"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReportsLiability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"liability"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"byMarket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"outstanding"}},{"kind":"Field","name":{"kind":"Name","value":"issued"}},{"kind":"Field","name":{"kind":"Name","value":"redeemed"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"expectedBreakage"}},{"kind":"Field","name":{"kind":"Name","value":"fairValue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deferredRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReportsLiabilityQuery, ReportsLiabilityQueryVariables>;
export const ReportsForecastDocument = {"__meta__":{"hash":"e3736a8a30a06d36b9e7fb8de294f0c344b0d6d1cae07a6885e8ac42f34c672e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReportsForecast"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expiryForecast"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tierForecast"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ReportsForecastQuery, ReportsForecastQueryVariables>;
export const RulesDraftDocument = {"__meta__":{"hash":"023e8cf44a9cea3642f070e49b90d2b5871602802003e08f41a7c25e7e6c190e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesDraft"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateRulesetDraftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createRulesetDraft"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesDraftMutation, RulesDraftMutationVariables>;
export const RulesUpdateDocument = {"__meta__":{"hash":"7c5a9c0db826fc32d0dfc59b93788dfe6a451ceefbb0caa0db1b6a5b584c9eb3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateRulesetDraftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"updateRulesetDraft"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesUpdateMutation, RulesUpdateMutationVariables>;
export const RulesDiscardDocument = {"__meta__":{"hash":"37d170f0b66da36a468be87eaf2edc1abd5fc8f00fc172a5daf4ada5e4ae5e5a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesDiscard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetDraftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"discardRulesetDraft"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RulesAnswer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RulesAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulesetPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"ruleset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<RulesDiscardMutation, RulesDiscardMutationVariables>;
export const ConsoleSearchDocument = {"__meta__":{"hash":"673344e53ba5f5b945bf6d3de08cc6f8a8ea45a0237007fa605fbe86e6580156"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"lookup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"hint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coupon"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ConsoleSearchQuery, ConsoleSearchQueryVariables>;
export const SourcesSeenDocument = {"__meta__":{"hash":"5d4eacea52ab165a1a38ae4c94d4e3b003ee90a4a8eb7193bbe0d2cec39255f5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SourcesSeen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"watermark"}},{"kind":"Field","name":{"kind":"Name","value":"lastToldAt"}},{"kind":"Field","name":{"kind":"Name","value":"ratePerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"usualPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"identityMismatch"}},{"kind":"Field","name":{"kind":"Name","value":"anonymousShare"}},{"kind":"Field","name":{"kind":"Name","value":"lagP50Seconds"}},{"kind":"Field","name":{"kind":"Name","value":"lagP95Seconds"}},{"kind":"Field","name":{"kind":"Name","value":"signs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"runbook"}}]}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"now"}},{"kind":"Field","name":{"kind":"Name","value":"sample"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hours"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"48"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"told"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"duplicates"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SourcesSeenQuery, SourcesSeenQueryVariables>;
export const SourceIntakeDocument = {"__meta__":{"hash":"48da479b6672c609be41f084076354d651d93036bd20a295cfff9f43bac158d8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SourceIntake"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"InboundMessageState"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"intakeReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"source"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"messages"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"understood"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"unread"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"messages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SourceIntakeQuery, SourceIntakeQueryVariables>;
export const WatchPersonDocument = {"__meta__":{"hash":"5b2e8482cec9afa3148174a21e8dc651a630d5d2f78535b01fdcd8d0aa9359b5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WatchPerson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<WatchPersonQuery, WatchPersonQueryVariables>;
export const WatchCustomerDocument = {"__meta__":{"hash":"b63dd84879086b65050121b01c81718063f3eeb49b141422cfa59f2dd4382146"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WatchCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"openedBy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WatchCustomerQuery, WatchCustomerQueryVariables>;
export const TillViewerDocument = {"__meta__":{"hash":"7056d809544d2b32fc693112f76ad5135f3db9af3340f0ee0d602b8eb1d48bce"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"store"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}}]}}]}}]} as unknown as DocumentNode<TillViewerQuery, TillViewerQueryVariables>;
export const TillCustomerDocument = {"__meta__":{"hash":"0b2c4df53a9cf13deea7ccc3277b8c387f671f6ceebd7752bb308ac591882abb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerIdentifierInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"cart"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CartInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"flags"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"benefits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tierReason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillAccount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"coupons"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ISSUED"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"cart"},"value":{"kind":"Variable","name":{"kind":"Name","value":"cart"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redeemable"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillRefusal"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]} as unknown as DocumentNode<TillCustomerQuery, TillCustomerQueryVariables>;
export const TillCouponDocument = {"__meta__":{"hash":"4a98be2e5efcd72b8f184f5f4df0e535d7ccb62222c9e454d9c196d86dfba62b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillCoupon"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"cart"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CartInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"coupon"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"cart"},"value":{"kind":"Variable","name":{"kind":"Name","value":"cart"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redeemable"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillRefusal"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]} as unknown as DocumentNode<TillCouponQuery, TillCouponQueryVariables>;
export const TillValidateDocument = {"__meta__":{"hash":"d48698a7a61f11cba2515c9bd03aae272b3a0ba357ae03497b28d948a880ce73"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillValidate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ValidateCouponInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"validateCoupon"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"coupon"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"eligibility"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redeemable"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillRefusal"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]} as unknown as DocumentNode<TillValidateMutation, TillValidateMutationVariables>;
export const TillRedeemDocument = {"__meta__":{"hash":"9a3110b487d139f3872fba0e3f9f37830d48b9e484b6ea6efbd8efec897e1b66"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillRedeem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RedeemCouponInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redeemCoupon"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redemption"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"replayOfFirstAnswer"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillRefusal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locale"}}}]},{"kind":"Field","name":{"kind":"Name","value":"needed"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]} as unknown as DocumentNode<TillRedeemMutation, TillRedeemMutationVariables>;
export const TillReverseDocument = {"__meta__":{"hash":"b04bb9eea64207fc3228b6435d90a614f02f03c6618f74f51ce52e1924e36f4d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillReverse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReverseRedemptionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reverseRedemption"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"redemption"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<TillReverseMutation, TillReverseMutationVariables>;
export const TillAuthoriseDocument = {"__meta__":{"hash":"6c3db6507d6f3deaf6c23d4818fc5d2690fb006c164154ae99a9e93d12c80169"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillAuthorise"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuthorisePointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"authorisePoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillWhose"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillWhose"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillAccount"}}]}}]}}]}}]} as unknown as DocumentNode<TillAuthoriseMutation, TillAuthoriseMutationVariables>;
export const TillCaptureDocument = {"__meta__":{"hash":"0430379d51c1f35a667718cf96877ed60ee397f94595daab745bd990afeb346b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillCapture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CapturePointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"capturePoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillWhose"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillWhose"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillAccount"}}]}}]}}]}}]} as unknown as DocumentNode<TillCaptureMutation, TillCaptureMutationVariables>;
export const TillReleaseDocument = {"__meta__":{"hash":"0334dfc498dc529af7a5ba90a272b842b6066051395c847ecb960cc31a96d885"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleasePointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"releasePoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillWhose"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillWhose"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillAccount"}}]}}]}}]}}]} as unknown as DocumentNode<TillReleaseMutation, TillReleaseMutationVariables>;
export const TillRefundDocument = {"__meta__":{"hash":"0c0b66fad39ad538a4921b58a1373f4a7df99701ce5e6eb2f728e15c2b301096"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundPointsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"refundPoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillWhose"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"wallet"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"negative"}},{"kind":"Field","name":{"kind":"Name","value":"worth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiringNext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TillWhose"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"loyalty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TillAccount"}}]}}]}}]}}]} as unknown as DocumentNode<TillRefundMutation, TillRefundMutationVariables>;
export const TillOperationDocument = {"__meta__":{"hash":"04b98c4198dcfe7c7e87c7ab514319c3d0939d39e0cd8f506546768bd95234c9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillOperation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"mutation"}},{"kind":"Field","name":{"kind":"Name","value":"firstAnsweredAt"}},{"kind":"Field","name":{"kind":"Name","value":"redemption"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"points"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<TillOperationQuery, TillOperationQueryVariables>;
export const TillOrderDocument = {"__meta__":{"hash":"a1ec824cbbfe9b96fe71c5278931a23eee3635a81c664a82a2b106c56e9ecf40"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"receipt"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceiptInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"receipt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"receipt"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"article"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"paid"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"reversed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tenders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TillOrderQuery, TillOrderQueryVariables>;
export const TillDeclareDayDocument = {"__meta__":{"hash":"4e4102357d29469f78366a27ca33d817b3e7b554f73ea7de36a96e6a27142534"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TillDeclareDay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeclareDayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"declareDay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"day"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<TillDeclareDayMutation, TillDeclareDayMutationVariables>;
export const TillDayDocument = {"__meta__":{"hash":"ebcb61717ce19a4ee51a9b7f522afdf720734b0f656ef5bc0866644b8f088ea3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillDay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"day"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"till"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"till"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"receipts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"businessDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"day"}}},{"kind":"Argument","name":{"kind":"Name","value":"till"},"value":{"kind":"Variable","name":{"kind":"Name","value":"till"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"gapsLeftOff"}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"declaredTotal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"heldTotals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"repeated"}}]}}]}}]}}]} as unknown as DocumentNode<TillDayQuery, TillDayQueryVariables>;