import type { LineKind, PurchaseLine } from "../purchase/event.ts";

/**
 * The working state of one line while `deriveOrder` goes through an order's facts; never leaves it.
 * Quantities in millionths, amounts in minor units of the order's currency.
 */
export interface LineState {
  readonly id: string;
  /** The id an exchange gave to a line it brought; our own id has the return id before it. */
  readonly exchangeLineId: string | null;
  readonly kind: LineKind;
  article: string | null;
  /** As ordered; `article` is what was handed over instead. A return may name either. */
  readonly orderedArticle: string | null;
  name: string | null;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly planned: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** False for what was handed over or brought back without being in the order's newest lines. */
  readonly listed: boolean;
  /** Handed over by quantities that somebody stated. */
  stated: bigint;
  /** Handed over by "everything open"; gives way to stated quantities of the same goods. */
  implied: bigint;
  /** The part of `stated` that came with the amount really charged, and that amount. */
  charged: bigint;
  chargedMinor: bigint;
  cancelled: bigint;
  returned: bigint;
  /** The part of `returned` that came with the amount really paid back, and that amount. */
  repaid: bigint;
  repaidMinor: bigint;
  /** Everything came back, and with it what was left of the money. */
  emptied: boolean;
}

/** Line kinds that somebody hands over; the others go along with the first goods. */
export function isGoods(kind: LineKind): boolean {
  return kind === "ARTICLE" || kind === "GIFT_CARD" || kind === "SERVICE";
}

export function fulfilledOf(line: LineState): bigint {
  return line.stated + line.implied;
}

export function keptOf(line: LineState): bigint {
  const kept = line.stated + line.implied - line.returned;
  return kept > 0n ? kept : 0n;
}

export function openOf(line: LineState): bigint {
  const open = line.planned - line.stated - line.implied - line.cancelled;
  return line.listed && open > 0n ? open : 0n;
}

/** What is ordered and not yet handed over by a stated quantity, cancelled or not. */
export function unstatedOf(line: LineState): bigint {
  return line.listed && line.planned > line.stated ? line.planned - line.stated : 0n;
}

/** The lines of one order under construction, findable by line id and by article. */
export class OrderLines {
  readonly all: LineState[] = [];
  readonly #byId = new Map<string, LineState>();
  /**
   * Lines of older versions of the order, newest first: they price goods that are no longer listed.
   */
  readonly #formerLines: readonly PurchaseLine[];

  constructor(lines: readonly PurchaseLine[], formerLines: readonly PurchaseLine[]) {
    this.#formerLines = formerLines;
    for (const line of lines) {
      this.#add(lineState(line, this.#freeId(line.id), { listed: true, exchangeLineId: null }));
    }
  }

  /** By its id, or by the id that an exchange gave it (the latest exchange first). */
  byId(lineId: string): LineState | undefined {
    return this.#byId.get(lineId) ?? this.all.findLast((line) => line.exchangeLineId === lineId);
  }

  /** All lines of the article, ordered so or handed over so, oldest first. */
  byArticle(article: string): LineState[] {
    return this.all.filter((line) => line.article === article || line.orderedArticle === article);
  }

  /**
   * A line for goods that the order's newest lines do not have, named by line id or else by
   * article. An older version of the order may still know its price and its kind.
   */
  adopt(lineId: string | null, article: string | null): LineState {
    const former = this.#formerLines.find((line) =>
      lineId === null ? line.article === article : line.id === lineId,
    );
    const id = this.#freeId(lineId ?? article ?? "");
    return this.#add(
      former === undefined
        ? lineState(unknownLine(id, article), id, { listed: false, exchangeLineId: null })
        : lineState(former, id, { listed: false, exchangeLineId: null }),
    );
  }

  /**
   * A line that an exchange brought: handed over at once. `priced` is false in a foreign currency.
   */
  bring(exchangeId: string, line: PurchaseLine, priced: boolean): void {
    const id = this.#freeId(`exchange/${exchangeId}/${line.id}`);
    const amounts = priced ? line : { ...line, netMinor: 0n, taxMinor: 0n };
    const state = lineState(amounts, id, { listed: true, exchangeLineId: line.id });
    state.implied = line.quantity;
    this.#add(state);
  }

  #add(line: LineState): LineState {
    this.all.push(line);
    this.#byId.set(line.id, line);
    return line;
  }

  /**
   * Ids are the senders' words, so any prefix could be taken; the loop ends as lines are finite.
   */
  #freeId(wanted: string): string {
    let id = wanted;
    while (this.#byId.has(id)) {
      id = `+${id}`;
    }
    return id;
  }
}

function lineState(
  line: PurchaseLine,
  id: string,
  { listed, exchangeLineId }: { listed: boolean; exchangeLineId: string | null },
): LineState {
  return {
    id,
    exchangeLineId,
    kind: line.kind,
    article: line.article,
    orderedArticle: line.article,
    name: line.name,
    brand: line.brand,
    category: line.category,
    planned: line.quantity,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor ?? 0n,
    listed,
    stated: 0n,
    implied: 0n,
    charged: 0n,
    chargedMinor: 0n,
    cancelled: 0n,
    returned: 0n,
    repaid: 0n,
    repaidMinor: 0n,
    emptied: false,
  };
}

function unknownLine(id: string, article: string | null): PurchaseLine {
  return {
    id,
    kind: "ARTICLE",
    article,
    name: null,
    brand: null,
    category: [],
    quantity: 0n,
    grossMinor: 0n,
    discounts: [],
    netMinor: 0n,
    taxMinor: null,
  };
}
