import type { CustomerChange } from "../../core/changeCustomer.ts";
import { newsOf } from "../../core/effects.ts";
import { isMember } from "../../core/membership.ts";
import { PointsMoves } from "../../core/moves/movePoints.ts";
import { accountOf } from "../../core/points/post.ts";
import type { AccountWork } from "../../core/state.ts";
import { customerGone } from "../../customers/notFound.ts";
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

export interface WalletOfCustomer {
  readonly account: AccountWork;
  readonly ruleset: Ruleset;
  readonly moves: PointsMoves;
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
  const account = accountOf(context, customer, customer.rootId, ruleset, wallet);
  return { account, ruleset, moves: new PointsMoves(context, account, ruleset, cause) };
}

/** The refusal of a spend beyond the balance; `account.active` is what may be spent now. */
export function insufficient(account: AccountWork, points: bigint): PointsAnswer | null {
  const have = account.active > 0n ? account.active : 0n;
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

/** Ids that a change of points may need, for `parts` lots at most. */
export const POINTS_IDS = 50;
