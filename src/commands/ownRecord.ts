import type { Tx } from "../../db/client.ts";
import { findLeavesByPublicIds } from "../../db/queries/interactions.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { AppError } from "../errors.ts";
import { ownPublicId } from "../loaders/access.ts";

/**
 * Live customer of the person whom the viewer's token names, as of now: after a merge the one that is left. Null when
 * it names nobody, or nobody we know.
 */
export async function ownRootOf(tx: Tx, viewer: Viewer): Promise<bigint | null> {
  const own = ownPublicId(viewer);
  if (own === null) return null;
  const [leaf] = await findLeavesByPublicIds(tx, [own]);
  return leaf?.root_id ?? null;
}

/**
 * Nobody credits or changes their own record (PROGRAMME 5). Asked under the customer's lock, so that no merge makes it
 * their own meanwhile.
 *
 * @throws AppError FORBIDDEN
 */
export async function refuseOwn(tx: Tx, viewer: Viewer, rootId: bigint): Promise<void> {
  if ((await ownRootOf(tx, viewer)) === rootId) {
    throw new AppError("FORBIDDEN", "Nobody may credit or change their own record.");
  }
}
