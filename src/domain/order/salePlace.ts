import { mulDivHalfUp } from "../money/rounding.ts";
import type { Instant } from "../time/instant.ts";
import type { OrderLineView } from "./facts.ts";

/** A line of a sale with what returns that name the order have left of it. */
export type SaleLineToMatch = Pick<
  OrderLineView,
  "article" | "fulfilled" | "returned" | "repaid" | "paidMinor" | "keptMinor"
> & { readonly lineId: string };

/** What is left of a line of a sale while returns are matched to it. */
export class SalePlace {
  readonly orderId: bigint;
  readonly placedAt: Instant;
  readonly currency: string | null;
  readonly lineId: string;
  goodsLeft: bigint;
  readonly #line: SaleLineToMatch;
  /** Taken of it without an amount, millionths; and by amounts. */
  #unnamed = 0n;
  #namedMinor = 0n;

  constructor(
    { orderId, placedAt, currency }: Pick<SalePlace, "orderId" | "placedAt" | "currency">,
    line: SaleLineToMatch,
  ) {
    this.orderId = orderId;
    this.placedAt = placedAt;
    this.currency = currency;
    this.lineId = line.lineId;
    this.goodsLeft = line.fulfilled > line.returned ? line.fulfilled - line.returned : 0n;
    this.#line = line;
  }

  /** As priceLine.ts will have it, so that what is matched is what is taken. */
  get moneyLeft(): bigint {
    const left =
      this.#line.keptMinor -
      (this.#priceWithout(0n) - this.#priceWithout(this.#unnamed)) -
      this.#namedMinor;
    return left > 0n ? left : 0n;
  }

  /** Returns what could not be taken. */
  takeGoods(quantity: bigint, isNamed: boolean): bigint {
    const take = quantity < this.goodsLeft ? quantity : this.goodsLeft;
    this.goodsLeft -= take;
    if (!isNamed) {
      this.#unnamed += take;
    }
    return take;
  }

  takeMoney(amountMinor: bigint): void {
    this.#namedMinor += amountMinor;
  }

  #priceWithout(quantity: bigint): bigint {
    const { fulfilled, returned, repaid, paidMinor } = this.#line;
    const left = fulfilled - (returned - repaid) - quantity;
    return left <= 0n || fulfilled === 0n ? 0n : mulDivHalfUp(paidMinor, left, fulfilled);
  }
}
