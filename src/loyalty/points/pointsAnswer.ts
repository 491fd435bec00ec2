import type { CustomerChange } from "../../core/changeCustomer.ts";
import { newsOf } from "../../core/effects.ts";
import { isMember } from "../../core/membership.ts";
import { PointsMoves, type PointsReason } from "../../core/moves/movePoints.ts";
import type { LotPart } from "../../core/points/entries.ts";
import { accountOf } from "../../core/points/post.ts";
import type { AccountWork } from "../../core/state.ts";
import { customerGone } from "../../customers/notFound.ts";
import { sharesOf } from "../../domain/points/lots.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { NOT_A_MEMBER } from "../notAMember.ts";

/** What all commands about points have in common. */

export type PointsErrorCode =
  | "CUSTOMER_NOT_FOUND"
  | "NOT_A_MEMBER"
  | "UNKNOWN_WALLET"
  | "POINTS_INVALID"
  | "INSUFFICIENT_POINTS"
  | "REASON_INVALID"
  | "REFERENCE_INVALID"
  | "ADJUSTMENT_LIMIT"
  | "SAME_CUSTOMER"
  | "HOLD_NOT_FOUND"
  | "HOLD_CLOSED"
  | "MORE_THAN_HELD";

export interface PointsError {
  readonly code: PointsErrorCode;
  readonly message: string;
  readonly field: readonly string[] | null;
}

/** The answer of a command that sets nothing aside. */
export interface PointsAnswer {
  /** Id of the customer that changed, as text: it is kept with the idempotency key. */
  readonly customer?: string;
  readonly userErrors: readonly PointsError[];
}

export function done({ customer }: CustomerChange): PointsAnswer {
  return { customer: customer.rootId.toString(), userErrors: [] };
}

export function refuse(code: PointsErrorCode, message: string, field: string | null): PointsAnswer {
  return { userErrors: [{ code, message, field: field === null ? null : [field] }] };
}

export function customerNotFound(field = "customer"): PointsAnswer {
  return { userErrors: [customerGone([field])] };
}

/**
 * Points that one command may move: as many as the rules may let a wallet hold, and far from what
 * 64 bits hold.
 */
const POINTS_PER_COMMAND_MAX = 1_000_000_000_000n;

/** The refusal of what is no number of points to move. */
export function pointsInvalid(points: bigint): PointsAnswer | null {
  return points > 0n && points <= POINTS_PER_COMMAND_MAX
    ? null
    : refuse(
        "POINTS_INVALID",
        `Give a whole number of points, 1 to ${POINTS_PER_COMMAND_MAX}.`,
        "points",
      );
}

/** A member's wallet under the lock, over all leaves. */
export interface WalletOfCustomer {
  /**
   * Where what is given goes: that of the leaf which is the root. Makes it where there is none, so
   * ask for it only to give.
   */
  readonly own: () => AccountWork;
  /** One of each leaf that has any. */
  readonly accounts: readonly AccountWork[];
  readonly ruleset: Ruleset;
  readonly movesOf: (account: AccountWork) => PointsMoves;
}

/** A member's wallet, under the lock; else the refusal. */
export function walletOfMember(
  { context, customer, cause }: CustomerChange,
  wallet: string,
): WalletOfCustomer | PointsAnswer {
  const ruleset = context.catalog.rulesetAt(cause.now);
  if (!isMember(context.workset, customer, ruleset)) {
    return { userErrors: [NOT_A_MEMBER] };
  }
  const codes = new Set([
    ...ruleset.earning.map((rule) => rule.wallet),
    ...ruleset.wallets.map(({ code }) => code),
  ]);
  if (!codes.has(wallet)) {
    return refuse(
      "UNKNOWN_WALLET",
      `The programme has no such wallet; it has ${[...codes].join(", ")}.`,
      "wallet",
    );
  }
  return {
    own: () => accountOf(context, customer, customer.rootId, ruleset, wallet),
    accounts: [...customer.accounts.values()].filter(
      (one) => one.programme === ruleset.programme.code && one.wallet === wallet,
    ),
    ruleset,
    movesOf: (one) => new PointsMoves(context, one, ruleset, cause),
  };
}

/** What one leaf's account gave. */
export interface TakenPoints {
  readonly account: AccountWork;
  readonly points: bigint;
  readonly parts: readonly LotPart[];
}

/**
 * Takes points that may be spent out of a member's wallet, soonest lost first over all leaves: an
 * entry for each account that gives, so that what was spent stays with the leaf whose points they
 * were. The caller has made sure that there are enough.
 */
export function takeFromWallet(
  { cause }: CustomerChange,
  { accounts, movesOf }: WalletOfCustomer,
  points: bigint,
  why: (account: AccountWork) => PointsReason,
): readonly TakenPoints[] {
  const shares = [...sharesOf(accounts, points, cause.now)];
  const missing = shares.reduce((left, [, share]) => left - share, points);
  if (missing > 0n) {
    throw new Error(`the lots of ${accounts.length} accounts are ${missing} points short`);
  }
  return shares.map(([account, share]) => ({
    account,
    points: share,
    parts: movesOf(account).take(share, why(account)),
  }));
}

/**
 * The refusal of a spend beyond the balance of all leaves: what one owes, the others have less to
 * spend.
 */
export function insufficient({ accounts }: WalletOfCustomer, points: bigint): PointsAnswer | null {
  const active = accounts.reduce((sum, account) => sum + account.active, 0n);
  const have = active > 0n ? active : 0n;
  return points <= have
    ? null
    : refuse(
        "INSUFFICIENT_POINTS",
        `The wallet has ${have} points to spend, ${points - have} too few.`,
        "points",
      );
}

/** Notes that points changed: the customer is written, and its stream tells the new balances. */
export function tellPoints({ context, customer, cause }: CustomerChange): void {
  const news = newsOf(context.effects, customer, cause.recordedAt);
  news.points = true;
  news.announce = true;
  customer.dirty = true;
}

/** Ids that a change of points may need beside those for each leaf or lot. */
export const POINTS_IDS = 50;

/** Ids that taking points may need: for each lot an entry and what sets it aside, at most. */
export function takeIds(_orders: number, lots: number): number {
  return POINTS_IDS + 2 * lots;
}
