import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { readSiblings, takeLane } from "../../../db/queries/identity/records.ts";
import {
  deleteSaidBetween,
  insertDistinct,
  insertSaid,
  isFoundBetween,
  reopenLinksBetween,
} from "../../../db/queries/identity/said.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { decisionOf } from "../../core/decode.ts";
import { clockOf } from "../../core/loadState.ts";
import { refuseOwnPoints } from "../../core/refuseOwnPoints.ts";
import { customerGone } from "../../customers/notFound.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { MergeHistory } from "../../domain/identity/mergeHistory.ts";
import { reasonFault } from "../../domain/tier/overrideRules.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import { activeModel } from "../records/resolveRecords.ts";
import { readHistory } from "../regroupCustomers.ts";
import { groupsAround, resolveLeaves } from "../resolveLeaves.ts";
import { type DecisionAnswer, refuseDecision } from "./answer.ts";

/** Pairs of leaves that one decision may part for good. */
export const DISTINCT_PAIRS_MAX = 10_000;

export interface UnmergeCustomersRequest {
  readonly viewer: Viewer;
  /** The customer that went on, as found; null when nobody was. */
  readonly rootId: bigint | null;
  /** The leaf of the id that went under it; null when it is none of ours. */
  readonly separate: bigint | null;
  /** Both as the caller named them: what belongs to the key. */
  readonly said: unknown;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a merge back, whoever or whatever made it: what came in with the one who leaves is theirs
 * again, with what its identifiers have brought since (contract 2.2). Where more than a person's
 * word had joined the two, it is put on record that they are two people, so that the same evidence
 * does not join them again. Who else is one with either of them stays so.
 *
 * Guarantee: one effect per idempotency key. Locks: the lane of identity, then all customers that
 * change. Throws: as `mergeCustomers`.
 */
export async function unmergeCustomers(
  deps: CommandDeps,
  request: UnmergeCustomersRequest,
): Promise<DecisionAnswer> {
  const { viewer, idempotencyKey, said, reason } = request;
  requireScope(viewer, "customer:merge");
  const command = {
    operation: "unmergeCustomers" as const,
    key: idempotencyKey,
    input: { said, reason },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => unmerge(tx, deps, request)),
  );
}

async function unmerge(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, separate, reason }: UnmergeCustomersRequest,
): Promise<DecisionAnswer> {
  if (rootId === null) {
    return { leafId: null, userErrors: [customerGone(["customer"])] };
  }
  const fault = reasonFault(reason);
  if (fault !== null) {
    return refuseDecision("REASON_INVALID", fault, "reason");
  }
  await takeLane(tx);
  const all = (await readSiblings(tx, [rootId])).map(({ id }) => id);
  const history = new MergeHistory((await readHistory(tx, all)).map(decisionOf));
  const leaves = separate === null ? null : history.partOf(rootId, separate);
  if (separate === null || leaves === null || !leaves.every((leaf) => all.includes(leaf))) {
    const message = "Nobody of this id went under the customer; name the id that was absorbed.";
    return refuseDecision("NOT_MERGED", message, "separate");
  }
  const rest = all.filter((leaf) => !leaves.includes(leaf));
  if (leaves.length * rest.length > DISTINCT_PAIRS_MAX) {
    const message = `The two consist of too many records to be parted at once: ${all.length}.`;
    return refuseDecision("TOO_MANY_LEAVES", message, "separate");
  }
  const model = await activeModel(tx);
  const at = formatInstant(deps.now ?? (await clockOf(tx)));
  const by = { actor: actorOf(viewer), at, reason: reason.trim() };
  await part(tx, { leaves, rest, weight: model.thresholds.merge, by });
  for (const side of [leaves, rest]) {
    await holdTogether(tx, side, model, by);
  }
  await resolveLeaves(tx, deps, all, model, {
    ...{ viewer, act: "unmergeCustomers", reason: by.reason },
    check: async (changes) => {
      const change = changes.get(rootId);
      if (change !== undefined) {
        await refuseOwnPoints(change, viewer);
      }
    },
  });
  const after = new Map((await readSiblings(tx, all)).map((row) => [row.id, row.root_id]));
  const otherId = after.get(separate) as bigint;
  for (const [leafId, partner] of [
    [rootId, otherId],
    [otherId, rootId],
  ] as const) {
    await insertAudit(tx, {
      ...{ actor: by.actor, action: "customer.unmerge", leafId },
      details: { from: String(partner) },
    });
  }
  return { leafId: String(rootId), otherId: String(otherId), userErrors: [] };
}

type By = Readonly<{ actor: string; at: string; reason: string }>;

/** Takes away what people said, and overrules what else joined the two sides. */
async function part(
  tx: Tx,
  {
    leaves,
    rest,
    weight,
    by,
  }: {
    readonly leaves: readonly bigint[];
    readonly rest: readonly bigint[];
    readonly weight: number;
    readonly by: By;
  },
): Promise<void> {
  await deleteSaidBetween(tx, leaves, rest);
  if (await isFoundBetween(tx, leaves, rest, weight)) {
    await insertDistinct(tx, pairsOf(leaves, rest, "DISTINCT", by));
    await reopenLinksBetween(tx, leaves, rest);
  }
}

/** Every pair across two sides, as decisions. */
export function pairsOf(
  one: readonly bigint[],
  other: readonly bigint[],
  kind: "DISTINCT" | "UNDISTINCT",
  by: By,
) {
  return one.flatMap((x) =>
    other.map((y) => ({
      ...{ kind, survivor_id: x < y ? x : y, absorbed_id: x < y ? y : x },
      ...by,
    })),
  );
}

/** Whoever was seen as one, and not named, stays one, also where the one who left was the link. */
export async function holdTogether(
  tx: Tx,
  side: readonly bigint[],
  model: MatchModel,
  { actor, at }: By,
): Promise<void> {
  const own = new Set(side);
  const parts = (await groupsAround(tx, side, model))
    .map((group) => group.filter((leaf) => own.has(leaf)))
    .filter((group) => group.length > 0);
  const [[first] = [], ...others] = parts;
  const rows = others.flatMap(([leaf]) => {
    if (first === undefined || leaf === undefined) {
      return [];
    }
    const [a, b] = first < leaf ? [first, leaf] : [leaf, first];
    return [{ a, b, evidence: { by: actor }, at }];
  });
  if (rows.length > 0) {
    await insertSaid(tx, rows);
  }
}
