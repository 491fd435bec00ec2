import { DAY_MICROS, dayOf, periodOf } from "./days.ts";
import { knowsASale, match, namesNoOrder } from "./documents.ts";
import { byVersion } from "./facts.ts";
import { isClaimed, type Known, keysOf, placedFirst } from "./known.ts";
import { max, min, sum } from "./numbers.ts";
import { type Order, orderOf } from "./order.ts";
import { type Basis, decide } from "./points.ts";
import { changesOf, type Posted } from "./postings.ts";
import { Tier } from "./tiers.ts";
import type { Event, Ruleset, Sources } from "./types.ts";
import { Wallets } from "./wallets.ts";

/** One customer's life, word by word as it arrives (programme 1.4, 1.26, 1.29, 1.31, 2.3, 2.4). */

export type Arrival =
  | { readonly now: bigint; readonly event: Event }
  | { readonly now: bigint; readonly do: "join" }
  | { readonly now: bigint; readonly do: "spend"; readonly percent: number };

const OPENS: readonly string[] = ["SOLD", "PLACED", "FULFILLED"];

export class Life {
  readonly orders: Known[] = [];
  readonly wallets: Wallets;
  readonly rules: Ruleset;
  readonly sources: Sources;
  /** Points taken by hand, for whoever plays the life. */
  readonly spent: bigint[] = [];
  tier: Tier | null = null;
  joinedAt: bigint | null = null;
  #seen = new Map<string, Event>();
  #waiting: { readonly now: bigint; readonly event: Event }[] = [];
  #numbers = 0;

  /** Whether what finds no sale waits for one; in a backfill nothing does. */
  readonly waits: boolean;

  constructor(rules: Ruleset, sources: Sources, waits: boolean) {
    this.waits = waits;
    this.rules = rules;
    this.sources = sources;
    this.wallets = new Wallets(rules);
  }

  get waiting(): readonly Event[] {
    return this.#waiting.map(({ event }) => event);
  }

  arrive(arrival: Arrival): void {
    this.advance(arrival.now);
    if ("event" in arrival) {
      this.#receive(arrival.event, arrival.now);
    } else if (arrival.do === "join") {
      this.#join(arrival.now, null);
    } else {
      this.#spend(arrival.percent);
    }
  }

  /** Through all instants that have passed: points first, then ends of tiers. */
  advance(now: bigint): void {
    for (;;) {
      const points = this.wallets.next();
      const tier = this.tier?.until ?? null;
      const instants = [points, tier].filter((at) => at !== null && at <= now);
      if (instants.length === 0) {
        return;
      }
      const at = instants.reduce((one, other) => min(one ?? 0n, other ?? 0n)) ?? 0n;
      this.wallets.pass(at);
      if (tier !== null && tier <= at) {
        this.tier?.end(at, this.qualifyingDays());
      }
    }
  }

  qualifyingDays(): Map<string, bigint> {
    const days = new Map<string, bigint>();
    const { timeZone } = this.rules.programme;
    for (const { posted } of this.orders) {
      for (const { effectiveAt, qualifying } of posted.values()) {
        const day = dayOf(effectiveAt, timeZone);
        days.set(day, (days.get(day) ?? 0n) + qualifying);
      }
    }
    return days;
  }

