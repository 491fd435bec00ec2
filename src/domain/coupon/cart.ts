import { currencyExponent, unknownCurrency } from "../money/currency.ts";
import { parseDecimal, QUANTITY_SCALE } from "../money/decimal.ts";

/** Lines of one basket. */
export const CART_LINES_MAX = 500;

/** What is about to be bought, as far as coupons look at it. */
export interface Cart {
  readonly currency: string;
  readonly lines: readonly CartLine[];
}

export interface CartLine {
  readonly kind: string;
  readonly article: string;
  readonly categories: readonly string[];
  /** Minor units, after multiplying by the quantity, rounded half up. */
  readonly minor: bigint;
}

/** A basket as a client sends it; decimals are text. */
export interface CartAsSent {
  readonly currencyCode: string;
  readonly lines: readonly {
    readonly kind: string;
    readonly article: string;
    readonly quantity: string;
    readonly unitPrice: string;
    readonly categories?: readonly string[] | null;
  }[];
}

export type CartParse =
  | { readonly ok: true; readonly cart: Cart }
  | { readonly ok: false; readonly field: readonly string[]; readonly message: string };

/** Reads a basket; what cannot be read is named by its path from the basket. */
export function parseCart(sent: CartAsSent): CartParse {
  const exponent = currencyExponent(sent.currencyCode);
  if (exponent === null) {
    return refused(["currencyCode"], unknownCurrency(sent.currencyCode));
  }
  if (sent.lines.length > CART_LINES_MAX) {
    return refused(["lines"], `A basket has at most ${CART_LINES_MAX} lines.`);
  }
  const lines: CartLine[] = [];
  for (const [at, line] of sent.lines.entries()) {
    const quantity = parseDecimal(line.quantity, QUANTITY_SCALE);
    const price = parseDecimal(line.unitPrice, exponent);
    if (typeof quantity !== "bigint") {
      return refused(["lines", String(at), "quantity"], "This is no quantity.");
    }
    if (typeof price !== "bigint") {
      return refused(
        ["lines", String(at), "unitPrice"],
        `This is no amount in ${sent.currencyCode}.`,
      );
    }
    lines.push({
      kind: line.kind,
      article: line.article,
      categories: line.categories ?? [],
      minor: times(price, quantity),
    });
  }
  return { ok: true, cart: { currency: sent.currencyCode, lines } };
}

function times(price: bigint, millionths: bigint): bigint {
  const one = 10n ** BigInt(QUANTITY_SCALE);
  const product = price * millionths;
  return product < 0n ? -((-product + one / 2n) / one) : (product + one / 2n) / one;
}

function refused(field: readonly string[], message: string): CartParse {
  return { ok: false, field, message };
}
