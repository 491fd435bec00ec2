import type { Fact } from "./facts.ts";
import { max, min, round as rounded } from "./numbers.ts";

/** A line of an order while the order is read, and what it comes to. */
export interface LineState {
  readonly id: string;
  readonly article: string;
  readonly kind: string;
  readonly brand: string;
  readonly category: readonly string[];
  readonly listed: boolean;
  /** The exchange that brings it. */
  readonly broughtBy: Fact | null;
  readonly net: bigint;
  readonly planned: bigint;
  stated: bigint;
  implied: bigint;
  cancelled: bigint;
  chargedQuantity: bigint;
  charge: bigint;
  returned: bigint;
  /** Of `returned`, what named its amount, and these amounts. */
  returnedByAmount: bigint;
  takenBack: bigint;
}

const GOODS = ["ARTICLE", "GIFT_CARD", "SERVICE"];
export function isGoods(line: LineState): boolean {
  return GOODS.includes(line.kind);
}
export function fulfilledOf(line: LineState): bigint {
  return line.stated + line.implied;
}
export function openOf(line: LineState): bigint {
  if (!line.listed) {
    return 0n;
  }
  return max(0n, line.planned - line.stated - line.implied - line.cancelled);
}
export function keptOf(line: LineState): bigint {
  return max(0n, fulfilledOf(line) - line.returned);
}

/** What is kept of a line's amount, and what it should come to (programme 1.14). */
export function amountsOf(line: LineState): { paid: bigint; due: bigint } {
  const fulfilled = fulfilledOf(line);
  const kept = max(0n, fulfilled - (line.returned - line.returnedByAmount));
  const whole = max(line.planned, fulfilled);
  if (whole === 0n) {
    return { paid: 0n, due: 0n };
  }
  const { paid, due } =
    line.chargedQuantity > 0n
      ? chargedAmounts(line, kept, whole)
      : {
          paid: rounded(line.net * kept, whole),
          due: rounded(line.net * (kept + openOf(line)), whole),
        };
  const off = max(0n, min(line.takenBack, paid));
  return { paid: paid - off, due: due - off };
}

function chargedAmounts(line: LineState, kept: bigint, whole: bigint) {
  const fulfilled = fulfilledOf(line);
  const { chargedQuantity: charged, charge, net, planned } = line;
  const covered = planned === 0n ? net : rounded(net * min(charged, planned), planned);
  const restPrice = net - covered;
  const rest = max(1n, whole - charged);
  // All over `rest`: the value of what was handed over, and of what is to come.
  const value = charge * rest + restPrice * (fulfilled - charged);
  const toCome = restPrice * openOf(line);
  return {
    paid: fulfilled === 0n ? 0n : rounded(value * kept, rest * fulfilled),
    due:
      fulfilled === 0n
        ? rounded(toCome, rest)
        : rounded(value * kept + toCome * fulfilled, rest * fulfilled),
  };
}
