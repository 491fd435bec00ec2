import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { type CandidateRow, findCandidate } from "../../../db/queries/identity/candidates.ts";
import { takeLane } from "../../../db/queries/identity/records.ts";
import {
  closeCandidatesBetween,
  insertDistinct,
  reopenCandidatesBetween,
  reopenLinksBetween,
} from "../../../db/queries/identity/said.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { changeCustomers } from "../../core/changeCustomer.ts";
import { clockOf } from "../../core/loadState.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import { activeModel } from "../records/resolveRecords.ts";
import { keepCandidates } from "../resolveLeaves.ts";
import { type DecisionAnswer, refuseDecision } from "./answer.ts";
import { mergeByHand } from "./mergeCustomers.ts";
import { distinctBetween, readSides, type Sides } from "./sides.ts";
import { DISTINCT_PAIRS_MAX, pairsOf } from "./unmergeCustomers.ts";

export interface ResolveCandidateRequest {
  readonly viewer: Viewer;
  /** Public id; null when it can be none of ours. */
  readonly candidate: string | null;
  readonly decision: "SAME" | "DIFFERENT" | "UNDECIDED";
  /** Of SAME: who goes on; null: whoever has been there longer. */
  readonly survivor: { readonly leafId: bigint | null } | null;
  readonly reason: string;
  readonly overrule: boolean;
  /** Both as the caller named them: what belongs to the key. */
  readonly said: unknown;
  readonly idempotencyKey: string;
}

/**
 * Puts on record whether two customers who were put up are one person: SAME merges them, DIFFERENT
 * binds the matcher, UNDECIDED takes a DIFFERENT back.
 *
 * Guarantee: one effect per idempotency key. Throws: as `mergeCustomers`.
 */
export async function resolveMatchCandidate(
  deps: CommandDeps,
  request: ResolveCandidateRequest,
): Promise<DecisionAnswer> {
  const { viewer, idempotencyKey, said, reason, overrule, decision } = request;
  requireScope(viewer, "customer:merge");
  if (overrule) {
    requireScope(viewer, "customer:merge-open");
  }
  const command = {
    operation: "resolveMatchCandidate" as const,
    key: idempotencyKey,
    input: { said, reason, overrule, decision },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => resolve(tx, deps, request)),
  );
}

async function resolve(
  tx: Tx,
  deps: CommandDeps,
  request: ResolveCandidateRequest,
): Promise<DecisionAnswer> {
  const { viewer, candidate, decision, reason, overrule } = request;
  // Before it is looked whose they are: somebody may leave a customer while this waits.
  await takeLane(tx);
  const row = candidate === null ? undefined : await findCandidate(tx, candidate);
  if (row === undefined) {
    return refuseDecision("CANDIDATE_NOT_FOUND", "There is no such candidate.", "candidate");
  }
  const fault = reasonFault(reason);
  if (fault !== null) {
    return refuseDecision("REASON_INVALID", fault, "reason");
  }
  if (decision === "SAME") {
    const sides = survivorsOf(row, request.survivor);
    return sides === null
      ? refuseDecision("SURVIVOR_IS_NEITHER", "Name one of the two who were put up.", "survivor")
      : await mergeByHand(tx, deps, { viewer, ...sides, reason, overrule });
  }
  const sides = await readSides(tx, row.a, row.b);
  if (sides === null) {
    const message = "They are one customer already; unmergeCustomers parts them.";
    return refuseDecision("SAME_CUSTOMER", message, "candidate");
  }
  if (sides.survivor.leaves.length * sides.other.leaves.length > DISTINCT_PAIRS_MAX) {
    const message = "The two consist of too many records to be kept apart at once.";
    return refuseDecision("TOO_MANY_LEAVES", message, "candidate");
  }
  return await say(tx, deps, request, sides);
}

/** Who goes on and who goes under them; null when the one who is named is neither. */
function survivorsOf(
  { a, b, rootA, rootB }: CandidateRow,
  named: ResolveCandidateRequest["survivor"],
) {
  const [older, younger] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
  if (named === null) {
    return { rootId: older, otherRootId: younger };
  }
  const { leafId } = named;
  if (leafId === rootA || leafId === a) {
    return { rootId: rootA, otherRootId: rootB };
  }
  return leafId === rootB || leafId === b ? { rootId: rootB, otherRootId: rootA } : null;
}

/** That they are two, or that it is open again; under both customers' locks. */
async function say(
  tx: Tx,
  deps: CommandDeps,
  { viewer, decision, reason }: ResolveCandidateRequest,
  sides: Sides,
): Promise<DecisionAnswer> {
  const { survivor, other } = sides;
  const isDifferent = decision === "DIFFERENT";
  const options = {
    ...{ viewer, act: null, rootIds: [survivor.root, other.root] },
    idsMax: () => 0,
  };
  await changeCustomers(tx, deps, options, async (changes) => {
    for (const change of changes.values()) {
      await refuseOwnPoints(change, viewer);
    }
  });
  const at = formatInstant(deps.now ?? (await clockOf(tx)));
  const by = { actor: actorOf(viewer), at, reason: reason.trim() };
  const before = await distinctBetween(tx, sides);
  await reopenLinksBetween(tx, survivor.leaves, other.leaves);
  if (isDifferent && before.length === 0) {
    await insertDistinct(tx, pairsOf(survivor.leaves, other.leaves, "DISTINCT", by));
  } else if (!isDifferent && before.length > 0) {
    const rows = before.map(([a, b]) => ({
      ...{ kind: "UNDISTINCT" as const, survivor_id: a, absorbed_id: b },
      ...by,
    }));
    await insertDistinct(tx, rows);
  }
  if (isDifferent) {
    const to = { state: "DISTINCT", actor: by.actor, at } as const;
    await closeCandidatesBetween(tx, survivor.leaves, other.leaves, to);
  } else {
    await reopenCandidatesBetween(tx, survivor.leaves, other.leaves);
    // What nothing speaks for any more is not for anybody to look at.
    const leaves = [...survivor.leaves, ...other.leaves];
    await keepCandidates(tx, deps, leaves, await activeModel(tx));
  }
  for (const [leafId, partner] of [
    [survivor.root, other.root],
    [other.root, survivor.root],
  ] as const) {
    await insertAudit(tx, {
      ...{ actor: by.actor, leafId },
      action: isDifferent ? "customer.distinct" : "customer.undecided",
      details: { with: String(partner) },
    });
  }
  return { leafId: String(survivor.root), userErrors: [] };
}
