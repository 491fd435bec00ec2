import type { Tx } from "../../../db/connection/client.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { DecisionAnswer } from "./answer.ts";
import { mergeByHand } from "./mergeCustomers.ts";
import { type MergeSideView, readSide, triedOut } from "./preview.ts";
import { conflictsOf, type MergeConflict, readSides } from "./sides.ts";

export interface PreviewMergeRequest {
  readonly viewer: Viewer;
  readonly rootId: bigint;
  readonly otherRootId: bigint;
}

export interface MergePreviewModel {
  readonly conflicts: readonly MergeConflict[];
  readonly before: MergeSideView;
  readonly otherBefore: MergeSideView;
  readonly after: MergeSideView | null;
  readonly userErrors: DecisionAnswer["userErrors"];
}

/** Kept with nothing: the transaction is taken back. */
const REASON = "What if they were one?";

/**
 * What making two customers one would come to: made so in a transaction that is then taken back, so
 * that it is what `mergeCustomers` would do and not a second way of working it out. Conflicts are
 * told, and passed over.
 *
 * Throws: AppError FORBIDDEN, CUSTOMER_MARKED, UNAVAILABLE.
 */
export async function previewMerge(
  deps: CommandDeps,
  request: PreviewMergeRequest,
): Promise<MergePreviewModel> {
  requireScope(request.viewer, "customer:merge");
  return await triedOut(deps, (tx) => work(tx, deps, request));
}

async function work(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, otherRootId }: PreviewMergeRequest,
): Promise<MergePreviewModel> {
  const sides = await readSides(tx, rootId, otherRootId);
  const conflicts = sides === null ? [] : await conflictsOf(tx, deps, sides);
  const before = await readSide(tx, rootId);
  const otherBefore = await readSide(tx, otherRootId);
  const asked = { viewer, rootId, otherRootId, reason: REASON, overrule: true };
  const { userErrors } = await mergeByHand(tx, deps, asked);
  const after = userErrors.length > 0 ? null : await readSide(tx, rootId);
  return { conflicts, before, otherBefore, after, userErrors };
}
