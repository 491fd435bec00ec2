import type { Sql, Tx } from "../../../db/connection/client.ts";
import { readMergeSide } from "../../../db/queries/identity/said.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { StaleError } from "../../platform/stale.ts";
import { transact } from "../../platform/transact.ts";
import type { DecisionAnswer } from "./answer.ts";
import { mergeByHand } from "./mergeCustomers.ts";
import { conflictsOf, type MergeConflict, readSides } from "./sides.ts";

export interface PreviewMergeRequest {
  readonly viewer: Viewer;
  readonly rootId: bigint;
  readonly otherRootId: bigint;
}

/** What a customer has, or would have. */
export interface MergeSideView {
  readonly tier: string | null;
  readonly tierUntil: Instant | null;
  readonly balances: readonly {
    readonly wallet: string;
    readonly active: bigint;
    readonly maturing: bigint;
  }[];
  readonly identifiers: number;
  readonly orders: number;
}

export interface MergePreviewModel {
  readonly conflicts: readonly MergeConflict[];
  readonly before: MergeSideView;
  readonly otherBefore: MergeSideView;
  readonly after: MergeSideView | null;
  readonly userErrors: DecisionAnswer["userErrors"];
}

/** Carries what was worked out out of the transaction that is taken back. */
class TakenBack extends Error {
  readonly preview: MergePreviewModel;

  constructor(preview: MergePreviewModel) {
    super("the preview's transaction is taken back");
    this.preview = preview;
  }
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
  try {
    return await transact<never>(deps.sql, async (tx) => {
      throw new TakenBack(await work(tx, deps, request));
    });
  } catch (error) {
    if (error instanceof TakenBack) {
      return error.preview;
    }
    throw error;
  }
}

async function work(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, otherRootId }: PreviewMergeRequest,
): Promise<MergePreviewModel> {
  const sides = await readSides(tx, rootId, otherRootId);
  const conflicts = sides === null ? [] : await conflictsOf(tx, deps, sides);
  const before = await sideOf(tx, rootId);
  const otherBefore = await sideOf(tx, otherRootId);
  const asked = { viewer, rootId, otherRootId, reason: REASON, overrule: true };
  const { userErrors } = await mergeByHand(tx, deps, asked);
  const after = userErrors.length > 0 ? null : await sideOf(tx, rootId);
  return { conflicts, before, otherBefore, after, userErrors };
}

async function sideOf(tx: Sql | Tx, rootId: bigint): Promise<MergeSideView> {
  const row = await readMergeSide(tx, rootId);
  if (row === undefined) {
    throw new StaleError(`customer ${rootId} is gone`);
  }
  const { tier, tierUntil, identifiers, orders, balances } = row;
  return {
    ...{ tier, identifiers, orders },
    tierUntil: tierUntil === null ? null : instantFromPg(tierUntil),
    balances: balances.map(({ wallet, active, maturing }) => ({
      ...{ wallet, active: BigInt(active), maturing: BigInt(maturing) },
    })),
  };
}
