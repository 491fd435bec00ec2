import {
  decodeOrderFact,
  encodeOrderFact,
  type OrderFactJson,
  orderFactKey,
} from "../domain/order/factOf.ts";
import type { MatchedLine, MatchedReturn, OrderFact, OrderFacts } from "../domain/order/facts.ts";
import { EMPTY_FACTS } from "../domain/order/mergeOrder.ts";
import type { Earning } from "../domain/points/decision.ts";
import type { Posted } from "../domain/points/differenceOf.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";

/** `orders.facts`. */
export interface FactsJson {
  facts: OrderFactJson[];
  /**
   * Matched returns: return order, [line, millionths], and where an amount was named its millionths
   * and minor units.
   */
  matched?: { r: string; l: ([string, string] | [string, string, string, string])[] }[];
}

/** `orders.posted`: what the ledger has got, per rule, with the lots that it made. */
export interface PostedJson {
  rules: {
    rule: string;
    wallet: string;
    points: string;
    qualifying: string;
    at: number;
    day: string;
    lines: [string, string][];
    rate?: { currency: string; from: string; rate: string };
    lots: string[];
  }[];
}

/** Posted sums of an order and, per rule, the lots it made, oldest first. */
export interface PostedState {
  readonly posted: Posted;
  readonly lots: ReadonlyMap<string, readonly bigint[]>;
}

export const NOTHING_POSTED: PostedState = { posted: new Map(), lots: new Map() };

export function encodeFacts(facts: OrderFacts): FactsJson {
  const json: FactsJson = { facts: [...facts.facts.values()].map(encodeOrderFact) };
  if (facts.matchedReturns.size > 0) {
    json.matched = [...facts.matchedReturns.values()].map((match) => ({
      r: match.returnOrderId.toString(),
      l: match.lines.map(encodeMatchedLine),
    }));
  }
  return json;
}

function encodeMatchedLine({ lineId, quantity, repaid, repaidMinor }: MatchedLine) {
  return repaid === 0n && repaidMinor === 0n
    ? ([lineId, quantity.toString()] satisfies [string, string])
    : ([lineId, quantity, repaid, repaidMinor].map(String) as [string, string, string, string]);
}

export function decodeFacts(stored: unknown): OrderFacts {
  const json = stored as FactsJson;
  const facts = new Map<string, OrderFact>();
  for (const encoded of json.facts) {
    const fact = decodeOrderFact(encoded);
    facts.set(orderFactKey(fact), fact);
  }
  if (json.matched === undefined) {
    return { facts, matchedReturns: EMPTY_FACTS.matchedReturns };
  }
  const matchedReturns = new Map<string, MatchedReturn>();
  for (const match of json.matched) {
    matchedReturns.set(match.r, {
      returnOrderId: BigInt(match.r),
      lines: match.l.map(([lineId, quantity, repaid = "0", repaidMinor = "0"]) => ({
        lineId,
        quantity: BigInt(quantity),
        repaid: BigInt(repaid),
        repaidMinor: BigInt(repaidMinor),
      })),
    });
  }
  return { facts, matchedReturns };
}

/** The channel of every message that the facts keep, without reading the rest. */
export function channelsInFacts(stored: unknown) {
  return (stored as FactsJson).facts
    .flatMap((fact) => [fact, ...(fact.w ?? [])])
    .map(({ s, e, ch }) => ({ source: s, eventId: e, channel: ch ?? null }));
}

export function encodePosted(state: PostedState): PostedJson {
  const rules = new Set([...state.posted.keys(), ...state.lots.keys()]);
  return {
    rules: [...rules].map((rule) => {
      const earning = state.posted.get(rule);
      return {
        rule,
        wallet: earning?.wallet ?? "",
        points: (earning?.points ?? 0n).toString(),
        qualifying: (earning?.qualifyingMinor ?? 0n).toString(),
        at: earning?.effectiveAt ?? 0,
        day: earning?.effectiveDay ?? "",
        lines: (earning?.lines ?? []).map((line) => [line.lineId, line.points.toString()]),
        ...(earning?.rate ? { rate: earning.rate } : {}),
        lots: (state.lots.get(rule) ?? []).map(String),
      };
    }),
  };
}

export function decodePosted(stored: unknown): PostedState {
  const json = stored as PostedJson;
  const posted = new Map<string, Earning>();
  const lots = new Map<string, readonly bigint[]>();
  for (const row of json.rules) {
    // A rule that only counted towards tiers made none.
    if (row.lots.length > 0) {
      lots.set(row.rule, row.lots.map(BigInt));
    }
    // All was reversed: only the lots are remembered.
    if (row.day === "") {
      continue;
    }
    posted.set(row.rule, {
      rule: row.rule,
      wallet: row.wallet,
      points: BigInt(row.points),
      qualifyingMinor: BigInt(row.qualifying),
      effectiveAt: row.at as Instant,
      effectiveDay: row.day as LocalDate,
      lines: row.lines.map(([lineId, points]) => ({ lineId, points: BigInt(points) })),
      rate: row.rate === undefined ? null : { ...row.rate, from: row.rate.from as LocalDate },
    });
  }
  return { posted, lots };
}
