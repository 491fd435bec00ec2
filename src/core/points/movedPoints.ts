import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import type { Earning } from "../../domain/points/decision.ts";
import { addToCounts, periodStart } from "../../domain/points/earningBasis.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { addToBuckets, foldBuckets } from "../../domain/tier/buckets.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import {
  type AccountWork,
  accountKey,
  type CustomerWork,
  type LotWork,
  membershipKey,
  type OrderWork,
} from "../state.ts";
import { noteNextLot } from "./advanceLots.ts";
import type { Cause, PostingContext } from "./context.ts";
import { addEntry, type LotPart } from "./entries.ts";
import { addLot, takeFromLot } from "./lots.ts";
import { accountOf, mainWallet } from "./post.ts";

/** From whose leaf to whose. */
export interface LeafChange {
  readonly from: CustomerWork;
  readonly to: CustomerWork;
  readonly toLeaf: bigint;
}

/**
 * Gives what an order brought to another leaf: what is left of its lots, with their times; the days
 * that it counts on; what limits count of it. What was spent of its lots, or is owed, stays where
 * it was spent and owed (programme 3.26). The ledger gets two entries a rule, and no sum changes.
 * The order itself is the caller's to give.
 *
 * Shape: all lots of the order are loaded, and `from` has been taken through its passed instants.
 */
export function movePoints(
  context: PostingContext,
  order: OrderWork,
  change: LeafChange,
  cause: Cause,
): void {
  new Moving(context, order, change, cause).run();
}

/** Where something comes from, and where it goes. */
interface Ends {
  readonly source: AccountWork;
  readonly target: AccountWork;
}

class Moving {
  readonly #context: PostingContext;
  readonly #order: OrderWork;
  readonly #change: LeafChange;
  readonly #cause: Cause;
  readonly #ruleset: Ruleset;

  constructor(context: PostingContext, order: OrderWork, change: LeafChange, cause: Cause) {
    this.#context = context;
    this.#order = order;
    this.#change = change;
    this.#cause = cause;
    this.#ruleset = context.catalog.rulesetAt(deriveOrder(order.facts).placedAt);
  }

  run(): void {
    const { posted, lots } = this.#order.posted;
    const moved = new Map(lots);
    for (const rule of [...new Set([...posted.keys(), ...lots.keys()])].sort()) {
      const earning = posted.get(rule);
      const own = (lots.get(rule) ?? []).flatMap((id) => this.#context.workset.lots.get(id) ?? []);
      const wallet = earning?.wallet ?? this.#walletOf(own);
      if (wallet !== null) {
        const made = this.#moveRule(rule, wallet, earning, own);
        moved.set(rule, [...(lots.get(rule) ?? []), ...made]);
      }
    }
    const kept = [...moved].filter(([, ids]) => ids.length > 0);
    this.#moveCounts();
    this.#order.posted = { posted, lots: new Map(kept) };
  }

  #moveRule(
    rule: string,
    wallet: string,
    earning: Earning | undefined,
    own: readonly LotWork[],
  ): readonly bigint[] {
    const { now } = this.#cause;
    const ends = this.#endsOf(wallet);
    const { source, target } = ends;
    // The one that goes comes first, wherever they are told.
    const ids = { out: this.#context.nextId(), in: this.#context.nextId() };
    const taken: LotPart[] = [];
    const given: LotPart[] = [];
    for (const lot of own) {
      const points = takeFromLot(source, lot, lot.remaining, now);
      if (points > 0n) {
        const { activatesAt, expiresAt } = lot;
        const at = { activatesAt, expiresAt, rollsUntil: null, now };
        const made = addLot(this.#context, target, points, {
          ...at,
          entryId: ids.in,
          orderId: this.#order.id,
        });
        taken.push([lot.id, -points]);
        given.push([made.id, points]);
      }
    }
    this.#moveDays(ends, earning);
    this.#count(ends, rule, earning);
    this.#enter(ends, { ids, rule, earning, taken, given });
    for (const account of [source, target]) {
      account.dirty = true;
      noteNextLot(account, now);
    }
    return given.map(([lot]) => lot);
  }

