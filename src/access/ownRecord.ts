import type { Tx } from "../../db/connection/client.ts";
import { findLeavesByPublicIds } from "../../db/queries/interactions/interactions.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { AppError } from "../errors.ts";

/**
 * Live customer of the person whom the viewer's token names, as of now: after a merge the one that
 * is left. Null when it names nobody, or nobody we know.
 */
export async function ownRootOf(tx: Tx, viewer: Viewer): Promise<bigint | null> {
  if (viewer.customerId === null) {
    return null;
  }
  const [leaf] = await findLeavesByPublicIds(tx, [viewer.customerId]);
  return leaf?.root_id ?? null;
}

/**
 * Whether a live customer is the person themselves; asks the database only for those who are
 * customers too.
 */
export async function isOwnRoot(tx: Tx, viewer: Viewer, rootId: bigint | null): Promise<boolean> {
  return rootId !== null && (await ownRootOf(tx, viewer)) === rootId;
}

/**
 * Nobody credits or changes their own record (programme 5). Asked under the customer's lock, so
 * that no merge makes it their own meanwhile.
 *
 * @throws AppError FORBIDDEN
 */
export async function refuseOwn(tx: Tx, viewer: Viewer, rootId: bigint): Promise<void> {
  if (await isOwnRoot(tx, viewer, rootId)) {
    throw new AppError("FORBIDDEN", "Nobody may credit or change their own record.");
  }
}