  #spend(percent: number): void {
    const wallet = this.rules.wallets[0]?.code ?? "";
    const points = (max(0n, this.wallets.active(wallet)) * BigInt(percent)) / 100n;
    this.wallets.spend(wallet, points);
    this.spent.push(points);
  }

  #receive(event: Event, now: bigint): void {
    const id = `${event.source} ${event.eventId}`;
    if (this.#seen.has(id)) {
      return;
    }
    this.#seen.set(id, event);
    if (!this.#apply(event, now)) {
      this.#waiting.push({ now, event });
    }
    // What a word releases runs behind it, the oldest first, and behind all of it what that
    // releases.
    for (let ran = true; ran; ) {
      ran = false;
      const released = this.#waiting.filter(
        ({ event: one }) => namesNoOrder(one) || this.#named(one).length > 0,
      );
      for (const one of released.toSorted((a, b) => byVersion(a.event, b.event))) {
        if (!this.#apply(one.event, now)) {
          continue;
        }
        this.#waiting = this.#waiting.filter((other) => other !== one);
        ran = true;
      }
    }
  }

  #named(event: Event): Known[] {
    const keys = keysOf(event);
    return this.orders.filter((order) => keys.some((key) => order.keys.has(key)));
  }

  /** Whether it found or opened its order. */
  #apply(event: Event, now: bigint): boolean {
    const keys = keysOf(event);
    const named = this.#named(event);
    if (named.length === 0 && !this.#mayOpen(event)) {
      return false;
    }
    const [known = this.#open(event), ...others] = named;
    for (const key of keys) {
      known.keys.add(key);
    }
    const enrols = this.sources[event.source]?.enrols === true;
    const isJoining =
      this.joinedAt === null && enrols && (event.customer !== undefined || isClaimed(known));
    // Joining comes first, with what was bought before: then this word is a member's.
    if (isJoining) {
      this.#join(now, known);
    }
    const tierBefore = this.tier?.code ?? "";
    known.events.push(event);
    const absorbed = others.map((other) => this.#absorb(known, other, now));
    const matched = this.#match();
    const others_ = matched.filter((one) => one !== known).toSorted(placedFirst);
    const settled = [known, ...others_];
    const lowered = settled.map((one) => this.#settle(one, now, tierBefore));
    this.#pass(now, [...absorbed, ...lowered].includes(true));
    return true;
  }

  #mayOpen(event: Event): boolean {
    if (!namesNoOrder(event)) {
      return OPENS.includes(event.kind);
    }
    const orders = this.orders.filter((known) => !known.isDocument && isClaimed(known));
    return (
      !this.waits ||
      knowsASale(
        event,
        orders.map(({ order }) => order),
      )
    );
  }

  /** Matches all documents anew; gives back the orders for which it comes out otherwise. */
  #match(): Known[] {
    const orders = this.orders.filter(({ isDocument }) => !isDocument);
    const documents = this.orders.filter(({ isDocument }) => isDocument);
    const bare = ({ events }: Known) => orderOf(events, this.rules, this.sources);
    const taken = match(documents.map(bare), orders.map(bare));
    return orders.filter((known, at) => {
      const takes = taken[at] ?? [];
      const isChanged = takes.some((take, line) => take !== (known.takes[line] ?? 0n));
      known.takes = takes;
      return isChanged;
    });
  }

  #pass(now: bigint, isLowered: boolean): void {
    this.wallets.pass(now);
    this.tier?.look(now, this.qualifyingDays(), isLowered);
  }

  #open(event: Event): Known {
    this.#numbers += 1;
    const order = orderOf([event], this.rules, this.sources);
    const known: Known = {
      ...{
        number: this.#numbers,
        keys: new Set<string>(),
        events: [],
        order,
        pinned: null,
        pinnedDay: null,
      },
      ...{ posted: new Map<string, Posted>(), isDocument: namesNoOrder(event), takes: [] },
      decision: decide(order, false, this.rules, NOTHING),
    };
    this.orders.push(known);
    return known;
  }

  /** Whether less of the younger one qualifies than before. */
  #absorb(older: Known, younger: Known, now: bigint): boolean {
    older.events.push(...younger.events);
    for (const key of younger.keys) {
      older.keys.add(key);
    }
    if (older.pinned === null) {
      older.pinned = younger.pinned;
      older.pinnedDay = younger.pinnedDay;
    }
    const isLowered = this.#post(younger, new Map(), now);
    this.orders.splice(this.orders.indexOf(younger), 1);
    return isLowered;
  }

  #join(now: bigint, but: Known | null): void {
    if (this.joinedAt !== null) {
      return;
    }
    this.joinedAt = now;
    this.tier = new Tier(this.rules, now);
    const oldestFirst = this.orders.filter((known) => known !== but).sort(placedFirst);
    for (const known of oldestFirst) {
      this.#settle(known, now, "");
    }
    this.#pass(now, false);
  }

  /** Works an order out anew and books the difference; whether less of it qualifies than before. */
  #settle(known: Known, now: bigint, tier: string): boolean {
    const order = orderOf(known.events, this.rules, this.sources, known.takes);
    const since = BigInt(this.rules.retroCreditDays) * DAY_MICROS;
    const joinedAt = isClaimed(known) ? this.joinedAt : null;
    const isMember = joinedAt !== null && order.placedAt >= joinedAt - since;
    const basis = this.#basisOf(known, order, now, tier);
    const decision = decide(order, isMember, this.rules, basis);
    known.order = order;
    known.decision = decision;
    const target = new Map<string, Posted>();
    const effectiveAt = order.effectiveAt;
    const lineIds = order.lines.map(({ id }) => id);
    if (effectiveAt !== null) {
      for (const { rule, points, perLine } of decision.rules) {
        const at = { points, qualifying: 0n, perLine, lineIds, wallet: rule.wallet, effectiveAt };
        target.set(rule.code, at);
      }
      const first = this.rules.earning[0];
      if (first !== undefined && decision.qualifying > 0n) {
        const { code, wallet } = first;
        const own = target.get(code) ?? { points: 0n, perLine: [], lineIds, wallet, effectiveAt };
        target.set(code, { ...own, qualifying: decision.qualifying });
      }
    }
    const gives = [...target.values()].some((one) => one.points > 0n || one.qualifying > 0n);
    if (gives && known.pinned === null && effectiveAt !== null) {
      known.pinned = basis;
      known.pinnedDay = dayOf(effectiveAt, this.rules.programme.timeZone);
    }
    return this.#post(known, target, now);
  }

  #basisOf(known: Known, order: Order, now: bigint, tier: string): Basis {
    const zone = this.rules.programme.timeZone;
    const day = dayOf(order.effectiveAt ?? now, zone);
    const ruleRoom = new Map<string, bigint>();
    for (const { code, maxPerPeriod } of this.rules.earning) {
      if (maxPerPeriod === undefined) {
        continue;
      }
      const period = periodOf(day, maxPerPeriod.period);
      const given = (one: Known) => {
        const posted = one.posted.get(code);
        if (posted === undefined) {
          return 0n;
        }
        const own = periodOf(dayOf(posted.effectiveAt, zone), maxPerPeriod.period);
        return own === period ? posted.points : 0n;
      };
      const all = sum(this.orders.map(given));
      const room = max(0n, BigInt(maxPerPeriod.points) - all) + given(known);
      // What was left then was left of that period.
      const isSamePeriod =
        known.pinnedDay !== null && periodOf(known.pinnedDay, maxPerPeriod.period) === period;
      const before = isSamePeriod ? known.pinned?.ruleRoom.get(code) : undefined;
      ruleRoom.set(code, before === undefined ? room : min(before, room));
    }
    const walletRoom = new Map<string, bigint>();
    for (const { code, maxBalance } of this.rules.wallets) {
      if (maxBalance === undefined) {
        continue;
      }
      const own = [...known.posted.values()].filter(({ wallet }) => wallet === code);
      const balance = this.wallets.active(code) + this.wallets.maturing(code);
      const room = max(0n, BigInt(maxBalance) - balance) + sum(own.map(({ points }) => points));
      const before = known.pinned?.walletRoom.get(code);
      walletRoom.set(code, before === undefined ? room : min(before, room));
    }
    return { tier: known.pinned?.tier ?? tier, ruleRoom, walletRoom };
  }

  #post(known: Known, target: ReadonlyMap<string, Posted>, now: bigint): boolean {
    const before = sum([...known.posted.values()].map(({ qualifying }) => qualifying));
    const after = sum([...target.values()].map(({ qualifying }) => qualifying));
    const changes = changesOf(known.posted, target, this.rules);
    const back = new Map<string, Back>();
    // What is earned anew in each wallet, and what of it is set against what is taken: both from
    // here on.
    const anew = (wallet: string) =>
      sum(changes.map(({ fresh, more }) => (fresh?.wallet === wallet ? more : 0n)));
    for (const { code, old, reverse } of changes) {
      if (reverse === 0n || old === undefined) {
        continue;
      }
      const { wallet } = old;
      const sofar = back.get(wallet) ?? {
        ...{ reversed: 0n, anew: anew(wallet), setOff: 0n, expired: 0n, early: 0n, taken: [] },
      };
      const free = sofar.anew - sofar.setOff;
      const took = this.wallets.takeBack(wallet, known.number, code, reverse, free);
      sofar.reversed += reverse;
      sofar.setOff += took.setOff;
      sofar.expired += took.expired;
      sofar.early += took.early;
      sofar.taken.push(...took.taken);
      back.set(wallet, sofar);
    }
    const against = new Map([...back].map(([wallet, { setOff }]) => [wallet, setOff]));
    for (const { code, fresh, more } of changes) {
      if (fresh === undefined) {
        known.posted.delete(code);
      } else {
        known.posted.set(code, fresh);
      }
      if (more === 0n || fresh === undefined) {
        continue;
      }
      const { wallet, effectiveAt } = fresh;
      const less = min(more, against.get(wallet) ?? 0n);
      against.set(wallet, (against.get(wallet) ?? 0n) - less);
      this.wallets.earn({
        wallet,
        order: known.number,
        rule: code,
        points: more,
        less,
        effectiveAt,
      });
    }
    this.wallets.pass(now);
    for (const [wallet, one] of back) {
      this.#leave(wallet, one);
    }
    return after < before;
  }

  /** What the policy of returns leaves of what a decision took (3.8). */
  #leave(wallet: string, back: Back): void {
    const taken = max(0n, back.reversed - back.anew - back.expired);
    const policy = this.rules.returns?.earned ?? "ALLOW_NEGATIVE";
    if (policy === "ALLOW_NEGATIVE") {
      return;
    }
    const below = max(0n, -(this.wallets.active(wallet) + this.wallets.maturing(wallet)));
    const given = policy === "WITHIN_BALANCE" ? min(taken, below) : max(0n, taken - back.early);
    this.wallets.giveBack(wallet, given, back.taken);
  }
}

interface Back {
  reversed: bigint;
  readonly anew: bigint;
  setOff: bigint;
  expired: bigint;
  early: bigint;
  taken: ReturnType<Wallets["takeBack"]>["taken"];
}

const NOTHING: Basis = { tier: "", ruleRoom: new Map(), walletRoom: new Map() };