  /** The two entries, if there is anything to tell. */
  #enter(
    { source, target }: Ends,
    moved: {
      readonly ids: { readonly out: bigint; readonly in: bigint };
      readonly rule: string;
      readonly earning: Earning | undefined;
      readonly taken: readonly LotPart[];
      readonly given: readonly LotPart[];
    },
  ): void {
    const { ids, rule, earning, taken, given } = moved;
    const points = given.reduce((sum, [, part]) => sum + part, 0n);
    const minor = earning?.qualifyingMinor ?? 0n;
    if (points === 0n && minor === 0n) {
      return;
    }
    const enter = (
      account: AccountWork,
      direction: "IN" | "OUT",
      lots: readonly LotPart[],
      id: bigint,
    ) => {
      const sign = direction === "IN" ? 1n : -1n;
      const qualifying = earning && { minor: sign * minor, day: earning.effectiveDay };
      const effectiveAt = earning?.effectiveAt ?? this.#cause.now;
      const posting = { kind: "MOVED" as const, direction, points, effectiveAt, lots, rule };
      addEntry(
        this.#context,
        account,
        { ...posting, id, orderId: this.#order.id, ...(qualifying && { qualifying }) },
        this.#ruleset,
        this.#cause,
      );
    };
    enter(source, "OUT", taken, ids.out);
    enter(target, "IN", given, ids.in);
  }

  #moveDays({ source, target }: Ends, earning: Earning | undefined): void {
    if (earning === undefined) {
      return;
    }
    const { memberships } = this.#context.workset;
    const { effectiveDay, qualifyingMinor } = earning;
    for (const [account, minor] of [
      [source, -qualifyingMinor],
      [target, qualifyingMinor],
    ] as const) {
      const member = memberships.get(membershipKey(account.leafId, account.programme));
      const buckets = addToBuckets(account.buckets, effectiveDay, minor);
      const joined = member?.enrolledAt ?? null;
      account.buckets = foldBuckets(buckets, this.#ruleset, joined, this.#cause.now);
    }
  }

  /** Limits of a rule count what it gave, spent or not. */
  #count({ source, target }: Ends, rule: string, earning: Earning | undefined): void {
    const limit = this.#ruleset.earning.find(({ code }) => code === rule)?.maxPerPeriod;
    if (limit === undefined || earning === undefined || earning.points === 0n) {
      return;
    }
    const since = periodStart(limit.period, earning.effectiveDay);
    const today = localDateOf(this.#cause.now, this.#ruleset.programme.timeZone);
    source.counts = addToCounts(source.counts, rule, since, -earning.points, today);
    target.counts = addToCounts(target.counts, rule, since, earning.points, today);
  }

  /** That it is one of the orders that brought points, and what is expected of it. */
  #moveCounts(): void {
    const { posted, pointsPending } = this.#order;
    if (posted.lots.size > 0) {
      const first = this.#ruleset.earning.find(({ code }) => posted.lots.has(code));
      const { source, target } = this.#endsOf(first?.wallet ?? mainWallet(this.#ruleset));
      source.orders -= 1n;
      target.orders += 1n;
      source.dirty = true;
    }
    if (pointsPending !== 0n) {
      const { source, target } = this.#endsOf(mainWallet(this.#ruleset));
      source.pending -= pointsPending;
      target.pending += pointsPending;
      source.dirty = true;
    }
  }

  #endsOf(wallet: string): Ends {
    const { from, to, toLeaf } = this.#change;
    const ruleset = this.#ruleset;
    const leaf = this.#order.leafId as bigint;
    const source = accountOf(this.#context, from, leaf, ruleset, wallet);
    const isThere = to.accounts.has(accountKey(toLeaf, ruleset.programme.code, wallet));
    const target = accountOf(this.#context, to, toLeaf, ruleset, wallet);
    if (!isThere) {
      // Points keep the end that they had, and what was drawn from goes on being looked at so.
      target.rollsUntil = source.rollsUntil;
      target.drawn = source.drawn;
    }
    target.dirty = true;
    return { source, target };
  }

  /** Of a rule of which all was taken back: what a policy left lies in its lots. */
  #walletOf(own: readonly LotWork[]): string | null {
    const left = own.find(({ remaining }) => remaining > 0n);
    const accounts = [...this.#change.from.accounts.values()];
    return accounts.find(({ lots }) => left !== undefined && lots.has(left.id))?.wallet ?? null;
  }
}
