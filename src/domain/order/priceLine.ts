import { mulDivHalfUp } from "../money/rounding.ts";
import type { OrderLineView } from "./facts.ts";
import { fulfilledOf, keptOf, type LineState, openOf } from "./orderLines.ts";

/** What is left of the line's money as it stands, never below zero. */
export function moneyLeftOf(line: LineState): bigint {
  const { keptMinor } = viewOfLine(line, false);
  return keptMinor > 0n ? keptMinor : 0n;
}

/**
 * The line as it stands, with its amounts before refunds of money without goods.
 *
 * An amount is one division of the cumulative quantity, never a sum of rounded parts, so the parts
 * of a line can neither exceed its price nor lose a penny of it. What was handed over beyond the
 * order is in the price paid: more goods do not make more money. Where the amount really charged is
 * known for some of the goods (weighed goods), it stands for them in place of their share of the
 * price.
 *
 * Goods that came back without an amount take their share of what was paid for the line, all
 * together; amounts that were named come off the rest, as far as it goes. So a line never goes
 * below zero, no order of the returns matters, and what is taken and what is kept sum up to what
 * was paid.
 */
export function viewOfLine(line: LineState, voided: boolean): OrderLineView {
  const fulfilled = fulfilledOf(line);
  const kept = voided ? 0n : keptOf(line);
  const open = voided ? 0n : openOf(line);
  const unnamed =
    voided || line.emptied ? 0n : fulfilledLess(fulfilled, line.returned - line.repaid);
  const price = priceOf(line, fulfilled, unnamed, open);
  const paidMinor =
    unnamed === fulfilled ? price.keptMinor : priceOf(line, fulfilled, fulfilled, open).keptMinor;
  const tookMinor = line.emptied ? 0n : smallerOf(line.repaidMinor, price.keptMinor);
  return {
    id: line.id,
    kind: line.kind,
    article: line.article,
    name: line.name,
    brand: line.brand,
    category: line.category,
    ordered: line.listed && line.planned > fulfilled ? line.planned : fulfilled,
    fulfilled,
    returned: line.returned,
    kept,
    open,
    netMinor: price.netMinor,
    taxMinor: line.taxMinor,
    paidMinor,
    repaid: line.repaid,
    repaidMinor: line.repaidMinor,
    excessMinor:
      // Of a return document, and before the goods are handed over, the goods say it
      // (OVER_RETURNED).
      voided || fulfilled === 0n
        ? 0n
        : line.repaidMinor - smallerOf(line.repaidMinor, line.emptied ? paidMinor : tookMinor),
    keptMinor: price.keptMinor - tookMinor,
    expectedMinor: price.expectedMinor - tookMinor,
  };
}

function fulfilledLess(fulfilled: bigint, back: bigint): bigint {
  return fulfilled > back ? fulfilled - back : 0n;
}

/** The smaller of two amounts, and nothing of a line below zero. */
function smallerOf(amountMinor: bigint, availableMinor: bigint): bigint {
  const available = availableMinor > 0n ? availableMinor : 0n;
  return amountMinor < available ? amountMinor : available;
}

interface LinePrice {
  readonly netMinor: bigint;
  readonly keptMinor: bigint;
  readonly expectedMinor: bigint;
}

function priceOf(line: LineState, fulfilled: bigint, kept: bigint, open: bigint): LinePrice {
  const whole = line.planned > fulfilled ? line.planned : fulfilled;
  if (line.charged > 0n) {
    return priceWithCharges(line, { whole, fulfilled, kept, open });
  }
  if (whole === 0n) {
    return { netMinor: line.netMinor, keptMinor: 0n, expectedMinor: 0n };
  }
  const net = line.netMinor;
  return {
    netMinor: line.listed ? net : share(net, fulfilled, whole),
    keptMinor: share(net, kept, whole),
    expectedMinor: share(net, kept + open, whole),
  };
}

/**
 * With `charged` of the goods at `chargedMinor` and the rest of the line at its share of the price:
 * the mean price of what was handed over prices what is kept, the rest's price what is still open.
 */
function priceWithCharges(
  line: LineState,
  quantity: {
    readonly whole: bigint;
    readonly fulfilled: bigint;
    readonly kept: bigint;
    readonly open: bigint;
  },
): LinePrice {
  const { whole, fulfilled, kept, open } = quantity;
  const chargedPlan = line.charged < line.planned ? line.charged : line.planned;
  const restMinor = line.netMinor - share(line.netMinor, chargedPlan, line.planned);
  // Never 0: where nothing is left, `restMinor` is multiplied by 0 anyway.
  const rest = whole > line.charged ? whole - line.charged : 1n;
  const fulfilledTimesRest = line.chargedMinor * rest + restMinor * (fulfilled - line.charged);
  const divisor = rest * fulfilled;
  return {
    netMinor: line.listed ? line.chargedMinor + restMinor : share(fulfilledTimesRest, 1n, rest),
    keptMinor: share(fulfilledTimesRest, kept, divisor),
    expectedMinor: share(fulfilledTimesRest * kept + restMinor * open * fulfilled, 1n, divisor),
  };
}

function share(amountMinor: bigint, part: bigint, whole: bigint): bigint {
  if (part === whole) {
    return amountMinor;
  }
  return part === 0n || whole === 0n ? 0n : mulDivHalfUp(amountMinor, part, whole);
}
