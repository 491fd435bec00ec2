import type { StoredOrderRow } from "../../../db/queries/verify/verifyRows.ts";
import type { FactJson } from "../../domain/purchase/factCodec.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";

/**
 * The orders' amounts against the amounts on record, by an arithmetic of its own: what a till sold,
 * less what its returns and refunds gave back, is what its order comes to. Nothing here is shared
 * with the rules, which the replay and the derivation from scratch both use: where those are wrong,
 * the database is consistent and only this tells.
 *
 * Looked at are orders with one SOLD and, beside it, returns by line, refunds and voiding, in one
 * currency, under the rules of returns of today. Others are left to the derivation.
 */
export function checkAmounts(group: Group, findings: Findings): void {
  const events = Map.groupBy(
    group.events.filter((row) => row.fact !== null && row.order_id !== null),
    (row) => row.order_id as bigint,
  );
  const documents = new Map(
    [...events].map(([orderId, rows]) => [orderId, rows.map((row) => row.fact as FactJson)]),
  );
  const joined = new Set(group.orders.map((row) => row.absorbed_into));
  let compared = 0;
  for (const row of group.orders) {
    if (row.absorbed_into !== null || joined.has(row.id)) {
      continue;
    }
    const facts = documents.get(row.id) ?? [];
    const expected = amountOf(facts, matchedOf(row), documents);
    if (expected !== null) {
      compared += 1;
      findings.compare("I4", `order ${row.id}`, "amount on record", row.total_minor, expected);
    }
  }
  findings.checked("I4", "amounts", compared);
}

interface Matched {
  readonly r: string;
  readonly l: readonly (readonly string[])[];
}

function matchedOf(row: StoredOrderRow): readonly Matched[] {
  return (row.facts as { matched?: readonly Matched[] }).matched ?? [];
}

/** What is known of one sold line: millionths, minor units. */
interface Line {
  readonly article: string | undefined;
  readonly pieces: bigint;
  readonly net: bigint;
  /** Came back with an amount: the money; without: the goods. */
  named: bigint;
  unnamed: bigint;
}

/** What the order comes to; null where this arithmetic does not reach. */
function amountOf(
  facts: readonly FactJson[],
  matched: readonly Matched[],
  documents: ReadonlyMap<bigint, readonly FactJson[]>,
): bigint | null {
  const [sold, ...others] = [...facts].sort((a) => (a.k === "SOLD" ? -1 : 1));
  if (sold?.k !== "SOLD" || others.some(({ cu }) => cu !== undefined && cu !== sold.cu)) {
    return null;
  }
  const keys = others.map(({ k, rt, rf }) => `${k} ${rt?.i ?? rf?.i ?? ""}`);
  if (new Set(keys).size < keys.length) {
    return null;
  }
  if (others.some(({ k }) => k === "VOIDED")) {
    return 0n;
  }
  const lines = new Map((sold.l ?? []).map((line) => [line.i, lineOf(line)]));
  let refunded = 0n;
  for (const { k, rt, rf } of others) {
    if (k === "REFUNDED") {
      refunded += BigInt(rf?.m ?? 0);
    } else if (k !== "RETURNED" || !takeBack(lines, rt)) {
      return null;
    }
  }
  for (const { r, l } of matched) {
    const document = documents.get(BigInt(r)) ?? [];
    for (const [id = "", pieces = "0", withMoney = "0", money = "0"] of l) {
      const line = lines.get(id);
      if (line === undefined) {
        return null;
      }
      line.named += BigInt(money);
      // One that names an amount takes that and nothing else, also where it was matched without it.
      if (!document.some((fact) => namesAmount(fact, line.article, sold.cu))) {
        line.unnamed += BigInt(pieces) - BigInt(withMoney);
      }
    }
  }
  const left = [...lines.values()].map(leftOf);
  if (left.some((amount) => amount === null)) {
    return null;
  }
  const total = left.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);
  const available = total > 0n ? total : 0n;
  return total - (refunded < available ? refunded : available);
}

type SoldLine = NonNullable<FactJson["l"]>[number];

function lineOf({ a, q, g, d, p }: SoldLine): Line {
  const off = (d ?? []).reduce((sum, { m }) => sum + BigInt(m), 0n);
  return {
    article: a,
    pieces: BigInt(q),
    net: p === undefined ? BigInt(g) - off : BigInt(p),
    named: 0n,
    unnamed: 0n,
  };
}

/** False where it is not said line by line, or by rules of before. */
function takeBack(lines: ReadonlyMap<string, Line>, part: FactJson["rt"]): boolean {
  if (part?.l === undefined || part.v === undefined) {
    return false;
  }
  for (const { i, a, q, m } of part.l) {
    const found = i === undefined ? [...lines.values()].filter(({ article }) => article === a) : [];
    const line = i === undefined ? (found.length === 1 ? found[0] : undefined) : lines.get(i);
    if (line === undefined) {
      return false;
    }
    if (m === undefined) {
      line.unnamed += BigInt(q);
    } else {
      line.named += BigInt(m);
    }
  }
  return true;
}

function namesAmount(
  { rt, cu }: FactJson,
  article: string | undefined,
  currency?: string,
): boolean {
  const lines = rt?.v === undefined || cu !== currency ? [] : (rt.l ?? []);
  return lines.some(({ a, m }) => a === article && m !== undefined);
}

/** Null for a line below zero of which something came back. */
function leftOf({ pieces, net, named, unnamed }: Line): bigint | null {
  if (named === 0n && unnamed === 0n) {
    return net;
  }
  if (net < 0n) {
    return null;
  }
  const kept = pieces > unnamed ? pieces - unnamed : 0n;
  // Half up.
  const share = (net * kept * 2n + pieces) / (pieces * 2n);
  return share > named ? share - named : 0n;
}
