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
  changeCustomer,
} from "../../core/changeCustomer.ts";
import { PointsMoves } from "../../core/moves/movePoints.ts";
import { decideTierOf } from "../../core/moves/settleOrder.ts";
import type { LotPart } from "../../core/points/entries.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { MarkedAct } from "../../domain/customer/marks.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import {
  done,
  insufficient,
  POINTS_IDS,
  type PointsAnswer,
  refuse,
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

/** Takes points that may be spent out of the wallet and remembers where they came from. */
export async function setAside(change: CustomerChange, hold: NewHold): Promise<HoldAnswer> {
  const { tx, context, cause } = change;
  const found = walletOfMember(change, hold.wallet);
  const refusal = "userErrors" in found ? found : insufficient(found.account, hold.points);
  if ("userErrors" in found || refusal !== null) {
    return { hold: null, userErrors: refusal?.userErrors ?? [] };
  }
  const id = context.nextId();
  const parts = found.moves.take(hold.points, {
    kind: hold.kind === "BLOCK" ? "BLOCKED" : "AUTHORISED",
    rule: null,
    reason: null,
    holdId: id,
  });
  await insertHold(tx, {
    ...hold,
    id,
    accountId: found.account.id,
    leafId: found.account.leafId,
    parts,
    recordedAt: formatInstant(cause.recordedAt),
    expiresAt: hold.expiresAt === null ? null : formatInstant(hold.expiresAt),
    actor: cause.actor,
    store: cause.store,
  });
  tellPoints(change);
  const expiresAt = hold.expiresAt === null ? null : formatInstant(hold.expiresAt);
  return {
    ...done(change),
    hold: { publicId: hold.publicId, points: hold.points.toString(), expiresAt },
  };
}

/** A hold and its customer, both under the customer's lock. */
export interface HoldChange extends CustomerChange {
  readonly hold: PointsHoldRow;
  readonly parts: readonly LotPart[];
  readonly moves: PointsMoves;
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
 * that is no more.
 */
export async function changeHold(
  tx: Tx,
  deps: CommandDeps,
  wanted: WantedHold,
  run: (change: HoldChange) => Promise<PointsAnswer>,
): Promise<PointsAnswer> {
  const { viewer, act, publicId, kind, field } = wanted;
  const before = publicId === null ? undefined : await findHold(tx, publicId);
  const isHis = before?.kind === kind && (viewer.store === null || viewer.store === before.store);
  if (before === undefined || publicId === null || !isHis) {
    return holdNotFound(field);
  }
  const parts = before.parts.map(([lot, points]): LotPart => [BigInt(lot), BigInt(points)]);
  const answer = await changeCustomer(
    tx,
    deps,
    {
      viewer,
      act,
      rootId: before.rootId,
      idsMax: () => POINTS_IDS + parts.length,
      spendsPoints: true,
      lotIds: parts.map(([lot]) => lot),
    },
    async (change) => {
      const { context, customer, cause } = change;
      const hold = await findHold(change.tx, publicId);
      const account = [...customer.accounts.values()].find(({ id }) => id === hold?.accountId);
      if (hold === undefined || account === undefined) {
        return holdNotFound(field);
      }
      const ruleset = context.catalog.rulesetAt(cause.now);
      const moves = new PointsMoves(context, account, ruleset, cause);
      return await run({ ...change, hold, parts, moves });
    },
  );
  return answer ?? holdNotFound(field);
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

/**
 * Ends a hold whose points the caller has dealt with. What went back may have expired meanwhile:
 * then it is gone now.
 */
export async function close(
  change: HoldChange,
  state: "CAPTURED" | "RELEASED" | "EXPIRED",
  captured: bigint,
): Promise<void> {
  const { tx, context, customer, cause, hold } = change;
  await closeHold(tx, hold.id, state, captured, formatInstant(cause.recordedAt));
  decideTierOf(context, customer, cause, true);
  tellPoints(change);
}

/** Ends a hold by giving all its points back. */
export async function closeBack(
  change: HoldChange,
  state: "RELEASED" | "EXPIRED",
  reason: string | null = null,
): Promise<void> {
  const { hold, parts, moves } = change;
  const kind = hold.kind === "BLOCK" ? "UNBLOCKED" : "RELEASED";
  moves.giveBack(parts, { kind, rule: null, reason, holdId: hold.id });
  await close(change, state, 0n);
}
