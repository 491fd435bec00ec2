import type { Tx } from "../../../db/connection/client.ts";
import {
  closeHold,
  findHold,
  insertHold,
  type PointsHoldRow,
} from "../../../db/queries/loyalty/pointsHolds.ts";
import {
  type CommandDeps,
  type CustomerChange,
  changeCustomers,
} from "../../core/changeCustomer.ts";
import { PointsMoves } from "../../core/moves/movePoints.ts";
import { decideTierOf } from "../../core/moves/settleOrder.ts";
import type { LotPart } from "../../core/points/entries.ts";
import type { AccountWork } from "../../core/state.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { MarkedAct } from "../../domain/customer/marks.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { StaleError } from "../../platform/stale.ts";
import {
  done,
  insufficient,
  POINTS_IDS,
  type PointsAnswer,
  refuse,
  takeFromWallet,
  tellPoints,
  walletOfMember,
} from "./pointsAnswer.ts";

/** Setting points aside and ending that: what authorisations and blocks have in common. */

/** Amounts and times as text: it is kept with the idempotency key. */
export interface HoldAnswer extends PointsAnswer {
  readonly hold: {
    readonly publicId: string;
    readonly points: string;
    readonly expiresAt: string | null;
  } | null;
}

export interface NewHold {
  readonly kind: PointsHoldRow["kind"];
  readonly publicId: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly expiresAt: Instant | null;
  readonly reason: string | null;
  readonly reference: string | null;
}

/**
 * Takes points that may be spent out of the wallet and remembers where they came from: a row for
 * each leaf that gave some.
 */
export async function setAside(change: CustomerChange, hold: NewHold): Promise<HoldAnswer> {
  const { tx, context, cause } = change;
  const found = walletOfMember(change, hold.wallet);
  const refusal = "userErrors" in found ? found : insufficient(found, hold.points);
  if ("userErrors" in found || refusal !== null) {
    return { hold: null, userErrors: refusal?.userErrors ?? [] };
  }
  const ids = new Map<AccountWork, bigint>();
  const taken = takeFromWallet(change, found, hold.points, (account) => {
    const id = context.nextId();
    ids.set(account, id);
    const kind = hold.kind === "BLOCK" ? "BLOCKED" : "AUTHORISED";
    return { kind, rule: null, reason: null, holdId: id };
  });
  const [head] = ids.values();
  const expiresAt = hold.expiresAt === null ? null : formatInstant(hold.expiresAt);
  for (const { account, points, parts } of taken) {
    const id = ids.get(account) as bigint;
    const isHead = id === head;
    await insertHold(tx, {
      ...{ ...hold, id, points, parts, expiresAt },
      publicId: isHead ? hold.publicId : null,
      partOf: isHead ? null : (head as bigint),
      accountId: account.id,
      leafId: account.leafId,
      recordedAt: formatInstant(cause.recordedAt),
      actor: cause.actor,
      store: cause.store,
    });
  }
  tellPoints(change);
  return {
    ...done(change),
    hold: { publicId: hold.publicId, points: hold.points.toString(), expiresAt },
  };
}

/** What one leaf gave of a hold, with the customer that the leaf belongs to now. */
export interface HoldPart {
  readonly hold: PointsHoldRow;
  readonly change: CustomerChange;
  /** [lot, points taken (negative)]. */
  readonly lots: readonly LotPart[];
  readonly moves: PointsMoves;
}

/** A hold and its customers, all under the customers' locks. */
export interface HoldChange extends CustomerChange {
  /** What names it and how it stands. */
  readonly hold: PointsHoldRow;
  /** One a leaf, `hold` first. */
  readonly parts: readonly [HoldPart, ...HoldPart[]];
}

/** The hold that a caller may end; a till, only those of its own store. */
export interface WantedHold {
  readonly viewer: Viewer;
  /** What marks on the customer may forbid; null for what time does. */
  readonly act: MarkedAct | null;
  readonly publicId: string | null;
  readonly kind: PointsHoldRow["kind"];
  readonly field: string;
}

/**
 * Locks the customer of a hold and runs the change; refuses a hold that the caller may not have or
 * that is no more. Where a merge was taken back meanwhile it concerns more than one customer, and
 * each gets what is its own.
 *
 * Throws: StaleError when a leaf went elsewhere before it was locked: run the transaction again.
 */
