import type { FactJson } from "../purchase/factCodec.ts";
import type { LineJson, PartJson } from "../purchase/partsCodec.ts";
import { describes, type Known } from "./messages.ts";

/**
 * Parts of a smallest unit in which the bridge counts: shares of a price are cut off there and not
 * rounded, so that what the ledger rounded is told apart from what it lost.
 */
export const PARTS_OF_MINOR = 1_000_000n;

/** One line of an order with what became of it; quantities in millionths. */
export interface BridgeLine {
  readonly id: string;
  /** The id that an exchange gave it. */
  readonly givenId: string | null;
  readonly kind: string;
  article: string | null;
  readonly orderedArticle: string | null;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly planned: bigint;
  readonly netMinor: bigint;
  readonly isListed: boolean;
  stated: bigint;
  implied: bigint;
  cancelled: bigint;
  charged: bigint;
  chargeParts: bigint;
  returned: bigint;
  /** Of `returned`: what came back with an amount, and that amount. */
  repaid: bigint;
  repaidParts: bigint;
  isEmptied: boolean;
}

export const handedOver = ({ stated, implied }: BridgeLine): bigint => stated + implied;
export const keptOf = (line: BridgeLine): bigint => above(handedOver(line) - line.returned);
export const openOf = (line: BridgeLine): bigint =>
  line.isListed ? above(line.planned - handedOver(line) - line.cancelled) : 0n;

export function above(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Paid for a line: its gross less its discounts, unless its message says another amount. */
export function netOf({ g, d, p }: LineJson): bigint {
  const off = (d ?? []).reduce((sum, { m }) => sum + BigInt(m), 0n);
  return p === undefined ? BigInt(g) - off : BigInt(p);
}

const isGoods = ({ kind }: BridgeLine): boolean =>
  kind === "ARTICLE" || kind === "GIFT_CARD" || kind === "SERVICE";

/** Lines of an order, what was handed over and what came back (programme 1.9 to 1.13). */
export class BridgeLines {
  readonly all: BridgeLine[] = [];
  readonly #former: readonly LineJson[];
  readonly #currency: string | null;
  readonly #isService: boolean;

  constructor(newest: readonly FactJson[], known: Known) {
    this.#currency = known.currency;
    this.#isService = known.isService;
    const told = newest.filter((one) => describes(one) && one.l !== undefined);
    for (const line of told.at(-1)?.l ?? []) {
      this.#add(line, { id: line.i, isListed: true, isPriced: true });
    }
    this.#former = told
      .slice(0, -1)
      .reverse()
      .flatMap((one) => (this.#isPriced(one) ? (one.l ?? []) : []));
    for (const message of newest) {
      this.#handOver(message);
    }
    for (const message of newest) {
      if (message.k === "RETURNED" || message.k === "EXCHANGED") {
        this.#bringBack(message);
      }
    }
  }

  /** What a return that named no order was matched with: [line, quantity, repaid, its amount]. */
  takeMatched(lines: readonly (readonly string[])[]): void {
    for (const [id = "", quantity = "0", repaid = "0", minor = "0"] of lines) {
      const line = this.#byId(id);
      if (line !== undefined) {
        line.returned += BigInt(quantity);
        line.repaid += BigInt(repaid);
        line.repaidParts += BigInt(minor) * PARTS_OF_MINOR;
      }
    }
  }

  #isPriced({ cu }: FactJson): boolean {
    return cu === undefined || cu === this.#currency;
  }

  #add(
    line: LineJson,
    how: {
      readonly id: string;
      readonly isListed: boolean;
      readonly isPriced: boolean;
      readonly givenId?: string;
    },
  ): BridgeLine {
    let { id } = how;
    while (this.all.some((one) => one.id === id)) {
      id = `+${id}`;
    }
    const made: BridgeLine = {
      ...{ id, givenId: how.givenId ?? null, kind: line.k ?? "ARTICLE", brand: line.b ?? null },
      ...{ article: line.a ?? null, orderedArticle: line.a ?? null, category: line.c ?? [] },
      ...{ planned: BigInt(line.q), netMinor: how.isPriced ? netOf(line) : 0n },
      ...{ isListed: how.isListed, stated: 0n, implied: 0n, cancelled: 0n, charged: 0n },
      ...{ chargeParts: 0n, returned: 0n, repaid: 0n, repaidParts: 0n, isEmptied: false },
    };
    this.all.push(made);
    return made;
  }

  #byId(id: string): BridgeLine | undefined {
    return this.all.find((one) => one.id === id) ?? this.all.findLast((one) => one.givenId === id);
  }

  /** What a line of a part names; one that is in no list is added. */
  #named(id: string | undefined, article: string | undefined): BridgeLine[] {
    const found =
      id === undefined
        ? this.all.filter((one) => article === one.article || article === one.orderedArticle)
        : [this.#byId(id)].filter((one) => one !== undefined);
    if (found.length > 0) {
      return found;
    }
    const former = this.#former.find((one) =>
      id === undefined ? one.a === article : one.i === id,
    );
    const unknown: LineJson = {
      i: "",
      q: "0",
      g: "0",
      ...(article === undefined ? {} : { a: article }),
    };
    const how = { id: id ?? article ?? "", isListed: false, isPriced: true };
    return [this.#add(former ?? unknown, how)];
  }

  #handOver(message: FactJson): void {
    const { k, f } = message;
    if (k === "SOLD") {
      for (const line of this.all) {
        line.implied = line.isListed ? above(line.planned - line.stated) : line.implied;
      }
    } else if (k === "CANCELLED") {
      for (const line of this.all) {
        line.cancelled += openOf(line);
      }
    } else if (k === "FULFILLED" && f?.l !== undefined) {
      this.#handOverPart(f, this.#isPriced(message));
    } else if (k === "FULFILLED" || (k === "SETTLED" && this.#isService)) {
      for (const line of this.all) {
        line.implied += openOf(line);
      }
    }
  }

  #handOverPart({ l }: PartJson, isPriced: boolean): void {
    let hasGoods = false;
    for (const { i, a, q, m } of l ?? []) {
      const lines = this.#named(i, a);
      const quantity = BigInt(q);
      const shares = filled(quantity, lines, (line) =>
        line.isListed ? above(line.planned - line.stated) : 0n,
      );
      for (const [at, line] of lines.entries()) {
        const share = shares[at] ?? 0n;
        if (i !== undefined && a !== undefined) {
          line.article = a;
        }
        line.stated += share;
        line.implied = above(line.implied - share);
        hasGoods ||= quantity > 0n && (i === undefined || isGoods(line));
        if (isPriced && m !== undefined && quantity > 0n) {
          line.charged += share;
          line.chargeParts += (BigInt(m) * PARTS_OF_MINOR * share) / quantity;
        }
      }
    }
    for (const line of this.all) {
      if (hasGoods && line.isListed && !isGoods(line)) {
        line.implied = above(line.planned - line.stated);
      }
    }
  }

  #bringBack(message: FactJson): void {
    const { k, rt, l } = message;
    const isPriced = this.#isPriced(message);
    if (rt === undefined ? k === "RETURNED" : rt.l === undefined) {
      for (const line of this.all) {
        const all = handedOver(line);
        line.returned = line.returned > all ? line.returned : all;
        line.isEmptied = true;
      }
    }
    for (const { i, a, q, m } of rt?.l ?? []) {
      const counts = isPriced && m !== undefined && (rt?.v ?? 0) > 0;
      takeBack(this.#named(i, a), BigInt(q), counts ? BigInt(m) * PARTS_OF_MINOR : null);
    }
    for (const line of k === "EXCHANGED" ? (l ?? []) : []) {
      const id = `exchange/${rt?.i ?? ""}/${line.i}`;
      const brought = this.#add(line, { id, givenId: line.i, isListed: true, isPriced });
      brought.implied = brought.planned;
    }
  }
}

