import type { LocalDate } from '../../src/domain/time/instant.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeModel } from '../../src/loaders/index.ts';
import type { ActorRef } from '../../src/domain/access/actor.ts';
import type { CustomerModel, ContactView, FreshnessView } from '../../src/loaders/customers.ts';
import type { OrderModel } from '../../src/loaders/orders.ts';
import type { OrderLineModel } from '../../src/loaders/orderLines.ts';
import type { MoneyView } from '../../src/loaders/money.ts';
import type { LoyaltyModel, ProgrammeRule, BenefitRule, TierProgressView, UpcomingChangeView, AccountView } from '../../src/loaders/loyalty.ts';
import type { TierRule } from '../../src/domain/ruleset/ruleset.ts';
import type { HandoffModel, HandoffPage, HeldGroupView } from '../../src/loaders/handoffs.ts';
import type { HopView, BoundaryView } from '../../src/loaders/hops.ts';
import type { StreamEvent } from '../../src/push/change.ts';
import type { PurchaseResult as PurchaseResultModel } from '../../src/handoff/submission.ts';
import type { Context } from '../../src/server/context.ts';
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

/** A kind of points. What is spendable is `active` minus `reserved`. */
export type Account = {
  readonly __typename?: 'Account';
  /** Earned and spendable; 0 when `negative` is above 0. */
  readonly active: Scalars['Points']['output'];
  /** How far below zero the wallet is, because spent points were taken back; 0 or above. */
  readonly negative: Scalars['Points']['output'];
  /** Expected from orders that are not yet handed over and paid. */
  readonly pending: Scalars['Points']['output'];
  /** Set aside for a payment that is under way. */
  readonly reserved: Scalars['Points']['output'];
  /** Code of the wallet, such as `points`. */
  readonly wallet: Scalars['String']['output'];
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

/** A border between two systems that purchases cross, and whose it is. */
export type Boundary = {
  readonly __typename?: 'Boundary';
  /** Unique, such as `signalled`. */
  readonly code: Scalars['String']['output'];
  /** System before it. */
  readonly from: Scalars['String']['output'];
  /** Who is called when it is late. */
  readonly owner: Owner;
  /** What to do when it is late: a path or an address. */
  readonly runbook: Scalars['String']['output'];
  /** System behind it. */
  readonly to: Scalars['String']['output'];
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

/** Something a customer is known by: an email address, a telephone number, a card, a number of another system. */
export type Contact = {
  readonly __typename?: 'Contact';
  /** The value as the viewer may see it, such as `j***@example.com` or `***4711`. */
  readonly display: Scalars['String']['output'];
  /** `email`, `phone`, `loyalty`, `card`, `device`, or the code of the system whose number it is. */
  readonly kind: Scalars['String']['output'];
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

/** A coupon was issued, redeemed or given back. */
export type CouponChange = StreamChange & {
  readonly __typename?: 'CouponChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
};

/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type Customer = Node & {
  readonly __typename?: 'Customer';
  /** Marks that change what may be done for this customer. */
  readonly flags: ReadonlyArray<CustomerFlag>;
  /** Opaque. Stays valid after a merge: it then answers with a shell, and `customer(by: {id})` with the survivor. */
  readonly id: Scalars['ID']['output'];
  /** What the customer is known by, oldest first. Values are shortened to what the viewer may see. */
  readonly identifiers: ReadonlyArray<Contact>;
  /** Preferred language, BCP 47. Null when not known. */
  readonly language?: Maybe<Scalars['String']['output']>;
  /** Membership, tier and points. Null when the customer is no member, or the section could not be read. */
  readonly loyalty?: Maybe<Loyalty>;
  /** The customer that this one turned out to be. Null on a live customer. */
  readonly mergedInto?: Maybe<Customer>;
  /** Full name. Null when no source told it, or it was erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Orders of the customer and of everybody merged into it, latest `placedAt` first. Null when the section could not be read. */
  readonly orders?: Maybe<OrderConnection>;
  /** How fresh each part of this page is, one per registered source. Answered even where a section could not be. */
  readonly sources: ReadonlyArray<SourceFreshness>;
  /** Where the customer's stream stands: give it as `after` to `tierChanged` or `customerChanged`, and whatever changes after this read is pushed. Select it beside what you show. Null on an absorbed customer. */
  readonly streamCursor?: Maybe<Scalars['String']['output']>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerLoyaltyArgs = {
  programme?: InputMaybe<Scalars['String']['input']>;
};


/** A person we know. Found by any identifier; an absorbed one (`mergedInto`) is an empty shell that only names its survivor. */
export type CustomerOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  status?: InputMaybe<ReadonlyArray<OrderStatus>>;
};

/** Something that changed about a customer. Treat types you do not know as a reason to read the customer again. */
export type CustomerChange = CouponChange | IdentifiersChange | InteractionChange | OverrideChange | PointsChange | ProfileChange | TierChange;

/** Marks on a customer. */
export type CustomerFlag =
  /** A company. */
  | 'BUSINESS'
  /** Has died. */
  | 'DECEASED'
  /** Under suspicion; points are not paid out. */
  | 'FRAUD_HOLD'
  /** Under age. */
  | 'MINOR'
  /** Processing is restricted on the person's request. */
  | 'RESTRICTED'
  /** Works here; nobody may credit or open their own record. */
  | 'STAFF'
  /** Made for testing; earns nothing. */
  | 'TEST';

/** One way to name a customer; exactly one field. */
export type CustomerIdentifierInput =
  /** The token of a device or browser. */
  { readonly deviceToken: Scalars['String']['input']; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** An email address, in any case. */
  { readonly deviceToken?: never; readonly email: Scalars['String']['input']; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The number another system knows the customer by. */
  { readonly deviceToken?: never; readonly email?: never; readonly external: ExternalInput; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The customer's `id`; an absorbed one leads to its survivor. */
  { readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id: Scalars['ID']['input']; readonly loyaltyNumber?: never; readonly order?: never; readonly phone?: never; }
  |  /** The number on the loyalty card or in the app. */
  { readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber: Scalars['String']['input']; readonly order?: never; readonly phone?: never; }
  |  /** An order of the customer; null for a guest's order. */
  { readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order: OrderReferenceInput; readonly phone?: never; }
  |  /** A telephone number with its country code, such as `+49 30 1234567`; separators do not matter. */
  { readonly deviceToken?: never; readonly email?: never; readonly external?: never; readonly id?: never; readonly loyaltyNumber?: never; readonly order?: never; readonly phone: Scalars['String']['input']; };

/** A customer who joins the programme. */
export type EnrolCustomerInput = {
  /** Code of the channel where it happened. */
  readonly channel?: InputMaybe<Scalars['String']['input']>;
  /** Who joins. */
  readonly customer: CustomerIdentifierInput;
  /** Made by the caller, at most 255 bytes: the same key gives the first answer again; with another input it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Code of the store where it happened. A till's own store is used when it is left out. */
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

/** A number of another system. */
export type ExternalInput = {
  /** Its number, at most 512 bytes. */
  readonly id: Scalars['String']['input'];
  /** The system, such as `erp`, `crm` or `shop`. */
  readonly source: Scalars['String']['input'];
};

/** One purchase event's way through the systems: captured, received by the ERP, signalled, received here, evaluated. */
export type Handoff = Node & {
  readonly __typename?: 'Handoff';
  /** The first hop that is late or missing. Null when there is none. */
  readonly firstProblem?: Maybe<Hop>;
  /** The boundaries it crosses, in order; those it is not expected to cross are listed too, when a time is known. */
  readonly hops: ReadonlyArray<Hop>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** The order it became part of. Null while it is held, and when it was rejected. */
  readonly order?: Maybe<Order>;
  /** The numbers that the event names. */
  readonly references: ReadonlyArray<OrderReference>;
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
  /** At least one hop is in one of these states: `OK`, `LATE`, `PENDING`, `MISSING`, `NOT_EXPECTED`. */
  readonly state?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Code of the boundary where the first problem is. */
  readonly stoppedAt?: InputMaybe<Scalars['String']['input']>;
  /** Code of the store. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
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
  /** Whether a purchase of this channel crosses it at all. */
  readonly expected: Scalars['Boolean']['output'];
  /** Milliseconds since the hop before it. Null when one of the two times is not known. */
  readonly lagMs?: Maybe<Scalars['Int']['output']>;
  /** `OK`, `LATE` (arrived after its time), `PENDING` (not yet, still in time), `MISSING` (not, though its time is over), `NOT_EXPECTED`. */
  readonly state: Scalars['String']['output'];
};

/** Whether an identifier is in use. */
export type IdentifierStatus =
  /** In use. */
  | 'ACTIVE'
  /** Reported lost or misused; it still finds the customer, but must not be accepted at a till. */
  | 'BLOCKED'
  /** Another one took its place; it still finds the customer. */
  | 'REPLACED';

/** What the customer is known by changed. */
export type IdentifiersChange = StreamChange & {
  readonly __typename?: 'IdentifiersChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
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

/** An interaction was recorded. */
export type InteractionChange = StreamChange & {
  readonly __typename?: 'InteractionChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
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

/** A customer's membership: tier and points. Every figure is as of now, also when the customer has been quiet for long. */
export type Loyalty = {
  readonly __typename?: 'Loyalty';
  /** Points by wallet, sorted by wallet; those of everybody merged into this customer included. */
  readonly accounts: ReadonlyArray<Account>;
  /** When the customer joined. */
  readonly enrolledAt: Scalars['DateTime']['output'];
  /** What is missing to keep the tier beyond `tierUntil`. Null for the base tier. */
  readonly keep?: Maybe<TierProgress>;
  /** What is missing for the next tier. Null in the highest. */
  readonly next?: Maybe<TierProgress>;
  /** The next change if nothing more is bought. Null when there is none in sight. */
  readonly nextChange?: Maybe<UpcomingChange>;
  /** The programme. */
  readonly programme: Programme;
  /** Where the membership stands. */
  readonly status: MembershipStatus;
  /** The tier held now. */
  readonly tier: Tier;
  /** Why this tier: sentences to read to a customer, in order. */
  readonly tierReason: ReadonlyArray<Scalars['String']['output']>;
  /** Since when it is held without a break. */
  readonly tierSince: Scalars['DateTime']['output'];
  /** When it is looked at again. Null for the base tier, which cannot be lost. */
  readonly tierUntil?: Maybe<Scalars['DateTime']['output']>;
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
  readonly __typename?: 'Money';
  /** All decimals of the currency, such as `12.50` in EUR and `12` in JPY. Negative for money that flows back. */
  readonly amount: Scalars['Decimal']['output'];
  /** ISO 4217, upper case. */
  readonly currencyCode: Scalars['String']['output'];
};

/** What can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes a customer a member. Purchases of the programme's last days are credited as its rules say. */
  readonly enrolCustomer: EnrolCustomerPayload;
  /** Takes purchase events in. Each is applied, held or rejected for itself; when the answer comes, readers see the effect. Safe to repeat: (source, eventId) is the key. */
  readonly ingestPurchases: IngestPurchasesPayload;
};


/** What can be changed. */
export type MutationEnrolCustomerArgs = {
  input: EnrolCustomerInput;
};


/** What can be changed. */
export type MutationIngestPurchasesArgs = {
  input: IngestPurchasesInput;
};

/** Anything with an id of its own; read again with `node`. */
export type Node = {
  /** Opaque and unique over all types. Store it as it is; its form may change. */
  readonly id: Scalars['ID']['output'];
};

/** One commercial transaction, under all of its numbers. */
export type Order = Node & {
  readonly __typename?: 'Order';
  /** How it was bought: the code of a channel, such as `web` or `store`; `unknown` when no event told it. */
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
  /** How it was paid, as last told. */
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
  /** What it is. */
  readonly kind: LineKind;
  /** The article's name. Null when it was not told. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Code of the reason why the line earns nothing. Null when it earns. */
  readonly notEarningBecause?: Maybe<Scalars['String']['output']>;
  /** What the customer pays for `quantity`, incl. tax, after discounts. */
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
  /** Some of what was handed over came back. */
  | 'PART_RETURNED'
  /** Placed, nothing handed over yet. */
  | 'PLACED'
  /** All of what was handed over came back. */
  | 'RETURNED'
  /** Taken back as if it had not been. */
  | 'VOIDED';

/** A tier override was set, changed or ended. */
export type OverrideChange = StreamChange & {
  readonly __typename?: 'OverrideChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
};

/** Who is called when something stands still. */
export type Owner = {
  readonly __typename?: 'Owner';
  /** Where the team is reached: an address, a channel or a telephone number. */
  readonly contact: Scalars['String']['output'];
  /** The team. */
  readonly team: Scalars['String']['output'];
};

/** Where a page of a connection ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Give it as `after` to read on. Null when the page is empty and the last one. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether a further page may have rows. True may turn out to be an empty page when a filter looked at a limited number of rows. */
  readonly hasNextPage: Scalars['Boolean']['output'];
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
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
};

/** Name, language or flags of the customer changed. */
export type ProfileChange = StreamChange & {
  readonly __typename?: 'ProfileChange';
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
};

/** A loyalty programme. */
export type Programme = {
  readonly __typename?: 'Programme';
  /** Unique, such as `main`. */
  readonly code: Scalars['String']['output'];
  /** Currency in which spend is compared with tier thresholds, ISO 4217. */
  readonly currencyCode: Scalars['String']['output'];
  /** The name shown to customers. */
  readonly name: Scalars['String']['output'];
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

/** One message about one order. Only `kind` is checked by the schema; every other value is checked per event, so that one bad value fails one event. */
export type PurchaseEventInput = {
  /** The store's date. Default: `occurredAt` in the store's zone. */
  readonly businessDate?: InputMaybe<Scalars['String']['input']>;
  /** When shop or till captured it, RFC 3339. */
  readonly capturedAt?: InputMaybe<Scalars['String']['input']>;
  /** The cashier's number; never a name. */
  readonly cashier?: InputMaybe<Scalars['String']['input']>;
  /** `web`, `store`, `app` or another registered one. Default: the source's. */
  readonly channel?: InputMaybe<Scalars['String']['input']>;
  /** ISO 4217; required where there are amounts. */
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
  /** True: migrated history, neither earns nor sends messages. */
  readonly history?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it says. */
  readonly kind: PurchaseEventKind;
  /** The lines. */
  readonly lines?: InputMaybe<ReadonlyArray<PurchaseLineInput>>;
  /** When it happened there, RFC 3339 with offset. */
  readonly occurredAt: Scalars['String']['input'];
  /** When the order was placed, RFC 3339, where that is not `occurredAt`. */
  readonly placedAt?: InputMaybe<Scalars['String']['input']>;
  /** Why, in the sender's words. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The order's numbers, at least one; further ones link the shop's, the ERP's and the till's. */
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
  /** Code of the store. */
  readonly store?: InputMaybe<Scalars['String']['input']>;
  /** How it was paid. */
  readonly tenders?: InputMaybe<ReadonlyArray<PurchaseTenderInput>>;
  /** True: made for testing, never earns. */
  readonly test?: InputMaybe<Scalars['Boolean']['input']>;
  /** The till. */
  readonly till?: InputMaybe<Scalars['String']['input']>;
};

/** What a purchase event says about its order. */
export type PurchaseEventKind =
  /** The lines have changed. Needs lines. */
  | 'AMENDED'
  /** What is not yet handed over will not come. */
  | 'CANCELLED'
  /** Goods came back and others went out. Needs `return` and lines. */
  | 'EXCHANGED'
  /** Handed over or sent. Needs `fulfilment`. */
  | 'FULFILLED'
  /** Placed. Needs lines. */
  | 'PLACED'
  /** Money without goods. Needs `refund`. */
  | 'REFUNDED'
  /** Goods came back. Needs `return`, and an order or a customer. */
  | 'RETURNED'
  /** Paid. */
  | 'SETTLED'
  /** A till's sale: placed, paid and handed over in one message. Needs order reference, lines and tenders. */
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

/** A line of an order, with amounts of the whole line in the event's currency. */
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
  /** The fulfilment's or return's own id, unique within the order. */
  readonly id: Scalars['String']['input'];
  /** Which lines. None: everything still open. */
  readonly lines?: InputMaybe<ReadonlyArray<PurchasePartLineInput>>;
};

/** A line of a part. */
export type PurchasePartLineInput = {
  /** Decimal; what was really charged or paid back. Default: in proportion. */
  readonly amount?: InputMaybe<Scalars['String']['input']>;
  /** The article, where the order line is not known. */
  readonly article?: InputMaybe<Scalars['String']['input']>;
  /** The order line. Or name the article. */
  readonly lineId?: InputMaybe<Scalars['String']['input']>;
  /** Decimal. */
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
  /** The order. Null while held or rejected, and for a viewer who may not read orders. */
  readonly order?: Maybe<Order>;
  /** What became of it. */
  readonly outcome: PurchaseOutcome;
  /** Code of the reason. Null when applied. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The event's source; empty when it could not be read. */
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
  /** The customer known by this identifier, the survivor when it was merged. Null when nobody is, or it is not the viewer's. */
  readonly customer?: Maybe<Customer>;
  /** The ways of purchases through the systems, newest first. For operations. */
  readonly handoffs: HandoffConnection;
  /** What waits, grouped by what for; the largest group first. For operations. */
  readonly held: ReadonlyArray<HeldGroup>;
  /** The thing with this id. Null when there is none or the viewer may not see it: the two look alike. An absorbed customer answers with its shell. */
  readonly node?: Maybe<Node>;
  /** The order with this number. Null when there is none, or it is not the viewer's. */
  readonly order?: Maybe<Order>;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryCustomerArgs = {
  by: CustomerIdentifierInput;
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryHandoffsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<HandoffFilter>;
  first: Scalars['Int']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. Every field needs a token; see the README for what each role may read. */
export type QueryOrderArgs = {
  by: OrderReferenceInput;
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

/** An order number. */
export type SourceNumberInput = {
  /** The number, as it was sent. */
  readonly number: Scalars['String']['input'];
  /** The system whose number it is. Without it, AMBIGUOUS_REFERENCE when two orders have the number. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
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

/** A shop. */
export type Store = {
  readonly __typename?: 'Store';
  /** The brand it trades under. */
  readonly brand: Scalars['String']['output'];
  /** Unique, as tills send it. */
  readonly code: Scalars['String']['output'];
  /** The market it belongs to, such as `DE`. */
  readonly market: Scalars['String']['output'];
  /** For people. */
  readonly name: Scalars['String']['output'];
  /** IANA zone of its business dates. */
  readonly timeZone: Scalars['String']['output'];
};

/** What every event of a stream tells. */
export type StreamChange = {
  /** Where the stream stands after this event; give it as `after` to go on. Tell repeats apart by it. */
  readonly cursor: Scalars['String']['output'];
  /** The customer as it is now. Null when the viewer may not see it any more. */
  readonly customer?: Maybe<Customer>;
  /** When it happened. Earlier than it is told when only time made it happen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
};

/** What is pushed, over graphql-transport-ws or as server-sent events. Each event is told at least once and in order per customer; after a break, subscribe again with the last `cursor` as `after` and nothing is missed. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Everything that changes about one customer. A storefront: its own customer only. */
  readonly customerChanged: CustomerChange;
  /** Each change of one customer's tier. A storefront: its own customer only. */
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
  /** The name shown to customers. */
  readonly name: Scalars['String']['output'];
  /** Higher is better; the base tier has the lowest. */
  readonly rank: Scalars['Int']['output'];
};


/** A level of the programme. Levels are data of the programme, not of this schema. */
export type TierNameArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** A change of tier. */
export type TierChange = StreamChange & {
  readonly __typename?: 'TierChange';
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
  /** Number of the change in its customer's stream: rises by one with every row of it, those that are passed over included. */
  readonly sequence: Scalars['Int']['output'];
  /** The tier that is held since. */
  readonly to: Tier;
  /** When it is looked at again. Null for the base tier, which cannot be lost. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
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
  /** The same tier for another term. */
  | 'RENEWED'
  /** To a higher tier. */
  | 'UPGRADED';

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

/** How much of a personal value is shown. */
export type Visibility =
  /** Enough to recognise it, such as the last characters; the default on an open customer. */
  | 'CONTACT'
  /** The whole value; needs a reason and is audited. */
  | 'FULL'
  /** Only the kind and the form of the value; for search results. */
  | 'MASKED';



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
  Actor: ResolverTypeWrapper<ActorRef>;
  ActorKind: ActorKind;
  Benefit: ResolverTypeWrapper<BenefitRule>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Boundary: ResolverTypeWrapper<BoundaryView>;
  ChangedAccount: ResolverTypeWrapper<ChangedAccount>;
  Contact: ResolverTypeWrapper<ContactView>;
  Count: ResolverTypeWrapper<Count>;
  CouponChange: ResolverTypeWrapper<StreamEvent>;
  Customer: ResolverTypeWrapper<CustomerModel>;
  CustomerChange: ResolverTypeWrapper<StreamEvent>;
  CustomerFlag: CustomerFlag;
  CustomerIdentifierInput: CustomerIdentifierInput;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EnrolCustomerInput: EnrolCustomerInput;
  EnrolCustomerPayload: ResolverTypeWrapper<Omit<EnrolCustomerPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
  ExternalInput: ExternalInput;
  Handoff: ResolverTypeWrapper<HandoffModel>;
  HandoffConnection: ResolverTypeWrapper<HandoffPage>;
  HandoffEdge: ResolverTypeWrapper<Omit<HandoffEdge, 'node'> & { node: ResolversTypes['Handoff'] }>;
  HandoffFilter: HandoffFilter;
  HeldGroup: ResolverTypeWrapper<HeldGroupView>;
  Hop: ResolverTypeWrapper<HopView>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentifierStatus: IdentifierStatus;
  IdentifiersChange: ResolverTypeWrapper<StreamEvent>;
  IngestPurchasesInput: IngestPurchasesInput;
  IngestPurchasesPayload: ResolverTypeWrapper<Omit<IngestPurchasesPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['PurchaseResult']> }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InteractionChange: ResolverTypeWrapper<StreamEvent>;
  LineKind: LineKind;
  Loyalty: ResolverTypeWrapper<LoyaltyModel>;
  MembershipStatus: MembershipStatus;
  Money: ResolverTypeWrapper<MoneyView>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<NodeModel>;
  Order: ResolverTypeWrapper<OrderModel>;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversTypes['Order']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderLine: ResolverTypeWrapper<OrderLineModel>;
  OrderPoints: ResolverTypeWrapper<OrderModel>;
  OrderReference: ResolverTypeWrapper<OrderReference>;
  OrderReferenceInput: OrderReferenceInput;
  OrderStatus: OrderStatus;
  OverrideChange: ResolverTypeWrapper<StreamEvent>;
  Owner: ResolverTypeWrapper<Owner>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Points: ResolverTypeWrapper<Scalars['Points']['output']>;
  PointsChange: ResolverTypeWrapper<StreamEvent>;
  ProfileChange: ResolverTypeWrapper<StreamEvent>;
  Programme: ResolverTypeWrapper<ProgrammeRule>;
  PurchaseAmountInput: PurchaseAmountInput;
  PurchaseDiscountInput: PurchaseDiscountInput;
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
  ReceiptInput: ReceiptInput;
  SourceFreshness: ResolverTypeWrapper<FreshnessView>;
  SourceNumberInput: SourceNumberInput;
  SourceStatus: SourceStatus;
  Store: ResolverTypeWrapper<Store>;
  StreamChange: ResolverTypeWrapper<StreamEvent>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Tender: ResolverTypeWrapper<Omit<Tender, 'amount'> & { amount: ResolversTypes['Money'] }>;
  Tier: ResolverTypeWrapper<TierRule>;
  TierChange: ResolverTypeWrapper<StreamEvent>;
  TierChangeFilter: TierChangeFilter;
  TierChangeKind: TierChangeKind;
  TierProgress: ResolverTypeWrapper<TierProgressView>;
  UpcomingChange: ResolverTypeWrapper<UpcomingChangeView>;
  UserError: ResolverTypeWrapper<UserError>;
  Visibility: Visibility;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountView;
  Actor: ActorRef;
  Benefit: BenefitRule;
  Boolean: Scalars['Boolean']['output'];
  Boundary: BoundaryView;
  ChangedAccount: ChangedAccount;
  Contact: ContactView;
  Count: Count;
  CouponChange: StreamEvent;
  Customer: CustomerModel;
  CustomerChange: StreamEvent;
  CustomerIdentifierInput: CustomerIdentifierInput;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  EnrolCustomerInput: EnrolCustomerInput;
  EnrolCustomerPayload: Omit<EnrolCustomerPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
  ExternalInput: ExternalInput;
  Handoff: HandoffModel;
  HandoffConnection: HandoffPage;
  HandoffEdge: Omit<HandoffEdge, 'node'> & { node: ResolversParentTypes['Handoff'] };
  HandoffFilter: HandoffFilter;
  HeldGroup: HeldGroupView;
  Hop: HopView;
  ID: Scalars['ID']['output'];
  IdentifiersChange: StreamEvent;
  IngestPurchasesInput: IngestPurchasesInput;
  IngestPurchasesPayload: Omit<IngestPurchasesPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['PurchaseResult']> };
  Int: Scalars['Int']['output'];
  InteractionChange: StreamEvent;
  Loyalty: LoyaltyModel;
  Money: MoneyView;
  Mutation: Record<PropertyKey, never>;
  Node: NodeModel;
  Order: OrderModel;
  OrderConnection: Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Order']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderLine: OrderLineModel;
  OrderPoints: OrderModel;
  OrderReference: OrderReference;
  OrderReferenceInput: OrderReferenceInput;
  OverrideChange: StreamEvent;
  Owner: Owner;
  PageInfo: PageInfo;
  Points: Scalars['Points']['output'];
  PointsChange: StreamEvent;
  ProfileChange: StreamEvent;
  Programme: ProgrammeRule;
  PurchaseAmountInput: PurchaseAmountInput;
  PurchaseDiscountInput: PurchaseDiscountInput;
  PurchaseEventInput: PurchaseEventInput;
  PurchaseIdentifierInput: PurchaseIdentifierInput;
  PurchaseLineInput: PurchaseLineInput;
  PurchasePartInput: PurchasePartInput;
  PurchasePartLineInput: PurchasePartLineInput;
  PurchaseReferenceInput: PurchaseReferenceInput;
  PurchaseResult: PurchaseResultModel;
  PurchaseTenderInput: PurchaseTenderInput;
  Query: Record<PropertyKey, never>;
  ReceiptInput: ReceiptInput;
  SourceFreshness: FreshnessView;
  SourceNumberInput: SourceNumberInput;
  Store: Store;
  StreamChange: StreamEvent;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Tender: Omit<Tender, 'amount'> & { amount: ResolversParentTypes['Money'] };
  Tier: TierRule;
  TierChange: StreamEvent;
  TierChangeFilter: TierChangeFilter;
  TierProgress: TierProgressView;
  UpcomingChange: UpcomingChangeView;
  UserError: UserError;
};

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  negative?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BenefitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Benefit'] = ResolversParentTypes['Benefit']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<BenefitNameArgs>>;
  remaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BoundaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Boundary'] = ResolversParentTypes['Boundary']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Owner'], ParentType, ContextType>;
  runbook?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangedAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangedAccount'] = ResolversParentTypes['ChangedAccount']> = {
  active?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Points'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  display?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IdentifierStatus'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
};

export type CountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Count'] = ResolversParentTypes['Count']> = {
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CouponChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CouponChange'] = ResolversParentTypes['CouponChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  flags?: Resolver<ReadonlyArray<ResolversTypes['CustomerFlag']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['Contact']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  loyalty?: Resolver<Maybe<ResolversTypes['Loyalty']>, ParentType, ContextType, Partial<CustomerLoyaltyArgs>>;
  mergedInto?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<CustomerOrdersArgs, 'first'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceFreshness']>, ParentType, ContextType>;
  streamCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerChange'] = ResolversParentTypes['CustomerChange']> = {
  __resolveType: TypeResolveFn<'CouponChange' | 'IdentifiersChange' | 'InteractionChange' | 'OverrideChange' | 'PointsChange' | 'ProfileChange' | 'TierChange', ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type EnrolCustomerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrolCustomerPayload'] = ResolversParentTypes['EnrolCustomerPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type HandoffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Handoff'] = ResolversParentTypes['Handoff']> = {
  firstProblem?: Resolver<Maybe<ResolversTypes['Hop']>, ParentType, ContextType>;
  hops?: Resolver<ReadonlyArray<ResolversTypes['Hop']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  references?: Resolver<ReadonlyArray<ResolversTypes['OrderReference']>, ParentType, ContextType>;
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

export type IdentifiersChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentifiersChange'] = ResolversParentTypes['IdentifiersChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IngestPurchasesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IngestPurchasesPayload'] = ResolversParentTypes['IngestPurchasesPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['PurchaseResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type InteractionChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InteractionChange'] = ResolversParentTypes['InteractionChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LoyaltyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Loyalty'] = ResolversParentTypes['Loyalty']> = {
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType>;
  enrolledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  keep?: Resolver<Maybe<ResolversTypes['TierProgress']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['TierProgress']>, ParentType, ContextType>;
  nextChange?: Resolver<Maybe<ResolversTypes['UpcomingChange']>, ParentType, ContextType>;
  programme?: Resolver<ResolversTypes['Programme'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MembershipStatus'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  tierReason?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, Partial<LoyaltyTierReasonArgs>>;
  tierSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tierUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currencyCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  enrolCustomer?: Resolver<ResolversTypes['EnrolCustomerPayload'], ParentType, ContextType, RequireFields<MutationEnrolCustomerArgs, 'input'>>;
  ingestPurchases?: Resolver<ResolversTypes['IngestPurchasesPayload'], ParentType, ContextType, RequireFields<MutationIngestPurchasesArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Customer' | 'Handoff' | 'Order', ParentType, ContextType>;
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

export type OverrideChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OverrideChange'] = ResolversParentTypes['OverrideChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OwnerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Owner'] = ResolversParentTypes['Owner']> = {
  contact?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  team?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface PointsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Points'], any> {
  name: 'Points';
}

export type PointsChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointsChange'] = ResolversParentTypes['PointsChange']> = {
  accounts?: Resolver<ReadonlyArray<ResolversTypes['ChangedAccount']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<ProgrammeNameArgs>>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PurchaseResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PurchaseResult'] = ResolversParentTypes['PurchaseResult']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  duplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['PurchaseOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'by'>>;
  handoffs?: Resolver<ResolversTypes['HandoffConnection'], ParentType, ContextType, RequireFields<QueryHandoffsArgs, 'first'>>;
  held?: Resolver<ReadonlyArray<ResolversTypes['HeldGroup']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'by'>>;
};

export type SourceFreshnessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceFreshness'] = ResolversParentTypes['SourceFreshness']> = {
  customerAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sections?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatus'], ParentType, ContextType>;
  watermark?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type StoreResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Store'] = ResolversParentTypes['Store']> = {
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StreamChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StreamChange'] = ResolversParentTypes['StreamChange']> = {
  __resolveType: TypeResolveFn<'CouponChange' | 'IdentifiersChange' | 'InteractionChange' | 'OverrideChange' | 'PointsChange' | 'ProfileChange' | 'TierChange', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  customerChanged?: SubscriptionResolver<ResolversTypes['CustomerChange'], "customerChanged", ParentType, ContextType, RequireFields<SubscriptionCustomerChangedArgs, 'customerId'>>;
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
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<TierNameArgs>>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TierChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierChange'] = ResolversParentTypes['TierChange']> = {
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

export type TierProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierProgress'] = ResolversParentTypes['TierProgress']> = {
  by?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  have?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  need?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  pendingCounts?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpcomingChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpcomingChange'] = ResolversParentTypes['UpcomingChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<UpcomingChangeSentenceArgs>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account?: AccountResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  Benefit?: BenefitResolvers<ContextType>;
  Boundary?: BoundaryResolvers<ContextType>;
  ChangedAccount?: ChangedAccountResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Count?: CountResolvers<ContextType>;
  CouponChange?: CouponChangeResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerChange?: CustomerChangeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  EnrolCustomerPayload?: EnrolCustomerPayloadResolvers<ContextType>;
  Handoff?: HandoffResolvers<ContextType>;
  HandoffConnection?: HandoffConnectionResolvers<ContextType>;
  HandoffEdge?: HandoffEdgeResolvers<ContextType>;
  HeldGroup?: HeldGroupResolvers<ContextType>;
  Hop?: HopResolvers<ContextType>;
  IdentifiersChange?: IdentifiersChangeResolvers<ContextType>;
  IngestPurchasesPayload?: IngestPurchasesPayloadResolvers<ContextType>;
  InteractionChange?: InteractionChangeResolvers<ContextType>;
  Loyalty?: LoyaltyResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  OrderPoints?: OrderPointsResolvers<ContextType>;
  OrderReference?: OrderReferenceResolvers<ContextType>;
  OverrideChange?: OverrideChangeResolvers<ContextType>;
  Owner?: OwnerResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Points?: GraphQLScalarType;
  PointsChange?: PointsChangeResolvers<ContextType>;
  ProfileChange?: ProfileChangeResolvers<ContextType>;
  Programme?: ProgrammeResolvers<ContextType>;
  PurchaseResult?: PurchaseResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SourceFreshness?: SourceFreshnessResolvers<ContextType>;
  Store?: StoreResolvers<ContextType>;
  StreamChange?: StreamChangeResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Tender?: TenderResolvers<ContextType>;
  Tier?: TierResolvers<ContextType>;
  TierChange?: TierChangeResolvers<ContextType>;
  TierProgress?: TierProgressResolvers<ContextType>;
  UpcomingChange?: UpcomingChangeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

