import { compareVersions } from "./compareVersions.ts";
import type { OrderFact } from "./facts.ts";

/**
 * What an order knows of one fulfilment, return or refund, or under one kind that it has once, when
 * another message about the same comes: the newest message stands, and what it leaves out of the
 * order as a whole (channel, store, currency, method, time of placing, tenders) still holds as the
 * newest one that said it has it. Lines, tenders and parts are said as a whole. That something is a
 * test, or history, is never unsaid.
 *
 * Under reading 1 a message says nothing where it leaves something out, and so ends all that older
 * ones said.
 * Guarantee: commutative, associative, idempotent; `known` itself comes back when `other` adds
 * nothing to it.
 */
export function mergeFact(known: OrderFact, other: OrderFact): OrderFact {
  const messages = [...wordsOf(known), ...wordsOf(other)];
  messages.sort((a, b) => compareVersions(b.version, a.version));
  const newest = messages[0] as OrderFact;
  const said: Said = { ...NOTHING_SAID };
  const earlier: OrderFact[] = [];
  let before = newest;
  note(said, newest);
  for (const message of messages) {
    // Two orders that become one may both have it.
    if (compareVersions(message.version, before.version) === 0) {
      continue;
    }
    if (before.reading === 1) {
      break;
    }
    before = message;
    const left = without(message, said);
    if (left !== null || message.reading === 1) {
      earlier.push(left ?? emptied(message));
    }
    note(said, message);
  }
  return newest.version === known.version && sameVersions(earlier, known.earlier)
    ? known
    : { ...newest, earlier };
}

/** The fact and what earlier messages said, newest first, as facts of their own. */
export function wordsOf(fact: OrderFact): readonly OrderFact[] {
  return fact.earlier.length === 0 ? [fact] : [fact, ...fact.earlier];
}

/** What newer messages have said. */
interface Said {
  channel: boolean;
  defaultChannel: boolean;
  store: boolean;
  currency: boolean;
  fulfilmentMethod: boolean;
  placedAt: boolean;
  tenders: boolean;
  test: boolean;
  history: boolean;
}

const NOTHING_SAID: Said = {
  channel: false,
  defaultChannel: false,
  store: false,
  currency: false,
  fulfilmentMethod: false,
  placedAt: false,
  tenders: false,
  test: false,
  history: false,
};

function note(said: Said, fact: OrderFact): void {
  said.channel ||= fact.channel !== null;
  // No default counts beside what is told.
  said.defaultChannel ||= said.channel || fact.defaultChannel !== null;
  said.store ||= fact.store !== null;
  said.currency ||= fact.currency !== null;
  said.fulfilmentMethod ||= fact.fulfilmentMethod !== null;
  said.placedAt ||= fact.placedAt !== null;
  said.tenders ||= fact.tenders !== null;
  said.test ||= fact.test;
  said.history ||= fact.history;
}

/** What only this message says; null when that is nothing. */
function without(fact: OrderFact, said: Said): OrderFact | null {
  const tenders = said.tenders ? null : fact.tenders;
  const left: OrderFact = {
    ...emptied(fact),
    channel: said.channel ? null : fact.channel,
    defaultChannel: said.defaultChannel ? null : fact.defaultChannel,
    store: said.store ? null : fact.store,
    // Amounts keep their currency with them.
    currency: said.currency && tenders === null ? null : fact.currency,
    fulfilmentMethod: said.fulfilmentMethod ? null : fact.fulfilmentMethod,
    placedAt: said.placedAt ? null : fact.placedAt,
    tenders,
    test: fact.test && !said.test,
    history: fact.history && !said.history,
  };
  const saysNothing =
    left.channel === null &&
    left.defaultChannel === null &&
    left.store === null &&
    left.currency === null &&
    left.fulfilmentMethod === null &&
    left.placedAt === null &&
    left.tenders === null &&
    !left.test &&
    !left.history;
  return saysNothing ? null : left;
}

function emptied(fact: OrderFact): OrderFact {
  return {
    ...fact,
    channel: null,
    defaultChannel: null,
    store: null,
    currency: null,
    fulfilmentMethod: null,
    placedAt: null,
    lines: null,
    tenders: null,
    part: null,
    refund: null,
    test: false,
    history: false,
    earlier: [],
  };
}

function sameVersions(a: readonly OrderFact[], b: readonly OrderFact[]): boolean {
  return (
    a.length === b.length &&
    a.every((fact, at) => compareVersions(fact.version, (b[at] as OrderFact).version) === 0)
  );
}
