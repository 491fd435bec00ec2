import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { takeLane } from "../../../db/queries/identity/records.ts";
import { findSplit, readLaterSplits, type SplitRow } from "../../../db/queries/identity/splits.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { clockOf } from "../../core/loadState.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import { customerGone } from "../../customers/notFound.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { once } from "../../platform/idempotency.ts";
import { StaleError } from "../../platform/stale.ts";
import { transact } from "../../platform/transact.ts";
import { regroupCustomers } from "../regroupCustomers.ts";
import { type DecisionAnswer, refuseDecision } from "./answer.ts";
import { limitsAgainst, readSides, type Sides, sayOne } from "./sides.ts";

export interface UnsplitCustomerRequest {
  readonly viewer: Viewer;
  /** The customer that the split made, as found; null when nobody was. */
  readonly rootId: bigint | null;
  /** As the caller named it: what belongs to the key. */
  readonly said: unknown;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a split back: the two are one customer again, with the tier that they would have without
 * it, and with what has come in for either since (programme 3.26). The leaf that was made stays,
 * under the customer that it came from, so nothing goes a second way.
 *
 * Guarantee: one effect per idempotency key. Locks: the lane of identity, then both customers.
 * Throws: as `splitCustomer`.
 */
export async function unsplitCustomer(
  deps: CommandDeps,
  request: UnsplitCustomerRequest,
): Promise<DecisionAnswer> {
  const { viewer, idempotencyKey, said, reason } = request;
  requireScope(viewer, "customer:merge-open");
  const command = {
    operation: "unsplitCustomer" as const,
    key: idempotencyKey,
    input: { said, reason },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => unsplit(tx, deps, request)),
  );
}

async function unsplit(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, reason }: UnsplitCustomerRequest,
): Promise<DecisionAnswer> {
  if (rootId === null) {
    return { leafId: null, userErrors: [customerGone(["customer"])] };
  }
  const fault = reasonFault(reason);
  if (fault !== null) {
    return refuseDecision("REASON_INVALID", fault, "reason");
  }
  await takeLane(tx);
  const split = await findSplit(tx, rootId);
  if (split === undefined) {
    const message = "No split that stands made this customer; name the one that it made.";
    return refuseDecision("NOT_SPLIT", message, "customer");
  }
  const { id, survivor_id: from, absorbed_id: made, standings } = split;
  const sides = await sidesAsTheyWere(tx, split);
  if (sides === null) {
    const message =
      "One of the two was merged or split again since; take that back first, or use mergeCustomers.";
    return refuseDecision("SPLIT_OVERTAKEN", message, "customer");
  }
  const leaves = [...sides.survivor.leaves, ...sides.other.leaves];
  const [over] = await limitsAgainst(tx, deps.catalog, leaves);
  if (over !== undefined) {
    const help = "Unlink one first, or use mergeCustomers, which may overrule it.";
    return refuseDecision(over.code, `${over.message} ${help}`, "customer");
  }
  const at = formatInstant(deps.now ?? (await clockOf(tx)));
  const by = { actor: actorOf(viewer), at, reason: reason.trim() };
  await sayOne(tx, sides, by);
  await regroupCustomers(tx, deps, {
    ...{ viewer, act: "unsplitCustomer", reason: by.reason },
    groups: [{ leaves, root: from }],
    undoneSplit: { id, standing: standings?.survivor ?? null },
    check: async (changes) => {
      for (const change of changes.values()) {
        await refuseOwnPoints(change, viewer);
      }
      if ((await limitsAgainst(tx, deps.catalog, leaves)).length > 0) {
        throw new StaleError("one of the two was given an identifier meanwhile");
      }
    },
  });
  for (const [leafId, partner] of [
    [from, made],
    [made, from],
  ] as const) {
    await insertAudit(tx, {
      ...{ actor: by.actor, action: "customer.unsplit", leafId },
      details: { with: String(partner), into: String(from) },
    });
  }
  return { leafId: String(from), userErrors: [] };
}

/**
 * The two with their leaves, if they are what they were right after the split: nobody came or left,
 * and what was split of them since was taken back. Null otherwise.
 */
async function sidesAsTheyWere(tx: Tx, split: SplitRow): Promise<Sides | null> {
  const { survivor_id: from, absorbed_id: made, leaves } = split;
  const later = await readLaterSplits(tx, split);
  const sides = await readSides(tx, from, made);
  if (sides === null || sides.other.root !== made) {
    return null;
  }
  const { survivor, other } = sides;
  const expected = [...(leaves ?? [from]), made, ...later.map((row) => row.absorbed_id)];
  const all = new Set([...survivor.leaves, ...other.leaves]);
  const isSo =
    later.every(({ isUndone }) => isUndone) &&
    (leaves ?? []).every((leaf) => survivor.root === from && survivor.leaves.includes(leaf)) &&
    expected.length === all.size &&
    expected.every((leaf) => all.has(leaf));
  return isSo ? sides : null;
}
