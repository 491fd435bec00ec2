import { type attributesOf, baseOf, byVersion, describes, type Fact } from "./facts.ts";
import { amountsOf, fulfilledOf, isGoods, type LineState, openOf } from "./lineState.ts";
import { decimalsOf, max, min, scaled, split } from "./numbers.ts";
import type { Line, Part, PartLine } from "./types.ts";

/**
 * The lines of an order and what was handed over and brought back of them (programme 1.9 to 1.12).
 */

function netOf(line: Line, places: number): bigint {
  if (line.net !== undefined) {
    return scaled(line.net, places);
  }
  const off = (line.discounts ?? []).reduce((all, { amount }) => all + scaled(amount, places), 0n);
  return scaled(line.gross, places) - off;
}

interface Template {
  readonly line: Line;
  readonly amountsCount: boolean;
}

function stateOf(
  id: string,
  { line, amountsCount }: Template,
  places: number,
  listed: boolean,
  broughtBy: Fact | null,
): LineState {
  const planned = scaled(line.quantity, 6);
  return {
    ...{ id, listed, broughtBy, planned },
    article: line.article ?? "",
    kind: line.kind ?? "ARTICLE",
    brand: line.brand ?? "",
    category: line.category ?? [],
    net: amountsCount ? netOf(line, places) : 0n,
    ...{ stated: 0n, implied: broughtBy === null ? 0n : planned, cancelled: 0n },
    ...{ chargedQuantity: 0n, charge: 0n, returned: 0n, returnedByAmount: 0n, takenBack: 0n },
  };
}

type Known = ReturnType<typeof attributesOf>;

/**
 * The lines with all that was handed over, and what came back beside its order's own returns still
 * to come.
 */
export function linesOf(facts: readonly Fact[], known: Known): LineState[] {
  const currency = known.currency;
  const places = currency === null ? 0 : decimalsOf(currency);
  const lines: LineState[] = [];
  const base = baseOf(facts);
  for (const line of base?.lines?.value ?? []) {
    const counts = base?.lines?.currency === currency;
    lines.push(stateOf(line.id, { line, amountsCount: counts }, places, true, null));
  }
  const called = (part: PartLine): LineState[] => linesCalled(part, lines, facts, places, currency);
  for (const fact of facts) {
    // What comes back has its lines where the fact stands, also where it is applied later.
    if (takesBack(fact)) {
      for (const one of fact.part?.value.lines ?? []) {
        called(one);
      }
    }
    if (fact.kind === "EXCHANGED") {
      bring(fact, lines, places, currency);
    }
    handOver(fact, lines, called, places, known);
  }
  for (const fact of facts) {
    bringBack(fact, lines, called, places, currency);
  }
  return lines;
}

/** What an exchange brings is listed behind all that is there by then. */
function bring(fact: Fact, lines: LineState[], places: number, currency: string | null): void {
  for (const line of fact.lines?.value ?? []) {
    let id = `exchange/${fact.id}/${line.id}`;
    while (lines.some((other) => other.id === id)) {
      id = `+${id}`;
    }
    const template = { line, amountsCount: fact.lines?.currency === currency };
    lines.push(stateOf(id, template, places, true, fact));
  }
}

/** What a line of a part names; makes the line where it is in no list. */
function linesCalled(
  part: PartLine,
  lines: LineState[],
  facts: readonly Fact[],
  places: number,
  currency: string | null,
): LineState[] {
  const { lineId, article } = part;
  if (lineId !== undefined) {
    const own = lines.find(({ id, broughtBy }) => id === lineId && broughtBy === null);
    if (own !== undefined) {
      return [own];
    }
    const brought = lines.findLast(({ broughtBy, id }) => {
      return broughtBy !== null && id.endsWith(`exchange/${broughtBy.id}/${lineId}`);
    });
    if (brought !== undefined) {
      return [brought];
    }
  } else {
    const named = lines.filter((line) => line.article === article);
    if (named.length > 0) {
      return named;
    }
  }
  const made = madeLine(part, facts, places, currency);
  lines.push(made);
  return [made];
}

function madeLine(
  part: PartLine,
  facts: readonly Fact[],
  places: number,
  currency: string | null,
): LineState {
  const { lineId, article } = part;
  for (const fact of facts.toReversed()) {
    if (!describes(fact) || fact.lines === null || fact.lines.currency !== currency) {
      continue;
    }
    const line = fact.lines.value.find((one) =>
      lineId === undefined ? one.article === article : one.id === lineId,
    );
    if (line !== undefined) {
      return stateOf(line.id, { line, amountsCount: true }, places, false, null);
    }
  }
  const line: Line = {
    id: lineId ?? article ?? "",
    ...(article === undefined ? {} : { article }),
    quantity: "0",
    gross: "0",
  };
  return stateOf(line.id, { line, amountsCount: true }, places, false, null);
}

type Called = (part: PartLine) => LineState[];

function hasQuantity(part: Part): boolean {
  return part.lines === undefined || part.lines.some(({ quantity }) => scaled(quantity, 6) > 0n);
}

/** Whether a fact hands something over. */
export function handsOver(fact: Fact, method: string | undefined): boolean {
  if (fact.kind === "SOLD" || fact.kind === "EXCHANGED") {
    return true;
  }
  if (fact.kind === "SETTLED") {
    return method === "service";
  }
  return fact.kind === "FULFILLED" && fact.part !== null && hasQuantity(fact.part.value);
}