/** A quantity over lines in order, each up to its room; what fits nowhere goes on the last. */
function filled(
  quantity: bigint,
  lines: readonly BridgeLine[],
  room: (line: BridgeLine) => bigint,
): bigint[] {
  let left = quantity;
  const shares = lines.map((line) => {
    const share = least(left, room(line));
    left -= share;
    return share;
  });
  const last = shares.length - 1;
  shares[last] = (shares[last] ?? 0n) + left;
  return shares;
}

/** Goods by the order of the lines; an amount by what is left of their money (programme 1.12). */
function takeBack(lines: readonly BridgeLine[], quantity: bigint, parts: bigint | null): void {
  const goods = lines.map(keptOf);
  const shares = filled(quantity, lines, keptOf);
  const money = lines.map((line) => above(keptParts(line)));
  const weights = lines.map((_, at) => {
    const had = goods[at] ?? 0n;
    return had === 0n ? 0n : ((money[at] ?? 0n) * (shares[at] ?? 0n)) / had;
  });
  for (const [at, line] of lines.entries()) {
    line.returned += shares[at] ?? 0n;
    line.repaid += parts === null ? 0n : (shares[at] ?? 0n);
  }
  if (parts === null) {
    return;
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  let left = parts;
  for (const [at, line] of lines.entries()) {
    const wanted = whole === 0n ? 0n : (parts * (weights[at] ?? 0n)) / whole;
    const off = least(wanted, money[at] ?? 0n);
    line.repaidParts += off;
    left -= off;
    money[at] = (money[at] ?? 0n) - off;
  }
  for (const [at, line] of lines.entries()) {
    const off = at === lines.length - 1 ? left : least(left, money[at] ?? 0n);
    line.repaidParts += off;
    left -= off;
  }
}

/** What is left of a line's money, in parts of a smallest unit (programme 1.14). */
export function keptParts(line: BridgeLine): bigint {
  return moneyOfLine(line).kept;
}

/** What a line comes to: as told, due when all goes well, and kept of what was handed over. */
export function moneyOfLine(line: BridgeLine): {
  readonly told: bigint;
  readonly due: bigint;
  readonly kept: bigint;
} {
  const fulfilled = handedOver(line);
  const whole = line.planned > fulfilled ? line.planned : fulfilled;
  const open = openOf(line);
  const unnamed = line.isEmptied ? 0n : above(fulfilled - above(line.returned - line.repaid));
  const net = line.netMinor * PARTS_OF_MINOR;
  const share = (parts: bigint, some: bigint, all: bigint) =>
    all === 0n ? 0n : (parts * some) / all;
  let told = line.isListed ? net : share(net, fulfilled, whole);
  let kept = share(net, unnamed, whole);
  let due = share(net, unnamed + open, whole);
  if (line.charged > 0n) {
    const rest = net - share(net, least(line.charged, line.planned), line.planned);
    const uncharged = whole - line.charged;
    const handed = line.chargeParts + share(rest, fulfilled - line.charged, uncharged);
    told = line.isListed ? line.chargeParts + rest : handed;
    kept = share(handed, unnamed, fulfilled);
    due = kept + share(rest, open, uncharged);
  }
  const took = line.isEmptied ? 0n : least(line.repaidParts, above(kept));
  return { told, kept: kept - took, due: due - took };
}