export async function changeHold(
  tx: Tx,
  deps: CommandDeps,
  wanted: WantedHold,
  run: (change: HoldChange) => Promise<PointsAnswer>,
): Promise<PointsAnswer> {
  const { viewer, act, publicId, kind, field } = wanted;
  const before = publicId === null ? [] : await findHold(tx, publicId);
  const [head] = before;
  const isHis = head?.kind === kind && (viewer.store === null || viewer.store === head.store);
  if (head === undefined || publicId === null || !isHis) {
    return holdNotFound(field);
  }
  const lots = before.flatMap(lotsOf);
  const options = {
    ...{ viewer, act, rootIds: [...new Set(before.map(({ rootId }) => rootId))] },
    idsMax: () => POINTS_IDS + 2 * before.length + lots.length,
    spendsPoints: true,
    lotIds: lots.map(([lot]) => lot),
    isOneMoment: true,
  };
  return await changeCustomers(tx, deps, options, async (changes) => {
    const parts = (await findHold(tx, publicId)).map((hold) => partOf(hold, changes));
    const [first, ...others] = parts;
    return first === undefined
      ? holdNotFound(field)
      : await run({ ...first.change, hold: first.hold, parts: [first, ...others] });
  });
}

function lotsOf({ parts }: PointsHoldRow): LotPart[] {
  return parts.map(([lot, points]): LotPart => [BigInt(lot), BigInt(points)]);
}

function partOf(hold: PointsHoldRow, changes: ReadonlyMap<bigint, CustomerChange>): HoldPart {
  const change = changes.get(hold.rootId);
  const accounts = change?.customer.accounts.values() ?? [];
  const account = [...accounts].find(({ id }) => id === hold.accountId);
  if (change === undefined || account === undefined) {
    throw new StaleError(`the leaf of hold ${hold.id} went elsewhere`);
  }
  const { context, cause } = change;
  const ruleset = context.catalog.rulesetAt(cause.now);
  const moves = new PointsMoves(context, account, ruleset, cause);
  return { hold, change, lots: lotsOf(hold), moves };
}

export function holdNotFound(field: string): PointsAnswer {
  return refuse("HOLD_NOT_FOUND", "There is no such reservation of points.", field);
}

/** The refusal of a hold that has ended; null for an open one. */
export function holdClosed({ hold }: HoldChange, field: string): PointsAnswer | null {
  return hold.state === "OPEN"
    ? null
    : refuse("HOLD_CLOSED", `The reservation is ${hold.state.toLowerCase()} already.`, field);
}

/** Whether the end of an open authorisation has passed. */
export function hasLapsed({ hold, cause }: HoldChange): boolean {
  const { state, expiresAt } = hold;
  return state === "OPEN" && expiresAt !== null && instantFromPg(expiresAt) <= cause.now;
}

/** What is left of all parts. */
export function sumOf({ parts }: HoldChange, left: (hold: PointsHoldRow) => bigint): bigint {
  return parts.reduce((sum, { hold }) => sum + left(hold), 0n);
}

/**
 * Gives back to each leaf what was set aside of its points.
 *
 * @param paidNext what each part pays for something right afterwards
 */
export function giveBackAll(
  { parts }: HoldChange,
  kind: "RELEASED" | "UNBLOCKED",
  reason: string | null = null,
  paidNext: ReadonlyMap<HoldPart, bigint> = new Map(),
): void {
  for (const part of parts) {
    const why = { kind, rule: null, reason, holdId: part.hold.id };
    part.moves.giveBack(part.lots, why, paidNext.get(part));
  }
}

/**
 * Ends a hold whose points the caller has dealt with. What went back may have expired meanwhile:
 * then it is gone now.
 *
 * @param captured what each part paid
 */
export async function close(
  { tx, parts }: HoldChange,
  state: "CAPTURED" | "RELEASED" | "EXPIRED",
  captured: (part: HoldPart) => bigint = () => 0n,
): Promise<void> {
  for (const part of parts) {
    const { hold, change } = part;
    const paid = captured(part);
    // A part that paid nothing went back, whatever the others paid.
    const own = state === "CAPTURED" && paid === 0n ? "RELEASED" : state;
    await closeHold(tx, hold.id, own, paid, formatInstant(change.cause.recordedAt));
  }
  for (const change of new Set(parts.map((part) => part.change))) {
    decideTierOf(change.context, change.customer, change.cause, true);
    tellPoints(change);
  }
}

/** Ends a hold by giving all its points back. */
export async function closeBack(
  change: HoldChange,
  state: "RELEASED" | "EXPIRED",
  reason: string | null = null,
): Promise<void> {
  giveBackAll(change, change.hold.kind === "BLOCK" ? "UNBLOCKED" : "RELEASED", reason);
  await close(change, state);
}
