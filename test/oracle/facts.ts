import { instant } from "./days.ts";
import type { Event, Kind, Line, Part, Sources, TenderWord } from "./types.ts";

/** What is remembered of an order, and what follows for the whole of it (programme 1.5 to 1.8). */

/** A word with the currency of the event that said it. */
interface Said<T> {
  readonly value: T;
  readonly currency: string | null;
  readonly at: Event;
}

export interface Fact {
  readonly kind: Kind;
  /** Of the part, the return or the refund; empty for kinds that an order has once. */
  readonly id: string;
  /** The newest event under the key. */
  readonly newest: Event;
  readonly at: bigint;
  readonly channel: Said<string> | null;
  readonly method: Said<string> | null;
  readonly currency: Said<string> | null;
  readonly placedAt: Said<string> | null;
  readonly lines: Said<readonly Line[]> | null;
  readonly tenders: Said<readonly TenderWord[]> | null;
  readonly part: Said<Part> | null;
  readonly refund: Said<string> | null;
}

function text(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
function number(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** By version: the older event first. */
export function byVersion(one: Event, other: Event): number {
  const sequence = (event: Event) => (event.sequence === undefined ? -1n : BigInt(event.sequence));
  return (
    number(instant(one.occurredAt), instant(other.occurredAt)) ||
    text(one.source, other.source) ||
    number(sequence(one), sequence(other)) ||
    text(one.eventId, other.eventId)
  );
}

/** The facts of an order, the oldest first. */
export function factsOf(events: readonly Event[]): Fact[] {
  const groups = new Map<string, Event[]>();
  for (const event of events.toSorted(byVersion)) {
    const id = (event.fulfilment ?? event.return ?? event.refund)?.id ?? "";
    const key = `${event.kind} ${id}`;
    groups.set(key, [event, ...(groups.get(key) ?? [])]);
  }
  const facts = [...groups.values()].map(factOf);
  return facts.sort((one, other) => byVersion(one.newest, other.newest));
}

/** @param events of one key, the newest first */
function factOf(events: readonly Event[]): Fact {
  const [newest] = events;
  if (newest === undefined) {
    throw new Error("a fact without an event");
  }
  const said = <T>(of: (event: Event) => T | undefined): Said<T> | null => {
    for (const at of events) {
      const value = of(at);
      if (value !== undefined) {
        return { value, currency: at.currencyCode ?? null, at };
      }
    }
    return null;
  };
  return {
    kind: newest.kind,
    id: (newest.fulfilment ?? newest.return ?? newest.refund)?.id ?? "",
    newest,
    at: instant(newest.occurredAt),
    channel: said(({ channel }) => channel),
    method: said(({ fulfilmentMethod }) => fulfilmentMethod),
    currency: said(({ currencyCode }) => currencyCode),
    placedAt: said(({ placedAt }) => placedAt),
    lines: said(({ lines }) => lines),
    tenders: said(({ tenders }) => tenders),
    part: said((event) => event.fulfilment ?? event.return),
    refund: said(({ refund }) => refund?.amount),
  };
}

const DESCRIBE: readonly Kind[] = ["SOLD", "PLACED", "AMENDED"];
const CARRY_ON: readonly Kind[] = ["SETTLED", "FULFILLED", "CANCELLED", "VOIDED"];
const TAKE_BACK: readonly Kind[] = ["RETURNED", "EXCHANGED", "REFUNDED"];

export function describes(fact: Fact): boolean {
  return DESCRIBE.includes(fact.kind);
}

/** The newest word about a field, in the facts of some kinds. */
function newestOf<T>(
  facts: readonly Fact[],
  kinds: readonly Kind[],
  of: (fact: Fact) => Said<T> | null,
): T | undefined {
  const words = facts
    .filter(({ kind }) => kinds.includes(kind))
    .map(of)
    .filter((word) => word !== null);
  return words.sort((one, other) => byVersion(one.at, other.at)).at(-1)?.value;
}

/**
 * Of what describes; else of what carries on; what takes back is asked where there is nothing else.
 */
function attribute<T>(facts: readonly Fact[], of: (fact: Fact) => Said<T> | null): T | undefined {
  const onlyTakesBack = facts.every(({ kind }) => TAKE_BACK.includes(kind));
  return (
    newestOf(facts, DESCRIBE, of) ??
    newestOf(facts, CARRY_ON, of) ??
    (onlyTakesBack ? newestOf(facts, TAKE_BACK, of) : undefined)
  );
}

export function baseOf(facts: readonly Fact[]): Fact | undefined {
  return facts.findLast((fact) => describes(fact) && fact.lines !== null);
}

/** What holds for a whole order. */
export function attributesOf(facts: readonly Fact[], sources: Sources) {
  const named = (fact: Fact) => fact.channel;
  const filledIn = (fact: Fact): Said<string> | null => {
    const value = sources[fact.newest.source]?.channel;
    return value === undefined ? null : { value, currency: null, at: fact.newest };
  };
  const opening = (fact: Fact) => (named(fact) === null ? filledIn(fact) : null);
  const channel =
    newestOf(facts, DESCRIBE, named) ??
    newestOf(facts, ["SOLD", "PLACED"], opening) ??
    newestOf(facts, CARRY_ON, named) ??
    newestOf(facts, [...CARRY_ON, "AMENDED"], filledIn) ??
    newestOf(facts, TAKE_BACK, named) ??
    newestOf(facts, TAKE_BACK, filledIn);
  const oldest = facts[0];
  if (oldest === undefined) {
    throw new Error("an order without facts");
  }
  const happened = (kind: Kind) => facts.findLast((fact) => fact.kind === kind)?.at;
  const placedAt = (kinds: readonly Kind[]) => {
    const word = newestOf(facts, kinds, (fact) => fact.placedAt);
    return word === undefined ? undefined : instant(word);
  };
  const currency = baseOf(facts)?.lines?.currency ?? attribute(facts, (fact) => fact.currency);
  return {
    channel,
    method: attribute(facts, (fact) => fact.method),
    currency: currency ?? null,
    placedAt:
      placedAt(DESCRIBE) ??
      happened("PLACED") ??
      happened("SOLD") ??
      placedAt(CARRY_ON) ??
      placedAt(TAKE_BACK) ??
      oldest.at,
  };
}
