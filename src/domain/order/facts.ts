import type {
  LineKind,
  PurchaseAmount,
  PurchaseEventKind,
  PurchaseLine,
  PurchasePart,
  PurchaseTender,
  Reading,
} from "../purchase/event.ts";
import type { Instant } from "../time/instant.ts";

/**
 * What makes one message about an order newer than another: never its time of arrival
 * (programme 1.5). Compared by `compareVersions`: occurredAt, then source, then sequence, then
 * eventId.
 */
export interface FactVersion {
  readonly occurredAt: Instant;
  readonly source: string;
  readonly sequence: bigint | null;
  readonly eventId: string;
}

/** What one purchase event says about its order; the fields that the kind does not use are null. */
export interface OrderFact {
  readonly kind: PurchaseEventKind;
  /** The fulfilment's, return's or refund's own id; "" for kinds an order has once. */
  readonly externalId: string;
  readonly version: FactVersion;
  readonly reading: Reading;
  /** As told; under reading 1 also its source's default. */
  readonly channel: string | null;
  /** Its source's, where it tells none. */
  readonly defaultChannel: string | null;
  readonly store: string | null;
  readonly currency: string | null;
  readonly fulfilmentMethod: string | null;
  readonly placedAt: Instant | null;
  readonly lines: readonly PurchaseLine[] | null;
  readonly tenders: readonly PurchaseTender[] | null;
  readonly part: PurchasePart | null;
  readonly refund: PurchaseAmount | null;
  readonly test: boolean;
  readonly history: boolean;
  /**
   * Older messages under the same key, newest first, each with what it says of the whole order and
   * no newer one does (`mergeFact`).
   */
  readonly earlier: readonly OrderFact[];
}

/** What a matched return takes back of one line of the sale. */
export interface MatchedLine {
  readonly lineId: string;
  /** Goods, millionths. */
  readonly quantity: bigint;
  /** The part of `quantity` for which an amount was named. */
  readonly repaid: bigint;
  /** Of that amount what comes off this line, minor units; also off a line whose goods stay. */
  readonly repaidMinor: bigint;
}

/**
 * A return that named no order, matched to this sale. Recomputed as a whole; never a sender's word.
 */
export interface MatchedReturn {
  readonly returnOrderId: bigint;
  readonly lines: readonly MatchedLine[];
}

/**
 * Last-writer map keyed `kind/externalId`, and the matched returns keyed by return order.
 * Order-free by construction.
 */
export interface OrderFacts {
  readonly facts: ReadonlyMap<string, OrderFact>;
  readonly matchedReturns: ReadonlyMap<string, MatchedReturn>;
}

export const ORDER_STATUSES = [
  "PLACED",
  "PART_FULFILLED",
  "FULFILLED",
  "CANCELLED",
  "PART_RETURNED",
  "RETURNED",
  "VOIDED",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export type OrderFlag = "OVER_RETURNED" | "OVER_FULFILLED" | "OVER_REFUNDED" | "MIXED_CURRENCY";

/**
 * A line as it stands now; quantities in millionths, amounts in minor units of the order's
 * currency.
 */
export interface OrderLineView {
  readonly id: string;
  readonly kind: LineKind;
  readonly article: string | null;
  readonly name: string | null;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly ordered: bigint;
  readonly fulfilled: bigint;
  readonly returned: bigint;
  /** max(0, fulfilled - returned); 0 when voided. */
  readonly kept: bigint;
  /** Still to come: ordered, not fulfilled, not cancelled. */
  readonly open: bigint;
  /** Paid for the whole ordered line, after discounts, incl. tax. */
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** Paid for what was handed over. */
  readonly paidMinor: bigint;
  /** The part of `returned` for which an amount was named, and that amount, as told. */
  readonly repaid: bigint;
  readonly repaidMinor: bigint;
  /** What was named of it beyond what was left of the line's money: it takes nothing. */
  readonly excessMinor: bigint;
  /**
   * What is left of `paidMinor` after returns, by amount or by quantity, and refunds of money
   * without goods.
   */
  readonly keptMinor: bigint;
  /**
   * `keptMinor` and what `open` would amount to: what the order should come to when all goes well.
   */
  readonly expectedMinor: bigint;
}

/** The order as a pure function of its facts (`deriveOrder`). */
export interface OrderView {
  readonly status: OrderStatus;
  readonly channel: string | null;
  readonly store: string | null;
  readonly currency: string | null;
  readonly fulfilmentMethod: string | null;
  readonly placedAt: Instant;
  readonly settledAt: Instant | null;
  readonly firstFulfilledAt: Instant | null;
  readonly lines: readonly OrderLineView[];
  readonly tenders: readonly PurchaseTender[];
  /**
   * Sum of what the customer pays for what is ordered and not cancelled, voided or returned: sum of
   * expectedMinor.
   */
  readonly totalMinor: bigint;
  readonly flags: readonly OrderFlag[];
  readonly test: boolean;
  readonly history: boolean;
}
