import { readingOf } from "../../domain/order/readingOf.ts";
import type { Posting } from "../../domain/points/differenceOf.ts";
import { soonestLostFirst } from "../../domain/points/lots.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import type { AccountWork, CustomerWork, LotWork, OrderWork } from "../state.ts";
import { noteNextLot } from "./advanceLots.ts";
import type { Cause, PostingContext } from "./context.ts";
import { addEntry, type LotPart } from "./entries.ts";
import { giveBackToLot, takeFromLot, takeSpendable } from "./lots.ts";

/** What one decision about an order takes out of one account. */
interface Taken {
  /** Less what it puts in: an order that only moves in time loses nothing. */
  lost: bigint;
  /** Of points that were not active yet. */
  maturing: bigint;
  /** Of other points, in the order in which they were taken. */
  readonly others: [LotWork, bigint][];
  /** What no lot was left for. */
  owed: bigint;
  /**
   * The order's own points that had expired: they are not taken a second time, so the balance does
   * not move.
   */
  expired: bigint;
  /** What new lots of the same decision begin with less, so that nothing else is touched. */
  setOff: bigint;
}

/**
 * Takes back what an order has given, and leaves the customer what the return policy of the rules
 * says.
 */
export class ReturnedPoints {
  readonly #context: PostingContext;
  readonly #order: OrderWork;
  readonly #ruleset: Ruleset;
  readonly #cause: Cause;
  readonly #taken = new Map<AccountWork, Taken>();
  /** By wallet, what the decision earns anew and nothing is set against yet. */
  readonly #anew = new Map<string, bigint>();

  /** @param decision the postings of one decision, reversals first */
  constructor(
    context: PostingContext,
    order: OrderWork,
    decision: {
      readonly ruleset: Ruleset;
      readonly cause: Cause;
      readonly postings: readonly Posting[];
    },
  ) {
    this.#context = context;
    this.#order = order;
    this.#ruleset = decision.ruleset;
    this.#cause = decision.cause;
    for (const { kind, wallet, points } of decision.postings) {
      if (kind === "EARNED") {
        this.#anew.set(wallet, (this.#anew.get(wallet) ?? 0n) + points);
      }
    }
  }

  /**
   * Points come in. @returns what of them is set against what was taken: the lot begins without it
   */
  gain(account: AccountWork, points: bigint): bigint {
    const taken = this.#taken.get(account);
    if (taken === undefined) {
      return 0n;
    }
    taken.lost -= points;
    const setOff = least(taken.setOff, points);
    taken.setOff -= setOff;
    return setOff;
  }