function handOver(
  fact: Fact,
  lines: LineState[],
  called: Called,
  places: number,
  known: Known,
): void {
  const part = fact.part?.value;
  const own = lines.filter(({ listed, broughtBy }) => listed && broughtBy === null);
  if (fact.kind === "SOLD") {
    for (const line of own) {
      line.implied = max(0n, line.planned - line.stated);
    }
  } else if (fact.kind === "CANCELLED") {
    for (const line of lines) {
      line.cancelled += openOf(line);
    }
  } else if (fact.kind === "SETTLED" && known.method === "service") {
    for (const line of lines) {
      line.implied += openOf(line);
    }
  } else if (fact.kind === "FULFILLED" && part?.lines === undefined) {
    for (const line of lines) {
      line.implied += openOf(line);
    }
  } else if (fact.kind === "FULFILLED") {
    const withGoods = (part?.lines ?? []).map((one) => {
      const counts = fact.part?.currency === known.currency;
      return handOverLine(one, called(one), counts, places);
    });
    if (!withGoods.includes(true)) {
      return;
    }
    for (const line of own) {
      if (!isGoods(line)) {
        line.implied = max(0n, line.planned - line.stated);
      }
    }
  }
}

/** Returns whether it was goods. */
function handOverLine(
  part: PartLine,
  lines: readonly LineState[],
  amountsCount: boolean,
  places: number,
): boolean {
  const quantity = scaled(part.quantity, 6);
  const shares = filled(quantity, lines, (line) => max(0n, line.planned - line.stated));
  const counts = amountsCount && part.amount !== undefined;
  const amounts = split(counts ? scaled(part.amount ?? "0", places) : 0n, shares);
  for (const [at, line] of lines.entries()) {
    const share = shares[at] ?? 0n;
    line.stated += share;
    line.implied = max(0n, line.implied - share);
    if (!counts) {
      continue;
    }
    line.chargedQuantity += share;
    line.charge += amounts[at] ?? 0n;
  }
  return quantity > 0n && (part.article !== undefined || lines.some(isGoods));
}

/** A quantity over lines in order, each up to its room; what fits nowhere goes on the last one. */
export function filled(
  quantity: bigint,
  lines: readonly LineState[],
  room: (line: LineState) => bigint,
): bigint[] {
  let left = quantity;
  const shares = lines.map((line) => {
    const share = min(left, room(line));
    left -= share;
    return share;
  });
  const last = shares.length - 1;
  shares[last] = (shares[last] ?? 0n) + left;
  return shares;
}

function bringBack(
  fact: Fact,
  lines: LineState[],
  called: Called,
  places: number,
  currency: string | null,
): void {
  if (!takesBack(fact)) {
    return;
  }
  const part = fact.part?.value;
  if (part === undefined) {
    return;
  }
  if (part.lines === undefined) {
    for (const line of lines) {
      if (!wasThereBefore(line, fact)) {
        continue;
      }
      line.returned = max(line.returned, fulfilledOf(line));
      // All of it came back, its money too, whatever amounts were named before.
      line.returnedByAmount = 0n;
    }
    return;
  }
  for (const one of part.lines) {
    const named = called(one);
    const before = named.filter((line) => line.broughtBy !== fact);
    const counts = one.amount !== undefined && fact.part?.currency === currency;
    const amount = counts ? scaled(one.amount ?? "0", places) : null;
    takeBack(scaled(one.quantity, 6), amount, before.length > 0 ? before : named);
  }
}

function takesBack({ kind }: Fact): boolean {
  return kind === "RETURNED" || kind === "EXCHANGED";
}

/** What a later exchange brings has not been there. */
function wasThereBefore(line: LineState, fact: Fact): boolean {
  return line.broughtBy === null || byVersion(line.broughtBy.newest, fact.newest) < 0;
}

/**
 * Goods by the order of the lines, an amount by what is left of the money for the goods that each
 * gives.
 */
function takeBack(quantity: bigint, amount: bigint | null, lines: readonly LineState[]): void {
  const shares = filled(quantity, lines, (line) => max(0n, fulfilledOf(line) - line.returned));
  const before = lines.map(moneyLeft);
  // Money left x goods given / goods left, exactly: all of them over one denominator.
  const goods = lines.map((line) => max(0n, fulfilledOf(line) - line.returned));
  const gone = lines.map((_, at) => {
    if (goods[at] === 0n) {
      return 0n;
    }
    const others = goods.filter((left, other) => other !== at && left > 0n);
    return others.reduce((all, left) => all * left, (before[at] ?? 0n) * (shares[at] ?? 0n));
  });
  for (const [at, line] of lines.entries()) {
    line.returned += shares[at] ?? 0n;
    if (amount !== null) {
      line.returnedByAmount += shares[at] ?? 0n;
    }
  }
  if (amount === null) {
    return;
  }
  const only = lines.length === 1 ? lines[0] : undefined;
  if (only !== undefined) {
    only.takenBack += amount;
    return;
  }
  let left = amount;
  // Where none gives goods that were left, all of it is the rest.
  const parts = gone.some((share) => share > 0n) ? split(amount, gone) : [];
  for (const [at, part] of parts.entries()) {
    const line = lines[at];
    if (line === undefined) {
      continue;
    }
    const off = min(part, before[at] ?? 0n);
    line.takenBack += off;
    left -= off;
  }
  for (const line of lines) {
    const off = min(left, moneyLeft(line));
    line.takenBack += off;
    left -= off;
  }
}

function moneyLeft(line: LineState): bigint {
  return max(0n, amountsOf(line).paid);
}
