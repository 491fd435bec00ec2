import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { takeLane } from "../../../db/queries/identity/records.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { clockOf } from "../../core/loadState.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import { customerGone } from "../../customers/notFound.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { COMPONENT_LEAVES_MAX } from "../../domain/identity/matching/partition.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { AppError } from "../../errors.ts";
import { once } from "../../platform/idempotency.ts";
import { StaleError } from "../../platform/stale.ts";
import { transact } from "../../platform/transact.ts";
import { activeModel } from "../records/resolveRecords.ts";
import { resolveLeaves } from "../resolveLeaves.ts";
import { type DecisionAnswer, refuseDecision } from "./answer.ts";
import { conflictsOf, readSides, sayOne } from "./sides.ts";

export interface MergeCustomersRequest {
  readonly viewer: Viewer;
  /** Who goes on, and who goes under them: as found, null when nobody was. */
  readonly rootId: bigint | null;
  readonly otherRootId: bigint | null;
  /** Both as the caller named them: what belongs to the key. */
  readonly said: unknown;
  readonly reason: string;
  /** Against a limit, or against somebody's word that they are two. */
  readonly overrule: boolean;
  readonly idempotencyKey: string;
}

/**
 * Makes two customers one because somebody says so: what both have is seen together, and nothing is
 * rewritten (contract 2.2). The word binds the matcher until it is taken back
 * (`unmergeCustomers`).
 *
 * Guarantee: one effect per idempotency key. Locks: the lane of identity, then both customers.
 * Throws: AppError FORBIDDEN (also for one's own record, a colleague's without a supervisor, and
 * `overrule` without its scope), CUSTOMER_MARKED, IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function mergeCustomers(
  deps: CommandDeps,
  request: MergeCustomersRequest,
): Promise<DecisionAnswer> {
  const { viewer, idempotencyKey, said, reason, overrule } = request;
  requireScope(viewer, "customer:merge");
  if (overrule) {
    requireScope(viewer, "customer:merge-open");
  }
  const command = {
    operation: "mergeCustomers" as const,
    key: idempotencyKey,
    input: { said, reason, overrule },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => mergeByHand(tx, deps, request)),
  );
}

/** The same in the caller's transaction, which has taken no lock yet, or the lane alone. */
export async function mergeByHand(
  tx: Tx,
  deps: CommandDeps,
  request: Omit<MergeCustomersRequest, "idempotencyKey" | "said">,
): Promise<DecisionAnswer> {
  const { viewer, rootId, otherRootId, reason, overrule } = request;
  const missing = rootId === null ? "customer" : otherRootId === null ? "other" : null;
  if (rootId === null || otherRootId === null) {
    return { leafId: null, userErrors: [customerGone([missing as string])] };
  }
  const fault = reasonFault(reason);
  if (fault !== null) {
    return refuseDecision("REASON_INVALID", fault, "reason");
  }
  await takeLane(tx);
  const sides = await readSides(tx, rootId, otherRootId);
  if (sides === null) {
    return refuseDecision("SAME_CUSTOMER", "These are one and the same customer.", "other");
  }
  if (sides.survivor.leaves.length + sides.other.leaves.length > COMPONENT_LEAVES_MAX) {
    const message = `Together they would be more than ${COMPONENT_LEAVES_MAX} records of one person.`;
    return refuseDecision("TOO_MANY_LEAVES", message, "other");
  }
  const [conflict] = overrule ? [] : await conflictsOf(tx, deps, sides);
  if (conflict !== undefined) {
    const help = "A supervisor may merge them all the same (`overrule`).";
    return refuseDecision(conflict.code, `${conflict.message} ${help}`, "other");
  }
  const at = formatInstant(deps.now ?? (await clockOf(tx)));
  await sayOne(tx, sides, { actor: actorOf(viewer), at, reason: reason.trim() });
  const resolved = await resolveLeaves(tx, deps, [rootId, otherRootId], await activeModel(tx), {
    ...{ viewer, act: "mergeCustomers", reason: reason.trim(), root: sides.survivor.root },
    check: async (changes) => {
      for (const root of [sides.survivor.root, sides.other.root]) {
        const change = changes.get(root);
        if (change !== undefined) {
          await refuseOwnPoints(change, viewer);
        }
      }
      // Whoever gives an identifier takes the customer's lock, and not the lane.
      if (!overrule && (await conflictsOf(tx, deps, sides)).length > 0) {
        throw new StaleError("one of the two was given an identifier meanwhile");
      }
    },
  });
  if (resolved.tooLarge > 0) {
    throw new AppError(
      "BAD_USER_INPUT",
      `Evidence connects these with more than ${COMPONENT_LEAVES_MAX} records: find what everybody shares and block it first.`,
    );
  }
  if ((await readSides(tx, rootId, otherRootId)) !== null) {
    throw new Error(`customers ${rootId} and ${otherRootId} are two, after somebody said one`);
  }
  const [into, other] = [sides.survivor.root, sides.other.root];
  for (const [leafId, partner] of [
    [into, other],
    [other, into],
  ] as const) {
    await insertAudit(tx, {
      ...{ actor: actorOf(viewer), action: "customer.merge", leafId },
      details: { with: String(partner), into: String(into), overrule },
    });
  }
  return { leafId: String(into), userErrors: [] };
}