  /**
   * Takes a posting's points: the newest lot of the order first; then they are set against what the
   * decision earns anew, so that points which only move stay as they are, spent, expired or
   * neither; then what of the order's has expired, then what others are left, soonest lost first;
   * the rest the customer owes. @returns the parts, negative
   */
  take(account: AccountWork, posting: Posting): readonly LotPart[] {
    const taken = this.#takenOf(account);
    taken.lost += posting.points;
    const { now } = this.#cause;
    const parts: LotPart[] = [];
    let missing = posting.points;
    const isSetOff = readingOf(this.#order.facts) >= 3;
    const own = this.#ownLots(posting.rule);
    for (const lot of own) {
      const part = takeFromLot(account, lot, missing, now);
      if (part > 0n) {
        parts.push([lot.id, -part]);
        missing -= part;
        if (lot.activatesAt > now) {
          taken.maturing += part;
        } else {
          taken.others.push([lot, part]);
        }
      }
      // Before reading 3 what had expired came next, and was earned anew beside it.
      if (!isSetOff) {
        missing -= takeExpired(lot, missing, taken);
      }
    }
    if (isSetOff) {
      const anew = this.#anew.get(posting.wallet) ?? 0n;
      const setOff = least(missing, anew);
      this.#anew.set(posting.wallet, anew - setOff);
      taken.setOff += setOff;
      missing -= setOff;
      for (const lot of own) {
        missing -= takeExpired(lot, missing, taken);
      }
    }
    if (missing > 0n && account.drawn) {
      const others = takeSpendable(account, missing, now);
      for (const [id, points] of others.parts) {
        taken.others.push([account.lots.get(id) as LotWork, -points]);
      }
      parts.push(...others.parts);
      missing = others.missing;
      for (const lot of soonestLostFirst(account.lots.values(), account.rollsUntil)) {
        const part = missing > 0n ? takeFromLot(account, lot, missing, now) : 0n;
        if (part > 0n) {
          parts.push([lot.id, -part]);
          taken.others.push([lot, part]);
          missing -= part;
        }
      }
    }
    taken.owed += missing;
    account.active -= missing;
    return parts;
  }

  /** Those that the rule gave for the order, the newest first. */
  #ownLots(rule: string): readonly LotWork[] {
    const ids = this.#order.posted.lots.get(rule) ?? [];
    return ids.flatMap((id) => this.#context.workset.lots.get(id) ?? []).reverse();
  }

  /** Gives back what the policy does not let a return take. */
  settle(): void {
    for (const [account, taken] of this.#taken) {
      const waived = this.#waived(account, taken);
      if (taken.expired > 0n || waived > 0n) {
        this.#waive(account, taken, waived);
      }
      if (account.nextLotAt !== null) {
        noteNextLot(account, this.#cause.now);
      }
    }
  }

  /** What the policy leaves of the points that were really taken. */
  #waived(account: AccountWork, { lost, maturing, expired }: Taken): bigint {
    const taken = most(0n, lost - expired);
    switch (this.#ruleset.returns.earned) {
      case "ALLOW_NEGATIVE":
        return 0n;
      case "WITHIN_BALANCE":
        return least(taken, most(0n, -this.#balanceOf(account)));
      case "ONLY_PENDING":
        return most(0n, taken - maturing);
    }
  }

  /** What the customer has in the wallet, over all leaves. */
  #balanceOf({ leafId, programme, wallet }: AccountWork): bigint {
    const { customers, roots } = this.#context.workset;
    const { accounts } = customers.get(roots.get(leafId) as bigint) as CustomerWork;
    return [...accounts.values()]
      .filter((one) => one.programme === programme && one.wallet === wallet)
      .reduce((sum, { active, maturing }) => sum + active + maturing, 0n);
  }

  /**
   * Books what is left to the customer: expired points, which were not taken, and `points` that go
   * back.
   */
  #waive(account: AccountWork, taken: Taken, points: bigint): void {
    const { now } = this.#cause;
    const parts: LotPart[] = [];
    let left = points - least(points, taken.owed);
    account.active += points - left;
    for (let at = taken.others.length - 1; at >= 0 && left > 0n; at -= 1) {
      const [lot, took] = taken.others[at] as [LotWork, bigint];
      const part = least(took, left);
      giveBackToLot(account, lot, part, now);
      parts.push([lot.id, part]);
      left -= part;
    }
    addEntry(
      this.#context,
      account,
      {
        kind: "WAIVED",
        direction: "IN",
        points: taken.expired + points - left,
        effectiveAt: now,
        lots: parts,
        rule: null,
        orderId: this.#order.id,
      },
      this.#ruleset,
      this.#cause,
    );
    account.dirty = true;
  }

  #takenOf(account: AccountWork): Taken {
    const known = this.#taken.get(account);
    if (known !== undefined) {
      return known;
    }
    const taken: Taken = { lost: 0n, maturing: 0n, others: [], owed: 0n, expired: 0n, setOff: 0n };
    this.#taken.set(account, taken);
    return taken;
  }
}

/** Points of the lot that expired and were not asked for before are not taken a second time. */
function takeExpired(lot: LotWork, points: bigint, taken: Taken): bigint {
  const expired = least(lot.expired, points);
  if (expired === 0n) {
    return 0n;
  }
  lot.expired -= expired;
  lot.dirty = true;
  taken.expired += expired;
  return expired;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
