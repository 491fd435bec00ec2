import type { Tx } from "../../../db/connection/client.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { DecisionAnswer } from "./answer.ts";
import { type MergeSideView, readSide, triedOut } from "./preview.ts";
import { splitByHand } from "./splitCustomer.ts";
import type { NamedParts } from "./splitParts.ts";

export interface PreviewSplitRequest extends NamedParts {
  readonly viewer: Viewer;
  readonly rootId: bigint;
}

export interface SplitPreviewModel {
  readonly before: MergeSideView;
  /** What either would have; null when it cannot be done. */
  readonly after: MergeSideView | null;
  readonly otherAfter: MergeSideView | null;
  readonly userErrors: DecisionAnswer["userErrors"];
}

/** Kept with nothing: the transaction is taken back. */
const REASON = "What if they were two?";

/**
 * What making two customers of one would come to: made so in a transaction that is then taken back,
 * so that it is what `splitCustomer` would do.
 *
 * Throws: AppError FORBIDDEN, CUSTOMER_MARKED, UNAVAILABLE.
 */
export async function previewSplit(
  deps: CommandDeps,
  request: PreviewSplitRequest,
): Promise<SplitPreviewModel> {
  requireScope(request.viewer, "customer:merge-open");
  return await triedOut(deps, (tx) => work(tx, deps, request));
}

async function work(
  tx: Tx,
  deps: CommandDeps,
  request: PreviewSplitRequest,
): Promise<SplitPreviewModel> {
  const { rootId } = request;
  const before = await readSide(tx, rootId);
  const { answer } = await splitByHand(tx, deps, { ...request, reason: REASON });
  const { otherId, userErrors } = answer;
  const [after, otherAfter] =
    otherId === undefined
      ? [null, null]
      : [await readSide(tx, rootId), await readSide(tx, BigInt(otherId))];
  return { before, after, otherAfter, userErrors };
}
