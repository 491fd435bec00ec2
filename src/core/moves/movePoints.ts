import type { LotTimes } from "../../domain/points/lotTimes.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { noteNextLot } from "../points/advanceLots.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import { type AccountPosting, addEntry, type LotPart } from "../points/entries.ts";
import { addLot, giveBackToLot, takeFromLot, takeSpendable } from "../points/lots.ts";
import type { AccountWork } from "../state.ts";

/**
 * What commands do to an account, each with its entry; replays of recorded facts do the same
 * (src/verify). All lots of the account are loaded under the customer's lock, and it was taken
 * through its passed instants.
 */
export class PointsMoves {
  readonly #context: PostingContext;
  readonly #account: AccountWork;
  readonly #ruleset: Ruleset;
  readonly #cause: Cause;

  constructor(context: PostingContext, account: AccountWork, ruleset: Ruleset, cause: Cause) {
    this.#context = context;
    this.#account = account;
    this.#ruleset = ruleset;
    this.#cause = cause;
  }

  /**
   * Takes points that may be spent, soonest lost first. The caller has made sure that there are
   * enough.
   */
  take(points: bigint, why: PointsReason): readonly LotPart[] {
    const { parts, missing } = takeSpendable(this.#account, points, this.#cause.now);
    if (missing > 0n) {
      throw new Error(
        `account ${this.#account.id} has ${missing} points too few to take ${points}`,
      );
    }
    this.#enter("OUT", points, parts, why);
    return parts;
  }

  /**
   * Takes points out of the lots they were set aside from or given in, whether or not those have
   * expired meanwhile.
   *
   * @returns the id of the entry
   */
  takeFrom(parts: readonly LotPart[], points: bigint, why: PointsReason): bigint {
    let missing = points;
    const taken: LotPart[] = [];
    for (const [id, took] of parts) {
      const most = -took < missing ? -took : missing;
      const part = takeFromLot(this.#account, this.#lot(id), most, this.#cause.now);
      missing -= part;
      if (part > 0n) {
        taken.push([id, -part]);
      }
    }
    if (missing > 0n) {
      throw new Error(
        `what was set aside of account ${this.#account.id} is ${missing} points short`,
      );
    }
    return this.#enter("OUT", points, taken, why);
  }

  /**
   * Gives points back: what the account owes is paid by them first, the rest goes to the lots they
   * were taken from, the last of them first (programme 3.9).
   *
   * @param paidNext of them what is taken from the first of those lots right afterwards: it pays
   *   for something else
   */
  giveBack(parts: readonly LotPart[], why: PointsReason, paidNext = 0n): void {
    const points = parts.reduce((sum, [, took]) => sum - took, 0n);
    const balance = this.#account.active + this.#account.maturing;
    const owed = balance < 0n ? -balance : 0n;
    const pays = owed < points - paidNext ? owed : points - paidNext;
    const given = partsBack(parts, paidNext, points - paidNext - pays);
    for (const [id, part] of given) {
      giveBackToLot(this.#account, this.#lot(id), part, this.#cause.now);
    }
    this.#account.active += pays;
    this.#enter("IN", points, given, why);
  }

  /** Gives points that have their own times. @returns the entry, and the lot that they came in */
  give(points: bigint, times: LotTimes, why: PointsReason): GivenPoints {
    const id = this.#context.nextId();
    const lot = addLot(this.#context, this.#account, points, {
      ...times,
      entryId: id,
      orderId: null,
      now: this.#cause.now,
    });
    this.#enter("IN", points, [[lot.id, lot.remaining]], { ...why, id });
    return { entryId: id, lotId: lot.id };
  }

  #lot(id: bigint) {
    const lot = this.#account.lots.get(id);
    if (lot === undefined) {
      throw new Error(`lot ${id} was not loaded`);
    }
    return lot;
  }

  #enter(
    direction: AccountPosting["direction"],
    points: bigint,
    lots: readonly LotPart[],
    why: PointsReason & { readonly id?: bigint },
  ): bigint {
    const { now } = this.#cause;
    const entryId = addEntry(
      this.#context,
      this.#account,
      { ...why, direction, points, lots, effectiveAt: now },
      this.#ruleset,
      this.#cause,
    );
    this.#account.drawn = true;
    this.#account.dirty = true;
    noteNextLot(this.#account, now);
    return entryId;
  }
}

/** Of what lots gave: so much to the first of them, and so much to the last. */
function partsBack(parts: readonly LotPart[], first: bigint, last: bigint): readonly LotPart[] {
  const given = parts.map(() => 0n);
  const fill = (points: bigint, order: readonly number[]): void => {
    let left = points;
    for (const at of order) {
      const room = -(parts[at]?.[1] ?? 0n) - (given[at] ?? 0n);
      const part = left < room ? left : room;
      given[at] = (given[at] ?? 0n) + part;
      left -= part;
    }
  };
  const order = [...parts.keys()];
  fill(first, order);
  fill(last, order.toReversed());
  return parts.flatMap(([id], at): LotPart[] => {
    const part = given[at] ?? 0n;
    return part > 0n ? [[id, part]] : [];
  });
}

/** What giving points made. */
export interface GivenPoints {
  readonly entryId: bigint;
  readonly lotId: bigint;
}

/** What an entry of a command says of why it was made. */
export type PointsReason = Pick<AccountPosting, "kind" | "rule" | "reason" | "holdId">;
