import type { Posting } from "../domain/points/differenceOf.ts";
import { soonestLostFirst } from "../domain/points/lots.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { noteNextLot } from "./advanceLots.ts";
import { addEntry, type LotPart } from "./entries.ts";
import { giveBackToLot, takeFromLot, takeSpendable } from "./lots.ts";
import type { Cause, PostingContext } from "./post.ts";
import type { AccountWork, LotWork, OrderWork } from "./workset.ts";

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
  /** The order's own points that had expired: they are not taken a second time, so the balance does not move. */
  expired: bigint;
}

/** Takes back what an order has given, and leaves the customer what the return policy of the rules says. */
export class ReturnedPoints {
  readonly #context: PostingContext;
  readonly #order: OrderWork;
  readonly #ruleset: Ruleset;
  readonly #cause: Cause;
  readonly #taken = new Map<AccountWork, Taken>();

  constructor(context: PostingContext, order: OrderWork, ruleset: Ruleset, cause: Cause) {
    this.#context = context;
    this.#order = order;
    this.#ruleset = ruleset;
    this.#cause = cause;
  }

  gain(account: AccountWork, points: bigint): void {
    const taken = this.#taken.get(account);
    if (taken !== undefined) {
      taken.lost -= points;
    }
  }

  /**
   * Takes a posting's points: the newest lot of the order first, then what others are left, soonest lost first; the
   * rest the customer owes. @returns the parts, negative
   */
  take(account: AccountWork, posting: Posting): readonly LotPart[] {
    const taken = this.#takenOf(account);
    taken.lost += posting.points;
    const { now } = this.#cause;
    const parts: LotPart[] = [];
    let missing = posting.points;
    const own = this.#order.posted.lots.get(posting.rule) ?? [];
    for (let at = own.length - 1; at >= 0 && missing > 0n; at -= 1) {
      const lot = this.#context.workset.lots.get(own[at] as bigint);
      if (lot === undefined) {
        continue;
      }
      const part = takeFromLot(account, lot, missing, now);
      if (part > 0n) {
        parts.push([lot.id, -part]);
        missing -= part;
        if (lot.activatesAt > now) taken.maturing += part;
        else taken.others.push([lot, part]);
      }
      const expired = lot.expired < missing ? lot.expired : missing;
      if (expired > 0n) {
        lot.expired -= expired;
        lot.dirty = true;
        taken.expired += expired;
        missing -= expired;
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
        return least(taken, most(0n, -(account.active + account.maturing)));
      case "ONLY_PENDING":
        return most(0n, taken - maturing);
    }
  }

  /** Books what is left to the customer: expired points, which were not taken, and `points` that go back. */
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
    const taken: Taken = { lost: 0n, maturing: 0n, others: [], owed: 0n, expired: 0n };
    this.#taken.set(account, taken);
    return taken;
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
